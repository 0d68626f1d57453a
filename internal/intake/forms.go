package intake

import "github.com/rasoat/rasoat/engine"

// forms maps the words of a "hình thức" column to actions, longest phrases first within a row; rows in order.
var forms = []struct {
	words  phrases
	action engine.Action
}{
	{newPhrases("đào tạo", "tập huấn"), engine.Training},
	{newPhrases("thiết bị", "phần cứng", "mua sắm thiết bị", "hạ tầng", "lắp đặt"), engine.Hardware},
	{newPhrases("thuê", "thuê dịch vụ", "thuê ngoài"), engine.Lease},
	{newPhrases("thí điểm", "thử nghiệm"), engine.Pilot},
	{newPhrases("nâng cấp"), engine.Upgrade},
	{newPhrases("mở rộng"), engine.Expand},
	{newPhrases("thay thế"), engine.Replace},
	{newPhrases("kết nối", "tích hợp", "liên thông"), engine.Connect},
	{newPhrases("khai thác"), engine.Consume},
	{newPhrases("số hóa", "nhập liệu", "tạo lập dữ liệu", "chuẩn hóa dữ liệu", "cập nhật dữ liệu"), engine.DataEntry},
	{newPhrases("mua", "mua sắm", "mua phần mềm", "mua bản quyền"), engine.Buy},
	{newPhrases("xây dựng", "xây dựng mới", "đầu tư mới", "đầu tư xây dựng", "phát triển mới"), engine.Build},
	{newPhrases("duy trì", "bảo trì", "vận hành"), engine.Maintain},
	{newPhrases("dùng chung", "sử dụng chung", "kế thừa"), engine.Reuse},
}

// formAction reads the form of investment that a document states in a column of its own.
func formAction(text string) (engine.Action, bool) {
	p := plain(clip(text, 80))
	if p == "" || marked(text) == "thuế" {
		return "", false
	}
	for _, f := range forms {
		if f.words.starts(p) {
			return f.action, true
		}
	}
	for _, f := range forms {
		if f.words.within(p) != "" {
			return f.action, true
		}
	}
	return "", false
}
