package document

import (
	"slices"
	"strings"
)

// binaryTable is a table of a binary Word document while it is read.
type binaryTable struct {
	rows []binaryRow
}

// binaryRow is one row: its cells, and where their edges stand in twentieths of a point.
type binaryRow struct {
	cells []string
	edges []int
	flags []int // of the cells
}

// Flags of a cell.
const (
	cellMerged  = 0x02 // goes on with the cell to its left
	cellBelow   = 0x20 // part of an upright merge
	cellRestart = 0x40 // its first cell
)

// paraLookBinary is what the properties of a paragraph say.
type paraLookBinary struct {
	inTable, rowEnd, centered bool
	list, level               int // use of a list, 0 for none, and the level in it
	outline                   int // -1 when not set
	table                     little
}

// end ends a paragraph, a cell or a row, by the mark and by the properties that lie at it.
func (p *binaryPara) end(fc int, mark rune) error {
	p.closeRun()
	p.fields = p.fields[:0]
	segs := p.segs
	p.segs = nil
	run := runAt(p.w.paras, fc)
	look := paraLookBinary{outline: -1}
	run.each(func(code int, operand little) {
		switch code {
		case propInTable:
			look.inTable = operand.u8(0) != 0
		case propRowEnd:
			look.rowEnd = operand.u8(0) != 0
		case propAlign, propAlign2:
			look.centered = operand.u8(0) == 1
		case propOutline:
			look.outline = operand.u8(0)
		case propList:
			look.list = operand.u16(0)
		case propLevel:
			look.level = operand.u8(0)
		case propTable:
			look.table = operand
		}
	})
	text, bold, caps := p.w.in.legacy.join(segs)
	b := Block{Text: tidy(text), Bold: bold, Caps: caps, Centered: look.centered}
	if look.list > 0 && b.Text != "" && !look.rowEnd {
		label := p.w.numbers.advance(look.list, look.level)
		p.w.lists = p.w.lists || label == ""
		b.Text = strings.TrimSpace(label + " " + b.Text)
	}
	switch {
	case look.rowEnd:
		return p.w.endRow(look.table)
	case mark == 7:
		return p.w.endCell(b.Text)
	case look.inTable:
		p.w.cell = append(p.w.cell, b.Text)
		return nil
	}
	return p.w.give(b, look, run.style)
}

// give makes the block of a paragraph outside tables.
func (w *wordBinary) give(b Block, look paraLookBinary, style int) error {
	if err := w.closeTable(); err != nil {
		return err
	}
	if b.Text == "" {
		return nil
	}
	switch {
	case style >= 1 && style <= 9:
		b.Kind, b.Level = Heading, style
	case look.outline >= 0 && look.outline < 9:
		b.Kind, b.Level = Heading, look.outline+1
	case look.list > 0:
		b.Kind, b.Level = ListItem, min(look.level, listLevels-1)+1
	}
	w.number++
	b.Place = Place{Para: w.number}
	return w.in.add(b)
}

// endCell ends a cell.
func (w *wordBinary) endCell(text string) error {
	w.row = append(w.row, joinLines(append(w.cell, text)))
	w.cell = nil
	return w.in.m.cell(1)
}

// endRow ends a row, whose properties define its cells.
func (w *wordBinary) endRow(def little) error {
	r := binaryRow{cells: w.row}
	w.row, w.cell = nil, nil
	if n := def.u8(2); len(def) >= 3+2*(n+1) && n == len(r.cells) {
		for i := range n + 1 {
			r.edges = append(r.edges, int(int16(def.u16(3+2*i))))
		}
		for i := range n {
			r.flags = append(r.flags, def.u16(3+2*(n+1)+20*i))
		}
	}
	if w.open == nil {
		w.open = &binaryTable{}
	}
	w.open.rows = append(w.open.rows, r)
	return nil
}

// closeTable gives the rows of the table that has just ended.
func (w *wordBinary) closeTable() error {
	if len(w.row) > 0 || len(w.cell) > 0 {
		w.row = append(w.row, joinLines(w.cell))
		if err := w.endRow(nil); err != nil {
			return err
		}
	}
	t := w.open
	w.open = nil
	if t == nil {
		return nil
	}
	w.tables++
	columns := t.columns()
	rows := make([]gridRow, len(t.rows))
	for i, r := range t.rows {
		rows[i] = gridRow{cells: r.place(columns), place: Place{Table: w.tables, Row: i + 1}}
	}
	mergeDown(rows)
	return gridBlocks(rows, w.in.add)
}

// columns gives the edges of all rows, those that are meant to be the same as one.
func (t *binaryTable) columns() []int {
	var all []int
	for _, r := range t.rows {
		all = append(all, r.edges...)
	}
	slices.Sort(all)
	return slices.CompactFunc(all, func(a, b int) bool { return max(a-b, b-a) < 30 })
}

// place puts the cells of a row into the columns of the table.
func (r *binaryRow) place(columns []int) []gridCell {
	at := func(edge int) int {
		i, _ := slices.BinarySearch(columns, edge+1)
		return max(i-1, 0)
	}
	var out []gridCell
	for i, text := range r.cells {
		c := gridCell{Cell: Cell{Text: text, Column: i, ColSpan: 1, RowSpan: 1}}
		if r.edges != nil {
			c.Column = at(r.edges[i])
			c.ColSpan = max(at(r.edges[i+1])-c.Column, 1)
			f := r.flags[i]
			if n := len(out); f&cellMerged != 0 && n > 0 {
				out[n-1].ColSpan += c.ColSpan
				continue
			}
			c.starts = f&cellRestart != 0
			c.below = f&cellBelow != 0 && !c.starts
		}
		out = append(out, c)
	}
	return out
}
