package deployed

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Owned compares proposals with the systems that their own province runs already (rule T3).
type Owned struct {
	reg        *corpus.Register
	judge      *engine.Engine
	day        corpus.Date
	records    []Record
	signatures []engine.Signature
	units      map[string][]int // province of today -> records
}

// Found is a system of the proposal's own province that does its job, or part of it.
type Found struct {
	Record *Record
	Own    engine.Own
}

// NewOwned makes ready to compare with the systems on record as of a day. The judge reads their functions.
func NewOwned(reg *corpus.Register, judge *engine.Engine, records []Record, day corpus.Date) *Owned {
	o := &Owned{reg: reg, judge: judge, day: day, records: records, signatures: make([]engine.Signature, len(records)), units: map[string][]int{}}
	for i := range records {
		s := &records[i].System
		o.signatures[i] = judge.Signature(&s.Proposal().Components[0])
		if unit, ok := reg.ProvinceOf(s.Province); ok && s.Province != "" {
			o.units[unit] = append(o.units[unit], i)
		}
	}
	return o
}

// Check finds, for each component of a proposal, the systems that its province runs and that overlap with it, those of
// the same job first. It finds nothing for a proposal whose province is not known.
func (o *Owned) Check(p engine.Proposal) [][]Found {
	out := make([][]Found, len(p.Components))
	unit, ok := o.reg.ProvinceOf(p.Province)
	if !ok || p.Province == "" {
		return out
	}
	for i := range p.Components {
		c := &p.Components[i]
		signature := o.judge.Signature(c)
		for _, n := range o.units[unit] {
			s := &o.records[n].System
			function := signature.Function(&o.signatures[n])
			if function == engine.Different || !o.running(s) {
				continue
			}
			if own := o.judge.CompareOwn(c, function, o.state(s)); own.Grade.Alert() {
				out[i] = append(out[i], Found{&o.records[n], own})
			}
		}
		slices.SortStableFunc(out[i], func(a, b Found) int {
			return cmp.Compare(gravity(a.Own.Grade), gravity(b.Own.Grade))
		})
	}
	return out
}

func gravity(v engine.Verdict) int {
	if v == engine.Duplicate {
		return 0
	}
	return 1
}

// Beside notes with each component of a result the systems that the province runs already. The components are copied first:
// what was kept of the result stays as the engine gave it.
func (o *Owned) Beside(r *engine.Result) {
	r.Components = slices.Clone(r.Components)
	for i, found := range o.Check(r.Proposal) {
		if i >= len(r.Components) {
			return
		}
		for _, f := range found {
			s := &f.Record.System
			r.Components[i].Own = append(r.Components[i].Own, engine.OwnSystem{ID: f.Record.ID, Name: s.Name, Agency: s.Agency, Province: s.Province,
				Operating: s.Operating, Own: f.Own})
		}
	}
}

// running tells that a system has not ended: it runs, or is to run.
func (o *Owned) running(s *System) bool {
	running, known := s.RunningOn(o.day)
	return running || !known || s.Ended == "" && s.State != corpus.StateEnded
}

// state is that of a system as of the day.
func (o *Owned) state(s *System) corpus.State {
	switch running, known := s.RunningOn(o.day); {
	case running:
		return corpus.StateOperating
	case known:
		return corpus.StateBuilding
	}
	return corpus.StateUnknown
}
