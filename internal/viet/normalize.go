package viet

import "encoding/binary"

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
	for i := 0; ; {
		i, between = t.run(i, between)
		if i >= len(s) {
			break
		}
		g, width := classAt(s, i)
		switch sort := g.sort(); {
		case sort == sortLetter || sort == sortForeign:
			from := i
			i = t.word(i, between)
			between = NoBreak
			t.learn(from, i)
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
	t.fold = binary.LittleEndian.AppendUint64(t.fold, w.fold)[:f+w.n]
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
	t.key = appendKey(t.key, view(t.clean))
	t.fold = appendFold(t.fold, view(t.key[k:]))
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
