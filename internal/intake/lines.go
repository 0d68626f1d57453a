package intake

import (
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// line is one line of text outside the tables of data, or in a table that only lays out the letterhead.
type line struct {
	text   string // one line, cleaned
	plain  string // words of text
	num    number // numbering at its start
	kind   document.BlockKind
	level  int
	bold   bool
	caps   bool
	layout bool // stood in a table that only lays out the page
	place  document.Place
}

// body returns the text after the numbering.
func (l *line) body() string { return strings.TrimSpace(l.text[l.num.end:]) }

// elem is a line or a table, in reading order.
type elem struct {
	line  *line
	table *grid
}

// grid is a run of rows that belong to one table or sheet, before it is understood.
type grid struct {
	rows  []*document.Block
	place document.Place // of the first row

	parts  []*table          // tables found in it
	before []elem            // lines above the first header
	rest   []*document.Block // rows that no header explains
}

// elements turns the blocks of a document into lines and grids.
func elements(doc *document.Document) []elem {
	var out []elem
	blocks := doc.Blocks
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		if b.Kind != document.Row {
			out = appendLines(out, b, b.Text, false)
			i++
			continue
		}
		g := &grid{place: b.Place}
		for i < len(blocks) && blocks[i].Kind == document.Row && sameTable(blocks[i].Place, b.Place) {
			g.rows = append(g.rows, &blocks[i])
			i++
		}
		if g.layout() {
			out = g.appendLayout(out)
			continue
		}
		out = append(out, elem{table: g})
	}
	if doc.Format == document.TXT {
		out = unwrap(out)
	}
	return out
}

// sameTable tells whether two rows belong together.
func sameTable(a, b document.Place) bool { return a.Sheet == b.Sheet && a.Table == b.Table }

// appendLines appends the lines of a text; tabs and wide gaps separate columns of a letterhead typed with spaces.
func appendLines(out []elem, b *document.Block, text string, layout bool) []elem {
	for _, s := range strings.Split(text, "\n") {
		for _, part := range columnsOf(s) {
			t := oneLine(part)
			if t == "" {
				continue
			}
			for _, t := range inlineList(t) {
				l := &line{text: t, plain: plain(t), kind: b.Kind, level: b.Level, bold: b.Bold, caps: b.Caps, layout: layout, place: b.Place}
				l.num = readNumber(t)
				out = append(out, elem{line: l})
			}
		}
	}
	return out
}

// columnsOf splits a line that holds the motto of the state beside the name of an agency, or the place and date beside
// the number: at tabs, at runs of four or more spaces, else before the motto. Other lines stay whole.
func columnsOf(s string) []string {
	if i := mottoAt(s); i > 0 {
		return []string{s[:i], s[i:]}
	}
	if !strings.Contains(s, "\t") && !strings.Contains(s, "    ") || len(s) > 400 {
		return []string{s}
	}
	parts := strings.FieldsFunc(strings.ReplaceAll(s, "    ", "\t"), func(r rune) bool { return r == '\t' })
	for _, p := range parts {
		if motto(plain(p)) || placeDate(oneLine(p)) != "" {
			return parts
		}
	}
	return []string{s}
}

// mottoAt finds where the motto of the state begins in a line that begins with something else, 0 when it does not.
func mottoAt(s string) int {
	if len(s) > 300 {
		return 0
	}
	p := plain(s)
	w := stateMotto.within(p)
	i := strings.Index(p, w)
	if w == "" || i <= 0 {
		return 0
	}
	at := skipWords(s, countWords(strings.TrimSpace(p[:i])))
	return at + len(s[at:]) - len(strings.TrimLeft(s[at:], " \t"))
}

// Words of the form of an administrative document.
var (
	stateMotto = newPhrases("cộng hòa xã hội chủ nghĩa việt nam", "cộng hòa xã hội chủ nghĩa", "độc lập tự do hạnh phúc", "độc lập tự do")
	recipients = newPhrases("nơi nhận", "người ký", "cơ quan ký", "thời gian ký", "ký bởi")
)

// motto tells whether a plain line holds the motto of the state, or the end of it where it is wrapped.
func motto(p string) bool { return p == "viet nam" || stateMotto.within(p) != "" }

