package intake

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// stated is an amount the document gives for the whole, with how finely it is written.
type stated struct {
	vnd  int64
	step int64 // đồng of its last written digit: 7,3238 tỷ is written to 100 000 đồng
	rank int   // lower is surer
}

// total finds the money of the whole: the labelled amount, made exact by the table that states it, or the total row.
func (d *dossier) total() *int64 {
	label := d.labelledTotal()
	table := d.tableTotals()
	switch {
	case label == nil && len(table) == 0:
		return nil
	case label == nil:
		return bestTotal(table)
	}
	for _, v := range table {
		if diff := v - label.vnd; diff != 0 && abs(diff) <= label.step {
			return &v
		}
	}
	return &label.vnd
}

// labelledTotal reads "Tổng mức đầu tư: 72.460 triệu đồng" and the like; among several the most exact of the surest.
func (d *dossier) labelledTotal() *stated {
	var best *stated
	for _, f := range d.fields {
		rank := totalRank(f)
		if rank == 0 {
			continue
		}
		amounts := slices.DeleteFunc(viet.Amounts(clip(f.value, 300)), func(a viet.Amount) bool { return a.VND < leastAmount }) // a unit: "ĐVT: 1.000 đồng"
		if len(amounts) == 0 || plainAmountBefore(f.value, amounts[0].Start) > 8 {
			continue
		}
		if of := sumOf(f.value, amounts); of.vnd == nil {
			d.noteSpan(of.words, f.section)
			continue
		}
		s := &stated{vnd: amounts[0].VND, rank: rank}
		s.step = stepOf(f.value[amounts[0].Start:amounts[0].End], s.vnd)
		if best == nil || s.rank < best.rank || s.rank == best.rank && s.step < best.step && abs(s.vnd-best.vnd) <= best.step {
			best = s
		}
	}
	if best == nil {
		best = d.proseTotal()
	}
	if best == nil {
		best = d.sumStated()
	}
	return best
}

// sumStated finds a total that stands below the last of several things, as if it were said of that one: it is the sum of all.
func (d *dossier) sumStated() *stated {
	sum := int64(0)
	for _, it := range d.items {
		if it.money != nil {
			sum += *it.money
		}
	}
	for _, f := range d.fields {
		if !f.item || len(d.items) < 2 || totalLabels.within(f.label) == "" || f.value == "" {
			continue
		}
		if a := viet.Amounts(clip(f.value, 300)); len(a) > 0 && a[0].VND == sum {
			return &stated{vnd: sum, rank: 3, step: stepOf(f.value[a[0].Start:a[0].End], sum)}
		}
	}
	return nil
}

// totalRank tells how surely a field states the total: 0 not at all.
func totalRank(f field) int {
	if f.item || f.section != nil && (f.section.class == classPresent || f.section.class == classNeed) {
		return 0
	}
	switch {
	case moneyAsked.within(f.label) != "" && totalLabels.within(f.label) != "":
		return 2 // what was asked for, before it was appraised
	case totalLabels.starts(f.label) || totalLabels.within(f.label) != "" && countWords(f.label) <= 10:
		return 1
	case softTotalLabels.starts(f.label) && countWords(f.label) <= 6:
		return 2
	}
	return 0
}

// plainAmountBefore counts the words before an amount in a value.
func plainAmountBefore(s string, at int) int { return countWords(plain(s[:at])) }

// proseTotal reads a sentence that states the total without a colon: "với tổng mức đầu tư là 9.850 triệu đồng".
func (d *dossier) proseTotal() *stated {
	var best *stated
	d.root.walk(func(s *section) {
		if best != nil || s.class == classPresent || s.class == classNeed || s.inItem() {
			return
		}
		lines := []string{}
		if s.line != nil {
			lines = append(lines, s.line.text)
		}
		for _, e := range s.body {
			if e.line != nil && !basisLine(e.line.plain) {
				lines = append(lines, e.line.text)
			}
		}
		for _, text := range lines {
			if best == nil {
				best = d.sentenceTotal(text, s)
			}
		}
	})
	return best
}

// noteSpan remembers the first range that stands where the total should.
func (d *dossier) noteSpan(words string, s *section) {
	if d.span != nil {
		return
	}
	d.span = &Unread{What: clip(words, 80), Why: Range}
	if s != nil && s.line != nil {
		d.span.Place = cmp.Or(s.cite(), citePlace(s.line.place))
	}
}

// sentenceTotal finds a total in one paragraph of a section.
func (d *dossier) sentenceTotal(text string, s *section) *stated {
	if len(text) > 4000 {
		return nil
	}
	amounts := viet.Amounts(text)
	for i, a := range amounts {
		before := plain(clip(text[max(0, a.Start-120):a.Start], 120))
		w := totalLabels.within(before)
		if w == "" {
			continue
		}
		after := before[strings.LastIndex(before, w)+len(w):]
		if countWords(after) > 8 {
			continue
		}
		if of := sumOf(text, amounts[i:]); of.vnd == nil {
			d.noteSpan(of.words, s)
			return nil
		}
		return &stated{vnd: a.VND, rank: 3, step: stepOf(text[a.Start:a.End], a.VND)}
	}
	return nil
}

// tableTotals returns the totals of the cost tables and plans.
func (d *dossier) tableTotals() []int64 {
	var out []int64
	for _, s := range d.sheets {
		if s.total != nil && s.table.section.costly() {
			out = append(out, *s.total)
		}
	}
	return out
}

// costly tells whether the total of a table in this section may be that of the whole.
func (s *section) costly() bool {
	return s == nil || s.class != classPresent && s.class != classNeed && s.class != classTech && !s.inItem()
}

// bestTotal chooses among the totals of several tables: the only one, or one that covers the others.
func bestTotal(totals []int64) *int64 {
	most, sum := totals[0], int64(0)
	for _, v := range totals {
		most = max(most, v)
		sum += v
	}
	if len(totals) == 1 || most*2 >= sum {
		return &most
	}
	for _, v := range totals {
		if v != totals[0] {
			return nil
		}
	}
	return &totals[0]
}

// stepOf returns the value in đồng of the last digit an amount is written to.
func stepOf(text string, vnd int64) int64 {
	unit, ok := viet.MoneyUnit(strings.TrimLeft(text, "0123456789., "))
	if !ok || unit < 1 {
		unit = 1
	}
	digits := strings.TrimSpace(text)
	end := strings.IndexFunc(digits, func(r rune) bool { return r != '.' && r != ',' && (r < '0' || r > '9') })
	if end > 0 {
		digits = digits[:end]
	}
	if i := strings.LastIndexByte(digits, ','); i >= 0 {
		for range len(digits) - i - 1 {
			unit /= 10
		}
	}
	return max(unit, 1)
}

// abs returns the size of v.
func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}
