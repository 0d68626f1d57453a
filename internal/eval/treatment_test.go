package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
)

var treatedRegister = &corpus.Register{
	Abbreviations: []corpus.Abbreviation{
		{Abbr: "CNTT", Expansions: []string{"công nghệ thông tin"}}, {Abbr: "TTHC", Expansions: []string{"thủ tục hành chính"}},
		{Abbr: "HC", Expansions: []string{"hành chính"}}, {Abbr: "QL", Expansions: []string{"quản lý", "quốc lộ"}},
	},
	Boilerplate: []corpus.Boilerplate{
		{Phrase: "nâng cao hiệu quả", Class: corpus.Weightless}, {Phrase: "đồng bộ, hiện đại", Class: corpus.LowWeight},
		{Phrase: "quản trị hệ thống", Class: corpus.GenericModule}, {Phrase: "báo cáo thống kê", Class: corpus.GenericModule},
	},
}

var treatedItem = Item{
	ID: "P001", Title: "Phần mềm quản lý thủ tục hành chính, hòa giải tỉnh Thừa Thiên Huế", Province: "Thừa Thiên Huế",
	Summary: "Ứng dụng công nghệ thông tin để thúy quý hoàn thiện Đề án.", Modules: []string{"tiếp nhận hồ sơ", "trả kết quả"},
}

// TestTreatments holds every treatment to what it should make of one item: what is written here is what is measured.
func TestTreatments(t *testing.T) {
	want := map[string][3]string{
		"without_diacritics": {
			"Phan mem quan ly thu tuc hanh chinh, hoa giai tinh Thua Thien Hue",
			"Ung dung cong nghe thong tin de thuy quy hoan thien De an.", "tiep nhan ho so|tra ket qua",
		},
		"capitals": {
			"PHẦN MỀM QUẢN LÝ THỦ TỤC HÀNH CHÍNH, HÒA GIẢI TỈNH THỪA THIÊN HUẾ",
			"ỨNG DỤNG CÔNG NGHỆ THÔNG TIN ĐỂ THÚY QUÝ HOÀN THIỆN ĐỀ ÁN.", "TIẾP NHẬN HỒ SƠ|TRẢ KẾT QUẢ",
		},
		"nfd": {decompose(treatedItem.Title), decompose(treatedItem.Summary), decompose("tiếp nhận hồ sơ|trả kết quả")},
		"new_tone": {
			"Phần mềm quản lý thủ tục hành chính, hoà giải tỉnh Thừa Thiên Huế",
			"Ứng dụng công nghệ thông tin để thuý quý hoàn thiện Đề án.", "tiếp nhận hồ sơ|trả kết quả",
		},
		"old_tone": {treatedItem.Title, treatedItem.Summary, "tiếp nhận hồ sơ|trả kết quả"},
		"abbreviated": {
			"Phần mềm QL TTHC, hòa giải tỉnh Thừa Thiên Huế",
			"Ứng dụng CNTT để thúy quý hoàn thiện Đề án.", "tiếp nhận hồ sơ|trả kết quả",
		},
		"reordered":  {"hòa giải tỉnh Thừa Thiên Huế, Phần mềm quản lý thủ tục hành chính", treatedItem.Summary, "trả kết quả|tiếp nhận hồ sơ"},
		"title_only": {treatedItem.Title, "", ""},
	}
	tr := newTreater(treatedRegister)
	for _, x := range Treatments {
		w, ok := want[x.Name]
		if !ok {
			continue // padded and typos have tests of their own
		}
		it := tr.treat(x, treatedItem)
		if diff := cmp.Diff(w, [3]string{it.Title, it.Summary, strings.Join(it.Modules, "|")}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.Name, diff)
		}
		delete(want, x.Name)
	}
	for name := range want {
		t.Errorf("there is no treatment %q", name)
	}
}

