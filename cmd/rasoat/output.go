package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file whole or not at all: into a temporary file beside it, which then takes its name. An existing
// file keeps its content until then.
func writeFile(path string, write func(io.Writer) error) error {
	return writeFileMode(path, ordinaryFile, write)
}

// writeFileMode is writeFile for a file with given rights.
func writeFileMode(path string, mode fs.FileMode, write func(io.Writer) error) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
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
	if err := finish(temp, path, mode); err != nil {
		return fmt.Errorf("write %q: %w", path, cause(err))
	}
	return nil
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

// finish closes a written file and gives it its rights and its name.
func finish(temp *os.File, path string, mode fs.FileMode) error {
	if err := temp.Sync(); err != nil {
		_ = temp.Close() // as above
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), mode); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
