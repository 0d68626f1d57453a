package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// DOCX writes results as a report in the administrative form, for a word processor. What a person has to fill in or to
// conclude is left as dotted lines.
func DOCX(w io.Writer, results []engine.Result, opt Options) error {
	return checkAnnex(results, opt).docx(w)
}

// PDF writes the report of DOCX for printing, its font embedded and its text searchable.
func PDF(w io.Writer, results []engine.Result, opt Options) error {
	return checkAnnex(results, opt).pdf(w)
}

// checkAnnex lays out the results of a check.
func checkAnnex(results []engine.Result, opt Options) *annex {
	d, s := Build(results, opt), speak(opt.Lang)
	var first *Provenance
	if len(d.Results) > 0 {
		first = &d.Results[0].Provenance
	}
	a := newAnnex(s, s.say("annex.check"), first)
	groups := d.groups()
	for i, g := range groups {
		if i == 0 || !sameSetting(&groups[i-1][0].Provenance, &g[0].Provenance) {
			a.section(1, a.say("annex.scope"))
			a.setting(&g[0].Provenance)
			a.section(1, a.say("annex.results"))
		}
		a.file(g)
	}
	a.section(1, a.say("section.provenance"))
	a.provenance(groups)
	a.section(1, a.say("annex.end"))
	a.close()
	return a
}

// close leaves room for the conclusion, which is not the program's, and for who signs.
func (a *annex) close() {
	a.add(noteBlock, a.say("note.no_tick"))
	a.add(noteBlock, a.say("annex.end_line"))
	blank := block{kind: blankBlock}
	a.blocks = append(a.blocks, blank, blank, blank, block{kind: signatureBlock})
}

func (a *annex) setting(p *Provenance) {
	a.field(a.say("label.list"), a.listLine(p))
	a.field(a.say("label.asof"), a.date(p.AsOf))
	if p.AssumeOperating {
		a.field(a.say("label.assume"), a.say("list.assume"))
	}
	if p.rebuilt() {
		a.add(warnBlock, a.completeness(p))
	} else {
		a.field(a.say("label.complete"), a.completeness(p))
	}
}

func (a *annex) file(g []*Result) {
	first := g[0]
	name := upperFirst(a.say("note.typed"))
	if first.File != "" {
		name = a.say("label.file") + ": " + baseName(first.File)
	}
	a.section(2, name)
	if first.Read != ReadOK {
		a.add(warnBlock, a.readLine(first))
	}
	if first.Read == ReadRefused {
		a.points(a.say("section.unread"), a.unread(first))
		return
	}
	if len(g) > 1 {
		a.proposals(g)
	}
	for _, r := range g {
		a.proposal(r)
	}
	a.points(a.say("section.unread"), a.commonUnread(g))
}

// readLine says that a file was not read, or not all of it, and what to do.
func (s speaker) readLine(r *Result) string {
	line := s.code("read", string(r.Read)) + ": " + s.code("refusal", r.Reason)
	if r.Detail != "" {
		line += " (" + r.Detail + ")"
	}
	return upperFirst(strings.TrimSpace(line + ". " + s.refusalHint(r)))
}

func (a *annex) proposals(g []*Result) {
	a.field(a.say("section.proposals"), a.proposalCounts(g))
	for _, line := range a.fileLines(g) {
		a.add(itemBlock, line)
	}
	var rows [][]string
	for i, r := range g {
		rows = append(rows, []string{fmt.Sprint(i + 1), a.title(r), a.tableMoney(r.Proposal.TotalMoney), a.verdict(r.Verdict)})
	}
	a.tabulate([]annexColumn{{a.say("label.no"), 1.3, false}, {a.say("label.project"), 8, false}, {a.say("label.money"), 2.5, true}, {a.say("label.result"), 4, false}}, rows)
}

func (a *annex) proposal(r *Result) {
	p := &r.Proposal
	a.heading(3, a.title(r))
	a.field(a.say("label.agency"), p.Agency)
	a.field(a.say("label.province"), p.Province)
	a.field(a.say("label.group"), p.Group)
	a.field(a.say("label.date"), a.date(p.Date))
	a.field(a.say("label.money"), a.optionalMoney(p.TotalMoney))
	a.field(a.say("label.where"), a.located(p.Location))
	a.field(a.say("label.result"), a.verdict(r.Verdict))
	if r.Grade != r.Verdict {
		a.field(a.say("label.on_facts"), a.say("note.by_content", a.verdict(r.Grade)))
	}
	if len(r.Components) > 1 {
		a.components(r)
	}
	a.points(a.say("section.coverage"), a.coverageLines(r))
	for i := range r.Components {
		a.component(r, &r.Components[i])
	}
	a.points(a.say("section.gone"), a.decisionLines(r.Lapsed))
}

