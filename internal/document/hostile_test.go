package document

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// samplesDir holds real dossiers.
const samplesDir = "../../testdata/samples"

// samples reads the dossiers.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := os.ReadDir(samplesDir)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		if ext := filepath.Ext(f.Name()); ext == ".md" || ext == ".jsonl" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(samplesDir, f.Name()))
		if err != nil {
			tb.Fatal(err)
		}
		out[f.Name()] = data
	}
	if len(out) < 7 {
		tb.Fatalf("%d samples, want at least 7", len(out))
	}
	return out
}

// pdfLimits are limits with a cache that lives as long as the test binary.
func pdfLimits(tb testing.TB) Limits {
	tb.Helper()
	return Limits{CacheDir: filepath.Join(os.TempDir(), "rasoat-test-pdfium"), Tools: Tools{None: true}}
}

// refusalOf reads a file that must be refused.
func refusalOf(t *testing.T, name string, data []byte, lim Limits) *Refusal {
	t.Helper()
	doc, err := Read(context.Background(), name, data, lim)
	if err == nil {
		t.Fatalf("%s was read: %s, %d blocks, partial %q", name, doc.Format, len(doc.Blocks), doc.Partial)
	}
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("%s: error of type %T: %v", name, err, err)
	}
	if r.File != filepath.Base(name) || r.Detail == "" {
		t.Errorf("%s: refusal lacks file or detail: %+v", name, r)
	}
	return r
}

// bomb makes a Word document that unpacks to n bytes of one letter.
func bomb(tb testing.TB, before string, n int64, after string) []byte {
	tb.Helper()
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	w, err := zw.Create("word/document.xml")
	if err != nil {
		tb.Fatal(err)
	}
	fill := strings.Repeat("x", 1<<16)
	for _, s := range []string{`<w:document ` + wordNS + `><w:body>`, before} {
		_, _ = io.WriteString(w, s)
	}
	for ; n > 0; n -= int64(len(fill)) {
		_, _ = io.WriteString(w, fill)
	}
	_, _ = io.WriteString(w, after+`</w:body></w:document>`)
	if err := zw.Close(); err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

func TestRefusals(t *testing.T) {
	many := make([]madePart, 10_050)
	for i := range many {
		many[i].name = fmt.Sprintf("x%d", i)
	}
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 300)
	wide := "<sheetData>" + strings.Repeat(`<row>`+strings.Repeat(`<c r="IV1"/>`, 1)+`</row>`, 9000) + "</sheetData>"
	odfLocked := container(t, madePart{"mimetype", "application/vnd.oasis.opendocument.text"}, madePart{"content.xml", "x"}, madePart{"META-INF/manifest.xml", "<manifest:encryption-data/>"})
	for _, c := range []struct {
		name string
		data []byte
		want Reason
		says string
	}{
		{"empty.docx", nil, Empty, "empty"},
		{"blank.txt", []byte("\ufeff \r\n\t\r\n"), Empty, "empty"},
		{"no-text.docx", madeDOCX(t, "<w:p/>"), Empty, "no text"},
		{"program.docx", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00"), Unknown, "program"},
		{"scan.pdf", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), Unknown, "picture"},
		{"archive.zip", container(t, madePart{"a.txt", "x"}), Unknown, "zip"},
		{"rar.docx", []byte("Rar!\x1a\x07\x01\x00"), Unknown, "RAR"},
		{"noise.bin", []byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08"), Unknown, "no known"},
		{"locked.odt", odfLocked, Encrypted, "password"},
		{"cut.docx", madeDOCX(t, wp("Arial", "x"))[:200], Damaged, "zip"},
		{"cut.xml.docx", container(t, madePart{"word/document.xml", `<w:document ` + wordNS + `><w:body><w:p><w:r><w:t>a`}), Damaged, "document.xml"},
		{"entity.docx", container(t, madePart{"word/document.xml", `<!DOCTYPE d [<!ENTITY a "b">]><w:document ` + wordNS + `><w:body><w:p><w:r><w:t>&a;`}), Damaged, "document.xml"},
		{"bomb-ratio.docx", bomb(t, "<w:p><w:r><w:t>", 64<<20, "</w:t></w:r></w:p>"), TooLarge, ""},
		{"bomb-attribute.docx", bomb(t, `<w:p w:x="`, 40<<20, `"/>`), TooLarge, "element"},
		{"deep.docx", madeDOCX(t, deep), TooLarge, "nested"},
		{"entries.docx", container(t, many...), TooLarge, "files inside"},
		{"cells.xlsx", madeXLSX(t, wide), TooLarge, "cells"},
		{"deep.json", []byte(strings.Repeat("[", 5000) + strings.Repeat("]", 5000)), TooLarge, "nested"},
		{"cut.json", []byte(`{"a": [1, 2, {"b": "c`), Damaged, "JSON"},
		{"rich.rtf", []byte(`{\rtf1 abc}`), NeedsTool, "LibreOffice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := refusalOf(t, c.name, c.data, Limits{Tools: Tools{None: true}, Expanded: 128 << 20})
			if r.Reason != c.want || !strings.Contains(r.Detail, c.says) {
				t.Errorf("reason %s, detail %q; want %s, %q", r.Reason, r.Detail, c.want, c.says)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	data := madeDOCX(t, strings.Repeat(wp("Arial", "một hai ba"), 3000))
	for name, lim := range map[string]Limits{"bytes": {Bytes: 100}, "blocks": {Blocks: 50}, "text": {Text: 500}, "expanded": {Expanded: 20_000}} {
		if r := refusalOf(t, "a.docx", data, lim); r.Reason != TooLarge {
			t.Errorf("%s: reason %s, want too_large", name, r.Reason)
		}
	}
	if r := refusalOf(t, "a.docx", data, Limits{Time: time.Nanosecond}); r.Reason != TooSlow {
		t.Errorf("time: reason %s, want too_slow", r.Reason)
	}
	if _, err := ReadFile(context.Background(), filepath.Join(t.TempDir(), "none.docx"), Limits{}); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("missing file: %v", err)
	}
	if _, err := ReadFile(context.Background(), t.TempDir(), Limits{}); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("directory: %v", err)
	}
}

func TestWrongExtension(t *testing.T) {
	data := madeDOCX(t, wp("Arial", "nội dung"))
	want := outline(readMade(t, "a.docx", data).Blocks)
	doc := readMade(t, "thư mục/a.pdf", data)
	if doc.Format != DOCX || doc.Name != "a.pdf" || cmp.Diff(want, outline(doc.Blocks)) != "" {
		t.Errorf("format %s, name %q", doc.Format, doc.Name)
	}
	if len(doc.Notes) != 1 || !strings.Contains(doc.Notes[0], ".pdf") || len(doc.Partial) != 0 {
		t.Errorf("notes %q, partial %q", doc.Notes, doc.Partial)
	}
}

// Every sample cut at a hundred lengths is refused with a reason or read with what is missing told. Two cuts cannot be
// told from a whole file: delimited text cut at the end of a line or inside its last column.
func TestTruncatedSamples(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the samples seven hundred times")
	}
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			step := 1
			if raced && filepath.Ext(name) == ".pdf" {
				step = 10
			}
			for i := 0; i < 100; i += step {
				cut := data[:len(data)*i/100]
				doc, err := Read(context.Background(), name, cut, pdfLimits(t))
				var r *Refusal
				switch {
				case err != nil && !errors.As(err, &r):
					t.Fatalf("cut at %d: error of type %T", len(cut), err)
				case err == nil && len(doc.Partial) == 0 && doc.Format != CSV && doc.Format != TXT:
					t.Errorf("cut at %d: read as whole %s of %d blocks", len(cut), doc.Format, len(doc.Blocks))
				}
			}
		})
	}
}

