package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/deployed"
)

func TestDeployed(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{Author: "Nguyễn Văn A"})
	a := deployed.System{Name: "Phần mềm quản lý hộ tịch", Agency: "Sở Tư pháp", Province: "Phú Thọ", Decided: "2021-03-05", Place: "dòng 2"}
	b := deployed.System{Name: "Phần mềm quản lý hộ tịch", Agency: "Sở Tư pháp", Province: "Vĩnh Phúc", Code: "KT-1", Place: "dòng 3"}
	add := func(systems []deployed.System, file string) DeployedOutcome {
		t.Helper()
		out, err := s.AddDeployed(ctx, systems, &Source{Name: file, Content: []byte(file)})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := add([]deployed.System{a, b}, "một.csv"); out != (DeployedOutcome{Added: 2}) {
		t.Errorf("first report: %+v", out)
	}
	a.Place = "dòng 9" // the same row of another file says nothing new
	if out := add([]deployed.System{b, a}, "hai.csv"); out != (DeployedOutcome{Same: 2}) {
		t.Errorf("second report: %+v", out)
	}
	b.Name, b.Operating = "Phần mềm hộ tịch điện tử", "2022-01" // a code stays when the name changes
	if out := add([]deployed.System{a, b}, "ba.csv"); out != (DeployedOutcome{Same: 1, Revised: 1}) {
		t.Errorf("third report: %+v", out)
	}
	got, err := s.Deployed(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a.Place = "dòng 2"
	want := []deployed.Record{
		{ID: 1, Version: 1, System: a, File: "một.csv", RecordedAt: "2026-11-24T08:00:00Z", RecordedBy: "Nguyễn Văn A"},
		{ID: 2, Version: 2, System: b, File: "ba.csv", RecordedAt: "2026-11-24T08:00:00Z", RecordedBy: "Nguyễn Văn A"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, change := range []string{"DELETE FROM deployed", "DELETE FROM deployed_version", "UPDATE deployed_version SET record = ''", "UPDATE deployed SET key = ''"} {
		if _, err := s.db.ExecContext(ctx, change); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", change, err)
		}
	}
}
