package report

import (
	"strings"
	"unicode"
)

// Measures of a document of an agency, in mm and points: A4, margins, faces and sizes as Phụ lục I of Nghị định
// 30/2020/NĐ-CP lays them down.
const (
	paperWidth, paperHeight             = 210.0, 297.0
	marginTop, marginBottom             = 20.0, 20.0
	marginLeft, marginRight             = 30.0, 15.0
	textWidth                           = paperWidth - marginLeft - marginRight
	pageNumberTop                       = 10.0 // from the upper edge, in the middle, from the second page on
	firstIndent                         = 10.0 // of the first line of a paragraph
	bodySize, tableSize, hintSize       = 13.0, 11.0, 10.0
	nationSize, mottoSize, headlineSize = 12.0, 13.0, 14.0
	letterheadLeft                      = 0.42 // part of the width that the agency's side of the letterhead takes
)

// annex is a report in the administrative form, block by block: what DOCX and PDF print. What is to be filled in by a
// person stands as dotted lines.
type annex struct {
	speaker
	subject  string // what it reports on (trích yếu nội dung)
	author   string // program and version
	asOf     string // of the check, ISO; the only date in the file, so that the same inputs give the same bytes
	blocks   []block
	sections [2]int // numbers given to headings of the first two levels
}

// blockKind says how a block is set.
type blockKind int

const (
	proseBlock     blockKind = iota // justified, first line indented
	fieldBlock                      // a label in italics, and what stands for it
	itemBlock                       // a point of a list, after a dash
	warnBlock                       // what a reader must know first, in bold
	noteBlock                       // small, in italics
	pasteBlock                      // a paragraph to be pasted elsewhere, set off by a line at its left
	headingBlock                    // of a level from 1 to 3
	tableBlock                      // with a header row that is repeated on every page
	blankBlock                      // a dotted line to write on
	titleBlock                      // title of a Phụ lục, which begins a page
	signatureBlock                  // recipients at the left, signatory at the right, all blank
)

// block is a part of an annex.
type block struct {
	kind  blockKind
	level int
	label string
	text  string
	table annexTable
}

// annexTable is a table as it is printed. Widths are parts of the sum of all.
type annexTable struct {
	columns []annexColumn
	rows    [][]string
}

type annexColumn struct {
	title string
	width float64
	right bool // numbers and amounts
}

func newAnnex(s speaker, subject string, setting *Provenance) *annex {
	a := &annex{speaker: s, subject: subject, author: "rasoat"}
	if setting != nil {
		a.author, a.asOf = "rasoat "+setting.Engine, setting.AsOf
	}
	return a
}

func (a *annex) add(kind blockKind, text string) {
	if text != "" {
		a.blocks = append(a.blocks, block{kind: kind, text: text})
	}
}

// section begins a numbered part: "I. …" on the first level, "1. …" on the second.
func (a *annex) section(level int, text string) {
	a.sections[level-1]++
	number := roman(a.sections[0])
	if level == 1 {
		a.sections[1] = 0
	} else {
		number = a.grouped(int64(a.sections[1]))
	}
	a.heading(level, number+". "+text)
}

func (a *annex) heading(level int, text string) {
	a.blocks = append(a.blocks, block{kind: headingBlock, level: level, text: text})
}

// appendix begins a Phụ lục on a page of its own; its sections are numbered anew.
func (a *annex) appendix(text string) {
	a.sections = [2]int{}
	a.add(titleBlock, text)
}

// field prints a label and what stands for it, or nothing where nothing does.
func (a *annex) field(label, text string) {
	if text != "" {
		a.blocks = append(a.blocks, block{kind: fieldBlock, label: label, text: text})
	}
}

// points prints lines as a list under a label, and a single line beside it.
func (a *annex) points(label string, lines []string) {
	if len(lines) == 1 {
		a.field(label, lines[0])
		return
	}
	if len(lines) > 1 {
		a.blocks = append(a.blocks, block{kind: fieldBlock, label: label})
	}
	for _, l := range lines {
		a.add(itemBlock, l)
	}
}

// tabulate prints a table, or nothing when it has no rows.
func (a *annex) tabulate(columns []annexColumn, rows [][]string) {
	if len(rows) > 0 {
		a.blocks = append(a.blocks, block{kind: tableBlock, table: annexTable{columns, rows}})
	}
}

// roman writes a small number in Roman numerals, as sections of Vietnamese documents are numbered.
func roman(n int) string {
	var out strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			out.WriteString(d.sign)
		}
	}
	return out.String()
}

// letterhead are the lines of the two sides of the first page's head. The agencies, the number, the place and the day
// are left to the person who issues the document.
func (a *annex) letterhead() (left, right []headLine) {
	left = []headLine{
		{text: a.say("annex.blank_side"), size: nationSize},
		{text: a.say("annex.parent"), size: hintSize, face: italicFace},
		{text: a.say("annex.blank_side"), size: nationSize, face: boldFace},
		{text: a.say("annex.agency"), size: hintSize, face: italicFace, after: 1},
		{text: a.say("annex.number"), size: bodySize},
	}
	right = []headLine{
		{text: a.say("annex.nation"), size: nationSize, face: boldFace},
		{text: a.say("annex.motto"), size: mottoSize, face: boldFace, rule: true},
		{text: a.say("annex.day"), size: bodySize, face: italicFace},
	}
	return left, right
}

// signature are the lines of the two sides of the end: recipients, and who signs, in what capacity.
func (a *annex) signature() (left, right []headLine) {
	left = []headLine{
		{text: a.say("annex.recipients"), size: nationSize, face: boldFace, left: true},
		{text: a.say("annex.recipient"), size: tableSize, left: true},
		{text: a.say("annex.recipient"), size: tableSize, left: true},
		{text: a.say("annex.filed"), size: tableSize, left: true},
	}
	right = []headLine{
		{text: a.say("annex.blank"), size: bodySize},
		{text: a.say("annex.capacity"), size: hintSize, face: italicFace, after: 8},
		{text: a.say("annex.signed"), size: hintSize, face: italicFace, after: 14},
		{text: a.say("annex.blank"), size: bodySize},
		{text: a.say("annex.name"), size: hintSize, face: italicFace},
	}
	return left, right
}

// face is the style of a text.
type face int

const (
	regularFace face = iota
	boldFace
	italicFace
)

// headLine is a line of letterhead or signature.
type headLine struct {
	text  string
	size  float64 // points
	face  face
	rule  bool    // a line is drawn below, as long as the text
	after float64 // room left below, in mm
	left  bool    // not centred
}

// inked makes foreign text safe for a document: no control or invisible format characters, no line breaks but those
// of a cell.
func inked(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\r' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
