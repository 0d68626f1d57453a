package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/internal/store"
)

// smallDisk mounts a file system of so many kilobytes, or skips the test where that is not allowed.
func smallDisk(t *testing.T, kilobytes int) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("a small file system can only be mounted by root on Linux")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kilobytes), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return dir
}

func remount(t *testing.T, dir, options string) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", "remount,"+options, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// TestFullDisk keeps a run on disks that are too small for it: the command ends with an error that says so, what was
// kept until then is whole, and with room the run goes on to the same reports.
func TestFullDisk(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("runs processes for some seconds; make check runs it without the race detector")
	}
	r := newResumable(t, 5, 250)
	kept := map[int]int{}
	for _, kilobytes := range []int{200, 1200, 2600, 5200} {
		disk, out := smallDisk(t, kilobytes), t.TempDir()
		db := filepath.Join(disk, "r.db")
		said, err := r.begin(db, out).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitError || !strings.Contains(string(said), `r.db" cannot be written: `) ||
			!strings.Contains(string(said), "hint: make room") {
			t.Errorf("%d kB: %v: %s", kilobytes, err, said)
		}
		if left, err := filepath.Glob(filepath.Join(out, "*")); err != nil || len(left) > 0 {
			t.Errorf("%d kB: reports %q were written, %v", kilobytes, left, err)
		}
		remount(t, disk, "size=64m")
		n := itemsKept(t, db, r.number())
		kept[n]++
		if h, err := store.Check(context.Background(), db); err != nil || !h.Sound() {
			t.Errorf("%d kB: %+v, %v", kilobytes, h, err)
		}
		if n >= 0 {
			finishRun(t, r.resume(db))
			r.compare(t, db, out)
		}
	}
	t.Logf("items found after the disk was full: %v", kept)
}

// TestReadOnlyFolder: where nothing can be written, nothing is kept and it is said; what is there can be examined.
func TestReadOnlyFolder(t *testing.T) {
	disk := smallDisk(t, 16<<10)
	db := filepath.Join(disk, "r.db")
	rasoat := func(args ...string) (string, int) {
		cmd := exec.Command("rasoat", args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db, "LANG=en_US.UTF-8")
		out, _ := cmd.CombinedOutput() // the status says it
		return string(out), cmd.ProcessState.ExitCode()
	}
	check := []string{"check", "--title", "Xây dựng phần mềm quản lý hồ sơ cán bộ, công chức", "--save"}
	if said, code := rasoat(check...); code != exitDone && code != exitPartial {
		t.Fatalf("exit status %d: %s", code, said)
	}
	remount(t, disk, "ro")
	defer remount(t, disk, "rw")
	for _, args := range [][]string{check, {"platform", "set", "tabmis", "--state", "operating", "--from", "2026-09-01", "--source", "1/BC"}} {
		if said, code := rasoat(args...); code != exitError || !strings.Contains(said, `r.db" cannot be written`) || !strings.Contains(said, "hint: make room") {
			t.Errorf("%s: exit status %d: %s", args[0], code, said)
		}
	}
	if said, code := rasoat("store", "check"); code != exitDone || !strings.Contains(said, "No damage was found") {
		t.Errorf("store check: exit status %d: %s", code, said)
	}
	if said, code := rasoat("store", "backup", filepath.Join(disk, "copy.db")); code != exitError {
		t.Errorf("store backup: exit status %d: %s", code, said)
	}
}
