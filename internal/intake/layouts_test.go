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

// readSheets reads a workbook of markup as the projects of a plan.
func readSheets(t *testing.T, sheets string) ([]engine.Proposal, []Unread) {
	t.Helper()
	doc, err := document.Read(context.Background(), "a.xlsx", xlsxOf(t, sheets), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return Read(doc, register(t), Options{Split: true})
}

// checkSheets holds the projects of a workbook, and what was not read of it, against what they should be.
func checkSheets(t *testing.T, sheets string, want, unread []string) {
	t.Helper()
	got, left := readSheets(t, sheets)
	if diff := cmp.Diff(want, outlined(got)); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
	var lines []string
	for _, u := range left {
		lines = append(lines, string(u.Why)+" "+u.Place)
	}
	if diff := cmp.Diff(unread, lines); diff != "" {
		t.Errorf("unread (-want +got):\n%s", diff)
	}
}

// TestLayouts splits workbooks whose rows enclose one another, or whose sheets belong together, in ways of their own.
func TestLayouts(t *testing.T) {
	for _, tc := range []struct {
		name, sheets string
		want, unread []string
	}{
		{
			name: "groups (1) and a around rows 1, parts (1) below rows 1, the unit alone in a cell",
			sheets: `(sheet) B.II
|KẾ HOẠCH ĐẦU TƯ CÔNG TRUNG HẠN TỈNH LÂM ĐỒNG|<|<|<|
||||Triệu đồng|
|TT|Danh mục dự án|Chủ đầu tư|TMĐT|
|I|Công nghệ thông tin||=110500|
|(1)|Dự án chuyển tiếp||=82000|
|a|Dự án nhóm B||=82000|
|1|Hệ thống thông tin tài nguyên|Sở Nông nghiệp và Môi trường|=82000|
|(2)|Dự án khởi công mới||=28500|
|a|Dự án nhóm B||=14000|
|1|Kho dữ liệu dùng chung|Sở Khoa học và Công nghệ|=14000|
|b|Dự án nhóm C||=14500|
|1|Phần mềm quản lý người có công|Sở Nội vụ|=14500|
(sheet) SN
|TT|Tên nhiệm vụ|Chủ trì|Kinh phí (triệu đồng)|
|1|Hệ thống quản lý đê điều|Sở Nông nghiệp và Môi trường|=900|
|(1)|Phần mềm giám sát đê||=600|
|(2)|Bản đồ đê||=300|
|2|Phần mềm thi đua|Sở Nội vụ|=500|
`,
			want: []string{
				"Hệ thống thông tin tài nguyên; Sở Nông nghiệp và Môi trường; Lâm Đồng; 82000; Dự án nhóm B; dòng 7; (1).a.1 82000 Chuyển tiếp",
				"Kho dữ liệu dùng chung; Sở Khoa học và Công nghệ; Lâm Đồng; 14000; Dự án nhóm B; dòng 10; (2).a.1 14000 Khởi công mới",
				"Phần mềm quản lý người có công; Sở Nội vụ; Lâm Đồng; 14500; Dự án nhóm C; dòng 12; (2).b.1 14500 Khởi công mới",
				"Hệ thống quản lý đê điều; Sở Nông nghiệp và Môi trường; Lâm Đồng; 900; ; dòng 2; 1.(1) 600 , 1.(2) 300 ",
				"Phần mềm thi đua; Sở Nội vụ; Lâm Đồng; 500; ; dòng 5; 2 500 ",
			},
		},
		{
			name: "rows numbered 1.1 as numbers, centres as groups, numbered notes and a signature beneath, money in words",
			sheets: `(sheet) Nhu cầu
|STT|Đơn vị/Nội dung|Kinh phí (triệu đồng)|
|=1|TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG|=3200|
|=1.1|Máy lấy số tự động|=3000|
|=1.2|Phần mềm đánh giá hài lòng|=200|
|=2|SỞ TƯ PHÁP||
|=2.1|Số hóa sổ hộ tịch|Lồng ghép kinh phí thường xuyên|
||Tổng cộng|=3200|
||Ghi chú: chưa gồm mua sắm tập trung.||
||1. Giá căn cứ báo giá của 03 đơn vị.||
|2|Đề nghị Sở Tài chính cân đối nguồn.||
||NGƯỜI LẬP BIỂU||
||Nguyễn Thị Hạnh||
`,
			want: []string{
				"Máy lấy số tự động; TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG; ; 3000; ; dòng 3; 1.1 3000 ",
				"Phần mềm đánh giá hài lòng; TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG; ; 200; ; dòng 4; 1.2 200 ",
				"Số hóa sổ hộ tịch; SỞ TƯ PHÁP; ; -; ; dòng 6; 2.1 - ",
			},
		},
		{
			name: "a sheet for each agency, the province on the first, one that goes on without a header",
			sheets: `(sheet) Tổng hợp
|TỔNG HỢP KINH PHÍ TỈNH HÀ TĨNH|<|<|
|STT|Đơn vị|Số nhiệm vụ|
|=1|Sở Nội vụ|=2|
(sheet) SNV
|Tên đơn vị: Sở Nội vụ|<|<|
|STT|Tên nhiệm vụ|Kinh phí (triệu đồng)|
|=1|Phần mềm quản lý cán bộ|=2100|
(sheet) SXD
|Tên đơn vị: Sở Xây dựng|<|<|
|STT|Tên nhiệm vụ|Kinh phí (triệu đồng)|
|=1|Cơ sở dữ liệu hạ tầng giao thông|=3350|
(sheet) Trang 2
|=2|Bản đồ số quy hoạch|=1200|
||Tổng cộng|=4550|
`,
			want: []string{
				"Phần mềm quản lý cán bộ; Sở Nội vụ; Hà Tĩnh; 2100; ; dòng 3; 1 2100 ",
				"Cơ sở dữ liệu hạ tầng giao thông; Sở Xây dựng; Hà Tĩnh; 3350; ; dòng 3; 1 3350 ",
				"Bản đồ số quy hoạch; ; Hà Tĩnh; 1200; ; dòng 1; 2 1200 ",
			},
			unread: []string{"not_a_plan trang tính 'Tổng hợp'"},
		},
		{
			name: "a form for each project",
			sheets: `(sheet) Phiếu 1
|PHIẾU ĐĂNG KÝ NHIỆM VỤ TỈNH TÂY NINH|<|<|
|1|Tên nhiệm vụ|Phần mềm quản lý nhà ở xã hội|
|2|Đơn vị đề xuất|Sở Xây dựng|
|3|Nội dung chủ yếu|Quản lý hồ sơ mua, thuê|
|4|Thời gian thực hiện|2027|
|5|Dự kiến kinh phí (triệu đồng)|=6200|
(sheet) Phiếu 2
|Tên nhiệm vụ|Cơ sở dữ liệu khu công nghiệp|
|Đơn vị đề xuất|Ban Quản lý các khu công nghiệp|
|Dự kiến kinh phí|3,9 tỷ đồng|
|Tên nhiệm vụ|Bản đồ số khu công nghiệp|
|Đơn vị đề xuất|Ban Quản lý các khu công nghiệp|
|Dự kiến kinh phí|từ 1 đến 2 tỷ đồng|
`,
			want: []string{
				"Phần mềm quản lý nhà ở xã hội; Sở Xây dựng; Tây Ninh; 6200; ; dòng 2;  6200 ",
				"Cơ sở dữ liệu khu công nghiệp; Ban Quản lý các khu công nghiệp; Tây Ninh; 3900; ; dòng 1;  3900 ",
				"Bản đồ số khu công nghiệp; Ban Quản lý các khu công nghiệp; Tây Ninh; -; ; dòng 4;  - ",
			},
			unread: []string{"range trang tính 'Phiếu 2', dòng 4"},
		},
		{
			name: "names under \"Nội dung công việc\", numbers I- and I-1, amounts a year, sums carried over, the agency in the title",
			sheets: `(sheet) Xã
|DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ CẤP XÃ TỈNH NGHỆ AN|<|<|<|
|TT|Nội dung công việc|Thời gian|Đơn vị thực hiện|
|I-|Về nền tảng||
|I-1|Triển khai ứng dụng Công dân số|Quý II/2027|Sở Khoa học và Công nghệ|
(sheet) SCT
|NHU CẦU KINH PHÍ CỦA SỞ CÔNG THƯƠNG TỈNH NGHỆ AN|<|<|
|STT|Nhiệm vụ|Kinh phí|
|1|Sàn thương mại điện tử|1,5 tỷ đồng|
||Cộng trang|1,5 tỷ đồng|
|STT|Nhiệm vụ|Kinh phí|
||Mang sang|1,5 tỷ đồng|
|2|Cổng thanh toán|240 triệu/năm x 3 năm|
`,
			want: []string{
				"Triển khai ứng dụng Công dân số; Sở Khoa học và Công nghệ; Nghệ An; -; Về nền tảng; dòng 4; I.1 - ",
				"Sàn thương mại điện tử; Sở Công Thương tỉnh Nghệ An; Nghệ An; 1500; ; dòng 3; 1 1500 ",
				"Cổng thanh toán; Sở Công Thương tỉnh Nghệ An; Nghệ An; -; ; dòng 7; 2 - ",
			},
			unread: []string{"bad_amount trang tính 'SCT', dòng 7"},
		},
		{
			name: "the costs of one project, its total rounded",
			sheets: `(sheet) THKP
|BẢNG TỔNG HỢP TỔNG MỨC ĐẦU TƯ|<|<|
|Dự án: Xây dựng hệ thống quản lý dữ liệu dân tộc tỉnh Sơn La|<|<|
|STT|Khoản mục chi phí|Giá trị sau thuế (đồng)|
|I|Chi phí thiết bị|=3146000000|
|1|Phân hệ người có uy tín|=1430000000|
|2|Máy chủ cơ sở dữ liệu|=1716000000|
|II|Chi phí tư vấn|=352100000|
||Tổng cộng|=3498100000|
||Làm tròn|=3498000000|
`,
			want: []string{"Xây dựng hệ thống quản lý dữ liệu dân tộc tỉnh Sơn La; ; Sơn La; 3498; ; dòng 1; 1 1430 , 2 1716 "},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			checkSheets(t, tc.sheets, tc.want, tc.unread)
		})
	}
}

