package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Ranks of numbering from the outermost inwards. Arabic numbers of depth d rank rankArabic+d-1.
const (
	rankChapter = 1  // Chương, Phần, Điều
	rankUpper   = 3  // A.
	rankRoman   = 4  // I.
	rankSub     = 5  // I.1, II.2.1 add their depth
	rankNamed   = 9  // Hạng mục 1:, Gói thầu số 1:, with two more for those inside others
	rankArabic  = 12 // 1.
	rankLetter  = 20 // a)
	rankStar    = 29 // *
	rankDash    = 30 // -
	rankPlus    = 31 // +
	rankNone    = 99
)

// number is the numbering at the start of a line or in the first cell of a row.
type number struct {
	rank  int
	label string // as it is cited: "IV", "2.1", "a", "-"
	word  string // plain word before it: "chuong", "dieu", "hang muc", "" when none
	depth int    // parts of a dotted number
	end   int    // byte offset of what follows
}

// ok tells whether there is a numbering.
func (n number) ok() bool { return n.rank != 0 && n.rank != rankNone }

// bullet tells whether the numbering is only a dash or a plus.
func (n number) bullet() bool { return n.label == "-" || n.label == "+" }

// chapterWords come before the number of a large division; namedWords before the number of an item.
var (
	chapterWords = newPhrases("chương", "phần", "điều", "mục")
	namedWords   = newPhrases("hạng mục", "hạng mục số", "gói thầu số", "gói thầu", "gói số", "nhiệm vụ", "nhiệm vụ số", "dự án số", "phân hệ", "phân hệ số", "tiểu dự án", "hợp phần", "hợp phần số", "cấu phần", "cấu phần số", "nội dung", "dự án", "module", "mô đun", "khoản")
)

// readNumber reads the numbering at the start of a line. A bare number without "." or ")" is no numbering.
func readNumber(s string) number {
	t := strings.TrimLeft(s, " \t")
	lead := len(s) - len(t)
	if t == "" {
		return number{}
	}
	n := readBullet(t)
	if n.ok() {
		rest := strings.TrimLeft(t[n.end:], " ")
		if w := readWorded(rest); w.ok() && w.rank == rankNamed {
			w.rank, w.end = n.rank, w.end+len(t)-len(rest)
			n = w
		}
	} else {
		n = readWorded(t)
	}
	if !n.ok() {
		n = readDotted(t, true)
	}
	if !n.ok() {
		return number{}
	}
	n.end += lead
	n.end += len(s[n.end:]) - len(strings.TrimLeft(s[n.end:], " \t.:)"))
	return n
}

// readBullet reads "-", "+", "•" and the like.
func readBullet(t string) number {
	r, size := utf8.DecodeRuneInString(t)
	rest := t[size:]
	switch r {
	case '*':
		return number{rank: rankStar, label: "-", end: size}
	case '-', '–', '—', '•', '●', '▪', '◦', '·', '\uf0b7', '\uf02d', '\uf0a7', 'o':
		if r == 'o' && !strings.HasPrefix(rest, " ") || rest == "" {
			return number{}
		}
		if d, _ := utf8.DecodeRuneInString(rest); r == '-' && (unicode.IsDigit(d) || d == '-') {
			return number{}
		}
		return number{rank: rankDash, label: "-", end: size}
	case '+':
		if rest == "" {
			return number{}
		}
		return number{rank: rankPlus, label: "+", end: size}
	}
	return number{}
}

// readWorded reads "Chương IV.", "Điều 1.", "Hạng mục 2:".
func readWorded(t string) number {
	head := plain(clip(t, 40))
	rank := rankChapter
	w := chapterWords.prefix(head)
	if w == "" {
		rank = rankNamed
		if w = namedWords.prefix(head); w == "" {
			return number{}
		}
	}
	at := skipWords(t, countWords(w))
	rest := strings.TrimLeft(t[at:], " ")
	if label := ordinalWord(plain(clip(rest, 40))); label != "" && rank == rankChapter {
		return number{rank: rank, label: label, word: w, depth: 1, end: len(t) - len(rest) + skipWords(rest, 2)}
	}
	n := readDotted(rest, false)
	if !n.ok() || n.rank >= rankDash || n.rank == rankLetter {
		return number{}
	}
	after := rest[n.end:]
	closed := n.end > 0 && rest[n.end-1] == '.'
	if rank == rankNamed && !closed && !strings.HasPrefix(after, ":") && !strings.HasPrefix(after, ".") && !strings.HasPrefix(after, " -") && !strings.HasPrefix(after, " –") {
		return number{}
	}
	return number{rank: rank, label: n.label, word: w, depth: n.depth, end: len(t) - len(rest) + n.end}
}

