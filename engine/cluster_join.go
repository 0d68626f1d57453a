package engine

import "math/bits"

// This is an exact set similarity join of newcomers with the proposals that stand for clusters.
//
// Prefix (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007): of n features, in one order for all, a similar set
// has at least n/2, so the first one that both have lies among the first n - ceil(n/2) + 1 of either. Those that stand for
// clusters are listed under the features of their prefix, and newcomers look there. The order is the rarest first, so the
// lists looked at are the short ones.
//
// Sketches (Sandes, Teodoro, Melo, Bitmap filter, 2020): a list is an array, and each entry in it has 64 bits, one set by
// each feature from the listed one on. Where two sets first meet nothing before is common, and bits that only one side has
// bound what comes after: most chance meetings end on reading eight bytes that lie beside the last ones, and no
// fingerprint is fetched.

// join is the index of those that stand for clusters.
type join struct {
	*ranking
	lists    []list // by rank
	entries  []entry
	found    []neighbour // scratch
	sketches []uint64    // scratch: of the set at hand, from each feature of its prefix on
	tried    []int32     // by proposal, the newcomer that it was last compared with
}

// list is a part of the entries: where it begins, and the end of what is filled.
type list struct{ from, to uint32 }

// entry is a proposal that stands for a cluster, under one feature.
type entry struct {
	sketch   uint64 // of the features from this one on
	proposal int32
	size     uint16 // features
	rest     uint16 // those from this one on that another proposal has
}

// newJoin makes room for all that may be listed.
func newJoin(r *ranking) *join {
	j := &join{ranking: r, tried: make([]int32, len(r.sets)), lists: make([]list, r.ranks)}
	for n := range r.sets {
		j.tried[n] = -1
		x := &r.sets[n]
		for _, rank := range x.ranks[:x.prefix()] {
			j.lists[rank].to++
		}
	}
	room := uint32(0)
	for i := range j.lists {
		n := j.lists[i].to
		j.lists[i] = list{room, room}
		room += n
	}
	j.entries = make([]entry, room)
	return j
}

// prefix returns how many ranks the first common feature is among. What no other proposal has takes the first places.
func (x *set) prefix() int {
	return min(max(int(x.size-(x.size+1)/2)+1-int(x.lone), 0), len(x.ranks))
}

// sketch returns, for each feature of the prefix of a set, the sketch of the features from it on. It is valid until the
// next call.
func (j *join) sketch(x *set) []uint64 {
	all, prefix := uint64(0), x.prefix()
	for len(j.sketches) < prefix {
		j.sketches = append(j.sketches, 0)
	}
	for i := len(x.ranks) - 1; i >= 0; i-- {
		all |= 1 << (uint32(x.ranks[i]) * 0x9e3779b1 >> 26)
		if i < prefix {
			j.sketches[i] = all
		}
	}
	return j.sketches[:prefix]
}

// neighbour is a proposal that stands for a cluster and is similar to the one at hand.
type neighbour struct {
	proposal   int32
	similarity float64
}

// neighbours returns all that stand for clusters and are similar to a proposal. The result is valid until the next call.
func (j *join) neighbours(n int32) []neighbour {
	x := &j.sets[n]
	j.found = j.found[:0]
	for i, sketch := range j.sketch(x) {
		l := j.lists[x.ranks[i]]
		rest := len(x.ranks) - i
		for _, e := range j.entries[l.from:l.to] {
			most := min(rest-bits.OnesCount64(sketch&^e.sketch), int(e.rest)-bits.OnesCount64(e.sketch&^sketch))
			if all := int(x.size) + int(e.size); 3*most < all || j.tried[e.proposal] == n {
				continue // see needed
			}
			j.tried[e.proposal] = n
			j.compare(x, i, e)
		}
	}
	return j.found
}

// compare adds an entry to the neighbours when it is similar to x: i is the place of the first feature both have.
func (j *join) compare(x *set, i int, e entry) {
	y := &j.sets[e.proposal]
	common := commonRanks(x.ranks[i:], y.ranks[len(y.ranks)-int(e.rest):], needed(x.size, y.size))
	if common > 0 {
		j.found = append(j.found, neighbour{e.proposal, float64(common) / float64(x.size+y.size-common)})
	}
}

// enter lists a proposal that stands for its cluster.
func (j *join) enter(n int32) {
	x := &j.sets[n]
	for i, sketch := range j.sketch(x) {
		l := &j.lists[x.ranks[i]]
		j.entries[l.to] = entry{sketch, n, uint16(x.size), uint16(len(x.ranks) - i)}
		l.to++
	}
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
