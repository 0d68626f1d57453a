package intake

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// TestSplit hands every project of a plan over as a proposal of its own, with the rows below it as its components.
func TestSplit(t *testing.T) {
	doc := readFile(t, "../../testdata/samples/phu-luc-ke-hoach-chuyen-doi-so-2026-gia-lai.xlsx")
	got, unread := Read(doc, register(t), Options{Split: true})
	if len(got) != 23 {
		t.Fatalf("got %d proposals, want 23", len(got))
	}
	row := got[12]
	money := int64(7_290_000_000)
	want := engine.Proposal{
		Title: "Chuyển đổi số ngành Xây dựng", Agency: "Sở Xây dựng", Province: "Gia Lai", Date: "2025-11-28",
		TotalMoney: &money, Group: "NỀN TẢNG SỐ, ỨNG DỤNG DÙNG CHUNG",
		Place: "trang tính 'PL1. Danh muc 2026', dòng 24", NotFound: []string{"objective", "users", "scope", "legal_basis"},
		Components: row.Components,
	}
	if diff := cmp.Diff(want, row); diff != "" {
		t.Errorf("row 13 (-want +got):\n%s", diff)
	}
	var parts []string
	for _, c := range row.Components {
		parts = append(parts, c.No+" "+c.Location)
	}
	if diff := cmp.Diff([]string{"13.a) trang tính 'PL1. Danh muc 2026', dòng 25", "13.b) trang tính 'PL1. Danh muc 2026', dòng 26", "13.c) trang tính 'PL1. Danh muc 2026', dòng 27"}, parts); diff != "" {
		t.Errorf("parts of row 13 (-want +got):\n%s", diff)
	}
	if len(unread) != 1 || unread[0].Why != NotAPlan || !strings.Contains(unread[0].Place, "PL2. Chi tieu") {
		t.Errorf("unread = %v, want the sheet of indicators named", unread)
	}
}

