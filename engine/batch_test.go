package engine

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
)

func testEngine(t *testing.T, list corpus.ListID, opt Options) *Engine {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	view, err := reg.AsOf("2026-11-24", list)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(view, ix, opt)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func submissions(n int) []Submission {
	names := []string{"Cổng dữ liệu mở của tỉnh", "Phần mềm quản lý hồ sơ cán bộ, công chức, viên chức", "Mua sắm máy chủ", "Hệ thống thông tin báo cáo của tỉnh"}
	out := make([]Submission, n)
	for i := range out {
		title := fmt.Sprintf("%s đợt %d", names[i%len(names)], i)
		out[i] = Submission{Proposal: Proposal{Title: title, Components: []Component{{Name: title}}}}
	}
	return out
}

func TestCheckAllKeepsInputOrderAndMatchesCheck(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true})
	in := submissions(200)
	i := 0
	for r := range e.CheckAll(context.Background(), slices.Values(in)) {
		if want := e.Check(in[i].Proposal, in[i].Document); !cmp.Equal(want, r) {
			t.Fatalf("result %d differs from Check: %s", i, cmp.Diff(want, r))
		}
		i++
	}
	if i != len(in) {
		t.Errorf("%d results for %d submissions", i, len(in))
	}
}

func TestCheckAllStops(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	for range e.CheckAll(ctx, slices.Values(submissions(1000))) {
		if n++; n == 10 {
			cancel()
		}
	}
	if n >= 1000 {
		t.Error("went on to the end after the context was cancelled")
	}
}
