package document

import "strings"

// Extractor is the version of the readers: raised when they may read another text, or other places, out of a file.
const Extractor = "1"

// TextSchema identifies the JSON form of a Text.
const TextSchema = "rasoat.text/1"

// Text is what was extracted of a file in a form that is kept: one text, and the blocks as spans of it. Words quoted
// from the file stand in Text[start:end] of the block or cell they were taken from.
type Text struct {
	Schema    string      `json:"schema"`    // TextSchema
	Extractor string      `json:"extractor"` // Extractor
	Text      string      `json:"text"`      // in reading order; every paragraph and every cell ends with a line feed
	Blocks    []TextBlock `json:"blocks"`
}

// Span is a part of Text.Text, in bytes.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"` // without the line feed
}

// TextBlock is a Block as a span.
type TextBlock struct {
	Kind string `json:"kind"` // paragraph, heading, list_item, row
	Span
	Level    int        `json:"level,omitempty"`
	Bold     bool       `json:"bold,omitempty"`
	Caps     bool       `json:"caps,omitempty"`
	Centered bool       `json:"centered,omitempty"`
	Cells    []TextCell `json:"cells,omitempty"`
	Place    Place      `json:"place"`
}

// TextCell is a Cell as a span. The span of a covered cell is that of a copy of the text that covers it.
type TextCell struct {
	Column  int `json:"column"`
	ColSpan int `json:"col_span"`
	RowSpan int `json:"row_span"`
	Span
	Covered bool        `json:"covered,omitempty"`
	Number  *float64    `json:"number,omitempty"`
	Nested  []TextBlock `json:"nested,omitempty"`
}

var kindNames = [...]string{Paragraph: "paragraph", Heading: "heading", ListItem: "list_item", Row: "row"}

// Text gives the document in the form that is kept.
func (d *Document) Text() *Text {
	var w textWriter
	blocks := w.blocks(d.Blocks)
	return &Text{Schema: TextSchema, Extractor: Extractor, Text: w.text.String(), Blocks: blocks}
}

type textWriter struct{ text strings.Builder }

func (w *textWriter) span(s string) Span {
	start := w.text.Len()
	w.text.WriteString(s)
	w.text.WriteByte('\n')
	return Span{start, start + len(s)}
}

func (w *textWriter) blocks(in []Block) []TextBlock {
	out := make([]TextBlock, 0, len(in))
	for i := range in {
		b := &in[i]
		t := TextBlock{Kind: kindNames[b.Kind], Level: b.Level, Bold: b.Bold, Caps: b.Caps, Centered: b.Centered, Place: b.Place}
		if b.Kind == Row {
			t.Start = w.text.Len()
			t.Cells = w.cells(b.Cells)
			t.End = max(t.Start, w.text.Len()-1)
		} else {
			t.Span = w.span(b.Text)
		}
		out = append(out, t)
	}
	return out
}

func (w *textWriter) cells(in []Cell) []TextCell {
	out := make([]TextCell, 0, len(in))
	for i := range in {
		c := &in[i]
		t := TextCell{Column: c.Column, ColSpan: c.ColSpan, RowSpan: c.RowSpan, Covered: c.Covered, Number: c.Number}
		t.Span = w.span(c.Text)
		if len(c.Nested) > 0 {
			t.Nested = w.blocks(c.Nested)
		}
		out = append(out, t)
	}
	return out
}