// layout tells whether a grid only lays out the letterhead or the signatures, or frames running text.
func (g *grid) layout() bool {
	if len(g.rows) > 12 {
		return false
	}
	wide, letter, signed := 0, false, false
	for _, r := range g.rows {
		wide = max(wide, len(r.Cells))
		for i := range r.Cells {
			p := plain(clip(r.Cells[i].Text, 200))
			letter = letter || stateMotto.within(p) != ""
			signed = signed || recipients.starts(p)
		}
	}
	return wide <= 6 && (letter || signed && !g.headed()) || wide <= 1
}

// headed tells whether one of the first rows is the header of a list, to which signatures beneath may have been joined.
func (g *grid) headed() bool {
	for i := 0; i < min(len(g.rows), 3); i++ {
		if cols, _ := headerAt(g.rows, i); cols != nil {
			return true
		}
	}
	return false
}

// appendLayout appends the text of a layout grid cell by cell.
func (g *grid) appendLayout(out []elem) []elem {
	for _, r := range g.rows {
		for i := range r.Cells {
			if !r.Cells[i].Covered {
				out = appendLines(out, r, r.Cells[i].Text, true)
			}
		}
	}
	return out
}

// unwrap joins the lines of a text file that were broken at the margin. A list of names has a name to a line.
func unwrap(in []elem) []elem {
	numberOn(in)
	margin, names := 0, 0
	for _, e := range in {
		if e.line != nil {
			margin = max(margin, min(len([]rune(e.line.text)), 120))
			if itemLike(plain(afterAbout(e.line.text))) {
				names++
			}
		}
	}
	if mostlyNames(names, len(in)) {
		return in
	}
	out := in[:0]
	for _, e := range in {
		if n := len(out); n > 0 && e.line != nil && out[n-1].line != nil && out[n-1].line.continues(e.line, margin) {
			prev := out[n-1].line
			prev.text += " " + e.line.text
			prev.plain += " " + e.line.plain
			continue
		}
		out = append(out, e)
	}
	return out
}

// numberOn numbers the lines that count on from one to the next past what is a numbering by itself: "200." could be the rest
// of a sentence, but not below "199.".
func numberOn(in []elem) {
	var before *line // the last line that begins with a count, and the count
	last, lastNum := 0, number{}
	for _, e := range in {
		if e.line == nil {
			continue
		}
		n, num := countAt(e.line.text)
		if n == 0 {
			continue
		}
		if n == last+1 {
			if before != nil && !before.num.ok() {
				before.num = lastNum
			}
			if !e.line.num.ok() {
				e.line.num = num
			}
		}
		before, last, lastNum = e.line, n, num
	}
}

// countAt reads a whole number of up to six digits with a full stop or bracket at the start of a line, 0 when there is none.
func countAt(t string) (int, number) {
	end := strings.IndexFunc(t, func(r rune) bool { return r < '0' || r > '9' })
	if end < 1 || end > 6 || !strings.HasPrefix(t[end:], ". ") && !strings.HasPrefix(t[end:], ") ") {
		return 0, number{}
	}
	n, _ := strconv.Atoi(t[:end]) // six digits are a number
	return n, number{rank: rankArabic, label: t[:end], depth: 1, end: end + 2}
}

// continues tells whether next is the rest of l, broken at the margin (width in characters).
func (l *line) continues(next *line, margin int) bool {
	if len(l.text) > sentenceMost {
		return false // no paragraph is so long, and what is joined is read again with every line
	}
	if l.layout || next.num.ok() || next.kind == document.Heading && l.kind != document.Heading || endsSentence(l.text) {
		return false
	}
	if fullTypeLine(l.plain) || motto(l.plain) || captionNumber(next.plain) != "" {
		return false
	}
	width := len([]rune(l.text))
	if lowerFirst(next.text) {
		return width*3 >= margin
	}
	word, _, _ := strings.Cut(next.text, " ")
	full := width+len([]rune(word))+1 > margin
	return full && !labelled(next.text) && !basisLine(next.plain) && !allCaps(next.text)
}

// endsSentence tells whether a line ends with closing punctuation.
func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "!")
}

// labelled tells whether a line begins with a short label and a colon.
func labelled(s string) bool {
	i := strings.IndexByte(s, ':')
	return i > 0 && i < 60
}
