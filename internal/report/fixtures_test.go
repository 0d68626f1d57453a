package report

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// register is the embedded register, which the fixtures refer to.
func register(t testing.TB) *corpus.Register {
	t.Helper()
	r, err := corpus.Embedded()
	if err != nil {
		t.Fatalf("load the register: %v", err)
	}
	return r
}

func vnd(n int64) *int64 { return &n }

func provenance() engine.Provenance {
	return engine.Provenance{
		Engine: "0.1.0", Rules: "2026-11", Weights: "w1a2b3", Terms: "t4d5e6", List: "1132-2026", ListDocument: "1132/QĐ-TTg",
		ListDate: "2026-06-24", ListHash: "9f8e7d", Completeness: "names only", AsOf: "2026-11-23",
		Input:      "7ac0c76c3a1fabdf0437b4287048bf39caa294c8b29207583859a7cc2ca03d3c",
		Parameters: map[string]float64{"same_function": 0.62, "partial_function": 0.35},
	}
}

func document(name string) engine.Document {
	return engine.Document{File: name, SHA256: provenance().Input, Size: 48213, MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Format: "docx"}
}

const staffName = "Phân hệ theo dõi lý lịch, quá trình công tác, ngạch, bậc lương của đội ngũ công vụ"

func at(field, text string, start int) engine.Quote {
	return engine.Quote{Field: field, Text: text, Start: start, End: start + len(text)}
}

// staffFinding compares a staff-records module with the national platform of the same job.
func staffFinding(v engine.Verdict) engine.Finding {
	return engine.Finding{
		Platform: engine.PlatformRef{ID: "quan-ly-cbccvc", Name: "Nền tảng quản lý cán bộ, công chức, viên chức quốc gia", Owner: "BNV", State: "unknown"},
		List:     "1132-2026", Entry: "B.27", Score: 4.2131313131, Probability: 0.87, Confidence: "high",
		Grade: engine.Duplicate, Verdict: v, Rule: "5-insufficient",
		Facets: []engine.Facet{
			{Name: engine.FacetFunction, Degree: engine.Same, Note: "C01", Proposal: []engine.Quote{at("name", "lý lịch, quá trình công tác", 20)}, Platform: []engine.Quote{{Field: "functions", Text: "Quản lý hồ sơ nhân sự điện tử", Start: 0, End: 36}}},
			{Name: engine.FacetObjective, Degree: engine.Unknown, Proposal: []engine.Quote{{Field: "description", Text: "thống nhất hồ sơ"}}, Platform: []engine.Quote{{Field: "purpose", Text: "quản lý hồ sơ, biên chế"}}},
			{Name: engine.FacetDataObject, Degree: engine.Same, Proposal: []engine.Quote{{Field: "functions", Text: "hồ sơ công chức"}}, Platform: []engine.Quote{{Field: "data_objects", Text: "hồ sơ cán bộ, công chức, viên chức"}}},
			{Name: engine.FacetUsers, Degree: engine.Different, Proposal: []engine.Quote{{Field: "users", Text: "Sở Nội vụ"}}, Platform: []engine.Quote{{Field: "users", Text: "cơ quan quản lý nhân sự các cấp"}}},
			{Name: engine.FacetScope, Degree: engine.Subset, Platform: []engine.Quote{{Field: "scope", Text: "trung ương → tỉnh → xã"}}},
			{Name: engine.FacetObjectType, Value: "platform"},
			{Name: engine.FacetAction, Value: "build", Proposal: []engine.Quote{{Field: "description", Text: "xây dựng mới"}}},
			{Name: engine.FacetState, Value: "unknown"},
			{Name: engine.FacetTiming, Value: "before"},
		},
		Remedy: []string{"ask_owner", "use_platform", "connect"}, Responsibility: "announced_before",
		Basis: []engine.Basis{
			{ID: "LB50", Document: "1425/QĐ-TTg", Article: "Phần III.3.a-b", Date: "2026-07-29", Verified: "full_text_ocr", Gist: "no independent investment"},
			{ID: "LB29", Document: "1132/QĐ-TTg", Article: "Điều on use (number not seen)", Date: "2026-06-24", Verified: "secondary", Gist: "79 platforms"},
			{ID: "LB32", Document: "BKHCN draft guidance on Khung", Article: "Mẫu 01 VII.2", Date: "2026-09-13", Verified: "draft", Gist: "criteria"},
		},
	}
}

