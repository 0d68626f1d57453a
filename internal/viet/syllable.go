package viet

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The syllable automaton. Vietnamese spelling is regular: an onset, a rhyme, one tone. The automaton accepts
// exactly the letters of such syllables, shape marks included; its final states know where the tone mark belongs,
// which tones the rhyme can carry and whether i is written y. Rhymes stripped of their shapes are accepted too,
// apart, so that text typed without diacritics is still seen as syllables.

// rhymes are all rhymes of the written language, the glide o/u included, without tone.
const rhymes = `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu`

// rhymesAfterQu are the rhymes that follow qu, whose u belongs to the onset.
const rhymesAfterQu = `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây
e ec em en eo et ê êch ên ênh êt i ich in inh ip it iu y ya ych yên yêt yn ynh yp yt yu ôc ơ ơi ơn`

// onsets are the initial consonants; the empty onset is added by the builder. The i of gi and the u of qu are
// part of the onset but also open to the rhyme, so tailsAfter spells them out.
const onsets = "b c ch d đ g gh h k kh l m n ng ngh nh p ph q r s t th tr v x"

// What a state of the automaton knows about a word that ends there.
const (
	tonePlace = 3      // bits 0-1: letters between the one that carries the tone and the end of the word
	proper    = 1 << 2 // a well-formed syllable
	plain     = 1 << 3 // a well-formed syllable stripped of its shape marks
	stopped   = 1 << 4 // ends in c ch p t, which take only sắc and nặng
	iForY     = 1 << 5 // the final i is a spelling variant of y
)

// step is the automaton. A state is an offset into it: step[state+letter] is the next state and step[state] what
// the state knows. State 0 accepts nothing and leads nowhere.
var step = buildAutomaton()

const (
	start     = letters // first state
	maxStates = 1 << 12 // entries; a power of two, so that the look-up needs no bounds check
)

type row [letters]uint16

// builder interns states so that words with the same endings share them.
type builder struct {
	states []uint16
	ids    map[row]uint16

	rhymes, afterQu []ending
	tails           []tail // room for those after an onset
}

func buildAutomaton() *[maxStates]uint16 {
	b := &builder{states: make([]uint16, 2*letters), ids: make(map[row]uint16, 256), rhymes: endings(rhymes), afterQu: endings(rhymesAfterQu)}
	first := b.onset("")
	copy(b.states[start:], first[:])
	return (*[maxStates]uint16)(append(b.states, make([]uint16, maxStates-len(b.states))...))
}

// onset builds the state reached after the letters of an onset, or of the beginning of one.
func (b *builder) onset(read string) row {
	r := b.rhyme(b.tailsAfter(read), 0)
	for _, o := range strings.Fields(onsets) {
		rest, ok := strings.CutPrefix(o, read)
		if !ok || rest == "" {
			continue
		}
		next := []rune(rest)[0]
		r[chars.named[next]] = b.intern(b.onset(read + string(next)))
	}
	return r
}

// tail is the spelling that may follow an onset, and what is known when it has been read.
type tail struct {
	spelling []rune
	info     uint16
}

// rhyme builds the state from which what is left of every one of the tails, sorted by spelling, can be read once their
// first read letters have been.
func (b *builder) rhyme(tails []tail, read int) row {
	var r row
	for len(tails) > 0 && len(tails[0].spelling) == read {
		if r[0] == 0 {
			r[0] = tails[0].info
		} else {
			r[0] |= tails[0].info & plain
		}
		tails = tails[1:]
	}
	for len(tails) > 0 {
		first, n := tails[0].spelling[read], 1
		for n < len(tails) && tails[n].spelling[read] == first {
			n++
		}
		r[chars.named[first]] = b.intern(b.rhyme(tails[:n], read+1))
		tails = tails[n:]
	}
	return r
}

func (b *builder) intern(r row) uint16 {
	id, ok := b.ids[r]
	if !ok {
		id = uint16(len(b.states))
		b.ids[r] = id
		b.states = append(b.states, r[:]...)
	}
	return id
}

// ending is a rhyme in one of its spellings: as it is written, or stripped of its shape marks.
type ending struct {
	rhyme string
	tail
}

