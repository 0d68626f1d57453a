package viet

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// tokensOf returns the tokens of a text as the reference states them.
func tokensOf(t *Text) (tokens []refToken) {
	for i, k := range t.Tokens() {
		tokens = append(tokens, refToken{t.KeyOf(i), t.FoldOf(i), int(k.Start), int(k.End), k.valid()})
	}
	return tokens
}

// checkText holds a text against the reference, and against what Text promises of every text.
func checkText(t *testing.T, s string) {
	t.Helper()
	text := Normalize(s)
	if diff := cmp.Diff(refTokens(s), tokensOf(text)); diff != "" {
		t.Errorf("%q: tokens differ from the reference (-want +got):\n%s", s, diff)
	}
	end := int32(0)
	for i, k := range text.Tokens() {
		if k.Start < end || k.End <= k.Start || int(k.End) > len(s) {
			t.Errorf("%q: token %d stands at %d to %d, after %d", s, i, k.Start, k.End, end)
		}
		end = k.End
		if Hash(text.KeyOf(i)) != k.Key || Hash(text.FoldOf(i)) != k.Fold {
			t.Errorf("%q: token %d: hashes do not belong to its forms", s, i)
		}
		if quote := text.Quote(i, i+1); Key(quote) != text.KeyOf(i) || Fold(quote) != text.FoldOf(i) {
			t.Errorf("%q: token %d: Key(%q) = %q, KeyOf = %q; Fold = %q, FoldOf = %q",
				s, i, quote, Key(quote), text.KeyOf(i), Fold(quote), text.FoldOf(i))
		}
	}
	for name, f := range map[string]func(string) string{"Clean": Clean, "Key": Key, "Fold": Fold} {
		once := f(s)
		if twice := f(once); twice != once {
			t.Errorf("%s(%q) = %q, and of that %q", name, s, once, twice)
		}
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) && name == "Clean" {
			t.Errorf("%s(%q) = %q is not NFC", name, s, once)
		}
	}
}

// forget empties the memo, so that the general road is taken.
func forget() {
	for i := range memo {
		memo[i].Store(nil)
	}
}

func TestEverySyllable(t *testing.T) {
	n := 0
	check := func(word string) {
		n++
		want, ok := refKeyWord(word)
		text := Normalize(word)
		if text.Len() != 1 && !ok {
			return // fused, held by TestSmallAlphabet
		}
		if text.Len() != 1 || text.KeyOf(0) != want || text.Tokens()[0].valid() != ok {
			t.Errorf("%q: got %v, want %q, syllable %v", word, tokensOf(text), want, ok)
		}
	}
	for _, onset := range append(refOnsets, "gi", "qu", "f", "đr") {
		for _, rhyme := range append(strings.Fields(rhymes+" "+rhymesAfterQu), "", "uơng", "ie", "ôông") {
			letters := []rune(onset + rhyme)
			if len(letters) == 0 {
				continue
			}
			check(string(stripped(letters)))
			check(string(letters))
			for at, letter := range letters {
				for _, tone := range refTones[1:] {
					if chars.named[letter] < firstConsonant {
						check(norm.NFC.String(string(slices.Insert(slices.Clone(letters), at+1, tone))))
					}
				}
			}
		}
	}
	if n < 50000 {
		t.Errorf("only %d spellings tried", n)
	}
}

// alphabet has at least one character of each class that the pass treats in its own way.
var alphabet = []string{"l", "i", "e", "u", "ú", "ê", "t", "T", "đ", "Đ", "Ð", "ü", "ё", "\u0301", "\u0302", "\u031b", "\u00ad", "\ufeff",
	" ", "\u00a0", "\n", "-", ".", ",", "“", "1", "2", "٣", "\xff"}

func TestSmallAlphabet(t *testing.T) {
	few := []string{"l", "i", "ú", "T", "Ð", "ü", "\u0301", "\u0302", "\u00ad", " ", ".", "1"}
	for _, a := range alphabet {
		for _, b := range alphabet {
			checkText(t, a+b)
			checkText(t, "ti"+a+b+"n")
			for _, c := range few {
				checkText(t, c+a+b)
			}
		}
	}
}

func TestRandomTexts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(frequentSyllables)
	for range 300 {
		var b strings.Builder
		for range random.IntN(30) {
			if random.IntN(2) == 0 {
				b.WriteString(alphabet[random.IntN(len(alphabet))])
			} else {
				b.WriteString(words[random.IntN(len(words))])
			}
		}
		checkText(t, b.String())
		checkText(t, norm.NFD.String(b.String()))
		checkText(t, strings.ToUpper(b.String()))
	}
}

// The memo must change nothing: with it and without it, the same text gives the same tokens.
func TestMemoChangesNothing(t *testing.T) {
	words := strings.Fields(frequentSyllables)
	var b strings.Builder
	for i, w := range words {
		b.WriteString([]string{w, strings.ToUpper(w), norm.NFD.String(w), strings.ToUpper(w[:1]) + w[1:], "CSDL", "\u00ad" + w}[i%6])
		b.WriteString([]string{" ", ", ", ". ", " - ", "\n", "2 ", "”"}[i%7])
	}
	forget()
	cold, warm := Normalize(b.String()), Normalize(b.String())
	if diff := cmp.Diff(cold.Tokens(), warm.Tokens(), cmp.AllowUnexported(Token{})); diff != "" {
		t.Errorf("a second reading differs from the first:\n%s", diff)
	}
	if string(cold.key) != string(warm.key) || string(cold.fold) != string(warm.fold) {
		t.Error("a second reading has other forms than the first")
	}
}

func TestResetDoesNotAllocate(t *testing.T) {
	s := strings.Repeat("Căn cứ Nghị định số 73/2019/NĐ-CP; TỔ CHỨC café hoà quyđịnh QH15 10.850 triệu – “naïve” tie\u0301\u0302p. ", 20)
	var text Text
	text.Reset(s)
	if n := testing.AllocsPerRun(20, func() { text.Reset(s) }); n > 0 {
		t.Errorf("Reset allocates %v times", n)
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "Ủy ban nhân dân", "tie\u0301\u0302p", "\xff\xfe", "73/2019/NĐ-CP", "hòa hoà", "dựán", "I\u0307", "ﬁ", "가"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= 200 { // the reference takes its time
			checkText(t, s)
		}
	})
}
