package index

import (
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// tenThousand is the size of list that retrieval is measured at.
const tenThousand = 10_000

var synthetic = sync.OnceValues(func() (*Index, error) {
	reg, err := corpus.Embedded()
	if err != nil {
		return nil, err
	}
	return Build(Synthetic(reg, tenThousand), Options{})
})

func syntheticIndex(t testing.TB) *Index {
	t.Helper()
	ix, err := synthetic()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// noisyQuery is a query about a known platform, as a province would put it.
type noisyQuery struct {
	target corpus.ID
	query  Query
}

// noisyQueries makes queries from platforms: form text around the name, two in five syllables lost, a component or two
// from the functions, for half of them a description. The same index gives the same queries.
func noisyQueries(ix *Index, n int) []noisyQuery {
	rng := rand.New(rand.NewPCG(1132, 2026))
	var out []noisyQuery
	for range n {
		p := &ix.reg.Platforms[rng.IntN(len(ix.reg.Platforms))]
		place := ix.reg.Provinces[rng.IntN(len(ix.reg.Provinces))].Old
		q := noisyQuery{target: p.ID}
		q.query.Title = viet.Normalize("Xây dựng " + lossy(rng, lowerFirst(p.Name)) + " tỉnh " + place + " giai đoạn 2026 - 2030")
		for _, f := range some(rng, p.Functions, 1+rng.IntN(2)) {
			q.query.Components = append(q.query.Components, viet.Normalize("Phân hệ "+lossy(rng, lowerFirst(f))))
		}
		if rng.IntN(2) == 0 {
			out = append(out, q)
			continue
		}
		q.query.Body = viet.Normalize("Nâng cao hiệu lực, hiệu quả quản lý nhà nước trên địa bàn tỉnh " + place + "; " + lossy(rng, p.Purpose))
		out = append(out, q)
	}
	return out
}

func lossy(rng *rand.Rand, s string) string {
	var kept []string
	for _, word := range strings.Fields(s) {
		if rng.IntN(5) > 1 {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// bleveQuery is bleve's own query for the very terms that Candidates would use, over the same fields with the same
// weights.
type bleveQuery struct {
	ix    *Index
	texts map[uint32]indexedTerm // by number of the term
}

type indexedTerm struct {
	suffix, text string
}

func newBleveQuery(t testing.TB, ix *Index) *bleveQuery {
	t.Helper()
	b := &bleveQuery{ix, make(map[uint32]indexedTerm)}
	for _, suffix := range []string{"", suffixPairs} {
		for _, f := range textFields {
			dict, err := ix.bleve.FieldDict(f.name + suffix)
			if err != nil {
				t.Fatal(err)
			}
			for {
				entry, err := dict.Next()
				if err != nil {
					t.Fatal(err)
				}
				if entry == nil {
					break
				}
				first, second, isPair := strings.Cut(entry.Term, string(pairMark))
				hash := viet.Hash(first)
				if isPair {
					hash = viet.Pair(hash, viet.Hash(second))
				}
				number, ok := ix.postings.terms.lookup(hash)
				if !ok {
					t.Fatalf("term %q is in bleve's index and not among the postings", entry.Term)
				}
				b.texts[number] = indexedTerm{suffix, entry.Term}
			}
			dict.Close()
		}
	}
	return b
}

// terms returns the query of the terms that Candidates chooses.
func (b *bleveQuery) terms(q *Query) query.Query {
	s := b.ix.takeScratch()
	defer b.ix.pool.Put(s)
	b.ix.gatherQuery(s, q)
	b.ix.choose(s, DefaultBudget)
	defer s.forget()
	var any []query.Query
	for _, r := range s.ranked {
		term, ok := b.texts[r.number()]
		if !ok {
			continue
		}
		for _, f := range textFields {
			tq := query.NewTermQuery(term.text)
			tq.SetField(f.name + term.suffix)
			tq.SetBoost(float64(s.weight[r.number()] * f.candidate))
			any = append(any, tq)
		}
	}
	return query.NewDisjunctionQuery(any)
}

func (b *bleveQuery) search(t testing.TB, q query.Query) []Candidate {
	r := bleve.NewSearchRequestOptions(q, DefaultLimit, 0, false)
	r.SortBy([]string{"-_score", "_id"})
	res, err := b.ix.bleve.Search(r)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]Candidate, len(res.Hits))
	for i, h := range res.Hits {
		out[i] = Candidate{Platform: corpus.ID(h.ID), Score: h.Score}
	}
	return out
}

func recallAt20(queries []noisyQuery, search func(i int) []Candidate) float64 {
	var f figures
	for i := range queries {
		f.add(search(i), map[corpus.ID]bool{queries[i].target: true})
	}
	f.mean()
	return f.at20
}

// BenchmarkCandidatesAgainstBleve compares Candidates with bleve's own query path (a disjunction of term queries through
// bleve's Search, top 20 by score) on the same terms, at 10,000 platforms, both in one run, by processor time. A round is
// all queries once through bleve and ten times through Candidates.
func BenchmarkCandidatesAgainstBleve(b *testing.B) {
	const times = 10
	ix := syntheticIndex(b)
	queries := noisyQueries(ix, 200)
	peer := newBleveQuery(b, ix)
	asked := make([]query.Query, len(queries))
	for i := range queries {
		asked[i] = peer.terms(&queries[i].query)
	}
	ours := recallAt20(queries, func(i int) []Candidate { return ix.Candidates(queries[i].query) })
	theirs := recallAt20(queries, func(i int) []Candidate { return peer.search(b, asked[i]) })
	var compiled, throughBleve time.Duration
	var dst []Candidate
	for b.Loop() {
		runtime.GC() // what one side leaves behind is not to be cleared away at the cost of the other
		start := processorTime(b)
		for i := range times * len(queries) {
			dst = ix.AppendCandidates(dst[:0], queries[i%len(queries)].query)
		}
		middle := processorTime(b)
		for i := range queries {
			peer.search(b, asked[i])
		}
		compiled, throughBleve = compiled+middle-start, throughBleve+processorTime(b)-middle
	}
	n := float64(b.N * len(queries))
	perCompiled, perBleve := float64(compiled.Microseconds())/(n*times), float64(throughBleve.Microseconds())/n
	b.ReportMetric(perCompiled, "compiled-µs/query")
	b.ReportMetric(perBleve, "bleve-µs/query")
	b.ReportMetric(perBleve/perCompiled, "times-cheaper")
	b.ReportMetric(ours, "compiled-recall@20")
	b.ReportMetric(theirs, "bleve-recall@20")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCandidates is one query about a whole item of testdata/eval, over the register and over 10,000 platforms.
func BenchmarkCandidates(b *testing.B) {
	items := readLabelled(b)
	var queries []Query
	for i := range items {
		queries = append(queries, items[i].query(func(s string) string { return s }))
	}
	for _, size := range []struct {
		name string
		ix   *Index
	}{{"register", built(b, embedded(b))}, {"10000", syntheticIndex(b)}} {
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			var dst []Candidate
			i := 0
			for b.Loop() {
				dst = size.ix.AppendCandidates(dst[:0], queries[i%len(queries)])
				i++
			}
		})
	}
}

// BenchmarkOpen is the start of a program that has its index on disk, BenchmarkBuild that of one that has not.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []struct {
		name string
		reg  *corpus.Register
	}{{"register", embedded(b)}, {"10000", Synthetic(embedded(b), tenThousand)}} {
		b.Run(size.name, func(b *testing.B) {
			dir := b.TempDir() + "/index"
			if err := Create(dir, size.reg, Options{}); err != nil {
				b.Fatal(err)
			}
			defer reportCPU(b)()
			for b.Loop() {
				ix, err := Open(dir, size.reg, Options{})
				if err != nil {
					b.Fatal(err)
				}
				ix.Close()
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range []struct {
		name string
		reg  *corpus.Register
	}{{"register", embedded(b)}, {"10000", Synthetic(embedded(b), tenThousand)}} {
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			defer reportCPU(b)()
			for b.Loop() {
				ix, err := Build(size.reg, Options{})
				if err != nil {
					b.Fatal(err)
				}
				ix.Close()
			}
		})
	}
}

// reportCPU reports the processor time of all goroutines for each round, which other work on the machine disturbs less
// than it does the clock.
func reportCPU(b *testing.B) func() {
	start := processorTime(b)
	return func() {
		b.ReportMetric(float64((processorTime(b)-start).Milliseconds())/float64(b.N), "cpu-ms/op")
	}
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkCompile(b *testing.B) {
	ix := built(b, embedded(b))
	b.ReportAllocs()
	for b.Loop() {
		if err := ix.compile(); err != nil {
			b.Fatal(err)
		}
	}
}
