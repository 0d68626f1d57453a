package intake

import (
	"strings"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// role is what a column of a table holds.
type role uint8

const (
	roleNone role = iota
	roleNo
	roleName
	roleMoney // an amount that may be that of the row: which one is decided by moneyScore
	rolePrice // unit price, quantity, tax: an amount or number that is not the row's
	roleAction
	roleOwner
	rolePartner
	rolePeriod
	roleState
	roleNote
	roleContent
	roleFunds // source of money, in words
	roleActor
	roleFunction
	roleDescribe
	roleUsers
	roleUnit     // đơn vị tính
	roleQuantity // số lượng
	roleResult   // product
	roleBasis
	rolePlace
	roleIndicator // chỉ tiêu
	roleTerm      // abbreviation
	roleBidding   // procurement columns
	roleProvince
	rolePerson // a person or how to reach one
	roleInUse  // since when or how something that runs already is used
	roleStart  // when it begins, where the end has a column of its own
	roleEnd
	roleNothing // names of what no plan proposes: units, documents, columns of a form
)

// column is one column of a table with what its header says.
type column struct {
	role  role
	label string // plain, all header rows joined
	leaf  string // plain, lowest header row
	unit  int64  // đồng per unit stated in the header, 0 when none
	score int    // roleMoney and roleName: how well it fits
	part  bool   // roleMoney: one year or one source of the whole
	first bool   // the words of its role begin the header
	owned bool   // roleName: its group rows are the owners of what stands below them
	gone  bool   // amounts already allotted or spent: never those of the row
}

// headerWords gives the phrases by which the leaf of a header is recognised, in order of preference.
var headerWords = []struct {
	role  role
	words phrases
}{
	{roleTerm, newPhrases("từ viết tắt", "chữ viết tắt", "viết tắt", "thuật ngữ", "ký hiệu")},
	{roleIndicator, newPhrases("chỉ tiêu", "chỉ số", "tên chỉ tiêu", "tiêu chí")},
	{roleBidding, newPhrases("hình thức lựa chọn nhà thầu", "phương thức lựa chọn nhà thầu", "phương thức lcnt", "hình thức lcnt", "loại hợp đồng", "hình thức hợp đồng", "thời gian bắt đầu tổ chức lựa chọn nhà thầu", "thời gian tổ chức lựa chọn nhà thầu", "thời gian bắt đầu", "hình thức phương thức")},
	{rolePeriod, newPhrases("thời gian", "thời hạn", "tiến độ", "thời gian thực hiện", "năm thực hiện", "khởi công hoàn thành", "kc ht", "giai đoạn", "lộ trình")},
	{roleUnit, newPhrases("đơn vị tính", "đvt", "đơn vị đo")},
	{rolePartner, newPhrases("phối hợp", "đơn vị phối hợp", "cơ quan phối hợp")},
	{roleOwner, newPhrases("chủ trì", "chủ đầu tư", "đơn vị đề xuất", "cơ quan đề xuất", "đơn vị thực hiện", "cơ quan thực hiện", "đơn vị chủ quản", "cơ quan chủ trì", "đơn vị đăng ký", "đơn vị quản lý", "đơn vị đầu mối", "đơn vị", "cơ quan", "cơ quan đơn vị", "chủ dự án", "đơn vị sử dụng ngân sách", "đơn vị theo dõi", "sở ngành", "đầu mối", "agency", "owner", "department")},
	{roleState, newPhrases("chuyển tiếp", "mở mới", "loại nhiệm vụ", "tính chất", "loại dự án")},
	{roleAction, newPhrases("hình thức đầu tư", "hình thức thực hiện", "hình thức", "phương thức đầu tư", "loại hình đầu tư")},
	{roleFunds, newPhrases("nguồn vốn", "nguồn kinh phí", "nguồn ngân sách")},
	{roleActor, newPhrases("tác nhân", "người thực hiện", "vai trò", "actor", "đối tượng thực hiện")},
	{roleUsers, newPhrases("đối tượng sử dụng", "người sử dụng", "đối tượng thụ hưởng", "đối tượng")},
	{roleFunction, newPhrases("chức năng", "tên chức năng", "use case", "ca sử dụng", "usecase", "yêu cầu chức năng", "trường hợp sử dụng", "nghiệp vụ", "tính năng", "yêu cầu người dùng")},
	{roleResult, newPhrases("sản phẩm", "kết quả", "kết quả dự kiến", "sản phẩm dự kiến", "đầu ra", "hiệu quả")},
	{roleBasis, newPhrases("căn cứ", "căn cứ pháp lý", "cơ sở pháp lý", "quyết định phê duyệt", "quyết định đầu tư", "văn bản")},
	{roleProvince, newPhrases("tỉnh", "tỉnh thành phố", "tỉnh thành", "địa phương", "province")},
	{roleNote, newPhrases("ghi chú", "note", "cách tính", "chú thích")},
	{roleQuantity, newPhrases("số lượng", "khối lượng", "sl", "số tháng", "hệ số")},
	{rolePlace, newPhrases("địa điểm", "địa bàn", "nơi thực hiện", "phạm vi")},
	{roleContent, newPhrases("mục tiêu", "quy mô", "nội dung thực hiện", "mục tiêu nội dung", "nội dung quy mô", "nội dung chủ yếu", "nội dung đầu tư", "nội dung chính", "quy mô đầu tư", "tóm tắt", "yêu cầu", "thông số", "cấu hình", "summary", "description", "objective")},
	{roleDescribe, newPhrases("mô tả", "diễn tả", "thuyết minh", "chi tiết")},
}

// Words of headers that begin like the name of a thing ("tên ...", "số ...") and name no project.
var (
	personWords  = newPhrases("họ và tên", "họ tên", "họ và tên người", "tên cán bộ", "tên người", "tên nhân sự", "tên chuyên gia", "người liên hệ", "đầu mối liên hệ", "cán bộ đầu mối", "cán bộ phụ trách", "chức vụ", "chức danh", "điện thoại", "số điện thoại", "sđt", "email", "e mail", "thư điện tử", "di động")
	unitWords    = newPhrases("tên đơn vị", "tên cơ quan", "tên sở", "tên xã", "tên phường", "tên chủ đầu tư", "xã phường", "xã phường đặc khu", "xã phường thị trấn", "phường xã", "tên đơn vị đề xuất")
	nothingWords = newPhrases("tên văn bản", "tên tài liệu", "tên biểu", "tên biểu mẫu", "tên phụ lục", "tên sheet", "tên trang tính", "tên trường", "tên cột", "tên tệp", "tên file", "tên bảng", "tên chỉ tiêu", "tên loại", "tên nhóm", "nhóm nhiệm vụ", "nhóm dự án", "mã dự án", "mã số", "mã nhiệm vụ", "mã hệ thống", "tên lĩnh vực", "tên nhà thầu", "tên công ty", "tên doanh nghiệp", "dấu thời gian", "timestamp",
		"trường dữ liệu", "trích yếu", "số ký hiệu", "số và ký hiệu", "số hiệu văn bản")
	countOfWords = newPhrases("số dự án", "số nhiệm vụ", "số hệ thống", "số phần mềm", "số đơn vị", "số gói thầu", "số đề án", "số lượng dự án", "số lượng nhiệm vụ", "số danh mục", "số hạng mục", "số chương trình", "số ứng dụng")
	inUseWords   = newPhrases("năm đưa vào sử dụng", "năm đưa vào vận hành", "năm đưa vào khai thác", "ngày đưa vào sử dụng", "ngày đưa vào vận hành", "thời điểm đưa vào sử dụng", "thời điểm đưa vào vận hành", "thời gian đưa vào sử dụng", "thời gian đưa vào vận hành", "đưa vào sử dụng", "đưa vào vận hành", "đưa vào khai thác",
		"năm sử dụng", "năm vận hành", "trạng thái vòng đời", "tình trạng vận hành", "tình trạng sử dụng", "tình trạng hoạt động", "trạng thái hoạt động", "trạng thái vận hành", "ngày nghiệm thu", "năm nghiệm thu")
)

// startWords and endWords are headers of the two ends of a period.
var (
	startWords = newPhrases("bắt đầu", "ngày bắt đầu", "năm bắt đầu", "khởi công", "năm khởi công", "thời điểm bắt đầu", "thời gian bắt đầu", "thời gian khởi công")
	endWords   = newPhrases("kết thúc", "ngày kết thúc", "năm kết thúc", "hoàn thành", "ngày hoàn thành", "năm hoàn thành", "thời điểm kết thúc", "thời gian kết thúc", "thời điểm hoàn thành")
)

// asideRole is the role of a header that would else be taken for the name of a project, or says that the rows run already.
func asideRole(leaf string) role {
	switch {
	case personWords.starts(leaf):
		return rolePerson
	case inUseWords.starts(leaf):
		return roleInUse
	case nothingWords.starts(leaf):
		return roleNothing
	case countOfWords.starts(leaf):
		return roleQuantity
	case unitWords.is(leaf):
		return roleOwner
	case startWords.is(leaf):
		return roleStart
	case endWords.is(leaf):
		return roleEnd
	}
	return roleNone
}

// ownerAndName tells the header of a column that holds agencies as group rows and what each proposes: "Đơn vị/Nội dung".
func ownerAndName(label string) bool {
	owner, name := false, false
	for _, part := range strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune("/,;\n-–", r) }) {
		p := plain(part)
		if r, _ := headerRole(p); r == roleOwner {
			owner = true
		} else {
			name = name || nameFirst(p)
		}
	}
	return owner && name
}

