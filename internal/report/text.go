package report

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// Text prints results as an appraiser's note that fits a terminal.
func Text(w io.Writer, results []engine.Result, opt Options) error {
	return Build(results, opt).text(w, opt)
}

// note prints a view model as text.
type note struct {
	terminal
	speaker
}

func (d *Document) text(w io.Writer, opt Options) error {
	width := opt.Width
	if width == 0 {
		width = 80
	}
	n := &note{terminal{width: max(width, 40), color: opt.Color}, speak(opt.Lang)}
	n.whole(d)
	if _, err := io.WriteString(w, n.out.String()); err != nil {
		return fmt.Errorf("write text report: %w", err)
	}
	return nil
}

func (n *note) whole(d *Document) {
	n.heading(0, strings.ToUpper(n.say("title")))
	groups := d.groups()
	for i, g := range groups {
		if i == 0 || !sameSetting(&groups[i-1][0].Provenance, &g[0].Provenance) {
			n.setting(&g[0].Provenance)
		}
		n.blank()
		n.file(g)
	}
	n.blank()
	n.paragraph(0, n.say("note.no_tick"))
	n.provenance(groups)
}

// groups are the results of one file each, in order.
func (d *Document) groups() [][]*Result {
	var out [][]*Result
	for i := range d.Results {
		r := &d.Results[i]
		if last := len(out) - 1; last >= 0 && out[last][0].File == r.File && r.File != "" && out[last][0].Provenance.Input == r.Provenance.Input {
			out[last] = append(out[last], r)
			continue
		}
		out = append(out, []*Result{r})
	}
	return out
}

// sameSetting tells whether two results were made against the same list, as of the same date, in the same way.
func sameSetting(a, b *Provenance) bool {
	return a.List == b.List && a.ListHash == b.ListHash && a.AsOf == b.AsOf && a.AssumeOperating == b.AssumeOperating
}

func (n *note) setting(p *Provenance) {
	n.field(0, n.say("label.list"), n.listLine(p))
	n.field(0, n.say("label.complete"), n.completeness(p))
	n.field(0, n.say("label.asof"), n.date(p.AsOf))
	if p.AssumeOperating {
		n.field(0, n.say("label.assume"), n.say("list.assume"))
	}
}

func (n *note) file(g []*Result) {
	n.rule("═")
	if g[0].File != "" {
		n.styledField(0, n.say("label.file"), g[0].File, bold)
	}
	if g[0].Secrecy != "" {
		n.styledField(0, n.say("label.secrecy"), n.secrecy(g[0].Secrecy), yellow)
	}
	if g[0].Read != ReadOK {
		n.reading(g[0])
	}
	if g[0].Read == ReadRefused {
		n.list("section.unread", "-", n.unread(g[0]))
		return
	}
	if len(g) > 1 {
		n.proposalTable(g)
	}
	for i, r := range g {
		if i > 0 {
			n.blank()
			n.rule("─")
		}
		n.proposal(r)
	}
	n.list("section.unread", "-", n.commonUnread(g))
}

// reading says why a file was not read, or not all of it.
func (n *note) reading(r *Result) {
	line := n.code("read", string(r.Read)) + ": " + n.code("refusal", r.Reason)
	if r.Detail != "" {
		line += " (" + r.Detail + ")"
	}
	n.styledField(0, n.say("label.read"), line, yellow)
	n.field(0, "", n.refusalHint(r))
}

// secrecy names the degree of state secrecy of a file, and what follows from it.
func (s speaker) secrecy(degree string) string {
	return s.code("secrecy", degree) + ". " + s.say("secrecy.keep")
}

// refusalHint says what to do: in the language of the report when the code is known, else as the reader put it.
func (s speaker) refusalHint(r *Result) string {
	if hint, ok := s.find("hint." + r.Reason); ok {
		return upperFirst(hint) + "."
	}
	return r.Hint
}

func (n *note) proposalTable(g []*Result) {
	n.heading(0, n.say("section.proposals"))
	var rows [][]string
	var styles []style
	for i, r := range g {
		rows = append(rows, []string{fmt.Sprint(i + 1), n.title(r), n.tableMoney(r.Proposal.TotalMoney), n.verdict(r.Verdict)})
		styles = append(styles, verdictStyles[r.Verdict])
	}
	n.paragraph(0, n.proposalCounts(g))
	for _, line := range n.fileLines(g) {
		n.item(2, "-", line)
	}
	n.table(n.columns("label.project"), rows, styles)
	n.blank()
	n.rule("─")
}

// title is the title of a proposal, or that there is none.
func (s speaker) title(r *Result) string {
	if r.Proposal.Title == "" {
		return s.say("note.untitled")
	}
	return r.Proposal.Title
}

