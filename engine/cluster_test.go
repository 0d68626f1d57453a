package engine

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
)

func clusterOf(prints []Fingerprint) *Clusterer {
	c := &Clusterer{}
	for _, f := range prints {
		c.Add(f)
	}
	c.compare()
	return c
}

// quality is how well clusters agree with what was planted.
type quality struct {
	met, near, all map[string]int // copies in the cluster of their original, those and the ones in a near cluster, and all; by treatment
	right, pairs   int            // pairs of proposals in one cluster that ask for the same thing, and all such pairs
	caught, hard   int            // hard negatives in the cluster of what they resemble, and all
}

func (q *quality) precision() float64 { return float64(q.right) / float64(max(1, q.pairs)) }

func (q *quality) add(o quality) {
	for how, n := range o.all {
		q.all[how] += n
		q.met[how] += o.met[how]
		q.near[how] += o.near[how]
	}
	q.right, q.pairs, q.caught, q.hard = q.right+o.right, q.pairs+o.pairs, q.caught+o.caught, q.hard+o.hard
}

// pairsCounted bounds the pairs of one cluster that are looked at: those of its first members.
const pairsCounted = 1000

func qualityOf(c *Clusterer, ps []planted) quality {
	q := quality{met: map[string]int{}, near: map[string]int{}, all: map[string]int{}}
	s := c.Standing()
	for i := range ps {
		if p := &ps[i]; p.of >= 0 {
			a, b := s.Leader[i], s.Leader[p.of]
			q.all[p.how]++
			if a == b {
				q.met[p.how]++
			}
			if _, near := slices.BinarySearchFunc(s.Near, [2]int32{min(a, b), max(a, b)}, comparePairs); near || a == b {
				q.near[p.how]++
			}
		} else if p.near >= 0 && !same(p, &ps[p.near]) {
			q.hard++
			if s.Leader[i] == s.Leader[p.near] {
				q.caught++
			}
		}
	}
	for _, cl := range c.Clusters() {
		for i, a := range cl.Members[:min(len(cl.Members), pairsCounted)] {
			for _, b := range cl.Members[:i] {
				q.pairs++
				if same(&ps[a], &ps[b]) {
					q.right++
				}
			}
		}
	}
	return q
}

func comparePairs(a, b [2]int32) int { return slices.Compare(a[:], b[:]) }

func TestClusterPlantedCopies(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	q := quality{met: map[string]int{}, near: map[string]int{}, all: map[string]int{}}
	for seed := range uint64(8) { // a hundred copies of a kind would leave it to chance
		ps := newPlanter(e.view.Register, seed).plant(4000, 0.3, 0)
		q.add(qualityOf(clusterOf(e.prints(ps)), ps))
	}
	// Without diacritics some words are spelt like form text. Of a partly copied one, one thing in two or three is another: it
	// is not the same, but has to be known as near.
	least := map[string]float64{"undiacritised": 0.84, "partly_copied": 0.11}
	for _, how := range treatments {
		n := float64(q.all[how])
		t.Logf("%s: of %.0f copies %d in the cluster of the original, %d there or near", how, n, q.met[how], q.near[how])
		if float64(q.met[how]) < cmp.Or(least[how], 0.92)*n {
			t.Errorf("%s: of %.0f copies only %d in the cluster of the original", how, n, q.met[how])
		}
	}
	if n := q.all["partly_copied"]; 3*q.near["partly_copied"] < n {
		t.Errorf("of %d copies of a part only %d are in the cluster of the original or near it", n, q.near["partly_copied"])
	}
	t.Logf("%d of %d pairs in one cluster ask for the same thing; %d of %d hard negatives lie with what they resemble", q.right, q.pairs, q.caught, q.hard)
	if q.precision() < 0.95 {
		t.Errorf("only %d of %d pairs in one cluster ask for the same thing", q.right, q.pairs)
	}
	if 50*q.caught > q.hard {
		t.Errorf("%d of %d hard negatives lie with what they resemble", q.caught, q.hard)
	}
}

