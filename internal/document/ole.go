package document

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/richardlehane/mscfb"
)

// compoundMark begins the container of the office formats from before 2007.
const compoundMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// compound is the container of old office files: named streams.
type compound struct {
	streams map[string]*mscfb.File
}

// openCompound reads the directory of an old office file.
func openCompound(data []byte) (*compound, error) {
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, damaged("the container is cut off or damaged", err)
	}
	c := &compound{streams: map[string]*mscfb.File{}}
	for _, f := range r.File {
		if len(f.Path) == 0 && c.streams[f.Name] == nil {
			c.streams[f.Name] = f
		}
	}
	return c, nil
}

// has reports a stream at the top.
func (c *compound) has(name string) bool { return c != nil && c.streams[name] != nil }

// read gives a stream; no more than limit, which is the size of the file.
func (c *compound) read(name string, limit int64) ([]byte, error) {
	f := c.streams[name]
	if f == nil {
		return nil, damaged("the stream "+name+" is missing", nil)
	}
	data, err := io.ReadAll(io.LimitReader(f, min(f.Size, limit)))
	if err != nil {
		return data, damaged("the stream "+name+" is cut off or damaged", err)
	}
	if int64(len(data)) < f.Size {
		return data, damaged("the stream "+name+" is cut off", io.ErrUnexpectedEOF)
	}
	return data, nil
}

// little reads little-endian numbers out of bytes; what lies outside reads as 0.
type little []byte

func (b little) u8(at int) int {
	if at < 0 || at >= len(b) {
		return 0
	}
	return int(b[at])
}

func (b little) u16(at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func (b little) u32(at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// part gives n bytes from a place on, fewer at the end.
func (b little) part(at, n int) little {
	if at < 0 || at >= len(b) || n <= 0 {
		return nil
	}
	return b[at:min(at+n, len(b))]
}
