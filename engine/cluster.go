package engine

import (
	"cmp"
	"iter"
	"slices"
)

// Clustering parameters. Two proposals are similar when at least half of the features that either has are common to
// both: Jaccard similarity of 1/2, near which copies lie that were reworded much. Half is also what a proposal for one of
// two things shares with one for both, so a chain of similar proposals soon leads from one thing to another: a member of
// a cluster has to be more similar than that, and to its leader. docs/performance.md has what each costs and finds.
const (
	member = 0.625 // similarity to its leader from which a proposal is a member of a cluster
	border = 0.82  // a member less similar to all that stand for clusters may be similar to others: it stands for its cluster too
	enough = 64    // ... unless so many of those are similar to it

	maxShare  = 0.1 // a feature of more than this share of the proposals is text that documents share
	minCommon = 50  // ... once so many proposals have it

	termsBlock   = 1 << 16 // features in one block of memory
	maxFeatures  = 1 << 13 // of a fingerprint, so that three times as many are a number of 16 bits
	blockSize    = 1 << 18 // sets compared at once: the more, the less often those that stand for clusters are gone through
	mostMeetings = 1 << 20 // of a block, kept until all of it have met
)

// Cluster is a group of proposals that ask for the same thing.
type Cluster struct {
	Leader  int   // the first member in input order
	Members []int // in input order, the leader included; at least two
	Near    []int // leaders of other clusters with a member that is similar to one of this, in input order
}

// Clusterer groups proposals by their fingerprints. Add all of them, then ask for the Clusters.
//
// A cluster is what is similar to its leader. Each proposal is compared with those before it that stand for a cluster and
// are similar to it: it joins the most similar leader, or leads a cluster of its own. Those that stand for clusters are
// found by an exact join (cluster_join.go), never by comparing all pairs, and they stay few however many members a
// cluster has: a topic that thousands ask for does not make the cost grow with the square of their number. What comes out
// depends on the fingerprints and their order alone, not on how many were added before Clusters was first called.
//
// The zero value is an empty clusterer. It is for one goroutine.
type Clusterer struct {
	features numbering // of the features, told apart by 64 bits
	count    []int32   // proposals that have a feature
	sizes    []uint16  // how many features a proposal has
	terms    [][]int32 // features, one proposal after another, in blocks that are never copied
	standing Standing
}

// Standing is what clustering found for proposals, in their order: enough to go on from with those that come later.
type Standing struct {
	Leader []int32    `json:"leader"` // the leader of its cluster, the proposal's own number when it leads one or is alone
	Stands []bool     `json:"stands"` // it stands for its cluster: later proposals are compared with it
	Near   [][2]int32 `json:"near"`   // leaders of two clusters that have similar members, the earlier one first; sorted
	Common uint64     `json:"common"` // what was set aside as text that proposals share; with another text the standing is void
}

// Add adds the next proposal. Numbers are given from 0. Of a fingerprint of more than maxFeatures features only so many
// are compared.
func (c *Clusterer) Add(f Fingerprint) {
	f = f[:min(len(f), maxFeatures)]
	last := len(c.terms) - 1
	if last < 0 || cap(c.terms[last])-len(c.terms[last]) < len(f) {
		c.terms = append(c.terms, make([]int32, 0, termsBlock))
		last++
	}
	terms := c.terms[last]
	c.features.room(len(f))
	for _, h := range f {
		n, known := c.features.number(h)
		if !known {
			c.count = push(c.count, 0)
		}
		c.count[n]++
		terms = append(terms, n)
	}
	c.terms[last], c.sizes = terms, push(c.sizes, uint16(len(f)))
}

// push appends to a list that becomes long, and doubles its room: append, which adds a quarter, would copy it more often.
func push[T any](list []T, v T) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(1024, len(list)))
	}
	return append(list, v)
}

