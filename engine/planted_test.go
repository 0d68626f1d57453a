package engine

import (
	"math/rand/v2"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// planter makes proposals for experiments on clustering, always the same ones for a seed: titles put together from the
// register's own phrases, some of them copies of earlier ones, altered the way provinces alter them.
type planter struct {
	reg     *corpus.Register
	rand    *rand.Rand
	phrases []string
	form    []string
	places  []string
}

// planted is a proposal and the number of the one it was copied from, -1 for an original.
type planted struct {
	title string
	of    int
	how   string
}

func newPlanter(reg *corpus.Register, seed uint64) *planter {
	p := &planter{reg: reg, rand: rand.New(rand.NewPCG(seed, 0))}
	for i := range reg.Platforms {
		p.phrases = append(p.phrases, reg.Platforms[i].Functions...)
		p.phrases = append(p.phrases, reg.Platforms[i].DataObjects...)
	}
	for _, f := range reg.Functions {
		p.phrases = append(p.phrases, f.Terms...)
	}
	for _, b := range reg.Boilerplate {
		if b.Class == corpus.Weightless {
			p.form = append(p.form, b.Phrase)
		}
	}
	for _, pr := range reg.Provinces {
		p.places = append(p.places, pr.Old)
	}
	return p
}

func pick[T any](p *planter, from []T) T { return from[p.rand.IntN(len(from))] }

// original is a title of three to five phrases for one province.
func (p *planter) original() string {
	parts := []string{"Xây dựng phần mềm"}
	for range 3 + p.rand.IntN(3) {
		parts = append(parts, strings.ToLower(pick(p, p.phrases)))
	}
	return strings.Join(parts, ", ") + " tỉnh " + pick(p, p.places)
}

// treatments are the ways a copy is altered.
var treatments = []string{"undiacritised", "abbreviated", "reordered", "padded", "partly_copied"}

// alter returns the title as another province would write it.
func (p *planter) alter(title, how string) string {
	body, _, _ := strings.Cut(title, " tỉnh ")
	parts := strings.Split(body, ", ")
	switch how {
	case "reordered":
		p.rand.Shuffle(len(parts)-1, func(i, j int) { parts[i+1], parts[j+1] = parts[j+1], parts[i+1] })
	case "partly_copied":
		parts[1+p.rand.IntN(len(parts)-1)] = strings.ToLower(pick(p, p.phrases))
	case "padded":
		parts = append(parts, pick(p, p.form), pick(p, p.form))
	}
	out := strings.Join(parts, ", ") + " tỉnh " + pick(p, p.places)
	switch how {
	case "undiacritised":
		out = viet.Fold(out)
	case "abbreviated":
		for _, a := range p.reg.Abbreviations {
			if len(a.Expansions) == 1 {
				out = strings.ReplaceAll(out, a.Expansions[0], a.Abbr)
			}
		}
	}
	return out
}

// plant makes n proposals of which the share copies are altered copies of earlier originals. With topics > 0 the
// copies are all of that many originals: hot topics.
func (p *planter) plant(n int, copies float64, topics int) []planted {
	out := make([]planted, 0, n)
	var originals []int
	for len(out) < n {
		if len(originals) > max(10, topics) && p.rand.Float64() < copies {
			from := originals
			if topics > 0 {
				from = originals[:topics]
			}
			of, how := pick(p, from), pick(p, treatments)
			out = append(out, planted{p.alter(out[of].title, how), of, how})
			continue
		}
		originals = append(originals, len(out))
		out = append(out, planted{p.original(), -1, ""})
	}
	return out
}

func (e *Engine) prints(ps []planted) []Fingerprint {
	out := make([]Fingerprint, len(ps))
	for i := range ps {
		out[i] = e.Fingerprint(&Proposal{Title: ps[i].title})
	}
	return out
}
