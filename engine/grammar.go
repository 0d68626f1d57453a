package engine

// class is the part a word or phrase plays in the name of a component.
type class uint8

const (
	verb       class = iota // what is done: decides the action
	weakVerb                // carries no action of its own: what follows decides (triển khai, thực hiện, đầu tư)
	software                // head noun of something that computes: phần mềm, cơ sở dữ liệu, cổng
	dataNoun                // data themselves, not a system that holds them
	hardware                // head noun of equipment
	lineNoun                // transmission line or network connection
	learning                // training, when it leads the name
	paper                   // a document or a measure, not a system: quy chế, kế hoạch
	activity                // work of people, not a system: truyền thông, khảo sát, thẩm định
	umbrellaNo              // a programme of many items: đề án chuyển đổi số
	refusal                 // says that something will not be built
	neutral                 // skipped when looking for the head: hệ thống, dịch vụ, giai đoạn
	into                    // introduces the system that receives or gives: vào, lên, từ, với
)

// lexeme is one entry of the grammar of component names.
type lexeme struct {
	phrase string
	class  class
	action Action
}

// lexemes is the closed-class grammar of Vietnamese component names: verbs that state the form of investment and the
// nouns that may head what is invested in. Open-class terms (functions, platforms, signals) are corpus data.
// Source: forms of investment in Điều 23, 36, 65 NĐ 224/2026/NĐ-CP, values of the draft Mẫu 03, and usage in plans.
var lexemes = []lexeme{
	{"xây dựng", verb, Build}, {"xây dựng mới", verb, Build}, {"đầu tư xây dựng", verb, Build}, {"phát triển", verb, Build},
	{"thiết lập", verb, Build}, {"hình thành", verb, Build}, {"đầu tư mới", verb, Build}, {"bổ sung mới", verb, Build},
	{"thành lập", verb, Build}, {"tạo lập", verb, Build}, {"ứng dụng công nghệ thông tin", verb, Build}, {"xây", verb, Build},
	{"mua sắm", verb, Buy}, {"mua", verb, Buy}, {"mua bản quyền", verb, Buy}, {"mua sắm phần mềm", verb, Buy}, {"trang bị", verb, Buy},
	{"lắp đặt", verb, Buy}, {"cung cấp", verb, Buy}, {"cung cấp, lắp đặt", verb, Buy},
	{"thuê", verb, Lease}, {"thuê dịch vụ", verb, Lease}, {"thuê dịch vụ công nghệ thông tin", verb, Lease}, {"thuê mua", verb, Lease},
	{"mở rộng", verb, Expand}, {"mở rộng triển khai", verb, Expand}, {"nhân rộng", verb, Expand}, {"triển khai mở rộng", verb, Expand},
	{"nâng cấp", verb, Upgrade}, {"nâng cấp, mở rộng", verb, Upgrade}, {"nâng cấp, hoàn thiện", verb, Upgrade}, {"hoàn thiện", verb, Upgrade},
	{"hợp nhất", verb, Upgrade}, {"hợp nhất và nâng cấp", verb, Upgrade}, {"chỉnh sửa", verb, Upgrade}, {"cải tạo", verb, Upgrade},
	{"bổ sung", verb, Upgrade}, {"tối ưu", verb, Upgrade}, {"tái cấu trúc", verb, Upgrade}, {"hiệu chỉnh", verb, Upgrade},
	{"thay thế", verb, Replace}, {"chuyển đổi từ hệ thống cũ", verb, Replace}, {"thay mới", verb, Replace}, {"chuyển đổi hệ thống", verb, Replace},
	{"mở rộng trên nền tảng", verb, Extend}, {"mô-đun bổ sung", verb, Extend}, {"phân hệ bổ sung", verb, Extend}, {"tiện ích bổ sung", verb, Extend},
	{"kết nối", verb, Connect}, {"tích hợp", verb, Connect}, {"liên thông", verb, Connect}, {"kết nối, liên thông", verb, Connect},
	{"kết nối, chia sẻ", verb, Connect}, {"tích hợp, chia sẻ", verb, Connect}, {"kết nối, khai thác", verb, Connect}, {"đồng bộ", verb, Connect},
	{"khai thác", verb, Consume}, {"khai thác dữ liệu", verb, Consume}, {"khai thác, sử dụng dữ liệu", verb, Consume}, {"tra cứu dữ liệu", verb, Consume},
	{"số hóa", verb, DataEntry}, {"số hóa, tạo lập", verb, DataEntry}, {"tạo lập dữ liệu", verb, DataEntry}, {"tạo lập cơ sở dữ liệu", verb, DataEntry},
	{"chuẩn hóa", verb, DataEntry}, {"làm sạch", verb, DataEntry}, {"nhập liệu", verb, DataEntry}, {"cập nhật", verb, DataEntry},
	{"nhập dữ liệu", verb, DataEntry}, {"thu thập dữ liệu", verb, DataEntry}, {"chuyển đổi dữ liệu", verb, DataEntry}, {"xây dựng dữ liệu", verb, DataEntry},
	{"đưa", verb, DataEntry}, {"chỉnh lý", verb, DataEntry}, {"đối soát", verb, DataEntry}, {"rà soát, làm sạch", verb, DataEntry}, {"thu thập", verb, DataEntry},
	{"sử dụng chung", verb, Reuse}, {"dùng chung của bộ", verb, Reuse}, {"sử dụng hệ thống", verb, Reuse}, {"sử dụng nền tảng", verb, Reuse},
	{"sử dụng phần mềm", verb, Reuse}, {"sử dụng cơ sở dữ liệu", verb, Reuse},
	{"thí điểm", verb, Pilot}, {"triển khai thí điểm", verb, Pilot}, {"xây dựng thí điểm", verb, Pilot}, {"thử nghiệm", verb, Pilot},
	{"bảo trì", verb, Maintain}, {"bảo dưỡng", verb, Maintain}, {"duy trì", verb, Maintain}, {"vận hành", verb, Maintain}, {"gia hạn", verb, Maintain},
	{"duy trì, vận hành", verb, Maintain}, {"quản trị, vận hành", verb, Maintain}, {"hỗ trợ kỹ thuật", verb, Maintain}, {"sửa chữa", verb, Maintain},
	{"dừng", verb, Stop}, {"dừng triển khai", verb, Stop}, {"chấm dứt sử dụng", verb, Stop}, {"thanh lý", verb, Stop}, {"ngừng", verb, Stop},

	{"triển khai", weakVerb, ""}, {"thực hiện", weakVerb, ""}, {"đầu tư", weakVerb, ""}, {"nghiên cứu", weakVerb, ""}, {"tổ chức", weakVerb, ""},
	{"đề xuất", weakVerb, ""}, {"tiếp tục", weakVerb, ""}, {"hoàn thành", weakVerb, ""}, {"chi phí", weakVerb, ""}, {"dự án", weakVerb, ""},
	{"nhiệm vụ", weakVerb, ""}, {"gói thầu", weakVerb, ""}, {"hạng mục", weakVerb, ""}, {"kinh phí", weakVerb, ""}, {"đề tài", weakVerb, ""},
	{"ứng dụng", software, ""}, {"đưa vào sử dụng", weakVerb, ""}, {"đưa vào vận hành", weakVerb, ""}, {"đưa vào khai thác", weakVerb, ""},

	{"phần mềm", software, ""}, {"cơ sở dữ liệu", software, ""}, {"CSDL", software, ""}, {"hệ thống thông tin", software, ""}, {"HTTT", software, ""},
	{"hệ thống phần mềm", software, ""}, {"hệ thống quản lý", software, ""}, {"nền tảng", software, ""}, {"phân hệ", software, ""}, {"mô-đun", software, ""},
	{"module", software, ""}, {"cổng thông tin", software, ""}, {"cổng", software, ""}, {"trang thông tin", software, ""}, {"website", software, ""},
	{"app", software, ""}, {"kho dữ liệu", software, ""}, {"kho học liệu", software, ""}, {"trợ lý ảo", software, ""}, {"chatbot", software, ""},
	{"bản đồ", software, ""}, {"bản đồ số", software, ""}, {"sàn", software, ""}, {"trục", software, ""}, {"trung tâm điều hành", software, ""},
	{"trung tâm giám sát", software, ""}, {"trung tâm dữ liệu", software, ""}, {"trung tâm tích hợp dữ liệu", software, ""}, {"hộp thư", software, ""}, {"tường lửa ứng dụng web", software, ""},
	{"WAF", software, ""}, {"IOC", software, ""}, {"LGSP", software, ""}, {"sổ tay", software, ""}, {"trang web", software, ""},
	{"công cụ", software, ""}, {"tiện ích", software, ""}, {"dịch vụ công trực tuyến", software, ""}, {"bản tỉnh", software, ""}, {"giải pháp", software, ""},
	{"kho", software, ""}, {"hồ sơ điện tử", software, ""}, {"SOC", software, ""}, {"chương trình quản lý", software, ""}, {"bản quyền phần mềm", software, ""},
	{"hệ thống theo dõi", software, ""}, {"hệ thống giám sát", software, ""},

	{"dữ liệu", dataNoun, ""}, {"dữ liệu số", dataNoun, ""}, {"tài liệu", dataNoun, ""}, {"hồ sơ", dataNoun, ""}, {"sổ", dataNoun, ""},

	{"máy chủ", hardware, ""}, {"thiết bị", hardware, ""}, {"trang thiết bị", hardware, ""}, {"máy tính", hardware, ""}, {"máy tính bảng", hardware, ""},
	{"máy in", hardware, ""}, {"máy quét", hardware, ""}, {"máy scan", hardware, ""}, {"máy trạm", hardware, ""}, {"máy ảnh", hardware, ""},
	{"máy móc", hardware, ""}, {"máy chiếu", hardware, ""}, {"máy đọc mã vạch", hardware, ""}, {"camera", hardware, ""}, {"màn hình", hardware, ""},
	{"màn hình LED", hardware, ""}, {"thiết bị lưu trữ", hardware, ""}, {"thiết bị mạng", hardware, ""}, {"hệ thống lưu trữ", hardware, ""},
	{"tường lửa", hardware, ""}, {"firewall", hardware, ""}, {"UPS", hardware, ""}, {"bộ lưu điện", hardware, ""}, {"tủ rack", hardware, ""},
	{"máy lạnh", hardware, ""}, {"điều hòa", hardware, ""}, {"phòng máy", hardware, ""}, {"phòng máy chủ", hardware, ""}, {"kiosk", hardware, ""},
	{"cảm biến", hardware, ""}, {"hạ tầng kỹ thuật", hardware, ""}, {"hạ tầng máy chủ", hardware, ""}, {"thiết bị đầu cuối", hardware, ""},
	{"máy điện thoại", hardware, ""}, {"điện thoại", hardware, ""}, {"ổ cứng", hardware, ""}, {"linh kiện", hardware, ""}, {"vật tư", hardware, ""},
	{"trạm đo", hardware, ""}, {"trạm quan trắc", hardware, ""}, {"bảng điện tử", hardware, ""},
	{"máy bay không người lái", hardware, ""}, {"flycam", hardware, ""}, {"bảng tương tác", hardware, ""}, {"cột bơm", hardware, ""}, {"trạm phát sóng", hardware, ""},
	{"loa", hardware, ""}, {"cụm loa", hardware, ""}, {"cabin", hardware, ""}, {"trạm camera", hardware, ""}, {"hội nghị truyền hình", hardware, ""},
	{"phần cứng", hardware, ""}, {"trung tâm dữ liệu dự phòng", hardware, ""}, {"máy phát điện", hardware, ""}, {"máy phôtô", hardware, ""}, {"máy photocopy", hardware, ""},

	{"đường truyền", lineNoun, ""}, {"kênh truyền", lineNoun, ""}, {"mạng LAN", lineNoun, ""}, {"mạng nội bộ", lineNoun, ""}, {"mạng WAN", lineNoun, ""},
	{"mạng truyền số liệu chuyên dùng", lineNoun, ""}, {"wifi", lineNoun, ""}, {"wifi công cộng", lineNoun, ""}, {"wi-fi", lineNoun, ""}, {"cáp quang", lineNoun, ""},
	{"đường truyền internet", lineNoun, ""}, {"kết nối internet", lineNoun, ""}, {"mạng diện rộng", lineNoun, ""}, {"băng thông", lineNoun, ""},

	{"đào tạo", learning, Training}, {"tập huấn", learning, Training}, {"bồi dưỡng", learning, Training}, {"hướng dẫn sử dụng", learning, Training},
	{"chuyển giao công nghệ", learning, Training}, {"đào tạo, tập huấn", learning, Training}, {"diễn tập", learning, Training}, {"hội thảo", learning, Training},

	{"hệ thống hóa", activity, Other}, {"truyền thông", activity, Other}, {"tuyên truyền", activity, Other}, {"kiểm tra, đánh giá", activity, Other}, {"kiểm thử", activity, Other},
	{"quy chế", paper, Other}, {"kế hoạch", paper, Other}, {"khung kiến trúc", paper, Other}, {"kiến trúc", paper, Other}, {"hồ sơ đề xuất cấp độ", paper, Other},
	{"hồ sơ cấp độ", paper, Other}, {"đánh giá an toàn thông tin", activity, Other}, {"kiểm tra an toàn thông tin", activity, Other}, {"tư vấn", activity, Other},
	{"quy định", paper, Other}, {"khảo sát", activity, Other}, {"báo cáo nghiên cứu", paper, Other}, {"giám sát thi công", activity, Other},
	{"thẩm định", activity, Other}, {"rà quét lỗ hổng", activity, Other}, {"bộ chỉ số", paper, Other}, {"chiến lược", paper, Other}, {"hội nghị", activity, Other},
	{"cuộc thi", activity, Other}, {"tham quan", activity, Other}, {"học tập kinh nghiệm", activity, Other},

	{"đề án chuyển đổi số", umbrellaNo, Other}, {"đề án", umbrellaNo, Other}, {"kế hoạch chuyển đổi số", umbrellaNo, Other},
	{"danh mục chương trình, dự án", umbrellaNo, Other}, {"chương trình chuyển đổi số", umbrellaNo, Other},

	{"không xây dựng", refusal, Stop}, {"không đầu tư", refusal, Stop}, {"không đầu tư xây dựng", refusal, Stop}, {"không triển khai phần mềm riêng", refusal, Stop},
	{"không mua", refusal, Stop}, {"không thuê", refusal, Stop}, {"không nâng cấp", refusal, Stop}, {"không phát triển", refusal, Stop},
	{"chưa xây dựng", refusal, Stop}, {"không xây", refusal, Stop}, {"không thực hiện", refusal, Stop}, {"không xây dựng mới", refusal, Stop},
	{"không hình thành", refusal, Stop}, {"không triển khai", refusal, Stop}, {"không mở rộng", refusal, Stop}, {"không xây riêng", refusal, Stop},
	{"không được chấp thuận", refusal, Stop}, {"không lập", refusal, Stop},

	{"hệ thống", neutral, ""}, {"dịch vụ", neutral, ""}, {"các", neutral, ""}, {"và", neutral, ""}, {"một số", neutral, ""}, {"điện tử", neutral, ""},
	{"không dừng", neutral, ""}, // thu phí không dừng: nothing is stopped

	{"vào", into, ""}, {"lên", into, ""}, {"từ", into, ""}, {"với", into, ""}, {"tới", into, ""}, {"đến", into, ""}, {"về", into, ""}, {"qua", into, ""}, {"trên", into, ""},
}
