package layers

import (
	"fmt"
	"slices"
	"strings"
)

const module = "github.com/rasoat/rasoat"

// layer is one row of the table of packages.
type layer struct {
	dir        string   // folder, from the root of the module
	imports    []string // folders of ours that it may import
	all        bool     // it may import all of ours
	technology []string // names of technologies that it may import
}

// technologies are the import paths, or the identifiers written as package.Name, that belong to the packages which name
// them in the last column of the table and to no other. A path covers what is below it.
var technologies = map[string][]string{
	"cobra":          {"github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term"},
	"environment":    {"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv"},
	"embed":          {"embed"},
	"init":           {"init"}, // functions that run before main
	"bleve":          {"github.com/blevesearch", "go.etcd.io/bbolt"},
	"strutil":        {"github.com/adrg/strutil"},
	"x/text":         {"golang.org/x/text"},
	"format readers": {"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", "github.com/richardlehane", "golang.org/x/net/html", "encoding/xml"},
	"archive/zip":    {"archive/zip"},
	"os/exec":        {"os/exec"},
	"excelize":       {"github.com/xuri/excelize"},
	"fpdf":           {"codeberg.org/go-pdf/fpdf"},
	"html/template":  {"html/template"},
	"database/sql":   {"database/sql", "github.com/mattn/go-sqlite3"},
	"net/http":       {"net/http"},
	"minisign":       {"aead.dev/minisign"},
	"timestamp":      {"github.com/digitorus"},
}

// parseTable reads the table of packages: the rows after the header "| package | owns | may import (ours) | alone may import |".
func parseTable(doc string) ([]layer, error) {
	var layers []layer
	inTable := false
	for line := range strings.Lines(doc) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "| package | owns |"):
			inTable = true
		case !strings.HasPrefix(line, "|"):
			inTable = false
		case inTable && !strings.HasPrefix(line, "|---"):
			l, err := parseRow(line)
			if err != nil {
				return nil, err
			}
			layers = append(layers, l)
		}
	}
	if len(layers) == 0 {
		return nil, fmt.Errorf("no table of packages found")
	}
	return layers, nil
}

func parseRow(line string) (layer, error) {
	cells := strings.Split(strings.Trim(line, "|"), "|")
	if len(cells) != 4 {
		return layer{}, fmt.Errorf("row %q has %d cells, want 4", line, len(cells))
	}
	l := layer{dir: strings.TrimSpace(cells[0])}
	for _, name := range names(cells[2]) {
		if name == "all" {
			l.all = true
			continue
		}
		l.imports = append(l.imports, name)
	}
	for _, name := range names(cells[3]) {
		if technologies[name] == nil {
			return layer{}, fmt.Errorf("row of %q names %q, which is no technology known to this test", l.dir, name)
		}
		l.technology = append(l.technology, name)
	}
	return l, nil
}

// names splits a cell at its commas; "-" is none.
func names(cell string) []string {
	var out []string
	for name := range strings.SplitSeq(cell, ",") {
		if name = strings.TrimSpace(name); name != "" && name != "-" {
			out = append(out, name)
		}
	}
	return out
}

// technologyOf returns the technology that an import path or identifier belongs to, "" for none.
func technologyOf(path string) string {
	for name, prefixes := range technologies {
		for _, p := range prefixes {
			if path == p || strings.HasPrefix(path, p+"/") {
				return name
			}
		}
	}
	return ""
}

func (l layer) mayImport(dir string) bool {
	return l.all || slices.Contains(l.imports, dir)
}

func (l layer) mayUse(technology string) bool {
	return slices.Contains(l.technology, technology)
}
