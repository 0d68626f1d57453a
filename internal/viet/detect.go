package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Legacy text reaches us as bytes, or already read as Western text ("c¬ së d÷ liÖu") because its font carried the
// encoding. Both become the same problem: which words of a line, taken as Windows-1252 bytes, are Vietnamese in
// which encoding? Every word is read in every encoding and scored by whether it becomes well-formed syllables, best
// of all frequent ones; the best path through the line (switching has a price) gives runs of one encoding; a run is
// converted only when enough of the words it changes become right and enough of them speak for it.

const (
	minGain     = 0.2  // share of the changed words that must become right; the domain figure, measured there on whole lines
	surerGain   = 0.5  // the same where no word is a frequent one
	switchPrice = 0.9  // of a change of encoding between two words, in words
	legacyPrice = 0.05 // of a legacy reading that is no better than Unicode
	rareWorth   = 0.5  // of a well-formed syllable that is not frequent
)

// readings counts the ways to read a word: as it is, and in each legacy encoding.
const readings = 5

// line is one line on its way through detection.
type line struct {
	text   string
	fields []field
}

// field is a word of a line with the punctuation around it.
type field struct {
	from, to int
	western  []byte            // its Windows-1252 bytes when it has any beyond ASCII
	anchored bool              // holds characters that Windows-1252 lacks: Unicode beyond doubt
	read     [readings]reading // [0] is Unicode
	use      int               // the reading chosen
}

// reading is a field, or a run of fields, read in one encoding.
type reading struct {
	text     string
	words    int
	correct  int // of them well-formed syllables
	frequent int // of those in the list of frequent syllables
}

// triage looks at a line without taking it apart. suspicious: some word has accented Western letters or symbols
// beside ASCII letters and is no Vietnamese, so that legacy text is possible. accented: some word has Vietnamese
// letters that Western encodings lack.
func triage(s string) (suspicious, accented bool) {
	var w word
	for i := 0; i < len(s); {
		high, ascii, anchored, wrong := false, false, false, false
		for i < len(s) {
			g, width := classAt(s, i)
			if sort := g.sort(); sort == sortSpace || sort == sortLine {
				i += width
				break
			}
			high = high || width > 1 || s[i] < ' '
			if !g.letters() {
				i += width
				continue
			}
			end, whole := w.scan(s, i)
			if !whole {
				end = wordEnd(s, end)
			}
			wrong = wrong || !whole || !w.syllable()
			for ; i < end; i += width {
				g, width = classAt(s, i)
				high, ascii = high || width > 1, ascii || width == 1
				anchored = anchored || width > 1 && s[i] > 0xc3 && g.sort() < sortSkip && g.sort() != sortForeign
			}
		}
		accented = accented || anchored
		suspicious = suspicious || high && ascii && wrong && !anchored
	}
	return suspicious, accented
}

// splitLine takes a line apart into words.
func splitLine(s string) *line {
	l := &line{text: s}
	for at := 0; at < len(s); {
		n := strings.IndexFunc(s[at:], unicode.IsSpace)
		if n < 0 {
			n = len(s) - at
		}
		if n > 0 {
			l.fields = append(l.fields, newField(s, at, at+n))
		}
		_, width := utf8.DecodeRuneInString(s[at+n:])
		at += n + width
	}
	return l
}

// newField reads a word in all encodings, unless it is plain ASCII or Unicode beyond doubt.
func newField(s string, from, to int) field {
	f := field{from: from, to: to}
	s = s[from:to]
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' }) < 0 {
		return f
	}
	b, ok := western(nil, s)
	if !ok {
		f.anchored = true
		return f
	}
	f.western, f.read[0] = b, read(s)
	for n, d := range decoders() {
		f.read[n+1] = read(d.decode(b))
	}
	return f
}

func read(text string) reading {
	r := reading{text: text}
	var w word
	for i := 0; i < len(text); {
		g, width := classAt(text, i)
		if !g.letters() {
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
			if w.cost() < rareSyllable {
				r.frequent++
			}
		}
		i = end
	}
	return r
}

// score is 1 when every word is a frequent syllable, -1 when none is a syllable at all, 0 when there is none.
func (r *reading) score() float64 {
	if r.words == 0 {
		return 0
	}
	right := rareWorth*float64(r.correct-r.frequent) + float64(r.frequent)
	return (right - float64(r.words-r.correct)) / float64(r.words)
}

// detect decides how every word of the line is to be read and returns the legacy encodings among them.
func (l *line) detect() Encoding {
	l.choosePath()
	found := Unicode
	for i := 0; i < len(l.fields); {
		run := i
		for i < len(l.fields) && l.fields[i].use == l.fields[run].use {
			i++
		}
		if use := l.fields[run].use; use > 0 && convincing(l.fields[run:i], use) {
			found |= decoders()[use-1].encoding
			continue
		}
		for k := run; k < i; k++ {
			l.fields[k].use = 0
		}
	}
	return found
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

// evidence is what the words that a run changes say.
type evidence struct {
	before, after reading
	speaking      map[string]bool // words that are wrong as they stand and right afterwards; true for frequent syllables
	distinct      bool            // some have signs that neither French nor a typing error has
	long          bool            // some are more than a letter and a sign, or have foreign letters
}

// convincing reports whether a run of fields is to be read in encoding use.
func convincing(run []field, use int) bool {
	e := evidence{speaking: make(map[string]bool)}
	for i := range run {
		if f := &run[i]; f.western != nil && f.read[use].text != f.read[0].text {
			e.weigh(f, use)
		}
	}
	// VNI and Windows-1258 put marks after their vowel, which hardly any Western word does.
	e.distinct = e.distinct || decoders()[use-1].encoding&(VNI|Windows1258) != 0
	frequent := 0
	for _, known := range e.speaking {
		if known {
			frequent++
		}
	}
	gain := e.after.share() - e.before.share()
	switch {
	case gain < minGain:
		return false
	case frequent >= 3:
		return true
	case frequent >= 1:
		return e.distinct && e.long
	}
	return gain >= surerGain && e.distinct && len(e.speaking) >= 3
}

func (e *evidence) weigh(f *field, use int) {
	before, after := &f.read[0], &f.read[use]
	e.before.count(before)
	e.after.count(after)
	letters := bareLetters(before.text)
	ascii := strings.IndexFunc(letters, func(r rune) bool { return r < utf8.RuneSelf })
	if before.words == 0 || ascii < 0 || before.correct == before.words || after.correct < after.words {
		return
	}
	e.speaking[letters] = after.frequent == after.words
	symbol, letter := strangers(before.text)
	e.distinct = e.distinct || symbol || letter
	e.long = e.long || utf8.RuneCountInString(letters) >= 3 || letter
}

func (r *reading) count(field *reading) {
	r.words += field.words
	r.correct += field.correct
	r.frequent += field.frequent
}

func (r *reading) share() float64 {
	if r.words == 0 {
		return 0
	}
	return float64(r.correct) / float64(r.words)
}

// bareLetters takes ASCII digits and punctuation out of a word.
func bareLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && !chars.low[r].letters() {
			return -1
		}
		return r
	}, s)
}

// strangers reports whether a word has symbols, and letters, that no Vietnamese word has. µ counts as a symbol, for
// µm is no word.
func strangers(s string) (symbol, letter bool) {
	for i := 0; i < len(s); {
		g, width := classAt(s, i)
		if width > 1 && g.sort() != sortLetter {
			foreign := g.sort() == sortForeign && !strings.HasPrefix(s[i:], "µ")
			symbol, letter = symbol || !foreign, letter || foreign
		}
		i += width
	}
	return symbol, letter
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
