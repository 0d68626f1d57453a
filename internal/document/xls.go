package document

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rasoat/rasoat/internal/viet"
)

// Excel 97 to 2003 ([MS-XLS]): a stream of records, one workbook part and then each sheet. Values, merged cells,
// fonts and number formats become the same sheet as that of an xlsx file and are given by the same code.

// isXLS reports an Excel workbook of before 2007.
func isXLS(in *input) bool { return in.ole.has("Workbook") || in.ole.has("Book") }

// Kinds of record.
const (
	recEnd       = 0x0a
	recFormula   = 0x06
	recDateMode  = 0x22
	recPassword  = 0x2f
	recFont      = 0x31
	recContinue  = 0x3c
	recSheet     = 0x85
	recHeader    = 0x14
	recFooter    = 0x15
	recManyRK    = 0xbd
	recXF        = 0xe0
	recMerged    = 0xe5
	recStrings   = 0xfc
	recStringRef = 0xfd
	recNumber    = 0x203
	recLabel     = 0x204
	recBoolErr   = 0x205
	recString    = 0x207
	recRow       = 0x208
	recRK        = 0x27e
	recFormat    = 0x41e
	recBegin     = 0x809

	excel97 = 0x600
)

// binaryBook is an Excel workbook of before 2007 while it is read.
type binaryBook struct {
	*workbook
	data  little
	codes map[int]string
	fonts []string
	at    []int // where the sheets begin
}

// biffRecord is one record and where the next begins.
type biffRecord struct {
	kind int
	body little
	next int
}

// readXLS reads all sheets of an Excel workbook of before 2007.
func readXLS(in *input) error {
	if !in.ole.has("Workbook") {
		return in.convert(XLSX, "an Excel workbook of before 1997")
	}
	data, err := in.ole.read("Workbook", int64(len(in.data)))
	if err != nil {
		return err
	}
	b := &binaryBook{workbook: &workbook{in: in, decoded: map[viet.Encoding][]string{}}, data: data, codes: map[int]string{}}
	if first := b.record(0); first.kind != recBegin || first.body.u16(0) != excel97 {
		return in.convert(XLSX, "an Excel workbook of an unusual version")
	}
	if err := b.readGlobals(); err != nil {
		return err
	}
	for i, entry := range b.sheets {
		if entry.hidden {
			in.note("sheet %q is hidden; it was read", entry.name)
		}
		if err := b.readSheet(entry.name, b.at[i]); err != nil {
			return err
		}
	}
	return nil
}

// record takes the record at a place; a record of kind 0 ends the stream.
func (b *binaryBook) record(at int) biffRecord {
	size := b.data.u16(at + 2)
	if at < 0 || at+4+size > len(b.data) {
		return biffRecord{next: len(b.data)}
	}
	return biffRecord{b.data.u16(at), b.data.part(at+4, size), at + 4 + size}
}

// readGlobals reads the workbook part: fonts, formats, the list of sheets, the shared strings.
func (b *binaryBook) readGlobals() error {
	for at := 0; at < len(b.data); {
		if err := b.in.m.tick(); err != nil {
			return err
		}
		r := b.record(at)
		at = r.next
		switch r.kind {
		case recEnd:
			return nil
		case 0:
			return damaged("the workbook ends in the middle", nil)
		case recPassword:
			return refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", nil)
		case recDateMode:
			b.date1904 = r.body.u16(0) == 1
		case recFont:
			name, _ := unicodeString(r.body, 15, r.body.u8(14))
			b.fonts = append(b.fonts, name)
		case recFormat:
			b.codes[r.body.u16(0)], _ = unicodeString(r.body, 4, r.body.u16(2))
		case recXF:
			b.addFormat(r.body)
		case recSheet:
			if r.body.u8(5) == 0 {
				name, _ := unicodeString(r.body, 7, r.body.u8(6))
				b.sheets = append(b.sheets, sheetEntry{name: tidy(name), hidden: r.body.u8(4)&3 != 0})
				b.at = append(b.at, r.body.u32(0))
			}
		case recStrings:
			if err := b.readSharedStrings(r); err != nil {
				return err
			}
		}
	}
	return damaged("the workbook ends in the middle", nil)
}

// unicodeString reads a string whose count of characters is known: a flag byte, then one or two bytes a character.
func unicodeString(b little, at, count int) (string, int) {
	wide := b.u8(at) & 1
	at++
	units := make([]uint16, 0, min(count, len(b)))
	for range min(count, len(b)) {
		if wide == 1 {
			units = append(units, uint16(b.u16(at)))
		} else {
			units = append(units, uint16(b.u8(at)))
		}
		at += 1 + wide
	}
	return string(utf16.Decode(units)), at
}

