package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// batchWorkbook writes the report as a workbook. The components are written as they come; the other sheets at the end.
// Texts are stored as texts whatever they begin with; the only formulas are links between sheets, which hold nothing of
// a proposal.
type batchWorkbook struct {
	speaker
	w       io.Writer
	book    *workbook
	link    int          // style of links
	title   int          // style of headings
	rows    *sheetWriter // components
	cells   []string     // of the last row, and of the one before
	last    []string
	values  []bookCell
	missed  [][]string
	rulings [][]any // rows of the sheet of decisions
}

func newBatchWorkbook(w io.Writer, s speaker) (*batchWorkbook, error) {
	book, err := newWorkbook()
	if err != nil {
		return nil, err
	}
	b := &batchWorkbook{speaker: s, w: w, book: book}
	top := "top"
	for _, style := range []struct {
		id *int
		of excelize.Style
	}{
		{&b.link, excelize.Style{Font: &excelize.Font{Color: "0B4A8F", Underline: "single", Family: bookFont, Size: 11}, Alignment: &excelize.Alignment{Vertical: top}}},
		{&b.title, excelize.Style{Font: &excelize.Font{Bold: true, Family: bookFont, Size: 13}}},
	} {
		if *style.id, err = book.file.NewStyle(&style.of); err != nil {
			return nil, err
		}
	}
	if err := book.file.SetSheetName("Sheet1", s.say("sheet.summary")); err != nil {
		return nil, err
	}
	book.first = false
	widths := make([]float64, len(batchColumns))
	for i := range batchColumns {
		widths[i] = batchColumns[i].width
	}
	b.rows, err = b.open(layout{name: s.say("sheet.components"), columns: s.batchHeader(), widths: widths, wide: true})
	return b, err
}

// open starts a sheet, adding it where there is none of its name.
func (b *batchWorkbook) open(l layout) (*sheetWriter, error) {
	l.columns = b.inDong(l.columns)
	if i, _ := b.book.file.GetSheetIndex(l.name); i < 0 {
		if _, err := b.book.file.NewSheet(l.name); err != nil {
			return nil, err
		}
	}
	return b.book.start(l)
}

func (b *batchWorkbook) result(r *Result) error {
	b.rulingRows(r, b.rows.row)
	for i := range r.Components {
		b.last, b.cells = b.cells, b.batchRow(r, &r.Components[i], b.last)
		first := len(b.values) == 0
		if first {
			b.values, b.last = make([]bookCell, len(b.cells)), make([]string, len(b.cells))
		}
		for j, text := range b.cells {
			if first || text != b.last[j] { // many columns say the same row after row
				b.values[j] = b.value(j == moneyColumn, text)
			}
		}
		if err := b.rows.add(b.values); err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
	}
	return nil
}

// value is a text, or an amount where one is expected and stands.
func (b *batchWorkbook) value(amount bool, text string) bookCell {
	if amount {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return b.book.count(n)
		}
	}
	if text == "" {
		return bookCell{}
	}
	return bookCell{style: b.book.body, text: printable(text)}
}

// linkTo is a cell that leads to a row of another sheet of the workbook and shows a text of the program's own.
func (b *batchWorkbook) linkTo(sheet string, row int, text string) bookCell {
	target := "#'" + sheet + "'!A" + strconv.Itoa(row)
	return bookCell{style: b.link, formula: fmt.Sprintf(`HYPERLINK(%q,%q)`, target, text), text: text}
}

func (b *batchWorkbook) unread(u *BatchUnread) error {
	b.missed = append(b.missed, b.unreadRow(u))
	return nil
}

func (s speaker) unreadRow(u *BatchUnread) []string {
	kind := s.say("batch.missed")
	if u.Aside {
		kind = s.say("batch.aside")
	}
	return []string{u.File, s.located(u.Place), kind, s.located(u.Why), u.What}
}

func (s speaker) unreadColumns() []string {
	return []string{s.say("label.file"), s.say("batch.unread_place"), s.say("label.state"), s.say("batch.reason"), s.say("batch.unread_what")}
}

func (b *batchWorkbook) finish(sum *batchSummary, end *BatchEnd) error {
	if err := b.filter(b.rows, len(batchColumns)); err != nil {
		return err
	}
	if err := b.rows.end(); err != nil {
		return err
	}
	for _, write := range b.sheets(sum, end) {
		if err := write(); err != nil {
			return err
		}
	}
	return b.write()
}

