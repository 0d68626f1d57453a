package eval

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// counts are the four outcomes of a yes or no question, true negatives aside.
type counts struct{ tp, fp, fn int }

func (c *counts) add(want, got bool) {
	switch {
	case want && got:
		c.tp++
	case got:
		c.fp++
	case want:
		c.fn++
	}
}

// precision is tp/(tp+fp); nothing claimed is nothing claimed wrongly only when nothing was to be claimed.
func (c counts) precision() float64 {
	if c.tp+c.fp == 0 {
		return whole(c.fn == 0)
	}
	return float64(c.tp) / float64(c.tp+c.fp)
}

// recall is tp/(tp+fn), 1 when there was nothing to find.
func (c counts) recall() float64 {
	if c.tp+c.fn == 0 {
		return 1
	}
	return float64(c.tp) / float64(c.tp+c.fn)
}

// f1 is the harmonic mean of precision and recall: 2tp/(2tp+fp+fn), 1 when there is nothing to find and nothing found.
func (c counts) f1() float64 {
	if c.tp+c.fp+c.fn == 0 {
		return 1
	}
	return 2 * float64(c.tp) / float64(2*c.tp+c.fp+c.fn)
}

func (c counts) figures() Figures {
	return Figures{"precision": c.precision(), "recall": c.recall(), "f1": c.f1()}
}

