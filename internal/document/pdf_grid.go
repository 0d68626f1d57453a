package document

import (
	"cmp"
	"math"
	"slices"
)

// ruledGrid is a table drawn with lines, or one laid out like it.
type ruledGrid struct {
	box
	xs, ys  []float64
	across  []box // level lines
	upright []box
	cells   []ruledCell
	size    float64 // of the font of a table without upright lines
	strips  []box   // white between the columns of a table without upright lines; nil for a drawn one
	unsure  bool    // how its lines make rows had to be guessed
}

// ruledCell is one cell of a drawn table, which may cover several fields of the grid.
type ruledCell struct {
	row, column   int
	rows, columns int
	box
	words []word
	inner []*ruledGrid
	apart bool // its lines were ended on purpose, all of them
}

// ruleJoin is how far apart lines may end that are meant to meet.
const ruleJoin = 3.5

// grids finds the tables that the lines of a page draw: lines that meet, at least two each way. levels are the level lines that
// belong to none.
func grids(rules []box) (tables []*ruledGrid, levels []box) {
	across, upright := straighten(rules)
	if len(across) < 2 || len(upright) < 2 {
		return nil, across
	}
	group := make([]int, len(across)+len(upright))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i, h := range across {
		for j, v := range upright {
			if v.left >= h.left-ruleJoin && v.left <= h.right+ruleJoin && h.top >= v.top-ruleJoin && h.top <= v.bottom+ruleJoin {
				group[root(i)] = root(len(across) + j)
			}
		}
	}
	byRoot := map[int]*ruledGrid{}
	var out []*ruledGrid
	take := func(i int) *ruledGrid {
		g := byRoot[root(i)]
		if g == nil {
			g = &ruledGrid{}
			byRoot[root(i)] = g
			out = append(out, g)
		}
		return g
	}
	for i, h := range across {
		g := take(i)
		g.across = append(g.across, h)
	}
	for j, v := range upright {
		g := take(len(across) + j)
		g.upright = append(g.upright, v)
	}
	for _, g := range out {
		g.close()
		if g.lay() {
			tables = append(tables, g)
		} else {
			levels = append(levels, g.across...)
		}
	}
	return tables, levels
}

// openMost is how many upright lines a table must have that end together, for them to be those of a row cut by the edge of the
// page.
const openMost = 3

// close draws the line that is missing where the break of a page cuts a row: its upright lines go on, to end together, beyond
// the last level line, or begin together before the first.
func (g *ruledGrid) close() {
	if len(g.across) == 0 || len(g.upright) < openMost {
		return
	}
	first, last := g.across[0].top, g.across[0].top
	for _, h := range g.across {
		first, last = min(first, h.top), max(last, h.top)
	}
	above, below := box{left: math.Inf(1)}, box{left: math.Inf(1)}
	ends := func(b *box, x, y float64) {
		b.left, b.right, b.top = min(b.left, x), max(b.right, x), y
	}
	starts, stops := 0, 0
	top, bottom := first, last
	for _, v := range g.upright {
		top, bottom = min(top, v.top), max(bottom, v.bottom)
	}
	for _, v := range g.upright {
		if near(v.top, top, ruleJoin) {
			starts++
			ends(&above, v.left, top)
		}
		if near(v.bottom, bottom, ruleJoin) {
			stops++
			ends(&below, v.left, bottom)
		}
	}
	if starts >= openMost && first-top > 2*ruleJoin {
		g.across = append(g.across, box{above.left, top, above.right, top})
	}
	if stops >= openMost && bottom-last > 2*ruleJoin {
		g.across = append(g.across, box{below.left, bottom, below.right, bottom})
	}
}

// straighten sorts lines into level and upright ones, as thin as can be, and joins the pieces of each.
func straighten(rules []box) (across, upright []box) {
	for _, r := range rules {
		if r.right-r.left >= r.bottom-r.top {
			y := (r.top + r.bottom) / 2
			across = append(across, box{r.left, y, r.right, y})
		} else {
			x := (r.left + r.right) / 2
			upright = append(upright, box{r.top, x, r.bottom, x}) // turned, so that both are joined alike
		}
	}
	across, upright = joinRules(across), joinRules(upright)
	for i, v := range upright {
		upright[i] = box{v.top, v.left, v.top, v.right}
	}
	return across, upright
}

// joinRules joins level lines of the same height that overlap or nearly meet.
func joinRules(lines []box) []box {
	slices.SortFunc(lines, func(a, b box) int { return cmp.Compare(a.top, b.top) })
	var out []box
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].top-lines[to-1].top <= 1.2 {
			to++
		}
		row := lines[from:to]
		y := row[len(row)/2].top
		slices.SortFunc(row, func(a, b box) int { return cmp.Compare(a.left, b.left) })
		for i, r := range row {
			if i > 0 && r.left <= out[len(out)-1].right+ruleJoin {
				out[len(out)-1].right = max(out[len(out)-1].right, r.right)
				continue
			}
			out = append(out, box{r.left, y, r.right, y})
		}
		from = to
	}
	return out
}

