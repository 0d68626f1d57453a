package intake

import "strings"

// numberOrder is how the numbers of a table enclose one another where tables differ in it.
type numberOrder struct {
	romanFirst bool // I encloses A
	letters    bool // a encloses 1, 2
	parens     int  // level of (1), 0 where it is that of 1
}

// numberOrder reads the order off the number column. A 1 directly below a letter begins a list inside it; (1) beside bare
// numbers is a list of its own, outside that of the numbers when it comes first.
func (t *table) numberOrder(noCol int) numberOrder {
	var o numberOrder
	if noCol < 0 {
		return o
	}
	var last number
	upper, bare, paren := false, false, false
	for _, b := range t.rows {
		c := at(b, noCol)
		if c == nil || c.Covered || isColumnNumbers(b) {
			continue
		}
		no := rowNumber(c)
		n := classify(strings.Trim(no, " .)(/"))
		switch n.rank {
		case rankUpper:
			upper = true
		case rankRoman:
			o.romanFirst = o.romanFirst || !upper
		case rankArabic:
			if strings.HasPrefix(no, "(") {
				if paren = true; !bare {
					o.parens = rankArabic - 2
				}
				break
			}
			bare = true
			o.letters = o.letters || last.rank == rankLetter && strings.TrimLeft(n.label, "0") == "1"
		}
		last = n
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
