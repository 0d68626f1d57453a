package decision

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"github.com/rasoat/rasoat/engine"
)

func money(n int64) *int64 { return &n }

// staff is a result of two components; the second has no platform.
func staff() engine.Result {
	return engine.Result{
		Document: engine.Document{File: "ho-so/du-an.docx"},
		Proposal: engine.Proposal{Title: "Dự án Chính quyền số", Agency: "Sở Nội vụ", Province: "Hòa Bình"},
		Components: []engine.ComponentResult{
			{
				Component: engine.Component{Name: "Phần mềm quản lý cán bộ", Description: "Lưu hồ sơ cán bộ, hoà giải.", Functions: []string{"Quản lý hồ sơ", "Báo cáo"}, Action: engine.Build, Money: money(900_000_000)},
				Verdict:   engine.Insufficient, Grade: engine.Duplicate,
				Findings: []engine.Finding{{Entry: "B27", Platform: engine.PlatformRef{ID: "quan-ly-cbccvc", Name: "Nền tảng quản lý cán bộ", Owner: "BNV", State: "unknown"}}},
			},
			{Component: engine.Component{Name: "Trang tin nội bộ", Owner: "Văn phòng"}, Verdict: engine.None, Grade: engine.None},
		},
		Provenance: engine.Provenance{List: "1132-2026", Completeness: "names only", AsOf: "2026-11-24"},
	}
}

// decided makes a decision about component i of a result.
func decided(id int64, r engine.Result, i int) Decision {
	return Decision{ID: id, Run: 1, Item: 1, Component: i + 1, Subject: SubjectOf(&r, i), Kind: Defer, Reason: NotOperating, Note: "Chờ trả lời", Basis: BasisOf(&r, i)}
}

func TestBook_Lapses(t *testing.T) {
	first := func(r *engine.Result) *engine.ComponentResult { return &r.Components[0] }
	for _, c := range []struct {
		name   string
		change func(*engine.Result)
		want   []Why
	}{
		{"nothing", func(*engine.Result) {}, nil},
		{"layout, case, spacing", func(r *engine.Result) {
			first(r).Component.Name, first(r).Component.Description = "PHẦN MỀM  QUẢN LÝ CÁN BỘ", "Lưu hồ sơ\ncán bộ hoà giải"
		}, nil},
		{"place of the tone, decomposed letters", func(r *engine.Result) {
			first(r).Component.Description, r.Proposal.Province = norm.NFD.String("Lưu hồ sơ cán bộ, hòa giải."), "Hoà Bình"
		}, nil},
		{"order of functions", func(r *engine.Result) { first(r).Component.Functions = []string{"Báo cáo", "Quản lý hồ sơ"} }, nil},
		{"money by a tenth", func(r *engine.Result) { first(r).Component.Money = money(990_000_000) }, nil},
		{"money by more than a tenth", func(r *engine.Result) { first(r).Component.Money = money(990_000_001) }, []Why{TextChanged}},
		{"less money", func(r *engine.Result) { first(r).Component.Money = money(800_000_000) }, []Why{TextChanged}},
		{"money no longer stated", func(r *engine.Result) { first(r).Component.Money = nil }, []Why{TextChanged}},
		{"a word of the description", func(r *engine.Result) { first(r).Component.Description = "Lưu hồ sơ công chức, hoà giải." }, []Why{TextChanged}},
		{"a function more", func(r *engine.Result) {
			first(r).Component.Functions = []string{"Quản lý hồ sơ", "Báo cáo", "Chấm công"}
		}, []Why{TextChanged}},
		{"the form", func(r *engine.Result) { first(r).Component.Action = engine.Lease }, []Why{TextChanged}},
		{"number in the document, place, period", func(r *engine.Result) {
			first(r).Component.No, first(r).Component.Location, first(r).Component.Period = "7", "Bảng 2", "2027"
		}, nil},
		{"state", func(r *engine.Result) { first(r).Findings[0].Platform.State = "operating" }, []Why{StateChanged}},
		{"owner", func(r *engine.Result) { first(r).Findings[0].Platform.Owner = "BCA" }, []Why{EntryChanged}},
		{"name of the entry", func(r *engine.Result) { first(r).Findings[0].Platform.Name = "Nền tảng nhân sự" }, []Why{EntryChanged}},
		{"completeness of the list", func(r *engine.Result) { r.Provenance.Completeness = "complete" }, []Why{EntryChanged}},
		{"number in the list", func(r *engine.Result) { first(r).Findings[0].Entry = "B28" }, nil},
		{"another platform", func(r *engine.Result) { first(r).Findings[0].Platform.ID = "khac" }, []Why{PlatformChanged}},
		{"no platform", func(r *engine.Result) { first(r).Findings = nil }, []Why{PlatformChanged}},
		{"verdict, score", func(r *engine.Result) { first(r).Verdict, first(r).Findings[0].Score = engine.PartialOverlap, 3 }, nil},
		{"the last day", func(r *engine.Result) { r.Provenance.AsOf = "2027-03-31" }, nil},
		{"the day after", func(r *engine.Result) { r.Provenance.AsOf = "2027-04-01" }, []Why{Expired}},
		{"title", func(r *engine.Result) { r.Proposal.Title = "Dự án Chuyển đổi số" }, []Why{TitleChanged}},
		{"title and state", func(r *engine.Result) {
			r.Proposal.Title, first(r).Findings[0].Platform.State = "Dự án Chuyển đổi số", "operating"
		}, []Why{StateChanged, TitleChanged}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := decided(1, staff(), 0)
			d.Until = "2027-03-31"
			r := staff()
			c.change(&r)
			got := NewBook([]Decision{d}).Match(&r)
			if len(got.Components) != 2 || len(got.Components[0]) != 1 || len(got.Components[1]) != 0 || len(got.Gone) != 0 {
				t.Fatalf("standings %+v", got)
			}
			if diff := cmp.Diff(c.want, got.Components[0][0].Why); diff != "" {
				t.Errorf("why (-want +got):\n%s", diff)
			}
			if got.Suppressed(0) != (c.want == nil) || got.Suppressed(1) {
				t.Errorf("suppressed %t, %t", got.Suppressed(0), got.Suppressed(1))
			}
		})
	}
}

