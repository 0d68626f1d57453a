package eval

import "github.com/rasoat/rasoat/engine"

// threshold is a number of the weights that is chosen by the verdicts it gives.
type threshold struct {
	of       func(*engine.Weights) *float64
	from, to float64 // probabilities between which it lies
	score    func(map[string]Figures) float64
}

// thresholdStep between two values that are tried, in log-odds: probabilities near 0 and 1 lie closer together.
const thresholdStep = 0.125

// reach of the smoothing, in steps to either side.
const reach = 4

// thresholds in the order in which they are chosen. The partial threshold comes again after the other has moved, since
// what is "same" at once is no longer "partial".
var thresholds = []threshold{
	{partialFunction, 0.02, 0.95, alertFirst},
	{sameFunction, 0.1, 0.99, duplicateFirst},
	{partialFunction, 0.02, 0.95, alertFirst},
	{sameField, 0.005, 0.5, macroFirst},
}

func partialFunction(w *engine.Weights) *float64 { return &w.PartialFunction }
func sameFunction(w *engine.Weights) *float64    { return &w.SameFunction }
func sameField(w *engine.Weights) *float64       { return &w.SameField }

func alertFirst(f map[string]Figures) float64 { return f["mean"]["alert.f1"] }

// duplicateFirst wants the F1 of duplicates at the precision that is required; alerts must not suffer.
func duplicateFirst(f map[string]Figures) float64 {
	short := max(0, lowestPrecision-f["mean"]["duplicate.precision"])
	return f["mean"]["alert.f1"] + f["mean"]["duplicate.f1"]/2 - 2*short
}

func macroFirst(f map[string]Figures) float64 { return f["mean"]["macro_f1"] + f["mean"]["alert.f1"] }

// chooseThresholds sets the thresholds of w. Every item is judged by weights fitted without its own fold, so that the
// thresholds see probabilities of items that the weights have not seen.
func (c *calibration) chooseThresholds(w *engine.Weights, items []*trainee) {
	without := make([]engine.Weights, Folds)
	for f := range Folds {
		without[f] = c.weigh(withoutFold(items, f))
	}
	for _, th := range thresholds {
		*th.of(w) = th.choose(func(v float64) float64 {
			*th.of(w) = v
			for f := range without {
				x := &without[f]
				x.PartialFunction, x.SameField, x.SameFunction = w.PartialFunction, w.SameField, max(w.SameFunction, w.PartialFunction)
			}
			return th.score(c.figures(items, byFold(without)))
		})
	}
	w.SameFunction = max(w.SameFunction, w.PartialFunction)
}

// choose returns the value whose smoothed score is the highest: the mean score of the values around it, near ones
// counting more. A peak of one value is chance; a broad one holds when the items change.
func (th threshold) choose(score func(float64) float64) float64 {
	var values, scores []float64
	for z := logOdds(th.from); z <= logOdds(th.to); z += thresholdStep {
		v := round(logistic(z), 1000)
		values, scores = append(values, v), append(scores, score(v))
	}
	best, at := -1.0, 0
	for i := range scores {
		if s := smoothed(scores, i); s > best+1e-9 {
			best, at = s, i
		}
	}
	return values[at]
}

// smoothed is the mean of the scores around i, weighed by nearness.
func smoothed(scores []float64, i int) float64 {
	sum, weights := 0.0, 0.0
	for j := max(0, i-reach); j <= min(len(scores)-1, i+reach); j++ {
		w := float64(reach + 1 - max(i-j, j-i))
		sum, weights = sum+w*scores[j], weights+w
	}
	return sum / weights
}