// sheets are what writes the sheets beside that of the components, in their order. The first names the others.
func (b *batchWorkbook) sheets(sum *batchSummary, end *BatchEnd) []func() error {
	names := []string{b.say("sheet.review"), b.say("sheet.components"), b.say("sheet.crosses")}
	writes := []func() error{
		func() error { return b.summary(sum, end, names) },
		func() error { return b.review(sum) },
		func() error { return b.crosses(sum) },
	}
	if u := b.unserved(sum); len(u.Rows) > 0 {
		names = append(names, b.say("sheet.unserved"))
		writes = append(writes, func() error { return b.unannounced(&u) })
	}
	if len(b.rulings) > 0 {
		names = append(names, b.say("sheet.decisions"))
		writes = append(writes, b.decisions)
	}
	if end.Clustered {
		names = append(names, b.say("sheet.clusters"), b.say("sheet.members"))
		writes = append(writes, func() error { return b.clusters(end.Clusters) })
	}
	names = append(names, b.say("sheet.unread"), b.say("sheet.dictionary"))
	return append(writes,
		func() error { return b.plain("sheet.unread", b.unreadColumns(), b.missed) },
		func() error {
			return b.plain("sheet.dictionary", []string{b.say("batch.field"), b.say("batch.meaning")}, b.dictionary(sum))
		})
}

// filter lets a reader filter a table by the values of its columns. A table without rows has no filter.
func (b *batchWorkbook) filter(w *sheetWriter, columns int) error {
	if w.row < 2 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(columns, w.row)
	if err != nil {
		return err
	}
	return b.book.file.AutoFilter(w.sheet, "A1:"+last, nil)
}

// sheetRow writes a row: texts, counts (int), amounts in đồng (int64, or nil where none is stated) and cells made before.
func (b *batchWorkbook) sheetRow(w *sheetWriter, row ...any) error {
	cells := make([]bookCell, len(row))
	for i, c := range row {
		switch c := c.(type) {
		case bookCell:
			cells[i] = c
		case string:
			cells[i] = b.value(false, c)
		case int:
			cells[i] = b.book.count(int64(c))
		case int64:
			cells[i] = b.book.count(c)
		case *int64:
			cells[i] = bookCell{style: b.book.number}
			if c != nil {
				cells[i] = b.book.count(*c)
			}
		default:
			return fmt.Errorf("write xlsx: no cell for %T", c)
		}
	}
	return w.add(cells)
}

// texts makes cells of a row of texts.
func texts(row []string) []any {
	out := make([]any, len(row))
	for i, c := range row {
		out[i] = c
	}
	return out
}

// plain writes a sheet of texts with a filter.
func (b *batchWorkbook) plain(key string, columns []string, rows [][]string) error {
	l := layout{name: b.say(key), columns: columns}
	for i := range columns {
		l.widths = append(l.widths, widthOf(i, columns, rows))
	}
	cells := make([][]any, len(rows))
	for i, r := range rows {
		cells[i] = texts(r)
	}
	return b.table(l, cells)
}

// summary writes the first sheet: what was compared, where the other sheets are, and the tables of counts.
func (b *batchWorkbook) summary(sum *batchSummary, end *BatchEnd, sheets []string) error {
	p := b.summaryPage(sum, end)
	w, err := b.open(layout{name: b.say("sheet.summary"), columns: []string{p.Title}, widths: []float64{80, 16, 22, 20, 22}})
	if err != nil {
		return err
	}
	row := func(cells ...any) {
		if err == nil {
			err = b.sheetRow(w, cells...)
		}
	}
	for _, l := range append(slices.Clone(p.Warn), p.Lines...) {
		row(l)
	}
	for _, name := range sheets {
		row(b.linkTo(name, 1, b.say("batch.sheet", name)))
	}
	files := tallies{Title: b.say("batch.by_file"), First: b.say("label.file"), Rows: b.labelled(ranked(sum.files), "note.typed")}
	for _, t := range append(b.tallies(sum), files) {
		row()
		row(bookCell{style: b.title, text: t.Title})
		if err == nil {
			err = w.add(b.book.styled(b.inDong(b.tallyColumns(&t)), b.book.head))
		}
		for _, r := range t.Rows {
			row(append([]any{r.Name}, t.numbers(&r.tally)...)...)
		}
	}
	if err != nil {
		return err
	}
	return w.end()
}

// review writes the findings to be looked at first, each with a link to its row among the components.
func (b *batchWorkbook) review(sum *batchSummary) error {
	rows := make([][]any, len(sum.review.first))
	for i := range sum.review.first {
		v, c := &sum.review.first[i], sum.review.first[i].component()
		rows[i] = []any{b.toRow(v.Row), c.Name, b.gradedVerdict(c), c.Findings[0].Platform.Name,
			c.Money, v.Result.Proposal.Province, v.Result.File, b.located(c.Location)}
	}
	columns := []string{b.say("batch.to_row"), b.say("label.component"), b.say("label.result"), b.say("label.platform"), b.say("label.money"),
		b.say("label.province"), b.say("label.file"), b.say("label.where")}
	return b.table(layout{name: b.say("sheet.review"), columns: columns, widths: []float64{8, 48, 36, 40, 18, 16, 26, 26}}, rows)
}

// table writes a sheet of typed cells with a filter.
func (b *batchWorkbook) table(l layout, rows [][]any) error {
	w, err := b.open(l)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := b.sheetRow(w, r...); err != nil {
			return err
		}
	}
	if err := b.filter(w, len(l.columns)); err != nil {
		return err
	}
	return w.end()
}

