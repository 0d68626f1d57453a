package corpus

import "strings"

// Column is one column of a list written as a table: how it is headed, and how it goes to a row and back.
type Column struct {
	Field  string // stable name, as --map takes it
	Header string
	Get    func(*Row) string
	Set    func(*Row, string)
	Beside bool // the architecture workbook (Mẫu 03) has no field for it among those of an object
}

// Columns are the columns of a list as a table, in the order they are written. Together they hold all that a list and
// the records of its platforms say, but for dated facts.
var Columns = []Column{
	text("no", "STT", func(r *Row) *string { return &r.Entry.No }),
	text("group", "Nhóm", func(r *Row) *string { return &r.Entry.Group }),
	text("name", "Tên nền tảng", func(r *Row) *string { return &r.Entry.Name }),
	text("owner", "Cơ quan chủ quản", func(r *Row) *string { return (*string)(&r.Entry.Owner) }),
	text("owner_printed", "Cơ quan chủ quản như in", func(r *Row) *string { return &r.Entry.OwnerPrinted }),
	text("purpose", "Mục đích", func(r *Row) *string { return &r.Entry.Purpose }),
	words("functions", "Chức năng", func(r *Row) *[]string { return &r.Entry.Functions }),
	text("note", "Ghi chú", func(r *Row) *string { return &r.Entry.Note }),
	text("status", "Loại dòng", func(r *Row) *string { return &r.Entry.Status }),
	text("source", "Nguồn", func(r *Row) *string { return &r.Entry.Source }),
	text("row", "Mã dòng", func(r *Row) *string { return &r.Entry.Row }),
	words("list_aliases", "Tên gọi khác trong danh mục", func(r *Row) *[]string { return &r.Entry.Aliases }),
	text("layer", "Lớp kiến trúc", func(r *Row) *string { return &r.Entry.Layer }),
	text("function_code", "Mã nghiệp vụ trong danh mục", func(r *Row) *string { return (*string)(&r.Entry.Function) }),
	text("earlier_list", "Danh mục trước", func(r *Row) *string { return &r.Entry.EarlierList }),
	text("platform", "Mã nền tảng", func(r *Row) *string { return (*string)(&r.Entry.Platform) }),
	text("record_name", "Tên trong hồ sơ", func(r *Row) *string { return &r.Record.Name }),
	text("name_en", "Tên tiếng Anh", func(r *Row) *string { return &r.Record.NameEN }),
	text("acronym", "Tên viết tắt", func(r *Row) *string { return &r.Record.Acronym }),
	words("aliases", "Tên gọi khác", func(r *Row) *[]string { return &r.Record.Aliases }),
	text("kind", "Loại nền tảng", func(r *Row) *string { return &r.Record.Kind }),
	text("record_purpose", "Mục đích theo hồ sơ", func(r *Row) *string { return &r.Record.Purpose }),
	words("record_functions", "Chức năng theo hồ sơ", func(r *Row) *[]string { return &r.Record.Functions }),
	{"function_codes", "Mã nghiệp vụ", func(r *Row) string { return joinValues(codesToWords(r.Record.FunctionCodes)) },
		func(r *Row, s string) { r.Record.FunctionCodes = wordsToCodes(SplitValues(s)) }, true},
	words("data_objects", "Dữ liệu", func(r *Row) *[]string { return &r.Record.DataObjects }),
	words("users", "Đối tượng sử dụng", func(r *Row) *[]string { return &r.Record.Users }),
	text("scope", "Phạm vi", func(r *Row) *string { return &r.Record.Scope }),
	text("url", "Địa chỉ", func(r *Row) *string { return &r.Record.URL }),
}

// inObject are the fields that an object of the architecture workbook holds itself.
var inObject = map[string]bool{"name": true, "owner": true, "owner_printed": true, "note": true}

// ColumnByField returns the column of a field.
func ColumnByField(field string) (Column, bool) {
	for _, c := range Columns {
		if c.Field == field {
			return c, true
		}
	}
	return Column{}, false
}

// RowOf puts an entry and the record of its platform together as a row.
func (r *Register) RowOf(e *Entry) Row {
	row := Row{Entry: *e}
	if p, ok := r.Platform(e.Platform); ok {
		row.Record = *p
	}
	return row
}

func text(field, header string, at func(*Row) *string) Column {
	return Column{field, header, func(r *Row) string { return *at(r) }, func(r *Row, s string) { *at(r) = s }, !inObject[field]}
}

func words(field, header string, at func(*Row) *[]string) Column {
	return Column{field, header, func(r *Row) string { return joinValues(*at(r)) }, func(r *Row, s string) { *at(r) = SplitValues(s) }, true}
}

// joinValues writes several values into one cell, one to a line.
func joinValues(values []string) string { return strings.Join(values, "\n") }

// SplitValues reads the values of a cell: one to a line, or set off by semicolons, with or without a bullet.
func SplitValues(cell string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == ';' }) {
		part = strings.TrimSpace(part)
		for _, bullet := range []string{"- ", "+ ", "• ", "* "} {
			part = strings.TrimSpace(strings.TrimPrefix(part, bullet))
		}
		if part != "" {
			out = append(out, part)
		}
	}
	return out
}

func codesToWords(codes []FunctionCode) []string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

func wordsToCodes(words []string) []FunctionCode {
	var out []FunctionCode
	for _, w := range words {
		out = append(out, FunctionCode(w))
	}
	return out
}
