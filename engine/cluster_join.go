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
	last     []int32   // by set of the block, its last meeting with an earlier one, -1 for none
	meetings []meeting // of the block
	holder   []int32   // scratch: by rank, the last newcomer with this feature that was compared, and one
	tried    []int32   // by set, the last newcomer that it was compared with, and one
	found    []neighbour
}

// meeting is with a set that may be similar, in a chain of all that a later one met.
type meeting struct{ set, before int32 }

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

func newJoin(r *ranking, s *Standing) *join {
	return &join{ranking: r, standing: s, holder: make([]int32, r.ranks), tried: make([]int32, len(r.sets))}
}

// meet finds the meetings of the sets from lo up to hi with one another and with those before them that stand for
// clusters. It gives up and returns false when they come to more than the limit, unless the block is of one set.
func (j *join) meet(lo, hi int32, limit int) bool {
	j.lo, j.meetings, j.last = lo, j.meetings[:0], slices.Repeat([]int32{-1}, int(hi-lo))
	order := j.bySize(nil, 0, lo, func(n int32) bool { return j.standing.Stands[j.first[n]] })
	order = j.bySize(order, lo, hi, func(int32) bool { return true })
	current := make([]entry, len(order)) // of each set, under the last feature gone through
	for i, n := range order {
		current[i] = entry{set: n, size: uint16(j.sets[n].size), slack: -2 * int16(j.sets[n].size)}
	}
	holders, begin := j.holders(order)
	j.meetings = slices.Grow(j.meetings, 3*len(order)) // as many are usual
	var sides [2]side                                  // those that stand for clusters, and the newcomers
	// From the most usual feature to the rarest: the entry of a set grows from each to the next.
	for rank := j.ranks - 1; rank >= 0; rank-- {
		bit := uint64(1) << (uint32(rank) * 0x9e3779b1 >> 26)
		old, fresh := &sides[0], &sides[1]
		old.forward, old.back, fresh.forward, fresh.back = old.forward[:0], old.back[:0], fresh.forward[:0], fresh.back[:0]
		for _, i := range holders[begin[rank]:begin[rank+1]] {
			e := &current[i]
			e.sketch |= bit
			e.slack += 3
			if !e.inPrefix() {
				continue
			}
			s := old
			if e.set >= lo {
				s = fresh
			}
			if e.forward() {
				s.forward = append(s.forward, *e)
			} else {
				s.back = append(s.back, *e)
			}
		}
		j.scan(fresh.forward, old.forward, false)
		j.scan(fresh.back, old.forward, false)
		j.scan(old.back, fresh.forward, false)
		j.scan(fresh.back, fresh.forward, false)
		j.scan(fresh.forward, fresh.forward, true)
		if len(j.meetings) > limit && hi-lo > 1 {
			return false
		}
	}
	return true
}

// side is sets that have a feature, by size: those that have it far forward, and the others.
type side struct{ forward, back []entry }

// bySize appends the sets of [lo, hi) that are wanted, the smallest first.
func (j *join) bySize(order []int32, lo, hi int32, want func(n int32) bool) []int32 {
	next := make([]int32, j.largest+2)
	for n := lo; n < hi; n++ {
		if want(n) {
			next[j.sets[n].size+1]++
		}
	}
	for size := range j.largest + 1 {
		next[size+1] += next[size]
	}
	at := len(order)
	order = append(order, make([]int32, next[j.largest+1])...)
	for n := lo; n < hi; n++ {
		if want(n) {
			size := j.sets[n].size
			order[at+int(next[size])] = n
			next[size]++
		}
	}
	return order
}

// scan notes the meetings of xs with ys, or of each of xs with those before it when both are the same.
func (j *join) scan(xs, ys []entry, same bool) {
	if len(ys) == 0 {
		return
	}
	from := 0
	for k := range xs {
		x := xs[k]
		for from < len(ys) && 2*int(ys[from].size) < int(x.size) {
			from++
		}
		among := ys[from:]
		if same {
			among = ys[from:k]
		}
		j.scanFor(x, among)
	}
}

// scanFor notes the meetings of x with those of ys that are not too large.
func (j *join) scanFor(x entry, ys []entry) {
	largest := uint16(x.largest())
	for i := range ys {
		y := &ys[i]
		if y.size > largest {
			return
		}
		// What either has alone uses up the slack of both: one count of bits ends most meetings.
		if int(x.slack)+int(y.slack) >= 3*bits.OnesCount64(x.sketch^y.sketch) && x.similar(y) {
			last := &j.last[max(x.set, y.set)-j.lo]
			j.meetings = append(j.meetings, meeting{min(x.set, y.set), *last})
			*last = int32(len(j.meetings) - 1)
		}
	}
}

// neighbour is a proposal that stands for a cluster and is similar to the one at hand.
type neighbour struct {
	proposal   int32
	similarity float64
}

// neighbours returns all that stand for clusters and are similar to a set of the block. The result is valid until the next
// call.
func (j *join) neighbours(n int32) []neighbour {
	j.found = j.found[:0]
	at := j.last[n-j.lo]
	if at < 0 {
		return nil
	}
	x, marked := &j.sets[n], false
	for ; at >= 0; at = j.meetings[at].before {
		m := j.meetings[at].set
		if j.tried[m] == n+1 || !j.standing.Stands[j.first[m]] {
			continue
		}
		j.tried[m] = n + 1
		if !marked {
			marked = true
			for _, rank := range j.ranksOf(x) {
				j.holder[rank] = n + 1
			}
		}
		y := &j.sets[m]
		common := int32(0)
		for _, rank := range j.ranksOf(y) {
			if j.holder[rank] == n+1 {
				common++
			}
		}
		if common >= needed(x.size, y.size) {
			j.found = append(j.found, neighbour{j.first[m], float64(common) / float64(x.size+y.size-common)})
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
			s.Near = append(s.Near, [2]int32{min(leader, other), max(leader, other)})
		}
	}
}
