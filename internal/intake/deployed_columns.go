package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// deployedWords gives the phrases by which a column of a report of deployed systems is recognised, most telling first.
// The fields of the architecture workbook (Mẫu 03) are among them.
var deployedWords = []fieldWords{
	{"no", newPhrases("stt", "tt", "số tt", "số thứ tự", "no")},
	{"code", newPhrases("mã đối tượng", "mã hệ thống", "mã httt", "mã", "code")},
	{"record_type", newPhrases("loại bản ghi")},
	{"name", newPhrases("tên đối tượng", "tên hệ thống", "tên hệ thống thông tin", "tên phần mềm", "tên ứng dụng", "tên nền tảng", "tên csdl", "tên cơ sở dữ liệu", "tên sản phẩm", "tên",
		"tên dự án", "tên nhiệm vụ", "hệ thống thông tin", "hệ thống", "phần mềm", "ứng dụng", "tên hệ thống phần mềm", "tên hệ thống csdl", "hệ thống phần mềm", "name")},
	{"province", newPhrases("tỉnh", "tỉnh thành phố", "tỉnh thành", "địa phương", "địa bàn", "province")},
	{"decided", newPhrases("ngày quyết định", "ngày quyết định đầu tư", "ngày phê duyệt", "ngày phê duyệt dự án", "thời điểm quyết định", "thời điểm phê duyệt", "ngày ban hành quyết định", "ngày quyết định phê duyệt", "năm phê duyệt", "năm quyết định", "năm đầu tư", "decided")},
	{"decision", newPhrases("số quyết định", "quyết định đầu tư", "quyết định phê duyệt", "quyết định", "văn bản phê duyệt", "văn bản quyết định", "căn cứ đầu tư", "decision")},
	{"contracted", newPhrases("ngày hợp đồng", "ngày ký hợp đồng", "thời điểm ký hợp đồng", "hợp đồng", "năm ký hợp đồng", "contracted")},
	{"accepted", newPhrases("ngày nghiệm thu", "thời điểm nghiệm thu", "nghiệm thu", "năm nghiệm thu", "ngày bàn giao", "accepted")},
	{"operating", newPhrases("ngày đưa vào sử dụng", "ngày đưa vào vận hành", "ngày vận hành", "thời điểm đưa vào sử dụng", "thời điểm vận hành", "năm đưa vào sử dụng", "năm đưa vào vận hành",
		"năm sử dụng", "ngày sử dụng", "đưa vào sử dụng", "ngày đưa vào khai thác", "operating")},
	{"ended", newPhrases("ngày dừng", "ngày kết thúc", "ngày ngừng sử dụng", "ngày dừng sử dụng", "ngày kết thúc sử dụng", "ended")},
	{"money", newPhrases("kinh phí", "tổng kinh phí", "tổng mức đầu tư", "kinh phí đầu tư", "kinh phí thực hiện", "tổng dự toán", "dự toán", "giá trị", "giá trị hợp đồng", "tổng mức", "số tiền", "chi phí", "money")},
	{"funds", newPhrases("nguồn vốn", "nguồn kinh phí", "nguồn ngân sách", "funds")},
	{"agency", newPhrases("cơ quan chủ quản", "đơn vị chủ quản", "chủ quản", "chủ đầu tư", "cơ quan chủ trì", "đơn vị chủ trì", "chủ trì", "cơ quan quản lý", "đơn vị quản lý",
		"cơ quan đơn vị", "cơ quan sở hữu", "cơ quan", "đơn vị", "tên cơ quan", "tên đơn vị", "agency")},
	{fieldOperator, newPhrases("đơn vị vận hành", "cơ quan vận hành", "tổ chức vận hành", "operator")},
	{"form", newPhrases("hình thức", "hình thức đầu tư", "hình thức triển khai", "hình thức thực hiện", "form")},
	{"purpose", newPhrases("mục đích", "mục tiêu", "mục đích sử dụng", "mô tả", "mô tả tóm tắt", "nội dung", "purpose")},
	{"functions", newPhrases("chức năng", "chức năng chính", "các chức năng", "tính năng", "functions")},
	{"users", newPhrases("đối tượng sử dụng", "người sử dụng", "người dùng", "users")},
	{"data_objects", newPhrases("dữ liệu", "dữ liệu chính", "dữ liệu quản lý", "data objects")},
	{"scope", newPhrases("phạm vi", "phạm vi sử dụng", "phạm vi triển khai", "quy mô", "scope")},
	{fieldState, newPhrases("trạng thái vòng đời", "trạng thái", "tình trạng", "hiện trạng", "tình trạng sử dụng", "tình trạng vận hành", "trạng thái hoạt động", "state")},
	{"kind", newPhrases("loại đối tượng", "loại hệ thống", "kind")},
	{"url", newPhrases("địa chỉ", "địa chỉ truy cập", "đường dẫn", "url", "website", "link", "tên miền")},
	{"source", newPhrases("nguồn minh chứng", "nguồn", "minh chứng", "tài liệu minh chứng", "nguồn số liệu", "nguồn thông tin", "source")},
	{"note", newPhrases("ghi chú", "note")},
}

