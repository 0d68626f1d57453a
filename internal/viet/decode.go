package viet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Decode returns s with every run of text in a legacy encoding turned into Unicode, and the encodings found. Text
// that is Unicode comes back unchanged. Decode first and Clean afterwards: TCVN3 writes ư as the soft hyphen, which
// Clean removes.
func Decode(s string) (string, Encoding) {
	var out []byte
	found, kept := Unicode, 0
	for from := 0; from < len(s); {
		to := from + lineLength(s[from:])
		suspicious, accented := triage(s[from:to])
		if accented {
			found |= Mixed
		}
		if suspicious {
			l := splitLine(s[from:to])
			if e := l.detect(); e != Unicode {
				found |= e
				out = append(append(out, s[kept:from]...), l.decoded()...)
				kept = to
			}
		}
		from = to
	}
	if found&^Mixed == Unicode {
		return s, Unicode
	}
	return string(append(out, s[kept:]...)), found
}

// maxLine bounds what is looked at together: a file without line breaks must not take memory many times its size.
const maxLine = 8 << 10

// lineLength returns the length of the first line of s with its line break, or of as many words as fit.
func lineLength(s string) int {
	long := len(s) > maxLine
	if long {
		s = s[:maxLine]
	}
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n + 1
	}
	if !long {
		return len(s)
	}
	if n := strings.LastIndexByte(s, ' '); n >= 0 {
		return n + 1
	}
	for n := len(s) - 1; n > 0; n-- {
		if utf8.RuneStart(s[n]) {
			return n
		}
	}
	return len(s)
}

// DecodeBytes returns the text of bytes in UTF-8, UTF-16 with a byte order mark, or legacy encodings, line by line
// and run by run. What is in no encoding known is read as Windows-1252, so that nothing is lost.
func DecodeBytes(b []byte) (string, Encoding) {
	if s, ok := decodeUTF16(b); ok {
		return Decode(s)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if utf8.Valid(b) {
		return Decode(string(b))
	}
	var out []byte
	for l := range bytes.Lines(b) {
		out = appendWestern(out, l)
	}
	return Decode(string(out))
}

// appendWestern appends a line of bytes as UTF-8. Of a line that is not UTF-8, words that are (and are in a script
// that Vietnamese documents use: two bytes of a legacy encoding can pass for a letter of any other) stay as they
// are, the rest is read as Windows-1252.
func appendWestern(out, line []byte) []byte {
	if utf8.Valid(line) {
		return append(out, line...)
	}
	for len(line) > 0 {
		n := bytes.IndexAny(line, " \t\r\n")
		if n < 0 {
			n = len(line) - 1
		}
		word := line[:n+1]
		line = line[n+1:]
		if utf8.Valid(word) && bytes.IndexFunc(word, otherScript) < 0 {
			out = append(out, word...)
			continue
		}
		for _, c := range word {
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(c))
		}
	}
	return out
}

// otherScript reports letters between those of Latin and of Vietnamese in the order of Unicode.
func otherScript(r rune) bool { return r >= 0x370 && r < 0x1e00 }

// decodeUTF16 decodes text that begins with a byte order mark of UTF-16.
func decodeUTF16(b []byte) (string, bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, 0, len(b)/2)
	for b = b[2:]; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units)), true
}
