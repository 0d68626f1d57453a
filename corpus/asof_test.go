package corpus

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDate(t *testing.T) {
	for _, d := range []Date{"", "2007", "2026-01", "2024-02-29"} {
		if !d.Valid() {
			t.Errorf("%q is not valid", d)
		}
	}
	for _, d := range []Date{"207", "2026-13", "2025-02-29", "2025-7-01", "01/07/2025", "2025-07-01T"} {
		if d.Valid() {
			t.Errorf("%q is valid", d)
		}
	}
	if got := Date("2026").Day(); got != "2026-01-01" {
		t.Errorf("first day of 2026 is %q", got)
	}
	if Date("2026-01").Before("2026-01-01") || !Date("2026").Before("2026-01-02") || Date("").Before("2026") || Date("2026").Before("") {
		t.Error("shortened and unknown dates compare wrongly")
	}
	if !Date("2025-03-01").In("2025-03", "2026") || Date("2026-01-01").In("2025-03", "2026") || !Date("1999").In("", "") {
		t.Error("a period holds its first day and not its last bound")
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]Date{"2026-06-24": "2026-06-24", " 24/6/2026 ": "2026-06-24", "01/07/2025": "2025-07-01", "2026-01": "2026-01", "2007": "2007"} {
		if got, err := ParseDate(in); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "today", "31/6/2026", "2026/06/24", "1/2/26"} {
		if got, err := ParseDate(in); err == nil {
			t.Errorf("ParseDate(%q) = %q, want an error", in, got)
		}
	}
}

func TestNewestList(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		date Date
		want ListID
	}{
		{"2019-12-31", ""},
		{"2023-01-01", ""}, // a programme of 2022 is no announcement
		{"2024-07-14", ""},
		{"2024-07-15", "2765-2024"},
		{"2025-06-28", "2765-2024"},
		{"2025-06-29", "1527-2025"},
		{"2025-09-10", "1527-2025"},
		{"2025-09-11", "2618-2025"},
		{"2026-06-23", "2618-2025"},
		{"2026-06-24", "1132-2026"},
		{"2030", "1132-2026"},
	}
	for _, test := range tests {
		l, ok := reg.NewestList(test.date)
		if ok != (test.want != "") || ok && l.ID != test.want {
			t.Errorf("newest list by %s is %v, want %q", test.date, l, test.want)
		}
	}
}

func TestAsOf_Lists(t *testing.T) {
	reg := embeddedForTest(t)
	v, err := reg.AsOf("2024-12-01", "")
	if err != nil || v.List.ID != "2765-2024" || len(v.Rows) != 103 {
		t.Fatalf("view of December 2024: %v, %v", v, err)
	}
	if v.Rows[0].Platform.ID != "tabmis" || v.Rows[0].Entry.No != "1" || v.Rows[102].Entry.No != "103" {
		t.Errorf("rows are not in list order: first %v, last %v", v.Rows[0].Entry, v.Rows[102].Entry)
	}
	v, err = reg.AsOf("2024-12-01", AnyList)
	if err != nil || v.List != nil || len(v.Rows) != 275 || v.Rows[0].Entry != nil {
		t.Errorf("view of the whole register: %d rows, %v", len(v.Rows), err)
	}
	// An old document may be compared with a newer list.
	if v, err = reg.AsOf("2023-05-01", "1132-2026"); err != nil || v.List.Date != "2026-06-24" || v.Date != "2023-05-01" {
		t.Errorf("newer list on an older date: %v, %v", v, err)
	}
}

func TestAsOf_Errors(t *testing.T) {
	reg := embeddedForTest(t)
	var none *NoListError
	if _, err := reg.AsOf("2024-07-14", ""); !errors.As(err, &none) || none.First.ID != "2765-2024" || none.Date != "2024-07-14" {
		t.Errorf("no list yet: %v", err)
	}
	var unknown *UnknownListError
	if _, err := reg.AsOf("2026", "2766-2024"); !errors.As(err, &unknown) || unknown.ID != "2766-2024" || len(unknown.Known) != 5 {
		t.Errorf("unknown list: %v", err)
	}
	if _, err := reg.AsOf("", ""); !errors.Is(err, ErrNoDate) {
		t.Errorf("no date: %v", err)
	}
}