// TestRowsPast199 keeps every project of a long list apart, with the parts below it, and goes on with it on the next sheet.
func TestRowsPast199(t *testing.T) {
	var b strings.Builder
	b.WriteString("(sheet) Một\n|STT|Tên dự án|Kinh phí (triệu đồng)|\n")
	for n := 1; n <= 300; n++ {
		if n == 250 {
			b.WriteString("(sheet) Hai\n")
		}
		fmt.Fprintf(&b, "|%d|Xây dựng hệ thống số %d ngành y tế|=90|\n|a|Phần mềm quản lý kho thuốc số %d|=40|\n|b|Phần mềm quản lý bệnh viện số %d|=50|\n", n, n, n, n)
	}
	got, _ := readSheets(t, b.String())
	if len(got) != 300 {
		t.Fatalf("%d projects, want 300", len(got))
	}
	for i, p := range got {
		if want := fmt.Sprintf("Xây dựng hệ thống số %d ngành y tế", i+1); p.Title != want || len(p.Components) != 2 {
			t.Fatalf("project %d: %q with %d parts, want %q with 2", i+1, p.Title, len(p.Components), want)
		}
	}
}

// TestPeriods reads the time of a row from one column or from its two ends.
func TestPeriods(t *testing.T) {
	for _, tc := range []struct{ header, cells, want string }{
		{"Lộ trình|", "2026-2028|", "2026-2028"},
		{"Bắt đầu|Kết thúc|", "01/2027|12/2028|", "01/2027 - 12/2028"},
		{"Khởi công|Hoàn thành|", "2027|2027|", "2027"},
		{"Bắt đầu|Kết thúc|", "2027-02-01|2027-08-31|", "01/02/2027 - 31/08/2027"},
		{"Hoàn thành|", "Quý IV/2027|", "Quý IV/2027"},
		{"Hoàn thành|", "x|", ""},
	} {
		got, _ := readSheets(t, "(sheet) 1\n|STT|Tên dự án|Chủ đầu tư|"+tc.header+"\n|1|Phần mềm quản lý chợ|Sở Công Thương|"+tc.cells+"\n")
		if len(got) != 1 || got[0].Components[0].Period != tc.want {
			t.Errorf("%s %s: got %+v, want %q", tc.header, tc.cells, got, tc.want)
		}
	}
}

