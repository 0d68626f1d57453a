package eval

import (
	"strings"
	"unicode"
)

// moveTones writes the tone mark of oa, oe and uy at the end of a syllable on the second vowel (hoà) or on the first (hòa).
// After q the u belongs to the consonant and uy has one vowel only.
func moveTones(s string, second bool) string {
	rs := []rune(compose(s))
	for i := 0; i+1 < len(rs); i++ {
		a, okA := vietnamese.apart[rs[i]]
		b, okB := vietnamese.apart[rs[i+1]]
		if !okA || !okB || a.quality != 0 || b.quality != 0 || i+2 < len(rs) && unicode.IsLetter(rs[i+2]) {
			continue
		}
		if i > 0 && unicode.ToLower(rs[i-1]) == 'q' {
			continue
		}
		switch string([]rune{unicode.ToLower(a.base), unicode.ToLower(b.base)}) {
		case "oa", "oe", "uy":
		default:
			continue
		}
		tone := a.tone + b.tone // one of them is 0
		if a.tone != 0 && b.tone != 0 {
			continue
		}
		a.tone, b.tone = tone, 0
		if second {
			a.tone, b.tone = 0, tone
		}
		rs[i], rs[i+1] = vietnamese.together[a], vietnamese.together[b]
	}
	return string(rs)
}

// mistype puts a typing error into one word of every five: the first word of each five that is long enough.
func (t *treater) mistype(s string) string {
	words := strings.Split(compose(s), " ")
	for from := 0; from < len(words); from += 5 {
		part := words[from:min(from+5, len(words))]
		first := int(draw(t.seed+s, from) % uint64(len(part)))
		for i := range part {
			at := (first + i) % len(part)
			if wrong := misspell(part[at], draw(t.seed+s, from+1)); wrong != part[at] {
				part[at] = wrong
				break
			}
		}
	}
	return strings.Join(words, " ")
}

// misspell makes one of the errors that people make: letters swapped, a letter left out or doubled, a tone lost or
// mistaken. Words of fewer than three letters, and numbers, stay as they are.
func misspell(word string, choice uint64) string {
	rs := []rune(word)
	var at []int // places of letters
	for i, r := range rs {
		if unicode.IsLetter(r) {
			at = append(at, i)
		}
	}
	if len(at) < 3 {
		return word
	}
	i := at[1+int(choice>>8)%(len(at)-2)] // neither the first letter nor the last
	switch choice % 5 {
	case 0:
		if i+1 < len(rs) && unicode.IsLetter(rs[i+1]) {
			rs[i], rs[i+1] = rs[i+1], rs[i]
		}
	case 1:
		return string(rs[:i]) + string(rs[i+1:])
	case 2:
		return string(rs[:i+1]) + string(rs[i:])
	case 3:
		retone(rs, func(rune) rune { return 0 })
	case 4:
		retone(rs, mistaken)
	}
	return string(rs)
}

// retone changes the tone of the first vowel that has one.
func retone(rs []rune, to func(rune) rune) {
	for i, r := range rs {
		if x, ok := vietnamese.apart[r]; ok && x.tone != 0 {
			x.tone = to(x.tone)
			rs[i] = vietnamese.together[x]
			return
		}
	}
}

// mistaken is the tone most often mistaken for another: hook and tilde, grave and dot below.
func mistaken(tone rune) rune {
	switch tone {
	case hookAbove:
		return tilde
	case tilde:
		return hookAbove
	case grave:
		return acute
	case acute:
		return grave
	}
	return hookAbove
}
