package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// say writes a text, after which the writing fails when it is to.
func say(text string, fails error) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return errors.Join(err, fails)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	report, link := filepath.Join(dir, "report"), filepath.Join(dir, "link")
	if err := os.Symlink(report, link); err != nil {
		t.Skip(err)
	}
	if err := writeFile(report, ordinaryFile, say("first", nil)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(report, 0o660); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(link, ordinaryFile, say("second", nil)); err != nil || content(t, report) != "second" {
		t.Errorf("through a link: %v, %q", err, content(t, report))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err := os.Stat(report); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("rights of the file that was there: %v, %v", info.Mode(), err)
	}
	if err := writeFile(report, privateFile, say("third", nil)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(report); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("rights of a private file: %v, %v", info.Mode(), err)
	}
	if err := writeFile(report, ordinaryFile, say("half", io.ErrShortWrite)); !errors.Is(err, io.ErrShortWrite) || content(t, report) != "third" {
		t.Errorf("writing that fails: %v, %q", err, content(t, report))
	}
	if err := writeFile(dir, ordinaryFile, say("x", nil)); err == nil || !strings.HasSuffix(err.Error(), "it is a folder") {
		t.Errorf("a folder: %v", err)
	}
	if err := writeFile(filepath.Join(dir, "none", "x"), ordinaryFile, say("x", nil)); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), ".rasoat-") {
		t.Errorf("a folder that is not there: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// A device stays what it is.
func TestWriteFile_Device(t *testing.T) {
	before, err := os.Stat(os.DevNull)
	if err != nil || before.Mode().IsRegular() {
		t.Skip("no device to write to")
	}
	link := filepath.Join(t.TempDir(), "null")
	if err := os.Symlink(os.DevNull, link); err != nil {
		t.Skip(err)
	}
	if err := writeFile(link, ordinaryFile, say("text", nil)); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(link); err != nil || after.Mode() != before.Mode() {
		t.Errorf("%v, %v", after.Mode(), err)
	}
}
