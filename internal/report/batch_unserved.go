package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// unserved is what localities would build where the list has no platform, with who is in charge of it.
type unserved struct {
	Title string
	Rows  []unservedRow
}

// unservedRow is a business function that the list has no platform for.
type unservedRow struct {
	Function  string // code and name
	Agencies  string // in charge, as far as platforms on record tell
	Announced string // what they announced otherwise
	Known     string // their platforms for the function, which the list does not have
	Provinces int    // in which it would be built, where that is stated
	tally
}

// view is the view of the list that results were checked with, nil where the register does not have it.
func (b *batchSummary) view() *corpus.View {
	if b.register == nil || b.setting == nil {
		return nil
	}
	v, err := b.register.AsOf(corpus.Date(b.setting.AsOf), corpus.ListID(b.setting.List))
	if err != nil || v.List == nil {
		return nil // the whole register, or no list of that date: nobody was asked to announce
	}
	return v
}

// unservedNote says why a list can not tell what was not announced, "" when it can.
func (s speaker) unservedNote(sum *batchSummary) string {
	v := sum.view()
	if v == nil || len(sum.built) == 0 {
		return ""
	}
	if _, known := sum.register.NotAnnounced(v.List); !known {
		return s.say("batch.unserved_unknown", string(v.List.ID))
	}
	return ""
}

// unserved lists functions that the list has no platform for and localities build, those most are built for first. What
// the architecture gives to provinces is no gap and is left out, and so is everything for a list that has not all rows.
func (s speaker) unserved(sum *batchSummary) unserved {
	out := unserved{Title: s.say("batch.unserved")}
	v := sum.view()
	if v == nil || s.unservedNote(sum) != "" {
		return out
	}
	if v.List.Completeness == corpus.Reconstruction {
		out.Title = s.say("batch.unserved_rebuilt")
	}
	served, rows := v.Serves(), map[string]*unservedRow{}
	for at, t := range sum.built {
		fn, ok := sum.register.Function(corpus.FunctionCode(at.function))
		if !ok || served[fn.Code] || fn.TypicalScope == "province" {
			continue
		}
		row := entry(rows, at.function)
		row.add(t)
		if at.province != "" {
			row.Provinces++
		}
	}
	for code, row := range rows {
		row.Function = s.functionLabel(sum, code)
		s.charge(row, v.InCharge(corpus.FunctionCode(code)), sum.register)
		out.Rows = append(out.Rows, *row)
	}
	slices.SortFunc(out.Rows, func(a, b unservedRow) int {
		return cmp.Or(b.Components-a.Components, cmp.Compare(b.Money, a.Money), cmp.Compare(a.Function, b.Function))
	})
	return out
}

// charge names who is in charge of a function, what they announced, and what they are known to have for it.
func (s speaker) charge(row *unservedRow, charges []corpus.Charge, reg *corpus.Register) {
	var agencies, announced, known []string
	for _, c := range charges {
		name := s.agency(agencyRef(reg, c.Agency))
		agencies = append(agencies, name)
		if c.Announced == 0 {
			announced = append(announced, s.say("batch.announced_none", string(c.Agency)))
		} else {
			announced = append(announced, s.say("batch.announced_others", string(c.Agency), c.Announced))
		}
		for _, id := range c.Platforms {
			if p, ok := reg.Platform(id); ok {
				known = append(known, p.Name)
			}
		}
	}
	if len(agencies) == 0 {
		agencies, announced = []string{s.say("note.unknown")}, []string{"–"}
	}
	row.Agencies, row.Announced, row.Known = strings.Join(agencies, "; "), strings.Join(announced, "; "), s.few(known)
}

// fewNames is how many names a cell lists.
const fewNames = 3

// few lists the first of some names, and how many follow.
func (s speaker) few(names []string) string {
	if len(names) <= fewNames {
		return strings.Join(names, "; ")
	}
	return strings.Join(names[:fewNames], "; ") + "; " + s.say("batch.more", len(names)-fewNames)
}

func (s speaker) unservedColumns() []string {
	return []string{s.say("batch.in_charge"), s.say("batch.function"), s.say("batch.components"), s.say("batch.provinces"), s.say("label.money"),
		s.say("batch.announced"), s.say("batch.on_record")}
}

func (s speaker) unservedTable(u *unserved) pageTable {
	t := pageTable{Title: u.Title, Columns: s.unservedColumns()}
	for i := range u.Rows {
		r := &u.Rows[i]
		t.Rows = append(t.Rows, []string{r.Agencies, r.Function, fmt.Sprint(r.Components), fmt.Sprint(r.Provinces), s.optionalMoney(stated(r.Money, r.Components)), r.Announced, r.Known})
	}
	return t
}
