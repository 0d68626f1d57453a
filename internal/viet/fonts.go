package viet

import (
	"strings"
	"unicode"
)

// DecodeAs returns s with the letters of one legacy encoding turned into Unicode: for text whose encoding is told by
// its font, where a run is often a single word and too short for Decode to be sure. The font is a strong hint, not a
// proof: a run that holds Vietnamese letters beyond Windows-1252, or that makes more well-formed syllables as it
// stands, is Unicode already and comes back unchanged. The encoding returned is that of what was changed.
func DecodeAs(s string, e Encoding) (string, Encoding) {
	var d *decoder
	for _, known := range decoders() {
		if known.encoding == e {
			d = known
		}
	}
	if d == nil || plainASCII(s) {
		return s, Unicode
	}
	if beyondWestern(s) {
		return s, Unicode
	}
	out := d.decodeWords(s)
	before, after := read(s), read(out)
	if out == s || before.correct > after.correct {
		return s, Unicode
	}
	return out, e
}

// decodeWords decodes every word that is made of Windows-1252 characters.
func (d *decoder) decodeWords(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		n := strings.IndexFunc(s, unicode.IsSpace)
		if n == 0 {
			n = len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
			out.WriteString(s[:n])
			s = s[n:]
			continue
		}
		if n < 0 {
			n = len(s)
		}
		if b, ok := western(nil, s[:n]); ok {
			out.WriteString(d.decode(b))
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
	return out.String()
}

// plainASCII reports text that is the same in every encoding.
func plainASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
