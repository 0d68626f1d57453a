package document

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Tables without upright lines: their cells are parted by white space alone, or by level lines. Such a table is found by its
// header, a line of names of columns, or by level lines of one width; it goes on as long as the strips between its columns stay
// white. Ordinary text has gaps too, but they do not stand above each other under names of columns.

const (
	headGap      = 0.6  // white space between the names of columns, in font sizes: more than a space, less than columnGap
	stripLeast   = 0.3  // narrowest strip between columns, in font sizes
	nameGap      = 0.2  // white space between columns whose places are known, in font sizes
	hanging      = 0.15 // how far a name may hang over the white beside its column, in font sizes: it is set in the middle
	wideSpace    = 1.6  // white space between words is no ordinary one from this many ordinary ones on
	rowReach     = 2.4  // baselines of neighbouring lines of a table are no further apart, in font sizes
	rowReachMost = 4.0  // nor those of rows that fill several columns
	lineReach    = 1.45 // as far as wrapped lines of a cell, or of a header, are apart, in font sizes
	looseRow     = 1.18 // lines further apart than wrapped ones by this factor belong to different rows
	farApart     = 1.3  // lines are no row of a table when they stand further from it than its rows from each other, by this factor
	nameMost     = 9    // words in the name of a column, or a line of it
	runMost      = 3    // lines one after another that reach over columns: the wrapped heading of a group
)

// unruledTables takes the tables without upright lines out of the lines of a page. frames are level lines that are part of no
// drawn table; before is the table that may go on from the page before, nil when there is none.
func unruledTables(lines []textLine, frames []levelFrame, before *ruledGrid) (tables []*ruledGrid, rest []textLine) {
	failed := 0
	for i := 0; i < len(lines); {
		if failed == failedMost {
			return tables, append(rest, lines[i:]...)
		}
		if head := letterheadAt(lines, i); head != nil {
			tables = append(tables, head.letterhead())
			i = head.next
			continue
		}
		t, tried := tableAt(lines, i, frames)
		if t == nil && before != nil && len(rest) <= headsMost {
			t = goesOn(lines, i, before)
		}
		if t == nil {
			if tried {
				failed++
			}
			rest = append(rest, lines[i])
			i++
			continue
		}
		rest = rest[:len(rest)-min(t.back, len(rest))] // lines of the header above the one it was known by
		tables = append(tables, t.grid())
		before = nil
		i = t.next
	}
	return tables, rest
}

const (
	headsMost  = 2  // lines of a running head, above the rest of a table
	failedMost = 60 // headers of a page that turn out to be none; no document has so many
)

// unruled is a table without upright lines while it is being read.
type unruled struct {
	head, body []textLine
	cores      []box // where the names of columns stand, as far as they tell
	divided    *divided
	zones      [][]box // for each pair of neighbouring columns, what is still white between them
	levels     []box   // level lines of the table, nil when it has none
	size       float64 // of its font
	back       int     // lines of the header above the line it was known by
	next       int     // index of the line below the table
	sure       bool
}

// tableAt gives the table whose header is known by a line, nil when there is none. tried tells that it was looked for.
func tableAt(lines []textLine, i int, frames []levelFrame) (table *unruled, tried bool) {
	l := &lines[i]
	for k := range frames {
		f := &frames[k]
		if l.baseline > f.levels[0].top && l.baseline < f.levels[1].top && l.left >= f.left-ruleJoin && l.right <= f.right+ruleJoin {
			if t := framed(lines, i, f); t != nil {
				return t, true
			}
			tried = true
		}
	}
	if !namesColumns(l) {
		return nil, tried
	}
	t := &unruled{size: l.size}
	from, to, cores, d := headerAround(lines, i)
	t.head, t.back, t.divided = lines[from:to], i-from, d
	if len(cores) < 2 {
		return nil, true
	}
	if d != nil {
		d.line -= from
	}
	t.between(cores)
	t.grow(lines, to)
	if !t.holds() {
		return nil, true
	}
	return t, true
}

