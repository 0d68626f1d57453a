package engine_test

import (
	"strings"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// TestVerdictDoesNotDependOnFindings: how many findings are asked for changes how many are given, and nothing else.
func TestVerdictDoesNotDependOnFindings(t *testing.T) {
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	view, err := reg.AsOf("2026-11-24", "1132-2026")
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var judges []*engine.Engine
	for _, n := range []int{0, 1, 3, 20} {
		e, err := engine.New(view, ix, engine.Options{Findings: n, AssumeOperating: true})
		if err != nil {
			t.Fatal(err)
		}
		judges = append(judges, e)
	}
	for i := range reg.Platforms {
		from := &reg.Platforms[i]
		c := engine.Component{Name: "Xây dựng hệ thống " + strings.Join(from.Functions, ", ")}
		p := engine.Proposal{Title: from.Name, Components: []engine.Component{c}}
		want := judges[0].Check(p, engine.Document{}).Components[0]
		for _, e := range judges[1:] {
			got := e.Check(p, engine.Document{}).Components[0]
			if got.Verdict != want.Verdict || got.Rule != want.Rule || len(got.Findings) > 0 && got.Findings[0].Platform.ID != want.Findings[0].Platform.ID {
				t.Errorf("%q: %s by %s, want %s by %s", c.Name, got.Verdict, got.Rule, want.Verdict, want.Rule)
			}
		}
	}
}
