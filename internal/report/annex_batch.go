package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// How much of a run a printed report holds; the workbook holds all.
const (
	annexPairs     = 50 // pairs of component and platform
	annexPlatforms = 30 // platforms asked about
	annexFunctions = 30 // rows of a table of functions
	annexProvinces = 35 // columns of functions by province, in several tables
	annexAcross    = 6  // provinces side by side
	annexMissed    = 100
)

// batchAnnex writes the report on a run in the administrative form.
type batchAnnex struct {
	speaker
	w      io.Writer
	write  func(*annex, io.Writer) error
	missed [][]string // the first parts that were not read
	more   int        // those that come after
}

func (b *batchAnnex) result(*Result) error { return nil } // the summary keeps what is printed

func (b *batchAnnex) unread(u *BatchUnread) error {
	if len(b.missed) == annexMissed {
		b.more++
		return nil
	}
	row := b.unreadRow(u)
	row[0] = baseName(u.File)
	b.missed = append(b.missed, row)
	return nil
}

func (b *batchAnnex) finish(sum *batchSummary, end *BatchEnd) error {
	a := newAnnex(b.speaker, b.say("annex.batch"), sum.setting)
	a.scope(sum, end)
	a.counts(sum)
	a.crossTables(sum)
	a.questions(sum)
	a.unannounced(sum, end)
	a.decided(&sum.decided)
	a.answers(sum)
	a.section(1, a.say("annex.end"))
	a.close()
	number := "I"
	if len(sum.review.first) > 0 {
		a.appendix(a.say("annex.pairs"))
		a.pairs(sum)
		number = "II"
	}
	a.appendix(a.say("annex.quality", number))
	a.quality(sum, b)
	return b.write(a, b.w)
}

// scope says what was compared with what, by which method, and how much was found.
func (a *annex) scope(sum *batchSummary, end *BatchEnd) {
	a.section(1, a.say("annex.scope"))
	p := a.summaryPage(sum, end)
	for _, w := range p.Warn {
		a.add(warnBlock, w)
	}
	for _, l := range p.Lines {
		if l != a.say("note.no_tick") { // stands where the conclusion is to be written
			a.add(itemBlock, l)
		}
	}
	if p := sum.setting; p != nil {
		if !p.rebuilt() {
			a.add(itemBlock, a.say("label.complete")+": "+a.completeness(p))
		}
		a.add(noteBlock, a.say("batch.method", p.Engine, p.Rules, p.Weights, p.Terms, p.List, p.ListHash))
		a.add(noteBlock, a.parameters(p)+" ("+a.say("prov.scores")+")")
	}
}

// counts are the tables of components and money: those of every form, and one by owner. Platforms stand by their owners.
func (a *annex) counts(sum *batchSummary) {
	a.section(1, a.say("annex.counts"))
	owners := tallies{Title: a.say("annex.by_owner"), First: a.say("label.owner"), Rows: a.labelled(ranked(sum.owners()), "para.noowner"), Alike: true}
	for _, t := range append(a.tallies(sum), owners) {
		if len(t.Rows) > 0 && (!t.Alike || t.Title == owners.Title) {
			a.section(2, t.Title)
			a.tally(&t)
		}
	}
}

// tally prints a table of counts and money.
func (a *annex) tally(t *tallies) {
	var columns []annexColumn
	for i, title := range a.tallyColumns(t) {
		columns = append(columns, annexColumn{title, 2.2, i > 0})
	}
	columns[0].width = 5
	var rows [][]string
	for i := range t.Rows {
		r := &t.Rows[i]
		row := []string{r.Name, a.grouped(int64(r.Components)), a.tableMoney(stated(r.Money, r.Components)), a.grouped(int64(r.Overlapping)), a.tableMoney(stated(r.Overlap, r.Overlapping))}
		if t.Alike {
			row = slices.Delete(row, 1, 3)
		}
		rows = append(rows, row)
	}
	a.tabulate(columns, rows)
}

// owners sums up the look-alikes of the platforms of each owner.
func (b *batchSummary) owners() map[string]*tally {
	out := map[string]*tally{}
	for _, p := range b.platforms {
		entry(out, p.Owner).add(&p.tally)
	}
	return out
}

