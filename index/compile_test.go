package index

import "testing"

func BenchmarkCompile(b *testing.B) {
	ix := built(b, embedded(b))
	b.ReportAllocs()
	for b.Loop() {
		if err := ix.compile(); err != nil {
			b.Fatal(err)
		}
	}
}
