package engine

import (
	"slices"

	"github.com/rasoat/rasoat/internal/viet"
)

// codes are business functions with the strength of the best term met of each.
type codes struct {
	strength []float32 // by function number, 0 for those not met
	met      []int32   // function numbers, in the order met
}

// reset empties the codes for n functions.
func (c *codes) reset(n int) {
	if len(c.strength) < n {
		*c = codes{strength: make([]float32, n)}
	}
	for _, f := range c.met {
		c.strength[f] = 0
	}
	c.met = c.met[:0]
}

func (c *codes) add(function int32, strength float32) {
	if c.strength[function] == 0 {
		c.met = append(c.met, function)
	}
	c.strength[function] = max(c.strength[function], strength)
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
	if e.byFunction[t.function].umbrella {
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
	k.codes.add(t.function, strength)
}

// runsInto tells that the first of the phrases ends inside a longer function term: in "quản lý nhiệm vụ khoa học và công nghệ"
// it is not tasks that are managed. Phrases come from left to right.
func (v *vocabulary) runsInto(spans []viet.Span) bool {
	s := spans[0]
	for _, o := range spans[1:] {
		if o.From >= s.To {
			break
		}
		if o.From > s.From && o.To > s.To && o.To-o.From > s.To-s.From && v.isTerm(o.ID) {
			return true
		}
	}
	return false
}

// isTerm tells the phrases that are terms of a business function.
func (v *vocabulary) isTerm(phrase int32) bool {
	return slices.ContainsFunc(v.meanings[phrase], func(m meaning) bool { return m.sense == senseFunction })
}

// inPassing is the most that a term met outside the name and the list of functions counts: it says little of what a
// component is for.
const inPassing = 0.5

// named tells that the name or the list of functions says the business in terms of the taxonomy.
func (k *comparable) named() bool {
	return k.mainCode >= 0 && k.codes.strength[k.mainCode] > inPassing
}

func (k *comparable) settleCodes() {
	best := float32(0)
	for _, ref := range k.codes.met {
		if s := k.codes.strength[ref]; s > best || s == best && ref < k.mainCode {
			best, k.mainCode = s, ref
		}
	}
}
