package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// workbook is a spreadsheet to be written, sheet by sheet. Texts are stored as texts, so that none is taken for a formula.
type workbook struct {
	file   *excelize.File
	head   int // style of headers
	body   int // style of texts
	number int // style of counts and amounts
	first  bool
	rows   map[string]*spool // of each sheet
}

// bookFont is the font of all texts; a style that names none gets one with serifs.
const bookFont = "Calibri"

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile(), first: true, rows: map[string]*spool{}}
	var err error
	if b.head, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: bookFont, Size: 11}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EBF0"}}}); err != nil {
		return nil, err
	}
	if b.body, err = b.file.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}); err != nil {
		return nil, err
	}
	grouped := "#,##0"
	b.number, err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &grouped, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}})
	return b, err
}

// columnWidth bounds how wide a column is made, in characters.
const (
	leastWidth = 8
	mostWidth  = 48
)

// count is a number.
func (b *workbook) count(n int64) bookCell {
	return bookCell{style: b.number, number: n, numeric: true}
}

// sheet adds a sheet of texts with a header row that stays in view.
func (b *workbook) sheet(name string, columns []string, rows [][]string) error {
	return b.table(name, &pageTable{Columns: columns, Rows: rows})
}

// table adds a sheet with a header row that stays in view. What is known as a number is written as one.
func (b *workbook) table(name string, t *pageTable) error {
	if b.first {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
		b.first = false
	} else if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	widths := make([]float64, len(t.Columns))
	for i := range t.Columns {
		widths[i] = widthOf(i, t.Columns, t.Rows)
	}
	w, err := b.start(layout{name: name, columns: t.Columns, widths: widths})
	if err != nil {
		return err
	}
	for i, r := range t.Rows {
		cells := b.styled(r, b.body)
		for j := range cells {
			if n, ok := t.number(i, j); ok {
				cells[j] = b.count(n)
			}
		}
		if err := w.add(cells); err != nil {
			return err
		}
	}
	return w.end()
}

// layout is how a sheet looks.
type layout struct {
	name    string
	columns []string
	widths  []float64 // in characters
	wide    bool      // more columns than a page holds: printed some pages across, its first column always in view
}

// start begins a sheet that exists with a header row that stays in view and stands on every page.
func (b *workbook) start(l layout) (*sheetWriter, error) {
	if err := b.printed(&l); err != nil {
		return nil, err
	}
	for i, width := range l.widths {
		column := string(appendColumn(nil, i))
		if err := b.file.SetColWidth(l.name, column, column, width); err != nil {
			return nil, err
		}
	}
	panes := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if l.wide {
		panes = &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}
	}
	if err := b.file.SetPanes(l.name, panes); err != nil {
		return nil, err
	}
	w := &sheetWriter{book: b, sheet: l.name, widths: l.widths, part: new(spool)}
	return w, w.add(b.styled(l.columns, b.head))
}

// styled makes cells of texts.
func (b *workbook) styled(row []string, style int) []bookCell {
	out := make([]bookCell, len(row))
	for i, c := range row {
		out[i] = bookCell{style: style, text: c}
	}
	return out
}

// across is how wide, in characters, a page of a wide sheet is that can still be read.
const across = 300.0

// Numbers that the format gives to sizes of paper.
const (
	paperA3 = 8
	paperA4 = 9
)

// printed sets a sheet up for paper before it is written: A4 across (A3 for a wide one), its header on every page, and the
// pages numbered.
func (b *workbook) printed(l *layout) error {
	lying, size, width, height, titles := "landscape", paperA4, 1, 0, "'"+l.name+"'!$1:$1"
	if l.wide {
		var all float64
		for _, w := range l.widths {
			all += w
		}
		size, width, titles = paperA3, int(math.Ceil(all/across)), "'"+l.name+"'!$A:$A,"+titles
	}
	if err := b.file.SetPageLayout(l.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &lying, FitToWidth: &width, FitToHeight: &height}); err != nil {
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

func (p *tablesPage) xlsx(w io.Writer) error {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	var about [][]string
	for _, l := range append(append([]string{}, p.Warn...), p.Lines...) {
		about = append(about, []string{l})
	}
	if err := b.sheet(sheetName(1, p.Title), []string{p.Title}, about); err != nil {
		return err
	}
	for i, t := range p.Tables {
		if err := b.table(sheetName(i+2, t.Title), &t); err != nil {
			return err
		}
	}
	return b.write(w)
}

// longestSheet is how long the name of a sheet may be, in units of UTF-16.
const longestSheet = 31

// sheetName makes a title fit for a sheet: as many whole words as fit, no sign that Excel refuses, and never the same twice.
func sheetName(n int, title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, printable(title))
	name := strconv.Itoa(n)
	for word := range strings.FieldsSeq(title) {
		longer := name + " " + word
		if len(utf16.Encode([]rune(longer))) > longestSheet {
			break
		}
		name = longer
	}
	return name
}
