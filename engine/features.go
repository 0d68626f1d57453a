package engine

import (
	"math"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// feature is a word or syllable pair of a component: its weight and where it stands.
type feature struct {
	weight float32
	token  int32
	field  int8
	built  bool // stands at least once in what is built
	target bool // stands at least once in what is connected to
}

// featureTable maps feature hashes to features by open addressing. Clearing keeps its memory.
type featureTable struct {
	keys   []uint64
	values []feature
	used   []uint32 // filled slots, to clear only those
}

func (t *featureTable) clear() {
	for _, i := range t.used {
		t.keys[i] = 0
	}
	t.used = t.used[:0]
}

// at returns the slot of a hash, and whether it is new. The pointer is valid until the next call.
func (t *featureTable) at(hash uint64) (*feature, bool) {
	if 2*len(t.used) >= len(t.keys) {
		t.resize()
	}
	hash |= 1 // 0 marks a free slot
	mask := uint64(len(t.keys) - 1)
	for i := (hash >> 7) & mask; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case hash:
			return &t.values[i], false
		case 0:
			t.keys[i] = hash
			t.used = append(t.used, uint32(i))
			return &t.values[i], true
		}
	}
}

// find returns the feature of a hash, or nil.
func (t *featureTable) find(hash uint64) *feature {
	if len(t.keys) == 0 {
		return nil
	}
	hash |= 1
	mask := uint64(len(t.keys) - 1)
	for i := (hash >> 7) & mask; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case hash:
			return &t.values[i]
		case 0:
			return nil
		}
	}
}

func (t *featureTable) resize() {
	keys, values, used := t.keys, t.values, t.used
	size := max(256, 2*len(keys))
	t.keys, t.values, t.used = make([]uint64, size), make([]feature, size), make([]uint32, 0, size/2)
	for _, i := range used {
		v, _ := t.at(keys[i])
		*v = values[i]
	}
}

// idfTable weighs words by how few platforms use them: ln(1 + N/n), scaled so that the rarest weigh 1.
type idfTable struct {
	key, fold map[uint64]float32
	unseen    float32
}

// of returns the weight of a word form; a word of no platform weighs a little less than the rarest, since nothing says
// that it matters.
func (t *idfTable) of(form uint64, folded bool) float32 {
	table := t.key
	if folded {
		table = t.fold
	}
	if w, ok := table[form]; ok {
		return w
	}
	return t.unseen
}

// knows tells whether a record uses the word.
func (t *idfTable) knows(key uint64) bool {
	_, ok := t.key[key]
	return ok
}

func newIDF(reg *corpus.Register) *idfTable {
	key, fold := map[uint64]int{}, map[uint64]int{}
	var t viet.Text
	for i := range reg.Platforms {
		seenKey, seenFold := map[uint64]bool{}, map[uint64]bool{}
		for _, s := range recordTexts(&reg.Platforms[i]) {
			t.Reset(s)
			for _, k := range t.Tokens() {
				seenKey[k.Key], seenFold[k.Fold] = true, true
			}
		}
		for h := range seenKey {
			key[h]++
		}
		for h := range seenFold {
			fold[h]++
		}
	}
	n := float64(len(reg.Platforms))
	top := math.Log(1 + n)
	scale := func(counts map[uint64]int) map[uint64]float32 {
		w := make(map[uint64]float32, len(counts))
		for h, c := range counts {
			w[h] = float32(math.Log(1+n/float64(c)) / top)
		}
		return w
	}
	return &idfTable{key: scale(key), fold: scale(fold), unseen: 0.8}
}

// recordTexts returns the texts of a platform's record.
func recordTexts(p *corpus.Platform) []string {
	return slices.Concat([]string{p.Name, p.Acronym, p.Purpose}, p.Aliases, p.Functions, p.DataObjects, p.Users)
}
