package document

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// program writes a shell script that stands for an external program.
func program(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// Rich text goes through LibreOffice: with a profile of its own, into its own directory, within the time limit.
func TestConvert(t *testing.T) {
	ready := filepath.Join(t.TempDir(), "ready.docx")
	if err := os.WriteFile(ready, madeDOCX(t, wp("Arial", "đã chuyển")), 0o600); err != nil {
		t.Fatal(err)
	}
	rtf := []byte(`{\rtf1 abc}`)
	soffice := program(t, `case "$*" in *-env:UserInstallation=file://*--headless*--convert-to\ docx*) cp '`+ready+`' source.docx;; *) exit 3;; esac`)
	doc, err := Read(context.Background(), "a.rtf", rtf, Limits{Tools: Tools{LibreOffice: soffice}})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Format != RTF || doc.Blocks[0].Text != "đã chuyển" || len(doc.Notes) != 1 || !strings.Contains(doc.Notes[0], "LibreOffice") {
		t.Errorf("%s %q %q", doc.Format, doc.Blocks[0].Text, doc.Notes)
	}
	if r := refusalOf(t, "a.rtf", rtf, Limits{Tools: Tools{LibreOffice: program(t, "exit 1")}}); r.Reason != Damaged {
		t.Errorf("failed conversion: %+v", r)
	}
	begin := time.Now()
	slow := Limits{Tools: Tools{LibreOffice: program(t, "sleep 30")}, Time: 300 * time.Millisecond}
	if r := refusalOf(t, "a.rtf", rtf, slow); r.Reason != TooSlow || time.Since(begin) > 20*time.Second {
		t.Errorf("endless conversion: %+v after %s", r, time.Since(begin))
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "rasoat-convert-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// Scans are read through tesseract where it has Vietnamese, and the document says so.
func TestRecognition(t *testing.T) {
	scan := newPDF("Courier")
	scan.page()
	scan.image = true
	data := scan.bytes()
	lim := pdfLimits(t)
	lim.Tools = Tools{Tesseract: program(t, `if [ "$1" = --list-langs ]; then echo vie; else test -s "$1" && printf 'I. Mục tiêu\n\nXây dựng\nphần mềm\n- một\n'; fi`)}
	doc, err := Read(context.Background(), "scan.pdf", data, lim)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := outline(doc.Blocks), "P I. Mục tiêu\nP Xây dựng phần mềm\nP - một\n"; got != want {
		t.Errorf("blocks %q, want %q", got, want)
	}
	if len(doc.Partial) != 1 || !strings.Contains(doc.Partial[0], "recognition") || doc.Blocks[0].Place.Page != 1 {
		t.Errorf("partial %q, place %+v", doc.Partial, doc.Blocks[0].Place)
	}
	lim.Tools = Tools{Tesseract: program(t, `echo eng`)}
	if r := refusalOf(t, "scan.pdf", data, lim); r.Reason != NoText {
		t.Errorf("without Vietnamese: %+v", r)
	}
}
