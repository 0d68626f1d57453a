package document

import (
	"math"
	"slices"
	"sort"

	"github.com/rasoat/rasoat/internal/viet"
)

// rowLine is a line of a table with the text it has in each column.
type rowLine struct {
	textLine
	cells  [][]word // by column; a word over several columns stands in the first of them
	over   bool     // reaches over columns
	reach  [2]int   // columns of a name over several, the first and the last; both 0 when there is none
	anchor bool     // has what a row has once: its number or its amount
}

// split puts the words of a line into columns. Where the line reaches over the strip between columns, what is joined stands in
// the first of them.
func (t *unruled) split(l textLine) rowLine {
	r := rowLine{textLine: l, cells: make([][]word, len(t.zones)+1)}
	white := whiteOf(&l)
	ordinary := l.space()
	open := make([]bool, len(t.zones)) // strips that are white on this line
	for k, z := range t.zones {
		if strips := t.leaves(z, white); len(strips) > 0 { // a space in a wide strip is one in a text that reaches into it from both sides
			gap := gapAt(white, widest(strips))
			open[k] = !gap.inside(&l) || gap.width() >= wideSpace*ordinary || widest(z).width() < wideSpace*gap.width()
		}
		r.over = r.over || !open[k]
	}
	if r.over { // its spaces part no columns
		for k, z := range t.zones {
			open[k] = open[k] && gapAt(white, widest(t.leaves(z, white))).width() >= wideSpace*ordinary
		}
	}
	cell, last := 0, 0
	for i, w := range l.words {
		c := t.column(&w)
		if i == 0 || c > last && slices.Contains(open[last:c], true) {
			cell = c
		}
		last = max(last, c)
		r.cells[cell] = append(r.cells[cell], w)
	}
	return r
}

// names puts the words of a line of the header into the columns whose names they are part of.
func (t *unruled) names(l textLine) rowLine {
	if len(t.cores) == 0 {
		return t.split(l)
	}
	r := rowLine{textLine: l, cells: make([][]word, len(t.zones)+1)}
	for _, p := range namesOn(&l, t.cores) {
		if d := t.divided; d != nil && p.left >= d.name.left && p.right <= d.name.right && !t.below(&l) {
			r.reach = [2]int{d.from, d.to}
			r.cells[d.from] = append(r.cells[d.from], p.words...)
			continue
		}
		c, over := columnAt(t.cores, p.box), 0
		for _, core := range t.cores {
			if min(core.right, p.right)-max(core.left, p.left) > 0 {
				over++
			}
		}
		r.over = r.over || over > 1
		r.cells[c] = append(r.cells[c], p.words...)
	}
	return r
}

// below reports a line of the header with, or under, the names that another name stands over.
func (t *unruled) below(l *textLine) bool {
	i := len(t.head) - 1
	for i > 0 && t.head[i].baseline > l.baseline {
		i--
	}
	return t.divided != nil && i >= t.divided.line
}

// grid gives the table with its cells.
func (t *unruled) grid() *ruledGrid {
	t.partFigures()
	var body []rowLine
	for _, l := range t.body {
		body = append(body, t.split(l))
	}
	t.anchor(body)
	rows := [][]rowLine{}
	if len(t.head) > 0 {
		var head []rowLine
		for _, l := range t.head {
			head = append(head, t.names(l))
		}
		if d := t.divided; d != nil {
			rows = append(rows, head[:d.line])
			head = head[d.line:]
		}
		if len(head) > 0 {
			rows = append(rows, head)
		}
	}
	rows = append(rows, t.rows(body)...)
	return t.build(rows)
}

// anchor finds the columns that a row fills once, and marks the lines that fill one of them.
func (t *unruled) anchor(body []rowLine) {
	last := len(t.zones)
	number, amount := t.numbered(body), -1
	for c := last; c > 0 && amount < 0; c-- {
		if mostly(body, c, func(s string) bool { return isFigure(s) }) {
			amount = c
		}
	}
	t.sure = number || amount >= 0
	for i := range body {
		r := &body[i]
		r.anchor = number && len(r.cells[0]) > 0 || amount >= 0 && len(r.cells[amount]) > 0
	}
}

// numbered reports a first column that counts the rows.
func (t *unruled) numbered(body []rowLine) bool {
	for _, l := range t.head {
		if r := t.names(l); len(r.cells[0]) > 0 {
			if slices.Contains(numberNames, viet.Fold(wordsText(r.cells[0]))) {
				return true
			}
		}
	}
	return mostly(body, 0, rowMark)
}

