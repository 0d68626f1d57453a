package viet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Legacy text reaches us as bytes, or already read as Western text ("c¬ së d÷ liÖu") because its font carried the
// encoding. Both become the same problem: which words of a line, taken as Windows-1252 bytes, are Vietnamese in
// which encoding? Every word is read in every encoding and scored by whether it becomes well-formed syllables; the
// best path through the line (switching has a price) gives runs of one encoding; a run is converted only when it
// gains minGain of valid words over leaving it alone and enough of its words speak for it.

const (
	minGain     = 0.2  // share of valid words that a run must gain; measured: 99.4 % of legacy lines found, no false switch
	switchPrice = 0.9  // of a change of encoding between two words, in words
	legacyPrice = 0.05 // of a legacy reading that is no better than Unicode
)

// Decode returns s with every run of text in a legacy encoding turned into Unicode, and the encodings found. Text
// that is Unicode comes back unchanged. Decode first and Clean afterwards: TCVN3 writes ư as the soft hyphen, which
// Clean removes.
func Decode(s string) (string, Encoding) {
	var out []byte
	found, kept := Unicode, 0
	for from := 0; from < len(s); {
		to := len(s)
		if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
			to = from + n + 1
		}
		l := line{text: s[from:to]}
		if e := l.detect(); e != Unicode {
			found |= e
			out = append(append(out, s[kept:from]...), l.decoded()...)
			kept = to
		} else if l.accented {
			found |= Mixed
		}
		from = to
	}
	if found&^Mixed == Unicode {
		return s, Unicode
	}
	return string(append(out, s[kept:]...)), found
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
	for len(b) > 0 {
		n := bytes.IndexAny(b, " \t\r\n")
		if n < 0 {
			n = len(b) - 1
		}
		word := b[:n+1]
		b = b[n+1:]
		if utf8.Valid(word) {
			out = append(out, word...)
			continue
		}
		for _, c := range word {
			out = utf8.AppendRune(out, charmap.Windows1252.DecodeByte(c))
		}
	}
	return Decode(string(out))
}

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

// readings counts the ways to read a word: as it is, and in each legacy encoding.
const readings = 5

// line is one line on its way through detection.
type line struct {
	text     string
	fields   []field
	accented bool // has accented words that are Unicode beyond doubt
}

// field is a word of a line with the punctuation around it.
type field struct {
	from, to int
	western  []byte            // its Windows-1252 bytes when it has any beyond ASCII
	anchored bool              // holds characters that Windows-1252 lacks: Unicode beyond doubt
	read     [readings]reading // [0] is Unicode
	use      int               // the reading chosen
}

// reading is a field read in one encoding.
type reading struct {
	text           string
	words, correct int
}

func read(text string) reading {
	r := reading{text: text}
	var w word
	for i := 0; i < len(text); {
		g, width := classAt(text, i)
		if sort := g.sort(); sort != sortLetter && sort != sortForeign {
			i += width
			continue
		}
		end, whole := w.scan(text, i)
		if !whole {
			end, _ = w.spell(text, i, nil)
		}
		r.words++
		if w.syllable() {
			r.correct++
		}
		i = end
	}
	return r
}

// score is 1 when every word is a well-formed syllable, -1 when none is, 0 when there is none.
func (r *reading) score() float64 {
	if r.words == 0 {
		return 0
	}
	return float64(2*r.correct-r.words) / float64(r.words)
}

// detect decides how every word of the line is to be read and returns the legacy encodings among them.
func (l *line) detect() Encoding {
	if !l.suspicious() {
		return Unicode
	}
	for i := range l.fields {
		f := &l.fields[i]
		if f.western == nil {
			continue
		}
		for n, d := range decoders() {
			f.read[n+1] = read(d.decode(f.western))
		}
	}
	l.choosePath()
	found := Unicode
	for i := 0; i < len(l.fields); {
		run := i
		for i < len(l.fields) && l.fields[i].use == l.fields[run].use {
			i++
		}
		if use := l.fields[run].use; use > 0 && convincing(l.fields[run:i], use) {
			found |= decoders()[use-1].encoding
		} else {
			for k := run; k < i; k++ {
				l.fields[k].use = 0
			}
		}
	}
	if found != Unicode && l.accented {
		found |= Mixed
	}
	return found
}

// suspicious splits the line into words and reports whether any could be legacy text: accented Western letters or
// symbols with a letter beside them that make no Vietnamese syllable.
func (l *line) suspicious() bool {
	found := false
	for at := 0; at < len(l.text); {
		n := strings.IndexFunc(l.text[at:], unicode.IsSpace)
		if n < 0 {
			n = len(l.text) - at
		}
		if n > 0 {
			f := field{from: at, to: at + n}
			found = l.inspect(&f) || found
			l.fields = append(l.fields, f)
		}
		_, width := utf8.DecodeRuneInString(l.text[at+n:])
		at += n + width
	}
	return found
}

