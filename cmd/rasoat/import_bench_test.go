//go:build unix

package main

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/identity"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/store"
)

// cpu is the processor time that this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// importDocument is all of an import beyond reading the workbook: understanding the rows, matching them to known platforms,
// the check of the whole register, and the transaction.
func importDocument(b *testing.B, s *store.Store, doc *document.Document) {
	ctx := context.Background()
	reg, basis, err := s.RegisterAt(ctx)
	if err != nil {
		b.Fatal(err)
	}
	read, err := intake.List(doc, reg, intake.ListOptions{})
	if err != nil || len(read.Faults) > 0 {
		b.Fatal(err, read.Faults)
	}
	head := corpus.List{ID: "big", Document: "9/QĐ-TTg", Issuer: "TTg", Date: "2026-10-01", Kind: corpus.Announcement, Completeness: corpus.Complete,
		AnnouncedTotal: len(read.Rows), CountsByOwner: map[corpus.AgencyCode]int{}, SourceURLs: []string{}}
	m := identity.New(reg, head.Date)
	decisions, err := m.Decide(read.Rows)
	if err != nil {
		b.Fatal(err)
	}
	if err := m.Close(); err != nil {
		b.Fatal(err)
	}
	rev, err := reg.Revise(head, read.Rows, decisions, corpus.Record{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := reg.With(rev); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Apply(ctx, rev, &store.Source{Name: "big.csv"}, basis); err != nil {
		b.Fatal(err)
	}
}

// bigList is a list of 10,000 rows, read.
func bigList(b *testing.B, l listWords) *document.Document {
	file := filepath.Join(b.TempDir(), "big.csv")
	writeList(b, file, 10_000, l)
	data, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	doc, err := document.Read(context.Background(), file, data, document.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	return doc
}

// BenchmarkImport10000 imports a list of 10,000 rows whose workbook is read already: "new" into a database that knows none
// of them, "again" into one that knows all, "renamed" into one that knows 10,000 platforms with other names, so that every
// row is compared with them. The metric is processor time of all threads.
func BenchmarkImport10000(b *testing.B) {
	doc, other := bigList(b, listWords{name: followed}), bigList(b, listWords{name: "Nền tảng giám sát phương tiện"})
	for name, before := range map[string]*document.Document{"new": nil, "again": doc, "renamed": other} {
		b.Run(name, func(b *testing.B) {
			var used time.Duration
			for range b.N {
				b.StopTimer()
				s, err := store.Open(context.Background(), filepath.Join(b.TempDir(), "r.db"), store.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if before != nil {
					importDocument(b, s, before)
				}
				began := cpu(b)
				b.StartTimer()
				importDocument(b, s, doc)
				b.StopTimer()
				used += cpu(b) - began
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// BenchmarkIndex10000 rebuilds the index of a register with 10,000 platforms more, in memory.
func BenchmarkIndex10000(b *testing.B) {
	doc := bigList(b, listWords{name: followed})
	s, err := store.Open(context.Background(), filepath.Join(b.TempDir(), "r.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	importDocument(b, s, doc)
	reg, err := s.Register(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	began := cpu(b)
	for b.Loop() {
		ix, err := index.Build(reg, index.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpu(b)-began).Seconds()/float64(b.N), "cpu-s/op")
}
