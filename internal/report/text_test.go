package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rasoat/rasoat/engine"
)

var update = flag.Bool("update", false, "rewrite the golden reports")

// golden compares a report with the one kept under testdata, or rewrites that with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s changed (-kept +now); rewrite with go test -update when it is meant:\n%s", path, diff)
	}
}

func text(t *testing.T, results []engine.Result, opt Options) string {
	t.Helper()
	return render(t, func(w *bytes.Buffer) error { return Text(w, results, opt) })
}

func TestText_Golden(t *testing.T) {
	reg := register(t)
	golden(t, "everything.vi.txt", text(t, everything(), Options{Register: reg}))
	golden(t, "everything.en.txt", text(t, everything(), Options{Register: reg, Lang: English}))
	golden(t, "project.color.txt", text(t, []engine.Result{titleOnly()}, Options{Register: reg, Color: true, Width: 100}))
}

func TestText_FitsTheWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 120} {
		for i, line := range strings.Split(text(t, everything(), Options{Register: register(t), Width: width}), "\n") {
			word := line[strings.LastIndexByte(line, ' ')+1:] // one that no line could hold stands whole, behind a lead
			if w := displayWidth(line); w > width && displayWidth(word)+labelWidth <= width {
				t.Errorf("width %d: line %d takes %d columns: %q", width, i+1, w, line)
			}
		}
	}
}

func TestText_ForeignTextCanNotSteerTheTerminal(t *testing.T) {
	out := text(t, []engine.Result{partial()}, Options{Register: register(t)})
	if strings.ContainsAny(out, "\x1b\u202e\u0007") {
		t.Errorf("control characters of a file reach the terminal: %q", out)
	}
	if !strings.Contains(out, "<script>") {
		t.Error("the text of the file itself is kept")
	}
}

func TestText_ColourOnlyWhenAsked(t *testing.T) {
	if out := text(t, everything(), Options{}); strings.Contains(out, "\x1b[") {
		t.Error("colour without being asked for")
	}
	if out := text(t, everything(), Options{Color: true}); !strings.Contains(out, "\x1b[1;31m") {
		t.Error("no colour although asked for")
	}
}

// TestText_SaysWhatItMust checks sentences that the domain rules demand, by the case that calls for them.
func TestText_SaysWhatItMust(t *testing.T) {
	for name, c := range map[string]struct {
		result engine.Result
		must   []string
		never  []string
	}{
		"nothing found":  {wholeProject(), []string{"Không phát hiện trùng với danh mục 1132-2026 (1132/QĐ-TTg, 24/6/2026) theo phương pháp rasoat 0.1.0"}, nil},
		"state unknown":  {wholeProject(), []string{"Nếu nền tảng đang vận hành: Trùng chức năng, mục tiêu, phạm vi", "đề nghị Bộ Nội vụ (BNV) trả lời bằng văn bản"}, nil},
		"law":            {wholeProject(), []string{"Phần III.3.a-b Quyết định 1425/QĐ-TTg ngày 29/7/2026", "theo nguồn thứ cấp, Quyết định 1132/QĐ-TTg ngày 24/6/2026", "dự thảo hướng dẫn"}, []string{"number not seen"}},
		"names only":     {wholeProject(), []string{"chỉ có tên nền tảng và cơ quan", "do người lập dữ liệu suy ra"}, nil},
		"money":          {wholeProject(), []string{"72.460.000.000 đồng (72,46 tỷ)", "chiếm 45,4%"}, nil},
		"no money":       {titleOnly(), []string{"Kinh phí chưa nêu"}, nil},
		"counterfactual": {wholeProject(), []string{"Không có hạng mục 7 và 8 thì không còn phần nào trùng với danh mục 1132-2026"}, nil},
		"reconstruction": {titleOnly(), []string{"DANH MỤC TÁI DỰNG: 103 dòng", "theo danh mục tái dựng 2765-2024 (không phải phụ lục đã công bố)", "coi nền tảng chưa rõ trạng thái là đang vận hành"}, []string{"nêu tại Công văn 2765"}},
		"refused":        {refused(), []string{"không đọc được: tệp có mật khẩu", "Lưu lại bản không đặt mật khẩu."}, []string{"Hạng mục"}},
		"no list":        {noList(), []string{"thiếu phiên bản danh mục", "phiên bản danh mục có hiệu lực tại ngày đối chiếu"}, []string{"Không phát hiện trùng với"}},
	} {
		out := strings.Join(strings.Fields(text(t, []engine.Result{c.result}, Options{Register: register(t)})), " ")
		for _, want := range c.must {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not said in\n%s", name, want, out)
			}
		}
		for _, bad := range c.never {
			if strings.Contains(out, bad) {
				t.Errorf("%s: %q is said in\n%s", name, bad, out)
			}
		}
	}
}

