package index

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// Fragment is a text of a platform in which words of a query stand. Marks are spans of bytes of Text, in order and
// apart, so that every form of output can set its own signs and escape what it must.
type Fragment struct {
	Field string // FieldName, FieldAlias, ...
	Text  string // quoted from the register; "…" where it was cut
	Marks []Mark
}

// Mark is a span of bytes, To exclusive.
type Mark struct{ From, To int }

// Marked returns the text with signs around the marked words.
func (f Fragment) Marked(before, after string) string {
	var b strings.Builder
	at := 0
	for _, m := range f.Marks {
		b.WriteString(f.Text[at:m.From] + before + f.Text[m.From:m.To] + after)
		at = m.To
	}
	b.WriteString(f.Text[at:])
	return b.String()
}

// askedText is the text of a request, read.
type askedText struct {
	texts   []*viet.Text // words and phrases, for ranking
	words   []askedWord
	phrases [][]askedWord

	spellings map[string][]string // words of the index that a word may stand for, by its key
}

// askedWord is one word, and what it has to agree in.
type askedWord struct {
	key               string
	keyHash, foldHash uint64
	marked            bool
}

// parseText reads words and phrases in straight or curly quotes. A quote that is not closed ends with the text.
func parseText(s string) *askedText {
	a := &askedText{}
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(s), `"`)
	for i, part := range parts {
		t := viet.Normalize(part)
		if t.Len() == 0 {
			continue
		}
		var words []askedWord
		for j, tok := range t.Tokens() {
			words = append(words, askedWord{t.KeyOf(j), tok.Key, tok.Fold, tok.Marked})
		}
		a.texts = append(a.texts, t)
		if i%2 == 1 && len(words) > 1 {
			a.phrases = append(a.phrases, words)
		} else {
			a.addWords(words)
		}
	}
	return a
}

// addWords adds words, each once.
func (a *askedText) addWords(words []askedWord) {
	for _, w := range words {
		if !slices.Contains(a.words, w) {
			a.words = append(a.words, w)
		}
	}
}

// is reports whether a token of a platform is the word asked for.
func (w *askedWord) is(tok *viet.Token) bool {
	if w.marked {
		return tok.Key == w.keyHash
	}
	return tok.Fold == w.foldHash
}

// phraseAt reports whether a phrase begins at a token.
func phraseAt(tokens []viet.Token, phrase []askedWord) bool {
	if len(tokens) < len(phrase) {
		return false
	}
	for i := range phrase {
		if !phrase[i].is(&tokens[i]) {
			return false
		}
	}
	return true
}

// hasPhrases reports whether a platform has every phrase asked for, each within one value of a field.
func (a *askedText) hasPhrases(ix *Index, ordinal int) bool {
	for _, phrase := range a.phrases {
		if !ix.hasPhrase(&ix.reg.Platforms[ordinal], phrase) {
			return false
		}
	}
	return true
}

func (ix *Index) hasPhrase(p *corpus.Platform, phrase []askedWord) bool {
	for i := range textFields {
		if !textFields[i].people {
			continue
		}
		for _, value := range ix.texts.values(p, textFields[i].name) {
			tokens := viet.Normalize(value).Tokens()
			for j := range tokens {
				if phraseAt(tokens[j:], phrase) {
					return true
				}
			}
		}
	}
	return false
}

// matched is which tokens of a value are asked for, and which words and phrases of the request they cover.
type matched struct {
	text    *viet.Text
	tokens  []bool
	covered []bool // words, then phrases
}

func (a *askedText) mark(value string) matched {
	t := viet.Normalize(value)
	m := matched{t, make([]bool, t.Len()), make([]bool, len(a.words)+len(a.phrases))}
	tokens := t.Tokens()
	for i := range tokens {
		for w := range a.words {
			if a.words[w].is(&tokens[i]) {
				m.tokens[i], m.covered[w] = true, true
			}
		}
		for p, phrase := range a.phrases {
			if phraseAt(tokens[i:], phrase) {
				m.covered[len(a.words)+p] = true
				for j := range phrase {
					m.tokens[i+j] = true
				}
			}
		}
	}
	return m
}

// adds counts what m covers and have does not.
func (m *matched) adds(have []bool) int {
	n := 0
	for i, c := range m.covered {
		if c && !have[i] {
			n++
		}
	}
	return n
}

// maxFragments is how many fragments a hit shows beside its name.
const maxFragments = 3

// fragments returns the name with its marks, and the fewest other values that show the rest of what was asked for.
func (a *askedText) fragments(texts *texts, p *corpus.Platform) (name Fragment, others []Fragment) {
	m := a.mark(p.Name)
	name = m.fragment(FieldName, false)
	have := m.covered
	others = []Fragment{}
	for len(others) < maxFragments {
		var best matched
		field, most := "", 0
		for i := range textFields {
			if !textFields[i].people || textFields[i].name == FieldName {
				continue
			}
			for _, value := range texts.values(p, textFields[i].name) {
				m := a.mark(value)
				n := m.adds(have)
				if n > most || n == most && n > 0 && m.text.Len() < best.text.Len() {
					best, field, most = m, textFields[i].name, n
				}
			}
		}
		if most == 0 {
			break
		}
		for i, c := range best.covered {
			have[i] = have[i] || c
		}
		others = append(others, best.fragment(field, true))
	}
	return name, others
}

// A fragment that is cut keeps some tokens before the first marked one, and is no longer than fragmentTokens.
const (
	fragmentTokens = 32
	fragmentBefore = 6
)

// fragment turns marked tokens into spans of bytes, and cuts a long text to the part with the first of them.
func (m *matched) fragment(field string, cut bool) Fragment {
	tokens := m.text.Tokens()
	f := Fragment{Field: field, Text: m.text.Original(), Marks: []Mark{}}
	from, to := 0, len(tokens)
	if first := slices.Index(m.tokens, true); cut && len(tokens) > fragmentTokens && first >= 0 {
		from = max(0, min(first-fragmentBefore, len(tokens)-fragmentTokens))
		to = from + fragmentTokens
		f.Text = m.text.Quote(from, to)
	}
	offset := 0
	if to < len(tokens) {
		f.Text += "…"
	}
	if from > 0 {
		f.Text = "…" + f.Text
		offset = len("…")
	}
	if from > 0 || to < len(tokens) {
		offset -= int(tokens[from].Start)
	}
	for i := from; i < to; i++ {
		if !m.tokens[i] {
			continue
		}
		start, end := int(tokens[i].Start)+offset, int(tokens[i].End)+offset
		if i > from && m.tokens[i-1] && adjoin(&tokens[i]) {
			f.Marks[len(f.Marks)-1].To = end
			continue
		}
		f.Marks = append(f.Marks, Mark{start, end})
	}
	return f
}
