package store

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// titled makes a result of one component with one finding.
func titled(title string) engine.Result {
	money := int64(900_000_000)
	return engine.Result{
		Document: engine.Document{File: "a.txt", SHA256: hashOf([]byte("a"))},
		Proposal: engine.Proposal{Title: title, Province: "Phú Thọ", Date: "2026-03-01"}, Verdict: engine.Duplicate,
		Components: []engine.ComponentResult{{
			Component: engine.Component{Name: title, Money: &money}, Verdict: engine.Duplicate, Grade: engine.Duplicate, Rule: "T1",
			Findings: []engine.Finding{{Platform: engine.PlatformRef{ID: "tabmis", Owner: "BTC"}, Responsibility: "unknown", Score: 1.0 / 3}},
			Below:    []engine.Finding{{Platform: engine.PlatformRef{ID: "vnpt"}, Verdict: engine.None}},
		}},
		Provenance: engine.Provenance{List: "1132-2026", Parameters: map[string]float64{"a": 0.1}},
	}
}

func keepRun(t *testing.T, s *Store, r Run, in []Input, items ...engine.Result) int64 {
	t.Helper()
	ctx := context.Background()
	id, err := s.BeginRun(ctx, r)
	if err == nil {
		err = s.AddInput(ctx, id, in...)
	}
	if err == nil {
		err = s.AddItems(ctx, id, 0, items)
	}
	if err == nil {
		err = s.EndRun(ctx, id, RunDone)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestRun(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{Author: "Nguyễn\n Văn A"})
	want := Run{ID: 1, Command: "batch", List: "1132-2026", AsOf: "2026-11-24", AssumeOperating: true, Inputs: []string{"a.txt"},
		Options: json.RawMessage(`{"cluster":true}`), Provenance: engine.Provenance{Engine: "1"}, State: RunOpen,
		RecordedAt: "2026-11-24T08:00:00Z", RecordedBy: "Nguyễn Văn A"}
	id, err := s.BeginRun(ctx, want)
	if err != nil || id != 1 {
		t.Fatal(id, err)
	}
	check := func() {
		t.Helper()
		got, err := s.Run(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Error(diff)
		}
	}
	check()
	for _, part := range [][]engine.Result{{titled("A"), titled("B")}, {titled("C")}, nil} {
		if err := s.AddItems(ctx, id, want.Items, part); err != nil {
			t.Fatal(err)
		}
		want.Items += len(part)
	}
	var other *ContinuedError
	if err := s.AddItems(ctx, id, 1, []engine.Result{titled("D")}); !errors.As(err, &other) || *other != (ContinuedError{Run: id, Known: 1, Items: 3}) {
		t.Errorf("items that another process follows: %v", err)
	}
	for _, want.State = range []string{RunStopped, RunOpen, RunDone} {
		if err := s.EndRun(ctx, id, want.State); err != nil {
			t.Fatal(err)
		}
		check()
	}
	var titles []string
	if err := s.Items(ctx, id, func(it *Item) error {
		if text, err := json.Marshal(&it.Result); err != nil || hashOf(text) != it.Hash {
			t.Errorf("item %d: hash %q, %v", it.No, it.Hash, err)
		}
		titles = append(titles, it.Result.Proposal.Title)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A", "B", "C"}, titles); diff != "" {
		t.Error(diff)
	}
	it, err := s.Item(ctx, id, 3)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(titled("C"), it.Result); diff != "" {
		t.Error(diff)
	}
}

func TestRunsThatAreNotThere(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	id := keepRun(t, s, Run{Command: "check"}, nil, titled("A"))
	var run *UnknownRunError
	var item *UnknownItemError
	var input *UnknownInputError
	if _, err := s.Run(ctx, 7); !errors.As(err, &run) || run.Last != id {
		t.Errorf("Run: %v", err)
	}
	if err := s.AddItems(ctx, 7, 0, []engine.Result{{}}); !errors.As(err, &run) {
		t.Errorf("AddItems: %v", err)
	}
	if err := s.Items(ctx, 7, nil); !errors.As(err, &run) {
		t.Errorf("Items: %v", err)
	}
	if _, err := s.Item(ctx, 7, 1); !errors.As(err, &run) {
		t.Errorf("Item of no run: %v", err)
	}
	if _, err := s.Item(ctx, id, 2); !errors.As(err, &item) || item.Items != 1 {
		t.Errorf("Item: %v", err)
	}
	if _, err := s.InputOf(ctx, "00"); !errors.As(err, &input) {
		t.Errorf("InputOf: %v", err)
	}
}

func TestInputs(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	a := Input{Name: "a.txt", MediaType: "text/plain", Format: "txt", Content: []byte("một\n"), Text: []byte(`{"text":"một"}`), Unread: []string{"page 2"}, Channel: "file"}
	refused := Input{Name: "b.txt", Content: []byte{0}, Channel: "file"}
	first := keepRun(t, s, Run{Command: "batch"}, []Input{a, refused})
	again := a
	again.Name = "copy.txt"
	second := keepRun(t, s, Run{Command: "batch"}, []Input{again})
	var contents, texts int
	if err := s.db.QueryRow(`SELECT (SELECT count(*) FROM input), (SELECT count(*) FROM input_text)`).Scan(&contents, &texts); err != nil || contents != 2 || texts != 2 {
		t.Errorf("%d contents and %d texts are kept, %v", contents, texts, err)
	}
	got, err := s.InputOf(ctx, hashOf(a.Content))
	if err != nil {
		t.Fatal(err)
	}
	want := again
	want.SHA256, want.Size, want.ReceivedAt, want.ReceivedBy = hashOf(a.Content), int64(len(a.Content)), "2026-11-24T08:00:00Z", "unknown"
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	for run, names := range map[int64][]string{first: {"a.txt", "b.txt"}, second: {"copy.txt"}} {
		all, err := s.RunInputs(ctx, run)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range all {
			got = append(got, in.Name)
		}
		if diff := cmp.Diff(names, got); diff != "" {
			t.Errorf("run %d: %s", run, diff)
		}
	}
}

func TestItemsAgainst(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	refused := engine.Result{Document: engine.Document{File: "x", Refusal: &engine.Refusal{Reason: "empty"}}}
	keepRun(t, s, Run{Command: "check", List: "2765-2024"}, nil, titled("A"))
	keepRun(t, s, Run{Command: "check", List: "1132-2026"}, nil, titled("B"), refused, titled("C"), titled("B"))
	keepRun(t, s, Run{Command: "check", List: "1132-2026"}, nil, titled("C"), titled("A"))
	var got []string
	for list, want := range map[corpus.ListID][]string{"1132-2026": {"B", "C", "A"}, "2765-2024": {"A"}, "none": nil} {
		got = nil
		if err := s.ItemsAgainst(ctx, list, func(it *Item) error {
			got = append(got, it.Result.Proposal.Title)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("list %q: %s", list, diff)
		}
	}
}

func TestComponentRows(t *testing.T) {
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	keepRun(t, s, Run{Command: "check"}, nil, titled("A"), titled("B"))
	var rows []string
	if err := s.each(context.Background(), `SELECT concat_ws('|', run, item, no, name, money, verdict, grade, rule, platform, responsibility, province, ministry, year)
		FROM component ORDER BY id`, nil, func(scan func(...any) error) error {
		rows = append(rows, "")
		return scan(&rows[len(rows)-1])
	}); err != nil {
		t.Fatal(err)
	}
	tail := "|900000000|duplicate|duplicate|T1|tabmis|unknown|Phú Thọ|BTC|2026"
	if diff := cmp.Diff([]string{"1|1|1|A" + tail, "1|2|1|B" + tail}, rows); diff != "" {
		t.Error(diff)
	}
}

// TestMigratesOldRuns: results kept before there were runs become a run each, and are read as before.
func TestMigratesOldRuns(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "r.db")
	old := &Store{db: sqlOpen(path), path: path, opt: Options{Now: nowForTest, Author: "old", Wait: DefaultWait}}
	names, err := fs.Glob(migrations, "migration/000[12]_*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := old.migrateFile(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	kept := []engine.Result{titled("A"), titled("B"), {Verdict: engine.None}}
	for _, r := range kept {
		text, err := json.Marshal(&r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := old.db.Exec(`INSERT INTO run (command, file, input, title, list, list_hash, as_of, verdict, proposal, result, hash, recorded_at, recorded_by)
			VALUES ('check', ?, '', ?, '1132-2026', 'h', '2026-11-20', ?, '{}', ?, ?, '2026-11-20T00:00:00Z', 'B')`,
			r.Document.File, r.Proposal.Title, string(r.Verdict), string(text), hashOf(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := openForTest(t, path, Options{})
	for i, want := range kept {
		it, err := s.Item(ctx, int64(i+1), 1)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, it.Result); diff != "" {
			t.Error(diff)
		}
	}
	r, err := s.Run(ctx, 2)
	if err != nil || r.State != RunDone || r.RecordedBy != "B" || r.Provenance.List != "1132-2026" {
		t.Errorf("run %+v, %v", r, err)
	}
	var components int
	if err := s.db.QueryRow(`SELECT count(*) FROM component WHERE money = 900000000 AND platform = 'tabmis' AND year = '2026'`).Scan(&components); err != nil || components != 2 {
		t.Errorf("%d components, %v", components, err)
	}
	if c, err := s.VerifyLog(ctx, ""); err != nil || c.Records < 2 {
		t.Errorf("chain %+v, %v", c, err)
	}
}

// TestLogNamesWhatDoesNotFit changes a file behind the program's back in every way the log must notice.
func TestLogNamesWhatDoesNotFit(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	base := openForTest(t, filepath.Join(dir, "r.db"), Options{})
	keepRun(t, base, Run{Command: "check"}, []Input{{Name: "a.txt", Content: []byte("a"), Text: []byte("{}")}}, titled("A"))
	head, rows, decisions := listOf("99-2026", 3)
	apply(t, base, head, rows, decisions)
	whole, err := base.VerifyLog(ctx, "")
	if err != nil || whole.Records != 7 {
		t.Fatalf("chain %+v, %v", whole, err)
	}
	for _, c := range []struct {
		name, table, change string
		seq                 int64
		want                string
	}{
		{"a result", "item", `UPDATE item SET result = CAST('{}' AS BLOB)`, 5, `table "item": the content is not what was recorded`},
		{"a verdict", "component", `UPDATE component SET verdict = 'none'`, 5, `table "component": the content`},
		{"a file", "input", `UPDATE input SET content = CAST('b' AS BLOB)`, 4, `table "input"`},
		{"a list", "entry", `UPDATE entry SET row = '{}' WHERE list = '99-2026'`, 7, `table "entry"`},
		{"a row less", "decision", `DELETE FROM decision WHERE rowid = (SELECT max(rowid) FROM decision)`, 7, "rows are there"},
		{"a row more", "fact", `INSERT INTO fact (platform, kind, value, valid_from, source, recorded_at, recorded_by) VALUES ('tabmis', 'url', 'x', '2026', 'x', '', '')`,
			0, `table "fact" are covered by no record`},
		{"an author", "log", `UPDATE log SET by = 'C' WHERE seq = 3`, 3, "its content has the hash"},
		{"an author with a new hash", "log", `UPDATE log SET by = 'C', hash = 'x' WHERE seq = 3`, 3, "its content has the hash"},
		{"a record less", "log", `DELETE FROM log WHERE seq = 4`, 5, "it follows record 3"},
		{"the last record less", "log", `DELETE FROM log WHERE seq = 7`, 0, "are covered by no record"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, strings.ReplaceAll(c.name, " ", "-")+".db")
			if err := base.Backup(ctx, path); err != nil {
				t.Fatal(err)
			}
			s := openForTest(t, path, Options{})
			for _, q := range []string{`DROP TRIGGER ` + c.table + `_kept`, `DROP TRIGGER ` + c.table + `_unchanged`, c.change,
				`CREATE TRIGGER ` + c.table + `_unchanged BEFORE UPDATE ON ` + c.table + ` BEGIN SELECT 1; END`} {
				if _, err := s.db.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			_, err := s.VerifyLog(ctx, "")
			var misfit *LogError
			if !errors.As(err, &misfit) || misfit.Seq != c.seq || !strings.Contains(misfit.What, c.want) {
				t.Errorf("VerifyLog: %v", err)
			}
		})
	}
	for hash, want := range map[string]bool{whole.Hash: true, "00": false} {
		if again, err := base.VerifyLog(ctx, hash); err != nil || again.Seen != want {
			t.Errorf("hash %q is seen: %v, %v", hash, again.Seen, err)
		}
	}
}

// TestUnloggedRowsAreRefused: a transaction that adds rows must say what it does.
func TestUnloggedRowsAreRefused(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	err := s.write(ctx, func(tx *tx) error { return tx.exec(ctx, `INSERT INTO platform (id) VALUES ('x')`) })
	if !errors.Is(err, errUnlogged) {
		t.Errorf("write: %v", err)
	}
	if _, err := s.VerifyLog(ctx, ""); err != nil {
		t.Error(err)
	}
}
