package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rasoat/rasoat/internal/store"
)

// listWords are the words of a list that is made up.
type listWords struct {
	name    string // begins the name of every row
	edition string // ends the functions of every second row
}

const followed = "Hệ thống theo dõi đối tượng"

// writeList writes a list of n rows.
func writeList(t testing.TB, path string, n int, l listWords) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	owners := []string{"Bộ Tài chính", "Bộ Y tế", "Bộ Công an", "Bộ Nội vụ", "Bộ Xây dựng"}
	err = w.Write([]string{"STT", "Tên nền tảng", "Cơ quan chủ quản", "Chức năng"})
	for i := range n {
		name := fmt.Sprintf("%s số %d", l.name, i)
		functions := fmt.Sprintf("Theo dõi đối tượng %d; Báo cáo", i)
		if i%2 == 0 {
			functions += l.edition
		}
		if err == nil {
			err = w.Write([]string{fmt.Sprint(i + 1), name, owners[i%len(owners)], functions})
		}
	}
	w.Flush()
	if err != nil || w.Error() != nil || f.Close() != nil {
		t.Fatal(err, w.Error())
	}
}

func importCommand(db, file string) *exec.Cmd {
	cmd := exec.Command("rasoat", "list", "import", file, "--document", "9/QĐ-TTg", "--date", "2026-10-01", "--issuer", "TTg", "--id", "big", "--accept")
	cmd.Env = append(os.Environ(), "RASOAT_DB="+db)
	return cmd
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// versionIn opens a database as it was left and returns the version of the list and its number of rows.
func versionIn(t *testing.T, db string) (version, rows int) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if h, err := store.Check(ctx, db); err != nil || !h.Sound() {
		t.Fatalf("%+v, %v", h, err)
	}
	reg, err := s.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	versions, err := s.Versions(ctx, "big")
	if err != nil {
		t.Fatal(err)
	}
	if l, ok := reg.List("big"); ok {
		rows = len(l.Entries)
	}
	return len(versions), rows
}

// waitForWrite returns when the log of the database grows: its transaction is being written.
func waitForWrite(db string, limit time.Duration) {
	size := func() int64 {
		if info, err := os.Stat(db + "-wal"); err == nil {
			return info.Size()
		}
		return 0
	}
	for end := time.Now().Add(limit); size() < 64<<10 && time.Now().Before(end); {
		time.Sleep(200 * time.Microsecond)
	}
}

// TestImportSurvivesKill kills a real process with SIGKILL at many points of an import, from its start to past its end,
// and of the first use of a database: what is left is the old state or the new one.
func TestImportSurvivesKill(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("kills processes for some seconds, and for minutes under the race detector; make check runs it without")
	}
	const size, points = 1200, 16
	dir := t.TempDir()
	first, second := filepath.Join(dir, "1.csv"), filepath.Join(dir, "2.csv")
	writeList(t, first, size, listWords{name: followed})
	writeList(t, second, size+1, listWords{followed, "; Thống kê"})
	base := filepath.Join(dir, "base.db")
	if out, err := importCommand(base, first).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	trial := filepath.Join(dir, "trial.db")
	copyFile(t, base, trial)
	began := time.Now()
	if out, err := importCommand(trial, second).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(began)
	seen := map[int]int{}
	for i := range points {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		source, wants := base, map[int]int{1: size, 2: size + 1}
		if i%7 == 0 { // nothing is there yet
			source, wants = "", map[int]int{0: 0, 1: size + 1}
		}
		if source != "" {
			copyFile(t, source, db)
		}
		cmd := importCommand(db, second)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			time.Sleep(whole * time.Duration(i+2) / points)
		} else {
			waitForWrite(db, 10*whole)
			time.Sleep(time.Duration(i) * 3 * time.Millisecond) // into the transaction, and past its end
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()         // killed, or done
		version, rows := versionIn(t, db)
		if want, ok := wants[version]; !ok || rows != want {
			t.Errorf("killed at %d of %d: version %d with %d rows", i+2, points, version, rows)
		}
		seen[version]++
		if out, err := importCommand(db, second).CombinedOutput(); err != nil { // and it goes on from there
			t.Fatalf("%v: %s", err, out)
		}
	}
	t.Logf("an import takes %s; versions found after a kill: %v", whole, seen)
}
