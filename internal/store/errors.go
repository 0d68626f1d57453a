package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// BusyError says that another process was writing for longer than a writer waits.
type BusyError struct {
	Path  string
	Limit time.Duration
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("%q is being written by another process and was not free within %s", e.Path, e.Limit)
}

// DamagedError says that the file cannot be read as the database it was.
type DamagedError struct {
	Path string
	Err  error
}

func (e *DamagedError) Error() string { return fmt.Sprintf("%q is damaged: %v", e.Path, e.Err) }
func (e *DamagedError) Unwrap() error { return e.Err }

// UnwritableError says that the disk did not take what was to be written: it is full, or the folder is read-only. What
// was written before is kept.
type UnwritableError struct {
	Path string
	Err  error
}

func (e *UnwritableError) Error() string {
	return fmt.Sprintf("%q cannot be written: %v", e.Path, e.Err)
}
func (e *UnwritableError) Unwrap() error { return e.Err }

// named gives an error of SQLite the name of its file and of what it means.
func (s *Store) named(err error) error {
	var known *DamagedError
	var full *UnwritableError
	switch {
	case errors.As(err, &known) || errors.As(err, &full):
		return err
	case damaged(err):
		return &DamagedError{Path: s.path, Err: err}
	case unwritable(err):
		return &UnwritableError{Path: s.path, Err: err}
	}
	return err
}

// about says what was being done to the file when an error came; many errors name the file themselves.
func (s *Store) about(doing string, err error) error {
	err = s.named(err)
	if strings.Contains(err.Error(), strconv.Quote(s.path)) {
		return fmt.Errorf("%s the database: %w", doing, err)
	}
	return fmt.Errorf("%s %q: %w", doing, s.path, err)
}

// busy tells that another process holds the lock that was asked for.
func busy(err error) bool { return hasCode(err, sqlite3.ErrBusy, sqlite3.ErrLocked) }

// damaged tells that the file is not what SQLite wrote.
func damaged(err error) bool { return hasCode(err, sqlite3.ErrCorrupt, sqlite3.ErrNotADB) }

// unwritable tells that the disk or its rights are in the way.
func unwritable(err error) bool {
	return hasCode(err, sqlite3.ErrFull, sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrIoErr)
}

func hasCode(err error, codes ...sqlite3.ErrNo) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && slices.Contains(codes, e.Code)
}
