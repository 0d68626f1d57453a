package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// Typing errors are read as the words meant; words that are right, or of another meaning, stay.
func TestMend(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	cases := []struct{ typed, want string }{
		{"phần mềm qảun lý hồ sơ", "phần mềm quản lý hồ sơ"},     // letters swapped
		{"phần mềm qản lý hồ sơ", "phần mềm quản lý hồ sơ"},      // one left out
		{"phần mềm quảnn lý hồ sơ", "phần mềm quản lý hồ sơ"},    // one doubled
		{"phần mềm quan lý hồ sơ", "phần mềm quản lý hồ sơ"},     // marks left out
		{"cơ quan quản lý", "cơ quan quản lý"},                   // a word as it should be
		{"quản lý cơ sở lưu trú", "quản lý cơ sở lưu trú"},       // not lưu trữ
		{"quản lý thuê nhà", "quản lý thuê nhà"},                 // not thuế
		{"phần mềm Zymurgy quản lý", "phần mềm Zymurgy quản lý"}, // nothing is near
	}
	for _, c := range cases {
		got, want := viet.Normalize(c.typed), viet.Normalize(c.want)
		e.mend(got)
		for i := range want.Len() {
			if got.Tokens()[i].Key != want.Tokens()[i].Key {
				t.Errorf("%q: word %q is not read as %q", c.typed, got.KeyOf(i), want.KeyOf(i))
			}
		}
	}
}
