package eval

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// scoredPlatform is a platform with the score a baseline gives it.
type scoredPlatform struct {
	id    corpus.ID
	score float64
}

// ranker scores the platforms of a list for an item, best first.
type ranker func(*Item) ([]scoredPlatform, error)

// Baselines are the names of the methods that every run is compared with, in printed order.
var Baselines = []string{"bleve_match", "bleve_match_title", "jaro_winkler", "sorensen_dice", "levenshtein"}

// baselines measures each named method on the outcomes' items, with the threshold that suits it best on these very
// items, which flatters it.
func baselines(view *corpus.View, items map[string]*Item, os []*Outcome) (f Figures, err error) {
	stock, err := index.NewStock(view)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stock.Close()) }()
	f = Figures{}
	for _, name := range Baselines {
		of, err := baseline(rankerOf(name, stock, view), items, os)
		if err != nil {
			return nil, err
		}
		f.put(name, of)
	}
	return f, nil
}

func rankerOf(name string, stock *index.Stock, view *corpus.View) ranker {
	switch name {
	case "bleve_match":
		return stockRanker(stock, func(it *Item) string {
			return strings.Join(append([]string{it.Title, it.Summary}, it.Modules...), "\n")
		})
	case "bleve_match_title":
		return stockRanker(stock, func(it *Item) string { return it.Title })
	}
	return titleRanker(engine.TitleMetric(name), view)
}

func stockRanker(stock *index.Stock, text func(*Item) string) ranker {
	return func(it *Item) ([]scoredPlatform, error) {
		hits, err := stock.Match(compose(text(it)), 20)
		out := make([]scoredPlatform, len(hits))
		for i, h := range hits {
			out[i] = scoredPlatform{h.Platform, h.Score}
		}
		return out, err
	}
}

// titleRanker compares titles in lower case with the name of every platform and its name in the list, whichever is
// nearer.
func titleRanker(metric func(a, b string) float64, view *corpus.View) ranker {
	return func(it *Item) ([]scoredPlatform, error) {
		title := strings.ToLower(compose(it.Title))
		out := make([]scoredPlatform, 0, len(view.Rows))
		for _, r := range view.Rows {
			best := metric(title, strings.ToLower(r.Platform.Name))
			if r.Entry != nil {
				best = max(best, metric(title, strings.ToLower(r.Entry.Name)))
			}
			out = append(out, scoredPlatform{r.Platform.ID, best})
		}
		slices.SortFunc(out, func(a, b scoredPlatform) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
		})
		return out, nil
	}
}

// baseline measures one method.
func baseline(rank ranker, items map[string]*Item, os []*Outcome) (Figures, error) {
	var ranks []int
	var tops []labelledScore
	for _, o := range os {
		found, err := rank(items[o.ID])
		if err != nil {
			return nil, err
		}
		if o.has(Relation.Does) {
			ranks = append(ranks, 1+slices.IndexFunc(found, func(p scoredPlatform) bool { return o.relation(p.id).Does() }))
		}
		if o.Gold.Group != "" {
			top := 0.0
			if len(found) > 0 {
				top = found[0].score
			}
			tops = append(tops, labelledScore{top, o.Gold.Group == Alert})
		}
	}
	f := rankFigures(ranks)
	delete(f, "n")
	threshold, c := bestThreshold(tops)
	f["threshold"] = threshold
	for name, v := range c.figures() {
		f["alert_"+name] = v
	}
	return f, nil
}

// labelledScore is the best score of an item and whether it is labelled as an alert.
type labelledScore struct {
	score float64
	alert bool
}

// bestThreshold returns the score from which an alert gives the highest F1, the highest such score, and the counts there.
func bestThreshold(xs []labelledScore) (float64, counts) {
	sorted := slices.Clone(xs)
	slices.SortFunc(sorted, func(a, b labelledScore) int { return cmp.Compare(b.score, a.score) })
	c := counts{}
	for _, x := range sorted {
		c.fn += int(whole(x.alert))
	}
	best, threshold := c, 0.0
	if len(sorted) > 0 {
		threshold = sorted[0].score + 1
	}
	for i, x := range sorted {
		if x.alert {
			c.tp, c.fn = c.tp+1, c.fn-1
		} else {
			c.fp++
		}
		if i+1 < len(sorted) && sorted[i+1].score == x.score {
			continue // a threshold cannot part equal scores
		}
		if c.f1() > best.f1() {
			best, threshold = c, x.score
		}
	}
	return threshold, best
}
