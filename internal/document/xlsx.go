package document

import (
	"encoding/xml"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// The sheets are read here and not by a spreadsheet library for three things a library's row stream does not tell:
// whether "3.150" was typed as text (three thousand, to a Vietnamese clerk) or stored as the number 3.15, which cells
// are merged without loading the whole sheet, and which font, so which encoding, a cell is in.

// isXLSX reports a SpreadsheetML package.
func isXLSX(in *input) bool { return in.mainPart("xl/", "xl/workbook.xml") != "" }

// workbook is an Excel file while it is read.
type workbook struct {
	in       *input
	sheets   []sheetEntry
	date1904 bool
	formats  []cellFormat
	strings  []richText
	decoded  map[viet.Encoding][]string // plain shared strings, by the encoding of the cell they were seen in
}

// sheetEntry is a sheet in the list of the workbook.
type sheetEntry struct {
	name   string
	id     string
	hidden bool
}

// richText is the text of a cell: plain, or pieces in several fonts.
type richText struct {
	plain  string
	pieces []richPiece
}

// richPiece is text in one font; "" is the font of the cell.
type richPiece struct {
	text string
	font string
}

// readXLSX reads all sheets of an Excel workbook in their order.
func readXLSX(in *input) error {
	main := in.mainPart("xl/", "xl/workbook.xml")
	rels, err := in.archive.relations(main)
	if err != nil {
		return err
	}
	b := &workbook{in: in, decoded: map[viet.Encoding][]string{}}
	if err := in.archive.withXML(main, b.readSheetList); err != nil {
		return err
	}
	if err := in.archive.withXML(related(rels, "styles", "xl/styles.xml"), b.readFormats); err != nil {
		if fatal(err) {
			return err
		}
		in.partial("the styles of the workbook are damaged: dates show as numbers")
	}
	if err := in.archive.withXML(related(rels, "sharedStrings", "xl/sharedStrings.xml"), b.readStrings); err != nil {
		return err
	}
	for i, entry := range b.sheets {
		if err := b.readSheetOf(entry, i, rels); err != nil {
			return err
		}
	}
	return nil
}

// readSheetOf finds the part of a sheet and reads it. A sheet that is missing or damaged costs only itself.
func (b *workbook) readSheetOf(entry sheetEntry, i int, rels []relation) error {
	target := "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
	for _, r := range rels {
		if r.id != entry.id || entry.id == "" {
			continue
		}
		if r.kind != "worksheet" {
			b.in.note("sheet %q holds no rows: it is a chart or a macro", entry.name)
			return nil
		}
		target = r.target
	}
	if entry.hidden {
		b.in.note("sheet %q is hidden; it was read", entry.name)
	}
	if !b.in.archive.has(target) {
		b.in.partial("sheet %q is missing from the file", entry.name)
		return nil
	}
	s := &sheet{book: b, name: entry.name}
	err := b.in.archive.withXML(target, s.read)
	if fatal(err) {
		return err
	}
	if err != nil {
		var r *Refusal
		errors.As(err, &r)
		b.in.partial("sheet %q is damaged after row %d: %s", entry.name, s.last, r.Detail)
	}
	if err := b.readShapes(target); err != nil {
		return err
	}
	return s.give()
}

// readShapes looks at the text boxes that lie on a sheet for a mark of secrecy.
func (b *workbook) readShapes(sheet string) error {
	rels, err := b.in.archive.relations(sheet)
	for _, r := range rels {
		if r.kind == "drawing" && err == nil {
			err = b.in.archive.withXML(r.target, func(x *xmlTokens) error { return x.linesIn(b.in.edge, "txBody") })
		}
	}
	if fatal(err) {
		return err
	}
	if err != nil {
		b.in.partial("the drawings on a sheet are damaged: a mark of secrecy there would not be seen")
	}
	return nil
}

// pageCode is an instruction in the header or footer of a printed sheet: where it stands, how it looks, what is put in.
var pageCode = regexp.MustCompile(`&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|.)`)

// pageText gives the words of the header or footer of a printed sheet, a line for each of its three places.
func pageText(s string) string {
	return pageCode.ReplaceAllStringFunc(s, func(code string) string {
		if strings.Contains("&L&C&R", code) {
			return "\n"
		}
		return ""
	})
}

// readSheetList reads the main part.
func (b *workbook) readSheetList(x *xmlTokens) error {
	if _, err := x.root(); err != nil {
		return err
	}
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = truth(attr(e, "date1904"), false)
		case "sheets":
			return x.children(func(e xml.StartElement) error {
				state := attr(e, "state")
				b.sheets = append(b.sheets, sheetEntry{
					name:   tidy(attr(e, "name")),
					id:     relationID(e),
					hidden: state == "hidden" || state == "veryHidden",
				})
				return x.skip()
			})
		}
		return x.skip()
	})
}

