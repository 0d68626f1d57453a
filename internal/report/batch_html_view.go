package report

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"

	"github.com/rasoat/rasoat/engine"
)

// batchView is what the template of the page reads.
type batchView struct {
	Lang, Policy string
	Style        template.CSS
	Script       template.JS
	Page         tablesPage
	Figures      []figure
	Verdicts     chartAndTable
	Platforms    chartAndTable
	Unserved     chartAndTable
	Heat         heatMap
	Grid         sortTable // the figures of the heat map
	Provinces    sortTable
	Functions    sortTable
	Review       sortTable
	Findings     []htmlFinding
	// DecidedFindings is the evidence on components with a decision in force.
	DecidedFindings []htmlFinding
	Decisions       sortTable // counts by what was decided
	Decided         sortTable
	Lapsed          sortTable
	Components      sortTable
	Clustered       bool
	Clusters        sortTable
	Groups          []htmlGroup
	Unread          sortTable
	Provenance      []string
}

// figure is a number that the page begins with.
type figure struct{ Value, Name string }

// chartAndTable is a chart beside the table of its figures.
type chartAndTable struct {
	Chart barChart
	Table sortTable
}

// htmlFinding is one component to be looked at, with its evidence.
type htmlFinding struct {
	No   int
	R    *Result
	Part htmlComponent
}

// htmlGroup is a cluster with its members.
type htmlGroup struct {
	Anchor  string
	C       *Cluster
	Members sortTable
}

func (b *batchPage) view(sum *batchSummary, end *BatchEnd) *batchView {
	style := pageStyle + batchStyle
	v := &batchView{Lang: string(b.lang), Style: style, Script: batchScript, Policy: policy(style, batchScript), Page: b.summaryPage(sum, end),
		Figures: b.figures(sum), Unserved: b.unservedPart(sum), Clustered: end.Clustered, Provenance: b.provenanceLines(sum)}
	v.Page.Tables = nil
	tables := b.tallies(sum)
	v.Verdicts = chartAndTable{b.bars("c-verdict", b.say("chart.verdict"), b.verdictBars(sum)), b.counted("t-verdict", &tables[0])}
	v.Platforms = chartAndTable{b.bars("c-platform", tables[1].Title, alike(tables[1].Rows)), b.counted("t-platform", &tables[1])}
	v.Provinces, v.Functions = b.counted("t-province", &tables[2]), b.counted("t-function", &tables[3])
	v.Heat, v.Grid = b.heat(sum), b.gridTable(sum)
	v.Review, v.Findings = b.findings(sum)
	v.Decided, v.DecidedFindings, v.Lapsed = b.decidedFindings(&sum.decided)
	if len(tables) > 4 {
		v.Decisions = b.counted("t-decision", &tables[4])
	}
	v.Components = b.componentTable(sum)
	if end.Clustered {
		v.Clusters, v.Groups = b.groups(end.Clusters)
	}
	v.Unread = sortTable{ID: "t-unread", Caption: b.say("section.unread"), Columns: columnsOf(b.unreadColumns()), Left: b.left(len(b.missed), sum.Unread+sum.Aside)}
	for _, m := range b.missed {
		v.Unread.Rows = append(v.Unread.Rows, cells(m))
	}
	return v
}

func (b *batchPage) figures(sum *batchSummary) []figure {
	return []figure{
		{b.grouped(int64(sum.Proposals)), b.say("page.proposals")},
		{b.grouped(int64(sum.total.Components)), b.say("page.of_components")},
		{b.tableMoney(&sum.total.Money), b.say("page.money")},
		{b.grouped(int64(sum.total.Overlapping)), b.say("page.overlapping")},
		{b.tableMoney(&sum.total.Overlap), b.say("page.overlap_money")},
	}
}

// cells makes cells of texts.
func cells(texts []string) sortRow {
	out := make(sortRow, len(texts))
	for i, t := range texts {
		out[i] = cell(t)
	}
	return out
}