// addFormat reads a cell format.
func (b *binaryBook) addFormat(body little) {
	f := cellFormat{number: general}
	id := body.u16(2)
	code, ok := b.codes[id]
	if !ok {
		code = builtinFormats[id]
	}
	if code != "" {
		f.number = parseNumberFormat(code)
	}
	f.enc, _ = fontEncoding(b.font(body.u16(0)))
	b.formats = append(b.formats, f)
}

// font gives the name of a font; number 4 is never used.
func (b *binaryBook) font(i int) string {
	if i > 4 {
		i--
	}
	if i >= len(b.fonts) {
		return ""
	}
	return b.fonts[i]
}

// readSharedStrings reads the shared strings, which run on over records.
func (b *binaryBook) readSharedStrings(r biffRecord) error {
	s := chunked{chunks: []little{r.body}}
	for next := b.record(r.next); next.kind == recContinue; next = b.record(next.next) {
		s.chunks = append(s.chunks, next.body)
	}
	count := r.body.u32(4)
	s.at = 8
	size := 0
	for range count {
		if err := b.in.m.tick(); err != nil {
			return err
		}
		if s.done() {
			return damaged("the strings of the workbook end in the middle", nil)
		}
		t := b.sharedString(&s)
		size += len(t.plain) + 64
		if int64(size) > 2*b.in.m.lim.Text {
			return tooLarge("more than %d MiB of shared text", 2*b.in.m.lim.Text>>20)
		}
		b.strings = append(b.strings, t)
	}
	return nil
}

// sharedString reads one shared string, its pieces by font where it has several.
func (b *binaryBook) sharedString(s *chunked) richText {
	count := s.u16()
	flags := s.u8()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = s.u16()
	}
	if flags&4 != 0 {
		extra = s.u16() | s.u16()<<16
	}
	units := s.characters(count, flags&1 == 1)
	t := richText{}
	from, font := 0, ""
	for range runs {
		to := min(s.u16(), len(units))
		if next := s.u16(); to >= from {
			t.pieces = append(t.pieces, richPiece{string(utf16.Decode(units[from:to])), font})
			from, font = to, b.font(next)
		}
	}
	if runs == 0 {
		t.plain = string(utf16.Decode(units))
	} else {
		t.pieces = append(t.pieces, richPiece{string(utf16.Decode(units[from:])), font})
	}
	s.skip(extra)
	return t
}

// chunked reads over the borders of records.
type chunked struct {
	chunks []little
	at     int
}

// done reports the end of the last record.
func (s *chunked) done() bool {
	for len(s.chunks) > 0 && s.at >= len(s.chunks[0]) {
		s.chunks, s.at = s.chunks[1:], 0
	}
	return len(s.chunks) == 0
}

func (s *chunked) u8() int {
	if s.done() {
		return 0
	}
	s.at++
	return s.chunks[0].u8(s.at - 1)
}

func (s *chunked) u16() int { return s.u8() | s.u8()<<8 }

// skip passes over bytes.
func (s *chunked) skip(n int) {
	for n > 0 && !s.done() {
		step := min(n, len(s.chunks[0])-s.at)
		s.at += step
		n -= step
	}
}

// characters reads text. Where it runs on in the next record, that begins with its width anew.
func (s *chunked) characters(count int, wide bool) []uint16 {
	var out []uint16
	for len(out) < count {
		if len(s.chunks) > 0 && s.at >= len(s.chunks[0]) {
			if s.done() {
				return out
			}
			wide = s.u8()&1 == 1
		}
		if s.done() {
			return out
		}
		if wide {
			out = append(out, uint16(s.u16()))
		} else {
			out = append(out, uint16(s.u8()))
		}
	}
	return out
}

// readSheet reads the records of one sheet.
func (b *binaryBook) readSheet(name string, at int) error {
	s := &binarySheet{sheet: sheet{book: b.workbook, name: name}, book: b}
	for at < len(b.data) {
		if err := b.in.m.tick(); err != nil {
			return err
		}
		r := b.record(at)
		at = r.next
		if r.kind == recEnd {
			return s.give()
		}
		if r.kind == 0 {
			break
		}
		if err := s.take(r); err != nil {
			return err
		}
	}
	b.in.partial("sheet %q is cut off after row %d", name, s.last)
	return s.give()
}

