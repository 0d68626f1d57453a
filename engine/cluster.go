package engine

import (
	"cmp"
	"slices"
)

// Clustering parameters. Bands of rows: a pair of Jaccard similarity s shares a band with probability
// 1-(1-s^rows)^bands, which is .973 at s = .5, .996 at .55 and .09 at .2 (Broder's MinHash, banded as in Leskovec et al., Mining of
// Massive Datasets, 3.4).
const (
	bands      = 56
	bandRows   = 4
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
	features hashTable     // numbers the features counted
	common   []int32       // in how many proposals a feature stands, by its number
	seen     int           // proposals counted
	prints   []Fingerprint // of representatives, by proposal; nil for others
	parent   []int32       // union-find over proposals
	heads    []int32       // last link of each bucket plus 1, by the low bits of the band; 0 for none
	links    []link        // what shares a bucket by chance is told apart by its fingerprint, so buckets keep no key
	kept     Fingerprint   // scratch
	tried    []int32       // scratch: by proposal, the newcomer that tried it last
	minima   [bands * bandRows]uint64
}

// link is a representative in a bucket, and the link before it.
type link struct{ proposal, before int32 }

// NewClusterer returns an empty clusterer.
func NewClusterer() *Clusterer {
	return &Clusterer{heads: make([]int32, 1<<12)}
}

// Count counts the features of a proposal. Count all proposals at hand before the first Join, so that text which many
// share is known from the start; counting on between joins is allowed.
func (c *Clusterer) Count(f Fingerprint) {
	c.seen++
	for _, h := range f {
		n := c.features.add(h)
		if int(n) == len(c.common) {
			c.common = append(c.common, 0)
		}
		c.common[n]++
	}
}

// Join adds the next proposal and returns the representative of the cluster it now belongs to: its own number when it
// stands alone. Numbers are given from 0 in the order of joining.
func (c *Clusterer) Join(f Fingerprint) int {
	n := int32(len(c.parent))
	c.parent = append(c.parent, n)
	c.prints, c.tried = append(c.prints, nil), append(c.tried, -1)
	kept := c.telling(f)
	if len(kept) == 0 {
		return int(n)
	}
	c.sign(kept)
	if near, similar := c.meet(n, kept); near < border && similar < enough {
		c.prints[n] = slices.Clone(kept)
		for b := range bands {
			c.stand(n, c.band(b))
		}
		if len(c.links) > len(c.heads)/2 {
			c.widen()
		}
	}
	return int(c.find(n))
}

// stand enters a representative in a bucket.
func (c *Clusterer) stand(n int32, band uint64) {
	at := band & uint64(len(c.heads)-1)
	c.links = append(c.links, link{n, c.heads[at]})
	c.heads[at] = int32(len(c.links))
}

// widen gives more buckets and signs the representatives again.
func (c *Clusterer) widen() {
	c.heads, c.links = make([]int32, 4*len(c.heads)), c.links[:0]
	for n, f := range c.prints {
		if f == nil {
			continue
		}
		c.sign(f)
		for b := range bands {
			c.stand(int32(n), c.band(b))
		}
	}
}

// telling drops the features that too many proposals share.
func (c *Clusterer) telling(f Fingerprint) Fingerprint {
	limit := max(minCommon, int32(maxShare*float64(c.seen)))
	c.kept = c.kept[:0]
	for _, h := range f {
		if n := c.features.find(h); n < 0 || c.common[n] <= limit {
			c.kept = append(c.kept, h)
		}
	}
	return c.kept
}

// meet unites the proposal with the representatives that share a band and are similar enough, and returns the best
// similarity found and how many were similar. It stops once the proposal is well represented, so that a topic of
// thousands costs each newcomer a few comparisons.
func (c *Clusterer) meet(n int32, f Fingerprint) (best float64, similar int) {
	for b := range bands {
		next := c.heads[c.band(b)&uint64(len(c.heads)-1)]
		for next > 0 {
			at := next - 1
			next = c.links[at].before
			r := c.links[at].proposal
			if c.tried[r] == n {
				continue
			}
			c.tried[r] = n
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
