package corpus

import (
	"cmp"
	"slices"
)

// Charge is an agency in charge of a business function as far as the register shows: it owns platforms for it.
type Charge struct {
	Agency    AgencyCode
	Platforms []ID // its platforms for the function, in order of identifier
	Announced int  // rows of the list that are its own or its predecessors', of whatever function
}

// Serves tells for which business functions a list has a platform. A platform of several functions serves them all.
func (v *View) Serves() map[FunctionCode]bool {
	served := make(map[FunctionCode]bool)
	for i := range v.Rows {
		for _, code := range v.Rows[i].Platform.FunctionCodes {
			served[code] = true
		}
		if e := v.Rows[i].Entry; e != nil && e.Function != "" {
			served[e.Function] = true
		}
	}
	return served
}

// InCharge returns the agencies that own platforms on record for a business function on the view's date, listed or not,
// those with most first. Platforms for which it is the main function decide; others only where there are none.
func (v *View) InCharge(code FunctionCode) []Charge {
	main, other := map[AgencyCode]*Charge{}, map[AgencyCode]*Charge{}
	for i := range v.Register.Platforms {
		p := &v.Register.Platforms[i]
		switch slices.Index(p.FunctionCodes, code) {
		case -1:
		case 0:
			v.charge(main, p)
		default:
			v.charge(other, p)
		}
	}
	if len(main) == 0 {
		main = other
	}
	out := make([]Charge, 0, len(main))
	for _, c := range main {
		c.Announced = v.announcedBy(c.Agency)
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Charge) int {
		return cmp.Or(len(b.Platforms)-len(a.Platforms), cmp.Compare(a.Agency, b.Agency))
	})
	return out
}

// charge enters a platform under its owner on the date, where that is known.
func (v *View) charge(to map[AgencyCode]*Charge, p *Platform) {
	owner := v.Register.OwnerOf(p, v.Date)
	if owner == "" {
		return
	}
	if to[owner] == nil {
		to[owner] = &Charge{Agency: owner}
	}
	to[owner].Platforms = append(to[owner].Platforms, p.ID)
}

// announcedBy counts what an agency, or those it took over from, announced in the view's list.
func (v *View) announcedBy(code AgencyCode) int {
	if v.List == nil {
		return 0
	}
	name, n := "", 0
	if a, ok := v.Register.Agency(string(code)); ok {
		name = a.Name
	}
	for _, c := range v.Register.Counts(v.List) {
		if c.Agency == code || c.Agency != "" && v.Register.AgencySuccessor(string(c.Agency), v.Date) == name {
			n += c.size()
		}
	}
	return n
}
