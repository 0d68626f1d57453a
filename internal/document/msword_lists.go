package document

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// Automatic lists of a binary Word document: their definitions lie in the table stream, each level with the look of its number;
// uses of them, counted from 1, are what paragraphs name.

const (
	fibLists    = 0x2e2
	fibListUses = 0x2ea

	listSize     = 28      // bytes of a definition, without its levels
	listUseSize  = 16      // bytes of a use, without what it changes
	listsMost    = 1 << 14 // lists of a document that are read
	simpleList   = 1       // flag of a definition: one level
	legalLevel   = 4       // flag of a level: all numbers in decimal
	changesStart = 0x10    // flag of what a use changes
	changesLevel = 0x20
)

// numberFormats are the formats of numbers by their codes.
var numberFormats = map[int]string{1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 255: "none"}

// readLists reads the lists of the document.
func (w *wordBinary) readLists() {
	w.numbers = &numbering{lists: map[int]*list{}}
	b, at := w.table, w.main.u32(fibLists)
	count := min(b.u16(at), listsMost)
	if w.main.u32(fibLists+4) == 0 {
		return
	}
	byID := make(map[int]*abstractList, count)
	levels := at + 2 + count*listSize
	for i := range count {
		def := b.part(at+2+i*listSize, listSize)
		a := &abstractList{}
		n := listLevels
		if def.u8(26)&simpleList != 0 {
			n = 1
		}
		for k := range n {
			a.levels[k], levels = b.listLevel(levels)
		}
		byID[def.u32(0)] = a
	}
	w.readListUses(byID)
}

// readListUses reads the uses of lists and what they change.
func (w *wordBinary) readListUses(byID map[int]*abstractList) {
	b, at := w.table, w.main.u32(fibListUses)
	count := min(b.u32(at), listsMost)
	changes := at + 4 + count*listUseSize
	for i := range count {
		use := b.part(at+4+i*listUseSize, listUseSize)
		if len(use) < listUseSize {
			return
		}
		l := &list{abstract: byID[use.u32(0)], override: map[int]listLevel{}, restart: map[int]int{}}
		w.numbers.lists[i+1] = l
		changes += 4
		for range use.u8(12) {
			start, flags := b.u32(changes), b.u32(changes+4)
			changes += 8
			level := flags & 0xf
			if flags&changesLevel != 0 {
				l.override[level], changes = b.listLevel(changes)
			}
			if flags&changesStart != 0 {
				l.restart[level] = start
			}
		}
	}
}

// listLevel reads one level of a list; next is where the one behind it begins.
func (b little) listLevel(at int) (lvl listLevel, next int) {
	lvl = listLevel{start: b.u32(at), format: "decimal", restart: -1, legal: b.u8(at+5)&legalLevel != 0}
	if f, ok := numberFormats[b.u8(at+4)]; ok {
		lvl.format = f
	}
	text := at + listSize + b.u8(at+24) + b.u8(at+25)
	n := b.u16(text)
	var sb strings.Builder
	var units []uint16
	for i := range n {
		c := b.u16(text + 2 + 2*i)
		if c < listLevels { // stands for the number of a level
			sb.WriteString(string(utf16.Decode(units)) + "%" + strconv.Itoa(c+1))
			units = nil
			continue
		}
		units = append(units, uint16(c))
	}
	sb.WriteString(string(utf16.Decode(units)))
	lvl.text = sb.String()
	return lvl, text + 2 + 2*n
}
