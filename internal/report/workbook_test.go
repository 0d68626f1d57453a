package report

import (
	"bytes"
	"fmt"
	"testing"
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
