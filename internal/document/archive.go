package document

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
)

// archive is a zip container read with limits: parts are found by name, case-insensitively as the office formats ask.
type archive struct {
	m     *meter
	parts map[string]*zip.File
	size  int64
}

// centralRecord opens each entry of a zip's directory.
var centralRecord = []byte("PK\x01\x02")

// openArchive reads the directory of a zip file. The number of entries is bounded before the library builds them.
func openArchive(data []byte, m *meter) (*archive, error) {
	if n := bytes.Count(data, centralRecord); n > m.lim.Entries {
		return nil, tooLarge("more than %d files inside", m.lim.Entries)
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("the zip container is cut off or damaged", err)
	}
	a := &archive{m: m, parts: make(map[string]*zip.File, len(zr.File)), size: int64(len(data))}
	for _, f := range zr.File {
		name := partName(f.Name)
		if _, taken := a.parts[name]; !taken {
			a.parts[name] = f
		}
	}
	return a, nil
}

// partName is the form under which parts are looked up.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// has reports whether the container holds a part.
func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// open gives a part for streaming; what comes out is charged.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, damaged("the part "+name+" is missing", nil)
	}
	if f.Flags&1 != 0 {
		return nil, refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", nil)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, damaged("the part "+name+" cannot be unpacked", err)
	}
	// The directory may lie about the packed size; no part can take more than the file itself.
	packed := min(int64(f.CompressedSize64), a.size)
	return &part{rc: rc, m: a.m, name: name, packed: max(packed, 1)}, nil
}

// read gives a whole part, for the small ones; max bounds it.
func (a *archive) read(name string, max int64) ([]byte, error) {
	rc, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	data, err := io.ReadAll(io.LimitReader(rc, max+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > max {
		return nil, tooLarge("the part %s is over %d MiB", name, max>>20)
	}
	return data, nil
}

// part is one entry being unpacked.
type part struct {
	rc     io.ReadCloser
	m      *meter
	name   string
	packed int64
	out    int64
}

// ratioFrom is the size from which the ratio of a part counts; small parts of office files compress very well.
const ratioFrom = 32 << 20

// Read unpacks and charges.
func (p *part) Read(b []byte) (int, error) {
	n, err := p.rc.Read(b)
	p.out += int64(n)
	if charge := p.m.unpack(n); charge != nil {
		return n, charge
	}
	if p.out > ratioFrom && p.out/p.packed > p.m.lim.Ratio {
		return n, tooLarge("the part %s unpacks to more than %d times its size", p.name, p.m.lim.Ratio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, damaged("the part "+p.name+" is cut off or damaged", err)
	}
	return n, err
}

// Close ends the reading of the part.
func (p *part) Close() error { return p.rc.Close() }
