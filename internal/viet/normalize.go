package viet

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize returns s as normalised text. To normalise many texts, Reset one Text again and again.
func Normalize(s string) *Text {
	t := new(Text)
	t.Reset(s)
	return t
}

// Reset makes t the normalised form of s, in one pass. It allocates only while the buffers of t have not reached
// their size. The string must stay unchanged as long as t is used, as Go strings do.
func (t *Text) Reset(s string) {
	t.original, t.key, t.fold, t.tokens = s, t.key[:0], t.fold[:0], t.tokens[:0]
	t.grow(len(s))
	t.capitals = 0
	between := Line
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		switch sort := g.sort(); {
		case sort == sortLetter || sort == sortForeign:
			i = t.word(i, between)
			between = NoBreak
		case sort == sortDigit:
			i = t.number(i, between)
			between = NoBreak
		case sort == sortSpace || sort == sortSkip:
			i += width
		default:
			var b Break
			i, b = t.gap(i)
			between = max(between, b)
		}
	}
	if t.capitals > 0 {
		t.settleCapitals()
	}
}

// grow makes room for the tokens of a text of n bytes, so that the pass seldom has to.
func (t *Text) grow(n int) {
	if cap(t.key) < n+16 {
		t.key = make([]byte, 0, n+n/8+16)
		t.fold = make([]byte, 0, n+16)
		t.tokens = make([]Token, 0, n/5+8)
	}
}

// word reads the word at i and what is joined to it, and returns where reading goes on.
func (t *Text) word(i int, between Break) int {
	var w word
	next, whole := w.scan(t.original, i)
	t.units = t.units[:0]
	if !whole {
		next, t.units = w.spell(t.original, i, t.units)
	}
	valid := w.syllable()
	if next < len(t.original) && isDigit(t.original[next]) && !(valid && w.marked()) {
		return t.mixed(w.start, between)
	}
	switch {
	case valid:
		w.canonical()
		t.emit(&w, between, true)
	case !w.foreign && !w.marked() && w.n <= 8:
		t.emit(&w, between, false)
	default:
		t.irregular(&w, between)
	}
	return next
}

// emit appends the token of a word whose packed letters are complete.
func (t *Text) emit(w *word, between Break, valid bool) {
	k, f := len(t.key), len(t.fold)
	t.key = w.appendLower(t.key)
	for n := 0; n < w.n; n++ {
		t.fold = append(t.fold, byte(w.fold>>uint(8*n)))
	}
	tok := Token{
		Key: hash(t.key[k:]), Fold: hash(t.fold[f:]),
		Start: int32(w.start), End: int32(w.end),
		keyEnd: int32(len(t.key)), foldEnd: int32(len(t.fold)),
		Break: between, Marked: w.marked(),
	}
	t.label(&tok, w, valid)
	t.tokens = append(t.tokens, tok)
}

// label sets the kind of a word's token and remembers what settleCapitals needs.
func (t *Text) label(tok *Token, w *word, valid bool) {
	if valid {
		tok.Kind = Syllable
		tok.flags = validSyllable
	}
	if w.acronym() {
		tok.Kind = Acronym
		tok.flags |= allCapitals
		t.capitals++
	}
}

// irregular appends the tokens of a word that is no syllable and not plain: fused syllables, typing errors, foreign
// words.
func (t *Text) irregular(w *word, between Break) {
	if !w.foreign && w.marked() {
		if len(t.units) == 0 {
			_, t.units = w.spell(t.original, w.start, t.units)
		}
		if t.parts = splitUnits(t.units, t.parts[:0]); len(t.parts) > 1 {
			t.emitParts(between)
			return
		}
	}
	t.generic(Token{Start: int32(w.start), End: int32(w.end), Break: between, Marked: w.marked()})
	t.label(&t.tokens[len(t.tokens)-1], w, false)
}

// emitParts appends one token for each syllable of a fused word; t.parts holds where each begins in t.units.
func (t *Text) emitParts(between Break) {
	for k, from := range t.parts {
		to := len(t.units)
		if k+1 < len(t.parts) {
			to = t.parts[k+1]
		}
		w := wordOf(t.units[from:to])
		w.canonical()
		t.emit(&w, between, true)
		between = NoBreak
	}
}

