package intake

import (
	"math"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// row is one row of an item table, in the tree of groups, items and sub-items.
type row struct {
	block    *document.Block
	no       string // as written in the number cell, or read off the name
	num      number
	level    int
	name     string
	parts    []string // list that the name cell holds below the name
	plain    string
	money    *int64
	badMoney string // text of a money cell that is no amount
	parent   *row
	children []*row
	ordinal  int // place among the data rows of the table, from 1
	admin    bool
	part     bool  // of the project above, named in a column of its own
	project  *bool // with parts: whether they are those of one project, nil until asked
}

// plainMost is how many bytes of a name a row is recognised by.
const plainMost = 200

// sheet is an item table read: its rows as a tree, and its total.
type sheet struct {
	table   *table
	all     []*row
	open    []*row // the last row and those that enclose it, while rows are read
	total   *int64
	grand   bool // the total row says "tổng", not only "cộng"
	admins  int
	repeats bool // numbers begin again in each group
	notes   bool // the rows that follow are notes beneath the table
	signed  bool // or signatures
	below   bool // the rows that follow are parts of the last numbered one: "trong đó" stood before them
	unread  []Unread
}

// Phrases that open the special rows of a table.
var (
	totalWords = newPhrases("tổng cộng", "cộng", "tổng số", "tổng dự toán", "tổng mức đầu tư", "tổng kinh phí", "tổng", "cộng tổng", "tổng hợp kinh phí", "tổng giá trị", "tổng chi phí", "tổng vốn", "tổng cộng làm tròn", "làm tròn", "toàn tỉnh", "tổng mức", "mang sang", "chuyển sang trang sau", "cộng trước thuế", "cộng sau thuế", "giá trị dự toán sau thuế")
	partTotal  = newPhrases("cộng", "mang sang", "chuyển sang trang sau")
	rounded    = newPhrases("làm tròn", "tổng cộng làm tròn")
	noteWords  = newPhrases("ghi chú", "nguồn", "bằng chữ", "người lập", "nơi nhận", "kt giám đốc", "giám đốc", "thủ trưởng", "chủ tịch", "tm ủy ban nhân dân", "số tiền bằng chữ", "lưu ý", "kế toán")
	signWords  = newPhrases("người lập", "nơi nhận", "kt giám đốc", "giám đốc", "thủ trưởng", "chủ tịch", "tm ủy ban nhân dân")
	adminWords = newPhrases("chi phí quản lý", "quản lý dự án", "chi phí tư vấn", "tư vấn", "chi phí khác", "khác", "chi phí dự phòng", "dự phòng", "chi phí thẩm định", "thẩm định", "thẩm tra", "chi phí thẩm tra", "chi phí kiểm toán", "kiểm toán",
		"thuế giá trị gia tăng", "thuế vat", "thuế gtgt", "vat", "lệ phí", "phí thẩm định", "giám sát thi công", "chi phí giám sát", "lập hồ sơ mời thầu", "chi phí lập", "chi phí đấu thầu", "bảo hiểm", "làm tròn", "chi phí bảo hiểm", "lập dự án", "lập báo cáo", "lập đề cương",
		"chi phí lựa chọn nhà thầu", "đánh giá hồ sơ dự thầu", "chi phí quyết toán", "chi phí hạng mục chung", "giám sát triển khai", "lập thiết kế", "chi phí thuê tư vấn", "lập kế hoạch", "các chi phí khác", "chi khác", "dự phòng phí", "phí và lệ phí", "lập e hsmt", "quyết toán", "thẩm định giá", "chi phí thẩm định giá", "qlda", "cp qlda", "chi phí qlda", "cp quản lý", "cp tư vấn", "cp khác", "cp dự phòng", "trả công lao động", "công lao động", "nguyên vật liệu", "nguyên vật liệu năng lượng", "thiết bị máy móc", "chi phí khảo sát", "công tác phí", "văn phòng phẩm")
	// categoryWords are the words of cost categories that name no thing of their own.
	categoryWords = newPhrases("chi phí", "xây dựng", "mua sắm", "phát triển", "triển khai", "nâng cấp", "phần mềm", "nội bộ", "thương mại", "thiết bị", "phần cứng", "hệ thống", "cơ sở dữ liệu", "đào tạo", "hướng dẫn", "sử dụng", "chuyển giao", "công nghệ", "tạo lập", "chuyển đổi", "nhập", "dữ liệu", "số hóa", "hạ tầng", "kỹ thuật", "lắp đặt", "cài đặt", "dịch vụ", "công nghệ thông tin", "cntt", "và", "các", "hạng mục", "bảng", "xây lắp", "cho", "đầu tư", "trực tiếp", "vận hành", "thử", "nội dung", "thuê", "phụ trợ", "phần", "ứng dụng", "khác", "của", "dự án", "1", "2", "3", "4", "5", "i", "ii", "iii", "mua", "bản quyền", "tập huấn", "thử nghiệm", "quản trị", "vật tư", "trang", "máy móc")
)

// readRows reads the data rows of an item table.
func readRows(t *table) *sheet {
	s := &sheet{table: t}
	t.doubtUnit()
	nameCol, noCol := t.col(roleName), t.col(roleNo)
	rows := make([]*row, len(t.rows))
	for i, b := range t.rows {
		rows[i] = t.newRow(b, nameCol, noCol)
	}
	countOn(rows)
	order := t.orderOf(rows)
	for i, r := range rows {
		b, next := r.block, (*document.Block)(nil)
		if i+1 < len(t.rows) {
			next = t.rows[i+1]
		}
		switch {
		case r.name == "" && r.no == "" && r.money == nil:
			s.lost(r)
		case isColumnNumbers(b):
		case s.divides(r):
		case s.isTotal(r):
		case s.isNote(r):
		case s.placeParts(r, next, order):
		case s.spans(r):
		case r.name == "":
			s.lost(r)
		case s.continues(r):
		default:
			s.place(r, order)
		}
	}
	s.settle()
	return s
}

// newRow reads the cells of a row that make its name, number and money.
func (t *table) newRow(b *document.Block, nameCol, noCol int) *row {
	r := &row{block: b}
	r.name, r.parts = nameAndParts(b, nameCol)
	if noCol >= 0 && noCol != nameCol {
		if c := at(b, noCol); c != nil && !(c.Covered && r.name == "") {
			r.no = rowNumber(c)
			if r.name == "" && c.ColSpan > 1 && !smallNumber(r.no) {
				r.name, r.no = r.no, ""
			}
		}
	}
	if r.name == "" {
		r.name, r.no = t.spanningName(b, r.no)
	}
	r.num = classify(strings.Trim(r.no, " .)(/"))
	if r.no == "" || r.num.rank == 0 {
		if r.no == "-" || r.no == "+" || r.no == "•" {
			r.num = readNumber(r.no + " x")
		} else if n := readNumber(r.name); n.ok() && r.no == "" && n.rank != rankNamed {
			r.num, r.no = n, n.label
			r.name = strings.TrimSpace(r.name[n.end:])
		}
	}
	r.plain = plain(clip(r.name, plainMost))
	r.money, r.badMoney = t.money(b)
	return r
}

// nameAndParts reads a cell that holds a name and, on lines of their own, the numbered or dashed list of what it comprises.
func nameAndParts(b *document.Block, col int) (name string, parts []string) {
	name = textAt(b, col)
	c := at(b, col)
	if name == "" || !strings.Contains(c.Text, "\n") {
		return name, nil
	}
	lines := strings.Split(c.Text, "\n")
	first := slices.IndexFunc(lines, func(l string) bool { return readNumber(l).ok() })
	if first < 1 {
		return name, nil
	}
	for _, l := range lines[first:] {
		n := readNumber(l)
		switch text := oneLine(l[n.end:]); {
		case text == "":
		case n.ok() || len(parts) == 0:
			parts = append(parts, text)
		default:
			parts[len(parts)-1] += " " + text
		}
	}
	if head := oneLine(strings.Join(lines[:first], " ")); countWords(plain(head)) > 2 && len(parts) > 1 {
		return trimTail(head), parts
	}
	return name, nil
}

// dottedParts writes what parts the numbers of a row as points.
var dottedParts = strings.NewReplacer(",", ".", "-", ".", "–", ".", " ", "")

// rowNumber reads the number of a row. One typed as a number is shown with the decimal comma: 1,1 is part 1 of row 1, as
// are 1-1 and I-1 of theirs.
func rowNumber(c *document.Cell) string {
	no := oneLine(c.Text)
	if strings.ContainsAny(no, ",-–") {
		if dotted := strings.Trim(dottedParts.Replace(no), "."); classify(dotted).ok() {
			return dotted
		}
	}
	return no
}

// spanningName finds the text of a row whose name cell is empty: a heading merged across columns, or a total whose
// words stand in the number column.
func (t *table) spanningName(b *document.Block, no string) (string, string) {
	if no != "" && totalWords.starts(plain(no)) {
		return no, ""
	}
	for i := range b.Cells {
		c := &b.Cells[i]
		if c.Covered || c.Number != nil {
			continue
		}
		text := oneLine(c.Text)
		if c.Column > 2 {
			if totalWords.is(plain(clip(text, plainMost))) {
				return text, no // the words of a total may stand beside its amount
			}
			continue
		}
		if text != "" && text != no && (c.ColSpan > 1 || totalWords.starts(plain(text))) {
			return text, no
		}
	}
	return "", no
}

// money reads the amount of a row in đồng; bad is the text of a cell that should hold one and does not.
func (t *table) money(b *document.Block) (amount *int64, bad string) {
	col := t.col(roleMoney)
	if col < 0 {
		return nil, ""
	}
	if len(t.sums) == 0 {
		return t.amountAt(b, col)
	}
	var sum int64
	found := false
	for _, c := range t.sums {
		if v, text := t.amountAt(b, c); v != nil {
			sum, found = sum+*v, true
		} else if text != "" {
			bad = text
		}
	}
	if found {
		return &sum, bad
	}
	return nil, bad
}

// leastAmount is what the largest amount of a table comes to at least, in đồng.
const leastAmount = 1e6

// doubtUnit drops a unit of đồng under which nothing in the table comes to a million: nobody plans in such amounts, so
// the word before "đồng" was lost or misspelt.
func (t *table) doubtUnit() {
	col := t.col(roleMoney)
	if col < 0 || t.unitOf(col) != 1 {
		return
	}
	most := int64(0)
	for _, b := range t.rows {
		if v, _ := t.money(b); v != nil {
			most = max(most, *v)
		}
	}
	if most == 0 || most >= leastAmount {
		return
	}
	t.unit = 0
	for _, c := range append([]int{col}, t.sums...) {
		t.cols[c].unit = 0
	}
}

// amountAt reads one money cell.
func (t *table) amountAt(b *document.Block, col int) (*int64, string) {
	c := at(b, col)
	if c == nil || c.Covered {
		if c = t.amountOver(b, col); c == nil {
			return nil, ""
		}
	}
	unit := t.unitOf(col)
	if c.Number != nil {
		if *c.Number == 0 || unit == 0 && math.Abs(*c.Number) < leastAmount {
			return nil, nonZero(*c.Number, c.Text)
		}
		v := math.Round(*c.Number * float64(max(unit, 1)))
		if math.Abs(v) > 1e18 {
			return nil, c.Text
		}
		n := int64(v)
		return &n, ""
	}
	text := oneLine(c.Text)
	if text == "" || strings.Trim(text, "-–0., ") == "" {
		return nil, ""
	}
	v, ok := viet.ParseAmount(text, max(unit, 1))
	if !ok {
		if got := viet.Amounts(text); len(got) > 0 && !got[0].Range && !isRate(text[got[0].End:]) {
			v, ok = got[0].VND, true
		}
	}
	if !ok || unit == 0 && v < leastAmount {
		return nil, text
	}
	return &v, ""
}

// isRate tells whether what follows an amount makes it one of several: "/năm", "x 3 năm".
func isRate(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "x ") || strings.HasPrefix(rest, "×") || strings.HasPrefix(rest, "*")
}

