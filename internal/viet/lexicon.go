package viet

import (
	"cmp"
	"slices"
)

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
	marked, folded starts
}

// entry is the phrase of a term, token by token.
type entry struct {
	id    int32
	words []entryWord
}

type entryWord struct {
	key, fold uint64
	acronym   bool  // matches only what is typed in capitals too
	between   Break // the most that may stand before it in a text: a comma, or what stands in the phrase
}

// starts finds the entries that may begin at a token: those of one word by that word, the others by their first two,
// since the first words of names are few (hệ, cơ, quản) and the first two already many.
type starts struct {
	entries []entry  // by start, longest phrase first
	slots   []uint64 // hashes of starts by open addressing; 0 marks a free slot
	runs    []run    // by slot
}

// run is the entries of one start.
type run struct{ from, to int32 }

// NewLexicon builds a lexicon. Terms without a word in them are left out. Acronyms (AI, BI, MAN) match only
// capitals, since in small letters they are other words.
func NewLexicon(terms []Term) *Lexicon {
	var entries []entry
	var t Text
	for _, term := range terms {
		t.Reset(term.Phrase)
		if t.Len() == 0 {
			continue
		}
		e := entry{id: term.ID, words: make([]entryWord, t.Len())}
		for i, k := range t.tokens {
			e.words[i] = entryWord{k.Key, k.Fold, k.Kind == Acronym, max(k.Break, Comma)}
		}
		entries = append(entries, e)
	}
	return &Lexicon{marked: newStarts(entries, entryWord.keyHash), folded: newStarts(entries, entryWord.foldHash)}
}

func (w entryWord) keyHash() uint64  { return w.key }
func (w entryWord) foldHash() uint64 { return w.fold }

func newStarts(entries []entry, form func(entryWord) uint64) starts {
	start := func(e entry) uint64 {
		if len(e.words) == 1 {
			return form(e.words[0]) | 1
		}
		return Pair(form(e.words[0]), form(e.words[1])) | 1
	}
	s := starts{entries: slices.Clone(entries)}
	slices.SortStableFunc(s.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(start(a), start(b)), len(b.words)-len(a.words), cmp.Compare(a.id, b.id))
	})
	size := 16
	for size < 2*len(entries) {
		size *= 2
	}
	s.slots, s.runs = make([]uint64, size), make([]run, size)
	for i, e := range s.entries {
		at := s.slot(start(e))
		if s.slots[at] == 0 {
			s.slots[at], s.runs[at].from = start(e), int32(i)
		}
		s.runs[at].to = int32(i) + 1
	}
	return s
}

// slot returns where a start stands or would stand.
func (s *starts) slot(hash uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	i := (hash >> 9) & mask
	for s.slots[i] != 0 && s.slots[i] != hash {
		i = (i + 1) & mask
	}
	return i
}

// Match appends to dst the longest term at every token of t, in order; all of them when several have the same
// words. Punctuation up to a comma is ignored inside a phrase, and a stronger one where the phrase has it itself (Bà Rịa -
// Vũng Tàu). Spans of different starts may overlap: which to keep is the caller's decision.
func (l *Lexicon) Match(t *Text, dst []Span) []Span {
	for i := range t.tokens {
		found := false
		if i+1 < len(t.tokens) && t.tokens[i+1].Break <= Comma {
			pair := Pair(t.tokens[i].Key, t.tokens[i+1].Key)
			dst, found = l.marked.append(dst, t, place{i, pair, false})
		}
		if !found {
			dst, _ = l.marked.append(dst, t, place{i, t.tokens[i].Key, false})
		}
	}
	return dst
}

// MatchFolded does the same without regard to diacritics. It suits texts typed without them (see Undiacritised); in
// others it confuses words such as lưu trữ and lưu trú.
func (l *Lexicon) MatchFolded(t *Text, dst []Span) []Span {
	for i := range t.tokens {
		found := false
		if i+1 < len(t.tokens) && t.tokens[i+1].Break <= Comma {
			pair := Pair(t.tokens[i].Fold, t.tokens[i+1].Fold)
			dst, found = l.folded.append(dst, t, place{i, pair, true})
		}
		if !found {
			dst, _ = l.folded.append(dst, t, place{i, t.tokens[i].Fold, true})
		}
	}
	return dst
}

// place is a token at which phrases may begin, by the hash of their start.
type place struct {
	token  int
	start  uint64
	folded bool
}

// append appends the longest entries of a start that stand at the token, and tells whether there were any.
func (s *starts) append(dst []Span, t *Text, p place) ([]Span, bool) {
	r := s.runs[s.slot(p.start|1)]
	longest := 0
	for n := r.from; n < r.to; n++ {
		e := &s.entries[n]
		if len(e.words) < longest {
			break
		}
		if e.matches(t, p.token, p.folded) {
			longest = len(e.words)
			folded := p.folded && !e.matches(t, p.token, false)
			dst = append(dst, Span{ID: e.id, From: p.token, To: p.token + longest, Folded: folded})
		}
	}
	return dst, longest > 0
}

// matches reports whether the phrase stands at token i.
func (e *entry) matches(t *Text, i int, folded bool) bool {
	if i+len(e.words) > len(t.tokens) {
		return false
	}
	for n, w := range e.words {
		k := &t.tokens[i+n]
		same := k.Key == w.key || folded && k.Fold == w.fold
		if !same || n > 0 && k.Break > w.between || w.acronym && k.flags&allCapitals == 0 {
			return false
		}
	}
	return true
}
