package evidence

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
)

// The zip format (PKWARE APPNOTE) as bundles use it: entries stored, no extra fields, no comments, no data descriptors,
// every date the first one that the format has. Sizes stay below those for which the format needs its 64-bit records.
const (
	localMark   = 0x04034b50
	centralMark = 0x02014b50
	endMark     = 0x06054b50

	localSize   = 30
	centralSize = 46
	endSize     = 22

	localChecksum   = 14 // where the checksum stands in a header
	centralChecksum = 16

	zipVersion = 10     // needed to extract what is only stored
	zipDate    = 0x0021 // 1 January 1980
	mostFiles  = math.MaxUint16 - 1
	mostBytes  = math.MaxUint32 - 1
)

// errTooLarge says that a bundle does not fit into a plain zip file.
var errTooLarge = errors.New("the bundle would be larger than 4 GiB or hold more than 65534 files")

// entry is one file of the archive.
type entry struct {
	name   string
	size   int64
	crc    uint32
	offset int64 // of its local header
}

// content is where the bytes of the entry begin.
func (e *entry) content() int64 { return e.offset + localSize + int64(len(e.name)) }

// end is where the next entry begins.
func (e *entry) end() int64 { return e.content() + e.size }

// common puts the fields that local and central headers share, from "version needed" on.
func (e *entry) common(b []byte) {
	le := binary.LittleEndian
	le.PutUint16(b[0:], zipVersion)
	le.PutUint16(b[8:], zipDate)
	le.PutUint32(b[10:], e.crc)
	le.PutUint32(b[14:], uint32(e.size))
	le.PutUint32(b[18:], uint32(e.size))
	le.PutUint16(b[22:], uint16(len(e.name)))
}

func (e *entry) local() []byte {
	b := make([]byte, localSize, localSize+len(e.name))
	binary.LittleEndian.PutUint32(b, localMark)
	e.common(b[4:])
	return append(b, e.name...)
}

func (e *entry) central() []byte {
	b := make([]byte, centralSize, centralSize+len(e.name))
	binary.LittleEndian.PutUint32(b, centralMark)
	binary.LittleEndian.PutUint16(b[4:], zipVersion)
	e.common(b[6:])
	binary.LittleEndian.PutUint32(b[42:], uint32(e.offset))
	return append(b, e.name...)
}

// directory is what follows the last entry: the central directory and the end record.
func directory(entries []entry) []byte {
	var b []byte
	for i := range entries {
		b = append(b, entries[i].central()...)
	}
	end, size, start := make([]byte, endSize), len(b), int64(0)
	if n := len(entries); n > 0 {
		start = entries[n-1].end()
	}
	le := binary.LittleEndian
	le.PutUint32(end, endMark)
	le.PutUint16(end[8:], uint16(len(entries)))
	le.PutUint16(end[10:], uint16(len(entries)))
	le.PutUint32(end[12:], uint32(size))
	le.PutUint32(end[16:], uint32(start))
	return append(b, end...)
}

// archiveWriter writes an archive front to back.
type archiveWriter struct {
	w       io.Writer
	at      int64
	entries []entry
}

func (a *archiveWriter) add(name string, data []byte) error {
	e := entry{name: name, size: int64(len(data)), crc: crc32.ChecksumIEEE(data), offset: a.at}
	if len(a.entries) >= mostFiles || e.end() > mostBytes {
		return errTooLarge
	}
	for _, b := range [][]byte{e.local(), data} {
		if _, err := a.w.Write(b); err != nil {
			return err
		}
	}
	a.at = e.end()
	a.entries = append(a.entries, e)
	return nil
}

func (a *archiveWriter) close() error {
	d := directory(a.entries)
	if a.at+int64(len(d)) > mostBytes {
		return errTooLarge
	}
	_, err := a.w.Write(d)
	return err
}

// archive is a zip file that is read. Its entries are those of the local headers or, where these are broken, those of
// the central directory.
type archive struct {
	r       io.ReaderAt
	size    int64
	entries []entry
}

// errNoArchive says that neither local headers nor directory could be followed.
var errNoArchive = errors.New("not a bundle: no zip file of the form that rasoat writes")

// openArchive finds the entries of an archive.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	a := &archive{r: r, size: size}
	local, whole := a.scan()
	listed := a.listed()
	switch {
	case whole || len(local) > 0 && len(listed) == 0:
		a.entries = local
	case len(listed) > 0:
		a.entries = listed
	default:
		return nil, errNoArchive
	}
	return a, nil
}

