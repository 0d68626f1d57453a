package engine

import "github.com/rasoat/rasoat/internal/viet"

// Fields of a component's text, in falling order of what they say about its function.
const (
	fieldName = iota
	fieldFunctions
	fieldDescription
	fieldContext // the proposal's title, objective and summary, when the component is all that is proposed
	numFields
)

// fieldNames are the names under which quotes refer to the fields.
var fieldNames = [numFields]string{"name", "functions", "description", "context"}

// fieldWeights say how much a word counts by where it stands.
var fieldWeights = [numFields]float32{1, 0.8, 0.5, 0.4}

// tokenRole is what a token may be evidence of.
type tokenRole uint8

const (
	roleBuilt  tokenRole = iota // of what is built
	roleTarget                  // of a system connected to, fed or used
	roleSilent                  // of nothing: refused, form text, places
)

// comparable is a component made ready for comparison. It is reused from check to check.
type comparable struct {
	proposal  *Proposal
	component *Component

	texts   [numFields]viet.Text
	roles   [numFields][]tokenRole
	telling [numFields][]int32   // number of each token in the lexis, -1 for words of no record and those that weigh nothing
	scale   [numFields][]float32 // weight of each token before idf: form text and places are scaled down
	spans   [numFields][]viet.Span
	spelt   map[uint64]spelling // by key of the acronym
	long    viet.Text           // all that the acronyms stand for
	scratch viet.Text
	folded  bool // typed without diacritics: compared by folded forms

	reading   Reading
	codes     codes    // business functions met in what is built
	mainCode  int32    // strongest of codes, -1 for none
	calls     []call   // platforms called by name, each once
	locals    []int32  // local components of the architecture met in the name
	excepted  bool     // a clause invokes the procedure for exceptions
	exception Quote    // the words of it
	serves    []served // whom it is said to serve
	scope     []Quote  // how far it is said to serve
	said      struct{ name, noun, verb, serves []Quote }
	sided     bool // serves, scope and said are read: only what is reported needs them
	deployed  bool // a clause says that a ministry's own system is put to use
	umbrella  bool // names a programme of many items
	targets   bool // something stands in what is connected to
	pairs     bool // pairs are entered too
	features  features
	unseen    hashTable // words of no record, each counted once
	words     []uint64  // scratch of fingerprints
	met       common    // set by meet
	aimed     common    // set by meet
	both      []uint16  // scratch of meet
	places    wordPlaces
	titleSum  float32 // weight of the name's words
	pairSum   float32
	bodySum   float32
	wordCount int  // words of what is built that are not form text and stand for something
	obscure   bool // an abbreviation stands in what is built that nothing says the meaning of
}

// call is where a platform is called by its name.
type call struct {
	platform int32 // number in the register
	strength float32
	field    int
	from, to int
	target   bool
}

// componentTexts returns the texts a component is compared by, by field.
func componentTexts(p *Proposal, c *Component) [numFields]string {
	var texts [numFields]string
	for f := range texts {
		if f != fieldContext || len(p.Components) <= 1 {
			texts[f] = FieldText(p, c, fieldNames[f])
		}
	}
	return texts
}

// read fills the comparable from a component.
func (e *Engine) read(k *comparable, p *Proposal, c *Component) {
	k.reset(e)
	k.proposal, k.component, k.sided = p, c, false
	for f, s := range componentTexts(p, c) {
		k.texts[f].Reset(s)
	}
	e.spell(k, p)
	k.folded = k.texts[fieldName].Undiacritised()
	if !k.folded {
		for f := range k.texts {
			e.mend(&k.texts[f])
		}
	}
	k.reading = grammar().read(&k.texts[fieldName])
	if c.Action != "" && c.Action != k.reading.Action {
		k.reading.Action, k.reading.verb = c.Action, run{} // stated elsewhere than in the name
	}
	k.reading.Negated = k.reading.Negated || c.Negated
	for f := range k.texts {
		k.match(e.voc, f)
		e.assignRoles(k, f)
		e.collect(k, f)
		e.collectSpelt(k, f)
	}
	k.settleCodes()
	e.weigh(k)
}

func (k *comparable) reset(e *Engine) {
	k.features.reset(e.lexis.numbers.len())
	k.codes.reset(len(e.byFunction))
	k.calls, k.locals = k.calls[:0], k.locals[:0]
	k.mainCode, k.targets, k.umbrella, k.deployed, k.excepted = -1, false, false, false, false
	k.titleSum, k.pairSum, k.bodySum, k.wordCount, k.obscure = 0, 0, 0, 0, false
	k.unseen.clear()
}

// match finds the phrases of a field.
func (k *comparable) match(voc *vocabulary, f int) {
	k.spans[f] = voc.match(&k.texts[f], k.folded, k.spans[f][:0])
}

// assignRoles walks the clauses of a field and says what each token may be evidence of.
func (e *Engine) assignRoles(k *comparable, f int) {
	n := k.texts[f].Len()
	k.roles[f], k.scale[f] = grow(k.roles[f], n), grow(k.scale[f], n)
	for i := range n {
		k.roles[f][i], k.scale[f][i] = roleBuilt, 1
	}
	tokens, spans := k.texts[f].Tokens(), k.spans[f]
	for from := 0; from < n; {
		to := from + 1
		for to < n && tokens[to].Break < viet.Clause {
			to++
		}
		in := 0 // spans that begin in the clause
		for in < len(spans) && spans[in].From < to {
			in++
		}
		e.readClause(k, clause{f, to, spans[:in]})
		from, spans = to, spans[in:]
	}
	if f == fieldName && k.heads(roleTarget) {
		k.reading.Action = DataEntry // nothing is named but the system that receives
	}
	if f == fieldName && (isDataWork(k.reading.Action) || k.reading.Negated) {
		k.setRole(f, 0, n, roleBuilt) // the whole name is the object of one action: compare all of it, the action decides
	}
}

// heads tells that the only thing that the name names stands in that role, and that nothing says that it will be built.
func (k *comparable) heads(r tokenRole) bool {
	noun, said := k.reading.noun, k.component.Action != "" || k.reading.verb.to > 0
	return !said && k.reading.Action == Build && noun.to > 0 && k.roles[fieldName][noun.from] == r
}

// clause is a part of a field between two marks that separate clauses.
type clause struct {
	field int
	to    int         // its end, a token
	spans []viet.Span // phrases that begin in it, from left to right
}

// readClause applies the signals of one clause: a connecting verb with a national mark behind it makes the rest of the
// clause a target; a refusal silences it.
func (e *Engine) readClause(k *comparable, c clause) {
	verbAt, refused, deploy := -1, -1, false
	for _, s := range c.spans {
		for _, m := range e.voc.meanings[s.ID] {
			switch m.sense {
			case senseConnect:
				if verbAt < 0 {
					verbAt = s.From
				}
			case senseDeploy:
				deploy = true
			case senseOrgan:
				k.deployed = k.deployed || deploy && m.ref == 1
			case senseSignal:
				switch sig := e.view.Register.Signals[m.ref]; sig.Signal {
				case "connect", "consume", "feed", "reuse":
					if verbAt < 0 {
						verbAt = s.From
					}
				case "negation", "stop":
					refused = s.From
				case "exception_procedure":
					k.excepted = true
					k.exception = k.quote(c.field, s.From, s.To)
				}
			}
		}
	}
	if refused >= 0 {
		k.setRole(c.field, refused, c.to, roleTarget)
	}
	if verbAt >= 0 && e.nationalAfter(c, verbAt) {
		k.setRole(c.field, verbAt, c.to, roleTarget)
	}
}

// nationalAfter tells whether a national mark or a platform's name stands in the clause after the verb.
func (e *Engine) nationalAfter(c clause, verbAt int) bool {
	for _, s := range c.spans {
		if s.From < verbAt {
			continue
		}
		for _, m := range e.voc.meanings[s.ID] {
			if m.sense == senseNational || m.sense == sensePlatform && s.To-s.From >= 3 {
				return true
			}
		}
	}
	return false
}

func (k *comparable) setRole(f, from, to int, r tokenRole) {
	for i := from; i < to; i++ {
		k.roles[f][i] = r
	}
}

// collect gathers codes, calls and local components of a field and scales form text down. Function terms and platform
// names keep their weight even where they contain form text.
func (e *Engine) collect(k *comparable, f int) {
	purpose := false // behind a purpose mark: what it is for, not what it is
	whole := 0       // end of the longest fixed name so far: terms inside it are not met by themselves
	kept := 0        // end of the last kept phrase: form text inside it keeps its weight
	for i, s := range k.spans[f] {
		name, fixed := false, false
		for _, m := range e.voc.meanings[s.ID] {
			switch m.sense {
			case sensePurpose:
				purpose = purpose || f == fieldName && s.From > 0
			case senseFunction:
				if s.To > whole && (f == fieldName || !e.voc.form[s.ID]) && !e.voc.runsInto(k.spans[f][i:]) {
					e.addCode(k, term{f, s, s.From, m.ref, purpose})
				}
				name = name || !e.voc.weak[s.ID]
			case sensePlatform:
				k.addCall(f, s, m.ref)
				name = true
			case senseObject:
				fixed = true
			case senseLocal:
				if f == fieldName {
					k.locals = append(k.locals, m.ref)
				}
			}
		}
		if (name || fixed) && s.To-s.From > 1 {
			whole = max(whole, s.To)
		}
		if name {
			kept = max(kept, s.To)
			continue
		}
		if s.To <= kept {
			continue
		}
		for _, m := range e.voc.meanings[s.ID] {
			k.scaleDown(f, s, m)
		}
	}
}

