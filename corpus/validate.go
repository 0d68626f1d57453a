package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// checker validates parts. It first learns the identifiers of all, then looks at every row.
type checker struct {
	*parts
	faults    Faults
	byCode    map[AgencyCode]*Agency
	byName    map[string]*Agency
	platform  map[ID]*Platform
	function  map[FunctionCode]bool
	list      map[ListID]*List
	annexRow  map[string]*Entry
	units2026 map[string]bool
	unitsOld  map[string]bool
}

// validate checks the structure of the parts: identifiers, references, dates and closed sets of values.
func (p *parts) validate() error {
	c := &checker{parts: p}
	c.learn()
	c.agenciesAndProvinces()
	each(c, &p.platforms, c.checkPlatform)
	each(c, &p.lists, c.checkList)
	c.checkEntries()
	c.words()
	each(c, &p.architecture, c.checkArch)
	each(c, &p.law, c.checkLaw)
	return c.faults.err()
}

// row reports faults of one row of a table.
type row struct {
	c    *checker
	file string
	line int
}

func (r row) fault(format string, args ...any) {
	r.c.faults = append(r.c.faults, &Fault{File: r.file, Line: r.line, Detail: fmt.Sprintf(format, args...)})
}

func each[T any](c *checker, t *table[T], check func(row, *T)) {
	for i := range t.rows {
		check(row{c, t.file, t.lines[i]}, &t.rows[i])
	}
}

// unique reports identifiers that are empty or stand twice.
func unique[T any, K comparable](c *checker, t *table[T], what string, key func(*T) K) map[K]*T {
	seen := make(map[K]*T, len(t.rows))
	first := make(map[K]int, len(t.rows))
	var zero K
	for i := range t.rows {
		k := key(&t.rows[i])
		r := row{c, t.file, t.lines[i]}
		if k == zero {
			r.fault("no %s", what)
			continue
		}
		if line, dup := first[k]; dup {
			r.fault("%s %q stands already on line %d", what, fmt.Sprint(k), line)
			continue
		}
		seen[k], first[k] = &t.rows[i], t.lines[i]
	}
	return seen
}

func (c *checker) learn() {
	c.byCode = unique(c, &c.agencies, "abbr", func(a *Agency) AgencyCode { return a.Code })
	c.byName = unique(c, &c.agencies, "name", func(a *Agency) string { return a.Name })
	each(c, &c.bodies, func(r row, a *Agency) {
		if c.byCode[a.Code] != nil || c.byName[a.Name] != nil || a.Code == "" || a.Name == "" {
			r.fault("body %q (%q) has no name or abbr of its own", a.Name, a.Code)
		}
		c.byCode[a.Code], c.byName[a.Name] = a, a
	})
	c.platform = unique(c, &c.platforms, "id", func(p *Platform) ID { return p.ID })
	c.list = unique(c, &c.lists, "id", func(l *List) ListID { return l.ID })
	c.annexRow = unique(c, &c.rows1132, "id", func(e *Entry) string { return e.Row })
	c.function = make(map[FunctionCode]bool)
	for k := range unique(c, &c.functions, "code", func(f *Function) FunctionCode { return f.Code }) {
		c.function[k] = true
	}
	unique(c, &c.architecture, "id", func(a *ArchComponent) string { return a.ID })
	unique(c, &c.law, "id", func(b *LegalBasis) string { return b.ID })
	unique(c, &c.provinces, "old_name", func(p *Province) string { return p.Old })
	unique(c, &c.aliases, "alias", func(a *ProvinceAlias) string { return a.Alias })
	unique(c, &c.signals, "phrase", func(s *Signal) string { return s.Phrase })
	unique(c, &c.boilerplate, "phrase", func(b *Boilerplate) string { return b.Phrase })
	c.units2026, c.unitsOld = make(map[string]bool), make(map[string]bool)
	for _, p := range c.provinces.rows {
		c.units2026[p.New], c.unitsOld[p.Old] = true, true
	}
}

// date reports a date that does not exist.
func (r row) date(what string, d Date) {
	if !d.Valid() {
		r.fault("%s %q is not a date", what, string(d))
	}
}

// oneOf reports a value outside a closed set.
func (r row) oneOf(what, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		r.fault("%s %q is not one of %s", what, value, strings.Join(allowed, ", "))
	}
}

func (r row) filled(what, value string) {
	if strings.TrimSpace(value) == "" {
		r.fault("no %s", what)
	}
}

func (r row) functionCode(code FunctionCode) {
	if !r.c.function[code] {
		r.fault("function code %q does not exist", string(code))
	}
}

