package viet

import (
	"slices"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s with its characters put right and nothing else changed: NFC with marks in any order composed, one
// kind of đ, of space, of hyphen and of quotation mark, no invisible characters, runs of white space as one space,
// none at the ends. Invalid bytes become U+FFFD.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	return string(appendClean(nil, s))
}

// isClean reports whether Clean has nothing to do; it may say no to a clean text with rare characters.
func isClean(s string) bool {
	space := true
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		switch sort := g.sort(); {
		case sort == sortSpace && s[i] == ' ' && !space:
			space = true
		case sort == sortLetter && g&lookAlike == 0, s[i] < utf8.RuneSelf && sort >= sortDigit && sort != sortSpace && sort != sortLine:
			space = false
		default:
			return false
		}
		i += width
	}
	return !space || s == ""
}

func appendClean(dst []byte, s string) []byte {
	from := len(dst)
	composed, space := true, true
	for _, r := range s {
		c := cleanRune(r)
		if c < 0 || c == ' ' && space {
			continue
		}
		space = c == ' '
		composed = composed && (c < 0x300 || c >= 0x1e80 && c < 0x1f00 || c >= 0x2010 && c < 0x2070)
		dst = utf8.AppendRune(dst, c)
	}
	if space && len(dst) > from {
		dst = dst[:len(dst)-1]
	}
	if composed {
		return dst
	}
	return compose(dst, from)
}

// cleanRune returns what stands for r in clean text: a space for any white space, -1 for nothing.
func cleanRune(r rune) rune {
	switch r {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	}
	switch {
	case unicode.IsSpace(r):
		return ' '
	case invisible(r):
		return -1
	case dash(r):
		return '-'
	}
	return r
}

// compose brings dst[from:] to NFC, shape marks first: in é + circumflex both marks have the same combining class,
// so NFC alone would keep their order and never reach ế.
func compose(dst []byte, from int) []byte {
	d := []rune(string(norm.NFD.Bytes(dst[from:])))
	for i := 0; i < len(d); {
		marks := i
		for i < len(d) && (vowelShape(d[i]) || vowelTone(d[i])) {
			i++
		}
		if i-marks > 1 {
			slices.SortStableFunc(d[marks:i], func(a, b rune) int { return toneLast(a) - toneLast(b) })
		}
		i = max(i, marks+1)
	}
	return append(dst[:from], norm.NFC.String(string(d))...) // AppendString would compose with what precedes
}

// vowelShape and vowelTone tell the marks above a letter apart. The horn and the dot below are of other combining
// classes, so NFC orders them well.
func vowelShape(r rune) bool { return r == 0x302 || r == 0x306 }
func vowelTone(r rune) bool  { return r == 0x300 || r == 0x301 || r == 0x303 || r == 0x309 }

func toneLast(r rune) int {
	if vowelTone(r) {
		return 1
	}
	return 0
}

// Key returns the matching form of s: clean, lower case, and in every well-formed syllable the tone mark placed the
// old way and y for i where they are variants. Punctuation stays. For matching only, never for display.
func Key(s string) string { return string(appendKey(nil, Clean(s))) }

// appendKey appends the matching form of clean text.
func appendKey(dst []byte, s string) []byte {
	var w word
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		if !g.letters() {
			dst = append(dst, s[i:i+width]...)
			i += width
			continue
		}
		end, whole := w.scan(s, i)
		if whole && w.syllable() {
			w.canonical()
			dst = w.appendLower(dst)
		} else {
			end = wordEnd(s, end)
			dst = appendLowered(dst, s[i:end])
		}
		i = end
	}
	return dst
}

// wordEnd returns where the word that s[i] belongs to ends.
func wordEnd(s string, i int) int {
	for i < len(s) {
		g, width := classAt(s, i)
		if !g.word() {
			break
		}
		i += width
	}
	return i
}

// appendLowered appends clean text in lower case. A few foreign letters compose differently when small.
func appendLowered(dst []byte, s string) []byte {
	from := len(dst)
	composed := true
	for _, r := range s {
		low := unicode.ToLower(r)
		composed = composed && (low < 0x300 || low >= 0x1e80 && low < 0x1f00)
		dst = utf8.AppendRune(dst, low)
	}
	if composed {
		return dst
	}
	return compose(dst, from)
}

// Fold returns Key(s) without diacritics, đ as d.
func Fold(s string) string { return Clean(view(appendFold(nil, Key(s)))) }

// appendFold appends the folded form of a matching form. Marks that stand alone are dropped.
func appendFold(dst []byte, key string) []byte {
	from := len(dst)
	for i := 0; i < len(key); {
		g, width := classAt(key, i)
		switch {
		case g.sort() == sortLetter:
			dst = append(dst, byte(g))
		case g.sort() == sortTone, g.sort() == sortShape:
		case g.sort() != sortForeign:
			dst = append(dst, key[i:i+width]...)
		default:
			dst = appendUnmarked(dst, key[i:i+width])
		}
		i += width
	}
	keyFolded(dst[from:])
	return dst
}

// appendUnmarked appends a foreign letter without its marks.
func appendUnmarked(dst []byte, letter string) []byte {
	parts := norm.NFD.PropertiesString(letter).Decomposition()
	if parts == nil {
		parts = append(make([]byte, 0, utf8.UTFMax), letter...)
	}
	from, marked := len(dst), false
	for _, r := range view(parts) {
		if unicode.Is(unicode.Mn, r) {
			marked = true
		} else {
			dst = utf8.AppendRune(dst, r)
		}
	}
	if !marked {
		return append(dst[:from], letter...)
	}
	return dst
}

// keyFolded brings folded text to its matching form in place. Only i for y can be left to do, where a foreign mark
// hid the syllable from Key.
func keyFolded(folded []byte) {
	var w word
	for i, s := 0, view(folded); i < len(s); {
		g, width := classAt(s, i)
		if !g.letters() {
			i += width
			continue
		}
		end, whole := w.scan(s, i)
		if whole && w.syllable() && step[w.state]&iForY != 0 {
			folded[end-1] = 'y'
		}
		i = wordEnd(s, end)
	}
}

// view returns the bytes as a string without copying them. It is valid until they change.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
