package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// A component is compared by what the document says its abbreviations stand for, as if it were written out.
func TestSpelling(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true})
	first := func(name string, known ...Abbreviation) (Verdict, corpus.ID) {
		p := Proposal{Title: name, Abbreviations: known, Components: []Component{{Name: name}}}
		r := e.Check(p, Document{})
		if len(r.Components[0].Findings) == 0 {
			return r.Verdict, ""
		}
		return r.Verdict, r.Components[0].Findings[0].Platform.ID
	}
	verdict, platform := first("Xây dựng phần mềm quản lý tài sản công của tỉnh")
	if got, id := first("Xây dựng phần mềm QLTS của tỉnh", Abbreviation{"QLTS", "quản lý tài sản công"}); got != verdict || id != platform {
		t.Errorf("by the document's word: %s with %s, want %s with %s", got, id, verdict, platform)
	}
	if got, id := first("Xây dựng phần mềm QLTS của tỉnh"); got.Alert() {
		t.Errorf("an abbreviation nobody explains: %s with %s", got, id)
	}
	if got, _ := first("Xây dựng phần mềm QLTS của tỉnh", Abbreviation{"QLTS", "cơ sở dữ liệu"}); got.Alert() {
		t.Errorf("form text in short: %s", got)
	}
}
