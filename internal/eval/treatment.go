package eval

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/corpus"
)

// Treatment is a way in which the same item may be written. It changes the text alone, never the label.
type Treatment struct {
	Name  string
	About string
	apply func(*treater, Item) Item
}

// Treatments are all ways, in printed order. The same item always gives the same text.
var Treatments = []Treatment{
	{"without_diacritics", "typed without diacritics", each(func(_ *treater, s string) string { return strip(s) })},
	{"capitals", "in capitals", each(func(_ *treater, s string) string { return strings.ToUpper(compose(s)) })},
	{"nfd", "in decomposed Unicode (NFD)", each(func(_ *treater, s string) string { return decompose(s) })},
	{"new_tone", "tone mark on the main vowel: hoà, thuý", each(func(_ *treater, s string) string { return moveTones(s, true) })},
	{"old_tone", "tone mark on the first vowel: hòa, thúy", each(func(_ *treater, s string) string { return moveTones(s, false) })},
	{"abbreviated", "with the abbreviations of the glossary", each((*treater).abbreviate)},
	{"reordered", "modules and clauses of the title in reverse", func(_ *treater, it Item) Item { return reorder(it) }},
	{"padded", "padded with form text, generic modules and place names", (*treater).pad},
	{"title_only", "title only", func(_ *treater, it Item) Item { it.Summary, it.Modules = "", nil; return it }},
	{"typos", "one typing error in five words", each((*treater).mistype)},
}

// treater holds what treatments need of the register.
type treater struct {
	short   []abbreviation // longest expansion first
	form    []string       // weightless and light form text
	generic []string       // modules that every project has
	seed    string         // id of the item at hand
}

type abbreviation struct{ long, short string }

func newTreater(reg *corpus.Register) *treater {
	t := &treater{}
	for _, a := range reg.Abbreviations {
		if len(a.Expansions) > 0 && strings.Contains(a.Expansions[0], " ") {
			t.short = append(t.short, abbreviation{strings.ToLower(compose(a.Expansions[0])), a.Abbr})
		}
	}
	slices.SortStableFunc(t.short, func(a, b abbreviation) int {
		if len(a.long) != len(b.long) {
			return len(b.long) - len(a.long)
		}
		return strings.Compare(a.long+a.short, b.long+b.short)
	})
	for _, b := range reg.Boilerplate {
		if b.Class == corpus.GenericModule {
			t.generic = append(t.generic, b.Phrase)
		} else {
			t.form = append(t.form, b.Phrase)
		}
	}
	return t
}

// Apply returns the item as the treatment writes it.
func (t *treater) treat(tr Treatment, it Item) Item {
	t.seed = it.ID
	return tr.apply(t, it)
}

// each treats every text of an item alike.
func each(f func(*treater, string) string) func(*treater, Item) Item {
	return func(t *treater, it Item) Item {
		it.Title, it.Summary = f(t, it.Title), f(t, it.Summary)
		modules := make([]string, len(it.Modules))
		for i, m := range it.Modules {
			modules[i] = f(t, m)
		}
		it.Modules = modules
		return it
	}
}

// abbreviate writes every phrase of the glossary short, longest phrase first.
func (t *treater) abbreviate(s string) string {
	s = compose(s)
	for _, a := range t.short {
		for from := 0; ; {
			at := indexFold(s[from:], a.long)
			if at < 0 {
				break
			}
			at += from
			end := at + len(a.long)
			if !wordEdge(s, at) || !wordEdge(s, end) {
				from = end
				continue
			}
			s = s[:at] + a.short + s[end:]
			from = at + len(a.short)
		}
	}
	return s
}

// indexFold is strings.Index for a lower-case needle whatever the case of s. Vietnamese letters keep their length in
// UTF-8 when their case changes.
func indexFold(s, lower string) int {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return -1
	}
	return strings.Index(low, lower)
}

// wordEdge tells that no word runs across byte i of s.
func wordEdge(s string, i int) bool {
	before := []rune(s[:i])
	after := []rune(s[i:])
	if len(before) == 0 || len(after) == 0 {
		return true
	}
	return !unicode.IsLetter(before[len(before)-1]) || !unicode.IsLetter(after[0])
}

// reorder turns the clauses of the title and the modules around.
func reorder(it Item) Item {
	it.Modules = slices.Clone(it.Modules)
	slices.Reverse(it.Modules)
	clauses := strings.FieldsFunc(it.Title, func(r rune) bool { return strings.ContainsRune(",;:()", r) })
	for i := range clauses {
		clauses[i] = strings.TrimSpace(clauses[i])
	}
	clauses = slices.DeleteFunc(clauses, func(s string) bool { return s == "" })
	slices.Reverse(clauses)
	it.Title = strings.Join(clauses, ", ")
	return it
}

// pad adds what every dossier says: places and years to the title, form text to the summary, generic modules.
func (t *treater) pad(it Item) Item {
	place := "tỉnh " + it.Province
	if it.Province == "" {
		place = "tỉnh"
	}
	it.Title += " trên địa bàn " + place + ", các sở, ban, ngành và 120 xã, phường giai đoạn 2026 - 2030"
	var lead, tail []string
	for i := range 4 {
		lead = append(lead, pick(t.form, it.ID, 2*i))
		tail = append(tail, pick(t.form, it.ID, 2*i+1))
	}
	it.Summary = strings.Join(lead, ", ") + ". " + it.Summary + " " + strings.Join(tail, ", ") + " trên địa bàn " + place + "."
	it.Modules = slices.Clone(it.Modules)
	for i := range 3 {
		it.Modules = append(it.Modules, pick(t.generic, it.ID, i))
	}
	return it
}

// pick chooses the n-th phrase for an item.
func pick(from []string, seed string, n int) string {
	if len(from) == 0 {
		return ""
	}
	return from[draw(seed, n)%uint64(len(from))]
}

// draw is the n-th number of a sequence that depends on the seed alone.
func draw(seed string, n int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(seed))
	h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
	x := h.Sum64() // the low bits of FNV follow the last byte closely: mix them
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}
