package engine

import (
	"slices"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// A name that says nothing is no name that nothing was found for: the proposer is asked, and no platform is named that
// was found by chance.
func TestCheck_NothingSaid(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true})
	for _, c := range []struct {
		title   string
		missing []string
	}{
		{"PM QLTS trên địa bàn tỉnh Hà Nam", []string{"abbreviation", "function"}},
		{"Phần mềm quản lý", []string{"function"}},
		{"Phần mềm dùng chung của tỉnh", []string{"function"}},
	} {
		r := e.Check(Proposal{Title: c.title, Components: []Component{{Name: c.title}}}, Document{}).Components[0]
		if r.Verdict != Insufficient || len(r.Findings) > 0 || !slices.Equal(r.Missing, c.missing) {
			t.Errorf("%q: %s with %d findings, missing %q; want insufficient, no finding, missing %q", c.title, r.Verdict, len(r.Findings), r.Missing, c.missing)
		}
	}
	p := Proposal{
		Title: "PM QLTS tỉnh Hà Nam", Components: []Component{{Name: "PM QLTS tỉnh Hà Nam"}},
		Abbreviations: []Abbreviation{{Short: "QLTS", Long: "quản lý tài sản công"}},
	}
	if r := e.Check(p, Document{}).Components[0]; len(r.Findings) == 0 || len(r.Missing) > 0 {
		t.Errorf("%q with its abbreviation spelt out: %s with %d findings, missing %q", p.Title, r.Verdict, len(r.Findings), r.Missing)
	}
}
