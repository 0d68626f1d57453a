package viet

import (
	"maps"
	"slices"
	"strings"
)

// Abbreviations knows what abbreviations may stand for. Many have several readings (TMĐT: thương mại điện tử, tổng
// mức đầu tư), and a document is free to define its own. It never changes after NewAbbreviations.
type Abbreviations struct {
	readings map[string][]string
	pairs    map[uint64]bool // words that follow one another in some reading
}

// NewAbbreviations takes a glossary: abbreviation, as typed, to readings, the usual one first.
func NewAbbreviations(glossary map[string][]string) *Abbreviations {
	a := &Abbreviations{readings: make(map[string][]string, len(glossary)), pairs: make(map[uint64]bool)}
	var t Text
	for abbr, readings := range glossary {
		a.readings[Clean(abbr)] = slices.Clone(readings)
		for _, r := range readings {
			t.Reset(r)
			for i := 1; i < t.Len(); i++ {
				a.pairs[Pair(t.tokens[i-1].Key, t.tokens[i].Key)] = true
			}
		}
	}
	return a
}

// Readings returns what abbr can stand for in the text t, which may be nil: what the text itself defines; else the
// one reading that its neighbours single out; else every reading of the glossary, the usual one first. A phrase
// with abbreviations in it (CSDLQG về DC) is read as a whole or word by word. Nothing is returned for what is
// unknown. Capitals count: AI is an abbreviation, ai is not.
func (a *Abbreviations) Readings(abbr string, t *Text) []string {
	abbr = Clean(abbr)
	if t != nil {
		if r := t.definition(abbr); r != "" {
			return []string{r}
		}
	}
	known, ok := a.readings[abbr]
	switch {
	case !ok:
		return a.wordByWord(abbr, t)
	case t != nil && len(known) > 1:
		if r := a.single(abbr, known, t); r != "" {
			return []string{r}
		}
	}
	return slices.Clone(known)
}

// maxPhrases bounds the readings of a phrase whose parts have several each.
const maxPhrases = 16

// wordByWord reads a phrase by its words. Words that are no abbreviations stand for themselves.
func (a *Abbreviations) wordByWord(abbr string, t *Text) []string {
	words := strings.Fields(abbr)
	if len(words) < 2 {
		return nil
	}
	phrases, known := []string{""}, false
	for _, word := range words {
		readings := a.Readings(word, t)
		known = known || len(readings) > 0
		if len(readings) == 0 {
			readings = []string{word}
		}
		var longer []string
		for _, p := range phrases {
			for _, r := range readings {
				longer = append(longer, strings.TrimSpace(p+" "+r))
			}
		}
		phrases = longer[:min(len(longer), maxPhrases)]
	}
	if !known {
		return nil
	}
	return phrases
}

// single returns the one reading that the words around the abbreviation, or the rest of the text, speak for: it
// makes a known pair with a neighbour, or stands in the text written out. Ambiguous ones stay ambiguous.
func (a *Abbreviations) single(abbr string, readings []string, t *Text) string {
	at := t.occurrences(Normalize(abbr))
	best, second, found := 0, 0, ""
	for _, r := range readings {
		reading := Normalize(r)
		if reading.Len() == 0 {
			continue
		}
		votes := len(t.occurrences(reading)) * 2
		for _, i := range at {
			if i > 0 && a.pairs[Pair(t.tokens[i-1].Key, reading.tokens[0].Key)] {
				votes++
			}
			next := i + Normalize(abbr).Len()
			if next < t.Len() && a.pairs[Pair(reading.tokens[reading.Len()-1].Key, t.tokens[next].Key)] {
				votes++
			}
		}
		if votes > best {
			best, second, found = votes, best, r
		} else {
			second = max(second, votes)
		}
	}
	if best == second {
		return ""
	}
	return found
}

// occurrences returns the tokens of t at which the phrase begins.
func (t *Text) occurrences(phrase *Text) []int {
	var at []int
	n := phrase.Len()
	for i := 0; n > 0 && i+n <= t.Len(); i++ {
		same := true
		for j := 0; j < n && same; j++ {
			same = t.tokens[i+j].Key == phrase.tokens[j].Key
		}
		if same {
			at = append(at, i)
		}
	}
	return at
}

