package intake

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
)

// Fields of a list that are no column of its own form: they become dated facts, or hang together with others.
const (
	fieldState      = "state"
	fieldOperator   = "operator"
	fieldContact    = "contact"
	fieldConnection = "connection"
	fieldIgnore     = "ignore"
)

// fieldWords are the phrases that name a field.
type fieldWords struct {
	field string
	words phrases
}

// listWords gives the phrases by which a column of a list is recognised, most telling first. A header is compared whole
// with the phrases of all fields before its beginning is, and that before its inside.
var listWords = []fieldWords{
	{"no", newPhrases("stt", "tt", "số tt", "số thứ tự", "no")},
	{"platform", newPhrases("mã nền tảng", "mã định danh gốc mã nguồn", "platform")},
	{"row", newPhrases("mã đối tượng", "mã dòng", "mã hệ thống", "row")},
	{"name", newPhrases("tên nền tảng", "tên nền tảng số", "tên hệ thống", "tên hệ thống thông tin", "tên hệ thống nền tảng", "tên nền tảng hệ thống", "tên cơ sở dữ liệu", "tên csdl",
		"tên phần mềm", "tên ứng dụng", "tên đối tượng", "tên sản phẩm", "tên", "danh mục nền tảng", "danh mục nền tảng số", "danh mục hệ thống", "nền tảng", "nền tảng số", "nền tảng hệ thống", "hệ thống thông tin",
		"hệ thống", "nền tảng cơ sở dữ liệu", "hệ thống cơ sở dữ liệu", "cơ sở dữ liệu", "name")},
	{"owner", newPhrases("cơ quan chủ quản", "đơn vị chủ quản", "chủ quản", "bộ chủ quản", "bộ ngành chủ quản", "bộ ngành", "bộ cơ quan", "bộ", "bộ cơ quan chủ quản", "cơ quan chủ trì",
		"đơn vị chủ trì", "chủ trì", "cơ quan quản lý", "đơn vị quản lý", "cơ quan công bố", "bộ cơ quan ngang bộ", "bộ ngành địa phương", "tên cơ quan", "cơ quan", "cơ quan đơn vị", "đơn vị", "cơ quan sở hữu", "owner")},
	{fieldOperator, newPhrases("đơn vị vận hành", "cơ quan vận hành", "tổ chức vận hành", "vận hành", "operator")},
	{fieldContact, newPhrases("đầu mối liên hệ", "đầu mối", "thông tin liên hệ", "liên hệ", "cán bộ đầu mối", "đầu mối hỗ trợ", "contact", "đầu mối kỹ thuật vận hành")},
	{"purpose", newPhrases("mục đích", "mục tiêu", "mục đích sử dụng", "mô tả", "mô tả tóm tắt", "giới thiệu", "nội dung", "purpose")},
	{"functions", newPhrases("chức năng", "chức năng chính", "các chức năng", "tính năng", "tính năng chính", "dịch vụ cung cấp", "functions")},
	{"users", newPhrases("đối tượng sử dụng", "người sử dụng", "người dùng", "đối tượng phục vụ", "users")},
	{"data_objects", newPhrases("dữ liệu", "đối tượng dữ liệu", "dữ liệu chính", "dữ liệu quản lý", "data objects")},
	{"scope", newPhrases("phạm vi", "phạm vi sử dụng", "phạm vi triển khai", "phạm vi áp dụng", "quy mô triển khai", "scope")},
	{"url", newPhrases("địa chỉ", "địa chỉ truy cập", "đường dẫn", "url", "website", "link", "tên miền", "trang web")},
	{fieldState, newPhrases("trạng thái vòng đời", "trạng thái", "tình trạng", "hiện trạng", "tình trạng triển khai", "tình trạng vận hành", "trạng thái hoạt động", "state")},
	{fieldConnection, newPhrases("kết nối", "kết nối ndxp", "tình trạng kết nối", "ndxp", "ndop", "kết nối ndxp ndop", "connection")},
	{"function_codes", newPhrases("mã nghiệp vụ", "function codes")},
	{"aliases", newPhrases("tên gọi khác", "tên khác", "aliases")},
	{"acronym", newPhrases("tên viết tắt", "viết tắt", "acronym")},
	{"name_en", newPhrases("tên tiếng anh", "name en")},
	{"group", newPhrases("nhóm", "nhóm nền tảng", "group")},
	{"kind", newPhrases("loại đối tượng", "loại nền tảng", "kind")},
	{"source", newPhrases("nguồn", "nguồn minh chứng", "source")},
	{"note", newPhrases("ghi chú", "note")},
}

// ListFields are the fields that a column can be mapped to.
func ListFields() []string {
	fields := []string{fieldState, fieldOperator, fieldContact, fieldConnection, fieldIgnore}
	for _, c := range corpus.Columns {
		fields = append(fields, c.Field)
	}
	slices.Sort(fields)
	return fields
}

// UnknownFieldError says that a column was mapped to no field.
type UnknownFieldError struct {
	Column, Field string
	Known         []string // fields there are
}

func (e *UnknownFieldError) Error() string {
	return fmt.Sprintf("column %q is mapped to unknown field %q, known are %s", e.Column, e.Field, strings.Join(e.Known, ", "))
}

// headings says how the columns of a table are recognised: by hand, by the headers of our own tables, by usual phrases.
type headings struct {
	words  []fieldWords
	own    map[string]string // plain header -> field
	byHand map[string]string // plain header -> field
}

