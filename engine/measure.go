package engine

import (
	"cmp"
	"slices"

	"github.com/adrg/strutil"
	"github.com/adrg/strutil/metrics"

	"github.com/rasoat/rasoat/corpus"
)

// Measured is a candidate of a component as the engine saw it before the ladder: what calibration learns from.
type Measured struct {
	Platform    corpus.ID
	Retrieval   float64 // score of the index; 0 for a platform that the component only calls by name
	Measures    Measures
	Probability float64 // of Measures under the engine's weights
}

// Measure returns the candidates of a component in the order in which the index found them; platforms called by name
// that it did not find follow by ID.
func (e *Engine) Measure(p Proposal, c *Component) []Measured {
	out := []Measured{}
	for _, s := range e.Compare(p, c).work.pairs {
		out = append(out, Measured{e.profiles[s.row].platform.ID, s.retrieval, s.ev.Measures, s.ev.probability})
	}
	slices.SortFunc(out, func(a, b Measured) int {
		return cmp.Or(cmp.Compare(b.Retrieval, a.Retrieval), cmp.Compare(a.Platform, b.Platform))
	})
	return out
}

// Comparison is a component already compared with its candidates. It can be judged again under other weights without
// reading the texts again, which is what makes choosing thresholds cheap. It is for one goroutine at a time.
type Comparison struct {
	work      *work
	proposal  Proposal
	component *Component
}

// Compare reads a component and measures it against its candidates.
func (e *Engine) Compare(p Proposal, c *Component) *Comparison {
	x := &Comparison{work: new(work), proposal: p, component: c}
	e.read(&x.work.component, &x.proposal, c)
	e.retrieve(x.work)
	e.rank(x.work)
	return x
}

// Judge runs the ladder over a comparison under the engine's own weights, whatever weights it was compared with.
func (e *Engine) Judge(x *Comparison) ComponentResult {
	for i := range x.work.pairs {
		ev := &x.work.pairs[i].ev
		ev.probability = e.weights.Probability(ev.Measures)
	}
	e.order(x.work.pairs)
	return e.judge(x.work, &x.proposal, x.component)
}

// With returns an engine that differs in its weights alone and shares everything compiled.
func (e *Engine) With(w Weights) *Engine {
	other := *e
	other.weights, other.opt.Weights = w, &w
	other.made.Weights, other.made.Parameters = w.Hash(), w.Parameters()
	return &other
}

// TitleMetric returns a named similarity of two strings from the strutil library, in [0, 1]: "jaro_winkler",
// "sorensen_dice" or "levenshtein"; nil for another name. These are the baselines that titles alone are compared by;
// the engine itself uses none of them.
func TitleMetric(name string) func(a, b string) float64 {
	var m strutil.StringMetric
	switch name {
	case "jaro_winkler":
		m = metrics.NewJaroWinkler()
	case "sorensen_dice":
		m = metrics.NewSorensenDice()
	case "levenshtein":
		m = metrics.NewLevenshtein()
	default:
		return nil
	}
	return func(a, b string) float64 { return strutil.Similarity(a, b, m) }
}

// Weights returns the weights the engine judges by.
func (e *Engine) Weights() Weights { return e.weights }
