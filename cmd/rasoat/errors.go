package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Exit statuses, the same for every command.
const (
	exitDone    = 0
	exitError   = 1
	exitUsage   = 2
	exitFailOn  = 3
	exitPartial = 4
)

// exitStatus ends the long help of the commands that do not tell more of their own statuses.
const exitStatus = `

EXIT STATUS
  0  done
  1  error: nothing, or not everything, was written
  2  usage: unknown command, flag or value
  4  partial: something could not be read or decided; the output says what`

// usageError is a command line that cannot be meant: exit status 2.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }
func (e *usageError) advice() string {
	return e.hint
}

// usagef makes a usageError without a hint of its own.
func usagef(format string, args ...any) *usageError {
	return &usageError{err: fmt.Errorf(format, args...)}
}

// count is a number of things in words.
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// failOn says that the verdict asked for with --fail-on was reached: exit status 3.
type failOn struct {
	verdict string
}

func (e *failOn) Error() string { return fmt.Sprintf("verdict %q was reached", e.verdict) }

// partial says that the answer was written but something could not be read or decided: exit status 4.
type partial struct {
	what []string // one line each
}

func (e *partial) Error() string { return "partial: " + strings.Join(e.what, "; ") }

// hinted is an error that tells what to do instead.
type hinted struct {
	err  error
	hint string
}

func (e *hinted) Error() string { return e.err.Error() }
func (e *hinted) Unwrap() error { return e.err }
func (e *hinted) advice() string {
	return e.hint
}

// withHint adds what to do instead to an error.
func withHint(err error, hint string) error { return &hinted{err: err, hint: hint} }

// exitCode is the one place where an error becomes an exit status.
func exitCode(err error) int {
	var usage *usageError
	var reached *failOn
	var part *partial
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &reached):
		return exitFailOn
	case errors.As(err, &part):
		return exitPartial
	}
	return exitError
}

// spelt is the text of an error. What the system says of a file quotes its name, as everything else does.
func spelt(err error) string {
	text := err.Error()
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		text = strings.Replace(text, at.Error(), fmt.Sprintf("%s %q: %v", at.Op, at.Path, at.Err), 1)
	}
	return text
}

// printError writes an error for people: lower case, no full stop, then what to do instead.
func (a *app) printError(err error) {
	if err == nil {
		return
	}
	fmt.Fprintf(a.Stderr, "rasoat: %s\n", spelt(err))
	var advisor interface{ advice() string }
	if errors.As(err, &advisor) && advisor.advice() != "" {
		fmt.Fprintf(a.Stderr, "rasoat: hint: %s\n", advisor.advice())
	}
}