// crosses writes how often each function is asked for in each province, those most asked for first.
func (b *batchWorkbook) crosses(sum *batchSummary) error {
	g := b.grid(sum)
	var rows [][]any
	for _, f := range g.functions {
		for _, p := range g.provinces {
			if t := sum.crosses[cross{f.Name, p.Name}]; t != nil {
				rows = append(rows, []any{f.label, p.label, t.Components, stated(t.Money, t.Components), t.Overlapping, stated(t.Overlap, t.Overlapping)})
			}
		}
	}
	columns := slices.Insert(b.tallyColumns(&tallies{First: b.say("batch.function")}), 1, b.say("label.province"))
	return b.table(layout{name: b.say("sheet.crosses"), columns: columns, widths: []float64{56, 24, 14, 20, 14, 20}}, rows)
}

// unannounced writes what localities would build where the list has no platform, and who is in charge of it.
func (b *batchWorkbook) unannounced(u *unserved) error {
	var rows [][]any
	for i := range u.Rows {
		r := &u.Rows[i]
		rows = append(rows, []any{r.Agencies, r.Function, r.Components, r.Provinces, stated(r.Money, r.Components), r.Announced, r.Known})
	}
	return b.table(layout{name: b.say("sheet.unserved"), columns: b.unservedColumns(), widths: []float64{40, 40, 12, 12, 20, 40, 48}}, rows)
}

// clusters writes the groups, and their members on a sheet of their own, linked both ways and to the components.
func (b *batchWorkbook) clusters(clusters []Cluster) error {
	groups, members := b.say("sheet.clusters"), b.say("sheet.members")
	var rows, of [][]any
	for i := range clusters {
		c := &clusters[i]
		row := texts(append([]string{""}, b.clusterRow(c)...))
		row[0], row[1], row[3] = b.linkTo(members, len(of)+2, strconv.Itoa(len(of)+2)), c.No, len(c.Members)
		row[6] = c.stated()
		rows = append(rows, row)
		for j := range c.Members {
			m := &c.Members[j]
			of = append(of, []any{b.linkTo(groups, i+2, strconv.Itoa(c.No)), b.toMember(m), m.Title, m.Agency, m.Province, m.Former, m.Date, m.Money, m.File, b.located(m.Place)})
		}
	}
	columns := append([]string{b.say("batch.to_row")}, b.clusterColumns()...)
	if err := b.table(layout{name: groups, columns: columns, widths: []float64{8, 8, 48, 10, 36, 14, 20, 36, 44, 44, 18}}, rows); err != nil {
		return err
	}
	columns = []string{b.say("cluster.no"), b.say("batch.to_row"), b.say("cluster.member"), b.say("label.agency"), b.say("cluster.provinces"),
		b.say("cluster.former"), b.say("label.date"), b.say("label.money"), b.say("label.file"), b.say("label.where")}
	return b.table(layout{name: members, columns: columns, widths: []float64{8, 8, 48, 30, 20, 20, 12, 20, 28, 28}}, of)
}

// toMember leads to the first component of a member, or names the kept item that it is.
func (b *batchWorkbook) toMember(m *ClusterMember) any {
	if m.Run != 0 {
		return b.say("cluster.kept", m.Run, m.Item)
	}
	return b.toRow(m.Row)
}

// toRow leads to a row of the table of components, counted from 1 without the header.
func (b *batchWorkbook) toRow(row int) bookCell {
	return b.linkTo(b.say("sheet.components"), row+1, strconv.Itoa(row+1))
}

// dictionary explains the columns and verdicts, and says what produced the report.
func (s speaker) dictionary(sum *batchSummary) [][]string {
	var rows [][]string
	for i := range batchColumns {
		rows = append(rows, []string{s.batchHeader()[i], s.code("dict", batchColumns[i].key)})
	}
	for _, key := range []string{"cluster.shared", "cluster.earliest", "cluster.near"} {
		rows = append(rows, []string{s.say(key), s.code("dict", key)})
	}
	for _, v := range Verdicts {
		rows = append(rows, []string{s.verdict(v), string(v)})
	}
	for _, l := range s.provenanceLines(sum) {
		rows = append(rows, []string{s.say("section.provenance"), l})
	}
	return rows
}

// provenanceLines say what produced the report.
func (s speaker) provenanceLines(sum *batchSummary) []string {
	p := sum.setting
	if p == nil {
		return nil
	}
	return []string{s.say("batch.method", p.Engine, p.Rules, p.Weights, p.Terms, p.List, p.ListHash), s.listLine(p),
		s.completeness(p), s.say("label.asof") + ": " + s.date(p.AsOf), s.parameters(p) + " (" + s.say("prov.scores") + ")"}
}

// write writes the workbook, opened at its summary.
func (b *batchWorkbook) write() error {
	b.book.file.SetActiveSheet(0)
	return b.book.write(b.w)
}
