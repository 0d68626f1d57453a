package engine

import (
	"testing"

	"github.com/rasoat/rasoat/corpus"
)

func clusterOf(prints []Fingerprint) *Clusterer {
	c := NewClusterer()
	for _, f := range prints {
		c.Count(f)
	}
	for _, f := range prints {
		c.Join(f)
	}
	return c
}

func TestClusterPlantedCopies(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	ps := newPlanter(e.view.Register, 1).plant(4000, 0.3, 0)
	c := clusterOf(e.prints(ps))
	met, all := map[string]int{}, map[string]int{}
	for i, p := range ps {
		if p.of >= 0 {
			all[p.how]++
			if c.find(int32(i)) == c.find(int32(p.of)) {
				met[p.how]++
			}
		}
	}
	for how, n := range all {
		t.Logf("%s: %d of %d copies found", how, met[how], n)
		least := 0.9
		if how == "partly_copied" {
			least = 0.5 // half of these copies share less than half of their features with the original
		}
		if float64(met[how]) < least*float64(n) {
			t.Errorf("%s: %d of %d copies found", how, met[how], n)
		}
	}
	wrong, pairs := 0, 0
	root := func(i int) int {
		if ps[i].of >= 0 {
			return ps[i].of
		}
		return i
	}
	for _, cl := range c.Clusters() {
		for _, m := range cl.Members[1:] {
			pairs++
			if root(m) != root(cl.Leader) {
				wrong++
			}
		}
	}
	t.Logf("precision of memberships: %d of %d", pairs-wrong, pairs)
	if float64(wrong) > 0.05*float64(pairs) {
		t.Errorf("%d of %d memberships join proposals that are not copies", wrong, pairs)
	}
}

// Near names of other jobs in the same sector must stay apart; the same job in other spellings must meet.
func TestClusterHardPairs(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	cases := []struct {
		a, b string
		same bool
	}{
		{"Phần mềm quản lý tàu cá tỉnh Cà Mau", "PHAN MEM QUAN LY TAU CA TINH KIEN GIANG", true},
		{"Xây dựng CSDL công chứng, chứng thực tỉnh Quảng Bình", "Cơ sở dữ liệu công chứng, chứng thực trên địa bàn tỉnh Nam Định", true},
		{"Phần mềm quản lý hồ sơ người có công tỉnh Nghệ An", "Nâng cấp phần mềm quản lý hồ sơ người có công thành phố Đà Nẵng", true},
		{"Phần mềm quản lý tàu cá", "Phần mềm quản lý cảng cá", false},
		{"Hệ thống thông tin phản ánh hiện trường tỉnh Bình Định", "Hệ thống thông tin báo cáo tỉnh Thái Bình", false},
		{"Quản lý lưu trú du lịch tỉnh Lào Cai", "Quản lý lưu trữ lịch sử tỉnh Lào Cai", false},
	}
	for _, c := range cases {
		prints := e.prints([]planted{{title: c.a}, {title: c.b}})
		if got := len(clusterOf(prints).Clusters()) == 1; got != c.same {
			t.Errorf("%q and %q: one cluster %v, want %v (similarity %.2f)", c.a, c.b, got, c.same, prints[0].Jaccard(prints[1]))
		}
	}
}

// The exact join must be exact: on a small set it finds what comparing all pairs finds.
func TestPPJoinIsExact(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	prints := e.prints(newPlanter(e.view.Register, 2).plant(400, 0.4, 0))
	want, got := 0, map[[2]int32]bool{}
	ppjoin(prints, minSimilar, func(i, j int32) { got[[2]int32{i, j}] = true })
	for i := range prints {
		for j := i + 1; j < len(prints); j++ {
			if prints[i].Jaccard(prints[j]) >= minSimilar {
				want++
				if !got[[2]int32{int32(i), int32(j)}] {
					t.Fatalf("pair %d, %d of similarity %.2f is missing", i, j, prints[i].Jaccard(prints[j]))
				}
			}
		}
	}
	if len(got) != want {
		t.Errorf("%d pairs, want %d", len(got), want)
	}
}
