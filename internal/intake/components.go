package intake

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// readTables understands every grid: item tables become sheets, function tables and loose grids are kept, and sheets
// of a workbook that hold no plan are named.
func (d *dossier) readTables() {
	var prev *table
	var caption *line
	d.root.eachElem(func(s *section, e elem) {
		if e.line != nil {
			caption = captionBefore(caption, e.line)
			if len(e.line.text) > 20 && !e.line.layout && captionNumber(e.line.plain) == "" {
				if _, ok := moneyUnitLine(e.line.text); !ok {
					prev = nil
				}
			}
			return
		}
		d.tableNo++
		parts := e.table.parts
		if len(parts) == 0 {
			if t := continuation(prev, e.table); t != nil {
				parts = []*table{t}
			}
		}
		for _, t := range parts {
			t.section, t.ordinal = s, d.tableNo
			t.lined = d.doc.Format == document.CSV || d.doc.Format == document.TXT
			d.dress(t, e.table, caption)
			d.keep(t)
			prev = t
		}
		if len(parts) == 0 || len(e.table.rest) > 0 {
			d.keepLoose(e.table, parts)
		}
		caption = nil
	})
}

// captionBefore remembers the caption and unit lines above a table.
func captionBefore(caption, l *line) *line {
	if captionNumber(l.plain) != "" {
		return l
	}
	if _, ok := moneyUnitLine(l.text); ok && caption == nil {
		return l
	}
	if caption != nil && len(l.text) > 200 {
		return nil
	}
	return caption
}

// eachElem visits the elements under every section in reading order.
func (s *section) eachElem(visit func(*section, elem)) {
	s.walk(func(t *section) {
		if t.line != nil {
			visit(t, elem{line: t.line})
		}
		for _, e := range t.body {
			visit(t, e)
		}
	})
}

// dress gives a table its caption, number, province and unit.
func (d *dossier) dress(t *table, g *grid, caption *line) {
	t.province = d.headOf(g).province
	if caption != nil {
		t.caption = caption.text
		t.no = captionNumber(caption.plain)
		if u, ok := moneyUnitLine(caption.text); ok {
			t.unit = u
		}
	}
	if u := unitAmong(t.lead.texts()); u != 0 {
		t.unit = u
	}
	if t.unit == 0 {
		t.unit = unitIn(g, t.rows, t.header)
	}
	if t.unit == 0 && t.section != nil {
		t.unit = t.section.unitBefore(g)
	}
	if t.unit == 0 && t.section != nil {
		t.unit = t.section.unitBelow(g)
	}
	if len(t.above) == 0 && caption != nil {
		t.above = []string{caption.text}
	}
}

// unitBefore reads the unit that was stated last before a table of the section, in đồng, 0 when none was.
func (s *section) unitBefore(g *grid) int64 {
	unit := int64(0)
	for _, e := range s.body {
		if e.table == g {
			break
		}
		if e.line != nil {
			if u, ok := moneyUnitLine(e.line.text); ok {
				unit = u
			}
		}
	}
	return unit
}

// unitBelow reads a unit in the line right below a table, unless it stands above another one, 0 when there is none.
func (s *section) unitBelow(g *grid) int64 {
	i := slices.IndexFunc(s.body, func(e elem) bool { return e.table == g })
	if i < 0 || i+1 >= len(s.body) || s.body[i+1].line == nil || i+2 < len(s.body) && s.body[i+2].table != nil {
		return 0
	}
	u, _ := moneyUnitLine(s.body[i+1].line.text)
	return u
}

// unitIn reads the unit of a table from the lines and rows above the first of its grid, which hold for all, else from its
// own header and first rows.
func unitIn(g *grid, rows []*document.Block, header []string) int64 {
	for _, e := range g.before {
		if u, ok := moneyUnitLine(e.line.text); ok {
			return u
		}
	}
	for _, r := range g.rest {
		if u := unitAmong(filled(r)); u != 0 {
			return u
		}
	}
	if u := unitAmong(header); u != 0 {
		return u
	}
	for _, r := range rows[:min(len(rows), 12)] {
		if u := unitAmong(filled(r)); u != 0 {
			return u
		}
	}
	return 0
}