// bytes reads a range; what lies past the end of the file is left out.
func (a *archive) bytes(from, n int64) []byte {
	if from < 0 || from > a.size || n < 0 {
		return nil
	}
	b := make([]byte, min(n, a.size-from))
	if _, err := a.r.ReadAt(b, from); err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return b
}

// scan follows the local headers; whole tells that they lead to the central directory.
func (a *archive) scan() (entries []entry, whole bool) {
	at := int64(0)
	for {
		h := a.bytes(at, localSize)
		if len(h) < localSize || binary.LittleEndian.Uint32(h) != localMark {
			return entries, len(h) >= 4 && binary.LittleEndian.Uint32(h) == centralMark && len(entries) > 0
		}
		e := readCommon(h[4:])
		e.offset = at
		name := a.bytes(at+localSize, int64(binary.LittleEndian.Uint16(h[26:])))
		e.name = string(name)
		if e.end() > a.size {
			return entries, false
		}
		entries, at = append(entries, e), e.end()
	}
}

func readCommon(b []byte) entry {
	return entry{crc: binary.LittleEndian.Uint32(b[10:]), size: int64(binary.LittleEndian.Uint32(b[14:]))}
}

// listed reads the central directory, nil when it can not be followed, or names more than the file can hold: entries that
// lie in one another would be read over and over.
func (a *archive) listed() []entry {
	end := a.bytes(a.size-endSize, endSize)
	if len(end) < endSize || binary.LittleEndian.Uint32(end) != endMark {
		return nil
	}
	at := int64(binary.LittleEndian.Uint32(end[16:]))
	var entries []entry
	var held int64
	for range binary.LittleEndian.Uint16(end[10:]) {
		h := a.bytes(at, centralSize)
		if len(h) < centralSize || binary.LittleEndian.Uint32(h) != centralMark {
			return nil
		}
		e := readCommon(h[6:])
		e.offset = int64(binary.LittleEndian.Uint32(h[42:]))
		n := int64(binary.LittleEndian.Uint16(h[28:]))
		e.name = string(a.bytes(at+centralSize, n))
		if held += e.end() - e.offset; e.end() > a.size || held > a.size {
			return nil
		}
		entries, at = append(entries, e), at+centralSize+n
	}
	return entries
}

// read returns the content of an entry.
func (a *archive) read(e *entry) []byte { return a.bytes(e.content(), e.size) }

// frameFault is a place in the file where it is not the zip file that its entries make.
type frameFault struct {
	offset   int64
	region   string // name of the entry whose header it is, "" for the directory
	checksum bool   // it is the checksum of the content that differs: the content, most likely, was altered
}

// frame compares everything but content with the bytes that the entries make. Each region that differs gives one fault,
// at its first byte that does. The checksums must be those of the content.
func (a *archive) frame() []frameFault {
	var faults []frameFault
	at := int64(0)
	for i := range a.entries {
		e := a.entries[i]
		e.crc = crc32.ChecksumIEEE(a.read(&e))
		a.entries[i].crc = e.crc
		if e.offset != at {
			faults = append(faults, frameFault{offset: min(at, e.offset), region: e.name})
		}
		if off, differs := a.differs(e.offset, e.local()); differs {
			faults = append(faults, frameFault{off, e.name, within(off-e.offset, localChecksum)})
		}
		at = e.end()
	}
	d := directory(a.entries)
	if off, differs := a.differs(at, d); differs {
		name, in := a.regionOf(off - at)
		faults = append(faults, frameFault{off, name, name != "" && within(in, centralChecksum)})
	} else if end := at + int64(len(d)); a.size > end {
		faults = append(faults, frameFault{offset: end})
	}
	return faults
}

// within tells whether an offset into a header lies in its checksum.
func within(off, checksum int64) bool { return off >= checksum && off < checksum+4 }

// differs finds the first byte at which the file is not as it should be.
func (a *archive) differs(at int64, want []byte) (int64, bool) {
	have := a.bytes(at, int64(len(want)))
	if bytes.Equal(have, want) {
		return 0, false
	}
	for i := range have {
		if have[i] != want[i] {
			return at + int64(i), true
		}
	}
	return at + int64(len(have)), true
}

// regionOf names the entry whose directory row holds an offset into the directory, and gives the offset in that row.
func (a *archive) regionOf(off int64) (name string, in int64) {
	for i := range a.entries {
		n := int64(centralSize + len(a.entries[i].name))
		if off < n {
			return a.entries[i].name, off
		}
		off -= n
	}
	return "", off
}
