package corpus

import (
	"cmp"
	"slices"
)

// FactKind names what a dated fact is about.
type FactKind string

// Kinds of fact about a platform.
const (
	FactState      FactKind = "state"      // a State
	FactOperator   FactKind = "operator"   // who runs it
	FactContact    FactKind = "contact"    // whom to ask
	FactConnection FactKind = "connection" // one of Connections
	FactURL        FactKind = "url"
	FactSuccessor  FactKind = "successor" // id of a platform that took its place, or part of it
)

// Connections are the values of FactConnection: the national integration platforms a platform is connected to.
var Connections = []string{"ndxp", "ndop", "ndxp+ndop", "none"}

// Fact is one thing known of a platform from a day on, by a source. Facts are added and never changed: the newest one
// that had begun by a date is the one that counts on it.
type Fact struct {
	Kind       FactKind `json:"kind"`
	Value      string   `json:"value"`
	From       Date     `json:"from"`        // first day on which it holds
	Source     string   `json:"source"`      // document that says so
	RecordedAt string   `json:"recorded_at"` // RFC 3339
	RecordedBy string   `json:"recorded_by"`
}

// FactOn returns the fact of a kind that counts on a date; of two that begin on one day it is the one recorded later.
// The state, its day and its source that stand in the record itself count as a fact recorded before all others.
func (p *Platform) FactOn(kind FactKind, date Date) (Fact, bool) {
	var found Fact
	for _, f := range p.history(kind) {
		if f.From != "" && !date.Before(f.From) && (found.From == "" || !f.From.Before(found.From)) {
			found = f
		}
	}
	return found, found.From != ""
}

// History returns the facts of a platform, by kind and then by the day they begin.
func (p *Platform) History() []Fact {
	all := slices.Clone(p.Facts)
	if p.State != "" && p.State != StateUnknown {
		all = append([]Fact{p.recordedState()}, all...)
	}
	slices.SortStableFunc(all, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.From.Day(), b.From.Day()))
	})
	return all
}

// history is the facts of one kind in the order they were recorded.
func (p *Platform) history(kind FactKind) []Fact {
	var facts []Fact
	if kind == FactState && p.State != "" && p.State != StateUnknown {
		facts = append(facts, p.recordedState())
	}
	for _, f := range p.Facts {
		if f.Kind == kind {
			facts = append(facts, f)
		}
	}
	return facts
}

func (p *Platform) recordedState() Fact {
	return Fact{Kind: FactState, Value: string(p.State), From: p.StateAsOf, Source: p.StateSource}
}

// AddFact adds a fact unless the platform has it already, from the same day and source.
func (p *Platform) AddFact(f Fact) (added bool) {
	for _, old := range p.history(f.Kind) {
		if old.Value == f.Value && old.From == f.From && old.Source == f.Source {
			return false
		}
	}
	p.Facts = append(slices.Clone(p.Facts), f)
	return true
}

// States are all states of a platform, in the order of a life.
var States = []State{StatePlanned, StateBuilding, StateTrial, StateOperating, StateEnded, StateUnknown}

// facts checks the facts of a platform.
func (r row) facts(p *Platform) {
	for _, f := range p.Facts {
		r.date("fact from", f.From)
		r.filled("source of fact "+string(f.Kind), f.Source)
		r.filled("first day of fact "+string(f.Kind), string(f.From))
		switch f.Kind {
		case FactState:
			if !slices.Contains(States, State(f.Value)) {
				r.fault("state %q is no state", f.Value)
			}
		case FactConnection:
			r.oneOf("connection", f.Value, Connections...)
		case FactOperator, FactContact, FactURL, FactSuccessor:
			r.filled(string(f.Kind), f.Value)
		default:
			r.fault("fact of unknown kind %q", string(f.Kind))
		}
	}
}
