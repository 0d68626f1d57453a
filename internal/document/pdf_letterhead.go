package document

import (
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/internal/viet"
)

// An administrative document begins with two columns: who issues it and its number, and the name and motto of the state with
// place and date. Read line by line they would mix.

const (
	headReach   = 3.2 // baselines of a letterhead are no further apart, in font sizes: a line may be left empty
	headMost    = 14  // lines of a letterhead
	centreShare = 0.15
)

// nameOfState is how the right column of a letterhead begins, in matching form.
var nameOfState = []string{"cong", "hoa", "xa", "hoi"}

// letterheadAt gives the letterhead that begins with a line, nil when none does: the line has the name of the state behind the
// name of an authority.
func letterheadAt(lines []textLine, i int) *unruled {
	l := &lines[i]
	k := stateAt(l)
	if k < 1 {
		return nil
	}
	t := &unruled{size: l.size}
	t.between([]box{{left: l.left, right: l.words[k-1].right}, {left: l.words[k].left, right: l.right}})
	if t.crosses(l) > 0 {
		return nil
	}
	end, date := i+1, []word(nil)
	right := box{left: l.words[k].left, right: l.right}
	for end < len(lines) && end-i < headMost && lines[end].baseline-lines[end-1].baseline <= headReach*t.size && t.crosses(&lines[end]) == 0 {
		next := &lines[end]
		if part := t.rightOf(next); len(part) > 0 {
			own := box{left: part[0].left, right: part[len(part)-1].right}
			under := near(own.left+own.right, right.left+right.right, 2*centreShare*right.width()) || near(own.left, right.left, 0.3*t.size) || near(own.right, right.right, t.size)
			if !under || date != nil && !yearBelow(date, part) {
				break // the title, in the middle of the page
			}
			if date != nil || isDateLine(part) {
				date = part
			}
		} else if date != nil && next.baseline-lines[end-1].baseline > lineReach*t.size {
			break
		}
		t.narrow(next)
		end++
	}
	t.body, t.next = lines[i:end], end
	return t
}

// stateAt gives the index of the word with which the name of the state begins, -1 when a line has none.
func stateAt(l *textLine) int {
	for k := 0; k+len(nameOfState) <= len(l.words); k++ {
		if !strings.HasPrefix(l.words[k].text, "C") {
			continue
		}
		if slices.EqualFunc(l.words[k:k+len(nameOfState)], nameOfState, func(w word, s string) bool { return viet.Fold(w.text) == s }) {
			return k
		}
	}
	return -1
}

// rightOf gives the words of a line right of the first strip.
func (t *unruled) rightOf(l *textLine) []word {
	for k := range l.words {
		if t.column(&l.words[k]) > 0 {
			return l.words[k:]
		}
	}
	return nil
}

// isDateLine reports place and date: "Sơn La, ngày ... tháng ... năm 2026".
func isDateLine(words []word) bool {
	text := viet.Fold(wordsText(words))
	day, month := strings.Index(text, "ngay "), strings.Index(text, "thang ")
	return day >= 0 && month > day && strings.Contains(text[month:], "nam")
}

// yearBelow reports the year of a date whose line had no room for it.
func yearBelow(date, words []word) bool {
	year := words[0].text
	return len(words) == 1 && len(year) == 4 && isFigure(year) && viet.Fold(date[len(date)-1].text) == "nam"
}

// letterhead gives a letterhead as one row of two cells.
func (t *unruled) letterhead() *ruledGrid {
	var row []rowLine
	for _, l := range t.body {
		row = append(row, t.split(l))
	}
	g := t.build([][]rowLine{row})
	g.strips, g.unsure = nil, false // no table that goes on
	for i := range g.cells {
		g.cells[i].apart = true
	}
	return g
}

// joinApart puts lines together that were ended on purpose. A single word under the longest line is the rest of that line.
func joinApart(lines []textLine) string {
	longest := 0.0
	for i := range lines {
		longest = max(longest, lines[i].width())
	}
	var sb strings.Builder
	for i := range lines {
		l := &lines[i]
		if i > 0 {
			prev := &lines[i-1]
			end := "\n"
			if !startsUpper(l.text()) || len(l.words) == 1 && prev.width() == longest && l.words[0].sameWeight(&prev.words[0]) && isLetters(l.text()) || yearBelow(prev.words, l.words) {
				end = " " // the rest of the line above
			}
			sb.WriteString(end)
		}
		sb.WriteString(l.text())
	}
	return sb.String()
}

// isLetters reports a text of letters only.
func isLetters(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}
