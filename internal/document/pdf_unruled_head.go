package document

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/rasoat/rasoat/internal/viet"
)

// columnNames are the words that names of columns begin with, in matching form.
var columnNames = sync.OnceValue(func() []string {
	names := []string{
		"STT", "TT", "số TT", "số thứ tự", "nội dung", "tên", "hạng mục", "danh mục", "khoản mục", "nhiệm vụ", "dự án", "gói thầu", "công việc", "loại",
		"đơn vị", "ĐVT", "cơ quan", "chủ đầu tư", "chủ trì", "phối hợp", "đối tượng", "số lượng", "khối lượng", "SL", "đơn giá", "giá trị", "thành tiền",
		"kinh phí", "chi phí", "dự toán", "tổng", "số tiền", "khái toán", "nguồn", "vốn", "ngân sách", "mức", "thuế", "trước thuế", "sau thuế", "cách tính",
		"thời gian", "tiến độ", "thời hạn", "năm", "giai đoạn", "địa điểm", "mục tiêu", "quy mô", "mô tả", "diễn giải", "chức năng", "tính năng", "phân hệ",
		"thiết bị", "phần mềm", "hệ thống", "dịch vụ", "thông số", "cấu hình", "sản phẩm", "kết quả", "hình thức", "chỉ tiêu", "ký hiệu", "ghi chú", "căn cứ",
		"hàng hóa", "cộng", "NSTW", "NSĐP", "NSNN", "tác nhân", "yêu cầu", "tỷ lệ", "hệ số", "phạm vi", "địa phương", "từ viết tắt",
	}
	for i, s := range names {
		names[i] = viet.Fold(s)
	}
	return names
})

// numberNames are the names of a column that counts the rows.
var numberNames = []string{"stt", "tt", "so tt", "so thu tu", "s tt", "no", "no."}

// namesColumns reports a line whose parts are names of columns.
func namesColumns(l *textLine) bool {
	if len(l.words) < 2 || len(l.words) > 60 {
		return false
	}
	parts := l.parts(headGap)
	if len(parts) < 2 {
		return false
	}
	known := 0
	for i := range parts {
		first := parts[i].words[0].text
		if len(parts[i].words) > nameMost || isFigure(first) || rowMark(first) {
			return false
		}
		if columnName(parts[i].text()) {
			known++
		}
	}
	return known >= 2 && known*2 >= len(parts)
}

// columnName reports a text that begins like the name of a column.
func columnName(s string) bool {
	p := viet.Fold(s)
	return slices.ContainsFunc(columnNames(), func(name string) bool {
		rest, found := strings.CutPrefix(p, name)
		return found && (rest == "" || !isLower(rest[0]))
	})
}

// isLower reports a small letter of ASCII.
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// divided is a name over several columns, whose own names stand below it.
type divided struct {
	name     box
	from, to int // columns
	line     int // where their names stand
}

// divide finds names of columns that stand below one of the names known so far. more are the names with those instead of it; d is
// nil when the line is something else.
func divide(l *textLine, line int, cores []box) (d *divided, more []box) {
	parts := l.parts(headGap)
	if len(parts) < 2 || slices.Contains(numberNames, viet.Fold(parts[0].text())) {
		return nil, nil // no name stands over the column that counts the rows: the line above is that of a wrapped name
	}
	for i := range parts {
		if !columnName(parts[i].text()) && !isYear(parts[i].text()) {
			return nil, nil
		}
	}
	left, right := parts[0].left, parts[len(parts)-1].right
	for k, c := range cores {
		middle := (c.left + c.right) / 2
		if middle < left || middle > right || k > 0 && left < cores[k-1].right || k+1 < len(cores) && right > cores[k+1].left {
			continue
		}
		more = append(more, cores[:k]...)
		for _, p := range parts {
			more = append(more, p.box)
		}
		return &divided{name: c, from: k, to: k + len(parts) - 1, line: line}, append(more, cores[k+1:]...)
	}
	return nil, nil
}

// isYear reports a year.
func isYear(s string) bool {
	return len(s) == 4 && strings.HasPrefix(s, "20") && strings.Trim(s, "0123456789") == ""
}

