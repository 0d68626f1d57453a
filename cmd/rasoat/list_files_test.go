package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listTable is a list as every format below holds it: a group row per ministry, owners from it.
var listTable = [][]string{
	{"STT", "Ten nen tang", "Chuc nang"},
	{"I", "Bo Tai chinh", ""},
	{"1", "He thong quan ly gia sach giao khoa", "Tra cuu gia"},
	{"2", "He thong quan ly kho gao", "Theo doi kho"},
	{"II", "Bo Y te", ""},
	{"1", "He thong quan ly ong nghe", "Theo doi thiet bi"},
}

// docxList makes a document with the table.
func docxList(t *testing.T) []byte {
	t.Helper()
	var body strings.Builder
	for _, row := range listTable {
		body.WriteString("<w:tr>")
		for _, cell := range row {
			fmt.Fprintf(&body, "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>", cell)
		}
		body.WriteString("</w:tr>")
	}
	parts := map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>DANH MUC</w:t></w:r></w:p><w:tbl>` + body.String() + `</w:tbl></w:body></w:document>`,
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pdfList draws the table on a page: ruled lines and words.
func pdfList() []byte {
	edges := []int{50, 100, 350, 540}
	var page strings.Builder
	for i, row := range listTable {
		top := 780 - 24*i
		for _, y := range []int{top, top - 24} {
			fmt.Fprintf(&page, "%d %d m %d %d l S\n", edges[0], y, edges[3], y)
		}
		for _, x := range edges {
			fmt.Fprintf(&page, "%d %d m %d %d l S\n", x, top, x, top-24)
		}
		for c, cell := range row {
			fmt.Fprintf(&page, "BT /F1 10 Tf %d %d Td (%s) Tj ET\n", edges[c]+5, top-16, cell)
		}
	}
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%sendstream", page.Len(), page.String()), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj%sendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// TestListImport_Formats reads one list from every kind of file; typed without diacritics, headers and owners are still
// recognised.
func TestListImport_Formats(t *testing.T) {
	var csv, html strings.Builder
	html.WriteString("<html><body><table>")
	for _, row := range listTable {
		csv.WriteString(strings.Join(row, ";") + "\n")
		html.WriteString("<tr><td>" + strings.Join(row, "</td><td>") + "</td></tr>")
	}
	html.WriteString("</table></body></html>")
	files := map[string][]byte{"a.docx": docxList(t), "a.pdf": pdfList(), "a.csv": []byte(csv.String()), "a.html": []byte(html.String())}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			stdout, stderr, _ := runForTest(t, filepath.Join(dir, "r.db"), "list", "import", file, "--document", "9/QĐ-TTg", "--date", "2026-10-01", "--issuer", "TTg", "--dry-run")
			for _, want := range []string{"He thong quan ly gia sach giao khoa (BTC)", "He thong quan ly kho gao (BTC)", "He thong quan ly ong nghe (BYT)"} {
				if !strings.Contains(stdout, want) {
					t.Errorf("%q is missing:\n%s%s", want, stdout, stderr)
				}
			}
			if strings.Count(stdout, "\n- ") != 3+3 { // columns and rows
				t.Errorf("other rows were read:\n%s", stdout)
			}
		})
	}
}
