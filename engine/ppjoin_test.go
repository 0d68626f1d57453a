package engine

import (
	"cmp"
	"slices"
)

// ppjoin is an exact similarity join with prefix, length and positional filters (Xiao et al., Efficient Similarity
// Joins for Near Duplicate Detection, 2008): all pairs of Jaccard similarity of at least s. It is the peer that
// clustering is measured against, written for this test, on the same fingerprints.
func ppjoin(prints []Fingerprint, s float64, found func(i, j int32)) {
	ranked, order := rankFeatures(prints)
	index := map[uint32][]posting{}
	overlap := make([]int32, len(prints))
	for _, i := range order {
		x := ranked[i]
		size := len(x)
		if size == 0 {
			continue
		}
		var touched []int32
		for at := range x[:size-ceil(s*float64(size))+1] {
			list := index[x[at]]
			for _, p := range list {
				other := ranked[p.print]
				if float64(len(other)) < s*float64(size) {
					continue
				}
				need := ceil(s / (1 + s) * float64(size+len(other)))
				rest := min(size-at, len(other)-int(p.at)) // what may still be met, this feature included
				if overlap[p.print] < 0 || int(overlap[p.print])+rest < need {
					overlap[p.print] = -1
					touched = append(touched, p.print)
					continue
				}
				if overlap[p.print] == 0 {
					touched = append(touched, p.print)
				}
				overlap[p.print]++
			}
			index[x[at]] = append(list, posting{i, int32(at)})
		}
		for _, j := range touched {
			if overlap[j] > 0 && prints[i].Jaccard(prints[j]) >= s {
				found(min(i, j), max(i, j))
			}
			overlap[j] = 0
		}
	}
}

type posting struct{ print, at int32 }

func ceil(x float64) int {
	n := int(x)
	if float64(n) < x-1e-9 {
		n++
	}
	return n
}

// rankFeatures rewrites fingerprints as ranks, rarest feature first, and orders them by length.
func rankFeatures(prints []Fingerprint) ([][]uint32, []int32) {
	count := map[uint64]int{}
	for _, f := range prints {
		for _, h := range f {
			count[h]++
		}
	}
	features := make([]uint64, 0, len(count))
	for h := range count {
		features = append(features, h)
	}
	slices.SortFunc(features, func(a, b uint64) int { return cmp.Or(count[a]-count[b], cmp.Compare(a, b)) })
	rank := make(map[uint64]uint32, len(features))
	for i, h := range features {
		rank[h] = uint32(i)
	}
	ranked, order := make([][]uint32, len(prints)), make([]int32, len(prints))
	for i, f := range prints {
		for _, h := range f {
			ranked[i] = append(ranked[i], rank[h])
		}
		slices.Sort(ranked[i])
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return len(ranked[a]) - len(ranked[b]) })
	return ranked, order
}
