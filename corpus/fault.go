package corpus

import (
	"errors"
	"fmt"
	"strings"
)

// Fault is one thing wrong with the data, with the place to look.
type Fault struct {
	File   string // file, or name of the part when it came from no file
	Line   int    // from 1; 0 when the fault is of the whole file
	Detail string // lower case, values quoted
}

func (f *Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Detail
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Detail)
}

// Faults is everything wrong with the data, in file and line order as found.
type Faults []*Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find a single Fault.
func (fs Faults) Unwrap() []error {
	errs := make([]error, len(fs))
	for i, f := range fs {
		errs[i] = f
	}
	return errs
}

// err returns the faults as an error, nil when there are none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// UnknownListError says that no list has the id asked for.
type UnknownListError struct {
	ID    ListID
	Known []ListID // ids that exist, oldest first
}

func (e *UnknownListError) Error() string {
	return fmt.Sprintf("no list %q, known are %s", e.ID, joinIDs(e.Known))
}

// NoListError says that no list had been announced by a date: a check then lacks the version of the list
// (thiếu phiên bản danh mục) and its verdict is insufficient.
type NoListError struct {
	Date  Date
	First *List // the first list announced, nil when there is none
}

func (e *NoListError) Error() string {
	if e.First == nil {
		return fmt.Sprintf("no list had been announced by %s", e.Date)
	}
	return fmt.Sprintf("no list had been announced by %s, the first is %q of %s", e.Date, e.First.ID, e.First.Date)
}

// ErrNoDate is returned when a view is asked for without a date.
var ErrNoDate = errors.New("a view needs a date")

func joinIDs(ids []ListID) string {
	s := make([]string, len(ids))
	for i, id := range ids {
		s[i] = fmt.Sprintf("%q", string(id))
	}
	return strings.Join(s, ", ")
}