// unitAmong returns the unit that one of some texts states, in đồng, 0 when none does.
func unitAmong(texts []string) int64 {
	for _, text := range texts {
		if u, ok := moneyUnitLine(text); ok {
			return u
		}
	}
	return 0
}

// keep files a table under what it is for.
func (d *dossier) keep(t *table) {
	switch t.kind {
	case itemTable:
		if len(t.rows) == 0 {
			return
		}
		s := readRows(t)
		d.sheets = append(d.sheets, s)
		d.unread = append(d.unread, s.unread...)
	case functionTable:
		d.functions = append(d.functions, t)
	case inUseTable:
		d.aside = append(d.aside, aside{t.place, t.header, InUse})
	case indicatorTable, otherTable, glossaryTable:
		d.aside = append(d.aside, aside{t.place, t.header, NotAPlan})
		if t.kind == otherTable {
			d.loose = append(d.loose, &grid{rows: t.rows, place: t.place})
		}
	}
}

// keepLoose keeps rows that no header explains; in a workbook it names the sheet.
func (d *dossier) keepLoose(g *grid, parts []*table) {
	rest := g.rest
	if len(parts) == 0 {
		rest = g.rows
		forms := formsOf(g)
		d.forms = append(d.forms, forms...)
		if len(g.rows) > 0 && len(forms) == 0 {
			d.aside = append(d.aside, aside{g.place, rowTexts(g.rows[0]), NotAPlan})
		}
	}
	d.loose = append(d.loose, &grid{rows: rest, place: g.place})
}

// aside is a table that proposes nothing.
type aside struct {
	place  document.Place
	header []string
	why    Why
}

// nameSheets notes the sheets of a workbook that propose nothing, and the tables that do not on sheets that do. A text that
// is a list of systems in use is noted too; other texts have many tables.
func (d *dossier) nameSheets() {
	plans := map[string]bool{}
	for _, s := range d.sheets {
		if s.proposes() && len(s.all) > 0 {
			plans[s.table.place.Sheet] = true
		}
	}
	for _, t := range d.functions {
		plans[t.place.Sheet] = true
	}
	for _, it := range d.forms {
		plans[it.sheetName()] = true
	}
	for _, a := range d.asides() {
		switch {
		case a.place.Sheet == "" && (a.why != InUse || len(d.items) > 0):
			continue
		case a.place.Sheet != "" && !plans[a.place.Sheet]:
			a.place = document.Place{Sheet: a.place.Sheet}
		}
		d.unread = append(d.unread, Unread{Place: citePlace(a.place), What: clip(strings.Join(unique(a.header), " | "), 120), Why: a.why})
		if a.place.Row == 0 {
			plans[a.place.Sheet] = true // named once
		}
	}
}

// asides lists the tables that propose nothing in reading order, and for each sheet without a table its first row.
func (d *dossier) asides() []aside {
	known := map[string]bool{"": true}
	order := map[string]int{} // of the sheets
	out := d.aside
	for _, a := range d.aside {
		known[a.place.Sheet] = true
	}
	for _, s := range d.sheets {
		if s.proposes() && len(s.all) > 0 {
			known[s.table.place.Sheet] = true
		}
	}
	for _, it := range d.forms {
		known[it.sheetName()] = true
	}
	for i := range d.doc.Blocks {
		b := &d.doc.Blocks[i]
		if _, met := order[b.Place.Sheet]; !met {
			order[b.Place.Sheet] = len(order)
		}
		if !known[b.Place.Sheet] {
			known[b.Place.Sheet] = true
			out = append(out, aside{b.Place, rowTexts(b), NotAPlan})
		}
	}
	slices.SortStableFunc(out, func(a, b aside) int { return order[a.place.Sheet] - order[b.place.Sheet] })
	return out
}

