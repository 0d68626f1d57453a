package report

// paragraphs are the sentences of the paragraph an appraiser pastes into an opinion, in the order they are printed.
var paragraphs = map[string]message{
	"para.component":    {"Hạng mục “%s” (%s) có %s.", "Component “%s” (%s) has %s."},
	"para.platform":     {"%s (mã %s) do %s quản lý, %s, trạng thái tại %s: %s (%s).", "%s (id %s) is run by %s, %s, state on %s: %s (%s)."},
	"para.same":         {"Giống: %s.", "The same: %s."},
	"para.partial":      {"Giống một phần: %s.", "Partly the same: %s."},
	"para.different":    {"Khác: %s.", "Different: %s."},
	"para.unknown":      {"Chưa xác định: %s.", "Not known: %s."},
	"para.basis":        {"Căn cứ đối chiếu: %s.", "Basis: %s."},
	"para.result":       {"Kết quả đối chiếu: %s; tình trạng: %s.", "Result of the comparison: %s; status: %s."},
	"para.conditional":  {"Nếu nền tảng đang vận hành, kết quả đối chiếu là: %s.", "If the platform operates, the result is: %s."},
	"para.remedy":       {"Đề nghị: %s", "Suggested: %s"},
	"para.confirmed":    {"Người xác nhận: %s.", "Confirmed by: %s."},
	"para.noowner":      {"cơ quan chưa xác định", "an agency not known"},
	"para.rebuilt":      {"Đối chiếu theo danh mục tái dựng, cần kiểm tra lại với phụ lục chính thức.", "Compared with a reconstructed list; to be checked against the official annex."},
	"para.assumed":      {"Kết quả dựa trên giả định nền tảng đang vận hành.", "The result assumes that the platform operates."},
	"para.quoted":       {"“%s”", "“%s”"},
	"para.both":         {"%s %s – %s", "%s %s – %s"},
	"para.onlyproposal": {"%s %s (hồ sơ)", "%s %s (proposal)"},
	"para.onlyplatform": {"%s %s (nền tảng)", "%s %s (platform)"},
}
