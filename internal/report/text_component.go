package report

import (
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// component prints the note on one component: what it is, the result, and the evidence as far as the result calls for it.
func (n *note) component(r *Result, c *Component) {
	if len(r.Components) > 1 || c.Name != r.Proposal.Title {
		n.heading(0, strings.TrimSpace(n.say("label.component")+" "+dotted(c.No)+c.Name))
	}
	n.field(2, n.say("label.action"), n.form(c))
	n.field(2, n.say("label.where"), n.located(c.Location))
	n.styledField(2, n.say("label.result"), n.verdict(c.Verdict), verdictStyles[c.Verdict])
	if cond := n.conditional(c); cond != "" {
		n.field(2, "", cond)
	} else if c.Grade != c.Verdict {
		n.field(2, n.say("label.on_facts"), n.verdict(c.Grade))
	}
	n.field(2, n.say("label.rule"), n.ruleLine(c.Rule))
	n.points("section.decisions", "-", n.decisionLines(c.Decisions))
	n.local(c)
	if line := n.outcome(r, c); line != "" {
		n.paragraph(2, line)
	}
	switch {
	case pasted(c):
		n.finding(r, &c.Findings[0])
	case weighs(c):
		n.brief(r, &c.Findings[0])
	}
	n.points("section.own", "-", n.own(c))
	n.points("section.missing", "-", n.missing(c))
	n.points("section.others", "-", n.others(c))
	if pasted(c) {
		n.points("section.paste", "", []string{n.rationale(r, c)})
	}
}

// weighs tells whether a component's first platform has to be shown: everywhere but where nothing was found, or where
// what is proposed is not compared by function.
func weighs(c *Component) bool {
	if len(c.Findings) == 0 || c.Verdict == engine.None {
		return false
	}
	return c.Verdict != engine.OutOfScope || overlaps(c.Grade)
}

// pasted tells whether an appraisal opinion needs a paragraph on a component, and so the evidence in full.
func pasted(c *Component) bool {
	return weighs(c) && (overlaps(c.Verdict) || overlaps(c.Grade) || c.Verdict == engine.Insufficient || c.Verdict == engine.Complement)
}

// outcome is the sentence for a verdict that rests on no platform, "" for others.
func (s speaker) outcome(r *Result, c *Component) string {
	switch c.Verdict {
	case engine.None:
		return s.noneLine(&r.Provenance)
	case engine.Split:
		return s.say("split.line")
	case engine.OutOfScope:
		if kind, ok := s.find("kind." + c.Kind); ok && c.Kind != string(engine.System) {
			return s.say("scope.line", upperFirst(kind))
		}
		return s.say("scope.exception")
	}
	return ""
}

func dotted(no string) string {
	if no == "" {
		return ""
	}
	return strings.TrimSuffix(no, ".") + ". "
}

// form says what is done, for how much, by whom and when.
func (s speaker) form(c *Component) string {
	parts := []string{s.code("action", string(c.Action))}
	if c.Negated {
		parts = append(parts, s.say("note.negated"))
	}
	if c.Money != nil {
		parts = append(parts, s.money(*c.Money))
	}
	for _, p := range []string{c.Owner, c.Period, c.State} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// ruleLine names the rule of the ladder that decided, with its code.
func (s speaker) ruleLine(code string) string {
	if text, ok := s.find("rule." + code); ok {
		return text + " (" + code + ")"
	}
	return code
}

// local says which component of the national architecture this is, and on what condition.
func (n *note) local(c *Component) {
	if c.LocalName == "" {
		return
	}
	n.paragraph(2, n.localLine(c))
}

func (s speaker) localLine(c *Component) string {
	line := s.say("note.local", c.LocalName)
	if c.LocalCond != "" {
		line += " " + s.say("note.condition", s.code("condition", c.LocalCond))
	}
	return line
}

func (n *note) finding(r *Result, f *Finding) {
	p := &f.Platform
	n.styledField(2, n.say("label.platform"), p.Name, bold)
	n.field(2, n.say("label.owner"), n.owner(p))
	n.field(2, n.say("label.row"), n.entry(f, &r.Provenance))
	n.field(2, n.say("label.state"), n.state(p, &r.Provenance))
	for _, section := range degreeSections {
		var lines []string
		for _, facet := range facetsOf(f, section.degrees) {
			lines = append(lines, n.facetLine(facet))
		}
		n.points("section."+section.key, "-", lines)
	}
	n.points("section.circum", "-", joined(n.circumstances(f)))
	if how := n.described(p); how != "" {
		n.paragraph(4, how)
	}
	n.points("section.basis", "-", n.bases(f, &r.Provenance))
	n.points("section.remedy", "-", n.remedies(f))
	if duty := n.duty(f); duty != "" {
		n.points("section.duty", "", []string{upperFirst(duty)})
	}
}

// brief prints a comparison that asks for nothing: which platform, and the names of what agrees and what does not.
func (n *note) brief(r *Result, f *Finding) {
	n.styledField(2, n.say("label.platform"), f.Platform.Name, bold)
	n.field(2, n.say("label.owner"), n.owner(&f.Platform))
	n.field(2, n.say("label.row"), n.entry(f, &r.Provenance))
	for _, section := range degreeSections {
		var names []string
		for _, facet := range facetsOf(f, section.degrees) {
			names = append(names, n.facetName(facet.Name))
		}
		n.field(2, n.say("section."+section.key), strings.Join(names, ", "))
	}
	n.points("section.remedy", "-", n.remedies(f))
}

// joined makes one line of short ones.
func joined(lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return []string{strings.Join(lines, "; ")}
}

// entry says where the platform stands in the list.
func (s speaker) entry(f *Finding, p *Provenance) string {
	if f.Entry == "" {
		return s.listCite(p) + "; " + string(f.Platform.ID)
	}
	return f.Entry + " – " + s.listCite(p) + "; " + string(f.Platform.ID)
}

// points prints a heading and its points inside a component.
func (n *note) points(key, mark string, lines []string) {
	if len(lines) == 0 {
		return
	}
	n.heading(2, n.say(key))
	for _, l := range lines {
		if mark == "" {
			n.paragraph(4, l)
		} else {
			n.item(4, mark, l)
		}
	}
}

// others names the platforms compared besides the first that weighs, each with its own result; of what is outside the
// comparison only those that overlap on the facts.
func (s speaker) others(c *Component) (lines []string) {
	rest := c.Findings
	if weighs(c) {
		rest = rest[1:]
	}
	for i := range rest {
		if c.Verdict != engine.OutOfScope || overlaps(rest[i].Grade) {
			lines = append(lines, s.other(&rest[i]))
		}
	}
	return lines
}

func (s speaker) other(f *Finding) string {
	line := f.Platform.Name + " (" + s.owner(&f.Platform) + "): " + lowerFirst(s.verdict(f.Verdict))
	if f.Grade != f.Verdict && f.Verdict == engine.Insufficient {
		line += "; " + lowerFirst(strings.TrimSuffix(s.say("note.if_operating", lowerFirst(s.verdict(f.Grade))), "."))
	}
	return line
}
