package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// Texts come back as they went in, whatever they hold; what XML or a cell has no place for is replaced or cut.
func TestWorkbook_Texts(t *testing.T) {
	long := strings.Repeat("ố", excelize.TotalCellChars+3)
	for _, c := range []struct{ in, want string }{
		{"Nền tảng số", ""}, {"a & b < c > d \"e\" 'f'", ""}, {" đầu và cuối ", ""}, {"dòng\nhai\tcột", ""}, {"=1+1", ""}, {"007", ""},
		{"_x0041_", ""}, {"_x005F_x0041_", ""}, {"_x0041_x0042_", ""}, {"_x12", ""}, {"_xzzzz_", ""}, {"]]>", ""}, {"𝄞 nhạc", ""}, {"cr\rlf", ""},
		{"a\x00b\x1fc\ufffe", "a\ufffdb\ufffdc\ufffd"}, {"\xff\xfe!", "\ufffd\ufffd!"}, {long, long[:len("ố")*excelize.TotalCellChars]},
	} {
		if c.want == "" {
			c.want = c.in
		}
		var out bytes.Buffer
		page := tablesPage{Title: "t", Tables: []pageTable{{Title: "x", Columns: []string{"a", "b"}, Rows: [][]string{{c.in, c.in}, {"", c.in}, {c.in, ""}}}}}
		if err := page.xlsx(&out); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetRows("2 x")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([][]string{{"a", "b"}, {c.want, c.want}, {"", c.want}, {c.want}}, got); d != "" {
			t.Errorf("%q: (-want +got)\n%s", c.in[:min(len(c.in), 40)], d)
		}
		if at, err := f.GetSheetDimension("2 x"); err != nil || at != "A1:B4" {
			t.Errorf("dimension %q, %v", at, err)
		}
	}
}

// What a spool takes comes out again in its order, whether it fits into memory or not.
func TestSpool(t *testing.T) {
	for _, size := range []int{0, 1, mostHeld - 1, mostHeld, mostHeld + 1, 3*mostHeld + 7} {
		var s spool
		var want, got bytes.Buffer
		row := bytes.Repeat([]byte("nền tảng số "), 1000)
		for want.Len() < size {
			row[0]++
			part := row[:min(len(row), size-want.Len())]
			want.Write(part)
			if _, err := s.Write(part); err != nil {
				t.Fatal(err)
			}
		}
		if held := s.held.Len(); held > mostHeld || (s.file != nil) != (size > mostHeld) {
			t.Errorf("%d bytes: %d held in memory, in a file: %v", size, held, s.file != nil)
		}
		if err := s.copyTo(&got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%d bytes came out as %d others", size, got.Len())
		}
	}
}

func TestAppendColumn(t *testing.T) {
	for _, n := range []int{1, 26, 27, 52, 53, 702, 703, 16384} {
		want, err := excelize.ColumnNumberToName(n)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendColumn(nil, n-1)); got != want {
			t.Errorf("column %d: %q, want %q", n, got, want)
		}
	}
}