func wordOf(units []unit) word {
	w := word{start: units[0].start, end: units[len(units)-1].end, state: start, respelt: true}
	for _, u := range units {
		w.add(u.class)
	}
	return w
}

// generic appends a token by way of Clean and Key, the slow and general road. tok brings offsets, break and mark.
func (t *Text) generic(tok Token) {
	k, f := len(t.key), len(t.fold)
	t.clean = appendClean(t.clean[:0], t.original[tok.Start:tok.End])
	t.key = appendKey(t.key, string(t.clean))
	t.fold = appendFold(t.fold, string(t.key[k:]))
	tok.Key, tok.Fold = hash(t.key[k:]), hash(t.fold[f:])
	tok.keyEnd, tok.foldEnd = int32(len(t.key)), int32(len(t.fold))
	t.tokens = append(t.tokens, tok)
}

// mixed appends the token of letters and digits written together: C06, QH15, mp3.
func (t *Text) mixed(from int, between Break) int {
	s, end, i := t.original, from, from
	var w word
	marked := false
	for i < len(s) {
		g, width := classAt(s, i)
		if !g.word() && g.sort() != sortDigit {
			break
		}
		i += width
		if g.sort() == sortSkip {
			continue
		}
		end = i
		marked = marked || g.marked() || g.sort() == sortTone || g.sort() == sortShape
		w.n++
		w.capitals <<= 1
		if g&capital != 0 || g.sort() == sortDigit {
			w.capitals |= 1
		}
	}
	t.generic(Token{Start: int32(from), End: int32(end), Break: between, Marked: marked})
	t.label(&t.tokens[len(t.tokens)-1], &w, false)
	return i
}

func isDigit(c byte) bool { return c-'0' < 10 }

// number reads digits with their inner separators: 2765, 10.850, 10,85. A capital joined to plain digits makes a
// name of them (4G); small letters are a unit of their own (24h, 10km).
func (t *Text) number(from int, between Break) int {
	s, i := t.original, from
	plainDigits := true
	for i < len(s) {
		if isDigit(s[i]) {
			i++
		} else if i+1 < len(s) && (s[i] == '.' || s[i] == ',') && isDigit(s[i+1]) {
			plainDigits = false
			i += 2
		} else {
			break
		}
	}
	if plainDigits && i < len(s) {
		if g, _ := classAt(s, i); g.sort() == sortLetter && g&capital != 0 {
			return t.mixed(from, between)
		}
	}
	k, f := len(t.key), len(t.fold)
	t.key = append(t.key, s[from:i]...)
	t.fold = append(t.fold, s[from:i]...)
	t.tokens = append(t.tokens, Token{
		Key: hash(t.key[k:]), Fold: hash(t.fold[f:]), Start: int32(from), End: int32(i),
		keyEnd: int32(len(t.key)), foldEnd: int32(len(t.fold)), Kind: Number, Break: between,
	})
	return i
}

// gap reads what stands between two tokens from its first character that is not a space, and says how strongly it
// separates.
func (t *Text) gap(i int) (next int, b Break) {
	s := t.original
	spaced := i == 0 || s[i-1] <= ' ' || s[i-1] == 0xa0
	stop, dashed := false, false // a full stop or a dash after a space, which count only before white space
	for i < len(s) {
		g, width := classAt(s, i)
		sort := g.sort()
		if sort <= sortForeign || sort == sortDigit {
			break
		}
		i += width
		switch sort {
		case sortSpace, sortLine:
			if sort == sortLine {
				b = Line
			}
			if stop {
				b = max(b, Sentence)
			}
			if dashed {
				b = max(b, Clause)
			}
		case sortDot, sortStop:
			b = max(b, Joint)
			stop = stop || sort == sortStop || !t.shortened()
			if sort == sortStop {
				b = max(b, Clause)
			}
		case sortDash:
			b = max(b, Joint)
			dashed = dashed || spaced
		case sortJoint:
			b = max(b, Joint)
		case sortComma:
			b = max(b, Comma)
		case sortClause:
			b = max(b, Clause)
		}
		spaced = sort == sortSpace || sort == sortLine
	}
	return i, b
}