// between begins with the white space between the names of columns.
func (t *unruled) between(cores []box) {
	t.cores = cores
	hang := hanging * t.size
	right := cores[0].right
	for _, c := range cores[1:] {
		t.zones = append(t.zones, []box{{left: right - hang, right: c.left + hang}})
		right = max(right, c.right)
	}
}

// narrow takes what a line leaves white of the zones. Where that is a space between words the line tells nothing: it may belong to a
// text over two columns.
func (t *unruled) narrow(l *textLine) {
	white, ordinary := whiteOf(l), l.space()
	for k, z := range t.zones {
		strips := stripsOf(z, white, stripLeast*t.size)
		if len(strips) == 0 {
			continue
		}
		if gap := gapAt(white, widest(strips)); !gap.inside(l) || gap.width() >= wideSpace*ordinary {
			t.zones[k] = strips
		}
	}
}

// gapAt gives the white strip of a line of which s is a part.
func gapAt(white []box, s box) box {
	return white[slices.IndexFunc(white, func(w box) bool { return w.right >= s.right })]
}

// inside reports a strip with words of the line on both sides.
func (b box) inside(l *textLine) bool { return b.left >= l.left && b.right <= l.right }

// crosses counts the zones of which a line leaves nothing white.
func (t *unruled) crosses(l *textLine) int {
	white := whiteOf(l)
	n := 0
	for _, z := range t.zones {
		if len(t.leaves(z, white)) == 0 {
			n++
		}
	}
	return n
}

// leaves gives what a line leaves white of a zone: of a narrow one, which is well known, less is enough.
func (t *unruled) leaves(zone, white []box) []box {
	least := stripLeast
	if len(zone) == 1 && zone[0].width() <= t.size/2 {
		least = nameGap
	}
	return stripsOf(zone, white, least*t.size)
}

// whiteOf gives the white strips of a line, those at its ends without bounds.
func whiteOf(l *textLine) []box {
	out := make([]box, 0, len(l.words)+1)
	right := math.Inf(-1)
	for _, w := range l.words {
		if w.left > right {
			out = append(out, box{left: right, right: w.left})
		}
		right = max(right, w.right)
	}
	return append(out, box{left: right, right: math.Inf(1)})
}

// stripsOf gives what two lists of strips share, in order, where it is no narrower than most.
func stripsOf(a, b []box, most float64) []box {
	var out []box
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if s := (box{left: max(a[i].left, b[j].left), right: min(a[i].right, b[j].right)}); s.right-s.left >= most {
			out = append(out, s)
		}
		if a[i].right < b[j].right {
			i++
		} else {
			j++
		}
	}
	return out
}

// grow takes the lines below the header, from the index given on, that keep to the columns.
func (t *unruled) grow(lines []textLine, from int) {
	i, step := from, 0.0
	for i < len(lines) && i-from < maxGridLines {
		l := &lines[i]
		if i > 0 && !t.reaches(&lines[i-1], lines[i:], step) || isPageNumber(lines, i) {
			break
		}
		if i > from {
			step = max(step, l.baseline-lines[i-1].baseline)
		}
		n := 1
		if t.crosses(l) > 0 || t.running(l) {
			if n = t.group(lines[i:]); n == 0 {
				break
			}
		} else if !t.numberedGroup(l) || len(l.parts(wideSpace*l.space()/l.size)) > 2 { // the heading of a group may reach over columns
			t.narrow(l)
		}
		i += n
	}
	t.body, t.next = lines[from:i], i
	for len(t.body) > 0 {
		n := t.tail()
		if n == 0 {
			break
		}
		t.body, t.next = t.body[:len(t.body)-n], t.next-n
	}
}

// reaches reports lines near enough to the line above them to be of the same table: near, or not too far and clearly a row or the
// heading of a group. step is how far apart the rows so far stand, 0 before there are two.
func (t *unruled) reaches(above *textLine, lines []textLine, step float64) bool {
	gap, size := lines[0].baseline-above.baseline, max(lines[0].size, t.size)
	switch {
	case gap <= rowReach*size:
		return true
	case gap > rowReachMost*size:
		return false
	}
	return t.row(lines) || t.crosses(&lines[0]) > 0 && t.group(lines) > 0 || (step == 0 || gap <= farApart*step) && t.numberedGroup(&lines[0])
}