// components tabulates the components of a proposal.
func (a *annex) components(r *Result) {
	a.field(a.say("section.summary"), a.componentCounts(r))
	var rows [][]string
	for i := range r.Components {
		c := &r.Components[i]
		platform := "–"
		if weighs(c) {
			platform = c.Findings[0].Platform.Name
		}
		rows = append(rows, []string{c.No, c.Name, a.tableMoney(c.Money), a.verdict(c.Verdict), platform})
	}
	a.tabulate([]annexColumn{{a.say("label.no"), 1.2, false}, {a.say("label.component"), 5, false}, {a.say("label.money"), 2, true},
		{a.say("label.result"), 3.2, false}, {a.say("label.platform"), 4, false}}, rows)
}

// component reports on one component, with the evidence as far as the result calls for it.
func (a *annex) component(r *Result, c *Component) {
	if len(r.Components) > 1 || c.Name != r.Proposal.Title {
		a.heading(3, a.say("label.component")+" "+dotted(c.No)+c.Name)
	}
	a.field(a.say("label.action"), a.form(c))
	a.field(a.say("label.where"), a.located(c.Location))
	a.field(a.say("label.result"), a.gradedVerdict(c))
	a.field(a.say("label.rule"), a.ruleLine(c.Rule))
	a.points(a.say("section.decisions"), a.decisionLines(c.Decisions))
	if c.LocalName != "" {
		a.add(proseBlock, a.localLine(c))
	}
	a.add(proseBlock, a.outcome(r, c))
	switch {
	case pasted(c):
		a.finding(r, c)
	case weighs(c):
		a.brief(r, &c.Findings[0])
	}
	a.points(a.say("section.missing"), a.missing(c))
	a.points(a.say("section.others"), a.others(c))
	if pasted(c) {
		a.field(a.say("section.paste"), " ")
		a.add(pasteBlock, a.rationale(r, c))
	}
}

// platform names a platform, its owner, where it stands in the list, and its state.
func (a *annex) platform(r *Result, f *Finding) {
	a.field(a.say("label.platform"), f.Platform.Name)
	a.field(a.say("label.owner"), a.owner(&f.Platform))
	a.field(a.say("label.row"), a.entry(f, &r.Provenance))
	a.field(a.say("label.state"), a.state(&f.Platform, &r.Provenance))
}

// finding reports a comparison in full.
func (a *annex) finding(r *Result, c *Component) {
	f := &c.Findings[0]
	a.platform(r, f)
	a.facets(f)
	a.add(noteBlock, a.described(&f.Platform))
	a.points(a.say("section.circum"), joined(a.circumstances(f)))
	a.points(a.say("section.basis"), a.bases(f, &r.Provenance))
	a.points(a.say("section.remedy"), a.remedies(f))
	a.field(a.say("section.duty"), upperFirst(a.duty(f)))
}

// facets tabulates what is the same, different and not known, in the words of both sides.
func (a *annex) facets(f *Finding) {
	var rows [][]string
	for _, name := range comparedFacets {
		for i := range f.Facets {
			if facet := &f.Facets[i]; facet.Name == name {
				degree := strings.Join(append([]string{upperFirst(a.degree(*facet))}, a.facetNotes(*facet)...), "\n")
				rows = append(rows, []string{upperFirst(a.facetName(name)), degree, a.proposalWords(facet), a.quotes(facet.Platform)})
			}
		}
	}
	a.tabulate([]annexColumn{{a.say("label.facet"), 2.2, false}, {a.say("label.degree"), 3.2, false}, {a.say("section.proposal"), 5, false}, {a.say("label.platform"), 5, false}}, rows)
}

// brief reports a comparison that asks for nothing.
func (a *annex) brief(r *Result, f *Finding) {
	a.platform(r, f)
	for _, section := range degreeSections {
		var names []string
		for _, facet := range facetsOf(f, section.degrees) {
			names = append(names, a.facetName(facet.Name))
		}
		a.field(a.say("section."+section.key), strings.Join(names, ", "))
	}
	a.points(a.say("section.remedy"), a.remedies(f))
}

// provenance says what the results were made with and of.
func (a *annex) provenance(groups [][]*Result) {
	for i, g := range groups {
		p := &g[0].Provenance
		if i == 0 || !sameSetting(&groups[i-1][0].Provenance, p) {
			a.field(a.say("prov.method"), a.say("prov.methodline", p.Engine, p.Rules, p.Weights, p.Terms))
			if p.List != "" {
				a.field(a.say("prov.list"), a.say("prov.listline", p.List, p.ListHash))
			}
			if text := a.parameters(p); text != "" {
				a.field(a.say("prov.params"), text+" ("+a.say("prov.scores")+")")
			}
		}
		if p.Input != "" {
			a.field(a.say("prov.input"), baseName(g[0].File)+": "+a.say("prov.inputline", p.Input, p.InputSize, p.MediaType))
		}
		a.field(a.say("prov.encoding"), p.Encoding)
	}
}