// nameWords score how well a header names the thing proposed.
var nameWords = []struct {
	score int
	words phrases
}{
	{6, newPhrases("tên dự án", "tên nhiệm vụ", "tên nhiệm vụ dự án", "tên dự án nhiệm vụ", "tên gói thầu", "tên hạng mục", "tên đề án", "danh mục dự án", "danh mục nhiệm vụ", "danh mục nhiệm vụ dự án", "tên chương trình", "tên hệ thống", "tên phần mềm", "tên hoạt động", "tên công trình", "tên ứng dụng", "tên nền tảng", "tên du an", "danh mục chương trình dự án", "tên", "title", "name", "project", "project name")},
	{5, newPhrases("hạng mục", "nhiệm vụ", "dự án", "gói thầu", "khoản mục", "danh mục", "nội dung chi", "đề án", "chương trình", "khoản mục chi phí", "hạng mục chi phí", "hạng mục đầu tư", "khoản chi")},
	{3, newPhrases("nội dung", "nội dung công việc", "công việc", "phần mềm", "hệ thống", "thiết bị", "tên thiết bị", "hàng hóa", "dịch vụ", "loại chi phí", "tên hàng hóa", "diễn giải nội dung", "diễn giải", "mô tả công việc", "phân hệ")},
}

// projectNames are headers of the names in a list of projects.
var projectNames = newPhrases("tên dự án", "tên nhiệm vụ", "tên nhiệm vụ dự án", "tên dự án nhiệm vụ", "tên đề án", "tên chương trình", "danh mục dự án", "danh mục nhiệm vụ", "danh mục nhiệm vụ dự án", "danh mục chương trình dự án", "project", "project name")

