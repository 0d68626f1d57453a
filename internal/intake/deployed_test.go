package intake

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/deployed"
)

// readDeployed reads a fixture of deployed systems.
func readDeployed(t *testing.T, file string, opt DeployedOptions) *DeployedRows {
	t.Helper()
	rows, err := Deployed(readFixture(t, filepath.Join("..", "..", "testdata", "deployed", file)), register(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func money(vnd int64) *int64 { return &vnd }

// faults are what is said of rows, in English.
func faults(all []RowFault) []string {
	var out []string
	for _, f := range all {
		out = append(out, f.String())
	}
	return out
}

func TestDeployedReport(t *testing.T) {
	got := readDeployed(t, "bao-cao-he-thong.xlsx.txt", DeployedOptions{Agency: "UBND tỉnh Phú Thọ"})
	want := []deployed.System{
		{Name: "Phần mềm đăng ký và quản lý hộ tịch", Agency: "Sở Tư pháp", Province: "Phú Thọ", Decision: "Quyết định số 12/QĐ-UBND ngày 5/3/2021",
			Decided: "2021-03-05", Contracted: "2021-04-20", Accepted: "2021-12-30", Operating: "2022-01-01", Form: engine.Build, Money: money(3_150_000_000),
			Functions: []string{"Đăng ký khai sinh, khai tử, kết hôn", "Tra cứu hồ sơ hộ tịch"}, Source: "Báo cáo 45/BC-STP", Place: "trang tính 'Hệ thống', dòng 6"},
		{Name: "Hệ thống quản lý hồ sơ cán bộ, công chức, viên chức", Agency: "Sở Nội vụ", Province: "Phú Thọ", Decision: "Quyết định số 88/QĐ-UBND ngày 15/8/2026",
			Decided: "2026-08-15", Contracted: "2026-09-01", Form: engine.Lease, Money: money(12_600_000_000),
			Functions: []string{"Quản lý lý lịch, quá trình công tác", "Nâng lương"}, Source: "Báo cáo 7/BC-SNV", Place: "trang tính 'Hệ thống', dòng 7"},
		{Name: "Phần mềm quản lý tài sản công", Agency: "Sở Tài chính", Province: "Phú Thọ", Decision: "quý 3", Contracted: "2024", Operating: "2025", Form: engine.Buy,
			Functions: []string{"Theo dõi tài sản nhà nước", "Khấu hao"}, Place: "trang tính 'Hệ thống', dòng 8",
			Unread: []string{"Ngày nghiệm thu: khoảng cuối năm", "Kinh phí: chưa rõ"}},
		{Name: "Phần mềm quản lý hồ sơ cán bộ, công chức", Agency: "Sở Nội vụ", Province: "Vĩnh Phúc", Decision: "301/QĐ-UBND ngày 2/6/2023", Decided: "2023-06-02",
			Contracted: "2023-08-01", Accepted: "2023-12-20", Operating: "2024-01", Form: engine.Build, Money: money(1_980_500_000),
			Functions: []string{"Quản lý lý lịch, quá trình công tác của cán bộ, công chức"}, Source: "Báo cáo 3/BC-SNV", Place: "trang tính 'Hệ thống', dòng 10"},
	}
	if diff := cmp.Diff(want, got.Systems); diff != "" {
		t.Error(diff)
	}
	if len(got.Faults) != 1 || got.Faults[0].Why != ListNoName || !strings.Contains(got.Faults[0].Place, "dòng 11") {
		t.Errorf("faults %v", faults(got.Faults))
	}
	if len(got.Remarks) != 2 || !got.Remarks[0].Partial() || got.Remarks[1].Why != DeployedAmount {
		t.Errorf("remarks %v", faults(got.Remarks))
	}
}

func TestDeployedWorkbook(t *testing.T) {
	got := readDeployed(t, "mau-03.xlsx.txt", DeployedOptions{})
	if len(got.Systems) != 2 || len(got.Faults) != 0 {
		t.Fatalf("%+v", got)
	}
	first, second := got.Systems[0], got.Systems[1]
	if first.Decided != "2024-10-12" || first.Money == nil || *first.Money != 8_200_000_000 || first.Province != "Lào Cai" || first.State != "operating" || first.Note != "" {
		t.Errorf("first system %+v", first)
	}
	if second.Operating != "2020" || second.Decided != "" || second.Operator != "" || second.Code != "KT-2" {
		t.Errorf("second system %+v", second)
	}
	if len(got.Remarks) != 1 || got.Remarks[0].Why != DeployedReference {
		t.Errorf("remarks %v", faults(got.Remarks))
	}
}

func TestReadDay(t *testing.T) {
	for cell, want := range map[string]string{
		"2024-03-05": "2024-03-05", "5/3/2024": "2024-03-05", "05.03.2024": "2024-03-05", "2024-03-05 00:00:00": "2024-03-05", "ngày 5 tháng 3 năm 2024": "2024-03-05",
		"3/2024": "2024-03", "tháng 3/2024": "2024-03", "T3/2024": "", "2024": "2024", "năm 2024": "2024", "Quý III/2024": "2024", "": "", "-": "", "Chưa xác định": "",
	} {
		got, ok := readDay(cell)
		if string(got) != want || ok != (want != "" || cell != "T3/2024") {
			t.Errorf("readDay(%q) = %q, %v, want %q", cell, got, ok, want)
		}
	}
	for _, cell := range []string{"31/2/2024", "1/1/0024", "khoảng cuối năm", "5/3/24", "123"} {
		if got, ok := readDay(cell); ok {
			t.Errorf("readDay(%q) = %q", cell, got)
		}
	}
}
