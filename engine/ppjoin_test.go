package engine

import (
	"cmp"
	"slices"
)

// ppjoin finds all pairs of similarity 1/2 and more: the exact join that clustering is measured against, written after
// Xiao, Wang, Lin, Yu, Efficient Similarity Joins for Near Duplicate Detection (2008). Records come shortest first,
// their features rarest first; filters are those of the paper: length, prefix (a shorter one for what is entered in the
// index than for what looks there), position, and a merge that begins where the prefixes end. It works on the same
// ranks as clustering does, and its index is of arrays, so that neither side wins by a map.
func ppjoin(r *ranking, found func(i, j int32)) {
	p := &ppjoined{sets: r.records(), overlap: make([]int32, len(r.of)), lists: make([][]posting, r.ranks)}
	order := make([]int32, len(r.of))
	for n := range order {
		order[n] = int32(n)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(p.sets[a].size, p.sets[b].size) })
	for _, n := range order {
		p.probe(n)
		for _, other := range p.touched {
			if p.verify(n, other) {
				found(min(n, other), max(n, other))
			}
			p.overlap[other] = 0
		}
	}
}

// posting is a record that has a feature, and the feature's place among its own.
type posting struct{ set, at int32 }

type ppjoined struct {
	sets    []record
	lists   [][]posting // by rank
	overlap []int32     // with the record at hand, as far as known; -1 when it can not be enough
	touched []int32
}

// probe gathers the candidates of a record, and enters it in the index. Features of no other record stand before all
// ranks: they take places of the prefix and have no list.
func (p *ppjoined) probe(n int32) {
	p.touched = p.touched[:0]
	x := &p.sets[n]
	look := min(x.size-(x.size+1)/2+1-x.lone, int32(len(x.ranks)))
	enter := x.size - (2*x.size+2)/3 + 1 - x.lone
	for i := range look {
		rank := x.ranks[i]
		list := p.lists[rank]
		short := 0
		for short < len(list) && 2*p.sets[list[short].set].size < x.size {
			short++ // records come by length: later ones will not need these either
		}
		list = list[short:]
		for _, at := range list {
			y := &p.sets[at.set]
			if p.overlap[at.set] < 0 {
				continue
			}
			if p.overlap[at.set] == 0 {
				p.touched = append(p.touched, at.set)
			}
			rest := 1 + min(int32(len(x.ranks))-i-1, int32(len(y.ranks))-at.at-1)
			if p.overlap[at.set]+rest < needed(x.size, y.size) {
				p.overlap[at.set] = -1
				continue
			}
			p.overlap[at.set]++
		}
		if i < enter {
			list = append(list, posting{n, i})
		}
		p.lists[rank] = list
	}
}

// verify counts what two records have in common, on from the shorter prefix.
func (p *ppjoined) verify(n, other int32) bool {
	known := p.overlap[other]
	if known <= 0 {
		return false
	}
	x, y := &p.sets[n], &p.sets[other]
	need := needed(x.size, y.size)
	a, b := x.ranks, y.ranks
	px := min(int(x.size-(x.size+1)/2+1-x.lone), len(a))
	py := min(max(int(y.size-(2*y.size+2)/3+1-y.lone), 0), len(b))
	if py == 0 || px == 0 {
		return false
	}
	restX, restY := a[px:], b
	if a[px-1] < b[py-1] {
		restY = b[known:]
	} else {
		restX, restY = a[known:], b[py:]
	}
	if int(known)+min(len(restX), len(restY)) < int(need) {
		return false
	}
	return known+commonRanks(restX, restY, need-known) >= need
}

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

// record is a proposal as the exact joins of the tests want it.
type record struct {
	ranks []int32 // in rising order
	size  int32   // features, the lone ones included
	lone  int32   // features that no other proposal has
}

// records returns all proposals. Their ranks are brought in order by writing them one after another.
func (r *ranking) records() []record {
	order := make([]int32, len(r.sets))
	for n := range order {
		order[n] = int32(n)
	}
	holders, begin := r.holders(order)
	for _, n := range order {
		r.sets[n].to = r.sets[n].from
	}
	for rank := range int32(r.ranks) {
		for _, n := range holders[begin[rank]:begin[rank+1]] {
			r.terms[r.sets[n].to] = rank
			r.sets[n].to++
		}
	}
	out := make([]record, len(r.of))
	for n, of := range r.of {
		x := &r.sets[of]
		out[n] = record{r.ranksOf(x), x.size, x.lone()}
	}
	return out
}
