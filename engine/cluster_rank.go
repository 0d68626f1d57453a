package engine

import (
	"slices"

	"github.com/rasoat/rasoat/internal/viet"
)

// ranking is all proposals with their features as ranks: 0 is the rarest that at least two proposals have. Prefix
// filtering needs one order for all, and the rarest first makes it sharpest. Proposals of the same features are one set.
type ranking struct {
	sets    []set
	first   []int32 // the first proposal of a set; rising
	of      []int32 // the set of a proposal
	terms   []int32 // ranks, one set after another
	ranks   int     // how many there are
	largest int32   // features of the largest set
	common  uint64  // identifies the features set aside because too many proposals have them
}

// set is features of proposals. What too many proposals have is left out.
type set struct {
	from, to uint32 // its ranks among the terms, in no order; what no other proposal has has no rank
	size     int32  // features, those without rank included
}

// ranksOf returns the ranks of a set.
func (r *ranking) ranksOf(x *set) []int32 { return r.terms[x.from:x.to] }

// lone returns how many features no other proposal has.
func (x *set) lone() int32 { return x.size - int32(x.to-x.from) }

// needed is the least number of common features that makes sets of a and b features similar: c/(a+b-c) >= 1/2.
func needed[N int | int32](a, b N) N { return (a + b + 2) / 3 }

// rank orders the features by how many proposals have them, and rewrites the sets.
func (c *Clusterer) rank() *ranking {
	limit := max(minCommon, int32(maxShare*float64(len(c.sizes))))
	rank, ranks := rankByCount(c.count, limit)
	r := &ranking{of: make([]int32, len(c.sizes)), ranks: ranks}
	for n, h := range c.features.hashes {
		if c.count[n] > limit {
			r.common += viet.Pair(h, h) // a sum does not depend on the order of entry
		}
	}
	r.rewrite(c, rank)
	return r
}

// rewrite makes the sets, their features as ranks. Proposals that have the same ones become one set.
func (r *ranking) rewrite(c *Clusterer, rank []int32) {
	var seen numbering
	var whole []int32 // set by number of what was seen
	r.sets, r.first, r.terms = make([]set, 0, len(c.sizes)), make([]int32, 0, len(c.sizes)), make([]int32, 0, len(c.terms)*termsBlock)
	for n, terms := range c.proposals() {
		x := set{from: uint32(len(r.terms))}
		for _, f := range terms {
			switch f := rank[f]; f {
			case setAside:
				continue
			case lone:
			default:
				r.terms = append(r.terms, f)
			}
			x.size++
		}
		x.to = uint32(len(r.terms))
		r.of[n] = int32(len(r.sets))
		if x.size > 0 && x.lone() == 0 { // what equals another has nothing of its own
			hash := uint64(0)
			for _, f := range r.ranksOf(&x) {
				hash += viet.Pair(uint64(f), uint64(f))
			}
			seen.room(1)
			k, known := seen.number(hash)
			if known {
				r.of[n], r.terms = whole[k], r.terms[:x.from]
				continue
			}
			whole = append(whole, r.of[n])
		}
		r.sets, r.first = append(r.sets, x), append(r.first, int32(n))
		r.largest = max(r.largest, x.size)
	}
}

// holders returns which of some sets have a feature, as places in their order: by rank, and where those of each rank
// begin and the next ones do.
func (r *ranking) holders(order []int32) (holders []int32, begin []uint32) {
	begin = make([]uint32, r.ranks+2) // a place further on, until the holders are written
	all := 0
	for _, n := range order {
		ranks := r.ranksOf(&r.sets[n])
		for _, rank := range ranks {
			begin[rank+2]++
		}
		all += len(ranks)
	}
	for rank := range r.ranks {
		begin[rank+2] += begin[rank+1]
	}
	holders = make([]int32, all)
	for i, n := range order {
		for _, rank := range r.ranksOf(&r.sets[n]) {
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

// numbering numbers hashes from 0 in order of entry, by open addressing as hashTable does. That one is for few hashes that
// are looked up often; here they are many, most look-ups find a free slot or what is usual, and memory is what costs: a slot
// is four bytes, and the hashes stand beside.
type numbering struct {
	slots  []int32 // a number and one, 0 for a free slot
	hashes []uint64
}

// room makes room for more hashes.
func (t *numbering) room(more int) {
	for 2*(len(t.hashes)+more) > len(t.slots) {
		t.grow()
	}
}

// number returns the number of a hash and whether it had one. There has to be room.
func (t *numbering) number(hash uint64) (n int32, known bool) {
	s := t.slot(hash)
	if *s > 0 {
		return *s - 1, true
	}
	t.hashes = append(t.hashes, hash)
	*s = int32(len(t.hashes))
	return *s - 1, false
}

// slot returns the slot of a hash, or the free one where it belongs. There has to be one.
func (t *numbering) slot(hash uint64) *int32 {
	mask := uint64(len(t.slots) - 1)
	for i := hash >> 7; ; i++ {
		if s := &t.slots[i&mask]; *s == 0 || t.hashes[*s-1] == hash {
			return s
		}
	}
}

func (t *numbering) grow() {
	t.slots = make([]int32, max(1024, 2*len(t.slots)))
	t.hashes = slices.Grow(t.hashes, len(t.slots)/2-len(t.hashes))
	mask := uint64(len(t.slots) - 1)
	for n, hash := range t.hashes {
		i := hash >> 7
		for t.slots[i&mask] != 0 {
			i++
		}
		t.slots[i&mask] = int32(n + 1)
	}
}