// listsProjects tells whether a header says that the rows are projects.
func (t *table) listsProjects() bool {
	c := t.col(roleName)
	return c >= 0 && projectNames.starts(t.cols[c].leaf)
}

// moneyWords tell that a column holds amounts; moneyNot that its amounts are not those of the row.
var (
	moneyWords = newPhrases("kinh phí", "dự toán", "thành tiền", "giá trị", "số tiền", "tổng mức", "tổng mức đầu tư", "tổng cộng", "chi phí", "mức đầu tư", "giá gói thầu", "khái toán", "nhu cầu", "tổng số", "triệu đồng", "tỷ đồng", "nghìn đồng", "đồng", "vốn", "tmđt", "trước thuế", "sau thuế", "kế hoạch vốn", "vnd", "tổng tiền", "ngân sách", "nstw", "nsđp", "tổng vốn", "tổng giá trị", "tổng kinh phí", "tổng dự toán", "mức vốn", "budget", "cost", "money", "total money", "amount")
	moneyWhole = newPhrases("tổng mức đầu tư", "tổng mức", "tổng dự toán", "tổng kinh phí", "tổng cộng", "tổng số", "tổng vốn", "tmđt", "tổng vốn đầu tư", "tổng tiền", "sau thuế", "sau vat", "có vat", "gồm vat", "bao gồm vat", "bao gồm thuế", "tổng giá trị", "tổng", "toàn bộ")
	moneyBare  = newPhrases("trước thuế", "trước vat", "chưa thuế", "chưa vat", "chưa gồm vat", "chưa có vat", "chưa bao gồm vat", "chưa bao gồm thuế")
	moneyRow   = newPhrases("thành tiền", "kinh phí", "dự toán", "giá trị", "số tiền", "giá gói thầu", "khái toán", "mức đầu tư", "chi phí")
	moneyGone  = newPhrases("đã bố trí", "lũy kế", "giải ngân", "đã thực hiện", "đã cấp", "còn lại", "đã giao", "thanh toán", "đã thanh toán", "quyết toán")
	moneyFinal = newPhrases("thẩm định", "thẩm tra", "sau thẩm định", "được duyệt", "được phê duyệt", "sau điều chỉnh", "điều chỉnh", "sau cắt giảm", "sau rà soát")
	moneyAsked = newPhrases("đề nghị", "trình", "đề nghị thẩm định", "trình thẩm định", "trước thẩm định", "trước điều chỉnh", "chủ đầu tư trình", "đã phê duyệt", "đã duyệt")
	moneyStage = newPhrases("đề nghị", "đề xuất", "thẩm định", "được duyệt", "phê duyệt", "đã phê duyệt", "đã duyệt", "điều chỉnh", "trước điều chỉnh", "sau điều chỉnh", "sau thẩm định", "trình duyệt", "trình thẩm định", "thẩm tra")
	moneyMoved = newPhrases("tăng", "giảm", "tăng giảm", "chênh lệch", "cắt giảm", "số tăng", "số giảm")
	moneyPart  = newPhrases("nstw", "nsđp", "trung ương", "địa phương", "ngân sách tỉnh", "ngân sách huyện", "ngân sách xã", "xã hội hóa", "khác", "sự nghiệp", "đầu tư phát triển", "vốn vay", "doanh nghiệp", "nguồn khác", "đầu tư công", "chi thường xuyên", "quý i", "quý ii", "quý iii", "quý iv")
	foreign    = newPhrases("usd", "eur", "euro", "jpy", "yên", "krw", "won", "đô la", "đô la mỹ", "ngoại tệ", "nguyên tệ")
	priceWords = newPhrases("tỷ giá", "đơn giá", "giá đơn vị", "trước thuế", "trước vat", "chưa thuế", "thuế gtgt", "thuế vat", "vat", "thuế giá trị gia tăng", "mức chi", "tỷ lệ", "tỷ trọng")
	rowNumbers = newPhrases("stt", "tt", "st t", "s t t", "t t", "số tt", "số thứ tự", "no", "stt tt", "s tt", "số hiệu")
)

