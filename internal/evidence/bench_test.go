package evidence

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// cpu is the processor time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkThousandItems exports and verifies a bundle of 1,000 proposals, the labelled ones over and over, with every
// result made again. Processor time is what counts: 20 s are asked for.
func BenchmarkThousandItems(b *testing.B) {
	labelled, err := os.ReadFile("../../testdata/eval/proposals_dev.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	var text bytes.Buffer
	for n := 0; n < 1000; {
		for line := range bytes.Lines(labelled) {
			if n++; n <= 1000 {
				text.Write(line)
			}
		}
	}
	dir, err := filepath.Abs(samples)
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "thousand.jsonl")
	if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
		b.Fatal(err)
	}
	name, err := filepath.Rel(dir, path)
	if err != nil {
		b.Fatal(err)
	}
	src := sourceOf(b, name)
	for b.Loop() {
		began := cpu()
		bundle := exported(b, src, Seal{})
		exported := cpu()
		c := verified(b, bundle, Options{Recompute: true})
		verified := cpu()
		if !c.Fits() {
			b.Fatalf("%+v", c.Misfits[:min(3, len(c.Misfits))])
		}
		b.ReportMetric((exported - began).Seconds(), "export-cpu-s")
		b.ReportMetric((verified - exported).Seconds(), "verify-cpu-s")
		b.ReportMetric(float64(len(bundle)), "bytes")
		b.ReportMetric(float64(len(src.Hashes)), "items")
	}
}
