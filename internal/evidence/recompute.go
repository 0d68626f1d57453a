package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// judge is an engine over the register of a bundle.
type judge struct {
	reg *corpus.Register
	ix  *index.Index
	*engine.Engine
}

func (j *judge) Close() error { return j.ix.Close() }

// settings are what a run was judged with, apart from the register: engine.json of a bundle.
type settings struct {
	Program         string             `json:"program"`
	Engine          string             `json:"engine"`
	Rules           string             `json:"rules"`
	Terms           string             `json:"terms_sha256"`
	Weights         string             `json:"weights"`
	List            string             `json:"list"`
	ListDocument    string             `json:"list_document"`
	ListDate        string             `json:"list_date"`
	ListHash        string             `json:"list_sha256"`
	Completeness    string             `json:"completeness"`
	AsOf            string             `json:"as_of"`
	AssumeOperating bool               `json:"assume_operating"`
	Findings        int                `json:"findings"`      // most platforms reported for a component of the run
	Below           bool               `json:"below"`         // those below the cut were compared too
	Configuration   string             `json:"configuration"` // SHA-256 of the parameters and choices above
	Parameters      map[string]float64 `json:"parameters"`
}

// view is what the engine may see: the register as of the date of the run, through its list; empty when no list had been
// announced by then.
func (s *settings) view(reg *corpus.Register) (*corpus.View, error) {
	view, err := reg.AsOf(corpus.Date(s.AsOf), corpus.ListID(s.List))
	var none *corpus.NoListError
	if errors.As(err, &none) {
		return &corpus.View{Register: reg, Date: corpus.Date(s.AsOf)}, nil
	}
	return view, err
}

// newJudge makes the engine that judged a run.
func newJudge(reg *corpus.Register, s *settings, w engine.Weights) (*judge, error) {
	view, err := s.view(reg)
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	e, err := engine.New(view, ix, engine.Options{AssumeOperating: s.AssumeOperating, Findings: s.Findings, Below: s.Below, Weights: &w})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return &judge{reg: reg, ix: ix, Engine: e}, nil
}

// difference is something of a result that comes out otherwise.
type difference struct {
	component int // position from 1, 0 for the proposal as a whole
	what      string
	was, is   string
}

// differences compares a recorded result with one made again. Scores may differ in their last digits: another processor
// rounds sums otherwise.
func differences(was, is *engine.Result) []difference {
	var out []difference
	note := func(component int, what string, a, b any) {
		if x, y := text(a), text(b); x != y {
			out = append(out, difference{component, what, x, y})
		}
	}
	note(0, "verdict", was.Verdict, is.Verdict)
	note(0, "grade", was.Grade, is.Grade)
	note(0, "components", len(was.Components), len(is.Components))
	note(0, "coverage", rounded(was.Coverage), rounded(is.Coverage))
	for i := range min(len(was.Components), len(is.Components)) {
		a, b := &was.Components[i], &is.Components[i]
		note(i+1, "verdict", a.Verdict, b.Verdict)
		note(i+1, "grade", a.Grade, b.Grade)
		note(i+1, "rule", a.Rule, b.Rule)
		note(i+1, "kind", a.Kind, b.Kind)
		note(i+1, "local component", a.LocalName+a.LocalCond, b.LocalName+b.LocalCond)
		note(i+1, "missing", a.Missing, b.Missing)
		note(i+1, "platforms", platformsOf(a), platformsOf(b))
		x, y := allFindings(a), allFindings(b)
		for j := range min(len(x), len(y)) {
			if x[j].Platform.ID == y[j].Platform.ID {
				note(i+1, "finding "+string(x[j].Platform.ID), settled(x[j]), settled(y[j]))
			}
		}
	}
	return out
}

// platformsOf names the platforms compared with a component, in order, and those below the cut.
func platformsOf(r *engine.ComponentResult) [2][]corpus.ID {
	var found []corpus.ID
	for i := range r.Findings {
		found = append(found, r.Findings[i].Platform.ID)
	}
	return [2][]corpus.ID{found, slices.Clip(r.Considered)}
}

// digits is to how many digits scores are compared.
const digits = 1e6

func settled(f engine.Finding) engine.Finding {
	f.Score, f.Probability = math.Round(f.Score*digits)/digits, math.Round(f.Probability*digits)/digits
	return f
}

func rounded(c engine.Coverage) engine.Coverage {
	c.Share = math.Round(c.Share*digits) / digits
	if len(c.Without) == 0 {
		c.Without = nil
	}
	return c
}

// text writes a value for comparison; lists that are absent and lists that are empty are the same.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
