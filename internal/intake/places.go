package intake

import (
	"cmp"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// sheetHead is what stands above the tables of a sheet: whose plan it is.
type sheetHead struct {
	agency   string
	province string
	labelled bool // the agency is named by a label on the sheet itself
}

// sheetName is the sheet that an item stands on, "" where there are none.
func (it *item) sheetName() string {
	if it.block == nil {
		return ""
	}
	return it.block.Place.Sheet
}

// sheetHeads reads whose plan each sheet is: a workbook may gather those of several provinces or agencies, a sheet each. A
// sheet that says nothing is part of the one plan; among plans of several provinces it is nobody's.
func (d *dossier) sheetHeads(plan *engine.Proposal) map[string]sheetHead {
	out := map[string]sheetHead{}
	units := map[string]bool{}
	whole := sheetHead{agency: plan.Agency, province: plan.Province}
	var order []string
	for _, e := range d.elems {
		if e.table == nil || len(e.table.parts) == 0 && !e.table.labels() {
			continue
		}
		h, name := d.headOf(e.table), e.table.place.Sheet
		order = append(order, name)
		if h.province != "" {
			units[d.unit(h.province)] = true
		}
		if before, met := out[name]; !met || before.province == "" && h.province != "" {
			out[name] = h
		}
		if whole.province == "" && h.province != "" {
			whole = sheetHead{agency: cmp.Or(plan.Agency, h.agency), province: h.province}
		}
	}
	if len(units) > 1 {
		whole = sheetHead{agency: plan.Agency, province: plan.Province}
	}
	for _, name := range order {
		h := out[name]
		if h.province == "" && len(units) < 2 {
			h.province = whole.province
			if !h.labelled {
				h.agency = whole.agency
			}
		}
		if !h.labelled && plan.Agency != "" && d.sameUnit(h.province, plan.Province) {
			h.agency = plan.Agency
		}
		out[name] = h
	}
	if len(units) < 2 {
		out[""] = whole // of items that stand on no sheet
	}
	return out
}

// headOf reads the province and the agency above the tables of a sheet; a sheet may be named for its province.
func (d *dossier) headOf(g *grid) sheetHead {
	var h sheetHead
	for _, e := range g.before {
		l := e.line
		if own := agencyOf(l); own != "" && !h.labelled {
			h.agency, h.labelled = own, true
		}
		if h.agency == "" && organLine(l) {
			h.agency = d.proper(l.text)
		}
		if named := d.agencyIn(l); h.agency == "" && named != "" {
			h.agency, h.labelled = named, true
		}
		if h.province == "" {
			h.province = d.places.after(l.plain)
		}
	}
	if h.province == "" && g.place.Sheet != "" {
		h.province = d.places.only(plain(g.place.Sheet))
	}
	return h
}

// agencyIn reads the agency that a line above a table is the name of, or names as that whose plan it is: "... CỦA SỞ CÔNG
// THƯƠNG TỈNH LÂM ĐỒNG".
func (d *dossier) agencyIn(l *line) string {
	text := l.text
	if i := strings.LastIndex(strings.ToLower(text), " của "); i > 0 && len(strings.ToLower(text)) == len(text) {
		text = text[i+len(" của "):]
	} else if countWords(l.plain) > 10 || l.num.ok() {
		return ""
	}
	if !isBody(text) || strings.HasPrefix(text, "(") || countWords(plain(text)) < 3 {
		return ""
	}
	return d.proper(trimTail(text))
}

// agencyOf reads the agency that a line names after a label: "Tên đơn vị: Sở Nội vụ".
func agencyOf(l *line) string {
	i := strings.IndexByte(l.text, ':')
	if i <= 0 || i > 80 {
		return ""
	}
	label, value := plain(l.text[:i]), trimTail(l.text[i+1:])
	if n := countWords(plain(value)); n < 2 || n > 16 || !isOrgan(value) {
		return ""
	}
	if agencyLabels.is(label) || unitWords.is(label) || label == "don vi" || label == "co quan" {
		return value
	}
	return ""
}

// only finds the province that a plain text names and says nothing else of: "tinh lao cai", "ubnd tinh lao cai", "khu vuc
// yen bai cu".
func (ix *placesIndex) only(p string) string {
	for _, w := range []string{"khoi ", "khu vuc ", "dia ban ", "ubnd ", "uy ban nhan dan ", "tinh ", "thanh pho ", "tp "} {
		p = strings.TrimPrefix(p, w)
	}
	return ix.old[strings.TrimSuffix(p, " cu")]
}

// unit is the unit of today that a province is or became part of.
func (d *dossier) unit(province string) string {
	if d.reg == nil || province == "" {
		return province
	}
	unit, met := d.unitOf[province]
	if !met {
		ok := false
		if unit, ok = d.reg.ProvinceOf(province); !ok {
			unit = province
		}
		if d.unitOf == nil {
			d.unitOf = map[string]string{}
		}
		d.unitOf[province] = unit
	}
	return unit
}

// sameUnit tells whether two provinces are, or have become, one.
func (d *dossier) sameUnit(a, b string) bool { return a == b || d.unit(a) == d.unit(b) }

// mayBeOne tells whether two sheets may be those of one province.
func (d *dossier) mayBeOne(a, b string) bool { return a == "" || b == "" || d.sameUnit(a, b) }

// rowProvince finds the province of a row of a plan: in its own column, its owner, the heading it stands under, its name,
// or above the table. A name that speaks of one province that has become part of that one is of the former.
func (d *dossier) rowProvince(it *item, p *engine.Proposal, head sheetHead) string {
	if own := d.places.anywhere(plain(it.province)); own != "" {
		return own
	}
	if own := d.places.after(plain(p.Agency)); own != "" {
		return own
	}
	if it.row != nil {
		for r := it.row.parent; r != nil; r = r.parent {
			if own := d.places.only(r.plain); own != "" {
				return own
			}
		}
	}
	if own := d.places.after(it.plain); own != "" {
		return own
	}
	if head.province == "" {
		return d.places.inName(p.Title)
	}
	if former := d.former(it, head.province); former != "" {
		return former
	}
	return head.province
}

// former finds the one former province that a name speaks of and that is now part of the given one, "" when it speaks of
// none or several.
func (d *dossier) former(it *item, province string) string {
	found := ""
	for _, old := range d.formers(province) {
		if !hasWords(it.plain, old.plain) || !hasWords(marked(it.name), old.marked) {
			continue
		}
		if found != "" {
			return ""
		}
		found = old.name
	}
	return found
}

// shareProvince gives the rows that name no province that of the others, when at least half name one and all the same.
func (d *dossier) shareProvince(rows []engine.Proposal) {
	unit, named := "", 0
	for i := range rows {
		switch own := d.unit(rows[i].Province); {
		case own == "":
		case unit != "" && own != unit:
			return
		default:
			unit = own
			named++
		}
	}
	if named*2 < len(rows) {
		return
	}
	for i := range rows {
		if rows[i].Province == "" {
			rows[i].Province = unit
		}
	}
}

// formerName is the name of a former province with the forms in which it is looked for.
type formerName struct{ name, plain, marked string }

// formers lists the provinces that have become part of the unit of one.
func (d *dossier) formers(province string) []formerName {
	if found, ok := d.units[province]; ok {
		return found
	}
	out := []formerName{}
	if d.reg != nil {
		unit := d.unit(province)
		for i := range d.reg.Provinces {
			if p := &d.reg.Provinces[i]; p.New == unit {
				out = append(out, formerName{p.Old, plain(p.Old), marked(p.Old)})
			}
		}
	}
	if d.units == nil {
		d.units = map[string][]formerName{}
	}
	d.units[province] = out
	return out
}
