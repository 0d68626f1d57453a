package viet

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
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
	marked *prefixes
	folded func() *prefixes // made when first asked for: most texts are typed with diacritics
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

// form returns the hash of the word with or without diacritics.
func (w *entryWord) form(folded bool) uint64 {
	if folded {
		return w.fold
	}
	return w.key
}

// prefixes finds the entries that begin at a token by going on from it word by word: a trie whose nodes are found by the
// hash of all words up to them. Names begin alike (hệ thống thông tin ...), so that a look-up by their first words alone
// would leave as many entries to compare as there are names.
type prefixes struct {
	folded  bool
	entries []entry  // those of one phrase side by side, by ID
	slots   []node   // by open addressing
	filter  []uint64 // bits that hashes of nodes set: small enough to stay in the nearest cache, where most words end the search
}

// node is a beginning of phrases.
type node struct {
	hash     uint64 // of the words; 0 marks a free slot
	from, to int32  // the entries that end here
	acronym  bool   // one of these has a word that matches only capitals
	more     bool   // some go on
	between  Break  // the most that may stand before the last word in one of them
}

// NewLexicon builds a lexicon. Terms without a word in them are left out. Acronyms (AI, BI, MAN) match only
// capitals, since in small letters they are other words.
func NewLexicon(terms []Term) *Lexicon {
	entries := make([]entry, 0, len(terms))
	var words []entryWord // of all entries, one block after another
	var t Text
	for _, term := range terms {
		t.Reset(term.Phrase)
		if t.Len() == 0 {
			continue
		}
		from := len(words)
		for _, k := range t.tokens {
			words = append(words, entryWord{k.Key, k.Fold, k.Kind == Acronym, max(k.Break, Comma)})
		}
		entries = append(entries, entry{term.ID, words[from:len(words):len(words)]})
	}
	return &Lexicon{
		marked: newPrefixes(entries, false),
		folded: sync.OnceValue(func() *prefixes { return newPrefixes(entries, true) }),
	}
}

// begin is the hash of a first word, extend that of the words before and one more.
func begin(word uint64) uint64          { return word | 1 }
func extend(before, word uint64) uint64 { return Pair(before, word) | 1 }

func newPrefixes(entries []entry, folded bool) *prefixes {
	type ending struct {
		hash uint64
		at   int
	}
	ends, words := make([]ending, len(entries)), 0
	for n := range entries {
		e := &entries[n]
		hash := begin(e.words[0].form(folded))
		for i := range e.words[1:] {
			hash = extend(hash, e.words[i+1].form(folded))
		}
		ends[n] = ending{hash, n}
		words += len(e.words)
	}
	slices.SortFunc(ends, func(a, b ending) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(entries[a.at].id, entries[b.at].id), cmp.Compare(a.at, b.at))
	})
	size := 16
	for size < 2*words {
		size *= 2
	}
	p := &prefixes{folded: folded, entries: make([]entry, len(entries)), slots: make([]node, size)}
	for n, end := range ends {
		p.entries[n] = entries[end.at]
		p.enter(int32(n))
	}
	p.close()
	return p
}

// close makes the slots as few as the nodes allow, which long phrases with a common beginning leave too many, and the filter.
func (p *prefixes) close() {
	loose, nodes := p.slots, 0
	for i := range loose {
		if loose[i].hash != 0 {
			nodes++
		}
	}
	size := 16
	for size < 2*nodes {
		size *= 2
	}
	p.slots, p.filter = make([]node, size), make([]uint64, size/8)
	for _, n := range loose {
		if n.hash != 0 {
			*p.slot(n.hash) = n
			p.pass(n.hash)
			if n.from < n.to && len(p.entries[n.from].words) == 1 {
				p.pass(alone(n.hash))
			}
		}
	}
}

// pass sets the bit that the filter has for a hash. There are eight bits for every slot, of which at most half are nodes, so
// that little more than one in sixteen other hashes passes.
func (p *prefixes) pass(hash uint64) {
	p.filter[(hash>>26)&uint64(len(p.filter)-1)] |= 1 << (hash >> 58)
}

// alone is the hash under which the filter knows that a word is a phrase by itself.
func alone(hash uint64) uint64 { return bits.RotateLeft64(hash, 32) }

// filtered returns 1 when a beginning may be a node; most that are none end here.
func (p *prefixes) filtered(hash uint64) uint64 {
	return p.filter[(hash>>26)&uint64(len(p.filter)-1)] >> (hash >> 58) & 1
}

