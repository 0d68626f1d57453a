package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

func found() *Search {
	return &Search{Schema: SearchSchema, Total: 1, Hits: []SearchHit{{
		ID: "dat-dai", Name: SearchText{Field: "name", Text: "Hệ thống \x1b[31mđất  đai, nhà ở", Marks: [][2]int{{18, 30}}},
		Lists:     []SearchList{{ID: "2765-2024", Completeness: corpus.Reconstruction}},
		Fragments: []SearchText{{Field: "object", Text: "đất", Marks: [][2]int{{0, 6}}}},
	}}}
}

func searched(t *testing.T, v *Search, opt Options) string {
	t.Helper()
	return render(t, func(w *bytes.Buffer) error { return WriteView(w, v, "text", opt) })
}

func TestSearch_MarksWords(t *testing.T) {
	out := searched(t, found(), Options{Color: true, Width: 80})
	for _, want := range []string{
		"  1. Hệ thống [31m\x1b[1mđất đai\x1b[0m, nhà ở\n     dat-dai · chưa rõ cơ quan chủ quản · 2765-2024 (tái dựng)\n",
		"     Dữ liệu: \x1b[1mđất\x1b[0m\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q not found in\n%q", want, out)
		}
	}
	if plain := searched(t, found(), Options{Lang: English}); strings.Contains(plain, "\x1b") || !strings.Contains(plain, "Data: đất\n\n1 platform found, 1 shown.\n") {
		t.Errorf("without colour:\n%q", plain)
	}
}
