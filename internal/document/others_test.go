package document

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestODT(t *testing.T) {
	styles := `<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>
		<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
		<style:style style:name="X" style:family="text"><style:text-properties text:display="none"/></style:style>
		<style:style style:name="V" style:family="text"><style:text-properties style:font-name=".VnTime"/></style:style>`
	body := `<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion></text:changed-region></text:tracked-changes>
		<text:h text:outline-level="2">Mục<text:s text:c="3"/>tiêu</text:h>
		<text:p>một <text:span text:style-name="B">hai</text:span><text:span text:style-name="X"> giấu</text:span><text:line-break/><text:span text:style-name="V">phÇn mÒm</text:span><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>chú</text:p></text:note-body></text:note></text:p>
		<text:list text:style-name="L"><text:list-item><text:p>a</text:p><text:p>tiếp</text:p><text:list><text:list-item><text:p>con</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>b</text:p></text:list-item></text:list>
		<text:list text:style-name="L"><text:list-item><text:p>lại</text:p></text:list-item></text:list>
		<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>nữa</text:p></text:list-item></text:list>
		<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>STT</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>Tiền</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
		<table:table-row><table:covered-table-cell/><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>`
	doc := readMade(t, "a.odt", madeODF(t, "text", styles, body))
	want := `H2 Mục tiêu
		P một hai⏎phần mềm
		L1 1. a
		P tiếp
		L2 a) con
		L1 2. b
		L1 1. lại
		L1 2. nữa
		R |A(1x2) STT |B(2x1) Tiền
		R |A~ STT |B A |C B
		P [1] chú`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestODS(t *testing.T) {
	body := `<table:table table:name="Danh mục"><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
		<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="3150"><text:p>3.150</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-09-15"><text:p>15/9/26</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
		<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`
	doc := readMade(t, "a.ods", madeODF(t, "spreadsheet", "", body))
	if diff := cmp.Diff("R |A  |B  |C 3.150 |D 2026-09-15\n", outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	b := doc.Blocks[0]
	if b.Place != (Place{Sheet: "Danh mục", Row: 4}) || b.Cells[2].Number == nil || *b.Cells[2].Number != 3150 {
		t.Errorf("place %+v, number %v", b.Place, b.Cells[2].Number)
	}
}

func TestHTML(t *testing.T) {
	page := `<!DOCTYPE html><head><title>x</title><script>var a="<p>"</script></head><body><h2>Mục tiêu</h2><p align=center><b>Dự án</b> A
		<font face=".VnTime">phÇn mÒm</font></p><ol type=a start=2><li>Một<li>Hai<ul><li>con</ul></ol>
		<table><tr><th rowspan=2>STT<th colspan=2>Tiền<tr><td>A<td>B<br>b<tr><td>1<td><table><tr><td>trong</table></table><del>bỏ</del><p hidden>giấu</p>đuôi`
	doc := readMade(t, "a.html", []byte(page))
	want := `H2 Mục tiêu
		P Dự án A phần mềm
		L1 b. Một
		L1 c. Hai
		L2 - con
		R |A(1x2) STT |B(2x1) Tiền
		R |A~ STT |B A |C B⏎b
		R |A 1 |B  {R |A trong}
		P đuôi`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	old := readMade(t, "a.html", []byte("<html><meta charset=windows-1258><p>Vi\xea\xf2t Nam</p>"))
	if got := old.Blocks[0].Text; got != "Việt Nam" {
		t.Errorf("windows-1258 page reads %q", got)
	}
}

func TestJSON(t *testing.T) {
	doc := readMade(t, "a.json", []byte(`{"title":"Dự án X","total":3150.5,"owner":{"name":"Sở A","codes":[1,2]},"projects":[{"name":"A","money":1200},{"note":"x","name":"B"}]}`))
	want := `R |A title |B Dự án X
		R |A total |B 3150,5
		R |A owner.name |B Sở A
		R |A owner.codes |B 1⏎2
		H1 projects
		R |A name |B money |C note
		R |A A |B 1200 |C 
		R |A B |B  |C x`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	lines := readMade(t, "a.jsonl", []byte("{\"name\":\"A\"}\n{\"name\":\"B\"}\n"))
	if diff := cmp.Diff("R |A name\nR |A A\nR |A B\n", outline(lines.Blocks)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestPlainTextEncodings(t *testing.T) {
	const text = "Xây dựng phần mềm quản lý tài sản công\r\n\r\nSở Tài chính\r\n"
	utf16le := []byte{0xff, 0xfe}
	var bare []byte
	for _, u := range utf16.Encode([]rune(text)) {
		utf16le = binary.LittleEndian.AppendUint16(utf16le, u)
		bare = binary.BigEndian.AppendUint16(bare, u)
	}
	tcvn := "X\xa9y d\xf9ng ph\xc7n m\xd2m qu\xb6n l\xfd t\xb5i s\xb6n c\xabng\r\n\r\nS\xeb T\xb5i ch\xddnh\r\n"
	for name, data := range map[string][]byte{"utf-8": []byte(text), "utf-16": utf16le, "utf-16 without mark": bare, "tcvn3": []byte(tcvn)} {
		doc := readMade(t, "a.txt", data)
		if diff := cmp.Diff("P Xây dựng phần mềm quản lý tài sản công\nP Sở Tài chính\n", outline(doc.Blocks)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got := doc.Blocks[1].Place.Row; got != 3 {
			t.Errorf("%s: second paragraph on line %d, want 3", name, got)
		}
	}
}

// A workbook made by Excel; see testdata/README.md.
func TestOldOffice(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "test.xls"))
	if err != nil {
		t.Fatal(err)
	}
	doc := readMade(t, "test.xls", data)
	want := `R |A Test1 |B Lorem |C Ipsum
		R |A Avocado |B 1 |C 2
		R |A  |B 3 |C 5
		R |A  |B 4 |C 7
		R |A Test2`
	if diff := cmp.Diff(wanted(want), outline(doc.Blocks)); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}
