package corpus

import (
	"cmp"
	"slices"
	"strings"
)

// OwnerCount is how many rows of a list an agency owns, beside what was announced of it.
type OwnerCount struct {
	Agency    AgencyCode // "" for rows whose owner was not read
	Rows      int
	Announced *int // nil when no count was announced
}

// Counts returns the rows of a list per owner, most first, then in order of precedence; rows without an owner last.
func (r *Register) Counts(l *List) []OwnerCount {
	rows := make(map[AgencyCode]int)
	for _, e := range l.Entries {
		rows[e.Owner]++
	}
	for code := range l.CountsByOwner {
		rows[code] += 0
	}
	counts := make([]OwnerCount, 0, len(rows))
	for code, n := range rows {
		c := OwnerCount{Agency: code, Rows: n}
		if announced, ok := l.CountsByOwner[code]; ok {
			c.Announced = &announced
		}
		counts = append(counts, c)
	}
	rank := r.precedence()
	slices.SortFunc(counts, func(a, b OwnerCount) int {
		if (a.Agency == "") != (b.Agency == "") {
			return cmp.Compare(b.Agency, a.Agency)
		}
		return cmp.Or(cmp.Compare(b.size(), a.size()), cmp.Compare(rank[a.Agency], rank[b.Agency]), cmp.Compare(a.Agency, b.Agency))
	})
	return counts
}

// size is what was announced, or found where nothing was.
func (c OwnerCount) size() int {
	if c.Announced != nil {
		return *c.Announced
	}
	return c.Rows
}

func (r *Register) precedence() map[AgencyCode]int {
	rank := make(map[AgencyCode]int, len(r.Agencies))
	for i, a := range r.Agencies {
		rank[a.Code] = i
	}
	return rank
}

// Government reports whether the agency is (or was) a ministry or agency of the Government, as those asked to announce.
func (a *Agency) Government() bool {
	switch {
	case strings.HasPrefix(a.Kind, "bo_"), strings.HasPrefix(a.Kind, "ngang_bo_"), strings.HasPrefix(a.Kind, "thuoc_cp_"):
		return true
	}
	return a.Kind == "new_2025"
}

// NotAnnounced returns the ministries and agencies of the Government on the day of a list that own none of its rows and
// for which no count was announced. It is not known (false) for a partial list, whose missing rows may be theirs, and
// for a programme, by which nobody announced.
func (r *Register) NotAnnounced(l *List) (agencies []*Agency, known bool) {
	if l.Completeness == PartialList || l.Kind == Programme {
		return nil, false
	}
	announced := make(map[AgencyCode]bool)
	for _, c := range r.Counts(l) {
		announced[c.Agency] = true
	}
	for i := range r.Agencies {
		if a := &r.Agencies[i]; a.Government() && a.Exists(l.Date) && !announced[a.Code] {
			agencies = append(agencies, a)
		}
	}
	return agencies, true
}

// Lacking returns the lists announced by a day of which rows are missing here, oldest first: what they announced is partly
// not known. Programmes, by which nobody announced, are left out.
func (r *Register) Lacking(day Date) []*List {
	var out []*List
	for i := range r.Lists {
		if l := &r.Lists[i]; l.Kind != Programme && !day.Before(l.Date) && len(l.Entries) < l.AnnouncedTotal {
			out = append(out, l)
		}
	}
	return out
}

// Related returns the platforms that a platform's note names after "Liên quan:".
func (r *Register) Related(p *Platform) []ID {
	_, after, found := strings.Cut(p.Note, "Liên quan:")
	if !found {
		return nil
	}
	var ids []ID
	words := strings.FieldsFunc(after, func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	for _, w := range words {
		if _, ok := r.Platform(ID(w)); ok && !slices.Contains(ids, ID(w)) {
			ids = append(ids, ID(w))
		}
	}
	return ids
}

// PlatformBySource returns the platform that carries an identifier of the reference data, such as "P79-A01".
func (r *Register) PlatformBySource(source string) (*Platform, bool) {
	for i := range r.Platforms {
		if slices.Contains(r.Platforms[i].SourceIDs, source) {
			return &r.Platforms[i], true
		}
	}
	return nil, false
}
