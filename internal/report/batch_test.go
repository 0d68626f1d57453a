package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// batchOf writes the fixtures as a batch in every form.
func batchOf(t testing.TB, lang Lang) map[string][]byte {
	t.Helper()
	b := NewBatch(Options{Lang: lang, Register: register(t)})
	outs := map[string]*bytes.Buffer{}
	for _, f := range BatchFormats {
		outs[f] = &bytes.Buffer{}
		if err := b.Output(outs[f], f); err != nil {
			t.Fatal(err)
		}
	}
	results := everything()
	for i := range results {
		if err := b.Add(&results[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Unread(BatchUnread{File: "a.xlsx", Place: "Sheet2, dòng 7", What: "=1+1", Why: "dòng không có tên"}); err != nil {
		t.Fatal(err)
	}
	member := ClusterMember{Title: hostile, Province: "Phú Thọ", Former: "Hòa Bình", Row: 3, Money: vnd(2e9)}
	other := ClusterMember{Title: "=HYPERLINK(1)", Province: "Phú Thọ", Former: "Vĩnh Phúc", Row: 1}
	cluster := Cluster{No: 1, Members: []ClusterMember{member, other}, Provinces: []string{"Phú Thọ"}, Money: 2e9, Unpriced: 1, Outlook: OneUnit,
		Shared: []string{"hồ sơ công chức"}, SameUnit: []SameUnit{{Province: "Phú Thọ", Former: []string{"Hòa Bình", "Vĩnh Phúc"}, Members: []int{0, 1}}}}
	if err := b.Finish(BatchEnd{Clustered: true, Clusters: []Cluster{cluster}, Stopped: &Stop{Files: 3, Of: 4, Components: 9}}); err != nil {
		t.Fatal(err)
	}
	written := map[string][]byte{}
	for f, out := range outs {
		written[f] = out.Bytes()
	}
	return written
}

func TestBatch_SameBytesEveryTime(t *testing.T) {
	first := batchOf(t, Vietnamese)
	for range 5 {
		for f, data := range batchOf(t, Vietnamese) {
			if !bytes.Equal(data, first[f]) {
				t.Errorf("two runs differ in %s", f)
			}
		}
	}
}

func openBook(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestBatch_Workbook(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		s := speak(lang)
		f := openBook(t, batchOf(t, lang)["xlsx"])
		want := []string{}
		for _, key := range []string{"sheet.summary", "sheet.components", "sheet.review", "sheet.crosses", "sheet.clusters", "sheet.members", "sheet.unread", "sheet.dictionary"} {
			want = append(want, s.say(key))
		}
		if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
			t.Errorf("%s: sheets (-want +got):\n%s", lang, diff)
		}
		rows, err := f.GetRows(s.say("sheet.components"), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 14 { // a header and the 13 components of the fixtures
			t.Errorf("%s: %d rows of components", lang, len(rows))
		}
		if got := rows[1][moneyColumn]; got != "1234567890" {
			t.Errorf("%s: money of the first component is %q", lang, got)
		}
		if panes, err := f.GetPanes(s.say("sheet.components")); err != nil || !panes.Freeze {
			t.Errorf("%s: the header does not stay in view: %v", lang, err)
		}
	}
}

// TestBatch_OnlyLinksAreFormulas finds every formula of the workbook: links between sheets, to a row that exists, and
// nothing that a proposal says.
func TestBatch_OnlyLinksAreFormulas(t *testing.T) {
	f := openBook(t, batchOf(t, Vietnamese)["xlsx"])
	links := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, err := f.GetCellFormula(sheet, cell)
				switch {
				case err != nil:
					t.Fatal(err)
				case formula == "":
					continue
				case !strings.HasPrefix(formula, `HYPERLINK("#'`):
					t.Errorf("%s!%s holds the formula %q", sheet, cell, formula)
				}
				links++
				name, at, _ := strings.Cut(strings.TrimPrefix(formula, `HYPERLINK("#'`), "'!")
				at, _, _ = strings.Cut(at, `"`)
				if v, err := f.GetCellValue(name, at); err != nil || v == "" {
					t.Errorf("%s!%s leads to %s!%s, which is empty: %v", sheet, cell, name, at, err)
				}
			}
		}
	}
	if links < 7 {
		t.Errorf("only %d links", links)
	}
}

