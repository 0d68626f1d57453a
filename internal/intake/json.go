package intake

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// record is a proposal written in JSON with our own field names, or a row of a register of systems.
type record struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Name        string   `json:"name"`
	Agency      string   `json:"agency"`
	Province    string   `json:"province"`
	Date        string   `json:"date"`
	Year        int      `json:"year"`
	TotalMoney  *int64   `json:"total_money_vnd"`
	Objective   string   `json:"objective"`
	Scope       string   `json:"scope"`
	Users       []string `json:"users"`
	Summary     string   `json:"summary"`
	Description string   `json:"description"`
	Modules     []string `json:"modules"`
	LegalBasis  []string `json:"legal_basis"`
	Components  []part   `json:"components"`
}

// part is a component of a record.
type part struct {
	No          string   `json:"no"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Functions   []string `json:"functions"`
	Users       []string `json:"users"`
	Action      string   `json:"action"`
	Negated     bool     `json:"negated"`
	Money       *int64   `json:"money_vnd"`
	Owner       string   `json:"owner"`
	Period      string   `json:"period"`
	State       string   `json:"state"`
	Location    string   `json:"location"`
}

// readJSON reads the records of a JSON document: one object, a list of objects, an object that holds such a list under
// "proposals", or one object to a line.
func readJSON(doc *document.Document, reg *corpus.Register) ([]engine.Proposal, []Unread) {
	var text strings.Builder
	for i := range doc.Blocks {
		text.WriteString(doc.Blocks[i].Text)
		text.WriteByte('\n')
	}
	var out []engine.Proposal
	var unread []Unread
	places := newPlaces(reg)
	for i, raw := range rawRecords(text.String()) {
		place := fmt.Sprintf("bản ghi %d", i+1)
		var r record
		if err := json.Unmarshal(raw, &r); err != nil || r.Title == "" && r.Name == "" {
			unread = append(unread, Unread{Place: place, What: clip(oneLine(string(raw)), 120), Why: BadRecord})
			continue
		}
		out = append(out, r.proposal(place, places))
	}
	return out, unread
}

// rawRecords cuts a JSON text into its records; what is not JSON is one record that will not be read.
func rawRecords(text string) []json.RawMessage {
	var out []json.RawMessage
	dec := json.NewDecoder(strings.NewReader(text))
	for {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == io.EOF {
			return out
		}
		if err != nil {
			return append(out, json.RawMessage(clip(text[dec.InputOffset():], 400)))
		}
		out = append(out, listIn(raw)...)
	}
}

// listIn opens a list of records, or an object that holds one.
func listIn(raw json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	var holder struct {
		Proposals []json.RawMessage `json:"proposals"`
		Projects  []json.RawMessage `json:"projects"`
		Results   []json.RawMessage `json:"results"`
	}
	if json.Unmarshal(raw, &holder) == nil {
		for _, l := range [][]json.RawMessage{holder.Proposals, holder.Projects, holder.Results} {
			if len(l) > 0 {
				return l
			}
		}
	}
	return []json.RawMessage{raw}
}

// proposal makes a proposal of a record; its modules are the functions of one component named by the title.
func (r *record) proposal(place string, places *placesIndex) engine.Proposal {
	p := engine.Proposal{
		Title: oneLine(r.Title), Agency: oneLine(r.Agency), Province: oneLine(r.Province), Date: r.Date, TotalMoney: r.TotalMoney,
		Objective: r.Objective, Scope: r.Scope, Users: r.Users, Summary: oneLine(r.Summary), LegalBasis: r.LegalBasis, Place: place,
	}
	if p.Title == "" {
		p.Title = oneLine(r.Name)
	}
	if p.Summary == "" {
		p.Summary = oneLine(r.Description)
	}
	if p.Date == "" && r.Year > 0 {
		p.Date = fmt.Sprintf("%04d", r.Year)
	}
	if p.Province == "" {
		p.Province = places.inName(p.Agency + " " + p.Title)
	}
	for _, c := range r.Components {
		p.Components = append(p.Components, c.component(place))
	}
	if len(p.Components) == 0 {
		c := engine.Component{Name: p.Title, Description: p.Summary, Functions: r.Modules, Money: r.TotalMoney, Users: r.Users, Owner: p.Agency, Location: place}
		c.Action, c.Negated = engine.ActionOf(p.Title)
		p.Components = []engine.Component{c}
	}
	p.NotFound = missing(&p)
	return p
}

// component takes a component of a record over; an action that is not one of ours is read from the name.
func (c *part) component(place string) engine.Component {
	out := engine.Component{
		No: c.No, Name: oneLine(c.Name), Description: c.Description, Functions: c.Functions, Users: c.Users, Action: engine.Action(c.Action),
		Negated: c.Negated, Money: c.Money, Owner: c.Owner, Period: c.Period, State: c.State, Location: c.Location,
	}
	if !known(out.Action) {
		out.Action, out.Negated = engine.ActionOf(out.Name)
	}
	if out.Location == "" {
		out.Location = place
	}
	return out
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
