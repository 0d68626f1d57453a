package document

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rasoat/rasoat/internal/viet"
)

// word is a run of characters without a space between them.
type word struct {
	box
	text     string
	baseline float64
	size     float64 // of the font, in points
	bold     bool
	raised   bool // a small mark above the line
	font     string

	order int  // in which it was drawn; of a word of several pieces, its last
	split bool // goes on without a space with the one drawn before it, behind a gap or to its left

	// What PDFium says of the space before it: whether there is one, whether it was drawn or only stands for a gap, and how far
	// from its end the word begins.
	spaced, drawn bool
	lead          float64
}

// encoding gives what the font of a word says about its letters. Fonts cut down for a file have a prefix.
func (w *word) encoding() viet.Encoding {
	enc, _ := fontEncoding(w.font[strings.IndexByte(w.font, '+')+1:])
	return enc
}

// textLine is a line of words from left to right.
type textLine struct {
	box
	words    []word
	baseline float64
	size     float64
	page     int
}

// words puts the characters of a page together. PDFium gives them in the order they were drawn and adds the spaces
// that gaps stand for.
func (p *pdfPage) words() []word {
	var out []word
	var w word
	var sb strings.Builder
	var space *glyph // before the word
	flush := func() {
		if sb.Len() > 0 {
			w.text, w.order = sb.String(), len(out)
			out = append(out, w)
			space = nil
		}
		sb.Reset()
		w = word{}
	}
	for i, g := range p.glyphs {
		r := printable(g.r)
		if r == ' ' {
			flush()
			space = &p.glyphs[i]
			continue
		}
		if r == 0 {
			continue
		}
		if sb.Len() > 0 {
			switch {
			case w.breaks(g):
				flush()
			case w.gapes(g):
				base := w.baseline
				flush()
				w.split, w.baseline = true, base
			}
		}
		if sb.Len() == 0 {
			w.box = g.box
			if !w.split {
				w.baseline = g.base
			}
			if space != nil {
				w.spaced, w.drawn, w.lead = true, space.right > space.left, g.left-space.right
			}
		}
		w.box = w.box.with(g.box)
		if w.baseline == 0 && sitsOnBaseline(r) {
			w.baseline = g.bottom
		}
		sb.WriteRune(r)
	}
	flush()
	p.dress(out)
	return out
}

// printable maps what PDFium returns for line ends and line-end hyphens; 0 is left out.
func printable(r rune) rune {
	switch {
	case r == 0x02 || r == 0xfffe:
		return '-'
	case unicode.IsSpace(r):
		return ' '
	case r == 0xad:
		return r // TCVN3 writes a letter with it
	case r == 0 || r == 0xffff || unicode.IsControl(r):
		return 0
	}
	return r
}

// breaks reports a character that does not go on with the word.
func (w *word) breaks(g glyph) bool {
	height := max(w.bottom-w.top, 4)
	if g.top > w.bottom+1 || g.bottom < w.top-height/2 {
		return true
	}
	if unicode.Is(unicode.Mn, g.r) {
		return false
	}
	return g.left-w.right > max(height, 8) || g.right < w.left-1
}

// gapes reports a letter that goes on with the word behind a gap, in which a letter of another font may stand, or before its
// beginning, in such a gap. Signs are left out: legacy fonts have them for letters, and they are drawn small.
func (w *word) gapes(g glyph) bool {
	gap := 0.3 * max(w.bottom-w.top, 4)
	return unicode.IsLetter(g.r) && (g.left-w.right > gap || w.left-g.left > gap)
}

// with gives the box around both.
func (b box) with(o box) box {
	return box{min(b.left, o.left), min(b.top, o.top), max(b.right, o.right), max(b.bottom, o.bottom)}
}

// sitsOnBaseline reports a character whose lower edge is the baseline.
func sitsOnBaseline(r rune) bool {
	d := []rune(norm.NFD.String(string(r)))
	if slices.Contains(d, 0x323) || slices.Contains(d, 0x327) {
		return false
	}
	return unicode.IsDigit(d[0]) || unicode.IsLetter(d[0]) && !strings.ContainsRune("gjpqyQJç", d[0])
}

// dress gives the words the font they are in. Fonts come in the order of the words, so the search starts where the
// last one ended.
func (p *pdfPage) dress(words []word) {
	at := 0
	for i := range words {
		w := &words[i]
		if f := p.fontAt(w.box, &at); f != nil {
			w.size, w.font = f.size, f.name
			w.bold = f.weight >= 600 || boldName(f.name)
		}
		if w.size < 2 || w.size > 200 {
			w.size = max(w.bottom-w.top, 6)
		}
		if w.baseline == 0 {
			w.baseline = w.bottom - 0.1*w.size
		}
	}
}

