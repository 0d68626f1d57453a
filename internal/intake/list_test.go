package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
)

func registerForTest(t *testing.T) *corpus.Register {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func listFromText(t *testing.T, name, text string, opt ListOptions) *ListRows {
	t.Helper()
	return listFromBytes(t, name, []byte(text), opt)
}

func listFromBytes(t *testing.T, name string, data []byte, opt ListOptions) *ListRows {
	t.Helper()
	doc, err := document.Read(context.Background(), name, data, document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := List(doc, registerForTest(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// brief writes rows as "group|no|name|owner".
func brief(l *ListRows) []string {
	var out []string
	for _, r := range l.Rows {
		e := r.Entry
		owner := string(e.Owner)
		if e.OwnerPrinted != "" {
			owner = fmt.Sprintf("(%s)", e.OwnerPrinted)
		}
		out = append(out, strings.Join([]string{e.Group, e.No, e.Name, owner}, "|"))
	}
	return out
}

func TestListFromText(t *testing.T) {
	tests := []struct {
		what, name, text string
		opt              ListOptions
		want             []string
		faults           []ListWhy
	}{
		{"plain", "a.csv", "STT,Tên nền tảng,Cơ quan chủ quản\n1,Hệ thống A,Bộ Tài chính\n2,Hệ thống B,Bộ TT&TT\n3,Hệ thống C,Công ty X\n", ListOptions{},
			[]string{"|1|Hệ thống A|BTC", "|2|Hệ thống B|BTTTT", "|3|Hệ thống C|(Công ty X)"}, nil},
		{"group rows of agencies, numbers start again", "a.csv", "TT;Tên hệ thống thông tin;Địa chỉ\nI;Bộ Tài chính;\n1;Hệ thống A;https://a.vn\n2;Hệ thống B;\nII;Bộ Y tế;\n1;Hệ thống C;\n", ListOptions{},
			[]string{"Bộ Tài chính|1|Hệ thống A|BTC", "Bộ Tài chính|2|Hệ thống B|BTC", "Bộ Y tế|1|Hệ thống C|BYT"}, nil},
		{"sections", "a.csv", "STT;Tên nền tảng;Bộ, ngành chủ quản\nA;Nền tảng dùng chung;\n1;Hệ thống A;BTC\nB;Nền tảng chuyên ngành;\n1;Hệ thống C;BYT\n;Tổng cộng: 2;\n", ListOptions{},
			[]string{"A|1|Hệ thống A|BTC", "B|1|Hệ thống C|BYT"}, nil},
		{"owner printed once", "a.csv", "STT;Tên nền tảng;Cơ quan chủ quản\n1;Hệ thống A;Bộ Tài chính\n2;Hệ thống B;\n3;Hệ thống C;Bộ Y tế\n4;Hệ thống D;\n", ListOptions{},
			[]string{"|1|Hệ thống A|BTC", "|2|Hệ thống B|BTC", "|3|Hệ thống C|BYT", "|4|Hệ thống D|BYT"}, nil},
		{"an empty owner among returning ones is not filled in", "a.csv", "STT;Tên nền tảng;Cơ quan chủ quản\n1;Hệ thống A;Bộ Tài chính\n2;Hệ thống B;\n3;Hệ thống C;Bộ Y tế\n4;Hệ thống D;Bộ Tài chính\n", ListOptions{},
			[]string{"|1|Hệ thống A|BTC", "|2|Hệ thống B|", "|3|Hệ thống C|BYT", "|4|Hệ thống D|BTC"}, nil},
		{"mapped by hand", "a.csv", "Mục,Sản phẩm,Ai giữ\n1,Hệ thống A,Bộ Tài chính\n2,Hệ thống B,Bộ Y tế\n", ListOptions{Map: map[string]string{"Mục": "no", "Sản phẩm": "name", "Ai giữ": "owner"}},
			[]string{"|1|Hệ thống A|BTC", "|2|Hệ thống B|BYT"}, nil},
		{"a row without a name and one without a number", "a.csv", "STT,Tên nền tảng,Cơ quan chủ quản\n1,,Bộ Tài chính\n,Hệ thống B,Bộ Y tế\n3,Hệ thống C,Bộ Y tế\n", ListOptions{},
			[]string{"|3|Hệ thống C|BYT"}, []ListWhy{ListNoName, ListNoNumber}},
		{"a number twice", "a.csv", "STT,Tên nền tảng,Cơ quan chủ quản\n1,Hệ thống A,Bộ Y tế\n1,Hệ thống B,Bộ Y tế\n", ListOptions{},
			[]string{"|1|Hệ thống A|BYT", "|1|Hệ thống B|BYT"}, []ListWhy{ListTwice}},
		{"no list", "a.csv", "Ngày,Nhiệt độ,Mưa\n1,30,2\n2,31,0\n", ListOptions{}, nil, []ListWhy{ListNoTable}},
		{"json", "a.json", `[{"Tên nền tảng":"Hệ thống A","Cơ quan chủ quản":"BTC"},{"Tên nền tảng":"Hệ thống B","Cơ quan chủ quản":"Bộ Y tế"}]`, ListOptions{},
			[]string{"|1|Hệ thống A|BTC", "|2|Hệ thống B|BYT"}, nil},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			got := listFromText(t, test.name, test.text, test.opt)
			if diff := cmp.Diff(test.want, brief(got)); diff != "" {
				t.Error(diff)
			}
			var faults []ListWhy
			for _, f := range got.Faults {
				faults = append(faults, f.Why)
				if f.Place == "" {
					t.Errorf("fault without a place: %v", f)
				}
			}
			if diff := cmp.Diff(test.faults, faults); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListUnknownField(t *testing.T) {
	doc, err := document.Read(context.Background(), "a.csv", []byte("a,b,c\n1,2,3\n"), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := List(doc, registerForTest(t), ListOptions{Map: map[string]string{"a": "tên"}}); err == nil || !strings.Contains(err.Error(), `"tên"`) {
		t.Errorf("List: %v", err)
	}
}

// sheet makes a workbook of cells and merged ranges.
func workbook(t *testing.T, sheets map[string]map[string]any, merged map[string][][2]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for name, cells := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for cell, v := range cells {
			if err := f.SetCellValue(name, cell, v); err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range merged[name] {
			if err := f.MergeCell(name, m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestListMergedHeader(t *testing.T) {
	data := workbook(t, map[string]map[string]any{"Phụ lục": {
		"A1": "DANH MỤC NỀN TẢNG SỐ",
		"A3": "STT", "B3": "Thông tin nền tảng", "D3": "Cơ quan chủ quản", "E3": "Trạng thái",
		"B4": "Tên nền tảng", "C4": "Chức năng",
		"A5": "(1)", "B5": "(2)", "C5": "(3)", "D5": "(4)", "E5": "(5)",
		"A6": "I. NHÓM NỀN TẢNG DÙNG CHUNG",
		"A7": 1, "B7": "Nền tảng X", "C7": "- Tiếp nhận hồ sơ\n- Trả kết quả", "D7": "Bộ Tài chính", "E7": "Đang vận hành",
		"A8": 2, "B8": "Nền tảng Y", "E8": "Đang xây dựng",
	}}, map[string][][2]string{"Phụ lục": {{"A3", "A4"}, {"B3", "C3"}, {"D3", "D4"}, {"E3", "E4"}, {"A6", "E6"}, {"D7", "D8"}}})
	got := listFromBytes(t, "danh-muc.xlsx", data, ListOptions{})
	if diff := cmp.Diff([]string{"I|1|Nền tảng X|BTC", "I|2|Nền tảng Y|BTC"}, brief(got)); diff != "" {
		t.Fatal(diff, got.Columns, got.Faults)
	}
	if diff := cmp.Diff([]string{"Tiếp nhận hồ sơ", "Trả kết quả"}, got.Rows[0].Entry.Functions); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]corpus.Fact{{Kind: corpus.FactState, Value: "operating"}}, got.Rows[0].Record.Facts); diff != "" {
		t.Error(diff)
	}
	if got.Rows[1].Place == "" || !strings.Contains(got.Rows[1].Place, "8") {
		t.Errorf("place of the second row is %q", got.Rows[1].Place)
	}
}

func TestListMau03(t *testing.T) {
	data := workbook(t, map[string]map[string]any{
		"DM_DOITUONG": {"A1": "Mã đối tượng", "B1": "Loại bản ghi", "C1": "Tên đối tượng", "D1": "Loại đối tượng", "E1": "Phạm vi sử dụng", "F1": "Cơ quan chủ quản", "G1": "Đơn vị vận hành", "H1": "Trạng thái vòng đời", "I1": "Tình trạng khai thác tại cơ quan",
			"A2": "KT-1", "B2": "Bản ghi gốc", "C2": "Hệ thống quản lý văn bản", "D2": "hệ thống số/hệ thống thông tin", "E2": "cấp tỉnh", "F2": "Sở Khoa học và Công nghệ", "G2": "Trung tâm Công nghệ thông tin", "H2": "đang vận hành",
			"A3": "QG-2", "B3": "Bản ghi tham chiếu", "C3": "Nền tảng định danh và xác thực điện tử", "D3": "nền tảng số", "E3": "Quốc gia", "F3": "Bộ Công an", "H3": "Chưa xác định", "I3": "đang khai thác"},
		"QH_KETNOI": {"A1": "Mã quan hệ", "B1": "Đối tượng nguồn", "C1": "Loại quan hệ", "D1": "Đối tượng đích", "E1": "Dữ liệu/dịch vụ trao đổi", "F1": "Cơ chế/kênh kết nối", "G1": "Trạng thái",
			"A2": "QH-1", "B2": "KT-1", "C2": "Kết nối kỹ thuật", "D2": "QG-2", "E2": "danh tính", "F2": "NDXP", "G2": "Đang khai thác"},
		"HOANTHIEN_NV": {"A1": "Mã nội dung", "B1": "Đối tượng liên quan", "C1": "Hiện trạng", "D1": "Tên/mục tiêu nhiệm vụ chuyển đổi kiến trúc", "A2": "ND-1", "B2": "KT-1", "C2": "x", "D2": "Tên nhiệm vụ"},
	}, nil)
	got := listFromBytes(t, "mau03.xlsx", data, ListOptions{})
	want := []string{"|KT-1|Hệ thống quản lý văn bản|(Sở Khoa học và Công nghệ)", "|QG-2|Nền tảng định danh và xác thực điện tử|BCA"}
	if diff := cmp.Diff(want, brief(got)); diff != "" {
		t.Fatal(diff, got.Columns, got.Faults)
	}
	facts := []corpus.Fact{{Kind: corpus.FactConnection, Value: "ndxp"}, {Kind: corpus.FactOperator, Value: "Trung tâm Công nghệ thông tin"}, {Kind: corpus.FactState, Value: "operating"}}
	if diff := cmp.Diff(facts, got.Rows[0].Record.Facts); diff != "" {
		t.Error(diff)
	}
	if got.Rows[1].Record.Kind != "platform" || len(got.Rows[1].Record.Facts) != 0 {
		t.Errorf("second row %+v", got.Rows[1].Record)
	}
}
