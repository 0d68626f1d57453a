package engine

import "github.com/rasoat/rasoat/corpus"

// Action is what a component does to a system (hình thức đầu tư). Build, Buy, Lease and Expand are the forms barred
// by rule T1 where a listed platform operates; Upgrade is not one of them.
type Action string

// Actions of a component.
const (
	Build     Action = "build"      // xây dựng mới
	Buy       Action = "buy"        // mua sắm phần mềm
	Lease     Action = "lease"      // thuê dịch vụ
	Expand    Action = "expand"     // mở rộng triển khai
	Upgrade   Action = "upgrade"    // nâng cấp
	Replace   Action = "replace"    // thay thế
	Extend    Action = "extend"     // mô-đun bổ sung trên nền tảng
	Connect   Action = "connect"    // kết nối, tích hợp
	Consume   Action = "consume"    // khai thác dữ liệu
	DataEntry Action = "data_entry" // số hóa, cập nhật dữ liệu vào hệ thống có sẵn
	Reuse     Action = "reuse"      // sử dụng hệ thống dùng chung
	Pilot     Action = "pilot"      // thí điểm
	Maintain  Action = "maintain"   // bảo trì, vận hành
	Stop      Action = "stop"       // dừng
	Hardware  Action = "hardware"   // thiết bị, đường truyền
	Training  Action = "training"   // đào tạo, tập huấn
	Other     Action = "other"
)

// Proposal is one project, plan row or title, as intake read it.
type Proposal struct {
	Title      string
	Agency     string   // cơ quan lập, chủ trì, as written
	Province   string   // unit as written (old names kept), without "tỉnh"/"thành phố"; "" when not stated
	Date       string   // ISO, may be a year alone; "" when not stated
	TotalMoney *int64   // đồng; nil when not stated
	Objective  string   // mục tiêu
	Users      []string // đối tượng sử dụng, as written
	Scope      string   // phạm vi, quy mô as written
	Summary    string   // description of the whole, form text set aside
	LegalBasis []string // document numbers named as basis, normalised (N/YYYY/TYPE-ISSUER)
	// Abbreviations that the document itself settles, by its own glossary or by the words around them, in order of appearance.
	Abbreviations []Abbreviation
	Components    []Component
	NotFound      []string // fields looked for and not found: "agency", "date", "total_money" ...
	Group         string   // heading of the group of plan rows it stands under, if any
	Place         string   // where in the file it stands, as a reader would name it
}

// Abbreviation is what an abbreviation stands for in a document.
type Abbreviation struct {
	Short string `json:"short"` // as typed
	Long  string `json:"long"`
}

// Component is one thing proposed (hạng mục): the unit of judgement.
type Component struct {
	No          string // number in the document: "5", "13.a)", "II.1"
	Name        string // as written, NFC, one line
	Description string // what the document says of it elsewhere: functions, objective, data
	Functions   []string
	Users       []string
	Action      Action
	Negated     bool   // the document says that this will not be built
	Money       *int64 // đồng
	Owner       string // chủ trì
	Period      string
	State       string // mở mới, chuyển tiếp
	Location    string // as a reader would name it: "Bảng 2, dòng 5; Mục IV.5"
}

// Document identifies the file a proposal came from; empty for a title typed by hand.
type Document struct {
	File      string
	SHA256    string
	Size      int64
	MediaType string
	Format    string
	Encoding  string   // legacy encoding that was converted, "" for Unicode
	Secrecy   string   // degree of state secrecy that it is marked with: confidential, secret, top_secret; "" for none seen
	Unread    []string // what could not be read of it
	Refusal   *Refusal // why the file was not read at all; nil when it was, or for a title typed by hand
}

// Refusal says why a file gave no proposal. A refused file is a Result too: nothing is lost silently.
type Refusal struct {
	Reason string // stable code: those of internal/document, or "no_proposal" when text was read but nothing is proposed in it
	Detail string // what was seen, lower case
	Hint   string // what to do
}

var _ corpus.ID // the domain of what a proposal is compared with

// SumOf adds up the money that components state, in đồng; nil when none does.
func SumOf(components []Component) *int64 {
	var sum *int64
	for i := range components {
		if m := components[i].Money; m != nil {
			if sum == nil {
				sum = new(int64)
			}
			*sum += *m
		}
	}
	return sum
}
