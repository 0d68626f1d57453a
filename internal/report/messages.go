package report

import (
	"fmt"
	"strings"
)

// Lang is a language of the reports.
type Lang string

// Languages of the reports.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// message is one text of the program in both languages. Both take the same arguments in the same order. English has
// {one|many} behind a number where its words follow the number.
type message struct{ vi, en string }

// speaker says the program's own words in one language.
type speaker struct{ lang Lang }

// speak returns the speaker of a language; anything but English is Vietnamese.
func speak(l Lang) speaker {
	if l == English {
		return speaker{English}
	}
	return speaker{Vietnamese}
}

// say returns the text of a key with its arguments filled in. A key that is not in the catalogue is returned itself,
// so that a code the catalogue does not know yet is still shown.
func (s speaker) say(key string, args ...any) string {
	text, ok := s.find(key)
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(numbered(text, args), args...)
}

// numbered takes of each {one|many} in a format what goes with the last argument before it.
func numbered(format string, args []any) string {
	var out strings.Builder
	used := 0 // arguments before here
	for {
		before, rest, found := strings.Cut(format, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		used += strings.Count(before, "%")
		choice, after, _ := strings.Cut(rest, "}")
		one, many, _ := strings.Cut(choice, "|")
		if fmt.Sprint(args[used-1]) == "1" {
			many = one
		}
		out.WriteString(many)
		format = after
	}
}

func (s speaker) find(key string) (string, bool) {
	m, ok := merged()[key]
	if !ok {
		return "", false
	}
	if s.lang == English {
		return m.en, true
	}
	return m.vi, true
}

// code returns the text of a code of some kind ("verdict", "action" ...), or the code itself when it has none.
func (s speaker) code(kind, code string) string {
	if text, ok := s.find(kind + "." + code); ok {
		return text
	}
	return code
}

// catalogue holds every text of the program's own. A text that names a verdict uses the printed labels of the ladder.
var catalogue = map[string]message{
	"title":            {"Kết quả đối chiếu với danh mục nền tảng số", "Comparison with the list of national digital platforms"},
	"label.list":       {"Danh mục", "List"},
	"label.complete":   {"Mức đầy đủ", "Completeness"},
	"label.asof":       {"Ngày đối chiếu", "As of"},
	"label.assume":     {"Giả định", "Assumption"},
	"label.file":       {"Tệp", "File"},
	"label.project":    {"Dự án", "Project"},
	"label.agency":     {"Cơ quan", "Agency"},
	"label.province":   {"Địa phương", "Province"},
	"label.date":       {"Ngày", "Date"},
	"label.money":      {"Kinh phí", "Money"},
	"label.group":      {"Nhóm", "Group"},
	"label.where":      {"Vị trí", "Place"},
	"label.secrecy":    {"Độ mật", "State secret"},
	"label.read":       {"Đọc tệp", "Reading"},
	"label.result":     {"Kết quả", "Result"},
	"label.on_facts":   {"Theo nội dung", "On the facts"},
	"label.component":  {"Hạng mục", "Component"},
	"label.no":         {"STT", "No."},
	"label.action":     {"Hình thức", "Form"},
	"label.platform":   {"Nền tảng", "Platform"},
	"label.owner":      {"Cơ quan chủ quản", "Owner"},
	"label.row":        {"Dòng", "Row"},
	"label.state":      {"Trạng thái", "State"},
	"label.purpose":    {"Mục đích", "Purpose"},
	"label.functions":  {"Chức năng", "Functions"},
	"label.data":       {"Dữ liệu", "Data"},
	"label.users":      {"Người dùng", "Users"},
	"label.scope":      {"Phạm vi", "Scope"},
	"label.aliases":    {"Tên khác", "Also called"},
	"label.desc":       {"Mô tả", "Description"},
	"label.facet":      {"Khía cạnh", "Facet"},
	"label.degree":     {"Mức", "Degree"},
	"label.confidence": {"Độ tin cậy", "Confidence"},
	"label.rule":       {"Quy tắc", "Rule"},
	"label.title":      {"Tên", "Title"},
	"label.objective":  {"Mục tiêu", "Objective"},

	"section.same":       {"Giống", "The same"},
	"section.partial":    {"Giống một phần", "Partly the same"},
	"section.different":  {"Khác", "Different"},
	"section.unknown":    {"Chưa xác định", "Not known"},
	"section.circum":     {"Hình thức, trạng thái, thời điểm", "Form, state, time"},
	"section.basis":      {"Căn cứ đối chiếu", "Basis"},
	"section.remedy":     {"Đề nghị", "Suggested"},
	"section.duty":       {"Trách nhiệm giải trình", "Who explains"},
	"section.missing":    {"Cần làm rõ để kết luận", "Needed to decide"},
	"section.others":     {"Nền tảng khác đã đối chiếu", "Other platforms compared"},
	"section.considered": {"Đã xem xét, dưới ngưỡng", "Considered, below the cut"},
	"section.paste":      {"Đoạn dùng cho văn bản thẩm định", "Paragraph for the appraisal opinion"},
	"section.coverage":   {"Mức đã có ở cấp quốc gia", "What is offered nationally"},
	"section.unread":     {"Chưa đọc được, chưa xác định", "Not read or not found"},
	"section.provenance": {"Nguồn gốc kết quả", "Provenance"},
	"section.proposals":  {"Các đề xuất trong tệp", "Proposals in the file"},
	"section.evidence":   {"Chứng cứ theo từng khía cạnh", "Evidence facet by facet"},
	"section.proposal":   {"Hồ sơ đề xuất", "Proposal"},
	"section.summary":    {"Tổng hợp", "Summary"},

	"note.marked":       {"Phần được đánh dấu là từ ngữ hai bên dùng để đối chiếu.", "Marked words are those the comparison rests on."},
	"note.skip":         {"Đến bảng tổng hợp", "Skip to the summary"},
	"note.no_tick":      {"Kết luận thuộc về người có thẩm quyền; bảng này chỉ nêu kết quả đối chiếu và chứng cứ.", "The conclusion belongs to the competent person; this only reports the comparison and its evidence."},
	"note.not_stated":   {"chưa nêu", "not stated"},
	"note.unknown":      {"chưa xác định", "not known"},
	"note.total":        {"Tổng", "Total"},
	"note.untitled":     {"(chưa có tên)", "(no title)"},
	"note.typed":        {"tên nhập trực tiếp", "typed title"},
	"note.more":         {"và %d cụm từ khác", "and %d more"},
	"note.negated":      {"hồ sơ nêu sẽ không xây dựng", "the document says it will not be built"},
	"note.business":     {"nghiệp vụ %s", "business function %s"},
	"note.in_proposal":  {"hồ sơ", "proposal"},
	"note.in_platform":  {"nền tảng", "platform"},
	"note.not_in_text":  {"không thấy nêu", "not stated"},
	"note.derived":      {"suy từ nội dung hạng mục", "from the component as a whole"},
	"note.inferred":     {"Chức năng của nền tảng này do người lập dữ liệu suy ra, danh mục không nêu.", "The functions of this platform were inferred by the makers of the data; the list does not state them."},
	"note.general":      {"Chức năng của nền tảng này ghi theo hiểu biết chung, danh mục không nêu.", "The functions of this platform are general knowledge; the list does not state them."},
	"note.local":        {"Thành phần cấp tỉnh trong khung kiến trúc: %s.", "Provincial component of the national architecture: %s."},
	"note.condition":    {"Điều kiện kèm theo: %s.", "Condition attached: %s."},
	"note.blank":        {"………………………………", "________________"},
	"note.approx":       {"khoảng %s", "about %s"},
	"note.not_proposed": {"Không thấy trong tệp: %s.", "Not found in the file: %s."},
	"note.not_typed":    {"Chưa nêu: %s.", "Not stated: %s."},
	"note.if_operating": {"Nếu nền tảng đang vận hành: %s.", "If the platform operates: %s."},
	"note.by_content":   {"%s (chưa xét trạng thái nền tảng)", "%s (whatever the platform's state)"},

	"list.line":            {"%s – văn bản %s ngày %s", "%s – document %s of %s"},
	"list.rows":            {"%d nền tảng", "%d {platform|platforms}"},
	"list.any":             {"toàn bộ nền tảng đã ghi nhận, có hoặc chưa có trong danh mục", "every platform on record, listed or not"},
	"list.missing":         {"thiếu phiên bản danh mục: không có danh mục nào được công bố đến ngày đối chiếu", "no list version: none had been announced by the date"},
	"list.short":           {"danh mục %s (%s, %s)", "list %s (%s, %s)"},
	"list.short_rebuilt":   {"danh mục tái dựng %s (theo số lượng công bố tại %s, %s)", "the reconstructed list %s (after the counts announced in %s, %s)"},
	"list.short_any":       {"toàn bộ nền tảng đã ghi nhận đến %s", "every platform on record as of %s"},
	"list.cite":            {"nêu tại %s ngày %s", "named in %s of %s"},
	"list.cite_secondary":  {"nêu tại %s ngày %s (tên theo bản sao; văn bản gốc chưa đối chiếu)", "named in %s of %s (name from a copy; the original was not compared)"},
	"list.cite_rebuilt":    {"theo danh mục tái dựng %s (không phải phụ lục đã công bố)", "according to the reconstructed list %s (not the announced annex)"},
	"list.cite_any":        {"có trong tập nền tảng đã ghi nhận", "on record among the known platforms"},
	"list.assume":          {"coi nền tảng chưa rõ trạng thái là đang vận hành (theo yêu cầu của người dùng)", "platforms of unknown state are taken as operating (asked for by the user)"},
	"complete.complete":    {"đầy đủ như đã công bố", "complete, as announced"},
	"complete.names only":  {"chỉ có tên nền tảng và cơ quan; danh mục không nêu chức năng, người dùng, ngày vận hành", "names and owners only; the list gives no functions, users or operating dates"},
	"complete.partial":     {"chưa đủ: chỉ có một phần các dòng đã công bố", "partial: only some of the announced rows are known"},
	"complete.rebuilt":     {"DANH MỤC TÁI DỰNG: %d dòng được chọn cho khớp số lượng đã công bố theo từng cơ quan, không phải phụ lục đã công bố; không dùng làm căn cứ pháp lý", "RECONSTRUCTION: %d rows chosen to match the announced counts per owner; this is not the announced annex and is no legal ground"},
	"complete.any":         {"gồm cả nền tảng chưa có trong danh mục nào", "includes platforms that no list names"},
	"complete.undescribed": {"chưa rõ", "not known"},
	"complete.only":        {"%s; nền tảng ngoài danh mục không được xét", "%s; platforms outside the list are not considered"},

	"verdict.duplicate":       {"Trùng chức năng, mục tiêu, phạm vi (kết quả đối chiếu)", "Same function, objective and scope (result of the comparison)"},
	"verdict.partial_overlap": {"Trùng một phần", "Partial overlap"},
	"verdict.insufficient":    {"Chưa đủ cơ sở đánh giá", "Not enough to judge"},
	"verdict.split":           {"Cần tách hạng mục", "To be split into components"},
	"verdict.complement":      {"Bổ trợ, kết nối", "Complements, connects"},
	"verdict.same_domain":     {"Cùng lĩnh vực", "Same domain"},
	"verdict.none":            {"Không phát hiện trùng", "No overlap found"},
	"verdict.out_of_scope":    {"Ngoài phạm vi đối chiếu", "Outside the comparison"},

	"status.duplicate":       {"Chưa đáp ứng", "Not met"},
	"status.partial_overlap": {"Chưa đáp ứng (phần nêu rõ)", "Not met (the part named)"},
	"status.insufficient":    {"Chưa đủ cơ sở đánh giá", "Not enough to judge"},
	"status.split":           {"Chưa đủ cơ sở đánh giá", "Not enough to judge"},
	"status.complement":      {"Đáp ứng, chờ người thẩm định xác nhận", "Met, to be confirmed by the appraiser"},
	"status.same_domain":     {"Đáp ứng, chờ người thẩm định xác nhận", "Met, to be confirmed by the appraiser"},
	"status.none":            {"Đáp ứng, chờ người thẩm định xác nhận", "Met, to be confirmed by the appraiser"},
	"status.out_of_scope":    {"Không áp dụng", "Not applicable"},
	"status.line":            {"%s (đề xuất, theo dự thảo hướng dẫn)", "%s (proposed, after the draft guidance)"},

	"split.line": {"Hạng mục gộp nhiều nội dung: cần liệt kê các thành phần để đối chiếu từng phần.", "This gathers several things: list its components so that each can be compared."},
	"none.line":  {"Không phát hiện trùng với %s theo phương pháp rasoat %s, quy tắc %s.", "No overlap found against %s by method rasoat %s, rules %s."},
}