// TestNameWithParts tells the name of a project from the list of its parts in the same cell.
func TestNameWithParts(t *testing.T) {
	doc, err := document.Read(context.Background(), "a.docx", docxOf(t, `!KẾ HOẠCH CHUYỂN ĐỔI SỐ TỈNH CÀ MAU
|STT|Tên nhiệm vụ|Chủ trì|
|1|Hệ thống khám bệnh từ xa gồm: / - Phân hệ hội chẩn / trực tuyến / - Phân hệ kết nối thiết bị|Sở Y tế|
|2|Hệ thống quản lý / tàu cá|Sở Nông nghiệp và Môi trường|
`), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Read(doc, register(t), Options{Split: true})
	if len(got) != 2 || got[0].Title != "Hệ thống khám bệnh từ xa gồm" || got[1].Title != "Hệ thống quản lý tàu cá" {
		t.Fatalf("got %+v", got)
	}
	if parts := strings.Join(got[0].Components[0].Functions, "; "); parts != "Phân hệ hội chẩn trực tuyến; Phân hệ kết nối thiết bị" {
		t.Errorf("parts %q", parts)
	}
}

// TestMergedNames reads projects whose names stand once for several rows: with parts in a column of their own, merged or left
// out below the first, and with the sources of their money.
func TestMergedNames(t *testing.T) {
	for _, tc := range []struct {
		name, sheet string
		want        []string
	}{
		{
			name: "merged, with the whole",
			sheet: `|STT|Tên dự án|Chủ đầu tư|Hạng mục|Kinh phí hạng mục|Tổng mức đầu tư (triệu đồng)|
|1|Đô thị thông minh|Sở Xây dựng|Nền tảng dữ liệu đô thị|=8000|=20000|
|^|^|^|Hệ thống giám sát giao thông|=12000|^|
|2|Phần mềm quản lý chợ|Sở Công Thương|Phần mềm quản lý chợ|=900|=900|
`,
			want: []string{"Đô thị thông minh; Sở Xây dựng; ; 20000; ; dòng 2; 1 8000 , 1 12000 ", "Phần mềm quản lý chợ; Sở Công Thương; ; 900; ; dòng 4; 2 900 "},
		},
		{
			name: "left out below the first",
			sheet: `|STT|Tên dự án|Chủ đầu tư|Hạng mục|Kinh phí (triệu đồng)|
|1|Đô thị thông minh|Sở Xây dựng|Nền tảng dữ liệu đô thị|=8000|
||||Hệ thống giám sát giao thông|=12000|
`,
			want: []string{"Đô thị thông minh; Sở Xây dựng; ; 20000; ; dòng 2; 1 8000 , 1 12000 "},
		},
		{
			name: "sources",
			sheet: `|STT|Tên dự án|Chủ đầu tư|Nguồn vốn|Kinh phí (triệu đồng)|
|1|Đô thị thông minh|Sở Xây dựng|Ngân sách trung ương|=8000|
|^|^|^|Ngân sách địa phương|=12000|
|2|Phần mềm quản lý chợ|Sở Công Thương|Ngân sách địa phương|=900|
`,
			want: []string{"Đô thị thông minh; Sở Xây dựng; ; 20000; ; dòng 2; 1 20000 ", "Phần mềm quản lý chợ; Sở Công Thương; ; 900; ; dòng 4; 2 900 "},
		},
		{
			name: "codes instead of numbers, the unit below the header",
			sheet: `|Mã NV|Nhiệm vụ|Chủ trì|Kinh phí|<|
|^|^|^|Tổng số|NSTW|
||||Đơn vị tính: tỷ đồng||
|I|HẠ TẦNG SỐ||||
|CĐS.01|Trung tâm dữ liệu tỉnh|Sở Khoa học và Công nghệ|=85|=5|
|CĐS.02|Phủ sóng di động vùng lõm|Sở Khoa học và Công nghệ|||
`,
			want: []string{"Trung tâm dữ liệu tỉnh; Sở Khoa học và Công nghệ; ; 85000; HẠ TẦNG SỐ; dòng 5; CĐS.01 85000 ", "Phủ sóng di động vùng lõm; Sở Khoa học và Công nghệ; ; -; HẠ TẦNG SỐ; dòng 6; CĐS.02 - "},
		},
	} {
		got, _ := readSheets(t, "(sheet) 1\n"+tc.sheet)
		if diff := cmp.Diff(tc.want, outlined(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// TestSignedTable reads a table to which the page joined the signatures below it.
func TestSignedTable(t *testing.T) {
	doc, err := document.Read(context.Background(), "a.docx", docxOf(t, `!KẾ HOẠCH CHUYỂN ĐỔI SỐ TỈNH CÀ MAU
|STT|Nhiệm vụ|Chủ trì|Kinh phí (triệu đồng)|
|1|Phần mềm quản lý chợ|Sở Công Thương|980|
|2|Cổng dữ liệu mở|Sở Nội vụ|500|
||Tổng cộng||1.480|
|Nơi nhận:||KT. CHỦ TỊCH|<|
|- Như trên; / - Lưu: VT.||PHÓ CHỦ TỊCH|<|
|||Nguyễn Văn Khánh|<|
`), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := Read(doc, register(t), Options{Split: true})
	want := []string{"Phần mềm quản lý chợ; Sở Công Thương; Cà Mau; 980; ; dòng 1; 1 980 ", "Cổng dữ liệu mở; Sở Nội vụ; Cà Mau; 500; ; dòng 2; 2 500 "}
	if diff := cmp.Diff(want, outlined(got)); diff != "" {
		t.Errorf("proposals (-want +got):\n%s", diff)
	}
}
