package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// item is something that may be proposed, before it becomes a component.
type item struct {
	no        string
	name      string
	plain     string
	money     *int64
	span      string // words of a range of money that is said of it
	form      string // words of the form of investment column
	owner     string
	province  string
	period    string
	state     string
	group     string // heading it stands under
	parent    string // name of the row it is a part of
	sheet     *sheet // of a row of a table
	row       *row
	project   *row // of a plan: the row of the project it is a part of, nil when it is one itself
	text      []string
	functions []string
	users     []string
	sections  []string // where its headings stand
	tables    []cite   // rows that name it and tables that describe it
	pages     []int
	category  bool // only a kind of cost
	clause    bool // read from a clause: negation and action are settled
	negated   bool
	action    string
	block     *document.Block
	section   *section
}

// take gives the item the money that a text says of it, unless it has some.
func (it *item) take(s sum) {
	if it.money == nil {
		it.money = s.vnd
	}
	if it.span == "" {
		it.span = s.words
	}
}

// items turns the rows of a table into items: the lowest rows that carry money of their own.
func (s *sheet) items() []*item {
	var out []*item
	s.repeats = s.numbersRepeat()
	owners := s.owners()
	title := s.table.title()
	state, group := stateOf(title), ""
	if n := readNumber(title); n.ok() && n.rank < rankArabic {
		group = trimTail(title[n.end:])
	}
	for _, r := range s.all {
		if r.admin && (s.cost() || s.projectOf(r) != nil) || s.container(r) || s.insideItem(r) {
			continue
		}
		it := s.item(r, s.repeats)
		it.state, it.group = cmp.Or(it.state, state), cmp.Or(it.group, group)
		it.owner = owners[r]
		it.project = s.projectOf(r)
		out = append(out, it)
	}
	return out
}

// container tells rows that only hold others: groups, parents whose money is the sum of their parts, and headings.
func (s *sheet) container(r *row) bool {
	if len(r.children) > 0 {
		return !s.whole(r)
	}
	if r.level == rankChapter && s.table.has(roleNo) && r.money == nil {
		return true
	}
	return r.level < rankArabic && r.money == nil && s.bare(r) && s.deeper(r.level)
}

// whole tells whether a row with rows below it is one thing: it has money and they have neither money nor owner, or they are
// only the kinds of cost of a project.
func (s *sheet) whole(r *row) bool {
	if s.costed(r) {
		return true
	}
	if r.money == nil {
		return false
	}
	for _, c := range r.children {
		if s.carries(c) {
			return false
		}
	}
	return true
}

// costed tells whether the rows below a project of a plan only say what its money is for: "Phần mềm", "Thiết bị", "Chi phí tư vấn".
func (s *sheet) costed(r *row) bool {
	if s.cost() || !s.project(r) {
		return false
	}
	for _, c := range r.children {
		if !c.admin && !category(c.plain) {
			return false
		}
	}
	return true
}

// carries tells whether a row or one below it has money or cells of its own.
func (s *sheet) carries(r *row) bool {
	if r.money != nil || r.num.rank < rankLetter && !s.cost() && !s.bare(r) {
		return true
	}
	for _, c := range r.children {
		if s.carries(c) {
			return true
		}
	}
	return false
}

// insideItem tells whether a row is part of one that is an item as a whole.
func (s *sheet) insideItem(r *row) bool {
	for p := r.parent; p != nil; p = p.parent {
		if s.whole(p) {
			return true
		}
	}
	return false
}

