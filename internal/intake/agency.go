package intake

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// organList are the words that begin the name of a body in a letterhead.
var organList = []string{"ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "sở", "văn phòng", "ban quản lý", "ban", "công an", "bộ chỉ huy", "thanh tra", "chi cục", "trung tâm", "cục", "bộ", "tổng cục", "tỉnh ủy", "thành ủy", "phòng", "trường", "bệnh viện", "viện", "đài", "báo", "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "kho bạc", "bảo hiểm xã hội", "hội", "liên minh", "ngân hàng", "công ty", "vnpt", "viettel", "thủ tướng chính phủ", "chính phủ", "đảng bộ", "đảng ủy", "đặc khu", "mặt trận tổ quốc", "ủy ban mặt trận", "bảo tàng", "thư viện"}

// Those words without and with their marks.
var (
	organWords  = newPhrases(organList...)
	organMarked = sync.OnceValue(func() []string { return markedAll(slices.Clone(organList)...) })
)

// isOrgan tells whether a text begins like the name of a body: "Bản đăng ký" and "Tình hình" only do without their marks.
func isOrgan(text string) bool {
	p := plain(clip(text, 200))
	if !organWords.starts(p) {
		return false
	}
	m := marked(clip(text, 200)) + " "
	return firstWordOf(m) == firstWordOf(p) || startsAny(m, organMarked())
}

// organLine tells whether a line of the head is the name of a body: typed in capitals or in the letterhead, before the title.
func organLine(l *line) bool {
	if countWords(l.plain) > 16 || !isOrgan(l.text) || docTypes.starts(l.plain) {
		return false // without marks "báo cáo" begins like a newspaper, "phương án" like a ward
	}
	return l.layout || l.caps || allCaps(l.text)
}

// placesIndex knows the provinces by every spelling.
type placesIndex struct {
	old   map[string]string // plain name -> name as written in the register
	words phrases
}

// newPlaces indexes the old and new names of the provinces, and the spellings the register knows.
func newPlaces(reg *corpus.Register) *placesIndex {
	ix := &placesIndex{old: map[string]string{}, words: newPhrases()}
	if reg == nil {
		return ix
	}
	for _, p := range reg.Provinces {
		for _, name := range []string{p.Old, p.New} {
			ix.old[plain(name)] = name
		}
	}
	for _, alias := range []string{"TP.HCM", "TPHCM", "HCM", "TP HCM", "Thừa Thiên-Huế", "Bà Rịa-Vũng Tàu", "Đắc Lắc", "Đắc Nông", "Bắc Cạn", "Kontum", "Hồ Chí Minh"} {
		if ix.old[plain(alias)] == "" {
			ix.old[plain(alias)] = aliasOf(alias)
		}
	}
	ix.words = newPhrases(slices.Sorted(maps.Keys(ix.old))...)
	return ix
}

// aliasOf gives the usual name behind an abbreviation or another spelling.
func aliasOf(alias string) string {
	switch {
	case strings.Contains(alias, "HCM"):
		return "Hồ Chí Minh"
	case strings.HasPrefix(alias, "Đắc L"):
		return "Đắk Lắk"
	case strings.HasPrefix(alias, "Đắc N"):
		return "Đắk Nông"
	case strings.HasPrefix(alias, "Bắc C"):
		return "Bắc Kạn"
	case strings.HasPrefix(alias, "Kon"):
		return "Kon Tum"
	}
	return alias
}

// last finds the province with whose name a plain text ends, "" when it ends otherwise.
func (ix *placesIndex) last(p string) string {
	if w := ix.words.within(p); w != "" && strings.HasSuffix(p, " "+w) {
		return ix.old[w]
	}
	return ""
}

// levels come before the name of a province.
var levels = newPhrases("tỉnh", "thành phố", "tp", "t")

