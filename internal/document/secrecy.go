package document

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/internal/viet"
)

// Secrecy is a degree of state secrecy (độ mật) that a document bears; "" for none that was seen.
type Secrecy string

// Degrees of state secrecy, the lowest first.
const (
	Confidential Secrecy = "confidential" // Mật
	Secret       Secrecy = "secret"       // Tối mật
	TopSecret    Secrecy = "top_secret"   // Tuyệt mật
)

// A mark of secrecy is a stamp or a line of its own: the words "Mật", "Tối mật", "Tuyệt mật" inside a sentence ("bảo
// mật", "bí mật nhà nước", "danh mục bí mật") are none. It is looked for
//   - in page headers, footers, text boxes there, watermarks, and comments on a PDF page: in any line;
//   - in capitals and alone in a paragraph, anywhere;
//   - in either case on the first page, alone in a line or cell, or in capitals beside the number or the date;
//   - after "Độ mật", in the same line, in the next cell or down the column.
//
// Lines and cells that list the degrees one after another, as a description of software does, are values and no mark.
// A stamp that is only a picture is not seen.

// markForm is how plainly a line is a mark, the plainest last.
type markForm int

const (
	noMark   markForm = iota
	plain             // "Mật"
	stamped           // "MẬT"
	labelled          // "Độ mật: Mật"
)

// Words of marks in matching form (viet.Key), the longer first.
var (
	degrees = []struct {
		words  string
		degree Secrecy
	}{{"tuyệt mật", TopSecret}, {"tối mật", Secret}, {"mật", Confidential}}
	secrecyLabels = []string{"mức độ mật", "cấp độ mật", "độ mật"}
	foldedLabels  = []string{"muc do mat", "cap do mat", "do mat"}
	markNouns     = []string{"tài liệu", "văn bản"}
	openValues    = []string{"thường", "không mật", "không", "thông thường", "bình thường"}
)

// Bounds within which a mark that is not in capitals is looked for, where a format tells no pages.
const (
	firstBlocks = 20
	firstRows   = 10 // of a sheet
	markBytes   = 120
)

// findMark finds the mark of the highest degree, with where it stands.
func (in *input) findMark() (highest Secrecy, where string) {
	take := func(d Secrecy, at string) {
		if rank(d) > rank(highest) {
			highest, where = d, at
		}
	}
	for _, line := range in.edges {
		take(edgeMark(line), "page header, footer or stamp")
	}
	s := secrecyScan{blocks: in.doc.Blocks}
	for i := range s.blocks {
		if d := s.block(i); d != "" {
			take(d, s.blocks[i].Place.describe())
		}
	}
	return highest, where
}

func rank(d Secrecy) int {
	return slices.Index([]Secrecy{"", Confidential, Secret, TopSecret}, d)
}

// describe names a place in English for messages.
func (p Place) describe() string {
	switch {
	case p.Sheet != "":
		return fmt.Sprintf("sheet %q, row %d", p.Sheet, p.Row)
	case p.Page > 0:
		return fmt.Sprintf("page %d", p.Page)
	case p.Table > 0:
		return fmt.Sprintf("table %d, row %d", p.Table, p.Row)
	case p.Para > 0:
		return fmt.Sprintf("paragraph %d", p.Para)
	}
	return fmt.Sprintf("line %d", p.Row)
}

// markLine is a line of a paragraph or cell.
type markLine struct {
	text   string
	column int // -1 in a paragraph
	caps   bool
}

// secrecyScan goes through the blocks of a document.
type secrecyScan struct {
	blocks  []Block
	sheet   string
	table   int
	columns map[int]bool // of the table at hand, headed "Độ mật"
}

// block gives the degree that a block marks.
func (s *secrecyScan) block(i int) Secrecy {
	b := &s.blocks[i]
	if b.Place.Sheet != s.sheet || b.Place.Table != s.table || b.Kind != Row {
		s.sheet, s.table, s.columns = b.Place.Sheet, b.Place.Table, nil
	}
	if !b.mayMark() {
		return ""
	}
	before, highest := "", Secrecy("")
	for _, l := range markLines(b) {
		degree, form := readMark(l.text, l.caps)
		switch label := isLabel(l.text); {
		case form == noMark && label && l.column >= 0:
			if s.columns == nil {
				s.columns = map[int]bool{}
			}
			s.columns[l.column] = true
		case form != noMark && (s.columns[l.column] || isLabel(before)):
			form = labelled
		case form == noMark && s.first(i):
			degree, form = besideNumber(l.text)
		}
		before = l.text
		if form != noMark && s.stands(i, form) && !s.listed(i, l, degree) && rank(degree) > rank(highest) {
			highest = degree
		}
	}
	return highest
}