// describe reads the header of one column.
func describe(labels []string) column {
	c := column{}
	for _, l := range labels {
		p := plain(l)
		if p == "" || p == c.leaf {
			continue
		}
		c.label = strings.TrimSpace(c.label + " " + p)
		c.leaf = p
		if u, ok := viet.MoneyUnit(l); ok {
			c.unit = u
		}
	}
	if u := englishUnit(c.leaf); u > 1 || c.unit == 0 {
		c.unit = max(u, c.unit)
	}
	if c.role = asideRole(c.leaf); c.role == roleNone {
		c.role = c.roleOf()
	}
	if n := len(labels); n > 0 && c.role == roleOwner && ownerAndName(labels[n-1]) {
		c.role, c.owned = roleName, true
	}
	switch c.role {
	case roleMoney:
		c.moneyScore()
		if c.gone {
			c.role = rolePrice
		}
	case roleName:
		c.score = max(nameScore(c.leaf), 3)
	}
	return c
}

// englishUnit reads "million vnd", "vnd billion" or "vnd" at the end of a plain text, in đồng, 0 when there is no such unit.
func englishUnit(p string) int64 {
	words := strings.Fields(p)
	n := len(words)
	if n < 2 || words[n-1] != "vnd" && words[n-2] != "vnd" {
		return 0
	}
	for _, w := range words[n-2:] {
		switch w {
		case "billion", "bn":
			return 1e9
		case "million", "mn", "mil":
			return 1e6
		case "thousand":
			return 1e3
		}
	}
	if words[n-1] != "vnd" {
		return 0
	}
	return 1
}

// roleOf decides the role from the words; the leaf first, then the whole label.
func (c *column) roleOf() role {
	switch {
	case c.leaf == "":
		return roleNone
	case rowNumbers.is(c.leaf) || rowNumbers.is(c.label):
		return roleNo
	case priceWords.starts(c.leaf), c.unit == 0 && countWords(c.leaf) <= 8 && foreign.within(c.leaf) != "":
		return rolePrice
	}
	if strings.HasPrefix(c.leaf, "ten ") && nameScore(c.leaf) > 0 && !strings.HasPrefix(c.leaf, "ten chuc nang") && !strings.HasPrefix(c.leaf, "ten tac nhan") {
		return roleName
	}
	if c.isMoney() {
		return roleMoney
	}
	named := nameScore(c.leaf)
	if named > 0 && nameFirst(c.leaf) {
		return roleName
	}
	r, first := headerRole(c.leaf)
	if c.first = first; r != roleNone {
		return r
	}
	if named > 0 {
		return roleName
	}
	return roleNone
}

