package report

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// fonts are the faces of Tinos, which has the metrics of Times New Roman and every letter of Vietnamese.
//
//go:embed font/Tinos-Regular.ttf font/Tinos-Bold.ttf font/Tinos-Italic.ttf
var fonts embed.FS

const fontFamily = "tinos"

// faceStyles are the names of the faces in the library.
var faceStyles = map[face]string{regularFace: "", boldFace: "B", italicFace: "I"}

// sheet is a report being set on pages. Positions and lengths are in mm from the upper left corner.
type sheet struct {
	*fpdf.Fpdf
	a    *annex
	y    float64 // where the next line begins
	face face    // in use, with its size
	size float64
}

// pdf writes the report for printing. The font is embedded as far as it is used, text can be searched and copied, and
// headings are bookmarks.
func (a *annex) pdf(w io.Writer) error {
	p, err := newSheet(a)
	if err != nil {
		return err
	}
	p.newPage()
	left, right := a.letterhead()
	p.sides(left, right)
	p.y += 8
	p.centred(a.say("annex.kind"), boldFace, headlineSize)
	p.Bookmark(a.subject, 0, p.y)
	p.centred(a.subject, boldFace, headlineSize)
	p.y++
	p.Line(paperWidth/2+marginLeft/2-marginRight/2-textWidth/6, p.y, paperWidth/2+marginLeft/2-marginRight/2+textWidth/6, p.y)
	p.y += 3
	for i := range a.blocks {
		p.block(&a.blocks[i], i+1 < len(a.blocks) && a.blocks[i+1].kind == tableBlock)
	}
	if err := p.Output(w); err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	return nil
}

// newSheet prepares a document without pages. Its only date is that of the check, so that the same report has the same
// bytes.
func newSheet(a *annex) (*sheet, error) {
	p := &sheet{Fpdf: fpdf.New("P", "mm", "A4", ""), a: a}
	day, err := time.Parse(time.DateOnly, a.asOf)
	if err != nil {
		day = time.Unix(0, 0).UTC()
	}
	p.SetCreationDate(day)
	p.SetModificationDate(day)
	p.SetCatalogSort(true)
	p.SetLang(a.tag())
	p.SetTitle(a.subject, true)
	p.SetCreator(a.author, true)
	p.SetMargins(marginLeft, marginTop, marginRight)
	p.SetAutoPageBreak(false, marginBottom)
	p.SetLineWidth(0.2)
	for f, name := range []string{"Regular", "Bold", "Italic"} {
		data, err := fonts.ReadFile("font/Tinos-" + name + ".ttf")
		if err != nil {
			return nil, fmt.Errorf("font of printed reports: %w", err)
		}
		p.AddUTF8FontFromBytes(fontFamily, faceStyles[face(f)], data)
	}
	p.use(regularFace, bodySize)
	return p, p.Error()
}

// use sets the face and size of what is printed next. Most words are like the one before, and the library looks long.
func (p *sheet) use(f face, size float64) {
	if f != p.face || size != p.size {
		p.face, p.size = f, size
		p.SetFont(fontFamily, faceStyles[f], size)
	}
}

// newPage begins a page; all but the first carry their number at the top.
func (p *sheet) newPage() {
	p.AddPage()
	p.y = marginTop
	if n := p.PageNo(); n > 1 {
		p.use(regularFace, bodySize)
		text := fmt.Sprint(n)
		p.Text(marginLeft+(textWidth-p.GetStringWidth(text))/2, pageNumberTop+leading(bodySize)/2, text)
	}
}

// leading is the distance of two lines of a size.
func leading(size float64) float64 { return size * 25.4 / 72 * 1.2 }

// baseline is how far below the top of a line its letters stand.
func baseline(size float64) float64 { return size * 25.4 / 72 * 0.95 }

// room begins a page when less than a height is left on this one.
func (p *sheet) room(height float64) {
	if p.left() < height && p.y > marginTop {
		p.newPage()
	}
}

// left is the height left on the page.
func (p *sheet) left() float64 { return paperHeight - marginBottom - p.y }

// setting is how a paragraph is set.
type setting struct {
	size          float64
	face          face // of all but the label
	before, after float64
	indent        float64 // of all lines
	first         float64 // of the first line, beside
	ragged        bool    // not justified
	bar           bool    // a line at its left
}

