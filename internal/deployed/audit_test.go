package deployed_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/deployed"
)

func records(systems ...deployed.System) []deployed.Record {
	var out []deployed.Record
	for i, s := range systems {
		out = append(out, deployed.Record{ID: int64(i + 1), Version: 1, System: s})
	}
	return out
}

// audit audits systems against the embedded lists, with facts added to its platforms.
func audit(t testing.TB, facts map[corpus.ID][]corpus.Fact, recs []deployed.Record) *deployed.Audit {
	t.Helper()
	shipped, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	reg := *shipped
	reg.Platforms = append([]corpus.Platform{}, shipped.Platforms...)
	for i := range reg.Platforms {
		for _, f := range facts[reg.Platforms[i].ID] {
			reg.Platforms[i].AddFact(f)
		}
	}
	ix, err := index.Build(&reg, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	out, err := deployed.Run(context.Background(), recs, deployed.Options{Register: &reg, Index: ix, AsOf: "2026-11-24"})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// publicBudget does the job of cong-cong-khai-ngan-sach, which is on the reconstruction of 2765-2024 and on 1132-2026.
const publicBudget = "Cổng công khai ngân sách nhà nước của tỉnh"

// TestRun_Account gives one system, decided on many days, its line of account: the platform is on the reconstruction of
// 2765 and on 1132, and operates from the first of August 2024.
func TestRun_Account(t *testing.T) {
	operating := map[corpus.ID][]corpus.Fact{"cong-cong-khai-ngan-sach": {{Kind: corpus.FactState, Value: "operating", From: "2024-08-01", Source: "1/BC-BTC"}}}
	for _, test := range []struct {
		name   string
		system deployed.System
		facts  map[corpus.ID][]corpus.Fact
		want   deployed.Account
		doubts []deployed.Doubt
	}{
		{"before any list", deployed.System{Decided: "2021-03-05"}, operating, deployed.AnnouncedAfter, nil},
		{"listed, not operating yet by a source", deployed.System{Decided: "2024-07-20"}, operating, deployed.Unknown, []deployed.Doubt{"reconstruction", "platform_state"}},
		{"listed and operating", deployed.System{Decided: "2024-09"}, operating, deployed.AnnouncedBefore, []deployed.Doubt{"reconstruction"}},
		{"on the announced list", deployed.System{Decided: "2026-08-15"}, operating, deployed.AnnouncedBefore, nil},
		{"on the announced list, no source for the state", deployed.System{Decided: "2026-08-15"}, nil, deployed.Unknown, []deployed.Doubt{"platform_state"}},
		{"on the announced list, on trial", deployed.System{Decided: "2026-08-15"}, map[corpus.ID][]corpus.Fact{
			"cong-cong-khai-ngan-sach": {{Kind: corpus.FactState, Value: "trial", From: "2026-07-01", Source: "2/BC"}}}, deployed.NotServing, nil},
		{"only the year, in which a list was announced", deployed.System{Decided: "2024"}, operating, deployed.Unknown, []deployed.Doubt{"decision_date"}},
		{"only in operation, before any list", deployed.System{Operating: "2022"}, operating, deployed.AnnouncedAfter, []deployed.Doubt{"stand_in"}},
		{"only in operation, after a list", deployed.System{Operating: "2025"}, operating, deployed.Unknown, []deployed.Doubt{"stand_in", "decision_date"}},
		{"no day at all", deployed.System{}, operating, deployed.Unknown, []deployed.Doubt{"decision_date"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := test.system
			s.Name, s.Province = publicBudget, "Phú Thọ"
			c := audit(t, test.facts, records(s)).Cases[0]
			if c.Overlap == nil {
				t.Fatalf("nothing overlaps: %+v", c.Now)
			}
			if c.Overlap.Platform.ID != "cong-cong-khai-ngan-sach" {
				t.Errorf("platform %q", c.Overlap.Platform.ID)
			}
			if c.Overlap.Account != test.want || cmp.Diff(test.doubts, c.Overlap.Doubts) != "" {
				t.Errorf("account %q, doubts %q, want %q, %q", c.Overlap.Account, c.Overlap.Doubts, test.want, test.doubts)
			}
		})
	}
}

// TestRun_Groups finds the two systems that a merger brought into one province, and not those that ended or do another job.
func TestRun_Groups(t *testing.T) {
	a := audit(t, nil, records(
		deployed.System{Name: "Phần mềm quản lý hồ sơ cán bộ, công chức", Province: "Phú Thọ", Agency: "Sở Nội vụ", Operating: "2020", Functions: []string{"Quản lý lý lịch, quá trình công tác"}},
		deployed.System{Name: "Hệ thống quản lý hồ sơ cán bộ, công chức, viên chức", Province: "Vĩnh Phúc", Agency: "Sở Nội vụ", Operating: "2022", Functions: []string{"Quản lý lý lịch"}},
		deployed.System{Name: "Phần mềm quản lý hồ sơ cán bộ công chức tỉnh Hòa Bình", Province: "Hòa Bình", Agency: "Sở Nội vụ", Operating: "2018", Ended: "2023"},
		deployed.System{Name: "Phần mềm quản lý tài sản công", Province: "Phú Thọ", Agency: "Sở Tài chính", Operating: "2021"},
		deployed.System{Name: "Phần mềm quản lý hồ sơ cán bộ, công chức", Province: "Lào Cai", Agency: "Sở Nội vụ", Operating: "2021"},
	))
	var got [][]int
	for _, g := range a.Groups {
		got = append(got, g.Cases)
	}
	if diff := cmp.Diff([][]int{{0, 1}}, got); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]string{"Phú Thọ", "Vĩnh Phúc"}, a.Groups[0].Former); diff != "" || a.Groups[0].OneAgency {
		t.Error(diff, a.Groups[0].OneAgency)
	}
	if len(a.Shared) == 0 || len(a.Shared[0].Units) != 2 {
		t.Errorf("across provinces: %+v", a.Shared)
	}
}

// TestRun_Timeline keeps the decision in the timeline when its day is not known.
func TestRun_Timeline(t *testing.T) {
	c := audit(t, nil, records(deployed.System{Name: publicBudget, Province: "Phú Thọ", Accepted: "2022-12-30", Operating: "2022"})).Cases[0]
	var got []string
	for _, e := range c.Timeline {
		got = append(got, e.Code+" "+string(e.Day))
	}
	if diff := cmp.Diff([]string{"operating 2022", "accepted 2022-12-30", "announced 2024-07-15", "decided ", "serving "}, got); diff != "" {
		t.Error(diff)
	}
	if c.Then != nil {
		t.Errorf("compared with the list of a day that is not known: %+v", c.Then)
	}
}
