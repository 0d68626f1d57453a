package engine

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

// BenchmarkCluster measures clustering beside an exact PPJoin on the same fingerprints, in one run: CPU time of both,
// their ratio, and the share of the exact join's pairs that stand in one cluster.
func BenchmarkCluster(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	prints := filtered(e.prints(newPlanter(reg, 3).plant(100_000, 0.3, 0)))
	exact := 0.0
	var pairs [][2]int32
	b.Run("n=100000/ppjoin", func(b *testing.B) {
		start := cpuTime(b)
		for b.Loop() {
			pairs = pairs[:0]
			ppjoin(prints, minSimilar, func(i, j int32) { pairs = append(pairs, [2]int32{i, j}) })
		}
		exact = cpuPerOp(b, start)
		b.ReportMetric(float64(len(pairs)), "pairs")
	})
	b.Run("n=100000/cluster", func(b *testing.B) {
		start := cpuTime(b)
		var c *Clusterer
		for b.Loop() {
			c = clusterOf(prints)
		}
		b.ReportMetric(exact/cpuPerOp(b, start), "x-cheaper-than-ppjoin")
		b.ReportMetric(shareMet(c, pairs), "share-of-exact-pairs")
	})
}

// filtered drops the features that too many proposals share, so that both sides compare the same sets.
func filtered(prints []Fingerprint) []Fingerprint {
	c := NewClusterer()
	for _, f := range prints {
		c.Count(f)
	}
	for i, f := range prints {
		prints[i] = slices.Clone(c.telling(f))
	}
	return prints
}

// shareMet returns the share of pairs whose proposals stand in one cluster.
func shareMet(c *Clusterer, pairs [][2]int32) float64 {
	n := 0
	for _, p := range pairs {
		if c.find(p[0]) == c.find(p[1]) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(pairs)))
}

// BenchmarkClusterHotTopics shows that topics many provinces share do not make the cost quadratic: a tenth of the
// proposals are on 80 topics, and twice as many proposals may cost less than 2.5 times as much.
func BenchmarkClusterHotTopics(b *testing.B) {
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	half := 0.0
	for _, n := range []int{100_000, 200_000} {
		prints := e.prints(newPlanter(reg, 4).plant(n, 0.1, 80))
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			start := cpuTime(b)
			for b.Loop() {
				clusterOf(prints)
			}
			if cost := cpuPerOp(b, start); half == 0 {
				half = cost
			} else {
				b.ReportMetric(cost/half, "x-cost-of-half")
			}
		})
	}
}

// BenchmarkClusterMillion clusters RASOAT_CLUSTER proposals (1,000,000 by hand; it takes minutes) and reports the recall of
// planted copies by kind.
func BenchmarkClusterMillion(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("RASOAT_CLUSTER"))
	if err != nil {
		b.Skip("set RASOAT_CLUSTER=1000000")
	}
	reg, err := corpus.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	e := benchEngine(b, reg, corpus.AnyList)
	ps := newPlanter(reg, 5).plant(n, 0.3, 0)
	start := cpuTime(b)
	var c *Clusterer
	for b.Loop() {
		c = clusterOf(e.prints(ps))
	}
	b.ReportMetric(cpuPerOp(b, start)/1e9, "cpu-s")
	met, all := map[string]int{}, map[string]int{}
	for i, p := range ps {
		if p.of >= 0 {
			all[p.how]++
			if c.find(int32(i)) == c.find(int32(p.of)) {
				met[p.how]++
			}
		}
	}
	for _, how := range treatments {
		b.ReportMetric(float64(met[how])/float64(all[how]), "recall-"+how)
	}
}
