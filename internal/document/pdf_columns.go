package document

import (
	"cmp"
	"slices"
	"strings"
)

// Tables without lines: letterheads, signatures, lists set with tabs. They show as lines whose gaps stand above each
// other.

// columnRun tells how many of the lines from the first on stand in columns; 0 when they are ordinary text. One line
// with a gap is no table.
func columnRun(lines []textLine) int {
	gaps := gapsOf(&lines[0])
	if len(gaps) == 0 || listLine(lines[0].spans()) {
		return 0
	}
	inColumns, last := 1, 0
	for i := 1; i < len(lines); i++ {
		l := &lines[i]
		if l.baseline-lines[i-1].baseline > 3*max(l.size, lines[i-1].size) {
			break
		}
		own := gapsOf(l)
		if len(own) == 0 {
			if !beside(l, gaps) {
				break
			}
			continue
		}
		shared := overlap(gaps, own)
		if len(shared) == 0 {
			break
		}
		gaps = shared
		inColumns++
		last = i
	}
	if inColumns < 2 {
		return 0
	}
	return last + 1
}

// listLine reports the parts of a line that are the mark of a list and its text, set at a tab.
func listLine(spans []textLine) bool {
	return len(spans) == 2 && len(spans[0].words) == 1 && startsItem(spans[0].text()+" "+spans[1].text())
}

// gapsOf gives the white strips between the columns of a line, as boxes of no height.
func gapsOf(l *textLine) []box {
	spans := l.spans()
	var out []box
	for i := 1; i < len(spans); i++ {
		out = append(out, box{left: spans[i-1].right, right: spans[i].left})
	}
	return out
}

// overlap gives what two lists of strips share, where it is wide enough to be seen.
func overlap(a, b []box) []box {
	var out []box
	for _, x := range a {
		for _, y := range b {
			if s := (box{left: max(x.left, y.left), right: min(x.right, y.right)}); s.right-s.left >= 6 {
				out = append(out, s)
			}
		}
	}
	return out
}

// beside reports a line that lies on one side of a strip.
func beside(l *textLine, gaps []box) bool {
	for _, g := range gaps {
		if l.right <= g.right || l.left >= g.left {
			return true
		}
	}
	return false
}

// columnsOf gives the columns that the parts of lines stand in: where parts overlap they are one column. Parts are
// tried from narrow to wide, so that a heading over two columns joins neither.
func columnsOf(lines []textLine) []box {
	var spans []textLine
	for i := range lines {
		if s := lines[i].spans(); len(s) > 1 {
			spans = append(spans, s...)
		}
	}
	slices.SortStableFunc(spans, func(a, b textLine) int { return cmp.Compare(a.left, b.left) })
	var out []box
	for _, s := range spans {
		if n := len(out); n > 0 && s.left < out[n-1].right {
			out[n-1].right = max(out[n-1].right, s.right)
			continue
		}
		out = append(out, box{left: s.left, right: s.right})
	}
	return out
}

// columnRow is one row of a table without lines.
type columnRow struct {
	cells [][]textLine
	last  *textLine
}

// columnRows sorts lines into rows. A line without a first column that follows close on another goes on with its row.
func columnRows(lines []textLine) ([]columnRow, []box) {
	columns := columnsOf(lines)
	var rows []columnRow
	for i := range lines {
		l := &lines[i]
		row := columnRow{cells: make([][]textLine, len(columns)), last: l}
		for _, s := range l.spans() {
			c := columnAt(columns, s.box)
			row.cells[c] = append(row.cells[c], s)
		}
		if n := len(rows); n > 0 && len(row.cells[0]) == 0 && l.baseline-rows[n-1].last.baseline < 1.8*l.size {
			for c := range row.cells {
				rows[n-1].cells[c] = append(rows[n-1].cells[c], row.cells[c]...)
			}
			rows[n-1].last = l
			continue
		}
		rows = append(rows, row)
	}
	return rows, columns
}

// columnAt gives the column that b overlaps most.
func columnAt(columns []box, b box) int {
	best, most := 0, -1e9
	for i, c := range columns {
		if shared := min(c.right, b.right) - max(c.left, b.left); shared > most {
			best, most = i, shared
		}
	}
	return best
}

// numberedHeading gives the level of a heading by its number, 0 when it has none: chapters and parts first, then Roman
// numerals, then 1, 1.1 and so on, then letters.
func numberedHeading(text string) int {
	first, rest, _ := strings.Cut(text, " ")
	if rest == "" {
		return 0
	}
	switch strings.ToLower(first) {
	case "phần", "chương", "phụ":
		return 1
	case "mục", "điều":
		return 2
	}
	if !isNumberMark(first) && !isNumberMark(first+".") {
		return 0
	}
	body := strings.Trim(first, "().:/")
	switch {
	case strings.Trim(body, "IVXLC") == "":
		return 1
	case body[0] >= '0' && body[0] <= '9':
		return min(2+strings.Count(body, "."), 9)
	}
	return 5
}
