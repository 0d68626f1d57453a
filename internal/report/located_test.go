package report

import "testing"

func TestLocated(t *testing.T) {
	for text, want := range map[string]string{
		"trang tính 'PL1, dòng 2', dòng 25":           "sheet 'PL1, dòng 2', row 25",
		"Mục IV.5; Bảng 1, nhóm II, dòng a; trang 12": "section IV.5; table 1, group II, row a; page 12",
		"bảng thứ 3, dòng 7; trang 2":                 "table 3, row 7; page 2",
		"Điều 1, khoản 4":                             "article 1, clause 4",
		"bản ghi 6: the record has no title":          "record 6: the record has no title",
		"dòng 8":                                      "row 8",
		"":                                            "",
	} {
		if got := speak(English).located(text); got != want {
			t.Errorf("%q is %q in English, want %q", text, got, want)
		}
		if got := speak(Vietnamese).located(text); got != text {
			t.Errorf("%q is %q in Vietnamese", text, got)
		}
	}
}
