package report

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// bookCell is a cell to be written: a text, or a number where numeric is set; blank where both are missing, and then it is
// only there if it has a style. A formula shows the text.
type bookCell struct {
	style   int
	text    string
	formula string
	number  int64
	numeric bool
}

// sheetWriter writes the rows of a sheet one after another: a report on a country has millions of cells. What else a sheet
// has is excelize's; its own writer makes several allocations a cell.
type sheetWriter struct {
	book   *workbook
	sheet  string
	widths []float64
	row    int         // last row written, from 1
	cells  []writtenAs // of the last row
	line   []byte
	part   *spool
}

// writtenAs is a cell as it was written, after its place, and the lines it needs at the width of its column.
type writtenAs struct {
	cell   bookCell
	markup []byte
	lines  float64
}

// lineHeight is the height of a line of text in points, mostHeight the greatest height of a row.
const (
	lineHeight = 15
	mostHeight = 405
)

// add writes the next row, as high as its texts are long: not every spreadsheet program works that out by itself. Many
// columns say the same row after row, and are not worked out anew.
func (w *sheetWriter) add(cells []bookCell) error {
	w.row++
	for len(w.cells) < len(cells) {
		w.cells = append(w.cells, writtenAs{lines: 1})
	}
	lines := 1.0
	for i := range cells {
		if was := &w.cells[i]; was.cell != cells[i] {
			was.set(cells[i])
			was.lines = w.linesOf(i, cells[i].text)
		}
		lines = max(lines, w.cells[i].lines)
	}
	b := append(w.line[:0], `<row r="`...)
	b = strconv.AppendInt(b, int64(w.row), 10)
	if lines > 1 {
		b = append(b, `" ht="`...)
		b = strconv.AppendFloat(b, min(lines*lineHeight, mostHeight), 'f', -1, 64)
		b = append(b, `" customHeight="1`...)
	}
	b = append(b, `">`...)
	for i := range cells {
		if cells[i] == (bookCell{}) {
			continue
		}
		b = append(b, `<c r="`...)
		b = appendColumn(b, i)
		b = strconv.AppendInt(b, int64(w.row), 10)
		b = append(b, '"')
		b = append(b, w.cells[i].markup...)
	}
	w.line = append(b, "</row>"...)
	_, err := w.part.Write(w.line)
	return err
}

// end completes the sheet. It is as wide as the page on paper, which is said last: a filter takes that away.
func (w *sheetWriter) end() error {
	last, err := excelize.CoordinatesToCellName(max(1, len(w.cells)), w.row)
	if err != nil {
		return err
	}
	if err := w.book.file.SetSheetDimension(w.sheet, "A1:"+last); err != nil {
		return err
	}
	yes := true
	if err := w.book.file.SetSheetProps(w.sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	w.book.rows[w.sheet] = w.part
	return nil
}

// linesOf is how many lines a text needs in a column.
func (w *sheetWriter) linesOf(column int, text string) float64 {
	if column >= len(w.widths) || float64(len(text)) <= w.widths[column]-1 {
		return 1
	}
	return max(1, math.Ceil(float64(utf8.RuneCountInString(text))/(w.widths[column]-1)))
}

// set writes a cell.
func (c *writtenAs) set(cell bookCell) {
	c.cell = cell
	b := c.markup[:0]
	if cell.style > 0 {
		b = append(b, ` s="`...)
		b = strconv.AppendInt(b, int64(cell.style), 10)
		b = append(b, '"')
	}
	switch {
	case cell.numeric:
		b = append(b, "><v>"...)
		b = strconv.AppendInt(b, cell.number, 10)
		b = append(b, "</v></c>"...)
	case cell.formula != "":
		b = append(b, ` t="str"><f>`...)
		b = appendXML(b, cell.formula)
		b = append(b, "</f><v>"...)
		b = appendXML(b, cellText(cell.text))
		b = append(b, "</v></c>"...)
	case cell.text != "":
		b = append(b, ` t="inlineStr"><is><t`...)
		if strings.TrimSpace(cell.text) != cell.text {
			b = append(b, ` xml:space="preserve"`...)
		}
		b = append(b, '>')
		b = appendXML(b, cellText(cell.text))
		b = append(b, "</t></is></c>"...)
	default:
		b = append(b, "/>"...)
	}
	c.markup = b
}

// appendColumn names a column, from 0.
func appendColumn(b []byte, column int) []byte {
	if column >= 26 {
		b = appendColumn(b, column/26-1)
	}
	return append(b, byte('A'+column%26))
}

// cellText makes a text fit for a cell, which holds no more than a number of units of UTF-16, and takes "_x0041_" for "A":
// a text that says so itself is escaped.
func cellText(text string) string {
	if len(text) > excelize.TotalCellChars {
		text = cutUnits(text, excelize.TotalCellChars)
	}
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		if isUnit(text[i:]) {
			out.WriteString("_x005F")
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// isUnit tells whether a text begins with a unit of UTF-16 as cells write it: "_x0041_".
func isUnit(text string) bool {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(text[2:6], 16, 16)
	return err == nil
}

// cutUnits cuts a text after so many units of UTF-16 at most.
func cutUnits(text string, most int) string {
	for i, r := range text {
		if most -= utf16.RuneLen(r); most < 0 {
			return text[:i]
		}
	}
	return text
}

// appendXML appends a text as the content of an element. What XML has no place for becomes U+FFFD.
func appendXML(b []byte, text string) []byte {
	from := 0
	for i, r := range text {
		escape := ""
		switch {
		case r == '&':
			escape = "&amp;"
		case r == '<':
			escape = "&lt;"
		case r == '>':
			escape = "&gt;"
		case r == '\r':
			escape = "&#xD;"
		case r < ' ' && r != '\t' && r != '\n', r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			escape = "\ufffd"
		default:
			continue
		}
		b = append(append(b, text[from:i]...), escape...)
		_, size := utf8.DecodeRuneInString(text[i:])
		from = i + size
	}
	return append(b, text[from:]...)
}
