package eval

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Outcome is one labelled item or component as it was judged on one list, beside its label.
type Outcome struct {
	ID    string // of the item; of a component: file and number
	Title string
	Tier  Tier
	Gold  Gold
	List  corpus.ListID

	Verdict    engine.Verdict // "" for a component that was not found
	Rule       string
	Findings   []engine.Finding  // best first
	Candidates []engine.Measured // in the order of the index
	Modules    bool              // the item says what it is made of

	retrieved []corpus.ID // candidates in the order of the index
	ranked    []corpus.ID // candidates by probability, ties in the order of the index
	top       float64     // highest probability of a candidate, 0 without one
}

// accepted is the expected verdict, or the given one when the label accepts it as well.
func (o *Outcome) accepted() engine.Verdict {
	if slices.Contains(o.Gold.Accept, o.Verdict) {
		return o.Verdict
	}
	return o.Gold.Verdict
}

// group is the expected group, under the accepted alternatives.
func (o *Outcome) group() Group {
	if slices.Contains(o.Gold.Accept, o.Verdict) {
		return GroupOf(o.Verdict)
	}
	return o.Gold.Group
}

// relation is what the label says that a platform is to the item, "" for nothing.
func (o *Outcome) relation(id corpus.ID) Relation {
	for _, m := range o.Gold.Matches {
		if m.Platform == id {
			return m.Relation
		}
	}
	return ""
}

// has tells that the label names a platform of a wanted relation.
func (o *Outcome) has(want func(Relation) bool) bool {
	return slices.ContainsFunc(o.Gold.Matches, func(m Match) bool { return want(m.Relation) })
}

// settle derives the orders of the candidates, which the figures ask for many times.
func (o *Outcome) settle() {
	o.retrieved, o.ranked, o.top = nil, nil, 0
	for _, c := range o.Candidates {
		o.retrieved = append(o.retrieved, c.Platform)
		o.top = max(o.top, c.Probability)
	}
	sorted := slices.Clone(o.Candidates)
	slices.SortStableFunc(sorted, func(a, b engine.Measured) int { return cmp.Compare(b.Probability, a.Probability) })
	for _, c := range sorted {
		o.ranked = append(o.ranked, c.Platform)
	}
}
