package identity

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// possible is the least probability at which an overlapping platform of the same owner keeps a row from being new for
// certain. The engine's probability is calibrated on proposals of provinces, so what is proposed rests on its facets:
// whether function and objective are the same. Whatever rests on them is proposed, never certain.
const possible = 0.15

// answer is what the engine finds for a row.
type answer struct {
	row   int
	found []engine.Finding // likely the same job and of the row's owner, best first
	seen  []corpus.ID      // what else came into question, best first
}

// ask decides the open rows by the engine.
func (m *Matcher) ask(rows []corpus.Row, out []corpus.Decision, open []int, taken map[corpus.ID]bool) error {
	if len(open) == 0 {
		return nil
	}
	judge, err := m.engineFor()
	if err != nil {
		return err
	}
	answers := make([]answer, 0, len(open))
	for _, i := range open {
		answers = append(answers, m.answer(judge, i, &rows[i], taken))
	}
	claims := map[corpus.ID]int{}
	for i := range answers {
		if len(answers[i].found) > 0 {
			claims[answers[i].found[0].Platform.ID]++
		}
	}
	for i := range answers {
		d := answers[i].decide(claims)
		d.Row = answers[i].row
		out[answers[i].row] = d
	}
	return nil
}

// answer asks the engine about one row. Platforms that other rows are by name are candidates for nothing.
func (m *Matcher) answer(judge *engine.Engine, i int, row *corpus.Row, taken map[corpus.ID]bool) answer {
	a := answer{row: i}
	r := judge.Check(question(row, string(row.Entry.Owner)), engine.Document{})
	if len(r.Components) == 0 {
		return a
	}
	for _, f := range r.Components[0].Findings {
		id := f.Platform.ID
		overlaps := f.Grade == engine.Duplicate || f.Grade == engine.PartialOverlap
		if taken[id] || m.owns(id, row.Entry.Owner) == another || !sameJob(&f) && !(overlaps && f.Probability >= possible) {
			continue
		}
		a.seen = append(a.seen, id)
		if sameJob(&f) {
			a.found = append(a.found, f)
		}
	}
	return a
}

// sameJob tells whether the finding says that the platform does the row's job: function and objective are the same.
func sameJob(f *engine.Finding) bool {
	return degree(f, engine.FacetFunction) == engine.Same && degree(f, engine.FacetObjective) == engine.Same
}

func degree(f *engine.Finding, name engine.FacetName) engine.Degree {
	for _, c := range f.Facets {
		if c.Name == name {
			return c.Degree
		}
	}
	return engine.Unknown
}

// decide proposes what a row is. claims counts the rows whose best platform is the same one.
func (a *answer) decide(claims map[corpus.ID]int) corpus.Decision {
	d := corpus.Decision{Relation: corpus.NewPlatform, Certain: len(a.seen) == 0, Why: corpus.WhyNothing, Candidates: a.seen}
	if len(a.seen) > 0 {
		d.Why = corpus.WhyEngine
	}
	if len(a.found) == 0 {
		return d
	}
	best := a.found[0]
	d.Certain, d.Probability = false, best.Probability
	whole := a.whole()
	switch {
	case claims[best.Platform.ID] > 1:
		d.Relation, d.From, d.Why = corpus.SplitFrom, []corpus.ID{best.Platform.ID}, corpus.WhyShared
	case len(whole) > 1:
		d.Relation, d.From, d.Why = corpus.MergedFrom, whole, corpus.WhySeveral
	default:
		d.Relation, d.Platform, d.Why = corpus.Renamed, best.Platform.ID, corpus.WhyEngine
	}
	return d
}

// alike is how near the best probability another platform must come for the row to be taken for both.
const alike = 0.8

// whole returns the platforms of the row's owner whose job the row does about equally well.
func (a *answer) whole() []corpus.ID {
	var ids []corpus.ID
	for i := range a.found {
		f := &a.found[i]
		if f.Probability >= alike*a.found[0].Probability && !slices.Contains(ids, f.Platform.ID) {
			ids = append(ids, f.Platform.ID)
		}
	}
	return ids
}
