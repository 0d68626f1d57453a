package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasoat/rasoat/internal/store"
)

// TestDecideSurvivesKill kills a real process with SIGKILL at many points of a decision about all components of an item,
// with a document: what is left is no decision or all of them with their document, and a log that fits.
func TestDecideSurvivesKill(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("kills processes for some seconds, and for minutes under the race detector; make check runs it without")
	}
	const components, points = 40, 12
	dir := t.TempDir()
	plan, paper, base := filepath.Join(dir, "plan.csv"), filepath.Join(dir, "giai-trinh.bin"), filepath.Join(dir, "base.db")
	rows := "STT,Tên nhiệm vụ,Kinh phí (triệu đồng)\n"
	for i := range components {
		rows += fmt.Sprintf("%d,Xây dựng phần mềm quản lý số %d,100\n", i+1, i+1)
	}
	write := func(path, content string) {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(plan, rows)
	write(paper, "\x00"+strings.Repeat("tài liệu giải trình ", 100_000))
	command := func(db string, args ...string) *exec.Cmd {
		cmd := exec.Command("rasoat", args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db)
		return cmd
	}
	if out, err := command(base, "check", plan, "--save", "--format", "json", "-o", filepath.Join(dir, "out.json")).CombinedOutput(); err != nil && !strings.Contains(string(out), "partial") {
		t.Fatalf("%v: %s", err, out)
	}
	decide := []string{"decide", "1", "1", "--decision", "defer", "--reason", "not-operating", "--note", "n", "--by", "A", "--explain", paper}
	whole := filepath.Join(dir, "whole.db")
	copyFile(t, base, whole)
	begin := time.Now()
	if out, err := command(whole, decide...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	spent := time.Since(begin)
	none, all := 0, 0
	for i := range points {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		copyFile(t, base, db)
		cmd := command(db, decide...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			time.Sleep(spent * time.Duration(2*i) / points) // the last ones after its end
		} else {
			waitForWrite(db, 5*time.Second)
			time.Sleep(time.Duration(i*i) * 400 * time.Microsecond)
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		switch n := decisionsIn(t, db); n {
		case 0:
			none++
		case components:
			all++
		default:
			t.Errorf("killed at point %d: %d of %d decisions are on record", i, n, components)
		}
	}
	t.Logf("%d times none, %d times all", none, all)
}

// decisionsIn opens a database as it was left and counts its decisions, each with its document.
func decisionsIn(t *testing.T, db string) int {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.VerifyLog(ctx, ""); err != nil {
		t.Error(err)
	}
	made, err := s.Rulings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range made {
		if len(d.Files) != 1 {
			t.Errorf("decision %d has %d documents", d.ID, len(d.Files))
		}
	}
	return len(made)
}
