package engine

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/viet"
)

// benchProposal is a proposal of about 3.5 kB in the words plans use: one project of six components with descriptions.
func benchProposal() Proposal {
	p := Proposal{Title: "Xây dựng nền tảng chính quyền số tỉnh Phú Thọ giai đoạn 2026-2028", Province: "Phú Thọ", Date: "2026-09-15"}
	for _, c := range [][2]string{
		{"Phân hệ theo dõi lý lịch, quá trình công tác, ngạch, bậc lương của đội ngũ công vụ", "Cập nhật sơ yếu lý lịch, quá trình công tác, đào tạo, bồi dưỡng, khen thưởng, kỷ luật; theo dõi ngạch, bậc lương, phụ cấp, nâng lương thường xuyên và trước hạn; báo cáo số lượng, chất lượng đội ngũ cán bộ, công chức, viên chức của từng cơ quan, đơn vị; tra cứu hồ sơ theo thẩm quyền được phân công trên môi trường mạng."},
		{"Hệ thống tiếp nhận, theo dõi và trả lời đơn thư của công dân", "Tiếp nhận đơn khiếu nại, tố cáo, kiến nghị, phản ánh từ cấp xã đến cấp tỉnh; phân loại, chuyển xử lý, theo dõi thời hạn giải quyết; thông báo kết quả cho công dân; tổng hợp báo cáo công tác tiếp công dân định kỳ và đột xuất theo mẫu của Thanh tra Chính phủ, phục vụ lãnh đạo điều hành."},
		{"Cổng thông tin công bố dự toán, chấp hành và quyết toán ngân sách các cấp của tỉnh", "Đăng tải dự toán ngân sách được giao, tình hình chấp hành và quyết toán ngân sách hằng quý, hằng năm của các cơ quan, đơn vị, địa phương; biểu mẫu công khai theo quy định; tra cứu, tải dữ liệu; thống kê tình hình công khai của từng đơn vị và nhắc việc nộp báo cáo đúng thời hạn."},
		{"Mở rộng hệ thống thông tin báo cáo của tỉnh đến cấp xã", "Cấu hình biểu mẫu báo cáo, giao chỉ tiêu, nhập số liệu, phê duyệt và tổng hợp báo cáo định kỳ của các sở, ban, ngành, xã, phường; kết nối hệ thống thông tin báo cáo Chính phủ; hiển thị bảng điều khiển phục vụ chỉ đạo, điều hành của lãnh đạo Ủy ban nhân dân tỉnh theo thời gian thực."},
		{"Kho dữ liệu dùng chung và công cụ phân tích dữ liệu của tỉnh", "Thu thập, làm sạch, chuẩn hóa dữ liệu từ các hệ thống chuyên ngành; quản lý danh mục dữ liệu, siêu dữ liệu, chất lượng dữ liệu; cung cấp công cụ phân tích, trực quan hóa, chia sẻ dữ liệu qua LGSP của tỉnh; phân quyền khai thác theo vai trò, lưu vết truy cập và sao lưu theo quy định về an toàn thông tin."},
		{"Số hóa sổ hộ tịch lịch sử và cập nhật vào Hệ thống thông tin đăng ký, quản lý hộ tịch điện tử dùng chung", "Quét, nhập thông tin từ sổ đăng ký khai sinh, khai tử, kết hôn lưu tại cấp huyện trước đây và cấp xã; kiểm tra, đối chiếu, chuyển đổi và cập nhật vào cơ sở dữ liệu hộ tịch điện tử toàn quốc theo hướng dẫn của Bộ Tư pháp; bàn giao tài liệu, nghiệm thu sản phẩm theo từng đợt cho Sở Tư pháp."},
	} {
		p.Components = append(p.Components, Component{Name: c[0], Description: c[1]})
	}
	return p
}

// oneComponent is the same proposal judged as one thing: its title, the names of its parts as functions, and all its text.
func oneComponent(p Proposal) Proposal {
	c := Component{Name: p.Title}
	for _, part := range p.Components {
		c.Functions = append(c.Functions, part.Name)
		c.Description += part.Description + "\n"
	}
	p.Components = []Component{c}
	return p
}

// BenchmarkCheck measures engine and index on a proposal of about 3.5 kB beside the floor: normalising its text once.
// The ratio reported is engine and index over the floor, in the same run.
func BenchmarkCheck(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	p := benchProposal()
	for _, lists := range []struct {
		name string
		list corpus.ListID
		reg  *corpus.Register
	}{{"103", "2765-2024", reg}, {"10000", corpus.AnyList, index.Synthetic(reg, 10000)}} {
		e := benchEngine(b, lists.reg, lists.list)
		floor := 0.0
		b.Run(fmt.Sprintf("platforms=%s/floor", lists.name), func(b *testing.B) {
			var t viet.Text
			b.ReportAllocs()
			start := cpuTime(b)
			for b.Loop() {
				t.Reset(p.Title)
				for i := range p.Components {
					t.Reset(p.Components[i].Name)
					t.Reset(p.Components[i].Description)
				}
			}
			floor = cpuPerOp(b, start)
		})
		for components, p := range map[int]Proposal{1: oneComponent(p), len(p.Components): p} {
			b.Run(fmt.Sprintf("platforms=%s/check/components=%d", lists.name, components), func(b *testing.B) {
				b.ReportAllocs()
				start := cpuTime(b)
				for b.Loop() {
					e.Check(p, Document{})
				}
				b.ReportMetric(cpuPerOp(b, start)/floor, "x-floor")
			})
		}
	}
}

func benchEngine(b *testing.B, reg *corpus.Register, list corpus.ListID) *Engine {
	b.Helper()
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	view, err := reg.AsOf("2026-11-24", list)
	if err != nil {
		b.Fatal(err)
	}
	e, err := New(view, ix, Options{AssumeOperating: true})
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// cpuTime is the CPU time of the process so far: unlike elapsed time it does not count waiting for a busy machine.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func cpuPerOp(b *testing.B, start time.Duration) float64 {
	return float64(cpuTime(b)-start) / float64(b.N)
}
