package engine

import (
	"slices"

	"github.com/rasoat/rasoat/internal/viet"
)

// ranking is all proposals with their features as ranks: 0 is the rarest that at least two proposals have. Prefix
// filtering needs one order for all, and the rarest first makes it sharpest.
type ranking struct {
	sets   []set
	ranks  int    // how many there are
	common uint64 // identifies the features set aside because too many proposals have them
}

// set is the fingerprint of a proposal in ranks.
type set struct {
	ranks []int32 // in rising order; what no other proposal has is counted in lone, what too many have is left out
	size  int32   // features, the lone ones included
	lone  int32   // features that no other proposal has
}

// needed is the least number of common features that makes sets of a and b features similar: c/(a+b-c) >= 1/2.
func needed(a, b int32) int32 { return (a + b + 2) / 3 }

// commonRanks counts the features that both have, or returns 0 as soon as there are fewer than need.
func commonRanks(a, b []int32, need int32) int32 {
	n, i, k := int32(0), 0, 0
	for i < len(a) && k < len(b) {
		x, y := a[i], b[k]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			k++
		}
		if n+int32(min(len(a)-i, len(b)-k)) < need {
			return 0
		}
	}
	return n
}

// twins finds proposals of one fingerprint.
type twins struct {
	hashes hashTable
	first  []int32 // proposal, by the number of its hash
}

// twin returns the first proposal with the features of proposal n, -1 when n is that.
func (t *twins) twin(sets []set, n int32) int32 {
	x := &sets[n]
	if x.lone > 0 || x.size == 0 {
		return -1
	}
	h := uint64(x.size)
	for _, r := range x.ranks {
		h = viet.Pair(h, uint64(r))
	}
	at := t.hashes.add(h)
	if int(at) == len(t.first) {
		t.first = append(t.first, n)
		return -1
	}
	if slices.Equal(sets[t.first[at]].ranks, x.ranks) {
		return t.first[at]
	}
	return -1
}

// rank orders the features by how many proposals have them, and rewrites the proposals.
func (c *Clusterer) rank() *ranking {
	limit := max(minCommon, int32(maxShare*float64(len(c.ends))))
	rank, ranks := rankByCount(c.count, limit)
	r := &ranking{sets: make([]set, len(c.ends)), ranks: ranks, common: c.setAside(limit)}
	kept := make([]int32, 0, len(c.terms))
	from := 0
	for n, end := range c.ends {
		x := &r.sets[n]
		at := len(kept)
		for _, f := range c.terms[from:end] {
			switch count := c.count[f]; {
			case count > limit:
				continue
			case count == 1:
				x.lone++
			default:
				kept = append(kept, rank[f])
			}
			x.size++
		}
		x.ranks = kept[at:len(kept):len(kept)]
		slices.Sort(x.ranks)
		from = end
	}
	return r
}

// rankByCount numbers the features of two to limit proposals from 0 in the order of their counts, and of their
// appearance where these are equal.
func rankByCount(count []int32, limit int32) (rank []int32, ranks int) {
	next := make([]int32, limit+2) // ranks taken by lower counts
	for _, n := range count {
		if n > 1 && n <= limit {
			next[n+1]++
		}
	}
	for n := 1; n < len(next); n++ {
		next[n] += next[n-1]
	}
	rank = make([]int32, len(count))
	for f, n := range count {
		if n > 1 && n <= limit {
			rank[f] = next[n]
			next[n]++
		}
	}
	return rank, int(next[limit])
}

// setAside identifies the set of features that more proposals than the limit have.
func (c *Clusterer) setAside(limit int32) uint64 {
	all := uint64(0)
	for i, h := range c.features.keys {
		if h != 0 && c.count[c.features.values[i]] > limit {
			all += viet.Pair(h, h) // a sum does not depend on the order in the table
		}
	}
	return all
}
