package engine

import (
	"math/bits"
	"slices"
)

// This is an exact set similarity join of a block of newcomers with one another and with the proposals that stand for
// clusters.
//
// Prefix (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007): of n features, in one order for all, a similar set
// has at least n/2, so the first one that both have lies among the first n - ceil(n/2) + 1 of either. Proposals meet under
// the features of their prefix. The order is the rarest first, so that few meet under one.
//
// Two places (after the index prefix of Xiao, Wang, Lin, Yu 2008): a set of n features may have its first common feature
// as far back as n/2 only with a smaller set, else up to n/3. Of two sets one is not smaller, so those that have a
// feature far back do not meet one another under it, and the further back it is the smaller are those they meet.
//
// Sketches (Sandes, Teodoro, Melo, Bitmap filter, 2020): an entry has 64 bits, one set by each feature from the one on that
// it stands under. Where two sets first meet nothing before is common, and bits that only one side has bound what comes
// after: most chance meetings end on reading sixteen bytes that lie beside the last ones.
//
// The features are gone through one after another, not proposal by proposal: those that have one are gathered, meet, and
// are forgotten, so that they never leave the cache. What met is compared afterwards in the order of proposals, since only
// then it is known who stands for a cluster.

// join is the meetings of a block of sets.
type join struct {
	*ranking
	standing *Standing
	lo       int32     // the set where the block begins
	meetings []meeting // of the block
	met      []int32   // the earlier sets of the meetings, by the later one
	begin    []int32   // ... where those of each set of the block begin and the next ones do
	has      []uint8   // scratch: by rank, 1 if the set that is compared has this feature
	tried    []int32   // by set, the last newcomer that it was compared with, and one; or standsNot
	found    []neighbour
}

// meeting is of two sets that may be similar.
type meeting struct{ set, later int32 }

// entry is a set under one of its features.
type entry struct {
	sketch uint64 // of the features from this one on
	set    int32
	size   uint16 // features
	slack  int16  // three times the features from this one on that another proposal has, less twice the size
}

// inPrefix tells whether the feature may be the first that the set has in common with a similar one, of which it has at
// least half the size.
func (e *entry) inPrefix() bool { return 2*int(e.slack)+int(e.size) >= 0 }

// largest returns the size of the largest set with which that is so: see needed.
func (e *entry) largest() int { return int(e.slack) + int(e.size) }

// forward tells whether it is so with a set that is not smaller.
func (e *entry) forward() bool { return e.slack >= 0 }

// similar tells whether two sets may be similar that have nothing in common before these entries. Bits that only one of
// two sketches has are features that the sets do not share.
func (e *entry) similar(other *entry) bool {
	return e.largest()-int(other.size) >= 3*bits.OnesCount64(e.sketch&^other.sketch) &&
		other.largest()-int(e.size) >= 3*bits.OnesCount64(other.sketch&^e.sketch)
}

// standsNot marks a set that does not stand for its cluster.
const standsNot = -1

func newJoin(r *ranking, s *Standing) *join {
	return &join{ranking: r, standing: s, has: make([]uint8, r.ranks), tried: make([]int32, len(r.sets))}
}

// meet finds the meetings of the sets from lo up to hi with one another and with those before them that stand for
// clusters. It gives up and returns false when they come to more than the limit, unless the block is of one set.
func (j *join) meet(lo, hi int32, limit int) bool {
	j.lo, j.meetings = lo, j.meetings[:0]
	order := j.bySize(hi, func(n int32) bool { return n >= lo || j.standing.Stands[j.first[n]] })
	current := make([]entry, len(order)) // of each set, under the last feature gone through
	for i, n := range order {
		current[i] = entry{set: n, size: uint16(j.sets[n].size), slack: -2 * int16(j.sets[n].size)}
	}
	holders, begin := j.holders(order)
	j.meetings = slices.Grow(j.meetings, 4*len(order)) // as many are usual
	var old, fresh []entry                             // that others may meet: those that stand for clusters, and the newcomers
	// From the most usual feature to the rarest: the entry of a set grows from each to the next.
	for rank := j.ranks - 1; rank >= 0; rank-- {
		bit := uint64(1) << (uint32(rank) * 0x9e3779b1 >> 26)
		size := uint16(0)
		old, fresh = old[:0], fresh[:0]
		for _, i := range holders[begin[rank]:begin[rank+1]] {
			e := &current[i]
			e.sketch |= bit
			e.slack += 3
			if !e.inPrefix() {
				continue
			}
			if e.size > size && len(old)+len(fresh) >= worthDropping {
				size = e.size
				old, fresh = largeEnough(old, size), largeEnough(fresh, size)
			}
			if len(fresh) > 0 {
				j.scan(e, fresh)
			}
			among := &old
			if e.set >= lo {
				among = &fresh
				if len(old) > 0 {
					j.scan(e, old)
				}
			}
			if e.forward() {
				*among = append(*among, *e)
			}
		}
		if len(j.meetings) > limit && hi-lo > 1 {
			return false
		}
	}
	j.sortMeetings(int(hi - lo))
	return true
}