// after finds a province named after the word tỉnh or thành phố in a plain text.
func (ix *placesIndex) after(p string) string {
	for from := 0; from < len(p); {
		rest := p[from:]
		if w := levels.prefix(rest); w != "" && w != "t" {
			if name := ix.words.prefix(strings.TrimSpace(rest[len(w):])); name != "" {
				return ix.old[name]
			}
		}
		i := strings.IndexByte(rest, ' ')
		if i < 0 {
			return ""
		}
		from += i + 1
	}
	return ""
}

// anywhere finds a province named in a plain text, the longest name first.
func (ix *placesIndex) anywhere(p string) string { return ix.old[ix.words.within(p)] }

// placeDatePattern matches "Phú Thọ, ngày 15 tháng 9 năm 2026" in plain form; the day may be blank.
var placeDatePattern = regexp.MustCompile(`^(.{0,45}?)(?:^| )ngay (?:([0-9]{1,2}) )?thang ([0-9]{1,2}) nam ([0-9]{4})$`)

// placeMonthPattern matches "Khánh Hòa, tháng 02 năm 2026" and "Huế, tháng 5/2025" in plain form.
var placeMonthPattern = regexp.MustCompile(`^(?:[a-z]+ ){1,6}(?:thang )?([0-9]{1,2}) (?:nam )?([0-9]{4})$`)

// placeDate reads the line of place and date of a document; "" when the line is none.
func placeDate(s string) string {
	if len(s) > 120 {
		return ""
	}
	p := plain(s)
	m := placeDatePattern.FindStringSubmatch(p)
	if m == nil {
		if i := strings.LastIndex(p, "ngay "); i >= 0 && countWords(p[:i]) <= 6 && strings.Contains(s, ",") && countWords(p) <= 11 {
			if ds := viet.Dates(s); len(ds) == 1 && strings.Trim(s[ds[0].End:], " .") == "" {
				return ds[0].ISO
			}
		}
		if m := placeMonthPattern.FindStringSubmatch(p); m != nil && strings.Contains(s, ",") {
			return yearMonth(m[2], m[1])
		}
		return ""
	}
	if m[2] != "" {
		if ds := viet.Dates(s); len(ds) > 0 {
			return ds[0].ISO
		}
		return ""
	}
	return yearMonth(m[4], m[3])
}

// yearMonth makes a date of a year and a month, "" when there is no such month.
func yearMonth(year, month string) string {
	if len(month) == 1 {
		month = "0" + month
	}
	if d := corpus.Date(year + "-" + month); d.Valid() {
		return string(d)
	}
	return ""
}

// date finds the day of the document: the line of place and date, else the document it was issued with.
func (d *dossier) date() string {
	lines := d.lines()
	if d.spreadsheet() {
		lines = append(append([]*line{}, d.sheetHead()...), lines...)
	}
	for _, l := range lines {
		if iso := placeDate(l.text); iso != "" {
			d.datePlace = l
			return iso
		}
	}
	for _, l := range lines {
		if !accompanies(l.plain) {
			continue
		}
		if ds := viet.Dates(l.text); len(ds) > 0 {
			return ds[0].ISO
		}
	}
	for _, l := range d.headLines() {
		if when := d.placeYear(l); when != "" {
			return when
		}
	}
	return ""
}

// placeYear reads the line at the foot of a cover that gives the place and the year ("Cần Thơ - 2026", "Mường La, năm
// 2021"); "" when the line is none.
func (d *dossier) placeYear(l *line) string {
	n := countWords(l.plain)
	if n < 2 || n > 7 || l.num.ok() {
		return ""
	}
	at := strings.LastIndexByte(l.plain, ' ')
	place, when := l.plain[:at], l.plain[at+1:]
	if len(when) != 4 || !year(when) {
		return ""
	}
	short, said := strings.CutSuffix(place, " nam")
	if said && strings.Contains(l.text, ",") && !hasDigit(short) || d.places.only(short) != "" {
		return when
	}
	return ""
}

// accompanies tells whether a plain line says what document this one was issued with.
func accompanies(p string) bool {
	return hasWords(clip(p, 60), "kem theo") && (hasWords(p, "ngay") || hasWords(p, "so"))
}