// binarySheet is a sheet while its records are read.
type binarySheet struct {
	sheet
	book    *binaryBook
	pending *rawCell // a formula whose text follows
	row     int
	column  int
}

// take reads one record.
func (s *binarySheet) take(r biffRecord) error {
	b := r.body
	style := b.u16(4)
	switch r.kind {
	case recRow:
		if b.u16(12)&0x20 != 0 {
			s.hidden = append(s.hidden, b.u16(0)+1)
		}
	case recHeader, recFooter:
		text, _ := unicodeString(b, 2, b.u16(0))
		s.sheet.book.in.edge(pageText(text))
	case recNumber:
		return s.number64(b, style, b.part(6, 8), false)
	case recRK:
		return s.set(b.u16(0), b.u16(2), rawCell{kind: "n", style: b.u16(4), value: rkNumber(b.u32(6))})
	case recManyRK:
		for i := 4; i+6 <= len(b)-2; i += 6 {
			if err := s.set(b.u16(0), b.u16(2)+(i-4)/6, rawCell{kind: "n", style: b.u16(i), value: rkNumber(b.u32(i + 2))}); err != nil {
				return err
			}
		}
	case recStringRef:
		return s.set(b.u16(0), b.u16(2), rawCell{kind: "s", style: style, value: strconv.Itoa(b.u32(6))})
	case recLabel:
		text, _ := unicodeString(b, 8, b.u16(6))
		return s.set(b.u16(0), b.u16(2), rawCell{kind: "inlineStr", style: style, inline: richText{plain: text}})
	case recBoolErr:
		kind, value := "b", strconv.Itoa(b.u8(6))
		if b.u8(7) == 1 {
			kind, value = "e", "#ERROR"
		}
		return s.set(b.u16(0), b.u16(2), rawCell{kind: kind, style: style, value: value})
	case recFormula:
		return s.formula(b, style)
	case recString:
		if s.pending == nil {
			return nil
		}
		c := *s.pending
		s.pending = nil
		c.inline.plain, _ = unicodeString(b, 2, b.u16(0))
		return s.set(s.row, s.column, c)
	case recMerged:
		for i := range min(b.u16(0), len(b)/8) {
			a := area{top: b.u16(2 + 8*i), bottom: b.u16(4 + 8*i), left: b.u16(6 + 8*i), right: b.u16(8 + 8*i)}
			if a.bottom >= a.top && a.right >= a.left && a.right < sheetColumns {
				s.merges = append(s.merges, a)
			}
		}
	}
	return nil
}

// formula takes the stored result of a formula.
func (s *binarySheet) formula(b little, style int) error {
	if b.u16(12) != 0xffff {
		return s.number64(b, style, b.part(6, 8), true)
	}
	c := rawCell{style: style, formula: true}
	switch b.u8(6) {
	case 0:
		c.kind = "inlineStr"
		s.pending, s.row, s.column = &c, b.u16(0), b.u16(2)
		return nil
	case 1:
		c.kind, c.value = "b", strconv.Itoa(b.u8(8))
	case 2:
		c.kind, c.value = "e", "#ERROR"
	default:
		c.kind, c.valued = "str", true
	}
	return s.set(b.u16(0), b.u16(2), c)
}

// number64 takes a number of eight bytes.
func (s *binarySheet) number64(b little, style int, eight little, formula bool) error {
	v := math.Float64frombits(uint64(eight.u32(0)) | uint64(eight.u32(4))<<32)
	c := rawCell{kind: "n", style: style, value: strconv.FormatFloat(v, 'g', -1, 64), formula: formula}
	return s.set(b.u16(0), b.u16(2), c)
}

// rkNumber writes a number packed into four bytes: an integer or the upper half of a float, perhaps times 100.
func rkNumber(rk int) string {
	v := float64(int32(uint32(rk)) >> 2)
	if rk&2 == 0 {
		v = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		v /= 100
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// set puts a cell into its row; records come row by row, cell by cell.
func (s *binarySheet) set(row, column int, c rawCell) error {
	row++
	if n := len(s.rows); n == 0 || s.rows[n-1].Place.Row != row {
		s.rows = append(s.rows, Block{Kind: Row, Place: Place{Sheet: s.name, Row: row}})
		if len(s.rows) > s.sheet.book.in.m.lim.Blocks {
			return tooLarge("more than %d rows", s.sheet.book.in.m.lim.Blocks)
		}
		s.last = row
	}
	c.inline.plain = strings.ReplaceAll(c.inline.plain, "\x00", "")
	return s.put(&s.rows[len(s.rows)-1], column, c)
}
