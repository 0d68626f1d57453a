package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/document"
)

// TestNamesOfTasks reads things named behind the agency that is to do them, behind a starred number, and beside devices without
// prices; and the unit that stands below a table.
func TestNamesOfTasks(t *testing.T) {
	reg := register(t)
	for _, tc := range []struct {
		name, text, title string
		want              []string
	}{
		{
			name: "agencies", title: "Giao bổ sung dự toán kinh phí chuyển đổi số năm 2027",
			text: `!ỦY BAN NHÂN DÂN TỈNH CÀ MAU
!QUYẾT ĐỊNH
!Về việc giao bổ sung dự toán kinh phí chuyển đổi số năm 2027
!Điều 1. Giao bổ sung dự toán 7.250 triệu đồng để thực hiện các nhiệm vụ sau:
1. Sở Y tế: Triển khai bệnh án điện tử, kinh phí 4.500 triệu đồng.
2. Sở Nông nghiệp và Môi trường: Xây dựng phần mềm quản lý rừng ngập mặn, kinh phí 2.750 triệu đồng.
`,
			want: []string{"Triển khai bệnh án điện tử; Sở Y tế; 4500", "Xây dựng phần mềm quản lý rừng ngập mặn; Sở Nông nghiệp và Môi trường; 2750"},
		},
		{
			name: "stars", title: "V/v đề xuất nhiệm vụ chuyển đổi số năm 2027",
			text: `!SỞ DU LỊCH TỈNH GIA LAI
V/v đề xuất nhiệm vụ chuyển đổi số năm 2027
Kính gửi: Sở Khoa học và Công nghệ tỉnh Gia Lai
!* Nhiệm vụ 1: Xây dựng bản đồ du lịch thông minh
- Mục tiêu: Quảng bá điểm đến.
- Kinh phí: 1.850 triệu đồng.
!* Nhiệm vụ 2: Số hóa không gian văn hóa cồng chiêng
- Mục tiêu: Bảo tồn di sản.
- Kinh phí: 3.200 triệu đồng.
`,
			want: []string{"Xây dựng bản đồ du lịch thông minh; ; 1850", "Số hóa không gian văn hóa cồng chiêng; ; 3200"},
		},
		{
			name: "stars inside dashes", title: "Xây dựng hệ thống quản lý chợ tỉnh Gia Lai",
			text: `!BÁO CÁO KINH TẾ - KỸ THUẬT
!Dự án: Xây dựng hệ thống quản lý chợ tỉnh Gia Lai
!I. NỘI DUNG ĐẦU TƯ
- Phần mềm quản lý tiểu thương
* Hồ sơ tiểu thương
* Thu phí điện tử
- Phần mềm quản lý điểm kinh doanh
* Sơ đồ chợ
`,
			want: []string{"Phần mềm quản lý tiểu thương; ; -", "Phần mềm quản lý điểm kinh doanh; ; -"},
		},
		{
			name: "devices", title: "Xây dựng hệ thống quản lý công chứng tỉnh Đồng Nai",
			text: `!BÁO CÁO KINH TẾ - KỸ THUẬT
!Dự án: Xây dựng hệ thống quản lý công chứng tỉnh Đồng Nai
#1. NỘI DUNG ĐẦU TƯ
##1.1. Phân hệ quản lý giao dịch
##1.2. Phân hệ chứng thực điện tử
##1.3. Danh mục thiết bị
|STT|Tên thiết bị|ĐVT|Số lượng|
|1|Máy chủ cơ sở dữ liệu|Bộ|2|
`,
			want: []string{"Phân hệ quản lý giao dịch; ; -", "Phân hệ chứng thực điện tử; ; -", "Máy chủ cơ sở dữ liệu; ; -"},
		},
		{
			name: "unit below", title: "Y tế thông minh tỉnh Vĩnh Long",
			text: `!ĐỀ ÁN
!Y tế thông minh tỉnh Vĩnh Long
!I. KINH PHÍ
|STT|Nhiệm vụ|Tổng|2027|2028|
|1|Kho dữ liệu y tế dùng chung|24,0|8,0|16,0|
|2|Bệnh án điện tử|50,5|20,5|30,0|
(Đơn vị tính: tỷ đồng)
`,
			want: []string{"Kho dữ liệu y tế dùng chung; ; 24000", "Bệnh án điện tử; ; 50500"},
		},
	} {
		doc, err := document.Read(context.Background(), "a.docx", docxOf(t, tc.text), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := Proposals(doc, reg)
		if len(got) != 1 || got[0].Title != tc.title {
			t.Errorf("%s: got %+v", tc.name, got)
			continue
		}
		var parts []string
		for _, c := range got[0].Components {
			money := "-"
			if c.Money != nil {
				money = fmt.Sprint(*c.Money / 1e6)
			}
			parts = append(parts, strings.Join([]string{c.Name, c.Owner, money}, "; "))
		}
		if diff := cmp.Diff(tc.want, parts); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}
