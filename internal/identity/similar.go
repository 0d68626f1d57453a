package identity

import (
	"errors"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// Similar is two rows of one list by which two agencies announce what looks like the same job.
type Similar struct {
	Row, Other  *corpus.Entry
	Probability float64
	Facets      []engine.Facet // of Row against the platform of Other
}

// SimilarRows compares every row of a list with the rows of other owners. A pair is reported once, the earlier row
// first; rows that share a name but for the agency in it are left to the audit, which groups them.
func SimilarRows(reg *corpus.Register, list *corpus.List) (out []Similar, err error) {
	view, err := reg.AsOf(list.Date, list.ID)
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	judge, err := engine.New(view, ix, engine.Options{AssumeOperating: true})
	if err != nil {
		return nil, err
	}
	at := map[corpus.ID]int{}
	for i := range list.Entries {
		at[list.Entries[i].Platform] = i
	}
	f := finder{reg: reg, judge: judge, list: list, at: at, seen: map[[2]int]bool{}}
	for i := range list.Entries {
		out = append(out, f.similarTo(i)...)
	}
	return out, nil
}

// finder compares the rows of one list.
type finder struct {
	reg   *corpus.Register
	judge *engine.Engine
	list  *corpus.List
	at    map[corpus.ID]int
	seen  map[[2]int]bool // pairs found, the earlier row first
}

// similarTo finds the rows that do the job of row i for another owner and were not found from there.
func (s *finder) similarTo(i int) []Similar {
	e := &s.list.Entries[i]
	row := corpus.Row{Entry: *e}
	if p, ok := s.reg.Platform(e.Platform); ok {
		row.Record = *p
	}
	r := s.judge.Check(question(&row, string(e.Owner)), engine.Document{})
	if len(r.Components) == 0 {
		return nil
	}
	var out []Similar
	for _, f := range r.Components[0].Findings {
		j, ok := s.at[f.Platform.ID]
		if !ok || j == i || s.seen[[2]int{min(i, j), max(i, j)}] {
			continue
		}
		o := &s.list.Entries[j]
		if o.Owner == e.Owner || s.reg.JobKey(o) == s.reg.JobKey(e) || !sameJob(&f) {
			continue
		}
		s.seen[[2]int{min(i, j), max(i, j)}] = true
		out = append(out, Similar{Row: e, Other: o, Probability: f.Probability, Facets: f.Facets})
	}
	slices.SortStableFunc(out, func(a, b Similar) int { return s.at[a.Other.Platform] - s.at[b.Other.Platform] })
	return out
}
