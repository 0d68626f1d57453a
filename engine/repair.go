package engine

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/adrg/strutil/metrics"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// repairs finds the word meant by a misspelt one: a word that is no Vietnamese syllable and that no record uses is
// read as the record's word one edit away, if there is exactly one at least that near. Longer texts are never compared by
// edit distance, which cannot tell one system from another.
type repairs struct {
	words map[int][]string // vocabulary by length in runes
	edits *metrics.Levenshtein
	known sync.Map // uint64 (key of the misspelt word) -> uint64 (key of the word meant, 0 for none)
}

// maxEdits between a misspelt word and the word meant, and minRunes that a word needs to be repaired: in shorter words
// one edit makes another word.
const (
	maxEdits = 1
	minRunes = 4
)

func newRepairs(reg *corpus.Register) *repairs {
	r := &repairs{words: map[int][]string{}, edits: metrics.NewLevenshtein()}
	seen := map[string]bool{}
	var t viet.Text
	for i := range reg.Platforms {
		for _, s := range recordTexts(&reg.Platforms[i]) {
			t.Reset(s)
			for j := range t.Len() {
				w := t.KeyOf(j)
				n := utf8.RuneCountInString(w)
				if n >= minRunes-1 && !seen[w] {
					seen[w] = true
					r.words[n] = append(r.words[n], w)
				}
			}
		}
	}
	for n := range r.words {
		slices.Sort(r.words[n])
	}
	return r
}

// meant returns the key of the word meant by token i, or its own key.
func (r *repairs) meant(t *viet.Text, i int) uint64 {
	key := t.Tokens()[i].Key
	if known, ok := r.known.Load(key); ok {
		if m := known.(uint64); m != 0 {
			return m
		}
		return key
	}
	m := r.nearest(t.KeyOf(i))
	r.known.Store(key, m)
	if m == 0 {
		return key
	}
	return m
}

// nearest returns the key of the only vocabulary word within maxEdits, 0 when there is none or more than one.
func (r *repairs) nearest(w string) uint64 {
	n, found := utf8.RuneCountInString(w), ""
	if n < minRunes {
		return 0
	}
	for size := n - maxEdits; size <= n+maxEdits; size++ {
		for _, v := range r.words[size] {
			if r.edits.Distance(w, v) > maxEdits {
				continue
			}
			if found != "" {
				return 0
			}
			found = v
		}
	}
	if found == "" {
		return 0
	}
	return viet.Hash(found)
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