// shortened reports whether a full stop now would end an abbreviation rather than a sentence: TP. Tp. Q.
func (t *Text) shortened() bool {
	if len(t.tokens) == 0 {
		return false
	}
	last := &t.tokens[len(t.tokens)-1]
	return last.End-last.Start <= 2 && last.Kind != Number && !last.valid()
}

// settleCapitals tells acronyms from words in a heading typed in capitals: in a run of capitals that holds a
// syllable with a mark, or three syllables, every well-formed syllable is a syllable.
func (t *Text) settleCapitals() {
	inRun := func(k *Token) bool {
		return k.flags&allCapitals != 0 || k.End-k.Start <= 2 && k.Kind != Number || k.Kind == Number
	}
	for i := 0; i < len(t.tokens); {
		if t.tokens[i].flags&allCapitals == 0 {
			i++
			continue
		}
		from, syllables, shouting := i, 0, false
		for i < len(t.tokens) && inRun(&t.tokens[i]) && (i == from || t.tokens[i].Break < Sentence) {
			if k := &t.tokens[i]; k.valid() {
				syllables++
				shouting = shouting || k.Marked && k.flags&allCapitals != 0
			}
			i++
		}
		for j := from; j < i && (shouting || syllables >= 3); j++ {
			if t.tokens[j].valid() {
				t.tokens[j].Kind = Syllable
			}
		}
	}
}

// Undiacritised reports whether the text was typed without diacritics: enough words that could be Vietnamese, and
// not one mark among them.
func (t *Text) Undiacritised() bool {
	words, syllables := 0, 0
	for i := range t.tokens {
		switch k := &t.tokens[i]; {
		case k.Marked:
			return false
		case k.Kind == Syllable:
			words++
			syllables++
		case k.Kind == Word:
			words++
		}
	}
	return syllables >= 3 && syllables*4 >= words*3
}

// Hash identifies one token form: Hash(t.KeyOf(i)) is t.Tokens()[i].Key, Hash(t.FoldOf(i)) is Fold.
// The value is the same in every process, so it may be stored.
func Hash(form string) uint64 { return hash([]byte(form)) }

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xe7037ed1a0b428db
	mixC = 0x8ebc6af09c88c6e3
)

// hash mixes sixteen bytes at a time, zeros filled in, and the length.
func hash(b []byte) uint64 {
	n := uint64(len(b))
	h := uint64(0)
	for ; len(b) > 16; b = b[16:] {
		h = mix(h^word64(b)^mixA, word64(b[8:])^mixB)
	}
	lo := word64(b)
	hi := uint64(0)
	if len(b) > 8 {
		hi = word64(b[8:])
	}
	return mix(mix(h^lo^mixA, hi^mixB)^n, mixC)
}

func word64(b []byte) uint64 {
	var v uint64
	for i := 0; i < len(b) && i < 8; i++ {
		v |= uint64(b[i]) << uint(8*i)
	}
	return v
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Pair identifies two forms in a row, in their order.
func Pair(a, b uint64) uint64 { return mix(a^mixC, bits.RotateLeft64(b, 29)^mixA) }

// Clean returns s with its characters put right and nothing else changed: NFC with marks in any order composed, one
// kind of đ, of space, of hyphen and of quotation mark, no invisible characters, runs of white space as one space,
// none at the ends.
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
		switch {
		case g.sort() == sortSpace:
			if space || s[i] != ' ' {
				return false
			}
			space = true
		case width == 1 && g.sort() > sortSkip && g.sort() != sortLine && s[i] < 0x80,
			g.sort() == sortLetter && !lookAlike(s[i:i+width]):
			space = false
		default:
			return false
		}
		i += width
	}
	return !space || s == ""
}

func lookAlike(letter string) bool {
	return letter == "\u00d0" || letter == "\u00f0" || letter == "\u0189" || letter == "\u0256"
}

