package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Rights of files that are written, before the umask.
const (
	ordinaryFile fs.FileMode = 0o666
	privateFile  fs.FileMode = 0o600 // what may hold state secrets
)

// writeTo writes to a file, whole or not at all, or to standard output when none is named.
func (a *app) writeTo(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(a.Stdout)
	}
	return writeFile(path, ordinaryFile, write)
}

// writeBytes writes a file whole or not at all.
func writeBytes(path string, data []byte) error {
	return writeFile(path, ordinaryFile, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeFile writes a file with given rights whole or not at all: into a temporary file beside it, which then takes its
// name. A file that is there keeps its content until then, and what it withholds of the rights; a link keeps leading to
// it. What is no file (a pipe, a device) is written to as it is.
func writeFile(path string, mode fs.FileMode, write func(io.Writer) error) error {
	there, err := os.Stat(path)
	switch {
	case err != nil:
		there = nil
	case there.IsDir():
		return withHint(fmt.Errorf("write %q: it is a folder", path), "name a file in it")
	case !there.Mode().IsRegular():
		return writeThrough(path, write)
	default:
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return fmt.Errorf("write %q: %w", path, cause(err))
		}
		mode &= there.Mode().Perm()
	}
	return replace(path, mode, there != nil, write)
}

// writeThrough writes to what is no regular file.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %q: %w", path, cause(err))
	}
	return errors.Join(write(f), f.Close())
}

// replace writes a file and gives it its name when it is whole. exact gives it the rights of mode whatever the umask.
func replace(path string, mode fs.FileMode, exact bool, write func(io.Writer) error) (err error) {
	temp, err := createBeside(path, mode)
	if err != nil {
		return withHint(fmt.Errorf("write %q: %w", path, cause(err)), "check that the folder exists and may be written to")
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp.Name()) // the error that led here says more
		}
	}()
	if err := write(temp); err != nil {
		_ = temp.Close() // as above
		return err
	}
	err = temp.Sync()
	if exact && err == nil {
		err = temp.Chmod(mode)
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %q: %w", path, cause(err))
	}
	return nil
}

// createBeside makes a new hidden file in the folder of another one.
func createBeside(path string, mode fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".rasoat-%016x", rand.Uint64()))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// cause is an error of the file system without the names of files, where one is temporary.
func cause(err error) error {
	var at *fs.PathError
	var between *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &between):
		return between.Err
	}
	return err
}
