package engine

import (
	"bufio"
	"cmp"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// titlePair is a labelled proposal's title beside a platform's name, and whether the platform does its job or part of it.
type titlePair struct {
	title, name string
	a, b        Fingerprint
	does        bool
	score, peer float64
}

// titlePairs crosses every labelled title with every platform of the register.
func titlePairs(b *testing.B, e *Engine) []titlePair {
	b.Helper()
	file, err := os.Open("../testdata/eval/proposals_dev.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	var out []titlePair
	for s := bufio.NewScanner(file); s.Scan(); {
		var item struct {
			Title string
			Gold  map[corpus.ListID]struct {
				Matches []struct {
					Platform corpus.ID
					Relation string
				}
			}
		}
		if err := json.Unmarshal(s.Bytes(), &item); err != nil {
			b.Fatal(err)
		}
		does := map[corpus.ID]bool{}
		for _, m := range item.Gold[corpus.AnyList].Matches {
			does[m.Platform] = m.Relation == "same_job" || m.Relation == "part"
		}
		a := e.Fingerprint(&Proposal{Title: item.Title})
		for i := range e.profiles {
			p := e.profiles[i].platform
			out = append(out, titlePair{title: item.Title, name: p.Name, a: a, b: e.Fingerprint(&Proposal{Title: p.Name}), does: does[p.ID]})
		}
	}
	return out
}

// auc is the chance that a pair that does the job scores above one that does not; ties count half.
func auc(pairs []titlePair, score func(*titlePair) float64) float64 {
	slices.SortFunc(pairs, func(x, y titlePair) int { return cmp.Compare(score(&x), score(&y)) })
	var positives, negatives, won float64
	for i := 0; i < len(pairs); {
		var p, n float64
		j := i
		for ; j < len(pairs) && score(&pairs[j]) == score(&pairs[i]); j++ {
			if pairs[j].does {
				p++
			} else {
				n++
			}
		}
		won += p * (negatives + n/2)
		positives, negatives, i = positives+p, negatives+n, j
	}
	return won / (positives * negatives)
}

// BenchmarkTitle measures the scorer of titles (Jaccard of fingerprints, made once for each title) beside strutil's
// Sorensen-Dice on the same pairs of the labelled set, in one run: time a pair, ratio, and area under the ROC curve.
func BenchmarkTitle(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	pairs := titlePairs(b, benchEngine(b, reg, corpus.AnyList))
	dice, peer := TitleMetric("sorensen_dice"), 0.0
	b.Run("sorensen-dice", func(b *testing.B) {
		start := cpuTime(b)
		i := 0
		for b.Loop() {
			p := &pairs[i%len(pairs)]
			p.peer = dice(p.title, p.name)
			i++
		}
		peer = cpuPerOp(b, start)
	})
	for i := range pairs {
		pairs[i].peer = dice(pairs[i].title, pairs[i].name)
	}
	b.Run("fingerprint", func(b *testing.B) {
		start := cpuTime(b)
		i := 0
		for b.Loop() {
			p := &pairs[i%len(pairs)]
			p.score = p.a.Jaccard(p.b)
			i++
		}
		ratio := peer / cpuPerOp(b, start)
		for i := range pairs {
			pairs[i].score = pairs[i].a.Jaccard(pairs[i].b)
		}
		b.ReportMetric(ratio, "x-cheaper")
		b.ReportMetric(auc(pairs, func(p *titlePair) float64 { return p.score }), "auc")
		b.ReportMetric(auc(pairs, func(p *titlePair) float64 { return p.peer }), "auc-of-peer")
	})
}
