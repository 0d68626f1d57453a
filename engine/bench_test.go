package engine

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
// One operation is a check and, right before or after it, the floor; x-floor is the median over rounds of how many times
// the floor the check takes, in CPU time, so that a busy machine weighs on both alike.
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
		for _, p := range []Proposal{oneComponent(p), p} {
			b.Run(fmt.Sprintf("platforms=%s/components=%d", lists.name, len(p.Components)), func(b *testing.B) {
				b.ReportAllocs()
				compareWithFloor(b, func() { e.Check(p, Document{}) })
			})
		}
	}
}

// floorsPerCheck evens out how long the two sides of a round take.
const floorsPerCheck = 8

func compareWithFloor(b *testing.B, check func()) {
	p := benchProposal()
	var t viet.Text
	floor := func() {
		for range floorsPerCheck {
			t.Reset(p.Title)
			for i := range p.Components {
				t.Reset(p.Components[i].Name)
				t.Reset(p.Components[i].Description)
			}
		}
	}
	var ratios []float64
	for b.Loop() {
		start := cpuTime(b)
		floor()
		between := cpuTime(b)
		check()
		ratios = append(ratios, float64(cpuTime(b)-between)*floorsPerCheck/float64(between-start))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x-floor")
}

// BenchmarkCheckAll measures proposals per second of CPU: the labelled proposals, as announced in plans and on news pages,
// over and over. Twice the proposals must take twice the time.
func BenchmarkCheckAll(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e, labelled := benchEngine(b, reg, "2765-2024"), labelledProposals(b)
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("proposals=%d", n), func(b *testing.B) {
			start, components := cpuTime(b), 0
			for b.Loop() {
				all := func(yield func(Submission) bool) {
					for i := range n {
						if !yield(Submission{Proposal: labelled[i%len(labelled)]}) {
							return
						}
					}
				}
				components = 0
				for r := range e.CheckAll(b.Context(), all) {
					components += len(r.Components)
				}
			}
			b.ReportMetric(float64(n*b.N)/(cpuTime(b)-start).Seconds(), "proposals/cpu-s")
			b.ReportMetric(float64(components)/float64(n), "components")
		})
	}
}

// labelledProposals are the proposals of testdata/eval with their modules as components.
func labelledProposals(b *testing.B) []Proposal {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "eval", "proposals_dev.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var out []Proposal
	for line := range bytes.Lines(data) {
		var row struct {
			Title, Summary, Province string
			Modules                  []string
		}
		if err := json.Unmarshal(line, &row); err != nil {
			b.Fatal(err)
		}
		p := Proposal{Title: row.Title, Province: row.Province, Summary: row.Summary}
		for _, m := range row.Modules {
			p.Components = append(p.Components, Component{Name: m})
		}
		if len(p.Components) == 0 {
			p.Components = []Component{{Name: row.Title, Description: row.Summary}}
		}
		out = append(out, p)
	}
	return out
}

func benchEngine(b testing.TB, reg *corpus.Register, list corpus.ListID) *Engine {
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
