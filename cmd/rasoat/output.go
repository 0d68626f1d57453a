package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeFile writes a file whole or not at all: into a temporary file beside it, which then takes its name. An existing
// file keeps its content until then.
func writeFile(path string, write func(io.Writer) error) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return withHint(fmt.Errorf("write %q: %w", path, err), "check that the folder exists and may be written to")
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
	if err := finish(temp, path); err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	return nil
}

// finish closes a written file and gives it its name, with the rights of an ordinary file.
func finish(temp *os.File, path string) error {
	if err := temp.Sync(); err != nil {
		_ = temp.Close() // as above
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
