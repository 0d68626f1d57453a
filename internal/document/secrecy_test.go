package document

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadMark(t *testing.T) {
	for _, c := range []struct {
		line string
		want Secrecy
		form markForm
	}{
		{"MẬT", Confidential, stamped},
		{"Mật", Confidential, plain},
		{"TỐI MẬT", Secret, stamped},
		{"Tuyệt mật", TopSecret, plain},
		{"* TUYỆT MẬT *", TopSecret, stamped},
		{"[MẬT]", Confidential, stamped},
		{"M Ậ T", Confidential, stamped},
		{"T U Y Ệ T  M Ậ T", TopSecret, stamped},
		{"MÂ\u0323T", Confidential, stamped}, // decomposed
		{"MẬT – Bản số: 03", Confidential, stamped},
		{"Độ mật: Mật", Confidential, labelled},
		{"Mức độ mật: Tối mật", Secret, labelled},
		{"ĐỘ MẬT: TUYỆT MẬT", TopSecret, labelled},
		{"Tài liệu mật", Confidential, plain},
		{"TOI MAT", Secret, stamped},
		{"Do mat: Mat", Confidential, labelled},

		{"mật", "", noMark},
		{"MAT", "", noMark},
		{"MẬT ĐỘ", "", noMark},
		{"MẬT ONG", "", noMark},
		{"Bảo mật", "", noMark},
		{"BẢO MẬT", "", noMark},
		{"Mật khẩu", "", noMark},
		{"Bí mật nhà nước", "", noMark},
		{"BÍ MẬT NHÀ NƯỚC", "", noMark},
		{"Danh mục bí mật nhà nước", "", noMark},
		{"Luật Bảo vệ bí mật nhà nước số 29/2018/QH14", "", noMark},
		{"Độ mật", "", noMark},
		{"Độ mật: Thường, Mật, Tối mật, Tuyệt mật", "", noMark},
		{"Độ mật: không", "", noMark},
		{"Quản lý văn bản mật", "", noMark},
		{"MẶT", "", noMark},
	} {
		degree, form := readMark(c.line, false)
		if degree != c.want || form != c.form {
			t.Errorf("readMark(%q) = %q, %d; want %q, %d", c.line, degree, form, c.want, c.form)
		}
	}
}

// marked is a document of which one line, header or cell is a mark, or none.
type marked struct {
	name string
	file string
	data []byte
	want Secrecy
}

const (
	decisionHead = "UBND TỈNH A\nSố: 12/QĐ-UBND\n%s\nQUYẾT ĐỊNH\nVề việc phê duyệt dự án Phần mềm quản lý cán bộ\n"
	boxedStamp   = `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>`
)

func fillers(n int) string {
	return strings.Repeat(wp("Arial", "Nội dung đầu tư của dự án"), n)
}

// wordParts gives a header or footer part with the relation that makes it one.
func wordParts(kind, content string) []madePart {
	return []madePart{
		{"word/_rels/document.xml.rels", `<Relationships><Relationship Id="rId9" Type="http://x/` + kind + `" Target="` + kind + `3.xml"/></Relationships>`},
		{"word/" + kind + "3.xml", `<w:hdr ` + wordNS + ` xmlns:v="v">` + content + `</w:hdr>`},
	}
}

