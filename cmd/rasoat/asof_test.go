package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
)

// runForTest runs a command line as the program does, without the process, and returns what it prints.
func runForTest(t testing.TB, db string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Now: func() time.Time { return scriptDay },
		Getenv: func(name string) string { return map[string]string{"RASOAT_DB": db, "LANG": "en_US.UTF-8"}[name] }}
	code = run(context.Background(), args, a)
	return out.String(), errs.String(), code
}

// TestAsOf goes over the days on which lists, owners, provinces, law and states change. Each row is the day before or the
// day itself.
func TestAsOf(t *testing.T) {
	db := filepath.Join(t.TempDir(), "r.db")
	for _, set := range [][]string{
		{"platform", "set", "ho-tich-dien-tu", "--state", "operating", "--from", "2024-08-01", "--source", "1/BC-BTP"},
		{"platform", "set", "ho-tich-dien-tu", "--state", "ended", "--from", "2026-01-01", "--source", "2/BC-BTP"},
	} {
		if _, stderr, code := runForTest(t, db, set...); code != exitDone {
			t.Fatal(stderr)
		}
	}
	tests := []struct {
		date     corpus.Date
		list     corpus.ListID // that a check uses
		state    corpus.State  // of ho-tich-dien-tu
		owner    corpus.AgencyCode
		province string // that Bình Dương is or became
		law      string // citable investment rule
	}{
		{"2024-07-14", "", "unknown", "BTTTT", "Bình Dương", "73/2019/NĐ-CP"},
		{"2024-07-15", "2765-2024", "unknown", "BTTTT", "Bình Dương", "73/2019/NĐ-CP"},
		{"2024-08-01", "2765-2024", "operating", "BTTTT", "Bình Dương", "73/2019/NĐ-CP"},
		{"2025-02-28", "2765-2024", "operating", "BTTTT", "Bình Dương", "73/2019/NĐ-CP"},
		{"2025-03-01", "2765-2024", "operating", "", "Bình Dương", "73/2019/NĐ-CP"},
		{"2025-06-30", "1527-2025", "operating", "", "Bình Dương", "73/2019/NĐ-CP"},
		{"2025-07-01", "1527-2025", "operating", "", "Hồ Chí Minh", "73/2019/NĐ-CP"},
		{"2026-06-23", "2618-2025", "ended", "", "Hồ Chí Minh", ""},
		{"2026-06-24", "1132-2026", "ended", "", "Hồ Chí Minh", ""},
		{"2026-07-01", "1132-2026", "ended", "", "Hồ Chí Minh", "224/2026/NĐ-CP"},
	}
	a := &app{Getenv: func(name string) string { return map[string]string{"RASOAT_DB": db}[name] }, Now: func() time.Time { return scriptDay }}
	reg, err := a.register(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(string(test.date), func(t *testing.T) {
			r := checkedAsOf(t, db, "Xây dựng phần mềm đăng ký và quản lý hộ tịch", test.date)
			if r.Provenance.List != string(test.list) || r.Provenance.AsOf != string(test.date) {
				t.Errorf("checked against %q as of %s", r.Provenance.List, r.Provenance.AsOf)
			}
			stated := r.Components[0].Missing
			if test.list == "" && (len(stated) == 0 || stated[0] != "list_version" || r.Verdict != "insufficient") {
				t.Errorf("without a list the verdict is %q, missing %v", r.Verdict, stated)
			}
			p, _ := reg.Platform("ho-tich-dien-tu")
			if got := p.StateOn(test.date); got != test.state {
				t.Errorf("state %q, want %q", got, test.state)
			}
			owned, _ := reg.Platform("cong-du-lieu-quoc-gia")
			if got := reg.OwnerOf(owned, test.date); test.owner != "" && got != test.owner || test.owner == "" && got == "BTTTT" {
				t.Errorf("owner %q, want %q", got, test.owner)
			}
			if got, _ := reg.ProvinceOn("Bình Dương", test.date); got != test.province {
				t.Errorf("province %q, want %q", got, test.province)
			}
			if got := investmentLaw(reg, test.date); test.law != "" && got != test.law {
				t.Errorf("law %q, want %q", got, test.law)
			}
		})
	}
}

// investmentLaw is the investment decree that may be cited on a date.
func investmentLaw(reg *corpus.Register, date corpus.Date) string {
	for _, b := range reg.LawAsOf(date) {
		if b.Citable() && (b.Document == "73/2019/NĐ-CP" || b.Document == "224/2026/NĐ-CP") {
			return b.Document
		}
	}
	return ""
}

// checkedAsOf checks a title on a date and returns the result.
func checkedAsOf(t *testing.T, db, title string, date corpus.Date) *report.Result {
	t.Helper()
	stdout, stderr, code := runForTest(t, db, "check", "--title", title, "--as-of", string(date), "--format", "json")
	if code != exitDone && code != exitPartial {
		t.Fatalf("exit status %d: %s", code, stderr)
	}
	var doc report.Document
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
		t.Fatal(err)
	}
	return &doc.Results[0]
}

// TestAsOf_StateMovesTheVerdict checks one proposal while its platform is announced, operates, and has ended.
func TestAsOf_StateMovesTheVerdict(t *testing.T) {
	db := filepath.Join(t.TempDir(), "r.db")
	for _, set := range [][]string{{"operating", "2024-08-01"}, {"ended", "2024-12-01"}} {
		if _, stderr, code := runForTest(t, db, "platform", "set", "ho-tich-dien-tu", "--state", set[0], "--from", set[1], "--source", "1/BC-BTP"); code != exitDone {
			t.Fatal(stderr)
		}
	}
	const title = "Xây dựng phần mềm đăng ký và quản lý hộ tịch"
	for date, operates := range map[corpus.Date]bool{"2024-07-31": false, "2024-08-01": true, "2024-11-30": true, "2024-12-01": false} {
		r := checkedAsOf(t, db, title, date)
		f := r.Components[0].Findings[0]
		if f.Platform.ID != "ho-tich-dien-tu" {
			t.Fatalf("%s: the first platform is %q", date, f.Platform.ID)
		}
		if overlaps := f.Verdict == "duplicate" || f.Verdict == "partial_overlap"; overlaps != operates {
			t.Errorf("%s: state %q, verdict %q", date, f.Platform.State, f.Verdict)
		}
		if operates && f.Platform.StateSource != "1/BC-BTP" {
			t.Errorf("%s: source of the state is %q", date, f.Platform.StateSource)
		}
	}
}
