package index

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
)

func searched(t *testing.T, ix *Index, req SearchRequest) *SearchResult {
	t.Helper()
	res, err := ix.Search(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestSearch(t *testing.T) {
	ix := built(t, embedded(t))
	for _, tt := range []struct {
		text    string
		first   corpus.ID
		relaxed bool
		never   string // in no name that is found
	}{
		{text: "đất đai", first: "httt-dat-dai"},
		{text: "dat dai", first: "httt-dat-dai"},
		{text: "DAT DAI", first: "httt-dat-dai"},
		{text: "lưu trú", first: "asm-luu-tru", never: "lưu trữ"},
		{text: "lưu trữ điện tử", first: "luu-tru-dien-tu-nha-nuoc", never: "lưu trú"},
		{text: "luu tru dien tu", first: "luu-tru-dien-tu-nha-nuoc"},
		{text: `"thông báo lưu trú"`, first: "asm-luu-tru"},
		{text: `“thong bao luu tru”`, first: "asm-luu-tru"},
		{text: "LGSP", first: "ndxp"},
		{text: "xyzzy đất đai", first: "httt-dat-dai", relaxed: true},
	} {
		res := searched(t, ix, SearchRequest{Text: tt.text, Size: 100})
		if len(res.Hits) == 0 || res.Hits[0].Platform.ID != tt.first || res.Relaxed != tt.relaxed {
			t.Errorf("%s: first is not %s, or relaxed is not %v: %d hits, %v", tt.text, tt.first, tt.relaxed, res.Total, res.Relaxed)
			continue
		}
		for _, h := range res.Hits {
			if tt.never != "" && strings.HasSuffix(h.Platform.Name, tt.never) {
				t.Errorf("%s: finds %q", tt.text, h.Platform.Name)
			}
		}
	}
}

// TestSearch_Phrase holds that words of a phrase must stand together and in order.
func TestSearch_Phrase(t *testing.T) {
	ix := built(t, &corpus.Register{Platforms: []corpus.Platform{
		{ID: "a", Name: "Kho dữ liệu đất đai", Functions: []string{"Quản lý đất", "Đai hành chính"}},
		{ID: "b", Name: "Đai cho đất", Functions: []string{"Quản lý đất", "Đai hành chính"}},
	}})
	for _, text := range []string{`"đất đai"`, `"dat dai"`, `"đất dai"`} {
		res := searched(t, ix, SearchRequest{Text: text})
		if res.Total != 1 || res.Hits[0].Platform.ID != "a" {
			t.Errorf("%s: %d hits", text, res.Total)
		}
	}
	if res := searched(t, ix, SearchRequest{Text: "đất đai"}); res.Total != 2 || res.Hits[0].Platform.ID != "a" {
		t.Errorf("words: %d hits", res.Total)
	}
}

func TestSearch_Filters(t *testing.T) {
	reg := embedded(t)
	ix := built(t, reg)
	list, _ := reg.List("1132-2026")
	res := searched(t, ix, SearchRequest{List: list.ID, Size: 1000})
	if res.Total != len(list.Entries) {
		t.Errorf("%d platforms on %s, want %d", res.Total, list.ID, len(list.Entries))
	}
	for _, date := range []corpus.Date{"2024-06-30", "2026-06-30"} {
		want := 0
		for i := range reg.Platforms {
			if reg.OwnerOf(&reg.Platforms[i], date) == "BTC" {
				want++
			}
		}
		res := searched(t, ix, SearchRequest{Owner: "BTC", Date: date, Size: 1000})
		if res.Total != want || want == 0 {
			t.Errorf("%d platforms of BTC on %s, want %d", res.Total, date, want)
		}
	}
	for _, h := range searched(t, ix, SearchRequest{Function: "D04", Size: 1000}).Hits {
		if !slices.Contains(h.Platform.FunctionCodes, "D04") {
			t.Errorf("%s has no D04", h.Platform.ID)
		}
	}
}

func TestSearch_Pages(t *testing.T) {
	ix := built(t, embedded(t))
	whole := searched(t, ix, SearchRequest{Text: "quản lý", Size: 1000})
	var pages []Hit
	for from := 0; from < whole.Total; from += 7 {
		pages = append(pages, searched(t, ix, SearchRequest{Text: "quản lý", From: from, Size: 7}).Hits...)
	}
	if diff := cmp.Diff(whole.Hits, pages); diff != "" || whole.Total < 20 {
		t.Errorf("%d hits; pages differ from the whole: %s", whole.Total, diff)
	}
	if past := searched(t, ix, SearchRequest{Text: "quản lý", From: 10_000}); len(past.Hits) != 0 || past.Total != whole.Total {
		t.Errorf("past the end: %d hits of %d", len(past.Hits), past.Total)
	}
}

func TestFragments(t *testing.T) {
	long := strings.Repeat("thông tin ", 40) + "về đất đai, khoáng sản" + strings.Repeat(" thông tin", 40)
	p := corpus.Platform{ID: "a", Name: "Hệ thống ĐẤT đai", Purpose: long, Functions: []string{"Tra cứu khoáng sản", "Khác"}}
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"đất đai", []string{"Hệ thống [ĐẤT đai]"}},
		{"dat dai", []string{"Hệ thống [ĐẤT đai]"}},
		{"dai khoang", []string{"Hệ thống ĐẤT [đai]", "Tra cứu [khoáng] sản"}},
		{`"đai, khoáng sản"`, []string{"Hệ thống ĐẤT đai",
			"…thông tin thông tin về đất [đai, khoáng sản]" + strings.Repeat(" thông tin", 11) + " thông…"}},
	} {
		name, others := parseText(tt.text).fragments(newTexts(&corpus.Register{}), &p)
		got := []string{name.Marked("[", "]")}
		for _, f := range others {
			got = append(got, f.Marked("[", "]"))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.text, diff)
		}
	}
}