// numberedGroup reports a line that is a number and a text in the next column: the heading of a group.
func (t *unruled) numberedGroup(l *textLine) bool {
	return len(l.words) > 1 && t.crosses(l) == 0 && rowMark(l.words[0].text) && l.words[0].text != "-" && l.words[0].text != "+" &&
		l.words[1].left-l.words[0].right >= wideSpace*l.space() && t.columnsOn(l)[0] == 0
}

// isPageNumber reports the last line of a page that is only a number.
func isPageNumber(lines []textLine, i int) bool {
	return i == len(lines)-1 && strings.Trim(lines[i].text(), "0123456789-–/ ") == ""
}

// group tells how many of the lines from the first on, which reaches over columns, are one row of the table: a row with its
// amount in the last column, or the heading of a group that rows follow. 0 when the table ends.
func (t *unruled) group(lines []textLine) int {
	l := &lines[0]
	if t.amount(l) {
		return 1
	}
	if !l.bold() && !rowMark(l.words[0].text) && !allCapitals(l.text()) {
		return 0
	}
	for n := 1; n <= runMost && n < len(lines); n++ {
		next := &lines[n]
		switch {
		case next.baseline-lines[n-1].baseline > rowReachMost*max(next.size, t.size):
			return 0
		case t.crosses(next) > 0 || t.running(next):
			continue
		case t.row(lines[n:]):
			return n
		}
		return 0
	}
	return 0
}

// running reports a line that fits between the columns by chance: ordinary text, justified perhaps, whose spaces lie where strips
// are. A row has wider gaps, or a number in front.
func (t *unruled) running(l *textLine) bool {
	marked := len(l.words) > 1 && rowMark(l.words[0].text) && t.column(&l.words[1]) > 0
	if len(l.words) < 3 || marked || isFigure(l.words[len(l.words)-1].text) {
		return false
	}
	white, ordinary := whiteOf(l), l.space()
	both, narrow := 0, false
	for k, z := range t.zones {
		strips := stripsOf(z, white, stripLeast*t.size)
		if len(strips) == 0 {
			continue
		}
		gap := gapAt(white, widest(strips))
		if !gap.inside(l) {
			continue
		}
		if gap.width() >= wideSpace*ordinary {
			return false
		}
		both++
		narrow = k > 0 && widest(z).width() <= t.size // its place is known: a wrapped line of two cells, one of them justified
	}
	return both > 1 || both == 1 && !narrow
}

// width gives how wide a box is.
func (b box) width() float64 { return b.right - b.left }

