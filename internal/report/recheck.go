package report

import (
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// RecheckSchema identifies the JSON form of a recheck.
const RecheckSchema = "rasoat.recheck/1"

// Recheck is what kept results become against another list.
type Recheck struct {
	Schema     string      `json:"schema"`
	From       ListHead    `json:"from"`
	To         ListHead    `json:"to"`
	Runs       int         `json:"runs"`
	Components int         `json:"components"`
	Moved      []MovedItem `json:"moved"` // in the order the results were kept
}

// MovedItem is a component whose verdict moved.
type MovedItem struct {
	Run       int64    `json:"run"`
	Item      int      `json:"item"` // of the run, from 1
	File      string   `json:"file"`
	Title     string   `json:"title"`
	No        string   `json:"no"`
	Component string   `json:"component"`
	Before    Carried  `json:"before"`
	After     Carried  `json:"after"`
	Why       []string `json:"why"` // codes: kinds of change of the lists, state, first, facets, engine
}

// Carried is a verdict with the platform that carries it.
type Carried struct {
	Verdict  engine.Verdict `json:"verdict"`
	Rule     string         `json:"rule"`
	Platform corpus.ID      `json:"platform"`
	Name     string         `json:"name"`
	State    string         `json:"state"`
}

// NewRecheck begins a recheck between two lists.
func NewRecheck(reg *corpus.Register, from, to *corpus.List) *Recheck {
	return &Recheck{Schema: RecheckSchema, From: listHead(reg, from), To: listHead(reg, to), Moved: []MovedItem{}}
}

// Kept is a result with the run and the item it was kept as.
type Kept struct {
	Run    int64
	Item   int
	Result *engine.Result
}

// Add compares a kept result with the one against the other list. changes are those between the lists.
func (v *Recheck) Add(kept Kept, after *engine.Result, changes []corpus.Change) {
	before := kept.Result
	v.Runs++
	v.Components += len(before.Components)
	v.Moved = append(v.Moved, moved(kept, after, changes)...)
}

// moved views the components whose verdict is another one in a later result.
func moved(kept Kept, after *engine.Result, changes []corpus.Change) []MovedItem {
	var out []MovedItem
	before := kept.Result
	for _, m := range engine.CompareResults(before, after) {
		out = append(out, MovedItem{
			Run: kept.Run, Item: kept.Item, File: before.Document.File, Title: before.Proposal.Title, No: m.Before.Component.No, Component: m.Before.Component.Name,
			Before: carried(m.Before), After: carried(m.After), Why: whyMoved(&m, before, after, changes),
		})
	}
	return out
}

func carried(c *engine.ComponentResult) Carried {
	out := Carried{Verdict: c.Verdict, Rule: c.Rule}
	if len(c.Findings) > 0 {
		p := c.Findings[0].Platform
		out.Platform, out.Name, out.State = p.ID, p.Name, p.State
	}
	return out
}

// whyMoved gives the reasons: what changed of the platforms that decided, between the lists, in their state, in the order
// of what fits best, in their record, and in the program.
func whyMoved(m *engine.Moved, before, after *engine.Result, changes []corpus.Change) []string {
	var why []string
	add := func(code string) {
		for _, w := range why {
			if w == code {
				return
			}
		}
		why = append(why, code)
	}
	for _, c := range changes {
		for _, id := range m.Platforms {
			if c.Platform == id {
				add(string(c.Kind))
			}
		}
	}
	b, a := carried(m.Before), carried(m.After)
	switch {
	case b.Platform == a.Platform && b.State != a.State:
		add("state")
	case b.Platform != a.Platform && b.Platform != "" && a.Platform != "":
		add("first")
	}
	p, q := &before.Provenance, &after.Provenance
	if p.Engine != q.Engine || p.Rules != q.Rules || p.Weights != q.Weights || p.Terms != q.Terms {
		add("engine")
	}
	if len(why) == 0 && b.Platform == a.Platform {
		add("facets")
	}
	if len(why) == 0 {
		add("list")
	}
	return why
}

func (v *Recheck) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *Recheck) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("recheck.title", v.From.ID, v.To.ID), Lines: []string{s.say("recheck.counts", v.Runs, v.Components, len(v.Moved))}}
	if len(v.Moved) == 0 {
		return p
	}
	p.Tables = append(p.Tables, s.movedTable(v.Moved))
	return p
}

func (s speaker) movedTable(items []MovedItem) pageTable {
	t := pageTable{Title: s.say("recheck.moved"), Columns: []string{s.say("recheck.result"), s.say("label.component"), s.say("diff.before"), s.say("diff.after"), s.say("recheck.why")}}
	for _, m := range items {
		var why []string
		for _, code := range m.Why {
			why = append(why, s.code("moved", code))
		}
		t.Rows = append(t.Rows, []string{fmt.Sprintf("%s: %s %s", s.say("recheck.kept", m.Run, m.Item), m.File, m.Title), m.No + " " + m.Component, m.Before.text(s), m.After.text(s), join(why)})
	}
	return t
}

// text names a verdict with the platform that carries it.
func (c Carried) text(s speaker) string {
	text := s.code("verdict", string(c.Verdict))
	if c.Platform == "" {
		return text
	}
	return fmt.Sprintf("%s: %s (%s)", text, c.Name, s.code("state", c.State))
}
