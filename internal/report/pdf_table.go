package report

// Room around the text of a cell, in mm.
const (
	cellSide = 1.5
	cellTop  = 0.8
)

// tableSetting is how the text of cells is set.
var tableSetting = setting{size: tableSize, ragged: true}

// row is a row of a table in lines, with what is set of it so far.
type row struct {
	cells [][]line
	fill  bool
}

// table sets a table; its header row is repeated on every page. A row moves to the next page whole when it fits there,
// and is cut between lines when it fits on none.
func (p *sheet) table(t *annexTable) {
	widths := columnWidths(t.columns, textWidth)
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	head := p.row(titles, widths, nil)
	p.y += 1
	body := make([]row, len(t.rows))
	for i, r := range t.rows {
		body[i] = p.row(r, widths, t.columns)
	}
	p.room(head.height() + min(body[0].height(), paperHeight/3))
	p.draw(&head, widths, head.most())
	for i := range body {
		p.bodyRow(&head, &body[i], widths)
	}
	p.y += 2.5
}

// row breaks the cells of a row into lines. Without columns it is a header.
func (p *sheet) row(cells []string, widths []float64, columns []annexColumn) row {
	out := row{fill: columns == nil}
	for i, text := range cells {
		f := regularFace
		if columns == nil {
			f = boldFace
		}
		out.cells = append(out.cells, p.lines([]piece{{text: text, face: f}}, tableSetting, widths[i]-2*cellSide))
		if columns == nil || columns[i].right {
			align(out.cells[i], widths[i]-2*cellSide, columns == nil)
		}
	}
	return out
}

// align moves lines to the right or the middle by room before their first word.
func align(lines []line, width float64, centre bool) {
	for i := range lines {
		if free := width - lines[i].width; centre {
			lines[i].indent = free / 2
		} else {
			lines[i].indent = free
		}
	}
}

// most is the number of lines of the longest cell.
func (r *row) most() int {
	n := 0
	for _, c := range r.cells {
		n = max(n, len(c))
	}
	return n
}

func (r *row) height() float64 { return heightOf(r.most()) }

// heightOf is the height of a row of some lines.
func heightOf(lines int) float64 { return float64(lines)*leading(tableSize) + 2*cellTop }

// bodyRow sets a row, in parts where it is higher than a page.
func (p *sheet) bodyRow(head, r *row, widths []float64) {
	again := func() {
		p.newPage()
		p.draw(head, widths, head.most())
	}
	whole := paperHeight - marginTop - marginBottom - head.height()
	if r.height() > p.left() && r.height() <= whole {
		again()
	}
	for r.most() > 0 {
		fit := int((p.left() - 2*cellTop) / leading(tableSize))
		if fit < 1 {
			again()
			continue
		}
		p.draw(r, widths, min(fit, r.most()))
	}
}

// draw sets the next lines of a row, at most n of each cell, with borders, and takes them from the row unless it is a
// header, which is set again on the next page.
func (p *sheet) draw(r *row, widths []float64, n int) {
	x, top, height := marginLeft, p.y, heightOf(n)
	for i, lines := range r.cells {
		if r.fill {
			p.SetFillColor(237, 239, 242)
			p.Rect(x, top, widths[i], height, "FD")
		} else {
			p.Rect(x, top, widths[i], height, "D")
		}
		part := lines[:min(n, len(lines))]
		p.y = top + cellTop
		for _, l := range part {
			p.place(l, x+cellSide+l.indent, tableSetting, 0)
			p.y += leading(tableSize)
		}
		if !r.fill {
			r.cells[i] = lines[len(part):]
		}
		x += widths[i]
	}
	p.y = top + height
}
