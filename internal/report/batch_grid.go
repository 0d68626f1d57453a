package report

import (
	"cmp"
	"slices"
)

// grid is the table of functions by provinces: what is asked for where.
type grid struct {
	functions, provinces []gridLine
}

// gridLine is a row or a column of the grid.
type gridLine struct {
	named
	label string
}

// grid puts functions and provinces in order: those most asked for first; what was not recognised or not stated last.
func (s speaker) grid(sum *batchSummary) grid {
	return grid{
		functions: gridLines(sum.functions, func(name string) string { return s.functionLabel(sum, name) }),
		provinces: gridLines(sum.provinces, func(name string) string {
			if name == "" {
				return s.say("note.not_stated")
			}
			return name
		}),
	}
}

func gridLines(of map[string]*tally, label func(string) string) []gridLine {
	var out []gridLine
	for name, t := range of {
		out = append(out, gridLine{named{Name: name, tally: *t}, label(name)})
	}
	slices.SortFunc(out, func(a, b gridLine) int {
		if (a.Name == "") != (b.Name == "") {
			return cmp.Compare(b.Name, a.Name)
		}
		return cmp.Or(b.Components-a.Components, cmp.Compare(a.Name, b.Name))
	})
	return out
}
