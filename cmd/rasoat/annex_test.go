package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/report"
)

// readAgain is the text of a report as our own readers find it, with single spaces.
func readAgain(t *testing.T, name string, data []byte) string {
	t.Helper()
	doc, err := document.Read(context.Background(), name, data, document.Limits{CacheDir: t.TempDir(), Time: 10 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, b := range doc.Blocks {
		out.WriteString(b.Text + "\n")
		for _, c := range b.Cells {
			out.WriteString(c.Text + "\n")
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// TestCheck_PrintedReportsReadAgain reads the printed reports on a real dossier with our own readers: title, components,
// verdicts and quotes are there, with their diacritics.
func TestCheck_PrintedReportsReadAgain(t *testing.T) {
	file := filepath.Join("..", "..", "testdata", "samples", "bc-de-xuat-chu-truong-chinh-quyen-so-phu-tho.docx")
	var view report.Document
	if err := json.Unmarshal(checked(t, []string{file, "--format", "json"}), &view); err != nil {
		t.Fatal(err)
	}
	want := []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Kết quả đối chiếu với danh mục nền tảng số",
		"Trùng một phần", "Chưa đủ cơ sở đánh giá", "Không phát hiện trùng với danh mục 1132-2026", view.Results[0].Proposal.Title}
	for _, c := range view.Results[0].Components {
		want = append(want, c.Name)
	}
	want = append(want, view.Results[0].Components[4].Findings[0].Platform.Name)
	for _, format := range []string{"docx", "pdf"} {
		text := readAgain(t, "annex."+format, checked(t, []string{file, "--format", format}))
		for _, w := range want {
			if !strings.Contains(text, strings.Join(strings.Fields(w), " ")) {
				t.Errorf("%s: %q is not read again", format, w)
			}
		}
	}
}

// TestBatch_PrintedReports opens the report of a batch with LibreOffice, where that is installed, as an official would.
func TestBatch_PrintedReports(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	docx, pdf := filepath.Join(dir, "bao-cao.docx"), filepath.Join(dir, "bao-cao.pdf")
	a := &app{Stdin: strings.NewReader(""), Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}, Getenv: func(string) string { return "" }, Now: scriptDay.UTC}
	samples := filepath.Join("..", "..", "testdata", "samples")
	code := run(context.Background(), []string{"batch", filepath.Join(samples, "phu-luc-ke-hoach-chuyen-doi-so-2026-gia-lai.xlsx"), "--cluster", "-o", docx, "-o", pdf}, a)
	if code != exitPartial && code != exitDone {
		t.Fatalf("exit status %d: %s", code, a.Stderr)
	}
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "txt:Text", "--outdir", filepath.Join(dir, "out"), docx)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, out)
	}
	opened, err := os.ReadFile(filepath.Join(dir, "out", "bao-cao.txt"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"docx": string(opened), "pdf": readAgain(t, pdf, data)} {
		for _, want := range []string{"Rà soát trùng lặp với danh mục nền tảng số", "PHỤ LỤC I", "Trả lời ngày", "Nơi nhận:"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not there", form, want)
			}
		}
	}
}