// crossTables print functions by provinces, some provinces at a time.
func (a *annex) crossTables(sum *batchSummary) {
	g := a.grid(sum)
	if len(g.provinces) < 2 {
		return
	}
	a.section(1, a.say("annex.crosses"))
	a.add(noteBlock, a.say("annex.cross_note"))
	functions, provinces := g.functions[:min(len(g.functions), annexFunctions)], g.provinces[:min(len(g.provinces), annexProvinces)]
	for part := range slices.Chunk(provinces, annexAcross) {
		a.crossTable(sum, functions, part)
	}
	if left := len(g.functions) - len(functions); left > 0 {
		a.add(noteBlock, a.say("annex.open_left", left))
	}
	if left := len(g.provinces) - len(provinces); left > 0 {
		a.add(noteBlock, a.say("annex.cross_left", left))
	}
}

// crossTable prints functions by a few provinces; functions that none of them proposes are left out.
func (a *annex) crossTable(sum *batchSummary, functions, provinces []gridLine) {
	columns := []annexColumn{{a.say("batch.function"), 4, false}}
	for _, p := range provinces {
		columns = append(columns, annexColumn{p.label, 1.6, true})
	}
	var rows [][]string
	for _, f := range functions {
		row, met := []string{f.label}, false
		for _, p := range provinces {
			cell := "–"
			if t := sum.crosses[cross{f.Name, p.Name}]; t != nil {
				cell, met = fmt.Sprintf("%d/%d", t.Overlapping, t.Components), true
			}
			row = append(row, cell)
		}
		if met {
			rows = append(rows, row)
		}
	}
	a.tabulate(columns, rows)
}

// questions name the platforms that local components look like, each a question to its owner.
func (a *annex) questions(sum *batchSummary) {
	ranking := sum.rankedPlatforms()
	if len(ranking) == 0 {
		return
	}
	a.section(1, a.say("annex.ask"))
	a.add(proseBlock, a.say("annex.ask_line"))
	var rows [][]string
	for i, p := range ranking[:min(len(ranking), annexPlatforms)] {
		rows = append(rows, []string{fmt.Sprint(i + 1), p.Name, cmp.Or(p.Owner, a.say("para.noowner")), fmt.Sprint(p.Overlapping), a.tableMoney(stated(p.Overlap, p.Overlapping))})
	}
	a.tabulate([]annexColumn{{a.say("label.no"), 1.3, false}, {a.say("label.platform"), 6, false}, {a.say("label.owner"), 4, false},
		{a.say("batch.covered"), 2.5, true}, {a.say("batch.covered_money"), 2.6, true}}, rows)
	if left := len(ranking) - len(rows); left > 0 {
		a.add(noteBlock, a.say("annex.ask_left", left))
	}
}

// unannounced lists the functions that localities would build and for which the list has no platform, a question to those
// in charge, and the groups of proposals that several provinces make for one thing.
func (a *annex) unannounced(sum *batchSummary, end *BatchEnd) {
	u, note := a.unserved(sum), a.unservedNote(sum)
	a.section(1, u.Title)
	switch {
	case note != "":
		a.add(proseBlock, note)
	case len(u.Rows) == 0:
		a.add(proseBlock, a.say("annex.open_none"))
	default:
		a.add(proseBlock, a.say("annex.open_line"))
	}
	var rows [][]string
	for i := range u.Rows[:min(len(u.Rows), annexFunctions)] {
		r := &u.Rows[i]
		rows = append(rows, []string{r.Agencies + "\n(" + r.Announced + ")", r.Function, a.grouped(int64(r.Components)), a.grouped(int64(r.Provinces)), a.tableMoney(stated(r.Money, r.Components))})
	}
	a.tabulate([]annexColumn{{a.say("batch.in_charge"), 4, false}, {a.say("batch.function"), 3.6, false}, {a.say("batch.components"), 2.2, true},
		{a.say("batch.provinces"), 2, true}, {a.say("label.money"), 2.2, true}}, rows)
	if left := len(u.Rows) - len(rows); left > 0 {
		a.add(noteBlock, a.say("annex.open_left", left))
	}
	var lines []string
	for i := range end.Clusters {
		if c := &end.Clusters[i]; c.Outlook == Candidate && len(lines) < reviewShown {
			lines = append(lines, a.say("para.quoted", c.Members[c.Leader].Title)+": "+a.outlook(c)+" ("+strings.Join(c.Provinces, ", ")+")")
		}
	}
	a.points(a.say("batch.cluster_title"), lines)
	lines = nil
	for i := range end.Clusters {
		if c := &end.Clusters[i]; c.merged() && len(lines) < annexFunctions {
			lines = append(lines, a.say("para.quoted", c.Members[c.Leader].Title)+": "+a.comesTo(c))
		}
	}
	a.points(a.say("annex.merged"), lines)
}