// TestSplitProvinces reads the province of a row from its owner where the plan has none.
func TestSplitProvinces(t *testing.T) {
	doc := readFile(t, "../../testdata/samples/danh-sach-ten-du-an-de-xuat.csv")
	got, _ := Read(doc, register(t), Options{Split: true})
	var names []string
	for _, p := range got {
		names = append(names, p.Province)
	}
	want := []string{"Lạng Sơn", "Bắc Kạn", "Kiên Giang", "Cao Bằng", "Yên Bái", "Hồ Chí Minh", "Lâm Đồng", "Bình Phước", "Hậu Giang", "Điện Biên", "Vĩnh Long", "Nghệ An", "Huế", "Hưng Yên", "Thái Bình", "Tuyên Quang", "Ninh Bình", "Bắc Ninh"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// TestUnread names what cannot be used, with its place, and goes on.
func TestUnread(t *testing.T) {
	const csv = "STT;Tên nhiệm vụ;Chủ trì;Kinh phí (triệu đồng)\n1;Phần mềm quản lý chợ;Sở Công Thương;chưa xác định\n2;;Sở Y tế;500\n3;Số hóa hồ sơ đất đai;Sở Y tế;1.250\n"
	got, unread := Proposals(readText(t, "a.csv", csv), register(t))
	if len(got) != 1 || len(got[0].Components) != 2 || got[0].Components[1].Money == nil {
		t.Fatalf("got %+v", got)
	}
	want := []Unread{{"dòng 3", "2  Sở Y tế 500", RowWithoutName}, {"dòng 2", "chưa xác định", BadAmount}}
	if diff := cmp.Diff(want, unread); diff != "" {
		t.Error(diff)
	}
}

// TestRanges takes no amount from a range, wherever it stands, and says so.
func TestRanges(t *testing.T) {
	const csv = "STT;Tên nhiệm vụ;Chủ trì;Kinh phí (triệu đồng)\n1;Phần mềm quản lý chợ;Sở Công Thương;500 - 700\n2;Số hóa hồ sơ đất đai;Sở Y tế;từ 1 đến 2 tỷ đồng\n3;Kho dữ liệu;Sở Y tế;600\n"
	got, unread := Proposals(readText(t, "a.csv", csv), register(t))
	if c := got[0].Components; c[0].Money != nil || c[1].Money != nil || c[2].Money == nil {
		t.Errorf("components of a table: %+v", c)
	}
	want := []Unread{{"dòng 2", "500 - 700", Range}, {"dòng 3", "từ 1 đến 2 tỷ đồng", Range}}
	if diff := cmp.Diff(want, unread); diff != "" {
		t.Error(diff)
	}
	const text = "BÁO CÁO ĐỀ XUẤT CHỦ TRƯƠNG ĐẦU TƯ\nDự án: Hệ thống quản lý chợ tỉnh Nghệ An\nI. THÔNG TIN CHUNG\nTổng mức đầu tư: khoảng 9 - 10 tỷ đồng.\nII. NỘI DUNG ĐẦU TƯ\n" +
		"1. Xây dựng phần mềm quản lý chợ, kinh phí từ 5 đến 7 tỷ đồng.\n2. Số hóa hồ sơ các chợ\nKinh phí: 2 tỷ đồng\n"
	got, unread = Proposals(readText(t, "a.txt", text), register(t))
	if c := got[0].Components; got[0].TotalMoney != nil || len(c) != 2 || c[0].Money != nil || c[1].Money == nil {
		t.Errorf("total and components of a report: %+v", got[0])
	}
	want = []Unread{{"Mục I", "9 - 10 tỷ đồng", Range}, {"Mục II.1", "5 đến 7 tỷ đồng", Range}}
	if diff := cmp.Diff(want, unread); diff != "" {
		t.Error(diff)
	}
}

// TestListedSubjects reads a list of names that are typed as subjects of letters.
func TestListedSubjects(t *testing.T) {
	const text = "V/v xây dựng phần mềm quản lý nhà ở xã hội\nVề việc: Nâng cấp hệ thống hội nghị truyền hình\nKết nối dữ liệu đăng kiểm với hệ thống của Bộ\n"
	got, _ := Proposals(readText(t, "a.txt", text), register(t))
	var names []string
	for _, c := range got[0].Components {
		names = append(names, c.Name)
	}
	want := []string{"xây dựng phần mềm quản lý nhà ở xã hội", "Nâng cấp hệ thống hội nghị truyền hình", "Kết nối dữ liệu đăng kiểm với hệ thống của Bộ"}
	if diff := cmp.Diff(want, names); diff != "" || got[0].Title != "" {
		t.Errorf("title %q, names (-want +got):\n%s", got[0].Title, diff)
	}
}

// TestLongNumberedList counts on past the numbers that are numberings by themselves, from wherever a list begins.
func TestLongNumberedList(t *testing.T) {
	const lines = 1200
	for _, first := range []int{1, 1500} {
		var text strings.Builder
		for n := range lines {
			fmt.Fprintf(&text, "%d. Xây dựng phần mềm quản lý công việc số %d của tỉnh\n", first+n, n+1)
		}
		got, unread := Proposals(readText(t, "a.txt", text.String()), register(t))
		if len(got) != 1 || len(got[0].Components) != lines || len(unread) > 0 {
			t.Fatalf("from %d: %d proposals, %d components of the first, unread %v", first, len(got), len(got[0].Components), unread)
		}
		if name := got[0].Components[lines-1].Name; name != "Xây dựng phần mềm quản lý công việc số 1200 của tỉnh" {
			t.Errorf("from %d: the last is %q", first, name)
		}
	}
}

// TestNoUnit leaves amounts without a unit, or with one that can not be, unread and says so once.
func TestNoUnit(t *testing.T) {
	for _, header := range []string{"Kinh phí", "Kinh phí (triuệ đồng)", "Kinh phí (đồng)"} {
		csv := "STT;Tên nhiệm vụ;Chủ trì;" + header + "\n1;Phần mềm quản lý chợ;Sở Công Thương;500\n2;Số hóa hồ sơ đất đai;Sở Y tế;1.250\n"
		got, unread := Proposals(readText(t, "a.csv", csv), register(t))
		if got[0].Components[0].Money != nil || got[0].Components[1].Money != nil {
			t.Errorf("%q: an amount was guessed: %+v", header, got[0].Components)
		}
		if len(unread) != 1 || unread[0].Why != NoUnit {
			t.Errorf("%q: unread = %v", header, unread)
		}
	}
}

// TestJSON reads our own records: one to a line, and one with components.
func TestJSON(t *testing.T) {
	reg := register(t)
	lines := `{"title":"Nền tảng bản đồ số tỉnh Sơn La","year":2025,"modules":["bản đồ nền","tra cứu"],"summary":"Bản đồ dùng chung"}
{"id":"x"}
{"title":"Số hóa hộ tịch","agency":"Sở Tư pháp tỉnh Hà Giang","total_money_vnd":1500000000}`
	got, unread := Proposals(readText(t, "a.jsonl", lines), reg)
	if len(got) != 2 || len(unread) != 1 || unread[0].Why != BadRecord {
		t.Fatalf("got %d proposals, unread %v", len(got), unread)
	}
	if got[0].Province != "Sơn La" || got[0].Date != "2025" || !cmp.Equal(got[0].Components[0].Functions, []string{"bản đồ nền", "tra cứu"}) {
		t.Errorf("first record: %+v", got[0])
	}
	if got[1].Components[0].Action != engine.DataEntry || got[1].TotalMoney == nil || *got[1].TotalMoney != 1_500_000_000 {
		t.Errorf("second record: %+v", got[1])
	}
	one := `{"title":"Dự án A","components":[{"no":"1","name":"Phần mềm quản lý chợ","money_vnd":2000000},{"name":"Thuê máy chủ","action":"lease"}]}`
	got, _ = Proposals(readText(t, "b.json", one), reg)
	if len(got) != 1 || len(got[0].Components) != 2 || got[0].Components[0].Money == nil || got[0].Components[1].Action != engine.Lease {
		t.Errorf("with components: %+v", got)
	}
}

// TestFromTitle makes a proposal of a title alone.
func TestFromTitle(t *testing.T) {
	p := FromTitle("Nâng cấp  Cổng thông tin điện tử tỉnh Lâm Đồng", "giao diện mới", register(t))
	if p.Title != "Nâng cấp Cổng thông tin điện tử tỉnh Lâm Đồng" || p.Province != "Lâm Đồng" || p.Components[0].Action != engine.Upgrade || p.Components[0].Description != "giao diện mới" {
		t.Errorf("got %+v", p)
	}
}

func readText(t testing.TB, name, text string) *document.Document {
	t.Helper()
	doc, err := document.Read(context.Background(), name, []byte(text), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// bigPlan is a plan of n rows with groups, as blocks.
func bigPlan(n int) *document.Document {
	doc := &document.Document{Name: "plan.xlsx", Format: document.XLSX}
	add := func(texts ...string) {
		b := document.Block{Kind: document.Row, Place: document.Place{Sheet: "PL1", Row: len(doc.Blocks) + 1}}
		for i, s := range texts {
			b.Cells = append(b.Cells, document.Cell{Text: s, Column: i, ColSpan: 1, RowSpan: 1})
		}
		doc.Blocks = append(doc.Blocks, b)
	}
	add("DANH MỤC NHIỆM VỤ NĂM 2026", "", "", "", "", "")
	add("STT", "Tên nhiệm vụ, dự án", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Tổng mức (triệu đồng)")
	for i := range n {
		if i%50 == 0 {
			add("I", "NHÓM NHIỆM VỤ", "", "", "", "")
		}
		add(fmt.Sprint(i%199+1), fmt.Sprintf("Xây dựng phần mềm quản lý hồ sơ số %d của tỉnh Gia Lai", i), "Quản lý hồ sơ, tra cứu, báo cáo", "Sở Nội vụ", "2026", fmt.Sprintf("%d.%03d", i%9+1, i%1000))
	}
	return doc
}

// BenchmarkPlan reads a plan of 10,000 rows, each row a proposal.
func BenchmarkPlan(b *testing.B) {
	doc, reg := bigPlan(10_000), register(b)
	b.ReportAllocs()
	for b.Loop() {
		if got, _ := Read(doc, reg, Options{Split: true}); len(got) != 10_000 {
			b.Fatalf("got %d", len(got))
		}
	}
}

// FuzzRead feeds intake blocks of any text: it must not panic, and every component must have a name and a place.
func FuzzRead(f *testing.F) {
	f.Add("STT|Tên dự án|Kinh phí (triệu đồng)\n1|Phần mềm A|1.200\nI||5", true)
	f.Add("1. Tên dự án: X\nĐiều 1. Phê duyệt\na) Xây dựng phần mềm", false)
	f.Add("|<|^|(1)|=5|\n\n- +\n%", true)
	reg := register(f)
	f.Fuzz(func(t *testing.T, text string, rows bool) {
		doc := &document.Document{Name: "x", Format: document.DOCX}
		for i, line := range strings.Split(text, "\n") {
			b := document.Block{Text: line, Place: document.Place{Para: i + 1}}
			if rows {
				b = document.Block{Kind: document.Row, Place: document.Place{Table: 1, Row: i + 1}}
				for c, s := range strings.Split(line, "|") {
					b.Cells = append(b.Cells, document.Cell{Text: s, Column: c, ColSpan: len(s)%3 + 1, RowSpan: 1, Covered: s == "<"})
				}
			}
			doc.Blocks = append(doc.Blocks, b)
		}
		for _, split := range []bool{false, true} {
			got, _ := Read(doc, reg, Options{Split: split})
			for _, p := range got {
				for _, c := range p.Components {
					if c.Name == "" || c.Action == "" {
						t.Errorf("component without name or action: %+v", c)
					}
				}
			}
		}
	})
}

// TestTruncated reads every sample cut off at many lengths: what can still be opened must be read without a crash.
func TestTruncated(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/samples/*-*.*")
	if err != nil || len(paths) == 0 {
		t.Fatal(err)
	}
	reg, opened := register(t), 0
	for _, path := range paths {
		if filepath.Ext(path) == ".pdf" {
			continue // package document cuts the PDF: opening it a hundred times takes minutes
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i <= 50; i++ {
			doc, err := document.Read(context.Background(), filepath.Base(path), data[:len(data)*i/50], document.Limits{})
			if err != nil {
				continue
			}
			opened++
			Read(doc, reg, Options{Split: i%2 == 0})
		}
	}
	if opened < len(paths)-1 {
		t.Errorf("only %d of the cut files could be opened, fewer than the whole ones", opened)
	}
}

// TestSeveralProjects reads a submission that proposes several projects under headings, each with its own fields: what is
// said of the first is not said of all.
func TestSeveralProjects(t *testing.T) {
	for _, label := range []string{"Dự án: ", "Tên dự án: ", "Nhiệm vụ: ", "Dự án ", ""} {
		html := "<p>SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH SƠN LA</p><p><b>TỜ TRÌNH</b></p><p><b>Đề xuất danh mục dự án năm 2027</b></p>" +
			"<p><b>1. " + label + "Xây dựng phần mềm quản lý cán bộ, công chức</b></p><p>- Chủ đầu tư: Sở Nội vụ</p><p>- Tổng mức đầu tư: 5.200 triệu đồng</p>" +
			"<p><b>2. " + label + "Số hóa hồ sơ đất đai</b></p><p>- Chủ đầu tư: Sở Nông nghiệp và Môi trường</p><p>- Tổng mức đầu tư: 12 tỷ đồng</p>"
		got, _ := Proposals(readText(t, "a.html", "<html><body>"+html+"</body></html>"), register(t))
		var lines []string
		for _, p := range got {
			for _, c := range p.Components {
				money := int64(0)
				if c.Money != nil {
					money = *c.Money
				}
				lines = append(lines, fmt.Sprintf("%s; %s; %d", c.Name, c.Owner, money))
			}
		}
		want := []string{"Xây dựng phần mềm quản lý cán bộ, công chức; Sở Nội vụ; 5200000000", "Số hóa hồ sơ đất đai; Sở Nông nghiệp và Môi trường; 12000000000"}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("label %q: projects (-want +got):\n%s", label, diff)
		}
	}
}

// TestLongLines reads texts without ends of lines, and of very many lines, in time.
func TestLongLines(t *testing.T) {
	reg := register(t)
	for name, text := range map[string]string{
		"a line of verbs":     strings.Repeat("Xây dựng phần mềm ", 100_000),
		"many short projects": strings.Repeat("Hợp phần 1: Xây dựng hệ thống\nModule 1: Phần mềm - 2 triệu đồng\n", 10_000),
	} {
		start := time.Now()
		Proposals(readText(t, "a.txt", text), reg)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// TestNumberedNames reads a text that is a numbered list of names under a head.
func TestNumberedNames(t *testing.T) {
	const text = "SO THONG TIN VA TRUYEN THONG TINH LONG AN\nDANH SACH DE XUAT\n1. Xay dung phan mem quan ly cho\n2. Nang cap he thong mot cua dien tu\n3. Thue dich vu hop truc tuyen\n"
	got, unread := Proposals(readText(t, "a.txt", text), register(t))
	if len(unread) > 0 || len(got) != 1 || len(got[0].Components) != 3 || got[0].Components[1].Name != "Nang cap he thong mot cua dien tu" || got[0].Components[1].No != "2" {
		t.Errorf("got %+v, unread %v", got, unread)
	}
}

func TestLabelOf(t *testing.T) {
	for cell, want := range map[string]string{"1\nTên nhiệm vụ": "ten nhiem vu", "Tên nhiệm vụ:": "ten nhiem vu", "12": "12", "2025 là năm": "2025 la nam"} {
		if got := labelOf(cell); got != want {
			t.Errorf("labelOf(%q) = %q, want %q", cell, got, want)
		}
	}
}
