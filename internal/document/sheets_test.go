package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const xlsxStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0&quot; triệu&quot;"/><numFmt numFmtId="165" formatCode="[$-42A]dd/mm/yyyy"/></numFmts>
<fonts><font><name val="Times New Roman"/></font><font><name val=".VnTime"/></font></fonts>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="3" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="10" fontId="0"/></cellXfs></styleSheet>`

func TestXLSXValues(t *testing.T) {
	sheet := `<sheetData><row r="2">
		<c r="A2" t="inlineStr"><is><t>3.150</t></is></c><c r="B2"><v>3.15</v></c><c r="C2" s="1"><v>1250500</v></c><c r="D2" s="2"><v>18500</v></c>
		<c r="E2" s="3"><v>46000</v></c><c r="F2" s="4" t="s"><v>0</v></c><c r="G2" s="5"><v>0.125</v></c><c r="H2" t="str"><f>A1&amp;"x"</f><v>nối</v></c><c r="I2" t="b"><v>1</v></c>
		<c r="J2"><f>VLOOKUP(A1,B1:C9,2)</f></c><c r="K2" t="s"><v>1</v></c></row></sheetData>`
	data := madeXLSX(t, sheet, madePart{"xl/styles.xml", xlsxStyles},
		madePart{"xl/sharedStrings.xml", `<sst><si><t>phÇn mÒm</t></si><si><r><rPr><rFont val=".VnTime"/></rPr><t>S</t></r><r><rPr><rFont val=".VnTime"/></rPr><t>ë</t></r><r><t xml:space="preserve"> Y tế_x000D_
dòng</t></r></si></sst>`})
	doc := readMade(t, "a.xlsx", data)
	want := "R |A 3.150 |B 3,15 |C 1.250.500 |D 18.500 triệu |E 2025-12-09 |F phần mềm |G 12,50% |H nối |I TRUE |J  |K Sở Y tế⏎dòng\n"
	if diff := cmp.Diff(want, outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	var numbers []string
	for _, c := range doc.Blocks[0].Cells {
		if c.Number != nil {
			numbers = append(numbers, fmt.Sprintf("%c=%g", 'A'+c.Column, *c.Number))
		}
	}
	if got := strings.Join(numbers, " "); got != "B=3.15 C=1.2505e+06 D=18500 G=0.125" {
		t.Errorf("numbers = %s", got)
	}
	if len(doc.Partial) != 1 || !strings.Contains(doc.Partial[0], "1 formulas") {
		t.Errorf("a formula without its result must be told: %q", doc.Partial)
	}
}

// Totals that were saved as formulas only are worked out; what is beyond that, or depends on itself, is told.
func TestXLSXFormulas(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{"A1": 100, "A2": 20.5, "A3": "chữ", "B1": 3} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for cell, formula := range map[string]string{
		"A4": "SUM(A1:A3)", "A5": "=A4*2-(A1+$B$1)/2", "A6": "ROUND(A5/3,1)", "A7": "SUBTOTAL(9,A1:A2,B1)+10%", "A8": "A9", "A9": "A8", "A10": "IF(A1>1,1,2)", "A11": "SUM(A1:A2)+SUM(Sheet2!A1:A2)",
	} {
		if err := f.SetCellFormula("Sheet1", cell, formula); err != nil {
			t.Fatal(err)
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	doc := readMade(t, "a.xlsx", buf.Bytes())
	want := `R |A 100 |B 3
		R |A 20,5
		R |A chữ
		R |A 120,5
		R |A 189,5
		R |A 63,2
		R |A 123,6`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if len(doc.Partial) != 1 || !strings.Contains(doc.Partial[0], "4 formulas") || len(doc.Notes) != 1 {
		t.Errorf("partial %q, notes %q", doc.Partial, doc.Notes)
	}
}

func TestXLSXMerged(t *testing.T) {
	row := func(n int, cells ...string) string {
		s := fmt.Sprintf(`<row r="%d">`, n)
		for i, c := range cells {
			s += fmt.Sprintf(`<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, c)
		}
		return s + "</row>"
	}
	sheet := `<sheetData>` + row(1, "STT", "Kinh phí", "", "Chủ trì") + row(2, "", "TW", "ĐP", "") + row(3, "1", "5", "6", "Sở A") + row(4, "2", "7", "8", "") + row(6, "", "", "", "") +
		`</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/><mergeCell ref="D3:D4"/><mergeCell ref="A6:D6"/></mergeCells>`
	doc := readMade(t, "a.xlsx", madeXLSX(t, sheet))
	want := `R |A(1x2) STT |B(2x1) Kinh phí |D(1x2) Chủ trì
		R |A~ STT |B TW |C ĐP |D~ Chủ trì
		R |A 1 |B 5 |C 6 |D(1x2) Sở A
		R |A 2 |B 7 |C 8 |D~ Sở A`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if got := doc.Blocks[3].Place; got != (Place{Sheet: "PL1", Row: 4}) {
		t.Errorf("place = %+v", got)
	}
}