// mostly reports a column most of whose lines are one word of a kind.
func mostly(body []rowLine, column int, kind func(string) bool) bool {
	n, fit := 0, 0
	for i := range body {
		if words := body[i].cells[column]; len(words) > 0 && !body[i].over {
			n++
			if len(words) == 1 && kind(words[0].text) {
				fit++
			}
		}
	}
	return n > 0 && fit*3 >= n*2
}

// wordsText joins words with spaces.
func wordsText(words []word) string { return (&textLine{words: words}).text() }

// rows sorts the lines of the body into rows: between level lines, where those part rows; where lines stand further apart than
// wrapped ones; and by what a row has once.
func (t *unruled) rows(body []rowLine) [][]rowLine {
	pitch := t.pitch(body)
	bands := partition(body, t.levelBetween)
	if len(bands) > 1 && !t.sure {
		t.sure = true
		return bands
	}
	var blocks [][]rowLine
	for _, band := range bands {
		if len(bands) > 1 && countAnchors(band) <= 1 {
			blocks = append(blocks, band)
			continue
		}
		blocks = append(blocks, partition(band, func(a, b *rowLine) bool { return b.baseline-a.baseline > looseRow*pitch+1 })...)
	}
	middle := t.sure && inMiddle(blocks, pitch)
	var out [][]rowLine
	for _, b := range blocks {
		rows := t.divide(b, pitch, middle, len(blocks) == 1)
		if n := len(out); n > 0 && t.sure && goesOnAbove(b) {
			if above := out[n-1]; !t.levelBetween(&above[len(above)-1], &b[0]) {
				out[n-1] = append(above, rows[0]...)
				rows = rows[1:]
			}
		}
		out = append(out, rows...)
	}
	return out
}

// partition cuts lines where two neighbours are parted.
func partition(lines []rowLine, parted func(a, b *rowLine) bool) [][]rowLine {
	var out [][]rowLine
	from := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || parted(&lines[i-1], &lines[i]) {
			out = append(out, lines[from:i:i])
			from = i
		}
	}
	return out
}

// levelBetween reports a level line between two lines.
func (t *unruled) levelBetween(a, b *rowLine) bool {
	return slices.ContainsFunc(t.levels, func(r box) bool { return r.top > a.baseline && r.top < b.baseline })
}

// countAnchors counts the lines with what a row has once.
func countAnchors(lines []rowLine) int {
	n := 0
	for i := range lines {
		if lines[i].anchor {
			n++
		}
	}
	return n
}

// goesOnAbove reports lines apart that are no row of their own: they have nothing that a row has, and begin as an item of a
// list or in the middle of a sentence.
func goesOnAbove(block []rowLine) bool {
	for i := range block {
		if block[i].anchor || block[i].over || block[i].bold() {
			return false
		}
	}
	text := block[0].text()
	return startsItem(text) && !isNumberMark(block[0].words[0].text) || !startsUpper(text)
}

