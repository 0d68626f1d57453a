package report

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The same rows give the same bytes, however many sheets there are: the library alone writes streamed sheets in any order.
func TestWorkbook_SameBytes(t *testing.T) {
	page := tablesPage{Title: "t"}
	for i := range 6 {
		page.Tables = append(page.Tables, pageTable{Title: fmt.Sprint("sheet ", i), Columns: []string{"a", "b"}, Rows: [][]string{{"1", fmt.Sprint(i)}}})
	}
	var first bytes.Buffer
	for i := range 20 {
		var again bytes.Buffer
		if err := page.xlsx(&again); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = again
			continue
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatalf("workbook %d differs from the first", i)
		}
	}
}

// What is known as a number is one in a spreadsheet, and a text where it says more; sheets are named by whole words.
func TestPage_NumbersInWorkbooks(t *testing.T) {
	many := int64(1426700000)
	p := tablesPage{Title: "TỔNG HỢP", Lines: []string{"x"}, Tables: []pageTable{{Title: "Theo cơ quan chủ quản nền tảng \U0001F600", Columns: []string{"Nhóm", "Số", "Kinh phí"},
		Counts: true, Rows: [][]string{{"=A", "1.426.700.000", "2 (1 chưa nêu)"}}, Numbers: [][]*int64{{&many, nil}}}}}
	f := openBook(t, []byte(render(t, func(w *bytes.Buffer) error { return p.xlsx(w) })))
	if got, want := f.GetSheetList(), []string{"1 TỔNG HỢP", "2 Theo cơ quan chủ quản nền"}; !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType(f.GetSheetName(1), cell); err != nil || got != want {
			t.Errorf("%s has type %v, want %v (%v)", cell, got, want, err)
		}
	}
	if got, err := f.GetCellValue(f.GetSheetName(1), "B2", excelize.Options{RawCellValue: true}); err != nil || got != "1426700000" {
		t.Errorf("B2 holds %q, %v", got, err)
	}
}
