package report

import (
	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// StatementSchema identifies the JSON form of a statement.
const StatementSchema = "rasoat.statement/1"

// StatementFormats are the forms in which a statement is printed, the usual one first.
var StatementFormats = []string{"text", "html", "json"}

// Statement is a dated statement that no overlap was found, against which list and by which method. It is no certificate
// that there is none, and whoever makes one has seen that its results allow it.
type Statement struct {
	Schema  string   `json:"schema"`
	Date    string   `json:"date"` // ISO, of the statement
	Results []Result `json:"results"`
}

// NewStatement makes a statement of results as of the day it is made.
func NewStatement(day corpus.Date, results []engine.Result, opt Options) *Statement {
	return &Statement{Schema: StatementSchema, Date: string(day), Results: Build(results, opt).Results}
}

func (v *Statement) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *Statement) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("statement.title"), Lines: []string{s.say("statement.date", s.date(v.Date))}}
	for i := range v.Results {
		r := &v.Results[i]
		if i == 0 || !sameSetting(&v.Results[i-1].Provenance, &r.Provenance) {
			p.Lines = append(p.Lines, s.stated(&r.Provenance)...)
		}
		p.Tables = append(p.Tables, s.statedTable(r))
	}
	p.Lines = append(p.Lines, s.say("statement.limits"), s.say("note.no_tick"))
	return p
}

// stated says what was not found, against what, by which method, and how complete the list is.
func (s speaker) stated(made *Provenance) []string {
	out := []string{
		s.noneLine(made),
		s.say("statement.asof", s.date(made.AsOf), made.Weights, made.Terms),
		s.say("label.complete") + ": " + s.completeness(made) + ".",
	}
	if made.ListHash != "" {
		out = append(out, s.say("prov.list")+": "+s.say("prov.listline", made.List, made.ListHash)+".")
	}
	return out
}

// statedTable lists the components of a proposal with what was found for each.
func (s speaker) statedTable(r *Result) pageTable {
	title := s.title(r)
	if r.Provenance.Input != "" {
		title += " (" + s.inputLine(r) + ")"
	}
	t := pageTable{Title: title, Columns: []string{s.say("label.no"), s.say("label.component"), s.say("label.action"), s.say("label.result"), s.say("statement.nearest"), s.say("label.where")}}
	for i := range r.Components {
		c := &r.Components[i]
		nearest := ""
		if weighs(c) {
			nearest = c.Findings[0].Platform.Name + " (" + s.owner(&c.Findings[0].Platform) + ")"
		}
		t.Rows = append(t.Rows, []string{c.No, c.Name, s.form(c), s.verdict(c.Verdict), nearest, s.located(c.Location)})
	}
	return t
}

// statementTexts are the texts of statements.
var statementTexts = map[string]message{
	"statement.title":   {"THÔNG TIN KẾT QUẢ ĐỐI CHIẾU", "STATEMENT OF A COMPARISON"},
	"statement.date":    {"Ngày lập: %s.", "Made on %s."},
	"statement.asof":    {"Đối chiếu theo dữ liệu tại ngày %s; trọng số %s; từ vựng %s.", "Compared as of %s; weights %s; terms %s."},
	"statement.nearest": {"Nền tảng gần nhất", "Nearest platform"},
	"statement.limits": {"Nội dung này chỉ đúng với hồ sơ, danh mục, phiên bản, ngày và phương pháp nêu trên; nền tảng chưa có trong danh mục hoặc công bố sau ngày đối chiếu chưa được xét. Đây không phải văn bản xác nhận của cơ quan có thẩm quyền.",
		"This holds only for the proposal, list, version, date and method named above; platforms that are not on the list or are announced later were not compared. It is no confirmation by a competent body."},
}
