package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/internal/viet"
)

// Revision is what an import changes: one list, whole, and the platforms that are new or whose record is another now.
type Revision struct {
	List      List
	Platforms []Platform // new or changed records, by id
	Decisions []Decision // one per row, in their order, with the platform that each led to
}

// Record says who makes a revision, when and on what basis.
type Record struct {
	At string // RFC 3339
	By string
}

// reviser builds a revision.
type reviser struct {
	reg     *Register
	head    List
	record  Record
	changed map[ID]*Platform
	slugs   map[ID]bool
}

// Revise works out what a list of rows changes, when each row is what its decision says. The register is not changed.
func (r *Register) Revise(head List, rows []Row, decisions []Decision, record Record) (*Revision, error) {
	if len(decisions) != len(rows) {
		return nil, fmt.Errorf("%d decisions for %d rows", len(decisions), len(rows))
	}
	v := &reviser{reg: r, head: head, record: record, changed: map[ID]*Platform{}, slugs: map[ID]bool{}}
	out := &Revision{List: head, Decisions: slices.Clone(decisions)}
	out.List.Entries = make([]Entry, 0, len(rows))
	for i := range rows {
		if rows[i].Entry.Platform != "" {
			v.slugs[rows[i].Entry.Platform] = true // ids that the file states are not given to others
		}
	}
	for i := range rows {
		id, err := v.apply(&rows[i], &out.Decisions[i])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", rows[i].Place, err)
		}
		out.Decisions[i].Platform = id
		e := rows[i].Entry
		e.List, e.Platform = head.ID, id
		if e.Status == "" {
			e.Status = "announced"
		}
		out.List.Entries = append(out.List.Entries, e)
	}
	for _, p := range v.changed {
		out.Platforms = append(out.Platforms, *p)
	}
	slices.SortFunc(out.Platforms, func(a, b Platform) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out, nil
}

// apply makes the changes of one row and returns the platform that it is.
func (v *reviser) apply(row *Row, d *Decision) (ID, error) {
	if !d.Relation.valid() {
		return "", fmt.Errorf("relation %q is not known", string(d.Relation))
	}
	for _, id := range d.From {
		if _, ok := v.reg.Platform(id); !ok {
			return "", fmt.Errorf("platform %q, whose place %q takes, is not known", string(id), row.Entry.Name)
		}
	}
	switch d.Relation {
	case NewPlatform, MergedFrom, SplitFrom:
		if (d.Relation != NewPlatform) == (len(d.From) == 0) {
			return "", fmt.Errorf("relation %q with %d earlier platforms", string(d.Relation), len(d.From))
		}
		return v.create(row, d)
	}
	if _, ok := v.reg.Platform(d.Platform); !ok {
		return "", fmt.Errorf("platform %q of row %q is not known", string(d.Platform), row.Entry.Name)
	}
	v.update(row, d)
	return d.Platform, nil
}

// create makes a platform of a row, or takes a known one as the survivor of a merger.
func (v *reviser) create(row *Row, d *Decision) (ID, error) {
	id := d.Platform
	if _, known := v.reg.Platform(id); known && d.Relation != NewPlatform {
		v.update(row, d)
	} else {
		if known {
			return "", fmt.Errorf("platform %q of new row %q is known already", string(id), row.Entry.Name)
		}
		if id == "" {
			id = v.slug(row)
		}
		v.add(id, row)
	}
	for _, from := range d.From {
		if from != id {
			v.note(v.platform(from), FactSuccessor, string(id))
		}
	}
	return id, nil
}

// platform returns the record of a platform to be changed.
func (v *reviser) platform(id ID) *Platform {
	if p := v.changed[id]; p != nil {
		return p
	}
	p, _ := v.reg.Platform(id) // callers have looked
	own := *p
	return &own
}

// note adds a fact dated as the list.
func (v *reviser) note(p *Platform, kind FactKind, value string) {
	f := Fact{Kind: kind, Value: value, From: v.head.Date, Source: v.head.Document, RecordedAt: v.record.At, RecordedBy: v.record.By}
	if old, ok := p.FactOn(kind, v.head.Date); ok && old.Value == value {
		return // known already
	}
	if p.AddFact(f) {
		v.changed[p.ID] = p
	}
}

