package viet

import (
	"encoding/binary"
	"math/bits"
)

// Hash identifies one token form: Hash(t.KeyOf(i)) is t.Tokens()[i].Key, Hash(t.FoldOf(i)) is Fold.
// The value is the same in every process, so it may be stored.
func Hash(form string) uint64 { return hash([]byte(form)) }

const (
	mixA = 0x9e3779b97f4a7c15
	mixB = 0xe7037ed1a0b428db
	mixC = 0x8ebc6af09c88c6e3
)

// hash mixes sixteen bytes at a time, zeros filled in, and the length.
func hash(b []byte) uint64 {
	n := uint64(len(b))
	h := uint64(0)
	for ; len(b) > 16; b = b[16:] {
		h = mix(h^word64(b)^mixA, word64(b[8:])^mixB)
	}
	lo, hi := word64(b), uint64(0)
	if len(b) > 8 {
		hi = word64(b[8:])
	}
	return mix(mix(h^lo^mixA, hi^mixB)^n, mixC)
}

// word64 returns the first eight bytes, the first one lowest, zeros for those that are missing.
func word64(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.LittleEndian.Uint64(b)
	}
	var v uint64
	for i := 0; i < len(b); i++ {
		v |= uint64(b[i]) << uint(8*i)
	}
	return v
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Pair identifies two forms in a row, in their order.
func Pair(a, b uint64) uint64 { return mix(a^mixC, bits.RotateLeft64(b, 29)^mixA) }
