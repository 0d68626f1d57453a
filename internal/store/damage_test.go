package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/engine"
)

// copies puts a database that is in use, with what stands beside it, under another name. cut may change each file.
func copies(t *testing.T, from, to string, cut map[string]func([]byte) []byte) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", HeadSuffix} {
		data, err := os.ReadFile(from + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if change := cut[suffix]; change != nil {
			data = change(data)
		}
		if err := os.WriteFile(to+suffix, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// keepRuns keeps n runs of two items.
func keepRuns(t *testing.T, s *Store, n int) {
	t.Helper()
	for i := range n {
		keepRun(t, s, Run{Command: "check"}, []Input{{Name: "a.txt", Content: fmt.Append(nil, i)}}, titled(fmt.Sprint(i)), titled("B"))
	}
}

func kinds(h *Health) []FaultKind {
	var out []FaultKind
	for _, f := range h.Faults {
		out = append(out, f.Kind)
	}
	return out
}

// TestTruncatedDatabaseIsNamed cuts the file off at many places, as a disk that lost its end: it is never taken for whole.
func TestTruncatedDatabaseIsNamed(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	s, err := Open(ctx, whole, Options{Now: nowForTest})
	if err != nil {
		t.Fatal(err)
	}
	keepRuns(t, s, 20)
	if err := s.Close(); err != nil { // nothing is left in the write-ahead log
		t.Fatal(err)
	}
	if h, err := Check(ctx, whole); err != nil || len(h.Faults) > 0 {
		t.Fatalf("the whole file: %+v, %v", h, err)
	}
	const cuts = 24
	for i := range cuts {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		copies(t, whole, path, map[string]func([]byte) []byte{"": func(data []byte) []byte { return data[:len(data)*i/cuts] }})
		h, err := Check(ctx, path)
		if err != nil || h.Sound() {
			t.Errorf("cut off after %d of %d parts: %+v, %v", i, cuts, h, err)
		}
		var lost *LostError
		var damaged *DamagedError
		if s, err := Open(ctx, path, Options{}); err == nil {
			if _, err := s.VerifyLog(ctx, ""); err == nil {
				t.Errorf("cut off after %d of %d parts: it was opened and its log fits", i, cuts)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		} else if !errors.As(err, &lost) && !errors.As(err, &damaged) {
			t.Errorf("cut off after %d of %d parts: %v", i, cuts, err)
		}
	}
}

// TestTruncatedWriteAheadLogIsNamed cuts off the write-ahead log. SQLite takes what is left for all there was; the note
// beside the file tells that it is not.
func TestTruncatedWriteAheadLogIsNamed(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	live := filepath.Join(dir, "live.db")
	s := openForTest(t, live, Options{})
	const runs, cuts = 8, 30
	keepRuns(t, s, runs)
	seen := map[bool]int{}
	for i := range cuts + 1 {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		copies(t, live, path, map[string]func([]byte) []byte{"-wal": func(data []byte) []byte { return data[:len(data)*i/cuts] }})
		h, err := Check(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		lost := slices.Contains(kinds(h), FaultLoss)
		seen[lost]++
		if lost != (i < cuts) {
			t.Errorf("cut off after %d of %d parts: %+v", i, cuts, h.Faults)
		}
		if !lost {
			continue
		}
		var told *LostError
		if _, err := Open(ctx, path, Options{}); !errors.As(err, &told) {
			t.Errorf("cut off after %d of %d parts: Open: %v", i, cuts, err)
		}
		if err := os.Remove(path + HeadSuffix); err != nil { // go on with what is there
			t.Fatal(err)
		}
		left := openForTest(t, path, Options{})
		if _, err := left.VerifyLog(ctx, ""); err != nil {
			t.Errorf("cut off after %d of %d parts: what is left does not fit: %v", i, cuts, err)
		}
		all, err := left.Runs(ctx)
		if err != nil || len(all) > runs {
			t.Errorf("cut off after %d of %d parts: %d runs, %v", i, cuts, len(all), err)
		}
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("cuts that lost something and that did not: %v", seen)
	}
}

// TestChangedBytes changes a byte at many places of the file. Where no check notices, nothing that can be read changed.
func TestChangedBytes(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	s, err := Open(ctx, whole, Options{Now: nowForTest})
	if err != nil {
		t.Fatal(err)
	}
	keepRuns(t, s, 10)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want := readAll(t, whole)
	noticed := 0
	const places = 60
	for i := range places {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		copies(t, whole, path, map[string]func([]byte) []byte{"": func(data []byte) []byte {
			data[(len(data)/places)*i+i*7%997] ^= 0x5a
			return data
		}})
		h, err := Check(ctx, path)
		switch {
		case err != nil || !h.Sound():
			noticed++
		case readAll(t, path) != want:
			t.Errorf("byte changed at place %d of %d: other results are read, and no check notices", i, places)
		}
	}
	if noticed < places/3 {
		t.Errorf("only %d of %d changes were noticed", noticed, places)
	}
}

// readAll is the hashes of all results as they are read.
func readAll(t *testing.T, path string) string {
	t.Helper()
	ctx := context.Background()
	s := openForTest(t, path, Options{})
	var out string
	runs, err := s.Runs(ctx)
	for _, r := range runs {
		if err == nil {
			err = s.Items(ctx, r.ID, func(it *Item) error {
				out += it.Hash + it.Result.Proposal.Title + string(it.Result.Verdict)
				return nil
			})
		}
	}
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(path), err)
	}
	return out
}

// TestFullDatabase: what does not fit is refused whole, and what was kept before is there.
func TestFullDatabase(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	id := keepRun(t, s, Run{Command: "check"}, nil, titled("A"))
	s.db.SetMaxOpenConns(1) // the limit is one of the connection
	if _, err := s.db.Exec(`PRAGMA max_page_count = 1`); err != nil {
		t.Fatal(err)
	}
	var big []engine.Result
	for i := range 3000 {
		big = append(big, titled(fmt.Sprint(i)))
	}
	var full *UnwritableError
	if err := s.AddItems(ctx, id, 1, big); !errors.As(err, &full) {
		t.Errorf("AddItems: %v", err)
	}
	r, err := s.Run(ctx, id)
	if err != nil || r.Items != 1 {
		t.Errorf("run %+v, %v", r, err)
	}
	if h, err := Check(ctx, s.Path()); err != nil || !h.Sound() {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestLeftovers: what a killed process leaves behind is named, and is no damage.
func TestLeftovers(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := openForTest(t, filepath.Join(dir, "r.db"), Options{})
	keepRuns(t, s, 1)
	if err := os.WriteFile(filepath.Join(dir, ".rasoat-backup-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.write(ctx, func(tx *tx) error {
		if err := tx.exec(ctx, `INSERT INTO input (sha256, size, content, recorded_at, recorded_by) VALUES (?, 1, ?, '', '')`, hashOf([]byte("x")), []byte("x")); err != nil {
			return err
		}
		return tx.log(ctx, "inputs", struct{}{})
	}); err != nil {
		t.Fatal(err)
	}
	h, err := Check(ctx, s.Path())
	if err != nil || !h.Sound() || !slices.Equal(kinds(h), []FaultKind{FaultLeftover, FaultLeftover}) {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestOpenNamesOnce names the file once in the error, whether or not what lies beneath names it.
func TestOpenNamesOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), path, Options{})
	if err == nil || strings.Count(err.Error(), path) != 1 {
		t.Errorf("error %v", err)
	}
}
