package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// Names that are alike and mean different jobs, and names of one job in different words (domain reference, words). Each
// is a name as plans write it, the platform it is held against, and how it must come out.
func TestNearPairs(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true, Findings: 20})
	apart, meets, uses := func(v Verdict) bool { return !v.Alert() }, Verdict.Alert, func(v Verdict) bool { return v == Complement }
	notCopy := func(v Verdict) bool { return v != Duplicate }
	cases := []struct {
		name     string
		platform corpus.ID
		must     func(Verdict) bool
		how      string
	}{
		{"Hệ thống thông tin phản ánh hiện trường 1022 của tỉnh", "cong-tham-van-quy-dinh-kinh-doanh", apart, "apart"},
		{"Hệ thống thông tin phản ánh hiện trường 1022 của tỉnh", "tiep-cong-dan-kntc", apart, "apart"},
		{"Phần mềm tiếp công dân, xử lý đơn thư khiếu nại, tố cáo của tỉnh", "tiep-cong-dan-kntc", meets, "overlap"},
		{"Hệ thống quản lý thông tin dự án ngoài ngân sách", "httt-dau-tu-cong", notCopy, "not a copy"},
		{"Phần mềm quản lý kế hoạch đầu tư công của tỉnh", "httt-dau-tu-cong", meets, "overlap"},
		{"Nền tảng tích hợp, chia sẻ dữ liệu (LGSP) của tỉnh", "ndxp", uses, "connection"},
		{"Kết nối hệ thống của tỉnh với NDXP", "ndxp", uses, "connection"},
		{"Số hóa sổ hộ tịch lịch sử vào Cơ sở dữ liệu hộ tịch điện tử toàn quốc", "ho-tich-dien-tu", uses, "connection"},
		{"Xây dựng phần mềm đăng ký và quản lý hộ tịch của tỉnh", "ho-tich-dien-tu", meets, "overlap"},
		{"Phần mềm đánh giá KPI cán bộ, công chức của tỉnh", "quan-ly-cbccvc", notCopy, "not a copy"},
		{"Phần mềm quản lý hồ sơ cán bộ, công chức, viên chức tỉnh", "quan-ly-cbccvc", meets, "overlap"},
		{"Trung tâm giám sát an toàn, an ninh mạng (SOC) của tỉnh", "soc-quoc-gia", apart, "apart"},
		{"Ứng dụng phục vụ công chúng tham quan bảo tàng", "csdl-cong-chung", apart, "apart"},
		{"Cơ sở dữ liệu công chứng của tỉnh", "csdl-cong-chung", meets, "overlap"},
		{"Phần mềm quản lý cơ sở lưu trú du lịch", "van-thu-luu-tru", apart, "apart"},
		{"Hệ thống quản lý tài liệu lưu trữ điện tử của tỉnh", "van-thu-luu-tru", meets, "overlap"},
		{"Phần mềm quản lý hợp đồng thuê tài sản", "httt-quan-ly-thue", apart, "apart"},
		{"Phòng họp không giấy của HĐND, UBND tỉnh", "e-cabinet", apart, "apart"},
		{"Quy chế sử dụng thông tin trong Cơ sở dữ liệu quốc gia về tài sản công", "csdlqg-tai-san-cong", apart, "apart"},
		{"Phần mềm quản lý tài sản công của tỉnh", "csdlqg-tai-san-cong", meets, "overlap"},
		{"Nền tảng cửa khẩu số của tỉnh", "vnaccs-vcis", apart, "apart"},
		{"Kết nối mạng các cơ sở bán lẻ thuốc với Cơ sở dữ liệu Dược quốc gia", "ngan-hang-du-lieu-duoc", apart, "apart"},
		{"Theo dõi nhiệm vụ UBND tỉnh giao", "theo-doi-nhiem-vu-chinh-phu", apart, "apart"},
		{"Nền tảng tích hợp ứng dụng và dịch vụ công nghệ thông tin của tỉnh", "ndxp", apart, "apart"},
		{"Nền tảng quản lý sức khỏe cộng đồng", "so-suc-khoe-dien-tu", meets, "overlap"},
		{"Phần mềm quản lý nhiệm vụ khoa học và công nghệ của tỉnh", "quan-ly-khcn-dmst", meets, "overlap"},
		{"Phần mềm quản lý trường học, lớp, học sinh, giáo viên của tỉnh", "csdl-nganh-giao-duc", meets, "overlap"},
		{"Hệ thống thống kê của tỉnh", "thong-ke-nganh-tu-phap", apart, "apart"},
		{"Nâng cấp phần mềm quản lý văn bản để gửi nhận qua Trục liên thông văn bản quốc gia", "truc-lien-thong-van-ban", uses, "connection"},
		{"Đưa dữ liệu truy xuất của tỉnh lên Cổng truy xuất nguồn gốc quốc gia", "cong-truy-xuat-nguon-goc", uses, "connection"},
		{"Nhập thông tin người lao động vào Cơ sở dữ liệu quốc gia về dân cư", "csdlqg-dan-cu", uses, "connection"},
		{"Số hóa và xây dựng cơ sở dữ liệu di tích, di sản văn hóa của tỉnh", "csdlqg-di-san", meets, "overlap"},
	}
	for _, c := range cases {
		if got := against(e, c.name, c.platform); !c.must(got) {
			t.Errorf("%q against %s: %s, want %s", c.name, c.platform, got, c.how)
		}
	}
}

// against returns the verdict of a name against one platform; none when the engine does not find it.
func against(e *Engine, name string, id corpus.ID) Verdict {
	r := e.Check(Proposal{Title: name, Province: "Lạng Sơn", Components: []Component{{Name: name}}}, Document{})
	for _, f := range r.Components[0].Findings {
		if f.Platform.ID == id {
			return f.Verdict
		}
	}
	return None
}