// amountOver returns the cell that holds an amount and lies over a money column from the left, as rows whose cells are merged
// otherwise than those of the header have them, nil when there is none. Where columns are added up it would count twice.
func (t *table) amountOver(b *document.Block, col int) *document.Cell {
	if len(t.sums) > 0 {
		return nil
	}
	for i := range b.Cells {
		c := &b.Cells[i]
		if c.Covered || c.Column >= col || c.Column+c.ColSpan <= col || c.Column <= t.col(roleName) || t.cols[c.Column].role == roleMoney {
			continue
		}
		if _, ok := viet.ParseAmount(c.Text, 1); ok || c.Number != nil {
			return c
		}
	}
	return nil
}

// nonZero returns the text of a number that could not be used, "" for nothing.
func nonZero(v float64, text string) string {
	if v == 0 {
		return ""
	}
	return text
}

// isTotal takes a total row in.
func (s *sheet) isTotal(r *row) bool {
	w := totalWords.prefix(r.plain)
	if w == "" || r.num.ok() && r.money == nil || !totalSpelling(r.name) {
		return false
	}
	after := strings.TrimSpace(strings.TrimPrefix(r.plain, w))
	if countWords(after) > 8 || w == "tong" && after != "" && itemHeads.starts(after) || w == "tong hop kinh phi" && r.num.ok() {
		return false
	}
	if r.money != nil && (s.total == nil || partTotal.prefix(r.plain) == "" && *r.money >= *s.total || rounded.is(w) && abs(*s.total-*r.money) < *s.total/100) {
		s.total = r.money
		s.grand = !partTotal.is(w)
	}
	return true
}