func staffComponent(v engine.Verdict) engine.ComponentResult {
	return engine.ComponentResult{
		Component: engine.Component{
			No: "5", Name: staffName, Description: "Phân hệ xây dựng mới để thống nhất hồ sơ của cán bộ trong tỉnh.",
			Functions: []string{"Quản lý hồ sơ công chức", "Theo dõi nâng lương"}, Users: []string{"Sở Nội vụ"},
			Action: engine.Build, Money: vnd(4_650_000_000), Location: "Mục IV.5; Bảng 1, dòng 5; Bảng 5",
		},
		Verdict: v, Grade: engine.Duplicate, Rule: "5-insufficient", Findings: []engine.Finding{staffFinding(v)}, Missing: []string{"operating_date"},
		Considered: []corpus.ID{"csdlqg-dan-cu"},
	}
}

// quiet is a component with a verdict that raises no alert.
func quiet(no, name string, action engine.Action, v engine.Verdict) engine.ComponentResult {
	c := engine.ComponentResult{
		Component: engine.Component{No: no, Name: name, Action: action, Money: vnd(1_234_567_890)}, Verdict: v, Grade: v, Rule: "3-no-record",
	}
	if v == engine.Complement || v == engine.SameDomain {
		c.Findings = []engine.Finding{{
			Platform: engine.PlatformRef{ID: "ndxp", Name: "Nền tảng tích hợp, chia sẻ dữ liệu quốc gia", Owner: "BKHCN", State: "unknown"},
			List:     "1132-2026", Entry: "A.8", Grade: v, Verdict: v, Rule: "4-complement", Remedy: []string{"connect"}, Responsibility: "unknown",
			Facets: []engine.Facet{{Name: engine.FacetFunction, Degree: engine.Same, Proposal: []engine.Quote{{Field: "name", Text: "kết nối"}}, Platform: []engine.Quote{{Field: "purpose", Text: "Trục kết nối dữ liệu"}}}},
		}}
		c.LocalName, c.LocalCond = "LGSP hoặc LDOP", "kết nối lên NDXP hoặc NDOP"
	}
	return c
}

// wholeProject has a component of every verdict.
func wholeProject() engine.Result {
	components := []engine.ComponentResult{
		quiet("1", "Bổ sung máy chủ cho Trung tâm dữ liệu tỉnh", engine.Hardware, engine.OutOfScope),
		quiet("2", "Nâng cấp LGSP, kết nối NDXP", engine.Upgrade, engine.Complement),
		quiet("3", "Kho dữ liệu dùng chung của tỉnh", engine.Build, engine.None),
		quiet("4", "Ứng dụng quản lý chuyên ngành", engine.Build, engine.SameDomain),
		staffComponent(engine.Insufficient),
		quiet("6", "Nền tảng chính quyền số", engine.Build, engine.Split),
		staffComponent(engine.PartialOverlap), staffComponent(engine.Duplicate),
	}
	components[6].Component.No, components[7].Component.No = "7", "8"
	return engine.Result{
		Document: document("bao-cao.docx"),
		Proposal: engine.Proposal{
			Title: "Xây dựng nền tảng chính quyền số tỉnh Phú Thọ giai đoạn 2026-2028", Agency: "Sở Khoa học và Công nghệ tỉnh Phú Thọ",
			Province: "Phú Thọ", Date: "2026-09-15", TotalMoney: vnd(72_460_000_000), NotFound: []string{"users"},
		},
		Verdict: engine.PartialOverlap, Grade: engine.PartialOverlap, Components: components,
		Coverage:   engine.Coverage{Components: 8, Overlapping: 2, MoneyVND: 20_472_839_450, OverlapVND: 9_300_000_000, Share: 0.4542603, Without: []string{"7", "8"}},
		Unread:     []string{},
		Provenance: provenance(),
	}
}

