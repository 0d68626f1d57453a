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
	w      io.Writer
	book   *workbook
	money  int // style of amounts
	link   int // style of links
	rows   *excelize.StreamWriter
	row    int // last row written to components
	cells  []string
	values []any
	missed [][]string
}

func newBatchWorkbook(w io.Writer, s speaker) (*batchWorkbook, error) {
	book, err := newWorkbook()
	if err != nil {
		return nil, err
	}
	b := &batchWorkbook{speaker: s, w: w, book: book}
	amount := "#,##0"
	if b.money, err = book.file.NewStyle(&excelize.Style{CustomNumFmt: &amount, Alignment: &excelize.Alignment{Vertical: "top"}}); err != nil {
		return nil, err
	}
	if b.link, err = book.file.NewStyle(&excelize.Style{Font: &excelize.Font{Color: "0B4A8F", Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "top"}}); err != nil {
		return nil, err
	}
	if err := book.file.SetSheetName("Sheet1", s.say("sheet.summary")); err != nil {
		return nil, err
	}
	book.first = false
	widths := make([]float64, len(batchColumns))
	for i := range batchColumns {
		widths[i] = batchColumns[i].width
	}
	b.rows, err = b.open(s.say("sheet.components"), s.batchHeader(), widths)
	b.row = 1
	return b, err
}

// open starts a sheet with a header row that stays in view.
func (b *batchWorkbook) open(name string, columns []string, widths []float64) (*excelize.StreamWriter, error) {
	if i, _ := b.book.file.GetSheetIndex(name); i < 0 {
		if _, err := b.book.file.NewSheet(name); err != nil {
			return nil, err
		}
	}
	w, err := b.book.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	return w, b.book.row(w, 1, columns, b.book.head)
}

func (b *batchWorkbook) result(r *Result) error {
	for i := range r.Components {
		b.cells = b.batchRow(r, &r.Components[i], b.cells)
		b.values = b.values[:0]
		for j, text := range b.cells {
			b.values = append(b.values, b.value(j == moneyColumn, text))
		}
		b.row++
		if err := b.rows.SetRow("A"+strconv.Itoa(b.row), b.values); err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
	}
	return nil
}

// value is a text, or an amount where one is expected and stands.
func (b *batchWorkbook) value(amount bool, text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); amount && err == nil {
		return excelize.Cell{StyleID: b.money, Value: n}
	}
	return excelize.Cell{StyleID: b.book.body, Value: printable(text)}
}

// linkTo is a cell that leads to a row of another sheet of the workbook.
func (b *batchWorkbook) linkTo(sheet string, row int) excelize.Cell {
	target := "#'" + sheet + "'!A" + strconv.Itoa(row)
	return excelize.Cell{StyleID: b.link, Formula: fmt.Sprintf(`HYPERLINK(%q,%q)`, target, strconv.Itoa(row)), Value: strconv.Itoa(row)}
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
	return []string{u.File, u.Place, kind, u.Why, u.What}
}

func (s speaker) unreadColumns() []string {
	return []string{s.say("label.file"), s.say("batch.unread_place"), s.say("label.state"), s.say("batch.reason"), s.say("batch.unread_what")}
}

func (b *batchWorkbook) finish(sum *batchSummary, end *BatchEnd) error {
	if err := b.filter(b.rows, len(batchColumns), b.row); err != nil {
		return err
	}
	if err := b.rows.Flush(); err != nil {
		return err
	}
	if err := b.summary(sum, end); err != nil {
		return err
	}
	if err := b.review(sum); err != nil {
		return err
	}
	if end.Clustered {
		if err := b.clusters(end.Clusters); err != nil {
			return err
		}
	}
	if err := b.plain("sheet.unread", b.unreadColumns(), b.missed); err != nil {
		return err
	}
	if err := b.plain("sheet.dictionary", []string{b.say("batch.field"), b.say("batch.meaning")}, b.dictionary(sum)); err != nil {
		return err
	}
	return b.write()
}

// filter lets a reader filter a table by the values of its columns. A table without rows has no filter.
func (b *batchWorkbook) filter(w *excelize.StreamWriter, columns, rows int) error {
	if rows < 2 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(columns, rows)
	if err != nil {
		return err
	}
	return b.book.file.AutoFilter(w.Sheet, "A1:"+last, nil)
}

// sheetRow writes a row of texts with links before them.
func (b *batchWorkbook) sheetRow(w *excelize.StreamWriter, n int, links []excelize.Cell, cells []string) error {
	values := make([]any, 0, len(links)+len(cells))
	for _, l := range links {
		values = append(values, l)
	}
	for _, c := range cells {
		values = append(values, b.value(false, c))
	}
	return w.SetRow("A"+strconv.Itoa(n), values)
}

