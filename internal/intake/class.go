package intake

import "strings"

// class tells what a section is about, and so what may be read from it.
type class uint8

const (
	classNone     class = iota // as its parent
	classInfo                  // general information: labelled fields
	classBasis                 // legal basis
	classGlossary              // abbreviations
	classPresent               // existing systems, results so far: nothing there is proposed
	classNeed                  // reasons
	classGoal                  // objectives
	classScope                 // scale and scope: may list what is proposed
	classContent               // what is proposed
	classTech                  // non-functional and security requirements, standards
	classCost                  // money
	classOrganise              // schedule, organisation, effect, proposals, annex notes
)

// classWords gives the phrases by which headings are told apart, in order of preference.
var classWords = []struct {
	class class
	words phrases
}{
	{classGlossary, newPhrases("từ viết tắt", "chữ viết tắt", "thuật ngữ", "giải thích từ ngữ", "định nghĩa", "mục lục")},
	{classPresent, newPhrases("hiện trạng", "thực trạng", "hệ thống hiện có", "các hệ thống đã triển khai", "đã triển khai", "kết quả thực hiện", "kết quả đạt được", "kết quả triển khai", "tình hình triển khai", "tồn tại hạn chế", "tồn tại", "hạn chế", "tình hình thực hiện", "đang vận hành", "kết quả năm", "đã đầu tư", "nhiệm vụ đã hoàn thành", "công việc đã thực hiện", "phần công việc đã thực hiện")},
	{classTech, newPhrases("phi chức năng", "tiêu chuẩn", "quy chuẩn", "yêu cầu kỹ thuật chung", "yêu cầu về an toàn thông tin", "phương án bảo đảm an toàn", "bảo đảm an toàn thông tin", "đảm bảo an toàn thông tin", "yêu cầu chung", "yêu cầu kỹ thuật", "yêu cầu về hiệu năng", "cấp độ an toàn", "nguyên tắc", "quan điểm", "mô hình", "kiến trúc")},
	{classBasis, newPhrases("căn cứ", "căn cứ pháp lý", "cơ sở pháp lý", "văn bản pháp lý", "cơ sở lập")},
	{classOrganise, newPhrases("tổ chức thực hiện", "trách nhiệm", "tiến độ", "hiệu quả", "kết luận", "kiến nghị", "đề nghị", "phân công", "lộ trình", "thời gian thực hiện", "phương thức quản lý", "hình thức quản lý", "giải pháp thực hiện", "rủi ro", "đánh giá tác động", "nơi nhận", "điều khoản thi hành", "hiệu lực thi hành", "địa điểm", "phù hợp", "phương án vận hành", "quản lý dự án", "tổ chức quản lý", "nhân sự", "quy trình thực hiện", "chế độ báo cáo", "cam kết")},
	{classCost, newPhrases("tổng mức đầu tư", "kinh phí", "dự toán", "khái toán", "nguồn vốn", "tổng mức", "chi phí", "vốn đầu tư", "phân kỳ vốn", "suất đầu tư", "giá gói thầu")},
	{classNeed, newPhrases("sự cần thiết", "lý do", "bối cảnh", "tính cấp thiết", "cơ sở thực tiễn")},
	{classInfo, newPhrases("thông tin chung", "thông tin dự án", "giới thiệu chung", "thông tin cơ bản")},
	{classContent, newPhrases("nội dung đầu tư", "nội dung và quy mô", "quy mô và nội dung", "nội dung quy mô", "quy mô nội dung", "nội dung dự án", "nội dung đề án", "nội dung thực hiện", "nội dung thuê", "nội dung nhiệm vụ", "nội dung chủ yếu", "nội dung công việc", "hạng mục", "giải pháp", "phương án kỹ thuật", "phương án thiết kế", "thiết kế sơ bộ", "thiết kế cơ sở", "thiết kế chi tiết", "danh mục", "nhiệm vụ", "yêu cầu chức năng", "nội dung", "phương án", "thiết kế", "sản phẩm", "các dự án", "dự án", "gói thầu", "chức năng", "phân tích nghiệp vụ", "phần công việc", "triển khai")},
	{classScope, newPhrases("quy mô", "phạm vi", "đối tượng")},
	{classGoal, newPhrases("mục tiêu", "mục đích", "yêu cầu")},
}