// collect finds the items of the document: rows of tables joined with the headings that describe them, else headings,
// else kinds of cost.
func (d *dossier) collect() []*item {
	rows, weak := d.rowItems()
	heads := d.headingItems()
	switch {
	case len(heads) > 1 && onlyCosts(rows):
		price(heads, append(rows, weak...))
		d.join(heads)
		return heads
	case len(heads) > 1 && unpriced(rows):
		d.join(heads)
		return dropRepeats(append(heads, rows...))
	case len(rows) > 0 && (len(rows) > 1 || len(heads) <= 1):
		d.join(rows)
		return rows
	case len(rows) == 0 && len(d.registered()) > 0:
		return d.registered()
	case len(heads) > 0:
		d.join(heads)
		return heads
	case len(rows) > 0:
		return rows
	}
	if len(weak) > 1 && d.unplanned() {
		return weak
	}
	if parts := d.formParts(); len(parts) > 1 {
		return parts
	}
	return d.listedNames()
}

// onlyCosts tells whether most rows name costs ("chi phí ...") and not things, so that headings say better what is proposed.
func onlyCosts(rows []*item) bool {
	n := 0
	for _, it := range rows {
		if strings.HasPrefix(it.plain, "chi phi") {
			n++
		}
	}
	return n*2 >= len(rows)
}

// unpriced tells whether rows only list things, without money, owner or time, as lists of devices beside the description of
// software do.
func unpriced(rows []*item) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(it *item) bool {
		return it.money != nil || it.owner != "" || it.period != "" || it.sheet == nil || it.sheet.table.has(roleMoney) || !it.sheet.table.has(roleQuantity)
	})
}

// price gives items found as headings the money of the cost rows that name them.
func price(heads, rows []*item) {
	for _, h := range heads {
		for _, r := range rows {
			name := strings.TrimSpace(strings.TrimPrefix(r.plain, "chi phi"))
			if h.money == nil && similarity(h.plain, name) >= alike {
				h.money = r.money
				h.tables = append(h.tables, r.tables...)
			}
		}
	}
}

// rowItems collects the items of all tables; a thing named in several tables is one item.
func (d *dossier) rowItems() (strong, weak []*item) {
	bidding := slices.ContainsFunc(d.sheets, func(s *sheet) bool { return s.table.has(roleBidding) && len(s.all) > 0 })
	for _, s := range d.sheets {
		if !s.proposes() || bidding && !s.table.has(roleBidding) && !s.table.listsProjects() {
			continue // of a plan of packages, other tables tell of work that needs none
		}
		items := s.items()
		if whole := d.detailOf(s, items, strong); whole != nil {
			for _, it := range items {
				whole.functions = append(whole.functions, it.name)
			}
			continue
		}
		earlier := strong
		for _, it := range items {
			switch {
			case it.category && s.cost():
				weak = append(weak, it)
			case !d.mergeInto(earlier, it, s):
				strong = append(strong, it)
			}
		}
		d.badAmounts(s)
	}
	return strong, weak
}

// proposes tells whether a table stands where things are proposed.
func (s *sheet) proposes() bool {
	if s.points() {
		return false
	}
	sec := s.table.section
	if sec == nil {
		return true
	}
	switch sec.class {
	case classPresent, classGlossary, classBasis, classTech:
		return false
	case classNeed, classOrganise:
		return s.table.has(roleMoney)
	}
	return true
}

// pointWords begin the rows by which software is priced from its use cases: points, factors, hours, rates of pay.
var pointWords = newPhrases("tính điểm", "điểm actor", "điểm use case", "điểm tác nhân", "điểm trường hợp sử dụng", "tính điểm uucp", "hệ số", "hệ số phức tạp", "tính hệ số", "hệ số tác động", "giá trị nỗ lực", "nội suy", "thời gian lao động", "mức lương lao động", "xác định mức lương", "định giá", "giá trị phần mềm nội bộ", "tổng số giờ công", "tính aucp", "aucp", "uucp", "tcf", "ef", "taw", "tbf", "xác định hệ số", "xác định độ ổn định", "độ ổn định kinh nghiệm", "chi phí nhân công", "thu nhập chịu thuế tính trước", "chi phí chung", "tính mức lương")