func (c *checker) checkPlatform(r row, p *Platform) {
	r.filled("name", p.Name)
	r.oneOf("kind", p.Kind, "information_system", "database", "platform", "portal", "application", "infrastructure")
	r.oneOf("state", string(p.State), "planned", "building", "trial", "operating", "ended", "unknown")
	r.date("state_as_of", p.StateAsOf)
	if p.State != StateUnknown && (p.StateAsOf == "" || p.StateSource == "") {
		r.fault("state %q without a dated source", string(p.State))
	}
	for _, part := range []string{p.Provenance.Name, p.Provenance.Purpose, p.Provenance.Functions} {
		r.oneOf("provenance", part, "read", "inferred", "general_knowledge")
	}
	for _, code := range p.FunctionCodes {
		r.functionCode(code)
	}
	r.owners(p.Owners)
	r.facts(p)
}

// owners checks that periods follow one another: to equals the next from, unless the day of the hand-over is not known.
func (r row) owners(owners []Ownership) {
	for i, o := range owners {
		if r.c.byCode[o.Agency] == nil {
			r.fault("owner %q is not an agency", string(o.Agency))
		}
		r.date("owner from", o.From)
		r.date("owner to", o.To)
		if o.From != "" && o.To != "" && !o.From.Before(o.To) {
			r.fault("owner %q from %q is not before to %q", string(o.Agency), string(o.From), string(o.To))
		}
		if i == 0 {
			continue
		}
		if last := owners[i-1].To; last != o.From && last != "" && o.From != "" {
			r.fault("owner %q ends on %q, the next begins on %q", string(owners[i-1].Agency), string(last), string(o.From))
		}
	}
}

func (c *checker) checkList(r row, l *List) {
	r.filled("document", l.Document)
	r.filled("date", string(l.Date))
	r.date("date", l.Date)
	r.oneOf("kind", string(l.Kind), string(Announcement), string(Programme))
	r.oneOf("completeness", string(l.Completeness), string(Complete), string(NamesOnly), string(PartialList), string(Reconstruction))
	if l.ID == AnyList {
		r.fault("id %q is kept for the whole register", string(l.ID))
	}
	if c.byCode[l.Issuer] == nil {
		r.fault("issuer %q is not an agency", string(l.Issuer))
	}
	for _, code := range sortedCodes(l.CountsByOwner) {
		if c.byCode[code] == nil {
			r.fault("counts_by_owner: %q is not an agency", string(code))
		}
	}
}

func (c *checker) checkEntries() {
	seen := make(map[[3]string]int)
	each(c, &c.entries, func(r row, e *Entry) {
		key := [3]string{string(e.List), e.Group, e.No}
		if line, dup := seen[key]; dup {
			r.fault("number %q of list %q stands already on line %d", e.No, string(e.List), line)
		}
		seen[key] = r.line
		c.checkEntry(r, e)
	})
	each(c, &c.rows1132, c.checkAnnex)
}

func (c *checker) checkEntry(r row, e *Entry) {
	r.filled("name_in_list", e.Name)
	r.filled("entry_no", e.No)
	r.oneOf("status", e.Status, "announced", "reconstructed")
	l := c.list[e.List]
	if l == nil {
		r.fault("list %q does not exist", string(e.List))
	}
	if c.platform[e.Platform] == nil {
		r.fault("platform %q does not exist", string(e.Platform))
	}
	if e.Owner == "" {
		return
	}
	if c.byCode[e.Owner] == nil {
		r.fault("owner %q is not an agency", string(e.Owner))
	}
}

// checkAnnex compares a row of the annex with the row of the list it describes. The annex prints some rows under one
// name, so the list's name may be longer.
func (c *checker) checkAnnex(r row, a *Entry) {
	r.functionCode(a.Function)
	for i := range c.entries.rows {
		e := &c.entries.rows[i]
		if e.List != annexList || e.Group != a.Group || e.No != a.No {
			continue
		}
		if e.Owner != a.Owner || !strings.HasPrefix(e.Name, a.Name) {
			r.fault("%q of %q differs from %s:%d: %q of %q", a.Name, string(a.Owner), c.entries.file, c.entries.lines[i], e.Name, string(e.Owner))
		}
		if p := c.platform[e.Platform]; p != nil && !slices.Contains(p.SourceIDs, a.Row) {
			r.fault("platform %q does not name row %q among its source_ids", string(p.ID), a.Row)
		}
		return
	}
	r.fault("row %s%s is not in list %q", a.Group, a.No, string(annexList))
}

func (c *checker) checkArch(r row, a *ArchComponent) {
	r.filled("name", a.Name)
	r.oneOf("level", a.Level, "national", "province")
	if a.Function != "" {
		r.functionCode(a.Function)
	}
	if a.In1132 != "" && len(c.annexRow) > 0 && c.annexRow[a.In1132] == nil {
		r.fault("list row %q does not exist", a.In1132)
	}
}

func (c *checker) checkLaw(r row, b *LegalBasis) {
	r.filled("doc", b.Document)
	r.date("issued", b.Issued)
	r.date("effective_from", b.From)
	r.date("effective_to", b.To)
	if b.From != "" && b.To != "" && !b.From.Before(b.To) {
		r.fault("effective_from %q is not before effective_to %q", string(b.From), string(b.To))
	}
	r.oneOf("verified", b.Verified, "full_text", "full_text_ocr", "secondary", "citation", "mention", "draft")
}
