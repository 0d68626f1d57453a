package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/viet"
)

// names finds agencies and provinces by any usual spelling.
type names struct {
	agencies  spellings[*Agency]
	provinces spellings[*Province]
}

// spellings maps the ways to write something to it. A form that means two things means neither.
type spellings[T comparable] struct {
	exact  map[string]T
	folded map[string]T // forms without diacritics, for names typed without
}

func newSpellings[T comparable](size int) spellings[T] {
	return spellings[T]{exact: make(map[string]T, size), folded: make(map[string]T, size)}
}

// add enters a form; an earlier entry wins in exact, so certain forms are entered before derived ones.
func (s spellings[T]) add(form string, v T) {
	key := squash(viet.Key(form))
	if _, taken := s.exact[key]; taken {
		return
	}
	s.exact[key] = v
	folded := squash(viet.Fold(form))
	if old, taken := s.folded[folded]; taken && old != v {
		var none T
		s.folded[folded] = none
		return
	}
	s.folded[folded] = v
}

// find returns what a squashed key form means. A form without any mark but đ may stand for a marked one.
func (s spellings[T]) find(key string) (T, bool) {
	var none T
	if v, ok := s.exact[key]; ok {
		return v, v != none
	}
	folded := squash(viet.Fold(key))
	if folded != strings.ReplaceAll(key, "đ", "d") {
		return none, false
	}
	v := s.folded[folded]
	return v, v != none
}

// squash keeps the letters and digits of a key form and drops the word "và", so that "TN & MT", "TN-MT" and "TN và MT"
// are one.
func squash(key string) string {
	var b strings.Builder
	b.Grow(len(key))
	for word := range strings.FieldsSeq(key) {
		if word == "và" || word == "va" {
			continue
		}
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func newNames(r *Register) *names {
	n := &names{agencies: newSpellings[*Agency](8 * len(r.Agencies)), provinces: newSpellings[*Province](4 * len(r.Provinces))}
	for i := range r.Agencies {
		a := &r.Agencies[i]
		for _, form := range append([]string{a.Name, string(a.Code)}, a.Aliases...) {
			n.agencies.add(form, a)
		}
	}
	n.deriveAgencies(r.Agencies)
	old := make(map[string]*Province, len(r.Provinces))
	now := make(map[string]*Province, len(r.Provinces))
	for i := range r.Provinces {
		p := &r.Provinces[i]
		old[p.Old] = p
		if p.Kind != "merged" {
			now[p.New] = p
		}
		n.provinces.add(p.Old, p)
	}
	for i := range r.Provinces {
		n.provinces.add(r.Provinces[i].New, now[r.Provinces[i].New])
	}
	for _, a := range r.ProvinceAliases {
		p := now[a.New]
		if a.Old != "" {
			p = old[a.Old]
		}
		if p != nil {
			n.provinces.add(a.Alias, p)
		}
	}
	return n
}

// deriveAgencies enters the forms that follow from a name: parts of it as initials ("Bộ Nông nghiệp và PTNT", "Bộ CA"),
// and names without "Việt Nam". A form that two agencies could have is left out.
func (n *names) deriveAgencies(agencies []Agency) {
	owner := make(map[string]*Agency)
	var order []string
	for i := range agencies {
		for _, form := range derivedForms(&agencies[i]) {
			key := squash(viet.Key(form))
			if other, seen := owner[key]; seen && other != &agencies[i] {
				owner[key] = nil
				continue
			}
			owner[key] = &agencies[i]
			order = append(order, form)
		}
	}
	for _, form := range order {
		if a := owner[squash(viet.Key(form))]; a != nil {
			n.agencies.add(form, a)
		}
	}
}

func derivedForms(a *Agency) []string {
	if short, ok := strings.CutSuffix(a.Name, " Việt Nam"); ok {
		code := strings.TrimSuffix(string(a.Code), "VN")
		return []string{short, code, code + " Việt Nam", code + "VN"}
	}
	rest, ok := strings.CutPrefix(a.Name, "Bộ ")
	if !ok {
		return nil
	}
	forms := []string{"Bộ"}
	for _, part := range nameParts(rest) {
		var longer []string
		for _, f := range forms {
			longer = append(longer, f+" "+part, f+" "+initials(part))
		}
		forms = longer
	}
	return forms
}

// nameParts splits "Văn hóa, Thể thao và Du lịch" at its commas, dashes and "và".
func nameParts(name string) []string {
	return strings.Split(strings.NewReplacer(", ", "|", " - ", "|", " và ", "|").Replace(name), "|")
}

func initials(part string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(part) {
		r, _ := utf8.DecodeRuneInString(word)
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

// Agency returns the agency with the name, in any usual spelling: full, abbreviated or mixed, of any date.
func (r *Register) Agency(name string) (*Agency, bool) {
	return r.names.agencies.find(squash(viet.Key(name)))
}

// Exists reports whether the agency exists on a date; today when the date is unknown.
func (a *Agency) Exists(date Date) bool {
	switch {
	case a.Successor != a.Name:
		return date != "" && date.Before(a.From)
	case a.From != "":
		return date == "" || !date.Before(a.From)
	}
	return true
}

// AgencySuccessor returns the name of the agency that a named one is on a date: itself while it exists, then its main
// successor, step by step. Without a date it is the successor of today. It is "" for a name that is no agency's.
// Single functions may have gone elsewhere: see Moves.
func (r *Register) AgencySuccessor(name string, date Date) string {
	a, ok := r.Agency(name)
	for range r.Agencies { // no chain is longer
		if !ok || a.Successor == a.Name || date.Before(a.From) {
			break
		}
		next := a.Successor
		for _, s := range r.Successions {
			if s.Old == a.Name {
				next = s.New
			}
		}
		a, ok = r.Agency(next)
	}
	if !ok {
		return ""
	}
	return a.Name
}

// administrative words that stand before a province's name, squashed.
var provincePrefixes = []string{"ubnd", "ủybannhândân", "uybannhandan", "tỉnh", "tinh", "thànhphố", "thanhpho", "tp"}

func (r *Register) province(name string) (*Province, bool) {
	key := squash(viet.Key(name))
	for {
		if p, ok := r.names.provinces.find(key); ok {
			return p, true
		}
		short := cutAny(key, provincePrefixes)
		if short == key {
			return nil, false
		}
		key = short
	}
}

func cutAny(s string, prefixes []string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

// ProvinceOf returns the unit of 2026 that a province, old or new, is or became. It takes any usual spelling, with or
// without "tỉnh", "thành phố", "TP", in any tone style, decomposed, in capitals, and without diacritics.
func (r *Register) ProvinceOf(name string) (unit2026 string, ok bool) {
	p, ok := r.province(name)
	if !ok {
		return "", false
	}
	return p.New, true
}

// ProvinceOn returns the name that a province has on a date: the old unit before the day it was merged or renamed,
// the unit of 2026 from that day.
func (r *Register) ProvinceOn(name string, date Date) (unit string, ok bool) {
	p, ok := r.province(name)
	switch {
	case !ok:
		return "", false
	case date.Before(p.From):
		return p.Old, true
	}
	return p.New, true
}
