package intake

import "testing"

// TestIsOrgan tells bodies from words that only look like them without their marks.
func TestIsOrgan(t *testing.T) {
	for text, want := range map[string]bool{
		"SỞ TƯ PHÁP": true, "SO TU PHAP": true, "PHƯỜNG AN BÌNH": true, "ĐẢNG ỦY XÃ HÒA VANG": true, "BAN QUẢN LÝ KHU KINH TẾ": true,
		"BẢN ĐĂNG KÝ NHU CẦU": false, "TÌNH HÌNH THỰC HIỆN": false, "SỐ HÓA TÀI LIỆU": false, "BỔ SUNG DỰ TOÁN": false, "PHƯƠNG ÁN": false,
	} {
		if got := isOrgan(text); got != want {
			t.Errorf("isOrgan(%q) = %v", text, got)
		}
	}
}
