package document

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const numberingPart = `<w:numbering ` + wordNS + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>`

const stylesPart = `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="muc"><w:name w:val="Mục lớn"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="mucnho"><w:name w:val="con"/><w:basedOn w:val="muc"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="ring"><w:name w:val="a"/><w:basedOn w:val="ring2"/></w:style>
<w:style w:type="paragraph" w:styleId="ring2"><w:name w:val="b"/><w:basedOn w:val="ring"/></w:style>
</w:styles>`

// item makes a paragraph of a list.
func item(num, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

// styled makes a paragraph in a style.
func styled(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestDOCXBlocks(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"headings by style name, outline level and inherited font",
			styled("u2", "1. Hiện trạng") + styled("mucnho", "Môc tiªu") + styled("TOC1", "1. Hiện trạng....3") + styled("ring", "vòng"),
			`H2 1. Hiện trạng
			H1 Mục tiêu
			P vòng`},
		{"numbers as shown",
			item("1", "0", "Căn cứ") + item("1", "1", "Luật") + item("1", "2", "Điểm") + item("1", "2", "Điểm") + item("1", "0", "Nội dung") + item("1", "1", "Việc") + item("2", "0", "gạch") + item("3", "0", "a") + item("4", "0", "b") + item("3", "0", "c"),
			`L1 III. Căn cứ
			L2 3.1. Luật
			L3 a) Điểm
			L3 b) Điểm
			L1 IV. Nội dung
			L2 4.1. Việc
			L1 + gạch
			L1 1 a
			L1 9 b
			L1 10 c`},
		{"tracked changes, hidden text, fields, breaks",
			`<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>` +
				`<w:r><w:rPr><w:vanish/></w:rPr><w:t> giấu</w:t></w:r>` +
				`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:t>mã</w:t><w:fldChar w:fldCharType="separate"/><w:t> 7</w:t><w:fldChar w:fldCharType="end"/></w:r>` +
				`<w:r><w:br/><w:t>dòng</w:t><w:tab/><w:t>hai</w:t><w:noBreakHyphen/><w:t>ba</w:t></w:r></w:p>` +
				`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối </w:t></w:r></w:p><w:p><w:r><w:t>liền</w:t></w:r></w:p>`,
			`P thêm 7⏎dòng hai-ba
			P nối liền`},
		{"a field that never ends hides only its own paragraph",
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>mất</w:t></w:r></w:p>` + wp("Arial", "còn"),
			`P còn`},
		{"a text box once, of two forms",
			`<w:p><w:r><w:t>trước</w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + wp("Arial", "trong khung") +
				`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + wp("Arial", "trong khung") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
			`P trước
			P trong khung`},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := readMade(t, "a.docx", madeDOCX(t, c.body, madePart{"word/numbering.xml", numberingPart}, madePart{"word/styles.xml", stylesPart}))
			if diff := cmp.Diff(wanted(c.want), outline(doc.Blocks)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
}

// cell makes a table cell with properties.
func cellOf(props, content string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + content + `</w:tc>`
}

func TestDOCXTable(t *testing.T) {
	auto := `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr></w:p>`
	inner := `<w:tbl><w:tr>` + cellOf("", wp("Arial", "dpi")) + cellOf("", wp("Arial", "300")) + `</w:tr></w:tbl>`
	body := `<w:tbl>` +
		`<w:tr>` + cellOf(`<w:vMerge w:val="restart"/>`, wp("Arial", "TT")) + cellOf(`<w:gridSpan w:val="2"/>`, wp("Arial", "Giá trị")) + `</w:tr>` +
		`<w:tr>` + cellOf(`<w:vMerge/>`, `<w:p/>`) + cellOf("", wp("Arial", "Trước")) + cellOf("", wp("Arial", "Sau")) + `</w:tr>` +
		`<w:tr>` + cellOf("", auto) + cellOf("", wp("Arial", "một")+wp("Arial", "hai")) + cellOf("", inner+`<w:p/>`) + `</w:tr>` +
		`<w:tr><w:trPr><w:del w:id="1"/></w:trPr>` + cellOf("", wp("Arial", "hàng đã xóa")) + `</w:tr>` +
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + cellOf("", auto) + cellOf("", wp("Arial", "cuối")) + `</w:tr>` +
		`</w:tbl>`
	doc := readMade(t, "a.docx", madeDOCX(t, body, madePart{"word/numbering.xml", numberingPart}))
	want := `R |A(1x2) TT |B(2x1) Giá trị
		R |A~ TT |B Trước |C Sau
		R |A 1 |B một⏎hai |C  {R |A dpi |B 300}
		R |B 2 |C cuối`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if got := doc.Blocks[3].Place; got != (Place{Table: 1, Row: 4}) {
		t.Errorf("place of the last row = %+v", got)
	}
}

// Every kind of run a TCVN3 document holds: letters of the ABC fonts, the soft hyphen as an element, characters in the
// private area, capitals fonts, Unicode pasted into the old font.
func TestDOCXLegacyFonts(t *testing.T) {
	body := wp(".VnTimeH", "së giao th«ng vËn t¶i") +
		`<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>H¶i D</w:t><w:softHyphen/><w:t>¬ng ®Çu t</w:t><w:softHyphen/></w:r></w:p>` +
		wp(".VnTime", "\uf0d0\uf020\uf0ae\uf043") +
		wp(".VnTime", "Sở Tài chính") + wp("VNI-Times", "Phaàn meàm quaûn lyù") + wp("Times New Roman", "tiết ki\u00adệm")
	doc := readMade(t, "a.docx", madeDOCX(t, body))
	want := `P sở giao thông vận tải
		P Hải Dương đầu tư
		P é đC
		P Sở Tài chính
		P Phần mềm quản lý
		P tiết kiệm`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if !doc.Blocks[0].Caps || doc.Blocks[1].Caps {
		t.Error("Caps must be set for the capitals font only")
	}
	if doc.Encoding != "TCVN3+VNI" {
		t.Errorf("Encoding = %q", doc.Encoding)
	}
}

func TestCapitalNumber(t *testing.T) {
	for in, want := range map[string]string{
		"ii": "II", "iv. nội dung": "IV. nội dung", "a": "A", "a.1. mục tiêu": "A.1. mục tiêu", " b) thuê": " B) thuê", "": "", "i": "I",
		"xây dựng": "xây dựng", "ai": "ai", "1. phần mềm": "1. phần mềm", "in ấn": "in ấn", "đ) khác": "đ) khác", ")": ")",
	} {
		if got := capitalNumber(in); got != want {
			t.Errorf("capitalNumber(%q) = %q, want %q", in, got, want)
		}
	}
}
