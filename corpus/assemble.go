package corpus

import (
	"cmp"
	"slices"
)

// Assemble makes a register of parts that did not come from this package's files: a database, an import, a test.
// It sorts, links and validates them as Load does; the line in a fault is then the number of the row.
// Entries are taken from the lists. The slices of r are taken over and must not be used afterwards.
func Assemble(r Register) (*Register, error) {
	p := parts{
		platforms: of("platforms", r.Platforms), lists: of("lists", r.Lists), agencies: of("agencies", r.Agencies),
		moves: of("moves", r.Moves), successions: of("successions", r.Successions),
		provinces: of("provinces", r.Provinces), aliases: of("province aliases", r.ProvinceAliases),
		functions: of("functions", r.Functions), architecture: of("architecture", r.Architecture), law: of("law", r.Law),
		signals: of("signals", r.Signals), boilerplate: of("boilerplate", r.Boilerplate), workbook: of("workbook", r.Workbook),
	}
	p.entries.file, p.glossary.file = "entries", "glossary"
	for _, l := range r.Lists {
		for _, e := range l.Entries {
			p.entries.add(e, len(p.entries.rows)+1)
		}
	}
	for _, s := range r.Synonyms {
		p.glossary.add(glossaryRow{Kind: "synonyms", Use: s.Use, Terms: s.Terms}, len(p.glossary.rows)+1)
	}
	for _, a := range r.Abbreviations {
		p.glossary.add(glossaryRow{Kind: "abbr", Abbreviation: a}, len(p.glossary.rows)+1)
	}
	return p.assemble()
}

// assemble validates the parts and puts them together.
func (p *parts) assemble() (*Register, error) {
	if err := p.validate(); err != nil {
		return nil, err
	}
	r := p.register()
	r.sort()
	r.enter(p.entries.rows, p.rows1132.rows)
	r.names = newNames(r)
	return r, nil
}

// register is the parts as they stand, without the rows of lists.
func (p *parts) register() *Register {
	r := &Register{
		Platforms:       p.platforms.rows,
		Lists:           p.lists.rows,
		Agencies:        append(p.agencies.rows, p.bodies.rows...),
		Moves:           p.moves.rows,
		Successions:     p.successions.rows,
		Provinces:       p.provinces.rows,
		ProvinceAliases: p.aliases.rows,
		Functions:       p.functions.rows,
		Architecture:    p.architecture.rows,
		Law:             p.law.rows,
		Signals:         p.signals.rows,
		Boilerplate:     p.boilerplate.rows,
		Workbook:        p.workbook.rows,
	}
	for _, g := range p.glossary.rows {
		if g.Kind == "abbr" {
			r.Abbreviations = append(r.Abbreviations, g.Abbreviation)
		} else {
			r.Synonyms = append(r.Synonyms, Synonyms{Use: g.Use, Terms: g.Terms})
		}
	}
	return r
}

// sort orders what has an identifier by it, and lists by date. Agencies and provinces keep the order of precedence of
// their files, words keep theirs.
func (r *Register) sort() {
	slices.SortFunc(r.Platforms, func(a, b Platform) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Functions, func(a, b Function) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(r.Architecture, func(a, b ArchComponent) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Law, func(a, b LegalBasis) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Lists, func(a, b List) int {
		return cmp.Or(cmp.Compare(a.Date.Day(), b.Date.Day()), cmp.Compare(a.ID, b.ID))
	})
}

// enter gives each list its rows, with what the annex adds to those of 1132.
func (r *Register) enter(entries, annex []Entry) {
	byRow := make(map[[2]string]*Entry, len(annex))
	for i := range annex {
		byRow[[2]string{annex[i].Group, annex[i].No}] = &annex[i]
	}
	rows := make(map[ListID][]Entry, len(r.Lists))
	for _, e := range entries {
		if a := byRow[[2]string{e.Group, e.No}]; a != nil && e.List == annexList {
			e.Row, e.Aliases, e.Layer, e.Function, e.EarlierList, e.Note = a.Row, a.Aliases, a.Layer, a.Function, a.EarlierList, a.Note
		}
		rows[e.List] = append(rows[e.List], e)
	}
	for i := range r.Lists {
		r.Lists[i].Entries = rows[r.Lists[i].ID]
	}
}

// annexList is the list whose rows list_1132_2026.csv describes further.
const annexList ListID = "1132-2026"
