package viet

import (
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Amount is a sum of money found in a text.
type Amount struct {
	VND        int64
	Hedge      string // what qualifies it, in matching form: gần, khoảng, không quá; "" for a plain amount
	Range      bool   // one end of a range ("từ 5 đến 7 tỷ đồng", "5 - 7 tỷ đồng"): neither end is the sum
	Start, End int    // bytes in the text, from the number to its unit; the hedge is not included
}

// Amounts finds sums of money in đồng, in order. Dots group thousands and the comma is decimal ("10.850 triệu đồng",
// "10,85 tỷ"). A number without unit is no amount, nor are "15 triệu hồ sơ" and sums in other currencies. A range
// gives its two ends, each marked as such.
func Amounts(s string) []Amount {
	var found []Amount
	t := Normalize(s)
	upper := -1 // the token at which the upper end of a range begins
	for i := 0; i < t.Len(); i++ {
		if t.tokens[i].Kind != Number {
			continue
		}
		if low, ok := t.bareLow(i); ok {
			found, upper = append(found, low), t.upperEnd(i+1)
			continue
		}
		sum := t.sumAt(i)
		if sum.next == i || !sum.money {
			continue
		}
		a := Amount{VND: sum.vnd, Range: i == upper, Start: int(t.tokens[i].Start), End: int(t.tokens[sum.next-1].End)}
		a.Hedge = t.hedge(i, sum.next)
		if at := t.upperEnd(sum.next); at > 0 && !a.Range {
			if high := t.sumAt(at); high.money && high.vnd > sum.vnd {
				a.Range, upper = true, at
			}
		}
		found = append(found, a)
		i = sum.next - 1
	}
	return found
}

// MoneyUnit returns the value in đồng of the unit that the header of a column or table names: 1,000,000 for "Kinh
// phí (triệu đồng)". ok is false when it names none, or another currency.
func MoneyUnit(s string) (vnd int64, ok bool) {
	t := Normalize(s)
	for i := 0; i < t.Len(); i++ {
		u := t.unitAt(i)
		if u.next == i || u.foreign {
			continue
		}
		value := u.value
		if i > 0 && t.tokens[i-1].Kind == Number && t.tokens[i].Break <= Joint {
			n, numeric := parseNumeral(t.KeyOf(i-1), u.value == 1)
			total, fits := n.times(u.value)
			if !numeric || !fits {
				continue
			}
			value = total
		}
		switch {
		case u.currency && (u.value > 1 || !t.compoundDong(i)):
			return value, true
		case !u.currency && (u.next == t.Len() || t.tokens[u.next].Break >= Comma) && (i == 0 || t.tokens[i].Break >= Clause):
			return value, true
		}
		i = u.next - 1
	}
	return 0, false
}

// ParseAmount reads a cell that holds one amount and nothing else, with a unit of its own ("10.850 triệu đồng") or
// in the unit of its column ("3.150" in 1,000,000; 0 counts as 1). It also takes numbers as spreadsheets store
// them ("1250.5", "1.25E+10"). ok is false for anything else, negative numbers and overflow.
func ParseAmount(cell string, unit int64) (vnd int64, ok bool) {
	unit = max(unit, 1)
	t := Normalize(cell)
	if t.Len() == 0 || t.tokens[0].Kind != Number || strings.ContainsAny(t.original[:t.tokens[0].Start], "-−–([") {
		return 0, false
	}
	if f, err := strconv.ParseFloat(strings.TrimSpace(cell), 64); err == nil && strings.ContainsAny(cell, "eE") {
		v := math.Round(f * float64(unit))
		return int64(v), v < math.MaxInt64
	}
	if sum := t.sumAt(0); sum.next == t.Len() {
		return sum.vnd, !sum.foreign
	}
	digits, next := t.numeralAt(0)
	n, ok := parseNumeral(digits, unit == 1)
	if !ok || next != t.Len() {
		return 0, false
	}
	return n.times(unit)
}

// sum is an amount as read: a number with its unit, perhaps several in a row (10 tỷ 850 triệu đồng).
type sum struct {
	vnd     int64
	next    int  // the token after it; the start when there is no amount
	money   bool // it is money and not a count
	foreign bool // another currency
}

// sumAt reads the amount whose number is token i.
func (t *Text) sumAt(i int) sum {
	s := sum{next: i}
	smallest := int64(math.MaxInt64)
	for {
		digits, at := t.numeralAt(s.next)
		if digits == "" {
			return s
		}
		u := t.unitAt(at)
		if u.next == at || u.value >= smallest || s.next > i && t.tokens[s.next].Break > NoBreak {
			return s
		}
		n, ok := parseNumeral(digits, u.value == 1)
		v, fits := n.times(u.value)
		if !ok || !fits || v > math.MaxInt64-s.vnd {
			return s
		}
		if u.value == 1 && t.compoundDong(at) {
			return s
		}
		s.vnd += v
		s.next, smallest = u.next, u.value
		s.foreign = u.foreign
		s.money = !u.foreign && (u.currency || t.endsAmount(u.next, u.value))
		if u.currency {
			return s
		}
	}
}

// bareLow reads the lower end of a range that leaves the unit to the upper one: "10 đến 15 tỷ đồng", "5 - 7 tỷ đồng".
func (t *Text) bareLow(i int) (Amount, bool) {
	at := t.upperEnd(i + 1)
	if at < 0 {
		return Amount{}, false
	}
	digits, next := t.numeralAt(at)
	u := t.unitAt(next)
	high := t.sumAt(at)
	if digits == "" || u.next == next || !high.money {
		return Amount{}, false
	}
	n, ok := parseNumeral(t.KeyOf(i), u.value == 1)
	vnd, fits := n.times(u.value)
	if !ok || !fits || vnd >= high.vnd || t.tokens[at].Break == Clause && !t.beginsSum(i) {
		return Amount{}, false
	}
	hedge := t.hedge(i, i+1)
	if hedge == "" {
		hedge = "từ"
	}
	return Amount{VND: vnd, Hedge: hedge, Range: true, Start: int(t.tokens[i].Start), End: int(t.tokens[i].End)}, true
}

// upperEnd returns the number that follows "đến", "tới" or a dash at token i, -1 when there is none.
func (t *Text) upperEnd(i int) int {
	switch {
	case i >= t.Len():
	case t.tokens[i].Kind == Number:
		between := strings.TrimSpace(t.original[t.tokens[i-1].End:t.tokens[i].Start])
		if between == "-" || between == "–" || between == "—" || between == "−" {
			return i
		}
	case t.tokens[i].Break == NoBreak && (t.FoldOf(i) == "den" || t.FoldOf(i) == "toi"):
		if i+1 < t.Len() && t.tokens[i+1].Kind == Number && t.tokens[i+1].Break == NoBreak {
			return i + 1
		}
	}
	return -1
}

// beginsSum tells whether the number at token i is one of money by what stands before it, and not the number of a thing:
// "kinh phí 5 - 7 tỷ đồng", but "hạng mục 5 - 7 tỷ đồng".
func (t *Text) beginsSum(i int) bool {
	if i == 0 || t.tokens[i].Break >= Comma || t.hedge(i, i+1) != "" {
		return true
	}
	return slices.Contains(strings.Fields("phí toán tư trị tiền vốn giá mức là"), t.KeyOf(i-1))
}

// numeralAt returns the digits at token i and the token after them; groups of three parted by spaces are joined
// when they can only be one number ("2 424 500 000").
func (t *Text) numeralAt(i int) (digits string, next int) {
	if i >= t.Len() || t.tokens[i].Kind != Number {
		return "", i
	}
	digits = t.KeyOf(i)
	if len(digits) > 3 {
		return digits, i + 1
	}
	for next = i + 1; next < t.Len(); next++ {
		k := t.tokens[next]
		if k.Kind != Number || k.Break != NoBreak || k.End-k.Start != 3 || len(t.KeyOf(next)) != 3 {
			break
		}
		digits += "." + t.KeyOf(next)
	}
	return digits, next
}

// moneyUnit is a unit as read: magnitudes multiplied (nghìn tỷ), then the currency.
type moneyUnit struct {
	value    int64
	next     int // the token after it; the start when there is no unit
	currency bool
	foreign  bool
}

// unitAt reads the unit at token i.
func (t *Text) unitAt(i int) moneyUnit {
	u := moneyUnit{value: 1, next: i}
	bare := false // a magnitude typed without diacritics counts only before a currency: ty is also công ty
	for u.next < t.Len() && (u.next == i || t.tokens[u.next].Break <= Joint) {
		m, ok := magnitudes[t.KeyOf(u.next)]
		if !ok {
			m, ok = magnitudesFolded[t.KeyOf(u.next)]
			bare = bare || ok
		}
		if !ok || u.value > math.MaxInt64/m.value || u.value*m.value > 1e15 {
			break
		}
		u.value *= m.value
		u.next++
		if m.currency {
			u.currency = true
			return u
		}
	}
	t.readCurrency(&u, i, bare)
	if bare && !u.currency {
		return moneyUnit{value: 1, next: i}
	}
	return u
}

// readCurrency reads đồng or a foreign currency after the magnitudes.
func (t *Text) readCurrency(u *moneyUnit, from int, folded bool) {
	if u.next >= t.Len() || u.next > from && t.tokens[u.next].Break > Joint {
		return
	}
	switch key := t.KeyOf(u.next); key {
	case "đồng", "vnđ", "vnd", "đ":
		u.currency = true
	case "dong":
		u.currency = folded
	case "usd", "eur", "euro", "jpy", "krw", "đô", "yên", "won", "dollar":
		u.currency, u.foreign = true, true
	case "việt":
		if u.next+2 < t.Len() && t.KeyOf(u.next+1) == "nam" && t.KeyOf(u.next+2) == "đồng" {
			u.currency = true
			u.next += 2
		}
	}
	if u.currency {
		u.next++
	}
	if u.currency && u.next+1 < t.Len() && t.tokens[u.next].Break == NoBreak && t.KeyOf(u.next) == "việt" && t.KeyOf(u.next+1) == "nam" {
		u.next += 2
	}
}

// magnitude is a word for a power of ten, or one that has the currency in it.
type magnitude struct {
	value    int64
	currency bool
}

var magnitudes = map[string]magnitude{
	"trăm": {100, false}, "nghìn": {1e3, false}, "ngàn": {1e3, false},
	"triệu": {1e6, false}, "tr": {1e6, false}, "trđ": {1e6, true}, "triệuđ": {1e6, true},
	"tỷ": {1e9, false}, "tỷđ": {1e9, true}, "nghìnđ": {1e3, true},
}

var magnitudesFolded = map[string]magnitude{
	"nghin": {1e3, false}, "ngan": {1e3, false}, "trieu": {1e6, false}, "ty": {1e9, false},
}

// compoundDong reports whether the đồng at token i is part of another word: hội đồng, hợp đồng, đồng bộ.
func (t *Text) compoundDong(i int) bool {
	if t.KeyOf(i) != "đồng" {
		return false
	}
	before, after := "", ""
	if i > 0 && t.tokens[i].Break == NoBreak {
		before = t.KeyOf(i - 1)
	}
	if i+1 < t.Len() && t.tokens[i+1].Break == NoBreak {
		after = t.KeyOf(i + 1)
	}
	return slices.Contains(strings.Fields("hội hợp cộng tương đại bất lao hoạt cánh"), before) ||
		slices.Contains(strings.Fields("bộ thời chí nhất hành loạt ý đều nghĩa phục dạng quản tác bào hồ tháp nai bằng thuận tâm"), after)
}

// endsAmount tells money from a count where no currency is named: money when nothing follows, or what follows
// cannot be counted.
func (t *Text) endsAmount(next int, value int64) bool {
	if value < 1e6 {
		return false
	}
	if next >= t.Len() || t.tokens[next].Break >= Joint || t.tokens[next].Kind == Number {
		return true
	}
	return slices.Contains(strings.Fields(`cho để từ do và hoặc trong năm giai gồm bao bằng là được thuộc theo so vào ở tại
		với của đến tới trở mỗi nguồn vốn ngân bố nhằm trên dưới nếu thì sẽ đã phục chi thực hàng`), t.KeyOf(next))
}

// hedges qualify an amount. Longer ones come before those they contain.
var hedges = []string{
	"ước tính khoảng", "ước khoảng", "dự kiến khoảng", "không vượt quá", "không quá", "không dưới", "xấp xỉ", "ước tính",
	"dự kiến", "tối đa", "tối thiểu", "ít nhất", "nhiều nhất", "chưa đến", "chưa tới", "lên đến", "lên tới", "gần",
	"khoảng", "hơn", "trên", "dưới", "ước", "cỡ", "chừng", "độ", "từ", "đến", "tới",
}

// hedge returns the words that qualify the amount of tokens i to next.
func (t *Text) hedge(i, next int) string {
	if t.tokens[i].Break == NoBreak {
		for _, h := range hedges {
			words := strings.Fields(h)
			if len(words) <= i && t.reads(i-len(words), words) {
				return h
			}
		}
	}
	for _, h := range []string{"trở lên", "trở xuống"} {
		if t.reads(next, strings.Fields(h)) {
			return h
		}
	}
	return ""
}

// reads reports whether the words stand at token i with nothing between them.
func (t *Text) reads(i int, words []string) bool {
	if i+len(words) > t.Len() {
		return false
	}
	for n, w := range words {
		if t.KeyOf(i+n) != w || n > 0 && t.tokens[i+n].Break != NoBreak {
			return false
		}
	}
	return true
}

// decimal is an exact number: digits divided by ten to the power of scale.
type decimal struct {
	digits int64
	scale  int
}

// times returns the number multiplied by unit, rounded to whole đồng; ok is false on overflow.
func (d decimal) times(unit int64) (int64, bool) {
	for d.scale > 0 && unit%10 == 0 {
		unit /= 10
		d.scale--
	}
	hi, lo := bits.Mul64(uint64(d.digits), uint64(unit))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	power := uint64(1)
	for range d.scale {
		power *= 10
	}
	return int64((lo + power/2) / power), true
}

// parseNumeral reads a numeral the Vietnamese way. Dots are thousands when every group has three digits, else one
// dot is decimal; one comma is decimal, unless whole says that there are no decimals and three digits follow;
// where both stand the last one is decimal.
func parseNumeral(s string, whole bool) (decimal, bool) {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	point := -1
	switch {
	case dots > 0 && commas > 0:
		point = max(strings.LastIndex(s, "."), strings.LastIndex(s, ","))
		if min(dots, commas) > 1 || !grouped(s[:point]) {
			return decimal{}, false
		}
	case commas == 1 && !(whole && grouped(s)):
		point = strings.Index(s, ",")
	case dots == 1 && !grouped(s):
		point = strings.Index(s, ".")
	case dots+commas > 0 && !grouped(s):
		return decimal{}, false
	}
	scale := 0
	if point >= 0 {
		scale = len(s) - point - 1
	}
	digits := strings.NewReplacer(".", "", ",", "").Replace(s)
	for scale > 0 && len(digits) > 17 {
		digits = digits[:len(digits)-1]
		scale--
	}
	v, err := strconv.ParseInt(digits, 10, 64)
	return decimal{v, scale}, err == nil && scale <= 17
}

// grouped reports whether the digits are grouped in threes after a first group of one to three that is not 0.
func grouped(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) > 3 || len(groups) > 1 && strings.Trim(g, "0") == "") {
			return false
		}
	}
	return true
}
