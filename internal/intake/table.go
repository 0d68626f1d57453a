package intake

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// tableKind is what a table is for.
type tableKind uint8

const (
	otherTable    tableKind = iota
	inUseTable              // systems that run already
	itemTable               // rows are things proposed, with money or owner
	functionTable           // rows are functions of one or more components
	fieldTable              // label and value
	glossaryTable
	indicatorTable
)

// table is a grid, or a part of one, whose header is understood.
type table struct {
	kind     tableKind
	cols     []column
	rows     []*document.Block // below the header
	place    document.Place
	caption  string // text of the caption line
	no       string // number in the caption: "1", "PL1"
	ordinal  int    // among all tables of the document, from 1
	unit     int64  // đồng per unit, 0 when not stated
	section  *section
	header   []string // texts of the header, for messages
	byRole   map[role]int
	sums     []int    // money columns to be added up when there is no whole
	lined    bool     // rows are lines of a text file
	above    []string // texts above it on its sheet, below the table before
	province string   // that its sheet names
	partCol  int      // column of the parts of projects whose names span several rows, 0 when there is none
	partCost int      // column of their amounts, -1 for none
	lead     leadRows // rows between the table above on the sheet and this one
}

// at returns the cell of a row in a column, nil when there is none.
func at(r *document.Block, col int) *document.Cell {
	if col < 0 {
		return nil
	}
	if col < len(r.Cells) && r.Cells[col].Column == col {
		return &r.Cells[col]
	}
	for i := range r.Cells {
		if r.Cells[i].Column == col {
			return &r.Cells[i]
		}
	}
	return nil
}

// textAt returns the text of a row in a column on one line. A cell covered by one to its left gives nothing; a cell
// covered from above gives what covers it.
func textAt(r *document.Block, col int) string {
	c := at(r, col)
	if c == nil || c.Covered && coveredFromLeft(r, c) {
		return ""
	}
	return oneLine(c.Text)
}

// coveredFromLeft tells whether the cell is hidden by a cell of the same row.
func coveredFromLeft(r *document.Block, c *document.Cell) bool {
	for i := range r.Cells {
		o := &r.Cells[i]
		if !o.Covered && o.Column < c.Column && o.Column+o.ColSpan > c.Column {
			return true
		}
	}
	return false
}

// col returns the column of a role, -1 when the table has none.
func (t *table) col(r role) int {
	if c, ok := t.byRole[r]; ok {
		return c
	}
	return -1
}

// has tells whether the table has a column of a role.
func (t *table) has(r role) bool { _, ok := t.byRole[r]; return ok }

// arrange chooses one column for each role, and settles what the table is for.
func (t *table) arrange() {
	t.byRole = map[role]int{}
	for i := range t.cols {
		c := &t.cols[i]
		best, have := t.byRole[c.role]
		scored := c.role == roleMoney || c.role == roleName
		if c.role != roleNone && (!have || scored && c.score > t.cols[best].score || !scored && c.first && !t.cols[best].first) {
			t.byRole[c.role] = i
		}
	}
	t.measureUnits()
	t.demoteNames()
	t.findEnds()
	t.findState()
	t.findStages()
	t.chooseMoney()
	t.kind = t.kindOf()
	t.findCodes()
	t.findParts()
}

// findCodes takes a column of codes before the names ("Mã nhiệm vụ") for that of the numbers when there is no other; groups
// have their numbers there.
func (t *table) findCodes() {
	for i := 0; i < t.col(roleName) && !t.has(roleNo); i++ {
		if t.cols[i].leaf == "ma" || strings.HasPrefix(t.cols[i].leaf, "ma ") {
			t.byRole[roleNo] = i
		}
	}
}

