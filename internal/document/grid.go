package document

import "slices"

// gridRow is a row of a table being read, with what its cells said about merging.
type gridRow struct {
	cells []gridCell
	place Place
}

// gridCell is one cell as it stands in the file.
type gridCell struct {
	Cell
	below  bool // continues the cell above it
	starts bool // may be continued below
}

// mergeDown settles cells that continue the one above: the upper cell gets its row span, the lower its text.
func mergeDown(rows []gridRow) {
	open := map[int]*Cell{}
	for r := range rows {
		still := make(map[int]*Cell, len(open))
		for i := range rows[r].cells {
			c := &rows[r].cells[i]
			upper := open[c.Column]
			switch {
			case c.below && upper != nil:
				upper.RowSpan++
				c.Covered, c.Text, c.Nested = true, upper.Text, nil
				still[c.Column] = upper
			case c.starts || c.below:
				still[c.Column] = &c.Cell
			}
		}
		open = still
	}
}

// blocks gives the rows that hold something as blocks.
func gridBlocks(rows []gridRow, emit func(Block) error) error {
	for _, r := range rows {
		cells := make([]Cell, len(r.cells))
		filled := false
		for i := range r.cells {
			cells[i] = r.cells[i].Cell
			filled = filled || cells[i].Text != "" || len(cells[i].Nested) > 0
		}
		if !filled {
			continue
		}
		if err := emit(Block{Kind: Row, Cells: cells, Place: r.place}); err != nil {
			return err
		}
	}
	return nil
}

// hasNested reports a row with a table in one of its cells.
func hasNested(cells []Cell) bool {
	return slices.ContainsFunc(cells, func(c Cell) bool { return len(c.Nested) > 0 })
}

// fillCell puts blocks into a cell: their text, and the blocks themselves when a table is among them.
func fillCell(c *Cell, blocks []Block) {
	var lines []string
	for i := range blocks {
		if blocks[i].Kind == Row {
			c.Nested = blocks
			continue
		}
		lines = append(lines, blocks[i].Text)
	}
	c.Text = joinLines(lines)
}

// spanTracker follows cells that reach down over several rows, where the file gives the number of rows.
type spanTracker struct {
	open []openSpan
}

// openSpan is a cell that covers rows still to come.
type openSpan struct {
	cell Cell
	left int // rows
}

// maxRowSpan bounds a row span; no sheet is longer.
const maxRowSpan = 1 << 20

// over gives the width of the cell from above that covers a column, 0 when none does.
func (t *spanTracker) over(column int) int {
	for _, o := range t.open {
		if column >= o.cell.Column && column < o.cell.Column+o.cell.ColSpan {
			return o.cell.Column + o.cell.ColSpan - column
		}
	}
	return 0
}

// close ends a row: what the cells above cover is put in, and what the cells of the row cover below is remembered.
func (t *spanTracker) close(cells []Cell) []Cell {
	out := slices.Clone(cells)
	var still []openSpan
	for _, o := range t.open {
		out = append(out, Cell{Text: o.cell.Text, Number: o.cell.Number, Column: o.cell.Column, ColSpan: o.cell.ColSpan, RowSpan: 1, Covered: true})
		if o.left > 1 {
			still = append(still, openSpan{o.cell, o.left - 1})
		}
	}
	for _, c := range cells {
		if c.RowSpan > 1 {
			still = append(still, openSpan{c, c.RowSpan - 1})
		}
	}
	t.open = still
	slices.SortStableFunc(out, func(a, b Cell) int { return a.Column - b.Column })
	return out
}
