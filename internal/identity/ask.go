package identity

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Least probability at which the engine's word counts. They order what a person is asked and decide nothing: whatever
// rests on the engine is proposed, never certain.
const (
	probable = 0.5 // the same job more likely than not
	possible = 0.3 // worth showing as a candidate
)

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
		if taken[id] || f.Probability < possible {
			continue
		}
		a.seen = append(a.seen, id)
		how := m.owns(id, row.Entry.Owner)
		if f.Probability >= probable && sameFunction(&f) && how != another {
			a.found = append(a.found, f)
		}
	}
	return a
}

// sameFunction tells whether the finding says that the platform does the row's job.
func sameFunction(f *engine.Finding) bool {
	for _, c := range f.Facets {
		if c.Name == engine.FacetFunction {
			return c.Degree == engine.Same || c.Degree == engine.Partial
		}
	}
	return false
}

// overlaps tells whether the finding says that it is the whole job.
func overlaps(f *engine.Finding) bool { return f.Grade == engine.Duplicate }

// decide proposes what a row is. claims counts the rows whose best platform is the same one.
func (a *answer) decide(claims map[corpus.ID]int) corpus.Decision {
	d := corpus.Decision{Relation: corpus.NewPlatform, Certain: len(a.seen) == 0, Why: corpus.WhyNothing, Candidates: a.seen}
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

// whole returns the platforms of the row's owner whose whole job the row does.
func (a *answer) whole() []corpus.ID {
	var ids []corpus.ID
	for i := range a.found {
		if id := a.found[i].Platform.ID; overlaps(&a.found[i]) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
