package eval

import (
	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Point is the precision and recall of alerts at one threshold of the function facet.
type Point struct {
	Threshold float64 `json:"threshold"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

// curveSteps is how finely the threshold moves between 0 and 1.
const curveSteps = 40

// curve judges the items again with the threshold of a partial function moved from high to low. The ladder stays as it
// is: what it rules out, no threshold brings back.
func curve(e *engine.Engine, items []Item, list corpus.ListID) []Point {
	cases := compareItems(e, items, list)
	var out []Point
	for step := curveSteps - 1; step > 0; step-- {
		w := e.Weights()
		w.PartialFunction = float64(step) / curveSteps
		w.SameFunction = max(w.SameFunction, w.PartialFunction)
		at := e.With(w)
		var c counts
		for _, x := range cases {
			c.add(x.gold.Group == Alert, at.Judge(x.comparison).Verdict.Alert())
		}
		if c.tp+c.fp > 0 {
			out = append(out, Point{w.PartialFunction, c.precision(), c.recall()})
		}
	}
	return out
}

// comparedItem is an item of the headline tiers, compared once and judged many times.
type comparedItem struct {
	id         string
	gold       Gold
	comparison *engine.Comparison
}

// compareItems compares the items whose group is agreed.
func compareItems(e *engine.Engine, items []Item, list corpus.ListID) []comparedItem {
	var out []comparedItem
	for i := range items {
		g, ok := items[i].Gold[list]
		if !ok || g.Group == "" || items[i].Tier == Weak {
			continue
		}
		p := items[i].Proposal()
		out = append(out, comparedItem{items[i].ID, g, e.Compare(p, &p.Components[0])})
	}
	return out
}