// bare tells whether a row has nothing beside number and name.
func (s *sheet) bare(r *row) bool {
	for _, role := range []role{roleOwner, rolePeriod, roleContent, roleState, roleAction, roleNote} {
		if c := at(r.block, s.table.col(role)); c != nil && !c.Covered && strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// deeper tells whether the table has rows below a level, so that rows of the level are groups.
func (s *sheet) deeper(level int) bool {
	for _, r := range s.all {
		if r.level > level {
			return true
		}
	}
	return false
}

// numbersRepeat tells whether the numbers of the rows begin again in each group.
func (s *sheet) numbersRepeat() bool {
	seen := map[string]bool{}
	for _, r := range s.all {
		if r.level < rankArabic || r.level >= rankLetter || r.no == "" {
			continue
		}
		if seen[r.no] {
			return true
		}
		seen[r.no] = true
	}
	return false
}

// owners gives every row its owner: its own, else that of the row it is part of, which may be the agency itself, else that
// of the row above in its group when the table leaves repeated owners blank.
func (s *sheet) owners() map[*row]string {
	out := map[*row]string{}
	col := s.table.col(roleOwner)
	last, above := map[*row]string{}, ""
	ownerRows := s.table.cols[s.table.col(roleName)].owned
	for _, r := range s.all {
		own := textAt(r.block, col)
		if ditto(own) {
			own = above
		}
		if own == "" && r.parent != nil {
			own = out[r.parent]
		}
		if own == "" && len(r.children) > 0 && (r.body() || ownerRows && r.parent == nil && r.ownsGroup()) {
			own = trimTail(r.name)
		}
		if own == "" && len(r.children) == 0 {
			own = cmp.Or(last[r.parent], s.table.owner())
		}
		out[r], last[r.parent] = own, own
		if own != "" {
			above = own
		}
	}
	return out
}

// owner is the agency whose heading a table stands under, "" when it stands under none.
func (t *table) owner() string {
	for s := t.section; s != nil && s.line != nil; s = s.parent {
		if isBody(s.title) {
			return s.title
		}
	}
	return ""
}

// ditto tells whether a cell says "as above": nt, -nt-, như trên, or quotation marks.
func ditto(text string) bool {
	switch plain(text) {
	case "nt", "nhu tren", "n t":
		return true
	case "":
		return text != "" && strings.Trim(text, `"”″“'’ `) == ""
	}
	return false
}

// item reads the cells of a row.
func (s *sheet) item(r *row, repeats bool) *item {
	t := s.table
	it := &item{no: s.number(r, repeats), name: r.name, money: r.money, block: r.block, section: t.section, sheet: s, row: r}
	if r.parent != nil {
		it.name = trimTail(r.name)
	}
	it.name = afterAbout(strings.TrimRight(it.name, " ;:.,"))
	if it.plain = r.plain; it.name != r.name || len(r.name) > plainMost {
		it.plain = plain(it.name)
	}
	it.form = textAt(r.block, t.col(roleAction))
	it.period = t.period(r)
	it.state = t.state(r)
	note := textAt(r.block, t.col(roleNote))
	if it.state == "" {
		it.state = stateCell(note)
	}
	for _, role := range []role{roleContent, roleDescribe, roleResult, rolePlace} {
		if text := textAt(r.block, t.col(role)); text != "" && text != it.name {
			it.text = append(it.text, text)
		}
	}
	if note != "" && it.state != note {
		it.text = append(it.text, note)
	}
	if u := textAt(r.block, t.col(roleUsers)); u != "" {
		it.users = append(it.users, u)
	}
	it.province = textAt(r.block, t.col(roleProvince))
	it.functions = append(it.functions, r.parts...)
	s.ancestry(it, r)
	for _, c := range r.children {
		switch {
		case !s.costed(r):
			it.functions = append(it.functions, c.name)
		case r.money == nil && c.money != nil:
			sum := *c.money
			if it.money != nil {
				sum += *it.money
			}
			it.money = &sum
		}
	}
	it.category = category(it.plain)
	it.tables = append(it.tables, cite{t.ordinal, s.cite(r, repeats)})
	it.pages = append(it.pages, r.block.Place.Page)
	return it
}

// ancestry notes the group and the parent of a row, and the state that a group heading gives.
func (s *sheet) ancestry(it *item, r *row) {
	for p := r.parent; p != nil; p = p.parent {
		switch {
		case p.level >= rankArabic || s.project(p):
			if it.parent == "" {
				it.parent = trimTail(p.name)
			}
		case it.group == "":
			it.group = trimTail(p.name)
		}
		if it.state == "" {
			it.state = cmp.Or(s.table.state(p), stateCell(textAt(p.block, s.table.col(roleNote))), stateOf(p.name))
		}
		if it.period == "" && p.level >= rankArabic {
			it.period = s.table.period(p)
		}
	}
}

// state reads whether a row is carried over or new: in the words of a cell, or by a mark in the column that stands for it.
func (t *table) state(r *row) string {
	for i := range t.cols {
		if t.cols[i].role != roleState {
			continue
		}
		text := textAt(r.block, i)
		if state := stateCell(text); state != "" {
			return state
		}
		if text != "" && len([]rune(text)) <= 2 && strings.Trim(text, "0-–") != "" {
			if state := stateOf(t.cols[i].leaf); state != "" {
				return state
			}
		}
	}
	return ""
}

// stateCell reads the state in a cell: as written when the cell says nothing else.
func stateCell(text string) string {
	if state := stateOf(text); state != "" && countWords(plain(text)) <= 4 {
		return text
	}
	return stateOf(text)
}

// stateOf tells a carried-over from a new task by the words of a text, "" when they say neither or both.
func stateOf(text string) string {
	p := plain(clip(text, 120))
	if !strings.Contains(p, "moi") && !strings.Contains(p, "chuyen") {
		return "" // nearly all texts
	}
	found := ""
	for _, s := range [...]struct{ words, state string }{{"chuyen tiep", "Chuyển tiếp"}, {"mo moi", "Mở mới"}, {"nhiem vu moi", "Mở mới"}, {"du an moi", "Mở mới"},
		{"dau tu moi", "Mở mới"}, {"khoi cong moi", "Khởi công mới"}} {
		if !hasWords(p, s.words) || found == s.state {
			continue
		}
		if found != "" {
			return ""
		}
		found = s.state
	}
	return found
}

// number gives the number of a row as it is cited: "13.a)", "II.1", "5".
func (s *sheet) number(r *row, repeats bool) string {
	own := strings.TrimRight(r.no, " .")
	switch {
	case r.num.bullet() || own == "":
		if r.parent != nil && (r.parent.level >= rankArabic || s.project(r.parent)) && r.parent.no != "" {
			return s.number(r.parent, repeats)
		}
		if own == "" {
			return ""
		}
	case r.level >= rankLetter && r.parent != nil && r.parent.no != "":
		return s.number(r.parent, repeats) + "." + own
	case repeats && r.level >= rankArabic && r.num.depth == 1:
		if g := enclosing(r); g != nil {
			return groupNumber(g) + "." + own
		}
	}
	return own
}

// enclosing returns the numbered group of a row.
func enclosing(r *row) *row {
	for p := r.parent; p != nil; p = p.parent {
		if p.no != "" && p.level < rankArabic {
			return p
		}
	}
	return nil
}

// groupNumber gives the number of a group; that of a lettered one says nothing without the number it stands under.
func groupNumber(g *row) string {
	own := strings.TrimRight(g.no, " .")
	if up := enclosing(g); up != nil && g.num.rank == rankLetter {
		return groupNumber(up) + "." + strings.Trim(own, "()")
	}
	return own
}

// cite names the place of a row: by sheet and row, by line, or by table and the row's own number.
func (s *sheet) cite(r *row, repeats bool) string {
	p := r.block.Place
	if p.Sheet != "" || s.table.lined || s.table.place.Table == 0 {
		return s.table.citeBlock(r.block)
	}
	label := strings.TrimRight(r.no, " .)")
	if label == "" || r.num.bullet() {
		label = fmt.Sprint(r.ordinal)
	}
	out := s.table.citeTable()
	if g := enclosing(r); g != nil && repeats {
		out += ", nhóm " + groupNumber(g)
	}
	return out + ", dòng " + label
}

// citeTable names a table: by the number of its caption, else by its place among the tables.
func (t *table) citeTable() string {
	if t.no != "" {
		return "Bảng " + t.no
	}
	return fmt.Sprintf("bảng thứ %d", max(t.place.Table, t.ordinal))
}

// citeBlock names the place of a row by where it stands in the file.
func (t *table) citeBlock(b *document.Block) string {
	if t.lined {
		return fmt.Sprintf("dòng %d", b.Place.Row)
	}
	return citePlace(b.Place)
}

// cite is a place in a table, ordered by the table.
type cite struct {
	order int
	text  string
}

// location joins where an item stands: its headings, the tables that name or describe it, the pages.
func (it *item) location() string {
	parts := append([]string{}, it.sections...)
	tables := slices.Clone(it.tables)
	slices.SortStableFunc(tables, func(a, b cite) int { return a.order - b.order })
	for _, c := range tables {
		parts = append(parts, c.text)
	}
	parts = unique(parts)
	pages := append([]int{}, it.pages...)
	slices.Sort(pages)
	var numbers []string
	for _, n := range slices.Compact(pages) {
		if n > 0 {
			numbers = append(numbers, fmt.Sprint(n))
		}
	}
	if len(numbers) > 0 {
		parts = append(parts, "trang "+strings.Join(numbers, ", "))
	}
	return strings.Join(parts, "; ")
}

// citePlace names a place in a file.
func citePlace(p document.Place) string {
	switch {
	case p.Sheet != "" && p.Row > 0:
		return fmt.Sprintf("trang tính '%s', dòng %d", p.Sheet, p.Row)
	case p.Sheet != "":
		return fmt.Sprintf("trang tính '%s'", p.Sheet)
	case p.Table > 0:
		return withPage(fmt.Sprintf("bảng thứ %d, dòng %d", p.Table, p.Row), p)
	case p.Row > 0:
		return fmt.Sprintf("dòng %d", p.Row)
	case p.Page > 0:
		return fmt.Sprintf("trang %d", p.Page)
	case p.Para > 0:
		return fmt.Sprintf("đoạn %d", p.Para)
	}
	return ""
}

// withPage adds the page where the format has pages.
func withPage(s string, p document.Place) string {
	if p.Page == 0 {
		return s
	}
	return fmt.Sprintf("%s; trang %d", s, p.Page)
}
