package eval

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// File is a file of the page: the page itself or a drawing.
type File struct {
	Name string
	Data []byte
}

// Page returns the report as a Markdown page named name, and its drawings beside it.
func (r *Report) Page(name string) []File {
	stem := strings.TrimSuffix(name, ".md")
	calibration, curves := stem+"-calibration.svg", stem+"-precision-recall.svg"
	files := []File{{calibration, r.drawCalibration()}}
	if r.hasCurves() {
		files = append(files, File{curves, r.drawCurves()})
	}
	p := &page{report: r}
	p.head()
	p.figures()
	p.crossValidated()
	p.baselines()
	p.treatments()
	p.tiers()
	p.confusions()
	p.drawings(calibration, curves)
	p.mistakes()
	return append(files, File{name, []byte(p.String())})
}

func (r *Report) hasCurves() bool {
	for i := range r.Lists {
		if len(r.Lists[i].Curve) > 0 {
			return true
		}
	}
	return false
}

// page writes Markdown.
type page struct {
	strings.Builder
	report *Report
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// row writes a row of a table.
func (p *page) row(cells ...string) { p.line("| %s |", strings.Join(cells, " | ")) }

// rule writes the line under the head of a table with n columns of figures.
func (p *page) rule(n int) { p.line("|---|%s", strings.Repeat("---:|", n)) }

func (p *page) head() {
	m := p.report.Provenance
	p.line("# How good the verdicts are\n")
	p.line("Written by `make eval`; not edited by hand. Labels %.12s, engine %s, rules %s, weights %s, terms %.12s, as of %s.\n",
		m.Labels, m.Engine, m.Rules, m.Weights, m.Terms, m.AsOf)
	p.line("Each item is a real local-government proposal (title, summary, modules) that two people compared with the lists, each alone.")
	p.line("Figures are over the items on whose verdict group they agree (tiers strong and medium). *Alert* is duplicate or partial overlap.")
	if m.AssumeOperating {
		p.line("Like the labels, the run assumes that every listed platform operates.")
	}
	p.line("In brackets: the 95%% interval over %d bootstrap samples of the items. With this few items an interval says more than its figure.\n", resamples)
}

// shown are the figures of the first table, with what they are called.
var shown = []struct{ name, text string }{
	{"alert.f1", "alert F1"}, {"alert.precision", "alert precision"}, {"alert.recall", "alert recall"},
	{"duplicate.precision", "duplicate precision"}, {"duplicate.recall", "duplicate recall"},
	{"macro_f1", "macro F1 over verdicts"}, {"insufficient_rate", "undecided, items with modules"},
	{"candidates.recall_at_1", "candidates recall@1"}, {"candidates.recall_at_5", "candidates recall@5"},
	{"candidates.recall_at_20", "candidates recall@20"}, {"candidates.mrr", "candidates MRR"},
	{"ranking.recall_at_1", "ranked by the engine, recall@1"}, {"ranking.mrr", "ranked by the engine, MRR"},
	{"connects.recall_at_5", "connected platforms, recall@5"}, {"connects.mrr", "connected platforms, MRR"},
	{"calibration.ece", "expected calibration error"}, {"calibration.ece_concerns", "the same, connected platforms counted as found"},
	{"order.duplicate", "mean probability, duplicate"}, {"order.partial_overlap", "mean probability, partial overlap"},
	{"order.related", "mean probability, complement or same domain"}, {"order.none", "mean probability, none"},
	{"order.pairs", "pairs of items in the right order"}, {"order.ties", "lists that begin with a tie"},
	{"strict.f1", "alert F1 without accepted alternatives"}, {"reading.as_expected", "files read as expected"},
	{"reading.components", "components found"}, {"reading.actions", "actions right"}, {"reading.money", "money of components right"},
}

func (p *page) figures() {
	p.line("## Figures\n")
	p.row(append([]string{"figure"}, p.lists()...)...)
	p.rule(len(p.lists()))
	p.row(append([]string{"items"}, p.each("n")...)...)
	for _, s := range shown {
		if _, ok := p.report.Lists[0].Figures[s.name]; ok {
			p.row(append([]string{s.text}, p.each(s.name)...)...)
		}
	}
	p.line("")
	p.line("Candidates are what the index finds, before the engine compares; the first platform that does the job or part of it counts.")
	p.line("An item without an agreed verdict counts for duplicates only where its group rules them out.\n")
}

// lists names the columns: each list, and their mean where there are more.
func (p *page) lists() []string {
	var out []string
	for i := range p.report.Lists {
		out = append(out, string(p.report.Lists[i].List))
	}
	if len(out) > 1 {
		out = append(out, "mean")
	}
	return out
}

// each returns a figure by list, and in the mean.
func (p *page) each(name string) []string {
	var out []string
	for i := range p.report.Lists {
		out = append(out, withInterval(name, p.report.Lists[i].Figures, p.report.Lists[i].Intervals))
	}
	if len(out) > 1 {
		out = append(out, withInterval(name, p.report.Mean, p.report.Intervals))
	}
	return out
}

// crossValidated repeats what calibrate recorded, when it was derived from these very labels: the figures above are then
// on items that the weights have seen.
func (p *page) crossValidated() {
	c := p.report.Provenance.Calibration
	if c.Set == "" {
		return
	}
	p.line("## Cross-validated\n")
	if c.Set != p.report.Provenance.Labels {
		p.line("The weights come from other labels (%.12s, %d items, %s): the figures above are on items they have not seen.\n", c.Set, c.Items, c.Date)
		return
	}
	p.line("The weights were derived from these items (%s), so the figures above flatter them. Below, weights and thresholds are", c.Date)
	p.line("derived from %d of %d parts of the items and judged on the part left out. What people chose while looking at errors", c.Folds-1, c.Folds)
	p.line("(terms, signals, rules) is not undone for the part left out: only items never looked at can show that.\n")
	p.row(append([]string{"figure"}, p.lists()...)...)
	p.rule(len(p.lists()))
	for _, s := range []struct{ name, text string }{
		{"alert.f1", "alert F1"}, {"alert.precision", "alert precision"}, {"alert.recall", "alert recall"},
		{"duplicate.precision", "duplicate precision"}, {"duplicate.f1", "duplicate F1"}, {"ece", "expected calibration error"},
	} {
		cells := []string{s.text}
		for _, list := range p.lists() {
			cells = append(cells, fmt.Sprintf("%.3f", c.Scores[list+"."+s.name]))
		}
		p.row(cells...)
	}
	p.line("")
}

func (p *page) baselines() {
	if _, ok := p.report.Lists[0].Figures["baselines."+Baselines[0]+".alert_f1"]; !ok {
		return
	}
	p.line("## Baselines\n")
	p.line("Each at the threshold that suits it best on these very items, which flatters it. bleve is its stock match query with the")
	p.line("standard analyzer over all that is known of a platform; the others compare titles with platform names.\n")
	p.row(append([]string{"alert F1"}, p.lists()...)...)
	p.rule(len(p.lists()))
	p.row(append([]string{"rasoat"}, p.each("alert.f1")...)...)
	for _, name := range Baselines {
		p.row(append([]string{strings.ReplaceAll(name, "_", " ")}, p.each("baselines."+name+".alert_f1")...)...)
	}
	p.line("")
	p.row(append([]string{"recall@5 / MRR"}, p.lists()...)...)
	p.rule(len(p.lists()))
	p.ranks("rasoat", "candidates")
	for _, name := range Baselines {
		p.ranks(strings.ReplaceAll(name, "_", " "), "baselines."+name)
	}
	p.line("")
}

// ranks writes a row of recall@5 and MRR.
func (p *page) ranks(text, part string) {
	cells := []string{text}
	of := []Figures{}
	for i := range p.report.Lists {
		of = append(of, p.report.Lists[i].Figures)
	}
	if len(of) > 1 {
		of = append(of, p.report.Mean)
	}
	for _, f := range of {
		cells = append(cells, fmt.Sprintf("%.3f / %.3f", f[part+".recall_at_5"], f[part+".mrr"]))
	}
	p.row(cells...)
}

func (p *page) treatments() {
	f := p.report.Mean
	if _, ok := f["treatments."+Treatments[0].Name+".recall_at_5"]; !ok {
		return
	}
	p.line("## The same items written otherwise\n")
	p.line("Mean over the lists, and the loss against the plain run (below zero: a gain).\n")
	p.row("treatment", "", "recall@5", "loss", "alert F1", "loss", "undecided")
	p.line("|---|---|---:|---:|---:|---:|---:|")
	for _, t := range Treatments {
		at := "treatments." + t.Name + "."
		p.row(strings.ReplaceAll(t.Name, "_", " "), t.About, decimal(f[at+"recall_at_5"]), decimal(f[at+"loss.recall_at_5"]),
			decimal(f[at+"alert_f1"]), decimal(f[at+"loss.alert_f1"]), decimal(f[at+"insufficient_rate"]))
	}
	p.line("")
	p.line("Text without diacritics may bring candidates but never carries the verdict *duplicate*: it is answered with what is missing.\n")
}

// decimal writes a figure with three digits, without a minus before nothing.
func decimal(x float64) string {
	if s := fmt.Sprintf("%.3f", x); s != "-0.000" {
		return s
	}
	return "0.000"
}

func (p *page) tiers() {
	if p.report.Lists[0].Tiers == nil {
		return
	}
	p.line("## By agreement of the annotators\n")
	p.row("tier", "list", "items", "alert F1", "precision", "recall")
	p.line("|---|---|---:|---:|---:|---:|")
	for i := range p.report.Lists {
		for _, t := range []Tier{Strong, Medium, Weak} {
			f := p.report.Lists[i].Tiers[t]
			p.row(string(t), string(p.report.Lists[i].List), fmt.Sprintf("%.0f", f["n"]), decimal(f["alert.f1"]), decimal(f["alert.precision"]), decimal(f["alert.recall"]))
		}
	}
	p.line("")
}

func (p *page) confusions() {
	p.line("## Confusion\n")
	for i := range p.report.Lists {
		lr := &p.report.Lists[i]
		p.line("%s, expected down, given across:\n", lr.List)
		p.confusion(lr.Verdicts)
	}
	p.line("By group:\n")
	for i := range p.report.Lists {
		p.line("%s:\n", p.report.Lists[i].List)
		p.confusion(p.report.Lists[i].Groups)
	}
}

func (p *page) confusion(c Confusion) {
	columns := c.columns()
	p.row(append([]string{""}, spaced(columns)...)...)
	p.rule(len(columns))
	for _, want := range c.rows() {
		cells := []string{spaced([]string{want})[0]}
		for _, got := range columns {
			cell := fmt.Sprint(c[want][got])
			switch {
			case c[want][got] == 0:
				cell = ""
			case want == got:
				cell = "**" + cell + "**"
			}
			cells = append(cells, cell)
		}
		p.row(cells...)
	}
	p.line("")
}

// spaced writes verdicts as words; a component that was not found has none.
func spaced(verdicts []string) []string {
	out := make([]string, len(verdicts))
	for i, v := range verdicts {
		if v == "" {
			v = "not found"
		}
		out[i] = strings.ReplaceAll(v, "_", " ")
	}
	return out
}

func (p *page) drawings(calibration, curves string) {
	p.line("## Calibration\n")
	p.line("Findings of all lists by their probability, against how often the platform does the job or part of it,")
	p.line("and against how often it does or is connected to: what the weights are fitted to, since what follows is for the ladder to say.\n")
	p.line("![Predicted probability against observed frequency](%s)\n", calibration)
	if p.report.hasCurves() {
		p.line("## Precision and recall of alerts\n")
		p.line("The threshold of the function facet moves along each line; the ladder stays as it is. The dot is the threshold in use, the")
		p.line("crosses are the baselines, each at its best threshold.\n")
		p.line("![Precision against recall of alerts](%s)\n", curves)
	}
}

// examples of each kind of mistake.
const examples = 3

func (p *page) mistakes() {
	p.line("## Mistakes by kind\n")
	p.line("Counted over all lists. What would decide them is in the last column of each example: the platforms expected, with what they")
	p.line("are to the item, and those named.\n")
	for _, ms := range p.report.mistakesByKind() {
		p.line("### %s (%d)\n", strings.ReplaceAll(ms[0].Kind, "_", " "), len(ms))
		p.row("item", "title", "list", "given by rule", "expected platforms", "named")
		p.line("|---|---|---|---|---|---|")
		for _, m := range ms[:min(examples, len(ms))] {
			p.row(m.ID, cell(m.Title, 110), string(m.List), given(m.Got)+", "+m.Rule, cell(strings.Join(m.Wanted, ", "), 160), cell(strings.Join(m.Named[:min(3, len(m.Named))], ", "), 120))
		}
		p.line("")
	}
}

func given(v engine.Verdict) string { return spaced([]string{string(v)})[0] }

// cell cuts a text for a table at a word and hides what Markdown would read.
func cell(s string, most int) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "|", "/")), " ")
	if s == "" {
		return "none"
	}
	rs := []rune(s)
	if len(rs) <= most {
		return s
	}
	cut := string(rs[:most])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " ..."
}
