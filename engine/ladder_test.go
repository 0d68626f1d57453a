package engine

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// verdictCase is one row of testdata/engine/verdict_cases.jsonl: invented proposals with the verdict the ladder gives.
type verdictCase struct {
	ID, Proposal, Verdict string
	Matched               []string
	Kind                  string `json:"item_kind"`
	Local                 string `json:"local_component"`
	Shown                 string `json:"condition_shown"`
	Facets                struct {
		Function, Objective, Users, Scope, Action, Timing, Exception string
		DataObject                                                   string `json:"data_object"`
		State                                                        string `json:"platform_state"`
	}
}

func (c *verdictCase) facts() Facts {
	f := Facts{
		Kind: ItemKind(c.Kind), Split: c.Kind == "umbrella", Local: c.Local != "", Condition: c.Local != "" && c.Shown != "yes",
		Function: Degree(c.Facets.Function), Objective: Degree(c.Facets.Objective), DataObject: Degree(c.Facets.DataObject),
		Users: Degree(c.Facets.Users), Scope: Degree(c.Facets.Scope), Action: Action(c.Facets.Action),
		State: corpus.State(c.Facets.State), Timing: c.Facets.Timing, Exception: c.Facets.Exception,
	}
	f.Matched = len(c.Matched) > 0
	f.SameOwner = f.Matched && c.Matched[0] == "internal"
	f.SameField = f.Function == Same || f.Function == Partial
	f.Unaccented = strings.ToUpper(c.Proposal) == c.Proposal && f.Function == Unknown
	return f
}

func TestDecideCases(t *testing.T) {
	file, err := os.Open("../testdata/engine/verdict_cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for s := bufio.NewScanner(file); s.Scan(); n++ {
		var c verdictCase
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Kind == "composite" {
			continue // judged component by component, then combined: see TestCombine
		}
		if v, rule := Decide(c.facts()); string(v) != c.Verdict {
			t.Errorf("%s %s: %s by rule %s, want %s", c.ID, c.Proposal, v, rule, c.Verdict)
		}
	}
	if n < 28 {
		t.Errorf("read %d cases, want 28", n)
	}
}

// Unknown is never read as different: making any facet unknown may not turn an alert or an open question into a quiet answer.
func TestDecideUnknownIsNotDifferent(t *testing.T) {
	full := Facts{Kind: System, Matched: true, SameField: true, Function: Same, Objective: Same, DataObject: Same, Users: Same, Scope: Subset, Action: Build, State: corpus.StateOperating}
	for name, blur := range map[string]func(*Facts){
		"function":    func(f *Facts) { f.Function = Unknown },
		"objective":   func(f *Facts) { f.Objective = Unknown },
		"data object": func(f *Facts) { f.DataObject = Unknown },
		"users":       func(f *Facts) { f.Users = Unknown },
		"scope":       func(f *Facts) { f.Scope = Unknown },
		"state":       func(f *Facts) { f.State = corpus.StateUnknown },
	} {
		f := full
		blur(&f)
		if v, rule := Decide(f); !v.Alert() && v != Insufficient {
			t.Errorf("%s unknown: %s by rule %s, want an alert or insufficient", name, v, rule)
		}
	}
}

func TestCombine(t *testing.T) {
	cases := []struct {
		parts []Verdict
		want  Verdict
	}{
		{[]Verdict{Duplicate, Duplicate}, Duplicate},
		{[]Verdict{Duplicate, OutOfScope}, Duplicate},
		{[]Verdict{Duplicate, None}, PartialOverlap},
		{[]Verdict{Complement, None}, Complement},
		{[]Verdict{Insufficient, Complement}, Insufficient},
		{[]Verdict{OutOfScope}, OutOfScope},
	}
	for _, c := range cases {
		var rs []ComponentResult
		for _, v := range c.parts {
			rs = append(rs, ComponentResult{Verdict: v})
		}
		if got := combine(rs, func(r *ComponentResult) Verdict { return r.Verdict }); got != c.want {
			t.Errorf("combine(%v) = %s, want %s", c.parts, got, c.want)
		}
	}
}
