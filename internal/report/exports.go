package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// ExportFormats are the forms in which a list is exported, the exact one first.
var ExportFormats = []string{"jsonl", "csv", "xlsx", "mau03"}

// ListExport is a list to be exported.
type ListExport struct {
	Register *corpus.Register
	List     *corpus.List
	AsOf     corpus.Date // day of the states in the form of Mẫu 03
}

// Write writes a list in one of ExportFormats. All but mau03 are read back without loss, but for dated facts, which only
// jsonl holds.
func (x ListExport) Write(w io.Writer, format string) error {
	switch format {
	case "csv":
		return x.csv(w)
	case "xlsx":
		return x.xlsx(w)
	case "mau03":
		return x.mau03(w)
	}
	return x.Register.WriteJSONLines(w, x.List)
}

// table is the list as headers and rows.
func (x ListExport) table() (columns []string, rows [][]string) {
	for _, c := range corpus.Columns {
		columns = append(columns, c.Header)
	}
	for i := range x.List.Entries {
		r := x.Register.RowOf(&x.List.Entries[i])
		cells := make([]string, len(corpus.Columns))
		for j, c := range corpus.Columns {
			cells[j] = c.Get(&r)
		}
		rows = append(rows, cells)
	}
	return columns, rows
}

// csv writes the table after a byte order mark, without which spreadsheets misread Vietnamese. A text that a spreadsheet
// would take for a formula gets an apostrophe before it, which reading takes away.
func (x ListExport) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	columns, rows := x.table()
	for _, r := range append([][]string{columns}, rows...) {
		for i := range r {
			r[i] = guarded(r[i])
		}
		if err := out.Write(r); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func guarded(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t'", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (x ListExport) xlsx(w io.Writer) error {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	columns, rows := x.table()
	if err := b.sheet("DANH_MUC", columns, rows); err != nil {
		return err
	}
	l := x.List
	about := [][]string{{"id", string(l.ID)}, {"document", l.Document}, {"issuer", string(l.Issuer)}, {"date", string(l.Date)},
		{"announced_total", fmt.Sprint(l.AnnouncedTotal)}, {"completeness", string(l.Completeness)}, {"note", l.Note}, {"hash", x.Register.ListHash(l.ID)}}
	if err := b.sheet("THONG_TIN", []string{"field", "value"}, about); err != nil {
		return err
	}
	return b.write(w)
}

// Values of the architecture workbook that say what is not known.
const (
	notEstablished = "Chưa xác định"
	notApplicable  = "Không áp dụng"
)

// mau03 writes the architecture workbook (Mẫu số 03 of the draft guidance): its four data sheets with the fields in
// their order, its values and its dictionary. What is not known says so: nothing is made up. The objects are reference
// records, since only the owner of a platform keeps the original one.
func (x ListExport) mau03(w io.Writer) error {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	data := map[string][][]string{"DM_DOITUONG": x.objects(), "QH_KETNOI": x.connections()}
	for _, sheet := range []string{"DM_DOITUONG", "QH_KETNOI", "ANHXA", "HOANTHIEN_NV"} {
		var columns []string
		for _, f := range x.Register.Workbook {
			if f.Sheet == sheet {
				columns = append(columns, f.Name)
			}
		}
		if err := b.sheet(sheet, columns, data[sheet]); err != nil {
			return err
		}
	}
	if err := b.sheet("LS_PHIENBAN", []string{"Mã đối tượng", "Trường", "Giá trị"}, x.rest()); err != nil {
		return err
	}
	var fields, values [][]string
	for _, f := range x.Register.Workbook {
		fields = append(fields, []string{f.Sheet, fmt.Sprint(f.No), f.Name, f.Required, f.Values})
		for _, v := range strings.Split(f.Values, "; ") {
			if strings.Contains(f.Values, "; ") {
				values = append(values, []string{f.Sheet, f.Name, v})
			}
		}
	}
	if err := b.sheet("HUONG_DAN", []string{"Nội dung"}, x.guide()); err != nil {
		return err
	}
	if err := b.sheet("DM_GIATRI", []string{"Sheet", "Trường", "Giá trị"}, values); err != nil {
		return err
	}
	if err := b.sheet("TU_DIEN_TRUONG", []string{"Sheet", "Thứ tự", "Trường", "Yêu cầu", "Giá trị"}, fields); err != nil {
		return err
	}
	return b.write(w)
}

// guide says what the workbook holds.
func (x ListExport) guide() [][]string {
	return [][]string{
		{fmt.Sprintf("Danh mục %s, %s, ngày %s; trạng thái tính đến %s.", x.List.ID, x.List.Document, x.List.Date, x.AsOf)},
		{"Theo dự thảo hướng dẫn ngày 13/9/2026, Mẫu số 03; chưa đối chiếu với biểu chính thức."},
		{"\"" + notEstablished + "\" nghĩa là chưa có nguồn; không suy đoán."},
		{"Sheet LS_PHIENBAN giữ các thông tin của danh mục mà DM_DOITUONG không có trường tương ứng."},
	}
}

// objectType names the type of an object by the kind of the platform.
var objectType = map[string]string{
	"database": "CSDL/tài sản dữ liệu", "infrastructure": "hạ tầng số", "platform": "nền tảng số", "application": "dịch vụ số",
	"portal": "hệ thống số/hệ thống thông tin", "information_system": "hệ thống số/hệ thống thông tin",
}

// lifeCycle names the state of a platform as the workbook does.
var lifeCycle = map[corpus.State]string{
	corpus.StatePlanned: "Dự kiến", corpus.StateBuilding: "đang xây dựng", corpus.StateTrial: "thử nghiệm", corpus.StateOperating: "đang vận hành",
	corpus.StateEnded: "kết thúc sử dụng", corpus.StateUnknown: notEstablished,
}

func objectCode(i int) string { return fmt.Sprintf("QG-%d", i+1) }

// objects are the rows of DM_DOITUONG.
func (x ListExport) objects() [][]string {
	var rows [][]string
	for i := range x.List.Entries {
		e := &x.List.Entries[i]
		p := x.Register.RowOf(e).Record
		owner := e.OwnerPrinted
		if a, ok := x.Register.Agency(string(e.Owner)); ok && e.Owner != "" {
			owner = a.Name
		}
		shared := notEstablished
		if e.Group == "A" || e.Group == "B" {
			shared = "Nhóm " + e.Group
		}
		rows = append(rows, []string{objectCode(i), "Bản ghi tham chiếu", notEstablished, e.Name, objectType[p.Kind], established(e.Layer), notEstablished,
			notEstablished, "Quốc gia", shared, established(owner), x.fact(&p, corpus.FactOperator), x.fact(&p, corpus.FactContact), "",
			lifeCycle[p.StateOn(x.AsOf)], notEstablished, "", fmt.Sprintf("%s, ngày %s", x.List.Document, x.List.Date), notEstablished, e.Note})
	}
	return rows
}

// rest are the rows of LS_PHIENBAN, the extra sheet that is allowed: what the list says of each object and DM_DOITUONG has
// no field for, so that it is read back.
func (x ListExport) rest() [][]string {
	var rows [][]string
	for i := range x.List.Entries {
		r := x.Register.RowOf(&x.List.Entries[i])
		for _, c := range corpus.Columns {
			if v := c.Get(&r); v != "" && c.Beside {
				rows = append(rows, []string{objectCode(i), c.Header, v})
			}
		}
	}
	return rows
}

func established(s string) string {
	if s == "" {
		return notEstablished
	}
	return s
}

func (x ListExport) fact(p *corpus.Platform, kind corpus.FactKind) string {
	f, ok := p.FactOn(kind, x.AsOf)
	if !ok {
		return notEstablished
	}
	return f.Value
}

// connections are the rows of QH_KETNOI: the platforms that a source says are connected to NDXP or NDOP.
func (x ListExport) connections() [][]string {
	var rows [][]string
	for i := range x.List.Entries {
		p := x.Register.RowOf(&x.List.Entries[i]).Record
		f, ok := p.FactOn(corpus.FactConnection, x.AsOf)
		if !ok || f.Value == "none" {
			continue
		}
		for _, channel := range channels.FindAllString(f.Value, -1) {
			rows = append(rows, []string{fmt.Sprintf("QH-%d", len(rows)+1), objectCode(i), "Kết nối kỹ thuật", strings.ToUpper(channel), notEstablished,
				strings.ToUpper(channel), "Đang khai thác", notApplicable, fmt.Sprintf("%s, ngày %s", f.Source, f.From), notEstablished, notEstablished, ""})
		}
	}
	return rows
}

var channels = regexp.MustCompile(`ndxp|ndop`)
