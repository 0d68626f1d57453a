package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook is a spreadsheet to be written, sheet by sheet. Texts are stored as texts, so that none is taken for a formula.
type workbook struct {
	file  *excelize.File
	head  int // style of headers
	body  int // style of cells
	first bool
}

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile(), first: true}
	var err error
	if b.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
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
	if err := b.printed(name); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i := range columns {
		if err := w.SetColWidth(i+1, i+1, widthOf(i, columns, rows)); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := b.row(w, 1, columns, b.head); err != nil {
		return err
	}
	for i, r := range rows {
		if err := b.row(w, i+2, r, b.body); err != nil {
			return err
		}
	}
	return w.Flush()
}

// paperA4 is the number that the format gives to A4.
const paperA4 = 9

// printed sets a sheet up for paper before it is written: A4 across, as wide as the page, its first row on every page,
// and the pages numbered.
func (b *workbook) printed(sheet string) error {
	yes, across, size, width, height := true, "landscape", paperA4, 1, 0
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &width, FitToHeight: &height}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}); err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet})
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

func (b *workbook) row(w *excelize.StreamWriter, n int, cells []string, style int) error {
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = excelize.Cell{StyleID: style, Value: c}
	}
	return w.SetRow(fmt.Sprintf("A%d", n), values)
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