// organ is the body a letterhead names, in parts from the superior down.
func (d *dossier) organ() string {
	var parts []string
	for _, l := range d.letterhead() {
		switch {
		case motto(l.plain) || strings.HasPrefix(l.plain, "so ") && hasDigit(l.plain):
		case len(parts) > 0 && !isOrgan(l.text):
			parts[len(parts)-1] += " " + l.text
		case isOrgan(l.text):
			parts = append(parts, l.text)
		}
	}
	if len(parts) == 0 {
		return d.accompanied()
	}
	last := parts[len(parts)-1]
	if p := plain(last); levels.starts(p) && !strings.HasPrefix(p, "tinh uy") && len(parts) > 1 || organLocal.is(firstWordOf(p)) && len(parts) > 1 && bodyOnly(plain(parts[len(parts)-2])) {
		last = parts[len(parts)-2] + " " + last
		parts = parts[:len(parts)-1]
	}
	name := d.proper(last)
	if d.places.after(plain(name)) == "" && d.places.last(plain(name)) == "" && len(parts) > 1 {
		if up := plain(parts[len(parts)-2]); d.places.after(up) != "" && !strings.HasPrefix(plain(last), "bo ") {
			name += " " + levelOf(up) + " " + d.places.after(up)
		}
	}
	return name
}

// accompanied names the body that issued the document this one goes with: "(Kèm theo ... của Ủy ban nhân dân tỉnh X)".
func (d *dossier) accompanied() string {
	for _, l := range d.lines() {
		if !accompanies(l.plain) {
			continue
		}
		if i := strings.LastIndex(l.text, " của "); i > 0 {
			name := strings.Trim(l.text[i+len(" của "):], " .)/")
			if isOrgan(name) && countWords(plain(name)) <= 16 {
				return d.proper(name)
			}
		}
	}
	return ""
}

// organLocal are the words that begin the second line of the name of a people's committee.
var organLocal = newPhrases("tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị")

// bodyOnly tells whether a plain line names a committee or council without its place.
func bodyOnly(p string) bool {
	return p == "uy ban nhan dan" || p == "hoi dong nhan dan" || p == "ubnd" || p == "hdnd"
}

// firstWordOf returns the first word of a plain text.
func firstWordOf(p string) string {
	w, _, _ := strings.Cut(p, " ")
	return w
}

// levelOf tells whether a plain text speaks of a province or a city.
func levelOf(p string) string {
	if hasWords(p, "thanh pho") || hasWords(p, "tp") {
		return "thành phố"
	}
	return "tỉnh"
}

// hasDigit tells whether s has a digit.
func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

// letterhead returns the lines that name the issuing body: those of the cell that faces the motto, or the capital lines
// above the title.
func (d *dossier) letterhead() []*line {
	var out []*line
	lines := d.lines()
	if d.spreadsheet() {
		lines = d.sheetHead()
	}
	for i, l := range lines {
		if i > 12 || strings.HasPrefix(l.plain, "kinh gui") || docTypes.starts(l.plain) && (!isOrgan(l.text) || strings.HasPrefix(l.plain, "bao cao")) {
			break
		}
		if strings.HasPrefix(l.plain, "so ") && hasDigit(l.plain) || l.plain == "so" {
			break
		}
		if l.plain == "" || motto(l.plain) || placeDate(l.text) != "" || isSubject(l.plain) {
			continue
		}
		if (l.layout || l.caps || allCaps(l.text)) && countWords(l.plain) <= 20 && (len(out) > 0 && l.layout || isOrgan(l.text)) {
			out = append(out, l)
		}
	}
	return out
}

