package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/store"
)

// writePlans writes a folder of plans: files of rows, one of them refused, and one read in part.
func writePlans(t testing.TB, dir string, files, rows int) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	jobs := []string{"quản lý hồ sơ cán bộ, công chức", "giám sát an toàn thông tin", "số hóa hồ sơ lưu trữ", "quản lý vườn ươm cây rừng", "quản lý giá đất"}
	things := []string{"chợ phiên", "bến thủy nội địa", "làng nghề gốm", "rừng ngập mặn", "hồ thủy điện", "đàn ong mật", "ruộng bậc thang", "cảng cá", "đê biển", "trạm khí tượng", "nghĩa trang", "khu cách ly"}
	for f := range files {
		var text strings.Builder
		text.WriteString("STT,Tên nhiệm vụ,Chủ trì,Kinh phí (triệu đồng)\n")
		for i := range rows {
			job := jobs[(f+i)%len(jobs)] + " " + things[i/len(jobs)%len(things)] // few enough of each, or its words would be taken for form text
			fmt.Fprintf(&text, "%d,Xây dựng phần mềm %s số %d,Sở Nội vụ tỉnh Phú Thọ,%d\n", i+1, job, f*rows+i, 100+i)
		}
		if f == files/2 {
			text.Reset() // an empty file
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.csv", f)), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// resumable is a batch whose process is killed: a folder with plans, and what an uninterrupted run makes of them.
type resumable struct {
	dir     string
	base    string   // database with the run that is joined, "" for none
	reports []string // names
	whole   map[string][]byte
	took    time.Duration
	items   int
}

// begin is the command that begins a run with its reports in a folder.
func (r *resumable) begin(db, out string) *exec.Cmd {
	args := []string{"batch", "plans", "--cluster", "--save", "--lang", "en"}
	if r.base != "" {
		args = append(args, "--join", "1")
	}
	for _, name := range r.reports {
		args = append(args, "-o", filepath.Join(out, name))
	}
	return r.run(db, args...)
}

// resume is the command that goes on with it.
func (r *resumable) resume(db string) *exec.Cmd {
	return r.run(db, "batch", "--resume", fmt.Sprint(r.number()))
}

// number is that of the run in its database.
func (r *resumable) number() int64 {
	if r.base != "" {
		return 2
	}
	return 1
}

// fresh puts the database where the run begins, if there is one.
func (r *resumable) fresh(t *testing.T, db string) {
	t.Helper()
	if r.base != "" {
		copyFile(t, r.base, db)
	}
}

func (r *resumable) run(db string, args ...string) *exec.Cmd {
	cmd := exec.Command("rasoat", args...)
	cmd.Dir, cmd.Env = r.dir, append(os.Environ(), "RASOAT_DB="+db)
	return cmd
}

// finishRun runs a command to its end; partial is its end too, since a file is empty.
func finishRun(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == exitPartial) {
		t.Fatalf("%v: %s", err, out)
	}
}

func newResumable(t *testing.T, files, rows int) *resumable {
	t.Helper()
	r := &resumable{dir: t.TempDir()}
	r.uninterrupted(t, files, rows)
	return r
}

// newJoining is a batch that joins another one.
func newJoining(t *testing.T, files, rows int) *resumable {
	t.Helper()
	r := &resumable{dir: t.TempDir()}
	base := filepath.Join(r.dir, "base.db")
	writePlans(t, filepath.Join(r.dir, "before"), 3, rows)
	finishRun(t, r.run(base, "batch", "before", "--cluster", "--save"))
	r.base = base
	r.uninterrupted(t, files, rows)
	if !bytes.Contains(r.whole["out.jsonl"], []byte(`"run":1,"item":`)) {
		t.Fatal("no group has a proposal of the run that is joined")
	}
	return r
}

// uninterrupted makes the plans, and runs once without a stop.
func (r *resumable) uninterrupted(t *testing.T, files, rows int) {
	t.Helper()
	r.reports, r.whole, r.items = []string{"out.jsonl", "out.csv", "out.xlsx"}, map[string][]byte{}, (files-1)*rows+1
	writePlans(t, filepath.Join(r.dir, "plans"), files, rows)
	db := filepath.Join(r.dir, "whole.db")
	r.fresh(t, db)
	began := time.Now()
	finishRun(t, r.begin(db, r.dir))
	r.took = time.Since(began)
	for _, name := range r.reports {
		data, err := os.ReadFile(filepath.Join(r.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		r.whole[name] = data
	}
}

// compare holds the reports and the database of a resumed run against those of the uninterrupted one.
func (r *resumable) compare(t *testing.T, db, out string) {
	t.Helper()
	for _, name := range r.reports {
		got, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, r.whole[name]) {
			t.Errorf("%s differs from that of an uninterrupted run", name)
		}
	}
	if h, err := store.Check(context.Background(), db); err != nil || !h.Sound() {
		t.Errorf("store check: %+v, %v", h, err)
	}
	if d := cmp.Diff(groupsOf(t, filepath.Join(r.dir, "whole.db"), r.number()), groupsOf(t, db, r.number())); d != "" {
		t.Errorf("other groups are kept than those of an uninterrupted run: (-want +got)\n%.2000s", d)
	}
	if got, want := hashesOf(t, db, r.number()), hashesOf(t, filepath.Join(r.dir, "whole.db"), r.number()); got != want || strings.Count(got, "\n") != r.items {
		t.Errorf("the items kept are others than those of an uninterrupted run: %d, want %d", strings.Count(got, "\n"), r.items)
	}
}

// groupsOf is what clustering a run came to.
func groupsOf(t *testing.T, db string, run int64) *store.Clustering {
	t.Helper()
	s, err := store.Open(context.Background(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := s.Clustering(context.Background(), run)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hashesOf lists the hashes of the items of a run, each on a line.
func hashesOf(t *testing.T, db string, run int64) string {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out strings.Builder
	if err := s.Items(ctx, run, func(it *store.Item) error {
		fmt.Fprintln(&out, it.No, it.Hash)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// itemsKept is how many items of a run are in a database as it was left; -1 when there is no such run.
func itemsKept(t *testing.T, db string, run int64) int {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Run(ctx, run)
	if err != nil {
		return -1
	}
	return r.Items
}

// TestBatchGoesOnAfterKill kills a real process with SIGKILL at many points of a batch that keeps its results, and goes
// on with the run: reports and items are those of a run that was not interrupted.
func TestBatchGoesOnAfterKill(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("kills processes for some seconds, and for minutes under the race detector; make check runs it without")
	}
	t.Run("alone", func(t *testing.T) { killAndGoOn(t, newResumable(t, 6, 250)) })
	t.Run("joining a run", func(t *testing.T) { killAndGoOn(t, newJoining(t, 6, 250)) })
}

func killAndGoOn(t *testing.T, r *resumable) {
	const points = 6
	kept := map[int]int{}
	for i := range points {
		out := t.TempDir()
		db := filepath.Join(out, "r.db")
		r.fresh(t, db)
		cmd := r.begin(db, out)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(r.took * time.Duration(i+1) / points)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()         // killed, or done
		n := -1
		if _, err := os.Stat(db); err == nil {
			n = itemsKept(t, db, r.number())
		}
		if n < 0 { // it had not come so far
			if strings.Contains(said.String(), fmt.Sprintf("run %d kept", r.number())) {
				t.Errorf("the run that was acknowledged is not there")
			}
			continue
		}
		kept[n]++
		finishRun(t, r.resume(db))
		r.compare(t, db, out)
	}
	t.Logf("a run takes %s; items found after a kill: %v", r.took, kept)
}

// stopper stops a run when something is said on stderr, as Ctrl-C does.
type stopper struct {
	stop context.CancelFunc
	bytes.Buffer
}

func (s *stopper) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

// TestBatch_StoppedGoesOn: a run that a person stopped says so, and how to go on with it.
func TestBatch_StoppedGoesOn(t *testing.T) {
	dir := t.TempDir()
	plans, db := filepath.Join(dir, "plans"), filepath.Join(dir, "r.db")
	writePlans(t, plans, 3, 2)
	report := func(name string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var errs bytes.Buffer
	if code := run(context.Background(), []string{"batch", plans, "-o", filepath.Join(dir, "whole.csv")}, batchApp(nil, &errs)); code != exitPartial {
		t.Fatalf("exit status %d: %s", code, errs.String())
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said := &stopper{stop: stop}
	if code := run(ctx, []string{"batch", plans, "-o", filepath.Join(dir, "out.csv"), "--save", "--db", db}, batchApp(nil, said)); code != exitPartial {
		t.Fatalf("exit status %d: %s", code, said.String())
	}
	if !strings.Contains(said.String(), "stopped after 0 of 3 files") || !strings.Contains(said.String(), "go on with rasoat batch --resume 1") {
		t.Errorf("stderr: %s", said.String())
	}
	errs.Reset()
	if code := run(context.Background(), []string{"batch", "--resume", "1", "--db", db}, batchApp(nil, &errs)); code != exitPartial {
		t.Fatalf("exit status %d: %s", code, errs.String())
	}
	if !bytes.Equal(report("out.csv"), report("whole.csv")) {
		t.Error("the report differs from that of an uninterrupted run")
	}
}

// TestBatch_StoppedIsNotJoined: nothing joins a run that was stopped until it was finished, since proposals would come between
// those that were compared.
func TestBatch_StoppedIsNotJoined(t *testing.T) {
	dir := t.TempDir()
	plans, db := filepath.Join(dir, "plans"), filepath.Join(dir, "r.db")
	writePlans(t, plans, 3, 2)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said := &stopper{stop: stop}
	if code := run(ctx, []string{"batch", plans, "--cluster", "--save", "--db", db}, batchApp(nil, said)); code != exitPartial {
		t.Fatalf("exit status %d: %s", code, said.String())
	}
	join := []string{"batch", plans, "--cluster", "--join", "1", "--db", db}
	var errs bytes.Buffer
	if code := run(context.Background(), join, batchApp(nil, &errs)); code != exitError || !strings.Contains(errs.String(), "run 1 was stopped before its end") ||
		!strings.Contains(errs.String(), "--resume 1") {
		t.Errorf("exit status %d: %s", code, errs.String())
	}
	for _, args := range [][]string{{"batch", "--resume", "1", "--db", db}, join} {
		errs.Reset()
		if code := run(context.Background(), args, batchApp(nil, &errs)); code != exitPartial {
			t.Errorf("%q: exit status %d: %s", args, code, errs.String())
		}
	}
}
