package main

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/viet"
)

// spellings returns what abbreviations of one reading stand for, by their own words.
func spellings(glossary []corpus.Abbreviation) map[uint64]*viet.Text {
	out := map[uint64]*viet.Text{}
	for _, a := range glossary {
		if t := viet.Normalize(a.Abbr); t.Len() == 1 && len(a.Expansions) == 1 {
			out[t.Tokens()[0].Fold] = viet.Normalize(a.Expansions[0])
		}
	}
	return out
}

// words are those of the names of a member, of its abbreviations too.
type words struct {
	keys, folds map[uint64]bool
	bare        bool // written without diacritics
}

func (g *grouping) wordsOf(names []string) words {
	w := words{keys: map[uint64]bool{}, folds: map[uint64]bool{}, bare: true}
	for _, name := range names {
		t := viet.Normalize(name)
		w.bare = w.bare && t.Undiacritised()
		for _, token := range t.Tokens() {
			w.keys[token.Key], w.folds[token.Fold] = true, true
			if spelt := g.spelt[token.Fold]; spelt != nil {
				for _, token := range spelt.Tokens() {
					w.keys[token.Key], w.folds[token.Fold] = true, true
				}
			}
		}
	}
	return w
}

// have tells whether a word of a text is among them; diacritics count where both are written with them.
func (w *words) have(token viet.Token, bare bool) bool {
	if bare || w.bare {
		return w.folds[token.Fold]
	}
	return w.keys[token.Key]
}

// shared quotes the runs of two and more words of the leader that at least half of the others have too, spelt out or
// abbreviated, without the levels and small words at their ends.
func (g *grouping) shared(found engine.Cluster) []string {
	others := make([]words, 0, len(found.Members)-1)
	for _, n := range found.Members {
		if n != found.Leader {
			others = append(others, g.wordsOf(g.items[n].names))
		}
	}
	out := []string{}
	for _, name := range g.items[found.Leader].names {
		t := viet.Normalize(name)
		for from := 0; from < t.Len(); from++ {
			to := from
			for to < t.Len() && g.sharedBy(others, t, to) {
				to++
			}
			if text := quoteOf(t, from, to); text != "" && !slices.Contains(out, text) {
				out = append(out, text)
			}
			from = to
		}
	}
	return out
}

// sharedBy tells whether at least half of the others have a word, or all words of what it stands for.
func (g *grouping) sharedBy(others []words, t *viet.Text, i int) bool {
	token, bare, n := t.Tokens()[i], t.Undiacritised(), 0
	spelt := g.spelt[token.Fold]
	for k := range others {
		lacks := func(token viet.Token) bool { return !others[k].have(token, bare) }
		if !lacks(token) || spelt != nil && !slices.ContainsFunc(spelt.Tokens(), lacks) {
			n++
		}
	}
	return 2*n >= len(others)
}

// saysWhere are words at the ends of what proposals share that say nothing of what they ask for.
var saysWhere = []string{"tinh", "thanh", "pho", "huyen", "xa", "phuong", "cap", "tren", "dia", "ban", "tai", "cua", "cho", "va"}

// quoteOf quotes a run of words, "" when fewer than two are left.
func quoteOf(t *viet.Text, from, to int) string {
	for from < to && slices.Contains(saysWhere, t.FoldOf(from)) {
		from++
	}
	for from < to && slices.Contains(saysWhere, t.FoldOf(to-1)) {
		to--
	}
	if to-from < 2 {
		return ""
	}
	text := t.Quote(from, to)
	if strings.Count(text, "(") > strings.Count(text, ")") {
		text += ")" // it follows the last word
	}
	return text
}
