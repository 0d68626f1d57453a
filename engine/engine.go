package engine

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/viet"
)

// Version of the engine: raised when the same inputs may give another result.
const Version = "1"

// RulesVersion of the verdict ladder (domain rules 7.2).
const RulesVersion = "1"

// Options of an engine. The zero value is the default.
type Options struct {
	AssumeOperating bool     // treat platforms of unknown state as operating; recorded in every result
	Candidates      int      // platforms retrieved for a component; 0 means 20
	Findings        int      // findings kept per component, at least the deciding ones
	Below           bool     // also give the findings of the candidates below the cut
	Weights         *Weights // nil means the embedded ones
}

// deciding is among how many of the likeliest findings the verdict of a component is settled, however many are kept.
const deciding = 5

func (o *Options) setDefaults() error {
	if o.Candidates == 0 {
		o.Candidates = 20
	}
	o.Findings = max(o.Findings, deciding)
	if o.Weights == nil {
		w, err := DefaultWeights()
		if err != nil {
			return err
		}
		o.Weights = &w
	}
	return nil
}

// Engine judges proposals against one view of the register. It may be used by many goroutines at once.
type Engine struct {
	view        *corpus.View
	ix          *index.Index
	opt         Options
	weights     Weights
	voc         *vocabulary
	lexis       *lexis
	repairs     *repairs
	expand      expansions
	profiles    []profile                     // by row of the view
	row         map[corpus.ID]int             // row of the view
	rowOf       []int32                       // row of the view by ordinal of the index, -1 for platforms outside the view
	only        []bool                        // by ordinal of the index: platforms of the view
	byFunction  []function                    // by number
	law         map[string]*corpus.LegalBasis // rows in effect on the date of the view, by ID
	bases       map[Verdict][]Basis           // legal rows to cite, by verdict
	announced   map[corpus.ID]corpus.Date     // first announcement
	listMissing bool                          // no list on the date
	made        Provenance
	scratch     *sync.Pool
}

// New prepares an engine: compiles the platforms of the view and the vocabulary of its register. The index must have
// been built from the same register.
func New(view *corpus.View, ix *index.Index, opt Options) (*Engine, error) {
	if err := opt.setDefaults(); err != nil {
		return nil, err
	}
	e := &Engine{view: view, ix: ix, opt: opt, weights: *opt.Weights}
	reg := view.Register
	e.voc, e.lexis, e.repairs = newVocabulary(reg), newLexis(reg), newRepairs(reg)
	e.expand = newExpansions(reg, e.voc, e.lexis)
	e.row = map[corpus.ID]int{}
	number := map[corpus.ID]int32{}
	for i := range reg.Platforms {
		number[reg.Platforms[i].ID] = int32(i)
	}
	pr := newProfiler(reg, e.lexis)
	for i := range view.Rows {
		r := &view.Rows[i]
		n, ok := number[r.Platform.ID]
		if !ok {
			return nil, fmt.Errorf("platform %q of the view is not in the register", r.Platform.ID)
		}
		var listed []string
		if r.Entry != nil {
			listed = []string{r.Entry.Name}
		}
		e.row[r.Platform.ID] = i
		p := pr.profile(r.Platform, listed)
		p.number = n
		e.profiles = append(e.profiles, p)
	}
	e.tabulate(reg, pr)
	e.only, e.rowOf = make([]bool, ix.NumPlatforms()), make([]int32, ix.NumPlatforms())
	for i := range e.only {
		row, ok := e.row[ix.Platform(i)]
		e.only[i], e.rowOf[i] = ok, -1
		if ok {
			e.rowOf[i] = int32(row)
		}
	}
	e.listMissing = view.List == nil && len(view.Rows) == 0
	e.made = e.provenance()
	e.scratch = &sync.Pool{New: func() any { return new(work) }}
	return e, nil
}

// tabulate compiles the relations of functions and the law of the view's date.
func (e *Engine) tabulate(reg *corpus.Register, pr *profiler) {
	e.byFunction = make([]function, len(reg.Functions))
	for i := range e.byFunction {
		e.byFunction[i] = function{umbrella: reg.Functions[i].Code == "X00", near: make([]bool, len(e.byFunction))}
	}
	for i, f := range reg.Functions {
		for _, n := range f.Near {
			if j, ok := pr.function[n]; ok {
				e.byFunction[i].near[j], e.byFunction[j].near[i] = true, true
			}
		}
	}
	for i, a := range reg.Architecture {
		if n, ok := pr.function[a.Function]; ok && a.Level == "province" {
			e.byFunction[n].local = append(e.byFunction[n].local, e.localName(int32(i), a.Name))
		}
	}
	e.announced = map[corpus.ID]corpus.Date{}
	for _, l := range reg.Lists {
		if l.Kind == corpus.Programme {
			continue // it announces nothing
		}
		for _, en := range l.Entries {
			if d, ok := e.announced[en.Platform]; !ok || l.Date.Before(d) {
				e.announced[en.Platform] = l.Date
			}
		}
	}
	e.law = map[string]*corpus.LegalBasis{}
	for _, l := range reg.LawAsOf(e.view.Date) {
		e.law[l.ID] = &l
	}
	e.bases = map[Verdict][]Basis{}
	for _, v := range []Verdict{Duplicate, PartialOverlap, Insufficient, Split, Complement, SameDomain, None, OutOfScope} {
		e.bases[v] = e.basis(v)
	}
}

