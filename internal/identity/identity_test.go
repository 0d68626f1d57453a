package identity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

func registerForTest(t testing.TB) *corpus.Register {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func decide(t *testing.T, date corpus.Date, entries ...corpus.Entry) []corpus.Decision {
	t.Helper()
	rows := make([]corpus.Row, len(entries))
	for i, e := range entries {
		rows[i] = corpus.Row{Entry: e}
	}
	m := New(registerForTest(t), date)
	defer m.Close()
	got, err := m.Decide(rows)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// brief writes a decision as "relation platform why", with "?" when a person should decide.
func brief(d corpus.Decision) string {
	s := strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Relation, d.Platform, d.Why))
	if len(d.From) > 0 {
		s += fmt.Sprint(" from ", d.From)
	}
	if !d.Certain {
		s += " ?"
	}
	return s
}

func TestDecide(t *testing.T) {
	tests := []struct {
		what        string
		name, owner string
		stated      corpus.ID
		want        string
	}{
		{"name and owner", "Hệ thống thông tin quản lý ngân sách và kho bạc", "BTC", "", "same tabmis name"},
		{"other spelling", "HỆ THỐNG THÔNG TIN QUẢN LÝ NGÂN SÁCH VÀ KHO BẠC", "BTC", "", "same tabmis name"},
		{"owner's successor", "Cổng dữ liệu quốc gia", "BTTTT", "", "same cong-du-lieu-quoc-gia name"},
		{"no owner", "Cơ sở dữ liệu quốc gia về dân cư", "", "", "same csdlqg-dan-cu no_owner"},
		{"another owner", "Hệ thống dịch vụ công trực tuyến Kho bạc Nhà nước", "BYT", "", "moved dvc-kho-bac other_owner ?"},
		{"words of kind differ", "Nền tảng quản lý ngân sách và kho bạc", "BTC", "", "renamed tabmis core_name"},
		{"stated", "Tên bất kỳ", "BYT", "tabmis", "same tabmis stated"},
		{"stated and new", "Tên bất kỳ", "BYT", "he-thong-moi", "new he-thong-moi stated"},
		{"nothing like it", "Nền tảng quản lý nuôi ong mật quốc gia", "BNNMT", "", "new  nothing"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			got := decide(t, "2026-10-01", corpus.Entry{No: "1", Name: test.name, Owner: corpus.AgencyCode(test.owner), Platform: test.stated})
			if diff := cmp.Diff(test.want, brief(got[0])); diff != "" {
				t.Error(diff, got[0])
			}
		})
	}
}

// TestDecide_ListsOnRecord reads the rows of every list as if they were new: names and owners settle all of them, and
// each is the platform on record.
func TestDecide_ListsOnRecord(t *testing.T) {
	reg := registerForTest(t)
	for _, l := range reg.Lists {
		rows := make([]corpus.Entry, len(l.Entries))
		copy(rows, l.Entries)
		for i := range rows {
			rows[i].Platform = ""
		}
		for i, d := range decide(t, l.Date, rows...) {
			if d.Platform != l.Entries[i].Platform || d.Relation != corpus.SamePlatform || !d.Certain {
				t.Errorf("%s %s %q: %s, want %q", l.ID, l.Entries[i].No, l.Entries[i].Name, brief(d), l.Entries[i].Platform)
			}
		}
	}
}

// TestDecide_ByEngine renames platforms freely: whatever the engine makes of it the right platform comes first, and a
// person is asked. Another ministry's platform is no candidate.
func TestDecide_ByEngine(t *testing.T) {
	got := decide(t, "2026-10-01", corpus.Entry{No: "1", Name: "Phần mềm quản lý đăng ký hộ tịch", Owner: "BTP"},
		corpus.Entry{No: "2", Name: "Nền tảng quản lý cán bộ, công chức, viên chức toàn quốc", Owner: "BNV"},
		corpus.Entry{No: "3", Name: "Phần mềm quản lý đăng ký hộ tịch cho ngành y", Owner: "BYT"})
	for i, want := range []corpus.ID{"ho-tich-dien-tu", "quan-ly-cbccvc"} {
		if d := got[i]; d.Certain || len(d.Candidates) == 0 || d.Candidates[0] != want {
			t.Errorf("%s, candidates %v, want %q first", brief(d), d.Candidates, want)
		}
	}
	if slices.Contains(got[2].Candidates, "ho-tich-dien-tu") {
		t.Errorf("%s, candidates %v", brief(got[2]), got[2].Candidates)
	}
}

func TestAnswer(t *testing.T) {
	finding := func(id corpus.ID, p float64) engine.Finding {
		return engine.Finding{Platform: engine.PlatformRef{ID: id}, Probability: p}
	}
	tests := []struct {
		what   string
		found  []engine.Finding
		claims map[corpus.ID]int
		want   string
	}{
		{"nothing", nil, nil, "new  nothing"},
		{"one", []engine.Finding{finding("a", .4)}, map[corpus.ID]int{"a": 1}, "renamed a engine ?"},
		{"one, and one much less like it", []engine.Finding{finding("a", .4), finding("b", .2)}, map[corpus.ID]int{"a": 1}, "renamed a engine ?"},
		{"two alike", []engine.Finding{finding("a", .4), finding("b", .39)}, map[corpus.ID]int{"a": 1}, "merged  several from [a b] ?"},
		{"another row claims it", []engine.Finding{finding("a", .4)}, map[corpus.ID]int{"a": 2}, "split  shared from [a] ?"},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			a := answer{found: test.found}
			if got := brief(a.decide(test.claims)); got != test.want {
				t.Errorf("decide: %s, want %s", got, test.want)
			}
		})
	}
}

func TestSimilarRows(t *testing.T) {
	reg := registerForTest(t)
	l, _ := reg.List("2765-2024")
	pairs, err := SimilarRows(reg, l)
	if err != nil {
		t.Fatal(err)
	}
	if len(pairs) == 0 {
		t.Error("no pair of ministries with one job was found")
	}
	for _, p := range pairs {
		if p.Row.Owner == p.Other.Owner {
			t.Errorf("%q and %q have one owner", p.Row.Name, p.Other.Name)
		}
	}
}
