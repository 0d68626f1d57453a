package corpus

import (
	"maps"
	"slices"
	"strconv"
)

func (c *checker) agenciesAndProvinces() {
	each(c, &c.agencies, c.checkAgency)
	each(c, &c.bodies, c.checkAgency)
	each(c, &c.moves, func(r row, m *Move) {
		r.agencyName("old_owner", m.OldOwner)
		r.agencyName("new_owner", m.NewOwner)
		r.filled("function", m.Function)
		r.date("from_date", m.From)
		r.oneOf("relation", m.Relation, "main_successor", "moved")
	})
	each(c, &c.successions, func(r row, s *Succession) {
		r.agencyName("old_name", s.Old)
		r.agencyName("new_name", s.New)
		r.filled("from_date", string(s.From))
		r.date("from_date", s.From)
	})
	each(c, &c.provinces, func(r row, p *Province) {
		r.filled("unit_2026", p.New)
		r.oneOf("kind", p.Kind, "unchanged", "keeps_name", "merged", "renamed")
		r.date("from_date", p.From)
		if (p.Kind == "unchanged") != (p.From == "") {
			r.fault("kind %q with from_date %q", p.Kind, string(p.From))
		}
	})
	each(c, &c.aliases, func(r row, a *ProvinceAlias) {
		if !c.units2026[a.New] {
			r.fault("unit_2026 %q is not in %s", a.New, c.provinces.file)
		}
		if a.Old != "" && !c.unitsOld[a.Old] {
			r.fault("old_name %q is not in %s", a.Old, c.provinces.file)
		}
	})
}

func (c *checker) checkAgency(r row, a *Agency) {
	r.date("from_date", a.From)
	r.agencyName("successor", a.Successor)
	if a.Successor != a.Name && a.From == "" {
		r.fault("successor %q without a date", a.Successor)
	}
	r.oneOf("kind", a.Kind, "bo_2024_kept", "bo_2024_merged", "ngang_bo_2024_kept", "ngang_bo_2024_merged",
		"thuoc_cp_2024_kept", "thuoc_cp_2024_merged", "new_2025", "historical", "party", "other_body")
}

func (r row) agencyName(what, name string) {
	if r.c.byName[name] == nil {
		r.fault("%s %q is not the name of an agency", what, name)
	}
}

func (c *checker) words() {
	each(c, &c.functions, c.checkFunction)
	each(c, &c.signals, func(r row, s *Signal) {
		r.filled("signal", s.Signal)
		r.oneOf("level", s.Level, "sentence", "item", "heading")
	})
	each(c, &c.boilerplate, func(r row, b *Boilerplate) {
		r.oneOf("class", string(b.Class), string(Weightless), string(LowWeight), string(GenericModule))
	})
	each(c, &c.glossary, c.checkGlossary)
	each(c, &c.workbook, func(r row, f *WorkbookField) {
		r.filled("sheet", f.Sheet)
		r.filled("field", f.Name)
	})
}

func (c *checker) checkFunction(r row, f *Function) {
	if code := string(f.Code); len(code) != 3 || code[0] < 'A' || code[0] > 'Z' || !digits(code[1:]) {
		r.fault("code %q is not one letter and two digits", code)
	}
	r.filled("name_vi", f.Name)
	r.oneOf("typical_scope", f.TypicalScope, "national", "both", "province")
	for _, near := range f.Near {
		r.functionCode(near)
	}
	for _, id := range f.Platforms {
		if len(c.annexRow) > 0 && c.annexRow[id] == nil {
			r.fault("list row %q does not exist", id)
		}
	}
}

func (c *checker) checkGlossary(r row, g *glossaryRow) {
	switch g.Kind {
	case "abbr":
		r.filled("abbr", g.Abbr)
		if len(g.Expansions) == 0 {
			r.fault("abbreviation %q has no reading", g.Abbr)
		}
	case "synonyms":
		r.oneOf("use", g.Use, "generic", "function", "action", "place", "document")
		if len(g.Terms) < 2 {
			r.fault("a set of synonyms of %d terms", len(g.Terms))
		}
	default:
		r.fault("kind %q is not one of abbr, synonyms", g.Kind)
	}
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

func sortedCodes(counts map[AgencyCode]int) []AgencyCode {
	return slices.Sorted(maps.Keys(counts))
}

// validateCounts checks the lists against what was announced of them: a complete list, a list of names and a
// reconstruction must have every announced row, in total and per owner, numbered without a gap; of a partial list
// no more than was announced. Lists that users import are reported on instead, so only Load asks for it.
func (p *parts) validateCounts() error {
	c := &checker{parts: p}
	found := make(map[ListID]map[AgencyCode]int)
	numbers := make(map[ListID]map[string]map[string]bool)
	for _, e := range p.entries.rows {
		if found[e.List] == nil {
			found[e.List] = make(map[AgencyCode]int)
			numbers[e.List] = make(map[string]map[string]bool)
		}
		if numbers[e.List][e.Group] == nil {
			numbers[e.List][e.Group] = make(map[string]bool)
		}
		found[e.List][e.Owner]++
		numbers[e.List][e.Group][e.No] = true
	}
	each(c, &p.lists, func(r row, l *List) {
		r.counts(l, found[l.ID])
		r.numbers(numbers[l.ID])
	})
	c.ownersOnDate()
	return c.faults.err()
}

// ownersOnDate checks that every owner existed on the day of the list.
func (c *checker) ownersOnDate() {
	dates, agencies := make(map[ListID]Date), make(map[AgencyCode]*Agency)
	for _, l := range c.lists.rows {
		dates[l.ID] = l.Date
	}
	for _, t := range []*table[Agency]{&c.agencies, &c.bodies} {
		for i := range t.rows {
			agencies[t.rows[i].Code] = &t.rows[i]
		}
	}
	each(c, &c.entries, func(r row, e *Entry) {
		if a := agencies[e.Owner]; a != nil && !a.Exists(dates[e.List]) {
			r.fault("owner %q does not exist on %s, the date of list %q", string(e.Owner), dates[e.List], string(e.List))
		}
	})
}

func (r row) counts(l *List, found map[AgencyCode]int) {
	total := 0
	for _, n := range found {
		total += n
	}
	if wrong(l.Completeness, l.AnnouncedTotal, total) {
		r.fault("announced_total %d, rows %d, completeness %q", l.AnnouncedTotal, total, string(l.Completeness))
	}
	for _, code := range sortedCodes(l.CountsByOwner) {
		if n := l.CountsByOwner[code]; wrong(l.Completeness, n, found[code]) {
			r.fault("counts_by_owner: %q announced %d, rows %d", string(code), n, found[code])
		}
	}
}

func wrong(c Completeness, announced, rows int) bool {
	if c == PartialList {
		return rows > announced
	}
	return rows != announced
}

func (r row) numbers(groups map[string]map[string]bool) {
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		for n := 1; n <= len(groups[group]); n++ {
			if no := strconv.Itoa(n); !groups[group][no] {
				r.fault("group %q has %d rows but no number %q", group, len(groups[group]), no)
			}
		}
	}
}
