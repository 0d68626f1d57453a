package viet

import (
	"encoding/binary"
	"math/bits"
	"sync/atomic"
)

// The fast road. A text repeats its words: a few thousand spellings make up nearly all of it. What the general road
// found out about a word is remembered under its source bytes, so that most words cost one look-up: find where the
// word ends by comparing eight bytes at once, compare its bytes with the remembered ones, copy the answer. The memo
// only saves time; a word is read the same with it and without it, and tests hold that.

// memoSlots bounds the memo to 256 kB. A slot is filled once and never replaced, so there is nothing to lock and
// nothing to allocate when the usual words are known.
const memoSlots = 1 << 12

var memo [memoSlots]atomic.Pointer[wordForm]

// wordForm is one remembered word. Strings of up to sixteen bytes are held as two words, filled up with zeros.
type wordForm struct {
	source   [2]uint64
	key      [2]uint64
	fold     uint64
	token    Token // without offsets and break
	keySize  uint8
	foldSize uint8
	capitals int // 1 for a token that settleCapitals must see
}

// slot chooses the place of a word in the memo.
func slot(lo, hi uint64) uint64 {
	return (lo*mixA ^ hi*mixB) >> (64 - 12)
}

// run reads known words, parted by spaces and commas, from i on and returns where it stopped: at anything else,
// near the end of the text, or where the buffers may be short. between is what precedes the next token.
func (t *Text) run(i int, between Break) (int, Break) {
	s, key, fold, tokens := t.original, t.key, t.fold, t.tokens
	for i+17 < len(s) && len(key)+16 <= cap(key) && len(fold)+8 <= cap(fold) && len(tokens) < cap(tokens) {
		lo, hi, n := leadingWord(s, i)
		f := memo[slot(lo, hi)].Load()
		if f == nil || f.source[0] != lo || f.source[1] != hi || n == 0 || chars.low[s[i+n]&0x7f].sort() <= sortDigit {
			break
		}
		binary.LittleEndian.PutUint64(key[len(key):len(key)+8], f.key[0])
		binary.LittleEndian.PutUint64(key[len(key)+8:len(key)+16], f.key[1])
		binary.LittleEndian.PutUint64(fold[len(fold):len(fold)+8], f.fold)
		key, fold = key[:len(key)+int(f.keySize)], fold[:len(fold)+int(f.foldSize)]
		tokens = tokens[:len(tokens)+1]
		k := &tokens[len(tokens)-1]
		*k = f.token
		k.Start, k.End = int32(i), int32(i+n)
		k.keyEnd, k.foldEnd = int32(len(key)), int32(len(fold))
		k.Break = between
		t.capitals += f.capitals
		i, between = i+n, NoBreak
		if s[i] == ' ' {
			i++
		} else if s[i] == ',' && s[i+1] == ' ' {
			i, between = i+2, Comma
		} else {
			break
		}
	}
	t.key, t.fold, t.tokens = key, fold, tokens
	return i, between
}

// leadingWord returns the bytes at s[i] up to the first one below 'A' (a space, a digit, common punctuation), and
// how many they are; 16 when there is none among the first sixteen.
func leadingWord(s string, i int) (lo, hi uint64, n int) {
	lo = load64(s, i)
	if below := belowA(lo); below != 0 {
		n = bits.TrailingZeros64(below) / 8
		return lo & (1<<(8*uint(n)) - 1), 0, n
	}
	hi = load64(s, i+8)
	n = bits.TrailingZeros64(belowA(hi)) / 8
	return lo, hi & (1<<(8*uint(n)) - 1), 8 + n
}

// belowA sets the top bit of every byte that is below 'A'.
func belowA(x uint64) uint64 {
	const low7, top = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	return ^(x&low7 + (0x80-'A')*0x0101010101010101 | x) & top
}

func load64(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// learn remembers the last token, if it is the word from start to end and nothing else.
func (t *Text) learn(from, end int) {
	if from+17 >= len(t.original) || end-from > 15 {
		return
	}
	lo, hi, n := leadingWord(t.original, from)
	at := &memo[slot(lo, hi)]
	if n != end-from || at.Load() != nil {
		return
	}
	last := len(t.tokens) - 1
	key, fold := t.keyBytes(last), t.foldBytes(last)
	if k := t.tokens[last]; int(k.Start) != from || int(k.End) != end || len(key) > 16 || len(fold) > 8 {
		return
	}
	f := &wordForm{source: [2]uint64{lo, hi}, fold: word64(fold), token: t.tokens[last]}
	f.key[0] = word64(key)
	if len(key) > 8 {
		f.key[1] = word64(key[8:])
	}
	f.keySize, f.foldSize = uint8(len(key)), uint8(len(fold))
	if f.token.flags&allCapitals != 0 {
		f.capitals = 1
	}
	at.CompareAndSwap(nil, f)
}
