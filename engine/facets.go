package engine

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// FieldText returns the text that quotes of a field of a proposal's side count their offsets in: the fields a component
// is compared by ("name", "functions", "description", "context") and those that facets quote besides ("users", "scope",
// "title"). Lists are joined by line breaks; "" for another field.
func FieldText(p *Proposal, c *Component, field string) string {
	switch field {
	case "name":
		return c.Name
	case "functions":
		return strings.Join(c.Functions, "\n")
	case "description":
		return c.Description
	case "context":
		var parts []string
		for _, s := range []string{p.Title, p.Objective, p.Summary} {
			if s != "" && s != c.Name && s != c.Description {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "\n")
	case "users":
		return strings.Join(usersOf(p, c), "\n")
	case "scope":
		return p.Scope
	case "title":
		return p.Title
	}
	return ""
}

// whole quotes all of a field.
func whole(field, text string) Quote { return Quote{Field: field, Text: text, End: len(text)} }

// run is a row of tokens.
type run struct{ from, to int }

func (r run) quote(field string, t *viet.Text) Quote {
	tokens := t.Tokens()
	return Quote{Field: field, Text: t.Quote(r.from, r.to), Start: int(tokens[r.from].Start), End: int(tokens[r.to-1].End)}
}

func (k *comparable) quote(f, from, to int) Quote {
	return run{from, to}.quote(fieldNames[f], &k.texts[f])
}

// quoteRun returns a run of the component's name as a list of quotes, none for an empty run.
func (k *comparable) quoteRun(r run) []Quote {
	if r.to == 0 {
		return nil
	}
	return []Quote{k.quote(fieldName, r.from, r.to)}
}

// facets draws the lines of the comparison, in printed order, with the words of both sides. A facet without words on a
// side follows from the component or the record as a whole, or says what no text says.
func (e *Engine) facets(k *comparable, pr *pairing, timing string) []Facet {
	p, ev, f := &e.profiles[pr.row], &pr.ev, &pr.facts
	if !k.sided {
		e.readUsers(k)
		e.readScope(k)
		k.said.noun, k.said.verb = k.quoteRun(k.reading.noun), k.quoteRun(k.reading.verb)
		k.index()
		k.said.name = k.quoteRun(run{0, k.texts[fieldName].Len()})
		k.said.serves = nil
		for i := range k.serves {
			k.said.serves = append(k.said.serves, k.serves[i].quote)
		}
		k.sided = true
	}
	met := e.saidOf(k, p, pr)
	out := []Facet{
		e.functionFacet(k, pr, met.record),
		k.objectiveFacet(pr, p, &met),
		objectFacet(p, ev, f, met.object),
		k.usersFacet(p, f),
		k.scopeFacet(p, f),
		{Name: FacetObjectType, Value: p.platform.Kind, Proposal: k.said.noun, Platform: p.said.head},
		{Name: FacetAction, Value: string(k.reading.Action), Proposal: k.said.verb},
		{Name: FacetState, Value: string(e.view.Rows[pr.row].State)},
		{Name: FacetTiming, Value: timing},
		{Name: FacetException, Value: f.Exception},
	}
	if f.Exception != "" && k.excepted {
		out[9].Proposal = []Quote{k.exception}
	}
	for i := range out {
		if out[i].Proposal == nil {
			out[i].Proposal = []Quote{}
		}
		if out[i].Platform == nil {
			out[i].Platform = []Quote{}
		}
	}
	return out
}

// functionFacet quotes the words in common, with the name and the function of the platform that hold most of them. Two
// functions without words in common are told apart by the names.
func (e *Engine) functionFacet(k *comparable, pr *pairing, said []Quote) Facet {
	out := Facet{Name: FacetFunction, Degree: pr.facts.Function, Proposal: said, Platform: platformQuotes(&e.profiles[pr.row], &pr.ev)}
	if len(out.Proposal) == 0 && out.Degree != Unknown {
		out.Proposal = k.said.name
	}
	if pr.ev.sharedCode >= 0 {
		out.Note = string(e.view.Register.Functions[pr.ev.sharedCode].Code)
	}
	return out
}

// objectiveFacet quotes the platform's purpose, or else what its function is quoted by, and the words that the component
// shares with it, or else its name: it is by names and functions that the objective is judged.
func (k *comparable) objectiveFacet(pr *pairing, p *profile, said *saidWords) Facet {
	out := Facet{Name: FacetObjective, Degree: pr.facts.Objective}
	switch {
	case out.Degree == Unknown:
		return out
	case pr.facts.touches() && len(said.purpose) > 0:
		out.Proposal = said.purpose
	case pr.facts.touches() && len(said.record) > 0:
		out.Proposal = said.record
	default:
		out.Proposal = k.said.name
	}
	if out.Platform = p.said.purpose; out.Platform == nil {
		out.Platform = platformQuotes(p, &pr.ev)
	}
	return out
}

func objectFacet(p *profile, ev *evidence, f *Facts, said []Quote) Facet {
	out := Facet{Name: FacetDataObject, Degree: f.DataObject}
	if ev.bestHolds >= 0 && f.DataObject != Unknown {
		out.Proposal, out.Platform = said, []Quote{p.holds[ev.bestHolds].quote()}
	}
	return out
}

// usersFacet quotes whom each side serves: of the platform those of the same groups, where there are any. A component
// that does not say is for the place that proposes it, which matters for platforms that serve others only.
func (k *comparable) usersFacet(p *profile, f *Facts) Facet {
	out := Facet{Name: FacetUsers, Degree: f.Users, Proposal: k.said.serves}
	if f.Users == Unknown { // the ladder asks only about platforms that serve others
		out.Degree = usersDegree(k.serves, p.serves)
	}
	var who audience
	for i := range k.serves {
		who |= k.serves[i].who
	}
	if out.Degree == Different && len(out.Proposal) == 0 {
		out.Proposal = k.scope
	}
	if out.Degree != Same && out.Degree != Partial {
		out.Platform = p.said.serves
		return out
	}
	for i := range p.serves {
		if p.serves[i].who&who != 0 {
			out.Platform = append(out.Platform, p.serves[i].quote)
		}
	}
	return out
}

// scopeFacet quotes how far each side serves.
func (k *comparable) scopeFacet(p *profile, f *Facts) Facet {
	out := Facet{Name: FacetScope, Degree: f.Scope, Proposal: k.scope, Platform: p.said.scope}
	switch {
	case p.hub:
		out.Note = "hub"
	case f.Local:
		out.Note = "local_component"
	case len(out.Proposal) == 0 && f.Scope != Unknown:
		out.Note = "taken_as_local"
	}
	return out
}

// readScope keeps the words for how far the component serves: the scope that the document states, else the first
// territory or level that is named in what is said of the component, else in the title of the whole.
func (e *Engine) readScope(k *comparable) {
	p := k.proposal
	k.scope = nil
	if p.Scope != "" {
		k.scope = []Quote{whole("scope", p.Scope)}
		return
	}
	for _, f := range []int{fieldName, fieldContext, fieldDescription, fieldFunctions} {
		if r := e.voc.territory(k.spans[f]); r.to > 0 {
			k.scope = []Quote{r.quote(fieldNames[f], &k.texts[f])}
			return
		}
	}
	k.scratch.Reset(p.Title)
	if r := e.voc.territory(e.voc.match(&k.scratch, k.folded, nil)); r.to > 0 {
		k.scope = []Quote{r.quote("title", &k.scratch)}
	}
}

// territory returns the first longest run of words for territories and levels among the phrases of a text ("trên địa bàn
// tỉnh Hà Giang"), empty when there is none.
func (v *vocabulary) territory(spans []viet.Span) run {
	var best, at run
	for _, s := range spans {
		if !slices.Contains(v.meanings[s.ID], territory) {
			continue
		}
		if s.From > at.to || at.to == 0 {
			at.from = s.From
		}
		if at.to = max(at.to, s.To); at.to-at.from > best.to-best.from {
			best = at
		}
	}
	return best
}

func (p *part) quote() Quote { return whole(p.field, p.text) }

func platformQuotes(p *profile, ev *evidence) []Quote {
	out := []Quote{p.names[max(0, ev.bestName)].quote()}
	if ev.bestDoes >= 0 {
		out = append(out, p.does[ev.bestDoes].quote())
	}
	return out
}

// saidWords are the component's words that a record has too: anywhere, in its purpose, in the data best met.
type saidWords struct{ record, purpose, object []Quote }

// saidOf returns the component's telling words that the platform's record has too, in runs that the record has as they
// are, in order of field and place. Runs of one word are left out when there are longer ones. The data may be met by words
// that weigh little alone.
func (e *Engine) saidOf(k *comparable, p *profile, pr *pairing) (out saidWords) {
	numbers, at := p.words.numbers(k.folded), &k.places
	at.record++
	for _, n := range p.pairs.numbers(k.folded) {
		at.inRecord[n] = at.record
	}
	for _, n := range numbers {
		k.mark(n)
	}
	e.pairMet(k)
	out.record = k.quoteMet()
	if c := pr.ev.called; c != nil && out.record == nil {
		out.record = []Quote{k.quote(c.field, c.from, c.to)}
	}
	at.met.clear()
	if pr.facts.touches() {
		for _, w := range p.aim.words {
			k.mark(numbers[w])
		}
		out.purpose = k.quoteMet()
		at.met.clear()
	}
	if pr.ev.bestHolds >= 0 && pr.facts.DataObject != Unknown {
		for _, w := range p.holds[pr.ev.bestHolds].words {
			k.mark(numbers[w])
		}
		if out.object = k.quoteMet(); out.object == nil {
			out.object = k.quoteFirst(at.met)
		}
		at.met.clear()
	}
	return out
}

// wordPlaces tell where the words of records stand in a component, so that the words of one record are found and joined into
// runs without reading all that is said of the component. A place is the number of a token, counted through the fields.
type wordPlaces struct {
	last     []int32 // by number in the lexis: the last place of the word; only for words of the component
	before   []int32 // by place: the place of the same word before, -1 for none
	pair     []int32 // by place: the number of the word's pair with the one before, and two; 0 until it is asked for
	start    [numFields + 1]int
	telling  placeSet // of words that tell one job from another
	joined   placeSet // of words that may go on a run of the word before
	met      placeSet // of the words of one record
	paired   placeSet // those of them that the record has behind the same word as here
	onward   placeSet // those of some that go on a run
	inRecord []uint32 // by number of a pair: the last record read that has it
	record   uint32   // counts the records read
}

// placeSet is a set of places.
type placeSet []uint64

func (s placeSet) add(place int) { s[place/64] |= 1 << (place % 64) }

func (s placeSet) clear() { clear(s) }

// emptySet returns an empty set for n places that reuses the memory of s.
func emptySet(s placeSet, n int) placeSet {
	s = grow(s, (n+63)/64)
	s.clear()
	return s
}

// tellingScale parts words that tell one job from another from form text and organs, which are scaled below it.
const tellingScale = 0.5

// index enters the words of the component.
func (k *comparable) index() {
	at := &k.places
	if len(at.last) < len(k.features.standing) {
		at.last, at.inRecord = make([]int32, len(k.features.standing)), make([]uint32, len(k.features.standing))
	}
	for _, n := range k.features.entered {
		at.last[n] = -1 // words that only an acronym stands for have no place
	}
	for f := range k.texts {
		at.start[f+1] = at.start[f] + len(k.telling[f])
	}
	total := at.start[numFields]
	at.before, at.pair = grow(at.before, total), grow(at.pair, total)
	clear(at.pair)
	at.telling, at.joined = emptySet(at.telling, total), emptySet(at.joined, total)
	at.met, at.onward, at.paired = emptySet(at.met, total), emptySet(at.onward, total), emptySet(at.paired, total)
	for f := range k.texts {
		tokens, scale := k.texts[f].Tokens(), k.scale[f]
		for i, n := range k.telling[f] {
			if n < 0 {
				continue
			}
			place := at.start[f] + i
			at.before[place], at.last[n] = at.last[n], int32(place)
			if scale[i] >= tellingScale {
				at.telling.add(place)
			}
			if i > 0 && tokens[i].Break <= viet.Comma {
				at.joined.add(place)
			}
		}
	}
}

// mark adds the places of a word of a record to those met.
func (k *comparable) mark(n int32) {
	if k.features.standing[n] == 0 {
		return
	}
	for place := k.places.last[n]; place >= 0; place = k.places.before[place] {
		k.places.met.add(int(place))
	}
}

// goesOn tells whether the record has the word at a place behind the same word as here.
func (e *Engine) goesOn(k *comparable, place int) bool {
	at := &k.places
	if at.pair[place] == 0 {
		f := 0
		for place >= at.start[f+1] {
			f++
		}
		tokens, i := k.texts[f].Tokens(), place-at.start[f]
		at.pair[place] = e.lexis.numbers.find(viet.Pair(form(&tokens[i-1], k.folded), form(&tokens[i], k.folded))) + 2
	}
	n := at.pair[place] - 2
	return n >= 0 && at.inRecord[n] == at.record
}

// pairMet finds which of the telling words met the record has behind the same word as here.
func (e *Engine) pairMet(k *comparable) {
	at := &k.places
	wordBefore := uint64(0)
	for w, met := range at.met {
		word := met & at.telling[w]
		paired := word & at.joined[w] & (word<<1 | wordBefore)
		for set := paired; set != 0; set &= set - 1 {
			if bit := bits.TrailingZeros64(set); !e.goesOn(k, 64*w+bit) {
				paired &^= 1 << bit
			}
		}
		at.paired[w] = paired
		wordBefore = word >> 63
	}
}

// quoteMet quotes the runs of telling words among those met that the record has too, in order of place, or else the first
// of them by itself.
func (k *comparable) quoteMet() []Quote {
	at := &k.places
	runs, wordBefore, onwardBefore := 0, uint64(0), uint64(0) // the last bits of the words of the sets before
	for w, met := range at.met {
		word := met & at.telling[w]
		onward := word & at.paired[w] & (word<<1 | wordBefore)
		runs += bits.OnesCount64(onward &^ (onward<<1 | onwardBefore)) // a run has one block of them
		at.onward[w] = onward
		wordBefore, onwardBefore = word>>63, onward>>63
	}
	if runs == 0 {
		return k.quoteFirst(at.met, at.telling)
	}
	out, f, open := make([]Quote, 0, runs), 0, run{}
	for w, set := range at.onward {
		for ; set != 0; set &= set - 1 {
			place := 64*w + bits.TrailingZeros64(set)
			if place != open.to {
				out = k.appendRun(out, &f, open)
				open.from = place - 1
			}
			open.to = place + 1
		}
	}
	return k.appendRun(out, &f, open)
}

// appendRun quotes a run of places, an empty one not at all. f is the field of the run before, and becomes its own.
func (k *comparable) appendRun(dst []Quote, f *int, r run) []Quote {
	if r.to == 0 {
		return dst
	}
	for r.from >= k.places.start[*f+1] {
		*f++
	}
	start := k.places.start[*f]
	return append(dst, k.quote(*f, r.from-start, r.to-start))
}

// quoteFirst quotes the first place that all sets have, nil for none.
func (k *comparable) quoteFirst(sets ...placeSet) []Quote {
	for w, common := range sets[0] {
		for _, s := range sets[1:] {
			common &= s[w]
		}
		if common != 0 {
			f, place := 0, 64*w+bits.TrailingZeros64(common)
			return k.appendRun(nil, &f, run{place, place + 1})
		}
	}
	return nil
}
