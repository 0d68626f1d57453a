package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Whatever the readers of documents say may be missing has a Vietnamese form, which says as much.
func TestLosses(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "document", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, l := range slices.Concat(losses, notes) {
		known[l[0]] = l[1]
		if strings.Count(l[0], "%s") != strings.Count(l[1], "%s") {
			t.Errorf("%q and %q do not tell as much", l[0], l[1])
		}
	}
	verb := regexp.MustCompile(`%[a-z]`)
	said := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "partial" && sel.Sel.Name != "note" {
				return true
			}
			lit, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				t.Errorf("%s: what is said of a loss is not written where it is said", name)
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			said[text] = true
			if known[verb.ReplaceAllString(text, "%s")] == "" {
				t.Errorf("%s says %q, which no report says in Vietnamese", filepath.Base(name), text)
			}
			return true
		})
	}
	if len(said) != len(known) {
		t.Errorf("%d losses and notes are said, %d known", len(said), len(known))
	}
}

func TestLoss(t *testing.T) {
	s := speaker{lang: Vietnamese}
	for line, want := range map[string]string{
		"page 12 is damaged and was not read":                         "trang 12 bị hỏng, chưa đọc",
		`sheet "PL 1" has hidden rows, which were read: 3, 7-9`:       `trang tính "PL 1" có dòng ẩn, đã đọc như các dòng khác: dòng 3, 7-9`,
		`sheet "PL 1: a" is damaged after row 7: bad zip: at 12`:      `trang tính "PL 1: a" bị hỏng sau dòng 7: bad zip: at 12`,
		"pages without a text layer (scans) were not read: 1, 3 to 5": "trang không có lớp văn bản (bản quét) chưa đọc: 1, 3 to 5",
		"trang tính 'Ghi chú': không phải danh mục dự án":             "trang tính 'Ghi chú': không phải danh mục dự án",
	} {
		if got := s.loss(line); got != want {
			t.Errorf("%q is said as %q, want %q", line, got, want)
		}
		if got := (speaker{lang: English}).loss(line); got != line {
			t.Errorf("%q is said as %q in English", line, got)
		}
	}
}
