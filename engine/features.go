package engine

import (
	"math"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// standing is where a word or syllable pair stands in a component, 0 for nowhere.
type standing uint8

const (
	inBuilt  standing = 1 << iota // at least once in what is built
	inTarget                      // at least once in what is connected to
	inName                        // first in the name
)

// features are the words and syllable pairs of a component by their numbers in the lexis.
type features struct {
	standing []standing
	weight   []float32 // where the standing is not 0
	entered  []int32   // numbers whose standing is not 0
}

// reset empties the features for numbers below n.
func (f *features) reset(n int) {
	if len(f.standing) < n {
		*f = features{standing: make([]standing, n), weight: make([]float32, n)}
	}
	for _, n := range f.entered {
		f.standing[n] = 0
	}
	f.entered = f.entered[:0]
}

// enter adds one occurrence and tells whether it is the first, whose weight and field count.
func (f *features) enter(n int32, where standing, weight float32) bool {
	if f.standing[n] != 0 {
		f.standing[n] |= where &^ inName
		return false
	}
	f.standing[n], f.weight[n] = where, weight
	f.entered = append(f.entered, n)
	return true
}

// lexis numbers the words and syllable pairs that platform records use, so that comparing is indexing. A number stands
// for a form: with diacritics and folded forms are numbered alike.
type lexis struct {
	numbers hashTable
	idf     []float32 // by number, for forms with diacritics
	foldIDF []float32 // by number, for folded forms
}

// unseenWeight is the weight of a word that no record uses: a little less than the rarest, since nothing says that it
// matters.
const unseenWeight = 0.8

func newLexis(reg *corpus.Register) *lexis {
	l := &lexis{}
	var t viet.Text
	var keyCount, foldCount []int
	var lastKey, lastFold []int
	count := func(counts, last *[]int, n int32, platform int) {
		for int(n) >= len(*counts) {
			*counts, *last = append(*counts, 0), append(*last, -1)
		}
		if (*last)[n] != platform {
			(*counts)[n]++
			(*last)[n] = platform
		}
	}
	for i := range reg.Platforms {
		for _, s := range recordTexts(&reg.Platforms[i]) {
			t.Reset(s)
			for _, k := range t.Tokens() {
				count(&keyCount, &lastKey, l.numbers.add(k.Key), i)
				count(&foldCount, &lastFold, l.numbers.add(k.Fold), i)
			}
		}
	}
	l.idf, l.foldIDF = scaleIDF(keyCount, l.numbers.len(), len(reg.Platforms)), scaleIDF(foldCount, l.numbers.len(), len(reg.Platforms))
	return l
}

// scaleIDF turns counts of platforms into ln(1 + N/n), scaled so that a word of one platform weighs 1.
func scaleIDF(counts []int, numbers, platforms int) []float32 {
	out := make([]float32, numbers)
	top := math.Log(1 + float64(platforms))
	for n := range out {
		out[n] = unseenWeight
		if n < len(counts) && counts[n] > 0 {
			out[n] = float32(math.Log(1+float64(platforms)/float64(counts[n])) / top)
		}
	}
	return out
}

// weight returns the idf of a numbered form; -1 is a form of no record.
func (l *lexis) weight(n int32, folded bool) float32 {
	switch {
	case n < 0 || int(n) >= len(l.idf):
		return unseenWeight
	case folded:
		return l.foldIDF[n]
	}
	return l.idf[n]
}

// knows tells whether a record uses the word.
func (l *lexis) knows(key uint64) bool { return l.numbers.find(key) >= 0 }

// recordTexts returns the texts of a platform's record.
func recordTexts(p *corpus.Platform) []string {
	return slices.Concat([]string{p.Name, p.Acronym, p.Purpose}, p.Aliases, p.Functions, p.DataObjects, p.Users)
}

// hashTable numbers hashes from 0 in order of entry, by open addressing.
type hashTable struct {
	slots []slot
	n     int32
}

// slot is a hash and its number, side by side so that a look costs one line of the cache. A hash of 0 is a free slot.
type slot struct {
	hash  uint64
	value int32
}

func (t *hashTable) len() int { return int(t.n) }

// at returns the slot of a hash, or the free one where it belongs. There has to be one.
func (t *hashTable) at(hash uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	for i := hash >> 7; ; i++ {
		if s := &t.slots[i&mask]; s.hash == hash || s.hash == 0 {
			return s
		}
	}
}

// find returns the number of a hash, -1 for none.
func (t *hashTable) find(hash uint64) int32 {
	if t.n == 0 {
		return -1
	}
	s := t.at(hash | 1)
	if s.hash == 0 {
		return -1
	}
	return s.value
}

// add returns the number of a hash, entering it when it is new.
func (t *hashTable) add(hash uint64) int32 {
	if 2*int(t.n) >= len(t.slots) {
		t.resize()
	}
	s := t.at(hash | 1)
	if s.hash == 0 {
		s.hash, s.value = hash|1, t.n
		t.n++
	}
	return s.value
}

// clear empties the table and keeps its memory.
func (t *hashTable) clear() {
	if t.n > 0 {
		clear(t.slots)
		t.n = 0
	}
}

func (t *hashTable) resize() {
	old := t.slots
	t.slots = make([]slot, max(1024, 2*len(old)))
	for _, s := range old {
		if s.hash != 0 {
			*t.at(s.hash) = s
		}
	}
}