// maxGridLines bounds the lines of a table in each direction; a drawing has more.
const maxGridLines = 400

// lay works out the cells; false when the lines are no table.
func (g *ruledGrid) lay() bool {
	for _, v := range g.upright {
		g.xs = append(g.xs, v.left)
	}
	for _, h := range g.across {
		g.ys = append(g.ys, h.top)
	}
	g.xs, g.ys = distinct(g.xs), distinct(g.ys)
	if len(g.xs) < 2 || len(g.ys) < 2 || len(g.xs) > maxGridLines || len(g.ys) > maxGridLines {
		return false
	}
	g.box = box{g.xs[0], g.ys[0], g.xs[len(g.xs)-1], g.ys[len(g.ys)-1]}
	taken := make([][]bool, len(g.ys)-1)
	for r := range taken {
		taken[r] = make([]bool, len(g.xs)-1)
	}
	for r := range taken {
		for c := range taken[r] {
			if !taken[r][c] {
				g.cells = append(g.cells, g.grow(r, c, taken))
			}
		}
	}
	return len(g.cells) > 1
}

// grow gives the cell whose top left field is given: as far right and down as no line stops it.
func (g *ruledGrid) grow(row, column int, taken [][]bool) ruledCell {
	right, down := column, row
	for right+1 < len(g.xs)-1 && !taken[row][right+1] && !g.uprightBetween(right+1, row) {
		right++
	}
	for down+1 < len(g.ys)-1 && !g.acrossBetween(down+1, column, right) {
		down++
	}
	for r := row; r <= down; r++ {
		for c := column; c <= right; c++ {
			taken[r][c] = true
		}
	}
	return ruledCell{
		row: row, column: column, rows: down - row + 1, columns: right - column + 1,
		box: box{g.xs[column], g.ys[row], g.xs[right+1], g.ys[down+1]},
	}
}

// uprightBetween reports a line at upright x that separates the fields of a row.
func (g *ruledGrid) uprightBetween(x, row int) bool {
	middle := (g.ys[row] + g.ys[row+1]) / 2
	for _, v := range g.upright {
		if near(v.left, g.xs[x], ruleJoin) && v.top <= middle && v.bottom >= middle {
			return true
		}
	}
	return false
}

// acrossBetween reports a line at height y that separates the fields of any of the columns.
func (g *ruledGrid) acrossBetween(y, from, to int) bool {
	for c := from; c <= to; c++ {
		middle := (g.xs[c] + g.xs[c+1]) / 2
		for _, h := range g.across {
			if near(h.top, g.ys[y], ruleJoin) && h.left <= middle && h.right >= middle {
				return true
			}
		}
	}
	return false
}

// distinct sorts coordinates and keeps one of those that are meant to be the same.
func distinct(list []float64) []float64 {
	slices.Sort(list)
	out := list[:0]
	for _, v := range list {
		if len(out) == 0 || v-out[len(out)-1] > ruleJoin {
			out = append(out, v)
		}
	}
	return out
}

// holds reports a box whose middle lies inside.
func (b box) holds(o box) bool {
	x, y := (o.left+o.right)/2, (o.top+o.bottom)/2
	return x >= b.left && x <= b.right && y >= b.top && y <= b.bottom
}

// fill puts words into the cells of the innermost tables that hold them, and tables into the cells around them. It
// gives the tables that stand on the page itself and the words outside.
func fill(tables []*ruledGrid, words []word) (outer []*ruledGrid, rest []word) {
	slices.SortStableFunc(tables, func(a, b *ruledGrid) int {
		return cmp.Compare((a.right-a.left)*(a.bottom-a.top), (b.right-b.left)*(b.bottom-b.top))
	})
	for i, t := range tables {
		if c := cellAround(tables[i+1:], t.box); c != nil {
			c.inner = append(c.inner, t)
		} else {
			outer = append(outer, t)
		}
	}
	for _, w := range words {
		if c := cellAround(tables, w.box); c != nil {
			c.words = append(c.words, w)
		} else {
			rest = append(rest, w)
		}
	}
	return outer, rest
}

// cellAround gives the cell of the first table that holds b.
func cellAround(tables []*ruledGrid, b box) *ruledCell {
	for _, t := range tables {
		if !t.holds(b) {
			continue
		}
		for i := range t.cells {
			if t.cells[i].holds(b) {
				return &t.cells[i]
			}
		}
	}
	return nil
}

// text gives what a cell says. The margin on its right is taken to be the one on its left.
func (c *ruledCell) text(page int) string {
	lines := linesOf(c.words, page)
	if len(lines) == 0 {
		return ""
	}
	if c.apart {
		return joinApart(lines)
	}
	margin := lines[0].left - c.left
	for _, l := range lines {
		margin = min(margin, l.left-c.left, c.right-l.right)
	}
	return joinCell(lines, c.right-max(margin, 1))
}