func TestOwnerOf(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		id   ID
		date Date
		want AgencyCode
		why  string
	}{
		{"ban-do-so", "2024-07-15", "BTTTT", "before the ministries merged"},
		{"ban-do-so", "2025-02-28", "BTTTT", "the day before"},
		{"ban-do-so", "2025-03-01", "BKHCN", "the day itself"},
		{"cang-vu-thuy-noi-dia", "2024-07-15", "BGTVT", ""},
		{"cang-vu-thuy-noi-dia", "2026-06-24", "BXD", ""},
		{"ai-bao-ve-moi-truong", "2024-07-15", "", "the ministry did not exist"},
		{"ai-bao-ve-moi-truong", "2025-03-01", "BNNMT", ""},
		{"cong-du-lieu-quoc-gia", "2024-07-15", "BTTTT", "the next owner cannot begin before"},
		{"cong-du-lieu-quoc-gia", "2025-12-01", "BCA", ""},
		{"cong-dvc-quoc-gia", "2024-07-15", "", "the day of the hand-over is not known"},
		{"cong-dvc-quoc-gia", "2026-06-23", "", "and no list names an owner yet"},
		{"cong-dvc-quoc-gia", "2026-06-24", "BCA", "the list of that day does"},
	}
	for _, test := range tests {
		p, ok := reg.Platform(test.id)
		if !ok {
			t.Fatalf("no platform %q", test.id)
		}
		if got := reg.OwnerOf(p, test.date); got != test.want {
			t.Errorf("owner of %s on %s is %q, want %q (%s)", test.id, test.date, got, test.want, test.why)
		}
	}
}

func TestStateOn(t *testing.T) {
	reg := embeddedForTest(t)
	tests := []struct {
		id   ID
		date Date
		want State
	}{
		{"csdlqg-dan-cu", "2025-11-15", StateUnknown}, // its source is of the next day
		{"csdlqg-dan-cu", "2025-11-16", StateOperating},
		{"csdlqg-dan-cu", "2026-06-24", StateOperating},
		{"vdbas", "2026-01-22", StatePlanned},
		{"tabmis", "2026-06-24", StateUnknown},
	}
	for _, test := range tests {
		p, _ := reg.Platform(test.id)
		if got := p.StateOn(test.date); got != test.want {
			t.Errorf("state of %s on %s is %q, want %q", test.id, test.date, got, test.want)
		}
	}
}

func TestCounts(t *testing.T) {
	reg := embeddedForTest(t)
	l, _ := reg.List("2765-2024")
	var rows []int
	total := 0
	for _, c := range reg.Counts(l) {
		rows = append(rows, c.Rows)
		total += c.Rows
		if c.Announced == nil || *c.Announced != c.Rows {
			t.Errorf("%s has %d rows, announced %v", c.Agency, c.Rows, c.Announced)
		}
	}
	if diff := cmp.Diff([]int{31, 11, 10, 9, 9, 8, 7, 7, 3, 2, 2, 2, 1, 1}, rows); diff != "" || total != 103 {
		t.Errorf("rows per owner, total %d (-want +got):\n%s", total, diff)
	}
	// An owner that was announced but of whom no row is known stays visible.
	l, _ = reg.List("2618-2025")
	if got := reg.Counts(l); got[1].Agency != "BTC" || got[1].Rows != 0 || *got[1].Announced != 10 {
		t.Errorf("counts of a partial list: %+v", got)
	}
}

func TestNotAnnounced(t *testing.T) {
	reg := embeddedForTest(t)
	codes := func(id ListID) (codes []AgencyCode, known bool) {
		l, _ := reg.List(id)
		agencies, known := reg.NotAnnounced(l)
		for _, a := range agencies {
			codes = append(codes, a.Code)
		}
		return codes, known
	}
	got, known := codes("2765-2024")
	want := []AgencyCode{"BNG", "BCT", "BVHTTDL", "BYT", "BNNPTNT", "BTNMT", "BTTTT", "BLĐTBXH", "NHNN", "VPCP", "BHXHVN", "UBQLV", "BQLL", "TTXVN", "VAST", "VASS"}
	if diff := cmp.Diff(want, got); diff != "" || !known {
		t.Errorf("nothing announced in 2765 (-want +got):\n%s", diff)
	}
	got, known = codes("1132-2026")
	if diff := cmp.Diff([]AgencyCode{"TTXVN", "VAST", "VASS"}, got); diff != "" || !known {
		t.Errorf("nothing announced in 1132 (-want +got):\n%s", diff)
	}
	for _, id := range []ListID{"186-2022", "1527-2025"} {
		if got, known := codes(id); known {
			t.Errorf("%s cannot tell who announced nothing, yet names %v", id, got)
		}
	}
}

