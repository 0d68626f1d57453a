package evidence

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/document"
)

// span is a run of text of a document: a block, or a cell of one.
type span struct {
	begin int    // where it begins in the extracted text
	flat  string // with white space collapsed: what intake makes of it on one line
	at    []int  // offset in the span of every byte of flat; nil when they are the same
	start int    // of flat in the flat text of the document
	place document.Place
}

// flatten collapses white space and remembers where each byte stood.
func flatten(s string) (string, []int) {
	if !untidy(s) {
		return s, nil
	}
	var b strings.Builder
	at := make([]int, 0, len(s))
	gap := false
	for i, r := range s {
		if unicode.IsSpace(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			at = append(at, i-1)
			gap = false
		}
		n := utf8.RuneLen(r)
		if n < 0 || r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		b.WriteString(s[i : i+n])
		for k := range n {
			at = append(at, i+k)
		}
	}
	return b.String(), at
}

// untidy tells whether collapsing white space would change a text.
func untidy(s string) bool {
	before := true
	for _, r := range s {
		space := unicode.IsSpace(r)
		if space && (before || r != ' ') {
			return true
		}
		before = space
	}
	return before && s != ""
}

func oneLine(s string) string {
	flat, _ := flatten(s)
	return flat
}

// page is the extracted text of one document, made ready for finding quotes in it.
type page struct {
	spans []span
	whole string           // flat texts of all spans, a line each
	equal map[string][]int // spans by their whole flat text
}

func newPage(t *document.Text) *page {
	p := &page{equal: map[string][]int{}}
	p.add(t.Text, t.Blocks)
	var b strings.Builder
	for i := range p.spans {
		s := &p.spans[i]
		s.start = b.Len()
		b.WriteString(s.flat)
		b.WriteByte('\n')
		p.equal[s.flat] = append(p.equal[s.flat], i)
	}
	p.whole = b.String()
	return p
}

func (p *page) add(text string, blocks []document.TextBlock) {
	for i := range blocks {
		b := &blocks[i]
		if len(b.Cells) == 0 {
			p.span(text, b.Span, b.Place)
		}
		for c := range b.Cells {
			if !b.Cells[c].Covered {
				p.span(text, b.Cells[c].Span, b.Place)
			}
			p.add(text, b.Cells[c].Nested)
		}
	}
}

func (p *page) span(text string, at document.Span, place document.Place) {
	s := span{begin: at.Start, place: place}
	if s.flat, s.at = flatten(text[at.Start:at.End]); s.flat != "" {
		p.spans = append(p.spans, s)
	}
}

// spot is where words stand in a page.
type spot struct {
	span, from, to int // offsets into the flat text of the span
}

// find looks for a text on one line: first a span that is this text, then a span that holds it; in both cases at or
// after a span, else from the beginning.
func (p *page) find(flat string, after int) (spot, bool) {
	if flat == "" {
		return spot{}, false
	}
	if same := p.equal[flat]; len(same) > 0 {
		i := sort.SearchInts(same, after) % len(same)
		return spot{same[i], 0, len(flat)}, true
	}
	from := 0
	if after < len(p.spans) {
		from = p.spans[after].start
	}
	i := strings.Index(p.whole[from:], flat)
	if i >= 0 {
		i += from
	} else if i = strings.Index(p.whole, flat); i < 0 {
		return spot{}, false
	}
	n := sort.Search(len(p.spans), func(k int) bool { return p.spans[k].start > i }) - 1
	at := i - p.spans[n].start
	return spot{n, at, at + len(flat)}, true
}

// original returns the offsets of a spot in the extracted text.
func (p *page) original(s spot) (from, to int) {
	in := &p.spans[s.span]
	if in.at == nil {
		return in.begin + s.from, in.begin + s.to
	}
	return in.begin + in.at[s.from], in.begin + in.at[s.to-1] + 1
}

// sound tells whether every span of a text lies inside it, so that it can be cut.
func sound(t *document.Text) bool {
	var blocks func([]document.TextBlock) bool
	fits := func(s document.Span) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= len(t.Text) }
	blocks = func(in []document.TextBlock) bool {
		for i := range in {
			if !fits(in[i].Span) {
				return false
			}
			for c := range in[i].Cells {
				if cell := &in[i].Cells[c]; !fits(cell.Span) || !blocks(cell.Nested) {
					return false
				}
			}
		}
		return true
	}
	return blocks(t.Blocks)
}
