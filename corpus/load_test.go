package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func embeddedForTest(t testing.TB) *Register {
	t.Helper()
	reg, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// files returns the embedded files as a file system that a test may change.
func files(t testing.TB) fstest.MapFS {
	t.Helper()
	copied := fstest.MapFS{}
	entries, err := dataFiles.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := dataFiles.ReadFile("data/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		copied[e.Name()] = &fstest.MapFile{Data: data}
	}
	return copied
}

// lineOf returns the number of the first line of a file that holds the text.
func lineOf(t testing.TB, fsys fstest.MapFS, name, text string) int {
	t.Helper()
	before, _, found := strings.Cut(string(fsys[name].Data), text)
	if !found {
		t.Fatalf("%s does not hold %q", name, text)
	}
	return strings.Count(before, "\n") + 1
}

func TestEmbedded(t *testing.T) {
	reg := embeddedForTest(t)
	got := map[string]int{"platforms": len(reg.Platforms), "lists": len(reg.Lists), "agencies": len(reg.Agencies),
		"moves": len(reg.Moves), "provinces": len(reg.Provinces), "aliases": len(reg.ProvinceAliases),
		"functions": len(reg.Functions), "architecture": len(reg.Architecture), "law": len(reg.Law), "signals": len(reg.Signals),
		"boilerplate": len(reg.Boilerplate), "synonyms": len(reg.Synonyms), "abbreviations": len(reg.Abbreviations), "workbook": len(reg.Workbook)}
	want := map[string]int{"platforms": 275, "lists": 5, "agencies": 39 + 3, "moves": 16, "provinces": 63, "aliases": 72,
		"functions": 119, "architecture": 73, "law": 65, "signals": 51, "boilerplate": 319, "synonyms": 55, "abbreviations": 245, "workbook": 66}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	rows := map[ListID]int{}
	for _, l := range reg.Lists {
		rows[l.ID] = len(l.Entries)
	}
	if diff := cmp.Diff(map[ListID]int{"186-2022": 9, "2765-2024": 103, "1527-2025": 14, "2618-2025": 8, "1132-2026": 79}, rows); diff != "" {
		t.Errorf("rows of lists (-want +got):\n%s", diff)
	}
}

func TestLoad_EverythingLandsInItsField(t *testing.T) {
	reg := embeddedForTest(t)
	l, _ := reg.List("1132-2026")
	want := Entry{List: "1132-2026", No: "1", Platform: "dam-may-ttdlqg", Name: "Nền tảng điện toán đám mây trong Trung tâm dữ liệu quốc gia",
		Owner: "BCA", Group: "A", Status: "announced", Source: l.Entries[0].Source, Row: "P79-A01", Layer: "L1", Function: "L01", EarlierList: "55 of 2025"}
	if diff := cmp.Diff(want, l.Entries[0]); diff != "" {
		t.Errorf("first row of 1132 (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(l.Entries[0].Source, "https://") {
		t.Errorf("source %q is no address", l.Entries[0].Source)
	}
	wantArch := ArchComponent{ID: "K1425-N02", Level: "national", Layer: "L1", Operator: "BCA", Function: "L01", In1132: "P79-A01",
		Name: "Cơ sở hạ tầng phục vụ Nền tảng điện toán đám mây trong Trung tâm dữ liệu quốc gia"}
	if diff := cmp.Diff(wantArch, reg.Architecture[1]); diff != "" {
		t.Errorf("architecture (-want +got):\n%s", diff)
	}
	for _, b := range reg.Boilerplate {
		if b.Class == "" {
			t.Errorf("boilerplate %q has no class", b.Phrase)
		}
	}
	mau := WorkbookField{Sheet: "DM_DOITUONG", No: 2, Name: "Loại bản ghi", Required: "bắt buộc", Values: "Bản ghi gốc; Bản ghi tham chiếu"}
	if diff := cmp.Diff(mau, reg.Workbook[1]); diff != "" {
		t.Errorf("workbook (-want +got):\n%s", diff)
	}
}

func TestLoad_Faults(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		want                 string // detail of the fault, on the line of old
	}{
		{"broken JSON", "platforms.jsonl", `{"id": "tabmis"`, `{"id" "tabmis"`, "invalid character"},
		{"unknown field", "platforms.jsonl", `"id": "tabmis", "name"`, `"id": "tabmis", "naem"`, `unknown field "naem"`},
		{"two objects", "functions.jsonl", `{"code": "A02"`, `{} {"code": "A02"`, "not one object on the line"},
		{"wrong type", "lists.jsonl", `"announced_total": 103`, `"announced_total": "103"`, "cannot unmarshal"},
		{"duplicate platform", "platforms.jsonl", `"id": "tabmis"`, `"id": "etax"`, `id "etax" stands already on line`},
		{"no id", "platforms.jsonl", `"id": "tabmis"`, `"id": ""`, "no id"},
		{"entry of unknown platform", "list_entries.csv", "2765-2024,1,tabmis", "2765-2024,1,tabmiss", `platform "tabmiss" does not exist`},
		{"entry of unknown list", "list_entries.csv", "2765-2024,1,tabmis", "2766-2024,1,tabmis", `list "2766-2024" does not exist`},
		{"entry of unknown owner", "list_entries.csv", "ngân sách và kho bạc,BTC", "ngân sách và kho bạc,BTX", `owner "BTX" is not an agency`},
		{"owner of another time", "list_entries.csv", "ngân sách và kho bạc,BTC", "ngân sách và kho bạc,BNNMT", `owner "BNNMT" does not exist on 2024-07-15`},
		{"number twice", "list_entries.csv", "2765-2024,2,", "2765-2024,1,", `number "1" of list "2765-2024" stands already on line 2`},
		{"columns missing", "list_entries.csv", "2765-2024,2,dvc-kho-bac,", "2765-2024,2,", "wrong number of fields"},
		{"header", "signals.csv", "phrase,signal,level,effect", "phrase,signal,level", `header is "phrase,signal,level"`},
		{"list date", "lists.jsonl", `"date": "2024-07-15"`, `"date": "2024-13-15"`, `date "2024-13-15" is not a date`},
		{"completeness", "lists.jsonl", `"completeness": "names only"`, `"completeness": "most"`, `completeness "most" is not one of`},
		{"issuer", "lists.jsonl", `"issuer": "TTg"`, `"issuer": "TT"`, `issuer "TT" is not an agency`},
		{"count of owner", "lists.jsonl", `"BTC": 31`, `"BTC": 30`, `"BTC" announced 30, rows 31`},
		{"announced total", "lists.jsonl", `"announced_total": 79`, `"announced_total": 80`, "announced_total 80, rows 79"},
		{"successor", "ministries.csv", "MIC,Bộ Khoa học và Công nghệ,", "MIC,Bộ Khoa học,", `successor "Bộ Khoa học" is not the name of an agency`},
		{"successor without date", "ministries.csv", "Bộ Xây dựng,2025-03-01", "Bộ Xây dựng,", "without a date"},
		{"move", "ministry_functions_moved.csv", "an toàn thông tin mạng,Bộ Công an", "an toàn thông tin mạng,Bộ Công", `new_owner "Bộ Công" is not the name`},
		{"province kind", "provinces.csv", "Bến Tre,Vĩnh Long,merged", "Bến Tre,Vĩnh Long,gone", `kind "gone" is not one of`},
		{"province day", "provinces.csv", "Bến Tre,Vĩnh Long,merged,2025-07-01", "Bến Tre,Vĩnh Long,merged,2025-07-32", `"2025-07-32" is not a date`},
		{"alias unit", "provinces_alias.csv", "BRVT,Hồ Chí Minh", "BRVT,Hồ Chí", `unit_2026 "Hồ Chí" is not in provinces.csv`},
		{"near code", "functions.jsonl", `"near": ["A01", "K02"]`, `"near": ["A01", "Q02"]`, `function code "Q02" does not exist`},
		{"row of taxonomy", "functions.jsonl", `"platforms_1132": ["P79-A10"]`, `"platforms_1132": ["P79-A99"]`, `list row "P79-A99" does not exist`},
		{"architecture", "components_1425_2026.csv", "L01,P79-A01", "L01,P80-A01", `list row "P80-A01" does not exist`},
		{"annex owner", "list_1132_2026.csv", "Bộ Công an,BCA,L1,L01,1132/QĐ-TTg", "Bộ Công an,BQP,L1,L01,1132/QĐ-TTg", "differs from list_entries.csv:"},
		{"law", "legal_basis.jsonl", `"verified": "mention"`, `"verified": "rumour"`, `verified "rumour" is not one of`},
		{"law days", "legal_basis.jsonl", `"effective_from": "2007-05", "effective_to": "2026-07-01"`, `"effective_from": "2007-05", "effective_to": "2006"`, "is not before"},
		{"boilerplate twice", "boilerplate.txt", "\nxây dựng", "\nxây dựng\nxây dựng", "stands already on line"},
		{"signal level", "signals.csv", "thí điểm,pilot,sentence", "thí điểm,pilot,word", `level "word" is not one of`},
		{"glossary", "glossary.jsonl", `"abbr": "CSDL", "expansions": ["cơ sở dữ liệu"]`, `"abbr": "CSDL", "expansions": []`, `abbreviation "CSDL" has no reading`},
		{"workbook order", "mau03_fields.csv", "DM_DOITUONG,1,", "DM_DOITUONG,one,", `order "one" of field`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := files(t)
			line := lineOf(t, fsys, test.file, test.old)
			data := strings.Replace(string(fsys[test.file].Data), test.old, test.new, 1)
			fsys[test.file] = &fstest.MapFile{Data: []byte(data)}
			_, err := Load(fsys)
			wantFault(t, err, Fault{File: test.file, Line: line, Detail: test.want})
		})
	}
}

