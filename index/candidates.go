package index

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// Defaults of a Query.
const (
	DefaultLimit = 20
	// DefaultBudget is the number of terms a query may use. From 16 terms up to all of them, every labelled proposal
	// finds a right platform among the first 20, and recall@5 lies between .94 and .98; the cost grows with the number.
	DefaultBudget = 48
)

// A query over a long list stops at a term with which it would read more than maxPostings, but not before minTerms:
// the terms come best first, and one that thousands of platforms share moves none of them. Over synthetic lists of
// 10,000, whose words are fewer than real ones would have, it costs .005 of recall@20 and saves half of the time; a
// list of a few hundred never reaches it.
const (
	maxPostings = 30_000
	minTerms    = 16
)

// Weights say how much a term counts by the part of the query it stands in.
type Weights struct {
	Title, Component, Body float32
}

// DefaultWeights holds for a query about a whole proposal. Names of components say more than running text, which is
// mostly form text (performance.md).
var DefaultWeights = Weights{Title: 1, Component: 0.8, Body: 0.4}

// Query asks for candidate platforms. Any part may be nil or empty.
type Query struct {
	Title      *viet.Text
	Components []*viet.Text // names of components
	Body       *viet.Text   // objective, description
	Weights    Weights      // zero: DefaultWeights
	Functions  []Function   // business functions recognised in it
	Only       []bool       // by ordinal: platforms that may be returned; nil for all
	Limit      int          // candidates wanted; 0: DefaultLimit
	Budget     int          // terms used; 0: DefaultBudget, negative: all
}

// Function is a business function of the taxonomy that a query is about.
type Function struct {
	Code     corpus.FunctionCode
	Strength float32 // how surely, in (0, 1]
}

// Candidate is a platform that may be what a query is about.
type Candidate struct {
	Platform corpus.ID
	Ordinal  int
	Score    float64 // ranks the candidates of one query; not comparable between queries
}

// Factors of a term's weight by what it is. Calibrated like the weights of the fields.
const (
	pairFactor   = 1.5 // a pair of syllables, against 1 for a syllable
	foldedFactor = 0.7 // a form without diacritics, in place of a form the index does not have

	// functionWeight is the score of a platform for a business function surely recognised, about that of two rare words in
	// its name: it finds those that do the same job and are described in other words. From 2 to 8 no list of the labelled
	// proposals loses in any figure of the candidates.
	functionWeight = 6
)

// scratch is the memory of one query, kept for the next.
type scratch struct {
	weight []float32 // by term
	terms  []uint32  // terms of the query
	ranked []rank    // those that are used, best first
	score  []float32 // by ordinal
	form   formScratch
}

// rank orders the terms of a query: by weight times idf, the highest first, then by number, so that no two are equal.
type rank uint64

// rankOf returns the rank of a term. Numbers above 0 are in the order of their bits.
func rankOf(value float32, number uint32) rank {
	return rank(^math.Float32bits(value))<<32 | rank(number)
}

func (r rank) number() uint32 { return uint32(r) }

// Candidates returns the platforms that share the most telling terms with the query, best first, ties by ID.
// A text typed without diacritics is compared without them.
func (ix *Index) Candidates(q Query) []Candidate {
	return ix.AppendCandidates(nil, q)
}

// AppendCandidates is Candidates into memory of the caller.
func (ix *Index) AppendCandidates(dst []Candidate, q Query) []Candidate {
	s := ix.takeScratch()
	defer ix.pool.Put(s)
	ix.gatherQuery(s, &q)
	ix.choose(s, cmp.Or(q.Budget, DefaultBudget))
	if q.Budget >= 0 {
		ix.bound(s)
	}
	ix.accumulate(s)
	s.forget()
	ix.addFunctions(s, q.Functions)
	return ix.best(dst, s, &q)
}

// gatherQuery adds the terms of all parts of a query.
func (ix *Index) gatherQuery(s *scratch, q *Query) {
	w := q.Weights
	if w == (Weights{}) {
		w = DefaultWeights
	}
	ix.gather(s, q.Title, w.Title)
	for _, t := range q.Components {
		ix.gather(s, t, w.Component)
	}
	ix.gather(s, q.Body, w.Body)
}

func (ix *Index) takeScratch() *scratch {
	if s, ok := ix.pool.Get().(*scratch); ok {
		return s
	}
	return &scratch{
		weight: make([]float32, len(ix.postings.runs)),
		score:  make([]float32, len(ix.ids)),
	}
}

// gather adds the terms of one text. A term that occurs more than once counts once, at its highest weight.
func (ix *Index) gather(s *scratch, t *viet.Text, weight float32) {
	if t == nil || t.Len() == 0 || weight == 0 {
		return
	}
	tokens := t.Tokens()
	bare := t.Undiacritised()
	form := ix.form.weigh(t, &s.form)
	for i := range tokens {
		if w := weight * form[i]; w > 0 {
			s.addWord(ix, &tokens[i], w, bare)
		}
		if i == 0 || !adjoin(&tokens[i]) {
			continue
		}
		if w := weight * pairFactor * min(form[i-1], form[i]); w > 0 {
			s.addPair(ix, tokens[i-1:i+1], w, bare)
		}
	}
}

// gatherAll adds the terms of a person's text: all of them in full, and those typed without diacritics also without.
func (ix *Index) gatherAll(s *scratch, t *viet.Text) {
	tokens := t.Tokens()
	for i := range tokens {
		s.addWord(ix, &tokens[i], 1, false)
		if !tokens[i].Marked {
			s.addWord(ix, &tokens[i], 1, true)
		}
		if i == 0 {
			continue
		}
		pair := tokens[i-1 : i+1]
		s.addPair(ix, pair, pairFactor, false)
		if !pair[0].Marked || !pair[1].Marked {
			s.addPair(ix, pair, pairFactor, true)
		}
	}
}