func appendClean(dst []byte, s string) []byte {
	from := len(dst)
	simple, space := true, true
	for _, r := range s {
		c, width := rune(0), utf8.RuneLen(r)
		_ = width
		c = cleanRune(r)
		if c == ' ' {
			if !space {
				dst = append(dst, ' ')
			}
			space = true
			continue
		}
		if c < 0 {
			continue
		}
		space = false
		simple = simple && (c < 0x300 || c >= 0x1e80 && c < 0x1f00 || c >= 0x2010 && c < 0x2070)
		dst = utf8.AppendRune(dst, c)
	}
	if space && len(dst) > from {
		dst = dst[:len(dst)-1]
	}
	if simple {
		return dst
	}
	return compose(dst, from)
}

// cleanRune returns what stands for r in clean text: a space for any white space, -1 for nothing.
func cleanRune(r rune) rune {
	switch r {
	case 0xd0, 0x189:
		return 'Đ'
	case 0xf0, 0x256:
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
	for i := 1; i < len(d); i++ {
		if d[i] != 0x302 && d[i] != 0x306 {
			continue
		}
		for j := i; j > 0 && (d[j-1] == 0x300 || d[j-1] == 0x301 || d[j-1] == 0x303 || d[j-1] == 0x309); j-- {
			d[j], d[j-1] = d[j-1], d[j]
		}
	}
	return norm.NFC.AppendString(dst[:from], string(d))
}

// Key returns the matching form of s: clean, lower case, and in every well-formed syllable the tone mark placed the
// old way and y for i where they are variants. Punctuation stays. For matching only, never for display.
func Key(s string) string { return string(appendKey(nil, Clean(s))) }

// appendKey appends the matching form of clean text.
func appendKey(dst []byte, s string) []byte {
	var w word
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		if g.sort() != sortLetter && g.sort() != sortForeign {
			dst = append(dst, s[i:i+width]...)
			i += width
			continue
		}
		end, whole := w.scan(s, i)
		for !whole && end < len(s) {
			g, width := classAt(s, end)
			if !g.word() {
				break
			}
			end += width
		}
		if whole && w.syllable() {
			w.canonical()
			dst = w.appendLower(dst)
		} else {
			for _, r := range s[i:end] {
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
		}
		i = end
	}
	return dst
}

// Fold returns Key(s) without diacritics, đ as d.
func Fold(s string) string { return string(appendFold(nil, Key(s))) }

// appendFold appends the folded form of a matching form.
func appendFold(dst []byte, key string) []byte {
	var plain []byte
	for i := 0; i < len(key); {
		g, width := classAt(key, i)
		if g.sort() == sortLetter {
			plain = append(plain, byte(g))
		} else {
			for _, r := range norm.NFD.String(key[i : i+width]) {
				if !unicode.Is(unicode.Mn, r) {
					plain = utf8.AppendRune(plain, r)
				}
			}
		}
		i += width
	}
	return appendKey(dst, string(plain))
}

// splitUnits splits the letters of a fused word into well-formed syllables and appends where each begins; nothing
// when that is impossible. Fewest parts win, then the longer first part.
func splitUnits(units []unit, dst []int) []int {
	n := len(units)
	if n > 64 {
		return dst
	}
	var count, cut [65]int // fewest syllables from here to the end, and where the first of them ends
	for i := n - 1; i >= 0; i-- {
		w := word{state: start}
		for j := i; j < n && j < i+7; j++ {
			w.add(units[j].class)
			if (count[j+1] > 0 || j+1 == n) && w.syllable() && (count[i] == 0 || count[j+1]+1 <= count[i]) {
				count[i], cut[i] = count[j+1]+1, j+1
			}
		}
	}
	if count[0] < 2 {
		return dst
	}
	for i := 0; i < n; i = cut[i] {
		dst = append(dst, i)
	}
	return dst
}

// SplitFused returns the syllables of a word in which they were typed together (tổchức, quyđịnh), or nil when it is
// not one: a single syllable, no diacritics, or any part that is no well-formed syllable.
func SplitFused(s string) []string {
	t := Normalize(s)
	if t.Len() < 2 {
		return nil
	}
	var parts []string
	for i := range t.tokens {
		if i > 0 && (t.tokens[i].Break != NoBreak || t.tokens[i].Start != t.tokens[i-1].End) || !t.tokens[i].valid() {
			return nil
		}
		parts = append(parts, Clean(t.Quote(i, i+1)))
	}
	return parts
}
