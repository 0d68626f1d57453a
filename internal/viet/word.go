package viet

import "math/bits"

// word is what one pass over the letters of a word finds out. Letters are packed so that most questions are one
// shift or one comparison.
type word struct {
	start, end int    // bytes in the source, invisible characters at the end left out
	n          int    // letters
	letters    uint64 // six bits a letter, the last one lowest; complete up to ten letters
	tones      uint64 // three bits a letter, the last one lowest
	fold       uint64 // ASCII letters, the first one lowest; complete up to eight
	capitals   uint64 // one bit a letter, the last one lowest
	state      uint16 // of the automaton
	flags      class  // all classes together: capital, shaped
	respelt    bool   // the source is not plain precomposed letters
	foreign    bool   // holds what is not in the alphabet
}

// scan reads the word at s[i] as long as it is made of precomposed letters of the alphabet. It returns where it
// stopped and whether the word ends there; if not, spell must read it again.
func (w *word) scan(s string, i int) (next int, whole bool) {
	var letters, tones, fold, capitals uint64
	var flags class
	var shift uint
	state := uint16(start)
	w.start = i
	for i < len(s) {
		c := s[i]
		var g class
		width := 1
		if c < 0x80 {
			g = chars.low[c]
		} else if c < 0xe0 && c >= 0xc2 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 {
			g, width = chars.low[int(c&0x1f)<<6|int(s[i+1]&0x3f)], 2
		} else if c == 0xe1 && i+2 < len(s) && s[i+1]&^1 == 0xba && s[i+2]&0xc0 == 0x80 {
			g, width = chars.high[int(s[i+1]&1)<<6|int(s[i+2]&0x3f)], 3
		} else {
			g, _ = classAt(s, i)
		}
		if g>>sortShift != sortLetter {
			whole = !g.word()
			break
		}
		state = step[int(state)+int(g>>letterShift&letterMask)]
		fold |= uint64(g&0xff) << shift
		shift += 8
		letters = letters<<6 | uint64(g>>letterShift&letterMask)
		tones = tones<<3 | uint64(g>>toneShift&toneMask)
		capitals = capitals<<1 | uint64(g>>17&1)
		flags |= g
		i += width
	}
	w.end, w.n = i, int(shift/8)
	w.letters, w.tones, w.fold, w.capitals = letters, tones, fold, capitals
	w.state, w.flags, w.respelt, w.foreign = state, flags, false, false
	return i, whole || i >= len(s)
}

// unit is one letter of a word read by spell, with the bytes it came from, marks and invisible characters after it
// included.
type unit struct {
	class      class
	start, end int
}

// spell reads the word at s[i] whatever it is made of: decomposed letters with their marks in any order, invisible
// characters inside, foreign letters. It returns where the word ends and the units, appended to dst.
func (w *word) spell(s string, i int, dst []unit) (int, []unit) {
	*w = word{start: i, end: i, respelt: true}
	for i < len(s) {
		g, width := classAt(s, i)
		if !g.word() {
			break
		}
		i += width
		switch g.sort() {
		case sortSkip:
			continue
		case sortLetter, sortForeign:
			dst = append(dst, unit{g, i - width, i})
		default:
			last := &dst[len(dst)-1]
			last.class = last.class.with(g)
			last.end = i
		}
		w.end = i
	}
	w.state = start
	for _, u := range dst {
		w.add(u.class)
	}
	return i, dst
}

// with puts a combining mark on a letter. What is no Vietnamese letter becomes foreign.
func (c class) with(mark class) class {
	const foreign = sortForeign << sortShift
	if c.sort() != sortLetter {
		return foreign
	}
	if mark.sort() == sortTone {
		if c.tone() != level || c.letter() >= firstConsonant {
			return foreign
		}
		return c | mark&(toneMask<<toneShift)
	}
	form := chars.form[c.letter()<<2|mark.letter()]
	if form == 0 {
		return foreign
	}
	return c&^(letterMask<<letterShift) | class(form)<<letterShift | shaped
}

// add counts one more letter in.
func (w *word) add(c class) {
	if c.sort() != sortLetter {
		w.foreign = true
		w.state = 0
		w.n++
		return
	}
	w.state = step[int(w.state)+c.letter()]
	w.fold |= uint64(c&0xff) << uint(8*w.n)
	w.letters = w.letters<<6 | uint64(c.letter())
	w.tones = w.tones<<3 | uint64(c.tone())
	w.capitals = w.capitals<<1 | uint64(c>>17&1)
	w.flags |= c
	w.n++
}

func (w *word) marked() bool { return w.flags&(shaped|toneMask<<toneShift) != 0 }

// syllable reports whether the word is a well-formed syllable, its tone mark on whatever vowel; see ValidSyllable.
func (w *word) syllable() bool {
	info := step[w.state]
	if info&(proper|plain) == 0 || w.foreign {
		return false
	}
	if w.flags&(shaped|toneMask<<toneShift) == 0 {
		return true
	}
	if info&proper == 0 {
		return false
	}
	tone, single := w.tone()
	return single && (info&stopped == 0 || tone == acute || tone == dotted)
}

// tone returns the tone of the word, and whether it carries no more than one.
func (w *word) tone() (tone uint64, single bool) {
	if w.tones == 0 {
		return level, true
	}
	at := bits.TrailingZeros64(w.tones) / 3 * 3
	tone = w.tones >> uint(at)
	return tone & toneMask, tone <= toneMask
}

// canonical brings a well-formed syllable to its matching form: the tone mark where the old style has it, y for i
// where they are variants. It reports whether that differs from the spelling read.
func (w *word) canonical() (changed bool) {
	info := step[w.state]
	if info&iForY != 0 {
		w.letters = w.letters&^letterMask | letterY
		last := uint(8 * (w.n - 1))
		w.fold = w.fold&^(0xff<<last) | 'y'<<last
		changed = true
	}
	tone, _ := w.tone()
	if placed := tone << (3 * (info & tonePlace)); placed != w.tones {
		w.tones = placed
		changed = true
	}
	return changed
}

// appendLower appends the letters in lower case, each with its tone.
func (w *word) appendLower(dst []byte) []byte {
	for k := w.n - 1; k >= 0; k-- {
		letter := w.letters >> uint(6*k) & letterMask
		tone := w.tones >> uint(3*k) & toneMask
		dst = appendLetter(dst, int(letter), int(tone))
	}
	return dst
}

func appendLetter(dst []byte, letter, tone int) []byte {
	switch u := chars.utf8[letter<<3|tone]; u >> 24 {
	case 1:
		return append(dst, byte(u))
	case 2:
		return append(dst, byte(u), byte(u>>8))
	default:
		return append(dst, byte(u), byte(u>>8), byte(u>>16))
	}
}

// acronym reports two or more capitals with at most one small letter among them.
func (w *word) acronym() bool {
	c := bits.OnesCount64(w.capitals)
	return c >= 2 && c >= w.n-1
}
