package identity

import (
	"cmp"
	"errors"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/viet"
)

// Matcher decides rows against a register as of a date. Close it when done.
type Matcher struct {
	reg    *corpus.Register
	date   corpus.Date
	byName map[string][]corpus.ID // full names, by their key form
	byCore map[string][]corpus.ID // the same without words like "hệ thống"
	judge  *engine.Engine         // made when the first row needs it
	ix     *index.Index
}

// New makes a matcher for lists of a date.
func New(reg *corpus.Register, date corpus.Date) *Matcher {
	m := &Matcher{reg: reg, date: date, byName: map[string][]corpus.ID{}, byCore: map[string][]corpus.ID{}}
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		m.enter(p.Name, p.ID)
		for _, a := range p.Aliases {
			m.enter(a, p.ID)
		}
	}
	for i := range reg.Lists {
		for _, e := range reg.Lists[i].Entries {
			m.enter(e.Name, e.Platform)
		}
	}
	return m
}

// shortName is the fewest words of a name that alone tells a platform from others; acronyms are names too, but too many
// platforms share them.
const shortName = 3

func (m *Matcher) enter(name string, id corpus.ID) {
	key := viet.Key(name)
	if words(key) < shortName {
		return
	}
	add(m.byName, key, id)
	if c := core(key); c != "" {
		add(m.byCore, c, id)
	}
}

func add(names map[string][]corpus.ID, key string, id corpus.ID) {
	if !slices.Contains(names[key], id) {
		names[key] = append(names[key], id)
	}
}

// Close frees the index, if one was needed.
func (m *Matcher) Close() error {
	if m.ix == nil {
		return nil
	}
	return m.ix.Close()
}

// Decide decides the rows of a list, in their order.
func (m *Matcher) Decide(rows []corpus.Row) ([]corpus.Decision, error) {
	out := make([]corpus.Decision, len(rows))
	var open []int // rows that no name settles
	for i := range rows {
		d, ok := m.byNames(&rows[i].Entry)
		d.Row = i
		if out[i] = d; !ok {
			open = append(open, i)
		}
	}
	taken := map[corpus.ID]bool{}
	for i := range out {
		taken[out[i].Platform] = taken[out[i].Platform] || out[i].Platform != ""
	}
	if err := m.ask(rows, out, open, taken); err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].From == nil {
			out[i].From = []corpus.ID{}
		}
		if out[i].Candidates == nil {
			out[i].Candidates = []corpus.ID{}
		}
	}
	return out, nil
}

// byNames decides a row by what it states and by names. ok is false when the engine should be asked.
func (m *Matcher) byNames(e *corpus.Entry) (d corpus.Decision, ok bool) {
	if e.Platform != "" {
		return m.stated(e), true
	}
	key := viet.Key(e.Name)
	if ids := m.byName[key]; len(ids) > 0 {
		return m.sameName(e, ids), true
	}
	for _, id := range m.byCore[core(key)] {
		if how := m.owns(id, e.Owner); how == ownsIt || how == succeeds {
			return corpus.Decision{Relation: corpus.Renamed, Platform: id, Certain: true, Why: corpus.WhyCoreName, Candidates: m.byCore[core(key)]}, true
		}
	}
	return corpus.Decision{}, false
}

func (m *Matcher) stated(e *corpus.Entry) corpus.Decision {
	d := corpus.Decision{Relation: corpus.SamePlatform, Platform: e.Platform, Certain: true, Why: corpus.WhyStated}
	if _, known := m.reg.Platform(e.Platform); !known {
		d.Relation = corpus.NewPlatform
	}
	return d
}

// sameName decides a row whose name is known: by its owner.
func (m *Matcher) sameName(e *corpus.Entry, ids []corpus.ID) corpus.Decision {
	d := corpus.Decision{Relation: corpus.SamePlatform, Certain: true, Why: corpus.WhyName, Candidates: ids}
	best := ownership(-1)
	for _, id := range ids {
		if how := m.owns(id, e.Owner); how > best {
			best, d.Platform = how, id
		}
	}
	switch {
	case best == ownsIt:
	case best == succeeds:
		d.Why = corpus.WhySuccessor
	case len(ids) > 1 && e.Owner != "":
		d.Relation, d.Platform, d.Certain, d.Why = corpus.NewPlatform, "", false, corpus.WhySharedName
	case e.Owner == "" || best == notKnown:
		d.Why, d.Certain = corpus.WhyNoOwner, len(ids) == 1
	default:
		d.Relation, d.Certain, d.Why = corpus.MovedOwner, false, corpus.WhyOtherOwner
	}
	return d
}

// ownership says how an agency stands to a platform, better last.
type ownership int

const (
	another  ownership = iota
	notKnown           // the platform has no owner on record, or the row names none
	succeeds           // it took over from the owner, or was handed functions of it
	ownsIt
)

func (m *Matcher) owns(id corpus.ID, owner corpus.AgencyCode) ownership {
	p, ok := m.reg.Platform(id)
	if !ok || owner == "" {
		return notKnown
	}
	best := notKnown
	for _, o := range p.Owners {
		switch {
		case o.Agency == owner:
			return ownsIt
		case m.follows(o.Agency, owner) || m.follows(owner, o.Agency):
			best = max(best, succeeds)
		}
	}
	if best == notKnown && len(p.Owners) > 0 {
		return another
	}
	return best
}

// follows tells whether agency b took over from a by the date of the list or ever, or was handed functions of it.
func (m *Matcher) follows(a, b corpus.AgencyCode) bool {
	old, ok := m.reg.Agency(string(a))
	now, known := m.reg.Agency(string(b))
	if !ok || !known {
		return false
	}
	if m.reg.AgencySuccessor(old.Name, "") == now.Name {
		return true
	}
	return slices.ContainsFunc(m.reg.Moves, func(v corpus.Move) bool { return v.OldOwner == old.Name && v.NewOwner == now.Name })
}

// engineFor makes the engine on first need.
func (m *Matcher) engineFor() (*engine.Engine, error) {
	if m.judge != nil {
		return m.judge, nil
	}
	view, err := m.reg.AsOf(m.date, corpus.AnyList)
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(m.reg, index.Options{})
	if err != nil {
		return nil, err
	}
	judge, err := engine.New(view, ix, engine.Options{AssumeOperating: true})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	m.ix, m.judge = ix, judge
	return judge, nil
}

// question puts a row as a proposal to build what it names.
func question(row *corpus.Row, owner string) engine.Proposal {
	e := &row.Entry
	functions := e.Functions
	if len(functions) == 0 {
		functions = row.Record.Functions
	}
	c := engine.Component{No: "1", Name: e.Name, Description: cmp.Or(e.Purpose, row.Record.Purpose), Functions: functions,
		Users: row.Record.Users, Action: engine.Build}
	return engine.Proposal{Title: e.Name, Agency: owner, Objective: c.Description, Components: []engine.Component{c}}
}
