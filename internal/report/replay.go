package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// ReplaySchema identifies the JSON form of a replay.
const ReplaySchema = "rasoat.replay/1"

// Replay is what a kept run says of another day or by another list, and why it says otherwise.
type Replay struct {
	Schema      string            `json:"schema"`
	Run         int64             `json:"run"`
	Before      engine.Provenance `json:"before"`
	After       engine.Provenance `json:"after"`
	Items       int               `json:"items"`
	Components  int               `json:"components"`
	Differences ReplayDifferences `json:"differences"`
	Moved       []MovedItem       `json:"moved"` // components whose verdict is another one, in the order they were kept

	changes []corpus.Change
}

// ReplayDifferences are all that differs between the two checks, whether or not a verdict moved by it.
type ReplayDifferences struct {
	List    string        `json:"list"`       // code: same, other_version, other_list, none_then, none_before
	Rows    int           `json:"list_rows"`  // changes between the lists, 0 when they are not compared
	States  []StateChange `json:"states"`     // platforms of either list whose state differs between the days
	LawIn   []Basis       `json:"law_in"`     // legal rows in effect on the day of the replay only
	LawOut  []Basis       `json:"law_out"`    // legal rows in effect on the day of the kept check only
	Program []string      `json:"program"`    // codes: engine, rules, weights, terms
	Assumed bool          `json:"assumption"` // one of the two takes platforms of unknown state as operating
}

// StateChange is a platform whose state differs between two days.
type StateChange struct {
	Platform corpus.ID    `json:"platform"`
	Name     string       `json:"name"`
	Before   corpus.State `json:"before"`
	After    corpus.State `json:"after"`
}

// ReplaySetting says what a run is replayed with.
type ReplaySetting struct {
	Register *corpus.Register
	Run      int64
	Before   engine.Provenance // of the run
	After    engine.Provenance // of the engine that replays it
}

// NewReplay begins a replay: it finds what differs before any proposal is checked again.
func NewReplay(x ReplaySetting) *Replay {
	reg, b, a := x.Register, x.Before, x.After
	v := &Replay{Schema: ReplaySchema, Run: x.Run, Before: b, After: a, Moved: []MovedItem{}}
	d := &v.Differences
	d.List = listDifference(&b, &a)
	from, known := reg.List(corpus.ListID(b.List))
	to, alsoKnown := reg.List(corpus.ListID(a.List))
	if known && alsoKnown && from != to {
		v.changes = reg.Diff(from, to)
		d.Rows = len(v.changes)
	}
	d.States = stateChanges(reg, corpus.Date(b.AsOf), corpus.Date(a.AsOf), []corpus.ListID{corpus.ListID(b.List), corpus.ListID(a.List)})
	d.LawIn, d.LawOut = lawOnly(reg, a.AsOf, b.AsOf), lawOnly(reg, b.AsOf, a.AsOf)
	d.Program, d.Assumed = programDifferences(&b, &a), b.AssumeOperating != a.AssumeOperating
	return v
}

func listDifference(b, a *engine.Provenance) string {
	switch {
	case b.List == a.List && b.ListHash == a.ListHash:
		return "same"
	case b.List == a.List:
		return "other_version"
	case a.List == "":
		return "none_then"
	case b.List == "":
		return "none_before"
	}
	return "other_list"
}

// stateChanges finds the platforms of the lists whose state is another one on the second day.
func stateChanges(reg *corpus.Register, before, after corpus.Date, lists []corpus.ListID) []StateChange {
	out := []StateChange{}
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		if b, a := p.StateOn(before), p.StateOn(after); b != a && standsIn(reg, p.ID, lists) {
			out = append(out, StateChange{p.ID, p.Name, b, a})
		}
	}
	return out
}

func standsIn(reg *corpus.Register, id corpus.ID, lists []corpus.ListID) bool {
	for _, l := range lists {
		if l == corpus.AnyList {
			return true
		}
	}
	for _, e := range reg.ListsOf(id) {
		for _, l := range lists {
			if e.List == l {
				return true
			}
		}
	}
	return false
}

