package document

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// Bounds of a sheet as Excel sets them.
const (
	sheetRows    = 1 << 20
	sheetColumns = 1 << 14
)

// denseColumns is up to where empty cells between others stand in a row; further out only filled cells do.
const denseColumns = 256

// sheet is one sheet while it is read.
type sheet struct {
	book   *workbook
	name   string
	rows   []Block
	merges []area
	last   int // row read last

	formulas []unsavedFormula
	errors   int   // cells that hold an error
	hidden   []int // rows that are not shown
	slab     []float64
}

// area is a merged area, bounds from 0 and included.
type area struct{ top, left, bottom, right int }

// rawCell is a cell as the file has it.
type rawCell struct {
	kind    string // of the value: s, n, str, inlineStr, b, e, d
	style   int
	value   string
	inline  richText
	valued  bool // a value is given, if only an empty one
	formula bool
	source  string // of the formula
}

// unsaved reports a formula without its result. A result of no characters is one.
func (c *rawCell) unsaved() bool {
	return c.formula && c.value == "" && c.kind != "inlineStr" && !(c.kind == "str" && c.valued)
}

// read reads the part of a sheet.
func (s *sheet) read(x *xmlTokens) error {
	if _, err := x.root(); err != nil {
		return err
	}
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sheetData":
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != "row" {
					return x.skip()
				}
				return s.row(x, e)
			})
		case "headerFooter":
			return x.children(func(xml.StartElement) error {
				text, err := x.text()
				s.book.in.edge(pageText(text))
				return err
			})
		case "mergeCells":
			return x.children(func(e xml.StartElement) error {
				if a, ok := parseArea(attr(e, "ref")); ok {
					s.merges = append(s.merges, a)
				}
				return x.skip()
			})
		}
		return x.skip()
	})
}

// row reads one row.
func (s *sheet) row(x *xmlTokens, e xml.StartElement) error {
	number := number(attr(e, "r"), s.last+1)
	if number < 1 || number > sheetRows {
		return damaged("a row number is out of range in sheet "+strconv.Quote(s.name), nil)
	}
	s.last = number
	if truth(attr(e, "hidden"), false) {
		s.hidden = append(s.hidden, number)
	}
	b := Block{Kind: Row, Place: Place{Sheet: s.name, Row: number}}
	if n := len(s.rows); n > 0 {
		b.Cells = make([]Cell, 0, len(s.rows[n-1].Cells))
	}
	column := 0
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "c" {
			return x.skip()
		}
		if at := columnOf(attr(e, "r")); at >= 0 {
			column = at
		}
		raw, err := readRawCell(x, e)
		if err != nil {
			return err
		}
		err = s.put(&b, column, raw)
		column++
		return err
	})
	s.rows = append(s.rows, b)
	if len(s.rows) > s.book.in.m.lim.Blocks {
		return tooLarge("more than %d rows", s.book.in.m.lim.Blocks)
	}
	return err
}

// readRawCell reads one cell.
func readRawCell(x *xmlTokens, e xml.StartElement) (rawCell, error) {
	c := rawCell{kind: attr(e, "t"), style: number(attr(e, "s"), 0)}
	err := x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "v":
			c.valued = true
			c.value, err = x.text()
			return err
		case "is":
			c.inline, _, err = readRichText(x)
			return err
		case "f":
			c.formula = true
			c.source, err = x.text()
			return err
		}
		return x.skip()
	})
	return c, err
}

// put adds a cell to its row, with empty ones before it.
func (s *sheet) put(b *Block, column int, raw rawCell) error {
	c := Cell{Column: column, ColSpan: 1, RowSpan: 1}
	s.value(&c, raw)
	if raw.unsaved() {
		s.formulas = append(s.formulas, unsavedFormula{b.Place.Row, column, raw.source, raw.style})
	}
	n := len(b.Cells)
	if n > 0 && b.Cells[n-1].Column >= column || column >= sheetColumns {
		return nil // out of order: no program writes this
	}
	if c.Text == "" && column >= denseColumns {
		return nil
	}
	if err := s.book.in.m.cell(1); err != nil {
		return err
	}
	if err := s.pad(b, min(column, denseColumns)); err != nil {
		return err
	}
	b.Cells = append(b.Cells, c)
	return nil
}

// pad fills a row with empty cells up to a column.
func (s *sheet) pad(b *Block, column int) error {
	next := 0
	if n := len(b.Cells); n > 0 {
		next = b.Cells[n-1].Column + 1
	}
	if next >= column {
		return nil
	}
	if err := s.book.in.m.cell(column - next); err != nil {
		return err
	}
	for ; next < column; next++ {
		b.Cells = append(b.Cells, Cell{Column: next, ColSpan: 1, RowSpan: 1})
	}
	return nil
}

// value works out the text and number of a cell.
func (s *sheet) value(c *Cell, raw rawCell) {
	f := s.book.format(raw.style)
	switch raw.kind {
	case "s":
		c.Text = s.book.shared(number(raw.value, -1), f.enc)
	case "inlineStr":
		c.Text = s.book.text(raw.inline, f.enc)
	case "str":
		c.Text = s.book.text(richText{plain: unescape(raw.value)}, f.enc)
	case "d":
		c.Text = strings.TrimSpace(raw.value)
	case "b":
		c.Text = "FALSE"
		if raw.value == "1" {
			c.Text = "TRUE"
		}
	case "e":
		s.errors++
		c.Text = raw.value
	default:
		s.number(c, raw.value, f)
	}
}

