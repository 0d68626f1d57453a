package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasoat/rasoat/internal/evidence"
)

// writeProjects writes a plan of n rows.
func writeProjects(t testing.TB, path string, n int) {
	t.Helper()
	things := []string{"Phần mềm quản lý hồ sơ cán bộ, công chức", "Cơ sở dữ liệu giá", "Hệ thống thông tin đất đai", "Phần mềm theo dõi nhiệm vụ", "Nền tảng học trực tuyến"}
	var b strings.Builder
	b.WriteString("STT;Tên dự án, nhiệm vụ;Đơn vị đề xuất;Dự toán (triệu đồng);Ghi chú\n")
	for i := range n {
		fmt.Fprintf(&b, "%d;%s số %d;Sở Tài chính tỉnh Lạng Sơn;%d;Mở mới\n", i+1, things[i%len(things)], i, 100+i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestExportSurvivesKill kills a real process with SIGKILL at many points of an export: under the name of the bundle
// stands nothing, or a whole bundle.
func TestExportSurvivesKill(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("kills processes for some seconds, and for minutes under the race detector; make check runs it without")
	}
	dir := t.TempDir()
	plan, db := filepath.Join(dir, "plan.csv"), filepath.Join(dir, "r.db")
	writeProjects(t, plan, 300)
	command := func(args ...string) *exec.Cmd {
		cmd := exec.Command("rasoat", args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db)
		return cmd
	}
	var exit *exec.ExitError
	if out, err := command("batch", plan, "--save", "-o", filepath.Join(dir, "out.jsonl")).CombinedOutput(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitPartial) {
		t.Fatalf("%v: %s", err, out)
	}
	began := time.Now()
	if out, err := command("evidence", "export", "1", "-o", filepath.Join(dir, "whole.zip")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole := time.Since(began)
	const points = 12
	seen := map[bool]int{}
	for i := range points {
		bundle := filepath.Join(dir, fmt.Sprintf("%d.zip", i))
		cmd := command("evidence", "export", "1", "-o", bundle)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(whole * time.Duration(i+1) / points)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		_, err := os.Stat(bundle)
		seen[err == nil]++
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if check, err := verifyFile(context.Background(), bundle, evidence.Options{}); err != nil || !check.Fits() {
			t.Errorf("killed at %d of %d: a bundle that does not fit: %v", i+1, points, err)
		}
	}
	t.Logf("an export takes %s; bundles found after a kill: %v", whole, seen)
}
