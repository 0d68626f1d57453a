package intake

import (
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// headerAt reads the header that begins with row i of the grid: its columns and how many rows it takes, nil when the
// row begins no header.
func headerAt(rows []*document.Block, i int) ([]column, int) {
	if !maybeHeader(rows[i]) {
		return nil, 0
	}
	if !goodHeader(columnsFrom(rows[i : i+1])) {
		return nil, 0
	}
	depth := headerDepth(rows, i)
	cols := columnsFrom(rows[i : i+depth])
	if !goodHeader(cols) {
		return nil, 0
	}
	if i+depth < len(rows) && isColumnNumbers(rows[i+depth]) {
		depth++
	}
	return cols, depth
}

// maybeHeader is a quick test that a row has two short texts.
func maybeHeader(r *document.Block) bool {
	n := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Covered || strings.TrimSpace(c.Text) == "" {
			continue
		}
		if c.Number != nil || len(c.Text) > 160 {
			return false
		}
		n++
	}
	return n >= 2
}

// headerDepth tells how many rows the header that begins with row i takes.
func headerDepth(rows []*document.Block, i int) int {
	depth, wide := 1, false
	for k := range rows[i].Cells {
		c := &rows[i].Cells[k]
		if c.Covered || c.Text == "" {
			continue
		}
		depth = max(depth, min(c.RowSpan, 5))
		wide = wide || c.ColSpan > 1
	}
	for i+depth < len(rows) && depth < 5 && (wide || depth > 1) && subHeader(rows[i+depth]) {
		depth++
		wide = false
	}
	if depth == 1 && i+1 < len(rows) && unmergedSubHeader(rows[i], rows[i+1]) {
		depth = 2
	}
	return min(depth, len(rows)-i)
}

// subHeader tells whether a row holds only names of columns under a merged heading.
func subHeader(r *document.Block) bool {
	if texts := filled(r); len(texts) == 1 && unitRow(texts[0]) {
		return false
	}
	own := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Covered || strings.TrimSpace(c.Text) == "" {
			continue
		}
		d := describe([]string{c.Text})
		if c.Number != nil && !year(d.leaf) || d.role == roleNone && !year(d.leaf) && moneyPart.within(d.leaf) == "" {
			return false
		}
		own++
	}
	return own > 0 && !isColumnNumbers(r)
}

// unitRow tells whether the only text of a row states the unit of all amounts, and names no column: "Đơn vị tính: triệu đồng".
func unitRow(text string) bool {
	_, ok := moneyUnitLine(text)
	return ok && strings.HasPrefix(strings.TrimLeft(text, "("), "Đ")
}

// unmergedSubHeader tells whether the row below a header without merged cells divides one of its columns: only years
// and sources under a money column.
func unmergedSubHeader(head, r *document.Block) bool {
	own := 0
	for i := range r.Cells {
		p := plain(r.Cells[i].Text)
		if p == "" {
			continue
		}
		if r.Cells[i].Number != nil && !year(p) || !year(p) && moneyPart.within(p) == "" && !moneyWhole.is(p) || countWords(p) > 6 {
			return false
		}
		own++
	}
	return own >= 2 && len(head.Cells) > 0
}

// columnsFrom joins the header rows column by column.
func columnsFrom(head []*document.Block) []column {
	width := 0
	for _, r := range head {
		for i := range r.Cells {
			width = max(width, r.Cells[i].Column+max(r.Cells[i].ColSpan, 1))
		}
	}
	cols := make([]column, min(width, 200))
	for c := range cols {
		labels := make([]string, 0, len(head))
		for _, r := range head {
			labels = append(labels, headerText(r, c))
		}
		cols[c] = describe(labels)
	}
	return cols
}

// headerText gives the header cell that stands over a column, merged ones included.
func headerText(r *document.Block, col int) string {
	text := ""
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Column == col && (c.Text != "" || !c.Covered) {
			return c.Text
		}
		if !c.Covered && c.Column < col && c.Column+c.ColSpan > col {
			text = c.Text
		}
	}
	return text
}

// goodHeader tells whether the columns say enough for the table to be read by them.
func goodHeader(cols []column) bool {
	seen := map[role]bool{}
	strong := 0
	for i := range cols {
		if r := cols[i].role; r != roleNone {
			if !seen[r] {
				strong++
			}
			seen[r] = true
		}
		if countWords(cols[i].leaf) > 25 {
			return false
		}
	}
	if strong < 2 {
		return false
	}
	return seen[roleName] || seen[roleFunction] || seen[roleIndicator] || seen[roleTerm] || seen[roleNo] && strong >= 2
}
