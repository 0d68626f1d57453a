package document

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"
)

// planWorkbook makes a plan of n rows with the sheet library.
func planWorkbook(tb testing.TB, n int) []byte {
	tb.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	for r := 1; r <= n; r++ {
		cell := fmt.Sprintf("A%d", r)
		row := []any{r, fmt.Sprintf("Xây dựng hệ thống thông tin quản lý số %d của tỉnh", r), "Sở Khoa học và Công nghệ", "2026-2027", 3150 + r, 1200.5, "Mở mới", "Ghi chú"}
		if err := w.SetRow(cell, row); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}

// Reading a plan of 10,000 rows into blocks, against the row stream of the sheet library alone.
func BenchmarkXLSX10k(b *testing.B) {
	data := planWorkbook(b, 10_000)
	b.Run("blocks", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			readMade(b, "a.xlsx", data)
		}
	})
	b.Run("excelize-rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// Each sample, whole: what the reading of one file costs.
func BenchmarkSamples(b *testing.B) {
	for name, data := range samples(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(b.Context(), name, data, pdfLimits(b)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
