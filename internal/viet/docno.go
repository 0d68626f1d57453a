package viet

import (
	"strings"
	"unicode"
)

// DocNumber is the number of a legal or administrative document found in a text.
type DocNumber struct {
	Number     string // one spelling for each document: 3/2020/TT-BTTTT, leading zeros and typing errors of the type removed
	Start, End int    // bytes in the text
}

// DocNumbers finds document numbers, in order: number/year/type-issuer, number/type-issuer, number/issuer-unit, and
// the Party's number-type/body. Also dotted numbers (66.18/2026/NQ-CP), a type and issuer run together
// (73/2019/NĐCP), any hyphen, spaces around the separators, and QHI5 for QH15.
func DocNumbers(s string) []DocNumber {
	var found []DocNumber
	t := Normalize(s)
	for i := 0; i < len(t.tokens); i++ {
		if t.tokens[i].Kind != Number || i > 0 && t.separator(i) == '/' {
			continue
		}
		p := numberParser{t: t, at: i + 1}
		if n, ok := p.number(i); ok {
			last := t.tokens[p.at-1]
			found = append(found, DocNumber{n, int(t.tokens[i].Start), int(last.End)})
			i = p.at - 1
		}
	}
	return found
}

// separator returns the one character between token i and the token before it, hyphens alike and spaces around it
// ignored: ' ' when there are only spaces or nothing, 0 when there is more than one character or a line break.
func (t *Text) separator(i int) rune {
	sep := ' '
	for _, r := range t.original[t.tokens[i-1].End:t.tokens[i].Start] {
		switch c := cleanRune(r); {
		case c < 0 || c == ' ' && r != '\n' && r != '\r':
		case sep != ' ' || c == ' ':
			return 0
		default:
			sep = c
		}
	}
	return sep
}

// numberParser reads one document number; at is the next token to read.
type numberParser struct {
	t  *Text
	at int
}

// number reads the document number whose first token is first.
func (p *numberParser) number(first int) (string, bool) {
	n, ok := serial(p.t.KeyOf(first))
	if !ok {
		return "", false
	}
	switch p.next() {
	case '/':
		if year := p.year(); year != "" {
			body, ok := p.body(true)
			return n + "/" + year + "/" + body, ok
		}
		body, ok := p.body(first > 0 && p.t.KeyOf(first-1) == "số")
		return n + "/" + body, ok
	case '-':
		return p.party(n)
	}
	return "", false
}

// next returns the separator before the next token, 0 when there is no token.
func (p *numberParser) next() rune {
	if p.at >= len(p.t.tokens) {
		return 0
	}
	return p.t.separator(p.at)
}

// serial reads the number itself: digits without leading zeros, perhaps in two groups.
func serial(digits string) (string, bool) {
	if strings.Contains(digits, ",") || len(digits) > 9 {
		return "", false
	}
	head, tail, dotted := strings.Cut(strings.TrimLeft(digits, "0"), ".")
	switch {
	case head == "" || strings.Contains(tail, "."):
		return "", false
	case dotted && len(tail) == 3: // 1.132: a thousands separator
		return head + tail, true
	case dotted:
		return head + "." + tail, true
	}
	return head, true
}

// year reads a year and the slash after it, or nothing.
func (p *numberParser) year() string {
	y := p.t.KeyOf(p.at)
	if len(y) != 4 || y < "1900" || y > "2199" || p.t.tokens[p.at].Kind != Number {
		return ""
	}
	p.at++
	if p.next() != '/' {
		p.at--
		return ""
	}
	return y
}

// part reads one part of a symbol: capitals, with small letters as in TTg and digits as in QH15. A part after
// spaces must be all capitals, lest a dash between words be taken for a hyphen.
func (p *numberParser) part() string {
	if p.at >= len(p.t.tokens) {
		return ""
	}
	k := p.t.tokens[p.at]
	spaced := p.at > 0 && k.Start-p.t.tokens[p.at-1].End > 3
	part := Clean(p.t.Quote(p.at, p.at+1))
	if k.Kind == Number || !hasCapital(part) || len(part) > 30 || spaced && k.flags&allCapitals == 0 {
		return ""
	}
	p.at++
	return part
}

// body reads type-issuer or issuer-unit after a slash. alone allows a body of one part: QH15, NĐCP.
func (p *numberParser) body(alone bool) (string, bool) {
	first := p.part()
	if capitals(first) < 2 && !(first != "" && p.next() == '-') {
		return "", false
	}
	parts := []string{symbol(first)}
	for {
		sep := p.next()
		if sep != '-' && sep != '/' && sep != '&' {
			break
		}
		part := p.part()
		if part == "" {
			break
		}
		parts = append(parts, string(sep)+issuer(part))
	}
	if len(parts) == 1 {
		apart := runTogether(parts[0])
		return apart, capitals(first) >= 2 && alone || apart != parts[0]
	}
	parts[0] = documentType(parts[0])
	return strings.Join(parts, ""), true
}

// party reads -NQ/TW after the number.
func (p *numberParser) party(n string) (string, bool) {
	kind := p.part()
	if capitals(kind) < 2 || p.next() != '/' {
		return "", false
	}
	body := p.part()
	if body == "" || capitals(body) < 2 {
		return "", false
	}
	return n + "-" + documentType(kind) + "/" + issuer(body), true
}

func hasCapital(s string) bool { return capitals(s) > 0 }

func capitals(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// documentType spells a type of document as in its decree: typists leave the stroke of Đ out.
func documentType(s string) string {
	switch s {
	case "ND":
		return "NĐ"
	case "QD":
		return "QĐ"
	case "TTR", "Ttr":
		return "TTr"
	}
	return s
}

// issuer spells the Prime Minister's sign, in capitals in headings, the usual way.
func issuer(s string) string {
	if s == "TTG" {
		return "TTg"
	}
	return symbol(s)
}

// symbol mends a National Assembly term read by OCR: QHI5, QHl5, QH1S.
func symbol(s string) string {
	at := strings.LastIndex(s, "QH")
	if at < 0 || at > 0 && s[:at] != "UBTV" || len(s) == at+2 || len(s) > at+4 {
		return s
	}
	mended := strings.NewReplacer("I", "1", "l", "1", "i", "1", "O", "0", "o", "0", "S", "5").Replace(s[at+2:])
	if strings.Trim(mended, "0123456789") != "" {
		return s
	}
	return s[:at+2] + mended
}

// runTogether parts a type and an issuer typed without hyphen: NĐCP, QĐTTg.
func runTogether(s string) string {
	for _, kind := range []string{"NĐ", "ND", "NQ", "QĐ", "QD", "CT", "TT"} {
		rest, ok := strings.CutPrefix(s, kind)
		if !ok {
			continue
		}
		switch rest = issuer(rest); {
		case rest == "CP", rest == "TTg", rest == "UBND", rest == "HĐND", strings.HasPrefix(rest, "B") && len(rest) > 2:
			return documentType(kind) + "-" + rest
		}
	}
	return s
}
