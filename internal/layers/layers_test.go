package layers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestModule(t *testing.T) {
	root := filepath.Join("..", "..")
	doc, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	layers, err := parseTable(string(doc))
	if err != nil {
		t.Fatal(err)
	}
	faults, files, err := check(os.DirFS(root), layers)
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d Go files were found", files)
	}
	for _, f := range faults {
		t.Error(f)
	}
	for _, l := range layers {
		for _, dir := range append(l.imports, l.dir) {
			if _, err := os.Stat(filepath.Join(root, dir)); err != nil {
				t.Errorf("the table names %s, which is not there", dir)
			}
		}
	}
}

// TestBadTree runs the checks over a small module in which each rule is broken once.
func TestBadTree(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("testdata", "bad", "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	layers, err := parseTable(string(doc))
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := check(os.DirFS(filepath.Join("testdata", "bad")), layers)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"corpus/corpus.go:4: corpus must not import database/sql",
		"corpus/corpus.go:5: corpus must not import github.com/blevesearch/bleve/v2",
		"corpus/corpus.go:6: corpus must not import engine",
		"corpus/corpus.go:9: init runs before main and hides what happens",
		"corpus/corpus.go:11: Platform has no comment",
		"corpus/corpus.go:13: Name has no comment",
		"corpus/corpus.go:15: State has no comment",
		"corpus/long.go:2: the file has 501 lines, most is 500",
		"corpus/long.go:5: long has 71 lines, most is 70",
		"engine/engine.go:7: engine must not import os/exec",
		"engine/engine.go:12: a variable named index hides the package",
		"engine/engine.go:12: Check has no comment",
		"engine/engine.go:12: Check has 5 parameters, most is 4",
		"engine/engine.go:13: a variable named corpus hides the package",
		"engine/engine.go:13: engine must not use os.Getenv",
		"engine/engine.go:14: a variable named engine hides the package",
		"util/util.go:1: a package named util says nothing of what is inside",
		"util/util.go:1: package util is not in the table",
		"util: the package has no doc comment",
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestParseTable_Faults(t *testing.T) {
	const head = "| package | owns | may import (ours) | alone may import |\n|---|---|---|---|\n"
	for doc, want := range map[string]string{
		"no table":                                 "no table of packages",
		head + "| corpus | lists | - |":            "has 3 cells",
		head + "| corpus | lists | - | teleport |": `"teleport", which is no technology`,
	} {
		if _, err := parseTable(doc); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("parseTable(%q) = %v, want an error with %q", doc, err, want)
		}
	}
}
