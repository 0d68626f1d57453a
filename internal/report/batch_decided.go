package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/internal/decision"
)

// foremost keeps the first of many components in the order of review, and how many there are.
type foremost struct {
	all   int
	first []reviewed
}

func (f *foremost) add(v reviewed) {
	f.all++
	f.first = append(f.first, v)
	if len(f.first) >= 2*reviewKept {
		f.order()
	}
}

// order puts the components in order and drops those that come after the first.
func (f *foremost) order() {
	slices.SortFunc(f.first, compareReviewed)
	if len(f.first) > reviewKept {
		clear(f.first[reviewKept:])
		f.first = f.first[:reviewKept]
	}
}

// ruled is a decision as a run meets it. Component is nil where the proposal has none of that name any more.
type ruled struct {
	Result    *Result
	Component *Component
	Row       int // of the component in the table of components, from 1; 0 for none
	Decision  *Decision
}

// rulings counts what people decided about the components of a run, and keeps the decisions that come first.
type rulings struct {
	kinds  map[decision.Kind]*tally // components with a decision in force, by what was decided
	total  tally                    // of these components
	inPlay foremost                 // they themselves
	lapsed int                      // decisions not in force, but for those that a newer one about the same component stands for
	kept   []ruled                  // the first of them, in input order
}

// component counts a component that was decided about; row is its row in the table of components.
func (d *rulings) component(r *Result, at, row int) {
	c := &r.Components[at]
	if c.Suppressed {
		entry(d.kinds, c.Decisions[0].Decision).count(c)
		d.total.count(c)
		d.inPlay.add(reviewed{r, at, row})
	} else if len(c.Decisions) > 0 {
		d.lapse(ruled{r, c, row, &c.Decisions[0]})
	}
}

func (d *rulings) lapse(v ruled) {
	d.lapsed++
	if len(d.kept) < reviewKept {
		d.kept = append(d.kept, v)
	}
}

// decidedLines say how many components were decided about and stand apart, and how many decisions hold no longer.
func (s speaker) decidedLines(sum *batchSummary) []string {
	var out []string
	if d := &sum.decided; d.total.Components > 0 {
		line := s.say("decided.apart", d.total.Components, sum.total.Components)
		if d.total.Overlapping > 0 {
			line += " " + s.say("batch.decided_overlap", d.total.Overlapping, s.money(d.total.Overlap))
		}
		out = append(out, line+" "+s.say("batch.decided_counted"))
	}
	if n := sum.decided.lapsed; n > 0 {
		out = append(out, s.say("batch.lapsed", n))
	}
	return out
}

// decidedTally counts the components that were decided about by what was decided.
func (s speaker) decidedTally(d *rulings) tallies {
	t := tallies{Title: s.say("batch.by_decision"), First: s.say("decision.kind")}
	for _, k := range decision.Kinds {
		if n := d.kinds[k]; n != nil {
			t.Rows = append(t.Rows, named{Name: upperFirst(s.code("decided", string(k))), tally: *n})
		}
	}
	return t
}

// decidedTable lists the first components with a decision in force.
func (s speaker) decidedTable(rows []reviewed) pageTable {
	t := pageTable{Title: s.say("section.decided"), Columns: []string{s.say("label.component"), s.say("label.result"), s.say("label.money"),
		s.say("decision.kind"), s.say("label.province"), s.say("label.where")}}
	for i := range rows {
		c, r := rows[i].component(), rows[i].Result
		t.Rows = append(t.Rows, []string{c.Name, s.verdict(c.Verdict), s.tableMoney(c.Money), s.decision(c.Decisions[0]), r.Proposal.Province, standing(r.File, s.located(c.Location))})
	}
	return t
}

// lapsedTable lists the first decisions that hold no longer.
func (s speaker) lapsedTable(rows []ruled) pageTable {
	t := pageTable{Title: s.say("batch.lapsed_title"), Columns: s.lapsedColumns()}
	for i := range rows {
		t.Rows = append(t.Rows, s.lapsedRow(&rows[i]))
	}
	return t
}

func (s speaker) lapsedColumns() []string {
	return []string{s.say("label.component"), s.say("decision.kind"), s.say("label.project"), s.say("label.where")}
}

func (s speaker) lapsedRow(v *ruled) []string {
	return []string{s.ruledName(v), s.decision(*v.Decision), s.title(v.Result), standing(v.Result.File, s.located(v.place()))}
}

// ruledName names what a decision is about: its component, else what it was made on.
func (s speaker) ruledName(v *ruled) string {
	if v.Component != nil {
		return v.Component.Name
	}
	return s.say("decision.item", v.Decision.Run, v.Decision.Item)
}

func (v *ruled) place() string {
	if v.Component == nil {
		return ""
	}
	return v.Component.Location
}

// decisionState says whether a decision is in force, and why not.
func (s speaker) decisionState(d *Decision) string {
	if d.InForce {
		return s.say("decision.in_force")
	}
	return s.say("decision.not", s.lapsed(*d))
}

// decisionWhy is the reason of a decision with the words of who decided.
func (s speaker) decisionWhy(d *Decision) string {
	return strings.Join(filledOnly(s.code("because", string(d.Reason)), d.Note), "; ")
}

// recorded is the day a decision was recorded, as year-month-day.
func (d *Decision) recorded() string {
	day, _, _ := strings.Cut(d.At, "T")
	return day
}

// ofDecision reads something of the newest decision about a component, "" where there is none.
func ofDecision(c *Component, read func(*Decision) string) string {
	if len(c.Decisions) == 0 {
		return ""
	}
	return read(&c.Decisions[0])
}