// headerAround gives the lines of the header around the one it is known by, and where the names of columns stand.
func headerAround(lines []textLine, i int) (from, to int, cores []box, d *divided) {
	seed := &lines[i]
	for _, p := range seed.parts(headGap) {
		cores = append(cores, p.box)
	}
	from, to = i, i+1
	for from > 0 && lines[from].baseline-lines[from-1].baseline <= lineReach*seed.size {
		more, ok := headerLine(&lines[from-1], seed, cores)
		if !ok {
			break
		}
		cores, from = more, from-1
	}
	for to < len(lines) {
		gap := lines[to].baseline - lines[to-1].baseline
		if below, more := divide(&lines[to], to, cores); d == nil && below != nil && gap <= rowReach*seed.size {
			d, cores, to = below, more, to+1
			continue
		}
		if gap > lineReach*seed.size || beginsRow(&lines[to], cores) {
			break
		}
		more, ok := headerLine(&lines[to], seed, cores)
		if !ok {
			break
		}
		cores, to = more, to+1
	}
	return from, to, cores, d
}

// headerLine adds another line of a header to the places of its names. ok is false when it is no line of the header: it looks
// different, or says more than names.
func headerLine(l, seed *textLine, cores []box) (more []box, ok bool) {
	if l.bold() != seed.bold() || !near(l.size, seed.size, 1.5) {
		return nil, false
	}
	more = slices.Clone(cores)
	parts := namesOn(l, cores)
	plain := !seed.bold() && l.baseline > seed.baseline
	for i := range parts {
		p := &parts[i]
		if len(p.words) > nameMost || plain && startsUpper(p.text()) && p.text()[0] != '(' {
			return nil, false // nothing but its beginning parts a row from a plain header
		}
		over := slices.DeleteFunc(slices.Clone(more), func(c box) bool { return c.right <= p.left || c.left >= p.right })
		switch {
		case len(over) == 0:
			more = append(more, p.box)
		case len(over) == 1:
			at := slices.Index(more, over[0])
			more[at].left, more[at].right = min(over[0].left, p.left), max(over[0].right, p.right)
		case len(parts) == 1 && over[0] == more[0]:
			return nil, false // a heading over the table
		case !columnName(p.text()):
			return nil, false
		}
	}
	slices.SortFunc(more, byLeft)
	return more, true
}

// byLeft orders boxes from left to right.
func byLeft(a, b box) int { return cmp.Compare(a.left, b.left) }

// namesOn splits a line of a header into names: at wide gaps, and between columns that are known at the widest gap there is.
func namesOn(l *textLine, cores []box) []textLine {
	var out []textLine
	for _, p := range l.parts(headGap) {
		from := 0
		for k := 2; k < len(cores); k++ { // what is near a number in front is no name
			if p.words[from].left >= cores[k-1].right || p.right <= cores[k].left {
				continue
			}
			at, gap := 0, nameGap*l.size
			for i := from + 1; i < len(p.words); i++ {
				white := box{left: max(p.words[i-1].right, cores[k-1].right), right: min(p.words[i].left, cores[k].left)}
				if white.width() >= gap {
					at, gap = i, white.width()
				}
			}
			if at > 0 {
				out = append(out, lineOf(p.words[from:at], l))
				from = at
			}
		}
		out = append(out, lineOf(p.words[from:], l))
	}
	return out
}

// lineOf gives a part of a line as a line.
func lineOf(words []word, l *textLine) textLine {
	part := textLine{box: words[0].box, words: words, baseline: l.baseline, size: l.size, page: l.page}
	for _, w := range words[1:] {
		part.box = part.with(w.box)
	}
	return part
}

// beginsRow reports a line that is the first row under a header: it begins with a number under the first name, or ends with one
// under the last.
func beginsRow(l *textLine, cores []box) bool {
	first, last := l.words[0], l.words[len(l.words)-1]
	return len(l.words) > 1 && len(cores) > 1 && (first.right < cores[1].left && rowMark(first.text) || last.left > cores[len(cores)-2].right && isFigure(last.text))
}

// rowMark reports what numbers a row: "1", "2.1", "IV", "A", "a)", "-".
func rowMark(s string) bool {
	return isNumberMark(s) || isNumberMark(s+".") || s == "-" || s == "+" || len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z'
}

// isFigure reports an amount or a number: digits with what groups them.
func isFigure(s string) bool {
	s = strings.Trim(s, "()%-–")
	return s != "" && strings.Trim(s, "0123456789.,") == "" && s[0] >= '0' && s[0] <= '9'
}
