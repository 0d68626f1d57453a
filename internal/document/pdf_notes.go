package document

import (
	"slices"
	"strings"
)

// Footnotes stand where a page ends, in the middle of what goes on over the page break. They are given after it.

// noteSize is how small footnotes are, compared with the text.
const noteSize = 0.87

// takeNotes takes the footnotes out of a page without its running heads, so that what goes on over the page break is not cut,
// and their marks out of its lines.
func (c *pdfContent) takeNotes() {
	var sizes []float64
	for _, it := range c.items {
		if it.table == nil {
			sizes = append(sizes, it.line.size)
		}
	}
	if len(sizes) == 0 {
		return
	}
	usual, from := quantile(sizes, 0.7), len(c.items)
	for from > 0 && c.items[from-1].table == nil && c.smallPrint(&c.items[from-1].line, usual) {
		from--
	}
	for from < len(c.items) && noteMark(&c.items[from].line) == "" {
		from++ // small print above the notes
	}
	if from == len(c.items) {
		return
	}
	marks := map[string]bool{}
	for _, it := range c.items[from:] {
		marks[noteMark(&it.line)] = true
		c.notes = append(c.notes, it.line)
	}
	c.items = c.items[:from]
	for i := range c.items {
		l := &c.items[i].line
		kept := slices.DeleteFunc(slices.Clone(l.words), func(w word) bool { return w.raised && marks[strings.Trim(w.text, "()[]")] })
		if len(kept) > 0 {
			l.words = kept
		}
	}
}

// smallPrint reports a line that looks like one of a footnote: much smaller than the text, or a little below the line that parts
// footnotes.
func (c *pdfContent) smallPrint(l *textLine, usual float64) bool {
	return l.size <= noteSize*usual || l.size <= 0.97*usual && c.foot > 0 && l.baseline > c.foot
}

// noteMark gives the number or star that a footnote begins with, "" for other lines.
func noteMark(l *textLine) string {
	first := strings.TrimLeft(l.words[0].text, "([")
	n := 0
	for n < len(first) && (first[n] >= '0' && first[n] <= '9' || first[n] == '*') {
		n++
	}
	if n > 3 {
		return ""
	}
	return first[:n]
}

// giveNotes gives the footnotes of the pages that are done with.
func (f *pdfFlow) giveNotes() error {
	notes := f.notes
	f.notes = nil
	for _, l := range notes {
		if noteMark(&l) != "" {
			if err := f.flush(); err != nil {
				return err
			}
		}
		if err := f.line(l); err != nil {
			return err
		}
	}
	return f.flush()
}