// fontAt finds the font of an area.
func (p *pdfPage) fontAt(b box, at *int) *fontRun {
	x, y := (b.left+b.right)/2, (b.top+b.bottom)/2
	for i := range p.fonts {
		f := &p.fonts[(*at+i)%len(p.fonts)]
		if x >= f.left-0.5 && x <= f.right+0.5 && y >= f.top-0.5 && y <= f.bottom+0.5 {
			*at = (*at + i) % len(p.fonts)
			return f
		}
	}
	return nil
}

// boldName reports a font whose name says that it is bold.
func boldName(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.HasSuffix(name, ",b")
}

// lines puts words on lines from top to bottom by their baselines.
func linesOf(words []word, page int) []textLine {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b word) int { return cmp.Compare(a.baseline, b.baseline) })
	var lines []textLine
	for _, w := range sorted {
		if n := len(lines); n > 0 && w.baseline-lines[n-1].baseline <= 0.35*min(w.size, lines[n-1].size) {
			l := &lines[n-1]
			l.words = append(l.words, w)
			l.box = l.box.with(w.box)
			l.size = max(l.size, w.size)
			continue
		}
		lines = append(lines, textLine{box: w.box, words: []word{w}, baseline: w.baseline, size: w.size, page: page})
	}
	lines = withRaised(lines)
	for i := range lines {
		slices.SortStableFunc(lines[i].words, func(a, b word) int { return cmp.Compare(a.left, b.left) })
		lines[i].words = fuse(lines[i].words)
	}
	return lines
}

// withRaised puts small raised marks, those of footnotes, into the lines they belong to, which are below them.
func withRaised(lines []textLine) []textLine {
	out := lines[:0]
	for i := range lines {
		l := &lines[i]
		if i+1 < len(lines) {
			next := &lines[i+1]
			if l.size <= 0.7*next.size && next.baseline-l.baseline <= 0.55*next.size && l.left < next.right+next.size && l.right > next.left {
				for _, w := range l.words {
					w.raised = true
					next.words = append(next.words, w)
				}
				next.box = next.with(l.box)
				continue
			}
		}
		out = append(out, *l)
	}
	return out
}

// fuse joins the pieces of words whose letters were drawn in several fonts, each font in one go, since one of them lacks
// letters of Vietnamese: "d ng" first and "ự" after it. Words from left to right; pieces touch where words do not.
func fuse(words []word) []word {
	out := words[:0]
	for _, w := range words {
		if n := len(out); n > 0 && out[n-1].goesOnIn(&w) {
			before := &out[n-1]
			before.text += w.text
			before.box = before.box.with(w.box)
			before.bold, before.order = before.bold && w.bold, w.order
			continue
		}
		out = append(out, w)
	}
	return out
}

// Gaps in font sizes: within a word, where letters may hang over one another; between pieces that were not drawn one after
// another, as words are; from where a drawn space ends to the word behind it; and the width of a space, at most, with what a word
// may stand away from it.
const (
	touching    = 0.12
	interleaved = 0.25
	overhanging = 0.25
	beginning   = 0.15
	spaceMost   = 0.45
)

// inPieces reports that the space before a word, in the order of drawing, does not stand there: one that was drawn is
// elsewhere, unless the word begins where it ends; one that stands for a gap hides no drawn one, unless the word begins a
// space's width behind it, and no further.
func (w *word) inPieces() bool {
	if w.split {
		return true
	}
	if w.drawn {
		return math.Abs(w.lead) >= beginning*w.size
	}
	return w.spaced && (w.lead < beginning*w.size || w.lead > spaceMost*w.size)
}

// goesOnIn reports that a piece and the one to its right are of one word: they touch, and no space is between them.
func (w *word) goesOnIn(next *word) bool {
	if next.split && next.order == w.order+1 {
		return true // the gap is empty
	}
	gap, size, most := next.left-w.right, min(w.size, next.size), touching
	if next.order != w.order+1 {
		most = interleaved
	}
	return next.inPieces() && gap <= most*size && gap >= -overhanging*size
}

