package corpus

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"sync"
)

//go:embed data/*.jsonl data/*.csv data/boilerplate.txt
var dataFiles embed.FS

var embedded = sync.OnceValues(func() (*Register, error) {
	fsys, err := shipped()
	if err != nil {
		return nil, err
	}
	return Load(fsys)
})

// Embedded returns the register shipped with the program. It is loaded once; callers share it and must not change it.
func Embedded() (*Register, error) { return embedded() }

func shipped() (fs.FS, error) { return fs.Sub(dataFiles, "data") }

// EmbeddedBase returns what is shipped beside lists and platforms, for who has those from elsewhere: agencies, provinces,
// functions, words and law, which cost a third of what Embedded does. They stand as in their files, to be completed and
// given to Assemble. The caller owns what is returned.
func EmbeddedBase() (*Register, error) {
	fsys, err := shipped()
	if err != nil {
		return nil, err
	}
	l := &loader{fsys: fsys}
	var p parts
	l.readBase(&p)
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	return p.register(), nil
}

// EmbeddedExcerpt returns of what is shipped the agencies and the named business functions alone, for who has a few
// platforms and lists from elsewhere and only looks things up by name: a twentieth of the cost of Embedded. The caller
// owns it and puts in platforms, sorted by identifier, and lists, by date; nothing validates them.
func EmbeddedExcerpt(functions []FunctionCode) (*Register, error) {
	fsys, err := shipped()
	if err != nil {
		return nil, err
	}
	l := &loader{fsys: fsys}
	var p parts
	l.readBodies(&p)
	p.functions.rows = l.functionsOf(functions)
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	r := p.register()
	r.sort()
	r.names = newNames(r)
	return r, nil
}

// functionsOf reads the business functions with the codes, and of the other lines no more than that they name no such code.
func (l *loader) functionsOf(codes []FunctionCode) []Function {
	var found []Function
	line := 0
	for text := range bytes.Lines(l.read(functionsFile)) {
		line++
		if !slices.ContainsFunc(codes, func(c FunctionCode) bool { return bytes.Contains(text, []byte(strconv.Quote(string(c)))) }) {
			continue
		}
		t, faults := parseJSONL[Function](functionsFile, text, line)
		l.faults = append(l.faults, faults...)
		for _, f := range t.rows {
			if slices.Contains(codes, f.Code) { // else the line names the code of a neighbour
				found = append(found, f)
			}
		}
	}
	return found
}

// loadVersion counts the changes of what Load makes of the same files of lists and platforms.
const loadVersion = 1

// EmbeddedHash identifies the lists and platforms of Embedded without loading them: it is another one where they are
// others. It is the lower-case hexadecimal SHA-256 of their files and of the version of what reads them.
func EmbeddedHash() (string, error) {
	fsys, err := shipped()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, loadVersion)
	for _, name := range []string{platformsFile, listsFile, entriesFile, annexFile} {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, name, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