// number sets a stored number: a date becomes ISO text, anything else keeps its value beside what is shown.
func (s *sheet) number(c *Cell, value string, f cellFormat) {
	value = strings.TrimSpace(value)
	if value == "" {
		return
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		c.Text = tidy(value)
		return
	}
	if f.number.date() {
		if text, ok := f.number.isoDate(v, s.book.date1904); ok {
			c.Text = text
			return
		}
	}
	if len(s.slab) == cap(s.slab) {
		s.slab = make([]float64, 0, 512)
	}
	s.slab = append(s.slab, v)
	c.Number = &s.slab[len(s.slab)-1]
	c.Text = f.number.show(v)
}

// give applies the merged areas and keeps the rows that hold something of their own.
func (s *sheet) give() error {
	in := s.book.in
	slices.SortStableFunc(s.rows, func(a, b Block) int { return a.Place.Row - b.Place.Row })
	worked, unsaved, err := s.calculate()
	if err != nil {
		return err
	}
	if err := s.merge(); err != nil {
		return err
	}
	hidden, kept := s.hiddenRows(), 0
	for i := range s.rows {
		if !ownText(s.rows[i].Cells) {
			continue
		}
		kept++
		s.rows[i].Cells = dropTail(s.rows[i].Cells)
		if err := in.add(s.rows[i]); err != nil {
			return err
		}
		s.rows[i].Cells = nil
	}
	if worked > 0 {
		in.note("sheet %q: %d formulas were saved without their results, which were worked out", s.name, worked)
	}
	if unsaved > 0 {
		in.partial("sheet %q: %d formulas were saved without their results; open the file in Excel and save it", s.name, unsaved)
	}
	if s.errors > 0 {
		in.partial("sheet %q: %d cells hold an error instead of a value", s.name, s.errors)
	}
	if len(hidden) > 0 {
		in.note("sheet %q has hidden rows, which were read: %s", s.name, pageList(hidden))
	}
	if kept == 0 {
		in.note("sheet %q is empty", s.name)
	}
	return nil
}

// hiddenRows lists the rows with text that are not shown.
func (s *sheet) hiddenRows() []int {
	var out []int
	slices.Sort(s.hidden)
	for i := range s.rows {
		n := s.rows[i].Place.Row
		if _, hidden := slices.BinarySearch(s.hidden, n); hidden && ownText(s.rows[i].Cells) {
			out = append(out, n)
		}
	}
	return out
}

// ownText reports a row with text that does not come from a merged cell above.
func ownText(cells []Cell) bool {
	for i := range cells {
		if cells[i].Text != "" && !cells[i].Covered {
			return true
		}
	}
	return false
}

// dropTail cuts empty cells off the end of a row.
func dropTail(cells []Cell) []Cell {
	n := len(cells)
	for n > 0 && cells[n-1].Text == "" && cells[n-1].ColSpan == 1 && cells[n-1].RowSpan == 1 {
		n--
	}
	return cells[:n:n]
}

// merge puts spans on merged cells and repeats their text below.
func (s *sheet) merge() error {
	slices.SortFunc(s.merges, func(a, b area) int {
		if a.top != b.top {
			return a.top - b.top
		}
		return a.left - b.left
	})
	var open []area
	texts := map[area]Cell{}
	next := 0
	for i := range s.rows {
		at := s.rows[i].Place.Row - 1
		for next < len(s.merges) && s.merges[next].top <= at {
			open = append(open, s.merges[next])
			next++
		}
		open = slices.DeleteFunc(open, func(a area) bool { return a.bottom < at })
		for _, a := range open {
			if err := s.mergeRow(&s.rows[i], a, texts); err != nil {
				return err
			}
		}
	}
	return nil
}

// mergeRow puts one merged area into one row.
func (s *sheet) mergeRow(b *Block, a area, texts map[area]Cell) error {
	if err := s.book.in.m.tick(); err != nil {
		return err
	}
	if err := s.pad(b, min(a.left+1, denseColumns)); err != nil {
		return err
	}
	i := slices.IndexFunc(b.Cells, func(c Cell) bool { return c.Column == a.left })
	if i < 0 {
		return nil
	}
	c := &b.Cells[i]
	c.ColSpan = a.right - a.left + 1
	if b.Place.Row-1 == a.top {
		c.RowSpan = a.bottom - a.top + 1
		texts[a] = *c
	} else {
		c.Covered = true
		c.Text, c.Number = texts[a].Text, texts[a].Number
	}
	end := i + 1
	for end < len(b.Cells) && b.Cells[end].Column <= a.right {
		end++
	}
	b.Cells = slices.Delete(b.Cells, i+1, end)
	return nil
}

// parseArea reads "B2:D4".
func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return area{}, false
	}
	a := area{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
	return a, a.top >= 0 && a.left >= 0 && a.bottom >= a.top && a.right >= a.left && a.right < sheetColumns && a.bottom < sheetRows
}

// columnOf gives the column of a reference like "AB12" from 0, -1 when there is none.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref) && n < sheetColumns*26; i++ {
		c := ref[i] | 0x20
		if ref[i] == '$' {
			continue
		}
		if c < 'a' || c > 'z' {
			break
		}
		n = n*26 + int(c-'a') + 1
	}
	return n - 1
}

// rowOf gives the row of a reference like "AB12" from 0, -1 when there is none.
func rowOf(ref string) int {
	digits := strings.TrimLeft(strings.ReplaceAll(ref, "$", ""), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	return number(digits, 0) - 1
}
