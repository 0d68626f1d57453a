package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/viet"
)

// pdfItem is a line or a drawn table on a page.
type pdfItem struct {
	line  textLine
	table *ruledGrid
}

// pdfContent is what a page says, from top to bottom.
type pdfContent struct {
	page  *pdfPage
	items []pdfItem
	notes []textLine // footnotes
	foot  float64    // height of the short line that stands above footnotes, 0 when there is none
}

// pdfFlow turns the content of pages into blocks.
type pdfFlow struct {
	in          *input
	left, right float64    // margins of the text
	pitch       float64    // usual distance of lines
	open        []textLine // the paragraph being put together
	paras       int
	tables      int
	unruled     int // page of the last table without lines that was told of
	last        lastTable
	notes       []textLine // footnotes that the open paragraph or table goes on around
}

// lastTable is the table given last, for one that goes on after a page break.
type lastTable struct {
	grid   *ruledGrid
	number int
	rows   int
	head   []Block
	ended  bool // something came after it
}

// content takes the items of a page in reading order. before is the table without lines that ended the page before, which may go
// on; nil when there is none.
func (p *pdfPage) content(before *ruledGrid) pdfContent {
	drawn, levels := grids(p.rules)
	outer, rest := fill(drawn, p.words())
	c := pdfContent{page: p}
	for _, r := range levels {
		if r.top > p.height/2 && r.width() < p.width/2 {
			c.foot = max(c.foot, r.top)
		}
	}
	unruled, lines := unruledTables(linesOf(rest, p.number), levelFrames(levels, p.rules), before)
	for _, l := range lines {
		c.items = append(c.items, pdfItem{line: l})
	}
	for _, t := range slices.Concat(outer, unruled) {
		c.items = append(c.items, pdfItem{table: t})
	}
	slices.SortStableFunc(c.items, func(a, b pdfItem) int {
		switch x, y := a.top(), b.top(); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return c
}

// ending gives the table without lines that ends a page, with nothing but footnotes and a page number below it; nil when there is
// none.
func (c *pdfContent) ending() *ruledGrid {
	i := len(c.items) - 1
	for i >= 0 && c.items[i].table == nil {
		i--
	}
	if i < 0 || c.items[i].table.strips == nil {
		return nil
	}
	t := c.items[i].table
	for _, below := range c.items[i+1:] {
		if below.line.baseline < (1-edge)*c.page.height && !c.smallPrint(&below.line, t.size) {
			return nil
		}
	}
	return t
}

// top gives where an item begins.
func (it *pdfItem) top() float64 {
	if it.table != nil {
		return it.table.top
	}
	return it.line.baseline
}

// measure finds the margins and the line distance of the text of a page; a page with too little text keeps those of
// the page before.
func (f *pdfFlow) measure(c pdfContent) {
	var lefts, rights, steps []float64
	for i, it := range c.items {
		if it.table != nil {
			continue
		}
		if it.line.right-it.line.left > c.page.width/2 {
			lefts = append(lefts, it.line.left)
			rights = append(rights, it.line.right)
		}
		if i > 0 && c.items[i-1].table == nil {
			step := it.line.baseline - c.items[i-1].line.baseline
			if step > 0.9*it.line.size && step < 2.2*it.line.size {
				steps = append(steps, step)
			}
		}
	}
	if len(rights) >= 3 || f.right == 0 && len(rights) > 0 {
		f.left, f.right = quantile(lefts, 0.1), quantile(rights, 0.9)
	}
	if len(steps) >= 3 {
		f.pitch = quantile(steps, 0.4)
	}
	if f.right == 0 {
		f.left, f.right = 0.1*c.page.width, 0.9*c.page.width
	}
}

// quantile gives the value below which a share of the list lies.
func quantile(list []float64, share float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

// page gives the blocks of a page; its last paragraph may go on.
func (f *pdfFlow) page(c pdfContent) error {
	c.takeNotes()
	f.measure(c)
	for i := 0; i < len(c.items); {
		if err := f.in.m.tick(); err != nil {
			return err
		}
		if c.items[i].table != nil {
			if err := f.table(c.items[i].table, c.page.number); err != nil {
				return err
			}
			i++
			continue
		}
		lines := linesFrom(c.items[i:])
		if n := columnRun(lines); n > 0 {
			if err := f.columns(lines[:n], c.page.number); err != nil {
				return err
			}
			i += n
			continue
		}
		if err := f.line(lines[0]); err != nil {
			return err
		}
		i++
	}
	f.notes = append(f.notes, c.notes...)
	return nil
}

// finish gives what is still open.
func (f *pdfFlow) finish() error {
	if err := f.flush(); err != nil {
		return err
	}
	return f.giveNotes()
}

// linesFrom gives the lines before the next table.
func linesFrom(items []pdfItem) []textLine {
	var out []textLine
	for _, it := range items {
		if it.table != nil || len(out) >= 200 {
			break
		}
		out = append(out, it.line)
	}
	return out
}

// line adds a line to the open paragraph or begins another.
func (f *pdfFlow) line(l textLine) error {
	f.last.ended = true
	if len(f.open) > 0 && f.begins(&l) {
		if err := f.flush(); err != nil {
			return err
		}
	}
	f.open = append(f.open, l)
	return nil
}

// begins reports a line that begins a paragraph.
func (f *pdfFlow) begins(l *textLine) bool {
	prev := &f.open[len(f.open)-1]
	a, b := prev.words[len(prev.words)-1], l.words[0]
	text := l.text()
	switch {
	case (startsItem(text) || numbersDivision(text)) && (!f.wrapped(prev, l) || l.bold() && beginsChapter(text)), !a.sameWeight(&b) && (prev.bold() || l.bold()), !near(a.size, b.size, 0.8):
		return true
	case f.roomFor(prev, l), beginsField(text) && beginsField(f.open[0].text()) && near(l.left, f.open[0].left, 2):
		return true
	case prev.page != l.page:
		return endsSentence(prev.text())
	case f.pitch > 0 && l.baseline-prev.baseline > 1.3*f.pitch:
		return true
	}
	indent := l.left - prev.left
	first := len(f.open) == 1
	switch {
	case len(l.words) > 2 && f.centered(l) && f.level(prev) && allCapitals(text) && !allCapitals(prev.text()):
		return true // who issues, below the title
	case f.centered(l) && (f.centered(prev) || f.level(prev) && !endsSentence(prev.text())):
		return false
	case indent > 8 && !(first && startsItem(prev.text())):
		return true
	case indent > -4 && l.left > f.left+8 && endsSentence(prev.text()) && startsUpper(text):
		return true
	}
	return false
}

// wrapped reports a line that only looks like the start of an item because a number came to stand first: a line that
// goes on at the margin under a full one that did not end.
func (f *pdfFlow) wrapped(prev, l *textLine) bool {
	return near(l.left, f.left, 4) && prev.left > f.left+8 && !endsSentence(prev.text()) && !f.roomFor(prev, l)
}

// roomFor reports that the first word of l had room at the end of prev.
func (f *pdfFlow) roomFor(prev, l *textLine) bool {
	if f.centered(prev) {
		first := l.words[0]
		return prev.right-prev.left+0.28*prev.size+first.right-first.left < f.right-f.left-0.35*prev.size
	}
	return prev.fits(l, f.right)
}

// level reports a line with about the same white space, or none, on both sides.
func (f *pdfFlow) level(l *textLine) bool { return near(l.left-f.left, f.right-l.right, 14) }

// centered reports a line with the same white space on both sides.
func (f *pdfFlow) centered(l *textLine) bool {
	before, after := l.left-f.left, f.right-l.right
	return f.level(l) && (before > 14 || before > 2 && after > 2 && l.bold()) && !startsItem(l.text())
}

// endsSentence reports text that ends with a stop.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `"”’) `))
	return strings.ContainsRune(".;:!?", r)
}

// startsUpper reports text that starts with a capital letter or a mark.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !unicode.IsLower(r)
}

// flush gives the open paragraph.
func (f *pdfFlow) flush() error {
	lines := f.open
	f.open = nil
	if len(lines) == 0 {
		return nil
	}
	text := tidy(f.decode(lines))
	if text == "" {
		return nil
	}
	f.paras++
	b := Block{Text: text, Bold: true, Centered: true, Place: Place{Page: lines[0].page, Para: f.paras}}
	for i := range lines {
		b.Bold = b.Bold && lines[i].bold()
		b.Centered = b.Centered && f.centered(&lines[i])
	}
	if level := numberedHeading(text); b.Bold && level > 0 && len(lines) <= 4 {
		b.Kind, b.Level = Heading, level
	}
	if err := f.in.add(b); err != nil || len(f.notes) == 0 {
		return err
	}
	return f.giveNotes()
}

// decode joins lines and decodes them by the fonts of their words.
func (f *pdfFlow) decode(lines []textLine) string {
	var segs []segment
	for i := range lines {
		for j, w := range lines[i].words {
			text := w.text
			if i+j > 0 && !(j == 0 && hyphenated(&lines[i-1])) {
				text = " " + text
			}
			segs = append(segs, segment{text: text, enc: w.encoding()})
		}
	}
	text, _, _ := f.in.legacy.join(segs)
	return text
}

// hyphenated reports a line that ends inside a word.
func hyphenated(l *textLine) bool {
	last := l.words[len(l.words)-1].text
	return len(last) > 1 && strings.HasSuffix(last, "-")
}

// columns gives the rows of a table without lines.
func (f *pdfFlow) columns(lines []textLine, page int) error {
	if err := f.flush(); err != nil {
		return err
	}
	f.tables++
	f.last = lastTable{ended: true}
	rows, columns := columnRows(lines)
	if len(columns) >= unruledColumns && len(rows) > 1 {
		f.uncertain(page)
	}
	for i, r := range rows {
		b := Block{Kind: Row, Place: Place{Page: page, Table: f.tables, Row: i + 1}}
		for c, parts := range r.cells {
			right := f.right
			if c+1 < len(columns) {
				right = columns[c].right + 1
			}
			text := tidy(f.in.legacy.run(joinCell(parts, right), viet.Unicode))
			b.Cells = append(b.Cells, Cell{Text: text, Column: c, ColSpan: 1, RowSpan: 1})
		}
		if err := f.in.m.cell(len(b.Cells)); err != nil {
			return err
		}
		if err := f.in.add(b); err != nil {
			return err
		}
	}
	return nil
}

// uncertain tells of a page with a table without lines that may be read wrongly, once for each page.
func (f *pdfFlow) uncertain(page int) {
	if f.unruled != page {
		f.unruled = page
		f.in.partial("page %d has a table without lines: its cells were parted by the space between them, and some may be run together", page)
	}
}

// unruledColumns is from how many columns on a table without lines is uncertain: letterheads and signatures have two or three,
// far apart.
const unruledColumns = 4

// table gives the rows of a drawn table. One that has the columns of the table before, with nothing between, goes on
// with it, and its repeated head is dropped.
func (f *pdfFlow) table(g *ruledGrid, page int) error {
	if err := f.flush(); err != nil {
		return err
	}
	more := !f.last.ended && f.last.grid != nil && sameColumns(f.last.grid, g)
	if !more {
		f.tables++
		f.last = lastTable{number: f.tables}
	}
	f.last.grid = g
	if g.unsure {
		f.uncertain(page)
	}
	rows, err := f.rows(g, page, f.last.number)
	if err != nil {
		return err
	}
	if more {
		rows = withoutHead(rows, f.last.head)
		rows = f.goOn(rows)
	} else {
		f.last.head = rows[:min(len(rows), 4)]
	}
	for _, b := range rows {
		f.last.rows++
		b.Place.Row = f.last.rows
		if err := f.in.add(b); err != nil {
			return err
		}
	}
	return nil
}

// goOn adds a first row that only goes on with the row cut by the page break to that row: it has no number and no figures,
// and what it says starts in the middle of a sentence, or stands in several columns that the row above fills too.
func (f *pdfFlow) goOn(rows []Block) []Block {
	blocks := f.in.doc.Blocks
	if len(rows) == 0 || len(blocks) == 0 || f.last.rows == 0 {
		return rows
	}
	row, above := rows[0], blocks[len(blocks)-1]
	if len(row.Cells) != len(above.Cells) || len(row.Cells) < 2 || row.Cells[0].Text != "" || above.Cells[0].Text == "" {
		return rows
	}
	filled, upper := 0, false
	for i, c := range row.Cells {
		if c.Column != above.Cells[i].Column || c.Covered || len(c.Nested) > 0 {
			return rows
		}
		if c.Text != "" {
			if above.Cells[i].Text == "" || isFigure(c.Text) || startsUpper(c.Text) && endsSentence(above.Cells[i].Text) {
				return rows
			}
			filled, upper = filled+1, upper || startsUpper(c.Text) && !goesOnText(above.Cells[i].Text, c.Text)
		}
	}
	if upper && filled < 2 {
		return rows
	}
	for i, c := range row.Cells {
		if c.Text != "" {
			above.Cells[i].Text = strings.TrimSpace(above.Cells[i].Text + " " + c.Text)
		}
	}
	return rows[1:]
}

// sameColumns reports tables whose columns stand at the same places: their lines, or the white between them.
func sameColumns(a, b *ruledGrid) bool {
	if a.strips == nil || b.strips == nil {
		return a.strips == nil && b.strips == nil && slices.EqualFunc(a.xs, b.xs, func(x, y float64) bool { return near(x, y, 5) })
	}
	return slices.EqualFunc(a.strips, b.strips, func(x, y box) bool { return x.left <= y.right && y.left <= x.right })
}

// withoutHead drops the first rows where they repeat those of the head.
func withoutHead(rows, head []Block) []Block {
	for n := min(len(rows), len(head)); n > 0; n-- {
		if slices.EqualFunc(rows[:n], head[:n], sameRow) {
			return rows[n:]
		}
	}
	return rows
}

// sameRow reports rows that say the same.
func sameRow(a, b Block) bool {
	return slices.EqualFunc(a.Cells, b.Cells, func(x, y Cell) bool { return x.Text == y.Text && x.Column == y.Column })
}

// rows gives the rows of a grid that hold something.
func (f *pdfFlow) rows(g *ruledGrid, page, number int) ([]Block, error) {
	byRow := make([][]Cell, len(g.ys)-1)
	for i := range g.cells {
		c := &g.cells[i]
		if err := f.in.m.cell(c.rows); err != nil {
			return nil, err
		}
		cell := Cell{Text: f.cellText(c, page), Column: c.column, ColSpan: c.columns, RowSpan: c.rows}
		for _, inner := range c.inner {
			f.tables++
			nested, err := f.rows(inner, page, f.tables)
			if err != nil {
				return nil, err
			}
			cell.Nested = append(cell.Nested, nested...)
		}
		byRow[c.row] = append(byRow[c.row], cell)
		for r := c.row + 1; r < c.row+c.rows; r++ {
			byRow[r] = append(byRow[r], Cell{Text: cell.Text, Column: c.column, ColSpan: c.columns, RowSpan: 1, Covered: true})
		}
	}
	var out []Block
	for _, cells := range byRow {
		slices.SortStableFunc(cells, func(a, b Cell) int { return a.Column - b.Column })
		if !ownText(cells) && !hasNested(cells) {
			continue
		}
		out = append(out, Block{Kind: Row, Cells: cells, Place: Place{Page: page, Table: number, Row: len(out) + 1}})
	}
	return out, nil
}

// cellText decodes what a cell says.
func (f *pdfFlow) cellText(c *ruledCell, page int) string {
	var enc viet.Encoding
	if len(c.words) > 0 {
		enc = c.words[0].encoding()
	}
	return tidy(f.in.legacy.run(c.text(page), enc))
}
