package viet_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/rasoat/rasoat/internal/viet"
)

// proposal is a proposal of about 3.5 kB, as people type them.
func proposal(tb testing.TB) string {
	tb.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "text", "proposal.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(raw)
}

// BenchmarkNormalize compares the pass of this package, which yields keys, folded forms, offsets, kinds and breaks,
// with the usual way to get comparable words alone.
func BenchmarkNormalize(b *testing.B) {
	s := proposal(b)
	var ours time.Duration
	b.Run("viet", func(b *testing.B) {
		var t viet.Text
		t.Reset(s)
		b.SetBytes(int64(len(s)))
		b.ReportAllocs()
		for b.Loop() {
			t.Reset(s)
		}
		ours = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("viet-nfd", func(b *testing.B) {
		var t viet.Text
		decomposed := norm.NFD.String(s)
		t.Reset(decomposed)
		b.SetBytes(int64(len(decomposed)))
		b.ReportAllocs()
		for b.Loop() {
			t.Reset(decomposed)
		}
	})
	b.Run("peer", func(b *testing.B) {
		b.SetBytes(int64(len(s)))
		b.ReportAllocs()
		words := 0
		for b.Loop() {
			words += len(strings.FieldsFunc(strings.ToLower(norm.NFC.String(s)), notWord))
		}
		if ours > 0 {
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(ours), "x-slower-than-viet")
		}
	})
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func BenchmarkDecode(b *testing.B) {
	s := proposal(b)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		viet.Decode(s)
	}
}