// wantFault looks for a fault at the place that contains the detail. The line may be one later, when the change itself
// added a line.
func wantFault(t *testing.T, err error, want Fault) {
	t.Helper()
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatalf("error is %v, want faults", err)
	}
	for _, f := range faults {
		if f.File == want.File && f.Line-want.Line >= 0 && f.Line-want.Line <= 2 && strings.Contains(f.Detail, want.Detail) {
			return
		}
	}
	t.Errorf("no fault %q at %s:%d in:\n%v", want.Detail, want.File, want.Line, err)
}

func TestLoad_PlatformFaults(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Platform)
		want   string
	}{
		{"name", func(p *Platform) { p.Name = " " }, "no name"},
		{"kind", func(p *Platform) { p.Kind = "thing" }, `kind "thing" is not one of`},
		{"state", func(p *Platform) { p.State = "running" }, `state "running" is not one of`},
		{"state without source", func(p *Platform) { p.State = StateOperating }, `state "operating" without a dated source`},
		{"code", func(p *Platform) { p.FunctionCodes = []FunctionCode{"Z99"} }, `function code "Z99" does not exist`},
		{"owner", func(p *Platform) { p.Owners = []Ownership{{Agency: "BXX"}} }, `owner "BXX" is not an agency`},
		{"owner dates", func(p *Platform) { p.Owners = []Ownership{{"BTC", "2025-01-01", "2024-01-01"}} }, "is not before"},
		{"hand-over", func(p *Platform) { p.Owners = []Ownership{{"BTC", "", "2024-01-01"}, {"BCA", "2024-02-01", ""}} },
			`owner "BTC" ends on "2024-01-01", the next begins on "2024-02-01"`},
		{"provenance", func(p *Platform) { p.Provenance.Name = "heard" }, `provenance "heard" is not one of`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			parts := partsOf(embeddedForTest(t))
			i := 7
			parts.Platforms[i].State, parts.Platforms[i].StateAsOf, parts.Platforms[i].StateSource = StateUnknown, "", ""
			test.change(&parts.Platforms[i])
			_, err := Assemble(parts)
			wantFault(t, err, Fault{File: "platforms", Line: i + 1, Detail: test.want})
		})
	}
}

