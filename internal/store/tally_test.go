package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// resultsOf makes results of ten components each, spread over provinces, platforms, ministries and years.
func resultsOf(n, from int) []engine.Result {
	var out []engine.Result
	for i := from; i < from+n; i++ {
		r := engine.Result{Proposal: engine.Proposal{Title: fmt.Sprintf("Dự án %d", i), Province: fmt.Sprintf("Tỉnh %d", i%63), Date: fmt.Sprint(2018 + i%9)}}
		for k := range 10 {
			money := int64(i%100+1) * 1e6
			c := engine.ComponentResult{Component: engine.Component{Name: fmt.Sprintf("Hạng mục %d", k), Money: &money}, Verdict: engine.Insufficient, Grade: engine.PartialOverlap,
				Findings: []engine.Finding{{Platform: engine.PlatformRef{ID: corpus.ID(fmt.Sprintf("p-%d", (i+k)%182)), Owner: fmt.Sprintf("B%d", k%20)}, Responsibility: []string{"unknown", "announced_after"}[k%2]}}}
			if k == 9 {
				c = engine.ComponentResult{Component: engine.Component{Name: "Máy chủ"}, Verdict: engine.OutOfScope, Grade: engine.OutOfScope}
			}
			r.Components = append(r.Components, c)
		}
		out = append(out, r)
	}
	return out
}

// runOfResults keeps results as one run.
func runOfResults(t testing.TB, s *Store, results int) int64 {
	t.Helper()
	ctx := context.Background()
	run, err := s.BeginRun(ctx, Run{Command: "batch", List: "1132-2026", AsOf: "2026-11-24"})
	if err != nil {
		t.Fatal(err)
	}
	for done := 0; done < results; done += 1000 {
		if err := s.AddItems(ctx, run, done, resultsOf(min(1000, results-done), done)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.EndRun(ctx, run, RunDone); err != nil {
		t.Fatal(err)
	}
	return run
}

func TestTallies(t *testing.T) {
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	first, second := runOfResults(t, s, 2), runOfResults(t, s, 1)
	sums := func(runs ...int64) (out Tally) {
		err := s.Tallies(context.Background(), runs, func(x Tally) error {
			out.Components += x.Components
			out.Unpriced += x.Unpriced
			if x.Overlapping {
				out.Money += x.Money
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, test := range []struct {
		runs []int64
		want Tally
	}{
		{[]int64{first}, Tally{Components: 20, Unpriced: 2, Money: 9*1e6 + 9*2e6}},
		{[]int64{first, second}, Tally{Components: 30, Unpriced: 3, Money: 9*1e6 + 9*2e6 + 9*1e6}},
		{[]int64{}, Tally{}},
	} {
		if diff := cmp.Diff(test.want, sums(test.runs...)); diff != "" {
			t.Errorf("%d: %s", test.runs, diff)
		}
	}
}

// BenchmarkTallies counts a million stored components; more than five seconds fail.
func BenchmarkTallies(b *testing.B) {
	s := openForTest(b, filepath.Join(b.TempDir(), "r.db"), Options{})
	run := runOfResults(b, s, 100_000)
	for b.Loop() {
		start, groups, components := time.Now(), 0, 0
		err := s.Tallies(context.Background(), []int64{run}, func(x Tally) error {
			groups, components = groups+1, components+x.Components
			return nil
		})
		if err != nil || components != 1_000_000 {
			b.Fatalf("%d components, %v", components, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			b.Errorf("%d groups of %d components took %s", groups, components, took)
		}
		b.ReportMetric(float64(groups), "groups")
	}
}
