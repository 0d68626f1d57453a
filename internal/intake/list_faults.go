package intake

import "fmt"

// listReasons says what is wrong with a row of a list or of a report of deployed systems, in Vietnamese and English.
var listReasons = map[ListWhy][2]string{
	ListNoName:     {"dòng không có tên", "the row has no name"},
	ListNoNumber:   {"dòng không có số thứ tự", "the row has no number"},
	ListTwice:      {"số thứ tự lặp lại", "the number stands twice"},
	ListOwner:      {"cơ quan chủ quản chưa có trong dữ liệu", "the owner is no agency on record"},
	ListState:      {"không hiểu trạng thái", "the state is not understood"},
	ListCode:       {"mã nghiệp vụ không tồn tại", "the function code does not exist"},
	ListNoTable:    {"không thấy bảng có cột tên nền tảng", "no table with a column of platform names was found"},
	ListOtherTable: {"bảng không có cột tên nền tảng, bỏ qua", "the table has no column of platform names, left aside"},

	DeployedTwice:     {"hệ thống đã có ở dòng trước với nội dung khác", "the system stands in an earlier row with other values"},
	DeployedDate:      {"không hiểu ngày tháng", "the date is not understood"},
	DeployedOrder:     {"các mốc thời gian không theo thứ tự, cần kiểm tra", "the dates do not follow one another, to be checked"},
	DeployedAmount:    {"không hiểu số tiền hoặc thiếu đơn vị tính", "the amount is not understood or has no unit"},
	DeployedProvince:  {"không nhận ra tỉnh, thành phố", "the province is not known"},
	DeployedNowhere:   {"không nêu tỉnh, thành phố", "no province is named"},
	DeployedReference: {"bản ghi tham chiếu, cơ quan chủ quản giữ bản ghi gốc, bỏ qua", "a reference record, its owner keeps the original, left aside"},
	DeployedNoTable:   {"không thấy bảng có cột tên hệ thống", "no table with a column of system names was found"},
	DeployedAside:     {"bảng không có cột tên hệ thống, bỏ qua", "the table has no column of system names, left aside"},
}

// String says in English what is wrong.
func (f RowFault) String() string { return f.Say("en") }

// Say says what is wrong in a language: "en", or Vietnamese.
func (f RowFault) Say(lang string) string {
	reason := listReasons[f.Why][0]
	if lang == "en" {
		reason = listReasons[f.Why][1]
	}
	if f.What == "" {
		return f.Place + ": " + reason
	}
	return fmt.Sprintf("%s: %s (%q)", f.Place, reason, f.What)
}
