package intake

import (
	"strings"
	"testing"
)

// TestInlineList splits paragraphs at the entries of the lists they hold, and leaves references to points of law alone.
func TestInlineList(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"Gồm: a) Xây dựng phần mềm; b) Số hóa hồ sơ; c) Đào tạo cán bộ xã.", "Gồm:|a) Xây dựng phần mềm;|b) Số hóa hồ sơ;|c) Đào tạo cán bộ xã."},
		{"Quy mô: (1) Kho dữ liệu, 2 tỷ (từ 2027); (2) Cổng dữ liệu mở.", "Quy mô:|(1) Kho dữ liệu, 2 tỷ (từ 2027);|(2) Cổng dữ liệu mở."},
		{"Nội dung: (i) Nâng cấp cổng; (ii) Thuê máy chủ.", "Nội dung:|(i) Nâng cấp cổng;|(ii) Thuê máy chủ."},
		{"Gồm: c) Xây dựng phần mềm; d) Số hóa hồ sơ; đ) Đào tạo cán bộ.", ""},
		{"Thực hiện: theo điểm a) b) khoản 2 Điều 9.", ""},
		{"Các điểm: a), b), c) khoản 1 Điều 5.", ""},
		{"Gồm: a) Xây dựng phần mềm quản lý.", ""},
		{"Căn cứ Luật: a) Luật Đầu tư công; b) Luật Ngân sách nhà nước.", ""},
	} {
		if tc.want == "" {
			tc.want = tc.text
		}
		if got := strings.Join(inlineList(tc.text), "|"); got != tc.want {
			t.Errorf("%q: got %q", tc.text, got)
		}
	}
}
