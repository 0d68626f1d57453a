package intake

import (
	"strconv"
	"strings"
)

// numberOrder is how the numbers of a table enclose one another where tables differ in it.
type numberOrder struct {
	romanFirst bool // I encloses A
	letters    bool // a encloses 1, 2
	parens     int  // level of (1), 0 where it is that of 1
}

// orderOf reads the order off the number column. A 1 directly below a letter begins a list inside it; (1) beside bare
// numbers is a list of its own, outside that of the numbers when it comes first.
func (t *table) orderOf(rows []*row) numberOrder {
	var o numberOrder
	if !t.has(roleNo) {
		return o
	}
	var last number
	upper, bare, paren := false, false, false
	for _, r := range rows {
		if r.no == "" || isColumnNumbers(r.block) {
			continue
		}
		switch r.num.rank {
		case rankUpper:
			upper = true
		case rankRoman:
			o.romanFirst = o.romanFirst || !upper
		case rankArabic:
			if strings.HasPrefix(r.no, "(") {
				if paren = true; !bare {
					o.parens = rankArabic - 2
				}
				break
			}
			bare = true
			o.letters = o.letters || last.rank == rankLetter && strings.TrimLeft(r.num.label, "0") == "1"
		}
		last = r.num
	}
	switch {
	case !bare || !paren:
		o.parens = 0
	case o.parens == 0:
		o.parens = rankLetter
	}
	return o
}

// level ranks a row that has a number.
func (o numberOrder) level(r *row) int {
	switch {
	case r.num.rank == rankUpper && o.romanFirst:
		return rankRoman + 1
	case r.num.rank == rankLetter && o.letters:
		return rankArabic - 1
	case r.num.rank == rankArabic && o.parens != 0 && strings.HasPrefix(r.no, "("):
		return o.parens
	}
	return r.num.rank
}

// countOn takes numbers past those that are numberings by themselves for numberings where they go on from the rows above, or
// from one another when a table begins with them.
func countOn(rows []*row) {
	var counted []*row
	var counts []int
	for _, r := range rows {
		if n, err := strconv.Atoi(strings.Trim(r.no, " .)(")); err == nil {
			counted, counts = append(counted, r), append(counts, n)
		}
	}
	last := 0
	for i, r := range counted {
		n := counts[i]
		if !r.num.ok() && (goesOn(last, n) || last == 0 && i+1 < len(counts) && goesOn(n, counts[i+1])) {
			r.num = number{rank: rankArabic, label: strconv.Itoa(n), depth: 1}
		}
		if r.num.ok() {
			last = n
		}
	}
}

// mostSkipped is how many numbers a list may leave out, as one does from which rows were taken.
const mostSkipped = 20

// goesOn tells whether a list may go on with n after a number.
func goesOn(last, n int) bool { return n > last && n-last <= mostSkipped }