// partsOf copies what a register holds, so that a test may change it.
func partsOf(reg *Register) Register {
	parts := *reg
	parts.names = nil
	parts.Platforms = append([]Platform(nil), reg.Platforms...)
	parts.Lists = append([]List(nil), reg.Lists...)
	return parts
}

func TestLoad_MissingFile(t *testing.T) {
	for _, e := range []string{"platforms.jsonl", "ministries.csv", "boilerplate.txt"} {
		fsys := files(t)
		delete(fsys, e)
		_, err := Load(fsys)
		if !errors.As(err, new(Faults)) || !strings.Contains(err.Error(), e) {
			t.Errorf("without %s the error is %v", e, err)
		}
	}
}

func TestLoad_ReportsAllFaults(t *testing.T) {
	fsys := files(t)
	text := strings.Replace(string(fsys["list_entries.csv"].Data), ",tabmis,", ",nothing,", 1)
	text = strings.Replace(text, ",etax,", ",nowhere,", 1)
	fsys["list_entries.csv"] = &fstest.MapFile{Data: []byte(text)}
	_, err := Load(fsys)
	var faults Faults
	if !errors.As(err, &faults) || !strings.Contains(err.Error(), `"nothing"`) || !strings.Contains(err.Error(), `"nowhere"`) {
		t.Errorf("error is %v, want both platforms named", err)
	}
	var first *Fault
	if !errors.As(err, &first) || first.File != "list_entries.csv" {
		t.Errorf("first fault is %v", first)
	}
}

