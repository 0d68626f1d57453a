package engine

import (
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

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
	texts   [numFields]viet.Text
	roles   [numFields][]tokenRole
	numbers [numFields][]int32   // number of each token in the lexis, -1 for none
	scale   [numFields][]float32 // weight of each token before idf: form text and places are scaled down
	spans   [numFields][]viet.Span
	spelt   map[uint64]spelling // by key of the acronym
	long    viet.Text           // all that the acronyms stand for
	folded  bool                // typed without diacritics: compared by folded forms

	reading   Reading
	codes     map[int32]float32 // strength by function number, from what is built
	mainCode  int32             // strongest of codes, -1 for none
	calls     map[int32]call    // platforms called by name, by platform number in the register
	locals    []int32           // local components of the architecture met in the name
	claims    map[string]bool   // signals that claim something: gap, specific, not operating ...
	deployed  bool              // a clause says that a ministry's own system is put to use
	umbrella  bool              // names a programme of many items
	national  bool              // a clause connects to something national
	features  []feature         // by number in the lexis
	unseen    hashTable         // words of no record, each counted once
	round     uint32
	mark      uint32   // of the record whose words are being quoted
	telling   []uint64 // scratch of fingerprints
	aimed     []bool   // scratch: which profile words stand in what is connected to
	titleSum  float32  // weight of the name's words
	pairSum   float32
	bodySum   float32
	wordCount int // words of what is built that are not form text
}

// call is where a platform is called by its name.
type call struct {
	strength float32
	field    int
	from, to int
	target   bool
}

// componentTexts returns the texts a component is compared by, by field.
func componentTexts(p *Proposal, c *Component) [numFields]string {
	var texts [numFields]string
	texts[fieldName] = c.Name
	texts[fieldFunctions] = strings.Join(c.Functions, "\n")
	texts[fieldDescription] = c.Description
	if len(p.Components) <= 1 {
		var parts []string
		for _, s := range []string{p.Title, p.Objective, p.Summary} {
			if s != "" && s != c.Name && s != c.Description {
				parts = append(parts, s)
			}
		}
		texts[fieldContext] = strings.Join(parts, "\n")
	}
	return texts
}

// read fills the comparable from a component.
func (e *Engine) read(k *comparable, p *Proposal, c *Component) {
	k.reset(e.lexis.numbers.len())
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
	if c.Action != "" {
		k.reading.Action = c.Action
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

func (k *comparable) reset(numbers int) {
	if len(k.features) < numbers {
		k.features, k.round, k.mark = make([]feature, numbers), 0, 0
	}
	if k.codes == nil {
		k.codes, k.calls, k.claims = map[int32]float32{}, map[int32]call{}, map[string]bool{}
	}
	clear(k.codes)
	clear(k.calls)
	clear(k.claims)
	k.locals = k.locals[:0]
	k.mainCode, k.national, k.umbrella, k.deployed = -1, false, false, false
	k.titleSum, k.pairSum, k.bodySum, k.wordCount = 0, 0, 0, 0
	k.round++
	k.unseen.clear()
}

// match finds the phrases of a field; text without diacritics is matched by folded forms.
func (k *comparable) match(voc *vocabulary, f int) {
	if k.folded {
		k.spans[f] = voc.lexicon.MatchFolded(&k.texts[f], k.spans[f][:0])
	} else {
		k.spans[f] = voc.lexicon.Match(&k.texts[f], k.spans[f][:0])
	}
}

// assignRoles walks the clauses of a field and says what each token may be evidence of.
func (e *Engine) assignRoles(k *comparable, f int) {
	n := k.texts[f].Len()
	k.roles[f], k.scale[f] = grow(k.roles[f], n), grow(k.scale[f], n)
	for i := range n {
		k.roles[f][i], k.scale[f][i] = roleBuilt, 1
	}
	tokens := k.texts[f].Tokens()
	for from := 0; from < n; {
		to := from + 1
		for to < n && tokens[to].Break < viet.Clause {
			to++
		}
		e.readClause(k, f, from, to)
		from = to
	}
	if f == fieldName && (isDataWork(k.reading.Action) || k.reading.Negated) {
		k.setRole(f, 0, n, roleBuilt) // the whole name is the object of one action: compare all of it, the action decides
	}
}

// readClause applies the signals of one clause: a connecting verb with a national mark behind it makes the rest of the
// clause a target; a refusal silences it.
func (e *Engine) readClause(k *comparable, f, from, to int) {
	verbAt, refused, deploy := -1, -1, false
	for _, s := range k.spans[f] {
		if s.From < from || s.From >= to {
			continue
		}
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
				default:
					k.claims[sig.Signal] = true
				}
			}
		}
	}
	if refused >= 0 {
		k.setRole(f, refused, to, roleTarget)
	}
	if verbAt >= 0 && e.nationalAfter(k, f, verbAt, to) {
		k.setRole(f, verbAt, to, roleTarget)
		k.national = true
	}
}

