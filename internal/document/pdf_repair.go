package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/internal/viet"
)

// In TCVN3 the letter ư is the soft hyphen, which some PDF writers drop as invisible. Where a document in TCVN3 holds no
// ư at all it is put back into words that are no syllables without it: "t" is "tư", "nớc" and "n ớc" are "nước". Words
// that are syllables either way ("ngời") cannot be told and stay, so the document is marked as partly read.

// repairLostLetters puts the letter back and tells so.
func (in *input) repairLostLetters() {
	if in.legacy.found&viet.TCVN3 == 0 {
		return
	}
	repaired := 0
	var visit func([]Block, func(string) string)
	visit = func(blocks []Block, change func(string) string) {
		for i := range blocks {
			blocks[i].Text = change(blocks[i].Text)
			for j := range blocks[i].Cells {
				c := &blocks[i].Cells[j]
				c.Text = change(c.Text)
				visit(c.Nested, change)
			}
		}
	}
	lost := true
	visit(in.doc.Blocks, func(s string) string {
		lost = lost && !strings.ContainsAny(s, "ưừứửữự")
		return s
	})
	if !lost {
		return
	}
	visit(in.doc.Blocks, func(s string) string {
		out, n := restoreHorned(s)
		repaired += n
		return out
	})
	if repaired > 0 {
		in.partial("the letter ư was lost when this PDF was made; it was put back in %d words and may be missing in others", repaired)
	}
}

// restoreHorned puts ư back into the words of a text and counts them.
func restoreHorned(s string) (string, int) {
	words := strings.Split(s, " ")
	count := 0
	out := words[:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		core, tail := splitTail(w)
		switch {
		case core == "" || !onlyLetters(core):
		case onset(core) && i+1 < len(words) && tail == "" && startsHorned(words[i+1]) && validCore(w+"ư"+words[i+1]):
			w += "ư" + words[i+1]
			i++
			count++
		case onset(core) && viet.ValidSyllable(core+"ư"):
			w = core + "ư" + tail
			count++
		case !viet.ValidSyllable(core):
			if fixed, ok := hornBeforeO(core); ok {
				w = fixed + tail
				count++
			}
		}
		out = append(out, w)
	}
	return strings.Join(out, " "), count
}

// splitTail separates punctuation at the end of a word.
func splitTail(w string) (core, tail string) {
	core = strings.TrimRightFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
	return core, w[len(core):]
}

// onlyLetters reports a word of letters.
func onlyLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// onset reports small consonants alone, which begin a syllable.
func onset(s string) bool {
	switch s {
	case "b", "c", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t", "th", "tr", "ch", "v", "x":
		return true
	}
	return false
}

// hornedO are the letters that follow ư in one syllable.
const hornedO = "ơớờởỡợ"

// startsHorned reports a word that begins with ơ.
func startsHorned(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(hornedO, r)
}

// validCore reports a word that is a syllable but for punctuation at its end.
func validCore(w string) bool {
	core, _ := splitTail(w)
	return viet.ValidSyllable(core)
}

// hornBeforeO puts ư before the ơ of a word when that makes it a syllable.
func hornBeforeO(core string) (string, bool) {
	at := strings.IndexAny(core, hornedO)
	if at < 0 {
		return core, false
	}
	fixed := core[:at] + "ư" + core[at:]
	return fixed, viet.ValidSyllable(fixed)
}
