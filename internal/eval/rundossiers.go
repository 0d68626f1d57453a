package eval

import (
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Reader reads one file beside the truth file: what it proposes, and how the reading went. A file that cannot be read
// has a Refusal in its document.
type Reader func(file string) ([]engine.Proposal, engine.Document)

// readDossierFile is a dossier with what was read of its file.
type readDossierFile struct {
	truth     *Dossier
	proposals []engine.Proposal
	document  engine.Document
	names     []string // of all components, over all proposals
	at        [][2]int // proposal and component of each name
	pairs     []int    // for each expected component the index in names, or -1
}

// RunDossiers reads every file of a truth file and judges what it proposes on the lists the truth speaks of. A
// component that was not found in its document counts as missed.
func RunDossiers(b Bench, set *Set, lists []corpus.ListID, read Reader) (*Report, error) {
	r := &Report{Provenance: b.provenance(set)}
	files := make([]readDossierFile, len(set.Dossiers))
	for i := range set.Dossiers {
		files[i] = readTruth(&set.Dossiers[i], read)
	}
	for _, list := range lists {
		e, _, err := b.engine(list)
		if err != nil {
			return nil, err
		}
		lr := b.judgeDossiers(e, files, list)
		if lr == nil {
			continue
		}
		r.Provenance.of(e, list)
		r.Lists = append(r.Lists, *lr)
	}
	if len(r.Lists) == 0 {
		return nil, fmt.Errorf("the truth file has no verdict for any of the lists %v", lists)
	}
	return r, r.summarise()
}

func readTruth(d *Dossier, read Reader) readDossierFile {
	f := readDossierFile{truth: d}
	f.proposals, f.document = read(d.File)
	for i := range f.proposals {
		for j := range f.proposals[i].Components {
			f.names = append(f.names, f.proposals[i].Components[j].Name)
			f.at = append(f.at, [2]int{i, j})
		}
	}
	f.pairs = pair(d.Components, f.names)
	return f
}

// judgeDossiers measures one list, nil when no component has a label for it.
func (b *Bench) judgeDossiers(e *engine.Engine, files []readDossierFile, list corpus.ListID) *ListReport {
	var os []*Outcome
	for i := range files {
		os = append(os, files[i].judge(e, list)...)
	}
	if len(os) == 0 {
		return nil
	}
	lr := reportOn(list, os)
	lr.Figures.put("strict", strictAlerts(os).figures())
	lr.Figures.put("reading", reading(files))
	return lr
}

// judge judges the components that the truth expects; a dossier to be refused has none.
func (f *readDossierFile) judge(e *engine.Engine, list corpus.ListID) []*Outcome {
	results := make([]engine.Result, len(f.proposals))
	for i := range f.proposals {
		results[i] = e.Check(f.proposals[i], f.document)
	}
	var out []*Outcome
	for i := range f.truth.Components {
		x := &f.truth.Components[i]
		g, ok := x.gold(list)
		if !ok {
			continue
		}
		o := &Outcome{ID: f.truth.File + "#" + x.No, Title: x.Name, Tier: Strong, Gold: g, List: list}
		if at := f.pairs[i]; at >= 0 {
			p := f.proposals[f.at[at][0]]
			c := results[f.at[at][0]].Components[f.at[at][1]]
			o.Verdict, o.Rule, o.Findings = c.Verdict, c.Rule, c.Findings
			o.Candidates = e.Measure(p, &p.Components[f.at[at][1]])
			o.Modules = len(c.Component.Functions) > 0
		}
		o.settle()
		out = append(out, o)
	}
	return out
}

// reading measures how well the files were read, over those that are to be read.
func reading(files []readDossierFile) Figures {
	var read, titles, totals, components, actions, money tally
	for i := range files {
		f := &files[i]
		read.add(slices.Contains(f.truth.ExpectedRead, f.state()))
		if f.truth.NotAProposal {
			continue
		}
		if f.truth.Title != "" {
			titles.add(slices.ContainsFunc(f.proposals, func(p engine.Proposal) bool { return sameText(p.Title, f.truth.Title) }))
		}
		if f.truth.TotalMoney != nil && f.truth.TotalStated {
			totals.add(slices.ContainsFunc(f.proposals, func(p engine.Proposal) bool { return sameMoney(p.TotalMoney, f.truth.TotalMoney) }))
		}
		for j := range f.truth.Components {
			at := f.pairs[j]
			components.add(at >= 0)
			if at < 0 {
				continue
			}
			c := &f.proposals[f.at[at][0]].Components[f.at[at][1]]
			actions.add(c.Action == f.truth.Components[j].Action)
			money.add(sameMoney(c.Money, f.truth.Components[j].Money))
		}
	}
	return Figures{
		"files": float64(len(files)), "as_expected": read.share(), "titles": titles.share(), "totals": totals.share(),
		"components": components.share(), "actions": actions.share(), "money": money.share(),
	}
}

// state is how the reading went, in the words of the truth file.
func (f *readDossierFile) state() string {
	switch {
	case f.document.Refusal != nil || len(f.proposals) == 0:
		return "refused"
	case len(f.document.Unread) > 0:
		return "partial"
	}
	return "ok"
}

func sameText(a, b string) bool { return slices.Equal(bareName(a), bareName(b)) }

func sameMoney(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// tally counts how often something held.
type tally struct{ held, of int }

func (t *tally) add(holds bool) {
	t.of++
	if holds {
		t.held++
	}
}

func (t *tally) share() float64 {
	if t.of == 0 {
		return 1
	}
	return float64(t.held) / float64(t.of)
}