// classify0 tells the class of a heading from its words alone; mixed titles ("mục tiêu, quy mô, phạm vi") lean to what
// is proposed.
func classify0(p string) class {
	for _, c := range classWords {
		if c.words.within(p) != "" {
			return c.class
		}
	}
	return classNone
}

// classOf tells the class of a section, inherited when its own title says nothing.
func classOf(s *section) class {
	p := s.plain
	up := classNone
	if s.parent != nil {
		up = s.parent.class
	}
	if i := strings.IndexByte(s.title, ':'); i > 0 && i < 80 {
		p = plain(s.title[:i])
	}
	if countWords(p) > 16 || itemLike(p) && (up != classNone || !amountNear(s.line.text).none()) {
		return up
	}
	c := classify0(p)
	switch {
	case c == classNone:
		return up
	case up == classPresent || up == classGlossary:
		return up
	case s.num.rank >= rankLetter && up != classNone && c != classPresent && c != classCost && c != classContent:
		return up
	}
	return c
}

// itemHeads are words a component's name may begin with.
var itemHeads = newPhrases("xây dựng", "phần mềm", "phân hệ", "hệ thống", "nền tảng", "cơ sở dữ liệu", "csdl", "cổng", "trang thông tin", "trang web", "ứng dụng",
	"kho", "trung tâm", "nâng cấp", "mở rộng", "thuê", "mua", "mua sắm", "trang bị", "số hóa", "chuẩn hóa", "cập nhật", "tích hợp", "kết nối", "đào tạo",
	"tập huấn", "thí điểm", "máy", "thiết bị", "bổ sung", "triển khai", "phát triển", "tạo lập", "hợp nhất", "bản đồ", "sàn", "mô đun", "module", "dự án",
	"trợ lý", "lắp đặt", "duy trì", "vận hành", "hạng mục", "gói thầu", "nhiệm vụ", "đầu tư", "thiết lập", "hình thành", "khai thác", "liên thông", "làm sạch",
	"chuyển đổi", "thay thế", "bảo trì", "gia hạn", "sử dụng", "camera", "app", "website", "trục", "đề án", "chương trình", "hiện đại hóa", "hoàn thiện", "đồng bộ",
	"ứng dụng công nghệ", "tuyên truyền", "truyền thông", "thu thập", "nhập liệu", "tổ chức", "lập", "sổ tay", "bộ", "mạng", "đường truyền", "hạ tầng", "lgsp", "ioc", "soc",
	"httt", "tiểu dự án", "hợp phần", "kiểm tra", "đánh giá", "giám sát", "tổng đài", "công cụ", "dịch vụ", "giải pháp phần mềm", "thực hiện", "nhân rộng", "chỉnh lý", "điều tra", "chuyển giao")

// genericTitles are headings that begin like items but are sections of every dossier.
var genericTitles = newPhrases("hệ thống hiện có", "giải pháp", "thiết bị và phần mềm", "hạng mục đầu tư", "các hạng mục", "nhiệm vụ và giải pháp", "nhiệm vụ giải pháp", "nhiệm vụ trọng tâm",
	"nhiệm vụ chủ yếu", "hệ thống các", "triển khai thực hiện", "đầu tư xây dựng", "tổ chức thực hiện", "vận hành khai thác", "quản trị hệ thống", "sử dụng", "triển khai", "đánh giá", "giám sát",
	"thực hiện", "danh mục", "phạm vi", "hạ tầng số", "nhiệm vụ", "dự án", "phần mềm", "thiết bị", "hạ tầng", "đào tạo", "dịch vụ", "đào tạo và chuyển giao", "hạ tầng kỹ thuật", "phần mềm nội bộ", "dự án thành phần", "các nhiệm vụ", "giám sát đánh giá", "kiểm tra giám sát")

// itemLike tells whether a plain title could be the name of something proposed.
func itemLike(p string) bool {
	p = strings.TrimPrefix(p, "khong ") // what will not be built is said of a thing too
	if genericTitles.is(p) || strings.HasPrefix(p, "to chuc thuc hien") || strings.HasPrefix(p, "danh gia hien trang") {
		return false
	}
	h := itemHeads.prefix(p)
	return h != "" && countWords(p) >= countWords(h)+1 && countWords(p) <= 45
}