// decidedCount is what the last record of JSON Lines says of decisions.
func (d *rulings) decidedCount() map[string]any {
	return map[string]any{"decided": d.total.Components, "decided_covered": d.total.Overlapping, "decided_covered_vnd": d.total.Overlap, "lapsed_decisions": d.lapsed}
}

// rulingRows are the rows of the sheet of decisions for a result whose first component has a row in the table of components:
// every decision about it, whether in force or not.
func (b *batchWorkbook) rulingRows(r *Result, row int) {
	for i := range r.Components {
		for j := range r.Components[i].Decisions {
			b.ruling(&ruled{r, &r.Components[i], row + i, &r.Components[i].Decisions[j]})
		}
	}
	for j := range r.Lapsed {
		b.ruling(&ruled{Result: r, Decision: &r.Lapsed[j]})
	}
}

func (b *batchWorkbook) ruling(v *ruled) {
	d := v.Decision
	var to any = ""
	result := ""
	if v.Component != nil {
		to, result = b.toRow(v.Row), b.verdict(v.Component.Verdict)
	}
	var files []string
	for _, f := range d.Files {
		files = append(files, b.say("decided.file", f.Name, f.SHA256))
	}
	var corrects any = ""
	if d.Corrects != 0 {
		corrects = int(d.Corrects)
	}
	b.rulings = append(b.rulings, []any{to, b.ruledName(v), result, int(d.ID), b.code("decided", string(d.Decision)), b.decisionState(d), b.code("because", string(d.Reason)), d.Note,
		d.By, d.recorded(), d.Until, corrects, d.Explanation, strings.Join(files, "; "), b.speaker.title(v.Result), v.Result.File, b.located(v.place())})
}

// decisions writes the sheet of decisions.
func (b *batchWorkbook) decisions() error {
	columns := []string{b.say("batch.to_row"), b.say("label.component"), b.say("label.result"), b.say("decision.no"), b.say("decision.kind"), b.say("decision.state"),
		b.say("decision.reason"), b.say("decision.note"), b.say("decision.by"), b.say("decision.on"), b.say("decision.until"), b.say("decision.corrects"),
		b.say("decision.explanation"), b.say("decision.files"), b.say("label.project"), b.say("label.file"), b.say("label.where")}
	return b.table(layout{name: b.say("sheet.decisions"), columns: columns, wide: true,
		widths: []float64{8, 48, 26, 10, 28, 36, 32, 40, 24, 14, 14, 12, 40, 40, 40, 28, 28}}, b.rulings)
}

// decidedFindings are the components with a decision in force, as a table that leads to the evidence of each, and the decisions
// that hold no longer.
func (b *batchPage) decidedFindings(d *rulings) (inForce sortTable, found []htmlFinding, lapsed sortTable) {
	inForce = sortTable{ID: "t-decided", Caption: b.say("section.decided"), Left: b.left(len(d.inPlay.first), d.inPlay.all),
		Columns: columnsOf([]string{b.say("label.no"), b.say("label.component"), b.say("label.result"), b.say("label.money"), b.say("decision.kind"),
			b.say("decision.by"), b.say("decision.on"), b.say("decision.until"), b.say("label.where")}, 0, 3)}
	for i := range d.inPlay.first {
		v := &d.inPlay.first[i]
		c := v.component()
		made := &c.Decisions[0]
		inForce.Rows = append(inForce.Rows, sortRow{b.countCell(i + 1), {Text: c.Name, Href: "#" + evidenceAnchor(v.Row)}, b.verdictCell(c.Verdict), b.moneyCell(c.Money),
			cell(fmt.Sprintf("%s (%s)", b.code("decided", string(made.Decision)), b.decisionWhy(made))), cell(made.By),
			{Text: b.date(made.recorded()), Sort: made.recorded()}, {Text: b.date(made.Until), Sort: made.Until}, cell(standing(v.Result.File, b.located(c.Location)))})
		found = append(found, htmlFinding{i + 1, v.Result, newHTMLComponent(evidenceAnchor(v.Row), v.Result, v.At)})
	}
	lapsed = sortTable{ID: "t-lapsed", Caption: b.say("batch.lapsed_title"), Columns: columnsOf(b.lapsedColumns()), Left: b.left(len(d.kept), d.lapsed)}
	for i := range d.kept {
		lapsed.Rows = append(lapsed.Rows, cells(b.lapsedRow(&d.kept[i])))
	}
	return inForce, found, lapsed
}

// decided lists what people decided already, and the decisions that hold no longer.
func (a *annex) decided(d *rulings) {
	if d.inPlay.all+d.lapsed == 0 {
		return
	}
	a.section(1, a.say("annex.decided"))
	t := a.decidedTable(d.inPlay.first[:min(len(d.inPlay.first), annexPairs)])
	a.tabulate([]annexColumn{{t.Columns[0], 4.5, false}, {t.Columns[1], 2.6, false}, {t.Columns[2], 2, true}, {t.Columns[3], 4.6, false}, {t.Columns[4], 2.4, false}, {t.Columns[5], 3, false}}, t.Rows)
	if left := d.inPlay.all - len(t.Rows); left > 0 {
		a.add(noteBlock, a.say("annex.decided_left", left))
	}
	t = a.lapsedTable(d.kept[:min(len(d.kept), annexPairs)])
	if len(t.Rows) > 0 {
		a.heading(2, t.Title)
		a.tabulate([]annexColumn{{t.Columns[0], 4, false}, {t.Columns[1], 6, false}, {t.Columns[2], 4, false}, {t.Columns[3], 3, false}}, t.Rows)
	}
	if left := d.lapsed - len(t.Rows); left > 0 {
		a.add(noteBlock, a.say("annex.decided_left", left))
	}
}