// totalSpelling tells "cộng" and "tổng" from words that differ only in their marks (cổng, công, tông).
func totalSpelling(name string) bool {
	m := marked(clip(name, 60))
	for _, w := range []string{"cộng", "tổng", "mang sang", "chuyển sang", "làm tròn", "toàn tỉnh", "giá trị", "cong ", "tong "} {
		if strings.HasPrefix(m, w) && (!strings.HasSuffix(w, " ") || countWords(m) <= 4) {
			return true
		}
	}
	return m == "cong" || m == "tong"
}

// Words of rows that say how the row above is divided, into parts or into sources of money; they name nothing themselves.
var (
	partsWords = newPhrases("trong đó", "trong đó bao gồm", "trong đó gồm", "bao gồm", "gồm", "gồm có", "cụ thể", "cụ thể như sau", "chia ra", "chi tiết", "chi tiết như sau")
	fundsWords = newPhrases("ngân sách trung ương", "ngân sách địa phương", "ngân sách tỉnh", "ngân sách thành phố", "ngân sách cấp tỉnh", "ngân sách xã", "ngân sách cấp xã", "nstw", "nsđp", "nst", "nstp", "vốn trung ương", "vốn địa phương", "vốn ngân sách trung ương", "vốn ngân sách địa phương", "vốn đầu tư công", "vốn sự nghiệp", "kinh phí sự nghiệp", "chi thường xuyên", "vốn đầu tư phát triển", "vốn xã hội hóa", "xã hội hóa", "nguồn vốn khác", "nguồn khác", "vốn khác", "vốn vay", "vốn oda")
)