// endings lists the spellings of rhymes, sorted by spelling; proper spellings come before plain ones.
func endings(rhymes string) []ending {
	var out []ending
	for _, r := range strings.Fields(rhymes) {
		spelling, info := []rune(r), rhymeInfo(r)
		p := stripped(spelling)
		if slices.Equal(p, spelling) {
			out = append(out, ending{r, tail{spelling, info | plain}})
			continue
		}
		out = append(out, ending{r, tail{spelling, info}}, ending{r, tail{p, info&(iForY|stopped) | plain}})
	}
	slices.SortStableFunc(out, func(a, b ending) int { return bySpelling(a.tail, b.tail) })
	return out
}

func bySpelling(a, b tail) int {
	if c := slices.Compare(a.spelling, b.spelling); c != 0 {
		return c
	}
	return int(b.info&proper) - int(a.info&proper)
}

// tailsAfter lists what may follow an onset, in the order of endings. The list lasts until the next one is asked for.
func (b *builder) tailsAfter(onset string) []tail {
	tails := b.tails[:0]
	either := strings.Contains(" h k l m s t q ", " "+onset+" ")
	add := func(e *ending, glide string) {
		t := e.tail
		if either && e.rhyme == "i" {
			t.info |= iForY
		}
		if glide != "" {
			t.spelling = slices.Concat([]rune(glide), t.spelling)
		}
		tails = append(tails, t)
	}
	if onset == "q" {
		for i := range b.afterQu {
			add(&b.afterQu[i], "u")
		}
	}
	if onset == "g" {
		for i := range b.rhymes {
			if !strings.ContainsAny(b.rhymes[i].rhyme[:1], "iy") {
				add(&b.rhymes[i], "i") // before g + i…: giú is gi + u
			}
		}
	}
	for i := range b.rhymes {
		if follows(onset, b.rhymes[i].rhyme) {
			add(&b.rhymes[i], "")
		}
	}
	if onset == "g" {
		slices.SortStableFunc(tails, bySpelling)
	}
	b.tails = tails
	return tails
}

// follows tells whether a rhyme can follow an onset: c, g and ng before back vowels, k, gh and ngh before i e ê,
// and y for i only where it is usual.
func follows(onset, rhyme string) bool {
	first, _ := utf8.DecodeRuneInString(rhyme)
	front := strings.ContainsRune("eêiy", first)
	switch {
	case onset == "q":
		return false
	case rhyme == "y":
		return strings.Contains("  h k l m s t th v d n ", " "+onset+" ")
	case first == 'y':
		return onset == ""
	case onset == "":
		return !strings.HasPrefix(rhyme, "iê")
	case onset == "c", onset == "ng":
		return !front
	case onset == "g":
		return !front || first == 'i'
	case onset == "k":
		return front || rhyme == "an" || rhyme == "on" // Bắc Kạn, Kon Tum
	case onset == "gh", onset == "ngh":
		return front
	}
	return true
}

// rhymeInfo places the tone mark the old way (hòa, thúy, ủy): on the last shaped vowel; else on the only vowel, on
// the second of two when a consonant follows and on the first when none does, on the middle one of three.
func rhymeInfo(rhyme string) uint16 {
	spelling := []rune(rhyme)
	nucleus, carrier := 0, -1
	for i, r := range spelling {
		if l := chars.named[r]; l < firstConsonant {
			nucleus = i + 1
			if r >= 0x80 {
				carrier = i
			}
		}
	}
	if carrier < 0 {
		carrier = nucleus / 2
		if nucleus == 2 && len(spelling) == 2 {
			carrier = 0
		}
	}
	info := uint16(len(spelling)-1-carrier) | proper
	if strings.ContainsRune("cpt", spelling[len(spelling)-1]) || strings.HasSuffix(rhyme, "ch") {
		info |= stopped
	}
	return info
}

func stripped(spelling []rune) []rune {
	p := slices.Clone(spelling)
	for i, r := range p {
		p[i] = rune(chars.base[chars.named[r]])
	}
	return p
}

// ValidSyllable reports whether s is one well-formed Vietnamese syllable: spelt right with all its marks (in any
// Unicode form, either tone placement, any case), or with none of them.
func ValidSyllable(s string) bool {
	var t Text
	t.Reset(s)
	return t.Len() == 1 && t.tokens[0].valid() && int(t.tokens[0].End-t.tokens[0].Start) == len(s)
}
