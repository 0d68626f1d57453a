package corpus

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/rasoat/rasoat/internal/viet"
)

func TestProvinceOf(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct{ in, want string }{
		{"Bạc Liêu", "Cà Mau"}, {"BR-VT", "Hồ Chí Minh"}, {"Hoà Bình", "Phú Thọ"}, {"Yên Bái", "Lào Cai"}, {"Hà Nội", "Hà Nội"},
		{"tỉnh Hải Dương", "Hải Phòng"}, {"TP.HCM", "Hồ Chí Minh"}, {"Tp. Hồ Chí Minh", "Hồ Chí Minh"}, {"TP Đà Nẵng", "Đà Nẵng"},
		{"THÀNH PHỐ CẦN THƠ", "Cần Thơ"}, {"UBND tỉnh Quảng Nam", "Đà Nẵng"}, {"Ủy ban nhân dân thành phố Huế", "Huế"},
		{"Thừa Thiên - Huế", "Huế"}, {"Thừa Thiên Huế", "Huế"}, {"Bà Rịa – Vũng Tàu", "Hồ Chí Minh"}, {"Đắc Lắc", "Đắk Lắk"},
		{"Daklak", "Đắk Lắk"}, {"Đak Nông", ""}, {"dak nong", "Lâm Đồng"}, {"Kontum", "Quảng Ngãi"}, {"Hà Tây", "Hà Nội"},
		{"ha noi", "Hà Nội"}, {"QUANG TRI", "Quảng Trị"}, {"tinh Thanh Hoa", "Thanh Hóa"}, {"Đong Nai", "Đồng Nai"}, {"đồng  nai", "Đồng Nai"},
		{"Paris", ""}, {"", ""}, {"tỉnh", ""}, {"Hà Nồi", ""},
	}
	for _, test := range tests {
		for form, in := range map[string]string{"NFC": test.in, "NFD": norm.NFD.String(test.in), "capitals": strings.ToUpper(test.in)} {
			got, ok := reg.ProvinceOf(in)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("%s: ProvinceOf(%q) = %q, %v; want %q", form, in, got, ok, test.want)
			}
		}
	}
}

// Every unit and every alias is found, and so is every unit typed without diacritics.
func TestProvinceOf_Everything(t *testing.T) {
	reg := embeddedForTest(t)
	for _, p := range reg.Provinces {
		for _, in := range []string{p.Old, p.New, "tỉnh " + p.Old, "TP. " + p.New, viet.Fold(p.Old), strings.ToUpper(viet.Fold(p.New))} {
			if got, _ := reg.ProvinceOf(in); got != p.New {
				t.Errorf("ProvinceOf(%q) = %q, want %q", in, got, p.New)
			}
		}
	}
	for _, a := range reg.ProvinceAliases {
		if got, _ := reg.ProvinceOf(a.Alias); got != a.New {
			t.Errorf("ProvinceOf(%q) = %q, want %q", a.Alias, got, a.New)
		}
	}
}

func TestProvinceOn(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		in   string
		date Date
		want string
	}{
		{"Hải Dương", "2025-06-30", "Hải Dương"},
		{"Hải Dương", "2025-07-01", "Hải Phòng"},
		{"BRVT", "2024-07-15", "Bà Rịa - Vũng Tàu"},
		{"Huế", "2024-12-31", "Thừa Thiên Huế"},
		{"Thừa Thiên Huế", "2025-01-01", "Huế"},
		{"Lạng Sơn", "2019", "Lạng Sơn"},
		{"Hồ Chí Minh", "2019", "Hồ Chí Minh"},
		{"Hải Dương", "", "Hải Phòng"},
	}
	for _, test := range tests {
		if got, ok := reg.ProvinceOn(test.in, test.date); got != test.want || !ok {
			t.Errorf("ProvinceOn(%q, %s) = %q, want %q", test.in, test.date, got, test.want)
		}
	}
}