// tableMoney is an amount as it fits a column, with its unit: "12,6 tỷ", "≈1,427 tỷ", "850.000 đồng", "0".
func (s speaker) tableMoney(vnd *int64) string {
	if vnd == nil {
		return "–"
	}
	if short := s.short(*vnd); short != "" {
		short = strings.Replace(short, s.say("note.approx", ""), "≈", 1)
		return strings.NewReplacer("billion", "bn đồng", "million", "m đồng").Replace(short)
	}
	if *vnd == 0 {
		return "0"
	}
	return s.grouped(*vnd) + " đồng"
}

// columns are those of a table of components or proposals; the second takes what the others leave.
func (n *note) columns(name string) []column {
	no, amount, verdict := 5, 14, 24
	if n.width < 64 {
		no, amount, verdict = 4, 9, 12
	}
	return []column{
		{n.say("label.no"), no, false},
		{n.say(name), max(n.width-no-amount-verdict-6, 8), false},
		{n.say("label.money"), amount, true},
		{n.say("label.result"), verdict, false},
	}
}

func (n *note) proposal(r *Result) {
	p := &r.Proposal
	n.styledField(0, n.say("label.project"), n.title(r), bold)
	n.field(0, n.say("label.agency"), p.Agency)
	n.field(0, n.say("label.province"), p.Province)
	n.field(0, n.say("label.group"), p.Group)
	n.field(0, n.say("label.date"), n.date(p.Date))
	n.field(0, n.say("label.money"), n.optionalMoney(p.TotalMoney))
	n.field(0, n.say("label.where"), n.located(p.Location))
	n.styledField(0, n.say("label.result"), n.verdict(r.Verdict), verdictStyles[r.Verdict])
	if r.Grade != r.Verdict {
		n.field(0, n.say("label.on_facts"), n.say("note.by_content", n.verdict(r.Grade)))
	}
	if len(r.Components) > 1 {
		n.componentTable(r)
	}
	for _, c := range r.decided(false) {
		n.blank()
		n.component(r, c)
	}
	if apart := r.decided(true); len(apart) > 0 {
		n.blank()
		n.heading(0, strings.ToUpper(n.say("section.decided")))
		for _, c := range apart {
			n.blank()
			n.component(r, c)
		}
	}
	n.list("section.gone", "-", n.decisionLines(r.Lapsed))
	n.list("section.coverage", "-", n.coverageLines(r))
}

func (n *note) componentTable(r *Result) {
	n.blank()
	var rows [][]string
	var styles []style
	for i := range r.Components {
		c := &r.Components[i]
		rows = append(rows, []string{c.No, c.Name, n.tableMoney(c.Money), n.marked(c)})
		styles = append(styles, verdictStyles[c.Verdict])
	}
	n.paragraph(0, n.componentCounts(r))
	if line := n.suppressedLine(r); line != "" {
		n.paragraph(0, line)
	}
	n.table(n.columns("label.component"), rows, styles)
}

// list prints a heading and its points, or nothing when there are none.
func (n *note) list(key, mark string, lines []string) {
	if len(lines) == 0 {
		return
	}
	n.blank()
	n.heading(0, n.say(key))
	for _, l := range lines {
		n.item(2, mark, l)
	}
}

func (n *note) provenance(groups [][]*Result) {
	n.blank()
	n.heading(0, n.say("section.provenance"))
	for i, g := range groups {
		p := &g[0].Provenance
		if i == 0 || !sameSetting(&groups[i-1][0].Provenance, p) {
			n.method(p)
		}
		if p.Input != "" {
			n.field(2, n.say("prov.input"), n.inputLine(g[0]))
		}
		if p.Encoding != "" {
			n.field(2, n.say("prov.encoding"), p.Encoding)
		}
	}
}

// inputLine identifies the file that was read.
func (s speaker) inputLine(r *Result) string {
	p := &r.Provenance
	return r.File + ": " + s.say("prov.inputline", p.Input, p.InputSize, p.MediaType)
}

func (n *note) method(p *Provenance) {
	n.field(2, n.say("prov.method"), n.say("prov.methodline", p.Engine, p.Rules, p.Weights, p.Terms))
	if p.List != "" {
		n.field(2, n.say("prov.list"), n.say("prov.listline", p.List, p.ListHash))
	}
	n.field(2, n.say("prov.params"), n.parameters(p))
}

// parameters prints the recorded weights and thresholds by name.
func (s speaker) parameters(p *Provenance) string {
	names := make([]string, 0, len(p.Parameters))
	for name := range p.Parameters {
		names = append(names, name)
	}
	sort.Strings(names)
	for i, name := range names {
		names[i] = name + "=" + s.decimal(p.Parameters[name])
	}
	return strings.Join(names, " ")
}