// mayMark tells whether the word "mật" may be in a block, as nearly no row of a large sheet has it.
func (b *Block) mayMark() bool {
	return mayMark(b.Text) || slices.ContainsFunc(b.Cells, func(c Cell) bool {
		return mayMark(c.Text) || slices.ContainsFunc(c.Nested, func(n Block) bool { return n.mayMark() })
	})
}

// mayMark looks for an m and a t with something that may be an a between them, and nothing else but signs.
func mayMark(text string) bool {
	after, vowel := false, false
	for i := range len(text) {
		switch c := text[i] | 0x20; {
		case text[i] >= 0x80 || c == 'a':
			vowel = true
		case c == 'm':
			after, vowel = true, false
		case after && vowel && c == 't':
			return true
		case c >= 'b' && c <= 'z':
			after = false
		}
	}
	return false
}

// first tells whether a block may stand on the first page.
func (s *secrecyScan) first(i int) bool {
	switch p := s.blocks[i].Place; {
	case p.Sheet != "":
		return p.Row <= firstRows
	case p.Page > 0:
		return p.Page == 1
	}
	return i < firstBlocks
}

// stands tells whether a line of that form is a mark where it stands.
func (s *secrecyScan) stands(i int, form markForm) bool {
	return form == labelled || s.first(i) || form == stamped && s.blocks[i].Kind != Row
}

// listed tells whether the line is one of several that name degrees: beside it, above or below stands another.
func (s *secrecyScan) listed(i int, l markLine, degree Secrecy) bool {
	for j := max(0, i-1); j < min(len(s.blocks), i+2); j++ {
		for _, other := range markLines(&s.blocks[j]) {
			if j != i && other.column != l.column {
				continue
			}
			d, form := readMark(other.text, other.caps)
			if form != noMark && d != degree || slices.Contains(openValues, viet.Key(other.text)) {
				return true
			}
		}
	}
	return false
}

// markLines gives the lines of a block that are short enough to be a mark, or to stand beside one.
func markLines(b *Block) []markLine {
	var out []markLine
	add := func(text string, column int, caps bool) {
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" && len(line) <= markBytes {
				out = append(out, markLine{line, column, caps})
			}
		}
	}
	add(b.Text, -1, b.Caps)
	for i := range b.Cells {
		if c := &b.Cells[i]; !c.Covered {
			add(c.Text, c.Column, false)
			for j := range c.Nested {
				for _, l := range markLines(&c.Nested[j]) {
					out = append(out, markLine{l.text, c.Column, l.caps})
				}
			}
		}
	}
	return out
}

// edgeMark gives the degree that a line outside the text names.
func edgeMark(line string) Secrecy {
	degree, form := readMark(line, false)
	if form == noMark {
		degree, _ = capitalsAtEnds(line)
	}
	return degree
}

// besideNumber finds a stamp in the line of the number or of the date, where the columns of a letterhead run together.
func besideNumber(line string) (Secrecy, markForm) {
	key := viet.Key(line)
	if !strings.HasPrefix(key, "số") && !strings.Contains(key, "số:") && !(strings.Contains(key, "ngày") && strings.Contains(key, "năm")) {
		return "", noMark
	}
	return capitalsAtEnds(line)
}

// capitalsAtEnds finds a stamp in the capitals that a line begins or ends with.
func capitalsAtEnds(line string) (Secrecy, markForm) {
	words := strings.Fields(line)
	head := 0
	for head < len(words) && inCapitals(words[head]) {
		head++
	}
	tail := len(words)
	for tail > 0 && inCapitals(words[tail-1]) {
		tail--
	}
	if d, form := readMark(strings.Join(words[:head], " "), true); form != noMark {
		return d, form
	}
	return readMark(strings.Join(words[tail:], " "), true)
}

// inCapitals tells that a text has letters, all of them capitals, and no digit.
func inCapitals(s string) bool {
	letters := false
	for _, r := range s {
		switch {
		case unicode.IsLower(r), unicode.IsDigit(r):
			return false
		case unicode.IsUpper(r):
			letters = true
		}
	}
	return letters
}

