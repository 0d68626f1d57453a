package store

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// The database of the benchmark: so many proposals of four components each.
const (
	benchItems      = 250_000
	benchComponents = 4
	benchAtOnce     = 500
)

// judged gives results of the engine for made-up proposals, with every candidate that was considered. Proposals differ
// in name, money, place and year; their parts are drawn from the jobs below.
func judged(tb testing.TB, n int) []engine.Result {
	tb.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	view, err := reg.AsOf("2026-11-24", "1132-2026")
	if err != nil {
		tb.Fatal(err)
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer ix.Close()
	judge, err := engine.New(view, ix, engine.Options{Below: true})
	if err != nil {
		tb.Fatal(err)
	}
	jobs := []string{"quản lý hồ sơ cán bộ, công chức", "giám sát an toàn thông tin", "số hóa hồ sơ lưu trữ", "quản lý giá đất",
		"điều hành giao thông thông minh", "quản lý khám chữa bệnh từ xa", "quản lý vườn ươm cây rừng"}
	places := []string{"Phú Thọ", "Gia Lai", "Quảng Trị", "Cà Mau", "Sơn La"}
	var out []engine.Result
	for i := range n {
		p := engine.Proposal{Title: fmt.Sprintf("Dự án chuyển đổi số giai đoạn %d", i), Province: places[i%len(places)], Date: fmt.Sprint(2020 + i%7)}
		for k := range benchComponents {
			money := int64(1+(i+k)%900) * 1e6
			p.Components = append(p.Components, engine.Component{Name: fmt.Sprintf("Xây dựng phần mềm %s số %d", jobs[(i+k*3)%len(jobs)], i),
				Action: engine.Build, Money: &money})
		}
		out = append(out, judge.Check(p, engine.Document{}))
	}
	return out
}

// filled makes a database with a run of benchItems items.
func filled(b *testing.B) *Store {
	b.Helper()
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(b.TempDir(), "r.db"), Options{Now: nowForTest})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() }) // it is thrown away
	run, err := s.BeginRun(ctx, Run{Command: "batch", List: "1132-2026"})
	if err != nil {
		b.Fatal(err)
	}
	kinds := judged(b, benchAtOnce)
	for n := 0; n < benchItems; n += benchAtOnce {
		for i := range kinds {
			kinds[i].Proposal.Title = fmt.Sprintf("Dự án chuyển đổi số giai đoạn %d", n+i)
		}
		if err := s.AddItems(ctx, run, n, kinds); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// cpu is the time the process has spent computing.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkMillion measures a database of a million component results: filling it, one item with all that was
// considered, the run it stands in, counts by verdict, province and year, and the walk of the log with all rows.
func BenchmarkMillion(b *testing.B) {
	ctx := context.Background()
	began := cpu(b)
	s := filled(b)
	b.Logf("filled with %d items of %d components in %s of CPU time", benchItems, benchComponents, (cpu(b) - began).Round(time.Second))
	b.Run("Item", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Item(ctx, 1, 1+i*7919%benchItems); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Run", func(b *testing.B) {
		for b.Loop() {
			if r, err := s.Run(ctx, 1); err != nil || r.Items != benchItems {
				b.Fatal(r, err)
			}
		}
	})
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			again, err := Open(ctx, s.Path(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			if err := again.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Count", func(b *testing.B) {
		for b.Loop() {
			var groups int
			if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT verdict, province, year, count(*), sum(money) FROM component
				GROUP BY verdict, province, year)`).Scan(&groups); err != nil || groups == 0 {
				b.Fatal(groups, err)
			}
		}
	})
	b.Run("AddItem", func(b *testing.B) {
		one := judged(b, 1)
		r, err := s.Run(ctx, 1)
		if err != nil {
			b.Fatal(err)
		}
		for n := r.Items; b.Loop(); n++ {
			if err := s.AddItems(ctx, 1, n, one); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("VerifyLog", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.VerifyLog(ctx, ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
