package document

import (
	"sort"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// The binary format of Word 97 to 2003 ([MS-DOC]): the text lies in pieces, in one or two bytes a character; how runs
// and paragraphs look is kept by byte position in pages of 512 bytes.

// isDOC reports a Word document of before 2007.
func isDOC(in *input) bool { return in.ole.has("WordDocument") }

// Places in the header of the main stream.
const (
	fibVersion   = 0x02
	fibFlags     = 0x0a
	fibText      = 0x4c // count of characters: text, then notes and so on
	fibFootnotes = 0x50
	fibHeaders   = 0x54
	fibComments  = 0x5c
	fibEndnotes  = 0x60
	fibBoxes     = 0x64
	fibRunPages  = 0xfa
	fibParaPages = 0x102
	fibFonts     = 0x112
	fibPieces    = 0x1a2

	word97 = 0xc1 // first version with this layout
)

// wordBinary is a Word document while it is read.
type wordBinary struct {
	in      *input
	main    little
	table   little
	data    little // properties too long for their page
	pieces  []textPiece
	runs    []propRun
	paras   []propRun
	fonts   []string
	numbers *numbering

	number int // of paragraphs
	tables int
	open   *binaryTable
	cell   []string // paragraphs of the open cell
	row    []string // cells of the open row
	lists  bool     // automatic numbers were met that are not known
}

// textPiece is text that lies together in the file. cp counts characters, fc bytes.
type textPiece struct {
	cp, end int
	fc      int
	narrow  bool // one byte a character
}

// propRun holds properties of the text between two byte positions.
type propRun struct {
	from, to int
	style    int
	props    little
}

// readDOC reads a Word document of before 2007.
func readDOC(in *input) error {
	data, err := in.ole.read("WordDocument", int64(len(in.data)))
	if err != nil {
		return err
	}
	w := &wordBinary{in: in, main: data}
	switch {
	case w.main.u16(fibFlags)&0x100 != 0:
		return refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", nil)
	case w.main.u16(fibVersion) < word97:
		return in.convert("docx", "a Word document of before 1997")
	}
	name := "0Table"
	if w.main.u16(fibFlags)&0x200 != 0 {
		name = "1Table"
	}
	if w.table, err = in.ole.read(name, int64(len(in.data))); err != nil {
		return err
	}
	if in.ole.has("Data") {
		if w.data, err = in.ole.read("Data", int64(len(in.data))); err != nil {
			return err
		}
	}
	if err := w.readPieces(); err != nil {
		return err
	}
	w.runs = w.readPages(fibRunPages, false)
	w.paras = w.readPages(fibParaPages, true)
	w.readFonts()
	w.readLists()
	return w.readText()
}

// readPieces reads where the text lies.
func (w *wordBinary) readPieces() error {
	clx := w.table.part(w.main.u32(fibPieces), w.main.u32(fibPieces+4))
	at := 0
	for clx.u8(at) == 1 {
		at += 3 + clx.u16(at+1)
	}
	if clx.u8(at) != 2 {
		return damaged("the document has no table of its text", nil)
	}
	plc := clx.part(at+5, clx.u32(at+1))
	n := (len(plc) - 4) / 12
	for i := range n {
		p := textPiece{cp: plc.u32(4 * i), end: plc.u32(4 * (i + 1)), fc: plc.u32(4*(n+1) + 8*i + 2)}
		if p.fc&(1<<30) != 0 {
			p.fc, p.narrow = p.fc&^(1<<30)/2, true
		}
		width := 2
		if p.narrow {
			width = 1
		}
		if p.end < p.cp || p.fc+(p.end-p.cp)*width > len(w.main) {
			return damaged("the text of the document lies outside the file", nil)
		}
		w.pieces = append(w.pieces, p)
	}
	return nil
}

// readPages reads the properties of runs or paragraphs.
func (w *wordBinary) readPages(fib int, paragraphs bool) []propRun {
	plc := w.table.part(w.main.u32(fib), w.main.u32(fib+4))
	n := (len(plc) - 4) / 8
	var out []propRun
	for i := range max(n, 0) {
		page := w.main.part(plc.u32(4*(n+1)+4*i)*512, 512)
		if len(page) < 512 {
			continue
		}
		count := page.u8(511)
		for j := range count {
			r := propRun{from: page.u32(4 * j), to: page.u32(4 * (j + 1))}
			if paragraphs {
				r.readPara(page, 2*page.u8(4*(count+1)+13*j))
				r.readLong(w.data)
			} else if at := 2 * page.u8(4*(count+1)+j); at > 0 {
				r.props = page.part(at+1, page.u8(at))
			}
			out = append(out, r)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].from < out[j].from })
	return out
}

