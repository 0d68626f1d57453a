package engine

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Thin is a platform whose record is too thin to be matched well, with codes of what is wrong: no_functions,
// no_data_objects, no_codes, ambiguous_acronym.
type Thin struct {
	Platform corpus.ID `json:"platform"`
	Name     string    `json:"name"`
	Lacks    []string  `json:"lacks"`
}

// Twins are two platforms whose records the engine cannot tell apart: each names and does what the other does.
type Twins struct {
	A     corpus.ID `json:"a"`
	B     corpus.ID `json:"b"`
	NameA string    `json:"name_a"`
	NameB string    `json:"name_b"`
}

// LintThin returns the platforms of a register whose records are too thin to be matched well, by ID.
func LintThin(reg *corpus.Register) []Thin {
	known := map[string]int{}
	for i := range reg.Platforms {
		known[reg.Platforms[i].Acronym]++
	}
	for _, a := range reg.Abbreviations {
		if len(a.Expansions) > 1 {
			known[a.Abbr]++
		}
	}
	out := []Thin{}
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		lacks := []string{}
		for _, l := range []struct {
			code string
			when bool
		}{
			{"no_functions", len(p.Functions) == 0},
			{"no_data_objects", len(p.DataObjects) == 0},
			{"no_codes", len(p.FunctionCodes) == 0},
			{"ambiguous_acronym", p.Acronym != "" && known[p.Acronym] > 1},
		} {
			if l.when {
				lacks = append(lacks, l.code)
			}
		}
		if len(lacks) > 0 {
			out = append(out, Thin{p.ID, p.Name, lacks})
		}
	}
	return out
}

// LintTwins compares every platform of the view, taken as a component, with the others and returns the pairs in which
// each has nearly all of the other's name and functions.
func (e *Engine) LintTwins() []Twins {
	like := map[[2]corpus.ID]bool{}
	for i := range e.profiles {
		p := e.profiles[i].platform
		c := Component{Name: p.Name, Functions: p.Functions, Description: p.Purpose}
		x := e.Compare(Proposal{Components: []Component{c}}, &c)
		for _, s := range x.work.pairs {
			other := e.profiles[s.row].platform
			if other.ID != p.ID && s.ev.Name >= wholeThing && s.ev.Title >= wholeThing && s.ev.Functions >= wholeThing {
				like[[2]corpus.ID{p.ID, other.ID}] = true
			}
		}
	}
	out := []Twins{}
	for pair := range like {
		if a, b := pair[0], pair[1]; a < b && like[[2]corpus.ID{b, a}] {
			out = append(out, Twins{a, b, e.profiles[e.row[a]].platform.Name, e.profiles[e.row[b]].platform.Name})
		}
	}
	slices.SortFunc(out, func(x, y Twins) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}
