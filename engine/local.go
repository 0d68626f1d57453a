package engine

import "github.com/rasoat/rasoat/internal/viet"

// localName is the name of a provincial component of the architecture, level words and form text left out.
type localName struct {
	arch  int32 // in Register.Architecture
	words []recordWord
	sum   float32
}

func (e *Engine) localName(arch int32, name string) localName {
	l := localName{arch: arch}
	t := viet.Normalize(name)
	skip := map[int]bool{}
	for _, s := range e.voc.lexicon.Match(t, nil) {
		for _, m := range e.voc.meanings[s.ID] {
			for i := s.From; (m.sense == sensePlace || m.sense == senseForm) && i < s.To; i++ {
				skip[i] = true
			}
		}
	}
	for i, k := range t.Tokens() {
		if skip[i] {
			continue
		}
		w := recordWord{key: e.lexis.numbers.add(k.Key), fold: e.lexis.numbers.add(k.Fold)}
		w.idf = e.lexis.weight(w.key, false)
		l.words = append(l.words, w)
		l.sum += w.idf
	}
	return l
}

// metBy returns the share of the name's words that stand in what the component builds.
func (l *localName) metBy(k *comparable) float64 {
	var sum float32
	for _, w := range l.words {
		if k.features.standing[w.number(k.folded)]&inBuilt != 0 {
			sum += w.idf
		}
	}
	return share(sum, l.sum)
}