// lawOnly returns the legal rows in effect on one day and not on another.
func lawOnly(reg *corpus.Register, day, other string) []Basis {
	there := map[string]bool{}
	for _, b := range reg.LawAsOf(corpus.Date(other)) {
		there[b.ID] = true
	}
	var rows []engine.Basis
	for _, l := range reg.LawAsOf(corpus.Date(day)) {
		if !there[l.ID] {
			rows = append(rows, engine.Basis{ID: l.ID, Document: l.Document, Article: l.Article, Date: string(l.Issued), Verified: l.Verified, Gist: l.Gist})
		}
	}
	return newBasis(rows)
}

func programDifferences(b, a *engine.Provenance) []string {
	out := []string{}
	for _, d := range []struct {
		code   string
		differ bool
	}{{"engine", b.Engine != a.Engine}, {"rules", b.Rules != a.Rules}, {"weights", b.Weights != a.Weights}, {"terms", b.Terms != a.Terms}} {
		if d.differ {
			out = append(out, d.code)
		}
	}
	return out
}

// Add compares a kept result with what the check says now.
func (v *Replay) Add(kept Kept, after *engine.Result) {
	before := kept.Result
	v.Items++
	v.Components += len(before.Components)
	for _, m := range moved(kept, after, v.changes) {
		if code := v.Differences.List; code == "none_then" || code == "none_before" {
			m.Why = append(m.Why, code)
		}
		v.Moved = append(v.Moved, m)
	}
}

func (v *Replay) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *Replay) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("replay.title", v.Run, s.date(v.After.AsOf))}
	p.Lines = []string{s.say("replay.kept", s.replayed(&v.Before)), s.say("replay.now", s.replayed(&v.After)), s.say("replay.counts", v.Items, v.Components, len(v.Moved))}
	if len(v.Moved) > 0 {
		p.Tables = append(p.Tables, s.movedTable(v.Moved))
	}
	if t := v.differencesTable(s); len(t.Rows) > 0 {
		p.Tables = append(p.Tables, t)
	} else {
		p.Lines = append(p.Lines, s.say("replay.nothing"))
	}
	return p
}

// replayed names the list and the day of a check.
func (s speaker) replayed(p *engine.Provenance) string {
	list := p.List
	if list == "" {
		list = s.say("account.no_list")
	}
	return s.say("replay.setting", list, s.date(p.AsOf))
}

// differencesTable lists what differs, by kind: list, state, law, program.
func (v *Replay) differencesTable(s speaker) pageTable {
	d := &v.Differences
	t := pageTable{Title: s.say("replay.differences"), Columns: []string{s.say("replay.kind"), s.say("replay.what")}}
	add := func(kind, text string) { t.Rows = append(t.Rows, []string{s.code("replay_kind", kind), text}) }
	if d.List != "same" {
		text := s.code("replay_list", d.List)
		if d.Rows > 0 {
			text += "; " + s.say("replay.rows", d.Rows)
		}
		add("list", text)
	}
	for _, c := range d.States {
		add("state", fmt.Sprintf("%s: %s → %s", c.Name, s.code("state", string(c.Before)), s.code("state", string(c.After))))
	}
	if d.Assumed {
		add("state", s.say("list.assume"))
	}
	for _, text := range s.byDocument(d.LawIn) {
		add("law", s.say("replay.law_in", text))
	}
	for _, text := range s.byDocument(d.LawOut) {
		add("law", s.say("replay.law_out", text))
	}
	for _, code := range d.Program {
		add("program", s.code("replay_program", code))
	}
	return t
}

// byDocument cites legal rows, those of one document together.
func (s speaker) byDocument(rows []Basis) []string {
	var order []string
	whole := map[string]Basis{}
	for _, b := range rows {
		key := fmt.Sprint(b.Document, b.Citable)
		one, known := whole[key]
		switch {
		case !known:
			one = b
			order = append(order, key)
		case b.Article != "" && b.Citable:
			one.Article = strings.Join(filledOf(one.Article, b.Article), "; ")
		}
		whole[key] = one
	}
	var out []string
	for _, key := range order {
		out = append(out, s.cited(whole[key]))
	}
	return out
}
