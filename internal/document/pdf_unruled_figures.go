package document

import "slices"

// Figures under one name: a name over several columns ("Tổng mức đầu tư" over the whole and its parts) may be all that the header
// tells, or the names below it stand too close. The figures themselves then tell the columns, where they stand above each other.

const (
	figureRows  = 3   // rows whose figures stand above each other, at least, for them to be columns
	figureShare = 0.6 // of the rows that have something in the column
)

// partFigures parts columns in which most rows have the same number of figures, two or more, with white between them all the
// way down.
func (t *unruled) partFigures() {
	if len(t.head) == 0 || len(t.cores) != len(t.zones)+1 {
		return
	}
	for c := len(t.zones); c >= 0; c-- {
		columns := t.figuresIn(c)
		if len(columns) < 2 {
			continue
		}
		var zones [][]box
		for k := 1; k < len(columns); k++ {
			zones = append(zones, []box{{left: columns[k-1].right, right: columns[k].left}})
		}
		if t.divided == nil {
			t.divided = &divided{name: t.cores[c], from: c, to: c + len(columns) - 1, line: len(t.head)}
		} else if t.divided.from > c {
			t.divided.from, t.divided.to = t.divided.from+len(zones), t.divided.to+len(zones)
		}
		t.zones = slices.Insert(t.zones, c, zones...)
		t.cores = slices.Replace(t.cores, c, c+1, columns...)
	}
}

// figuresIn gives where the figures of a column stand, as columns of their own; nil when they are not several, or do not stand
// above each other.
func (t *unruled) figuresIn(column int) []box {
	filled := 0
	byCount := map[int][][]word{}
	for i := range t.body {
		var words []word
		figures := true
		for _, w := range t.body[i].words {
			if t.column(&w) == column {
				words = append(words, w)
				figures = figures && (isFigure(w.text) || w.text == "-")
			}
		}
		if len(words) > 0 {
			filled++
		}
		if figures && len(words) > 1 {
			byCount[len(words)] = append(byCount[len(words)], words)
		}
	}
	for n, rows := range byCount { // one at most has the share
		if len(rows) < figureRows || float64(len(rows)) < figureShare*float64(filled) {
			continue
		}
		columns := make([]box, n)
		for k := range columns {
			columns[k] = rows[0][k].box
			for _, words := range rows[1:] {
				columns[k].left, columns[k].right = min(columns[k].left, words[k].left), max(columns[k].right, words[k].right)
			}
			if k > 0 && columns[k].left-columns[k-1].right < nameGap*t.size {
				return nil
			}
		}
		return columns
	}
	return nil
}
