package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rasoat/rasoat/engine"
)

// segment is a stretch of text, marked when the comparison rests on it.
type segment struct {
	Text   string
	Marked bool
}

// sideRow is one field of one side, with its words marked. A list has several items.
type sideRow struct {
	Label string
	Items [][]segment
	Short bool // the items are words, printed one after another
}

// quotesOf gathers the quotes of one side of the facets that agree, wholly or in part, by words of both sides.
func quotesOf(f *Finding, side func(*Facet) []engine.Quote) []engine.Quote {
	var out []engine.Quote
	for i := range f.Facets {
		facet := &f.Facets[i]
		if !agrees(facet.Degree) || len(facet.Proposal) == 0 || len(facet.Platform) == 0 {
			continue
		}
		out = append(out, side(facet)...)
	}
	return out
}

func agrees(d engine.Degree) bool {
	return d == engine.Same || d == engine.Subset || d == engine.Partial
}

func proposalQuotes(f *Facet) []engine.Quote { return f.Proposal }

func platformQuotes(f *Facet) []engine.Quote { return f.Platform }

// sameField tells whether a quote's field is the one meant; aliases go by two names.
func sameField(quoted, field string) bool {
	return quoted == field || quoted+"es" == field || quoted+"s" == field
}

// mark splits a text into marked and unmarked stretches by the quotes of its field. A quote is placed by its offsets
// where they fit the text, and otherwise where its words first stand.
func mark(text, field string, quotes []engine.Quote) []segment {
	var spans [][2]int
	for _, q := range quotes {
		if q.Text == "" || !sameField(q.Field, field) {
			continue
		}
		if q.Start >= 0 && q.Start <= q.End && q.End <= len(text) && text[q.Start:q.End] == q.Text {
			spans = append(spans, [2]int{q.Start, q.End})
		} else if at := strings.Index(text, q.Text); at >= 0 {
			spans = append(spans, [2]int{at, at + len(q.Text)})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return cutAt(text, spans)
}

// cutAt cuts a text at sorted spans, which may overlap.
func cutAt(text string, spans [][2]int) []segment {
	var out []segment
	at := 0
	for _, sp := range spans {
		if sp[1] <= at {
			continue
		}
		if sp[0] > at {
			out = append(out, segment{elide(text[at:sp[0]]), false})
		}
		out = append(out, segment{text[max(at, sp[0]):sp[1]], true})
		at = sp[1]
	}
	if at < len(text) {
		out = append(out, segment{elide(text[at:]), false})
	}
	return out
}

// An unmarked stretch longer than elideOver bytes keeps about elideKeep bytes at either end.
const (
	elideOver = 900
	elideKeep = 300
)

// elide shortens a long unmarked stretch in its middle.
func elide(text string) string {
	if len(text) <= elideOver {
		return text
	}
	head, tail := elideKeep, len(text)-elideKeep
	for head > 0 && !utf8.RuneStart(text[head]) {
		head--
	}
	for tail < len(text) && !utf8.RuneStart(text[tail]) {
		tail++
	}
	return text[:head] + " […] " + text[tail:]
}

// sideField is a field of a side before marking.
type sideField struct {
	field, label string
	texts        []string
	onlyQuoted   bool // shown only when something in it is quoted
}

// short tells the fields whose items are words rather than sentences.
func (f *sideField) short() bool { return f.field == "users" || f.field == "data_objects" }

// rows marks the fields of a side and leaves out those with nothing to show.
func (s speaker) rows(fields []sideField, quotes []engine.Quote) []sideRow {
	var out []sideRow
	for _, f := range fields {
		row := sideRow{Label: s.say(f.label), Short: f.short()}
		shown := !f.onlyQuoted
		for _, text := range f.texts {
			if text == "" {
				continue
			}
			parts := mark(text, f.field, quotes)
			shown = shown || slices.ContainsFunc(parts, func(p segment) bool { return p.Marked })
			row.Items = append(row.Items, parts)
		}
		if shown && len(row.Items) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// proposalSide is what the proposal says of a component, with the words marked that a finding rests on.
func (s speaker) proposalSide(r *Result, c *Component, f *Finding) []sideRow {
	p := &r.Proposal
	return s.rows([]sideField{
		{"name", "label.title", []string{c.Name}, false},
		{"description", "label.desc", []string{c.Description}, false},
		{"functions", "label.functions", c.Functions, false},
		{"users", "label.users", c.Users, false},
		{"title", "label.project", []string{p.Title}, true},
		{"objective", "label.objective", []string{p.Objective}, true},
		{"scope", "label.scope", []string{p.Scope}, true},
		{"summary", "section.summary", []string{p.Summary}, true},
		{"users", "label.users", p.Users, true},
	}, quotesOf(f, proposalQuotes))
}

// platformSide is what is recorded of a platform, with the words marked that the finding rests on.
func (s speaker) platformSide(f *Finding) []sideRow {
	p := &f.Platform
	return s.rows([]sideField{
		{"name", "label.title", []string{p.Name}, false},
		{"aliases", "label.aliases", p.Aliases, true},
		{"purpose", "label.purpose", []string{p.Purpose}, false},
		{"functions", "label.functions", p.Functions, false},
		{"data_objects", "label.data", p.DataObjects, false},
		{"users", "label.users", p.Users, false},
		{"scope", "label.scope", []string{p.Scope}, false},
	}, quotesOf(f, platformQuotes))
}