// measureUnits takes a column "Đơn vị" beside one of quantities for that of the units of measure, and not of bodies.
func (t *table) measureUnits() {
	c := t.col(roleOwner)
	if c < 0 || !t.has(roleQuantity) || t.cols[c].leaf != "don vi" {
		return
	}
	t.cols[c].role = roleUnit
	delete(t.byRole, roleOwner)
	if !t.has(roleUnit) {
		t.byRole[roleUnit] = c
	}
}

// findEnds takes a lone column of beginnings or ends for that of the period when its cells are dates. Among packages
// "Thời gian bắt đầu" is when the bidding begins.
func (t *table) findEnds() {
	start, end := t.col(roleStart), t.col(roleEnd)
	c := max(start, end)
	switch {
	case (start >= 0) == (end >= 0):
	case start >= 0 && t.cols[c].leaf == "thoi gian bat dau":
		t.cols[c].role, t.byRole[roleBidding] = roleBidding, c
	case !t.has(rolePeriod) && slices.ContainsFunc(t.rows, func(b *document.Block) bool { return hasDigit(textAt(b, c)) && !isColumnNumbers(b) }):
		t.cols[c].role, t.byRole[rolePeriod] = rolePeriod, c
	}
}

// period reads when a row is to be carried out.
func (t *table) period(r *row) string {
	if own := textAt(r.block, t.col(rolePeriod)); own != "" || !t.has(roleStart) || !t.has(roleEnd) {
		return own
	}
	start, end := dayFirst(textAt(r.block, t.col(roleStart))), dayFirst(textAt(r.block, t.col(roleEnd)))
	if start == "" || end == "" || start == end {
		return cmp.Or(start, end)
	}
	return start + " - " + end
}

// dayFirst writes a date that a cell holds as people write it: 2027-02-01 as 01/02/2027. Other texts stay.
func dayFirst(text string) string {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.Format("02/01/2006")
	}
	return text
}

// demoteNames turns further name columns into content.
func (t *table) demoteNames() {
	best := t.col(roleName)
	for i := range t.cols {
		if t.cols[i].role == roleName && i != best {
			t.cols[i].role = roleContent
			if !t.has(roleContent) {
				t.byRole[roleContent] = i
			}
		}
	}
	if best >= 0 || t.has(roleFunction) || t.has(roleTerm) || t.has(roleIndicator) {
		return
	}
	if c := t.col(roleDescribe); c >= 0 {
		t.byRole[roleName] = c
		return
	}
	for i := range t.cols {
		if t.cols[i].role == roleNone && t.cols[i].leaf != "" && t.has(roleNo) && t.has(roleMoney) {
			t.byRole[roleName] = i
			return
		}
	}
}

// findState takes a column whose header says nothing known ("Loại") for that of the state when its cells all say one.
func (t *table) findState() {
	if t.has(roleState) {
		return
	}
	for i := range t.cols {
		if t.cols[i].role != roleNone || t.cols[i].leaf == "" {
			continue
		}
		said := 0
		for _, b := range t.rows {
			text := textAt(b, i)
			if text == "" || isColumnNumbers(b) {
				continue
			}
			if stateOf(text) == "" || countWords(plain(text)) > 4 {
				said = 0
				break
			}
			said++
		}
		if said > 0 {
			t.cols[i].role, t.byRole[roleState] = roleState, i
			return
		}
	}
}

// findStages takes columns that only name a stage of approval ("Đã phê duyệt", "Điều chỉnh") for money where no other column
// is and their cells hold amounts: the final stage before others.
func (t *table) findStages() {
	if t.has(roleMoney) || !t.has(roleName) {
		return
	}
	for i := range t.cols {
		c := &t.cols[i]
		if !moneyStage.is(c.leaf) || !t.figures(i) {
			continue
		}
		c.role, c.score = roleMoney, 4
		switch {
		case moneyAsked.is(c.leaf):
			c.score--
		case moneyFinal.is(c.leaf):
			c.score++
		}
		if best := t.col(roleMoney); best < 0 || c.score > t.cols[best].score {
			t.byRole[roleMoney] = i
		}
	}
}

