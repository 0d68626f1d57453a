package report

import (
	"archive/zip"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// docx writes the report as WordprocessingML (ECMA-376): headings are styles with an outline level, so that a word
// processor can navigate by them; header rows are repeated; the language is set, for proofing and reading aloud.
func (a *annex) docx(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range a.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate}) // no time: same report, same bytes
		if err != nil {
			return fmt.Errorf("write docx: %w", err)
		}
		if _, err := io.WriteString(f, xmlHead+part.xml); err != nil {
			return fmt.Errorf("write docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write docx: %w", err)
	}
	return nil
}

// wordBody gathers the body of a document.
type wordBody struct {
	strings.Builder
	a *annex
}

// body is the whole of w:body.
func (a *annex) body() string {
	b := &wordBody{a: a}
	left, right := a.letterhead()
	b.sides(left, right)
	b.paragraph("Kind", regularFace, a.say("annex.kind"))
	b.paragraph("Subject", regularFace, a.subject)
	b.rule()
	for i := range a.blocks {
		b.block(&a.blocks[i])
	}
	b.WriteString(sectionXML())
	return b.String()
}

// blockStyles are the paragraph styles of blocks that are one paragraph.
var blockStyles = map[blockKind]string{
	proseBlock: "BodyText", itemBlock: "ListItem", warnBlock: "Warning", noteBlock: "Note", pasteBlock: "Quote", titleBlock: "Title",
}

func (b *wordBody) block(bl *block) {
	switch bl.kind {
	case headingBlock:
		b.paragraph("Heading"+strconv.Itoa(bl.level), regularFace, bl.text)
	case fieldBlock:
		keep := ""
		if strings.TrimSpace(bl.text) == "" {
			keep = `<w:keepNext/>`
		}
		fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="Field"/>%s</w:pPr>%s%s</w:p>`, keep, runXML(bl.label+": ", italicFace), runXML(bl.text, regularFace))
	case itemBlock:
		b.paragraph(blockStyles[bl.kind], regularFace, "-\t"+bl.text)
	case blankBlock:
		b.paragraph("Blank", regularFace, "\t")
	case tableBlock:
		b.table(&bl.table)
	case signatureBlock:
		left, right := b.a.signature()
		b.sides(left, right)
	default:
		b.paragraph(blockStyles[bl.kind], regularFace, bl.text)
	}
}

func (b *wordBody) paragraph(style string, f face, text string) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>`, style, runXML(text, f))
}

// rule is the line below the subject, a third of the text's width.
func (b *wordBody) rule() {
	side := twips(textWidth / 3)
	fmt.Fprintf(b, `<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>`+
		`<w:spacing w:before="60" w:after="60" w:line="120" w:lineRule="exact"/><w:ind w:left="%d" w:right="%d"/></w:pPr></w:p>`, side, side)
}

// runXML is a run of text; line breaks and tabs are kept as such.
func runXML(text string, f face) string {
	if text == "" {
		return ""
	}
	var out strings.Builder
	out.WriteString("<w:r>" + facesXML[f])
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			out.WriteString("<w:br/>")
		}
		for j, stretch := range strings.Split(line, "\t") {
			if j > 0 {
				out.WriteString("<w:tab/>")
			}
			out.WriteString(`<w:t xml:space="preserve">` + html.EscapeString(inked(stretch)) + "</w:t>")
		}
	}
	return out.String() + "</w:r>"
}

var facesXML = map[face]string{boldFace: "<w:rPr><w:b/></w:rPr>", italicFace: "<w:rPr><w:i/></w:rPr>"}

// twips are twentieths of a point, in which widths are given.
func twips(mm float64) int { return int(mm*1440/25.4 + 0.5) }

// halfPoints are the unit of sizes of type.
func halfPoints(points float64) int { return int(points*2 + 0.5) }

func (b *wordBody) table(t *annexTable) {
	widths := columnWidths(t.columns, textWidth)
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="` + strconv.Itoa(twips(textWidth)) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, twips(w))
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.columns {
		b.cell(widths[i], "TableHead", c.title)
	}
	b.WriteString("</w:tr>")
	for _, r := range t.rows {
		b.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		for i, text := range r {
			style := "TableText"
			if t.columns[i].right {
				style = "TableNumber"
			}
			b.cell(widths[i], style, text)
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>`)
}

func (b *wordBody) cell(width float64, style, text string) {
	shade := ""
	if style == "TableHead" {
		shade = `<w:shd w:val="clear" w:color="auto" w:fill="EDEFF2"/>`
	}
	fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>`, twips(width), shade)
	b.paragraph(style, regularFace, text)
	b.WriteString("</w:tc>")
}

// columnWidths shares a width out among columns.
func columnWidths(columns []annexColumn, width float64) []float64 {
	sum := 0.0
	for _, c := range columns {
		sum += c.width
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		out[i] = width * c.width / sum
	}
	return out
}

// sides sets two columns of centred lines side by side, without borders, on one page.
func (b *wordBody) sides(left, right []headLine) {
	first := textWidth * letterheadLeft
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>`+
		`<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>`, twips(textWidth), twips(first), twips(textWidth-first))
	for i, lines := range [][]headLine{left, right} {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, twips([]float64{first, textWidth - first}[i]))
		for _, l := range lines {
			b.headLine(l)
		}
		b.WriteString("</w:tc>")
	}
	b.WriteString(`</w:tr></w:tbl>`)
}

func (b *wordBody) headLine(l headLine) {
	style := map[face]string{boldFace: "<w:b/>", italicFace: "<w:i/>"}[l.face]
	if l.rule {
		style += `<w:u w:val="single"/>`
	}
	align := "center"
	if l.left {
		align = "left"
	}
	fmt.Fprintf(b, `<w:p><w:pPr><w:spacing w:before="0" w:after="%d"/><w:jc w:val="%s"/></w:pPr><w:r><w:rPr>%s<w:sz w:val="%d"/><w:szCs w:val="%[4]d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>`,
		twips(l.after), align, style, halfPoints(l.size), html.EscapeString(inked(l.text)))
}
