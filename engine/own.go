package engine

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// A thing is said to have mostFunctions business functions at most, each at least leastShare as strong as its main one:
// more would make everything alike.
const (
	mostFunctions = 3
	leastShare    = 0.6
)

// Shares of the telling word pairs of the shorter name that the longer one has too, from which two systems of one owner
// do the same job: alone, and where the taxonomy gives them the same main function.
const (
	sameName    = 0.6
	sameBesides = 0.3
)

// Signature is what a component is for, by its own words: enough to compare it with systems of which little more than the
// name is known.
type Signature struct {
	Functions []corpus.FunctionCode // the main one first, empty where no term of the taxonomy is met
	name      Fingerprint
}

// Signature reads a component.
func (e *Engine) Signature(c *Component) Signature {
	return Signature{Functions: e.functions(c), name: e.Fingerprint(&Proposal{Title: c.Name})}
}

// functions returns the business functions that a component stands for, the main one first.
func (e *Engine) functions(c *Component) []corpus.FunctionCode {
	w := e.scratch.Get().(*work)
	defer e.scratch.Put(w)
	k := &w.component
	e.read(k, &Proposal{Title: c.Name}, c)
	if k.mainCode < 0 {
		return nil
	}
	var numbers []int32
	strength := k.codes.strength
	for _, n := range k.codes.met {
		if strength[n] >= leastShare*strength[k.mainCode] {
			numbers = append(numbers, n)
		}
	}
	slices.SortFunc(numbers, func(a, b int32) int {
		return cmp.Or(cmp.Compare(strength[b], strength[a]), cmp.Compare(a, b))
	})
	var codes []corpus.FunctionCode
	for _, n := range numbers[:min(len(numbers), mostFunctions)] {
		codes = append(codes, e.view.Register.Functions[n].Code)
	}
	return codes
}

// Function compares what two signatures stand for. Systems whose words name other business are different even where most
// words of a name are shared.
func (s *Signature) Function(o *Signature) Degree {
	alike := 0.0
	if least := min(len(s.name), len(o.name)); least > 0 {
		alike = float64(s.name.common(o.name)) / float64(least)
	}
	known := len(s.Functions) > 0 && len(o.Functions) > 0
	shared := slices.ContainsFunc(s.Functions, func(c corpus.FunctionCode) bool { return slices.Contains(o.Functions, c) })
	main := known && s.Functions[0] == o.Functions[0]
	switch {
	case known && !shared:
		return Different
	case alike >= sameName, main && alike >= sameBesides:
		return Same
	case shared:
		return Partial
	}
	return Different
}

// Own is the comparison of a component with a system that its owner runs already (rule T3).
type Own struct {
	Function Degree
	Grade    Verdict // on the facts alone, as if the system operated
	Verdict  Verdict
	Rule     string
	Basis    []Basis // law in force on the day of the engine's view
}

// OwnSystem is a system that the province of a proposal runs already and that overlaps with a component of it (rule T3).
type OwnSystem struct {
	ID        int64       // number among the deployed systems on record
	Name      string      // as reported
	Agency    string      // as reported
	Province  string      // as reported: a former province keeps its name
	Operating corpus.Date // "" when not known
	Own
}

// ownerRows are the legal rows of rule T3.
var ownerRows = []string{"LB14", "LB15", "LB16"}

// CompareOwn judges a component beside a system of the same owner: both serve the same unit, whatever lists say. Work on
// the running system itself is no second one.
func (e *Engine) CompareOwn(c *Component, function Degree, state corpus.State) Own {
	r := ReadName(c.Name)
	f := Facts{Kind: r.Kind, Matched: true, SameOwner: true, SameField: function != Different, Refused: c.Negated || r.Negated, Action: cmp.Or(c.Action, r.Action),
		Function: function, Objective: function, Scope: Same, State: state}
	switch f.Action {
	case Upgrade, Maintain, Replace, Expand:
		f.Action = Reuse
	}
	own := Own{Function: function}
	own.Verdict, own.Rule = Decide(f)
	f.State = corpus.StateOperating
	own.Grade, _ = Decide(f)
	own.Basis = e.cite(ownerRows)
	return own
}
