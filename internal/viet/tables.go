package viet

import (
	"unicode"
	"unicode/utf8"
)

// class says everything the normaliser needs to know about one character, so that one table look-up decides:
//
//	bits 0-7    ASCII base letter in lower case (a for Ậ), 0 for anything but a letter of the alphabet
//	bits 8-13   letter of the alphabet, shape included (a ă â are three letters)
//	bits 14-16  tone
//	bit  17     capital
//	bit  18     shaped: ă â đ ê ô ơ ư
//	bit  19     a look-alike: Icelandic or African letters that fonts draw like Đ and đ
//	bits 24-28  sort of character
type class uint32

const (
	letterShift = 8
	letterMask  = 0x3f
	toneShift   = 14
	toneMask    = 7
	capital     = class(1) << 17
	shaped      = class(1) << 18
	lookAlike   = class(1) << 19
	sortShift   = 24
)

// Sorts of characters. The order matters: everything up to sortMark may stand inside a word.
const (
	sortLetter  = iota + 1 // a letter of the Vietnamese alphabet, f j w z included
	sortForeign            // any other letter, and marks that no Vietnamese letter carries
	sortTone               // combining tone mark
	sortShape              // combining circumflex, breve or horn; the letter bits hold which
	sortSkip               // invisible: soft hyphen, zero width, BOM, controls
	sortDigit
	sortSpace
	sortLine
	sortDot
	sortStop
	sortDash
	sortJoint
	sortComma
	sortClause
)

func (c class) sort() int     { return int(c >> sortShift) }
func (c class) letter() int   { return int(c>>letterShift) & letterMask }
func (c class) tone() int     { return int(c>>toneShift) & toneMask }
func (c class) letters() bool { return c>>sortShift-1 < sortForeign }
func (c class) word() bool    { return c>>sortShift-1 < sortSkip }
func (c class) marked() bool  { return c&(shaped|toneMask<<toneShift) != 0 }

// Tones in the order of the vowel table.
const (
	level  = iota // ngang, no mark
	grave         // huyền
	acute         // sắc
	hook          // hỏi
	tilde         // ngã
	dotted        // nặng
	tones
)

// vowels are the twelve vowels of the alphabet, each with its six tones.
var vowels = [...]string{
	"aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
	"oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
}

// consonants follow the vowels in the numbering of letters; f j w z occur only in foreign words.
const consonants = "bcdđfghjklmnpqrstvwxz"

// Letter numbers that rules speak of. Letters are numbered from 1: the vowels in the order of their table, then
// the consonants.
const (
	letterA, letterABreve, letterACirc = 1, 2, 3
	letterE, letterECirc               = 4, 5
	letterO, letterOCirc, letterOHorn  = 7, 8, 9
	letterU, letterUHorn, letterY      = 10, 11, 12
	firstConsonant                     = 13
	letters                            = 34 // letters of the alphabet, and 0
)

// Shapes a combining mark can give.
const (
	circumflex = iota + 1
	breve
	horn
)

// tables hold what is looked up per character.
type tables struct {
	low   [0x800]class         // U+0000 to U+07FF, all that UTF-8 writes in one or two bytes
	high  [0x80]class          // U+1E80 to U+1EFF, which holds ạ to ỹ
	punct [0x70]class          // U+2000 to U+206F
	utf8  [letters << 3]uint32 // [letter<<3|tone] lower-case spelling: up to three bytes, length in the top byte
	form  [letters << 2]uint8  // [letter<<2|shape] the letter that a combining shape mark makes, 0 for none
	base  [letters]byte        // ASCII letter without shape
	named map[rune]int         // lower-case toneless letter -> number
}

// chars is filled once, from the short lists in this file.
var chars = newTables()

func newTables() *tables {
	t := &tables{named: make(map[rune]int, letters)}
	for r := range t.low {
		t.low[r] = otherClass(rune(r))
	}
	for i := range t.high {
		t.high[i] = otherClass(rune(0x1e80 + i))
	}
	for i := range t.punct {
		t.punct[i] = otherClass(rune(0x2000 + i))
	}
	const plain = "aaaeeiooouuy" + "bcddfghjklmnpqrstvwxz"
	for v, forms := range vowels {
		for tone, r := range []rune(forms) {
			t.setLetter(r, v+1, tone, plain[v])
		}
	}
	for i, r := range []rune(consonants) {
		t.setLetter(r, firstConsonant+i, level, plain[len(vowels)+i])
	}
	t.setLookAlikes()
	t.setForms()
	return t
}

