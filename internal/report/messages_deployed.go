package report

// deployedTexts are the texts about systems that localities run, and about the audit of them.
var deployedTexts = map[string]message{
	"deployed.title":    {"HỆ THỐNG ĐÃ TRIỂN KHAI", "DEPLOYED SYSTEMS"},
	"deployed.import":   {"GHI NHẬN HỆ THỐNG ĐÃ TRIỂN KHAI TỪ %s", "DEPLOYED SYSTEMS READ FROM %s"},
	"deployed.read":     {"Đọc được %d hệ thống.", "%d systems read."},
	"deployed.written":  {"%d hệ thống: %d mới, %d có thông tin mới, %d đã có như vậy.", "%d systems: %d new, %d with something new, %d on record already."},
	"deployed.column":   {"Cột", "Column"},
	"deployed.field":    {"Trường", "Field"},
	"deployed.count":    {"%d hệ thống đã ghi nhận.", "%d systems on record."},
	"deployed.systems":  {"Hệ thống", "Systems"},
	"deployed.system":   {"Tên hệ thống", "System"},
	"deployed.timeline": {"Mốc thời gian", "Timeline"},
	"deployed.source":   {"Nguồn", "Source"},
	"deployed.unknown":  {"chưa xác định", "not known"},

	"event.decided":    {"quyết định", "decided"},
	"event.contracted": {"ký hợp đồng", "contracted"},
	"event.accepted":   {"nghiệm thu", "accepted"},
	"event.operating":  {"đưa vào sử dụng", "in operation"},
	"event.ended":      {"dừng sử dụng", "ended"},
}
