package index

import (
	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// lowText is the weight of words in phrases that say little; weightless phrases have none. Such phrases are part of some
// names, so they keep a part of their weight; between .35 and .7 the figures on the labelled proposals hardly move.
const lowText = 0.5

// formText knows the phrases that proposals share whatever they are about.
type formText struct {
	lex     *viet.Lexicon
	weights []float32 // by term of lex
}

// formScratch is the memory of one weighing.
type formScratch struct {
	spans   []viet.Span
	weights []float32
}

// newFormText takes the phrases of the register. A weightless phrase that stands inside the name of a platform or a
// term of the taxonomy ("cải cách hành chính") is only lowered: it may be what a proposal is about.
func newFormText(reg *corpus.Register) *formText {
	f := &formText{}
	terms := make([]viet.Term, len(reg.Boilerplate))
	for i, b := range reg.Boilerplate {
		terms[i] = viet.Term{Phrase: b.Phrase, ID: int32(i)}
		weight := float32(lowText)
		if b.Class == corpus.Weightless {
			weight = 0
		}
		f.weights = append(f.weights, weight)
	}
	f.lex = viet.NewLexicon(terms)
	var t viet.Text
	keep := func(names ...string) {
		for _, s := range names {
			t.Reset(s)
			for _, span := range f.lex.Match(&t, nil) {
				f.weights[span.ID] = max(f.weights[span.ID], lowText)
			}
		}
	}
	for i := range reg.Platforms {
		keep(reg.Platforms[i].Name)
		keep(reg.Platforms[i].Aliases...)
	}
	for i := range reg.Functions {
		keep(reg.Functions[i].Name)
		keep(reg.Functions[i].Terms...)
	}
	return f
}

// weigh returns the weight of each token of t, valid until the next use of s.
func (f *formText) weigh(t *viet.Text, s *formScratch) []float32 {
	s.weights = s.weights[:0]
	for range t.Len() {
		s.weights = append(s.weights, 1)
	}
	s.spans = f.lex.Match(t, s.spans[:0])
	for _, span := range s.spans {
		w := f.weights[span.ID]
		for i := span.From; i < span.To; i++ {
			s.weights[i] = min(s.weights[i], w)
		}
	}
	return s.weights
}
