package engine

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/adrg/strutil/metrics"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// repairs finds the word meant by a misspelt one: a word that is no Vietnamese syllable and that no record uses is read
// as the known word one edit away; where there are several, as the one that makes more known pairs with its neighbours. So is
// a syllable without its marks (quan lý), but not one with other marks, which may be another job (lưu trú, lưu trữ).
// Longer texts are never compared by edit distance, which cannot tell one system from another.
type repairs struct {
	words map[int][]knownWord // vocabulary by length in runes
	folds hashTable           // numbers the folded forms that words with marks have
	marks [][]knownWord       // those words, by the number of the folded form
	pairs hashTable           // words that follow one another in the vocabulary's texts
	seen  hashTable           // keys of the words
	edits *metrics.Levenshtein
	near  sync.Map // uint64 (key of the misspelt word) -> []knownWord
}

// knownWord is a word of the records or of the taxonomy.
type knownWord struct {
	text      string
	key, fold uint64
}

// maxEdits between a misspelt word and the word meant, and minRunes that a word needs to be repaired without a
// neighbour's word for it: in shorter words one edit makes another word.
const (
	maxEdits = 1
	minRunes = 4
)

func newRepairs(reg *corpus.Register) *repairs {
	r := &repairs{words: map[int][]knownWord{}, edits: metrics.NewLevenshtein()}
	var t viet.Text
	for i := range reg.Platforms {
		r.learn(&t, recordTexts(&reg.Platforms[i])...)
	}
	for i := range reg.Functions {
		r.learn(&t, reg.Functions[i].Terms...)
	}
	for _, b := range reg.Boilerplate {
		r.learn(&t, b.Phrase)
	}
	for _, g := range reg.Signals {
		r.learn(&t, g.Phrase)
	}
	for _, p := range reg.Provinces {
		r.learn(&t, p.Old, p.New)
	}
	for n := range r.words {
		slices.SortFunc(r.words[n], func(a, b knownWord) int { return strings.Compare(a.text, b.text) })
	}
	return r
}

// learn enters the words of texts and the pairs they make.
func (r *repairs) learn(t *viet.Text, texts ...string) {
	for _, s := range texts {
		t.Reset(s)
		for i, k := range t.Tokens() {
			if i > 0 && k.Break <= viet.Joint {
				r.pairs.add(viet.Pair(t.Tokens()[i-1].Key, k.Key))
			}
			if r.seen.find(k.Key) >= 0 {
				continue
			}
			r.seen.add(k.Key)
			w := knownWord{t.KeyOf(i), k.Key, k.Fold}
			n := utf8.RuneCountInString(w.text)
			r.words[n] = append(r.words[n], w)
			r.mark(k, w)
		}
	}
}

// mark keeps a word that carries marks under its folded form.
func (r *repairs) mark(t viet.Token, w knownWord) {
	if !t.Marked {
		return
	}
	n := int(r.folds.add(w.fold))
	if n == len(r.marks) {
		r.marks = append(r.marks, nil)
	}
	r.marks[n] = append(r.marks[n], w)
}

// mend reads the misspelt words of a text as the words meant.
func (e *Engine) mend(t *viet.Text) {
	tokens := t.Tokens()
	for i := range tokens {
		k := &tokens[i]
		var near []knownWord
		switch {
		case k.Kind == viet.Word && !e.lexis.knows(k.Key):
			near = e.repairs.nearest(t, i)
			if len(near) == 1 && utf8.RuneCountInString(t.KeyOf(i)) >= minRunes {
				t.Mend(i, near[0].key, near[0].fold)
				continue
			}
		case k.Kind == viet.Syllable && !k.Marked:
			if n := e.repairs.folds.find(k.Fold); n >= 0 {
				near = e.repairs.marks[n] // a mark left out
			}
		}
		if w := e.repairs.fitting(tokens, i, near); w != nil {
			t.Mend(i, w.key, w.fold)
		}
	}
}

// fitting returns the one of near that makes more known pairs with the neighbours of token i than any other, and than
// the token as it stands; nil when there is none.
func (r *repairs) fitting(tokens []viet.Token, i int, near []knownWord) *knownWord {
	if len(near) == 0 {
		return nil
	}
	best, found := r.fits(tokens, i, tokens[i].Key), (*knownWord)(nil)
	if best == 2 {
		return nil // both neighbours: no other makes more
	}
	for n := range near {
		switch fits := r.fits(tokens, i, near[n].key); {
		case fits > best:
			best, found = fits, &near[n]
		case fits == best:
			found = nil
		}
	}
	return found
}

// fits counts the neighbours of token i that a word in its place makes a known pair with.
func (r *repairs) fits(tokens []viet.Token, i int, key uint64) int {
	n := 0
	if i > 0 && tokens[i].Break <= viet.Joint && r.pairs.find(viet.Pair(tokens[i-1].Key, key)) >= 0 {
		n++
	}
	if i+1 < len(tokens) && tokens[i+1].Break <= viet.Joint && r.pairs.find(viet.Pair(key, tokens[i+1].Key)) >= 0 {
		n++
	}
	return n
}

// nearest returns the known words within maxEdits of token i.
func (r *repairs) nearest(t *viet.Text, i int) []knownWord {
	key := t.Tokens()[i].Key
	if known, ok := r.near.Load(key); ok {
		return known.([]knownWord)
	}
	w := t.KeyOf(i)
	n := utf8.RuneCountInString(w)
	var found []knownWord
	for size := n - maxEdits; size <= n+maxEdits; size++ {
		for _, v := range r.words[size] {
			if r.edits.Distance(w, v.text) <= maxEdits || size == n && swapped(w, v.text) {
				found = append(found, v)
			}
		}
	}
	r.near.Store(key, found)
	return found
}

// swapped tells that two words of one length differ in two neighbouring letters that changed places: one typing error,
// two edits.
func swapped(a, b string) bool {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
}

// expansions are the words that an acronym stands for, for acronyms with one reading; ambiguous ones stay as they are.
type expansions map[uint64][]recordWord

func newExpansions(reg *corpus.Register, voc *vocabulary, lexis *lexis) expansions {
	x := expansions{}
	for _, a := range reg.Abbreviations {
		t := viet.Normalize(a.Abbr)
		if len(a.Expansions) != 1 || t.Len() != 1 {
			continue
		}
		full := viet.Normalize(a.Expansions[0])
		if voc.isForm(full) {
			x[t.Tokens()[0].Key] = nil // form text in short: stands for nothing
			continue
		}
		x[t.Tokens()[0].Key] = wordsOf(full, lexis)
	}
	return x
}

// isForm tells that the whole text is one piece of form text ("cơ sở dữ liệu").
func (v *vocabulary) isForm(t *viet.Text) bool {
	for _, s := range v.lexicon.Match(t, nil) {
		if s.From == 0 && s.To == t.Len() && v.form[s.ID] {
			return true
		}
	}
	return false
}

func wordsOf(t *viet.Text, lexis *lexis) []recordWord {
	var out []recordWord
	tokens := t.Tokens()
	for i, k := range tokens {
		w := recordWord{key: lexis.numbers.add(k.Key), fold: lexis.numbers.add(k.Fold), foldHash: k.Fold}
		w.idf = lexis.weight(w.key, false)
		out = append(out, w)
		if i > 0 {
			out = append(out, lexis.pair(&tokens[i-1], &k))
		}
	}
	return out
}