// DeployedFields are the fields that a column of a report of deployed systems can be mapped to.
func DeployedFields() []string {
	fields := []string{fieldIgnore}
	for _, w := range deployedWords {
		fields = append(fields, w.field)
	}
	slices.Sort(fields)
	return fields
}

// byHand checks a mapping of headers to fields and puts the headers in the form they are compared in.
func byHand(mapping map[string]string, known []string) (map[string]string, error) {
	out := map[string]string{}
	for header, field := range mapping {
		if !slices.Contains(known, field) {
			return nil, &UnknownFieldError{Column: header, Field: field, Known: known}
		}
		out[plain(header)] = field
	}
	return out, nil
}

// notKnown tells the values by which forms say that nothing is known.
func notKnown(p string) bool { return p == "" || p == "chua xac dinh" || p == "khong ap dung" }

// readDay reads a day, month or year as reports write it; only a year is taken of a quarter. It is "" for a cell that
// says that nothing is known, and ok is false for one that holds something else.
func readDay(cell string) (day corpus.Date, ok bool) {
	text := oneLine(cell)
	p := plain(text)
	if notKnown(p) || strings.Trim(text, "-–—./ ") == "" {
		return "", true
	}
	if fields := strings.Fields(text); len(fields) == 2 && strings.Contains(fields[1], ":") {
		text = fields[0] // a spreadsheet shows the hour with the day
	}
	if d, err := corpus.ParseDate(text); err == nil {
		return sensible(d)
	}
	if found := viet.Dates(text); len(found) == 1 {
		return sensible(corpus.Date(found[0].ISO))
	}
	words := strings.Fields(p)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "thang" || w == "nam" || w == "t" || w == "ngay" })
	switch {
	case len(words) == 1 && len(words[0]) == 4:
		return sensible(corpus.Date(words[0]))
	case len(words) == 2 && len(words[1]) == 4 && len(words[0]) <= 2:
		return sensible(corpus.Date(fmt.Sprintf("%s-%02s", words[1], words[0])))
	case len(words) == 3 && (words[0] == "quy" || words[0] == "q") && len(words[2]) == 4:
		return sensible(corpus.Date(words[2]))
	}
	return "", false
}

// sensible refuses days that no system of a locality can have.
func sensible(d corpus.Date) (corpus.Date, bool) {
	if y := d.Year(); !d.Valid() || y < 1990 || y > 2100 {
		return "", false
	}
	return d, true
}

// dayIn reads the one day that stands in the number of a decision: "Quyết định 123/QĐ-UBND ngày 5/3/2024".
func dayIn(text string) corpus.Date {
	if found := viet.Dates(text); len(found) == 1 {
		return corpus.Date(found[0].ISO)
	}
	return ""
}

// deployedHeader is a header with what is needed to read the amounts below it.
type deployedHeader struct {
	*listHeader
	amounts table
}

func newDeployedHeader(h *listHeader, g *grid) *deployedHeader {
	return &deployedHeader{h, table{cols: h.cols, unit: unitIn(g, g.rows, nil)}}
}

// amount reads the money of a row; bad is what stands there when it is no amount.
func (h *deployedHeader) amount(b *document.Block) (vnd *int64, bad string) {
	c, ok := h.at["money"]
	if !ok || notKnown(plain(textAt(b, c))) {
		return nil, ""
	}
	return h.amounts.amountAt(b, c)
}
