package index

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// texts says what is indexed of each platform, in which field.
type texts struct {
	lists   map[corpus.ID][]corpus.ListID
	printed map[corpus.ID][]string // names under which the lists print a platform, where they differ from its own
	rewordings
}

func newTexts(reg *corpus.Register) *texts {
	t := &texts{
		lists:      make(map[corpus.ID][]corpus.ListID),
		printed:    make(map[corpus.ID][]string),
		rewordings: newRewordings(reg),
	}
	for i := range reg.Lists {
		l := &reg.Lists[i]
		for _, e := range l.Entries {
			t.lists[e.Platform] = appendNew(t.lists[e.Platform], l.ID)
			t.printed[e.Platform] = appendNew(t.printed[e.Platform], e.Name)
		}
	}
	return t
}

func appendNew[T comparable](to []T, v T) []T {
	if slices.Contains(to, v) {
		return to
	}
	return append(to, v)
}

// values returns the texts of a field, each to be analysed by itself.
func (t *texts) values(p *corpus.Platform, name string) []string {
	switch name {
	case FieldName:
		return []string{p.Name}
	case FieldAlias:
		return t.aliases(p)
	case FieldPurpose:
		return []string{p.Purpose}
	case FieldFunction:
		return p.Functions
	case FieldObject:
		return p.DataObjects
	case FieldUser:
		return p.Users
	case fieldOther:
		return t.others(p)
	}
	return nil
}

// aliases returns every other name of a platform: its own, and those printed in the lists.
func (t *texts) aliases(p *corpus.Platform) []string {
	var out []string
	for _, s := range append(append([]string{p.Acronym, p.NameEN}, p.Aliases...), t.printed[p.ID]...) {
		if s != "" && s != p.Name {
			out = appendNew(out, s)
		}
	}
	return out
}

// functionWords returns the words by which the taxonomy knows a business function.
func functionWords(f *corpus.Function) []string {
	return append(append([]string{f.Name}, f.Terms...), f.Objects...)
}

// others returns what the names and functions of a platform may be called instead.
func (t *texts) others(p *corpus.Platform) []string {
	var r reworder
	t.find(&r, p.Name)
	for _, values := range [][]string{t.aliases(p), p.Functions, p.DataObjects} {
		for _, s := range values {
			t.find(&r, s)
		}
	}
	return r.found
}

// rewordings knows which phrases stand for one another: abbreviations with one reading, and synonyms for business
// functions.
type rewordings struct {
	groups [][]string
	lex    *viet.Lexicon // each phrase by its place in phrases
	places []place
}

// place is where a phrase stands in the groups.
type place struct{ group, member int }

func newRewordings(reg *corpus.Register) rewordings {
	var r rewordings
	for _, a := range reg.Abbreviations {
		if len(a.Expansions) == 1 {
			r.groups = append(r.groups, []string{a.Abbr, a.Expansions[0]})
		}
	}
	for _, s := range reg.Synonyms {
		if s.Use == "function" {
			r.groups = append(r.groups, s.Terms)
		}
	}
	var terms []viet.Term
	for g, group := range r.groups {
		for m, phrase := range group {
			terms = append(terms, viet.Term{Phrase: phrase, ID: int32(len(r.places))})
			r.places = append(r.places, place{g, m})
		}
	}
	r.lex = viet.NewLexicon(terms)
	return r
}

// reworder is the memory of finding the rewordings of a platform, and what was found.
type reworder struct {
	text  viet.Text
	spans []viet.Span
	found []string
}

// find adds the other phrases of every group with a phrase in s.
func (r *rewordings) find(w *reworder, s string) {
	w.text.Reset(s)
	w.spans = r.lex.Match(&w.text, w.spans[:0])
	for _, span := range w.spans {
		at := r.places[span.ID]
		for m, phrase := range r.groups[at.group] {
			if m != at.member {
				w.found = appendNew(w.found, phrase)
			}
		}
	}
}
