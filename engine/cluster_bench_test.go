package engine

import (
	"fmt"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
)

// BenchmarkCluster measures clustering beside exact joins of the same fingerprints, in turn, from fingerprints on: CPU
// time, ratios, and the share of the pairs they find that stand in one cluster. The first join is PPJoin as published, the
// second has everything of ours but the join.
func BenchmarkCluster(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	for _, n := range []int{10_000, 100_000} {
		prints := e.prints(newPlanter(reg, 3).plant(n, 0.3, 0))
		var pairs [][2]int32
		note := func(i, j int32) { pairs = append(pairs, [2]int32{i, j}) }
		var c *Clusterer
		joins := []struct {
			unit  string
			each  int // times in turn with the others, so that a moment when the machine is slow is one for all
			join  func()
			spent time.Duration
		}{
			{"ppjoin-cpu-s", 1, func() { pairs = nil; ppjoin(prints, note) }, 0},
			{"ppjoin-ranked-cpu-s", 2, func() { pairs = nil; ppjoinRanked(rankOf(prints), note) }, 0},
			{"cpu-s", 8, func() { c = clusterOf(prints) }, 0},
		}
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for i := range joins {
				joins[i].spent = 0
			}
			for b.Loop() {
				for i := range joins {
					j, start := &joins[i], cpuTime(b)
					for range j.each {
						j.join()
					}
					j.spent += (cpuTime(b) - start) / time.Duration(j.each)
				}
			}
			ours := joins[2].spent
			for _, j := range joins {
				b.ReportMetric(j.spent.Seconds()/float64(b.N), j.unit)
			}
			b.ReportMetric(float64(joins[0].spent)/float64(ours), "x-cheaper-than-ppjoin")
			b.ReportMetric(float64(joins[1].spent)/float64(ours), "x-cheaper-than-ppjoin-ranked")
			b.ReportMetric(float64(len(pairs)), "pairs")
			found, together := shareMet(c, pairs)
			b.ReportMetric(found, "share-of-exact-pairs")
			b.ReportMetric(together, "share-in-one-cluster")
		})
	}
}

// rankOf ranks the features of fingerprints.
func rankOf(prints []Fingerprint) *ranking {
	c := &Clusterer{}
	for _, f := range prints {
		c.Add(f)
	}
	return c.rank()
}

// shareMet returns the share of similar pairs that were found, their proposals in one cluster or in two that are known to
// be near, and the share in one cluster: what is only similar to what is similar is left apart on purpose.
func shareMet(c *Clusterer, pairs [][2]int32) (found, together float64) {
	s := c.Standing()
	near := map[[2]int32]bool{}
	for _, p := range s.Near {
		near[p] = true
	}
	for _, p := range pairs {
		a, b := s.Leader[p[0]], s.Leader[p[1]]
		if a == b {
			together++
		}
		if a == b || near[[2]int32{min(a, b), max(a, b)}] {
			found++
		}
	}
	n := float64(max(1, len(pairs)))
	return found / n, together / n
}

// BenchmarkClusterHotTopics shows that topics many provinces share do not make the cost quadratic: a tenth of the
// proposals are on 80 topics, and twice as many proposals may cost less than 2.5 times as much.
func BenchmarkClusterHotTopics(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	var prints [2][]Fingerprint
	for i, n := range []int{100_000, 200_000} {
		prints[i] = e.prints(newPlanter(reg, 4).plant(n, 0.1, 80))
	}
	var cost [2]time.Duration
	// In turn, so that a moment when the machine is slow is one for both, and several of each, so that each pays for its own
	// garbage.
	const rounds, each = 4, 6
	for b.Loop() {
		for n := range rounds * len(prints) {
			start := cpuTime(b)
			for range each {
				clusterOf(prints[n%2])
			}
			cost[n%2] += cpuTime(b) - start
		}
	}
	b.ReportMetric(cost[0].Seconds()/float64(b.N*rounds*each), "half-cpu-s")
	b.ReportMetric(cost[1].Seconds()/float64(b.N*rounds*each), "cpu-s")
	b.ReportMetric(float64(cost[1])/float64(cost[0]), "x-cost-of-half")
}

// BenchmarkClusterMillion makes and clusters 1,000,000 proposals, fingerprints included. Recall is that of planted copies
// by kind, and the share found of what an exact join finds for a sample of proposals.
func BenchmarkClusterMillion(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	ps := newPlanter(reg, 5).plant(1_000_000, 0.3, 0)
	start := cpuTime(b)
	var c *Clusterer
	for b.Loop() {
		c = clusterOf(e.prints(ps))
	}
	b.ReportMetric(cpuPerOp(b, start)/1e9, "cpu-s")
	q := qualityOf(c, ps)
	b.ReportMetric(q.precision(), "precision-of-pairs")
	for _, how := range treatments {
		b.ReportMetric(float64(q.met[how])/float64(max(1, q.all[how])), "recall-"+how)
		b.ReportMetric(float64(q.near[how])/float64(max(1, q.all[how])), "near-"+how)
	}
	found, together := shareMet(c, samplePairs(c, 2000))
	b.ReportMetric(found, "share-of-exact-pairs")
	b.ReportMetric(together, "share-in-one-cluster")
}

// samplePairs returns the pairs of similar proposals of which one is in a sample, by an exact join with all proposals.
func samplePairs(c *Clusterer, sample int) (pairs [][2]int32) {
	r := c.rank()
	proposals := make([][]int32, len(r.sets)) // by set
	all := make([]int32, len(r.sets))
	for n, of := range r.of {
		proposals[of] = append(proposals[of], int32(n))
		all[of] = of
	}
	holders, begin := r.holders(all)
	common := make([]int32, len(r.sets))
	for n := 0; n < len(r.of); n += len(r.of) / sample {
		x := &r.sets[r.of[n]]
		var touched []int32
		for _, rank := range r.ranksOf(x) {
			for _, m := range holders[begin[rank]:begin[rank+1]] {
				if common[m] == 0 {
					touched = append(touched, m)
				}
				common[m]++
			}
		}
		for _, m := range touched {
			if common[m] >= needed(x.size, r.sets[m].size) {
				for _, y := range proposals[m] {
					if int(y) != n {
						pairs = append(pairs, [2]int32{int32(n), y})
					}
				}
			}
			common[m] = 0
		}
	}
	return pairs
}
