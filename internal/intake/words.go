package intake

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/viet"
)

// plain returns the words of s in lower case without diacritics, one space between words and no punctuation:
// the form in which headings, labels and column names are recognised.
func plain(s string) string { return wordsOnly(viet.Fold(s)) }

// marked is plain with diacritics kept, for words that differ only in them (thuê, thuế).
func marked(s string) string { return wordsOnly(viet.Key(s)) }

// wordsOnly replaces everything but letters and digits by single spaces.
func wordsOnly(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// phrases is a set of phrases in plain form, longest first. It is made when first asked for: there are many sets, and
// most commands read no document.
type phrases func() []string

// newPhrases folds the given phrases into a set.
func newPhrases(list ...string) phrases {
	return sync.OnceValue(func() []string {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = plain(s)
		}
		sort.SliceStable(out, func(i, j int) bool { return len(out[i]) > len(out[j]) })
		return out
	})
}

// before is p with the phrases of q after its own.
func (p phrases) before(q phrases) phrases {
	return sync.OnceValue(func() []string { return slices.Concat(p(), q()) })
}

// prefix returns the longest phrase that s begins with at a word boundary, "" when none.
func (p phrases) prefix(s string) string {
	for _, x := range p() {
		if strings.HasPrefix(s, x) && (len(s) == len(x) || s[len(x)] == ' ') {
			return x
		}
	}
	return ""
}

// starts tells whether s begins with one of the phrases.
func (p phrases) starts(s string) bool { return p.prefix(s) != "" }

// within returns the longest phrase found in s between word boundaries, "" when none.
func (p phrases) within(s string) string {
	for _, x := range p() {
		if hasWords(s, x) {
			return x
		}
	}
	return ""
}

// is tells whether s equals one of the phrases.
func (p phrases) is(s string) bool {
	for _, x := range p() {
		if s == x {
			return true
		}
	}
	return false
}

// hasWords tells whether the words x stand in s one after another.
func hasWords(s, x string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], x)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(x)
		if (i == 0 || s[i-1] == ' ') && (end == len(s) || s[end] == ' ') {
			return true
		}
		from = i + 1
	}
}

// countWords returns the number of words of a plain text.
func countWords(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, " ") + 1
}

// oneLine returns s cleaned, which leaves no line breaks and no doubled spaces.
func oneLine(s string) string { return viet.Clean(s) }

// skipWords returns the byte offset in s just after its first n words, as plain counts words.
func skipWords(s string, n int) int {
	in := false
	for i, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if in && !word {
			if n--; n == 0 {
				return i
			}
		}
		in = word
	}
	return len(s)
}

// lowerFirst tells whether the first letter of s is in lower case.
func lowerFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// upperFirst returns s with its first letter as a capital.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// allCaps tells whether s has letters and none of them is in lower case.
func allCaps(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

// trimTail removes closing punctuation from a name.
func trimTail(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".,;:/ -–") }

// clip shortens s to at most n bytes at a rune boundary.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return strings.TrimSpace(s[:n])
}
