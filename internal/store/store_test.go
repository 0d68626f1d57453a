package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/deployed"
)

var clock = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

func nowForTest() time.Time { return clock }

func sqlOpen(path string) *sql.DB { return sql.OpenDB(connector{dsn: dataSource(path)}) }

func openForTest(t testing.TB, path string, opt Options) *Store {
	t.Helper()
	if opt.Now == nil {
		opt.Now = nowForTest
	}
	s, err := Open(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// listOf makes a list of n new platforms of the Ministry of Finance.
func listOf(id corpus.ListID, n int) (corpus.List, []corpus.Row, []corpus.Decision) {
	head := corpus.List{ID: id, Document: "99/QĐ-TTg", Issuer: "TTg", Date: "2026-10-01", Kind: corpus.Announcement, Completeness: corpus.Complete,
		AnnouncedTotal: n, SourceURLs: []string{}}
	var rows []corpus.Row
	var decisions []corpus.Decision
	for i := range n {
		rows = append(rows, corpus.Row{Place: fmt.Sprintf("row %d", i+1), Entry: corpus.Entry{No: fmt.Sprint(i + 1), Owner: "BTC",
			Name: fmt.Sprintf("Hệ thống quản lý đối tượng số %d", i+1)}})
		decisions = append(decisions, corpus.Decision{Row: i, Relation: corpus.NewPlatform, Certain: true, Why: corpus.WhyNothing})
	}
	return head, rows, decisions
}

func apply(t *testing.T, s *Store, head corpus.List, rows []corpus.Row, decisions []corpus.Decision) Outcome {
	t.Helper()
	ctx := context.Background()
	reg, basis, err := s.RegisterAt(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rev, err := reg.Revise(head, rows, decisions, corpus.Record{At: clock.Format(time.RFC3339), By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Apply(ctx, rev, &Source{Name: "list.xlsx", Content: []byte("content")}, basis)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRegisterIsTheEmbeddedOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "một thư mục?", "ra%soat.db")
	s := openForTest(t, path, Options{})
	got, err := s.Register(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Platforms, got.Platforms); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want.Lists, got.Lists); diff != "" {
		t.Error(diff)
	}
	for _, id := range want.ListIDs() {
		if got.ListHash(id) != want.ListHash(id) {
			t.Errorf("list %q has another hash", id)
		}
	}
}

func TestApply(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "r.db")
	s := openForTest(t, path, Options{})
	head, rows, decisions := listOf("99-2026", 3)
	if out := apply(t, s, head, rows, decisions); out != (Outcome{Version: 1, Changed: true, Added: 3}) {
		t.Errorf("first import: %+v", out)
	}
	reg, err := s.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows { // the same rows, known now
		l, _ := reg.List("99-2026")
		decisions[i] = corpus.Decision{Row: i, Relation: corpus.SamePlatform, Platform: l.Entries[i].Platform, Certain: true, Why: corpus.WhyName}
	}
	if out := apply(t, s, head, rows, decisions); out != (Outcome{Version: 1}) {
		t.Errorf("the same again: %+v", out)
	}
	rows[0].Entry.Name = "Hệ thống quản lý tài sản công"
	decisions[0].Relation = corpus.Renamed
	if out := apply(t, s, head, rows, decisions); out != (Outcome{Version: 2, Changed: true, Revised: 1}) {
		t.Errorf("one row renamed: %+v", out)
	}
	old, err := s.ListVersion(ctx, "99-2026", 1)
	if err != nil || old.Entries[0].Name != "Hệ thống quản lý đối tượng số 1" {
		t.Errorf("the old version is %+v, %v", old, err)
	}
	var made []corpus.Relation
	err = s.each(ctx, `SELECT relation FROM decision WHERE list = ? AND version = 2 ORDER BY position`, []any{"99-2026"}, func(scan func(...any) error) error {
		made = append(made, "")
		return scan(&made[len(made)-1])
	})
	if err != nil || len(made) != 3 || made[0] != corpus.Renamed {
		t.Errorf("decisions %q, %v", made, err)
	}
	versions, err := s.Versions(ctx, "99-2026")
	if err != nil || len(versions) != 2 || versions[1].SHA256 != hashOf([]byte("content")) {
		t.Errorf("versions %+v, %v", versions, err)
	}
}

func TestApplyOnOldBasis(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	reg, basis, err := s.RegisterAt(ctx)
	if err != nil {
		t.Fatal(err)
	}
	head, rows, decisions := listOf("98-2026", 2)
	rev, err := reg.Revise(head, rows, decisions, corpus.Record{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.RecordFacts(ctx, "tabmis", []corpus.Fact{{Kind: corpus.FactState, Value: "operating", From: "2026-01-01", Source: "1/BC"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(ctx, rev, nil, basis); !errors.Is(err, ErrChanged) {
		t.Errorf("Apply on an old basis: %v", err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	head, rows, decisions := listOf("99-2026", 1)
	apply(t, s, head, rows, decisions)
	if _, err := s.RecordFacts(ctx, "tabmis", []corpus.Fact{{Kind: corpus.FactURL, Value: "https://a.vn", From: "2026", Source: "x"}}); err != nil {
		t.Fatal(err)
	}
	keepRun(t, s, Run{Command: "check"}, []Input{{Name: "a.txt", Content: []byte("a")}}, titled("A"))
	ruling := decision.Decision{Run: 1, Item: 1, Component: 1, Kind: decision.Agree, Reason: decision.AsAssessed}
	if _, err := s.Decide(ctx, []decision.Decision{ruling}, []Attachment{{Name: "giai-trinh.txt", Content: []byte("b")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddDeployed(ctx, []deployed.System{{Name: "Hệ thống A"}}, &Source{Name: "a.xlsx"}); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepClustering(ctx, Clustering{Run: 1, Items: []int{1}, Prints: []engine.Fingerprint{{1}}}); err != nil {
		t.Fatal(err)
	}
	tables := []string{"log"}
	if err := s.each(ctx, recordTables, nil, func(scan func(...any) error) error {
		tables = append(tables, "")
		return scan(&tables[len(tables)-1])
	}); err != nil || len(tables) < 14 {
		t.Fatalf("tables of records %q, %v", tables, err)
	}
	for _, table := range tables {
		for _, change := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET rowid = rowid"} {
			if _, err := s.db.ExecContext(ctx, change); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", change, err)
			}
		}
	}
}

func TestFacts(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{Author: "Nguyễn Văn A"})
	state := func(v, from string) corpus.Fact {
		return corpus.Fact{Kind: corpus.FactState, Value: v, From: corpus.Date(from), Source: "12/BC-BTC"}
	}
	for range 2 { // the second time nothing is added
		if _, err := s.RecordFacts(ctx, "an-toan-thong-tin-bo", nil); err == nil {
			t.Fatal("an unknown platform was taken")
		}
		if _, err := s.RecordFacts(ctx, "tabmis", []corpus.Fact{state("trial", "2026-03-01"), state("operating", "2026-09-01")}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.RecordFacts(ctx, "tabmis", []corpus.Fact{state("ended", "")}); err == nil {
		t.Error("a state without a day was taken")
	}
	reg, err := s.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := reg.Platform("tabmis")
	if len(p.Facts) != 2 || p.Facts[0].RecordedBy != "Nguyễn Văn A" || p.Facts[0].RecordedAt != "2026-11-24T08:00:00Z" {
		t.Errorf("facts %+v", p.Facts)
	}
	for date, want := range map[corpus.Date]corpus.State{"2026-02-28": p.State, "2026-03-01": "trial", "2026-08-31": "trial", "2026-09-01": "operating"} {
		if got := p.StateOn(date); got != want && !(p.StateAsOf == "" && got == corpus.StateUnknown) {
			t.Errorf("state on %s is %q, want %q", date, got, want)
		}
	}
}

func TestSchemaOfALaterVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	s := openForTest(t, path, Options{})
	if _, err := s.db.Exec(`INSERT INTO migration (name, applied_at) VALUES ('9999_later.sql', '')`); err != nil {
		t.Fatal(err)
	}
	var later *SchemaError
	if _, err := Open(context.Background(), path, Options{}); !errors.As(err, &later) {
		t.Errorf("Open: %v", err)
	}
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := openForTest(t, filepath.Join(dir, "r.db"), Options{})
	head, rows, decisions := listOf("99-2026", 5)
	apply(t, s, head, rows, decisions)
	to := filepath.Join(dir, "copy.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, to); err == nil {
		t.Error("a backup over an existing file was made")
	}
	c := openForTest(t, to, Options{})
	reg, err := c.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if l, ok := reg.List("99-2026"); !ok || len(l.Entries) != 5 {
		t.Errorf("the copy holds %+v", l)
	}
}

func TestSecondWriterWaits(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "r.db")
	a := openForTest(t, path, Options{})
	var told []time.Duration
	b := openForTest(t, path, Options{Wait: 300 * time.Millisecond, OnWait: func(d time.Duration) { told = append(told, d) }})
	fact := []corpus.Fact{{Kind: corpus.FactURL, Value: "https://b.vn", From: "2026", Source: "x"}}
	err := a.write(ctx, func(*tx) error {
		for range 2 { // readers go on
			if _, err := b.Register(ctx); err != nil {
				t.Error(err)
			}
		}
		began := time.Now()
		_, err := b.RecordFacts(ctx, "tabmis", fact)
		var busy *BusyError
		if !errors.As(err, &busy) || busy.Limit != 300*time.Millisecond {
			t.Errorf("the second writer got %v", err)
		}
		if took := time.Since(began); took < 300*time.Millisecond {
			t.Errorf("the second writer waited %s", took)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Duration{300 * time.Millisecond}, told); diff != "" {
		t.Error(diff)
	}
	if n, err := b.RecordFacts(ctx, "tabmis", fact); err != nil || n != 1 {
		t.Errorf("once free: %d, %v", n, err)
	}
}
