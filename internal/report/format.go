package report

import (
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// money writes an amount of đồng in full and, from a million up, in short: "12.600.000.000 đồng (12,6 tỷ)".
func (s speaker) money(vnd int64) string {
	full := s.grouped(vnd) + " đồng"
	if short := s.short(vnd); short != "" {
		return full + " (" + short + ")"
	}
	return full
}

// optionalMoney writes an amount, or that none is stated.
func (s speaker) optionalMoney(vnd *int64) string {
	if vnd == nil {
		return s.say("note.not_stated")
	}
	return s.money(*vnd)
}

// grouped writes an integer with its thousands set off, by dots in Vietnamese and commas in English.
func (s speaker) grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	var out strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(s.pick(".", ","))
		}
		out.WriteRune(d)
	}
	return sign + out.String()
}

// short writes an amount in tỷ or triệu with at most three decimals, marked as approximate when that rounds it, and ""
// below a million, where the full figure is short enough.
func (s speaker) short(vnd int64) string {
	unit, name := int64(0), ""
	switch {
	case vnd >= 1e9:
		unit, name = 1e9, s.pick("tỷ", "billion")
	case vnd >= 1e6:
		unit, name = 1e6, s.pick("triệu", "million")
	default:
		return ""
	}
	whole, rest := vnd/unit, vnd%unit
	thousandths := (rest + unit/2000) / (unit / 1000)
	if thousandths == 1000 {
		whole, thousandths = whole+1, 0
	}
	text := s.grouped(whole)
	if fraction := strings.TrimRight(pad3(thousandths), "0"); fraction != "" {
		text += s.pick(",", ".") + fraction
	}
	text += " " + name
	if rest%(unit/1000) != 0 {
		return s.say("note.approx", text)
	}
	return text
}

func pad3(n int64) string {
	return strings.Repeat("0", 3-len(strconv.FormatInt(n, 10))) + strconv.FormatInt(n, 10)
}

// percent writes a share of 0 to 1 with one decimal: "12,6%".
func (s speaker) percent(share float64) string {
	return strings.Replace(strconv.FormatFloat(share*100, 'f', 1, 64), ".", s.pick(",", "."), 1) + "%"
}

// decimal writes a number as short as it is exact, with the language's decimal sign.
func (s speaker) decimal(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'g', -1, 64), ".", s.pick(",", "."), 1)
}

func (s speaker) pick(vi, en string) string {
	if s.lang == English {
		return en
	}
	return vi
}

// date writes an ISO date, a month or a year as read in the language: "24/6/2026", "6/2026", "2026". English keeps ISO.
// What is no date is printed as it stands.
func (s speaker) date(iso string) string {
	parts := strings.Split(iso, "-")
	if s.lang == English || iso == "" || len(parts) > 3 || !allDigits(parts) {
		return iso
	}
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.TrimLeft(parts[i], "0")
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, "/")
}

func allDigits(parts []string) bool {
	for _, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

// series joins words as a sentence does: "2, 4 và 5".
func (s speaker) series(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + s.say("cover.and") + " " + words[last]
}

// documentKinds are the names of document types, found in document numbers.
var documentKinds = []struct {
	mark string
	name message
}{
	{"/NĐ-CP", message{"Nghị định", "Decree"}},
	{"/QĐ-", message{"Quyết định", "Decision"}},
	{"/TT-", message{"Thông tư", "Circular"}},
	{"-NQ/", message{"Nghị quyết", "Resolution"}},
	{"/NQ-", message{"Nghị quyết", "Resolution"}},
	{"-CĐSQG", message{"Công văn", "Letter"}},
}

// document writes a document number after the name of its kind: "Quyết định 1425/QĐ-TTg".
func (s speaker) document(number string) string {
	for _, k := range documentKinds {
		if strings.Contains(number, k.mark) {
			return s.pick(k.name.vi, k.name.en) + " " + number
		}
	}
	return number
}

// basis cites a legal row with the strength of its source, and what it provides.
func (s speaker) basis(b Basis) string {
	cited := s.cited(b)
	gist, known := s.find("law." + b.ID)
	if !known && s.lang == English {
		gist = b.Gist
	}
	if gist == "" {
		return cited
	}
	return cited + ": " + gist
}

// cited names a legal row by article, document and date, and says when it is not cited as law.
func (s speaker) cited(b Basis) string {
	name, named := s.find("law.name." + b.ID)
	if !named {
		name = s.document(b.Document)
	}
	if article := b.Article; b.Citable && article != "" {
		name = article + " " + name
	}
	if b.Date != "" {
		name = s.say("law.dated", name, s.date(b.Date))
	}
	switch {
	case b.Citable:
		return name
	case b.Verified == "draft":
		return s.say("law.draft", name)
	}
	return s.say("law.secondary", name)
}

// verdict is the printed label of a verdict.
func (s speaker) verdict(v engine.Verdict) string { return s.code("verdict", string(v)) }

// lowerFirst begins a phrase in lower case so that it can stand inside a sentence; an acronym stays as it is.
func lowerFirst(text string) string {
	r := []rune(text)
	if len(r) < 2 || strings.ToUpper(string(r[1])) == string(r[1]) && strings.ToLower(string(r[1])) != string(r[1]) {
		return text
	}
	return strings.ToLower(string(r[0])) + string(r[1:])
}

// upperFirst begins a sentence.
func upperFirst(text string) string {
	r := []rune(text)
	if len(r) == 0 {
		return text
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
