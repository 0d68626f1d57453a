package viet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/viet"
)

// sketch writes tokens with a sign for the break before each and for its kind.
func sketch(t *viet.Text) string {
	breaks := []string{" ", "~", ",", ";", ".", "|"}
	kinds := []string{"", "", "^", "#"}
	var b strings.Builder
	for i, k := range t.Tokens() {
		b.WriteString(breaks[k.Break] + kinds[k.Kind] + t.KeyOf(i))
	}
	return b.String()
}

func TestBreaksAndKinds(t *testing.T) {
	for in, want := range map[string]string{
		"Khám, chữa bệnh":                         "|khám,chữa bệnh",
		"Một câu. Câu hai! Câu (ba): \"bốn\" năm": "|một câu.câu hai.câu;ba;bốn;năm",
		"kinh tế - xã hội, 2026-2030":             "|kinh tế;xã hội,#2026~#2030",
		"TP. Hồ Chí Minh, Tp.HCM":                 "|^tp~hồ chí minh,tp~^hcm",
		"dòng một\r\ndòng hai\n\n- ba":            "|dòng một|dòng hai|ba",
		"CSDL, LGSP của Bộ TT&TT":                 "|^csdl,^lgsp của bộ ^tt~^tt",
		"XÂY DỰNG HỆ THỐNG CSDL TẠI HÀ NỘI":       "|xây dựng hệ thống ^csdl tại hà nội",
		"ứng dụng AI và BI, ai cũng biết":         "|ứng dụng ^ai và ^bi,ai cũng biết",
		"XAY DUNG HE THONG GIS":                   "|xay dung he thong ^gis",
		"C06 QH15 4G mp3 24h 10.850 10,85":        "|^c06 ^qh15 ^4g mp3 #24 h #10.850 #10,85",
		"năm2026 wifi IoT WebGIS":                 "|năm #2026 wifi ^iot webgis",
		"73/2019/NĐ-CP":                           "|#73~#2019~^nđ~^cp",
	} {
		if got := sketch(viet.Normalize(in)); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestUndiacritised(t *testing.T) {
	for in, want := range map[string]bool{
		"Xay dung he thong quan ly van ban":    true,
		"XAY DUNG HE THONG QUAN LY VAN BAN":    true,
		"Xây dựng he thong quan ly":            false,
		"LGSP":                                 false,
		"":                                     false,
		"Smart operation centre for provinces": false,
		"quản lý":                              false,
	} {
		if got := viet.Normalize(in).Undiacritised(); got != want {
			t.Errorf("Undiacritised(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestValidSyllable(t *testing.T) {
	for _, s := range []string{"nghiêng", "quý", "quí", "già", "giếng", "gì", "thuở", "khuỷu", "hoà", "hòa", "nguye\u0302\u0303n", "duong", "y", "ƯỚC", "Kạn", "quốc"} {
		if !viet.ValidSyllable(s) {
			t.Errorf("%q is a syllable", s)
		}
	}
	for _, s := range []string{"", "tổchức", "café", "hốà", "học2", "lưc", "lùc", "ngi", "kà", "cê", "đuong", "viêt", "xyz", "a b", "quý.", "ghà", "Zürich"} {
		if viet.ValidSyllable(s) {
			t.Errorf("%q is no syllable", s)
		}
	}
}

func TestFusedTokensPointToTheirParts(t *testing.T) {
	text := viet.Normalize("các to\u0302\u0309chức")
	var got []string
	for i := range text.Tokens() {
		got = append(got, text.Quote(i, i+1))
	}
	if diff := cmp.Diff([]string{"các", "to\u0302\u0309", "chức"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHashesDiffer(t *testing.T) {
	seen := make(map[uint64]string)
	for _, onset := range strings.Fields("b c ch d đ g gh h k kh l m n ng nh ph s t th tr v x") {
		for _, rhyme := range strings.Fields("a á à ai ang ạng ân ất iên iễn ông ổng ương ượng uyên uyết ưa ức y") {
			form := onset + rhyme
			if other, ok := seen[viet.Hash(form)]; ok {
				t.Errorf("%q and %q have one hash", form, other)
			}
			seen[viet.Hash(form)] = form
		}
	}
	a, b := viet.Hash("dữ"), viet.Hash("liệu")
	if viet.Pair(a, b) == viet.Pair(b, a) {
		t.Error("Pair does not tell the order")
	}
}

func TestLexicon(t *testing.T) {
	lexicon := viet.NewLexicon([]viet.Term{
		{"khám, chữa bệnh", 1}, {"bệnh án", 2}, {"khám chữa bệnh", 3}, {"bệnh án điện tử", 4}, {"AI", 5}, {"quản lí", 6},
		{"LGSP", 7}, {"nền tảng tích hợp, chia sẻ dữ liệu", 8}, {"...", 9}, {"lưu trữ", 10},
	})
	for _, c := range []struct {
		in     string
		folded bool
		want   string
	}{
		{"Quản lý khám chữa bệnh án điện tử", false, "6:0-2 1:2-5 3:2-5 4:4-8"},
		{"khám - chữa bệnh. Bệnh; án", false, ""},
		{"ứng dụng AI, ai cũng biết; Lgsp LGSP", false, "5:2-3 7:7-8"},
		{"NỀN TẢNG TÍCH HỢP CHIA SẺ DỮ LIỆU (LGSP)", false, "8:0-8 7:8-9"},
		{"lưu trú", false, ""},
		{"luu tru, quan ly", true, "10:0-2~ 6:2-4~"},
		{"lưu trữ", true, "10:0-2"},
		{"", true, ""},
	} {
		match := lexicon.Match
		if c.folded {
			match = lexicon.MatchFolded
		}
		var got []string
		for _, s := range match(viet.Normalize(c.in), nil) {
			span := fmt.Sprintf("%d:%d-%d", s.ID, s.From, s.To)
			if s.Folded {
				span += "~"
			}
			got = append(got, span)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAbbreviationsInContext(t *testing.T) {
	glossary := glossary(t)
	for _, c := range []struct {
		abbr, text string
		want       []string
	}{
		{"DC", "kết nối CSDLQG về DC", []string{"dân cư"}},
		{"DC", "", []string{"trung tâm dữ liệu", "dân cư"}},
		{"TMĐT", "Hệ thống thương mại điện tử; sàn TMĐT của tỉnh", []string{"thương mại điện tử"}},
		{"TMĐT", "TMĐT của dự án là 15 tỷ", []string{"thương mại điện tử", "tổng mức đầu tư"}},
		{"NCC", "quản lý nhà cung cấp (NCC) thiết bị", []string{"nhà cung cấp"}},
		{"NCC", "NCC: nhà cung cấp", []string{"nhà cung cấp"}},
		{"QLDA", "Ban quản lý dự án (sau đây viết tắt là QLDA)", []string{"quản lý dự án"}},
		{"QLDA", "quản lý dự án, gọi tắt là QLDA", []string{"quản lý dự án"}},
		{"KCB", "Hệ thống (KCB)", []string{"khám bệnh, chữa bệnh", "khám chữa bệnh"}},
		{"CSDLQG về HTX", "", []string{"cơ sở dữ liệu quốc gia về hợp tác xã"}},
		{"ai", "", nil},
		{"XYZ", "XYZ", nil},
		{"", "", nil},
	} {
		if diff := cmp.Diff(c.want, glossary.Readings(c.abbr, viet.Normalize(c.text))); diff != "" {
			t.Errorf("Readings(%q) in %q (-want +got):\n%s", c.abbr, c.text, diff)
		}
	}
}
