package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/engine"
)

func TestClusteringIsKept(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	first := keepRun(t, s, Run{Command: "batch"}, nil, titled("a"), titled("b"))
	second := keepRun(t, s, Run{Command: "batch"}, nil, titled("c"))
	want := []Clustering{
		{Run: first, Items: []int{1, 2}, Prints: []engine.Fingerprint{{}, {3, 1 << 63}},
			Standing: engine.Standing{Leader: []int32{0, 1}, Stands: []bool{false, true}, Common: 1<<64 - 1}},
		{Run: second, After: first, Items: []int{1}, Prints: []engine.Fingerprint{{3, 1 << 63}},
			Standing: engine.Standing{Leader: []int32{0, 1, 1}, Stands: []bool{false, true, false}, Near: [][2]int32{{0, 1}}}},
	}
	for _, c := range append(want, want[0]) {
		if err := s.KeepClustering(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range want {
		got, err := s.Clustering(ctx, w.Run)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&w, got); diff != "" {
			t.Errorf("run %d (-kept +read):\n%s", w.Run, diff)
		}
	}
	var rows int
	if err := s.db.QueryRow(`SELECT count(*) FROM clustering`).Scan(&rows); err != nil || rows != 2 {
		t.Errorf("%d rows, %v; what is kept already is not kept again", rows, err)
	}
	third := keepRun(t, s, Run{Command: "batch"}, nil, titled("d"))
	var not *NotClusteredError
	if _, err := s.Clustering(ctx, third); !errors.As(err, &not) {
		t.Errorf("run %d that was not grouped: %v", third, err)
	}
	var unknown *UnknownRunError
	if _, err := s.Clustering(ctx, 99); !errors.As(err, &unknown) {
		t.Errorf("run that does not exist: %v", err)
	}
	if _, err := s.VerifyLog(ctx, ""); err != nil {
		t.Error(err)
	}
}

func TestUnpackPrints(t *testing.T) {
	packed := packPrints([]engine.Fingerprint{{1, 2}, {}, {3}})
	for cut := range packed {
		if _, err := unpackPrints(packed[:cut], 3); err == nil {
			t.Errorf("%d of %d bytes are read without a word", cut, len(packed))
		}
	}
}