// titleShape is what the cost and the quality of clustering depend on.
type titleShape struct {
	mean, once, top float64 // features of a title; share of features that one title has; share of titles that have the most usual feature
}

func shapeOf(prints []Fingerprint) titleShape {
	count := map[uint64]int{}
	var out titleShape
	for _, f := range prints {
		out.mean += float64(len(f)) / float64(len(prints))
		for _, h := range f {
			count[h]++
		}
	}
	for _, n := range count {
		if n == 1 {
			out.once += 1 / float64(len(count))
		}
		out.top = max(out.top, float64(n)/float64(len(prints)))
	}
	return out
}

// Experiments on planted proposals mean something only where these look like real ones: the labelled titles and those
// of the sample plan, and as many planted originals.
func TestPlantedLooksLikePlans(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	var titles []planted
	for _, line := range readLines(t, "../testdata/eval/proposals_dev.jsonl") {
		var item struct{ Title string }
		if err := json.Unmarshal([]byte(line), &item); err != nil {
			t.Fatal(err)
		}
		titles = append(titles, planted{title: item.Title})
	}
	for _, line := range readLines(t, "../testdata/samples/danh-sach-ten-du-an-de-xuat.csv")[1:] {
		titles = append(titles, planted{title: strings.Split(line, ";")[1]})
	}
	made := newPlanter(e.view.Register, 1).plant(2*len(titles), 0, 0)
	made = slices.DeleteFunc(made, func(p planted) bool { return p.near >= 0 || len(p.parts) > 0 })[:len(titles)]
	real, planted := shapeOf(e.prints(titles)), shapeOf(e.prints(made))
	t.Logf("%d titles: real %+v, planted %+v", len(titles), real, planted)
	for _, c := range []struct {
		what      string
		got, want float64
	}{{"features of a title", planted.mean, real.mean}, {"share of features met once", planted.once, real.once}} {
		if c.got < 0.85*c.want || c.got > 1.15*c.want {
			t.Errorf("%s: %.2f, real titles have %.2f", c.what, c.got, c.want)
		}
	}
	if planted.top < real.top/2 || planted.top > real.top*2 {
		t.Errorf("the most usual feature stands in %.3f of the titles, in real ones in %.3f", planted.top, real.top)
	}
}

