package intake

import (
	"github.com/rasoat/rasoat/internal/document"
)

// findParts takes a second column of names for that of the parts of projects where the names of projects are merged over
// the rows of their parts, or left out below the first.
func (t *table) findParts() {
	name := t.col(roleName)
	if t.kind != itemTable || name < 0 {
		return
	}
	for i := name + 1; i < len(t.cols); i++ {
		if t.cols[i].role != roleContent || nameScore(t.cols[i].leaf) < 3 {
			continue
		}
		if t.holdsParts(i) {
			t.partCol, t.partCost = i, t.partMoney()
			return
		}
	}
}

// holdsParts tells whether a column names parts: it goes on below names of projects, with amounts or with what names a thing.
func (t *table) holdsParts(col int) bool {
	found := false
	for k := 1; k < len(t.rows); k++ {
		b := t.rows[k]
		if !t.goesOnParts(b, col) {
			continue
		}
		if v, _ := t.money(b); v == nil && !itemLike(plain(clip(textAt(b, col), plainMost))) {
			return false
		}
		found = found || t.beginsParts(t.rows[k-1], col)
	}
	return found
}

// beginsParts tells whether a row names a project and a part of it.
func (t *table) beginsParts(b *document.Block, col int) bool {
	c := at(b, t.col(roleName))
	return c != nil && !c.Covered && textAt(b, t.col(roleName)) != "" && textAt(b, col) != ""
}

// goesOnParts tells whether a row names only a part: the name of the project is covered from above, or it and the number are
// left out.
func (t *table) goesOnParts(b *document.Block, col int) bool {
	c := at(b, t.col(roleName))
	if textAt(b, col) == "" || at(b, col).Covered {
		return false
	}
	return c == nil || c.Covered && !coveredFromLeft(b, c) || textAt(b, t.col(roleName)) == "" && textAt(b, t.col(roleNo)) == ""
}

// spans takes in a row below which the name of the one above is merged, and that names no part: what it says more of content
// and money belongs to the row above.
func (s *sheet) spans(r *row) bool {
	t := s.table
	c := at(r.block, t.col(roleName))
	if len(s.all) == 0 || c == nil || !c.Covered || r.name == "" || coveredFromLeft(r.block, c) || r.num.ok() && !at(r.block, t.col(roleNo)).Covered {
		return false
	}
	last := s.all[len(s.all)-1]
	if last.name != r.name {
		return false
	}
	if own := at(r.block, t.col(roleContent)); own != nil && !own.Covered && oneLine(own.Text) != "" {
		last.parts = append(last.parts, oneLine(own.Text))
	}
	if own := at(r.block, t.col(roleMoney)); r.money != nil && own != nil && !own.Covered {
		sum := *r.money
		if last.money != nil {
			sum += *last.money
		}
		last.money = &sum
	}
	return true
}

// placeParts takes in a row of a project that names a part of it, next being the row after. It reports false for any other row.
func (s *sheet) placeParts(r *row, next *document.Block, order numberOrder) bool {
	t := s.table
	if t.partCol == 0 {
		return false
	}
	if t.goesOnParts(r.block, t.partCol) && len(s.all) > 0 {
		s.place(s.part(r), order)
		return true
	}
	if next == nil || !t.beginsParts(r.block, t.partCol) || !t.goesOnParts(next, t.partCol) {
		return false
	}
	part := s.part(r)
	if c := at(r.block, t.col(roleMoney)); c == nil || c.RowSpan < 2 && t.partCost == t.col(roleMoney) {
		r.money = nil // that of the first part
	}
	s.place(r, order)
	s.place(part, order)
	return true
}

// part makes a row of the part that a row names.
func (s *sheet) part(r *row) *row {
	t := s.table
	p := &row{block: r.block, name: textAt(r.block, t.partCol), part: true}
	p.plain = plain(clip(p.name, plainMost))
	if col := t.partCost; col >= 0 {
		if c := at(r.block, col); c != nil && !c.Covered && c.RowSpan < 2 {
			p.money, p.badMoney = t.amountAt(r.block, col)
		}
	}
	return p
}

// partMoney finds the column of the amounts of parts: that of the rows, or another where those are merged over all parts.
func (t *table) partMoney() int {
	main := t.col(roleMoney)
	merged := func(col int) bool {
		for _, b := range t.rows {
			if c := at(b, col); c != nil && (c.RowSpan > 1 || c.Covered) {
				return true
			}
		}
		return false
	}
	if main < 0 || !merged(main) {
		return main
	}
	for i := range t.cols {
		if i != main && t.cols[i].role == roleMoney && !merged(i) {
			return i
		}
	}
	return main
}
