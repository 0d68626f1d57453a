package report

import (
	"testing"

	"github.com/rasoat/rasoat/engine"
)

func quoted(texts ...string) []engine.Quote {
	var out []engine.Quote
	for _, s := range texts {
		out = append(out, engine.Quote{Field: "name", Text: s})
	}
	return out
}

// A line has room for few quotes: those that say most, each thing once, in their order.
func TestQuotes_LongestOnce(t *testing.T) {
	for _, c := range []struct {
		quotes []engine.Quote
		want   string
	}{
		{quoted("dữ liệu", "Dữ liệu", "dữ liệu chủ"), "“dữ liệu chủ” (tên)"},
		{quoted("thu", "thuế", "THU"), "“thu” (tên), “thuế” (tên)"},
		{quoted("tiếp nhận", "đơn", "khiếu nại, tố cáo", "hồ sơ", "phân loại đơn"), "“tiếp nhận” (tên), “khiếu nại, tố cáo” (tên), “phân loại đơn” (tên), và 1 cụm từ khác"},
		{quoted("một cửa", "hai lớp", "ba cấp"), "“một cửa” (tên), “hai lớp” (tên), “ba cấp” (tên)"},
	} {
		if got := (speaker{lang: Vietnamese}).quotes(c.quotes); got != c.want {
			t.Errorf("%v are printed as %q, want %q", c.quotes, got, c.want)
		}
	}
}