func TestBook_Finds(t *testing.T) {
	made := []Decision{decided(1, staff(), 0)}
	renamed := staff()
	renamed.Components[0].Component.Name = "Phần mềm nhân sự"
	got := NewBook(made).Match(&renamed)
	if len(got.Gone) != 1 || got.Gone[0].Why[0] != NotFound || len(got.Components[0]) != 0 {
		t.Errorf("a component renamed: %+v", got)
	}
	for name, change := range map[string]func(*engine.Result){
		"another province":     func(r *engine.Result) { r.Proposal.Province = "Phú Thọ" },
		"another agency":       func(r *engine.Result) { r.Proposal.Agency = "Sở Y tế" },
		"title and words both": func(r *engine.Result) { r.Proposal.Title, r.Components[0].Component.Description = "Khác", "Khác" },
	} {
		r := staff()
		change(&r)
		if got := NewBook(made).Match(&r); len(got.Components[0])+len(got.Gone) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	var none *Book
	r := staff()
	if got := none.Match(&r); got.Suppressed(0) || got.Components != nil {
		t.Errorf("no book: %+v", got)
	}
}

// A plan whose rows are components, and the same plan read row by row.
func TestBook_RowsOfPlans(t *testing.T) {
	plan := staff()
	plan.Proposal = engine.Proposal{Province: "Hòa Bình"}
	plan.Document.File = "a/ke-hoach.csv"
	plan.Components[0].Component.Owner = "Sở Nội vụ"
	row := staff()
	row.Proposal = engine.Proposal{Province: "Hòa Bình", Agency: "Sở Nội vụ", Title: plan.Components[0].Component.Name}
	row.Components = plan.Components[:1]
	row.Document.File = "b/ke-hoach.csv"
	for name, c := range map[string]struct{ on, later engine.Result }{"whole, then by row": {plan, row}, "by row, then whole": {row, plan}} {
		if got := NewBook([]Decision{decided(1, c.on, 0)}).Match(&c.later); !got.Suppressed(0) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// The component may be a part of the project that the row is.
	part := plan.Components[0]
	part.Component.Description = "Chuyển đổi số ngành Nội vụ, trong đó\n" + part.Component.Description
	plan.Components = []engine.ComponentResult{part}
	row.Proposal.Title, row.Components = "Chuyển đổi số ngành Nội vụ", plan.Components
	for name, c := range map[string]struct{ on, later engine.Result }{"whole, then by project": {plan, row}, "by project, then whole": {row, plan}} {
		if got := NewBook([]Decision{decided(1, c.on, 0)}).Match(&c.later); !got.Suppressed(0) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// Untitled plans of nobody are told apart by their file.
	plan.Proposal.Province, plan.Components[0].Component.Owner = "", ""
	other := plan
	other.Document.File = "khac.csv"
	made := []Decision{decided(1, plan, 0)}
	if got := NewBook(made).Match(&other); len(got.Components[0]) != 0 {
		t.Errorf("another file: %+v", got)
	}
	other.Document.File = "c/ke-hoach.csv"
	if got := NewBook(made).Match(&other); !got.Suppressed(0) {
		t.Errorf("the same file in another folder: %+v", got)
	}
}

func TestBook_NewestCounts(t *testing.T) {
	twin := staff()
	twin.Components[1] = twin.Components[0]
	corrected := decided(3, staff(), 0)
	corrected.Corrects = 2
	lapsed := decided(4, staff(), 0)
	lapsed.Until = "2026-11-01"
	for _, c := range []struct {
		name string
		made []Decision
		want [][]Why // newest first
	}{
		{"two", []Decision{decided(1, staff(), 0), decided(2, staff(), 0)}, [][]Why{nil, {Replaced}}},
		{"a correction", []Decision{decided(1, staff(), 0), decided(2, staff(), 0), corrected}, [][]Why{nil, {Corrected}, {Replaced}}},
		{"a lapsed one counts too", []Decision{decided(1, staff(), 0), lapsed}, [][]Why{{Expired}, {Replaced}}},
	} {
		r := staff()
		var got [][]Why
		book := NewBook(c.made)
		for _, s := range book.Match(&r).Components[0] {
			got = append(got, s.Why)
			if diff := cmp.Diff(s.Why, book.Recorded(s.Decision, "2026-11-24")); diff != "" {
				t.Errorf("%s: recorded (-match +recorded):\n%s", c.name, diff)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if got := NewBook([]Decision{decided(1, twin, 1)}).Match(&twin); got.Suppressed(0) || !got.Suppressed(1) {
		t.Errorf("two of one name: %+v", got)
	}
}

func TestValidate(t *testing.T) {
	good := Decision{Kind: Justify, Reason: Security, Note: "n", RecordedBy: "A", Until: "2026-11-24"}
	if err := good.Validate("2026-11-24"); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Decision){
		"kind":   func(d *Decision) { d.Kind = "waste" },
		"reason": func(d *Decision) { d.Reason = "" },
		"note":   func(d *Decision) { d.Note = "" },
		"who":    func(d *Decision) { d.RecordedBy = "" },
		"until":  func(d *Decision) { d.Until = "2026-11-23" },
	} {
		bad := good
		change(&bad)
		if bad.Validate("2026-11-24") == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
