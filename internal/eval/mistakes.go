package eval

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// mistake is an outcome that differs from its label, as it is listed.
type mistake struct {
	Kind     string         `json:"kind"`
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	List     corpus.ListID  `json:"list"`
	Expected engine.Verdict `json:"expected"` // "" where only the group is agreed
	Group    Group          `json:"expected_group"`
	Got      engine.Verdict `json:"got"`
	Rule     string         `json:"rule"`
	Wanted   []string       `json:"expected_platforms"` // with their relation
	Named    []string       `json:"named_platforms"`    // findings, best first
}

// kindOf says what kind of mistake an outcome is, "" for none. Mistakes about the alert come first: they are what the
// reader has to answer for.
func kindOf(o *Outcome) string {
	want, got := o.group(), GroupOf(o.Verdict)
	switch {
	case want == "" || got == NotFound && want != Alert:
		return ""
	case got == NotFound:
		return "missed: component not found in the document"
	case want == Alert && got != Alert:
		return "missed: called " + string(o.Verdict)
	case want != Alert && got == Alert:
		return "false alert: " + labelName(o)
	case got == Alert && o.has(Relation.Does) && !namesRight(o):
		return "alert about another platform"
	case want == Alert && o.Gold.Verdict != "" && o.accepted() != o.Verdict:
		return "graded " + string(o.Verdict) + " for " + string(o.Gold.Verdict)
	case got == Unsure && want == Quiet:
		return "undecided: " + labelName(o)
	}
	return ""
}

func labelName(o *Outcome) string {
	if o.Gold.Verdict == "" {
		return "no agreed verdict"
	}
	return string(o.Gold.Verdict)
}

// namesRight tells that one of the findings that alert does the job.
func namesRight(o *Outcome) bool {
	return slices.ContainsFunc(o.Findings, func(f engine.Finding) bool {
		return f.Verdict.Alert() && o.relation(f.Platform.ID).Does()
	})
}

func mistakeOf(o *Outcome, kind string) mistake {
	m := mistake{
		Kind: kind, ID: o.ID, Title: o.Title, List: o.List, Expected: o.Gold.Verdict, Group: o.Gold.Group,
		Got: o.Verdict, Rule: o.Rule, Wanted: []string{}, Named: []string{},
	}
	for _, x := range o.Gold.Matches {
		m.Wanted = append(m.Wanted, string(x.Platform)+" ("+string(x.Relation)+")")
	}
	for _, f := range o.Findings {
		m.Named = append(m.Named, string(f.Platform.ID))
	}
	return m
}

// mistakesByKind groups the mistakes of all lists, the most frequent kind first.
func (r *Report) mistakesByKind() [][]mistake {
	by := map[string][]mistake{}
	for i := range r.Lists {
		for _, o := range r.Lists[i].Outcomes {
			if k := kindOf(o); k != "" {
				by[k] = append(by[k], mistakeOf(o, k))
			}
		}
	}
	out := make([][]mistake, 0, len(by))
	for _, ms := range by {
		out = append(out, ms)
	}
	slices.SortFunc(out, func(a, b []mistake) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a[0].Kind, b[0].Kind))
	})
	return out
}
