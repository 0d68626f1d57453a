package index

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Version is the version of what an index holds and how.
//
//	1: eight text fields in three analyses, owners, lists and function codes as keys
//	2: in two analyses: words without diacritics are looked up among those with
const Version = 2

// AnalyzerVersion is the version of the terms the analyzers make, internal/viet included.
//
//	1: syllable keys, pairs up to a comma, folded forms
//	2: folded forms only of what has diacritics
//	3: no folded forms
const AnalyzerVersion = 3

const fingerprintFile = "fingerprint.json"

// fingerprint records what built an index. An index is used only when every part is that of the running program and
// of the register in use.
type fingerprint struct {
	Index    int    `json:"index"`
	Analyzer int    `json:"analyzer"`
	Bleve    string `json:"bleve"`
	Register string `json:"register"` // SHA-256 of every text that is indexed

	Files map[string]int64 `json:"files,omitempty"` // sizes, so that a file cut short is found before it is read
}

func fingerprintOf(reg *corpus.Register) fingerprint {
	return fingerprint{Index: Version, Analyzer: AnalyzerVersion, Bleve: bleveVersion(), Register: hashRegister(reg)}
}

func (f fingerprint) String() string {
	return fmt.Sprintf("index %d, analyzer %d, bleve %s, register %s", f.Index, f.Analyzer, f.Bleve, f.Register)
}

// bleveVersion is read from the binary, "unknown" in one built without module information.
func bleveVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/blevesearch/bleve/v2" {
				return m.Version
			}
		}
	}
	return "unknown"
}

// hashRegister covers what values and document read of the register.
func hashRegister(reg *corpus.Register) string {
	h := sha256.New()
	w := &textWriter{w: bufio.NewWriter(h)}
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		w.write(string(p.ID), p.Name, p.NameEN, p.Acronym, p.Purpose)
		w.list(p.Aliases, p.Functions, p.DataObjects, p.Users, stringsOf(p.FunctionCodes))
		for _, o := range p.Owners {
			w.write(string(o.Agency))
		}
	}
	for i := range reg.Lists {
		for _, e := range reg.Lists[i].Entries {
			w.write(string(e.List), string(e.Platform), e.Name)
		}
	}
	for i := range reg.Functions {
		f := &reg.Functions[i]
		w.write(string(f.Code), f.Name)
		w.list(f.Terms, f.Objects)
	}
	for _, a := range reg.Abbreviations {
		w.write(a.Abbr)
		w.list(a.Expansions)
	}
	for _, s := range reg.Synonyms {
		w.write(s.Use)
		w.list(s.Terms)
	}
	_ = w.w.Flush() // a hash takes everything
	return hex.EncodeToString(h.Sum(nil))
}

func stringsOf[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

// textWriter writes texts so that no two sequences of texts give the same bytes.
type textWriter struct{ w *bufio.Writer }

func (t *textWriter) write(texts ...string) {
	for _, s := range texts {
		_, _ = fmt.Fprintf(t.w, "%d:", len(s))
		_, _ = t.w.WriteString(s)
	}
}

func (t *textWriter) list(lists ...[]string) {
	for _, l := range lists {
		_, _ = fmt.Fprintf(t.w, "[%d]", len(l))
		t.write(l...)
	}
}

// save writes the fingerprint of a finished index.
func (f fingerprint) save(dir string) error {
	var err error
	if f.Files, err = sizes(dir); err != nil {
		return err
	}
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, fingerprintFile), append(data, '\n'), 0o644)
}

// sizes returns the size of every segment in dir. (The store's own file of segments checks itself.)
func sizes(dir string) (map[string]int64, error) {
	out := make(map[string]int64)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".zap" {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = info.Size()
		return err
	})
	return out, err
}

// whole checks that the files of an index are those that were written.
func (f fingerprint) whole(dir string) error {
	found, err := sizes(dir)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		if size, ok := found[name]; !ok || size != f.Files[name] {
			return fmt.Errorf("file %q has %d bytes, %d were written", name, size, f.Files[name])
		}
	}
	return nil
}

func readFingerprint(dir string) (f fingerprint, err error) {
	file, err := os.Open(filepath.Join(dir, fingerprintFile))
	if err != nil {
		return f, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, 64<<10))
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("%s: %w", filepath.Join(dir, fingerprintFile), err)
	}
	return f, nil
}

// StaleError says that an index was made from other lists or by another version. The remedy is to build it again:
// OpenOrBuild does.
type StaleError struct {
	Dir  string
	What string // part of the fingerprint that differs: index, analyzer, bleve, register
	Have string // in the index
	Want string // of the running program and register
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("the index in %q is stale: its %s is %q, now it is %q; build it again", e.Dir, e.What, e.Have, e.Want)
}

// check compares the fingerprint of an index with the one it should have.
func (f fingerprint) check(dir string, want fingerprint) error {
	for _, part := range []struct{ what, have, want string }{
		{"index version", fmt.Sprint(f.Index), fmt.Sprint(want.Index)},
		{"analyzer version", fmt.Sprint(f.Analyzer), fmt.Sprint(want.Analyzer)},
		{"bleve version", f.Bleve, want.Bleve},
		{"register", f.Register, want.Register},
	} {
		if part.have != part.want {
			return &StaleError{Dir: dir, What: part.what, Have: part.have, Want: part.want}
		}
	}
	return nil
}
