package index

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/rasoat/rasoat/corpus"
)

// SearchRequest is what a person asks for. Text may be empty when a filter is given.
type SearchRequest struct {
	// Text is words, of which all must occur, in any order and field, and "phrases in quotes". A word typed without
	// diacritics finds every word that differs only by them. When no platform has all the words, those with at least half
	// of them are found.
	Text     string
	List     corpus.ListID       // platforms of this list; "" or corpus.AnyList for all
	Owner    corpus.AgencyCode   // platforms of this owner: on Date, or ever when Date is empty
	Function corpus.FunctionCode // platforms with this function code
	Date     corpus.Date         // day whose owners count
	From     int                 // hits to skip
	Size     int                 // hits wanted; 0: DefaultLimit
}

// SearchResult is a page of hits, best first, ties by ID.
type SearchResult struct {
	Total   int  // hits in all
	Relaxed bool // no platform had all the words
	Hits    []Hit
}

// Hit is a platform found.
type Hit struct {
	Platform  *corpus.Platform
	Owner     corpus.AgencyCode // on the date of the request; the last one known when it has none
	Lists     []corpus.ListID   // every list it stands on, oldest first
	Name      Fragment
	Fragments []Fragment // where the words stand that are not in the name, at most three
}

// Search finds platforms for a person. bleve says which platforms match; the compiled weights, which know pairs of
// syllables with and without diacritics, put them in order.
func (ix *Index) Search(req SearchRequest) (*SearchResult, error) {
	asked := parseText(req.Text)
	asked.spell(ix)
	matched, relaxed, err := ix.match(asked, &req)
	if err != nil {
		return nil, err
	}
	out := &SearchResult{Relaxed: relaxed, Hits: []Hit{}}
	ranked := ix.order(asked, matched)
	out.Total = len(ranked)
	from := min(max(req.From, 0), len(ranked))
	to := min(from+cmp.Or(max(req.Size, 0), DefaultLimit), len(ranked))
	for _, o := range ranked[from:to] {
		out.Hits = append(out.Hits, ix.hit(asked, o, req.Date))
	}
	return out, nil
}

// match returns, by ordinal, the platforms with what is asked.
func (ix *Index) match(asked *askedText, req *SearchRequest) (matched []bool, relaxed bool, err error) {
	matched, any, err := ix.matchWords(asked, req, len(asked.words))
	if half := (len(asked.words) + 1) / 2; err == nil && !any && half < len(asked.words) {
		relaxed = true
		matched, any, err = ix.matchWords(asked, req, half)
	}
	return matched, relaxed && any, err
}

func (ix *Index) matchWords(asked *askedText, req *SearchRequest, atLeast int) (matched []bool, any bool, err error) {
	r := bleve.NewSearchRequestOptions(asked.query(req, atLeast), len(ix.ids), 0, false)
	r.Score = bleve.ScoreNone
	res, err := ix.bleve.Search(r)
	if err != nil {
		return nil, false, fmt.Errorf("search %q: %w", req.Text, err)
	}
	matched = make([]bool, len(ix.ids))
	for _, h := range res.Hits {
		o, ok := ix.Ordinal(corpus.ID(h.ID))
		if !ok || !ix.owned(o, req) || !asked.hasPhrases(ix, o) {
			continue
		}
		matched[o], any = true, true
	}
	return matched, any, nil
}

// owned checks the owner on the date; bleve only knows who ever owned a platform.
func (ix *Index) owned(ordinal int, req *SearchRequest) bool {
	return req.Owner == "" || req.Date == "" || ix.reg.OwnerOf(&ix.reg.Platforms[ordinal], req.Date) == req.Owner
}

// query is the query for bleve. It is made of terms with their fields, so nothing is left to an analyzer. Phrases are
// asked for as words of one field; hasPhrases checks their order.
func (a *askedText) query(req *SearchRequest, atLeast int) query.Query {
	var all []query.Query
	for _, filter := range []struct{ field, value string }{
		{keyList, string(req.List)}, {keyOwner, string(req.Owner)}, {keyCode, string(req.Function)},
	} {
		if filter.value != "" && filter.value != string(corpus.AnyList) {
			all = append(all, termQuery(filter.field, filter.value))
		}
	}
	var words []query.Query
	for _, w := range a.words {
		words = append(words, inAnyField(func(f *field) query.Query { return a.queryWord(&w, f) }))
	}
	if len(words) > 0 {
		some := query.NewDisjunctionQuery(words)
		some.SetMin(float64(atLeast))
		all = append(all, some)
	}
	for _, phrase := range a.phrases {
		all = append(all, inAnyField(func(f *field) query.Query {
			var both []query.Query
			for _, w := range phrase {
				both = append(both, a.queryWord(&w, f))
			}
			return query.NewConjunctionQuery(both)
		}))
	}
	if len(all) == 0 {
		return query.NewMatchAllQuery()
	}
	return query.NewConjunctionQuery(all)
}

func inAnyField(in func(*field) query.Query) query.Query {
	var any []query.Query
	for i := range textFields {
		if textFields[i].people {
			any = append(any, in(&textFields[i]))
		}
	}
	return query.NewDisjunctionQuery(any)
}

func termQuery(field, term string) query.Query {
	q := query.NewTermQuery(term)
	q.SetField(field)
	return q
}

// queryWord asks for any spelling of a word in a field.
func (a *askedText) queryWord(w *askedWord, f *field) query.Query {
	var any []query.Query
	for _, key := range a.spellings[w.key] {
		any = append(any, termQuery(f.name, key))
	}
	return query.NewDisjunctionQuery(any)
}

// spell finds the spellings that the words asked for may have in the index.
func (a *askedText) spell(ix *Index) {
	a.spellings = map[string][]string{}
	for _, words := range append(a.phrases, a.words) {
		for i := range words {
			a.spellings[words[i].key] = ix.spellings(&words[i])
		}
	}
}

// spellings returns a word as typed, and when it has no diacritics also the words of the index that differ only by them.
func (ix *Index) spellings(w *askedWord) []string {
	all := []string{w.key}
	if w.marked {
		return all
	}
	for text, f := range ix.postings.syllables {
		if f.fold == w.foldHash && text != w.key {
			all = append(all, text)
		}
	}
	slices.Sort(all)
	return all
}

// order returns the matched ordinals, best first.
func (ix *Index) order(asked *askedText, matched []bool) []int {
	s := ix.takeScratch()
	defer ix.pool.Put(s)
	for _, t := range asked.texts {
		ix.gatherAll(s, t)
	}
	ix.choose(s, -1)
	ix.accumulate(s)
	s.forget()
	var ranked []int
	seen := make([]bool, len(matched))
	for _, c := range ix.best(nil, s, &Query{Only: matched, Limit: len(matched)}) {
		ranked = append(ranked, c.Ordinal)
		seen[c.Ordinal] = true
	}
	for o, is := range matched {
		if is && !seen[o] { // asked for by filters alone
			ranked = append(ranked, o)
		}
	}
	return ranked
}

// hit describes a platform found.
func (ix *Index) hit(asked *askedText, ordinal int, date corpus.Date) Hit {
	p := &ix.reg.Platforms[ordinal]
	h := Hit{Platform: p, Lists: slices.Clone(ix.texts.lists[p.ID])}
	if h.Lists == nil {
		h.Lists = []corpus.ListID{}
	}
	if date != "" {
		h.Owner = ix.reg.OwnerOf(p, date)
	} else if n := len(p.Owners); n > 0 {
		h.Owner = p.Owners[n-1].Agency
	}
	h.Name, h.Fragments = asked.fragments(ix.texts, p)
	return h
}
