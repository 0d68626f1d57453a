package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/internal/document"
)

// TestFixtures reads documents in many styles and asks as much of them as of the samples.
func TestFixtures(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "intake")
	reg := register(t)
	var sum tally
	t.Logf("%-62s %-5s %-5s %7s %7s %6s", "file", "title", "total", "found", "actions", "extra")
	for _, want := range readTruth(t, filepath.Join(dir, "truth.jsonl")) {
		doc := readFixture(t, filepath.Join(dir, want.File))
		got, _ := Proposals(doc, reg)
		compare(t, want, got, &sum)
	}
	t.Logf("titles %d/%d, totals %d/%d, components with name and money %d/%d, actions %d/%d, extra %d",
		sum.titles, sum.wantTitles, sum.totals, sum.wantTotals, sum.found, sum.components, sum.actions, sum.components, sum.extra)
	if sum.titles < sum.wantTitles || sum.totals < sum.wantTotals {
		t.Errorf("titles %d of %d, totals %d of %d: all must be exact", sum.titles, sum.wantTitles, sum.totals, sum.wantTotals)
	}
	if sum.found < sum.components || sum.extra > 0 {
		t.Errorf("found %d of %d components and %d too many", sum.found, sum.components, sum.extra)
	}
	if sum.actions*10 < sum.components*9 {
		t.Errorf("%d of %d actions are right, want nine in ten", sum.actions, sum.components)
	}
}

// readFixture reads a fixture; markup is made a real file first.
func readFixture(t testing.TB, path string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(path)
	switch {
	case strings.HasSuffix(name, ".docx.txt"):
		name, data = strings.TrimSuffix(name, ".txt"), docxOf(t, string(data))
	case strings.HasSuffix(name, ".xlsx.txt"):
		name, data = strings.TrimSuffix(name, ".txt"), xlsxOf(t, string(data))
	}
	doc, err := document.Read(context.Background(), name, data, document.Limits{})
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return &document.Document{}
	}
	return doc
}

// zipOf packs named parts.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err)
	}
	return b.String()
}

// cellsOf splits a markup row into its cells.
func cellsOf(line string) []string {
	cells := strings.Split(strings.TrimSpace(line), "|")
	return cells[1 : len(cells)-1]
}

const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

// docxOf makes a Word document of markup.
func docxOf(t testing.TB, markup string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	lines := strings.Split(strings.TrimRight(markup, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "|") {
			docxPara(&b, lines[i])
			continue
		}
		var rows [][]string
		for ; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
			rows = append(rows, cellsOf(lines[i]))
		}
		i--
		docxTable(&b, rows)
	}
	b.WriteString(`</w:body></w:document>`)
	return zipOf(t,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", relations+`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", b.String())
}

func docxPara(b *strings.Builder, text string) {
	style, run := "", ""
	for _, m := range []struct{ mark, style, run string }{{"##", `<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`, "<w:rPr><w:b/></w:rPr>"}, {"#", `<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`, "<w:rPr><w:b/></w:rPr>"}, {"!", "", "<w:rPr><w:b/></w:rPr>"}} {
		if rest, ok := strings.CutPrefix(text, m.mark); ok {
			text, style, run = rest, m.style, m.run
			break
		}
	}
	fmt.Fprintf(b, `<w:p>%s<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, run, escape(text))
}

func docxTable(b *strings.Builder, rows [][]string) {
	b.WriteString(`<w:tbl>`)
	for r, cells := range rows {
		b.WriteString(`<w:tr>`)
		for c := 0; c < len(cells); c++ {
			span := 1
			for c+span < len(cells) && cells[c+span] == "<" {
				span++
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/>`, span)
			switch {
			case cells[c] == "^":
				b.WriteString(`<w:vMerge/>`)
			case r+1 < len(rows) && c < len(rows[r+1]) && rows[r+1][c] == "^":
				b.WriteString(`<w:vMerge w:val="restart"/>`)
			}
			b.WriteString(`</w:tcPr>`)
			for _, p := range strings.Split(strings.Trim(cells[c], "^"), " / ") {
				docxPara(b, strings.TrimSpace(p))
			}
			b.WriteString(`</w:tc>`)
			c += span - 1
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

// xlsxOf makes a workbook of markup.
func xlsxOf(t testing.TB, markup string) []byte {
	t.Helper()
	var sheets, rels, types strings.Builder
	parts := []string{}
	for i, s := range strings.Split(markup, "(sheet) ")[1:] {
		name, body, _ := strings.Cut(s, "\n")
		n := i + 1
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="r%d"/>`, escape(name), n, n)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", n), sheetOf(body))
	}
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	parts = append(parts,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+types.String()+`</Types>`,
		"_rels/.rels", relations+`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><workbook `+main+`><sheets>`+sheets.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", relations+rels.String()+`</Relationships>`)
	return zipOf(t, parts...)
}

// sheetOf makes the XML of a sheet, with its merged cells.
func sheetOf(body string) string {
	var b, merges strings.Builder
	b.WriteString(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(body), "\n") {
		rows = append(rows, cellsOf(line))
	}
	merged := 0
	for r, cells := range rows {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for c, text := range cells {
			ref := fmt.Sprintf("%c%d", 'A'+c, r+1)
			switch {
			case text == "" || text == "<" || text == "^":
			case strings.HasPrefix(text, "="):
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, ref, text[1:])
			default:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, ref, escape(text))
			}
			right, down := c, r
			for right+1 < len(cells) && cells[right+1] == "<" {
				right++
			}
			for down+1 < len(rows) && c < len(rows[down+1]) && rows[down+1][c] == "^" {
				down++
			}
			if text != "<" && text != "^" && (right > c || down > r) {
				merged++
				fmt.Fprintf(&merges, `<mergeCell ref="%s:%c%d"/>`, ref, 'A'+right, down+1)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if merged > 0 {
		fmt.Fprintf(&b, `<mergeCells count="%d">%s</mergeCells>`, merged, merges.String())
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}
