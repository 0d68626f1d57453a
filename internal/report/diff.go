package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// DiffSchema identifies the JSON form of a comparison of two lists.
const DiffSchema = "rasoat.list-diff/1"

// ListDiff is what changed between two lists.
type ListDiff struct {
	Schema  string       `json:"schema"`
	From    ListHead     `json:"from"`
	To      ListHead     `json:"to"`
	Counts  []KindCount  `json:"counts"`
	Changes []ListChange `json:"changes"` // by kind, then in list order
}

// KindCount is how many changes of a kind there are.
type KindCount struct {
	Kind  corpus.ChangeKind `json:"kind"`
	Count int               `json:"count"`
}

// ListChange is one thing that changed.
type ListChange struct {
	Kind     corpus.ChangeKind `json:"kind"`
	Platform corpus.ID         `json:"platform"`
	Before   *RowRef           `json:"before"` // null when added
	After    *RowRef           `json:"after"`  // null when it left the list
	Into     []corpus.ID       `json:"into"`   // merged, divided: what took its place
	Gained   []string          `json:"gained"` // functions
	Lost     []string          `json:"lost"`
}

// RowRef names a row of a list.
type RowRef struct {
	No    string            `json:"no"`
	Group string            `json:"group"`
	Name  string            `json:"name"`
	Owner corpus.AgencyCode `json:"owner"`
}

func rowRef(e *corpus.Entry) *RowRef {
	if e == nil {
		return nil
	}
	return &RowRef{No: e.No, Group: e.Group, Name: e.Name, Owner: ownerCode(e)}
}

// ownerCode is the owner as a reader knows it: the code, or the words printed where they name no agency on record.
func ownerCode(e *corpus.Entry) corpus.AgencyCode {
	if e.Owner == "" {
		return corpus.AgencyCode(e.OwnerPrinted)
	}
	return e.Owner
}

// NewListDiff compares two lists.
func NewListDiff(reg *corpus.Register, from, to *corpus.List) *ListDiff {
	v := &ListDiff{Schema: DiffSchema, From: listHead(reg, from), To: listHead(reg, to), Changes: []ListChange{}}
	counts := map[corpus.ChangeKind]int{}
	for _, c := range reg.Diff(from, to) {
		counts[c.Kind]++
		v.Changes = append(v.Changes, ListChange{Kind: c.Kind, Platform: c.Platform, Before: rowRef(c.Before), After: rowRef(c.After),
			Into: filled(c.Into), Gained: filled(c.Gained), Lost: filled(c.Lost)})
	}
	for _, k := range corpus.ChangeKinds {
		v.Counts = append(v.Counts, KindCount{k, counts[k]})
	}
	return v
}

func (v *ListDiff) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *ListDiff) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("diff.title", v.From.ID, v.To.ID)}
	for _, l := range []*ListHead{&v.From, &v.To} {
		p.Lines = append(p.Lines, s.say("diff.list", l.ID, s.document(l.Document), s.date(string(l.Date)), l.Rows, s.shortCompleteness(l)))
		if l.Completeness != corpus.Complete && l.Completeness != corpus.NamesOnly {
			p.Warn = append(p.Warn, s.say("diff.incomplete", l.ID, s.shortCompleteness(l)))
		}
	}
	var counts []string
	for _, c := range v.Counts {
		if c.Count > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", s.code("change", string(c.Kind)), c.Count))
		}
	}
	if len(counts) == 0 {
		p.Lines = append(p.Lines, s.say("diff.none"))
	} else {
		p.Lines = append(p.Lines, strings.Join(counts, ", "))
	}
	for _, k := range v.Counts {
		if k.Count > 0 {
			p.Tables = append(p.Tables, v.table(s, k.Kind))
		}
	}
	return p
}

// table shows the changes of one kind.
func (v *ListDiff) table(s speaker, kind corpus.ChangeKind) pageTable {
	t := pageTable{Title: upperFirst(s.code("change", string(kind))), Columns: []string{s.say("label.no"), s.say("label.platform"), s.say("card.id"),
		s.say("label.owner"), s.say("diff.before"), s.say("diff.after")}}
	for _, c := range v.Changes {
		if c.Kind != kind {
			continue
		}
		row := c.After
		if row == nil {
			row = c.Before
		}
		before, after := c.sides()
		t.Rows = append(t.Rows, []string{row.Group + row.No, row.Name, string(c.Platform), string(row.Owner), before, after})
	}
	return t
}

// sides says what the change was from and to.
func (c *ListChange) sides() (before, after string) {
	switch c.Kind {
	case corpus.NameChanged:
		return c.Before.Name, c.After.Name
	case corpus.OwnerChanged, corpus.OwnerSucceeded:
		return string(c.Before.Owner), string(c.After.Owner)
	case corpus.FunctionsChanged:
		return join(c.Lost), join(c.Gained)
	case corpus.Merged, corpus.Divided:
		var ids []string
		for _, id := range c.Into {
			ids = append(ids, string(id))
		}
		return "", join(ids)
	}
	return "", ""
}