// update adds to a known platform what the row says beyond its record. What is on record already stays.
func (v *reviser) update(row *Row, d *Decision) {
	p := v.platform(d.Platform)
	v.alias(p, row.Entry.Name)
	v.handOver(p, row.Entry.Owner)
	v.fill(p, row)
	v.dated(p, row)
}

// alias keeps the name of a row with those the platform is known by.
func (v *reviser) alias(p *Platform, name string) {
	key := viet.Key(name)
	if viet.Key(p.Name) == key || slices.ContainsFunc(p.Aliases, func(a string) bool { return viet.Key(a) == key }) {
		return
	}
	if slices.ContainsFunc(v.reg.ListsOf(p.ID), func(e *Entry) bool { return viet.Key(e.Name) == key }) {
		return // a list prints that name already
	}
	p.Aliases = append(slices.Clone(p.Aliases), name)
	v.changed[p.ID] = p
}

// handOver makes the agency the owner from the date of the list, unless it owns the platform on that date.
func (v *reviser) handOver(p *Platform, owner AgencyCode) {
	day := v.head.Date.Day()
	if owner == "" || v.reg.OwnerOf(p, day) == owner || v.ownsOpenly(p, owner) {
		return
	}
	owners, from := slices.Clone(p.Owners), day
	if n := len(owners); n > 0 {
		last := &owners[n-1]
		switch {
		case last.From != "" && !last.From.Before(day):
			return // a later owner is on record: the list tells of the past, and the row itself keeps its owner
		case last.To == "" || day.Before(last.To):
			last.To = day
		default:
			from = last.To // periods follow one another
		}
	}
	p.Owners = append(owners, Ownership{Agency: owner, From: from})
	v.changed[p.ID] = p
}

// ownsOpenly tells whether the agency is on record as an owner without a first or last day.
func (v *reviser) ownsOpenly(p *Platform, owner AgencyCode) bool {
	return slices.ContainsFunc(p.Owners, func(o Ownership) bool {
		return o.Agency == owner && v.head.Date.In(o.From, o.To)
	})
}

// fill takes over what the record lacks.
func (v *reviser) fill(p *Platform, row *Row) {
	r, before := &row.Record, *p
	if p.Purpose == "" && r.Purpose != "" {
		p.Purpose, p.Provenance.Purpose = r.Purpose, "read"
	}
	if len(p.Functions) == 0 && len(r.Functions) > 0 {
		p.Functions, p.Provenance.Functions = r.Functions, "read"
	}
	fillWords(&p.DataObjects, r.DataObjects)
	fillWords(&p.Users, r.Users)
	if r.ID == p.ID {
		v.adopt(p, r)
	} else {
		fillWords(&p.Aliases, r.Aliases)
	}
	if len(p.FunctionCodes) == 0 {
		p.FunctionCodes = r.FunctionCodes
	}
	if p.Scope == "" {
		p.Scope = r.Scope
	}
	if p.URL == "" {
		p.URL = r.URL
	}
	if !equalRecords(&before, p) {
		v.changed[p.ID] = p
	}
}

// adopt takes names and later owners over from a whole record of the same platform, as an export holds.
func (v *reviser) adopt(p, record *Platform) {
	for _, a := range record.Aliases {
		if !slices.Contains(p.Aliases, a) {
			p.Aliases = append(slices.Clone(p.Aliases), a)
		}
	}
	if n := len(p.Owners); len(record.Owners) > n && slices.EqualFunc(record.Owners[:max(n-1, 0)], p.Owners[:max(n-1, 0)], func(a, b Ownership) bool { return a == b }) {
		p.Owners = record.Owners
	}
}

func fillWords(old *[]string, words []string) {
	if len(*old) == 0 {
		*old = words
	}
}

func equalRecords(a, b *Platform) bool {
	return a.Purpose == b.Purpose && a.Scope == b.Scope && a.URL == b.URL && len(a.Functions) == len(b.Functions) &&
		len(a.DataObjects) == len(b.DataObjects) && len(a.Users) == len(b.Users) && len(a.Aliases) == len(b.Aliases) &&
		len(a.FunctionCodes) == len(b.FunctionCodes) && len(a.Owners) == len(b.Owners)
}

