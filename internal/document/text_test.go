package document

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blocksOf turns the kept form back into blocks.
func blocksOf(t *Text, in []TextBlock) []Block {
	var out []Block
	for i := range in {
		b := &in[i]
		o := Block{Kind: BlockKind(slices.Index(kindNames[:], b.Kind)), Level: b.Level, Bold: b.Bold, Caps: b.Caps, Centered: b.Centered, Place: b.Place}
		if b.Kind != "row" {
			o.Text = t.Text[b.Start:b.End]
		}
		for j := range b.Cells {
			c := &b.Cells[j]
			o.Cells = append(o.Cells, Cell{Text: t.Text[c.Start:c.End], Column: c.Column, ColSpan: c.ColSpan, RowSpan: c.RowSpan, Covered: c.Covered,
				Number: c.Number, Nested: blocksOf(t, c.Nested)})
		}
		out = append(out, o)
	}
	return out
}

// TestTextKeepsAll: nothing of a document is lost in the form that is kept, through JSON and back.
func TestTextKeepsAll(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "samples", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	tried := map[Format]bool{}
	for _, name := range files {
		doc, err := ReadFile(context.Background(), name, Limits{})
		if err != nil || tried[doc.Format] {
			continue // refused samples are tested elsewhere; one of each format is enough
		}
		tried[doc.Format] = true
		data, err := json.Marshal(doc.Text())
		if err != nil {
			t.Fatal(err)
		}
		var kept Text
		if err := json.Unmarshal(data, &kept); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(doc.Blocks, blocksOf(&kept, kept.Blocks)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if len(tried) < 5 {
		t.Errorf("only the formats %v were tried", tried)
	}
}
