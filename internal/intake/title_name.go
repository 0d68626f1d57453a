package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareTitle removes the words of form before the name: "Về việc phê duyệt dự án X" becomes "X".
func bareTitle(s string) string {
	if at, inside, ok := openQuote(s); ok && countWords(plain(inside)) >= 4 && fullTypeLine(plain(s[:at])) {
		return cleanTitle(inside)
	}
	p := plain(s)
	rest, thing := p, false
	for {
		if w := thingWords.prefix(rest); w != "" && (thing || rest != p || colonAfter(s, countWords(p)-countWords(rest)+countWords(w))) {
			rest, thing = strings.TrimSpace(rest[len(w):]), true
			continue
		}
		w := formWords.prefix(rest)
		if w == "" || thing && !docTypes.is(w) && w != "dau tu" && w != "ung dung cong nghe thong tin" {
			break
		}
		rest = strings.TrimSpace(rest[len(w):])
	}
	if severalThings.starts(rest) {
		return s
	}
	if costWords.starts(rest) {
		return upperFirst(cleanTitle(afterAbout(s))) // what is handed out is money, for several things
	}
	if rest == "" || rest == p || !thing && !itemHeads.starts(rest) {
		return s
	}
	return upperFirst(cleanTitle(s[skipWords(s, countWords(p)-countWords(rest)):]))
}

// severalThings begin the title of a document about many projects, which keeps its form words.
var severalThings = newPhrases("các", "một số", "danh mục", "những", "nhiều", "02", "03", "04", "05")

// colonAfter tells whether a colon or a quote follows the first n words of s.
func colonAfter(s string, n int) bool {
	rest := strings.TrimLeft(s[skipWords(s, n):], " ")
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, `"`)
}

// cleanTitle removes quotes around a title, remarks in brackets after it, and closing punctuation.
func cleanTitle(s string) string {
	s = oneLine(s)
	s = strings.TrimLeft(s, " :.-–*,;)")
	for _, cut := range []string{"(Ban hành", "(ban hành", "(Kèm theo", "(kèm theo", "(sau đây", "(Sau đây", "(BAN HÀNH", "(KÈM THEO", "(gọi tắt", "(Kèm", "(Đính kèm", "(Phụ lục"} {
		if i := strings.Index(s, cut); i > 0 {
			s = s[:i]
		}
	}
	s = strings.TrimRight(s, " .;:,/-–")
	if at, inside, ok := openQuote(s); ok && at == 0 && len(inside) > len(s)*2/3 {
		s = inside
	}
	return strings.TrimRight(strings.TrimSpace(unquote(s)), " .;:,/-–")
}

// unquote removes a quote that opens a text or closes it without its pair.
func unquote(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	last, lsize := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("“\"«‘", first) && strings.Count(s, "”")+strings.Count(s, `"`) <= 1 {
		s = s[size:]
	}
	if strings.ContainsRune("”\"»’", last) && !strings.ContainsAny(s, "“«‘") && strings.Count(s, `"`) <= 1 && len(s) > lsize {
		s = s[:len(s)-lsize]
	}
	return strings.TrimFunc(s, unicode.IsSpace)
}