func TestText_NeverAccuses(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		if word := ownVoice(text(t, []engine.Result{wholeProject(), titleOnly(), refused(), noList()}, Options{Register: register(t), Lang: lang})); word != "" {
			t.Errorf("%s: the report says %q", lang, word)
		}
	}
}

func TestMoneyAndDates(t *testing.T) {
	vi, en := speak(Vietnamese), speak(English)
	for _, c := range []struct{ got, want string }{
		{vi.money(12_600_000_000), "12.600.000.000 đồng (12,6 tỷ)"},
		{vi.money(850_000_000), "850.000.000 đồng (850 triệu)"},
		{vi.money(1_234_567_890), "1.234.567.890 đồng (khoảng 1,235 tỷ)"},
		{vi.money(999_999_999), "999.999.999 đồng (khoảng 1.000 triệu)"},
		{vi.money(500_000), "500.000 đồng"},
		{vi.money(0), "0 đồng"},
		{en.money(12_600_000_000), "12,600,000,000 đồng (12.6 billion)"},
		{vi.date("2026-06-24"), "24/6/2026"}, {vi.date("2026-06"), "6/2026"}, {vi.date("2026"), "2026"}, {vi.date(""), ""},
		{vi.date("quý I"), "quý I"}, {en.date("2026-06-24"), "2026-06-24"},
		{vi.percent(0.12627), "12,6%"}, {vi.series([]string{"2", "4", "5"}), "2, 4 và 5"}, {vi.series(nil), ""},
		{lowerFirst("Trùng một phần"), "trùng một phần"}, {lowerFirst("LGSP"), "LGSP"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestWrap_CountsColumnsNotBytes(t *testing.T) {
	nfd := "Xa\u0302y du\u031b\u0323ng ne\u0302\u0300n ta\u0309ng"
	if displayWidth(nfd) != displayWidth("Xây dựng nền tảng") {
		t.Errorf("NFD takes %d columns, NFC %d", displayWidth(nfd), displayWidth("Xây dựng nền tảng"))
	}
	for in, want := range map[string][]string{
		"":                      {""},
		"một hai ba":            {"một hai", "ba"},
		"https://vd.vn/rat-dai": {"https://", "vd.vn/ra", "t-dai"},
		"a\x1b[31mb\u202ec":     {"a[31mbc"},
		"nước 国家":               {"nước", "国家"},
	} {
		if diff := cmp.Diff(want, wrap(in, 8)); diff != "" {
			t.Errorf("wrap(%q): -want +got\n%s", in, diff)
		}
	}
}

func TestFill_KeepsWordsWhole(t *testing.T) {
	for in, want := range map[string][]string{
		"":                           {""},
		"một hai ba":                 {"một hai", "ba"},
		"mã https://vd.vn/rat-dai x": {"mã", "https://vd.vn/rat-dai", "x"},
		"https://vd.vn/rat-dai":      {"https://vd.vn/rat-dai"},
	} {
		if diff := cmp.Diff(want, fill(in, 8)); diff != "" {
			t.Errorf("fill(%q): -want +got\n%s", in, diff)
		}
	}
}

// FuzzWrap holds wrapping to two rules: no line is wider than asked, and nothing but white space is lost or added.
func FuzzWrap(f *testing.F) {
	f.Add("Xây dựng nền tảng số dùng chung của tỉnh", 9)
	f.Add("国家国家国家", 3)
	f.Add("a\u0323\u0302bc \xff\x00", 1)
	f.Fuzz(func(t *testing.T, in string, width int) {
		width = 2 + (width&0x7fffffff)%100
		lines := wrap(in, width)
		for _, l := range lines {
			if w := displayWidth(l); w > width {
				t.Errorf("a line of %d columns in %d: %q", w, width, l)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, "")), squeeze(printable(in)); got != want {
			t.Errorf("wrap(%q) = %q", in, lines)
		}
	})
}