// definition looks for the place where the text explains the abbreviation: "cơ sở dữ liệu (CSDL)", "CSDL (cơ sở dữ
// liệu)", "CSDL: cơ sở dữ liệu", "cơ sở dữ liệu, viết tắt là CSDL". The initials must agree.
func (t *Text) definition(abbr string) string {
	letters := initialsOf(abbr)
	if len(letters) < 2 {
		return ""
	}
	phrase := Normalize(abbr)
	for _, i := range t.occurrences(phrase) {
		if t.tokens[i].flags&allCapitals == 0 || Clean(t.Quote(i, i+phrase.Len())) != abbr {
			continue
		}
		if r := t.definedBefore(i, letters); r != "" {
			return r
		}
		if r := t.definedAfter(i+phrase.Len(), letters); r != "" {
			return r
		}
	}
	return ""
}

// Definitions returns what a text says its abbreviations stand for, by abbreviation as typed. One that it explains in
// two ways is left out. See definition for the forms.
func (t *Text) Definitions() map[string]string {
	found, folds := map[string]string{}, map[string]string{}
	for i := range t.tokens {
		if t.tokens[i].flags&allCapitals == 0 {
			continue
		}
		abbr := Clean(t.Quote(i, i+1))
		letters := initialsOf(abbr)
		if len(letters) < 2 {
			continue
		}
		long := t.definedBefore(i, letters)
		if long == "" {
			long = t.definedAfter(i+1, letters)
		}
		if long == "" {
			continue
		}
		if known, ok := folds[abbr]; ok && known != Fold(long) {
			found[abbr] = ""
			continue
		}
		found[abbr], folds[abbr] = long, Fold(long)
	}
	maps.DeleteFunc(found, func(_, long string) bool { return long == "" })
	return found
}

// initialsOf returns the letters of an abbreviation in folded small form: csdl for CSDL.
func initialsOf(abbr string) string {
	var b strings.Builder
	for _, r := range Fold(abbr) {
		if r >= 'a' && r <= 'z' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// definedBefore reads the words before token i whose initials are the letters, when token i opens a bracket or
// follows "viết tắt là", "gọi tắt là", "sau đây gọi là".
func (t *Text) definedBefore(i int, letters string) string {
	end := i
	for end > 0 && strings.Contains(" viet goi tat la sau day duoc ", " "+t.FoldOf(end-1)+" ") && i-end < 6 {
		end--
	}
	if end == i && (t.tokens[i].Break != Clause || !strings.ContainsAny(t.original[max(0, t.tokens[i].Start-3):t.tokens[i].Start], "([")) {
		return ""
	}
	from := end
	for n := len(letters) - 1; n >= 0; n-- {
		from = t.initialBack(from, letters[n])
		if from < 0 {
			return ""
		}
	}
	return Clean(t.Quote(from, end))
}

// initialBack goes back from token i (exclusive) to the one that begins with letter. One small connecting word
// (và, về, của) may be passed over.
func (t *Text) initialBack(i int, letter byte) int {
	for skipped := 0; i > 0 && skipped < 2; skipped++ {
		i--
		if t.startsWith(i, letter) {
			return i
		}
		if !connecting(t.FoldOf(i)) {
			return -1
		}
	}
	return -1
}

// definedAfter reads the words from token i whose initials are the letters, when a bracket, colon, dash or "là"
// leads to them.
func (t *Text) definedAfter(i int, letters string) string {
	if i < t.Len() && t.FoldOf(i) == "la" {
		i++
	} else if i >= t.Len() || t.tokens[i].Break != Clause {
		return ""
	}
	from := i
	for n := 0; n < len(letters); n++ {
		if i < t.Len() && !t.startsWith(i, letters[n]) && n > 0 && connecting(t.FoldOf(i)) {
			i++
		}
		if i >= t.Len() || !t.startsWith(i, letters[n]) || n > 0 && t.tokens[i].Break > Comma {
			return ""
		}
		i++
	}
	return Clean(t.Quote(from, i))
}

func (t *Text) startsWith(i int, letter byte) bool {
	fold := t.FoldOf(i)
	return fold != "" && fold[0] == letter
}

func connecting(fold string) bool {
	return strings.Contains(" va ve cua cho tai trong voi ", " "+fold+" ")
}