// settings are those of blocks that are one paragraph.
var settings = map[blockKind]setting{
	proseBlock: {size: bodySize, before: 1, after: 1, first: firstIndent},
	fieldBlock: {size: bodySize, before: 0.5, after: 0.5, ragged: true},
	itemBlock:  {size: bodySize, before: 0.3, after: 0.3, indent: 10, first: -5, ragged: true},
	warnBlock:  {size: bodySize, face: boldFace, before: 1, after: 1},
	noteBlock:  {size: tableSize, face: italicFace, before: 0.7, after: 0.7, ragged: true},
	pasteBlock: {size: bodySize, before: 1, after: 2, indent: 6, bar: true},
}

func (p *sheet) block(b *block, beforeTable bool) {
	switch b.kind {
	case headingBlock:
		p.headline(b)
	case titleBlock:
		p.newPage()
		p.Bookmark(shown(b.text), 0, p.y)
		p.centred(b.text, boldFace, headlineSize)
		p.y += 4
	case tableBlock:
		p.table(&b.table)
	case blankBlock:
		p.blank()
	case signatureBlock:
		left, right := p.a.signature()
		p.y += 6
		p.room(p.height(right))
		p.sides(left, right)
	case itemBlock:
		p.paragraph([]piece{{text: "- ", width: 5}, {text: b.text}}, settings[b.kind])
	default:
		st := settings[b.kind]
		pieces := []piece{{text: b.text, face: st.face}}
		if b.kind == fieldBlock {
			pieces = []piece{{text: b.label + ": ", face: italicFace}, {text: b.text}}
		}
		if beforeTable || b.kind == fieldBlock && strings.TrimSpace(b.text) == "" {
			p.room(4 * leading(st.size))
		}
		p.paragraph(pieces, st)
	}
}

// blank is a dotted line as wide as the text.
func (p *sheet) blank() {
	p.room(leading(bodySize) + 1)
	p.use(regularFace, bodySize)
	p.Text(marginLeft, p.y+baseline(bodySize), strings.Repeat(".", int(textWidth/p.GetStringWidth("."))))
	p.y += leading(bodySize) + 1
}

// headline sets a heading and marks it for navigation. It stays with what follows.
func (p *sheet) headline(b *block) {
	size, f := bodySize, boldFace
	if b.level == 1 {
		size = headlineSize
	}
	p.room(5 * leading(size))
	p.use(f, size)
	p.Bookmark(shown(shortened(b.text, bookmarkMax)), b.level-1, p.y)
	p.paragraph([]piece{{text: b.text, face: f}}, setting{size: size, before: 4 - float64(b.level)/2, after: 1, ragged: true})
}

// bookmarkMax is how many characters of a heading a list of bookmarks shows.
const bookmarkMax = 90

// centred sets lines in the middle of the text's width.
func (p *sheet) centred(text string, f face, size float64) {
	for _, line := range p.lines([]piece{{text: text, face: f}}, setting{size: size}, textWidth) {
		p.place(line, marginLeft+(textWidth-line.width)/2, setting{size: size, ragged: true}, 0)
		p.y += leading(size)
	}
}

// sides sets the lines of letterhead or signature in two columns.
func (p *sheet) sides(left, right []headLine) {
	top, bottom := p.y, p.y
	first := textWidth * letterheadLeft
	for i, lines := range [][]headLine{left, right} {
		x, width := marginLeft, first
		if i == 1 {
			x, width = marginLeft+first, textWidth-first
		}
		p.y = top
		for _, l := range lines {
			p.sideLine(l, x, width)
		}
		bottom = max(bottom, p.y)
	}
	p.y = bottom
}

func (p *sheet) sideLine(l headLine, x, width float64) {
	p.use(l.face, l.size)
	w := p.GetStringWidth(l.text)
	if !l.left {
		x += (width - w) / 2
	}
	p.Text(x, p.y+baseline(l.size), l.text)
	p.y += leading(l.size)
	if l.rule {
		p.Line(x, p.y, x+w, p.y)
		p.y += 1.5
	}
	p.y += l.after
}

// height is what the lines of one side take.
func (p *sheet) height(lines []headLine) float64 {
	sum := 0.0
	for _, l := range lines {
		sum += leading(l.size) + l.after
	}
	return sum
}