// answers is the table in which the answers of owners are followed, its last columns blank.
func (a *annex) answers(sum *batchSummary) {
	names := map[string][]string{}
	var owners []string
	for _, p := range sum.rankedPlatforms() {
		if names[p.Owner] == nil {
			owners = append(owners, p.Owner)
		}
		names[p.Owner] = append(names[p.Owner], p.Name)
	}
	if len(owners) == 0 {
		return
	}
	a.section(1, a.say("annex.answers"))
	var rows [][]string
	for _, o := range owners {
		rows = append(rows, []string{cmp.Or(o, a.say("para.noowner")), strings.Join(names[o], "\n"), "…………", "…………", "………………"})
	}
	a.tabulate([]annexColumn{{a.say("label.owner"), 3.6, false}, {a.say("annex.platforms"), 5, false}, {a.say("annex.asked_on"), 2, false},
		{a.say("annex.answered_on"), 2, false}, {a.say("annex.answer"), 3, false}}, rows)
}

// pairs are the components to be reviewed first, each with its platform and the evidence.
func (a *annex) pairs(sum *batchSummary) {
	shown := sum.review.first[:min(len(sum.review.first), annexPairs)]
	a.add(proseBlock, a.say("annex.pairs_shown", len(shown), sum.review.all))
	if left := sum.review.all - len(shown); left > 0 {
		a.add(proseBlock, a.say("annex.pairs_left", left))
	}
	for i := range shown {
		a.pair(i+1, shown[i].Result, shown[i].component())
	}
}

func (a *annex) pair(n int, r *Result, c *Component) {
	f := &c.Findings[0]
	a.heading(2, fmt.Sprintf("%d. %s", n, c.Name))
	if c.Name != r.Proposal.Title {
		a.field(a.say("label.project"), a.title(r))
	}
	a.field(a.say("label.agency"), strings.Join(filledOnly(r.Proposal.Agency, r.Proposal.Province), " – "))
	a.field(a.say("label.action"), a.form(c))
	a.field(a.say("label.where"), strings.Join(filledOnly(baseName(r.File), a.located(c.Location)), ", "))
	a.platform(r, f)
	a.field(a.say("label.result"), a.gradedVerdict(c))
	a.points(a.say("section.decisions"), a.decisionLines(c.Decisions))
	a.facets(f)
	a.add(noteBlock, a.described(&f.Platform))
	a.add(proseBlock, a.basisSentence(f, &r.Provenance))
	a.points(a.say("section.remedy"), a.remedies(f))
	a.field(a.say("section.missing"), strings.Join(a.missing(c), "; "))
}

// filledOnly leaves out what is empty.
func filledOnly(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// quality counts what the data leave open, and lists what was not read.
func (a *annex) quality(sum *batchSummary, b *batchAnnex) {
	count := func(t *tally) int {
		if t == nil {
			return 0
		}
		return t.Components
	}
	var rows [][]string
	for _, line := range []struct {
		key string
		n   int
	}{
		{"annex.no_money", sum.unpriced}, {"annex.no_province", count(sum.provinces[""])}, {"annex.no_date", sum.undated},
		{"annex.no_function", count(sum.functions[""])},
		{"annex.undecided", count(sum.verdicts[engine.Insufficient]) + count(sum.verdicts[engine.Split])}, {"annex.missed", sum.Unread},
	} {
		rows = append(rows, []string{a.say(line.key), a.grouped(int64(line.n))})
	}
	a.tabulate([]annexColumn{{a.say("annex.measure"), 8, false}, {a.say("annex.number_of"), 2, true}}, rows)
	if len(b.missed) == 0 {
		return
	}
	a.heading(2, a.say("section.unread"))
	columns := make([]annexColumn, 0, len(b.missed[0]))
	for i, title := range b.unreadColumns() {
		columns = append(columns, annexColumn{title, []float64{3, 3, 2, 4, 4}[i], false})
	}
	a.tabulate(columns, b.missed)
	if b.more > 0 {
		a.add(noteBlock, a.say("annex.missed_left", b.more))
	}
}