// proper gives the usual capitals to a name typed in capitals: as elsewhere in the document, as a ministry of the same
// field is written, else with a capital at the front and on the province.
func (d *dossier) proper(name string) string {
	name = oneLine(name)
	if !allCaps(name) && !d.lowered(name) {
		return name
	}
	p := plain(name)
	if found := d.casedAs(p); found != "" {
		return found
	}
	low := strings.ToLower(name)
	if strings.HasPrefix(p, "so ") && d.reg != nil {
		for i := range d.reg.Agencies {
			a := d.reg.Agencies[i].Name
			if rest, ok := strings.CutPrefix(a, "Bộ "); ok && strings.HasPrefix(p, "so "+plain(rest)) {
				n := countWords(plain(rest)) + 1
				return "Sở " + rest + d.casedProvince(low[skipWords(low, n):])
			}
		}
	}
	out := properPlaces(upperFirst(low))
	if strings.HasPrefix(p, "ubnd") || strings.HasPrefix(p, "hdnd") {
		out = strings.ToUpper(low[:skipWords(low, 1)]) + out[skipWords(low, 1):]
	}
	return d.casedProvince(out)
}

// properPlaces gives capitals to the name after the word for a level of administration.
func properPlaces(s string) string {
	for _, level := range []string{"thành phố ", "thị trấn ", "thị xã ", "huyện ", "quận ", "phường ", "xã ", "tỉnh "} {
		i := strings.LastIndex(s, level)
		if i < 0 || i > 0 && s[i-1] != ' ' {
			continue
		}
		words := strings.Fields(s[i+len(level):])
		for k := range words {
			words[k] = upperFirst(words[k])
		}
		return s[:i+len(level)] + strings.Join(words, " ")
	}
	return s
}

// lowered tells whether a text in a capitals font came out in lower case.
func (d *dossier) lowered(name string) bool { return name == strings.ToLower(name) }

// casedProvince writes the province in a text with its capitals.
func (d *dossier) casedProvince(s string) string {
	p := plain(s)
	name := d.places.after(p)
	if name == "" {
		name = d.places.last(p) // "tỉnh ủy ninh bình"
	}
	if name == "" {
		return s
	}
	i := strings.LastIndex(p, plain(name))
	before, words := countWords(strings.TrimSpace(p[:i])), countWords(plain(name))
	start := skipWords(s, before)
	start += len(s[start:]) - len(strings.TrimLeft(s[start:], " .,-"))
	end := skipWords(s, before+words)
	return s[:start] + name + s[end:]
}

// casedAs finds the words of a plain name in the text of the document, written with a capital first letter and small letters.
func (d *dossier) casedAs(p string) string {
	n := countWords(p)
	for _, l := range d.lines() {
		if l.layout || allCaps(l.text) || !hasWords(l.plain, p) {
			continue
		}
		before := countWords(strings.TrimSpace(l.plain[:strings.Index(l.plain, p)]))
		start := skipWords(l.text, before)
		if before == 0 {
			start = 0
		}
		found := strings.Trim(l.text[start:skipWords(l.text, before+n)], " .,;:-–(“\"")
		if r, _ := utf8.DecodeRuneInString(found); unicode.IsUpper(r) && plain(found) == p {
			return found
		}
	}
	return ""
}

// province finds the province of the document: of its agency, the letterhead, the title, or the place it was signed at.
func (d *dossier) province(agency, title string) string {
	for _, text := range []string{agency, title} {
		if p := d.places.after(plain(text)); p != "" {
			return p
		}
	}
	for _, l := range d.letterhead() {
		if p := d.places.after(l.plain); p != "" {
			return p
		}
	}
	if d.datePlace != nil {
		if i := strings.Index(d.datePlace.plain, "ngay"); i > 0 {
			if p := d.places.anywhere(d.datePlace.plain[:i]); p != "" {
				return p
			}
		}
	}
	for _, text := range []string{agency, title} {
		if p := d.places.anywhere(plain(text)); p != "" {
			return p
		}
	}
	for _, l := range d.lines() {
		if strings.HasPrefix(l.plain, "kinh gui") {
			return d.places.after(l.plain) // a commune writes to a body of its province
		}
	}
	return ""
}
