package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
)

// ListOptions says how the columns of a list are to be understood.
type ListOptions struct {
	Map map[string]string // header of a column -> field, for headers that are not recognised
}

// ListRows is a list as it stands in a document.
type ListRows struct {
	Rows    []corpus.Row
	Faults  []RowFault   // rows that could not be read: while there is one, nothing should be imported
	Remarks []RowFault   // what was read but not understood, or left aside
	Columns []ListColumn // how the columns were understood, table by table
}

// RowFault is something of a list that could not be read or understood, with its place.
type RowFault struct {
	Place string
	What  string // what stands there, shortened
	Why   ListWhy
}

// ListWhy is a stable code for what is wrong with a row of a list.
type ListWhy string

// What can be wrong with a row or table of a list.
const (
	ListNoName     ListWhy = "no_name"      // a row without a name
	ListNoNumber   ListWhy = "no_number"    // a row without a number in a table that numbers its rows
	ListTwice      ListWhy = "number_twice" // a number that stands twice
	ListOwner      ListWhy = "owner"        // an owner that is no agency on record
	ListState      ListWhy = "state"        // a state that is not understood
	ListCode       ListWhy = "code"         // a function code that does not exist
	ListNoTable    ListWhy = "no_table"     // no table with names of platforms
	ListOtherTable ListWhy = "other_table"  // a table that is no list
)

// ListColumn is a column with what it was taken for.
type ListColumn struct {
	Place  string
	Header string
	Field  string // "" when it is not read
}

// List reads the rows of a list out of a document: tables headed by names of platforms, with group rows per agency or
// section, merged and multi-row headers, owners that are printed once for many rows. A workbook in the form of Mẫu 03
// is read by its sheet DM_DOITUONG.
func List(doc *document.Document, reg *corpus.Register, opt ListOptions) (*ListRows, error) {
	mapped, err := byHand(opt.Map, ListFields())
	if err != nil {
		return nil, err
	}
	l := &listReader{reg: reg, headings: headings{listWords, ownHeaders(), mapped}, out: &ListRows{}, codes: map[corpus.FunctionCode]bool{}}
	for _, f := range reg.Functions {
		l.codes[f.Code] = true
	}
	l.tables(doc)
	l.finish(doc.Name)
	return l.out, nil
}

// listReader reads the tables of a list one after another.
type listReader struct {
	reg      *corpus.Register
	headings headings
	codes    map[corpus.FunctionCode]bool
	out      *ListRows
	header   *listHeader
	section  string   // group that a section row opened
	agency   string   // agency that a group row names, as written
	sub      []string // per row: what its group row is called, to tell numbers that start again
	numbered bool
	mau03    bool
}

// listHeader is a header understood as that of a list.
type listHeader struct {
	fields []string // by column, "" for a column that is not read
	labels []string // by column, as written
	cols   []column
	at     map[string]int // column of a field
}

// mau03Sheet is the sheet of an architecture workbook that lists the systems.
const mau03Sheet = "DM_DOITUONG"

func (l *listReader) tables(doc *document.Document) {
	for i := range doc.Blocks {
		l.mau03 = l.mau03 || doc.Blocks[i].Kind == document.Row && doc.Blocks[i].Place.Sheet == mau03Sheet
	}
	for _, e := range elements(doc) {
		if e.table == nil || l.mau03 && e.table.place.Sheet != mau03Sheet {
			continue
		}
		l.table(e.table)
	}
	if l.mau03 {
		l.connections(doc)
		l.rest(doc)
	}
}

// table reads one grid. A grid without a header goes on with the columns of the one before it, as on a new page.
func (l *listReader) table(g *grid) {
	before, read := len(l.out.Rows), false
	for i := 0; i < len(g.rows); {
		if h, depth := l.headerAt(g.rows, i); h != nil {
			if l.header == nil || !slices.Equal(h.labels, l.header.labels) {
				l.begin(h, g.rows[i])
			}
			i, read = i+depth, true
			continue
		}
		if l.header != nil && (read || l.continues(g)) {
			l.row(g.rows[i])
		}
		i++
	}
	if !read && len(l.out.Rows) == before && len(g.rows) > 1 {
		l.remark(g.rows[0], strings.Join(rowTexts(g.rows[0]), " | "), ListOtherTable)
	}
}

// continues tells whether a grid without a header has the columns of the one before it.
func (l *listReader) continues(g *grid) bool {
	width := 0
	for _, r := range g.rows {
		width = max(width, len(r.Cells))
	}
	return width == len(l.header.fields)
}

// begin takes up a new table.
func (l *listReader) begin(h *listHeader, b *document.Block) {
	l.header, l.section, l.agency = h, "", ""
	_, l.numbered = h.at["no"]
	for i, label := range h.labels {
		if label != "" {
			l.out.Columns = append(l.out.Columns, ListColumn{Place: citePlace(b.Place), Header: label, Field: h.fields[i]})
		}
	}
}

// headerAt reads the header that begins with row i. A row that bears a number is none.
func (l *listReader) headerAt(rows []*document.Block, i int) (*listHeader, int) {
	if l.header != nil && allDigits(l.text(rows[i], "no")) {
		return nil, 0
	}
	return l.headings.read(rows, i, l.header == nil)
}

// allDigits tells whether a text is a number and nothing else.
func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// shortHeader tells headers from rows whose texts happen to begin like one.
func shortHeader(cols []column) bool {
	for i := range cols {
		if countWords(cols[i].leaf) > 14 {
			return false
		}
	}
	return true
}