// points tells whether the rows price software by its use cases, which proposes nothing.
func (s *sheet) points() bool {
	n := 0
	for _, r := range s.all {
		if pointWords.starts(r.plain) {
			n++
		}
	}
	return n > 2 && n*2 > len(s.all)
}

// detailOf tells whether a table only breaks down one item already found: it stands under that item's heading or adds
// up to its money. A plan that happens to do so does not.
func (d *dossier) detailOf(s *sheet, items, found []*item) *item {
	if !s.cost() {
		return nil
	}
	sum, priced := int64(0), 0
	for _, it := range items {
		if it.money != nil {
			sum += *it.money
			priced++
		}
	}
	for _, f := range found {
		if f.money == nil || len(items) == 0 || priced == 0 {
			continue
		}
		if total := s.total; *f.money == sum && len(items) > 1 || total != nil && *f.money == *total && !sameName(f, items[0]) {
			return f
		}
	}
	return nil
}

// mergeLimit is the most comparisons of names one row may cost; plans of many sheets are not compared row by row.
const mergeLimit = 2000

// mergeInto joins an item with one of the same name from an earlier table. Rows of plans with different money or owners
// are different tasks, though they carry one name.
func (d *dossier) mergeInto(earlier []*item, it *item, s *sheet) bool {
	if len(earlier) > mergeLimit {
		return false
	}
	for _, f := range earlier {
		if !sameName(f, it) || f.sheet != nil && !d.mayBeOne(f.sheet.table.province, s.table.province) {
			continue
		}
		if !s.cost() && (f.money != nil && it.money != nil && *f.money != *it.money || f.owner != "" && it.owner != "" && f.owner != it.owner) {
			continue
		}
		if f.money == nil {
			f.money = it.money
		}
		if f.owner == "" {
			f.owner = it.owner
		}
		if f.period == "" {
			f.period = it.period
		}
		f.text = append(f.text, it.text...)
		f.functions = append(f.functions, it.functions...)
		f.tables, f.pages = append(f.tables, it.tables...), append(f.pages, it.pages...)
		return true
	}
	return false
}

// component hands an item over.
func (it *item) component() engine.Component {
	c := engine.Component{
		No: it.no, Name: it.name, Functions: it.functions, Users: it.users, Money: it.money,
		Owner: it.owner, Period: it.period, State: it.state, Location: it.location(),
	}
	c.Description = clip(strings.TrimSpace(strings.Join(unique(it.text), "\n")), detailLimit)
	if it.parent != "" {
		c.Description = strings.TrimSpace(it.parent + "\n" + c.Description)
	}
	c.Action, c.Negated = it.decide()
	return c
}

// decide settles what is done: the form of investment where the document states it, else what the name says.
func (it *item) decide() (engine.Action, bool) {
	if it.clause {
		return engine.Action(it.action), it.negated
	}
	action, negated := engine.ActionOf(it.name)
	if negated {
		action, _ = engine.ActionOf(it.name + "; " + strings.Join(it.text, "; ")) // what follows says what is done instead
		return action, true
	}
	if form, ok := formAction(it.form); ok && action != engine.Hardware && action != engine.Training {
		return form, false
	}
	if it.parent != "" && action == engine.Build {
		if up, _ := engine.ActionOf(it.parent); inherits(up) && !(up == engine.Hardware && namesSystem(it.name)) {
			return up, false
		}
	}
	return action, false
}

// inherits tells the actions that a heading gives to the rows under it.
func inherits(a engine.Action) bool {
	switch a {
	case engine.Lease, engine.Upgrade, engine.Expand, engine.Maintain, engine.Hardware, engine.Training, engine.Pilot:
		return true
	}
	return false
}

// unique removes empty and repeated texts.
func unique(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