// isLabel tells whether a text is only the words "Độ mật".
func isLabel(s string) bool {
	words, _ := markWords(s)
	return slices.Contains(secrecyLabels, words) || slices.Contains(foldedLabels, words)
}

// readMark reads a line that is nothing but a mark; caps says that it is shown in capitals whatever was typed.
func readMark(line string, caps bool) (Secrecy, markForm) {
	words, accented := markWords(line)
	if !strings.Contains(words, "ật") && !strings.Contains(words, "at") {
		return "", noMark
	}
	form := plain
	if caps || inCapitals(firstWord(line)) {
		form = stamped
	}
	rest := words
	if after, ok := cutAny(words, secrecyLabels, accented); ok {
		rest, form = after, labelled
	} else if after, ok := cutAny(words, markNouns, accented); ok {
		rest, form = after, plain
	}
	for _, d := range degrees {
		name := d.words
		if !accented {
			name = viet.Fold(name)
		}
		tail, ok := strings.CutPrefix(rest, name)
		switch {
		case !ok || tail != "" && !strings.HasPrefix(tail, " bản ") && !strings.HasPrefix(tail, " số "):
		case form == plain && !unicode.IsUpper([]rune(strings.TrimLeftFunc(line, notLetter))[0]):
			return "", noMark // "mật" in small letters is the word
		case !accented && form != labelled && (d.degree == Confidential || form != stamped):
			return "", noMark // "MAT" may be another word without its marks
		default:
			return d.degree, form
		}
	}
	return "", noMark
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// firstWord is the first word of a line that has letters.
func firstWord(line string) string {
	for word := range strings.FieldsSeq(line) {
		if strings.ContainsFunc(word, unicode.IsLetter) {
			return word
		}
	}
	return ""
}

// cutAny cuts the first of some phrases off the front.
func cutAny(words string, phrases []string, accented bool) (string, bool) {
	for _, p := range phrases {
		if !accented {
			p = viet.Fold(p)
		}
		if rest, ok := strings.CutPrefix(words, p+" "); ok {
			return rest, true
		}
	}
	return words, false
}

// markWords gives the words of a line in matching form, signs left out and spaced letters joined, and whether any of
// them has a diacritic.
func markWords(line string) (words string, accented bool) {
	fields := strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return ' '
	}, viet.Clean(line)))
	if len(fields) > 1 && !slices.ContainsFunc(fields, func(f string) bool { return len([]rune(f)) > 1 }) {
		joined := strings.Join(fields, "")
		for _, d := range degrees {
			if viet.Key(joined) == strings.ReplaceAll(d.words, " ", "") {
				fields = strings.Fields(d.words)
			}
		}
	}
	words = viet.Key(strings.Join(fields, " "))
	return words, strings.IndexFunc(words, func(r rune) bool { return r > unicode.MaxASCII }) >= 0
}

// edge takes text that is no part of what a document says but may bear a mark: running heads, feet, stamps.
func (in *input) edge(text string) {
	text, _ = viet.Decode(text)
	for line := range strings.SplitSeq(text, "\n") {
		if line = tidy(line); line != "" && len(line) <= 4*markBytes {
			in.edges = appendOnce(in.edges, line)
		}
	}
}

// aside reads text that is no part of what a document says: the blocks that read adds become edges.
func (in *input) aside(read func() error) error {
	kept := len(in.doc.Blocks)
	err := read()
	for i := range in.doc.Blocks[kept:] {
		for _, l := range markLines(&in.doc.Blocks[kept+i]) {
			text := l.text
			if l.caps {
				text = strings.ToUpper(text)
			}
			in.edge(text)
		}
	}
	in.doc.Blocks = in.doc.Blocks[:kept]
	return err
}

// classified refuses a document that bears a mark, unless the caller may read such documents.
func (in *input) classified() error {
	degree, where := in.findMark()
	if degree == "" {
		return nil
	}
	if !in.m.lim.Classified {
		return refuse(Classified, fmt.Sprintf("marked as a state secret of degree %q (%s)", secrecyNames[degree], where),
			"keep it off shared and online machines; --allow-classified reads it with a database of this machine only", nil)
	}
	in.doc.Secrecy = degree
	return nil
}

var secrecyNames = map[Secrecy]string{Confidential: "Mật", Secret: "Tối mật", TopSecret: "Tuyệt mật"}
