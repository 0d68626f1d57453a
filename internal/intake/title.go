package intake

import (
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// docTypes are the kinds of document as their heading says them.
var docTypes = newPhrases("báo cáo đề xuất chủ trương đầu tư", "báo cáo đề xuất chủ trương", "báo cáo nghiên cứu khả thi", "báo cáo nghiên cứu tiền khả thi", "báo cáo kinh tế kỹ thuật", "báo cáo kinh tế kỹ thuật đầu tư", "báo cáo kinh tế kỹ thuật đầu tư xây dựng", "báo cáo tóm tắt", "tóm tắt", "báo cáo", "tờ trình", "quyết định", "nghị quyết", "kế hoạch", "đề án", "đề cương và dự toán chi tiết", "đề cương và dự toán", "đề cương dự toán chi tiết", "đề cương dự toán", "đề cương", "đề cương chi tiết", "dự toán chi tiết", "dự toán",
	"kế hoạch thuê dịch vụ công nghệ thông tin", "kế hoạch thuê dịch vụ cntt", "kế hoạch thuê dịch vụ", "kế hoạch thuê dịch vụ công nghệ số", "kế hoạch lựa chọn nhà thầu", "thông báo", "công văn", "phụ lục", "chương trình", "thuyết minh", "hồ sơ", "kết luận", "chỉ thị", "phương án", "thuyết minh dự án", "thuyết minh đề án", "thuyết minh đề tài", "thuyết minh nhiệm vụ", "báo cáo kết quả thẩm định", "hồ sơ mời thầu", "e hồ sơ mời thầu", "hồ sơ yêu cầu", "e hồ sơ yêu cầu", "thông báo mời thầu", "dự án đầu tư", "dự án", "thiết kế cơ sở", "thiết kế thi công", "quy chế", "quy định", "nội quy", "đề xuất nhiệm vụ", "phiếu đề xuất", "phiếu đăng ký")

// formWords may come before the name of what a document is about.
var formWords = newPhrases("về việc", "v v", "về", "phê duyệt", "đề nghị", "đề xuất", "thẩm định", "xin", "trình", "thông qua", "quyết định", "ban hành", "chủ trương đầu tư", "chủ trương", "ứng dụng công nghệ thông tin", "ứng dụng cntt", "đối với", "của", "cho", "điều chỉnh", "bổ sung", "kết quả", "thẩm tra", "cho ý kiến", "cho phép", "lập", "và", "xin ý kiến", "góp ý", "phê duyệt đầu tư", "thiết kế chi tiết", "tổng dự toán", "nội dung", "hồ sơ", "giao", "phê duyệt điều chỉnh", "sửa đổi", "triển khai", "thực hiện", "thuộc", "đầu tư chuyển đổi số", "xem xét", "một số nội dung", "kinh tế kỹ thuật", "kinh tế kỹ thuật đầu tư", "kinh tế kỹ thuật đầu tư xây dựng", "nghiên cứu khả thi", "nghiên cứu tiền khả thi").before(docTypes)

// thingWords announce that the name follows.
var thingWords = newPhrases("dự án đầu tư", "dự án đầu tư công", "dự án", "đề án", "nhiệm vụ", "hạng mục", "hoạt động", "công trình", "gói thầu", "dự toán", "hoạt động ứng dụng cntt", "hoạt động ứng dụng công nghệ thông tin", "dịch vụ", "tiểu dự án", "đề tài", "đề cương và dự toán chi tiết", "báo cáo kinh tế kỹ thuật", "kế hoạch thuê dịch vụ cntt", "kế hoạch thuê dịch vụ công nghệ thông tin", "kế hoạch thuê", "kế hoạch lựa chọn nhà thầu", "kế hoạch lựa chọn nhà thầu gói thầu", "kế hoạch lựa chọn nhà thầu dự án", "chủ trương đầu tư dự án", "báo cáo nghiên cứu khả thi", "báo cáo nghiên cứu khả thi dự án")

// fullTypeLine tells whether a plain line only says what kind of document it is.
func fullTypeLine(p string) bool {
	if p == "" || countWords(p) > 24 {
		return false
	}
	for p != "" {
		w := formWords.prefix(p)
		if w == "" {
			return false
		}
		p = strings.TrimSpace(p[len(w):])
	}
	return true
}

// head is the title block of a document: what stands between the letterhead and the text.
type head struct {
	kind    string   // plain words of the document type, "" when the head has none
	lines   []string // lines of the title block, type lines left out
	subject string   // the "V/v ..." line of a letter, whole
	labels  string   // title after a label "Dự án:" in the block
	place   string   // where the title stands
	heavy   bool     // the first line of the title is bold or in capitals
}

// readHead reads the title block.
func (d *dossier) readHead() head {
	var h head
	var subjectCell *line
	for _, l := range d.headLines() {
		switch {
		case subjectCell != nil && l.layout && subjectCell.layout && l.place == subjectCell.place && !letterLine(l):
			h.subject += " " + l.text
			continue
		case subjectCell != nil && h.kind == "" && !l.layout && !letterLine(l) && (lowerFirst(l.text) || openEnded(h.subject)):
			h.subject += " " + l.text // wrapped below the letterhead
			continue
		case h.decision() && h.begun() && issuerLine(l), h.ends(l):
			return h
		case h.begun() && d.placeYear(l) != "":
			continue
		case letterLine(l) && (!organLine(l) || l.layout || !h.begun()):
			continue
		case isSubject(l.plain) && h.kind == "":
			h.subject, subjectCell = l.text, l
			h.mark(l)
			continue
		}
		h.take(l)
	}
	return h
}

// openEnded tells whether a text opens a quotation and does not close it.
func openEnded(s string) bool {
	return strings.Count(s, "“") > strings.Count(s, "”") || strings.Count(s, `"`)%2 == 1 && !strings.Contains(s, "“")
}

// mark notes where the title begins; a letterhead is no table to its reader.
func (h *head) mark(l *line) {
	p := l.place
	if l.layout {
		p.Table, p.Row = 0, 0
	}
	if h.place == "" {
		h.place = citePlace(p)
	}
}

// begun tells whether the name of what the document is about has begun.
func (h *head) begun() bool { return h.kind != "" && (h.labels != "" || len(h.lines) > 0) }

// ends tells whether the title block ends before a line: a labelled field, or lighter type than the title.
func (h *head) ends(l *line) bool {
	if !h.begun() || l.layout {
		return false
	}
	if i := strings.IndexByte(l.text, ':'); i > 0 && fieldLabel(plain(l.text[:i])) {
		return true
	}
	if openings.starts(l.plain) {
		return true
	}
	if h.costs() && thingLabel(l) > 0 {
		return false
	}
	return h.heavy && !heavy(l) && !strings.HasPrefix(l.text, "(") && placeDate(l.text) == ""
}

// openings begin the text of a long document.
var openings = newPhrases("phần mở đầu", "mở đầu", "lời nói đầu", "mục lục", "danh mục từ viết tắt", "danh mục các từ viết tắt", "đặt vấn đề", "phần thứ nhất")

// heavy tells whether a line is typed as titles are.
func heavy(l *line) bool { return l.bold || l.caps || allCaps(l.text) }

// decision tells whether the document is of a kind whose issuer stands below the title.
func (h *head) decision() bool {
	return h.kind == "quyet dinh" || h.kind == "nghi quyet" || h.kind == "chi thi"
}

// issuers begin the line of a decision that names who takes it.
var issuers = newPhrases("giám đốc", "chủ tịch", "ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd", "bộ trưởng", "thủ trưởng", "trưởng ban", "chánh văn phòng", "cục trưởng", "hiệu trưởng", "tổng giám đốc", "khóa")

// issuerLine tells whether a line names who takes a decision.
func issuerLine(l *line) bool {
	return (l.bold || l.caps || allCaps(l.text)) && issuers.starts(l.plain)
}

// listTitles begin the title of a list of projects.
var listTitles = newPhrases("danh mục", "biểu", "bảng tổng hợp", "tổng hợp", "bảng kê", "danh sách")

// rules tells whether the document lays down rules for something that exists, and so proposes nothing.
func (h *head) rules() bool {
	return h.kind == "quy che" || h.kind == "quy dinh" || h.kind == "noi quy"
}

// costs tells whether the block begins as that of the costs of one project, which is still to be named.
func (h *head) costs() bool {
	return h.kind == listKind && h.labels == "" && costWords.within(plain(h.lines[0])) != ""
}

// thingLabel finds the colon after the label of a name ("Dự án: ..."), 0 when the line has none.
func thingLabel(l *line) int {
	if i := strings.IndexByte(l.text, ':'); i > 0 && thingWords.is(plain(l.text[:i])) {
		return i
	}
	return 0
}

// costWords are in the title of a table of the costs of one project, which the next line may name.
var costWords = newPhrases("dự toán", "chi phí", "kinh phí", "tổng mức đầu tư")

// listKind marks the head of a list of projects, whose title begins with what kind of list it is.
const listKind = "danh muc"

// take adds a line of the title block.
func (h *head) take(l *line) {
	if l.layout && h.kind == "" && docTypes.prefix(l.plain) == "" {
		return
	}
	if rest := afterCaption(l); h.kind == "" && listTitles.starts(plain(rest)) {
		h.kind, h.lines = listKind, []string{rest}
		h.place = ""
		h.mark(l)
		h.heavy = heavy(l)
		return
	}
	if h.kind == "" && docTypes.starts(l.plain) {
		h.kind = docTypes.prefix(l.plain)
	}
	i := thingLabel(l)
	if h.kind == listKind && (!h.costs() || i == 0) {
		h.add(l)
		return
	}
	if fullTypeLine(l.plain) && h.labels == "" {
		return
	}
	if i > 0 && h.labels == "" {
		h.labels, h.heavy = strings.TrimSpace(l.text[i+1:]), heavy(l)
		h.mark(l)
		return
	}
	h.add(l)
}

// afterCaption returns the text of a line without the number of the annex or form it may begin with: "BIỂU 01: DANH MỤC ...".
func afterCaption(l *line) string {
	if captionNumber(l.plain) == "" && !strings.HasPrefix(l.plain, "phu luc") {
		return l.text
	}
	i := strings.IndexAny(l.text, ":.")
	if i < 0 || i > 24 {
		return l.text
	}
	return strings.TrimLeft(l.text[i:], ":. ")
}

// add appends a line to the title.
func (h *head) add(l *line) {
	switch {
	case h.labels != "":
		h.labels += " " + l.text
	default:
		if len(h.lines) == 0 {
			h.heavy = heavy(l)
			h.mark(l)
		}
		h.lines = append(h.lines, l.text)
	}
}

// headLines returns the lines before the text proper: before the addressee, the legal basis, or the first heading.
func (d *dossier) headLines() []*line {
	if d.spreadsheet() {
		return d.sheetHead()
	}
	var out []*line
	for _, e := range d.elems {
		if e.line == nil {
			if d.typed(out) {
				break
			}
			continue
		}
		l := e.line
		if strings.HasPrefix(l.plain, "kinh gui") || basisLine(l.plain) || len(out) >= 40 {
			break
		}
		if l.num.ok() && !l.layout && !l.num.bullet() && (d.typed(out) || l.num.rank == rankChapter) || l.kind == 1 && l.level > 0 && d.typed(out) && classify0(l.plain) != classNone {
			break
		}
		if len(out) > 0 && d.typed(out) && len(l.text) > 300 {
			break
		}
		out = append(out, l)
	}
	return d.whileTitled(out)
}

// spreadsheet tells whether the document is made of sheets.
func (d *dossier) spreadsheet() bool {
	switch d.doc.Format {
	case document.XLSX, document.XLS, document.ODS, document.CSV:
		return true
	}
	return false
}

// sheetHead returns the lines above the largest list of projects, or all lines when there is none.
func (d *dossier) sheetHead() []*line {
	var best *grid
	most := -1
	for _, e := range d.elems {
		if e.table == nil {
			continue
		}
		for _, t := range e.table.parts {
			if t.kind == itemTable && len(t.rows) > most {
				best, most = e.table, len(t.rows)
			}
		}
	}
	var out []*line
	if best == nil {
		return d.lines()
	}
	for _, e := range best.before {
		out = append(out, e.line)
	}
	return out
}

// typed tells whether a title block has begun: a line of the kind of document, or a subject.
func (d *dossier) typed(lines []*line) bool {
	for _, l := range lines {
		if docTypes.starts(l.plain) && !l.layout || isSubject(l.plain) || docTypes.starts(l.plain) && fullTypeLine(l.plain) {
			return true
		}
	}
	return false
}

// whileTitled cuts the title block where bold or capital lines give way to plain running text.
func (d *dossier) whileTitled(lines []*line) []*line {
	begun, bold := false, false
	for i, l := range lines {
		if l.layout {
			continue
		}
		heavy := l.bold || l.caps || allCaps(l.text)
		if !begun {
			begun = docTypes.starts(l.plain)
			bold = heavy
			continue
		}
		if bold && !heavy && len(l.text) > 160 || bold && !l.bold && strings.HasSuffix(l.text, ".") && len(l.text) > 100 {
			return lines[:i]
		}
	}
	return lines
}

// aboutWords begin a name that is typed as the subject of a letter.
var aboutWords = newPhrases("về việc", "v v")

// afterAbout returns a name without the "Về việc" or "V/v" it may begin with in a list of titles.
func afterAbout(s string) string {
	w := aboutWords.prefix(plain(clip(s, 40)))
	if w == "" {
		return s
	}
	if rest := strings.TrimLeft(s[skipWords(s, countWords(w)):], " :.-–"); rest != "" {
		return rest
	}
	return s
}

// isSubject tells whether a plain line is the subject of a letter.
func isSubject(p string) bool { return strings.HasPrefix(p, "v v ") || strings.HasPrefix(p, "vv ") }

// letterLine tells whether a line belongs to the letterhead or the form, not to the title.
func letterLine(l *line) bool {
	p := l.plain
	switch {
	case p == "" || motto(p) || placeDate(l.text) != "":
		return true
	case strings.HasPrefix(p, "so ") && countWords(p) <= 8 || p == "so" || p == "du thao" || strings.HasPrefix(p, "du thao lan") || p == "hoa toc" || p == "khan" || p == "mat" || p == "da ky":
		return true
	case strings.HasPrefix(p, "nam ") && countWords(p) == 2 && year(p), len(p) == 4 && year(p):
		return true
	case strings.HasPrefix(l.text, "(") || captionNumber(p) != "" && countWords(p) <= 3 || p == "phu luc" || formNumber(l):
		return true
	}
	if _, ok := moneyUnitLine(l.text); ok {
		return true
	}
	return organLine(l)
}

// formNumber tells whether a line only numbers a form: "Biểu số 03/KH", "Mẫu số 02".
func formNumber(l *line) bool {
	return countWords(l.plain) <= 6 && hasDigit(l.text) && (formNumbers.starts(l.plain) && countWords(l.plain) <= 4 || captionNumber(l.plain) != "" && strings.Contains(l.text, "/"))
}

// formNumbers begin the line that numbers a form.
var formNumbers = newPhrases("mẫu số", "mẫu biểu", "biểu mẫu", "biểu mẫu số", "mẫu biểu số")

// title finds the title: the labelled name, the title block, the name in the first sentence, else nothing.
func (d *dossier) title(h head) (title, place string) {
	if named, section := d.namedTitle(&h); named != "" {
		if section != nil && section.cite() != "" {
			return named, section.cite()
		}
		return named, h.place
	}
	if h.labels != "" {
		return cleanTitle(h.labels), h.place
	}
	joined := cleanTitle(strings.Join(h.lines, " "))
	if joined != "" && (h.kind == listKind || d.spreadsheet() && h.kind != "") {
		return joined, h.place
	}
	if joined != "" && h.kind != "" {
		return bareTitle(joined), h.place
	}
	if h.subject != "" && !d.listed {
		return cleanTitle(h.subject), h.place
	}
	if quoted := d.sentenceTitle(); quoted != "" {
		return quoted, ""
	}
	if joined != "" && !d.listed && d.kindlyTitled(h) {
		return bareTitle(joined), h.place
	}
	return "", ""
}

// kindlyTitled tells whether the lines before the text look like a title although they name no kind of document.
func (d *dossier) kindlyTitled(h head) bool {
	n := countWords(plain(strings.Join(h.lines, " ")))
	return n >= 3 && n <= 60 && len(h.lines) <= 6 && (d.plan() || len(h.lines) <= 3)
}

// tenders are documents about one package of a project, which packageLabels name.
var (
	tenders       = newPhrases("hồ sơ mời thầu", "e hồ sơ mời thầu", "hồ sơ yêu cầu", "e hồ sơ yêu cầu", "thông báo mời thầu")
	packageLabels = newPhrases("tên gói thầu")
)

// namedTitle returns the value of the one label "Tên dự án"; documents that name several projects have a title of their own.
func (d *dossier) namedTitle(h *head) (string, *section) {
	name := ""
	var where *section
	labels := titleLabels
	if tenders.is(h.kind) {
		labels = packageLabels // what is bought, and not the whole project
	}
	for _, f := range d.findAll(labels) {
		if f.item {
			continue
		}
		v := firstLine(f.value)
		if n := readNumber(v); n.word != "" {
			v = v[n.end:] // "Gói thầu số 2: ..."
		}
		if v = cleanTitle(v); countWords(plain(v)) < 2 {
			continue
		}
		if name != "" && plain(name) != plain(v) {
			return "", nil
		}
		if name == "" {
			where = f.section
		}
		name = v
	}
	return name, where
}

// firstLine returns the text before the first line break.
func firstLine(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexByte(s, '\n'); i > 0 {
		return s[:i]
	}
	return s
}

// sentenceTitle finds `dự án “…”` in the first paragraphs.
func (d *dossier) sentenceTitle() string {
	n := 0
	for _, e := range d.elems {
		if e.line == nil || basisLine(e.line.plain) || e.line.layout {
			continue
		}
		if n++; n > 25 {
			return ""
		}
		if open, rest, ok := openQuote(e.line.text); ok && thingWords.within(plain(clip(e.line.text[:open], 200))) != "" {
			if countWords(plain(rest)) >= 4 {
				return cleanTitle(rest)
			}
		}
	}
	return ""
}

// openQuote finds a quoted passage: where the quote opens and what it holds.
func openQuote(s string) (at int, inside string, ok bool) {
	for _, q := range [][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}, {"‘", "’"}} {
		i := strings.Index(s, q[0])
		if i < 0 {
			continue
		}
		rest := s[i+len(q[0]):]
		if j := strings.Index(rest, q[1]); j > 0 {
			return i, rest[:j], true
		}
	}
	return 0, "", false
}
