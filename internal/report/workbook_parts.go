package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// level is how much is done to compress a workbook: by far the most of it finds the repetition from row to row, and the level
// that archive/zip takes by itself needs five times as long for a quarter less.
const level = 2

// spool keeps rows until the workbook is written: in memory, and from mostHeld bytes on in a file without a name.
type spool struct {
	held bytes.Buffer
	file *os.File
}

const mostHeld = 16 << 20

// Write adds to the spool.
func (s *spool) Write(b []byte) (int, error) {
	if s.held.Len()+len(b) > mostHeld {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	return s.held.Write(b)
}

// spill moves what is held in memory to the file.
func (s *spool) spill() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "rasoat-*.xml")
		if err != nil {
			return err
		}
		os.Remove(f.Name()) // where the system lets an open file be removed; else close does it
		s.file = f
	}
	_, err := s.held.WriteTo(s.file)
	return err
}

// copyTo writes all of the spool, and empties it.
func (s *spool) copyTo(w io.Writer) error {
	if s.file != nil {
		defer os.Remove(s.file.Name())
		defer s.file.Close()
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(w, s.file); err != nil {
			return err
		}
	}
	_, err := s.held.WriteTo(w)
	return err
}

// write writes the workbook, its rows put into their sheets, and closes it. Parts stand in the order of their names: the
// library knows no order, and the same rows are to give the same bytes.
func (b *workbook) write(w io.Writer) error {
	if err := b.writeParts(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return b.file.Close()
}

func (b *workbook) writeParts(w io.Writer) error {
	var raw bytes.Buffer
	if err := b.file.Write(&raw); err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return err
	}
	rows := map[string]*spool{}
	for id, name := range b.file.GetSheetMap() {
		rows[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = b.rows[name]
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	out.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, level) })
	for _, part := range in.File {
		if of := rows[part.Name]; of != nil {
			err = putRows(out, part, of)
		} else {
			err = out.Copy(part)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// putRows copies the part of a sheet that has no rows, with its rows where they belong.
func putRows(out *zip.Writer, part *zip.File, rows *spool) error {
	frame, err := readPart(part)
	if err != nil {
		return err
	}
	frame = bytes.Replace(frame, []byte(` filterMode="true"`), nil, 1) // nothing is filtered yet
	const open, end = "<sheetData>", "</sheetData>"
	at := bytes.Index(frame, []byte(open+end))
	if at < 0 {
		return fmt.Errorf("part %q has no place for rows", part.Name)
	}
	at += len(open)
	to, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	if _, err := to.Write(frame[:at]); err != nil {
		return err
	}
	if err := rows.copyTo(to); err != nil {
		return err
	}
	_, err = to.Write(frame[at:])
	return err
}

func readPart(part *zip.File) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
