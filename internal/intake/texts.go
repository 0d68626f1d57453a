package intake

import (
	"strings"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/viet"
)

// Limits of the texts kept, in bytes.
const (
	fieldLimit   = 1500
	summaryLimit = 3000
	detailLimit  = 4000
)

// texts fills objective, scope, users and summary.
func (d *dossier) texts(p *engine.Proposal) {
	if f, ok := d.find(goalLabels); ok {
		p.Objective = clip(oneLine(f.value), fieldLimit)
	}
	if f, ok := d.find(scopeLabels); ok {
		p.Scope = clip(oneLine(f.value), fieldLimit)
	}
	if f, ok := d.find(userLabels); ok {
		p.Users = splitUsers(f.value)
	}
	p.Summary = d.summary()
}

// splitUsers splits a list of users at semicolons, line breaks and commas between short parts.
func splitUsers(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if t := trimTail(strings.TrimLeft(oneLine(part), "-+• ")); t != "" && len(out) < 30 {
			out = append(out, clip(t, 300))
		}
	}
	return out
}

// summary joins what the document says of the whole: objectives, scope and content, form text left out.
func (d *dossier) summary() string {
	var b strings.Builder
	d.root.walk(func(s *section) {
		if b.Len() > summaryLimit || s.inItem() {
			return
		}
		switch s.class {
		case classGoal, classScope, classContent, classInfo:
		default:
			return
		}
		if s.line != nil && !s.heading() && countWords(s.line.plain) > 8 && !formField(s.line.body()) {
			b.WriteString(s.line.body() + "\n")
		}
		for _, e := range s.body {
			if e.line != nil && countWords(e.line.plain) > 6 && captionNumber(e.line.plain) == "" && !basisLine(e.line.plain) && !formField(e.line.text) {
				b.WriteString(e.line.text + "\n")
			}
		}
	})
	return clip(strings.TrimSpace(b.String()), summaryLimit)
}

// formField tells whether a line is a label of the form (money, time, owner) and says nothing of the content.
func formField(s string) bool {
	i := strings.IndexByte(s, ':')
	if i <= 0 || i > 120 {
		return false
	}
	p := plain(s[:i])
	return totalLabels.within(p) != "" || softTotalLabels.starts(p) || agencyLabels.starts(p) || periodLabels.starts(p) || titleLabels.starts(p) || strings.HasPrefix(p, "nguon von") || strings.HasPrefix(p, "cap quyet dinh") || strings.HasPrefix(p, "hinh thuc quan ly")
}

// legalBasis returns the numbers of the documents named as basis, each once, in order.
func (d *dossier) legalBasis() []string {
	var out []string
	seen := map[string]bool{}
	add := func(text string) {
		for _, n := range viet.DocNumbers(text) {
			if !seen[n.Number] {
				seen[n.Number] = true
				out = append(out, n.Number)
			}
		}
	}
	d.root.walk(func(s *section) {
		if s.line != nil && (s.class == classBasis || basisLine(plain(clip(s.line.body(), 60)))) {
			add(s.line.text)
		}
		for _, e := range s.body {
			if e.line != nil && (s.class == classBasis || basisLine(e.line.plain)) {
				add(e.line.text)
			}
		}
	})
	return out
}
