package report

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// displayWidth counts the columns a terminal gives a text. Combining marks take none, so NFC and NFD measure alike;
// East Asian wide characters and emoji take two.
func displayWidth(text string) int {
	n := 0
	for _, r := range text {
		n += runeWidth(r)
	}
	return n
}

// wideRanges are the blocks that terminals show two columns wide.
var wideRanges = [][2]rune{{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	for _, w := range wideRanges {
		if r >= w[0] && r <= w[1] {
			return 2
		}
	}
	return 1
}

// printable makes foreign text safe for a terminal: control characters, which could move the cursor or set colours, and
// invisible format characters, which could reorder what is read, become spaces or vanish.
func printable(text string) string {
	if vietnamese(text) {
		return text
	}
	return mapPrintable(text)
}

func mapPrintable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u00a0':
			return ' '
		case unicode.IsControl(r):
			return -1
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}

// vietnamese tells that a text is of printable ASCII, of the letters of Latin alphabets, and of dashes, quotation marks and
// dots (U+2010 to U+2027), as nearly all texts are; of others nothing is said. No control and no format character is encoded
// with the bytes that it lets pass.
func vietnamese(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ' || c == 0x7f || c == 0xc2 || c >= 0xd0 && c != 0xe1 && c != 0xe2:
			return false
		case c == 0xe1 && (i+1 == len(text) || text[i+1]|1 != 0xbb):
			return false
		case c == 0xe2 && (i+2 >= len(text) || text[i+1] != 0x80 || text[i+2] < 0x90 || text[i+2] > 0xa7):
			return false
		}
	}
	return utf8.ValidString(text)
}

// wrap breaks a text into lines of at most width columns, at spaces where it can and inside a word where it must.
// It returns at least one line.
func wrap(text string, width int) []string { return broken(text, width, width) }

// fill breaks a text at spaces only: a longer word (a path, a hash, an address) has a line of its own and stays whole, so
// that it can be copied.
func fill(text string, width int) []string { return broken(text, width, math.MaxInt) }

// broken breaks a text into lines of width columns, and words longer than most.
func broken(text string, width, most int) []string {
	var lines []string
	var line []byte
	used := 0
	for word := range strings.FieldsSeq(printable(text)) {
		w := displayWidth(word)
		if used > 0 && used+1+w > width {
			lines, line, used = append(lines, string(line)), line[:0], 0
		}
		for w > most {
			head, tail := cut(word, width)
			lines, word = append(lines, head), tail
			w = displayWidth(word)
		}
		if used > 0 {
			line, used = append(line, ' '), used+1
		}
		line, used = append(line, word...), used+w
	}
	return append(lines, string(line))
}

// cut splits a word so that the head fills at most width columns and keeps its combining marks; it always advances.
func cut(word string, width int) (head, tail string) {
	used := 0
	for i, r := range word {
		if w := runeWidth(r); used+w > width && i > 0 {
			return word[:i], word[i:]
		} else {
			used += w
		}
	}
	return word, ""
}