// What the sheet library writes must read the same, hidden sheets included.
func TestXLSXFromLibrary(t *testing.T) {
	f := excelize.NewFile()
	for _, err := range []error{
		f.SetCellValue("Sheet1", "A1", "Hệ thống một cửa"), f.SetCellValue("Sheet1", "B1", 9850), f.SetCellValue("Sheet1", "B2", 1250.5),
		f.MergeCell("Sheet1", "A1", "A2"), func() error { _, err := f.NewSheet("Ẩn"); return err }(),
		f.SetCellValue("Ẩn", "C3", "giấu"), f.SetSheetVisible("Ẩn", false), f.SetRowVisible("Sheet1", 2, false), f.SetRowVisible("Sheet1", 9, false),
		func() error { _, err := f.NewSheet("Trống"); return err }(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	doc := readMade(t, "a.xlsx", buf.Bytes())
	want := `R |A(1x2) Hệ thống một cửa |B 9850
		R |A~ Hệ thống một cửa |B 1250,5
		R |A  |B  |C giấu`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	notes := []string{`sheet "Sheet1" has hidden rows, which were read: 2`, `sheet "Ẩn" is hidden; it was read`, `sheet "Trống" is empty`}
	if diff := cmp.Diff(notes, doc.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		code  string
		value float64
		want  string
	}{
		{"General", 1250.5, "1250,5"}, {"0", 2026, "2026"}, {"#,##0", 113355.5, "113.356"}, {"#,##0.0", 113355.5, "113.355,5"},
		{`#,##0 "đồng"`, 72460000000, "72.460.000.000 đồng"}, {"000", 7, "007"}, {"0%", .87, "87%"}, {"#,##0;[Red]-#,##0", -5000, "-5.000"},
		{`_(* #,##0_);_(* \(#,##0\)`, 12600, "12.600"}, {"@", 12, "12"}, {"General", .1 + .2, "0,3"},
	} {
		f := parseNumberFormat(c.code)
		if f.date() {
			t.Errorf("%q is taken for a date", c.code)
		}
		if got := f.show(c.value); got != c.want {
			t.Errorf("%q of %g = %q, want %q", c.code, c.value, got, c.want)
		}
	}
	for code, want := range map[string]string{"dd/mm/yyyy": "2025-12-09", "mm/yyyy": "2025-12", "yyyy": "2025", `"ngày" d "tháng" m`: "2025-12-09", "[h]:mm": "00:00:00", "d/m/yy h:mm": "2025-12-09 00:00:00"} {
		f := parseNumberFormat(code)
		if got, ok := f.isoDate(46000, false); !f.date() || !ok || got != want {
			t.Errorf("%q of 46000 = %q, want %q", code, got, want)
		}
	}
}

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"semicolons, quotes over lines", "\ufeffSTT;Tên;Tiền\r\n1;\"Hệ \"\"A\"\"; B\r\ntiếp\";1.200\r\n", "R |A STT |B Tên |C Tiền\nR |A 1 |B Hệ \"A\"; B⏎tiếp |C 1.200\n"},
		{"tabs", "STT\tTên\n1\tA, B, C\n2\tD", "R |A STT |B Tên\nR |A 1 |B A, B, C\nR |A 2 |B D\n"},
		{"sep line", "sep=|\nA|B\n1|2\n", "R |A A |B B\nR |A 1 |B 2\n"},
		{"TCVN3 bytes", "STT;D\xf9 \xb8n\n1;Ph\xc7n m\xd2m qu\xb6n l\xfd\n", "R |A STT |B Dự án\nR |A 1 |B Phần mềm quản lý\n"},
		{"one column is text", "Xây dựng phần mềm A\nNâng cấp hệ thống B\n", "P Xây dựng phần mềm A\nP Nâng cấp hệ thống B\n"},
		{"prose with commas is text", "Căn cứ Luật A, Luật B, Luật C;\nXét đề nghị của Sở, ngành.\n", "P Căn cứ Luật A, Luật B, Luật C;\nP Xét đề nghị của Sở, ngành.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, outline(readMade(t, "a", []byte(c.text)).Blocks)); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
		})
	}
	cut := readMade(t, "a.csv", []byte("A;B;C\n1;2;3\n4;\"mở"))
	if len(cut.Partial) == 0 {
		t.Error("a quotation mark that is never closed must be told")
	}
}
