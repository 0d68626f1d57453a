package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/rasoat/rasoat/engine"
)

// JSON prints results in schema rasoat.result/1 (docs/result.md), indented by two spaces. Language, width and colour do
// not change it: it holds codes, and texts of the proposal and the register as they stand.
func JSON(w io.Writer, results []engine.Result, opt Options) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // this is data; whoever puts it into a page escapes it there
	e.SetIndent("", "  ")
	if err := e.Encode(Build(results, opt)); err != nil {
		return fmt.Errorf("write json report: %w", err)
	}
	return nil
}

// Format is one way of printing results.
type Format struct {
	Name   string // also the ending of files, but for text
	Binary bool   // no text: not to be shown on a terminal
	Write  func(w io.Writer, results []engine.Result, opt Options) error
}

// Formats are the ways of printing results, the usual one first.
var Formats = []Format{{"text", false, Text}, {"json", false, JSON}, {"html", false, HTML}, {"docx", true, DOCX}, {"pdf", true, PDF}}

// FormatByName finds a format.
func FormatByName(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
