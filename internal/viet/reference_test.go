package viet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The plain reference: the rules of the package written for reading, over runes and strings, with x/text doing all
// composing. It shares the lists of onsets and rhymes with the automaton and nothing else.

// refToken is what the reference says of a token.
type refToken struct {
	Key, Fold  string
	Start, End int
	Syllable   bool // well-formed
}

func refClean(s string) string {
	var b strings.Builder
	for _, r := range s {
		if c := cleanRune(r); c >= 0 {
			b.WriteRune(c)
		}
	}
	return norm.NFC.String(refReorder(norm.NFD.String(strings.Join(strings.FieldsFunc(b.String(), unicode.IsSpace), " "))))
}

// refReorder moves circumflex and breve before tone marks until nothing moves.
func refReorder(s string) string {
	for {
		before := s
		for _, shape := range []string{"\u0302", "\u0306"} {
			for _, tone := range []string{"\u0300", "\u0301", "\u0303", "\u0309"} {
				s = strings.ReplaceAll(s, tone+shape, shape+tone)
			}
		}
		if s == before {
			return s
		}
	}
}

var refTones = []rune{0, 0x300, 0x301, 0x309, 0x303, 0x323}

// refLetters takes a lower-case word apart: letters with their shapes, and the tone on each.
func refLetters(word string) (letters []rune, tones []int) {
	for _, r := range word {
		tone := 0
		var rest []rune
		for _, d := range norm.NFD.String(string(r)) {
			if n := slices.Index(refTones[1:], d); n >= 0 {
				tone = n + 1
			} else {
				rest = append(rest, d)
			}
		}
		letters = append(letters, []rune(norm.NFC.String(string(rest)))...)
		tones = append(tones, tone)
		for len(tones) < len(letters) {
			tones = append(tones, 0)
		}
	}
	return letters, tones
}

// refParse parts toneless letters into onset and rhyme.
func refParse(spelling string) (onset, rhyme string, ok bool) {
	if r, cut := strings.CutPrefix(spelling, "qu"); cut {
		return "qu", r, refAfterQu[r]
	}
	if r, cut := strings.CutPrefix(spelling, "gi"); cut && refRhymes[r] && r[0] != 'i' && r[0] != 'y' {
		return "gi", r, true
	}
	for _, o := range refOnsets {
		if r, cut := strings.CutPrefix(spelling, o); cut && refRhymes[r] && follows(o, r) {
			return o, r, true
		}
	}
	return "", "", false
}

var (
	refOnsets  = append(strings.Fields(onsets), "")
	refRhymes  = refSet(rhymes)
	refAfterQu = refSet(rhymesAfterQu)
)

func refSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// refPlain are all syllables stripped of their shapes.
var refPlain = func() map[string]bool {
	all := make(map[string]bool)
	add := func(s string) { all[string(stripped([]rune(s)))] = true }
	for _, r := range strings.Fields(rhymes) {
		for _, o := range append(strings.Fields(onsets), "") {
			if follows(o, r) {
				add(o + r)
			}
		}
		if r[0] != 'i' && r[0] != 'y' {
			add("gi" + r)
		}
	}
	for _, r := range strings.Fields(rhymesAfterQu) {
		add("qu" + r)
	}
	return all
}()

// refSyllable returns the canonical spelling of a lower-case word if it is a well-formed syllable.
func refSyllable(word string) (string, bool) {
	letters, tones := refLetters(word)
	tone, marked := 0, 0
	for _, n := range tones {
		if n > 0 {
			tone = n
			marked++
		}
	}
	spelling := string(letters)
	onset, rhyme, ok := refParse(spelling)
	toneless := marked == 0 && len(spelling) == len(letters)
	final := letters[len(letters)-1]
	stop := strings.ContainsRune("cpt", final) || strings.HasSuffix(spelling, "ch")
	switch {
	case toneless && !refPlain[spelling], !toneless && (!ok || marked > 1):
		return "", false
	case !toneless && stop && tone != 2 && tone != 5:
		return "", false
	}
	if ok && rhyme == "i" && slices.Contains([]string{"h", "k", "l", "m", "s", "t", "qu"}, onset) {
		letters[len(letters)-1] = 'y'
	}
	if tone > 0 {
		at := utf8.RuneCountInString(onset) + refTonePlace([]rune(rhyme))
		letters = slices.Insert(letters, at+1, refTones[tone])
	}
	return norm.NFC.String(string(letters)), true
}

