package eval

import (
	"strings"
	"unicode"
)

// letter is a Vietnamese vowel taken apart: the plain letter, its quality mark (â, ă, ơ ...) and its tone mark.
type letter struct {
	base    rune
	quality rune // combining circumflex, breve or horn; 0 for none
	tone    rune // combining grave, acute, hook, tilde or dot below; 0 for none
}

// Combining marks.
const (
	circumflex = '\u0302'
	breve      = '\u0306'
	horn       = '\u031b'
	grave      = '\u0300'
	acute      = '\u0301'
	hookAbove  = '\u0309'
	tilde      = '\u0303'
	dotBelow   = '\u0323'
)

// tones in the order of the columns of alphabet.
var tones = []rune{0, grave, acute, hookAbove, tilde, dotBelow}

// alphabet has a line for every vowel: it without a tone, then with each.
var alphabet = []struct {
	base, quality rune
	forms         string
}{
	{'a', 0, "aàáảãạ"}, {'a', breve, "ăằắẳẵặ"}, {'a', circumflex, "âầấẩẫậ"},
	{'e', 0, "eèéẻẽẹ"}, {'e', circumflex, "êềếểễệ"}, {'i', 0, "iìíỉĩị"},
	{'o', 0, "oòóỏõọ"}, {'o', circumflex, "ôồốổỗộ"}, {'o', horn, "ơờớởỡợ"},
	{'u', 0, "uùúủũụ"}, {'u', horn, "ưừứửữự"}, {'y', 0, "yỳýỷỹỵ"},
}

// letters are the tables both ways, in both cases.
type letters struct {
	apart    map[rune]letter
	together map[letter]rune
}

var vietnamese = newLetters()

func newLetters() letters {
	l := letters{map[rune]letter{}, map[letter]rune{}}
	for _, row := range alphabet {
		for i, r := range []rune(row.forms) {
			for _, upper := range []bool{false, true} {
				form, base := r, row.base
				if upper {
					form, base = unicode.ToUpper(r), unicode.ToUpper(base)
				}
				x := letter{base, row.quality, tones[i]}
				l.apart[form], l.together[x] = x, form
			}
		}
	}
	return l
}

// compose puts combining marks back on their letters, whatever the order of the two marks (NFC for Vietnamese).
func compose(s string) string {
	if !strings.ContainsFunc(s, isMark) {
		return s
	}
	var out []rune
	for _, r := range s {
		if n := len(out); n > 0 && isMark(r) {
			if x, ok := vietnamese.apart[out[n-1]]; ok {
				if isTone(r) {
					x.tone = r
				} else {
					x.quality = r
				}
				if form, ok := vietnamese.together[x]; ok {
					out[n-1] = form
					continue
				}
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// decompose takes letters and marks apart in canonical order (NFD for Vietnamese): the dot below has a lower class than
// circumflex and breve and goes before them, the horn goes first of all.
func decompose(s string) string {
	var b strings.Builder
	for _, r := range compose(s) {
		x, ok := vietnamese.apart[r]
		if !ok {
			b.WriteRune(r)
			continue
		}
		b.WriteRune(x.base)
		marks := []rune{x.quality, x.tone}
		if x.tone == dotBelow && x.quality != horn {
			marks = []rune{x.tone, x.quality}
		}
		for _, m := range marks {
			if m != 0 {
				b.WriteRune(m)
			}
		}
	}
	return b.String()
}

// strip removes all marks, and writes d for đ.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'đ':
			return 'd'
		case 'Đ':
			return 'D'
		}
		if x, ok := vietnamese.apart[r]; ok {
			return x.base
		}
		return r
	}, compose(s))
}

func isMark(r rune) bool {
	return isTone(r) || r == circumflex || r == breve || r == horn
}

func isTone(r rune) bool {
	switch r {
	case grave, acute, hookAbove, tilde, dotBelow:
		return true
	}
	return false
}