// addWord puts in one word by its form with diacritics, or without them where the text has none or the index does not
// know the form: a typing error in a tone mark is made good by the folded form.
func (s *scratch) addWord(ix *Index, k *viet.Token, weight float32, bare bool) {
	if !bare && s.add(ix, k.Key, weight) {
		return
	}
	s.add(ix, folded(k.Fold), weight*foldedFactor)
}

// addPair puts in a pair of words in the same way.
func (s *scratch) addPair(ix *Index, pair []viet.Token, weight float32, bare bool) {
	if !bare && s.add(ix, viet.Pair(pair[0].Key, pair[1].Key), weight) {
		return
	}
	s.add(ix, folded(viet.Pair(pair[0].Fold, pair[1].Fold)), weight*foldedFactor)
}

// add puts in the term of a form and tells whether there is one.
func (s *scratch) add(ix *Index, form uint64, weight float32) bool {
	if !ix.postings.terms.mayHave(form) {
		return false
	}
	number, ok := ix.postings.terms.lookup(form)
	if !ok {
		return false
	}
	if s.weight[number] == 0 {
		s.terms = append(s.terms, number)
	}
	s.weight[number] = max(s.weight[number], weight)
	return true
}

// choose ranks the terms by weight and idf and keeps the best, all of them where the budget is not positive.
func (ix *Index) choose(s *scratch, budget int) {
	s.ranked = s.ranked[:0]
	for _, number := range s.terms {
		s.ranked = append(s.ranked, rankOf(s.weight[number]*ix.postings.runs[number].idf, number))
	}
	if budget <= 0 || len(s.ranked) <= budget {
		slices.Sort(s.ranked)
		return
	}
	s.ranked = atLeast(s.ranked, budget)
	slices.Sort(s.ranked)
	s.ranked = s.ranked[:budget]
}

// atLeast returns the n best ranks and few others, in the memory of ranks: sorting all to keep a few would be the dearest
// step of a query. It counts what lies in each of 256 parts between the best and the last.
func atLeast(ranks []rank, n int) []rank {
	best := slices.Min(ranks)
	shift := max(0, bits.Len64(uint64(slices.Max(ranks)-best))-8)
	var count [256]int
	for _, r := range ranks {
		count[(r-best)>>shift&255]++
	}
	last, have := 0, count[0]
	for have < n {
		last++
		have += count[last]
	}
	kept := 0
	for _, r := range ranks {
		ranks[kept] = r
		if (r-best)>>shift <= rank(last) {
			kept++
		}
	}
	return ranks[:kept]
}

// bound cuts the ranked terms where they would read too many postings.
func (ix *Index) bound(s *scratch) {
	read := uint32(0)
	for i, r := range s.ranked {
		run := &ix.postings.runs[r.number()]
		if read += run.to - run.from; read > maxPostings && i >= minTerms {
			s.ranked = s.ranked[:i]
			return
		}
	}
}

// accumulate adds up the scores, term by term.
func (ix *Index) accumulate(s *scratch) {
	score := s.score
	for _, r := range s.ranked {
		run, weight := &ix.postings.runs[r.number()], s.weight[r.number()]
		for _, p := range ix.postings.flat[run.from:run.to] {
			score[p.ordinal] += weight * p.weight
		}
	}
}

// forget empties the scratch of terms for the next query.
func (s *scratch) forget() {
	for _, number := range s.terms {
		s.weight[number] = 0
	}
	s.terms = s.terms[:0]
}

// addFunctions adds the scores of the platforms that have the functions of a query.
func (ix *Index) addFunctions(s *scratch, functions []Function) {
	for _, f := range functions {
		for _, o := range ix.byCode[f.Code].own {
			s.score[o] += functionWeight * f.Strength
		}
	}
}

// best moves the top of the scores to dst and clears the scratch.
func (ix *Index) best(dst []Candidate, s *scratch, q *Query) []Candidate {
	from := len(dst)
	limit := cmp.Or(q.Limit, DefaultLimit)
	least := float32(0) // of the candidates kept, once there are enough: one of equal score that comes later is worse
	for o, score := range s.score {
		if score <= least || q.Only != nil && !q.Only[o] {
			continue
		}
		dst = offer(dst, from, limit, Candidate{Ordinal: o, Score: float64(score)})
		if len(dst)-from == limit {
			least = float32(dst[len(dst)-1].Score)
		}
	}
	clear(s.score)
	for i := from; i < len(dst); i++ {
		dst[i].Platform = ix.ids[dst[i].Ordinal]
	}
	return dst
}

// offer keeps dst[from:] the best candidates so far, in order: by score, then by ordinal.
func offer(dst []Candidate, from, limit int, c Candidate) []Candidate {
	if len(dst)-from == limit {
		if !before(&c, &dst[len(dst)-1]) {
			return dst
		}
		dst = dst[:len(dst)-1]
	}
	dst = append(dst, c)
	for i := len(dst) - 1; i > from && before(&dst[i], &dst[i-1]); i-- {
		dst[i], dst[i-1] = dst[i-1], dst[i]
	}
	return dst
}

func before(a, b *Candidate) bool {
	return a.Score > b.Score || a.Score == b.Score && a.Ordinal < b.Ordinal
}

// NumPlatforms returns the number of platforms in the index.
func (ix *Index) NumPlatforms() int { return len(ix.ids) }

// Platform returns the platform with an ordinal.
func (ix *Index) Platform(ordinal int) corpus.ID { return ix.ids[ordinal] }

// Ordinal returns the ordinal of a platform.
func (ix *Index) Ordinal(id corpus.ID) (int, bool) {
	return slices.BinarySearch(ix.ids, id)
}