// ordinalWord reads "thứ nhất", "thứ hai" at the start of a plain text, "" when it is not there.
func ordinalWord(p string) string {
	for i, w := range []string{"thu nhat", "thu hai", "thu ba", "thu tu", "thu nam", "thu sau"} {
		if strings.HasPrefix(p+" ", w+" ") {
			return []string{"thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu"}[i]
		}
	}
	return ""
}

// readDotted reads "IV.", "II.1", "2.1.", "1)", "a)", "A.". With strict the number must be closed by "." or ")" or have parts.
func readDotted(t string, strict bool) number {
	end := strings.IndexFunc(t, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsLetter(r) && r != '.' })
	if end < 0 {
		end = len(t)
	}
	open := strings.HasPrefix(t, "(")
	if open {
		return readParenthesised(t)
	}
	head := t[:end]
	closed := strings.HasSuffix(head, ".")
	label := strings.TrimRight(head, ".")
	n := classify(label)
	if end < len(t) && (t[end] == ')' || t[end] == '/' && n.rank >= rankArabic && n.rank < rankLetter) {
		closed, end = true, end+1
	}
	if !n.ok() {
		return readGlued(t)
	}
	if strict && !closed && n.depth < 2 || strict && end < len(t) && !closed && t[end] != ' ' && t[end] != ':' {
		return number{}
	}
	n.end = end
	return n
}

// readParenthesised reads "(1)" and "(a)".
func readParenthesised(t string) number {
	i := strings.IndexByte(t, ')')
	if i < 2 || i > 5 {
		return number{}
	}
	n := classify(t[1:i])
	if n.ok() && n.rank < rankLetter {
		n.rank = rankLetter
	}
	n.end = i + 1
	return n
}

// readGlued reads a number typed without a space before the words: "1.Xây dựng", "2.1.Phần mềm".
func readGlued(t string) number {
	i := strings.IndexFunc(t, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' })
	if i < 2 || t[i-1] != '.' {
		return number{}
	}
	n := classify(strings.TrimRight(t[:i], "."))
	n.end = i
	return n
}

// classify ranks a label such as "IV", "2.1", "a", "A", "II.1". It returns the zero number for anything else.
func classify(label string) number {
	parts := strings.Split(label, ".")
	first := parts[0]
	n := number{label: label, depth: len(parts)}
	for i, p := range parts[1:] {
		if i == 0 && upperLetter(first) && roman(p) {
			continue // A.I, A.I.1
		}
		if !smallNumber(p) && !(len(p) == 1 && p[0] >= 'a' && p[0] <= 'z') {
			return number{}
		}
	}
	switch {
	case smallNumber(first):
		n.rank = rankArabic + min(n.depth, 8) - 1
	case roman(first):
		n.rank = rankRoman
		if n.depth > 1 {
			n.rank = rankSub + min(n.depth, 5) - 2
		}
	case upperLetter(first):
		n.rank = rankUpper
		if n.depth > 1 {
			n.rank = rankSub + min(n.depth, 5) - 2
		}
	case n.depth == 1 && (len(first) == 1 && first[0] >= 'a' && first[0] <= 'z' || first == "đ"):
		n.rank = rankLetter
	default:
		return number{}
	}
	return n
}

// upperLetter tells whether s is one letter from A to Z.
func upperLetter(s string) bool { return len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z' }

// smallNumber tells whether s is a whole number from 1 to 199 that may number a heading or a row ("01" is one too).
func smallNumber(s string) bool {
	if len(s) == 0 || len(s) > 3 {
		return false
	}
	v := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v > 0 && v < 200
}

// roman tells whether s is a Roman number up to XXXIX; C, D, L and M alone are letters.
func roman(s string) bool {
	if s == "" || len(s) > 6 {
		return false
	}
	return strings.Trim(s, "IVX") == ""
}
