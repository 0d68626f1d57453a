package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestLocal(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("file systems are told apart on Linux only")
	}
	made := filepath.Join(t.TempDir(), "new", "r.db")
	if err := Local(made); err != nil {
		t.Fatalf("a database that does not exist: %v", err)
	}
	s, err := Open(context.Background(), made, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, name := range []string{made, made + "-wal", made + "-shm"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", filepath.Base(name), info.Mode(), err)
		}
	}
	if err := Local(made); err != nil {
		t.Errorf("a database in use: %v", err)
	}
	linked := filepath.Join(t.TempDir(), "linked.db")
	if err := os.Symlink(made, linked); err != nil {
		t.Fatal(err)
	}
	if err := Local(linked); err != nil {
		t.Errorf("a link to it: %v", err)
	}
	if err := os.Chmod(made, 0o640); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{made, linked} {
		refusedLocal(t, path, "mode 0640")
	}
	refusedLocal(t, filepath.Dir(made), "regular file")
}

// TestLocal_OtherFileSystem takes procfs for a file system that is not known to be local.
func TestLocal_OtherFileSystem(t *testing.T) {
	if _, err := os.Stat("/proc/self/comm"); err != nil {
		t.Skip("needs /proc")
	}
	refusedLocal(t, "/proc/self/comm", "type 0x9fa0")
}

func refusedLocal(t *testing.T, path, why string) {
	t.Helper()
	var e *NotLocalError
	if err := Local(path); !errors.As(err, &e) || !strings.Contains(e.Why, why) || e.Hint == "" {
		t.Errorf("Local(%q) = %v, want a NotLocalError about %q with a hint", path, err, why)
	}
}