func TestAgency(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		in   string
		want AgencyCode
	}{
		{"Bộ TN&MT", "BTNMT"}, {"Bộ TN và MT", "BTNMT"}, {"Bộ Tài nguyên & Môi trường", "BTNMT"}, {"BTNMT", "BTNMT"},
		{"Bộ LĐ-TB&XH", "BLĐTBXH"}, {"Bộ Lao động, Thương binh và Xã hội", "BLĐTBXH"}, {"Bộ LĐTBXH", "BLĐTBXH"}, {"BLDTBXH", "BLĐTBXH"},
		{"BHXH Việt Nam", "BHXHVN"}, {"Bảo hiểm xã hội Việt Nam", "BHXHVN"}, {"BHXH", "BHXHVN"}, {"Bảo hiểm xã hội", "BHXHVN"},
		{"BTTTT", "BTTTT"}, {"Bộ TT&TT", "BTTTT"}, {"bộ thông tin và truyền thông", "BTTTT"}, {"BO THONG TIN VA TRUYEN THONG", "BTTTT"},
		{"Bộ GD-ĐT", "BGDĐT"}, {"Bộ GDĐT", "BGDĐT"}, {"Bộ Giáo dục & ĐT", "BGDĐT"},
		{"Bộ Nông nghiệp và PTNT", "BNNPTNT"}, {"Bộ NN-PTNT", "BNNPTNT"}, {"Bộ NN&MT", "BNNMT"},
		{"Bộ VH,TT&DL", "BVHTTDL"}, {"Bộ VH, TT và DL", "BVHTTDL"}, {"Bộ Văn hoá, Thể thao và Du lịch", "BVHTTDL"},
		{"Bộ KH&CN", "BKHCN"}, {"Bộ Khoa học - Công nghệ", "BKHCN"}, {"Bộ KH-ĐT", "BKHĐT"}, {"Bộ Y tế", "BYT"}, {"Bộ Công an", "BCA"},
		{"Ngân hàng nhà nước", "NHNN"}, {"NHNN Việt Nam", "NHNN"}, {"VPCP", "VPCP"}, {"Uỷ ban Dân tộc", "UBDT"}, {"Tòa án nhân dân tối cao", "TANDTC"},
		{"Bộ Xây Dựng", "BXD"}, {"Bộ GTVT", "BGTVT"}, {"MOST", "BKHCN"}, {"Sở Xây dựng", ""}, {"Bộ", ""}, {"", ""}, {"Bộ Phép thuật", ""},
	}
	for _, test := range tests {
		for form, in := range map[string]string{"NFC": test.in, "NFD": norm.NFD.String(test.in), "capitals": strings.ToUpper(test.in)} {
			a, ok := reg.Agency(in)
			var got AgencyCode
			if ok {
				got = a.Code
			}
			if got != test.want {
				t.Errorf("%s: Agency(%q) = %q, want %q", form, in, got, test.want)
			}
		}
	}
}

func TestAgency_Everything(t *testing.T) {
	reg := embeddedForTest(t)
	for i := range reg.Agencies {
		a := &reg.Agencies[i]
		for _, form := range append([]string{a.Name, string(a.Code), viet.Fold(a.Name)}, a.Aliases...) {
			if got, ok := reg.Agency(form); !ok || got != a {
				t.Errorf("Agency(%q) = %v, want %s", form, got, a.Code)
			}
		}
	}
}

func TestAgencySuccessor(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		in   string
		date Date
		want string
	}{
		{"BTTTT", "", "Bộ Khoa học và Công nghệ"},
		{"Bộ TN&MT", "", "Bộ Nông nghiệp và Môi trường"},
		{"Bộ LĐ-TB&XH", "", "Bộ Nội vụ"},
		{"BHXH Việt Nam", "", "Bộ Tài chính"},
		{"BTTTT", "2025-02-28", "Bộ Thông tin và Truyền thông"},
		{"BTTTT", "2025-03-01", "Bộ Khoa học và Công nghệ"},
		{"Bộ Công an", "2024", "Bộ Công an"},
		{"Bộ Bưu chính, Viễn thông", "2006", "Bộ Bưu chính, Viễn thông"},
		{"Bộ Bưu chính, Viễn thông", "2020", "Bộ Thông tin và Truyền thông"},
		{"Bộ Bưu chính, Viễn thông", "", "Bộ Khoa học và Công nghệ"},
		{"Bộ Thủy sản", "2020", "Bộ Nông nghiệp và Phát triển nông thôn"},
		{"Bộ Thuỷ sản", "2026", "Bộ Nông nghiệp và Môi trường"},
		{"Bộ Phép thuật", "", ""},
	}
	for _, test := range tests {
		if got := reg.AgencySuccessor(test.in, test.date); got != test.want {
			t.Errorf("AgencySuccessor(%q, %s) = %q, want %q", test.in, test.date, got, test.want)
		}
	}
}

func TestAgency_Exists(t *testing.T) {
	reg := embeddedForTest(t)
	count := func(date Date) (n int) {
		for i := range reg.Agencies {
			if a := &reg.Agencies[i]; a.Government() && a.Exists(date) {
				n++
			}
		}
		return n
	}
	// 30 of 2024; 14 ministries, 3 of equal rank and 5 agencies from 1 March 2025.
	for date, want := range map[Date]int{"2024-07-15": 30, "2025-02-28": 30, "2025-03-01": 22, "2026-06-24": 22, "": 22} {
		if got := count(date); got != want {
			t.Errorf("%d ministries and agencies on %q, want %d", got, date, want)
		}
	}
}
