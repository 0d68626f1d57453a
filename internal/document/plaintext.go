package document

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// plain gives the file as Unicode text, "" when it is not text. It is worked out once.
func (in *input) plain() string {
	if !in.plainDone {
		in.plainDone = true
		in.plainText = in.decodePlain()
	}
	return in.plainText
}

// decodePlain tells the encoding by byte order mark, then by validity, then by the share of Vietnamese syllables.
func (in *input) decodePlain() string {
	data := in.data
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return in.unicode(string(data[3:]))
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], binary.BigEndian)
	}
	if order := guessUTF16(data); order != nil {
		return fromUTF16(data, order)
	}
	if !looksLikeText(data) {
		return ""
	}
	if cut := utf8Until(data); cut >= 0 {
		if cut < len(data) {
			in.partial("the last character is incomplete: the file may be cut off")
		}
		return in.unicode(string(data[:cut]))
	}
	return in.legacy.lines(charmapText(data))
}

// charmapText reads bytes in some one-byte encoding as Western letters, for the decoder to work on. Lines that are
// UTF-8 stay so: files get pasted together.
func charmapText(data []byte) string {
	var sb strings.Builder
	for line := range bytes.Lines(data) {
		if utf8.Valid(line) {
			sb.Write(line)
			continue
		}
		for _, c := range line {
			sb.WriteRune(charmap.Windows1252.DecodeByte(c))
		}
	}
	return sb.String()
}

// unicode repairs UTF-8 text: stray bytes are replaced, and lines whose letters are those of a legacy font are decoded.
func (in *input) unicode(s string) string {
	return in.legacy.lines(strings.ToValidUTF8(s, "\ufffd"))
}

// utf8Until gives the length of data that is UTF-8 when all of it is, but for a character cut off at the end; else -1.
func utf8Until(data []byte) int {
	if utf8.Valid(data) {
		return len(data)
	}
	for back := 1; back < utf8.UTFMax && back < len(data); back++ {
		cut := len(data) - back
		if utf8.RuneStart(data[cut]) {
			if !utf8.FullRune(data[cut:]) && utf8.Valid(data[:cut]) {
				return cut
			}
			return -1
		}
	}
	return -1
}

// guessUTF16 tells UTF-16 without a mark by where its zero bytes stand; nil when it is not UTF-16.
func guessUTF16(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 4096)]
	var even, odd int
	for i, c := range head {
		switch {
		case c == 0 && i%2 == 0:
			even++
		case c == 0:
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case half < 4:
		return nil
	case odd > half/3 && even < half/20+1:
		return binary.LittleEndian
	case even > half/3 && odd < half/20+1:
		return binary.BigEndian
	}
	return nil
}

// fromUTF16 decodes UTF-16; a lone last byte is dropped.
func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// readTXT makes a paragraph of every line with something on it.
func readTXT(in *input) error {
	para := 0
	for i, line := range splitLines(in.plain()) {
		text := tidy(line)
		if text == "" {
			continue
		}
		para++
		b := Block{Text: text, Place: Place{Row: i + 1, Para: para}}
		if err := in.add(b); err != nil {
			return err
		}
	}
	return nil
}

// splitLines splits at every kind of line end; a page break ends a line too.
func splitLines(s string) []string {
	var lines []string
	for len(s) > 0 {
		end := strings.IndexAny(s, "\n\r\f")
		if end < 0 {
			return append(lines, s)
		}
		lines = append(lines, s[:end])
		if strings.HasPrefix(s[end:], "\r\n") {
			end++
		}
		s = s[end+1:]
	}
	return lines
}
