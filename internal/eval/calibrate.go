package eval

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Folds of the cross-validation. Items are dealt to folds, never pairs: the pairs of an item belong together.
const Folds = 5

// deals of the items to folds over which the cross-validated figures are averaged: with some eighty items one deal says
// little, two differ by several hundredths.
const deals = 3

// lowestPrecision of the verdict duplicate: thresholds that fall below it are taken only when none reaches it.
const lowestPrecision = 0.85

// Calibrated is the result of Calibrate.
type Calibrated struct {
	Weights engine.Weights
	// CrossValidated are the figures when weights and thresholds are derived from four fifths of the items and judged on
	// the fifth, pooled over the folds, averaged over several deals of the items to folds; by list and "mean".
	CrossValidated map[string]Figures
	// Fitted are the figures of Weights on the very items they come from.
	Fitted map[string]Figures
	// Before are the figures of the weights the bench came with.
	Before map[string]Figures
}

// trainee is an item prepared for calibration: its pairs, and its comparison on every list.
type trainee struct {
	id    string
	fold  int
	pairs []example
	cases []*comparedItem // by list; nil where there is no agreed group
}

// calibration is the state of one run.
type calibration struct {
	lists   []corpus.ListID
	engines []*engine.Engine // by list
	size    int              // measures of a pair
	start   engine.Weights
}

// Calibrate derives weights and thresholds from the items of the tiers strong and medium. Weights come from a logistic
// regression over the pairs of an item with its candidates on the whole register, each weight at least 0; a platform that
// is connected to counts as found, since whether that is an overlap is for the ladder to say. Thresholds are then chosen for the mean alert F1 over the lists, on probabilities that each item gets from the weights of the other
// folds. The same is done five times on four fifths of the items for the cross-validated figures. today is recorded.
func Calibrate(b Bench, set *Set, today corpus.Date) (*Calibrated, error) {
	if len(set.Items) == 0 {
		return nil, errors.New("weights are derived from labelled items, and the file has none")
	}
	c := &calibration{lists: AllLists}
	for _, list := range c.lists {
		e, _, err := b.engine(list)
		if err != nil {
			return nil, err
		}
		c.engines = append(c.engines, e)
	}
	c.start = c.engines[0].Weights()
	items := c.prepare(set.Items)
	if len(items) < 2*Folds {
		return nil, fmt.Errorf("%d items with an agreed label are too few to derive weights from: at least %d are needed", len(items), 2*Folds)
	}
	out := &Calibrated{Weights: c.derive(items)}
	out.CrossValidated = c.crossValidate(items)
	out.Fitted, out.Before = c.figures(items, oneFor(out.Weights)), c.figures(items, oneFor(c.start))
	out.Weights.Calibration = engine.Calibration{
		Date: string(today), Set: set.SHA256, Items: len(items), Folds: Folds, Scores: scores(out.CrossValidated),
	}
	return out, nil
}

// assignment says by which weights each item is judged.
type assignment struct {
	weights []engine.Weights
	of      func(*trainee) int // index in weights
}

// oneFor judges every item by the same weights.
func oneFor(w engine.Weights) assignment {
	return assignment{[]engine.Weights{w}, func(*trainee) int { return 0 }}
}

// byFold judges every item by the weights of its fold.
func byFold(ws []engine.Weights) assignment {
	return assignment{ws, func(t *trainee) int { return t.fold }}
}

// prepare measures the pairs of every item and compares it on every list. Folds are dealt so that each has its share
// of items that alert.
func (c *calibration) prepare(all []Item) []*trainee {
	var out []*trainee
	for i := range all {
		it := &all[i]
		if it.Tier == Weak {
			continue
		}
		t := &trainee{id: it.ID}
		for l, list := range c.lists {
			var x *comparedItem
			if g, ok := it.Gold[list]; ok && g.Group != "" {
				p := it.Proposal()
				x = &comparedItem{it.ID, g, c.engines[l].Compare(p, &p.Components[0])}
			}
			t.cases = append(t.cases, x)
			if list == corpus.AnyList {
				t.pairs = c.examples(c.engines[l], it)
			}
		}
		out = append(out, t)
	}
	deal(out, 0)
	return out
}

