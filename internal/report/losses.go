package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sync"
)

// losses are what may be missing of a file that was read, as its reader says it in English and records it, and how a report
// says it in Vietnamese. %s stands for what the file itself tells; the order is the same in both.
var losses = [][2]string{
	{"line %s: a quotation mark is never closed, so columns may be shifted or the file cut off", "dòng %s: dấu ngoặc kép không đóng, các cột có thể bị lệch hoặc tệp bị cắt ngắn"},
	{"line %s ends before its last column: the file may be cut off", "dòng %s thiếu cột cuối: tệp có thể bị cắt ngắn"},
	{"the document is little more than %s pictures, whose text was not read", "tài liệu hầu như chỉ gồm %s hình ảnh, chữ trong hình chưa đọc"},
	{"a page header or footer is damaged: a mark of secrecy there would not be seen", "đầu trang hoặc chân trang bị hỏng: nếu có dấu chỉ độ mật ở đó thì không thấy được"},
	{"the %s of the document are damaged: %s", "phần %s của tài liệu bị hỏng: %s"},
	{"a document inserted as a whole (altChunk) was not read", "tài liệu được chèn nguyên vào tệp (altChunk) chưa đọc"},
	{"an embedded object (%s) was not read", "đối tượng nhúng (%s) chưa đọc"},
	{"a chart was not read", "biểu đồ chưa đọc"},
	{"the styles of the document are damaged: headings may be taken for paragraphs", "kiểu dáng của tài liệu bị hỏng: đề mục có thể bị đọc thành đoạn văn"},
	{"an embedded object was not read", "đối tượng nhúng chưa đọc"},
	{"the end of the PDF is missing: the file was cut off and pages may be missing", "thiếu phần cuối của tệp PDF: tệp bị cắt ngắn, có thể thiếu trang"},
	{"pages without a text layer (scans) were not read: %s", "trang không có lớp văn bản (bản quét) chưa đọc: %s"},
	{"pages without a text layer (scans) were read by text recognition, so words can be wrong: %s", "trang không có lớp văn bản (bản quét) được đọc bằng nhận dạng chữ, từ ngữ có thể sai: %s"},
	{"page %s is damaged and was not read", "trang %s bị hỏng, chưa đọc"},
	{"most words of the text layer are not Vietnamese: it may come from poor text recognition, so words can be wrong or missing", "phần lớn từ của lớp văn bản không phải tiếng Việt: có thể do nhận dạng chữ kém, từ ngữ có thể sai hoặc thiếu"},
	{"page %s has a table without lines: its cells were parted by the space between them, and some may be run together", "trang %s có bảng không kẻ ô: các ô được tách theo khoảng trắng, có thể có ô bị dính nhau"},
	{"the letter ư was lost when this PDF was made; it was put back in %s words and may be missing in others", "chữ ư bị mất khi tạo tệp PDF; đã khôi phục trong %s từ, có thể còn thiếu ở từ khác"},
	{"the last character is incomplete: the file may be cut off", "ký tự cuối không trọn vẹn: tệp có thể bị cắt ngắn"},
	{"sheet %s is cut off after row %s", "trang tính %s bị cắt sau dòng %s"},
	{"the styles of the workbook are damaged: dates show as numbers", "kiểu dáng của bảng tính bị hỏng: ngày tháng hiện thành số"},
	{"sheet %s is missing from the file", "trang tính %s không có trong tệp"},
	{"sheet %s is damaged after row %s: %s", "trang tính %s bị hỏng sau dòng %s: %s"},
	{"the drawings on a sheet are damaged: a mark of secrecy there would not be seen", "hình vẽ trên trang tính bị hỏng: nếu có dấu chỉ độ mật ở đó thì không thấy được"},
	{"sheet %s: %s formulas were saved without their results; open the file in Excel and save it", "trang tính %s: %s công thức được lưu mà không có kết quả; mở tệp bằng Excel rồi lưu lại"},
	{"sheet %s: %s cells hold an error instead of a value", "trang tính %s: %s ô chứa lỗi thay cho giá trị"},
}

// notes are what a reader should know of a file though all of it was read, said like losses.
var notes = [][2]string{
	{"%s was converted by LibreOffice before reading", "đọc sau khi chuyển đổi bằng LibreOffice (%s)"},
	{"hidden text was left out", "chữ ẩn trong tệp không đọc"},
	{"sheet %s is hidden; it was read", "trang tính ẩn %s: đã đọc như các trang khác"},
	{"sheet %s has hidden rows, which were read: %s", "trang tính %s có dòng ẩn, đã đọc như các dòng khác: dòng %s"},
	{"sheet %s is empty", "trang tính %s trống"},
	{"sheet %s holds no rows: it is a chart or a macro", "trang tính %s là biểu đồ hoặc macro, không có dòng nào"},
	{"sheet %s: %s formulas were saved without their results, which were worked out", "trang tính %s: %s công thức được lưu mà không có kết quả, đã tính lại"},
	{"some automatic numbers of lists are not shown", "một số số thứ tự tự động của danh sách không đọc được"},
	{"the name ends in .%s but the content is %s; it was read as %s", "tên tệp có đuôi .%s nhưng nội dung là %s; đã đọc theo nội dung (%s)"},
}

// contents are what readers call what they found in a file, in Vietnamese where that is not its usual name.
var contents = map[string]string{
	"a Word document": "văn bản Word", "a Word document of before 2007": "văn bản Word đời trước 2007",
	"an Excel workbook": "bảng tính Excel", "an Excel workbook of before 2007": "bảng tính Excel đời trước 2007",
	"an OpenDocument text": "văn bản OpenDocument", "an OpenDocument spreadsheet": "bảng tính OpenDocument",
	"rich text": "văn bản RTF", "a PDF": "PDF", "a web page": "trang web", "delimited text": "bảng dạng văn bản (CSV)", "plain text": "văn bản thuần",
}

var lossPatterns = sync.OnceValue(func() []*regexp.Regexp {
	placeholder := regexp.MustCompile(`%s`)
	out := make([]*regexp.Regexp, len(losses)+len(notes))
	for i, l := range slices.Concat(losses, notes) {
		out[i] = regexp.MustCompile("^" + placeholder.ReplaceAllString(regexp.QuoteMeta(l[0]), "(.+?)") + "$")
	}
	return out
})

// loss says in the language of the report what may be missing of a file; what it does not know stays as it was recorded.
func (s speaker) loss(line string) string {
	if s.lang == English {
		return line
	}
	for i, p := range lossPatterns() {
		if found := p.FindStringSubmatch(line); found != nil {
			told := make([]any, len(found)-1)
			for j := range told {
				told[j] = cmp.Or(contents[found[j+1]], found[j+1])
			}
			if i >= len(losses) {
				return fmt.Sprintf(notes[i-len(losses)][1], told...)
			}
			return fmt.Sprintf(losses[i][1], told...)
		}
	}
	return line
}