// figures tells whether most filled cells of a column are numbers, and not only small ones.
func (t *table) figures(col int) bool {
	numbers, filled, large := 0, 0, false
	for _, b := range t.rows {
		c := at(b, col)
		if c == nil || c.Covered || strings.TrimSpace(c.Text) == "" {
			continue
		}
		filled++
		if v, ok := viet.ParseAmount(c.Text, 1); ok || c.Number != nil {
			numbers++
			large = large || v >= 200 || c.Number != nil && *c.Number >= 200
		}
	}
	return large && numbers*2 > filled
}

// chooseMoney falls back on amounts before tax, and adds up years or sources where no column holds the whole.
func (t *table) chooseMoney() {
	best := t.col(roleMoney)
	if best < 0 {
		if p := t.col(rolePrice); p >= 0 && strings.HasPrefix(t.cols[p].leaf, "truoc") {
			t.byRole[roleMoney] = p
		}
		return
	}
	if !t.cols[best].part {
		return
	}
	for i := range t.cols {
		c := &t.cols[i]
		if c.role == roleMoney && c.part && c.score == t.cols[best].score {
			t.sums = append(t.sums, i)
		}
	}
	if len(t.sums) < 2 {
		t.sums = nil
	}
}

// kindOf tells what the table is for from its columns.
func (t *table) kindOf() tableKind {
	switch {
	case t.has(roleTerm) && !t.has(roleMoney):
		return glossaryTable
	case t.has(roleIndicator) && !t.has(roleMoney):
		return indicatorTable
	case t.has(roleFunction) && !t.has(roleMoney) && !t.has(roleOwner):
		return functionTable
	case t.has(roleActor) && (t.has(roleName) || t.has(roleDescribe)) && !t.has(roleMoney):
		return functionTable
	}
	n := t.col(roleName)
	switch {
	case n < 0 || t.has(rolePerson) && !t.has(roleMoney) && !t.has(roleState) && t.cols[n].score < 6:
		return otherTable
	case t.inUse():
		return inUseTable
	case t.national():
		return otherTable
	}
	if t.has(roleMoney) || t.cols[n].score >= 5 && (t.has(roleOwner) || t.has(rolePeriod) || t.has(roleAction) || t.has(roleState) || t.has(roleFunds) || t.has(roleContent) || t.has(roleDescribe) || t.has(roleUsers) || t.has(roleResult) || t.has(rolePlace)) {
		return itemTable
	}
	if t.has(roleNo) && t.has(roleOwner) && (t.has(rolePeriod) || t.has(roleResult)) && taskTitles.within(plain(clip(strings.Join(t.above, " "), 500))) != "" {
		return itemTable
	}
	if t.cols[n].score >= 5 && t.has(roleNo) || t.cols[n].score >= 5 && t.has(roleNote) {
		return itemTable
	}
	return otherTable
}

// taskTitles are in the title of a list of tasks, whose names may stand under "Nội dung công việc".
var taskTitles = newPhrases("danh mục nhiệm vụ", "danh mục dự án", "danh mục các nhiệm vụ", "danh mục công việc", "danh mục nội dung", "nhiệm vụ chuyển đổi số", "kế hoạch chuyển đổi số", "kế hoạch ứng dụng")

// Words of the title of a list of what runs already, and those that say that it proposes something all the same.
var (
	inUseTitles = newPhrases("đang vận hành", "đang sử dụng", "đang khai thác", "đang hoạt động", "đang triển khai", "hiện có", "hiện đang", "đã đưa vào sử dụng", "đã đưa vào vận hành", "đã triển khai", "hiện trạng")
	planTitles  = newPhrases("đề xuất", "dự kiến", "kế hoạch", "nhu cầu", "nâng cấp", "đăng ký", "đầu tư mới", "mở rộng", "duy trì", "bổ sung", "kinh phí năm", "dự toán năm", "chuyển tiếp", "mở mới")
)

