package eval

import (
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// Bench is what judges: a register with its index, and how the engine is set.
type Bench struct {
	Register        *corpus.Register
	Index           *index.Index
	Date            corpus.Date     // of the check; "" means the day of the newest announcement
	AssumeOperating bool            // labels assume it: the real state of most platforms is not known
	Weights         *engine.Weights // nil means the embedded ones
}

// AllLists are the lists that a labelled item is judged on, when none is asked for.
var AllLists = []corpus.ListID{"2765-2024", "1132-2026", corpus.AnyList}

// date returns the date of the check.
func (b *Bench) date() corpus.Date {
	if b.Date != "" {
		return b.Date
	}
	var newest corpus.Date
	for _, l := range b.Register.Lists {
		if l.Kind != corpus.Programme && newest.Before(l.Date) || newest == "" {
			newest = l.Date
		}
	}
	return newest
}

// engine makes the engine for a list.
func (b *Bench) engine(list corpus.ListID) (*engine.Engine, *corpus.View, error) {
	view, err := b.Register.AsOf(b.date(), list)
	if err != nil {
		return nil, nil, err
	}
	e, err := engine.New(view, b.Index, engine.Options{AssumeOperating: b.AssumeOperating, Weights: b.Weights})
	if err != nil {
		return nil, nil, fmt.Errorf("engine for list %q: %w", list, err)
	}
	return e, view, nil
}

// checkPlatforms refuses labels about platforms that the register does not know: they could never be right.
func (b *Bench) checkPlatforms(set *Set) error {
	for i := range set.Items {
		for list, g := range set.Items[i].Gold {
			for _, m := range g.Matches {
				if _, ok := b.Register.Platform(m.Platform); !ok {
					return fmt.Errorf("item %q, list %q: platform %q is not in the register", set.Items[i].ID, list, m.Platform)
				}
			}
		}
	}
	return nil
}

// judgeItem judges an item as a check would.
func judgeItem(e *engine.Engine, it *Item, list corpus.ListID) *Outcome {
	p := it.Proposal()
	r := e.Check(p, engine.Document{})
	o := &Outcome{
		ID: it.ID, Title: it.Title, Tier: it.Tier, Gold: it.Gold[list], List: list, Verdict: r.Verdict, Modules: len(it.Modules) > 0,
		Candidates: e.Measure(p, &p.Components[0]),
	}
	if len(r.Components) > 0 {
		o.Rule, o.Findings = r.Components[0].Rule, r.Components[0].Findings
	}
	o.settle()
	return o
}

// judgeItems judges every item that has a label for the list, in order.
func judgeItems(e *engine.Engine, items []Item, list corpus.ListID) []*Outcome {
	var out []*Outcome
	for i := range items {
		if _, ok := items[i].Gold[list]; ok {
			out = append(out, judgeItem(e, &items[i], list))
		}
	}
	return out
}

// headline are the outcomes that the headline figures are over: those whose labels hold.
func headline(os []*Outcome) []*Outcome {
	return slices.DeleteFunc(slices.Clone(os), func(o *Outcome) bool { return o.Tier == Weak })
}

func ofTier(os []*Outcome, t Tier) []*Outcome {
	return slices.DeleteFunc(slices.Clone(os), func(o *Outcome) bool { return o.Tier != t })
}