// space gives the ordinary white space between the words of a line.
func (l *textLine) space() float64 {
	var gaps []float64
	for i := 1; i < len(l.words); i++ {
		if gap := l.words[i].left - l.words[i-1].right; gap > 0 && gap < l.size {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < 3 {
		return 0.3 * l.size
	}
	return quantile(gaps, 0.5)
}

// row reports lines that begin with a row of the table: what is close together fills most columns, or one and the last.
func (t *unruled) row(lines []textLine) bool {
	filled := map[int]bool{}
	for i := range lines {
		l := &lines[i]
		if i > 0 && l.baseline-lines[i-1].baseline > lineReach*max(l.size, t.size) || i > 2*runMost || t.crosses(l) > 0 || t.running(l) {
			break
		}
		for _, c := range t.columnsOn(l) {
			filled[c] = true
		}
	}
	return len(filled) > 1 && (filled[len(t.zones)] || 2*len(filled) > len(t.zones)+1)
}

// amount reports a line that reaches over columns and has a figure of its own in the last.
func (t *unruled) amount(l *textLine) bool {
	last := l.words[len(l.words)-1]
	zone := t.zones[len(t.zones)-1]
	return isFigure(last.text) && last.left >= zone[0].left && len(l.words) > 1 && len(stripsOf(zone, whiteOf(l), stripLeast*t.size)) > 0
}

// columnsOn gives the columns that a line fills, in order.
func (t *unruled) columnsOn(l *textLine) []int {
	var out []int
	for _, w := range l.words {
		if c := t.column(&w); len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}

// column gives the column a word stands in.
func (t *unruled) column(w *word) int {
	x := (w.left + w.right) / 2
	for c, z := range t.zones {
		if s := widest(z); x < (s.left+s.right)/2 {
			return c
		}
	}
	return len(t.zones)
}

// widest gives the widest of some strips.
func widest(strips []box) box {
	return slices.MaxFunc(strips, func(a, b box) int { return cmp.Compare(a.width(), b.width()) })
}

// tail tells how many lines at the end of the body are no rows: lines in one column, apart from those above, or lines without an
// amount that stand further apart than rows do.
func (t *unruled) tail() int {
	n, row := 0, false
	for i := len(t.body) - 1; i >= 0; i-- {
		l := &t.body[i]
		row = row || len(t.columnsOn(l)) > 1 && (t.crosses(l) == 0 || t.amount(l))
		if isFigure(l.words[len(l.words)-1].text) && t.column(&l.words[len(l.words)-1]) == len(t.zones) {
			return 0
		}
		n++
		if i == 0 {
			break
		}
		if gap := l.baseline - t.body[i-1].baseline; gap > lineReach*max(l.size, t.size) {
			if row && (i == 1 || gap <= farApart*widestStep(t.body[:i])) {
				return 0
			}
			return n
		}
	}
	if row {
		return 0
	}
	return n
}

// widestStep gives how far apart lines stand, at most.
func widestStep(lines []textLine) float64 {
	step := 0.0
	for i := 1; i < len(lines); i++ {
		step = max(step, lines[i].baseline-lines[i-1].baseline)
	}
	return step
}

// allCapitals reports a text without small letters.
func allCapitals(s string) bool { return strings.ToUpper(s) == s && strings.ToLower(s) != s }

// holds reports that what was found is a table: two lines below the header fill several columns, or one that shows a row by its
// number or amount. Of two columns one counts the rows or holds amounts; others are fields and values.
func (t *unruled) holds() bool {
	n, shown := 0, false
	for i := range t.body {
		l := &t.body[i]
		c := t.columnsOn(l)
		if len(c) < 2 {
			continue
		}
		n++
		last := c[len(c)-1] == len(t.zones) && isFigure(l.words[len(l.words)-1].text)
		shown = shown || last || c[0] == 0 && rowMark(l.words[0].text) && t.column(&l.words[1]) > 0
	}
	return shown || n >= 2 && len(t.zones) > 1
}

// restOfCell reports lines that go on in the middle of a sentence in one column, with a row below them.
func (t *unruled) restOfCell(lines []textLine) bool {
	if startsUpper(lines[0].text()) || t.columnsOn(&lines[0])[0] == 0 {
		return false
	}
	for n := 0; n < min(len(lines), runMost+1); n++ {
		switch {
		case t.crosses(&lines[n]) > 0:
			return false
		case len(t.columnsOn(&lines[n])) > 1:
			return t.row(lines[n:])
		}
	}
	return false
}

// goesOn gives the rest of a table of the page before, which has no header here; nil when the line keeps not to its columns.
func goesOn(lines []textLine, i int, before *ruledGrid) *unruled {
	if slices.ContainsFunc(lines[i:min(i+nameMost, len(lines))], func(l textLine) bool { return namesColumns(&l) }) {
		return nil // the header is repeated
	}
	t := &unruled{size: lines[i].size}
	for _, s := range before.strips {
		t.zones = append(t.zones, []box{s})
	}
	if t.crosses(&lines[i]) > 0 || !t.row(lines[i:]) && !t.restOfCell(lines[i:]) {
		return nil
	}
	t.grow(lines, i)
	if len(t.body) == 0 {
		return nil
	}
	return t
}