// inspect reads a field as Unicode and reports whether it is suspicious.
func (l *line) inspect(f *field) bool {
	s := l.text[f.from:f.to]
	high, letters := false, false
	for i := 0; i < len(s); i++ {
		high = high || s[i] >= utf8.RuneSelf || s[i] < ' '
		letters = letters || s[i] < utf8.RuneSelf && chars.low[s[i]].sort() == sortLetter
	}
	if !high {
		return false
	}
	b, ok := western(nil, s)
	if !ok {
		f.anchored = true
		l.accented = l.accented || beyondWestern(s)
		return false
	}
	f.western, f.read[0] = b, read(s)
	return letters && f.read[0].score() < 1
}

// beyondWestern reports whether a word holds a Vietnamese letter that Western encodings lack.
func beyondWestern(s string) bool {
	for _, r := range s {
		if r >= 0x100 && unicode.IsLetter(r) || r >= 0x300 && r < 0x370 {
			return true
		}
	}
	return false
}

// choosePath chooses the reading of every field so that the sum of scores, less the price of switching, is highest.
func (l *line) choosePath() {
	back := make([][readings]int, len(l.fields))
	var best [readings]float64
	for i := range l.fields {
		f := &l.fields[i]
		var next [readings]float64
		for r := range best {
			from := r
			for other := range best {
				if other != r && best[other]-switchPrice > best[from]-price(from != r) {
					from = other
				}
			}
			back[i][r] = from
			next[r] = best[from] - price(from != r) + f.worth(r)
		}
		best = next
	}
	use := 0
	for r := range best {
		if best[r] > best[use] {
			use = r
		}
	}
	for i := len(l.fields) - 1; i >= 0; i-- {
		l.fields[i].use = use
		use = back[i][use]
	}
}

func price(switched bool) float64 {
	if switched {
		return switchPrice
	}
	return 0
}

// worth is what reading r of the field adds to a path.
func (f *field) worth(r int) float64 {
	switch {
	case f.anchored && r > 0:
		return -2 * switchPrice // no legacy run goes through it
	case f.western == nil:
		return 0
	case r == 0:
		return f.read[0].score()
	}
	return f.read[r].score() - legacyPrice
}

// convincing reports whether a run of fields is to be read in encoding use: it gains enough, and words speak for it
// that are wrong as they stand. Fewer than four must hold signs that neither French nor a typing error has (tôt is a
// word of TCVN3 too).
func convincing(run []field, use int) bool {
	var before, after reading
	speaking, symbols, long := make(map[string]bool), false, false
	for i := range run {
		f := &run[i]
		if f.western == nil {
			continue
		}
		before.words += f.read[0].words
		before.correct += f.read[0].correct
		after.words += f.read[use].words
		after.correct += f.read[use].correct
		if f.read[use].score() == 1 && f.read[0].score() < 1 && f.read[0].words > 0 {
			speaking[f.read[0].text] = true
			symbols = symbols || !vietnameseLetters(f.read[0].text)
			long = long || len(f.western) >= 3
		}
	}
	gain := share(after) - share(before)
	// VNI and Windows-1258 put marks after their vowel, which no Western word does.
	distinct := symbols || decoders()[use-1].encoding&(VNI|Windows1258) != 0
	switch {
	case gain < minGain:
		return false
	case len(speaking) >= 4:
		return true
	case len(speaking) >= 2:
		return distinct
	}
	return len(speaking) == 1 && long && distinct
}

func share(r reading) float64 {
	if r.words == 0 {
		return 0
	}
	return float64(r.correct) / float64(r.words)
}

// vietnameseLetters reports whether every letter and symbol beyond ASCII is a Vietnamese letter, as in words of
// French or of Vietnamese with a typing error.
func vietnameseLetters(s string) bool {
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		if width > 1 && g.sort() != sortLetter {
			return false
		}
		i += width
	}
	return true
}

// decoded returns the line with the chosen readings in place.
func (l *line) decoded() string {
	var out strings.Builder
	kept := 0
	for i := range l.fields {
		if f := &l.fields[i]; f.use > 0 && f.western != nil {
			out.WriteString(l.text[kept:f.from])
			out.WriteString(f.read[f.use].text)
			kept = f.to
		}
	}
	out.WriteString(l.text[kept:])
	return out.String()
}
