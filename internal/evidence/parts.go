package evidence

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// profile identifies the form of a bundle; bag-info.txt names it.
const profile = "rasoat.evidence/1"

// The parts of a bundle, each a folder of the payload. Their numbers are those of the evidence file (hồ sơ chứng cứ).
const (
	partInputs       = 1  // tệp đề xuất như đã nhận
	partText         = 2  // nội dung đã đọc
	partList         = 3  // danh mục, nền tảng tại ngày đối chiếu
	partRules        = 4  // quy tắc, từ ngữ, trọng số
	partFacets       = 5  // khía cạnh, trích dẫn
	partRulePath     = 6  // quy tắc đã áp dụng, nền tảng đã xem xét
	partActions      = 7  // việc người dùng đã làm
	partExplanations = 8  // giải trình của đơn vị
	partTimeline     = 9  // mốc thời gian
	partLog          = 10 // nhật ký
	partAnnex        = 11 // phụ lục để in
)

// folders are the folders of the parts, by number.
var folders = [...]string{
	partInputs: "data/01-inputs/", partText: "data/02-text/", partList: "data/03-list/", partRules: "data/04-rules/",
	partFacets: "data/05-facets/", partRulePath: "data/06-rule-path/", partActions: "data/07-actions/",
	partExplanations: "data/08-explanations/", partTimeline: "data/09-timeline/", partLog: "data/10-log/", partAnnex: "data/11-annex/",
}

// partOf returns the number of the part that a file belongs to, 0 for the frame of the bundle.
func partOf(file string) int {
	for n := partInputs; n < len(folders); n++ {
		if strings.HasPrefix(file, folders[n]) {
			return n
		}
	}
	return 0
}

// lines writes values as JSON Lines.
func lines[T any](rows []T) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i := range rows {
		if err := enc.Encode(&rows[i]); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// readLines reads JSON Lines; the error names the line.
func readLines[T any](data []byte) ([]T, error) {
	var rows []T
	err := eachLine(data, func(line []byte) error {
		var row T
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// eachLine yields the lines of a text; an error names the line.
func eachLine(data []byte, yield func(line []byte) error) error {
	for n := 1; len(data) > 0; n++ {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		if err := yield(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// pretty writes a value as indented JSON, for files that people open.
func pretty(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// packing is a compressed file of a bundle that is written piece by piece. The header carries neither name nor date, so that
// the bytes depend on nothing but what is written.
type packing struct {
	*gzip.Writer
	out bytes.Buffer
}

func newPacking() (*packing, error) {
	p := &packing{}
	var err error
	p.Writer, err = gzip.NewWriterLevel(&p.out, gzip.BestSpeed)
	return p, err
}

// bytes ends the file.
func (p *packing) bytes() ([]byte, error) {
	err := p.Close()
	return p.out.Bytes(), err
}

// packed compresses a file of a bundle.
func packed(data []byte) ([]byte, error) {
	p, err := newPacking()
	if err != nil {
		return nil, err
	}
	if _, err := p.Write(data); err != nil {
		return nil, err
	}
	return p.bytes()
}

// Bounds of what compressed files of a bundle hold, in bytes: one that is read line by line, and what is held in memory at
// once, a text or a line. Limits of package document keep texts far below.
const (
	unpackedLimit = 2 << 30
	heldLimit     = 512 << 20
)

// errUnpacked says that a compressed file is no evidence: it is made to fill the memory.
var errUnpacked = errors.New("it holds more than a bundle can")

// unpacked reads a compressed file that holds no more than most bytes.
func unpacked(data []byte, most int64) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(out)) > most {
		err = errUnpacked
	}
	return out, err
}

// unpackedLines reads compressed JSON Lines one by one; the error names the line. A line is good until the next one.
func unpackedLines(data []byte, yield func(line []byte) error) error {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	limited := &io.LimitedReader{R: r, N: unpackedLimit + 1}
	in := bufio.NewScanner(limited)
	in.Buffer(nil, heldLimit)
	n := 1
	for ; in.Scan(); n++ {
		if err := yield(in.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	switch err := in.Err(); {
	case limited.N == 0 || errors.Is(err, bufio.ErrTooLong):
		return errUnpacked
	case err != nil:
		return fmt.Errorf("line %d: %w", n, err)
	}
	return nil
}