// counted is a table of counts that can be sorted.
func (b *batchPage) counted(id string, of *tallies) sortTable {
	t := sortTable{ID: id, Caption: of.Title, Columns: columnsOf(b.tallyColumns(of))}
	for i := 1; i < len(t.Columns); i++ {
		t.Columns[i].Number = true
	}
	for i := range of.Rows {
		row := sortRow{cell(of.Rows[i].Name)}
		for _, n := range of.numbers(&of.Rows[i].tally) {
			if vnd, ok := n.(*int64); ok {
				row = append(row, b.moneyCell(vnd))
			} else {
				row = append(row, b.countCell(n.(int)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return b.limited(t, pageRows)
}

func (b *batchPage) verdictBars(sum *batchSummary) []charted {
	var out []charted
	for _, v := range Verdicts {
		if t := sum.verdicts[v]; t != nil {
			out = append(out, charted{b.verdict(v), t.Components, t.Money})
		}
	}
	return out
}

func alike(rows []named) []charted {
	out := make([]charted, len(rows))
	for i, r := range rows {
		out[i] = charted{r.Name, r.Overlapping, r.Overlap}
	}
	return out
}

func (b *batchPage) unservedPart(sum *batchSummary) chartAndTable {
	u := b.unserved(sum)
	out := chartAndTable{Table: sortTable{ID: "t-unserved", Caption: u.Title, Columns: columnsOf(b.unservedColumns(), 2, 3, 4)}}
	var bars []charted
	for i := range u.Rows {
		r := &u.Rows[i]
		bars = append(bars, charted{r.Agencies + " – " + r.Function, r.Components, r.Money})
		out.Table.Rows = append(out.Table.Rows, sortRow{cell(r.Agencies), cell(r.Function), b.countCell(r.Components), b.countCell(r.Provinces),
			b.moneyCell(stated(r.Money, r.Components)), cell(r.Announced), cell(r.Known)})
	}
	out.Chart, out.Table = b.bars("c-unserved", u.Title, bars), b.limited(out.Table, pageRows)
	return out
}

// gridTable is the heat map in figures, of the same functions and provinces.
func (b *batchPage) gridTable(sum *batchSummary) sortTable {
	g := b.grid(sum)
	rows, columns := g.functions[:min(len(g.functions), heatRows)], g.provinces[:min(len(g.provinces), heatColumns)]
	t := sortTable{ID: "t-grid", Caption: b.say("chart.heat"), Columns: []sortColumn{{Name: b.say("batch.function")}}}
	for _, p := range columns {
		t.Columns = append(t.Columns, sortColumn{p.label, true})
	}
	for _, f := range rows {
		row := sortRow{cell(f.label)}
		for _, p := range columns {
			n := 0
			if t := sum.crosses[cross{f.Name, p.Name}]; t != nil {
				n = t.Components
			}
			row = append(row, b.countCell(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// findings are what is to be looked at first, as a table that leads to the evidence of each.
func (b *batchPage) findings(sum *batchSummary) (sortTable, []htmlFinding) {
	t := sortTable{ID: "t-review", Caption: b.say("batch.review"), Left: b.left(len(sum.review.first), sum.review.all),
		Columns: columnsOf([]string{b.say("label.no"), b.say("label.component"), b.say("label.result"), b.say("label.on_facts"), b.say("label.platform"),
			b.say("label.money"), b.say("label.province"), b.say("label.where")}, 0, 5)}
	var out []htmlFinding
	for i := range sum.review.first {
		v := &sum.review.first[i]
		c := v.component()
		name := sortCell{Text: c.Name, Href: "#" + evidenceAnchor(v.Row)}
		t.Rows = append(t.Rows, sortRow{b.countCell(i + 1), name, b.verdictCell(c.Verdict), b.verdictCell(c.Grade), cell(c.Findings[0].Platform.Name),
			b.moneyCell(c.Money), cell(v.Result.Proposal.Province), cell(standing(v.Result.File, b.located(c.Location)))})
		out = append(out, htmlFinding{i + 1, v.Result, newHTMLComponent(evidenceAnchor(v.Row), v.Result, v.At)})
	}
	return t, out
}

// evidenceAnchor is where the evidence on a row of the table of components stands.
func evidenceAnchor(row int) string { return "r" + strconv.Itoa(row) }

// componentTable are the components in input order, each leading to its evidence where the page has it.
func (b *batchPage) componentTable(sum *batchSummary) sortTable {
	for _, v := range slices.Concat(sum.review.first, sum.decided.inPlay.first) {
		if v.Row <= len(b.components) {
			b.components[v.Row-1][1].Href = "#" + evidenceAnchor(v.Row)
		}
	}
	return sortTable{ID: "t-component", Caption: b.say("page.components"), Rows: b.components, Left: b.left(len(b.components), sum.total.Components),
		Columns: columnsOf([]string{b.say("label.no"), b.say("label.component"), b.say("label.result"), b.say("label.platform"), b.say("label.money"),
			b.say("label.province"), b.say("label.where")}, 0, 4)}
}

// groups are the clusters, as a table that leads to the members of each.
func (b *batchPage) groups(clusters []Cluster) (sortTable, []htmlGroup) {
	shown := clusters[:min(len(clusters), pageClusters)]
	t := sortTable{ID: "t-cluster", Caption: b.say("batch.cluster_title"), Left: b.left(len(shown), len(clusters)),
		Columns: columnsOf([]string{b.say("cluster.no"), b.say("cluster.leader"), b.say("cluster.members"), b.say("batch.provinces"), b.say("cluster.earliest"),
			b.say("label.money"), b.say("cluster.outlook")}, 0, 2, 3, 5)}
	var out []htmlGroup
	for i := range shown {
		c := &shown[i]
		g := htmlGroup{Anchor: fmt.Sprintf("g%d", c.No), C: c, Members: b.members(c)}
		t.Rows = append(t.Rows, sortRow{b.countCell(c.No), {Text: c.Members[c.Leader].Title, Href: "#" + g.Anchor}, b.countCell(len(c.Members)),
			b.countCell(len(c.Provinces)), {Text: b.date(c.Earliest), Sort: c.Earliest}, b.moneyCell(c.stated()), cell(b.comesTo(c))})
		out = append(out, g)
	}
	return t, out
}

func (b *batchPage) members(c *Cluster) sortTable {
	t := sortTable{ID: fmt.Sprintf("t-g%d", c.No), Caption: b.say("page.members", c.No), Left: b.left(min(len(c.Members), pageMembers), len(c.Members)),
		Columns: columnsOf([]string{b.say("cluster.member"), b.say("label.agency"), b.say("label.province"), b.say("cluster.former"), b.say("label.date"),
			b.say("label.money"), b.say("label.where")}, 5)}
	for i := range c.Members[:min(len(c.Members), pageMembers)] {
		m := &c.Members[i]
		t.Rows = append(t.Rows, sortRow{cell(m.Title), cell(m.Agency), cell(m.Province), cell(m.Former), {Text: b.date(m.Date), Sort: m.Date},
			b.moneyCell(m.Money), cell(standing(m.File, b.located(m.Place)))})
	}
	return t
}

func (s speaker) verdictCell(v engine.Verdict) sortCell {
	return sortCell{Text: s.verdict(v), Class: string(v)}
}
