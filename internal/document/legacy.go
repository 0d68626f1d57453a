package document

import (
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// legacy collects which encodings from before Unicode were met and converted in one file.
type legacy struct {
	found viet.Encoding
}

// used records a conversion.
func (l *legacy) used(enc viet.Encoding) { l.found |= enc }

// names gives what was converted: "TCVN3", "TCVN3+VNI", "" for none.
func (l *legacy) names() string {
	if enc := l.found &^ viet.Mixed; enc != viet.Unicode {
		return enc.String()
	}
	return ""
}

// fontEncoding tells the encoding that a font name stands for, and whether the font shows capitals for small letters.
// The ABC fonts (.VnTime) are TCVN3 and those in H are its capitals; the VNI fonts have both cases in one font.
func fontEncoding(font string) (enc viet.Encoding, capitals bool) {
	name := strings.TrimSpace(font)
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(lower, ".vn"), strings.HasPrefix(name, "Vn") && len(name) > 2 && name[2] >= 'A' && name[2] <= 'Z':
		return viet.TCVN3, strings.HasSuffix(name, "H")
	case strings.HasPrefix(lower, "vni-"), strings.HasPrefix(lower, "vni "):
		return viet.VNI, false
	}
	return viet.Unicode, false
}

// run decodes text set in one kind of font: by the font where it is one of the legacy ones, else where the letters
// themselves show that it is not Unicode.
func (l *legacy) run(text string, enc viet.Encoding) string {
	var found viet.Encoding
	if enc == viet.Unicode {
		text, found = viet.Decode(text)
	} else {
		text, found = viet.DecodeAs(fromSymbols(text), enc)
	}
	l.used(found)
	return text
}

// lines decodes text without fonts line by line. A file typed in a legacy font is in it from end to end: where most
// lines with accents are, the short ones that could be either are read the same way.
func (l *legacy) lines(text string) string {
	decoded, found := viet.Decode(text)
	if found == viet.Unicode {
		return text
	}
	before, after := strings.SplitAfter(text, "\n"), strings.SplitAfter(decoded, "\n")
	l.used(found)
	only := found &^ viet.Mixed
	if only != viet.TCVN3 && only != viet.VNI || len(before) != len(after) {
		return decoded
	}
	changed, accented := 0, 0
	for i, line := range before {
		if strings.IndexFunc(line, func(r rune) bool { return r > 0x7f }) >= 0 {
			accented++
			if after[i] != line {
				changed++
			}
		}
	}
	if changed*2 < accented {
		return decoded
	}
	for i, line := range before {
		if after[i] == line {
			after[i], _ = viet.DecodeAs(line, only)
		}
	}
	return strings.Join(after, "")
}

// fromSymbols brings back characters that Word moved to the private area because their font calls itself a symbol font.
func fromSymbols(s string) string {
	if !strings.Contains(s, "\xef") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xf020 && r <= 0xf0ff {
			return r - 0xf000
		}
		return r
	}, s)
}
