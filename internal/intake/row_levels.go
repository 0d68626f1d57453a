package intake

import "strings"

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