// text gives the words of a line.
func (l *textLine) text() string {
	parts := make([]string, len(l.words))
	for i, w := range l.words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// bold reports a line all in bold, as far as the fonts have names.
func (l *textLine) bold() bool {
	bold := false
	for _, w := range l.words {
		if !w.bold && !w.raised && w.font != "" {
			return false
		}
		bold = bold || w.bold
	}
	return bold
}

// sameWeight reports words that are both bold or both not, as far as the fonts have names.
func (w *word) sameWeight(o *word) bool { return w.bold == o.bold || w.font == "" || o.font == "" }

// columnGap is the white space that separates columns and not words, in font sizes.
const columnGap = 2.0

// spans splits a line where gaps are too wide for a space.
func (l *textLine) spans() []textLine { return l.parts(columnGap) }

// parts splits a line where the white space is wider than gap, in font sizes.
func (l *textLine) parts(gap float64) []textLine {
	var out []textLine
	for i, w := range l.words {
		if i > 0 && w.left-l.words[i-1].right <= gap*max(w.size, 8) {
			s := &out[len(out)-1]
			s.words = append(s.words, w)
			s.box = s.box.with(w.box)
			continue
		}
		out = append(out, textLine{box: w.box, words: []word{w}, baseline: l.baseline, size: w.size, page: l.page})
	}
	return out
}

// fits reports that the first word of the next line had room at the end of l, so that the line was ended on purpose.
func (l *textLine) fits(next *textLine, right float64) bool {
	first := next.words[0]
	space := 0.28 * l.size
	return l.right+space+(first.right-first.left) < right-0.35*l.size
}

// joinCell puts the lines of a cell together: wrapped lines with a space, lines ended on purpose with a line break.
func joinCell(lines []textLine, right float64) string {
	var sb strings.Builder
	for i := range lines {
		switch {
		case i == 0:
		case lines[i-1].cut(&lines[i]):
		case startsItem(lines[i].text()) || lines[i-1].fits(&lines[i], right):
			sb.WriteByte('\n')
		default:
			sb.WriteByte(' ')
		}
		sb.WriteString(lines[i].text())
	}
	return sb.String()
}

// cut reports that a line of a narrow cell ends within a number or a syllable, which goes on at the start of the next one:
// "2.592.00" and "0.000", "thuê/thá" and "ng". Together the pieces are well formed, and one of them alone is not.
func (l *textLine) cut(next *textLine) bool {
	a, b := l.words[len(l.words)-1].text, next.words[0].text
	if grouped(a + b) {
		return !grouped(a) || strings.Trim(b, "0123456789") != "" && !grouped(b)
	}
	a = a[strings.LastIndexAny(a, "/-(,")+1:]
	if a == "" || !isLetters(a) || !isLetters(b) || startsUpper(b) != allCapitals(a) {
		return false
	}
	return viet.ValidSyllable(a+b) && (!viet.ValidSyllable(b) || !viet.ValidSyllable(a))
}

// grouped reports a number written with its digits in groups of three: "2.592.000.000".
func grouped(s string) bool {
	groups := strings.Split(s, ".")
	for i, g := range groups {
		if g == "" || len(g) > 3 || i > 0 && len(g) != 3 || strings.Trim(g, "0123456789") != "" {
			return false
		}
	}
	return len(groups) > 1
}

// startsItem reports a line that starts with the mark of a list.
func startsItem(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	if rest == "" {
		return false
	}
	switch first {
	case "-", "–", "+", "•", "*", "·", "○", "▪", "":
		return true
	}
	return isNumberMark(first)
}

// isNumberMark reports "1.", "2.1.", "a)", "IV.", "(3)".
func isNumberMark(s string) bool {
	body := strings.TrimPrefix(strings.TrimRight(s, ".)/:"), "(")
	if body == s || body == "" || len(body) > 8 {
		return false
	}
	for _, part := range strings.Split(body, ".") {
		digits := strings.Trim(part, "0123456789") == "" && len(part) <= 3
		roman := strings.Trim(part, "IVXLC") == "" && len(part) <= 6
		letter := len([]rune(part)) == 1 && unicode.IsLower([]rune(part)[0])
		if part == "" || !digits && !roman && !letter {
			return false
		}
	}
	return true
}

// divisions are the words before the number of a division, in matching form.
var divisions = strings.Split("hợp phần,cấu phần,hạng mục,gói thầu,nhiệm vụ,dự án,tiểu dự án,phân hệ,module,mô đun,điều,chương,phần,mục,nội dung,bảng,biểu,phụ lục", ",")

// numbersDivision reports a line that begins with the number of a division: "Điều 2. ...", "Hạng mục số 3: ...".
func numbersDivision(text string) bool {
	words := strings.Fields(text[:min(len(text), 60)])
	for k := 1; k < min(len(words)-1, 5); k++ {
		number := strings.TrimRight(words[k], ":.")
		if number == words[k] || !isNumberMark(number+".") || !startsUpper(number) {
			continue
		}
		name := viet.Key(strings.Join(words[:k], " "))
		return startsUpper(text) && slices.Contains(divisions, strings.TrimSuffix(name, " số"))
	}
	return false
}

// beginsChapter reports the heading of a part or chapter, to which no sentence wraps: "Phần I. Sự cần thiết".
func beginsChapter(text string) bool {
	first, _, _ := strings.Cut(viet.Fold(text), " ")
	return (first == "phan" || first == "chuong") && numbersDivision(text)
}

// goesOnText reports a text that begins with a figure and goes on in small letters below one that did not end.
func goesOnText(above, text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	return isFigure(first) && rest != "" && !startsUpper(rest) && !endsSentence(above)
}

// beginsField reports a line that begins with the label of a field: "Tên dự án: ...".
func beginsField(text string) bool {
	label, _, colon := strings.Cut(text[:min(len(text), 60)], ":")
	return colon && startsUpper(text) && strings.Count(label, " ") < 8
}

// near reports two coordinates that are meant to be the same.
func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }
