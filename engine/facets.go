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
		k.sided = true
	}
	met := k.saidOf(p, pr)
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
	out := Facet{Name: FacetUsers, Degree: f.Users}
	if f.Users == Unknown { // the ladder asks only about platforms that serve others
		out.Degree = usersDegree(k.serves, p.serves)
	}
	var who audience
	for i := range k.serves {
		out.Proposal = append(out.Proposal, k.serves[i].quote)
		who |= k.serves[i].who
	}
	if out.Degree == Different && len(out.Proposal) == 0 {
		out.Proposal = k.scope
	}
	for i := range p.serves {
		if out.Degree != Same && out.Degree != Partial || p.serves[i].who&who != 0 {
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

// saidOf returns the runs of the component's telling words that the platform's record has too, in order of field and
// place. Runs of one word are left out when there are longer ones. The data may be met by words that weigh little alone.
func (k *comparable) saidOf(p *profile, pr *pairing) saidWords {
	numbers := p.words.numbers(k.folded)
	for _, n := range numbers {
		k.features.standing[n] |= inRecord
	}
	if pr.facts.touches() {
		for _, w := range p.aim.words {
			k.features.standing[numbers[w]] |= inPurpose
		}
	}
	if pr.ev.bestHolds >= 0 && pr.facts.DataObject != Unknown {
		for _, w := range p.holds[pr.ev.bestHolds].words {
			k.features.standing[numbers[w]] |= inObject
		}
	}
	k.quoters.reset()
	k.quoteAll(numbers)
	for _, n := range numbers {
		k.features.standing[n] &^= inRecord | inPurpose | inObject
	}
	if c := pr.ev.called; c != nil {
		k.quoters[0].word = first(k.quoters[0].word, k, c.field, run{c.from, c.to})
	}
	out := saidWords{k.quoters[0].quotes(), k.quoters[1].quotes(), k.quoters[2].quotes()}
	if out.object == nil {
		out.object = k.quoters[2].weak
	}
	return out
}

// quoters quote by several sets of words in one pass.
type quoters [3]quoter

func (qs *quoters) reset() {
	for j, at := range [3]standing{inRecord, inPurpose, inObject} {
		qs[j] = quoter{at: at, runs: qs[j].runs[:0]}
	}
}

// wordPlaces tell where the words of records stand in a component, so that the words of one record are found without reading
// all that is said of the component. A place is the number of a token, counted through the fields.
type wordPlaces struct {
	last   []int32 // by number in the lexis: the last place of the word; only for words of the component
	before []int32 // by place: the place of the same word before, -1 for none
	start  [numFields + 1]int
	met    []uint64 // set of places
}

// index enters the words of the component.
func (k *comparable) index() {
	at := &k.places
	if len(at.last) < len(k.features.standing) {
		at.last = make([]int32, len(k.features.standing))
	}
	for _, n := range k.features.entered {
		at.last[n] = -1 // words that only an acronym stands for have no place
	}
	for f := range k.texts {
		at.start[f+1] = at.start[f] + len(k.telling[f])
	}
	total := at.start[numFields]
	at.before, at.met = grow(at.before, total), grow(at.met, (total+63)/64)
	clear(at.met)
	for f := range k.texts {
		for i, n := range k.telling[f] {
			if place := int32(at.start[f] + i); n >= 0 {
				at.before[place], at.last[n] = at.last[n], place
			}
		}
	}
}

// quoteAll quotes the words of the component that are among those of a record, in order of place.
func (k *comparable) quoteAll(numbers []int32) {
	at := &k.places
	for _, n := range numbers {
		if k.features.standing[n]&(inBuilt|inTarget) == 0 {
			continue
		}
		for place := at.last[n]; place >= 0; place = at.before[place] {
			at.met[place/64] |= 1 << (place % 64)
		}
	}
	f := 0
	for w, set := range at.met {
		at.met[w] = 0
		for ; set != 0; set &= set - 1 {
			place := 64*w + bits.TrailingZeros64(set)
			for place >= at.start[f+1] {
				k.quoters.close(k, f)
				f++
			}
			k.quoters.word(k, f, place-at.start[f])
		}
	}
	k.quoters.close(k, f)
}

// word takes a token that some of the sets have.
func (qs *quoters) word(k *comparable, f, i int) {
	at, telling := k.features.standing[k.telling[f][i]], k.scale[f][i] >= tellingScale
	for j := range qs {
		q, said := &qs[j], at&qs[j].at != 0
		if q.length > 0 && !(said && telling && q.end == i && k.texts[f].Tokens()[i].Break <= viet.Comma) {
			q.close(k, f)
		}
		switch {
		case said && telling:
			q.length, q.end = q.length+1, i+1
		case said:
			q.weak = first(q.weak, k, f, run{i, i + 1})
		}
	}
}

// close ends the runs that are open at the end of a field.
func (qs *quoters) close(k *comparable, f int) {
	for j := range qs {
		qs[j].close(k, f)
	}
}

// tellingScale parts words that tell one job from another from form text and organs, which are scaled below it.
const tellingScale = 0.5

// quoter gathers the runs of words of one set.
type quoter struct {
	at         standing
	length     int     // of the run that is open, 0 for none
	end        int     // of that run
	runs       []Quote // reused from record to record
	word, weak []Quote // the first run of one word, the first word that weighs little
}

// close ends the open run of a field.
func (q *quoter) close(k *comparable, f int) {
	switch {
	case q.length > 1:
		q.runs = append(q.runs, k.quote(f, q.end-q.length, q.end))
	case q.length == 1:
		q.word = first(q.word, k, f, run{q.end - 1, q.end})
	}
	q.length = 0
}

// first returns what is quoted already, else the tokens given.
func first(quoted []Quote, k *comparable, f int, r run) []Quote {
	if quoted != nil {
		return quoted
	}
	return []Quote{k.quote(f, r.from, r.to)}
}

func (q *quoter) quotes() []Quote {
	if len(q.runs) > 0 {
		return slices.Clone(q.runs)
	}
	return q.word
}