// headerLabel is the header of a column as written, its rows joined.
func headerLabel(rows []*document.Block, col int) string {
	var parts []string
	for _, r := range rows {
		if t := oneLine(headerText(r, col)); t != "" && !slices.Contains(parts, t) {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " / ")
}

// text is the cell of a field, "" when the table has none.
func (l *listReader) text(b *document.Block, field string) string { return l.header.text(b, field) }

// text is the cell of a field on one line, "" when the table has none.
func (h *listHeader) text(b *document.Block, field string) string {
	if c, ok := h.at[field]; ok {
		return textAt(b, c)
	}
	return ""
}

// lines is the cell of a field with its line breaks.
func (h *listHeader) lines(b *document.Block, field string) string {
	if c, ok := h.at[field]; ok {
		return linesAt(b, c)
	}
	return ""
}

// linesAt is a cell with its line breaks.
func linesAt(b *document.Block, col int) string {
	cell := at(b, col)
	if cell == nil || cell.Covered && coveredFromLeft(b, cell) {
		return ""
	}
	var out []string
	for line := range strings.SplitSeq(cell.Text, "\n") {
		if t := oneLine(line); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "\n")
}

// row reads one row below a header.
func (l *listReader) row(b *document.Block) {
	name, no := unguarded(l.text(b, "name")), strings.Trim(l.text(b, "no"), " .)(")
	if isColumnNumbers(b) || l.total(b, name) || l.groupRow(b, name, no) || l.goesOn(b, name, no) {
		return
	}
	place := citePlace(b.Place)
	if name == "" {
		if filled := strings.TrimSpace(strings.Join(rowTexts(b), " ")); filled != "" {
			l.fault(b, filled, ListNoName)
		}
		return
	}
	r := corpus.Row{Place: place}
	r.Entry.No, r.Entry.Name, r.Entry.Group = no, name, l.section
	l.fill(&r, b)
	switch {
	case r.Entry.No == "" && l.mau03:
		r.Entry.No = r.Entry.Row
	case r.Entry.No == "" && l.numbered:
		l.fault(b, name, ListNoNumber)
		return
	}
	l.out.Rows = append(l.out.Rows, r)
	l.sub = append(l.sub, l.agency)
}

// total tells a row that only adds up.
func (l *listReader) total(b *document.Block, name string) bool {
	for _, t := range rowTexts(b) {
		if t != "" {
			p := plain(t)
			return totalWords.starts(p) && countWords(p) <= 6 || noteWords.starts(p) && name == ""
		}
	}
	return true
}

// numeral matches the number of a section: "A", "IV", "1.2" before a point or bracket.
var numeral = regexp.MustCompile(`^((?:[A-Z]|[IVX]{1,5}|[0-9]{1,3}(?:\.[0-9]{1,3})*))[.)/:]\s+(.*)$`)

// groupRow takes in a row that opens a group: an agency over its platforms, or a section.
func (l *listReader) groupRow(b *document.Block, name, no string) bool {
	texts := filledTexts(b)
	if len(texts) == 0 || len(texts) > 2 || len(texts) == 2 && texts[0] != no && strings.Trim(texts[0], " .)(") != no {
		return false
	}
	title := texts[len(texts)-1]
	if l.text(b, "owner") == title && name == "" && !spans(b) {
		return false // a row whose name is missing
	}
	if m := numeral.FindStringSubmatch(title); m != nil && len(texts) == 1 {
		no, title = m[1], m[2]
	}
	stripped, _, _ := strings.Cut(title, "(") // "Bộ Tài chính (31 nền tảng)"
	if a, ok := l.reg.Agency(strings.Trim(stripped, " :.-")); ok {
		l.agency = a.Name
		return true
	}
	section := classify(no)
	if section.rank == rankUpper || section.rank == rankRoman || no == "" && (spans(b) || b.Bold) && !lowerFirst(title) {
		l.section, l.agency = cmpOr(no, title), ""
		return true
	}
	return false
}

// filledTexts returns the texts of a row that are not empty.
func filledTexts(b *document.Block) []string {
	var out []string
	for i := range b.Cells {
		if t := oneLine(b.Cells[i].Text); t != "" && !b.Cells[i].Covered {
			out = append(out, t)
		}
	}
	return out
}

// spans tells whether a text of the row lies across columns.
func spans(b *document.Block) bool {
	return slices.ContainsFunc(b.Cells, func(c document.Cell) bool { return !c.Covered && c.ColSpan >= 3 && strings.TrimSpace(c.Text) != "" })
}

// goesOn joins a row that only goes on with the name of the row before it, as where a page breaks inside a cell.
func (l *listReader) goesOn(b *document.Block, name, no string) bool {
	n := len(l.out.Rows)
	if n == 0 || no != "" || name == "" || !lowerFirst(name) || len(filledTexts(b)) != 1 {
		return false
	}
	l.out.Rows[n-1].Entry.Name += " " + name
	return true
}

func (l *listReader) fault(b *document.Block, what string, why ListWhy) {
	l.out.Faults = append(l.out.Faults, RowFault{Place: citePlace(b.Place), What: clip(what, 120), Why: why})
}

func (l *listReader) remark(b *document.Block, what string, why ListWhy) {
	l.out.Remarks = append(l.out.Remarks, RowFault{Place: citePlace(b.Place), What: clip(what, 120), Why: why})
}
