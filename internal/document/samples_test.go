package document

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// sampleTruth is what a careful reader found in a sample, as far as it must stand in one block or cell.
type sampleTruth struct {
	File       string `json:"file"`
	Title      string `json:"title"`
	Encoding   string `json:"encoding"`
	Components []struct {
		Name string `json:"name"`
	} `json:"components"`
	Money string `json:"money_as_written"`
}

// texts gives the text of every block and cell, nested ones too.
func texts(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.Text)
		for _, c := range b.Cells {
			out = append(out, c.Text)
			out = append(out, texts(c.Nested)...)
		}
	}
	return out
}

// Titles and component names of the samples come out whole, in one block or cell, whatever the format broke them into.
func TestSamplesKeepNamesWhole(t *testing.T) {
	data, err := os.ReadFile("../../testdata/eval/dossiers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	files := samples(t)
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var want sampleTruth
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		want.File = filepath.Base(want.File)
		doc, err := Read(context.Background(), want.File, files[want.File], pdfLimits(t))
		if err != nil {
			t.Errorf("%s: %v", want.File, err)
			continue
		}
		if doc.Encoding != want.Encoding || len(doc.Partial)+len(doc.Notes) > 0 {
			t.Errorf("%s: encoding %q, want %q; partial %q, notes %q", want.File, doc.Encoding, want.Encoding, doc.Partial, doc.Notes)
		}
		all := strings.Join(texts(doc.Blocks), "\n\n")
		if !norm.NFC.IsNormalString(all) {
			t.Errorf("%s: text is not NFC", want.File)
		}
		must := []string{want.Title, want.Money}
		for _, c := range want.Components {
			must = append(must, c.Name)
		}
		for _, s := range must {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not in one block", want.File, s)
			}
		}
	}
}

// Deleted text, page numbers and running heads are no part of the text.
func TestSamplesLeaveOut(t *testing.T) {
	for name, data := range samples(t) {
		doc, err := Read(context.Background(), name, data, pdfLimits(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range doc.Blocks {
			if b.Kind != Row && strings.Trim(b.Text, "0123456789-– ") == "" {
				t.Errorf("%s: page number %q at %+v", name, b.Text, b.Place)
			}
		}
	}
}
