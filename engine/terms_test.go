package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// A component's business is what its name or its functions say in terms of the taxonomy, not what stands in passing in its
// description, nor the modules that every system has.
func TestNamed(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	for _, c := range []struct {
		component Component
		want      corpus.FunctionCode // "" when the business is not named
	}{
		{Component{Name: "Phần mềm quản lý hộ tịch"}, "I02"},
		{Component{Name: "Phần mềm của Sở", Functions: []string{"đăng ký hộ tịch"}}, "I02"},
		{Component{Name: "Phần mềm của Sở", Description: "Dữ liệu hộ tịch được gửi sang."}, ""},
		{Component{Name: "Phần mềm quản lý nhà xe", Functions: []string{"tra cứu", "thống kê"}}, ""},
		{Component{Name: "Phần mềm quản lý nhà xe", Functions: []string{"báo cáo thống kê"}}, ""},
		{Component{Name: "Phần mềm thống kê"}, "A07"},
		{Component{Name: "Phần mềm quản lý nhiệm vụ"}, "A04"},
		{Component{Name: "Phần mềm quản lý nhiệm vụ khoa học và công nghệ"}, "N01"},
	} {
		var k comparable
		e.read(&k, &Proposal{Title: c.component.Name}, &c.component)
		got := corpus.FunctionCode("")
		if k.named() {
			got = e.functionOf(&k)
		}
		if got != c.want {
			t.Errorf("%q, %q, %q: %q, want %q", c.component.Name, c.component.Functions, c.component.Description, got, c.want)
		}
	}
}