// scaleDown lowers the weight of form text, places and organs.
func (k *comparable) scaleDown(f int, s viet.Span, m meaning) {
	factor := float32(1)
	switch {
	case m.sense == sensePlace:
		factor = 0
	case m.sense == senseOrgan:
		factor = 0.3
	case m.sense == senseForm && formClass(m.ref) == formZero:
		factor = 0
	case m.sense == senseForm && formClass(m.ref) == formLow:
		factor = 0.2
	case m.sense == senseForm:
		factor = 0.3
	}
	for i := s.From; i < s.To; i++ {
		k.scale[f][i] = min(k.scale[f][i], factor)
	}
}

func (k *comparable) addCall(f int, s viet.Span, ref int32) {
	c := call{platform: ref, strength: fieldWeights[f], field: f, from: s.From, to: s.To, target: k.roles[f][s.From] == roleTarget}
	switch old := k.callOf(ref); {
	case old == nil:
		k.calls = append(k.calls, c)
	case old.target && !c.target || old.target == c.target && c.strength > old.strength:
		*old = c
	}
}

// callOf returns the call of a platform by its number in the register, nil for none.
func (k *comparable) callOf(platform int32) *call {
	for i := range k.calls {
		if k.calls[i].platform == platform {
			return &k.calls[i]
		}
	}
	return nil
}

// weigh enters the words of all fields with their weights, acronyms spelt out, and the syllable pairs of the name. Pairs count
// in the name alone; those of other fields are read only where they may say that a pair of the name stands in what is built
// too.
func (e *Engine) weigh(k *comparable) {
	k.pairs = true
	for f := range k.texts {
		e.weighField(k, f)
		k.pairs = k.pairs && k.targets
	}
}

// weighField enters one field.
func (e *Engine) weighField(k *comparable, f int) {
	tokens, scale := k.texts[f].Tokens(), k.scale[f]
	k.telling[f] = grow(k.telling[f], len(tokens))
	before := uint64(0) // form of the token before, 0 when no pair may be made with it
	for i := range tokens {
		w := fieldWeights[f] * scale[i]
		k.telling[f][i] = -1
		if w == 0 {
			before = 0
			continue
		}
		form := form(&tokens[i], k.folded)
		n := e.lexis.numbers.find(form)
		k.telling[f][i] = n
		e.enter(k, occurrence{f, i, n, form, w * e.lexis.weight(n, k.folded), false})
		if k.pairs && before != 0 && tokens[i].Break <= viet.Comma {
			pair := viet.Pair(before, form)
			e.enter(k, occurrence{f, i, e.lexis.numbers.find(pair), pair, min(w, fieldWeights[f]*scale[i-1]), true})
		}
		if tokens[i].Kind == viet.Acronym {
			e.spellOut(k, f, i, w)
		}
		before = form
	}
}

// occurrence is a word or pair where it stands: number -1 is a form of no record.
type occurrence struct {
	field, token int
	number       int32
	form         uint64
	weight       float32
	pair         bool
}

// enter adds one occurrence, keeping the first weight and place of a feature.
func (e *Engine) enter(k *comparable, o occurrence) {
	where := inBuilt
	if k.roles[o.field][o.token] == roleTarget {
		where, k.targets = inTarget, true
	}
	built := where == inBuilt
	if o.field == fieldName {
		where |= inName
	}
	if o.number >= 0 {
		if !k.features.enter(o.number, where, o.weight) {
			return
		}
	} else if before := k.unseen.len(); k.unseen.add(o.form) < int32(before) {
		return
	}
	switch {
	case o.pair && o.field == fieldName:
		k.pairSum += o.weight
	case !o.pair && o.field == fieldName:
		k.titleSum += o.weight
	case !o.pair:
		k.bodySum += o.weight
	}
	switch {
	case o.pair || !built || k.scale[o.field][o.token] < tellingScale:
	case o.number < 0 && e.isObscure(k, &k.texts[o.field].Tokens()[o.token]):
		k.obscure = true
	default:
		k.wordCount++
	}
}

// isObscure tells an abbreviation that neither the document nor the register spells out.
func (e *Engine) isObscure(k *comparable, t *viet.Token) bool {
	if t.Kind != viet.Acronym {
		return false
	}
	_, own := k.spelt[t.Key]
	return !own && len(e.expand[t.Key]) == 0
}

// form returns the hash a token is compared by: folded in a text without diacritics.
func form(t *viet.Token, folded bool) uint64 {
	if folded {
		return t.Fold
	}
	return t.Key
}

// grow returns a slice of length n that reuses the memory of s.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
