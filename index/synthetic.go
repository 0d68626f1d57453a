package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/corpus"
)

// Synthetic returns a register of n platforms for measuring at sizes that no real list has yet: the platforms of reg
// first, then made-up ones, each put together from the words of three real ones and, for some, a province. The same reg
// and n give the same platforms. There are no lists in it.
func Synthetic(reg *corpus.Register, n int) *corpus.Register {
	out := *reg
	out.Lists = nil
	out.Platforms = slices.Clone(reg.Platforms[:min(n, len(reg.Platforms))])
	for i := len(out.Platforms); i < n; i++ {
		out.Platforms = append(out.Platforms, synthesize(reg, i))
	}
	slices.SortFunc(out.Platforms, func(a, b corpus.Platform) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return &out
}

// heads are what names begin with, in about the shares of the register.
var heads = []string{"Hệ thống thông tin", "Cơ sở dữ liệu", "Nền tảng", "Hệ thống", "Phần mềm", "Cổng"}

func synthesize(reg *corpus.Register, i int) corpus.Platform {
	rng := rand.New(rand.NewPCG(2765, uint64(i)))
	pick := func() *corpus.Platform { return &reg.Platforms[rng.IntN(len(reg.Platforms))] }
	a, b, c := pick(), pick(), pick()
	p := corpus.Platform{
		ID:            corpus.ID(fmt.Sprintf("synthetic-%06d", i)),
		Kind:          a.Kind,
		Owners:        a.Owners,
		FunctionCodes: b.FunctionCodes,
		Functions:     slices.Concat(some(rng, b.Functions, 2), some(rng, a.Functions, 1), some(rng, c.Functions, 1)),
		DataObjects:   slices.Concat(some(rng, c.DataObjects, 2), some(rng, b.DataObjects, 1)),
		Users:         some(rng, a.Users, 2),
		State:         corpus.StateUnknown,
	}
	topic, object := one(rng, b.Functions), one(rng, c.DataObjects)
	p.Name = heads[rng.IntN(len(heads))] + " " + lowerFirst(topic) + " về " + lowerFirst(object)
	if rng.IntN(4) == 0 {
		p.Name += " " + reg.Provinces[rng.IntN(len(reg.Provinces))].Old
	}
	p.Purpose = topic + ", " + lowerFirst(one(rng, a.Functions)) + " trên " + lowerFirst(object) + " cho " + lowerFirst(one(rng, c.Users)) + "."
	return p
}

// some returns up to n texts in random order.
func some(rng *rand.Rand, from []string, n int) []string {
	var out []string
	for _, i := range rng.Perm(len(from))[:min(n, len(from))] {
		out = append(out, from[i])
	}
	return out
}

func one(rng *rand.Rand, from []string) string {
	if len(from) == 0 {
		return "dữ liệu"
	}
	return from[rng.IntN(len(from))]
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