// fields says what each column of a header holds, "" for none; a field is given to one column only, the one it fits best.
func (h *headings) fields(cols []column) []string {
	fields := make([]string, len(cols))
	given := map[string]bool{}
	give := func(i int, field string) {
		if field != "" && fields[i] == "" && (field == fieldIgnore || !given[field]) {
			fields[i], given[field] = field, true
		}
	}
	for i := range cols {
		give(i, cmpOr(h.byHand[cols[i].label], h.byHand[cols[i].leaf]))
	}
	for i := range cols {
		give(i, h.own[cols[i].label])
	}
	tests := []func(phrases, *column) bool{
		func(p phrases, c *column) bool { return p.is(c.label) },
		func(p phrases, c *column) bool { return p.is(c.leaf) },
		func(p phrases, c *column) bool { return p.starts(c.leaf) },
		func(p phrases, c *column) bool { return p.within(clip(c.label, 80)) != "" },
	}
	for n, test := range tests {
		for _, w := range h.words {
			if n == len(tests)-1 && (w.field == "no" || w.field == "name") {
				continue // too common inside other headers
			}
			for i := range cols {
				if fields[i] == "" && cols[i].leaf != "" && test(w.words, &cols[i]) {
					give(i, w.field)
				}
			}
		}
	}
	return fields
}

// named tells whether a header is one of the usual names of its field, not only begins like one.
func (h *headings) named(c *column, field string) bool {
	if h.own[c.label] == field || cmpOr(h.byHand[c.label], h.byHand[c.leaf]) == field {
		return true
	}
	return slices.ContainsFunc(h.words, func(w fieldWords) bool {
		return w.field == field && (w.words.is(c.label) || w.words.is(c.leaf))
	})
}

// read reads the header that begins with row i and how many rows it takes: it must name the things listed and one thing
// more. first tells that no header was seen before it in the document.
func (h *headings) read(rows []*document.Block, i int, first bool) (*listHeader, int) {
	if !maybeHeader(rows[i]) {
		return nil, 0
	}
	for _, depth := range []int{headerDepth(rows, i), 1} {
		cols := columnsFrom(rows[i : i+depth])
		out := &listHeader{fields: h.fields(cols), cols: cols, at: map[string]int{}}
		known, exact, filled := 0, 0, 0
		for c, f := range out.fields {
			out.labels = append(out.labels, headerLabel(rows[i:i+depth], c))
			if cols[c].leaf != "" {
				filled++
			}
			if f != "" {
				out.at[f] = c
				known++
			}
			if f != "" && h.named(&cols[c], f) {
				exact++
			}
		}
		name, ok := out.at["name"]
		switch {
		case !ok || known < 2 || known*2 < filled && known < 4 || !shortHeader(cols):
			continue
		case exact < 2 && (!first || exact == 0 || !strings.HasPrefix(cols[name].leaf, "ten ")):
			continue // the texts of a row may begin like a header: "Hệ thống A", "Bộ Tài chính"
		}
		if i+depth < len(rows) && isColumnNumbers(rows[i+depth]) {
			depth++
		}
		return out, depth
	}
	return nil, 0
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ownHeaders are the headers of our own tables in plain form.
var ownHeaders = sync.OnceValue(func() map[string]string {
	fields := make(map[string]string, 2*len(corpus.Columns))
	for _, c := range corpus.Columns {
		fields[plain(c.Header)], fields[plain(c.Field)] = c.Field, c.Field
	}
	return fields
})

// states gives the words by which a state of a platform is told.
var states = []struct {
	state corpus.State
	words phrases
}{
	{corpus.StateTrial, newPhrases("thử nghiệm", "thí điểm", "vận hành thử", "trial")},
	{corpus.StatePlanned, newPhrases("dự kiến", "kế hoạch", "chưa triển khai", "chưa xây dựng", "chuẩn bị", "planned", "chủ trương đầu tư")},
	{corpus.StateBuilding, newPhrases("đang xây dựng", "đang phát triển", "xây dựng", "đang triển khai", "đang hoàn thiện", "building", "đang đầu tư")},
	{corpus.StateEnded, newPhrases("kết thúc sử dụng", "kết thúc", "dừng", "ngừng", "đã dừng", "không còn sử dụng", "ended")},
	{corpus.StateOperating, newPhrases("đang vận hành", "đã vận hành", "vận hành", "đang hoạt động", "hoạt động", "đang sử dụng", "đã đưa vào sử dụng", "đang khai thác", "nâng cấp", "operating", "đã triển khai")},
}

// ReadState reads a state as people write it; ok is false when the words tell none.
func ReadState(s string) (corpus.State, bool) {
	p := plain(s)
	if strings.HasPrefix(p, "chua van hanh") || strings.HasPrefix(p, "chua hoat dong") || strings.HasPrefix(p, "chua dua vao") {
		return "", false // says what it is not
	}
	for _, st := range states {
		if p == plain(string(st.state)) || st.words.starts(p) {
			return st.state, true
		}
	}
	for _, st := range states {
		if st.words.within(p) != "" {
			return st.state, true
		}
	}
	return "", false
}

// readConnection reads which national integration platform is named as connected.
func readConnection(label, s string) string {
	p := plain(s)
	if p == "" || strings.HasPrefix(p, "chua") || strings.HasPrefix(p, "khong") {
		if p == "" {
			return ""
		}
		return "none"
	}
	both := p + " " + label
	ndxp, ndop := hasWords(both, "ndxp"), hasWords(both, "ndop")
	switch {
	case ndxp && ndop:
		return "ndxp+ndop"
	case ndop:
		return "ndop"
	case ndxp:
		return "ndxp"
	case p == "none":
		return "none"
	}
	return ""
}
