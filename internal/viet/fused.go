package viet

import (
	_ "embed"
	"math"
	"math/bits"
	"strings"
	"sync"
)

// syllables.txt lists frequent syllables of administrative Vietnamese, in matching form, most frequent first. They
// were counted over this project's own register, taxonomy and glossary. They decide between two ways to part fused
// words (phương án, not phươn gán) and nothing else.
//
//go:embed syllables.txt
var frequentSyllables string

// syllableCost tells how unexpected a syllable is, by the hash of its form.
var syllableCost = sync.OnceValue(func() map[uint64]int {
	costs := make(map[uint64]int)
	for rank, s := range strings.Fields(frequentSyllables) {
		costs[Hash(s)] = 10 * (bits.Len(uint(rank+8)) - 1)
	}
	return costs
})

// rareSyllable is the cost of a syllable that is not in the list; two frequent ones cost less.
const rareSyllable = 220

// splitUnits splits the letters of a fused word into well-formed syllables and appends where each begins; nothing
// when that is impossible. The most frequent syllables win, then the longer first part.
func splitUnits(units []unit, dst []int) []int {
	const longest = 64
	n := len(units)
	if n > longest {
		return dst
	}
	var cost, cut [longest + 1]int // of the letters from here to the end, and where their first syllable ends
	for i := n - 1; i >= 0; i-- {
		cost[i] = math.MaxInt
		w := word{state: start}
		for j := i; j < n && j < i+7; j++ {
			w.add(units[j].class)
			if cost[j+1] == math.MaxInt || !w.syllable() {
				continue
			}
			if c := cost[j+1] + w.cost(); c <= cost[i] {
				cost[i], cut[i] = c, j+1
			}
		}
	}
	if cost[0] == math.MaxInt || cut[0] == n {
		return dst
	}
	for i := 0; i < n; i = cut[i] {
		dst = append(dst, i)
	}
	return dst
}

// cost tells how unexpected the syllable is. The word is changed to its canonical form.
func (w word) cost() int {
	var form [32]byte
	w.canonical()
	if c, ok := syllableCost()[hash(w.appendLower(form[:0]))]; ok {
		return c
	}
	return rareSyllable
}