// dated records what the row says of state, operator, contact, connection and address, as of the list's date.
func (v *reviser) dated(p *Platform, row *Row) {
	for _, f := range row.Record.Facts {
		if f.From == "" {
			v.note(p, f.Kind, f.Value)
		} else if p.AddFact(f) {
			v.changed[p.ID] = p
		}
	}
	if row.Record.URL != "" && row.Record.URL != p.URL {
		v.note(p, FactURL, row.Record.URL)
	}
}

// add makes a platform of a row.
func (v *reviser) add(id ID, row *Row) {
	p := row.Record
	p.ID, p.Facts = id, nil
	if p.Name == "" {
		p.Name = row.Entry.Name
	}
	if p.Kind == "" {
		p.Kind = kindOf(p.Name)
	}
	if p.State == "" {
		p.State = StateUnknown
	}
	p.Provenance.Name = orElse(p.Provenance.Name, "read")
	p.Provenance.Purpose = orElse(p.Provenance.Purpose, readOr(p.Purpose != ""))
	p.Provenance.Functions = orElse(p.Provenance.Functions, readOr(len(p.Functions) > 0))
	if len(p.Owners) == 0 && row.Entry.Owner != "" {
		p.Owners = []Ownership{{Agency: row.Entry.Owner, From: v.head.Date.Day()}}
	}
	v.slugs[id], v.changed[id] = true, &p
	v.dated(&p, row)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func readOr(read bool) string {
	if read {
		return "read"
	}
	return "inferred"
}

// kindOf names the kind of a platform by the first words of its name.
func kindOf(name string) string {
	key := viet.Fold(name)
	for _, k := range []struct{ words, kind string }{
		{"co so du lieu", "database"}, {"csdl", "database"}, {"nen tang", "platform"}, {"cong ", "portal"}, {"ung dung", "application"},
		{"trung tam du lieu", "infrastructure"}, {"ha tang", "infrastructure"}, {"mang ", "infrastructure"},
	} {
		if strings.HasPrefix(key, k.words) {
			return k.kind
		}
	}
	return "information_system"
}

// slugWords is how many words of a name make an identifier.
const slugWords = 9

// slug makes an identifier of a row's name that no platform has: its first words without diacritics, then the owner,
// then a number.
func (v *reviser) slug(row *Row) ID {
	words := strings.FieldsFunc(viet.Fold(row.Entry.Name), func(c rune) bool {
		return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	base := strings.Join(words[:min(len(words), slugWords)], "-")
	if base == "" {
		base = "nen-tang"
	}
	id := ID(base)
	if v.taken(id) && row.Entry.Owner != "" {
		base += "-" + strings.ReplaceAll(viet.Fold(string(row.Entry.Owner)), " ", "-")
		id = ID(base)
	}
	for n := 2; v.taken(id); n++ {
		id = ID(base + "-" + strconv.Itoa(n))
	}
	return id
}

func (v *reviser) taken(id ID) bool {
	_, known := v.reg.Platform(id)
	return known || v.slugs[id]
}

// With returns the register as it is once a revision is taken in. It is validated whole: a revision that would make
// the data inconsistent is refused with its Faults.
func (r *Register) With(rev *Revision) (*Register, error) {
	next := Register{
		Agencies: slices.Clone(r.Agencies), Moves: slices.Clone(r.Moves), Successions: slices.Clone(r.Successions),
		Provinces: slices.Clone(r.Provinces), ProvinceAliases: slices.Clone(r.ProvinceAliases), Functions: slices.Clone(r.Functions),
		Architecture: slices.Clone(r.Architecture), Law: slices.Clone(r.Law), Signals: slices.Clone(r.Signals),
		Boilerplate: slices.Clone(r.Boilerplate), Synonyms: slices.Clone(r.Synonyms), Abbreviations: slices.Clone(r.Abbreviations),
		Workbook: slices.Clone(r.Workbook), Platforms: slices.Clone(rev.Platforms), Lists: []List{rev.List},
	}
	changed := make(map[ID]bool, len(rev.Platforms))
	for i := range rev.Platforms {
		changed[rev.Platforms[i].ID] = true
	}
	for i := range r.Platforms {
		if !changed[r.Platforms[i].ID] {
			next.Platforms = append(next.Platforms, r.Platforms[i])
		}
	}
	for i := range r.Lists {
		if r.Lists[i].ID != rev.List.ID {
			next.Lists = append(next.Lists, r.Lists[i])
		}
	}
	return Assemble(next)
}
