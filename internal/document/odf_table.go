package document

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// isODS reports an OpenDocument spreadsheet.
func isODS(in *input) bool { return in.odfKind() == "spreadsheet" }

// readODS reads all sheets of an OpenDocument spreadsheet.
func readODS(in *input) error {
	r, err := in.odf()
	if err != nil {
		return err
	}
	return in.archive.withXML("content.xml", func(x *xmlTokens) error {
		return r.content(x, "spreadsheet", func(f *flow) error {
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "table" {
					return x.skip()
				}
				r.sheet = tidy(attr(e, "name"))
				if r.styles.get("table", attr(e, "style-name")).invisible {
					in.note("sheet %q is hidden; it was read", r.sheet)
				}
				before := len(in.doc.Blocks)
				err := r.table(f, e)
				if err == nil && len(in.doc.Blocks) == before {
					in.note("sheet %q is empty", r.sheet)
				}
				return err
			})
		})
	})
}

// odfTable is a table while it is read.
type odfTable struct {
	r      *odfReader
	f      *flow
	number int
	row    int
	unseen bool  // the current row is not shown
	hidden []int // rows with text that are not shown
	spans  spanTracker
}

// table reads a table of a text, or a sheet.
func (r *odfReader) table(f *flow, _ xml.StartElement) error {
	t := &odfTable{r: r, f: f}
	if r.sheet == "" {
		r.tables++
		t.number = r.tables
	}
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-row":
			return t.readRow(e)
		case "table-header-rows", "table-rows", "table-row-group":
			return r.x.children(visit)
		}
		return r.x.skip()
	}
	err := r.x.children(visit)
	if len(t.hidden) > 0 && r.sheet != "" {
		r.in.note("sheet %q has hidden rows, which were read: %s", r.sheet, pageList(t.hidden))
	}
	return err
}

// place says where the current row stands.
func (t *odfTable) place() Place {
	return Place{Sheet: t.r.sheet, Table: t.number, Row: t.row}
}

// readRow reads a row, which may stand for many alike.
func (t *odfTable) readRow(e xml.StartElement) error {
	repeat := min(max(number(attr(e, "number-rows-repeated"), 1), 1), sheetRows)
	t.row++
	visibility := attr(e, "visibility")
	t.unseen = visibility == "collapse" || visibility == "filter"
	column := 0
	var cells []Cell
	err := t.r.x.children(func(e xml.StartElement) error {
		copies := min(max(number(attr(e, "number-columns-repeated"), 1), 1), sheetColumns)
		if e.Name.Local != "table-cell" {
			if e.Name.Local == "covered-table-cell" {
				column += copies
			}
			return t.r.x.skip()
		}
		c, err := t.cell(e, column)
		if err != nil {
			return err
		}
		cells, err = t.putCopies(cells, c, copies)
		column = min(column+copies, 4*sheetColumns)
		return err
	})
	if err != nil {
		return err
	}
	return t.giveRows(cells, repeat)
}

// putCopies puts copies of a cell into a row. Empty ones fill gaps but are not kept far out.
func (t *odfTable) putCopies(cells []Cell, c Cell, copies int) ([]Cell, error) {
	empty := c.Text == "" && len(c.Nested) == 0 && c.ColSpan == 1 && c.RowSpan == 1
	for range copies {
		if empty && c.Column >= denseColumns {
			break
		}
		if err := t.r.in.m.cell(1); err != nil {
			return nil, err
		}
		cells = append(cells, c)
		c.Column++
	}
	return cells, nil
}

// giveRows gives a row as often as it is repeated; rows of nothing give none.
func (t *odfTable) giveRows(cells []Cell, repeat int) error {
	for i := range repeat {
		row := t.spans.close(cells)
		if !ownText(row) && !hasNested(row) {
			if len(t.spans.open) == 0 {
				t.row += repeat - i - 1
				return nil
			}
			if err := t.r.in.m.tick(); err != nil {
				return err
			}
		} else {
			if err := t.r.in.m.cell(len(row) - len(cells)); err != nil {
				return err
			}
			if t.unseen {
				t.hidden = append(t.hidden, t.row)
			}
			if err := t.f.emit(Block{Kind: Row, Cells: dropTail(row), Place: t.place()}); err != nil {
				return err
			}
		}
		if i+1 < repeat {
			t.row++
		}
	}
	return nil
}

// cell reads one cell.
func (t *odfTable) cell(e xml.StartElement, column int) (Cell, error) {
	c := Cell{
		Column:  column,
		ColSpan: min(max(number(attr(e, "number-columns-spanned"), 1), 1), sheetColumns),
		RowSpan: min(max(number(attr(e, "number-rows-spanned"), 1), 1), maxRowSpan),
	}
	var blocks []Block
	place := t.place()
	lists := t.r.lists
	t.r.lists = nil
	err := t.r.container(&flow{inCell: true, place: place, emit: func(b Block) error {
		blocks = append(blocks, b)
		if b.Kind == Row {
			return t.r.in.m.keep(&b)
		}
		return t.r.in.m.tick()
	}})
	t.r.lists = lists
	fillCell(&c, blocks)
	if t.r.sheet != "" {
		c.value(e)
	}
	return c, err
}

// value takes the stored value of a cell of a sheet.
func (c *Cell) value(e xml.StartElement) {
	switch attr(e, "value-type") {
	case "float", "currency", "percentage":
		v, err := strconv.ParseFloat(attr(e, "value"), 64)
		if err != nil {
			return
		}
		c.Number = &v
		if c.Text == "" {
			c.Text = general.show(v)
		}
	case "date":
		if day, _, _ := strings.Cut(attr(e, "date-value"), "T"); day != "" {
			c.Text = day
		}
	}
}