// A list of which only some rows are known is not at fault for that; one with more rows than announced is.
func TestLoad_PartialListMayLackRows(t *testing.T) {
	fsys := files(t)
	data := string(fsys["lists.jsonl"].Data)
	line := lineOf(t, fsys, "lists.jsonl", `"id": "1527-2025"`)
	fsys["lists.jsonl"] = &fstest.MapFile{Data: []byte(strings.Replace(data, `"counts_by_owner": {"BCA": 13}, "completeness"`, `"counts_by_owner": {"BCA": 12}, "completeness"`, 1))}
	_, err := Load(fsys)
	wantFault(t, err, Fault{File: "lists.jsonl", Line: line, Detail: `"BCA" announced 12, rows 13`})
}

func TestAssemble_SameAsLoaded(t *testing.T) {
	reg := embeddedForTest(t)
	again, err := Assemble(partsOf(reg))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range reg.Lists {
		if got, want := again.ListHash(l.ID), reg.ListHash(l.ID); got != want {
			t.Errorf("hash of %s is %s after assembling, was %s", l.ID, got, want)
		}
	}
	if again.TermsHash() != reg.TermsHash() {
		t.Error("terms differ after assembling")
	}
}

func TestData_ProvenanceOfEveryFile(t *testing.T) {
	readme, err := os.ReadFile("data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range files(t) {
		if !strings.Contains(string(readme), "| "+name+" |") {
			t.Errorf("data/README.md does not tell where %s comes from", name)
		}
	}
}

// TestEmbeddedHash holds that lists and platforms that are others have another hash, although it is taken of files: whoever
// changes what Load makes of the same files raises loadVersion.
func TestEmbeddedHash(t *testing.T) {
	const known, made = "88f06b7249eae5cdcf6b4a07a61a8f9f95b7be8d5c8d4681e31f4ba2163753f3",
		"e870ce724e461b48eb451a95eebacbeda1a0f15a2dba85a814a39b8326d10404"
	hash, err := EmbeddedHash()
	if err != nil {
		t.Fatal(err)
	}
	reg, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	write(h, reg.Platforms)
	for i := range reg.Lists {
		write(h, &reg.Lists[i], reg.Lists[i].Entries)
	}
	loaded := hex.EncodeToString(h.Sum(nil))
	switch {
	case loaded != made && hash == known:
		t.Errorf("Load makes something else of the same files: raise loadVersion")
	case loaded != made || hash != known:
		t.Errorf("note here that the files have the hash %q and what is loaded %q", hash, loaded)
	}
}

// TestEmbeddedBase holds that what is shipped, put together from its two halves, is what is shipped.
func TestEmbeddedBase(t *testing.T) {
	whole, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	base, err := EmbeddedBase()
	if err != nil {
		t.Fatal(err)
	}
	base.Platforms, base.Lists = slices.Clone(whole.Platforms), slices.Clone(whole.Lists)
	got, err := Assemble(*base)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, got, cmpopts.IgnoreUnexported(Register{})); diff != "" {
		t.Error(diff)
	}
}
