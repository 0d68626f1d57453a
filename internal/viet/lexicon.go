package viet

import "slices"

// Term is a phrase to be found in texts, with the number its owner knows it by. Several terms may share a phrase or
// a number.
type Term struct {
	Phrase string
	ID     int32
}

// Span is one occurrence of a term: tokens From (inclusive) to To (exclusive).
type Span struct {
	ID       int32
	From, To int
	Folded   bool // the words agree only when diacritics are ignored
}

// Lexicon finds many terms at once. It never changes after NewLexicon and may be shared.
type Lexicon struct {
	entries []entry
	byKey   map[uint64]bucket // by the Key of the first token
	byFold  map[uint64]bucket // by the Fold of the first token
	folded  []int32           // entry numbers in the order of byFold
}

// entry is the phrase of a term, token by token.
type entry struct {
	id    int32
	words []entryWord
}

type entryWord struct {
	key, fold uint64
	acronym   bool // matches only what is typed in capitals too
}

// bucket is a run of entries with the same first token, longest phrase first.
type bucket struct{ from, to int32 }

// NewLexicon builds a lexicon. Terms without a word in them are left out. Acronyms (AI, BI, MAN) match only
// capitals, since in small letters they are other words.
func NewLexicon(terms []Term) *Lexicon {
	l := &Lexicon{byKey: make(map[uint64]bucket), byFold: make(map[uint64]bucket)}
	var t Text
	for _, term := range terms {
		t.Reset(term.Phrase)
		if t.Len() == 0 {
			continue
		}
		e := entry{id: term.ID, words: make([]entryWord, t.Len())}
		for i, k := range t.tokens {
			e.words[i] = entryWord{k.Key, k.Fold, k.Kind == Acronym}
		}
		l.entries = append(l.entries, e)
	}
	slices.SortStableFunc(l.entries, func(a, b entry) int { return compareEntries(a, b, entryWord.keyHash) })
	l.folded = make([]int32, len(l.entries))
	for i := range l.folded {
		l.folded[i] = int32(i)
	}
	slices.SortStableFunc(l.folded, func(a, b int32) int {
		return compareEntries(l.entries[a], l.entries[b], entryWord.foldHash)
	})
	for i, e := range l.entries {
		extend(l.byKey, e.words[0].key, i)
		extend(l.byFold, l.entries[l.folded[i]].words[0].fold, i)
	}
	return l
}

func (w entryWord) keyHash() uint64  { return w.key }
func (w entryWord) foldHash() uint64 { return w.fold }

// compareEntries orders by first token, then longest phrase first, then ID.
func compareEntries(a, b entry, first func(entryWord) uint64) int {
	x, y := first(a.words[0]), first(b.words[0])
	switch {
	case x != y && x < y:
		return -1
	case x != y:
		return 1
	case len(a.words) != len(b.words):
		return len(b.words) - len(a.words)
	}
	return int(a.id) - int(b.id)
}

func extend(m map[uint64]bucket, first uint64, i int) {
	b, ok := m[first]
	if !ok {
		b.from = int32(i)
	}
	b.to = int32(i) + 1
	m[first] = b
}

// Match appends to dst the longest term at every token of t, in order; all of them when several have the same
// words. Punctuation up to a comma is ignored inside a phrase. Spans of different starts may overlap: which to keep
// is the caller's decision.
func (l *Lexicon) Match(t *Text, dst []Span) []Span {
	for i := range t.tokens {
		b := l.byKey[t.tokens[i].Key]
		longest := 0
		for n := b.from; n < b.to; n++ {
			e := &l.entries[n]
			if len(e.words) < longest {
				break
			}
			if e.matches(t, i, false) {
				longest = len(e.words)
				dst = append(dst, Span{ID: e.id, From: i, To: i + longest})
			}
		}
	}
	return dst
}

// MatchFolded does the same without regard to diacritics. It suits texts typed without them (see Undiacritised); in
// others it confuses words such as lưu trữ and lưu trú.
func (l *Lexicon) MatchFolded(t *Text, dst []Span) []Span {
	for i := range t.tokens {
		b := l.byFold[t.tokens[i].Fold]
		longest := 0
		for n := b.from; n < b.to; n++ {
			e := &l.entries[l.folded[n]]
			if len(e.words) < longest {
				break
			}
			if e.matches(t, i, true) {
				longest = len(e.words)
				dst = append(dst, Span{ID: e.id, From: i, To: i + longest, Folded: !e.matches(t, i, false)})
			}
		}
	}
	return dst
}

// matches reports whether the phrase stands at token i.
func (e *entry) matches(t *Text, i int, folded bool) bool {
	if i+len(e.words) > len(t.tokens) {
		return false
	}
	for n, w := range e.words {
		k := &t.tokens[i+n]
		same := k.Key == w.key || folded && k.Fold == w.fold
		if !same || n > 0 && k.Break > Comma || w.acronym && k.flags&allCapitals == 0 {
			return false
		}
	}
	return true
}