func TestBatch_TableIsInert(t *testing.T) {
	data := bytes.TrimPrefix(batchOf(t, Vietnamese)["csv"], []byte("\ufeff"))
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("a spreadsheet takes %q for a formula", cell)
			}
		}
	}
	if len(rows) != 14 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestBatch_LinesAreComplete(t *testing.T) {
	counts := map[string]int{}
	var last map[string]any
	for line := range bytes.Lines(batchOf(t, English)["jsonl"]) {
		last = nil
		if err := json.Unmarshal(line, &last); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		counts[last["type"].(string)]++
	}
	if diff := cmp.Diff(map[string]int{"result": 6, "unread": 2, "cluster": 1, "summary": 1}, counts); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if last["type"] != "summary" || last["complete"] != false {
		t.Errorf("the last record is %v", last)
	}
}

// TestCompareReviewed holds the order for review: verdict, grade, money, components covered, input.
func TestCompareReviewed(t *testing.T) {
	of := func(v, grade engine.Verdict, money int64, covered, row int) reviewed {
		r := &Result{Components: []Component{{Verdict: v, Grade: grade, Money: vnd(money)}}}
		r.Coverage.Overlapping = covered
		return reviewed{Result: r, Row: row}
	}
	want := []reviewed{
		of(engine.Duplicate, engine.Duplicate, 1, 1, 9), of(engine.PartialOverlap, engine.PartialOverlap, 5, 1, 8),
		of(engine.Insufficient, engine.Duplicate, 2, 1, 7), of(engine.Insufficient, engine.PartialOverlap, 9, 1, 6),
		of(engine.Insufficient, engine.PartialOverlap, 8, 3, 5), of(engine.Insufficient, engine.PartialOverlap, 8, 2, 3),
		of(engine.Insufficient, engine.PartialOverlap, 8, 2, 4),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareReviewed)
	for i := range want {
		if got[i].Row != want[i].Row {
			t.Errorf("place %d is row %d, want %d", i, got[i].Row, want[i].Row)
		}
	}
}

func TestOutlook_Words(t *testing.T) {
	c := Cluster{Outlook: Candidate, Provinces: make([]string, 14), Money: 61e9, Members: make([]ClusterMember, 14)}
	if got := speak(English).outlook(&c); got != "candidate for a national platform: 14 provinces, 61 billion" {
		t.Error(got)
	}
	if got := speak(Vietnamese).outlook(&c); got != "ứng viên nền tảng quốc gia: 14 địa phương, 61 tỷ" {
		t.Error(got)
	}
}

// TestBatch_Unserved lists what localities build and the list has no platform for, with who is in charge.
func TestBatch_Unserved(t *testing.T) {
	component := func(code corpus.FunctionCode, action engine.Action, v engine.Verdict, money int64) engine.ComponentResult {
		return engine.ComponentResult{Component: engine.Component{Name: string(code), Action: action, Money: vnd(money)}, Kind: engine.System, Function: code, Verdict: v, Grade: v}
	}
	result := func(list, asOf, province string, components ...engine.ComponentResult) engine.Result {
		p := provenance()
		p.List, p.AsOf = list, asOf
		return engine.Result{Proposal: engine.Proposal{Province: province}, Components: components, Provenance: p}
	}
	of := func(results ...engine.Result) (unserved, string) {
		b := NewBatch(Options{Lang: English, Register: register(t)})
		for i := range results {
			if err := b.Add(&results[i]); err != nil {
				t.Fatal(err)
			}
		}
		return b.unserved(&b.sum), b.unservedNote(&b.sum)
	}
	land := component("F01", engine.Build, engine.None, 5e9)
	got, note := of(
		result("1132-2026", "2026-11-23", "Hòa Bình", land, component("C01", engine.Build, engine.Duplicate, 1e9), component("A10", engine.Build, engine.None, 1e9)),
		result("1132-2026", "2026-11-23", "Phú Thọ", land, component("F01", engine.Maintain, engine.None, 9e9)),
		result("1132-2026", "2026-11-23", "Gia Lai", component("F01", engine.Lease, engine.SameDomain, 1e9)))
	if len(got.Rows) != 1 || note != "" {
		t.Fatalf("%q, %+v", note, got.Rows)
	}
	if r := got.Rows[0]; r.Components != 3 || r.Provinces != 2 || r.Money != 11e9 || !strings.HasPrefix(r.Function, "F01 ") ||
		!strings.Contains(r.Agencies, "(BNNMT)") || !strings.Contains(r.Announced, "for other functions") || r.Known == "" {
		t.Errorf("%+v", r)
	}
	got, _ = of(result("2765-2024", "2024-08-01", "Gia Lai", component("H02", engine.Build, engine.None, 1e9)))
	if len(got.Rows) != 1 || got.Rows[0].Announced != "BYT has announced no platform" || !strings.Contains(got.Title, "reconstructed") {
		t.Errorf("%+v", got)
	}
	if got, note = of(result("2618-2025", "2025-10-01", "Gia Lai", land)); len(got.Rows) != 0 || note == "" {
		t.Errorf("a list without all its rows tells who did not announce: %q, %+v", note, got)
	}
	if got, note = of(result("any", "2026-11-23", "Gia Lai", land)); len(got.Rows) != 0 || note != "" {
		t.Errorf("the whole register tells who did not announce: %q, %+v", note, got)
	}
}