// pitch gives the distance of wrapped lines: what lines that follow each other in one column mostly are apart, at least.
func (t *unruled) pitch(body []rowLine) float64 {
	var steps []float64
	for i := 1; i < len(body); i++ {
		step := body[i].baseline - body[i-1].baseline
		if step >= 0.9*t.size && step <= lineReach*t.size {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		return 1.15 * t.size
	}
	return quantile(steps, 0.2)
}

// inMiddle reports rows whose short cells stand in the middle of the long ones: lines stand between the lines of other columns,
// or rows begin above their number or amount, which stands beside the middle of a sentence.
func inMiddle(blocks [][]rowLine, pitch float64) bool {
	above, anchors, amid := false, 0, 0
	for _, b := range blocks {
		anchored := false
		for i := range b {
			if i > 0 && b[i].baseline-b[i-1].baseline < 0.8*pitch {
				return true
			}
			if b[i].anchor {
				anchored = true
				anchors++
				if text := b[i].longest(); text != "" && !startsUpper(text) {
					amid++
				}
			}
		}
		above = above || anchored && !b[0].anchor && !b[0].over
	}
	return above && (len(blocks) > 1 || amid*5 > anchors)
}

// longest gives the longest text that a line has in one column.
func (r *rowLine) longest() string {
	text := ""
	for _, words := range r.cells {
		if s := wordsText(words); len(s) > len(text) {
			text = s
		}
	}
	return text
}

// divide cuts lines close together into rows; whole tells that they are all of the table, with no white between rows.
func (t *unruled) divide(block []rowLine, pitch float64, middle, whole bool) [][]rowLine {
	var anchors []int
	for i := range block {
		if block[i].anchor || block[i].over && !withNeighbour(block, i, pitch) {
			anchors = append(anchors, i)
		}
	}
	if !t.sure {
		return t.byFirst(block)
	}
	if len(anchors) == 0 || len(anchors) == 1 && !whole {
		return [][]rowLine{block}
	}
	cuts := anchors // what stands above the first is the rest of a row that a page break cut
	if middle {
		cuts = centredCuts(block, anchors, pitch)
	}
	var out [][]rowLine
	from := 0
	for _, to := range append(cuts, len(block)) {
		if to > from {
			out = append(out, block[from:to])
			from = to
		}
	}
	return out
}

// centredCuts gives where rows begin whose numbers or amounts stand in their middle: each row ends as far below as it begins
// above. Rows are followed down from the first line or, where a page break took the beginning of the first, up from the last.
func centredCuts(block []rowLine, anchors []int, pitch float64) []int {
	top, bottom := block[0].baseline-pitch/2, block[len(block)-1].baseline+pitch/2
	var down, up []float64
	for _, a := range anchors {
		top = max(2*block[a].baseline-top, block[a].baseline)
		down = append(down, top)
	}
	for _, a := range slices.Backward(anchors) {
		up = append(up, bottom)
		bottom = min(2*block[a].baseline-bottom, block[a].baseline)
	}
	edges := down[:len(down)-1]
	if last := block[len(block)-1].baseline + pitch/2; math.Abs(down[len(down)-1]-last) > pitch/2 {
		if above := block[0].baseline - pitch/2; bottom > above-pitch/2 {
			edges = append(up, bottom)[1:]
			slices.Reverse(edges)
		} else {
			edges = down // the page break took the end of the last
		}
	}
	var cuts []int
	for _, e := range edges {
		cuts = append(cuts, sort.Search(len(block), func(i int) bool { return block[i].baseline > e }))
	}
	return cuts
}

// withNeighbour reports a line over columns that is one row with the number or amount near it, or goes on with the line above.
func withNeighbour(block []rowLine, i int, pitch float64) bool {
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < len(block) && block[k].anchor && math.Abs(block[k].baseline-block[i].baseline) < 0.8*pitch {
			return true
		}
	}
	return i > 0 && block[i-1].over && !rowMark(block[i].words[0].text)
}

// byFirst cuts lines into rows where the first column begins anew.
func (t *unruled) byFirst(block []rowLine) [][]rowLine {
	var out [][]rowLine
	for i := range block {
		r := &block[i]
		if i == 0 || r.over || len(r.cells[0]) > 0 && startsUpper(r.cells[0][0].text) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], *r)
	}
	return out
}

// build lays rows out as a grid.
func (t *unruled) build(rows [][]rowLine) *ruledGrid {
	g := &ruledGrid{unsure: !t.sure, size: t.size}
	g.xs = append(g.xs, t.left())
	for _, z := range t.zones {
		s := widest(z)
		g.strips = append(g.strips, s)
		g.xs = append(g.xs, (s.left+s.right)/2)
	}
	g.xs = append(g.xs, t.right())
	for r, lines := range rows {
		g.ys = append(g.ys, lines[0].top)
		cells := make([][]word, len(g.xs)-1)
		reach := make([]int, len(cells)) // the last column that a cell covers
		for c := range reach {
			reach[c] = c
		}
		for i := range lines {
			if span := lines[i].reach; span[1] > 0 {
				reach[span[0]] = span[1]
			}
			for c, words := range lines[i].cells {
				cells[c] = append(cells[c], words...)
				for _, w := range words {
					if lines[i].over && w.right > g.xs[c+1] {
						reach[c] = max(reach[c], t.column(&w))
					}
				}
			}
		}
		for c := 0; c < len(cells); {
			to := c + 1
			for to <= reach[c] && len(cells[to]) == 0 {
				to++
			}
			g.cells = append(g.cells, ruledCell{
				row: r, column: c, rows: 1, columns: to - c, words: cells[c],
				box: box{g.xs[c], lines[0].top, g.xs[to], lines[len(lines)-1].bottom},
			})
			c = to
		}
	}
	last := rows[len(rows)-1]
	g.ys = append(g.ys, last[len(last)-1].bottom)
	g.box = box{g.xs[0], rows[0][0].baseline, g.xs[len(g.xs)-1], g.ys[len(g.ys)-1]}
	return g
}

// left gives where the first column begins.
func (t *unruled) left() float64 {
	left := t.body[0].left
	for _, l := range slices.Concat(t.head, t.body) {
		left = min(left, l.left)
	}
	return left - 1
}

// right gives where the last column ends.
func (t *unruled) right() float64 {
	right := t.body[0].right
	for _, l := range slices.Concat(t.head, t.body) {
		right = max(right, l.right)
	}
	return right + 1
}
