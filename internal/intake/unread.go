package intake

import (
	"fmt"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/viet"
)

// Why is a stable code for what could not be read.
type Why string

// Reasons something of a document was not read.
const (
	NotAPlan       Why = "not_a_plan"       // a sheet or table that proposes nothing
	InUse          Why = "in_use"           // a list of systems that run already
	RowWithoutName Why = "row_without_name" // a row with a number or an amount but no name
	BadAmount      Why = "bad_amount"       // a money cell that holds no amount
	Range          Why = "range"            // only a range is given where an amount is asked for
	NoUnit         Why = "no_unit"          // amounts without a unit of money
	NotNamed       Why = "not_named"        // a line in a list of names that names nothing proposed
	BadRecord      Why = "bad_record"       // a JSON record that is no proposal
)

// Unread is something of a document that could not be used, with its place.
type Unread struct {
	Place string // as a reader would name it
	What  string // the words that stand there, shortened
	Why   Why
}

// String says in Vietnamese what was not read and why.
func (u Unread) String() string {
	reasons := map[Why]string{
		InUse:          "danh sách hệ thống đang dùng, không phải đề xuất; đọc bằng rasoat deployed import",
		NotAPlan:       "không phải danh mục dự án, không đọc thành đề xuất",
		RowWithoutName: "dòng không có tên nhiệm vụ, dự án",
		BadAmount:      "không đọc được số tiền",
		Range:          "chỉ nêu khoảng giá trị, không phải một số tiền nên không lấy số nào",
		NoUnit:         "không thấy đơn vị tính của số tiền",
		NotNamed:       "dòng không giống tên nhiệm vụ, dự án",
		BadRecord:      "bản ghi không có tên đề xuất",
	}
	return fmt.Sprintf("%s: %s (%q)", u.Place, reasons[u.Why], u.What)
}

// English says the same in English.
func (u Unread) English() string {
	reasons := map[Why]string{
		InUse:          "a list of systems in use, not of proposals; rasoat deployed import reads it",
		NotAPlan:       "not a list of projects, no proposal read from it",
		RowWithoutName: "the row has no project name",
		BadAmount:      "the amount cannot be read",
		Range:          "only a range is given, which is no amount, so none was taken",
		NoUnit:         "no unit of money is stated",
		NotNamed:       "the line does not look like the name of a project",
		BadRecord:      "the record has no title",
	}
	return fmt.Sprintf("%s: %s (%q)", u.Place, reasons[u.Why], u.What)
}

// Partial tells whether the reason means that something proposed may have been missed. A sheet that is no plan, or
// lists what runs already, is named but does not make the reading partial, nor does a range, which was read for what it is.
func (u Unread) Partial() bool { return u.Why != NotAPlan && u.Why != InUse && u.Why != Range }

// noAmounts say where the money comes from instead of how much it is, or that none is asked for.
var noAmounts = newPhrases("thường xuyên", "lồng ghép", "xã hội hóa", "tự chủ", "không phát sinh", "không sử dụng kinh phí", "không có kinh phí", "không")

// badAmounts notes money cells that could not be read.
func (d *dossier) badAmounts(s *sheet) {
	noUnit := 0
	for _, r := range s.all {
		if r.badMoney == "" || r.money != nil {
			continue
		}
		if !hasDigit(r.badMoney) && noAmounts.within(plain(clip(r.badMoney, 120))) != "" {
			continue
		}
		why := BadAmount
		if givesRange(r.badMoney) {
			why = Range
		}
		if c := s.table.col(roleMoney); why == BadAmount && c >= 0 && s.table.unitOf(c) == 0 && hasDigit(r.badMoney) && len(viet.Amounts(r.badMoney)) == 0 {
			why = NoUnit
			if noUnit++; noUnit > 1 {
				continue
			}
		}
		d.unread = append(d.unread, Unread{Place: s.table.citeBlock(r.block), What: clip(r.badMoney, 80), Why: why})
	}
}

// givesRange tells whether a cell holds a range of money, with or without a unit: "500 - 700", "từ 5 đến 7 tỷ đồng".
func givesRange(cell string) bool {
	for _, text := range []string{cell, cell + " đồng"} {
		if a := viet.Amounts(text); len(a) > 0 && a[0].Range {
			return true
		}
	}
	return false
}

// ranges notes where only a range of money is given, for the whole and for each thing.
func (d *dossier) ranges(p *engine.Proposal) {
	if p.TotalMoney == nil && d.span != nil {
		d.unread = append(d.unread, *d.span)
	}
	for _, it := range d.items {
		if it.money == nil && it.span != "" {
			d.unread = append(d.unread, Unread{Place: it.location(), What: clip(it.span, 80), Why: Range})
		}
	}
}
