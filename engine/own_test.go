package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// TestSignature_Function compares names of systems that one owner may have.
func TestSignature_Function(t *testing.T) {
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	e := benchEngine(t, reg, "1132-2026")
	for _, test := range []struct {
		a, b string
		want Degree
	}{
		{"Phần mềm quản lý hồ sơ cán bộ, công chức", "Hệ thống quản lý hồ sơ cán bộ, công chức, viên chức tỉnh Phú Thọ", Same},
		{"Phần mềm quản lý tài sản công", "Xây dựng hệ thống quản lý tài sản công của tỉnh", Same},
		{"Phần mềm quản lý hồ sơ cán bộ, công chức", "Phần mềm quản lý tài sản công", Different},
		{"Hệ thống phòng họp không giấy", "Phần mềm đăng ký và quản lý hộ tịch", Different},
	} {
		a, b := e.Signature(&Component{Name: test.a}), e.Signature(&Component{Name: test.b})
		if got, back := a.Function(&b), b.Function(&a); got != test.want || back != test.want {
			t.Errorf("%q and %q: %q, %q, want %q", test.a, test.b, got, back, test.want)
		}
	}
}

// TestCompareOwn holds rule T3: a second system for one job is a duplicate whatever the list says, work on the first is not.
func TestCompareOwn(t *testing.T) {
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	e := benchEngine(t, reg, "1132-2026")
	for _, test := range []struct {
		name     string
		function Degree
		state    corpus.State
		want     Verdict
	}{
		{"Xây dựng phần mềm quản lý tài sản công", Same, corpus.StateOperating, Duplicate},
		{"Xây dựng phần mềm quản lý tài sản công", Same, corpus.StateUnknown, Insufficient},
		{"Xây dựng phần mềm quản lý tài sản công", Partial, corpus.StateOperating, PartialOverlap},
		{"Nâng cấp phần mềm quản lý tài sản công", Same, corpus.StateOperating, Complement},
		{"Mua sắm máy tính", Same, corpus.StateOperating, OutOfScope},
	} {
		if got := e.CompareOwn(&Component{Name: test.name}, test.function, test.state); got.Verdict != test.want {
			t.Errorf("%q, %q, %q: %q by %s, want %q", test.name, test.function, test.state, got.Verdict, got.Rule, test.want)
		}
	}
}