// nationalAfter tells whether a national mark or a platform's name stands in the clause after the verb.
func (e *Engine) nationalAfter(k *comparable, f, from, to int) bool {
	for _, s := range k.spans[f] {
		if s.From < from || s.From >= to {
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
	for _, s := range k.spans[f] {
		name, fixed := false, false
		for _, m := range e.voc.meanings[s.ID] {
			switch m.sense {
			case sensePurpose:
				purpose = purpose || f == fieldName && s.From > 0
			case senseFunction:
				if s.To > whole && (f == fieldName || !e.voc.form[s.ID]) {
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

// term is a function term where it stands.
type term struct {
	field    int
	span     viet.Span
	at       int // token it stands at: the first of its own, or the acronym that stands for it
	function int32
	purpose  bool // behind a purpose mark
}

// addCode records a function term met in what is built. Longer terms and better fields count more; a bare syllable
// ("thuế", "rừng") never decides alone.
func (e *Engine) addCode(k *comparable, t term) {
	if e.umbrella[t.function] {
		k.umbrella = k.umbrella || t.field == fieldName
		return
	}
	if k.roles[t.field][t.at] != roleBuilt {
		return
	}
	strength := fieldWeights[t.field] * min(1, 0.55+0.15*float32(t.span.To-t.span.From))
	if e.voc.weak[t.span.ID] {
		strength *= 0.5
	}
	if t.purpose {
		strength *= 0.6
	}
	k.codes[t.function] = max(k.codes[t.function], strength)
}

func (k *comparable) addCall(f int, s viet.Span, ref int32) {
	c := call{strength: fieldWeights[f], field: f, from: s.From, to: s.To, target: k.roles[f][s.From] == roleTarget}
	if old, ok := k.calls[ref]; !ok || old.target && !c.target || old.target == c.target && c.strength > old.strength {
		k.calls[ref] = c
	}
}

func (k *comparable) settleCodes() {
	best := float32(0)
	for ref, s := range k.codes {
		if s > best || s == best && ref < k.mainCode {
			best, k.mainCode = s, ref
		}
	}
}

// weigh enters the words and syllable pairs of all fields with their weights, acronyms spelt out.
func (e *Engine) weigh(k *comparable) {
	for f := range k.texts {
		tokens := k.texts[f].Tokens()
		k.numbers[f] = grow(k.numbers[f], len(tokens))
		before := uint64(0) // form of the token before, 0 when no pair may be made with it
		for i := range tokens {
			w := fieldWeights[f] * k.scale[f][i]
			k.numbers[f][i] = -1
			if w == 0 {
				before = 0
				continue
			}
			form := form(&tokens[i], k.folded)
			n := e.lexis.numbers.find(form)
			k.numbers[f][i] = n
			e.enter(k, occurrence{f, i, n, form, w * e.lexis.weight(n, k.folded), false})
			if before != 0 && tokens[i].Break <= viet.Comma {
				pair := viet.Pair(before, form)
				e.enter(k, occurrence{f, i, e.lexis.numbers.find(pair), pair, min(w, fieldWeights[f]*k.scale[f][i-1]), true})
			}
			if tokens[i].Kind == viet.Acronym {
				e.spellOut(k, f, i, w)
			}
			before = form
		}
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
	target := k.roles[o.field][o.token] == roleTarget
	if o.number >= 0 {
		v := &k.features[o.number]
		if v.round == k.round {
			v.built = v.built || !target
			v.target = v.target || target
			return
		}
		*v = feature{weight: o.weight, round: k.round, field: int8(o.field), target: target, built: !target}
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
	if !o.pair && !target {
		k.wordCount++
	}
}

// feature returns the component's feature of a number, or nil.
func (k *comparable) feature(n int32) *feature {
	if v := &k.features[n]; v.round == k.round {
		return v
	}
	return nil
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