func TestPad(t *testing.T) {
	it := newTreater(treatedRegister).pad(treatedItem)
	if !strings.HasPrefix(it.Title, treatedItem.Title+" trên địa bàn tỉnh Thừa Thiên Huế") || !strings.Contains(it.Summary, treatedItem.Summary) {
		t.Errorf("the item's own text must stay: %q, %q", it.Title, it.Summary)
	}
	if len(it.Modules) != len(treatedItem.Modules)+3 || len(treatedItem.Modules) != 2 {
		t.Errorf("modules %q: three more are expected, and the item left alone", it.Modules)
	}
	for _, m := range it.Modules[2:] {
		if m != "quản trị hệ thống" && m != "báo cáo thống kê" {
			t.Errorf("module %q is not a generic one", m)
		}
	}
}

func TestMistype(t *testing.T) {
	tr := &treater{seed: "P001"}
	const text = "phần mềm quản lý nhân khẩu thường trú trên địa bàn thành phố theo từng phường"
	got := tr.mistype(text)
	words, wrong := strings.Fields(text), strings.Fields(got)
	if len(words) != len(wrong) {
		t.Fatalf("%q has another number of words than %q", got, text)
	}
	for from := 0; from < len(words); from += 5 {
		n := 0
		for i := from; i < min(from+5, len(words)); i++ {
			if words[i] != wrong[i] {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d words changed in %q, want 1 of five", n, wrong[from:min(from+5, len(words))])
		}
	}
	if again := tr.mistype(text); again != got {
		t.Errorf("the second time it is %q, the first time %q", again, got)
	}
}

func TestMisspell(t *testing.T) {
	tests := []struct {
		word, want string
		choice     uint64
	}{
		{"quản", "qảun", 0},           // swapped
		{"quản", "qản", 1},            // left out
		{"quản", "quuản", 2},          // doubled
		{"quản", "quan", 3},           // tone lost
		{"quản", "quãn", 4},           // tone mistaken
		{"lý", "lý", 1},               // too short
		{"2026-2030", "2026-2030", 1}, // not a word
	}
	for _, tt := range tests {
		if got := misspell(tt.word, tt.choice); got != tt.want {
			t.Errorf("misspell(%q, %d) = %q, want %q", tt.word, tt.choice, got, tt.want)
		}
	}
}

func TestLetters(t *testing.T) {
	tests := []struct{ composed, decomposed, stripped string }{
		{"Đường", "Đu\u031bo\u031b\u0300ng", "Duong"},
		{"ệ", "e\u0323\u0302", "e"}, // the dot below has the lower class
		{"ặ", "a\u0323\u0306", "a"},
		{"Ợ", "O\u031b\u0323", "O"},
		{"ế", "e\u0302\u0301", "e"},
		{"IT 2026", "IT 2026", "IT 2026"},
	}
	for _, tt := range tests {
		if got := decompose(tt.composed); got != tt.decomposed {
			t.Errorf("decompose(%q) = %+q, want %+q", tt.composed, got, tt.decomposed)
		}
		if got := compose(tt.decomposed); got != tt.composed {
			t.Errorf("compose(%+q) = %q, want %q", tt.decomposed, got, tt.composed)
		}
		if got := strip(tt.decomposed); got != tt.stripped {
			t.Errorf("strip(%+q) = %q, want %q", tt.decomposed, got, tt.stripped)
		}
	}
	if got := compose("e\u0302\u0323"); got != "ệ" {
		t.Errorf("marks in the other order give %+q, want ệ", got)
	}
}

func TestMoveTones(t *testing.T) {
	for _, tt := range []struct{ first, second string }{
		{"hòa", "hoà"}, {"THÚY", "THUÝ"}, {"khỏe", "khoẻ"}, {"hòa, thủy", "hoà, thuỷ"},
		{"quý", "quý"}, {"hoàn", "hoàn"}, {"thuyền", "thuyền"}, {"mùa", "mùa"},
	} {
		if got := moveTones(tt.first, true); got != tt.second {
			t.Errorf("new tone of %q is %q, want %q", tt.first, got, tt.second)
		}
		if got := moveTones(tt.second, false); got != tt.first {
			t.Errorf("old tone of %q is %q, want %q", tt.second, got, tt.first)
		}
	}
}
