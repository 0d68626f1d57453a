package main

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// Widths of text output, in columns. A wider terminal is not used to its edge: long lines are hard to read.
const (
	defaultWidth = 80
	widestText   = 120
)

// terminalFile returns stdout when it is a terminal.
func (a *app) terminalFile() (*os.File, bool) {
	f, ok := a.Stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, false
	}
	return f, true
}

// color reports whether stdout may be coloured: a terminal that is not dumb, and no NO_COLOR (https://no-color.org).
func (a *app) color() bool {
	_, ok := a.terminalFile()
	return ok && a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb"
}

// width is the width for text: COLUMNS when set, else the terminal's, else 80.
func (a *app) width() int {
	if n, err := strconv.Atoi(a.Getenv("COLUMNS")); err == nil && n > 0 {
		return min(n, widestText)
	}
	if f, ok := a.terminalFile(); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return min(n, widestText)
		}
	}
	return defaultWidth
}
