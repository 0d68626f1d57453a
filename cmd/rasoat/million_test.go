//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/store"
)

// The database of the benchmark: a million component results, in proposals of four or five components.
const (
	millionResults = 1_000_000
	millionRounds  = 15
	millionAtOnce  = 500 // proposals that are judged; the rest are these again under other titles
)

var millionFile = flag.String("million", "", "file of the database that BenchmarkCommandsMillion uses, filled when it is not there; default one that is thrown away")

// writeDossiers writes n proposals of four and five components in turn as JSON.
func writeDossiers(t testing.TB, path string, n int) {
	t.Helper()
	type object map[string]any
	jobs := []string{"quản lý hồ sơ cán bộ, công chức", "giám sát an toàn thông tin", "số hóa hồ sơ lưu trữ", "quản lý giá đất",
		"điều hành giao thông thông minh", "quản lý khám chữa bệnh từ xa", "quản lý vườn ươm cây rừng", "đào tạo trực tuyến"}
	places := []string{"Phú Thọ", "Gia Lai", "Quảng Trị", "Cà Mau", "Sơn La"}
	var all []object
	for i := range n {
		var parts []object
		for k := range 4 + i%2 {
			job := jobs[(i+k*3)%len(jobs)]
			parts = append(parts, object{"no": fmt.Sprint(k + 1), "name": fmt.Sprintf("Xây dựng phần mềm %s số %d", job, i), "money_vnd": (1 + (i+k)%900) * 1_000_000,
				"description": fmt.Sprintf("Phần mềm phục vụ %s của các sở, ngành và ủy ban nhân dân cấp xã, triển khai đợt %d", job, i),
				"modules":     []string{"Quản lý danh mục", "Tra cứu " + job, "Báo cáo, thống kê về " + job, fmt.Sprintf("Chức năng riêng %d", i)}})
		}
		place := places[i%len(places)]
		all = append(all, object{"title": fmt.Sprintf("Dự án chuyển đổi số giai đoạn %d", i), "agency": "Sở Khoa học và Công nghệ tỉnh " + place, "province": place,
			"date": fmt.Sprint(2020 + i%7), "objective": "Nâng cao hiệu quả quản lý nhà nước và chất lượng phục vụ người dân, doanh nghiệp", "components": parts})
	}
	data, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// program builds the program and returns a function that makes commands of it with the database db.
func program(t testing.TB, db string) func(args ...string) *exec.Cmd {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "rasoat")
	if out, err := exec.Command("go", "build", "-trimpath", "-tags", "sqlite_fts5", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return func(args ...string) *exec.Cmd {
		cmd := exec.Command(bin, args...)
		cmd.Env = append(os.Environ(), "RASOAT_DB="+db)
		return cmd
	}
}

// fillMillion makes the database: the program judges some proposals and keeps them, the store gets them again and again
// under other titles.
func fillMillion(b *testing.B, command func(args ...string) *exec.Cmd, db string) {
	dir, ctx := b.TempDir(), context.Background()
	dossiers := filepath.Join(dir, "dossiers.json")
	writeDossiers(b, dossiers, millionAtOnce)
	finishRun(b, command("batch", dossiers, "--save", "-o", filepath.Join(dir, "out.jsonl")))
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var kept []engine.Result
	components := 0
	err = s.Items(ctx, 1, func(it *store.Item) error {
		kept = append(kept, it.Result)
		components += len(it.Result.Components)
		return nil
	})
	items := len(kept)
	for n := components; err == nil && n < millionResults; n += components {
		for i := range kept {
			kept[i].Proposal.Title = fmt.Sprintf("Dự án chuyển đổi số giai đoạn %d", n+i)
		}
		err = s.AddItems(ctx, 1, items, kept)
		items += len(kept)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// spent is what a process cost.
type spent struct {
	wall, cpu time.Duration
	peak      int64 // bytes of memory
}

// measure runs a command to its end; partial is its end too.
func measure(b *testing.B, cmd *exec.Cmd) spent {
	began := time.Now()
	out, err := cmd.CombinedOutput()
	wall := time.Since(began)
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == exitPartial) {
		b.Fatalf("%v: %s", err, out)
	}
	s := spent{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.peak = int64(u.Maxrss) << 10 // Linux counts in kB
	}
	return s
}

// BenchmarkCommandsMillion runs the program itself, as whole processes, on a database of a million component results, at
// least millionRounds times, each in turn with its peer: a process that does nothing but start ("help"). The metrics are the
// medians of processor and wall time, and of the ratio of processor time to that of the peer.
func BenchmarkCommandsMillion(b *testing.B) {
	db := *millionFile
	if db == "" {
		db = filepath.Join(b.TempDir(), "million.db")
	}
	command := program(b, db)
	if _, err := os.Stat(db); errors.Is(err, os.ErrNotExist) {
		fillMillion(b, command, db)
	}
	decide := []string{"decide", "1", "", "--decision", "defer", "--reason", "not-operating", "--note", "Chờ trả lời", "--by", "A"}
	for _, row := range [][]string{{"version"}, {"explain", "1", ""}, decide, {"decisions"}, {"audit", "runs", "1"}} {
		b.Run(row[0], func(b *testing.B) {
			var wall, cpu, ratio []float64
			for i := range max(b.N, millionRounds) {
				args := slices.Clone(row)
				if at := slices.Index(args, ""); at >= 0 {
					args[at] = strconv.Itoa(1+(i*7919)%(millionResults/5)) + ".1"
				}
				floor, own := measure(b, command("help")), measure(b, command(args...))
				wall, cpu = append(wall, own.wall.Seconds()*1000), append(cpu, own.cpu.Seconds()*1000)
				ratio = append(ratio, own.cpu.Seconds()/floor.cpu.Seconds())
			}
			b.ReportMetric(median(cpu), "cpu-ms")
			b.ReportMetric(median(wall), "wall-ms")
			b.ReportMetric(median(ratio), "x-start")
		})
	}
}

// BenchmarkEvidenceThousand exports a run of 1,000 proposals of four and five components, and verifies the bundle with every
// result made again: whole processes, their processor time and peak of memory.
func BenchmarkEvidenceThousand(b *testing.B) {
	dir := b.TempDir()
	command := program(b, filepath.Join(dir, "r.db"))
	dossiers, bundle := filepath.Join(dir, "dossiers.json"), filepath.Join(dir, "bundle.zip")
	writeDossiers(b, dossiers, 1000)
	finishRun(b, command("batch", dossiers, "--save", "-o", filepath.Join(dir, "out.jsonl")))
	for b.Loop() {
		export := measure(b, command("evidence", "export", "1", "-o", bundle))
		verify := measure(b, command("evidence", "verify", bundle, "--recompute"))
		b.ReportMetric(export.cpu.Seconds(), "export-cpu-s")
		b.ReportMetric(verify.cpu.Seconds(), "verify-cpu-s")
		b.ReportMetric(float64(export.peak)/1e6, "export-MB")
		b.ReportMetric(float64(verify.peak)/1e6, "verify-MB")
	}
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
