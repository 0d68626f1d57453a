package identity

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
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

// TestDecide_ByEngine renames platforms freely: the engine proposes the right one, and a person is asked.
func TestDecide_ByEngine(t *testing.T) {
	rows := []corpus.Entry{
		{No: "1", Name: "Hệ thống điện tử về hộ tịch toàn quốc", Owner: "BTP"},
		{No: "2", Name: "Nền tảng quản lý cán bộ, công chức, viên chức toàn quốc", Owner: "BNV"},
		{No: "3", Name: "Hệ thống hộ tịch điện tử", Owner: "BYT"},
	}
	want := []string{"new  engine ?", "renamed quan-ly-cbccvc engine ?", "new  nothing"} // overlaps only; same job; another ministry
	for i, d := range decide(t, "2026-10-01", rows...) {
		if diff := cmp.Diff(want[i], brief(d)); diff != "" {
			t.Error(diff, d)
		}
	}
	split := decide(t, "2026-10-01", corpus.Entry{No: "1", Name: "Phần mềm quản lý đăng ký hộ tịch", Owner: "BTP"}, corpus.Entry{No: "2", Name: "Phần mềm đăng ký hộ tịch điện tử", Owner: "BTP"})
	for _, d := range split {
		if got := brief(d); got != "split  shared from [ho-tich-dien-tu] ?" {
			t.Errorf("two rows that do one platform's job: %s", got)
		}
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
