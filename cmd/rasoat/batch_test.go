package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func batchApp(in io.Reader, errs io.Writer) *app {
	return &app{Stdin: in, Stdout: io.Discard, Stderr: errs, Now: func() time.Time { return scriptDay }, Getenv: func(string) string { return "" }}
}

// interrupter stops a run when it is read, as Ctrl-C does.
type interrupter struct {
	stop context.CancelFunc
	io.Reader
}

func (i interrupter) Read(p []byte) (int, error) {
	i.stop()
	return i.Reader.Read(p)
}

// TestBatch_Interrupted stops a run in its second file: what was done is reported whole, and said to be partial.
func TestBatch_Interrupted(t *testing.T) {
	dir := t.TempDir()
	plan := filepath.Join(dir, "a.csv")
	text := "STT,Tên nhiệm vụ,Kinh phí (triệu đồng)\n1,Xây dựng phần mềm quản lý hộ tịch,100\n2,Mua sắm máy tính,200\n"
	if err := os.WriteFile(plan, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var errs bytes.Buffer
	out := filepath.Join(dir, "out.jsonl")
	code := run(ctx, []string{"batch", "-o", out, plan, "-", plan, plan}, batchApp(interrupter{stop, strings.NewReader(text)}, &errs))
	if code != exitPartial {
		t.Errorf("exit status %d: %s", code, errs.String())
	}
	if !strings.Contains(errs.String(), "stopped after ") {
		t.Errorf("stderr does not say that the run was stopped: %s", errs.String())
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	if last := lines[len(lines)-1]; !bytes.Contains(last, []byte(`"complete":false`)) {
		t.Errorf("the report does not say that it is partial: %s", last)
	}
}

const benchRows = 10_000

// writePlan writes a plan of many rows with the library the report is written with.
func writePlan(tb testing.TB, path string) {
	tb.Helper()
	jobs := []string{"quản lý hồ sơ cán bộ, công chức", "giám sát an toàn thông tin", "số hóa hồ sơ lưu trữ", "quản lý giá đất", "điều hành giao thông thông minh", "quản lý khám chữa bệnh từ xa", "quản lý vườn ươm cây rừng", "theo dõi nhiệm vụ được giao"}
	places := []string{"Phú Thọ", "Gia Lai", "Quảng Trị", "Cà Mau", "Sơn La"}
	rows := [][]any{{"STT", "Tên nhiệm vụ, dự án", "Chủ trì", "Kinh phí (triệu đồng)", "Thời gian", "Ghi chú"}}
	for i := range benchRows {
		place := places[i%len(places)]
		rows = append(rows, []any{i + 1, fmt.Sprintf("Xây dựng phần mềm %s giai đoạn %d tỉnh %s", jobs[i%len(jobs)], i/100, place),
			"Sở Khoa học và Công nghệ tỉnh " + place, 100 + i%900, "2026-2027", "mở mới"})
	}
	saveRows(tb, path, rows)
}

func saveRows(tb testing.TB, path string, rows [][]any) {
	tb.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	for i := 0; err == nil && i < len(rows); i++ {
		err = w.SetRow(fmt.Sprintf("A%d", i+1), rows[i])
	}
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.SaveAs(path)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

func readRows(tb testing.TB, path, sheet string) [][]any {
	tb.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	texts, err := f.GetRows(sheet)
	if err != nil {
		tb.Fatal(err)
	}
	rows := make([][]any, len(texts))
	for i, r := range texts {
		for _, c := range r {
			var cell any // none for a blank one
			if c != "" {
				cell = c
			}
			rows[i] = append(rows[i], cell)
		}
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return rows
}

// BenchmarkBatchWorkbook compares the CPU time of a whole run over 10,000 plan rows, report written, with that of only
// reading the plan and writing a workbook of the size of the report with excelize. The ratio is to be at most 3.
func BenchmarkBatchWorkbook(b *testing.B) {
	dir := b.TempDir()
	plan, out, copied := filepath.Join(dir, "plan.xlsx"), filepath.Join(dir, "out.xlsx"), filepath.Join(dir, "copy.xlsx")
	writePlan(b, plan)
	var ours, floor time.Duration
	for b.Loop() {
		start := cpu(b)
		var errs bytes.Buffer
		if code := run(context.Background(), []string{"batch", "-o", out, plan}, batchApp(nil, &errs)); code != exitDone && code != exitPartial {
			b.Fatalf("exit status %d: %s", code, errs.String())
		}
		ours += cpu(b) - start
		report := readRows(b, out, "HANG_MUC")
		if len(report) != benchRows+1 {
			b.Fatalf("%d rows reported", len(report))
		}
		start = cpu(b)
		readRows(b, plan, "Sheet1")
		saveRows(b, copied, report)
		floor += cpu(b) - start
	}
	b.ReportMetric(float64(ours)/float64(floor), "x-excelize")
	b.ReportMetric(ours.Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(floor.Seconds()/float64(b.N), "excelize-cpu-s")
}