// readPara reads the style and properties of a paragraph.
func (r *propRun) readPara(page little, at int) {
	if at == 0 {
		return
	}
	size := 2*page.u8(at) - 1
	if page.u8(at) == 0 {
		at++
		size = 2 * page.u8(at)
	}
	r.style = page.u16(at + 1)
	r.props = page.part(at+3, size-2)
}

// readLong puts properties that did not fit on their page, as those of rows of many cells, in the place of what points to them.
func (r *propRun) readLong(data little) {
	r.each(func(code int, operand little) {
		if code == propLong || code == propLongOld {
			at := operand.u32(0)
			r.props = data.part(at+2, data.u16(at))
		}
	})
}

// runAt gives the properties at a byte position.
func runAt(runs []propRun, fc int) *propRun {
	i := sort.Search(len(runs), func(i int) bool { return runs[i].to > fc })
	if i < len(runs) && runs[i].from <= fc {
		return &runs[i]
	}
	return &propRun{from: fc, to: fc + 1}
}

// each calls take with every property: its code and its operand.
func (r *propRun) each(take func(code int, operand little)) {
	for b := r.props; len(b) >= 3; {
		code := b.u16(0)
		b = b[2:]
		size := [8]int{1, 1, 2, 4, 2, 2, 0, 3}[code>>13]
		if code>>13 == 6 {
			size = 1 + b.u8(0)
			if code == propTable {
				size = 1 + b.u16(0)
			}
		}
		if size > len(b) || size <= 0 {
			return
		}
		take(code, b[:size])
		b = b[size:]
	}
}

// Properties that matter.
const (
	propDeleted  = 0x0800
	propBold     = 0x0835
	propCaps     = 0x083b
	propHidden   = 0x083c
	propFont     = 0x4a4f
	propFontHigh = 0x4a51
	propInTable  = 0x2416
	propRowEnd   = 0x2417
	propOutline  = 0x2640
	propAlign    = 0x2403
	propAlign2   = 0x2461
	propList     = 0x460b
	propLevel    = 0x260a // of the list
	propTable    = 0xd608
	propLong     = 0x6646 // where in the stream of data the properties are
	propLongOld  = 0x6645
)

// readFonts reads the names of the fonts.
func (w *wordBinary) readFonts() {
	b := w.table.part(w.main.u32(fibFonts), w.main.u32(fibFonts+4))
	at := 4
	for range b.u16(0) {
		size := b.u8(at) + 1
		entry := b.part(at, size)
		var name []uint16
		for i := 40; i+1 < len(entry) && entry.u16(i) != 0; i += 2 {
			name = append(name, uint16(entry.u16(i)))
		}
		w.fonts = append(w.fonts, string(utf16.Decode(name)))
		at += size
	}
}

// look gives how a run looks, and whether it was deleted.
func (w *wordBinary) look(r *propRun) (look runLook, deleted bool) {
	r.each(func(code int, operand little) {
		value := operand.u8(0)
		switch code {
		case propDeleted:
			deleted = value == 1
		case propBold:
			look.bold = setTo(value == 1 || value == 129)
		case propCaps:
			look.caps = setTo(value == 1)
		case propHidden:
			look.hidden = setTo(value == 1 || value == 129)
		case propFont, propFontHigh:
			if i := operand.u16(0); i < len(w.fonts) && look.font == "" {
				look.font = w.fonts[i]
			}
		}
	})
	return look, deleted
}

