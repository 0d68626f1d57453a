package viet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/viet"
)

func TestDocNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"Luật số 59/2020/QH14; Luật 41/2024/QHI5, 24/2018/QHl4, 15/2017/QH1S": "59/2020/QH14 41/2024/QH15 24/2018/QH14 15/2017/QH15",
		"Nghị quyết 66.18/2026/NQ-CP và 66.7/2025/NQ-CP":                      "66.18/2026/NQ-CP 66.7/2025/NQ-CP",
		"Nghị định 73/2019/NĐCP, 82/2024/ND-CP":                               "73/2019/NĐ-CP 82/2024/NĐ-CP",
		"số 0006/QĐ-TTg; 06/QD-TTg; 1132/QĐTTg":                               "6/QĐ-TTg 6/QĐ-TTg 1132/QĐ-TTg",
		"công văn 2765/BTTTT\u2011CĐSQG, 1527/VPCP–KSTT":                      "2765/BTTTT-CĐSQG 1527/VPCP-KSTT",
		"QUYẾT ĐỊNH SỐ 1425/QĐ-TTG":                                           "1425/QĐ-TTg",
		"Thông tư liên tịch số 12/2022/TTLT-BTC-BKHĐT":                        "12/2022/TTLT-BTC-BKHĐT",
		"1132 / QĐ-TTg, 224/2026/NĐ - CP":                                     "1132/QĐ-TTg 224/2026/NĐ-CP",
		"Kế hoạch 02-KH/BCĐTW; Chương trình 50-CTr/TU; 36-NQ/TW, 16-NQ/ĐU":    "2-KH/BCĐTW 50-CTr/TU 36-NQ/TW 16-NQ/ĐU",
		"Tờ trình 123/TTr-STTTT, Tờ trình 45/TTR-UBND":                        "123/TTr-STTTT 45/TTr-UBND",
		"Nghị quyết số 202/2025/QH15, 176/2025/UBTVQH15":                      "202/2025/QH15 176/2025/UBTVQH15",
		"Quyết định số 12/QĐ-SGD&ĐT ngày 1/2/2025":                            "12/QĐ-SGD&ĐT",
		"Quye\u0302\u0301t đi\u0323nh số\u00a006/Q\u0110\u2011TTg":            "6/QĐ-TTg",
		"(1132/QĐ-TTg).": "1132/QĐ-TTg",
		"ngày 15/7/2024, tỷ lệ 30/70, 24/7, 1/2025, 2025-2030, 5/10 xã, A/B": "",
		"Số:      /QĐ-UBND; 30/4 - CNTT; 3/Sở Y tế; 50/50-CP":                "",
		"km 12/QL-1A 10/Km": "12/QL-1A",
	} {
		var got []string
		for _, n := range viet.DocNumbers(in) {
			got = append(got, n.Number)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("DocNumbers(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDocNumberPlace(t *testing.T) {
	const in = "theo Nghị định số 073/2019/NĐ-CP của Chính phủ"
	got := viet.DocNumbers(in)
	if len(got) != 1 || in[got[0].Start:got[0].End] != "073/2019/NĐ-CP" {
		t.Errorf("DocNumbers(%q) = %v", in, got)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"ngày 24 tháng 6 năm 2026":                              "2026-06-24",
		"Hà Nội, ngày 05 tháng 09 năm 2019; 15/7/2024":          "2019-09-05 2024-07-15",
		"01.7.2025 và 1-7-2025, 2025-07-01":                     "2025-07-01 2025-07-01 2025-07-01",
		"từ 01/01/2021 - 31/12/2025":                            "2021-01-01 2025-12-31",
		"ngày 24 tháng 6/2026":                                  "2026-06-24",
		"ngay 24 thang 6 nam 2026":                              "2026-06-24",
		"Nga\u0300y 24 tha\u0301ng 6 na\u0306m 2026":            "2026-06-24",
		"ngày 29/2/2024, 29/2/2023, 31/4/2025, 0/1/2025":        "2024-02-29",
		"32/13/2024; 15/7/24; tháng 6 năm 2026; ngày ... tháng": "",
		"73/2019/NĐ-CP, 1/2/2024/5, 10.850.000, 1.2.3":          "",
	} {
		var got []string
		for _, d := range viet.Dates(in) {
			got = append(got, d.ISO)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Dates(%q) = %q, want %q", in, got, want)
		}
	}
}

// amount is an Amount with the words it was read from.
type amount struct {
	VND         int64
	Hedge, From string
}

func TestRanges(t *testing.T) {
	for in, want := range map[string]string{
		"từ 5 đến 7 tỷ đồng":                          "từ 5: 5000000000; đến 7 tỷ đồng: 7000000000",
		"khoảng 5 - 7 tỷ đồng":                        "khoảng 5: 5000000000;  7 tỷ đồng: 7000000000",
		"5-7 tỷ":                                      "từ 5: 5000000000;  7 tỷ: 7000000000",
		"kinh phí 500 – 700 triệu đồng mỗi năm":       "từ 500: 500000000;  700 triệu đồng: 700000000",
		"từ 800 triệu đồng đến 1,2 tỷ đồng":           "từ 800 triệu đồng: 800000000; đến 1,2 tỷ đồng: 1200000000",
		"5 tỷ - 7 tỷ":                                 " 5 tỷ: 5000000000;  7 tỷ: 7000000000",
		"từ 5 tới 7 tỷ đồng, phần còn lại 2 tỷ đồng":  "từ 5: 5000000000; tới 7 tỷ đồng: 7000000000",
		"hạng mục 2 - 7 tỷ đồng":                      "",
		"giai đoạn 2026-2030, 12 tỷ đồng":             "",
		"ngân sách tỉnh 7 tỷ - 2 tỷ từ nguồn khác":    "",
		"12 tỷ đồng đến 31/12/2026":                   "",
		"từ ngày 5 đến 7 tháng 3, kinh phí 2 tỷ đồng": "",
	} {
		var got []string
		for _, a := range viet.Amounts(in) {
			if a.Range {
				got = append(got, fmt.Sprintf("%s %s: %d", a.Hedge, in[a.Start:a.End], a.VND))
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("ranges in %q = %q, want %q", in, strings.Join(got, "; "), want)
		}
	}
}

func TestAmounts(t *testing.T) {
	const ty, trieu = 1_000_000_000, 1_000_000
	for in, want := range map[string][]amount{
		"10,85 tỷ":                              {{10_850 * trieu, "", "10,85 tỷ"}},
		"gần 15 tỷ đồng":                        {{15 * ty, "gần", "15 tỷ đồng"}},
		"không quá 2.424.500.000 đồng.":         {{2_424_500_000, "không quá", "2.424.500.000 đồng"}},
		"2 424 500 000 đồng":                    {{2_424_500_000, "", "2 424 500 000 đồng"}},
		"10 tỷ 850 triệu đồng":                  {{10_850 * trieu, "", "10 tỷ 850 triệu đồng"}},
		"1,5 nghìn tỷ":                          {{1500 * ty, "", "1,5 nghìn tỷ"}},
		"500 triệu VNĐ, 450tr.đ và 1.5 tỷ":      {{500 * trieu, "", "500 triệu VNĐ"}, {450 * trieu, "", "450tr.đ"}, {1500 * trieu, "", "1.5 tỷ"}},
		"500.000đ; 15.000 đ; 300 nghìn đồng":    {{500_000, "", "500.000đ"}, {15_000, "", "15.000 đ"}, {300_000, "", "300 nghìn đồng"}},
		"1,250,000 đồng; 150,000 VND":           {{1_250_000, "", "1,250,000 đồng"}, {150_000, "", "150,000 VND"}},
		"từ 10 đến 15 tỷ đồng":                  {{10 * ty, "từ", "10"}, {15 * ty, "đến", "15 tỷ đồng"}},
		"12 tỷ đồng trở lên":                    {{12 * ty, "trở lên", "12 tỷ đồng"}},
		"10.850,5 triệu đồng":                   {{10_850_500_000, "", "10.850,5 triệu đồng"}},
		"20 TRIỆU ĐỒNG":                         {{20 * trieu, "", "20 TRIỆU ĐỒNG"}},
		"10.850 trieu dong, 3 ty dong":          {{10_850 * trieu, "", "10.850 trieu dong"}, {3 * ty, "", "3 ty dong"}},
		"kinh phí 12 tỷ từ ngân sách":           {{12 * ty, "", "12 tỷ"}},
		"5 tỷ đồng Việt Nam":                    {{5 * ty, "", "5 tỷ đồng Việt Nam"}},
		"15 tri\u00e9u":                         nil,
		"15 triệu hồ sơ, 2 tỷ lượt, 3 tỷ USD":   nil,
		"3 đồng bộ, 10 đồng chí, 5 hợp đồng":    nil,
		"2.424.500.000; tỷ lệ 30%; công ty 5":   nil,
		"99999999999999999999 tỷ đồng":          nil,
		"99.000.000.000 tỷ đồng, 2 nghìn người": nil,
	} {
		var got []amount
		for _, a := range viet.Amounts(in) {
			got = append(got, amount{a.VND, a.Hedge, in[a.Start:a.End]})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Amounts(%q) (-want +got):\n%s", in, diff)
		}
	}
}

func TestMoneyUnit(t *testing.T) {
	for in, want := range map[string]int64{
		"Kinh phí (triệu đồng)":         1e6,
		"ĐVT: Triệu đồng":               1e6,
		"Đơn vị tính: 1.000 đồng":       1e3,
		"ĐVT: 1000đ":                    1e3,
		"Thành tiền (VNĐ)":              1,
		"Đơn giá (đồng)":                1,
		"TỔNG MỨC ĐẦU TƯ (TỶ ĐỒNG)":     1e9,
		"Dự toán (Tr.đ)":                1e6,
		"Kinh phí (trđ)":                1e6,
		"Giá trị hợp đồng (nghìn đồng)": 1e3,
		"Vốn (triệu)":                   1e6,
		"nghìn tỷ đồng":                 1e12,
		"Kinh phi (trieu dong)":         1e6,
		"Số hợp đồng":                   0,
		"Hội đồng nhân dân":             0,
		"Dự toán":                       0,
		"Tỷ lệ (%)":                     0,
		"Giá trị (nghìn USD)":           0,
		"Kinh phí thực hiện":            0,
		"Ý kiến của Hội đồng thẩm định": 0,
		"":                         0,
		"Số lượng (triệu bản ghi)": 0,
		"Tổng kinh phí dự kiến, triệu đồng": 1e6,
	} {
		got, ok := viet.MoneyUnit(in)
		if got != want || ok != (want > 0) {
			t.Errorf("MoneyUnit(%q) = %d, %v, want %d", in, got, ok, want)
		}
	}
}

func TestParseAmount(t *testing.T) {
	for _, c := range []struct {
		cell string
		unit int64
		want int64 // -1 for no amount
	}{
		{"3.150", 1e6, 3_150_000_000},
		{"1250,5", 1e6, 1_250_500_000},
		{"1250.5", 1e6, 1_250_500_000},
		{"1.250,5", 1e6, 1_250_500_000},
		{"10.850 triệu đồng", 1, 10_850_000_000},
		{"10.850 triệu đồng", 1e9, 10_850_000_000},
		{"12500000000", 0, 12_500_000_000},
		{"1.25E+10", 1, 12_500_000_000},
		{"1250.4999999999998", 1e6, 1_250_500_000},
		{" 3.150 ", 1e6, 3_150_000_000},
		{"2 424 500 000", 1, 2_424_500_000},
		{"2.424.500.000đ", 1, 2_424_500_000},
		{"150,000", 1, 150_000},
		{"0", 1e6, 0},
		{"0,5", 1e9, 500_000_000},
		{"450 tr", 1, 450_000_000},
		{"15 tỷ", 1e6, 15_000_000_000},
		{"-", 1, -1},
		{"", 1, -1},
		{"-3.150", 1e6, -1},
		{"(3.150)", 1e6, -1},
		{"3 máy chủ", 1e6, -1},
		{"15/7/2024", 1e6, -1},
		{"2026", 1e6, 2_026_000_000},
		{"10 nghìn USD", 1, -1},
		{"Không có", 1, -1},
		{"1.2.3", 1, -1},
		{"99999999999999", 1e9, -1},
		{"NaN", 1, -1},
		{"1e400", 1, -1},
	} {
		got, ok := viet.ParseAmount(c.cell, c.unit)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("ParseAmount(%q, %d) = %d, want %d", c.cell, c.unit, got, c.want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"73/2019/NĐ-CP", "66.18/2026/NQ-CP", "24 tháng 6 năm 2026", "10 tỷ 850 triệu đồng", "từ 10 đến 15 tỷ", "1,5", "đ", "57-NQ/TW", "\xff1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		inside := func(start, end int) {
			if start < 0 || end <= start || end > len(s) {
				t.Errorf("%q: found at %d to %d", s, start, end)
			}
		}
		for _, n := range viet.DocNumbers(s) {
			inside(n.Start, n.End)
			if again := viet.DocNumbers("số " + n.Number); len(again) != 1 || again[0].Number != n.Number {
				t.Errorf("DocNumbers(%q) = %v", n.Number, again)
			}
		}
		for _, d := range viet.Dates(s) {
			inside(d.Start, d.End)
		}
		for _, a := range viet.Amounts(s) {
			inside(a.Start, a.End)
			if a.VND < 0 {
				t.Errorf("%q: %d đồng", s, a.VND)
			}
		}
		if v, ok := viet.ParseAmount(s, 1e6); ok && v < 0 {
			t.Errorf("ParseAmount(%q) = %d", s, v)
		}
		viet.MoneyUnit(s)
	})
}
