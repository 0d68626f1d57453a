package intake

import (
	"fmt"
	"math"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// jsonNames gives the names of our own fields, as plain words, and the other names they go by.
var jsonNames = map[string]string{
	"title": "title", "name": "name", "ten": "name", "ten du an": "title", "ten nhiem vu": "title", "du an": "title",
	"agency": "agency", "co quan": "agency", "don vi": "agency", "chu dau tu": "agency", "owner": "agency", "don vi de xuat": "agency", "chu tri": "agency",
	"province": "province", "tinh": "province", "date": "date", "ngay": "date", "year": "year", "nam": "year",
	"total money vnd": "total", "money vnd": "total", "total money": "total", "tong muc dau tu": "total", "kinh phi": "total", "kinh phi dong": "total",
	"objective": "objective", "muc tieu": "objective", "scope": "scope", "pham vi": "scope", "users": "users", "doi tuong": "users", "doi tuong su dung": "users",
	"summary": "summary", "description": "summary", "mo ta": "summary", "noi dung": "summary", "modules": "modules", "functions": "modules", "chuc nang": "modules", "phan he": "modules",
	"legal basis": "basis", "can cu": "basis", "components": "components", "hang muc": "components",
	"no": "no", "stt": "no", "action": "action", "negated": "negated", "period": "period", "thoi gian": "period", "state": "state", "location": "location",
}

// record is one JSON object: our names of its fields, and their values.
type record map[string]*document.Cell

// text returns a field on one line.
func (r record) text(name string) string {
	if c := r[name]; c != nil {
		return oneLine(c.Text)
	}
	return ""
}

// list returns a field that holds a list of texts.
func (r record) list(name string) []string {
	var out []string
	if c := r[name]; c != nil {
		for _, s := range strings.Split(c.Text, "\n") {
			if s = oneLine(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// money returns a field in đồng.
func (r record) money(name string) *int64 {
	c := r[name]
	if c == nil || c.Number == nil || math.Abs(*c.Number) > 1e18 {
		return nil
	}
	v := int64(math.Round(*c.Number))
	return &v
}

// readJSON reads the records of a JSON document: a list of objects, one object to a line, a list inside an object, or
// one object whose components are a list of their own.
func readJSON(doc *document.Document, reg *corpus.Register) ([]engine.Proposal, []Unread) {
	places := newPlaces(reg)
	var out []engine.Proposal
	var unread []Unread
	heading := ""
	blocks := doc.Blocks
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		if b.Kind != document.Row {
			heading = jsonField(b.Text)
			i++
			continue
		}
		rows := []*document.Block{}
		for ; i < len(blocks) && blocks[i].Kind == document.Row && sameTable(blocks[i].Place, b.Place); i++ {
			rows = append(rows, &blocks[i])
		}
		records := recordsOf(rows)
		if heading == "components" && len(out) > 0 {
			out[len(out)-1].Components = parts(records)
			out[len(out)-1].NotFound = missing(&out[len(out)-1])
			continue
		}
		for n, r := range records {
			place := fmt.Sprintf("bản ghi %d", n+1)
			if r.text("title") == "" && r.text("name") == "" {
				unread = append(unread, Unread{Place: place, What: r.sample(), Why: BadRecord})
				continue
			}
			out = append(out, r.proposal(place, places))
		}
	}
	return out, unread
}

// jsonField gives our name of a field, "" when it is not one of ours.
func jsonField(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	return jsonNames[plain(key)]
}

// recordsOf reads the rows of a table as records: under a header of field names, or as names and values of one object.
func recordsOf(rows []*document.Block) []record {
	head := rows[0]
	known := 0
	for i := range head.Cells {
		if jsonField(head.Cells[i].Text) != "" {
			known++
		}
	}
	if len(rows) > 1 && known >= 1 && (known >= 2 || len(head.Cells) != 2) {
		out := make([]record, 0, len(rows)-1)
		for _, b := range rows[1:] {
			r := record{}
			for i := range b.Cells {
				if h := at(head, b.Cells[i].Column); h != nil && b.Cells[i].Text != "" {
					r.set(jsonField(h.Text), &b.Cells[i])
				}
			}
			out = append(out, r)
		}
		return out
	}
	r := record{}
	for _, b := range rows {
		if len(b.Cells) == 2 && b.Cells[1].Text != "" {
			r.set(jsonField(b.Cells[0].Text), &b.Cells[1])
		}
	}
	return []record{r}
}

// set keeps the first value of a field.
func (r record) set(name string, c *document.Cell) {
	if name != "" && r[name] == nil {
		r[name] = c
	}
}

// sample returns some words of a record that is no proposal.
func (r record) sample() string {
	for _, name := range []string{"summary", "agency", "province", "year", "no"} {
		if s := r.text(name); s != "" {
			return clip(s, 120)
		}
	}
	return ""
}

// proposal makes a proposal of a record; its modules are the functions of one component named by the title.
func (r record) proposal(place string, places *placesIndex) engine.Proposal {
	p := engine.Proposal{
		Title: r.text("title"), Agency: r.text("agency"), Province: r.text("province"), Date: r.text("date"), TotalMoney: r.money("total"),
		Objective: r.text("objective"), Scope: r.text("scope"), Users: r.list("users"), Summary: r.text("summary"), LegalBasis: r.list("basis"), Place: place,
	}
	if p.Title == "" {
		p.Title = r.text("name")
	}
	if c := r["year"]; p.Date == "" && c != nil && c.Number != nil && *c.Number > 1900 && *c.Number < 2200 {
		p.Date = fmt.Sprintf("%04.0f", *c.Number)
	}
	if p.Province == "" {
		p.Province = places.inName(p.Agency + " " + p.Title)
	}
	for _, line := range r.list("components") {
		if part, ok := flatPart(line); ok {
			p.Components = append(p.Components, part)
		}
	}
	if len(p.Components) == 0 {
		c := engine.Component{Name: p.Title, Description: p.Summary, Functions: r.list("modules"), Money: p.TotalMoney, Users: p.Users, Owner: p.Agency, Location: place}
		c.Action, c.Negated = engine.ActionOf(p.Title)
		p.Components = []engine.Component{c}
	}
	p.NotFound = missing(&p)
	return p
}

// flatPart reads a component written as "no: 1; name: ...; money_vnd: ..." inside a cell of a record.
func flatPart(line string) (engine.Component, bool) {
	r := record{}
	for _, field := range strings.Split(line, "; ") {
		if key, value, ok := strings.Cut(field, ": "); ok {
			r.set(jsonField(key), &document.Cell{Text: value, Number: wholeNumber(value)})
		}
	}
	if r.text("name") == "" && r.text("title") == "" {
		return engine.Component{Name: oneLine(line)}, false
	}
	return r.component(), true
}

// wholeNumber reads digits grouped by dots, nil for anything else.
func wholeNumber(s string) *float64 {
	digits := strings.ReplaceAll(s, ".", "")
	if digits == "" || len(digits) > 18 || strings.Trim(digits, "0123456789") != "" {
		return nil
	}
	v := 0.0
	for _, d := range digits {
		v = v*10 + float64(d-'0')
	}
	return &v
}

// parts makes components of the records under "components".
func parts(records []record) []engine.Component {
	var out []engine.Component
	for i, r := range records {
		if r.text("name") == "" && r.text("title") == "" {
			continue
		}
		c := r.component()
		if c.Location == "" {
			c.Location = fmt.Sprintf("hạng mục %d", i+1)
		}
		out = append(out, c)
	}
	return out
}

// component makes a component of a record; an action that is not one of ours is read from the name.
func (r record) component() engine.Component {
	c := engine.Component{
		No: r.text("no"), Name: r.text("name"), Description: r.text("summary"), Functions: r.list("modules"), Users: r.list("users"), Money: r.money("total"),
		Action: engine.Action(r.text("action")), Negated: r.text("negated") == "true", Owner: r.text("agency"), Period: r.text("period"), State: r.text("state"), Location: r.text("location"),
	}
	if c.Name == "" {
		c.Name = r.text("title")
	}
	if !known(c.Action) {
		c.Action, c.Negated = engine.ActionOf(c.Name)
	}
	return c
}

// known tells whether an action is one of those components have.
func known(a engine.Action) bool {
	switch a {
	case engine.Build, engine.Buy, engine.Lease, engine.Expand, engine.Upgrade, engine.Replace, engine.Extend, engine.Connect, engine.Consume,
		engine.DataEntry, engine.Reuse, engine.Pilot, engine.Maintain, engine.Stop, engine.Hardware, engine.Training, engine.Other:
		return true
	}
	return false
}