// TestBatch_WorkbookOnPaper holds what a printed sheet needs: its header on every page, the page's width, rows as high
// as their texts.
func TestBatch_WorkbookOnPaper(t *testing.T) {
	f := openBook(t, batchOf(t, Vietnamese)["xlsx"])
	titles := map[string]bool{}
	for _, n := range f.GetDefinedName() {
		titles[n.Scope] = titles[n.Scope] || n.Name == "_xlnm.Print_Titles"
	}
	for _, sheet := range f.GetSheetList() {
		look, err := f.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		props, err := f.GetSheetProps(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if !titles[sheet] || *look.Orientation != "landscape" || !*props.FitToPage || *look.FitToHeight != 0 {
			t.Errorf("%s is not set up for paper: header %v, %+v", sheet, titles[sheet], look)
		}
	}
	components := speak(Vietnamese).say("sheet.components")
	if h, err := f.GetRowHeight(components, 2); err != nil || h <= lineHeight {
		t.Errorf("a row of long texts is %v points high: %v", h, err)
	}
}

// What is to be settled inside a merged province is said in every form that people read, and in the records.
func TestBatch_MergedProvince(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		s, forms := speak(lang), batchOf(t, lang)
		want := s.say("cluster.merged", "Phú Thọ", s.series([]string{"Hòa Bình", "Vĩnh Phúc"}), 2)
		book, err := openBook(t, forms["xlsx"]).GetRows(s.say("sheet.clusters"))
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range map[string]string{"docx": docxText(t, forms["docx"]), "html": string(forms["html"]), "xlsx": strings.Join(book[1], "\n")} {
			if !strings.Contains(text, want) {
				t.Errorf("%s, %s: %q is not said", form, lang, want)
			}
			if strings.Contains(text, s.say("cluster.one_unit")) {
				t.Errorf("%s, %s: said to be asked for by one province", form, lang)
			}
		}
		if !strings.Contains(string(forms["jsonl"]), `"same_unit":[{"province":"Phú Thọ","former":["Hòa Bình","Vĩnh Phúc"]`) {
			t.Errorf("jsonl, %s: the former provinces are not named", lang)
		}
	}
}

// A file that was refused is named with the reason and what to do, in the language of the report.
func TestBatch_Refused(t *testing.T) {
	for lang, want := range map[Lang]string{Vietnamese: "tệp bị cắt ngắn hoặc hỏng; xin lại tệp gốc hoặc lưu lại bằng phần mềm đã tạo ra nó", English: "the file is truncated or malformed; ask for the original or save it again"} {
		b, out := NewBatch(Options{Lang: lang, Register: register(t)}), &bytes.Buffer{}
		if err := b.Output(out, "jsonl"); err != nil {
			t.Fatal(err)
		}
		r := engine.Result{Document: engine.Document{File: "a.xlsx", Refusal: &engine.Refusal{Reason: "damaged", Detail: "the zip container is cut off"}}}
		if err := b.Add(&r); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.Contains(got, want) || strings.Contains(got, "zip") != (lang == English) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

// Amounts have a unit: in the header where they are plain numbers. Where none is stated no zero stands for it.
func TestBatch_AmountsHaveUnits(t *testing.T) {
	forms := batchOf(t, Vietnamese)
	head, _, _ := strings.Cut(string(forms["csv"]), "\r\n")
	if !strings.Contains(head, ",Kinh phí (đồng),") {
		t.Errorf("header of the table: %s", head)
	}
	f := openBook(t, forms["xlsx"])
	for _, sheet := range []string{"sheet.summary", "sheet.components", "sheet.review", "sheet.crosses", "sheet.clusters", "sheet.members"} {
		rows, err := f.GetRows(speak(Vietnamese).say(sheet))
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, r := range rows {
			all += strings.Join(r, "|") + "|\n"
		}
		if !strings.Contains(all, "Kinh phí (đồng)|") || strings.Contains(all, "Kinh phí|") {
			t.Errorf("%s: a column of amounts without its unit:\n%s", sheet, all)
		}
	}
	none := tallies{First: "x", Rows: []named{{Name: "a", tally: tally{Components: 2}}}}
	if got := speak(Vietnamese).tallyTable(&none).Rows[0]; got[2] != "–" || got[4] != "0" {
		t.Errorf("components that state no money: %q", got)
	}
}