// enter adds the beginnings of an entry. Entries of one phrase must come one after another.
func (p *prefixes) enter(n int32) {
	words := p.entries[n].words
	hash := begin(words[0].form(p.folded))
	for i := range words {
		if i > 0 {
			hash = extend(hash, words[i].form(p.folded))
		}
		at := p.slot(hash)
		at.hash, at.between = hash, max(at.between, words[i].between)
		switch {
		case i+1 < len(words):
			at.more = true
		case at.to == 0:
			at.from, at.to = n, n+1
		default:
			at.to = n + 1
		}
		at.acronym = at.acronym || i+1 == len(words) && slices.ContainsFunc(words, func(w entryWord) bool { return w.acronym })
	}
}

// slot returns where a beginning stands or would stand.
func (p *prefixes) slot(hash uint64) *node {
	mask := uint64(len(p.slots) - 1)
	i := (hash >> 9) & mask
	for p.slots[i].hash != 0 && p.slots[i].hash != hash {
		i = (i + 1) & mask
	}
	return &p.slots[i]
}

// Match appends to dst the longest term at every token of t, in order; all of them when several have the same
// words. Punctuation up to a comma is ignored inside a phrase, and a stronger one where the phrase has it itself (Bà Rịa -
// Vũng Tàu). Spans of different starts may overlap: which to keep is the caller's decision.
func (l *Lexicon) Match(t *Text, dst []Span) []Span { return l.marked.match(t, dst) }

// MatchFolded does the same without regard to diacritics. It suits texts typed without them (see Undiacritised); in
// others it confuses words such as lưu trữ and lưu trú.
func (l *Lexicon) MatchFolded(t *Text, dst []Span) []Span { return l.folded().match(t, dst) }

// match appends the longest entries at every token. It first finds, for 64 tokens at a time and without a branch that
// nobody could predict, the few where a phrase may begin.
func (p *prefixes) match(t *Text, dst []Span) []Span {
	for from := 0; from < len(t.tokens); from += 64 {
		for may := p.beginnings(t.tokens[from:]); may != 0; may &= may - 1 {
			dst = p.longest(dst, t, from+bits.TrailingZeros64(may))
		}
	}
	return dst
}

// beginnings returns a bit for each of the first 64 tokens: whether a phrase may begin there by its first two words.
func (p *prefixes) beginnings(tokens []Token) (may uint64) {
	n := min(len(tokens), 64)
	for i := range n {
		hash, next := begin(tokens[i].Key), tokens[min(i+1, len(tokens)-1)].Key
		if p.folded {
			hash, next = begin(tokens[i].Fold), tokens[min(i+1, len(tokens)-1)].Fold
		}
		may |= p.filtered(hash) & (p.filtered(alone(hash)) | p.filtered(extend(hash, next))) << i
	}
	return may
}

// MatchAt appends to dst the longest term at token i alone, with regard to diacritics or without.
func (l *Lexicon) MatchAt(t *Text, i int, folded bool, dst []Span) []Span {
	if folded {
		return l.folded().longest(dst, t, i)
	}
	return l.marked.longest(dst, t, i)
}

// longest appends the longest entries that begin at token i.
func (p *prefixes) longest(dst []Span, t *Text, i int) []Span {
	before, hash, widest := len(dst), uint64(0), NoBreak
	for j := i; j < len(t.tokens); j++ {
		k := &t.tokens[j]
		word := k.Key
		if p.folded {
			word = k.Fold
		}
		if j == i {
			hash = begin(word)
		} else {
			hash, widest = extend(hash, word), max(widest, k.Break)
		}
		if p.filtered(hash) == 0 {
			return dst
		}
		at := p.slot(hash)
		if j > i && k.Break > at.between {
			return dst
		}
		if at.from < at.to {
			shorter := len(dst)
			if span := (Span{From: i, To: j + 1}); p.folded || at.acronym || widest > Comma {
				dst = p.append(dst, t, span, at)
			} else {
				dst = p.appendAll(dst, span, at)
			}
			if len(dst) > shorter {
				dst = slices.Delete(dst, before, shorter)
			}
		}
		if !at.more {
			return dst
		}
	}
	return dst
}

// appendAll appends the entries of a node that ends a phrase without acronyms, between whose words no more than a comma
// stands: the way to the node has compared all that matters.
func (p *prefixes) appendAll(dst []Span, at Span, n *node) []Span {
	for i := n.from; i < n.to; i++ {
		at.ID = p.entries[i].id
		dst = append(dst, at)
	}
	return dst
}

// append appends the entries of a node that stand at a span: those with acronyms may not.
func (p *prefixes) append(dst []Span, t *Text, at Span, n *node) []Span {
	for i := n.from; i < n.to; i++ {
		e := &p.entries[i]
		if len(e.words) == at.To-at.From && e.matches(t, at.From, p.folded) {
			at.ID, at.Folded = e.id, p.folded && !e.matches(t, at.From, false)
			dst = append(dst, at)
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
		if !same || n > 0 && k.Break > w.between || w.acronym && k.flags&allCapitals == 0 {
			return false
		}
	}
	return true
}