// sortMeetings brings what the sets of a block met in their order.
func (j *join) sortMeetings(block int) {
	begin := make([]int32, block+2) // a place further on, until the meetings are written
	for _, m := range j.meetings {
		begin[m.later-j.lo+2]++
	}
	for n := range block {
		begin[n+2] += begin[n+1]
	}
	j.met = slices.Grow(j.met[:0], len(j.meetings))[:len(j.meetings)]
	for _, m := range j.meetings {
		at := &begin[m.later-j.lo+1]
		j.met[*at] = m.set
		*at++
	}
	j.begin = begin
}

// bySize returns the sets before hi that are wanted, the smallest first.
func (j *join) bySize(hi int32, want func(n int32) bool) []int32 {
	next := make([]int32, j.largest+2)
	for n := range hi {
		if want(n) {
			next[j.sets[n].size+1]++
		}
	}
	for size := range j.largest + 1 {
		next[size+1] += next[size]
	}
	order := make([]int32, next[j.largest+1])
	for n := range hi {
		if want(n) {
			size := j.sets[n].size
			order[next[size]] = n
			next[size]++
		}
	}
	return order
}

// worthDropping is how many have to wait before those are dropped that are too small for all that follow.
const worthDropping = 16

// largeEnough keeps those that sets of a size may meet.
func largeEnough(among []entry, size uint16) []entry {
	kept := among[:0]
	for _, e := range among {
		if e.largest() >= int(size) {
			kept = append(kept, e)
		}
	}
	return kept
}

// scan notes the meetings of a set with those that are not larger and may meet one of its size.
func (j *join) scan(x *entry, among []entry) {
	for i := range among {
		y := &among[i]
		// What either has alone uses up the slack of both: one count of bits ends most meetings.
		if int(x.slack)+int(y.slack) >= 3*bits.OnesCount64(x.sketch^y.sketch) && x.similar(y) {
			j.meetings = append(j.meetings, meeting{min(x.set, y.set), max(x.set, y.set)})
		}
	}
}

// neighbour is a proposal that stands for a cluster and is similar to the one at hand.
type neighbour struct {
	proposal   int32
	similarity float64
}

// settle gives the proposals of the next set their leader.
func (j *join) settle(n int32) {
	first := j.first[n]
	j.standing.settle(first, j.neighbours(n))
	if !j.standing.Stands[first] {
		j.tried[n] = standsNot
	}
}

// neighbours returns all that stand for clusters and are similar to a set of the block. The result is valid until the next
// call.
func (j *join) neighbours(n int32) []neighbour {
	j.found = j.found[:0]
	x, marked := &j.sets[n], false
	for _, m := range j.met[j.begin[n-j.lo]:j.begin[n-j.lo+1]] {
		if tried := j.tried[m]; tried == n+1 || tried == standsNot {
			continue
		}
		j.tried[m] = n + 1
		if !marked {
			marked = true
			for _, rank := range j.ranksOf(x) {
				j.has[rank] = 1
			}
		}
		y := &j.sets[m]
		common := int32(0)
		for _, rank := range j.ranksOf(y) {
			common += int32(j.has[rank])
		}
		if common >= needed(x.size, y.size) {
			j.found = append(j.found, neighbour{j.first[m], float64(common) / float64(x.size+y.size-common)})
		}
	}
	if marked {
		for _, rank := range j.ranksOf(x) {
			j.has[rank] = 0
		}
	}
	return j.found
}

// settle gives the next proposal its leader, and decides whether it stands for its cluster. Its neighbours come in no
// order that means anything, so nothing depends on it.
func (s *Standing) settle(n int32, found []neighbour) {
	best, nearest := float64(member), 0.0
	for _, y := range found {
		nearest = max(nearest, y.similarity)
		leads := s.Leader[y.proposal] == y.proposal
		if leads && (y.similarity > best || y.similarity == best && (s.Leader[n] == n || y.proposal < s.Leader[n])) {
			best, s.Leader[n] = y.similarity, y.proposal
		}
	}
	leader := s.Leader[n]
	s.Stands[n] = leader == n || nearest < border && len(found) < enough
	for _, y := range found {
		if other := s.Leader[y.proposal]; other != leader {
			s.Near = push(s.Near, [2]int32{min(leader, other), max(leader, other)})
		}
	}
}
