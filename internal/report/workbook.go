package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// workbook is a spreadsheet to be written, sheet by sheet. Texts are stored as texts, so that none is taken for a formula.
type workbook struct {
	file  *excelize.File
	head  int // style of headers
	body  int // style of cells
	first bool
}

// bookFont is the font of all texts; a style that names none gets one with serifs.
const bookFont = "Calibri"

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile(), first: true}
	var err error
	if b.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: bookFont, Size: 11}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EBF0"}}}); err != nil {
		return nil, err
	}
	b.body, err = b.file.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	return b, err
}

// columnWidth bounds how wide a column is made, in characters.
const (
	leastWidth = 8
	mostWidth  = 48
)

// sheet adds a sheet with a header row that stays in view.
func (b *workbook) sheet(name string, columns []string, rows [][]string) error {
	if b.first {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
		b.first = false
	} else if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	widths := make([]float64, len(columns))
	for i := range columns {
		widths[i] = widthOf(i, columns, rows)
	}
	w, err := b.start(layout{name: name, columns: columns, widths: widths})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := w.add(b.styled(r, b.body)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// layout is how a sheet looks.
type layout struct {
	name    string
	columns []string
	widths  []float64 // in characters
	wide    bool      // more columns than a page holds: printed two pages across, its first column always in view
}

// sheetWriter writes the rows of a sheet one after another.
type sheetWriter struct {
	*excelize.StreamWriter
	widths []float64
	row    int // last row written, from 1
}

// start begins a sheet that exists with a header row that stays in view and stands on every page.
func (b *workbook) start(l layout) (*sheetWriter, error) {
	if err := b.printed(&l); err != nil {
		return nil, err
	}
	w, err := b.file.NewStreamWriter(l.name)
	if err != nil {
		return nil, err
	}
	for i, width := range l.widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if l.wide {
		panes = &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	}
	if err := w.SetPanes(panes); err != nil {
		return nil, err
	}
	out := &sheetWriter{StreamWriter: w, widths: l.widths}
	return out, out.add(b.styled(l.columns, b.head))
}

// lineHeight is the height of a line of text in points, mostHeight the greatest height of a row.
const (
	lineHeight = 15
	mostHeight = 405
)

// add writes the next row, as high as its texts are long: not every spreadsheet program works that out by itself.
func (w *sheetWriter) add(cells []any) error {
	w.row++
	lines := 1.0
	for i, c := range cells {
		cell, _ := c.(excelize.Cell)
		if text, ok := cell.Value.(string); ok && i < len(w.widths) {
			lines = max(lines, math.Ceil(float64(utf8.RuneCountInString(text))/(w.widths[i]-1)))
		}
	}
	if lines == 1 {
		return w.SetRow("A"+strconv.Itoa(w.row), cells)
	}
	return w.SetRow("A"+strconv.Itoa(w.row), cells, excelize.RowOpts{Height: min(lines*lineHeight, mostHeight)})
}

// styled makes cells of texts.
func (b *workbook) styled(row []string, style int) []any {
	out := make([]any, len(row))
	for i, c := range row {
		out[i] = excelize.Cell{StyleID: style, Value: c}
	}
	return out
}

// Numbers that the format gives to sizes of paper.
const (
	paperA3 = 8
	paperA4 = 9
)

// printed sets a sheet up for paper before it is written: A4 across (A3 for a wide one), as wide as the page, its header
// on every page, and the pages numbered.
func (b *workbook) printed(l *layout) error {
	yes, across, size, width, height, titles := true, "landscape", paperA4, 1, 0, "'"+l.name+"'!$1:$1"
	if l.wide {
		size, width, titles = paperA3, 2, "'"+l.name+"'!$A:$A,"+titles
	}
	if err := b.file.SetSheetProps(l.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(l.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &width, FitToHeight: &height}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(l.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: l.name})
}

func widthOf(col int, columns []string, rows [][]string) float64 {
	most := displayWidth(columns[col])
	for _, r := range rows[:min(len(rows), 200)] {
		if col < len(r) {
			most = max(most, displayWidth(r[col]))
		}
	}
	return float64(min(max(most+2, leastWidth), mostWidth))
}

// choices lets a person pick one of a few values in a column, from the second row down.
func (b *workbook) choices(sheet string, col int, values []string) error {
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s2:%s1048576", name, name))
	if err := v.SetDropList(values); err != nil {
		return err
	}
	return b.file.AddDataValidation(sheet, v)
}

// write writes the workbook with its parts in the order of their names, and closes it: the library writes streamed
// sheets in the order of a map, and the same rows are to give the same bytes.
func (b *workbook) write(w io.Writer) error {
	var raw bytes.Buffer
	if err := b.file.Write(&raw); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	in, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return b.file.Close()
}

func (p *tablesPage) xlsx(w io.Writer) error {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	var about [][]string
	for _, l := range append(append([]string{}, p.Warn...), p.Lines...) {
		about = append(about, []string{l})
	}
	if err := b.sheet("1", []string{p.Title}, about); err != nil {
		return err
	}
	for i, t := range p.Tables {
		if err := b.sheet(sheetName(i+2, t.Title), t.Columns, t.Rows); err != nil {
			return err
		}
	}
	return b.write(w)
}

// sheetName makes a title fit for a sheet: at most 31 characters, none that Excel refuses, and never the same twice.
func sheetName(n int, title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, title)
	runes := []rune(fmt.Sprintf("%d %s", n, title))
	return strings.TrimSpace(string(runes[:min(len(runes), 31)]))
}
