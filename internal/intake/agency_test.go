package intake

import (
	"context"
	"testing"

	"github.com/rasoat/rasoat/internal/document"
)

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

// TestPartyLetterhead reads the letterhead of a party committee, with its star and a number left blank.
func TestPartyLetterhead(t *testing.T) {
	doc, err := document.Read(context.Background(), "a.docx", docxOf(t, `|ĐẢNG BỘ TỈNH NINH BÌNH / TỈNH ỦY NINH BÌNH / * / Số:|ĐẢNG CỘNG SẢN VIỆT NAM / Ninh Bình, ngày 15 tháng 9 năm 2026|
|Nơi nhận: Ban Tuyên giáo|(để báo cáo)|
!KẾ HOẠCH
!Thực hiện chuyển đổi số trong các cơ quan Đảng năm 2027
`), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Proposals(doc, register(t))
	if len(got) != 1 || got[0].Agency != "Tỉnh ủy Ninh Bình" || got[0].Province != "Ninh Bình" || got[0].Title != "Chuyển đổi số trong các cơ quan Đảng năm 2027" {
		t.Errorf("got %+v", got)
	}
}
