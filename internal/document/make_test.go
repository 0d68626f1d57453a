package document

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
)

// madePart is a file to put into a container.
type madePart struct{ name, content string }

// container makes a zip file of parts in order.
func container(tb testing.TB, parts ...madePart) []byte {
	tb.Helper()
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, p := range parts {
		w, err := zw.Create(p.name)
		if err == nil {
			_, err = w.Write([]byte(p.content))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

// wordNS opens a part of a Word document.
const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

// madeDOCX makes a Word document of a body, with further parts.
func madeDOCX(tb testing.TB, body string, more ...madePart) []byte {
	tb.Helper()
	main := madePart{"word/document.xml", `<w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`}
	return container(tb, append([]madePart{{"[Content_Types].xml", "<Types/>"}, main}, more...)...)
}

// wp makes a paragraph of a text in a font.
func wp(font, text string) string {
	return `<w:p><w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// madeXLSX makes a workbook of one sheet from the content of its part after the opening tag.
func madeXLSX(tb testing.TB, sheet string, more ...madePart) []byte {
	tb.Helper()
	return container(tb, append([]madePart{
		{"[Content_Types].xml", "<Types/>"},
		{"xl/workbook.xml", `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="PL1" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet>` + sheet + `</worksheet>`},
	}, more...)...)
}

// odfNS opens the content of an OpenDocument file.
const odfNS = `xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f" xmlns:draw="d"`

// madeODF makes an OpenDocument file of a kind ("text", "spreadsheet").
func madeODF(tb testing.TB, kind, styles, body string) []byte {
	tb.Helper()
	return container(tb,
		madePart{"mimetype", "application/vnd.oasis.opendocument." + kind},
		madePart{"content.xml", `<office:document-content ` + odfNS + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`},
	)
}

// readMade reads a file that must be readable.
func readMade(tb testing.TB, name string, data []byte) *Document {
	tb.Helper()
	doc, err := Read(context.Background(), name, data, Limits{Tools: Tools{None: true}})
	if err != nil {
		tb.Fatalf("Read(%s): %v", name, err)
	}
	return doc
}

// outline writes blocks as lines: the kind and level, then the text, or the cells with spans where they have any.
func outline(blocks []Block) string {
	var sb strings.Builder
	for _, b := range blocks {
		sb.WriteByte("PHLR"[b.Kind])
		if b.Level > 0 {
			sb.WriteByte(byte('0' + b.Level))
		}
		if b.Kind != Row {
			sb.WriteString(" " + strings.ReplaceAll(b.Text, "\n", "⏎"))
		}
		for _, c := range b.Cells {
			sb.WriteString(" |" + string(rune('A'+c.Column)))
			if c.ColSpan > 1 || c.RowSpan > 1 {
				sb.WriteString("(" + string(rune('0'+c.ColSpan)) + "x" + string(rune('0'+c.RowSpan)) + ")")
			}
			if c.Covered {
				sb.WriteByte('~')
			}
			sb.WriteString(" " + strings.ReplaceAll(c.Text, "\n", "⏎"))
			if c.Nested != nil {
				sb.WriteString(" {" + strings.ReplaceAll(strings.TrimSpace(outline(c.Nested)), "\n", "; ") + "}")
			}
		}
		sb.WriteByte('\n')
	}
	return sb.String()
}

// wanted cuts the indentation off an expected outline.
func wanted(s string) string {
	var sb strings.Builder
	for line := range strings.Lines(strings.TrimSpace(s)) {
		sb.WriteString(strings.TrimLeft(line, "\t"))
	}
	return sb.String() + "\n"
}
