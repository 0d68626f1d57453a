package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rasoat/rasoat/internal/store"
)

// killed is a command whose process is killed.
type killed struct {
	args  func(dir string) []string                      // with what it writes in dir
	check func(t *testing.T, db, dir string) (at string) // looks at what is left, and tells how far it had come
}

// TestSurvivesKill kills real processes with SIGKILL at many points, from their start to past their end, and looks at what
// they leave: a database that is sound, and of what they write all or nothing. The same command then does its work on it.
func TestSurvivesKill(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("kills processes for some seconds, and for minutes under the race detector; make check runs it without")
	}
	source := t.TempDir()
	plan, base := filepath.Join(source, "plan.csv"), filepath.Join(source, "base.db")
	writeProjects(t, plan, 150)
	run := func(db string, args ...string) *exec.Cmd {
		cmd := exec.Command("rasoat", args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db)
		return cmd
	}
	finishRun(t, run(base, "check", plan, "--save", "--format", "json", "-o", filepath.Join(source, "first.json")))
	for name, k := range map[string]killed{
		"check --save": {
			func(dir string) []string {
				return []string{"check", plan, "--save", "--format", "json", "-o", filepath.Join(dir, "out.json")}
			}, checkKept},
		"store backup": {
			func(dir string) []string { return []string{"store", "backup", filepath.Join(dir, "copy.db")} }, backupWhole},
	} {
		t.Run(name, func(t *testing.T) { k.try(t, base, run) })
	}
}

// try kills the command at points of its time, each on a copy of a database.
func (k killed) try(t *testing.T, base string, run func(db string, args ...string) *exec.Cmd) {
	const points = 12
	dir := t.TempDir()
	copyFile(t, base, filepath.Join(dir, "whole.db"))
	began := time.Now()
	finishRun(t, run(filepath.Join(dir, "whole.db"), k.args(dir)...))
	whole := time.Since(began)
	seen := map[string]int{}
	for i := range points {
		dir := t.TempDir()
		db := filepath.Join(dir, "r.db")
		copyFile(t, base, db)
		cmd := run(db, k.args(dir)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+2) / points)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if h, err := store.Check(context.Background(), db); err != nil || !h.Sound() {
			t.Errorf("killed at %d of %d: %+v, %v", i+2, points, h, err)
		}
		seen[k.check(t, db, dir)]++
		again := t.TempDir()
		finishRun(t, run(db, k.args(again)...))
		k.check(t, db, again)
	}
	t.Logf("it takes %s; found after a kill: %v", whole, seen)
}

// checkKept tells the state of the run that a check kept after that of the base, and makes sure that a finished one is whole.
func checkKept(t *testing.T, db, _ string) string {
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	runs, err := s.Runs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	last, first := runs[0], runs[0]
	for _, r := range runs {
		if r.ID > last.ID {
			last = r
		}
		if r.ID < first.ID {
			first = r
		}
	}
	if last.ID == first.ID {
		return "no run"
	}
	if last.State == store.RunDone && (last.Items != first.Items || len(last.Inputs) != len(first.Inputs)) {
		t.Errorf("run %d is done with %d items of %d files, not %d of %d", last.ID, last.Items, len(last.Inputs), first.Items, len(first.Inputs))
	}
	return fmt.Sprintf("run %s", last.State)
}

// backupWhole makes sure that a copy, where there is one, is a database as sound as the original.
func backupWhole(t *testing.T, _, dir string) string {
	path := filepath.Join(dir, "copy.db")
	if _, err := os.Stat(path); err != nil {
		return "no copy"
	}
	if h, err := store.Check(context.Background(), path); err != nil || !h.Sound() {
		t.Errorf("the copy: %+v, %v", h, err)
	}
	if at := checkKept(t, path, dir); at != "no run" {
		t.Errorf("the copy holds a run more: %s", at)
	}
	return "whole copy"
}