func TestLawAsOf(t *testing.T) {
	reg := embeddedForTest(t)
	in := func(date Date, doc string) bool {
		for _, b := range reg.LawAsOf(date) {
			if b.Document == doc {
				return true
			}
		}
		return false
	}
	tests := []struct {
		date Date
		doc  string
		want bool
	}{
		{"2019-12-31", "73/2019/NĐ-CP", false},
		{"2020-01-01", "73/2019/NĐ-CP", true},
		{"2026-06-30", "224/2026/NĐ-CP", false},
		{"2026-07-01", "224/2026/NĐ-CP", true},
		{"2026-07-28", "1425/QĐ-TTg", false},
		{"2026-07-29", "1425/QĐ-TTg", true},
		{"2026-11-24", "BKHCN draft guidance on Khung", false},
	}
	for _, test := range tests {
		if got := in(test.date, test.doc); got != test.want {
			t.Errorf("%s in effect on %s: %v, want %v", test.doc, test.date, got, test.want)
		}
	}
	citable := 0
	for _, b := range reg.Law {
		if b.Citable() {
			citable++
		}
	}
	if citable != 34+8 {
		t.Errorf("%d rows may be cited as law, want 42", citable)
	}
}

func TestHashes(t *testing.T) {
	reg := embeddedForTest(t)
	seen := map[string]ListID{}
	for _, id := range append(reg.ListIDs(), AnyList) {
		h := reg.ListHash(id)
		if len(h) != 64 || seen[h] != "" {
			t.Errorf("hash of %s is %q, also of %q", id, h, seen[h])
		}
		seen[h] = id
	}
	if got := reg.ListHash("none"); got != "" {
		t.Errorf("hash of no list is %q", got)
	}
	changed := partsOf(reg)
	changed.Platforms[0].Purpose += "."
	again, err := Assemble(changed)
	if err != nil {
		t.Fatal(err)
	}
	if again.ListHash(AnyList) == reg.ListHash(AnyList) {
		t.Error("a changed platform leaves the hash as it was")
	}
}

func TestRelatedAndSources(t *testing.T) {
	reg := embeddedForTest(t)
	p, ok := reg.PlatformBySource("P79-B50")
	if !ok || p.ID != "ai-bao-ve-moi-truong" {
		t.Fatalf("row P79-B50 is %v", p)
	}
	if diff := cmp.Diff([]ID{"httt-moi-truong"}, reg.Related(p)); diff != "" {
		t.Errorf("related (-want +got):\n%s", diff)
	}
	rows := reg.ListsOf("ai-bao-ve-moi-truong")
	if len(rows) != 1 || rows[0].List != "1132-2026" || rows[0].Row != "P79-B50" {
		t.Errorf("stands in %+v", rows)
	}
}

// TestInCharge names who answers for functions that a list does not serve.
func TestInCharge(t *testing.T) {
	reg := embeddedForTest(t)
	for _, c := range []struct {
		list     ListID
		date     Date
		function FunctionCode
		served   bool
		want     []string // agency, whether it announced anything
	}{
		{"1132-2026", "2026-11-23", "C01", true, nil},
		{"1132-2026", "2026-11-23", "F01", false, []string{"BNNMT true"}},
		{"1132-2026", "2026-11-23", "F12", false, nil},
		{"2765-2024", "2024-08-01", "H02", false, []string{"BYT false"}},
		{"2765-2024", "2024-08-01", "F10", false, []string{"BNNPTNT false"}},
		{"2765-2024", "2026-11-23", "F10", false, []string{"BNNMT false"}},
	} {
		v, err := reg.AsOf(c.date, c.list)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Serves()[c.function]; got != c.served {
			t.Errorf("%s serves %s: %v", c.list, c.function, got)
		}
		var got []string
		for _, a := range v.InCharge(c.function) {
			got = append(got, fmt.Sprint(a.Agency, " ", a.Announced > 0))
			if len(a.Platforms) == 0 {
				t.Errorf("%s is in charge of %s without a platform on record", a.Agency, c.function)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" && !c.served {
			t.Errorf("%s as of %s, %s (-want +got):\n%s", c.list, c.date, c.function, diff)
		}
	}
}
