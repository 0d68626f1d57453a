package engine

import (
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// pairing is one candidate with the facts and facets drawn from its evidence.
type pairing struct {
	*scored
	facts  Facts
	grade  Verdict // as if the platform operated
	answer Verdict
	rule   string
}

// judge draws facts from the evidence of every candidate, runs the ladder and settles the component's verdict.
func (e *Engine) judge(w *work, p *Proposal, c *Component) ComponentResult {
	k := &w.component
	r := ComponentResult{Component: *c, Kind: k.reading.Kind, Function: e.functionOf(k)}
	if local := e.localComponent(k); local != nil {
		r.LocalName, r.LocalCond = local.Name, local.Condition
	}
	base := e.baseFacts(k, p)
	r.Verdict, r.Rule = Decide(base)
	r.Grade = r.Verdict
	settled := r.Verdict == OutOfScope || r.Verdict == Split || base.ListMissing
	if base.Function == Unknown && len(k.calls) == 0 {
		w.pairs = w.pairs[:0] // nothing says what is proposed: whatever was found came by chance
	}
	var best *pairing
	for i := range w.pairs {
		if len(r.Findings) == e.opt.Findings && !e.opt.Below {
			r.Considered = append(r.Considered, e.profiles[w.pairs[i].row].platform.ID) // whatever its grade
			continue
		}
		pr := e.pair(k, w.pairs[i], base)
		if pr.grade == None || len(r.Findings) == e.opt.Findings {
			r.Considered = append(r.Considered, pr.id(e))
			if e.opt.Below {
				r.Below = append(r.Below, e.finding(k, corpus.Date(p.Date), &pr))
			}
			continue
		}
		if best == nil || len(r.Findings) < deciding && pr.outweighs(best) {
			keep := pr
			best = &keep
		}
		if r.Findings == nil {
			r.Findings = make([]Finding, 0, min(e.opt.Findings, len(w.pairs)-i))
		}
		r.Findings = append(r.Findings, e.finding(k, corpus.Date(p.Date), &pr))
	}
	if best != nil && !settled {
		r.Verdict, r.Grade, r.Rule = best.answer, best.grade, best.rule
		e.lead(&r, best.id(e))
	}
	r.Missing = e.missing(&r, base, k.obscure)
	return r
}

// functionOf is the code of the strongest function recognised in a component, "" when none was.
func (e *Engine) functionOf(k *comparable) corpus.FunctionCode {
	if k.mainCode < 0 {
		return ""
	}
	return e.view.Register.Functions[k.mainCode].Code
}

func (p *pairing) id(e *Engine) corpus.ID { return e.profiles[p.row].platform.ID }

// outweighs tells whether a later candidate takes the verdict from an earlier, likelier one: only a graver grade does. Against a
// complement it takes the same function besides; or, where it complements as a component of the province and not by what is done,
// more of the component's name: "hệ thống thông tin báo cáo, giám sát dịch bệnh" is about the diseases.
func (p *pairing) outweighs(best *pairing) bool {
	if p.grade.rank() >= best.grade.rank() {
		return false
	}
	if best.grade != Complement || p.facts.Function == Same {
		return true
	}
	return !best.facts.complements() && p.ev.Title > best.ev.Title
}

// lead moves the finding that carries the verdict to the front; the others keep their order.
func (e *Engine) lead(r *ComponentResult, id corpus.ID) {
	for i, f := range r.Findings {
		if f.Platform.ID == id {
			copy(r.Findings[1:i+1], r.Findings[:i])
			r.Findings[0] = f
			return
		}
	}
}

// baseFacts are the facts that hold whatever the platform.
func (e *Engine) baseFacts(k *comparable, p *Proposal) Facts {
	f := Facts{
		Kind: k.reading.Kind, Action: k.reading.Action, Refused: k.reading.Negated, Unaccented: k.folded,
		ListMissing: e.listMissing, Function: Different,
	}
	if k.wordCount == 0 && len(k.codes.met) == 0 {
		f.Function = Unknown
	}
	f.Split = k.reading.Kind == Umbrella || e.isUmbrella(k)
	if k.reading.Kind == Paper && k.usesNational() {
		f.Kind, f.Action = System, Reuse // a regulation on using a national system, not a system and not nothing
	}
	if k.excepted {
		f.Exception = "65.1.c"
	}
	if local := e.localComponent(k); local != nil {
		f.Local, f.Condition, f.Reference = true, local.Condition != "", isReference(local)
	}
	f.Local = f.Local || k.named() && e.view.Register.Functions[k.mainCode].TypicalScope == "province"
	if k.deployed && f.Action == Build {
		f.Action = Reuse
	}
	return f
}

// isUmbrella tells a text that names a programme and nothing that could be compared.
func (e *Engine) isUmbrella(k *comparable) bool {
	return k.umbrella && len(k.codes.met) == 0 && len(k.calls) == 0
}

// usesNational tells that a clause of the name points to a national system.
func (k *comparable) usesNational() bool {
	for _, r := range k.roles[fieldName] {
		if r == roleTarget {
			return true
		}
	}
	return false
}

// isReference tells a component that the architecture names as an optional example of a whole class: "Giải pháp chuyển
// đổi số du lịch" is whatever a province does for tourism.
func isReference(a *corpus.ArchComponent) bool { return strings.HasPrefix(a.Condition, "optional") }

// localComponent returns the architecture's provincial component the name stands for: called by its name, or of the
// function the architecture gives to provinces and sharing most of its words; of an example of a class, some of its words.
func (e *Engine) localComponent(k *comparable) *corpus.ArchComponent {
	arch := e.view.Register.Architecture
	if len(k.locals) > 0 {
		return &arch[k.locals[0]]
	}
	if !k.named() {
		return nil
	}
	for _, l := range e.byFunction[k.mainCode].local {
		if met := l.metBy(k); isReference(&arch[l.arch]) && met > 0 || met >= wholeName {
			return &arch[l.arch]
		}
	}
	return nil
}

// pair draws the facts of one candidate and decides.
func (e *Engine) pair(k *comparable, s *scored, base Facts) pairing {
	p, f := &e.profiles[s.row], base
	f.Matched = true
	f.State = e.view.Rows[s.row].State
	f.Function = e.functionDegree(k, &s.ev, base)
	f.Objective = e.objectiveDegree(&s.ev, f.Function)
	if f.Objective == Same && !k.reading.Headed {
		f.Objective = Partial // an activity or a rule, not a thing: it may use the platform as well as copy it
	}
	f.DataObject = objectDegree(&s.ev)
	if s.ev.Name >= mostName {
		f.Reference = false // the platform is met by its name, not by an example of its class
	}
	f.Scope, f.Users = e.scopeDegree(k, p, f)
	f.SameField = s.ev.sharedCode >= 0 || s.ev.nearCode && s.ev.probability >= e.weights.SameField
	if p.hub {
		f.Local, f.Condition, f.Reference = true, false, false
	}
	aims := k.aims(&s.ev)
	if aims {
		f.Action = Connect
	}
	if f.complements() && !f.touches() && !aims {
		f.Action, f.Refused = Build, false // another system than the one used: compare it as any other
	}
	if s.ev.stranger {
		f.Scope, f.Users, f.Local = Different, Different, false
	}
	out := pairing{scored: s, facts: f}
	out.answer, out.rule = Decide(f)
	out.grade = out.answer
	if f.State != corpus.StateOperating {
		f.State = corpus.StateOperating
		var rule string
		out.grade, rule = Decide(f)
		if e.opt.AssumeOperating && e.view.Rows[s.row].State != corpus.StateEnded || out.answer != Insufficient {
			out.answer, out.rule = out.grade, rule
		}
	}
	return out
}

// aims tells that the platform stands in what is connected to, and not in what is built. Of an activity ("triển khai học bạ số")
// nothing is said to be built.
func (k *comparable) aims(ev *evidence) bool {
	return ev.called != nil && ev.called.target || ev.target >= 0.75 && (ev.Name < 0.5 || !k.reading.Headed)
}

// functionDegree reads the calibrated probability: the function facet is the only one the score decides.
func (e *Engine) functionDegree(k *comparable, ev *evidence, base Facts) Degree {
	switch {
	case base.Function == Unknown:
		return Unknown
	case k.named() && ev.sharedCode < 0 && !ev.nearCode && ev.called == nil:
		return Different // both sides name their business, and they name no business in common
	case ev.probability >= e.weights.SameFunction:
		return Same
	case ev.probability >= e.weights.PartialFunction:
		return Partial
	}
	return Different
}

// objectiveDegree: what the platform is for is met when most of its name, or its main function and most of what the
// component is called, are met.
func (e *Engine) objectiveDegree(ev *evidence, function Degree) Degree {
	switch {
	case function == Same && (ev.Name >= wholeName || ev.MainCode > 0 && ev.Title >= wholeTitle):
		return Same
	case function == Same || function == Partial:
		return Partial
	case function == Unknown:
		return Unknown
	}
	return Different
}

// Shares from which a name counts as met as a whole: more than half of the weight leaves no room for another object; two thirds,
// beside a component that provinces may have, for another job.
const (
	wholeName  = 0.6
	mostName   = 2. / 3
	wholeTitle = 0.6
	wholeThing = 0.8
)

func objectDegree(ev *evidence) Degree {
	switch {
	case ev.Objects >= wholeThing:
		return Same
	case ev.Objects >= 0.5:
		return Partial
	}
	return Unknown // a short text that does not name its data says nothing of them
}

// scopeDegree compares how far each side serves. A local proposal lies inside the scope of a platform that serves
// localities; a component the architecture leaves to provinces, or a platform for central bodies, has another scope.
func (e *Engine) scopeDegree(k *comparable, p *profile, f Facts) (scope, users Degree) {
	switch {
	case p.reach == reachCentral:
		return Different, Different
	case p.reach == reachUnknown:
		return Unknown, Unknown
	case f.Local || p.hub:
		return Different, Unknown
	}
	return Subset, Unknown
}