// refTonePlace says which letter of a rhyme carries the tone, by cases.
func refTonePlace(rhyme []rune) int {
	vowels := 0
	for vowels < len(rhyme) && strings.ContainsRune("aăâeêioôơuưy", rhyme[vowels]) {
		vowels++
	}
	for i := vowels - 1; i >= 0; i-- {
		if strings.ContainsRune("ăâêôơư", rhyme[i]) {
			return i
		}
	}
	switch {
	case vowels == 1:
		return 0
	case vowels == 2 && len(rhyme) == 2:
		return 0 // hòa, thúy, mía
	}
	return 1 // oán, huỳnh, ngoài
}

func refKeyWord(word string) (string, bool) {
	foreign := strings.ContainsRune(word, 'İ') // whose small letter is a plain i
	word = strings.ToLower(word)
	for _, r := range word {
		if foreign || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzđ", []rune(norm.NFD.String(string(r)))[0]) || utf8.RuneLen(r) > 1 && !refVietnamese(r) {
			return refClean(strings.ToLower(word)), false
		}
	}
	if key, ok := refSyllable(word); ok {
		return key, true
	}
	return word, false
}

// refVietnamese reports whether a letter beyond ASCII belongs to the alphabet.
func refVietnamese(r rune) bool {
	return strings.ContainsRune(strings.Join(vowels[:], "")+"đ", r)
}

func refFold(key string) string {
	var b strings.Builder
	for _, r := range key {
		marked := false
		plain := strings.Map(func(d rune) rune {
			if unicode.Is(unicode.Mn, d) {
				marked = true
				return -1
			}
			return d
		}, norm.NFD.String(string(r)))
		if !marked {
			plain = strings.ReplaceAll(string(r), "đ", "d")
		}
		b.WriteString(plain)
	}
	var out strings.Builder
	for _, part := range refWords(b.String()) {
		k, _ := refKeyWord(part)
		out.WriteString(k)
	}
	return out.String()
}

// refWords parts clean text into runs of letters and single other characters.
func refWords(s string) (parts []string) {
	inside := false
	for _, r := range s {
		letter := refLetter(r)
		if letter && inside {
			parts[len(parts)-1] += string(r)
		} else {
			parts = append(parts, string(r))
		}
		inside = letter
	}
	return parts
}

func refLetter(r rune) bool {
	return r >= 0x80 && unicode.IsDigit(r) || (unicode.IsLetter(r) || unicode.IsMark(r)) && !invisible(r)
}

func refIsDigit(r rune) bool { return r >= '0' && r <= '9' }

// refRune is a character of the text that prints something.
type refRune struct {
	r          rune
	start, end int
}

// refTokens tokenises by the rules that Text documents.
func refTokens(s string) (tokens []refToken) {
	var runes []refRune
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !invisible(r) {
			runes = append(runes, refRune{r, i, i + n})
		}
		i += n
	}
	for len(runes) > 0 {
		n := 0
		switch r := runes[0].r; {
		case refIsDigit(r):
			n = refNumber(runes)
		case refLetter(r) && !slices.Contains(refMarks, r):
			n = refRun(runes, refLetter)
		default:
			runes = runes[1:]
			continue
		}
		word := runes[:n]
		key, syllable := refKeyWord(refClean(s[word[0].start:word[n-1].end]))
		mixed := n < len(runes) && (refIsDigit(word[0].r) && refJoins(word, runes[n]) ||
			refLetter(word[0].r) && refIsDigit(runes[n].r) && !(syllable && key != refFold(key)))
		if mixed {
			n = refRun(runes, func(r rune) bool { return refLetter(r) || refIsDigit(r) })
		}
		tokens = append(tokens, refEmit(s, runes[:n], mixed)...)
		runes = runes[n:]
	}
	return tokens
}

var refMarks = []rune{0x300, 0x301, 0x303, 0x309, 0x323, 0x302, 0x306, 0x31b}