// examples are the pairs of an item with its candidates.
func (c *calibration) examples(e *engine.Engine, it *Item) []example {
	g, ok := it.Gold[corpus.AnyList]
	if !ok {
		return nil
	}
	concerns := map[corpus.ID]bool{}
	for _, m := range g.Matches {
		concerns[m.Platform] = m.Relation.Concerns()
	}
	p := it.Proposal()
	found := e.Measure(p, &p.Components[0])
	var out []example
	for _, m := range found {
		v := m.Measures.Vector()
		c.size = len(v)
		out = append(out, example{it.ID, slices.Clone(v[:]), concerns[m.Platform], 1 / float64(len(found))})
	}
	return out
}

// deal gives every item a fold: items sorted by how many lists they alert on and then by a number drawn from their id,
// dealt in turn. Every round deals otherwise.
func deal(items []*trainee, round int) {
	alerts := func(t *trainee) int {
		n := 0
		for _, x := range t.cases {
			if x != nil && x.gold.Group == Alert {
				n++
			}
		}
		return n
	}
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, func(a, b *trainee) int {
		return cmp.Or(alerts(a)-alerts(b), cmp.Compare(draw(a.id, round), draw(b.id, round)), cmp.Compare(a.id, b.id))
	})
	for i, t := range sorted {
		t.fold = i % Folds
	}
}

// derive fits weights to all items, and chooses thresholds on weights fitted without the item's own fold.
func (c *calibration) derive(items []*trainee) engine.Weights {
	w := c.weigh(items)
	c.chooseThresholds(&w, items)
	return w
}

// weigh fits the evidence weights, rounded as they are written down.
func (c *calibration) weigh(items []*trainee) engine.Weights {
	var pairs []example
	for _, t := range items {
		pairs = append(pairs, t.pairs...)
	}
	m := fit(pairs, c.size)
	w := c.start
	v := w.Vector()
	for j := range m.w {
		v[j] = round(m.w[j], 100)
	}
	w.SetVector(v)
	w.Bias = round(m.bias, 100)
	return w
}

func round(x, parts float64) float64 { return math.Round(x*parts) / parts }

// crossValidate derives weights without each fold in turn and judges that fold by them, for several deals.
func (c *calibration) crossValidate(items []*trainee) map[string]Figures {
	rounds := map[string][]Figures{}
	for round := range deals {
		deal(items, round)
		by := make([]engine.Weights, Folds)
		for f := range Folds {
			by[f] = c.derive(withoutFold(items, f))
		}
		for list, f := range c.figures(items, byFold(by)) {
			rounds[list] = append(rounds[list], f)
		}
	}
	deal(items, 0)
	out := map[string]Figures{}
	for list, fs := range rounds {
		out[list] = mean(fs)
	}
	return out
}

func withoutFold(items []*trainee, fold int) []*trainee {
	return slices.DeleteFunc(slices.Clone(items), func(t *trainee) bool { return t.fold == fold })
}

// figures judges items by the weights given for each, and measures the verdicts by list and in the mean.
func (c *calibration) figures(items []*trainee, by assignment) map[string]Figures {
	out := map[string]Figures{}
	var of []Figures
	for l, list := range c.lists {
		engines := make([]*engine.Engine, len(by.weights))
		for i, w := range by.weights {
			engines[i] = c.engines[l].With(w)
		}
		var os []*Outcome
		for _, t := range items {
			if x := t.cases[l]; x != nil {
				r := engines[by.of(t)].Judge(x.comparison)
				os = append(os, &Outcome{ID: t.id, List: list, Gold: x.gold, Verdict: r.Verdict, Findings: r.Findings, Modules: true})
			}
		}
		f := Figures{"macro_f1": macroF1(os), "ece": expectedError(reliability(os, Relation.Does))}
		f.put("alert", alerts(os).figures())
		f.put("duplicate", duplicates(os).figures())
		out[string(list)] = f
		of = append(of, f)
	}
	out["mean"] = mean(of)
	return out
}

// scores are the cross-validated figures as the weights record them.
func scores(by map[string]Figures) map[string]float64 {
	out := map[string]float64{}
	for list, f := range by {
		for _, name := range []string{"alert.precision", "alert.recall", "alert.f1", "duplicate.precision", "duplicate.f1", "macro_f1", "ece"} {
			if v, ok := f[name]; ok {
				out[list+"."+name] = round(v, 1e4)
			}
		}
	}
	return out
}

// WeightsFile returns the weights as the file that is embedded.
func (c *Calibrated) WeightsFile() ([]byte, error) {
	data, err := json.MarshalIndent(c.Weights, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	return append(data, '\n'), nil
}
