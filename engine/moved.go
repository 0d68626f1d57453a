package engine

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Moved is a component whose verdict is another one in a second result of the same proposal.
type Moved struct {
	Component     int // index into the components
	Before, After *ComponentResult
	Platforms     []corpus.ID // those that decided before and now, each once
}

// CompareResults finds the components of a proposal whose verdict, or the platform that carries it, is another one in the
// second result. Both must be of the same proposal: components are told by their place.
func CompareResults(before, after *Result) []Moved {
	var moved []Moved
	for i := range min(len(before.Components), len(after.Components)) {
		b, a := &before.Components[i], &after.Components[i]
		if b.Verdict == a.Verdict && (carrier(b) == carrier(a) || !b.Verdict.names()) {
			continue
		}
		m := Moved{Component: i, Before: b, After: a}
		for _, id := range []corpus.ID{carrier(b), carrier(a)} {
			if id != "" && !slices.Contains(m.Platforms, id) {
				m.Platforms = append(m.Platforms, id)
			}
		}
		moved = append(moved, m)
	}
	return moved
}

// names tells the verdicts that rest on one platform; for the others the first finding is only the nearest.
func (v Verdict) names() bool {
	return v == Duplicate || v == PartialOverlap || v == Complement || v == Insufficient
}

// carrier is the platform that carries the verdict of a component, "" for none.
func carrier(c *ComponentResult) corpus.ID {
	if len(c.Findings) == 0 {
		return ""
	}
	return c.Findings[0].Platform.ID
}
