package store

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rasoat/rasoat/corpus"
)

// An excerpt holds of the register what was asked for, and a list is known by its hash without reading the register: as
// shipped, with facts on record, and as imported.
func TestExcerpt(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t, filepath.Join(t.TempDir(), "r.db"), Options{})
	first := registerForTest(t, s)
	platform := first.Lists[0].Entries[0].Platform
	if _, err := s.RecordFacts(ctx, platform, []corpus.Fact{{Kind: corpus.FactState, Value: "operating", From: "2026-07-01", Source: "1/CV"}}); err != nil {
		t.Fatal(err)
	}
	head, rows, decisions := listOf("9-2026", 3)
	apply(t, s, head, rows, decisions)
	reg := registerForTest(t, s)
	for _, id := range append(reg.ListIDs(), corpus.AnyList) {
		if same, err := s.ListIs(ctx, id, reg.ListHash(id)); !same || err != nil {
			t.Errorf("list %q is not known by its hash: %v", id, err)
		}
		if same, err := s.ListIs(ctx, id, hashOf(nil)); same || err != nil {
			t.Errorf("list %q is known by a hash it does not have: %v", id, err)
		}
	}
	err := s.read(ctx, func(q querier) error { // and known by what is kept of it as it is
		for _, id := range reg.ListIDs() {
			l, err := readList(ctx, q, id)
			if err != nil {
				return err
			}
			if hash, err := l.hash(ctx, q); err != nil || hash != reg.ListHash(id) {
				t.Errorf("hash of list %q as it is kept: %q, %v; want %q", id, hash, err, reg.ListHash(id))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	l := reg.Lists[0]
	if now, was := reg.ListHash(l.ID), first.ListHash(l.ID); now == was {
		t.Errorf("a fact left the hash of list %q as it was", l.ID)
	}
	got, err := s.Excerpt(ctx, Excerpt{List: l.ID, Platforms: []corpus.ID{platform, "none", reg.Platforms[0].ID, platform}, Functions: []corpus.FunctionCode{reg.Functions[1].Code, "Z99"}})
	if err != nil {
		t.Fatal(err)
	}
	want := corpus.Register{Lists: []corpus.List{l}, Agencies: reg.Agencies, Functions: reg.Functions[1:2], Platforms: reg.Platforms[:1]}
	if p, ok := reg.Platform(platform); ok && platform != reg.Platforms[0].ID {
		want.Platforms = []corpus.Platform{reg.Platforms[0], *p}
	}
	if diff := cmp.Diff(&want, got, cmpopts.IgnoreUnexported(corpus.Register{})); diff != "" {
		t.Error(diff)
	}
	if a, ok := got.Agency("Bộ CA"); !ok || a.Name != "Bộ Công an" {
		t.Errorf("agency by another name: %+v, %v", a, ok)
	}
	if all, err := s.Excerpt(ctx, Excerpt{List: corpus.AnyList}); err != nil || !cmp.Equal(all.Platforms, reg.Platforms) {
		t.Errorf("not every platform: %v", err)
	}
}

func registerForTest(t *testing.T, s *Store) *corpus.Register {
	t.Helper()
	reg, err := s.Register(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return reg
}