// proposals returns the features of all proposals, in their order.
func (c *Clusterer) proposals() iter.Seq2[int, []int32] {
	return func(yield func(int, []int32) bool) {
		block, from := 0, 0
		for n, size := range c.sizes {
			if from+int(size) > len(c.terms[block]) {
				block, from = block+1, 0
			}
			to := from + int(size)
			if !yield(n, c.terms[block][from:to]) {
				return
			}
			from = to
		}
	}
}

// Resume goes on from the standing of the proposals added so far, so that they are not compared again. Clusters begins
// anew all the same when later proposals changed what counts as shared text.
func (c *Clusterer) Resume(s Standing) { c.standing = s }

// Clusters returns the groups of two and more, by leader.
func (c *Clusterer) Clusters() []Cluster {
	c.compare()
	s := &c.standing
	at := map[int32]int{} // in out, by leader
	out := []Cluster{}
	for n, leader := range s.Leader {
		if int(leader) == n {
			continue
		}
		if _, ok := at[leader]; !ok {
			at[leader] = len(out)
			out = append(out, Cluster{Leader: int(leader), Members: []int{int(leader)}})
		}
		out[at[leader]].Members = append(out[at[leader]].Members, n)
	}
	for _, pair := range s.Near {
		a, groupA := at[pair[0]]
		b, groupB := at[pair[1]]
		if groupA && groupB {
			out[a].Near, out[b].Near = append(out[a].Near, int(pair[1])), append(out[b].Near, int(pair[0]))
		}
	}
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.Leader, b.Leader) })
	for i := range out {
		slices.Sort(out[i].Near)
	}
	return out
}

// Standing returns what Clusters found. It is not to be changed.
func (c *Clusterer) Standing() Standing { return c.standing }

// compare gives every proposal its standing.
func (c *Clusterer) compare() { c.compareIn(blockSize, mostMeetings) }

// compareIn does so block by block. A block of which too many proposals may be similar is halved: all of them need not be
// compared with one another, when most will not stand for their cluster.
func (c *Clusterer) compareIn(block, meetings int) {
	r := c.rank()
	if r.common != c.standing.Common {
		c.standing = Standing{Common: r.common}
	}
	s := &c.standing
	known, all := len(s.Leader), len(r.of)
	if known == all {
		return
	}
	s.Leader, s.Stands = slices.Grow(s.Leader, all-known), slices.Grow(s.Stands, all-known)
	for n := known; n < all; n++ {
		s.Leader, s.Stands = append(s.Leader, int32(n)), append(s.Stands, false)
	}
	j := newJoin(r, s)
	begin, _ := slices.BinarySearch(r.first, int32(known))
	for lo, size := begin, block; lo < len(r.sets); {
		hi := min(lo+size, len(r.sets))
		if !j.meet(int32(lo), int32(hi), meetings) {
			size = (hi - lo) / 2
			continue
		}
		for x := lo; x < hi; x++ {
			j.settle(int32(x))
		}
		lo, size = hi, min(2*size, block)
	}
	for n := known; n < all; n++ {
		if x := r.of[n]; r.sets[x].size > 0 {
			s.Leader[n] = s.Leader[r.first[x]]
		} else {
			s.Stands[n] = true // nothing tells that those without features are the same
		}
	}
	s.sortNear()
}

// sortNear brings the pairs in order, each once. They are many, of few leaders each: they are counted by the first leader,
// and only what is left of a leader is compared.
func (s *Standing) sortNear() {
	begin := make([]int32, len(s.Leader)+1)
	for _, pair := range s.Near {
		begin[pair[0]+1]++
	}
	for n := range s.Leader {
		begin[n+1] += begin[n]
	}
	second, next := make([]int32, len(s.Near)), slices.Clone(begin)
	for _, pair := range s.Near {
		second[next[pair[0]]] = pair[1]
		next[pair[0]]++
	}
	s.Near = s.Near[:0]
	for n := range int32(len(s.Leader)) {
		others := second[begin[n]:begin[n+1]]
		slices.Sort(others)
		for _, other := range slices.Compact(others) {
			s.Near = append(s.Near, [2]int32{n, other})
		}
	}
}