// inUse tells whether a table lists systems that run already, by a column only such lists have or by its title.
func (t *table) inUse() bool {
	title := plain(clip(strings.Join(t.above, " "), 500))
	if t.has(roleState) || t.has(roleBidding) || planTitles.within(title) != "" {
		return false
	}
	if c := t.col(roleMoney); c >= 0 && planTitles.within(t.cols[c].label) != "" {
		return false
	}
	return t.has(roleInUse) && !t.has(rolePeriod) || inUseTitles.within(title) != "" && listTitles.within(title) != ""
}

// national tells whether a table lists platforms of ministries, as annexes to a plan do for reference, rather than what
// somebody proposes: systems whose owners are all ministries, without money, time or state.
func (t *table) national() bool {
	owner := t.col(roleOwner)
	if owner < 0 || t.has(roleMoney) || t.has(rolePeriod) || t.has(roleState) || t.has(roleAction) || !systemNames.starts(t.cols[t.col(roleName)].leaf) {
		return false
	}
	ministries := 0
	for _, b := range t.rows {
		p := plain(textAt(b, owner))
		if p == "" {
			continue
		}
		if !strings.HasPrefix(p, "bo ") || localWords.within(p) != "" {
			return false
		}
		ministries++
	}
	return ministries > 0
}

// systemNames begin the header of the names of systems that exist; localWords tell a local body that begins like a ministry.
var (
	systemNames = newPhrases("tên nền tảng", "nền tảng", "tên hệ thống", "tên cơ sở dữ liệu", "tên csdl", "tên phần mềm")
	localWords  = newPhrases("tỉnh", "bộ chỉ huy", "bộ phận")
)

// title is the last text above a table that names it, "" when there is none.
func (t *table) title() string {
	for i := len(t.above) - 1; i >= 0; i-- {
		text := t.above[i]
		if unitAmong([]string{text}) == 0 && placeDate(text) == "" && !strings.HasPrefix(text, "(") {
			return text
		}
	}
	return ""
}

// unitOf returns the unit of a money column in đồng: its own, the table's, or 0 when none is stated.
func (t *table) unitOf(col int) int64 {
	if u := t.cols[col].unit; u != 0 {
		return u
	}
	return t.unit
}

// bracketedUnit reads a unit that stands alone in brackets: "Tổng hợp kinh phí (triệu đồng)".
func bracketedUnit(s string) (int64, bool) {
	open := strings.LastIndexByte(s, '(')
	if open < 0 {
		return 0, false
	}
	inside, _, closed := strings.Cut(s[open+1:], ")")
	p := plain(clip(inside, 60))
	said := strings.HasPrefix(p, "don vi") || strings.HasPrefix(p, "dvt")
	if !closed || hasDigit(inside) && !said || countWords(p) > 2 && !said || len(s) > 250 && !said || countWords(p) > 6 {
		return 0, false
	}
	return viet.MoneyUnit(inside[strings.IndexByte(inside, ':')+1:])
}

// bareUnits are units of money that stand alone in a cell or line.
var bareUnits = newPhrases("đồng", "nghìn đồng", "ngàn đồng", "triệu đồng", "tr đồng", "tỷ đồng", "tỉ đồng")

// moneyUnitLine reads "Đơn vị tính: triệu đồng", "ĐVT: đồng", "(đơn vị: đồng)", "Triệu đồng". ok is false for anything else.
func moneyUnitLine(s string) (int64, bool) {
	if u, ok := bracketedUnit(s); ok {
		return u, true
	}
	p := plain(clip(s, 300))
	if bareUnits.is(p) {
		return viet.MoneyUnit(s)
	}
	if !hasWords(p, "don vi tinh") && !hasWords(p, "dvt") && !hasWords(p, "don vi") && !hasWords(p, "dv tinh") {
		return 0, false
	}
	i := strings.LastIndex(s, ":")
	return viet.MoneyUnit(s[i+1:])
}
