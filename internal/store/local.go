package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// NotLocalError says why a database is no place for state secrets: it is not on this machine alone, or others may read it.
type NotLocalError struct {
	Path string // the file or folder that is at fault
	Why  string
	Hint string // what to do
}

func (e *NotLocalError) Error() string {
	return fmt.Sprintf("%q is no database of this machine and user alone: %s", e.Path, e.Why)
}

// Local makes sure that the database at path lies on a file system of this machine, belongs to the user who runs the
// program, and can be read by nobody else (mode 0600, with the files that SQLite keeps beside it). A database that does
// not exist yet is created so. The error is *NotLocalError where one of this does not hold or can not be told. It can not
// tell whether the disk itself is shared or copied by other means.
func Local(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("open %q: %w", path, err)
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		real, err = path, createPrivate(path)
	}
	if err != nil {
		return fmt.Errorf("open %q: %w", path, err)
	}
	if err := onThisMachine(filepath.Dir(real)); err != nil {
		return err
	}
	for _, beside := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(real + beside)
		if beside != "" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("open %q: %w", path, err)
		}
		if err := private(real+beside, info); err != nil {
			return err
		}
	}
	return nil
}

// createPrivate makes an empty file that only the user may read; SQLite takes it for a new database.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// private tells that a file is a regular one, of the user, that nobody else has rights on.
func private(path string, info fs.FileInfo) error {
	switch owner, known := ownerOf(info); {
	case !info.Mode().IsRegular():
		return &NotLocalError{path, "it is not a regular file", "name another file with --db"}
	case !known || owner != os.Getuid():
		return &NotLocalError{path, "it belongs to another user", "use a database of your own with --db"}
	case info.Mode().Perm()&0o077 != 0:
		return &NotLocalError{path, fmt.Sprintf("others have rights on it (mode %04o)", info.Mode().Perm()), fmt.Sprintf("chmod 600 %q", path)}
	}
	return nil
}
