package document

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ReadFile reads the file at path. The error, if any, is a *Refusal.
func ReadFile(ctx context.Context, path string, lim Limits) (*Document, error) {
	data, err := Load(path, lim)
	if err != nil {
		return nil, err
	}
	return Read(ctx, path, data, lim)
}

// Load takes the bytes of the file at path without reading them, for callers that keep them beside what Read makes of
// them. The error, if any, is a *Refusal.
func Load(path string, lim Limits) ([]byte, error) {
	data, err := load(path, lim.withDefaults().Bytes)
	if err != nil {
		return nil, named(err, filepath.Base(path))
	}
	return data, nil
}

// load takes the bytes of a regular file, never more than the limit.
func load(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, unopened(err)
	}
	if !info.Mode().IsRegular() {
		return nil, refuse(Unreadable, "not a file", "give the path of a document", nil)
	}
	if info.Size() > limit {
		return nil, overBytes(limit)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unopened(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, unopened(err)
	}
	return data, nil
}

// unopened says why the file system did not give the file.
func unopened(err error) *Refusal {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse(Unreadable, "no such file", "check the path", err)
	case errors.Is(err, fs.ErrPermission):
		return refuse(Unreadable, "no permission to read it", "check the rights of the file", err)
	}
	return refuse(Unreadable, "the file cannot be read: "+err.Error(), "", err)
}

// overBytes is the refusal of a file over the size limit.
func overBytes(limit int64) *Refusal {
	return refuse(TooLarge, fmt.Sprintf("larger than %d MiB", limit>>20), "split the file or raise the size limit", nil)
}

// Read reads the bytes of a file. name is the file name as given; of it only the extension is looked at, to note
// when it promises another format. The error, if any, is a *Refusal.
func Read(ctx context.Context, name string, data []byte, lim Limits) (*Document, error) {
	lim = lim.withDefaults()
	name = filepath.Base(name)
	if int64(len(data)) > lim.Bytes {
		return nil, named(overBytes(lim.Bytes), name)
	}
	ctx, cancel := context.WithTimeout(ctx, lim.Time)
	defer cancel()
	in := &input{name: name, data: data, m: &meter{ctx: ctx, lim: lim}, doc: newDocument(name, data)}
	if err := in.read(); err != nil {
		return nil, named(err, name)
	}
	return in.doc, nil
}

// newDocument starts the document of a file.
func newDocument(name string, data []byte) *Document {
	sum := sha256.Sum256(data)
	return &Document{Name: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
}

// named turns any error into a refusal that names the file.
func named(err error, name string) *Refusal {
	var r *Refusal
	if !errors.As(err, &r) {
		r = damaged("the content cannot be understood", err)
	}
	out := *r
	out.File = name
	return &out
}

// input is one file on its way to becoming a document.
type input struct {
	name    string
	data    []byte
	m       *meter
	doc     *Document
	legacy  legacy
	archive *archive  // set for zip containers
	ole     *compound // set for the containers of old office files

	edges []string // lines of page headers, footers and stamps, which are no part of the text

	plainText string // see plain
	plainDone bool
}

// read recognises the format and reads it. A reader that panics has met content its author did not foresee; the
// file is then refused as damaged rather than taking the program down.
func (in *input) read() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged("the content cannot be understood", fmt.Errorf("panic: %v", p))
		}
	}()
	if blank(in.data) {
		return refuse(Empty, "the file is empty", "check that the file was copied whole", nil)
	}
	f, err := in.recognise()
	if err != nil {
		return err
	}
	in.doc.Format, in.doc.MediaType = f.name, f.mediaType
	in.noteExtension(f)
	if err := f.read(in); err != nil {
		return err
	}
	return in.finish()
}

// finish checks that something was read and puts the names of converted encodings in place.
func (in *input) finish() error {
	if err := in.m.alive(); err != nil {
		return err
	}
	in.doc.Encoding = in.legacy.names()
	if len(in.doc.Blocks) == 0 {
		return refuse(Empty, "the file holds no text", "check that this is the right file", nil)
	}
	return in.classified()
}

// noteExtension notes a file name that promises another format.
func (in *input) noteExtension(f *format) {
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(in.name), "."))
	if ext == "" || slices.Contains(f.extensions, ext) {
		return
	}
	for _, other := range readers() {
		if slices.Contains(other.extensions, ext) {
			in.note("the name ends in .%s but the content is %s; it was read as %s", ext, f.title, f.name)
			return
		}
	}
}

// add keeps a block.
func (in *input) add(b Block) error {
	if err := in.m.keep(&b); err != nil {
		return err
	}
	in.doc.Blocks = append(in.doc.Blocks, b)
	return nil
}

// partial records what could not be read, once.
func (in *input) partial(format string, args ...any) {
	in.doc.Partial = appendOnce(in.doc.Partial, fmt.Sprintf(format, args...))
}

// note records what a reader should know, once.
func (in *input) note(format string, args ...any) {
	in.doc.Notes = appendOnce(in.doc.Notes, fmt.Sprintf(format, args...))
}

// maxRemarks bounds the sentences about one file; a file with more has no use for the rest.
const maxRemarks = 200

// appendOnce appends s unless it is there.
func appendOnce(list []string, s string) []string {
	if len(list) >= maxRemarks || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
