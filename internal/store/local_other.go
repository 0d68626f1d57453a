//go:build !linux

package store

import (
	"io/fs"
	"runtime"
)

// onThisMachine can not tell file systems apart here, so no database may hold state secrets.
func onThisMachine(dir string) error {
	return &NotLocalError{dir, "on " + runtime.GOOS + " the program can not tell a local file system", "use a Linux machine"}
}

func ownerOf(fs.FileInfo) (uid int, known bool) { return 0, false }
