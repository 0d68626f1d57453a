package engine

import (
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// spelling is what an abbreviation stands for by the document's own word. It goes before what the register knows.
type spelling struct {
	long  *viet.Text  // empty when it is form text in short, which stands for nothing
	terms []viet.Span // of the vocabulary, in long
}

// spell prepares what the document says the abbreviations of a component stand for, and the text of all of it for
// retrieval.
func (e *Engine) spell(k *comparable, p *Proposal) {
	clear(k.spelt)
	k.long.Reset("")
	var long []string
	for _, a := range p.Abbreviations {
		short := viet.Normalize(a.Short)
		if short.Len() != 1 || !k.mentions(short.Tokens()[0].Key) {
			continue
		}
		s := spelling{long: viet.Normalize(a.Long)}
		if e.voc.isForm(s.long) {
			s.long.Reset("")
		} else {
			s.terms = e.voc.lexicon.Match(s.long, nil)
			long = append(long, a.Long)
		}
		if k.spelt == nil {
			k.spelt = map[uint64]spelling{}
		}
		k.spelt[short.Tokens()[0].Key] = s
	}
	k.long.Reset(strings.Join(long, "\n"))
}

// mentions tells that an acronym stands in what is compared.
func (k *comparable) mentions(key uint64) bool {
	for f := range k.texts {
		for _, t := range k.texts[f].Tokens() {
			if t.Key == key && t.Kind == viet.Acronym {
				return true
			}
		}
	}
	return false
}

// collectSpelt records the function terms in what the abbreviations of a field stand for.
func (e *Engine) collectSpelt(k *comparable, f int) {
	if len(k.spelt) == 0 {
		return
	}
	for i, t := range k.texts[f].Tokens() {
		if t.Kind != viet.Acronym {
			continue
		}
		for _, s := range k.spelt[t.Key].terms {
			for _, m := range e.voc.meanings[s.ID] {
				if m.sense == senseFunction && (f == fieldName || !e.voc.form[s.ID]) {
					e.addCode(k, term{field: f, span: s, at: i, function: m.ref})
				}
			}
		}
	}
}

// spellOut enters the words that the acronym at token i of a field stands for: the document's, else the register's.
func (e *Engine) spellOut(k *comparable, f, i int, w float32) {
	key := k.texts[f].Tokens()[i].Key
	s, own := k.spelt[key]
	if !own {
		for _, x := range e.expand[key] {
			e.enter(k, occurrence{f, i, x.number(k.folded), 0, w * x.idf, x.pair})
		}
		return
	}
	before := uint64(0)
	for j := range s.long.Len() {
		form := form(&s.long.Tokens()[j], k.folded)
		n := e.lexis.numbers.find(form)
		e.enter(k, occurrence{f, i, n, form, w * e.lexis.weight(n, k.folded), false})
		if before != 0 {
			pair := viet.Pair(before, form)
			e.enter(k, occurrence{f, i, e.lexis.numbers.find(pair), pair, w, true})
		}
		before = form
	}
}
