package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/decision"
)

func TestDecide(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{Author: "Nguyễn Văn A"})
	run := keepRun(t, s, Run{Command: "check"}, []Input{{Name: "a.txt", Content: []byte("a")}}, titled("A"), titled("B"))
	want := decision.Decision{
		Run: run, Item: 1, Component: 1, Subject: decision.Subject{Proposal: "p", Body: "b", Component: "a"}, Kind: decision.Justify, Reason: decision.Security, Note: "n",
		Until: "2027-01-31", Explanation: "e", Basis: decision.Basis{Words: "w", Platform: "tabmis", State: "unknown"},
	}
	files := []Attachment{{Name: "1.pdf", MediaType: "application/pdf", Content: []byte("a")}, {Name: "2.png"}}
	ids, err := s.Decide(ctx, []decision.Decision{want}, files)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	got, err := s.Rulings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want.ID, want.RecordedAt, want.RecordedBy = 1, "2026-11-24T08:00:00Z", "Nguyễn Văn A"
	want.Files = []decision.File{
		{Name: "1.pdf", MediaType: "application/pdf", SHA256: hashOf([]byte("a")), Size: 1},
		{Name: "2.png", SHA256: hashOf(nil)},
	}
	if diff := cmp.Diff([]decision.Decision{want}, got); diff != "" {
		t.Error(diff)
	}
	var inputs int
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM input`).Scan(&inputs); err != nil || inputs != 2 {
		t.Errorf("%d contents are kept (%v), want 2: that of the run is kept once", inputs, err)
	}
	if _, err := s.VerifyLog(ctx, ""); err != nil {
		t.Error(err)
	}
}

func TestDecide_AllOrNone(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	run := keepRun(t, s, Run{Command: "check"}, nil, titled("A"), titled("B"))
	on := func(item, component int, corrects int64) decision.Decision {
		return decision.Decision{Run: run, Item: item, Component: component, Corrects: corrects, Subject: decision.Subject{Component: titled("A").Proposal.Title}}
	}
	other := on(2, 1, 1)
	other.Subject.Component = "B"
	if _, err := s.Decide(ctx, []decision.Decision{on(1, 1, 0), on(1, 2, 0)}, []Attachment{{Name: "x", Content: []byte("x")}}); err == nil {
		t.Error("a decision about a component that does not exist was taken")
	}
	if all, err := s.Rulings(ctx); err != nil || len(all) != 0 {
		t.Errorf("after a refusal there are %d decisions, %v", len(all), err)
	}
	if _, err := s.Decide(ctx, []decision.Decision{on(1, 1, 0)}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Decide(ctx, []decision.Decision{on(1, 1, 1)}, nil); err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]decision.Decision{"corrected before": on(1, 1, 1), "about another": other, "unknown": on(1, 1, 9)} {
		var wrong *CorrectionError
		if _, err := s.Decide(ctx, []decision.Decision{d}, nil); !errors.As(err, &wrong) || wrong.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Decisions about a result are those of its proposal, those about its words, and the corrections of both.
func TestRulingsAbout(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	run := keepRun(t, s, Run{Command: "check"}, nil, titled("A"), titled("B"))
	on := func(proposal, words string, corrects int64) decision.Decision {
		return decision.Decision{Run: run, Item: 1, Component: 1, Corrects: corrects, Subject: decision.Subject{Proposal: proposal, Component: "a"}, Basis: decision.Basis{Words: words}}
	}
	made := []decision.Decision{on("p", "v", 0), on("q", "w", 0), on("q", "changed", 2), on("r", "x", 0), on("p", "y", 0)}
	if _, err := s.Decide(ctx, made, []Attachment{{Name: "1.pdf", Content: []byte("a")}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		keys decision.Keys
		want []int64
	}{
		{decision.Keys{Proposal: "p", Words: []string{"none"}}, []int64{1, 5}},
		{decision.Keys{Proposal: "p", Words: []string{"none", "w"}}, []int64{1, 2, 3, 5}},
		{decision.Keys{Proposal: "none"}, nil},
	} {
		got, err := s.RulingsAbout(ctx, c.keys)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, d := range got {
			ids = append(ids, d.ID)
			if len(d.Files) != 1 {
				t.Errorf("decision %d has %d files, want 1", d.ID, len(d.Files))
			}
		}
		if diff := cmp.Diff(c.want, ids); diff != "" {
			t.Errorf("about %+v: %s", c.keys, diff)
		}
	}
}