// readText reads the text itself, then notes and text boxes, which lie behind it.
func (w *wordBinary) readText() error {
	from, headers := 0, 0
	for _, part := range []struct {
		fib  int
		keep bool
	}{{fibText, true}, {fibFootnotes, true}, {fibHeaders, false}, {fibComments, false}, {fibEndnotes, true}, {fibBoxes, true}} {
		count := w.main.u32(part.fib)
		if part.fib == fibHeaders {
			headers = from
		}
		if part.keep {
			if err := w.readPart(from, count); err != nil {
				return err
			}
		}
		from += count
	}
	if err := w.in.aside(func() error { return w.readPart(headers, w.main.u32(fibHeaders)) }); err != nil {
		return err
	}
	if w.lists {
		w.in.note("some automatic numbers of lists are not shown")
	}
	return nil
}

// readPart reads one part of the text.
func (w *wordBinary) readPart(from, count int) error {
	if count <= 0 {
		return nil
	}
	if err := w.readRange(from, from+count); err != nil {
		return err
	}
	return w.closeTable()
}

// readRange reads characters from one count to another.
func (w *wordBinary) readRange(from, to int) error {
	p := &binaryPara{w: w}
	for _, piece := range w.pieces {
		for cp := max(piece.cp, from); cp < min(piece.end, to); cp++ {
			if err := w.in.m.tick(); err != nil {
				return err
			}
			fc := piece.fc + (cp - piece.cp)
			r := charmap.Windows1252.DecodeByte(byte(w.main.u8(fc)))
			if !piece.narrow {
				fc = piece.fc + 2*(cp-piece.cp)
				r = rune(w.main.u16(fc))
			}
			if err := p.take(r, fc); err != nil {
				return err
			}
		}
	}
	return p.end(-1, '\r')
}

// binaryPara is a paragraph while it is read.
type binaryPara struct {
	w       *wordBinary
	segs    []segment
	text    strings.Builder // of the run being read
	run     *propRun
	look    runLook
	deleted bool
	fields  []bool
	high    uint16 // first half of a character in two
}

// take adds a character or acts on a mark.
func (p *binaryPara) take(r rune, fc int) error {
	if p.run == nil || fc < p.run.from || fc >= p.run.to {
		p.closeRun()
		p.run = runAt(p.w.runs, fc)
		p.look, p.deleted = p.w.look(p.run)
	}
	switch r {
	case '\r', 7, '\f':
		return p.end(fc, r)
	case 0x13:
		p.fields = append(p.fields[:min(len(p.fields), maxFields)], false)
	case 0x14:
		if n := len(p.fields); n > 0 {
			p.fields[n-1] = true
		}
	case 0x15:
		if n := len(p.fields); n > 0 {
			p.fields = p.fields[:n-1]
		}
	case 0x0b:
		p.put('\n')
	case 0x1e:
		p.put('-')
	case 0x1f:
		p.put(0xad)
	default:
		if r >= ' ' || r == '\t' {
			p.put(r)
		}
	}
	return nil
}

// put adds a character that shows.
func (p *binaryPara) put(r rune) {
	for _, result := range p.fields {
		if !result {
			return
		}
	}
	switch {
	case p.deleted:
	case on(p.look.hidden):
		p.w.in.note("hidden text was left out")
	case utf16.IsSurrogate(r) && p.high == 0:
		p.high = uint16(r)
	case utf16.IsSurrogate(r):
		p.text.WriteRune(utf16.DecodeRune(rune(p.high), r))
		p.high = 0
	default:
		p.text.WriteRune(r)
	}
}

// closeRun makes a segment of the run.
func (p *binaryPara) closeRun() {
	if p.text.Len() == 0 {
		return
	}
	enc, capitals := fontEncoding(p.look.font)
	p.segs = append(p.segs, segment{text: p.text.String(), enc: enc, bold: on(p.look.bold), caps: capitals || on(p.look.caps)})
	p.text.Reset()
}
