package report

// ruleTexts are the rules of the ladder, the kinds of item, the reasons of degrees and the conditions of the
// architecture, in the words of a reader. Conditions are keyed by the register's own wording.
var ruleTexts = map[string]message{
	"rule.1-out-of-scope":       {"không phải hệ thống phần mềm, hoặc thuộc ngoại lệ có điều khoản", "no software system, or an exception with its article"},
	"rule.2-split":              {"nội dung tổng hợp, chưa liệt kê hạng mục", "an umbrella whose components are not listed"},
	"rule.3-no-record":          {"không tìm thấy nền tảng tương ứng để đối chiếu", "nothing corresponding was found to compare with"},
	"rule.4-complement":         {"kết nối, khai thác, sử dụng hoặc bổ sung trên nền tảng", "connects to, uses or extends the platform"},
	"rule.4-local-component":    {"thành phần của địa phương theo khung kiến trúc, phạm vi khác nền tảng quốc gia", "a local component of the architecture, of another scope than the national platform"},
	"rule.5-insufficient":       {"chưa biết chức năng, phạm vi, trạng thái nền tảng hoặc phiên bản danh mục", "function, scope, state of the platform or list version is not known"},
	"rule.5-without-diacritics": {"văn bản không dấu không đủ để kết luận giống nhau", "text without diacritics can not carry a verdict of sameness"},
	"rule.6-duplicate":          {"chức năng, mục tiêu giống; phạm vi nằm trong phạm vi nền tảng; xây dựng, mua, thuê hoặc mở rộng; nền tảng đang vận hành", "same function and objective, scope inside the platform's, built, bought, leased or expanded, and the platform operates"},
	"rule.6-one-owner":          {"chức năng, mục tiêu, phạm vi giống một hệ thống của cùng chủ quản", "same function, objective and scope as a system of the same owner"},
	"rule.7-partial":            {"chức năng hoặc dữ liệu giống, toàn bộ hay một phần, khía cạnh khác chưa giống", "function or data are the same, wholly or in part, while another facet is not"},
	"rule.8-same-field":         {"chỉ cùng lĩnh vực, công việc khác", "only the field is shared, the job is another"},
	"rule.9-none":               {"không khía cạnh nào giống", "no facet agrees"},

	"kind.system":     {"hệ thống, phần mềm", "system, software"},
	"kind.hardware":   {"thiết bị", "equipment"},
	"kind.line":       {"đường truyền, mạng", "lines, network"},
	"kind.training":   {"đào tạo, tập huấn", "training"},
	"kind.regulation": {"quy chế, kế hoạch, truyền thông", "regulation, plan, publicity"},
	"kind.umbrella":   {"nội dung tổng hợp", "umbrella"},
	"scope.line":      {"%s: không đối chiếu theo chức năng phần mềm.", "%s: not compared by software function."},
	"scope.exception": {"Thuộc trường hợp ngoại lệ; phần trùng nội dung, nếu có, nêu ở dưới.", "An exception; overlap of content, if any, is listed below."},

	"reason.hub":             {"nền tảng kết nối: mỗi cấp có đầu nối riêng", "an exchange hub: each level has its own end"},
	"reason.local_component": {"thành phần của địa phương theo khung kiến trúc", "a local component of the architecture"},
	"reason.taken_as_local":  {"coi là đề xuất của địa phương", "taken to be proposed by a locality"},

	"exception.quoc_phong":       {"quốc phòng", "defence"},
	"exception.an_ninh":          {"an ninh", "security"},
	"exception.co_yeu":           {"cơ yếu", "cipher"},
	"exception.bi_mat":           {"bí mật nhà nước", "state secrets"},
	"exception.65.1.c":           {"khắc phục sự cố đã xảy ra (Điều 65.1.c Nghị định 224/2026/NĐ-CP)", "an incident that has happened (Điều 65.1.c of Decree 224/2026/NĐ-CP)"},
	"exception.evidenced_gap":    {"đã chứng minh nền tảng chưa đáp ứng", "a gap of the platform, evidenced"},
	"exception.claimed_gap":      {"hồ sơ nêu nền tảng chưa đáp ứng, chưa có chứng cứ", "a gap of the platform, claimed without evidence"},
	"exception.claimed_specific": {"hồ sơ nêu tính đặc thù, chưa có chứng cứ", "special needs, claimed without evidence"},

	"unread.no_components": {"không thấy hạng mục nào được đề xuất", "nothing proposed was found"},

	"condition.optional reference component":                                                                       {"thành phần tham khảo, tùy chọn", "optional reference component"},
	"condition.use the existing one first; a new one only when truly needed":                                       {"ưu tiên sử dụng trung tâm dữ liệu hiện có; chỉ làm mới khi thật cần thiết", "use the existing one first; a new one only when truly needed"},
	"condition.for provinces that carry out a smart city":                                                          {"đối với tỉnh triển khai đô thị thông minh", "for provinces that carry out a smart city"},
	"condition.open class: the proposal must say what is specific":                                                 {"nhóm mở: hồ sơ phải nêu rõ tính đặc thù", "open class: the proposal must say what is specific"},
	"condition.not what the national network defence already offers (K1425-N09)":                                   {"không gồm phần hệ thống phòng thủ mạng quốc gia đã cung cấp", "not what the national network defence already offers"},
	"condition.open class: compare data objects with national databases":                                           {"nhóm mở: đối chiếu dữ liệu với các cơ sở dữ liệu quốc gia", "open class: compare data objects with national databases"},
	"condition.for exchange inside the province or inside one state data centre":                                   {"để kết nối, chia sẻ trong tỉnh hoặc trong một trung tâm dữ liệu nhà nước", "for exchange inside the province or inside one state data centre"},
	"condition.give priority to inheriting, using or extending shared systems; avoid duplicated function and data": {"ưu tiên kế thừa, sử dụng, mở rộng hệ thống dùng chung; tránh trùng chức năng, dữ liệu", "give priority to inheriting, using or extending shared systems; avoid duplicated function and data"},
	"condition.integrate and extend the shared AI platform, no duplicated infrastructure":                          {"tích hợp, mở rộng nền tảng trí tuệ nhân tạo dùng chung; không làm trùng hạ tầng", "integrate and extend the shared AI platform, no duplicated infrastructure"},
	"condition.must give priority to the shared TTHC component; must not receive procedures already served centrally by a ministry system; connects and synchronises with Cổng DVCQG": {"ưu tiên thành phần thủ tục hành chính dùng chung; không tiếp nhận thủ tục đã xử lý tập trung ở hệ thống của bộ; kết nối, đồng bộ với Cổng Dịch vụ công quốc gia", "give priority to the shared TTHC component; receive no procedures served centrally by a ministry system; connect and synchronise with the national portal"},
}