// plain writes a sheet of texts with a filter.
func (b *batchWorkbook) plain(key string, columns []string, rows [][]string) error {
	widths := make([]float64, len(columns))
	for i := range columns {
		widths[i] = widthOf(i, columns, rows)
	}
	w, err := b.open(b.say(key), columns, widths)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if err := b.sheetRow(w, i+2, nil, r); err != nil {
			return err
		}
	}
	if err := b.filter(w, len(columns), len(rows)+1); err != nil {
		return err
	}
	return w.Flush()
}

// summary writes the first sheet: what was compared, and the tables of counts one below the other.
func (b *batchWorkbook) summary(sum *batchSummary, end *BatchEnd) error {
	p := b.summaryPage(sum, end)
	w, err := b.open(b.say("sheet.summary"), []string{p.Title}, []float64{64, 16, 30, 22, 30, 40})
	if err != nil {
		return err
	}
	n := 1
	for _, l := range append(slices.Clone(p.Warn), p.Lines...) {
		n++
		if err := b.sheetRow(w, n, nil, []string{l}); err != nil {
			return err
		}
	}
	for _, t := range append(p.Tables[:4:4], b.tallyTable("batch.by_file", ranked(sum.files), nil)) {
		n += 2
		if err := b.book.row(w, n, []string{t.Title}, b.book.head); err != nil {
			return err
		}
		n++
		if err := b.book.row(w, n, t.Columns, b.book.head); err != nil {
			return err
		}
		for _, r := range t.Rows {
			n++
			if err := b.sheetRow(w, n, nil, r); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// review writes the findings to be looked at first, each with a link to its row among the components.
func (b *batchWorkbook) review(sum *batchSummary) error {
	t := b.reviewTable(sum.review)
	columns := append([]string{b.say("batch.to_row")}, t.Columns...)
	w, err := b.open(b.say("sheet.review"), columns, []float64{10, 48, 40, 40, 16, 18, 40})
	if err != nil {
		return err
	}
	for i, r := range t.Rows {
		to := b.linkTo(b.say("sheet.components"), sum.review[i].Row+1)
		if err := b.sheetRow(w, i+2, []excelize.Cell{to}, r); err != nil {
			return err
		}
	}
	if err := b.filter(w, len(columns), len(t.Rows)+1); err != nil {
		return err
	}
	return w.Flush()
}

// clusters writes the groups, and their members on a sheet of their own, linked both ways and to the components.
func (b *batchWorkbook) clusters(clusters []Cluster) error {
	groups, members := b.say("sheet.clusters"), b.say("sheet.members")
	w, err := b.open(groups, append([]string{b.say("batch.to_row")}, b.clusterColumns()...), []float64{10, 8, 48, 10, 40, 14, 24, 40, 48, 48})
	if err != nil {
		return err
	}
	row := 2
	for i := range clusters {
		if err := b.sheetRow(w, i+2, []excelize.Cell{b.linkTo(members, row)}, b.clusterRow(&clusters[i])); err != nil {
			return err
		}
		row += len(clusters[i].Members)
	}
	if err := b.filter(w, len(b.clusterColumns())+1, len(clusters)+1); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return b.members(groups, clusters)
}

func (b *batchWorkbook) members(groups string, clusters []Cluster) error {
	columns := []string{b.say("cluster.no"), b.say("batch.to_row"), b.say("cluster.member"), b.say("label.agency"), b.say("cluster.provinces"),
		b.say("label.province"), b.say("label.date"), b.say("label.money"), b.say("label.file"), b.say("label.where")}
	w, err := b.open(b.say("sheet.members"), columns, []float64{8, 10, 48, 28, 20, 18, 12, 24, 28, 28})
	if err != nil {
		return err
	}
	n := 1
	for i := range clusters {
		for j := range clusters[i].Members {
			m := &clusters[i].Members[j]
			n++
			links := []excelize.Cell{b.linkTo(groups, i+2), b.linkTo(b.say("sheet.components"), m.Row+1)}
			if err := b.sheetRow(w, n, links, []string{m.Title, m.Agency, m.Province, m.Former, m.Date, b.tableMoney(m.Money), m.File, m.Place}); err != nil {
				return err
			}
		}
	}
	if err := b.filter(w, len(columns), n); err != nil {
		return err
	}
	return w.Flush()
}

// dictionary explains the columns and verdicts, and says what produced the report.
func (s speaker) dictionary(sum *batchSummary) [][]string {
	var rows [][]string
	for i := range batchColumns {
		rows = append(rows, []string{s.say(batchColumns[i].key), s.code("dict", batchColumns[i].key)})
	}
	for _, key := range []string{"cluster.shared", "cluster.earliest"} {
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
