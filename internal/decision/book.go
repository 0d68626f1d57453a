package decision

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Standing is a decision with why it is not in force; none when it is.
type Standing struct {
	Decision *Decision
	Why      []Why
}

// InForce tells whether the decision counts.
func (s *Standing) InForce() bool { return len(s.Why) == 0 }

// Standings are the decisions that concern a result.
type Standings struct {
	Components [][]Standing // for each component of the result, the newest first
	Gone       []Standing   // about components that are not found in it any more, the newest first
}

// Suppressed tells whether component i, from 0, has a decision in force: its finding is then shown apart, and does not
// reach a gate.
func (s Standings) Suppressed(i int) bool {
	return i < len(s.Components) && len(s.Components[i]) > 0 && s.Components[i][0].InForce()
}

// Book finds decisions. The zero value has none. It may be read by several goroutines.
type Book struct {
	byProposal map[string][]*Decision // the newest first
	byWords    map[string][]*Decision // by the fingerprint of the component
	corrected  map[int64]bool
}

// NewBook takes decisions in any order.
func NewBook(all []Decision) *Book {
	b := &Book{byProposal: map[string][]*Decision{}, byWords: map[string][]*Decision{}, corrected: map[int64]bool{}}
	sorted := make([]*Decision, len(all))
	for i := range all {
		sorted[i] = &all[i]
	}
	slices.SortFunc(sorted, func(x, y *Decision) int { return cmp.Compare(y.ID, x.ID) })
	for _, d := range sorted {
		b.byProposal[d.Subject.Proposal] = append(b.byProposal[d.Subject.Proposal], d)
		b.byWords[d.Basis.Words] = append(b.byWords[d.Basis.Words], d)
		if d.Corrects != 0 {
			b.corrected[d.Corrects] = true
		}
	}
	return b
}

// Keys are by what a Book finds the decisions about a result.
type Keys struct {
	Proposal string   // as in the subject of a decision
	Words    []string // of each component, as in the basis of a decision
}

// KeysOf returns by what a Book finds the decisions about a result: one made of all decisions that have the proposal or
// one of the words, and of those that correct them, finds what a Book of all decisions does.
func KeysOf(r *engine.Result) Keys {
	var k Keys
	for i := range r.Components {
		if i == 0 {
			k.Proposal = SubjectOf(r, i).Proposal
		}
		k.Words = append(k.Words, fingerprint(&r.Components[i].Component))
	}
	return k
}

// Match finds the decisions that concern a result, as of the date of its check.
func (b *Book) Match(r *engine.Result) Standings {
	if b == nil || len(b.byWords) == 0 || len(r.Components) == 0 {
		return Standings{}
	}
	out := Standings{Components: make([][]Standing, len(r.Components))}
	subjects := map[string]bool{}
	var of []*Decision
	for i := range r.Components {
		s := SubjectOf(r, i)
		if i == 0 {
			of = b.byProposal[s.Proposal]
		}
		subjects[s.Component] = true
		out.Components[i] = b.component(r, i, s, of)
	}
	for _, d := range of {
		if !subjects[d.Subject.Component] {
			out.Gone = append(out.Gone, Standing{d, b.with(d, NotFound)})
		}
	}
	return out
}

// component finds the decisions about a component: those of its proposal under its name, else those of the same body about
// the same words in a proposal of another title. The row of a plan is the same whether the plan was read as one proposal
// or row by row.
func (b *Book) component(r *engine.Result, i int, s Subject, of []*Decision) []Standing {
	now := BasisOf(r, i)
	var out []Standing
	for _, d := range of {
		if d.Subject.same(&s) {
			out = append(out, b.standing(d, &now, len(out) > 0))
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, d := range b.byWords[now.Words] {
		if d.Subject.Proposal == s.Proposal || d.Subject.Body != s.Body || s.Body == separator {
			continue
		}
		st := b.standing(d, &now, len(out) > 0)
		if c := &r.Components[i].Component; d.Subject.row(c) == s.row(c) {
			st.Why = append(st.Why, TitleChanged)
		}
		out = append(out, st)
	}
	return out
}

func (b *Book) standing(d *Decision, now *Basis, newer bool) Standing {
	why := d.Basis.changed(now)
	if newer {
		why = append([]Why{Replaced}, why...)
	}
	if d.expired(now.AsOf) {
		why = append(why, Expired)
	}
	return Standing{d, b.with(d, why...)}
}

// with adds that a decision was corrected, which goes before being replaced.
func (b *Book) with(d *Decision, why ...Why) []Why {
	if !b.corrected[d.ID] {
		return why
	}
	return append([]Why{Corrected}, slices.DeleteFunc(why, func(w Why) bool { return w == Replaced })...)
}

func (d *Decision) expired(on corpus.Date) bool { return d.Until != "" && d.Until.Before(on) }

// Recorded says of a decision, without a new result, why it is not in force on a day: corrected, replaced or expired.
// What it rested on is only seen by a check.
func (b *Book) Recorded(d *Decision, on corpus.Date) []Why {
	var why []Why
	for _, other := range b.byProposal[d.Subject.Proposal] {
		if other.Subject.same(&d.Subject) && other.ID > d.ID {
			why = []Why{Replaced}
		}
	}
	if d.expired(on) {
		why = append(why, Expired)
	}
	return b.with(d, why...)
}
