package intake

import (
	"slices"
	"strings"
)

// alike is the least similarity at which two names are taken for one thing.
const alike = 0.8

// bag is a plain text with its words, sorted.
type bag struct {
	text  string
	words []string
}

func bagOf(text string) bag {
	words := strings.Fields(text)
	slices.Sort(words)
	return bag{text, words}
}

// similarity is Dice's coefficient of the words of two texts, each word counted as often as it stands
// (Dice, Measures of the amount of ecologic association between species, Ecology 26, 1945).
func (a bag) similarity(b bag) float64 {
	if a.text == b.text {
		return 1
	}
	wa, wb := a.words, b.words
	if len(wa) == 0 || len(wb) == 0 || len(wa) > 3*len(wb) || len(wb) > 3*len(wa) {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(wa) && j < len(wb); {
		switch order := strings.Compare(wa[i], wb[j]); {
		case order == 0:
			both, i, j = both+1, i+1, j+1
		case order < 0:
			i++
		default:
			j++
		}
	}
	return 2 * float64(both) / float64(len(wa)+len(wb))
}

// similarity is that of the bags of two plain texts.
func similarity(a, b string) float64 { return bagOf(a).similarity(bagOf(b)) }

// sameName tells whether two items carry one name.
func sameName(a, b *item) bool {
	return a.plain == b.plain || similarity(a.plain, b.plain) >= sameNames
}

// sameNames is the least similarity at which two names are one name.
const sameNames = 0.9

// join gives the items what the document says of them elsewhere: the text under headings of the same name, and the
// functions and users in function tables.
func (d *dossier) join(items []*item) {
	var all []titled
	d.root.walk(func(s *section) {
		if s.line != nil && s.class != classPresent && s.class != classGlossary && s.class != classBasis && countWords(s.plain) >= 2 {
			all = append(all, titledOf(s))
		}
	})
	if len(items)*len(all) > 2_000_000 {
		return
	}
	for _, it := range items {
		if s := it.heading(all); s != nil {
			it.describe(s)
		}
	}
	for _, t := range d.functions {
		d.attach(t, items)
	}
}

// titled is a section with the names that its title may mean: what stands before a colon or bracket, and all of it.
type titled struct {
	*section
	names []bag
}

func titledOf(s *section) titled {
	t := titled{section: s}
	for _, name := range unique([]string{nameOf(s), s.plain, plain(beforeColon(s.title))}) {
		t.names = append(t.names, bagOf(name))
	}
	return t
}

// heading finds the section that describes an item: the one whose title is closest to its name.
func (it *item) heading(all []titled) *section {
	if it.section != nil && it.section.item {
		return it.section
	}
	var best *section
	most := 0.0
	name := bagOf(it.plain)
	for i := range all {
		s := &all[i]
		v := 0.0
		for _, title := range s.names {
			v = max(v, name.similarity(title))
		}
		if v < alike && v >= 0.5 && it.no != "" && (s.num.label == it.no || strings.HasSuffix(s.num.label, "."+it.no)) {
			v = alike
		}
		if v >= alike && v > most {
			best, most = s.section, v
		}
	}
	return best
}

// nameOf gives the plain name in a heading: what stands before a colon or bracket.
func nameOf(s *section) string {
	if i := strings.IndexAny(s.title, ":;("); i > 12 {
		return plain(s.title[:i])
	}
	return s.plain
}

// beforeColon returns the text before the first colon, all of it when there is none.
func beforeColon(s string) string {
	name, _, _ := strings.Cut(s, ":")
	return name
}

// describe takes the text of a section for the item.
func (it *item) describe(s *section) {
	s.item = true
	if text := s.text(detailLimit); text != "" {
		it.text = append(it.text, text)
	}
	it.sections = append(it.sections, s.cite())
	it.pages = append(it.pages, s.line.place.Page)
	if it.money == nil {
		it.take(moneyIn(s))
	}
	for _, r := range []struct {
		to     *string
		labels phrases
	}{{&it.owner, agencyLabels}, {&it.period, periodLabels}} {
		if *r.to == "" {
			*r.to = labelIn(s, r.labels)
		}
	}
}

// attach hands the rows of a function table to the items they belong to: by group rows that carry an item's name, else
// by the heading the table stands under, else by its caption.
func (d *dossier) attach(t *table, items []*item) {
	owner := ownerOf(t, items)
	fn, actor, detail := t.col(roleFunction), t.col(roleActor), t.col(roleDescribe)
	if fn < 0 {
		fn = t.col(roleName)
	}
	cur, group, cited := owner, "", map[*item]bool{}
	for _, b := range t.rows {
		if name, label := spanned(b); name != "" {
			cur, group = closest(name, items), label
			if cur == nil {
				cur = owner
			}
			continue
		}
		if cur == nil || isColumnNumbers(b) {
			continue
		}
		name := textAt(b, fn)
		if more := textAt(b, detail); more != "" && detail != fn {
			name = strings.TrimSpace(name + ": " + more)
		}
		if name = strings.Trim(name, ": "); name != "" {
			cur.functions = append(cur.functions, name)
		}
		if u := textAt(b, actor); u != "" {
			cur.users = append(cur.users, u)
		}
		if !cited[cur] && t.no != "" {
			cited[cur] = true
			cur.tables = append(cur.tables, cite{t.ordinal, t.citeTable() + group})
		}
	}
	for _, it := range items {
		it.users = unique(it.users)
	}
}

// spanned returns the name in a group row of a function table, which is one cell across the table, and how its number
// is cited.
func spanned(r *blockRow) (name, label string) {
	text := ""
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Covered || strings.TrimSpace(c.Text) == "" {
			continue
		}
		if text != "" {
			if classify(strings.Trim(text, " .)")).ok() && c.ColSpan > 1 {
				text = c.Text
				continue
			}
			return "", ""
		}
		text = c.Text
	}
	t := oneLine(text)
	n := readNumber(t)
	if n.ok() && !n.bullet() {
		label = ", nhóm " + n.label
	}
	return strings.TrimSpace(t[n.end:]), label
}

// closest finds the item a group row names, nil when none.
func closest(name string, items []*item) *item {
	p := plain(name)
	var best *item
	most := 0.7
	for _, it := range items {
		if v := similarity(p, it.plain); v > most {
			best, most = it, v
		}
	}
	return best
}

// ownerOf finds the item that a whole function table describes.
func ownerOf(t *table, items []*item) *item {
	for s := t.section; s != nil && s.line != nil; s = s.parent {
		if it := closest(nameOf(s), items); it != nil && s.item {
			return it
		}
	}
	p := plain(t.caption)
	if i := strings.LastIndex(p, "hang muc "); i >= 0 {
		no := strings.TrimSpace(p[i+len("hang muc "):])
		for _, it := range items {
			if it.no == no {
				return it
			}
		}
	}
	for _, it := range items {
		if hasWords(p, it.plain) {
			return it
		}
	}
	if len(items) == 1 {
		return items[0]
	}
	return nil
}
