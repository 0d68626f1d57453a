package engine

import (
	"math"
	"math/bits"
	"slices"

	"github.com/rasoat/rasoat/internal/viet"
)

// ranking is all proposals with their features as ranks: 0 is the rarest that at least two proposals have. Prefix
// filtering needs one order for all, and the rarest first makes it sharpest.
type ranking struct {
	sets    []set
	twin    []int32 // the first proposal with the same features, -1 for those that are the first
	ranks   int     // how many there are
	largest int32   // features of the largest proposal
	common  uint64  // identifies the features set aside because too many proposals have them
}

// set is the fingerprint of a proposal in ranks.
type set struct {
	ranks []int32 // in no order that means anything, the same for the same features; what no other proposal has is counted in lone, what too many have is left out
	size  int32   // features, the lone ones included
	lone  int32   // features that no other proposal has
}

// needed is the least number of common features that makes sets of a and b features similar: c/(a+b-c) >= 1/2.
func needed(a, b int32) int32 { return (a + b + 2) / 3 }

// twins finds proposals of one fingerprint. What it keeps of a hash only sends it to the right proposals: equal are those
// whose features are.
type twins struct {
	slots []uint64 // the upper half of a hash and the number of the proposal after the first that has it, 0 for a free slot
}

func newTwins(proposals int) twins {
	return twins{make([]uint64, 1<<bits.Len(uint(2*proposals)))}
}

// twin returns the first proposal with the features of proposal n, whose hash is given, and -1 when n is that.
func (t *twins) twin(sets []set, n int32, hash uint64) int32 {
	mask := uint64(len(t.slots) - 1)
	for i := hash; ; i++ {
		s := &t.slots[i&mask]
		if *s == 0 {
			*s = hash&^math.MaxUint32 | uint64(n+1)
			return -1
		}
		if first := int32(*s&math.MaxUint32) - 1; *s>>32 == hash>>32 && slices.Equal(sets[first].ranks, sets[n].ranks) {
			return first
		}
	}
}

// rank orders the features by how many proposals have them, and rewrites the proposals.
func (c *Clusterer) rank() *ranking {
	proposals, features := len(c.sizes), 0
	for _, part := range c.terms {
		features += len(part)
	}
	limit := max(minCommon, int32(maxShare*float64(proposals)))
	rank, ranks := rankByCount(c.count, limit)
	r := &ranking{sets: make([]set, proposals), twin: make([]int32, proposals), ranks: ranks, common: c.shared(limit)}
	kept := make([]int32, 0, features)
	seen := newTwins(proposals)
	var terms []int32 // of the proposals that are left of a part
	part := 0
	for n, size := range c.sizes {
		if len(terms) == 0 && size > 0 {
			terms = c.terms[part]
			part++
		}
		x := &r.sets[n]
		at, hash := len(kept), uint64(0)
		for _, f := range terms[:size] {
			switch f := rank[f]; f {
			case setAside:
				continue
			case lone:
				x.lone++
			default:
				kept = append(kept, f)
				hash = (hash ^ uint64(f)) * 0x9e3779b97f4a7c15
			}
			x.size++
		}
		terms = terms[size:]
		r.largest = max(r.largest, x.size)
		x.ranks = kept[at:len(kept):len(kept)]
		r.twin[n] = -1
		if x.lone > 0 || x.size == 0 {
			continue
		}
		// Fingerprints are sorted: of the same features, the same are kept in the same order.
		if first := seen.twin(r.sets, int32(n), hash^hash>>32); first >= 0 {
			r.twin[n], *x = first, r.sets[first]
			kept = kept[:at]
		}
	}
	return r
}

// holders returns which of some proposals have a feature, as places in their order: by rank, and where those of each
// rank begin and the next ones do.
func (r *ranking) holders(order []int32) (holders []int32, begin []uint32) {
	begin = make([]uint32, r.ranks+2) // a place further on, until the holders are written
	all := 0
	for _, n := range order {
		for _, rank := range r.sets[n].ranks {
			begin[rank+2]++
		}
		all += len(r.sets[n].ranks)
	}
	for rank := range r.ranks {
		begin[rank+2] += begin[rank+1]
	}
	holders = make([]int32, all)
	for i, n := range order {
		for _, rank := range r.sets[n].ranks {
			holders[begin[rank+1]] = int32(i)
			begin[rank+1]++
		}
	}
	return holders, begin
}

// Ranks of features that are not compared.
const (
	lone     = -1 - iota // of one proposal
	setAside             // of too many
)

// rankByCount numbers the features of two to limit proposals from 0 in the order of their counts, and of their
// appearance where these are equal. The others are lone or setAside.
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
		switch {
		case n == 1:
			rank[f] = lone
		case n > limit:
			rank[f] = setAside
		default:
			rank[f] = next[n]
			next[n]++
		}
	}
	return rank, int(next[limit])
}

// shared identifies the set of features that more proposals than the limit have.
func (c *Clusterer) shared(limit int32) uint64 {
	all := uint64(0)
	for _, s := range c.usual {
		if c.count[s.value] > limit {
			all += viet.Pair(s.hash|1, s.hash|1) // a sum does not depend on their order
		}
	}
	return all
}
