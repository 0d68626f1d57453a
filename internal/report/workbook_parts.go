package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"sync"
)

// deflated is a stretch of a part of a file, compressed as it is written. Stretches that end flushed may be put one before
// another.
type deflated struct {
	data bytes.Buffer
	sum  uint32 // CRC-32 of what was written
	size int64  // of it, in bytes
	out  *flate.Writer
}

// level is how much is done to compress rows: by far the most of it finds the repetition from row to row, and the level that
// archive/zip takes by itself needs five times as long for a quarter less.
const level = 2

// flaters are compressors to be used again: each is large.
var flaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, level)
	if err != nil {
		panic(err) // only for a level that does not exist
	}
	return w
}}

func newDeflated() *deflated {
	d := &deflated{out: flaters.Get().(*flate.Writer)}
	d.out.Reset(&d.data)
	return d
}

// Write compresses more.
func (d *deflated) Write(b []byte) (int, error) {
	d.sum = crc32.Update(d.sum, crc32.IEEETable, b)
	d.size += int64(len(b))
	return d.out.Write(b)
}

// end completes the stretch; the last one of a part says that nothing follows.
func (d *deflated) end(last bool) error {
	defer func() {
		flaters.Put(d.out)
		d.out = nil
	}()
	if last {
		return d.out.Close()
	}
	return d.out.Flush()
}

// stretch compresses a text whole.
func stretch(text []byte, last bool) (*deflated, error) {
	d := newDeflated()
	if _, err := d.Write(text); err != nil {
		return nil, err
	}
	return d, d.end(last)
}

// sumOfBoth is the CRC-32 of one text after another, from that of each and the length of the second: the first is multiplied
// by x to the number of bits that follow it, modulo the polynomial, and the second added.
func sumOfBoth(first, second uint32, length int64) uint32 {
	power := uint32(1) << 23 // x^8, the most significant bit being x^0
	for ; length > 0; length >>= 1 {
		if length&1 != 0 {
			first = timesModulo(first, power)
		}
		power = timesModulo(power, power)
	}
	return first ^ second
}

// timesModulo multiplies polynomials over two elements modulo that of CRC-32, bits reversed as there.
func timesModulo(a, b uint32) uint32 {
	var product uint32
	for ; a != 0; a <<= 1 {
		if a>>31 != 0 {
			product ^= b
		}
		b = b>>1 ^ crc32.IEEE&-(b&1)
	}
	return product
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
	rows := map[string]*deflated{}
	for id, name := range b.file.GetSheetMap() {
		rows[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = b.rows[name]
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
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
func putRows(out *zip.Writer, part *zip.File, rows *deflated) error {
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
	head, err := stretch(frame[:at+len(open)], false)
	if err != nil {
		return err
	}
	tail, err := stretch(frame[at+len(open):], true)
	if err != nil {
		return err
	}
	h := &zip.FileHeader{Name: part.Name, Method: zip.Deflate}
	for _, s := range []*deflated{head, rows, tail} {
		h.CRC32 = sumOfBoth(h.CRC32, s.sum, s.size)
		h.CompressedSize64 += uint64(s.data.Len())
		h.UncompressedSize64 += uint64(s.size)
	}
	to, err := out.CreateRaw(h)
	if err != nil {
		return err
	}
	for _, s := range []*deflated{head, rows, tail} {
		if _, err := to.Write(s.data.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func readPart(part *zip.File) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