// titleOnly is a title typed by hand, without money, checked with the assumption against a reconstruction.
func titleOnly() engine.Result {
	c := staffComponent(engine.Duplicate)
	c.Component = engine.Component{Name: "Phần mềm quản lý hồ sơ cán bộ", Action: engine.Build}
	c.Missing = nil
	f := &c.Findings[0]
	f.Platform = engine.PlatformRef{ID: "csdlqg-cbccvc", Name: "Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức", Owner: "BNV", State: "operating"}
	f.List, f.Entry = "2765-2024", "53"
	f.Basis = []engine.Basis{{ID: "LB04", Document: "2765/BTTTT-CĐSQG", Date: "2024-07-15", Verified: "secondary"}}
	p := provenance()
	p.List, p.ListDocument, p.ListDate, p.Completeness = "2765-2024", "2765/BTTTT-CĐSQG", "2024-07-15", "reconstruction"
	p.AssumeOperating, p.Input, p.AsOf = true, "", "2025-01-05"
	return engine.Result{
		Proposal: engine.Proposal{Title: "Phần mềm quản lý hồ sơ cán bộ"}, Verdict: engine.Duplicate, Grade: engine.Duplicate,
		Components: []engine.ComponentResult{c}, Provenance: p, Coverage: engine.Coverage{Components: 1, Overlapping: 1, Without: []string{"Phần mềm quản lý hồ sơ cán bộ"}},
	}
}

// refused is a file that could not be read; partial is one read in part, with hostile text in every field.
func refused() engine.Result {
	return engine.Result{
		Document:   engine.Document{File: "mat-khau.pdf", Refusal: &engine.Refusal{Reason: "encrypted", Detail: "pdf asks for a password", Hint: "save it without one"}},
		Provenance: provenance(),
	}
}

const hostile = "<script>alert(1)</script> =cmd|'/c calc'!A1 \x1b[31mđỏ\x1b[0m \u202egnort"

func partial() engine.Result {
	c := staffComponent(engine.PartialOverlap)
	c.Component.Name, c.Component.Location, c.Component.Description = hostile, hostile, hostile
	c.Findings[0].Platform.Name = hostile
	c.Findings[0].Facets[0].Proposal = []engine.Quote{at("name", "<script>", 0)}
	d := document(`"><img src=x onerror=alert(1)>.docx`)
	d.Unread = []string{"trang 3: " + hostile}
	return engine.Result{Document: d, Proposal: engine.Proposal{Title: hostile, Agency: hostile}, Verdict: engine.PartialOverlap, Grade: engine.Duplicate,
		Components: []engine.ComponentResult{c}, Provenance: provenance()}
}

// noList is a check of a date before any list.
func noList() engine.Result {
	p := provenance()
	p.List, p.ListDocument, p.ListDate, p.ListHash, p.Completeness, p.AsOf = "", "", "", "", "", "2019-01-01"
	r := titleOnly()
	r.Provenance, r.Verdict, r.Grade = p, engine.Insufficient, engine.Insufficient
	r.Components = []engine.ComponentResult{{Component: engine.Component{Name: "Phần mềm quản lý hồ sơ cán bộ", Action: engine.Build},
		Verdict: engine.Insufficient, Grade: engine.Insufficient, Rule: "5-insufficient", Missing: []string{"list_version"}}}
	r.Coverage = engine.Coverage{Components: 1}
	return r
}

// everything is a run over files of all kinds.
func everything() []engine.Result {
	plan := document("ke-hoach.xlsx")
	row := wholeProject()
	row.Document, row.Proposal = plan, engine.Proposal{Title: strings40("Nhiệm vụ có tên rất dài "), Group: "I. Chính quyền số", Place: "Phụ lục, dòng 9"}
	row.Components = row.Components[2:3]
	row.Coverage = engine.Coverage{Components: 1, MoneyVND: 1_234_567_890}
	row.Verdict, row.Grade = engine.None, engine.None
	other := row
	other.Proposal.Title = "Nhiệm vụ thứ hai"
	return []engine.Result{wholeProject(), row, other, titleOnly(), refused(), partial(), noList()}
}

func strings40(s string) string {
	out := ""
	for range 40 {
		out += s
	}
	return out
}
