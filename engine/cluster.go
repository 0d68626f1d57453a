package engine

import (
	"cmp"
	"slices"
)

// Clustering parameters. Bands of rows: a pair of Jaccard similarity s shares a band with probability
// 1-(1-s^rows)^bands, which is .96 at s = .5 and .9996 at .65 (Broder's MinHash, banded as in Leskovec et al., Mining of
// Massive Datasets, 3.4).
const (
	bands      = 24
	bandRows   = 3
	minSimilar = 0.5 // Jaccard similarity from which two proposals ask for the same thing; noisy copies lie at .5 to .7
	border     = 0.8 // a member less similar to its leader than this may be nearer to others: it stands for the cluster too
	maxShare   = 0.1 // a feature of more than this share of the proposals is text that documents share
	minCommon  = 50  // ... once so many proposals have it
	enough     = 4   // similar representatives after which a topic is represented well enough where the proposal lies
)

// Cluster is a group of proposals that ask for the same thing.
type Cluster struct {
	Leader  int   // the first member in input order
	Members []int // in input order, the leader included; at least two
}

// Clusterer groups fingerprints as they come. Each is compared with the representatives that share a band of its
// MinHash signature, never with all, and representatives stay few however many members a topic has: the cost grows
// with the number of proposals and not with its square. It is for one goroutine.
type Clusterer struct {
	common  map[uint64]int32   // in how many proposals a feature stands
	seen    int                // proposals counted
	prints  []Fingerprint      // of representatives, by proposal; nil for others
	parent  []int32            // union-find over proposals
	buckets map[uint64][]int32 // representatives by band
	kept    Fingerprint        // scratch
	tried   map[int32]struct{} // scratch
	minima  [bands * bandRows]uint64
}

// NewClusterer returns an empty clusterer.
func NewClusterer() *Clusterer {
	return &Clusterer{common: map[uint64]int32{}, buckets: map[uint64][]int32{}, tried: map[int32]struct{}{}}
}

// Count counts the features of a proposal. Count all proposals at hand before the first Join, so that text which many
// share is known from the start; counting on between joins is allowed.
func (c *Clusterer) Count(f Fingerprint) {
	c.seen++
	for _, h := range f {
		c.common[h]++
	}
}

// Join adds the next proposal and returns the representative of the cluster it now belongs to: its own number when it
// stands alone. Numbers are given from 0 in the order of joining.
func (c *Clusterer) Join(f Fingerprint) int {
	n := int32(len(c.parent))
	c.parent = append(c.parent, n)
	c.prints = append(c.prints, nil)
	kept := c.telling(f)
	if len(kept) == 0 {
		return int(n)
	}
	c.sign(kept)
	if near, similar := c.meet(n, kept); near < border && similar < enough {
		c.prints[n] = slices.Clone(kept)
		for b := range bands {
			key := c.band(b)
			c.buckets[key] = append(c.buckets[key], n)
		}
	}
	return int(c.find(n))
}

// telling drops the features that too many proposals share.
func (c *Clusterer) telling(f Fingerprint) Fingerprint {
	limit := max(minCommon, int32(maxShare*float64(c.seen)))
	c.kept = c.kept[:0]
	for _, h := range f {
		if c.common[h] <= limit {
			c.kept = append(c.kept, h)
		}
	}
	return c.kept
}

// meet unites the proposal with the representatives that share a band and are similar enough, and returns the best
// similarity found and how many were similar. It stops once the proposal is well represented, so that a topic of
// thousands costs each newcomer a few comparisons.
func (c *Clusterer) meet(n int32, f Fingerprint) (best float64, similar int) {
	clear(c.tried)
	for b := range bands {
		for _, r := range c.buckets[c.band(b)] {
			if _, done := c.tried[r]; done {
				continue
			}
			c.tried[r] = struct{}{}
			s := f.Jaccard(c.prints[r])
			if s < minSimilar {
				continue
			}
			c.unite(n, r)
			similar++
			if best = max(best, s); best >= border || similar == enough {
				return best, similar
			}
		}
	}
	return best, similar
}

// sign computes the MinHash signature: the least value of each of the hash functions over the features.
func (c *Clusterer) sign(f Fingerprint) {
	for i := range c.minima {
		c.minima[i] = ^uint64(0)
	}
	for _, h := range f {
		for i := range c.minima {
			c.minima[i] = min(c.minima[i], permute(h, uint64(i)))
		}
	}
}

// permute is the i-th hash function: multiply-shift with a multiplier of its own (Dietzfelbinger et al. 1997).
func permute(h, i uint64) uint64 {
	h = (h ^ (i+1)*0x9e3779b97f4a7c15) * (0xbf58476d1ce4e5b9 + 2*i*0x94d049bb133111eb)
	return h ^ h>>29
}

// band returns the bucket of band b of the signature.
func (c *Clusterer) band(b int) uint64 {
	h := uint64(b) + 1
	for _, m := range c.minima[b*bandRows : (b+1)*bandRows] {
		h = (h ^ m) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}

// find returns the root of a proposal, the least number of its cluster.
func (c *Clusterer) find(n int32) int32 {
	for c.parent[n] != n {
		c.parent[n] = c.parent[c.parent[n]]
		n = c.parent[n]
	}
	return n
}

func (c *Clusterer) unite(a, b int32) {
	a, b = c.find(a), c.find(b)
	c.parent[max(a, b)] = min(a, b)
}

// Clusters returns the groups of two and more, by leader.
func (c *Clusterer) Clusters() []Cluster {
	members := map[int32][]int{}
	for n := range c.parent {
		root := c.find(int32(n))
		members[root] = append(members[root], n)
	}
	out := []Cluster{}
	for root, m := range members {
		if len(m) > 1 {
			out = append(out, Cluster{Leader: int(root), Members: m})
		}
	}
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.Leader, b.Leader) })
	return out
}
