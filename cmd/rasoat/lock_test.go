package main

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// TestProcessesShareTheDatabase runs real processes while this one holds the write lock: two read at once, a second writer
// says that it waits, gives up at its limit, and writes once the lock is free.
func TestProcessesShareTheDatabase(t *testing.T) {
	ctx := context.Background()
	db := filepath.Join(t.TempDir(), "r.db")
	rasoat := func(args ...string) (string, error) {
		cmd := exec.Command("rasoat", args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db, "LANG=en_US.UTF-8")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	set := func(state string, wait string) (string, error) {
		return rasoat("platform", "set", "tabmis", "--state", state, "--from", "2026-09-01", "--source", "1/BC", "--wait", wait)
	}
	if out, err := set("trial", "5s"); err != nil {
		t.Fatal(out)
	}
	pool, err := sql.Open("sqlite3", db)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE; INSERT INTO fact (platform, kind, value, valid_from, source, recorded_at, recorded_by)
		VALUES ('tabmis', 'url', 'https://x.vn', '2026', 'x', 'x', 'x')`); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			if out, err := rasoat("platform", "show", "tabmis", "--history"); err != nil || !strings.Contains(out, "on trial") || strings.Contains(out, "x.vn") {
				t.Errorf("a reader got %v: %s", err, out)
			}
		})
	}
	readers.Wait()
	out, err := set("operating", "700ms")
	if err == nil || !strings.Contains(out, "waiting up to 700ms") || !strings.Contains(out, "was not free within 700ms") || !strings.Contains(out, "hint:") {
		t.Errorf("the second writer ended with %v: %s", err, out)
	}
	free := time.AfterFunc(time.Second, func() {
		if _, err := conn.ExecContext(ctx, `ROLLBACK`); err != nil {
			t.Error(err)
		}
	})
	defer free.Stop()
	if out, err := set("operating", "30s"); err != nil || !strings.Contains(out, "waiting up to 30s") {
		t.Errorf("once the lock is free: %v: %s", err, out)
	}
}
