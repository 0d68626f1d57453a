package eval

import (
	"math/rand/v2"
	"slices"
)

// resamples of the bootstrap: enough for the second digit of a 95% interval to hold still.
const resamples = 1000

// seed of the bootstrap. Any number does as long as it stays the same.
const seed = 2026

// bootstrap returns 95% percentile intervals of every figure: the items are drawn with replacement, as many as there
// are, and measured again.
func bootstrap[T any](items []T, of func([]T) Figures) map[string]Interval {
	random := rand.New(rand.NewPCG(seed, uint64(len(items))))
	values := map[string][]float64{}
	sample := make([]T, len(items))
	for range resamples {
		for i := range sample {
			sample[i] = items[random.IntN(len(items))]
		}
		for name, v := range of(sample) {
			values[name] = append(values[name], v)
		}
	}
	out := make(map[string]Interval, len(values))
	for name, vs := range values {
		slices.Sort(vs)
		out[name] = Interval{quantile(vs, 0.025), quantile(vs, 0.975)}
	}
	return out
}

// quantile of sorted values, the nearest rank.
func quantile(sorted []float64, q float64) float64 {
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}
