package corpus

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// table is the rows of one file with the line each stood on, so that a fault found later can still name it.
type table[T any] struct {
	file  string
	rows  []T
	lines []int
}

func (t *table[T]) add(row T, line int) {
	t.rows = append(t.rows, row)
	t.lines = append(t.lines, line)
}

// of makes a table of rows that came from no file: a row's line is its number.
func of[T any](name string, rows []T) table[T] {
	t := table[T]{file: name, rows: rows, lines: make([]int, len(rows))}
	for i := range rows {
		t.lines[i] = i + 1
	}
	return t
}

// loader reads files and gathers their faults.
type loader struct {
	fsys   fs.FS
	faults Faults
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.faults = append(l.faults, &Fault{File: file, Line: line, Detail: fmt.Sprintf(format, args...)})
}

func (l *loader) read(name string) []byte {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.fault(name, 0, "cannot be read: %v", err)
	}
	return data
}

// readJSONL reads one object per line. Unknown fields are faults: a misspelt field would otherwise be lost.
func readJSONL[T any](l *loader, name string) table[T] {
	data := l.read(name)
	n := bytes.Count(data, []byte("\n")) + 1
	t := table[T]{file: name, rows: make([]T, 0, n), lines: make([]int, 0, n)}
	src := bytes.NewReader(nil)
	for line := 1; len(data) > 0; line++ {
		var text []byte
		text, data, _ = bytes.Cut(data, []byte("\n"))
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var row T
		src.Reset(text)
		if err := decodeLine(src, &row); err != nil {
			l.fault(name, line, "%v", err)
			continue
		}
		t.add(row, line)
	}
	return t
}

func decodeLine(src *bytes.Reader, row any) error {
	dec := json.NewDecoder(src)
	dec.DisallowUnknownFields()
	if err := dec.Decode(row); err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("more than one object on the line")
	}
	return nil
}

// sheet says how a CSV file becomes rows: its header, as it must stand, and what makes a row of a record.
type sheet[T any] struct {
	file   string
	header string
	row    func(rec []string) (T, error)
}

func readCSV[T any](l *loader, s sheet[T]) table[T] {
	t := table[T]{file: s.file}
	r := csv.NewReader(bytes.NewReader(l.read(s.file)))
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		l.fault(s.file, 1, "no header row: %v", err)
		return t
	}
	if got := strings.Join(header, ","); got != s.header {
		l.fault(s.file, 1, "header is %q, expected %q", got, s.header)
		return t
	}
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return t
		}
		if err != nil {
			l.csvFault(s.file, err)
			continue
		}
		line, _ := r.FieldPos(0)
		row, err := s.row(rec)
		if err != nil {
			l.fault(s.file, line, "%v", err)
			continue
		}
		t.add(row, line)
	}
}

func (l *loader) csvFault(file string, err error) {
	var p *csv.ParseError
	if errors.As(err, &p) {
		l.fault(file, p.Line, "%v", p.Err)
		return
	}
	l.fault(file, 0, "%v", err)
}

// values splits a cell that holds several values.
func values(cell string) []string {
	if cell == "" {
		return nil
	}
	parts := strings.Split(cell, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
