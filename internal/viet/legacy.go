package viet

import (
	_ "embed"
	"encoding/hex"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Encoding tells which legacy encodings a text was in: a set, so that a text in several can say so. The zero value
// is Unicode.
type Encoding uint8

// Legacy encodings of Vietnamese, all of one byte a character but for VNI, which writes a vowel and its marks in two.
const (
	Unicode     Encoding = 0
	TCVN3       Encoding = 1 << (iota - 1) // ABC, fonts .VnTime and .VnTimeH
	VNI                                    // VNI for Windows, fonts VNI-Times
	VISCII                                 // RFC 1456
	Windows1258                            // letters and combining marks
	Mixed                                  // beside a legacy encoding, part of the text was Unicode
)

// String names the encodings: "Unicode", "TCVN3", "TCVN3+VNI", "TCVN3+Unicode".
func (e Encoding) String() string {
	var names []string
	for _, n := range []struct {
		e    Encoding
		name string
	}{{TCVN3, "TCVN3"}, {VNI, "VNI"}, {VISCII, "VISCII"}, {Windows1258, "Windows-1258"}, {Mixed, "Unicode"}} {
		if e&n.e != 0 {
			names = append(names, n.name)
		}
	}
	if len(names) == 0 {
		return "Unicode"
	}
	return strings.Join(names, "+")
}

// decoder turns bytes of a legacy encoding into Unicode.
type decoder struct {
	encoding Encoding
	single   [256]rune        // 0 where the byte is no letter of this encoding
	double   map[[2]byte]rune // VNI: vowel and marks
	charmap  *charmap.Charmap // Windows-1258, composed afterwards
}

// The tables of TCVN3 and VNI: one row a letter, its bytes in hexadecimal in the third column. Where one byte
// stands for a small and a capital letter (TCVN3 keeps no toned capitals) the fifth column decides for the small one.
var (
	//go:embed legacy/tcvn3.csv
	tcvn3Table string
	//go:embed legacy/vni.csv
	vniTable string
)

// visciiHigh are the letters of the bytes 0x80 to 0xFF in VISCII.
const visciiHigh = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"

// viscii also uses six control characters.
var visciiLow = map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1e: 'Ỵ'}

// decoders returns the legacy encodings in the order in which they are preferred. They are read on first use: most
// texts are Unicode.
var decoders = sync.OnceValue(func() []*decoder {
	viscii := &decoder{encoding: VISCII}
	next := 0x80
	for _, r := range visciiHigh {
		viscii.single[next] = r
		next++
	}
	for b, r := range visciiLow {
		viscii.single[b] = r
	}
	return []*decoder{
		readTable(TCVN3, tcvn3Table), readTable(VNI, vniTable),
		{encoding: Windows1258, charmap: charmap.Windows1258}, viscii,
	}
})

// readTable reads a table of this package. It panics on a fault in it, since the table is part of the program.
func readTable(e Encoding, table string) *decoder {
	d := &decoder{encoding: e, double: make(map[[2]byte]rune)}
	rows := strings.Split(strings.TrimSpace(table), "\n")
	for _, line := range rows[1:] {
		fields := strings.Split(strings.TrimSpace(line), ",")
		b, err := hex.DecodeString(fields[2])
		letter, _ := utf8.DecodeRuneInString(fields[0])
		switch {
		case err != nil || len(b) == 0 || len(b) > 2:
			panic("viet: bad row in the table of " + e.String() + ": " + line)
		case len(b) == 2:
			d.double[[2]byte(b)] = letter
		case d.single[b[0]] == 0:
			d.single[b[0]] = letter
		}
	}
	return d
}

// decode returns the Unicode text of b. Bytes that are no letters of the encoding are read as Windows-1252.
func (d *decoder) decode(b []byte) string {
	if d.charmap != nil {
		return d.decodeCharmap(b)
	}
	var out strings.Builder
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) {
			if r, ok := d.double[[2]byte{b[i], b[i+1]}]; ok {
				out.WriteRune(r)
				i++
				continue
			}
		}
		r := d.single[b[i]]
		if r == 0 {
			r = charmap.Windows1252.DecodeByte(b[i])
		}
		out.WriteRune(r)
	}
	return out.String()
}

func (d *decoder) decodeCharmap(b []byte) string {
	var out strings.Builder
	for _, c := range b {
		r := d.charmap.DecodeByte(c)
		if r == utf8.RuneError {
			r = charmap.Windows1252.DecodeByte(c)
		}
		out.WriteRune(r)
	}
	return norm.NFC.String(out.String())
}

// western returns the Windows-1252 bytes of a text, or false when it holds a character that encoding lacks.
func western(dst []byte, s string) ([]byte, bool) {
	for _, r := range s {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			return dst, false
		}
		dst = append(dst, b)
	}
	return dst, true
}