func wordDocuments(t *testing.T) []marked {
	letterhead := `<w:tbl><w:tr>` + cellOf("", wp("Arial", "UBND TỈNH A")+wp("Arial", "Số: 12/QĐ-UBND")+wp("Arial", "MẬT")) + cellOf("", wp("Arial", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")) + `</w:tr></w:tbl>`
	values := wp("Arial", "Độ mật của văn bản") + wp("Arial", "Thường") + wp("Arial", "Mật") + wp("Arial", "Tối mật") + wp("Arial", "Tuyệt mật")
	listing := wp("Arial", "TUYỆT MẬT") + wp("Arial", "TỐI MẬT") + wp("Arial", "MẬT")
	valueTable := `<w:tbl><w:tr>` + cellOf("", wp("Arial", "STT")) + cellOf("", wp("Arial", "Độ mật")) + `</w:tr><w:tr>` + cellOf("", wp("Arial", "1")) + cellOf("", wp("Arial", "Thường")) + `</w:tr><w:tr>` + cellOf("", wp("Arial", "2")) + cellOf("", wp("Arial", "Mật")) + `</w:tr></w:tbl>`
	form := `<w:tbl><w:tr>` + cellOf("", wp("Arial", "Độ mật")) + cellOf("", wp("Arial", "Tối mật")) + `</w:tr></w:tbl>`
	watermark := `<w:p><w:r><w:pict><v:shape><v:textpath string="TUYỆT MẬT"/></v:shape></w:pict></w:r></w:p>`
	return []marked{
		{"letterhead cell", "a.docx", madeDOCX(t, letterhead+fillers(30)), Confidential},
		{"line of the first page", "a.docx", madeDOCX(t, wp("Arial", "Mật")+fillers(30)), Confidential},
		{"capitals on a later page", "a.docx", madeDOCX(t, fillers(60)+wp("Arial", "TỐI MẬT")), Secret},
		{"typed in an old font", "a.docx", madeDOCX(t, wp(".VnTimeH", "tèi mËt")+fillers(30)), Secret},
		{"stamp in a box", "a.docx", madeDOCX(t, strings.ReplaceAll(boxedStamp, "%s", wp("Arial", "MẬT"))+fillers(30)), Confidential},
		{"page header", "a.docx", madeDOCX(t, fillers(30), wordParts("header", wp("Arial", "Mật"))...), Confidential},
		{"page footer beside its number", "a.docx", madeDOCX(t, fillers(30), wordParts("footer", wp("Arial", "MẬT\tTrang 3"))...), Confidential},
		{"watermark", "a.docx", madeDOCX(t, fillers(30), wordParts("header", watermark)...), TopSecret},
		{"field of a form on a later page", "a.docx", madeDOCX(t, fillers(60)+form), Secret},
		{"small letters on a later page", "a.docx", madeDOCX(t, fillers(60)+wp("Arial", "Mật")), ""},
		{"values a system keeps", "a.docx", madeDOCX(t, values), ""},
		{"values in capitals", "a.docx", madeDOCX(t, fillers(40)+listing), ""},
		{"table of values", "a.docx", madeDOCX(t, valueTable), ""},
		{"words of security", "a.docx", madeDOCX(t, wp("Arial", "BẢO MẬT")+wp("Arial", "Mật khẩu")+wp("Arial", "Mật độ")+wp("Arial", "Danh mục bí mật nhà nước")+
			wp("Arial", "Căn cứ Luật Bảo vệ bí mật nhà nước ngày 15 tháng 11 năm 2018"), wordParts("header", wp("Arial", "Yêu cầu bảo mật"))...), ""},
	}
}

func otherDocuments(t *testing.T) []marked {
	var long strings.Builder
	for i := range 30 {
		fmt.Fprintf(&long, "%d,Phần mềm %d,1000\n", i, i)
	}
	styles := madePart{"styles.xml", `<office:document-styles ` + odfNS + `><office:master-styles><style:master-page><style:header><text:p>MẬT</text:p></style:header></style:master-page></office:master-styles></office:document-styles>`}
	odt := container(t, madePart{"mimetype", "application/vnd.oasis.opendocument.text"}, styles,
		madePart{"content.xml", `<office:document-content ` + odfNS + `><office:body><office:text><text:p>Dự án</text:p></office:text></office:body></office:document-content>`})
	row := `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>`
	sheetFoot := strings.Replace(row, "%s", "Danh mục dự án", 1) + `<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12MẬT&amp;RTrang &amp;P</oddHeader></headerFooter>`
	drawn := []madePart{
		{"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/drawing" Target="../drawings/drawing1.xml"/></Relationships>`},
		{"xl/drawings/drawing1.xml", `<xdr:wsDr xmlns:xdr="d" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>UBND</a:t></a:r></a:p><a:p><a:r><a:t>TỐI </a:t></a:r><a:r><a:t>MẬT</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>`},
	}
	return []marked{
		{"line of a text", "a.txt", []byte(fmt.Sprintf(decisionHead, "MẬT")), Confidential},
		{"beside the date", "a.txt", []byte(fmt.Sprintf(decisionHead, "TỐI MẬT     Hà Nội, ngày 5 tháng 6 năm 2026")), Secret},
		{"no mark", "a.txt", []byte(fmt.Sprintf(decisionHead, "V/v bảo mật hệ thống")), ""},
		{"sentence of a later line", "a.txt", []byte(fmt.Sprintf(decisionHead, "") + strings.Repeat("Nội dung\n", 40) + "Hồ sơ được đóng dấu MẬT\n"), ""},
		{"column of a plan", "a.csv", []byte("STT,Tên dự án,Kinh phí,Độ mật\n" + strings.ReplaceAll(long.String(), ",1000\n", ",1000,\n") + "31,Dự án X,5,Mật\n"), Confidential},
		{"plan without marks", "a.csv", []byte("STT,Tên dự án,Kinh phí\n" + long.String() + "31,Mật,5\n"), ""},
		{"record", "a.json", []byte(`[{"title": "Dự án A", "do_mat": "Mật"}]`), Confidential},
		{"web page", "a.html", []byte(`<html><body><p>UBND TỈNH A</p><p><b>MẬT</b></p><p>Quyết định</p></body></html>`), Confidential},
		{"page header of a text", "a.odt", odt, Confidential},
		{"first rows of a sheet", "a.xlsx", madeXLSX(t, strings.Replace(row, "%s", "Mật", 1)), Confidential},
		{"header of a sheet", "a.xlsx", madeXLSX(t, sheetFoot), Confidential},
		{"box on a sheet", "a.xlsx", madeXLSX(t, strings.Replace(row, "%s", "Danh mục dự án", 1), drawn...), Secret},
	}
}

func TestClassifiedDocuments(t *testing.T) {
	for _, c := range append(wordDocuments(t), otherDocuments(t)...) {
		t.Run(c.file[2:]+" "+c.name, func(t *testing.T) { checkMark(t, c) })
	}
}

// checkMark reads a document as everybody does and as one who may.
func checkMark(t *testing.T, c marked) {
	t.Helper()
	lim := pdfLimits(t)
	doc, err := Read(context.Background(), c.file, c.data, lim)
	if c.want == "" {
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		if doc.Secrecy != "" {
			t.Errorf("Secrecy = %q", doc.Secrecy)
		}
		return
	}
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Reason != Classified {
		t.Fatalf("error = %v, want a refusal with reason %q", err, Classified)
	}
	lim.Classified = true
	if doc, err = Read(context.Background(), c.file, c.data, lim); err != nil {
		t.Fatal(err)
	}
	if doc.Secrecy != c.want {
		t.Errorf("Secrecy = %q, want %q", doc.Secrecy, c.want)
	}
}

func TestClassifiedPDF(t *testing.T) {
	pages := func(foot string, lines ...string) *pdfMaker {
		p := newPDF("Arial")
		for range 3 {
			p.page()
			for i, l := range lines {
				p.text(80, 700-20*float64(i), "F1", l)
			}
			p.text(280, 20, "F1", foot)
		}
		return p
	}
	stampedOn := pages("Trang", "UBND TỈNH", "Dự án phần mềm")
	stampedOn.notes = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[50 750 150 780]/Contents<FEFF004D1EAC0054> >>]" // MẬT in UTF-16
	for _, c := range []marked{
		{"line", "a.pdf", pages("Trang", "UBND TỈNH", "MẬT", "Dự án phần mềm").bytes(), Confidential},
		{"foot of every page", "a.pdf", pages("MẬT", "UBND TỈNH", "Dự án phần mềm").bytes(), Confidential},
		{"note put on the page", "a.pdf", stampedOn.bytes(), Confidential},
		{"none", "a.pdf", pages("Trang", "UBND TỈNH", "Dự án phần mềm").bytes(), ""},
	} {
		t.Run(c.name, func(t *testing.T) { checkMark(t, c) })
	}
}

// TestClassifiedConverted reads what LibreOffice makes of a document with a mark in its page header.
func TestClassifiedConverted(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("needs LibreOffice")
	}
	dir := t.TempDir()
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>`
	source := container(t, madePart{"[Content_Types].xml", types}, madePart{"_rels/.rels", fmt.Sprintf(rels, "officeDocument", "word/document.xml")},
		madePart{"word/_rels/document.xml.rels", fmt.Sprintf(rels, "header", "header1.xml")},
		madePart{"word/header1.xml", `<w:hdr ` + wordNS + `>` + wp("Arial", "TỐI MẬT") + `</w:hdr>`},
		madePart{"word/document.xml", `<w:document ` + wordNS + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + fillers(30) +
			`<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:body></w:document>`})
	if err := os.WriteFile(filepath.Join(dir, "a.docx"), source, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"doc", "odt", "pdf", "docx:MS Word 2007 XML"} {
		form, _, _ := strings.Cut(to, ":")
		t.Run(form, func(t *testing.T) {
			out := t.TempDir()
			cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", out, filepath.Join(dir, "a.docx"))
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, text)
			}
			data, err := os.ReadFile(filepath.Join(out, "a."+form))
			if err != nil {
				t.Fatal(err)
			}
			checkMark(t, marked{form, "a." + form, data, Secret})
		})
	}
}
