package engine

import (
	"cmp"
	"slices"
)

// Two exact joins that clustering is measured against. Both find all pairs of similarity 1/2 and more and are written after
// Xiao, Wang, Lin, Yu, Efficient Similarity Joins for Near Duplicate Detection (2008): records come shortest first, their
// features rarest first; filters are those of the paper: length, prefix (a shorter one for what is entered in the index
// than for what looks there), position, and a merge that begins where the prefixes end.

// ppjoin is the join as the paper has it, from fingerprints on, with maps of the standard library for counts and lists. As
// in clustering, what too many proposals have is left out.
func ppjoin(prints []Fingerprint, found func(i, j int32)) {
	type feature struct {
		count int
		hash  uint64
	}
	rarer := func(a, b feature) int { return cmp.Or(cmp.Compare(a.count, b.count), cmp.Compare(a.hash, b.hash)) }
	type posting struct{ record, at int }

	count := map[uint64]int{}
	for _, f := range prints {
		for _, h := range f {
			count[h]++
		}
	}
	limit := max(minCommon, int(maxShare*float64(len(prints))))
	records, order := make([][]feature, len(prints)), make([]int, len(prints))
	for n, f := range prints {
		for _, h := range f {
			if count[h] <= limit {
				records[n] = append(records[n], feature{count[h], h})
			}
		}
		slices.SortFunc(records[n], rarer)
		order[n] = n
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(records[a]), len(records[b])) })

	index := map[uint64][]posting{}
	overlap := make([]int, len(prints)) // with the record at hand, by record met before; -1 when it can not be enough
	var met []int
	for _, n := range order {
		x := records[n]
		if len(x) == 0 {
			continue
		}
		look, enter := len(x)-(len(x)+1)/2+1, indexPrefix(len(x))
		met = met[:0]
		for i, f := range x[:look] {
			list := index[f.hash]
			for len(list) > 0 && 2*len(records[list[0].record]) < len(x) {
				list = list[1:] // later records, which are not shorter, will not need it either
			}
			for _, p := range list {
				y, common := records[p.record], overlap[p.record]
				if common < 0 {
					continue
				}
				if common == 0 {
					met = append(met, p.record)
				}
				if common+1+min(len(x)-i-1, len(y)-p.at-1) >= needed(len(x), len(y)) {
					overlap[p.record]++
				} else {
					overlap[p.record] = -1
				}
			}
			if i < enter {
				list = append(list, posting{n, i})
			}
			index[f.hash] = list
		}
		for _, m := range met {
			common := overlap[m]
			if overlap[m] = 0; common <= 0 {
				continue
			}
			y := records[m]
			if entered := indexPrefix(len(y)); rarer(x[look-1], y[entered-1]) < 0 {
				common += commonOf(x[look:], y[common:], rarer)
			} else {
				common += commonOf(x[common:], y[entered:], rarer)
			}
			if common >= needed(len(x), len(y)) {
				found(int32(min(n, m)), int32(max(n, m)))
			}
		}
	}
}

// indexPrefix returns how many features of a record of n are entered in the index.
func indexPrefix(n int) int { return n - (2*n+2)/3 + 1 }

// commonOf counts what two sorted lists have in common.
func commonOf[T any](a, b []T, compare func(x, y T) int) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch c := compare(a[0], b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// ppjoinRanked is the same join with all that clustering has which is not the join itself: its reading and ranking of
// features, fingerprints that stand more than once read once, no lists for features of one proposal, and arrays in place
// of maps.
func ppjoinRanked(r *ranking, found func(i, j int32)) {
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