// relationID gives the r:id of an element, which has a plain id too.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// readStrings reads the shared strings.
func (b *workbook) readStrings(x *xmlTokens) error {
	if _, err := x.root(); err != nil {
		return err
	}
	size := int64(0)
	return x.children(func(e xml.StartElement) error {
		if e.Name.Local != "si" {
			return x.skip()
		}
		t, n, err := readRichText(x)
		if size += int64(n) + 48; size > 2*b.in.m.lim.Text {
			return tooLarge("more than %d MiB of shared text", 2*b.in.m.lim.Text>>20)
		}
		b.strings = append(b.strings, t)
		return err
	})
}

// readRichText reads a shared or inline string and counts its bytes; the reading aids of East Asian text are left out.
func readRichText(x *xmlTokens) (t richText, size int, err error) {
	err = x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "t":
			text, err := x.text()
			t.plain += unescape(text)
			size += len(text)
			return err
		case "r":
			piece := richPiece{}
			err := x.children(func(e xml.StartElement) (err error) {
				switch e.Name.Local {
				case "t":
					piece.text, err = x.text()
					piece.text = unescape(piece.text)
					return err
				case "rPr":
					piece.font, err = readRunFont(x)
					return err
				}
				return x.skip()
			})
			t.pieces = append(t.pieces, piece)
			size += len(piece.text)
			return err
		}
		return x.skip()
	})
	return t, size, err
}

// readRunFont gives the font named in the properties of a piece.
func readRunFont(x *xmlTokens) (font string, err error) {
	err = x.children(func(e xml.StartElement) error {
		if e.Name.Local == "rFont" {
			font = attr(e, "val")
		}
		return x.skip()
	})
	return font, err
}

// shared gives a shared string as it reads in a cell of the given encoding.
func (b *workbook) shared(i int, enc viet.Encoding) string {
	if i < 0 || i >= len(b.strings) {
		return ""
	}
	cache := b.decoded[enc]
	if cache == nil {
		cache = make([]string, len(b.strings))
		b.decoded[enc] = cache
	}
	if cache[i] == "" {
		cache[i] = b.text(b.strings[i], enc)
	}
	return cache[i]
}

// text decodes the text of a cell whose font has the given encoding.
func (b *workbook) text(t richText, enc viet.Encoding) string {
	if len(t.pieces) == 0 {
		return tidy(b.in.legacy.run(t.plain, enc))
	}
	segs := make([]segment, 0, len(t.pieces)+1)
	if t.plain != "" {
		segs = append(segs, segment{text: t.plain, enc: enc})
	}
	for _, p := range t.pieces {
		s := segment{text: p.text, enc: enc}
		if p.font != "" {
			s.enc, _ = fontEncoding(p.font)
		}
		segs = append(segs, s)
	}
	text, _, _ := b.in.legacy.join(segs)
	return tidy(text)
}

// unescape undoes the _x000D_ that Excel writes for characters XML does not allow.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var sb strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			break
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			sb.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		sb.WriteString(s[:i])
		sb.WriteRune(rune(code))
		s = s[i+7:]
	}
	return sb.String() + s
}
