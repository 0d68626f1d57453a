package document

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// madeWordBinary makes the two streams of a Word 97 document of one piece. Rows of tables end with an empty cell mark,
// and carry the property that says so; the first run is in .VnTime where it holds Western letters.
func madeWordBinary(text string) (main, table []byte) {
	units := utf16.Encode([]rune(text))
	const textAt, pageAt = 512, 4096
	main = make([]byte, pageAt+1024)
	for i, u := range units {
		binary.LittleEndian.PutUint16(main[textAt+2*i:], u)
	}
	put := func(at, v int) { binary.LittleEndian.PutUint32(main[at:], uint32(v)) }
	binary.LittleEndian.PutUint16(main[fibVersion:], word97)
	put(fibText, len(units))

	pieces := binary.LittleEndian.AppendUint32([]byte{2}, 16)
	pieces = binary.LittleEndian.AppendUint32(pieces, 0)
	pieces = binary.LittleEndian.AppendUint32(pieces, uint32(len(units)))
	pieces = append(pieces, 0, 0)
	pieces = binary.LittleEndian.AppendUint32(pieces, textAt)
	pieces = append(pieces, 0, 0)
	put(fibPieces, 0)
	put(fibPieces+4, len(pieces))
	table = pieces

	paraPage(main[pageAt:pageAt+512], units, textAt)
	put(fibParaPages, len(table))
	put(fibParaPages+4, 12)
	for _, v := range []int{textAt, textAt + 2*len(units), pageAt / 512} {
		table = binary.LittleEndian.AppendUint32(table, uint32(v))
	}
	return main, table
}

// paraPage writes the page of paragraph properties: style 2 for the first, table properties for cells and row ends.
func paraPage(page []byte, units []uint16, textAt int) {
	ends := []int{textAt}
	var props [][]byte
	previous := uint16(0)
	for i, u := range units {
		if u != '\r' && u != 7 {
			previous = u
			continue
		}
		ends = append(ends, textAt+2*(i+1))
		p := []byte{0, 0}
		switch {
		case len(props) == 0:
			p[0] = 2
		case u == 7 && previous == 7:
			p = append(p, 0x16, 0x24, 1, 0x17, 0x24, 1)
		case u == 7:
			p = append(p, 0x16, 0x24, 1)
		}
		props = append(props, p)
		previous = u
	}
	for i, e := range ends {
		binary.LittleEndian.PutUint32(page[4*i:], uint32(e))
	}
	at := 510
	for i, p := range props {
		at -= (len(p) + 3) &^ 1
		page[at] = 0
		page[at+1] = byte(len(p) / 2)
		copy(page[at+2:], p)
		page[4*len(ends)+13*i] = byte(at / 2)
	}
	page[511] = byte(len(props))
}

func TestWordBinary(t *testing.T) {
	main, table := madeWordBinary("Mục tiêu\rTT\x07Hạng mục\x07\x07một\x07hai\x07\x07Hết \x13PAGE\x14năm\x15 §Çu t\u00ad c«ng\r")
	in := &input{m: &meter{ctx: t.Context(), lim: Limits{}.withDefaults()}, doc: &Document{}}
	w := &wordBinary{in: in, main: main, table: table}
	if err := w.readPieces(); err != nil {
		t.Fatal(err)
	}
	w.paras = w.readPages(fibParaPages, true)
	rowEnd := &w.paras[3] // as if it had been too long for its page
	w.data = append([]byte{0xff, 6, 0}, rowEnd.props...)
	rowEnd.props = []byte{0x46, 0x66, 1, 0, 0, 0}
	rowEnd.readLong(w.data)
	if err := w.readText(); err != nil {
		t.Fatal(err)
	}
	want := `H2 Mục tiêu
		R |A TT |B Hạng mục
		R |A một |B hai
		P Hết năm Đầu tư công`
	if diff := cmp.Diff(wanted(want), outline(in.doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

// Automatic numbers and bullets show as in the document: a list of two levels, and a use of it that starts anew.
func TestWordBinaryLists(t *testing.T) {
	put := binary.LittleEndian.AppendUint32
	level := func(start int, format byte, text string) []byte {
		b := append(put(nil, uint32(start)), format)
		b = append(b, make([]byte, listSize-len(b))...)
		units := utf16.Encode([]rune(text))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(units)))
		for _, u := range units {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
		return b
	}
	definition := func(id uint32, flags byte) []byte {
		b := append(put(nil, id), make([]byte, listSize-4)...)
		b[26] = flags
		return b
	}
	use := func(id uint32, changes byte) []byte {
		b := append(put(nil, id), make([]byte, listUseSize-4)...)
		b[12] = changes
		return b
	}
	lists := append([]byte{2, 0}, definition(7, 0)...)
	lists = append(lists, definition(9, simpleList)...)
	lists = append(lists, level(1, 1, "\x00.")...)
	lists = append(lists, level(1, 0, "\x00.\x01.")...)
	for range listLevels - 2 {
		lists = append(lists, level(1, 255, "")...)
	}
	lists = append(lists, level(0, 23, "\uf0b7")...)
	uses := append(put(nil, 3), use(7, 0)...)
	uses = append(append(uses, use(9, 0)...), use(7, 1)...)
	uses = put(put(uses, 0xffffffff), 0xffffffff) // nothing changed by the first two
	uses = put(put(put(uses, 0xffffffff), 5), changesStart)
	w := &wordBinary{main: make([]byte, 1024), table: append(append([]byte{}, lists...), uses...)}
	binary.LittleEndian.PutUint32(w.main[fibLists+4:], uint32(len(lists)))
	binary.LittleEndian.PutUint32(w.main[fibListUses:], uint32(len(lists)))
	w.readLists()
	var got []string
	for _, p := range [][2]int{{1, 0}, {1, 1}, {1, 1}, {2, 0}, {1, 0}, {3, 0}, {4, 0}} {
		got = append(got, w.numbers.advance(p[0], p[1]))
	}
	if diff := cmp.Diff([]string{"I.", "I.1.", "I.2.", "-", "II.", "V.", ""}, got); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
}
