package evidence

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/document"
)

// rulePath is how the verdict of a component came about.
type rulePath struct {
	Item       int64          `json:"item"`
	Component  int            `json:"component"`
	Name       string         `json:"name"`
	Kind       string         `json:"kind"`
	Rule       string         `json:"rule"`
	Verdict    engine.Verdict `json:"verdict"`
	Grade      engine.Verdict `json:"grade"`
	Missing    []string       `json:"missing"`
	Compared   []ruleFired    `json:"compared"`   // in order; the first carries the verdict
	Considered []corpus.ID    `json:"considered"` // below the cut
}

// ruleFired is the rule that decided about one platform.
type ruleFired struct {
	Platform corpus.ID      `json:"platform"`
	Rule     string         `json:"rule"`
	Verdict  engine.Verdict `json:"verdict"`
	Grade    engine.Verdict `json:"grade"`
}

func rulePaths(item int64, r *engine.Result) []rulePath {
	out := make([]rulePath, len(r.Components))
	for i := range r.Components {
		c := &r.Components[i]
		p := rulePath{
			Item: item, Component: i + 1, Name: c.Component.Name, Kind: string(c.Kind), Rule: c.Rule, Verdict: c.Verdict, Grade: c.Grade,
			Missing: orEmpty(c.Missing), Compared: []ruleFired{}, Considered: orEmpty(c.Considered),
		}
		for j := range c.Findings {
			f := &c.Findings[j]
			p.Compared = append(p.Compared, ruleFired{f.Platform.ID, f.Rule, f.Verdict, f.Grade})
		}
		out[i] = p
	}
	return out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// typedOf is the title of an item that was typed by hand; none for one of a file.
func typedOf(item int64, r *engine.Result) []typed {
	if r.Document.SHA256 != "" || r.Document.File != "" {
		return nil
	}
	return []typed{{item, r.Proposal.Title, r.Proposal.Summary}}
}

// timeline dates what is known of a component and of the platforms that overlap with it, earliest first.
func timeline(item int64, r *engine.Result, reg *corpus.Register) []Event {
	var out []Event
	for i := range r.Components {
		c := &r.Components[i]
		e := Event{Item: item, Component: i + 1, Date: corpus.Date(r.Proposal.Date), Event: "proposed", Subject: "proposal", Name: c.Component.Name, Source: r.Document.File}
		own := []Event{}
		if e.Date != "" {
			own = append(own, e)
		}
		for j := range c.Findings {
			if c.Findings[j].Grade.Alert() {
				own = append(own, platformEvents(e, &c.Findings[j], reg)...)
			}
		}
		slices.SortStableFunc(own, func(a, b Event) int { return cmp.Compare(a.Date.Day(), b.Date.Day()) })
		out = append(out, own...)
	}
	return out
}

// platformEvents are the announcements of a platform and the changes of its state.
func platformEvents(e Event, f *engine.Finding, reg *corpus.Register) []Event {
	var out []Event
	e.Subject, e.Name = string(f.Platform.ID), f.Platform.Name
	for _, row := range reg.ListsOf(f.Platform.ID) {
		if l, ok := reg.List(row.List); ok && l.Kind != corpus.Programme {
			e.Date, e.Event, e.Source = l.Date, "announced", l.Document
			out = append(out, e)
		}
	}
	p, ok := reg.Platform(f.Platform.ID)
	if !ok {
		return out
	}
	for _, fact := range p.History() {
		if fact.Kind == corpus.FactState {
			e.Date, e.Event, e.Source = fact.From, fact.Value, fact.Source
			out = append(out, e)
		}
	}
	return out
}

// explanation is what a body gave to explain a component when a decision was made; given tells that it gave anything.
func explanation(d *decision.Decision) (e Explanation, given bool) {
	e = Explanation{Item: int64(d.Item), Component: d.Component, Decision: d.ID, At: d.RecordedAt, By: d.RecordedBy, Text: d.Explanation, Documents: []ExplanationDoc{}}
	for _, f := range d.Files {
		e.Documents = append(e.Documents, ExplanationDoc{SHA256: f.SHA256, Name: f.Name, File: folders[partExplanations] + f.SHA256 + ".bin"})
	}
	return e, d.Explanation != "" || len(d.Files) > 0
}

// quoted is a quotation of a proposal with where its words stand.
type quoted struct {
	Item      int64           `json:"item"`
	Component int             `json:"component"`
	Field     string          `json:"field"`
	Start     int             `json:"start"` // byte offsets into the field, as facets give them
	End       int             `json:"end"`
	Text      string          `json:"text"`
	Input     string          `json:"input"` // SHA-256 of the file; "" for a title typed by hand
	From      int             `json:"from"`  // byte offsets into the extracted text of the file
	To        int             `json:"to"`
	Place     *document.Place `json:"place"` // where a reader finds it; null when the words do not stand in the text as they are
}

// quotes returns each quotation of a component once, in order of field and place.
func quotes(item int64, n int, c *engine.ComponentResult) []quoted {
	type key struct {
		field      string
		start, end int
	}
	known := map[key]bool{}
	var out []quoted
	for _, found := range allFindings(c) {
		for _, f := range found.Facets {
			for _, q := range f.Proposal {
				if k := (key{q.Field, q.Start, q.End}); !known[k] {
					known[k] = true
					out = append(out, quoted{Item: item, Component: n, Field: q.Field, Start: q.Start, End: q.End, Text: q.Text})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b quoted) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return out
}

// allFindings are the findings of a component and those below the cut.
func allFindings(c *engine.ComponentResult) []engine.Finding {
	return slices.Concat(c.Findings, c.Below)
}

// locator finds the quotations of the items of one document, in their order.
type locator struct {
	input string
	page  *page
	after int             // span at which the component before was found
	found map[string]spot // lines of the component that were looked for
}

// locate says where the quotations of a component stand in the extracted text.
func (l *locator) locate(r *engine.Result, c *engine.Component, qs []quoted) {
	l.found = map[string]spot{}
	if s, ok := l.page.find(oneLine(c.Name), l.after); ok {
		l.after = s.span
	}
	for i := range qs {
		q := &qs[i]
		q.Input = l.input
		if s, ok := l.spotOf(engine.FieldText(&r.Proposal, c, q.Field), q); ok {
			q.From, q.To = l.page.original(s)
			q.Place = &l.page.spans[s.span].place
		}
	}
}

// spotOf finds a quotation: within its line of the field, which tells best where it stands, or by its own words.
func (l *locator) spotOf(field string, q *quoted) (spot, bool) {
	if q.Start < 0 || q.End > len(field) || q.Start >= q.End {
		return spot{}, false
	}
	begin := strings.LastIndexByte(field[:q.Start], '\n') + 1
	end := len(field)
	if i := strings.IndexByte(field[q.Start:], '\n'); i >= 0 {
		end = q.Start + i
	}
	flat := oneLine(q.Text)
	if q.End <= end {
		line := oneLine(field[begin:end])
		s, known := l.found[line]
		if !known {
			var ok bool
			if s, ok = l.page.find(line, l.after); !ok {
				s.span = -1
			}
			l.found[line] = s
		}
		if s.span >= 0 {
			before := oneLine(field[begin:q.Start])
			if i := strings.Index(line[min(len(before), len(line)):], flat); i >= 0 {
				from := s.from + min(len(before), len(line)) + i
				return spot{s.span, from, from + len(flat)}, true
			}
		}
	}
	return l.page.find(flat, l.after)
}