// headerRole looks the words of a header up: those it begins with, which first tells, before those it contains.
func headerRole(leaf string) (r role, first bool) {
	for _, h := range headerWords {
		if h.words.starts(leaf) {
			return h.role, true
		}
	}
	if countWords(leaf) > 10 {
		return roleNone, false
	}
	for _, h := range headerWords {
		if h.words.within(leaf) != "" {
			return h.role, false
		}
	}
	return roleNone, false
}

// nameFirst tells whether a header names the thing before anything else: "nội dung, quy mô" and "đơn vị thực hiện dự án" do not.
func nameFirst(leaf string) bool {
	for _, h := range headerWords {
		if h.role == roleContent || h.role == roleState || h.role == roleFunction || h.role == roleIndicator {
			if h.words.within(leaf) != "" {
				return false
			}
		}
	}
	for _, n := range nameWords {
		if n.words.starts(leaf) {
			return true
		}
	}
	return false
}

// isMoney tells whether the column holds amounts.
func (c *column) isMoney() bool {
	if c.unit != 0 {
		return true
	}
	if strings.HasPrefix(c.leaf, "nguon ") || strings.HasPrefix(c.leaf, "noi dung") || strings.HasPrefix(c.leaf, "khoan muc") || strings.HasPrefix(c.leaf, "hang muc") || strings.HasPrefix(c.leaf, "loai ") {
		return false
	}
	if moneyWords.starts(c.leaf) || moneyWhole.is(c.leaf) {
		return true
	}
	if countWords(c.leaf) <= 6 && !strings.HasPrefix(c.leaf, "don vi") && !strings.HasPrefix(c.leaf, "ten ") && (moneyRow.within(c.leaf) != "" || moneyWhole.within(c.leaf) != "") {
		return true
	}
	group := strings.TrimSuffix(c.label, c.leaf)
	return group != "" && moneyWords.within(group) != "" && (year(c.leaf) || moneyPart.within(c.leaf) != "" || moneyGone.within(c.leaf) != "" || moneyWords.within(c.leaf) != "")
}

// moneyScore says how likely the column's amounts are those of the row as a whole.
func (c *column) moneyScore() {
	s := 1
	switch {
	case moneyBare.within(c.leaf) != "":
		s = 2
	case moneyWhole.within(c.leaf) != "":
		s = 6
	case moneyRow.within(c.leaf) != "":
		s = 4
	}
	switch {
	case moneyAsked.within(c.label) != "":
		s--
	case moneyFinal.within(c.label) != "":
		s++
	}
	c.gone = moneyGone.within(c.label) != "" || moneyMoved.is(c.leaf)
	if year(c.leaf) || yearOnly(c.label) && s < 6 {
		s, c.part = s-2, true
	}
	if moneyPart.within(c.leaf) != "" && s < 6 {
		s, c.part = s-3, true
	}
	if strings.Contains(c.label, "nhu cau") || strings.Contains(c.label, "ke hoach nam") {
		s--
	}
	c.score = s
}

// nameScore scores a header as the name of the thing proposed, 0 when it is not.
func nameScore(leaf string) int {
	for _, n := range nameWords {
		if n.words.starts(leaf) {
			return n.score
		}
	}
	for _, n := range nameWords[:2] {
		if n.words.within(leaf) != "" {
			return n.score - 1
		}
	}
	return 0
}

// year tells whether a plain header names a year: "nam 2026", "2026".
func year(p string) bool {
	for _, w := range strings.Fields(p) {
		if len(w) == 4 && (strings.HasPrefix(w, "20") || strings.HasPrefix(w, "19")) && smallNumber("1"+w[2:]) {
			return true
		}
	}
	return false
}

// yearOnly tells whether a label speaks of the money of one year.
func yearOnly(p string) bool { return year(p) && hasWords(p, "nam") }

// isColumnNumbers tells whether a row only numbers the columns: (1) (2) (3), 1 2 3=1+2, A B 1 2.
func isColumnNumbers(r *document.Block) bool {
	n, filled := 0, 0
	for i := range r.Cells {
		t := strings.Trim(strings.TrimSpace(r.Cells[i].Text), "()[]")
		if t == "" || r.Cells[i].Covered {
			continue
		}
		filled++
		if len(t) == 1 && t[0] >= 'A' && t[0] <= 'Z' || leadingSmall(t) {
			n++
		}
	}
	return n >= 3 && n == filled
}

// leadingSmall tells whether a cell is a column number or a formula of column numbers.
func leadingSmall(t string) bool {
	i := strings.IndexAny(t, "=+")
	if i > 0 {
		t = t[:i]
	}
	t = strings.Trim(t, "() ")
	return len(t) <= 2 && smallNumber(t)
}