// divides takes in a row that only says how the one above is divided.
func (s *sheet) divides(r *row) bool {
	switch {
	case len(s.all) == 0:
		return false
	case !r.num.ok() && partsWords.is(r.plain):
		s.below = true
		return true
	}
	return (!r.num.ok() || r.num.rank >= rankLetter) && fundsWords.is(r.plain)
}

// isNote takes in the notes and signatures beneath a table: the row that begins them, and those below it that hold one
// text, which may be numbered as the rows of the table are. Below signatures nothing without an amount is a row.
func (s *sheet) isNote(r *row) bool {
	if r.money != nil {
		s.notes, s.signed = false, false
		return false
	}
	first := r.plain
	if r.no != "" && !r.num.ok() {
		first = plain(clip(r.no, plainMost))
	}
	if (r.no == "" || first != r.plain) && noteWords.starts(first) {
		s.notes = s.notes || len(s.all) > 0 && !strings.HasPrefix(first, "nguon")
		s.signed = s.signed || len(s.all) > 0 && signWords.starts(first)
		return true
	}
	texts := len(filled(r.block))
	s.signed = s.signed && !(texts > 2 && r.num.ok() && r.no != "")
	s.notes = s.notes && (texts < 2 || texts == 2 && r.num.ok() && r.no != "")
	return s.notes || s.signed
}

