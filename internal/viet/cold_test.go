package viet

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkNormalizeUnknownWords measures the general road: no word of the text is ever found in the memo.
func BenchmarkNormalizeUnknownWords(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "text", "proposal.txt"))
	if err != nil {
		b.Fatal(err)
	}
	for i := range memo {
		memo[i].Store(&wordForm{}) // full, so that nothing is learnt
	}
	defer forget()
	s := string(raw)
	var t Text
	t.Reset(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		t.Reset(s)
	}
}