// Reading a bomb, a wide sheet or a long one stays well under the memory a small machine has.
func TestMemory(t *testing.T) {
	if raced {
		t.Skip("the race detector takes memory of its own")
	}
	var sb strings.Builder
	sb.WriteString("<sheetData>")
	for r := range 100_000 {
		fmt.Fprintf(&sb, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c><c r="B%[1]d" t="inlineStr"><is><t>Hệ thống quản lý số %[1]d</t></is></c><c r="C%[1]d"><v>3150.5</v></c><c r="D%[1]d" t="inlineStr"><is><t>Sở Tài chính</t></is></c><c r="E%[1]d" t="inlineStr"><is><t>2026</t></is></c></row>`, r+1)
	}
	sb.WriteString("</sheetData>")
	data := madeXLSX(t, sb.String())
	sb.Reset()
	peak := peakDuring(func() {
		doc := readMade(t, "a.xlsx", data)
		if len(doc.Blocks) != 100_000 {
			t.Errorf("%d rows, want 100000", len(doc.Blocks))
		}
	})
	t.Logf("100,000 rows of 5: peak heap %d MiB", peak>>20)
	if peak > 400<<20 {
		t.Errorf("peak heap %d MiB", peak>>20)
	}
}

// peakDuring measures the largest heap while work runs.
func peakDuring(work func()) uint64 {
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var peak uint64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
			select {
			case <-stop:
				done <- peak
				return
			case <-tick.C:
			}
		}
	}()
	work()
	close(stop)
	return <-done - before.HeapAlloc
}

// A PDF that takes longer than allowed is given up, and the next one is read as if nothing had been.
func TestPDFTime(t *testing.T) {
	p := newPDF("Courier")
	for range 60 {
		p.page()
		for line := range 60 {
			p.text(60, 800-12*float64(line), "F1", strings.Repeat("Hệ thống quản lý ", 4))
		}
	}
	data := p.bytes()
	lim := pdfLimits(t)
	lim.Time = 150 * time.Millisecond
	begin := time.Now()
	if r := refusalOf(t, "long.pdf", data, lim); r.Reason != TooSlow {
		t.Errorf("reason %s (%s), want too_slow", r.Reason, r.Detail)
	}
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("given up after %s only", took)
	}
	p = newPDF("Courier")
	p.page()
	p.text(60, 700, "F1", "Hết")
	if got := readPDFOf(t, p.bytes()).Blocks[0].Text; got != "Hết" {
		t.Errorf("the next PDF reads %q", got)
	}
}