func refRun(runes []refRune, in func(rune) bool) int {
	n := 0
	for n < len(runes) && in(runes[n].r) {
		n++
	}
	return n
}

// refNumber counts the characters of a number: digits, and points between digits.
func refNumber(runes []refRune) int {
	n := 1
	for n < len(runes) && runes[n].start == runes[n-1].end {
		point := strings.ContainsRune(".,", runes[n].r) && n+1 < len(runes) && refIsDigit(runes[n+1].r) && runes[n+1].start == runes[n].end
		if !point && !refIsDigit(runes[n].r) {
			break
		}
		n++
	}
	return n
}

// refJoins reports whether a capital follows plain digits directly.
func refJoins(number []refRune, next refRune) bool {
	for _, d := range number {
		if !refIsDigit(d.r) {
			return false
		}
	}
	vietnamese := strings.ContainsRune("abcdefghijklmnopqrstuvwxyz", unicode.ToLower(next.r)) && next.r < 0x80 ||
		refVietnamese(unicode.ToLower(cleanRune(next.r)))
	return next.start == number[len(number)-1].end && vietnamese && unicode.IsUpper(next.r)
}

// refEmit makes the tokens of one word: one, or its syllables when they were typed together.
func refEmit(s string, word []refRune, mixed bool) []refToken {
	from, to := word[0].start, word[len(word)-1].end
	text := refClean(s[from:to])
	if !mixed && !refIsDigit(word[0].r) {
		if parts := refSplit(s, word); len(parts) > 1 {
			return parts
		}
	}
	var key strings.Builder
	valid := false
	for _, part := range refWords(text) {
		var k string
		k, valid = refKeyWord(part)
		key.WriteString(k)
	}
	return []refToken{{key.String(), refFold(key.String()), from, to, valid && !mixed && !refIsDigit(word[0].r)}}
}

// refSplit parts a fused word by trying every way.
func refSplit(s string, word []refRune) []refToken {
	var letters []refRune // bases with their marks
	for _, r := range word {
		if n := len(letters); n > 0 && slices.Contains(refMarks, r.r) {
			letters[n-1].end = r.end
			continue
		}
		letters = append(letters, r)
	}
	text := func(from, to int) string { return refClean(s[letters[from].start:letters[to-1].end]) }
	whole := strings.ToLower(text(0, len(letters)))
	if utf8.RuneCountInString(whole) != len(letters) || len(letters) > 64 || whole == refFoldPlain(whole) {
		return nil
	}
	for _, r := range whole {
		if r >= 0x80 && !refVietnamese(r) || !unicode.IsLetter(r) {
			return nil
		}
	}
	if _, ok := refSyllable(whole); ok {
		return nil
	}
	best, cuts := refBest([]rune(whole), make(map[int]refPath), 0)
	if best < 0 {
		return nil
	}
	var parts []refToken
	for i, from := range cuts {
		to := len(letters)
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		key, _ := refSyllable(strings.ToLower(text(from, to)))
		parts = append(parts, refToken{key, refFold(key), letters[from].start, letters[to-1].end, true})
	}
	return parts
}

func refFoldPlain(s string) string {
	return strings.ReplaceAll(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)), "đ", "d")
}

type refPath struct {
	cost int
	cuts []int
}

// refBest returns the cheapest way to part the letters from i on, the longest first part where ways cost the same.
func refBest(letters []rune, seen map[int]refPath, i int) (int, []int) {
	if i == len(letters) {
		return 0, nil
	}
	if p, ok := seen[i]; ok {
		return p.cost, p.cuts
	}
	best := refPath{cost: -1}
	for j := min(len(letters), i+7); j > i; j-- {
		key, ok := refSyllable(string(letters[i:j]))
		rest, cuts := refBest(letters, seen, j)
		if !ok || rest < 0 {
			continue
		}
		cost, known := syllableCost()[Hash(key)]
		if !known {
			cost = rareSyllable
		}
		if best.cost < 0 || cost+rest < best.cost {
			best = refPath{cost + rest, append([]int{i}, cuts...)}
		}
	}
	seen[i] = best
	return best.cost, best.cuts
}
