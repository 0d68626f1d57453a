package document

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// tool finds an external program: the path the caller gave, or the search path. "" means there is none.
func (t Tools) tool(given string, names ...string) string {
	if t.None {
		return ""
	}
	if given != "" {
		return given
	}
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	return ""
}

// runTool runs an external program in its own directory until it ends or the time is up. Children that keep its
// output open do not hold us.
func runTool(ctx context.Context, dir, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.WaitDelay = 2 * time.Second
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(program), err, strings.TrimSpace(fault.String()))
	}
	return out.Bytes(), nil
}

// convert has LibreOffice turn the file into another format and reads that. what names the content for the refusal
// when LibreOffice is not there. LibreOffice gets a profile of its own, which is removed afterwards, so that it neither
// meets a running one nor takes settings or macros from it.
func (in *input) convert(to Format, what string) error {
	program := in.m.lim.Tools.tool(in.m.lim.Tools.LibreOffice, "soffice", "libreoffice")
	if program == "" {
		return refuse(NeedsTool, what+" is read through LibreOffice, which was not found", "install LibreOffice, or save the file as "+string(to), nil)
	}
	dir, err := os.MkdirTemp("", "rasoat-convert-")
	if err != nil {
		return refuse(NeedsTool, "no room for the work of LibreOffice", "check the temporary directory", err)
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "source."+string(in.doc.Format))
	if err := os.WriteFile(source, in.data, 0o600); err != nil {
		return refuse(NeedsTool, "no room for the work of LibreOffice", "check the temporary directory", err)
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	_, err = runTool(in.m.ctx, dir, program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", string(to), "--outdir", dir, source)
	if late := in.m.alive(); late != nil {
		return late
	}
	converted, readErr := load(filepath.Join(dir, "source."+string(to)), in.m.lim.Bytes)
	if err != nil || readErr != nil {
		return damaged("LibreOffice could not convert the file", err)
	}
	return in.readConverted(converted, what)
}

// readConverted reads what LibreOffice made, within the same limits; the document keeps the format of the file given.
func (in *input) readConverted(data []byte, what string) error {
	inner := &input{name: in.name, data: data, m: in.m, doc: in.doc}
	if err := inner.openContainer(); err != nil {
		return err
	}
	in.note("%s was converted by LibreOffice before reading", what)
	for _, f := range readers() {
		if f.is(inner) {
			err := f.read(inner)
			in.legacy.used(inner.legacy.found)
			in.edges = append(in.edges, inner.edges...)
			return err
		}
	}
	return damaged("LibreOffice made no readable file", nil)
}

// isRTF reports rich text.
func isRTF(in *input) bool { return bytes.HasPrefix(in.data, []byte(`{\rtf`)) }

// readRTF reads rich text through LibreOffice.
func readRTF(in *input) error { return in.convert(DOCX, "rich text (RTF)") }