// function is a business function of the taxonomy, by its number in the register.
type function struct {
	umbrella bool        // stands for programmes of many items
	near     []bool      // by function number: its neighbours in the taxonomy, either way
	local    []localName // provincial components of the architecture
}

// work is the reusable memory of one check.
type work struct {
	component comparable
	parts     []*viet.Text
	functions []index.Function
	found     []index.Candidate
	store     []scored
	pairs     []*scored // of store, in order
}

// scored is a candidate with its evidence.
type scored struct {
	row       int
	retrieval float64
	ev        evidence
}

// Check judges one proposal.
func (e *Engine) Check(p Proposal, d Document) Result {
	w := e.scratch.Get().(*work)
	defer e.scratch.Put(w)
	r := Result{Document: d, Proposal: p, Unread: slices.Clone(d.Unread), Provenance: e.made}
	r.Provenance.Input = d.SHA256
	for i := range p.Components {
		r.Components = append(r.Components, e.checkComponent(w, &p, &p.Components[i]))
	}
	e.aggregate(&r)
	return r
}

// checkComponent retrieves, compares and judges one component.
func (e *Engine) checkComponent(w *work, p *Proposal, c *Component) ComponentResult {
	k := &w.component
	e.read(k, p, c)
	e.retrieve(w)
	e.rank(w)
	return e.judge(w, p, c)
}

// retrieve asks the index for candidates, and adds the platforms that the component calls by name.
func (e *Engine) retrieve(w *work) {
	k := &w.component
	w.parts = append(w.parts[:0], &k.texts[fieldFunctions], &k.texts[fieldContext], &k.long)
	w.functions = w.functions[:0]
	for _, c := range k.codes.met {
		w.functions = append(w.functions, index.Function{Code: e.view.Register.Functions[c].Code, Strength: k.codes.strength[c]})
	}
	w.found = e.ix.AppendCandidates(w.found[:0], index.Query{
		Title: &k.texts[fieldName], Components: w.parts, Body: &k.texts[fieldDescription], Functions: w.functions, Only: e.only, Limit: e.opt.Candidates,
	})
}

// rank compares every candidate and orders them: probability, then retrieval score, then ID, so that no two tie.
func (e *Engine) rank(w *work) {
	w.store, w.pairs = w.store[:0], w.pairs[:0]
	for _, c := range w.found {
		w.addPair(int(e.rowOf[c.Ordinal]), c.Score)
	}
	for _, c := range w.component.calls {
		row, ok := e.row[e.view.Register.Platforms[c.platform].ID]
		if ok && !slices.ContainsFunc(w.store, func(s scored) bool { return s.row == row }) {
			w.addPair(row, 0)
		}
	}
	for i := range w.store {
		s := &w.store[i]
		e.compare(&w.component, &e.profiles[s.row], &s.ev)
		w.pairs = append(w.pairs, s)
	}
	e.order(w.pairs)
}

func (e *Engine) order(pairs []*scored) {
	slices.SortFunc(pairs, func(a, b *scored) int {
		switch {
		case a.ev.probability != b.ev.probability:
			return cmp.Compare(b.ev.probability, a.ev.probability)
		case a.retrieval != b.retrieval:
			return cmp.Compare(b.retrieval, a.retrieval)
		}
		return cmp.Compare(e.profiles[a.row].platform.ID, e.profiles[b.row].platform.ID)
	})
}

func (w *work) addPair(row int, retrieval float64) {
	w.store = append(w.store, scored{row: row, retrieval: retrieval})
}

// Provenance is that of every result of the engine; each adds the hash of its input.
func (e *Engine) Provenance() Provenance { return e.made }

func (e *Engine) provenance() Provenance {
	m := Provenance{
		Engine: Version, Rules: RulesVersion, Weights: e.weights.Hash(), Terms: e.view.Register.TermsHash(),
		List: string(corpus.AnyList), AsOf: string(e.view.Date), AssumeOperating: e.opt.AssumeOperating, Parameters: e.weights.Parameters(),
	}
	if l := e.view.List; l != nil {
		m.List, m.ListDocument, m.ListDate, m.Completeness = string(l.ID), l.Document, string(l.Date), string(l.Completeness)
		m.ListHash = e.view.Register.ListHash(l.ID)
	} else if e.listMissing {
		m.List = "" // none had been announced
	} else {
		m.ListHash = e.view.Register.ListHash(corpus.AnyList)
	}
	return m
}
