package corpus

import (
	"io/fs"
	"testing"
)

// BenchmarkLoad measures what every start of the program pays for the register.
func BenchmarkLoad(b *testing.B) {
	fsys, err := fs.Sub(dataFiles, "data")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