// lost notes a row that holds something but no name.
func (s *sheet) lost(r *row) {
	texts := rowTexts(r.block)
	filled := strings.TrimSpace(strings.Join(texts, " "))
	if filled == "" || r.money == nil && !r.num.ok() {
		return
	}
	s.unread = append(s.unread, Unread{Place: s.table.citeBlock(r.block), What: clip(filled, 120), Why: RowWithoutName})
}

// continues joins a row that only goes on with the name of the row before it (a page break inside a cell).
func (s *sheet) continues(r *row) bool {
	if len(s.all) == 0 || r.no != "" || r.money != nil || !lowerFirst(r.name) || !s.table.has(roleNo) {
		return false
	}
	for i := range r.block.Cells {
		c := &r.block.Cells[i]
		if c.Column != s.table.col(roleName) && !c.Covered && strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	last := s.all[len(s.all)-1]
	last.name += " " + r.name
	last.plain = plain(clip(last.name, plainMost))
	return true
}

// place hangs a row under the nearest row before it that encloses it.
func (s *sheet) place(r *row, order numberOrder) {
	r.ordinal = len(s.all) + 1
	r.level = s.levelOf(r, order)
	s.below = s.below && r.level >= rankLetter
	for len(s.open) > 0 && s.open[len(s.open)-1].level >= r.level {
		s.open = s.open[:len(s.open)-1]
	}
	if n := len(s.open); n > 0 {
		r.parent = s.open[n-1]
		r.parent.children = append(r.parent.children, r)
	}
	s.open = append(s.open, r)
	s.all = append(s.all, r)
}

// levelOf ranks a row by its number; a row without one is a heading when it fills the width and has no money, and
// otherwise stands beside the row before it.
func (s *sheet) levelOf(r *row, order numberOrder) int {
	switch {
	case r.part:
		return rankLetter
	case r.num.ok():
		return order.level(r)
	case r.money == nil && s.heads(r):
		return rankChapter
	case s.below:
		return rankDash
	case !s.table.has(roleNo) || len(s.all) == 0:
		return rankArabic
	}
	last := s.all[len(s.all)-1]
	if last.num.ok() && last.level < rankArabic {
		return rankArabic
	}
	if last.level == rankChapter {
		return rankArabic
	}
	return last.level
}

// heads tells whether a row without a number looks like the heading of a group.
func (s *sheet) heads(r *row) bool {
	filled, wide := 0, false
	for i := range r.block.Cells {
		c := &r.block.Cells[i]
		if c.Covered || strings.TrimSpace(c.Text) == "" {
			continue
		}
		filled++
		wide = wide || c.ColSpan >= 3
	}
	return filled == 1 && (wide || r.block.Bold || allCaps(r.name) && s.table.has(roleMoney) || s.table.has(roleNo) && s.table.has(roleMoney))
}

// settle marks administrative rows and what is below them.
func (s *sheet) settle() {
	for _, r := range s.all {
		p := r.plain
		r.admin = adminWords.starts(p) && !softAdmin(p) || r.parent != nil && r.parent.admin
		if r.admin {
			s.admins++
		}
	}
}

// softAdmin tells rows that begin like administration but name a thing: "quản lý dự án" is one, "phần mềm quản lý dự án" is not reached.
func softAdmin(p string) bool {
	return strings.HasPrefix(p, "bao hiem") && !strings.HasPrefix(p, "bao hiem cong trinh") && countWords(p) > 3
}

// category tells whether a plain name is only a kind of cost ("chi phí thiết bị"), not a thing.
func category(p string) bool {
	if !strings.HasPrefix(p, "chi phi") && countWords(p) > 3 {
		return false
	}
	for p != "" {
		w := categoryWords.prefix(p)
		if w == "" {
			return false
		}
		p = strings.TrimSpace(p[len(w):])
	}
	return true
}

// cost tells whether the table adds up one project's costs, so that administrative rows are no components.
func (s *sheet) cost() bool {
	t := s.table
	return !t.has(roleOwner) && !t.has(roleState) && !t.has(roleBidding) && !t.listsProjects()
}
