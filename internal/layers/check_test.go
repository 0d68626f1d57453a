package layers

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Limits of size.
const (
	longestFunction = 70  // lines
	longestFile     = 500 // lines
	mostParameters  = 4
)

// emptyNames are package names that say nothing of what is inside.
var emptyNames = []string{"models", "common", "utils", "util", "helpers", "helper", "config", "log", "types", "misc", "shared"}

// ownNames are packages of ours that a variable must not hide.
var ownNames = []string{"corpus", "index", "engine"}

// tree checks the Go files of a module against its table.
type tree struct {
	fsys   fs.FS
	layers map[string]layer
	docs   map[string]bool // folder -> has a package comment
	faults []string
	files  int
	fset   *token.FileSet
}

// check returns everything in fsys that breaks a rule, sorted by place.
func check(fsys fs.FS, layers []layer) (faults []string, files int, err error) {
	t := &tree{fsys: fsys, layers: make(map[string]layer), docs: make(map[string]bool), fset: token.NewFileSet()}
	for _, l := range layers {
		t.layers[l.dir] = l
	}
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (d.Name() == "testdata" || d.Name()[0] == '.' || d.Name()[0] == '_'):
			return fs.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".go"):
			return t.file(name)
		}
		return nil
	})
	for dir, has := range t.docs {
		if !has {
			t.faults = append(t.faults, dir+": the package has no doc comment")
		}
	}
	slices.Sort(t.faults)
	return t.faults, t.files, err
}

func (t *tree) fault(pos token.Pos, format string, args ...any) {
	p := t.fset.Position(pos)
	t.faults = append(t.faults, fmt.Sprintf("%s:%d: ", p.Filename, p.Line)+fmt.Sprintf(format, args...))
}

func (t *tree) file(name string) error {
	src, err := fs.ReadFile(t.fsys, name)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(t.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	t.files++
	if n := strings.Count(string(src), "\n"); n > longestFile {
		t.fault(f.Pos(), "the file has %d lines, most is %d", n, longestFile)
	}
	if strings.HasSuffix(name, "_test.go") {
		return nil
	}
	t.packageOf(f, path.Dir(name))
	t.imports(f, path.Dir(name))
	t.declarations(f)
	t.variables(f)
	return nil
}

func (t *tree) packageOf(f *ast.File, dir string) {
	if _, known := t.layers[dir]; !known {
		t.fault(f.Package, "package %s is not in the table", dir)
	}
	if slices.Contains(emptyNames, f.Name.Name) {
		t.fault(f.Package, "a package named %s says nothing of what is inside", f.Name.Name)
	}
	t.docs[dir] = t.docs[dir] || f.Doc != nil
}

func (t *tree) imports(f *ast.File, dir string) {
	l := t.layers[dir]
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser accepts only quoted paths
		}
		own, isOurs := strings.CutPrefix(p, module+"/")
		if isOurs && !l.mayImport(own) && !strings.HasPrefix(own, dir+"/") {
			t.fault(spec.Pos(), "%s must not import %s", dir, own)
		}
		if tech := technologyOf(p); tech != "" && !l.mayUse(tech) {
			t.fault(spec.Pos(), "%s must not import %s", dir, p)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok {
			if tech := technologyOf(pkg.Name + "." + sel.Sel.Name); tech != "" && !l.mayUse(tech) {
				t.fault(sel.Pos(), "%s must not use %s.%s", dir, pkg.Name, sel.Sel.Name)
			}
		}
		return true
	})
}

func (t *tree) declarations(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			t.function(d)
		case *ast.GenDecl:
			t.declaration(d)
		}
	}
}

func (t *tree) function(d *ast.FuncDecl) {
	if dir := path.Dir(t.fset.Position(d.Pos()).Filename); d.Recv == nil && d.Name.Name == "init" && !t.layers[dir].mayUse("init") {
		t.fault(d.Pos(), "init runs before main and hides what happens")
	}
	if n := t.fset.Position(d.End()).Line - t.fset.Position(d.Pos()).Line + 1; n > longestFunction {
		t.fault(d.Pos(), "%s has %d lines, most is %d", d.Name.Name, n, longestFunction)
	}
	if n := d.Type.Params.NumFields(); n > mostParameters {
		t.fault(d.Pos(), "%s has %d parameters, most is %d", d.Name.Name, n, mostParameters)
	}
	if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !wellKnown(d.Name.Name) {
		t.fault(d.Pos(), "%s has no comment", d.Name.Name)
	}
}

// wellKnown are methods whose meaning the language or its library fixes.
func wellKnown(name string) bool {
	return slices.Contains([]string{"Error", "Unwrap", "String", "Len", "Less", "Swap"}, name)
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(d.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			exported = id.IsExported()
			return false
		}
		return true
	})
	return exported
}

// declaration wants a comment on every exported type, variable and constant, or on the group it stands in.
func (t *tree) declaration(d *ast.GenDecl) {
	if d.Doc != nil {
		return
	}
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && s.Comment == nil {
				t.fault(s.Pos(), "%s has no comment", s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() && s.Doc == nil && s.Comment == nil {
					t.fault(name.Pos(), "%s has no comment", name.Name)
				}
			}
		}
	}
}

// variables looks for variables and parameters that hide one of our packages.
func (t *tree) variables(f *ast.File) {
	hides := func(ids ...*ast.Ident) {
		for _, id := range ids {
			if slices.Contains(ownNames, id.Name) {
				t.fault(id.Pos(), "a variable named %s hides the package", id.Name)
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					hides(id)
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					hides(id)
				}
			}
		case *ast.ValueSpec:
			hides(n.Names...)
		case *ast.FuncType:
			for _, field := range append(slices.Clone(n.Params.List), results(n)...) {
				hides(field.Names...)
			}
		}
		return true
	})
}

func results(f *ast.FuncType) []*ast.Field {
	if f.Results == nil {
		return nil
	}
	return f.Results.List
}
