package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// The verdict of a component is that of the platform that says most about it.
func TestJudge_WhichPlatformDecides(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true})
	for _, c := range []struct {
		component Component
		want      Verdict
		platform  corpus.ID
	}{
		// Reports are the province's own, diseases of animals are not.
		{Component{Name: "Hệ thống thông tin báo cáo, giám sát dịch bệnh gia súc, gia cầm", Functions: []string{"báo ổ dịch", "tiêm phòng", "bản đồ dịch tễ"},
			Description: "Thú y xã báo ổ dịch, số con mắc, tiêu hủy, tiêm phòng."}, PartialOverlap, "vahis"},
		{Component{Name: "Hệ thống thông tin báo cáo kinh tế - xã hội của tỉnh", Functions: []string{"lập báo cáo", "duyệt báo cáo"}}, Complement, "httt-bao-cao-chinh-phu"},
		// An activity that feeds the platform it is called by builds nothing beside it.
		{Component{Name: "Triển khai Học bạ số", Description: "Các trường lập học bạ, gửi lên hệ thống học bạ số của Bộ Giáo dục và Đào tạo."}, Complement, "hoc-ba-so"},
		{Component{Name: "Xây dựng phần mềm Học bạ số", Description: "Các trường lập học bạ, gửi lên hệ thống học bạ số của tỉnh."}, Duplicate, "hoc-ba-so"},
	} {
		r := e.Check(Proposal{Title: c.component.Name, Components: []Component{c.component}}, Document{}).Components[0]
		if r.Verdict != c.want || len(r.Findings) == 0 || r.Findings[0].Platform.ID != c.platform {
			t.Errorf("%q: %s by %s with %v, want %s with %s", c.component.Name, r.Verdict, r.Rule, r.Findings, c.want, c.platform)
		}
	}
}
