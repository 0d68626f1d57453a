package document

// gridRow is a row of a table being read, with what its cells said about merging.
type gridRow struct {
	cells []gridCell
	place Place
}

// gridCell is one cell as it stands in the file.
type gridCell struct {
	Cell
	below   bool // continues the cell above it
	starts  bool // may be continued below
	rowSpan int  // rows it covers, where the file gives a number
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
