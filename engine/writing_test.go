package engine

import (
	"slices"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

func TestWritings(t *testing.T) {
	s := newShortener([]corpus.Abbreviation{
		{Abbr: "CSDL", Expansions: []string{"cơ sở dữ liệu"}},
		{Abbr: "TTHC", Expansions: []string{"thủ tục hành chính"}},
		{Abbr: "BTC", Expansions: []string{"Bộ Tài chính", "ban tổ chức"}},
	})
	for phrase, want := range map[string][]string{
		"Cơ sở dữ liệu về giá":                  {"Cơ sở dữ liệu về giá", "cơ sở dữ liệu giá", "CSDL về giá", "CSDL giá"},
		"giải quyết thủ tục hành chính":         {"giải quyết thủ tục hành chính", "giải quyết TTHC"},
		"Cổng của Bộ Tài chính":                 {"Cổng của Bộ Tài chính"}, // stands for two things
		"báo cáo về giá":                        {"báo cáo về giá"},        // holds no data
		"Hệ thống thông tin quốc gia về đầu tư": {"Hệ thống thông tin quốc gia về đầu tư", "hệ thống thông tin quốc gia đầu tư"},
	} {
		if got := s.writings(phrase); !slices.Equal(got, want) {
			t.Errorf("%q is also written %q, want %q", phrase, got, want)
		}
	}
}

// A name of one telling syllable is found however the words before it are put.
func TestCheck_DataAboutOneSyllable(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true})
	for _, title := range []string{"Xây dựng hệ thống cơ sở dữ liệu giá tỉnh Tiền Giang", "Phần mềm cơ sở dữ liệu về giá", "CSDL giá tỉnh Kiên Giang", "Xây dựng CSDL về giá"} {
		p := Proposal{Title: title, Components: []Component{{Name: title}}}
		r := e.Check(p, Document{})
		if f := r.Components[0].Findings; len(f) == 0 || f[0].Platform.ID != "csdlqg-gia" {
			t.Errorf("%q: found %d platforms, want csdlqg-gia first", title, len(f))
		}
	}
}