func whole(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// measure computes the figures of outcomes on one list.
func measure(os []*Outcome) Figures {
	f := Figures{"n": float64(len(os))}
	f.put("alert", alerts(os).figures())
	f.put("duplicate", duplicates(os).figures())
	f["macro_f1"] = macroF1(os)
	f["insufficient_rate"] = unsureRate(os)
	f.put("candidates", ranking(os, found, Relation.Does))
	f.put("connects", ranking(os, found, isConnects))
	f.put("ranking", ranking(os, likely, Relation.Does))
	f.put("order", order(os))
	f["calibration.ece"] = expectedError(reliability(os, Relation.Does))
	f["calibration.ece_concerns"] = expectedError(reliability(os, Relation.Concerns))
	return f
}

func found(o *Outcome) []corpus.ID  { return o.retrieved }
func likely(o *Outcome) []corpus.ID { return o.ranked }

func isConnects(r Relation) bool { return r == Connects }

// alerts counts the alert group over items whose group is agreed. A verdict that the label accepts beside the expected
// one counts as the expected one.
func alerts(os []*Outcome) counts {
	var c counts
	for _, o := range os {
		if o.Gold.Group == "" {
			continue
		}
		want, got := o.Gold.Group == Alert, o.Verdict.Alert()
		if slices.Contains(o.Gold.Accept, o.Verdict) {
			got = want
		}
		c.add(want, got)
	}
	return c
}

// strictAlerts is alerts without the accepted alternatives.
func strictAlerts(os []*Outcome) counts {
	var c counts
	for _, o := range os {
		if o.Gold.Group != "" {
			c.add(o.Gold.Group == Alert, o.Verdict.Alert())
		}
	}
	return c
}

// duplicates counts the verdict duplicate. An item without an agreed verdict counts only where its group rules the
// verdict out.
func duplicates(os []*Outcome) counts {
	var c counts
	for _, o := range os {
		if o.Gold.Verdict != "" || o.Gold.Group != "" && o.Gold.Group != Alert {
			c.add(o.accepted() == engine.Duplicate, o.Verdict == engine.Duplicate)
		}
	}
	return c
}

// macroF1 is the mean F1 of the verdicts that occur among the labels.
func macroF1(os []*Outcome) float64 {
	by := map[engine.Verdict]*counts{}
	for _, v := range verdicts {
		by[v] = &counts{}
	}
	expected := map[engine.Verdict]bool{}
	for _, o := range os {
		if o.Gold.Verdict == "" {
			continue
		}
		want := o.accepted()
		expected[want] = true
		for v, c := range by {
			c.add(want == v, o.Verdict == v)
		}
	}
	sum, n := 0.0, 0
	for _, v := range verdicts {
		if expected[v] {
			sum, n = sum+by[v].f1(), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// unsureRate is the share of items with modules that are not decided. Items labelled undecidable do not count.
func unsureRate(os []*Outcome) float64 {
	n, unsure := 0, 0
	for _, o := range os {
		if !o.Modules || o.Gold.Group == Unsure {
			continue
		}
		n++
		if g := GroupOf(o.Verdict); g == Unsure {
			unsure++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(unsure) / float64(n)
}

// ranking measures where the first platform of a relation stands, over items that have one.
func ranking(os []*Outcome, list func(*Outcome) []corpus.ID, want func(Relation) bool) Figures {
	var ranks []int
	for _, o := range os {
		if o.has(want) {
			ranks = append(ranks, 1+slices.IndexFunc(list(o), func(id corpus.ID) bool { return want(o.relation(id)) }))
		}
	}
	return rankFigures(ranks)
}

// rankFigures sums up ranks counted from 1; 0 means not found.
func rankFigures(ranks []int) Figures {
	f := Figures{"n": float64(len(ranks)), "recall_at_1": 0, "recall_at_5": 0, "recall_at_20": 0, "mrr": 0}
	if len(ranks) == 0 {
		return f
	}
	share := 1 / float64(len(ranks))
	for _, r := range ranks {
		if r == 0 {
			continue
		}
		f["mrr"] += share / float64(r)
		for name, k := range map[string]int{"recall_at_1": 1, "recall_at_5": 5, "recall_at_20": 20} {
			if r <= k {
				f[name] += share
			}
		}
	}
	return f
}

// order checks that the score falls with the verdict: the mean highest probability of the items of each kind, the share
// of pairs of items from different kinds that stand in the right order, and how many ranked lists begin with a tie.
func order(os []*Outcome) Figures {
	kinds := []struct {
		name string
		has  []engine.Verdict
	}{
		{"duplicate", []engine.Verdict{engine.Duplicate}},
		{"partial_overlap", []engine.Verdict{engine.PartialOverlap}},
		{"related", []engine.Verdict{engine.Complement, engine.SameDomain}},
		{"none", []engine.Verdict{engine.None}},
	}
	f := Figures{}
	scores := make([][]float64, len(kinds))
	for i, k := range kinds {
		for _, o := range os {
			if slices.Contains(k.has, o.Gold.Verdict) {
				scores[i] = append(scores[i], o.top)
			}
		}
		f[k.name] = average(scores[i])
	}
	f["falls"] = whole(falls(scores))
	f["pairs"] = concordance(scores)
	f["ties"] = float64(ties(os))
	return f
}

func average(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// falls tells that the means fall from each kind that occurs to the next.
func falls(scores [][]float64) bool {
	last := 2.0
	for _, s := range scores {
		if len(s) == 0 {
			continue
		}
		if m := average(s); m >= last {
			return false
		} else {
			last = m
		}
	}
	return true
}

// concordance is the share of pairs from different kinds whose scores stand as their kinds do; an equal pair counts half.
func concordance(scores [][]float64) float64 {
	right, n := 0.0, 0.0
	for i := range scores {
		for _, lower := range scores[i+1:] {
			for _, a := range scores[i] {
				for _, b := range lower {
					n++
					switch {
					case a > b:
						right++
					case a == b:
						right += 0.5
					}
				}
			}
		}
	}
	if n == 0 {
		return 1
	}
	return right / n
}

// ties counts the ranked lists whose first two findings have one score.
func ties(os []*Outcome) int {
	n := 0
	for _, o := range os {
		if len(o.Findings) > 1 && o.Findings[0].Score == o.Findings[1].Score {
			n++
		}
	}
	return n
}

// Bin is one bar of the reliability of probabilities.
type Bin struct {
	From      float64 `json:"from"`
	To        float64 `json:"to"`
	N         int     `json:"n"`
	Predicted float64 `json:"predicted"` // mean probability
	Observed  float64 `json:"observed"`  // share of platforms that are what is wanted
}

const bins = 10

// reliability sorts the findings of all items into bins by their probability, and observes how often the platform is
// what is wanted: does the job, or concerns the item at all, which is what the weights are fitted to.
func reliability(os []*Outcome, want func(Relation) bool) []Bin {
	out := make([]Bin, bins)
	for i := range out {
		out[i].From, out[i].To = float64(i)/bins, float64(i+1)/bins
	}
	for _, o := range os {
		for _, x := range o.Findings {
			b := &out[min(bins-1, int(x.Probability*bins))]
			b.N++
			b.Predicted += x.Probability
			b.Observed += whole(want(o.relation(x.Platform.ID)))
		}
	}
	for i := range out {
		if n := float64(out[i].N); n > 0 {
			out[i].Predicted /= n
			out[i].Observed /= n
		}
	}
	return out
}

// expectedError is the expected calibration error: the mean distance of predicted and observed, weighed by bin.
func expectedError(bs []Bin) float64 {
	sum, n := 0.0, 0
	for _, b := range bs {
		d := b.Predicted - b.Observed
		sum += float64(b.N) * max(d, -d)
		n += b.N
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
