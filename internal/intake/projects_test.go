package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// TestPlans splits plans in the layouts that provinces use: every project once, with its money, owner, parts, state, group and
// place, and nothing else.
func TestPlans(t *testing.T) {
	for _, tc := range []struct {
		name, sheets string
		want, unread []string
	}{
		{
			name: "parts under trong đó, groups A and I, state of the group",
			sheets: `(sheet) Biểu 01
|UBND TỈNH LÀO CAI|<|<|<|
|STT|Nhiệm vụ, dự án|Đơn vị chủ trì|Tổng mức (triệu đồng)|
|A|NHIỆM VỤ CHUYỂN TIẾP||=500|
|I|Hạ tầng số||=500|
|1|Nâng cấp mạng diện rộng tại Yên Bái|Sở Khoa học và Công nghệ|=500|
|B|NHIỆM VỤ MỞ MỚI||=7850|
|II|Ứng dụng số|||
|1|Hệ thống quản lý cán bộ, công chức|Sở Nội vụ|=5850|
||Trong đó:|||
|a|Phân hệ hồ sơ||=3850|
|b|Phân hệ đánh giá||=2000|
|2|Số hóa hồ sơ lưu trữ|Sở Nội vụ|=2000|
||Trong đó:|||
||Ngân sách trung ương||=1500|
||Ngân sách địa phương||=500|
|3|Kho dữ liệu dùng chung|Sở Khoa học và Công nghệ|=900|
||Bao gồm:|||
||Phần mềm quản trị kho||=600|
||Làm sạch dữ liệu||=300|
||Tổng cộng||=8350|
`,
			want: []string{
				"Nâng cấp mạng diện rộng tại Yên Bái; Sở Khoa học và Công nghệ; Yên Bái; 500; Hạ tầng số; dòng 5; I.1 500 Chuyển tiếp",
				"Hệ thống quản lý cán bộ, công chức; Sở Nội vụ; Lào Cai; 5850; Ứng dụng số; dòng 8; II.1.a 3850 Mở mới, II.1.b 2000 Mở mới",
				"Số hóa hồ sơ lưu trữ; Sở Nội vụ; Lào Cai; 2000; Ứng dụng số; dòng 12; II.2 2000 Mở mới",
				"Kho dữ liệu dùng chung; Sở Khoa học và Công nghệ; Lào Cai; 900; Ứng dụng số; dòng 16; II.3 600 Mở mới, II.3 300 Mở mới",
			},
		},
		{
			name: "two tables, each with its unit, the second under a title of its own",
			sheets: `(sheet) KH
|TỈNH ĐỒNG NAI|<|<|<|<|
|I. DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG|<|<|<|<|
|TT|Tên dự án|Chủ đầu tư|Tổng mức đầu tư (tỷ đồng)|Loại|
|1|Trung tâm điều hành thông minh|Sở Khoa học và Công nghệ|48,5|Chuyển tiếp|
|TT|Tên dự án|Chủ đầu tư|Tổng mức đầu tư (tỷ đồng)|Loại|
|2|Phần mềm quản lý khiếu nại|Thanh tra tỉnh|3,2|Mở mới|
|Cộng|||51,7||
||||||
|II. CHI THƯỜNG XUYÊN CHUYỂN TIẾP|<|<|<|<|
||||ĐVT: 1.000 đồng||
|STT|Nội dung nhiệm vụ|Cơ quan thực hiện|Dự toán|Ghi chú|
|01|Thuê phần mềm hộ tịch|Sở Tư pháp|=950000||
`,
			want: []string{
				"Trung tâm điều hành thông minh; Sở Khoa học và Công nghệ; Đồng Nai; 48500; DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG; dòng 4; 1 48500 Chuyển tiếp",
				"Phần mềm quản lý khiếu nại; Thanh tra tỉnh; Đồng Nai; 3200; DANH MỤC DỰ ÁN ĐẦU TƯ CÔNG; dòng 6; 2 3200 Mở mới",
				"Thuê phần mềm hộ tịch; Sở Tư pháp; Đồng Nai; 950; CHI THƯỜNG XUYÊN CHUYỂN TIẾP; dòng 12; 01 950 Chuyển tiếp",
			},
		},
		{
			name: "nothing but names and money: consulting is a project of a list of projects",
			sheets: `(sheet) DM
|STT|Tên dự án|Kinh phí (triệu đồng)|
|1|Phần mềm quản lý khiếu nại|=1200|
|2|Tư vấn lập kiến trúc chính quyền số|=900|
|3|Dự phòng số liệu, phục hồi sau thảm họa|=3000|
`,
			want: []string{
				"Phần mềm quản lý khiếu nại; ; ; 1200; ; dòng 2; 1 1200 ",
				"Tư vấn lập kiến trúc chính quyền số; ; ; 900; ; dòng 3; 2 900 ",
				"Dự phòng số liệu, phục hồi sau thảm họa; ; ; 3000; ; dòng 4; 3 3000 ",
			},
		},
		{
			name: "agencies as group rows, states marked with x, years added up, an arabic group of projects of several owners",
			sheets: `(sheet) Tổng hợp
|STT|Đơn vị/Nội dung|Chuyển tiếp|Mở mới|Thành tiền (đồng)|
|I|Sở Y tế|||=1700000000|
|1|Phần mềm quản lý nhà thuốc||x|=1200000000|
|2|Thuê máy chủ|x||=500000000|
|II|Xã hội số|||=600000000|
|1|Ứng dụng du lịch|||=600000000|
(sheet) Theo năm
|STT|Danh mục dự án|Chủ đầu tư|Nhu cầu vốn (tỷ đồng)|<|
|^|^|^|Năm 2026|Năm 2027|
|1|Phát triển dữ liệu số||=9|=3|
|1.1|Cơ sở dữ liệu đất đai|Sở Nông nghiệp và Môi trường|=5|=1|
|1.2|Cơ sở dữ liệu giá|Sở Tài chính|=4|=2|
|2|Dự án chuyển đổi số ngành y tế|Sở Y tế|=7|=2|
|2.1|Hồ sơ sức khỏe điện tử||=5||
|2.2|Trang thiết bị trạm y tế||=2|=2|
`,
			want: []string{
				"Phần mềm quản lý nhà thuốc; Sở Y tế; ; 1200; Sở Y tế; dòng 3; I.1 1200 Mở mới",
				"Thuê máy chủ; Sở Y tế; ; 500; Sở Y tế; dòng 4; I.2 500 Chuyển tiếp",
				"Ứng dụng du lịch; ; ; 600; Xã hội số; dòng 6; II.1 600 ",
				"Cơ sở dữ liệu đất đai; Sở Nông nghiệp và Môi trường; ; 6000; ; dòng 4; 1.1 6000 ",
				"Cơ sở dữ liệu giá; Sở Tài chính; ; 6000; ; dòng 5; 1.2 6000 ",
				"Dự án chuyển đổi số ngành y tế; Sở Y tế; ; 9000; ; dòng 6; 2.1 5000 , 2.2 4000 ",
			},
		},
		{
			name: "owners as above, a blank first column, numbers A.I.1, amounts with units of their own, state in a note",
			sheets: `(sheet) Phụ biểu
||TT|Đơn vị thực hiện|Tên nhiệm vụ|Dự kiến kinh phí|Ghi chú|
||A|LĨNH VỰC CHÍNH QUYỀN SỐ|<|<|<|
||A.I|Hạ tầng|<|<|<|
||A.I.1|Sở Nội vụ|Hệ thống quản lý cán bộ|12.500 triệu đồng||
||A.I.2|nt|Phần mềm khảo sát hài lòng|5,5 tỷ đồng|chuyển tiếp từ năm 2026|
||-||Khảo sát trực tuyến|3 tỷ đồng||
||-||Kho dữ liệu khảo sát|2,5 tỷ đồng||
||A.I.3|″|Phần mềm thi đua|Khoảng 3 tỷ||
(sheet) Plan
|No|Project name|Owner|Budget (million VND)|
|1|Provincial data warehouse|Department of Science|=5000|
(sheet) Tham khảo
|STT|Tên nền tảng|Cơ quan chủ quản|
|1|Nền tảng định danh điện tử|Bộ Công an|
`,
			want: []string{
				"Hệ thống quản lý cán bộ; Sở Nội vụ; ; 12500; Hạ tầng; dòng 4; A.I.1 12500 ",
				"Phần mềm khảo sát hài lòng; Sở Nội vụ; ; 5500; Hạ tầng; dòng 5; A.I.2 3000 Chuyển tiếp, A.I.2 2500 Chuyển tiếp",
				"Phần mềm thi đua; Sở Nội vụ; ; 3000; Hạ tầng; dòng 8; A.I.3 3000 ",
				"Provincial data warehouse; Department of Science; ; 5000; ; dòng 2; 1 5000 ",
			},
			unread: []string{"not_a_plan trang tính 'Tham khảo'"},
		},
		{
			name: "a plan that adds up to the money of a project of another sheet, a total beside its amount",
			sheets: `(sheet) 1
|TT|Nội dung|Đơn vị sử dụng|Thời gian|Kinh phí (đồng)|
|I|Nhiệm vụ mới|||=2000000000|
|1|Thuê hội nghị truyền hình|Văn phòng UBND tỉnh|2027|=2000000000|
||||Tổng cộng:|=2000000000|
(sheet) 2
|STT|Tên nhiệm vụ|Tổ chức chủ trì|Dự kiến kinh phí (triệu đồng)|
|1|Phần mềm quản lý giống lúa|Trung tâm Khuyến nông|1.200|
|2|Cơ sở dữ liệu di tích|Bảo tàng tỉnh|800|
`,
			want: []string{
				"Thuê hội nghị truyền hình; Văn phòng UBND tỉnh; ; 2000; Nhiệm vụ mới; dòng 3; 1 2000 Mở mới",
				"Phần mềm quản lý giống lúa; Trung tâm Khuyến nông; ; 1200; ; dòng 2; 1 1200 ",
				"Cơ sở dữ liệu di tích; Bảo tàng tỉnh; ; 800; ; dòng 3; 2 800 ",
			},
		},
		{
			name: "kinds of cost below a project are no parts of it",
			sheets: `(sheet) KH
|STT|Tên nhiệm vụ|Chủ trì|Kinh phí (triệu đồng)|
|1|Hệ thống giám sát tàu cá|Sở Nông nghiệp và Môi trường|=1000|
|a)|Phần mềm||=600|
|b)|Thiết bị||=400|
|2|Hệ thống giám sát rừng|Chi cục Kiểm lâm||
|a)|Chi phí phần mềm nội bộ||=700|
|b)|Chi phí quản lý dự án||=300|
|3|Cổng dữ liệu mở|Sở Khoa học và Công nghệ|=900|
|a)|Phần mềm cổng dữ liệu mở||=800|
|b)|Chi phí quản lý dự án||=100|
|4|Thiết bị CNTT|Sở Nội vụ|=50|
`,
			want: []string{
				"Hệ thống giám sát tàu cá; Sở Nông nghiệp và Môi trường; ; 1000; ; dòng 2; 1 1000 ",
				"Hệ thống giám sát rừng; Chi cục Kiểm lâm; ; 1000; ; dòng 5; 2 1000 ",
				"Cổng dữ liệu mở; Sở Khoa học và Công nghệ; ; 900; ; dòng 8; 3.a) 800 ",
				"Thiết bị CNTT; Sở Nội vụ; ; 50; ; dòng 11; 4 50 ",
			},
		},
		{
			name: "sheets that are no plans",
			sheets: `(sheet) Mục lục
|STT|Tên biểu|Nội dung|
|1|Biểu 1|Danh mục dự án|
(sheet) Kế hoạch
|STT|Tên dự án|Chủ đầu tư|Kinh phí (triệu đồng)|
|1|Phần mềm quản lý chợ|Sở Công Thương|=500|
(sheet) Đầu mối
|STT|Họ và tên|Chức vụ|Đơn vị|Số điện thoại|
|1|Nguyễn Văn A|Trưởng phòng|Sở Nội vụ|0912345678|
(sheet) Hướng dẫn
|HƯỚNG DẪN ĐIỀN BIỂU|
|Cột 2 ghi tên dự án đầy đủ.|
(sheet) Văn bản
|STT|Tên văn bản|Số ký hiệu|Trích yếu|
|1|Quyết định|12/QĐ-UBND|Phê duyệt kế hoạch|
(sheet) Số liệu
|Đơn vị|Số dự án|Tổng kinh phí (triệu đồng)|
|Sở Công Thương|=1|=500|
(sheet) Đang dùng
|DANH SÁCH HỆ THỐNG ĐANG VẬN HÀNH|<|<|<|
|STT|Tên hệ thống|Đơn vị quản lý|Kinh phí (triệu đồng)|
|1|Hệ thống một cửa điện tử|Văn phòng UBND tỉnh|=7200|
(sheet) Đã nghiệm thu
|STT|Tên phần mềm|Đơn vị|Năm đưa vào sử dụng|
|1|Phần mềm quản lý văn bản|Sở Nội vụ|=2019|
`,
			want: []string{"Phần mềm quản lý chợ; Sở Công Thương; ; 500; ; dòng 2; 1 500 "},
			unread: []string{
				"not_a_plan trang tính 'Mục lục'", "not_a_plan trang tính 'Đầu mối'", "not_a_plan trang tính 'Hướng dẫn'", "not_a_plan trang tính 'Văn bản'",
				"not_a_plan trang tính 'Số liệu'", "in_use trang tính 'Đang dùng'", "in_use trang tính 'Đã nghiệm thu'",
			},
		},
		{
			name: "a workbook of several provinces, one named by its sheet and one with a silent sheet",
			sheets: `(sheet) Lào Cai
|STT|Tên dự án|Chủ đầu tư|Kinh phí (triệu đồng)|
|1|Hệ thống một cửa điện tử|Văn phòng UBND tỉnh|=500|
(sheet) 2
|UBND THÀNH PHỐ HUẾ|<|<|<|
|STT|Tên dự án|Chủ đầu tư|Kinh phí (triệu đồng)|
|1|Hệ thống một cửa điện tử|Văn phòng UBND tỉnh|=500|
(sheet) 3
|STT|Tên dự án|Địa phương|Kinh phí (triệu đồng)|
|I|Tỉnh Bắc Ninh|||
|1|Hệ thống quan trắc môi trường||=500|
|II|Tỉnh Cà Mau|||
|1|Hệ thống quan trắc môi trường||=700|
|III|Khu vực Bình Thuận (cũ)|||
|1|Hệ thống quản lý tàu cá||=800|
`,
			want: []string{
				"Hệ thống một cửa điện tử; Văn phòng UBND tỉnh; Lào Cai; 500; ; dòng 2; 1 500 ",
				"Hệ thống một cửa điện tử; Văn phòng UBND tỉnh; Huế; 500; ; dòng 3; 1 500 ",
				"Hệ thống quan trắc môi trường; ; Bắc Ninh; 500; Tỉnh Bắc Ninh; dòng 3; I.1 500 ",
				"Hệ thống quan trắc môi trường; ; Cà Mau; 700; Tỉnh Cà Mau; dòng 5; II.1 700 ",
				"Hệ thống quản lý tàu cá; ; Bình Thuận; 800; Khu vực Bình Thuận (cũ); dòng 7; III.1 800 ",
			},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			checkSheets(t, tc.sheets, tc.want, tc.unread)
		})
	}
}

