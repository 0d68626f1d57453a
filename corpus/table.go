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

// readJSONL reads a file of one object per line.
func readJSONL[T any](l *loader, name string) table[T] {
	t, faults := parseJSONL[T](name, l.read(name), 1)
	l.faults = append(l.faults, faults...)
	return t
}

// parseJSONL reads one object per line; the first line of data is line first of the file. Unknown fields are faults: a
// misspelt field would otherwise be lost.
func parseJSONL[T any](name string, data []byte, first int) (table[T], Faults) {
	in := jsonLines{data: data, line: first}
	n := bytes.Count(data, []byte("\n")) + 1
	t := table[T]{file: name, rows: make([]T, 0, n), lines: make([]int, 0, n)}
	var faults Faults
	for in.next() {
		var blank T
		t.add(blank, in.line)
		last := len(t.rows) - 1
		if err := in.decode(&t.rows[last]); err != nil {
			faults = append(faults, &Fault{File: name, Line: in.line, Detail: err.Error()})
			t.rows, t.lines = t.rows[:last], t.lines[:last]
			in.skipLine()
		}
	}
	return t, faults
}

// jsonLines walks through JSON Lines with one decoder, and knows the line it is on. After a fault it goes on with the
// next line, so that all faults of a file are found.
type jsonLines struct {
	data []byte
	pos  int // end of the last object
	line int // line of the next object
	base int // where the decoder began
	dec  *json.Decoder
}

// next moves to the start of the next object; false when there is none.
func (in *jsonLines) next() bool {
	for ; in.pos < len(in.data); in.pos++ {
		switch in.data[in.pos] {
		case '\n':
			in.line++
		case ' ', '\t', '\r':
		default:
			return true
		}
	}
	return false
}

// decode reads the object that begins here and must end its line.
func (in *jsonLines) decode(row any) error {
	if in.dec == nil {
		in.base = in.pos
		in.dec = json.NewDecoder(bytes.NewReader(in.data[in.pos:]))
		in.dec.DisallowUnknownFields()
	}
	if err := in.dec.Decode(row); err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	end := in.base + int(in.dec.InputOffset())
	object := in.data[in.pos:end]
	rest, _, _ := bytes.Cut(in.data[end:], []byte("\n"))
	if bytes.IndexByte(object, '\n') >= 0 || len(bytes.TrimSpace(rest)) > 0 {
		return errors.New("not one object on the line")
	}
	in.pos = end
	return nil
}

// skipLine leaves a line that is at fault; the decoder may be in the middle of it and is made anew.
func (in *jsonLines) skipLine() {
	in.dec = nil
	if n := bytes.IndexByte(in.data[in.pos:], '\n'); n >= 0 {
		in.pos += n
		return
	}
	in.pos = len(in.data)
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