// setLetter enters a letter in both cases.
func (t *tables) setLetter(r rune, letter, tone int, base byte) {
	c := class(base) | class(letter)<<letterShift | class(tone)<<toneShift | sortLetter<<sortShift
	if tone == level && r >= utf8.RuneSelf {
		c |= shaped
		t.named[r] = letter
	} else if tone != level {
		c |= *t.at([]rune(vowelOf(letter))[0]) & shaped
	} else {
		t.named[r] = letter
	}
	*t.at(r) = c
	*t.at(unicode.ToUpper(r)) = c | capital
	t.base[letter] = base
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	t.utf8[letter<<3|tone] = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(n)<<24
}

func vowelOf(letter int) string { return vowels[letter-1] }

// at returns the entry of a letter in the table that holds it.
func (t *tables) at(r rune) *class {
	if r < 0x800 {
		return &t.low[r]
	}
	return &t.high[r-0x1e80]
}

// setLookAlikes enters what is typed for Đ and đ.
func (t *tables) setLookAlikes() {
	t.low[0xd0], t.low[0x189] = t.low['Đ']|lookAlike, t.low['Đ']|lookAlike
	t.low[0xf0], t.low[0x256] = t.low['đ']|lookAlike, t.low['đ']|lookAlike
}

func (t *tables) setForms() {
	t.form[letterA<<2|circumflex] = letterACirc
	t.form[letterA<<2|breve] = letterABreve
	t.form[letterE<<2|circumflex] = letterECirc
	t.form[letterO<<2|circumflex] = letterOCirc
	t.form[letterO<<2|horn] = letterOHorn
	t.form[letterU<<2|horn] = letterUHorn
}

// marks are the combining marks of Vietnamese.
var marks = map[rune]class{
	0x300: sortTone<<sortShift | grave<<toneShift,
	0x301: sortTone<<sortShift | acute<<toneShift,
	0x309: sortTone<<sortShift | hook<<toneShift,
	0x303: sortTone<<sortShift | tilde<<toneShift,
	0x323: sortTone<<sortShift | dotted<<toneShift,
	0x302: sortShape<<sortShift | circumflex<<letterShift,
	0x306: sortShape<<sortShift | breve<<letterShift,
	0x31b: sortShape<<sortShift | horn<<letterShift,
}

// otherClass classifies what is not a letter of the alphabet.
func otherClass(r rune) class {
	if m, ok := marks[r]; ok {
		return m
	}
	switch {
	case r == '\n', r == '\r', r == 0x2028, r == 0x2029, r == '\f':
		return sortLine << sortShift
	case unicode.IsSpace(r):
		return sortSpace << sortShift
	case invisible(r):
		return sortSkip << sortShift
	case '0' <= r && r <= '9':
		return sortDigit << sortShift
	case dash(r):
		return sortDash << sortShift
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
		return sortForeign << sortShift
	}
	return punctuation(r) << sortShift
}

// punctuation sorts what is neither letter, digit nor space by how strongly it separates.
func punctuation(r rune) class {
	switch r {
	case '.':
		return sortDot
	case '!', '?', '…':
		return sortStop
	case '/', '&', '\\', '_', '@', '%', '\'', '’', '`', '°', '#':
		return sortJoint
	case ',', '、', '،':
		return sortComma
	}
	return sortClause
}

// invisible reports characters that print nothing and separate nothing. U+200B counts: Vietnamese does not use it
// to part words, converters leave it inside them.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x206f:
		return true
	case r >= 0xfe00 && r <= 0xfe0f:
		return true // variation selectors
	}
	return unicode.IsControl(r) && !unicode.IsSpace(r)
}

func dash(r rune) bool {
	return r == '-' || r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xfe58 || r == 0xfe63 || r == 0xff0d
}

// classAt classifies the character at s[i] and tells its width in bytes. An invalid byte separates words.
func classAt(s string, i int) (class, int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return chars.low[c], 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError && n <= 1:
		return sortClause << sortShift, 1
	case r < 0x800:
		return chars.low[r], n
	case r >= 0x1e80 && r < 0x1f00:
		return chars.high[r-0x1e80], n
	case r >= 0x2000 && r < 0x2070:
		return chars.punct[r-0x2000], n
	}
	return otherClass(r), n
}