// outlined writes proposals one to a line, amounts in million đồng.
func outlined(proposals []engine.Proposal) []string {
	million := func(v *int64) string {
		if v == nil {
			return "-"
		}
		return fmt.Sprint(*v / 1e6)
	}
	var out []string
	for _, p := range proposals {
		var parts []string
		for _, c := range p.Components {
			parts = append(parts, strings.Join([]string{c.No, million(c.Money), c.State}, " "))
		}
		_, row, _ := strings.Cut(p.Place, ", ")
		out = append(out, strings.Join([]string{p.Title, p.Agency, p.Province, million(p.TotalMoney), p.Group, row, strings.Join(parts, ", ")}, "; "))
	}
	return out
}

// TestPlanContent takes the content of a project from its own column, not from that of its group.
func TestPlanContent(t *testing.T) {
	const sheet = "(sheet) 1\n|STT|Nhóm nhiệm vụ|Tên nhiệm vụ|Nội dung|Chủ trì|\n|1|Hạ tầng|Nâng cấp mạng diện rộng|Kết nối các xã|Sở Nội vụ|\n|2|^|Thuê đường truyền|135 kênh|^|\n"
	doc, err := document.Read(context.Background(), "a.xlsx", xlsxOf(t, sheet), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Read(doc, register(t), Options{Split: true})
	if len(got) != 2 || got[0].Summary != "Kết nối các xã" || got[1].Summary != "135 kênh" {
		t.Errorf("got %+v", got)
	}
}

// TestPlanTexts splits plans that are no workbooks: each table has the unit and the state that stand above it.
func TestPlanTexts(t *testing.T) {
	reg := register(t)
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{
			name: "a.docx", text: `!ỦY BAN NHÂN DÂN TỈNH THANH HÓA
!KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2027
!PHỤ LỤC I. DANH MỤC NHIỆM VỤ CHUYỂN TIẾP
Đơn vị tính: triệu đồng
|STT|Tên nhiệm vụ|Chủ trì|Kinh phí|
|1|Hệ thống quản lý hộ tịch|Sở Tư pháp|1.500|
|2|Phần mềm công chứng|^|800|
!PHỤ LỤC II. DANH MỤC NHIỆM VỤ MỞ MỚI
Đơn vị tính: tỷ đồng
|STT|Tên nhiệm vụ|Chủ trì|Kinh phí|
|1|Nền tảng học bạ số|Sở Giáo dục và Đào tạo|4,5|
||Trong đó:|||
|a)|Phần mềm học bạ||3|
|b)|Ký số học bạ||1,5|
`,
			want: []string{
				"Hệ thống quản lý hộ tịch; Sở Tư pháp; Thanh Hóa; 1500; ; dòng 1; 1 1500 Chuyển tiếp",
				"Phần mềm công chứng; Sở Tư pháp; Thanh Hóa; 800; ; dòng 2; 2 800 Chuyển tiếp",
				"Nền tảng học bạ số; Sở Giáo dục và Đào tạo; Thanh Hóa; 4500; ; dòng 1; 1.a) 3000 Mở mới, 1.b) 1500 Mở mới",
			},
		},
		{
			name: "a.csv", text: "STT;Tên nhiệm vụ;Chủ trì;Kinh phí (triệu đồng)\n1;Phần mềm lưu trú;Sở Du lịch thành phố Đà Nẵng;2500\n2;Phản ánh hiện trường;Sở Khoa học và Công nghệ;400\n" +
				"3;Phản ánh hiện trường tỉnh Quảng Nam (cũ);Sở Khoa học và Công nghệ;300\n",
			want: []string{
				"Phần mềm lưu trú; Sở Du lịch thành phố Đà Nẵng; Đà Nẵng; 2500; ; ; 1 2500 ",
				"Phản ánh hiện trường; Sở Khoa học và Công nghệ; Đà Nẵng; 400; ; ; 2 400 ",
				"Phản ánh hiện trường tỉnh Quảng Nam (cũ); Sở Khoa học và Công nghệ; Quảng Nam; 300; ; ; 3 300 ",
			},
		},
		{
			name: "c.docx", text: `!UBND TỈNH LAI CHÂU
!BÁO CÁO
!Kết quả thẩm định kế hoạch ứng dụng công nghệ thông tin năm 2027
!1. Sở Nội vụ
Kết quả thẩm định như sau (đơn vị: triệu đồng):
|STT|Nội dung|Đề nghị|Thẩm định|
|1|Số hóa hồ sơ lưu trữ giai đoạn 2|6.500|6.000|
!2. Sở Y tế
Kết quả thẩm định như sau (đơn vị: triệu đồng):
|STT|Nội dung|Đề nghị|Thẩm định|
|1|Triển khai bệnh án điện tử|7.000|6.400|
`,
			want: []string{
				"Số hóa hồ sơ lưu trữ giai đoạn 2; Sở Nội vụ; Lai Châu; 6000; ; dòng 1; 1 6000 ",
				"Triển khai bệnh án điện tử; Sở Y tế; Lai Châu; 6400; ; dòng 1; 1 6400 ",
			},
		},
		{
			name: "d.docx", text: `!HỘI ĐỒNG NHÂN DÂN TỈNH ĐẮK LẮK
!NGHỊ QUYẾT
!Về chủ trương đầu tư các dự án công nghệ thông tin
!Điều 1. Quyết định chủ trương đầu tư các dự án sau:
!1. Dự án Xây dựng hệ thống quản lý cây trồng chủ lực
a) Nhóm B. Chủ đầu tư: Sở Nông nghiệp và Môi trường.
b) Tổng mức đầu tư: 96.000 triệu đồng.
!2. Dự án Nâng cấp cổng thông tin điện tử tỉnh
a) Nhóm C. Chủ đầu tư: Văn phòng UBND tỉnh.
b) Tổng mức đầu tư: 14.800 triệu đồng.
`,
			want: []string{
				"Xây dựng hệ thống quản lý cây trồng chủ lực; Sở Nông nghiệp và Môi trường; Đắk Lắk; 96000; ; khoản 1; 1 96000 ",
				"Nâng cấp cổng thông tin điện tử tỉnh; Văn phòng UBND tỉnh; Đắk Lắk; 14800; ; khoản 2; 2 14800 ",
			},
		},
		{
			name: "e.docx", text: `!ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
!KẾ HOẠCH
!Chuyển đổi số tỉnh Lai Châu năm 2027
!I. HẠ TẦNG SỐ
!1. Nâng cấp trung tâm dữ liệu tỉnh
- Chủ đầu tư: Sở Khoa học và Công nghệ
- Kinh phí dự kiến: 9.500 triệu đồng
!II. NỀN TẢNG SỐ
!1. Xây dựng nền tảng quản lý bản làng du lịch
- Chủ đầu tư: Sở Văn hóa, Thể thao và Du lịch
- Kinh phí dự kiến: 2.750 triệu đồng
!2. Phần mềm quản lý tín chỉ các-bon rừng
- Chủ đầu tư: Chi cục Kiểm lâm
- Thời gian thực hiện: 2027
`,
			want: []string{
				"Nâng cấp trung tâm dữ liệu tỉnh; Sở Khoa học và Công nghệ; Lai Châu; 9500; ; ; 1 9500 ",
				"Xây dựng nền tảng quản lý bản làng du lịch; Sở Văn hóa, Thể thao và Du lịch; Lai Châu; 2750; ; ; 1 2750 ",
				"Phần mềm quản lý tín chỉ các-bon rừng; Chi cục Kiểm lâm; Lai Châu; -; ; ; 2 - ",
			},
		},
		{name: "b.docx", text: "!DANH MỤC DỰ ÁN CHUYỂN ĐỔI SỐ TỈNH CÀ MAU NĂM 2027\nDự án nêu tại văn bản kèm theo.\n"},
	} {
		data := []byte(tc.text)
		if strings.HasSuffix(tc.name, ".docx") {
			data = docxOf(t, tc.text)
		}
		doc, err := document.Read(context.Background(), tc.name, data, document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		got, _ := Read(doc, reg, Options{Split: true})
		if diff := cmp.Diff(tc.want, outlined(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}
