package document

import (
	"path/filepath"
	"strings"
)

// record is one row of delimited text and the line where it starts, from 1.
type record struct {
	line   int
	fields []string
}

// delimiters that are tried, most telling first.
var delimiters = []byte{';', '\t', '|', ','}

// Sniffing looks at this much of a file.
const (
	sniffBytes = 64 << 10
	sniffRows  = 200
)

// isCSV reports text whose lines split into the same number of columns nearly everywhere.
func isCSV(in *input) bool {
	text := in.plain()
	return text != "" && in.delimiter(text) != 0
}

// delimiter finds what separates the columns, 0 when the text is not a table.
func (in *input) delimiter(text string) byte {
	if rest, ok := strings.CutPrefix(strings.ToLower(text[:min(len(text), 6)]), "sep="); ok && rest != "" {
		return rest[0]
	}
	ext := strings.ToLower(filepath.Ext(in.name))
	named := ext == ".csv" || ext == ".tsv"
	best, found := 0, byte(0)
	for _, d := range delimiters {
		if n := columnScore(text, d, named); n > best {
			best, found = n, d
		}
	}
	return found
}

// columnScore tells how well d splits the start of the text into columns; 0 when it does not. Commas also stand in
// prose, so they need more columns and more rows, unless the file is named as a table.
func columnScore(text string, d byte, named bool) int {
	p := csvParser{s: headLines(text, sniffBytes), delim: d, line: 1}
	counts := map[int]int{}
	rows := 0
	for rows < sniffRows {
		rec, ok := p.next()
		if !ok {
			break
		}
		if len(rec.fields) > 1 || strings.TrimSpace(rec.fields[0]) != "" {
			counts[len(rec.fields)]++
			rows++
		}
	}
	columns, share := 0, 0
	for n, c := range counts {
		if c > share || c == share && n > columns {
			columns, share = n, c
		}
	}
	minRows, minColumns := 2, 2
	switch {
	case named:
		minRows = 1
	case d == ',':
		minRows, minColumns = 2, 3
	}
	if rows > 2 {
		rows-- // the last may be cut off
	}
	if rows < minRows || columns < minColumns || share*10 < rows*7 {
		return 0
	}
	return columns * share
}

// headLines gives the whole lines in the first n bytes, or all of it when there are none.
func headLines(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if end := strings.LastIndexByte(s[:n], '\n'); end > 0 {
		return s[:end]
	}
	return s[:n]
}

// csvParser splits delimited text. Quoted fields may hold delimiters, line ends and doubled quotes; a quote that is
// never closed is taken as an ordinary character and remembered.
type csvParser struct {
	s        string
	delim    byte
	pos      int
	line     int
	unclosed int // line of the first quote that is never closed, 0 for none
}

// next gives the next record.
func (p *csvParser) next() (record, bool) {
	if p.pos >= len(p.s) {
		return record{}, false
	}
	rec := record{line: p.line}
	for {
		field, last := p.field()
		rec.fields = append(rec.fields, field)
		if last {
			return rec, true
		}
	}
}

// field gives the next field and whether it ends its record.
func (p *csvParser) field() (string, bool) {
	if p.pos < len(p.s) && p.s[p.pos] == '"' && p.unclosed == 0 {
		if text, ok := p.quoted(); ok {
			rest, last := p.bare()
			return text + rest, last
		}
		p.unclosed = p.line
	}
	return p.bare()
}

// quoted takes a quoted field up to its closing quote; without one nothing is taken.
func (p *csvParser) quoted() (string, bool) {
	var sb strings.Builder
	for i := p.pos + 1; i < len(p.s); {
		end := strings.IndexByte(p.s[i:], '"')
		if end < 0 {
			return "", false
		}
		sb.WriteString(p.s[i : i+end])
		i += end + 1
		if i < len(p.s) && p.s[i] == '"' {
			sb.WriteByte('"')
			i++
			continue
		}
		p.line += strings.Count(p.s[p.pos:i], "\n")
		p.pos = i
		return sb.String(), true
	}
	return "", false
}

// bare takes what stands up to the next delimiter or line end, and that too.
func (p *csvParser) bare() (string, bool) {
	start := p.pos
	for ; p.pos < len(p.s); p.pos++ {
		switch c := p.s[p.pos]; {
		case c == p.delim:
			p.pos++
			return p.s[start : p.pos-1], false
		case c == '\n' || c == '\r':
			text := p.s[start:p.pos]
			if strings.HasPrefix(p.s[p.pos:], "\r\n") {
				p.pos++
			}
			p.pos++
			p.line++
			return text, true
		}
	}
	return p.s[start:], true
}

// readCSV makes a row of every record with something in it.
func readCSV(in *input) error {
	text := in.plain()
	p := csvParser{s: text, delim: in.delimiter(text), line: 1}
	widths := map[int]int{}
	var last record
	for {
		rec, ok := p.next()
		if !ok {
			break
		}
		if rec.line == 1 && len(rec.fields) <= 2 && strings.HasPrefix(strings.ToLower(rec.fields[0]), "sep=") {
			continue
		}
		if err := in.addRecord(rec); err != nil {
			return err
		}
		widths[len(rec.fields)]++
		last = rec
	}
	in.noteCut(&p, last, widths)
	return nil
}

// addRecord keeps one record as a row; a record of empty fields is none.
func (in *input) addRecord(rec record) error {
	cells := make([]Cell, len(rec.fields))
	filled := false
	for i, f := range rec.fields {
		cells[i] = Cell{Text: tidy(f), Column: i, ColSpan: 1, RowSpan: 1}
		filled = filled || cells[i].Text != ""
	}
	if !filled {
		return nil
	}
	if err := in.m.cell(len(cells)); err != nil {
		return err
	}
	return in.add(Block{Kind: Row, Cells: cells, Place: Place{Table: 1, Row: rec.line}})
}

// noteCut records the signs of a file that was cut off: an open quote, or a last line shorter than all others.
func (in *input) noteCut(p *csvParser, last record, widths map[int]int) {
	if p.unclosed > 0 {
		in.partial("line %d: a quotation mark is never closed, so columns may be shifted or the file cut off", p.unclosed)
	}
	shorter := widths[len(last.fields)] == 1 && len(widths) == 2
	for w := range widths {
		shorter = shorter && w >= len(last.fields)
	}
	if shorter && !strings.HasSuffix(p.s, "\n") {
		in.partial("line %d ends before its last column: the file may be cut off", last.line)
	}
}
