package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
)

// Decision is what a person decided about a component.
type Decision struct {
	ID          int64           `json:"id"`
	Run         int64           `json:"run"`
	Item        string          `json:"item"` // item and component of the run: "3.2"
	Decision    decision.Kind   `json:"decision"`
	Reason      decision.Reason `json:"reason"`
	Note        string          `json:"note"`
	Until       string          `json:"until"` // last day in force; "" for no end
	Explanation string          `json:"explanation"`
	Files       []decision.File `json:"files"`
	Corrects    int64           `json:"corrects"` // 0 for none
	By          string          `json:"by"`
	At          string          `json:"at"`
	InForce     bool            `json:"in_force"`
	Lapsed      []decision.Why  `json:"lapsed"` // why it is not in force
}

func viewDecision(d *decision.Decision, why []decision.Why) Decision {
	return Decision{
		ID: d.ID, Run: d.Run, Item: fmt.Sprintf("%d.%d", d.Item, d.Component), Decision: d.Kind, Reason: d.Reason, Note: d.Note, Until: string(d.Until),
		Explanation: d.Explanation, Files: filled(d.Files), Corrects: d.Corrects, By: d.RecordedBy, At: d.RecordedAt, InForce: len(why) == 0, Lapsed: filled(why),
	}
}

func viewStandings(all []decision.Standing) []Decision {
	out := make([]Decision, 0, len(all))
	for i := range all {
		out = append(out, viewDecision(all[i].Decision, all[i].Why))
	}
	return out
}

// decide adds the decisions that concern a result.
func (b builder) decide(out *Result, r *engine.Result) {
	var found decision.Standings
	if b.opt.Decided != nil {
		found = b.opt.Decided(r)
	}
	out.Lapsed = viewStandings(found.Gone)
	for i := range out.Components {
		c := &out.Components[i]
		c.Decisions = []Decision{}
		if i < len(found.Components) {
			c.Decisions = viewStandings(found.Components[i])
		}
		c.Suppressed = found.Suppressed(i)
	}
}

// decided are the components that have a decision in force, or those that have none.
func (r *Result) decided(suppressed bool) []*Component {
	var out []*Component
	for i := range r.Components {
		if r.Components[i].Suppressed == suppressed {
			out = append(out, &r.Components[i])
		}
	}
	return out
}

// decision says one decision in a sentence: what, why, by whom, when, until when, and whether it holds.
func (s speaker) decision(d Decision) string {
	line := s.say("decided.line", d.ID, s.code("decided", string(d.Decision)), s.code("because", string(d.Reason)), d.Note, d.By, s.date(d.recorded()))
	if d.Until != "" {
		line += "; " + s.say("decided.until", s.date(d.Until))
	}
	if d.Corrects != 0 {
		line += "; " + s.say("decided.corrects", d.Corrects)
	}
	if !d.InForce {
		line += ". " + s.say("decided.lapsed", s.lapsed(d))
	}
	return line
}

func (s speaker) lapsed(d Decision) string {
	why := make([]string, 0, len(d.Lapsed))
	for _, w := range d.Lapsed {
		why = append(why, s.code("lapsed", string(w)))
	}
	return strings.Join(why, "; ")
}

// explained says what the body concerned explained, "" when nothing was given.
func (s speaker) explained(d Decision) string {
	var parts []string
	if d.Explanation != "" {
		parts = append(parts, s.say("para.quoted", d.Explanation))
	}
	for _, f := range d.Files {
		parts = append(parts, s.say("decided.file", f.Name, f.SHA256))
	}
	if len(parts) == 0 {
		return ""
	}
	return s.say("decided.explained", strings.Join(parts, "; "))
}

// decisionLines are the decisions about a component with their explanations.
func (s speaker) decisionLines(all []Decision) []string {
	var out []string
	for _, d := range all {
		out = append(out, s.decision(d))
		if d.InForce {
			if line := s.explained(d); line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}

// marked is the verdict of a component in a table, with a mark where a decision is in force.
func (s speaker) marked(c *Component) string {
	if !c.Suppressed {
		return s.verdict(c.Verdict)
	}
	return s.say("decided.mark", s.verdict(c.Verdict))
}

// suppressedLine tells how many components have a decision in force, "" for none.
func (s speaker) suppressedLine(r *Result) string {
	n := len(r.decided(true))
	if n == 0 {
		return ""
	}
	return s.say("decided.apart", n, len(r.Components))
}

// DecisionsSchema identifies the JSON form of a list of decisions.
const DecisionsSchema = "rasoat.decisions/1"

// Decisions is the history of decisions: all, those of a run, or those of an item.
type Decisions struct {
	Schema    string             `json:"schema"`
	AsOf      string             `json:"as_of"`
	Decisions []RecordedDecision `json:"decisions"` // in the order they were made
}

// RecordedDecision is a decision with what it is about and what it rested on.
type RecordedDecision struct {
	Decision
	Subject decision.Subject `json:"subject"`
	Basis   decision.Basis   `json:"basis"`
}

// NewDecisions begins a history as of a day.
func NewDecisions(asOf corpus.Date) *Decisions {
	return &Decisions{Schema: DecisionsSchema, AsOf: string(asOf), Decisions: []RecordedDecision{}}
}

// Add adds the next decision, with why it is not in force as far as records tell.
func (v *Decisions) Add(d *decision.Decision, why []decision.Why) {
	v.Decisions = append(v.Decisions, RecordedDecision{viewDecision(d, why), d.Subject, d.Basis})
}

func (v *Decisions) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *Decisions) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("decisions.title"), Lines: []string{s.say("decisions.count", len(v.Decisions), s.date(v.AsOf)), s.say("decisions.check")}}
	t := pageTable{Title: s.say("decisions.history"), Columns: []string{s.say("label.no"), s.say("decisions.on"), s.say("decisions.what"), s.say("decisions.state"), s.say("decisions.rests"), s.say("decisions.explanation")}}
	for i := range v.Decisions {
		d := &v.Decisions[i]
		state := s.say("decisions.stands")
		if !d.InForce {
			state = s.lapsed(d.Decision)
		}
		said := d.Decision
		said.InForce = true // the column beside says whether it is
		t.Rows = append(t.Rows, []string{fmt.Sprint(d.ID), s.say("decisions.item", d.Run, d.Item, d.Subject.Component), s.decision(said), state, s.rests(&d.Basis), s.explained(said)})
	}
	if len(t.Rows) > 0 {
		p.Tables = append(p.Tables, t)
	}
	return p
}

// rests says what a decision rested on.
func (s speaker) rests(b *decision.Basis) string {
	if b.Platform == "" {
		return s.verdict(engine.Verdict(b.Verdict))
	}
	return fmt.Sprintf("%s: %s (%s; %s; %s)", s.verdict(engine.Verdict(b.Verdict)), b.Name, b.Owner, s.code("state", b.State), b.List)
}