func readLines(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// Near names of other jobs in the same sector must stay apart; the same job in other spellings must meet.
func TestClusterHardPairs(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	cases := []struct {
		a, b string
		same bool
	}{
		{"Phần mềm quản lý tàu cá tỉnh Cà Mau", "PHAN MEM QUAN LY TAU CA TINH KIEN GIANG", true},
		{"Xây dựng CSDL công chứng, chứng thực tỉnh Quảng Bình", "Cơ sở dữ liệu công chứng, chứng thực trên địa bàn tỉnh Nam Định", true},
		{"Phần mềm quản lý hồ sơ người có công tỉnh Nghệ An", "Nâng cấp phần mềm quản lý hồ sơ người có công thành phố Đà Nẵng", true},
		{"Nâng cấp LGSP tỉnh Hà Giang", "Nền tảng LGSP tỉnh Tuyên Quang", true},
		{"Trợ lý ảo tỉnh Hưng Yên", "Xây dựng trợ lý ảo thành phố Huế", true},
		{"Xây dựng phần mềm của tỉnh", "Phần mềm của tỉnh Hà Nam", false},
		{"Phần mềm quản lý tàu cá", "Phần mềm quản lý cảng cá", false},
		{"Hệ thống thông tin phản ánh hiện trường tỉnh Bình Định", "Hệ thống thông tin báo cáo tỉnh Thái Bình", false},
		{"Quản lý lưu trú du lịch tỉnh Lào Cai", "Quản lý lưu trữ lịch sử tỉnh Lào Cai", false},
	}
	for _, c := range cases {
		prints := e.prints([]planted{{title: c.a}, {title: c.b}})
		if got := len(clusterOf(prints).Clusters()) == 1; got != c.same {
			t.Errorf("%q and %q: one cluster %v, want %v (features %d and %d, %d in common)", c.a, c.b, got, c.same,
				len(prints[0]), len(prints[1]), prints[0].common(prints[1]))
		}
	}
}

// Labelled proposals are compared by what two people found in each alone: one sector, and a platform that both named in
// the same relation, are the same field. What stands in one cluster has to be that, and proposals of one name have to meet.
func TestClusterLabelled(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	type match struct {
		Platform, Relation string
		Votes              int
	}
	type labelled struct {
		Title, Sector, Province string
		Modules                 []string
		Gold                    map[string]struct{ Matches []match }
	}
	var items []labelled
	var prints []Fingerprint
	for _, line := range readLines(t, "../testdata/eval/proposals_dev.jsonl") {
		var it labelled
		if err := json.Unmarshal([]byte(line), &it); err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
		prints = append(prints, e.Fingerprint(&Proposal{Title: it.Title, Components: []Component{{Name: it.Title, Functions: it.Modules}}}))
	}
	alike := func(a, b *labelled) bool {
		return a.Sector == b.Sector && slices.ContainsFunc(a.Gold["any"].Matches, func(m match) bool {
			return m.Votes == 2 && slices.Contains(b.Gold["any"].Matches, m)
		})
	}
	all := 0
	for i := range items {
		for j := range items[:i] {
			if alike(&items[i], &items[j]) && items[i].Province != items[j].Province {
				all++
			}
		}
	}
	met, right := 0, 0
	for _, c := range clusterOf(prints).Clusters() {
		for i, a := range c.Members {
			for _, b := range c.Members[:i] {
				met++
				if alike(&items[a], &items[b]) {
					right++
				} else {
					t.Errorf("%q and %q stand in one cluster", items[a].Title, items[b].Title)
				}
			}
		}
	}
	t.Logf("%d pairs in one cluster, %d of one field; %d such pairs of two provinces are labelled", met, right, all)
	if right < 7 {
		t.Errorf("%d pairs of one field stand in one cluster, want 7 and more: those of one name", right)
	}
}

// What is left out as a kind of anything has to be a kind of software that the grammar knows.
func TestAnythingIsSoftware(t *testing.T) {
	for _, phrase := range anything {
		if !slices.ContainsFunc(lexemes, func(l lexeme) bool { return l.phrase == phrase && l.class == software }) {
			t.Errorf("%q is no kind of software of the grammar", phrase)
		}
	}
}

// randomSets makes fingerprints of a few features each from few, so that every case of sizes and overlaps comes up.
func randomSets(seed uint64, n, features, most int) []Fingerprint {
	r := rand.New(rand.NewPCG(seed, 0))
	z := rand.NewZipf(r, 1.2, 3, uint64(features-1))
	out := make([]Fingerprint, n)
	for i := range out {
		for range r.IntN(most + 1) {
			out[i] = append(out[i], 2*z.Uint64()*0x9e3779b97f4a7c15+1)
		}
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

// compareAll gives every proposal its standing by comparing it with every one before it that stands for a cluster: the
// rule of Clusterer, without its index.
func compareAll(c *Clusterer) Standing {
	r := c.rank()
	s := Standing{Common: r.common}
	records := r.records()
	for n := range int32(len(records)) {
		x := &records[n]
		s.Leader, s.Stands = append(s.Leader, n), append(s.Stands, false)
		twin := slices.IndexFunc(records[:n], func(y record) bool {
			return x.lone+y.lone == 0 && x.size > 0 && slices.Equal(x.ranks, y.ranks)
		})
		if twin >= 0 {
			s.Leader[n] = s.Leader[twin]
			continue
		}
		var found []neighbour
		for m := range n {
			y := &records[m]
			common := commonRanks(x.ranks, y.ranks, 0)
			if all := x.size + y.size - common; s.Stands[m] && all > 0 && 2*common >= all {
				found = append(found, neighbour{m, float64(common) / float64(all)})
			}
		}
		s.settle(n, found)
	}
	slices.SortFunc(s.Near, comparePairs)
	s.Near = slices.Compact(s.Near)
	return s
}

// The join must be exact: it may save comparisons and must not change what comes out.
func TestClusterEqualsComparingAll(t *testing.T) {
	for seed := range uint64(60) {
		shape := []struct{ n, features, most int }{{300, 40, 6}, {300, 300, 14}, {200, 120, 60}, {800, 2000, 3}}[seed%4]
		c := clusterOf(randomSets(seed, shape.n, shape.features, shape.most))
		if d := diff.Diff(compareAll(c), c.Standing()); d != "" {
			t.Fatalf("seed %d, %+v: standings differ (-comparing all +join):\n%s", seed, shape, d)
		}
	}
}

// What comes out must not depend on the blocks, nor on where they are halved because too many met.
func TestClusterBlocks(t *testing.T) {
	for seed := range uint64(40) {
		prints := randomSets(seed, 500, []int{60, 900}[seed%2], 12)
		whole := clusterOf(prints).Standing()
		for _, limit := range []int{0, 40, 1 << 20} {
			c := &Clusterer{}
			for _, f := range prints {
				c.Add(f)
			}
			c.compareIn(int(1+seed*7), limit)
			if d := diff.Diff(whole, c.Standing()); d != "" {
				t.Fatalf("seed %d, at most %d meetings: standings differ (-whole +blocks):\n%s", seed, limit, d)
			}
		}
	}
}

// Proposals that come later must join the clusters they would have joined had all come at once, wherever the run is cut.
func TestClusterResumeEqualsWhole(t *testing.T) {
	anew := 0
	for seed := range uint64(40) {
		prints := randomSets(seed, 400, []int{60, 900}[seed%2], 12)
		whole := clusterOf(prints).Standing()
		cut := int(seed*31) % len(prints)
		first := clusterOf(prints[:cut]).Standing()
		c := &Clusterer{}
		for _, f := range prints[:cut] {
			c.Add(f)
		}
		c.Resume(first)
		for _, f := range prints[cut:] {
			c.Add(f)
		}
		c.Clusters()
		if d := diff.Diff(whole, c.Standing()); d != "" {
			t.Fatalf("seed %d, cut at %d: standings differ (-whole +resumed):\n%s", seed, cut, d)
		}
		if first.Common != whole.Common {
			anew++
		}
	}
	if anew == 0 || anew == 40 {
		t.Errorf("%d of 40 runs began anew: both ways are to be tested", anew)
	}
}

// The exact joins must be exact: on a small set they find what comparing all pairs finds.
func TestPPJoinIsExact(t *testing.T) {
	for seed := range uint64(20) {
		prints := randomSets(seed, 300, []int{60, 900}[seed%2], 12)
		r := rankOf(prints)
		published, ranked, want := map[[2]int32]bool{}, map[[2]int32]bool{}, map[[2]int32]bool{}
		ppjoin(prints, func(i, j int32) { published[[2]int32{i, j}] = true })
		ppjoinRanked(r, func(i, j int32) { ranked[[2]int32{i, j}] = true })
		records := r.records()
		for i := range records {
			for j := range records[:i] {
				x, y := &records[i], &records[j]
				if n := commonRanks(x.ranks, y.ranks, 0); n > 0 && n >= needed(x.size, y.size) {
					want[[2]int32{int32(j), int32(i)}] = true
				}
			}
		}
		if d := diff.Diff(want, published); d != "" {
			t.Fatalf("seed %d: pairs differ (-all pairs +join as published):\n%s", seed, d)
		}
		if d := diff.Diff(want, ranked); d != "" {
			t.Fatalf("seed %d: pairs differ (-all pairs +join of ranked features):\n%s", seed, d)
		}
	}
}
