package intake

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// blockRow is a row of a table as package document gives it.
type blockRow = document.Block

// siblings is a run of headings of one rank under one parent that may be a list of things proposed.
type siblings struct {
	parent  *section
	items   []*section
	score   int
	fielded bool // most have fields of their own, as projects have
}

// headingItems reads the things proposed off numbered headings and items: the best run of siblings that are named like
// things, in a section that proposes.
func (d *dossier) headingItems() []*item {
	best := d.bestRun()
	if best == nil {
		return nil
	}
	var out []*item
	for _, s := range withCousins(best) {
		it := &item{no: s.num.label, name: itemName(s), section: s}
		if s.num.bullet() {
			it.no = ""
		}
		it.plain = plain(it.name)
		if it.plain == "" || category(it.plain) && !s.counted() {
			continue
		}
		it.block = &document.Block{Place: s.line.place}
		rest := afterName(s)
		it.owner, _ = ownerBefore(s.line.body())
		it.take(amountNear(s.line.text))
		it.take(amountAfterName(rest))
		if rest != "" {
			it.text = append(it.text, rest)
		}
		it.sections = append(it.sections, citeItem(s))
		it.pages = append(it.pages, s.line.place.Page)
		s.item = true
		out = append(out, it)
	}
	return out
}

// withCousins adds the like runs under the sections beside the best run's own: a plan that lists its tasks under
// infrastructure, applications, people.
func withCousins(best *siblings) []*section {
	up := best.parent.parent
	if up == nil || best.parent.item || !best.fielded && (up.line == nil || up.class != classContent && up.class != classScope) {
		return best.items
	}
	var out []*section
	for _, beside := range up.children {
		if beside == best.parent {
			out = append(out, best.items...)
			continue
		}
		if run := runOf(beside); run != nil && beside.class == best.parent.class && run.items[0].rank == best.items[0].rank && (run.fielded || up.line != nil) {
			out = append(out, run.items...)
		}
	}
	return out
}

// citeItem names the place of an item: its section, or that of its parent with the place in it.
func citeItem(s *section) string {
	cite := s.cite()
	if s.num.bullet() || cite == "" {
		n := 0
		if s.parent != nil {
			for i, c := range s.parent.children {
				if c == s {
					n = i + 1
				}
			}
		}
		if cite == "" {
			return citePlace(s.line.place)
		}
		cite = fmt.Sprintf("%s, ý %d", cite, n)
	}
	return cite
}

// bestRun finds the siblings most likely to be the list of components.
func (d *dossier) bestRun() *siblings {
	var best *siblings
	d.root.walk(func(s *section) {
		switch s.class {
		case classPresent, classGlossary, classBasis, classTech, classNeed, classOrganise, classCost, classGoal:
			return
		}
		best = better(best, runOf(s))
	})
	if best == nil {
		d.root.walk(func(s *section) {
			if s.class == classCost {
				best = better(best, runOf(s)) // things may be named only where the money is divided
			}
		})
	}
	return best
}

// better returns the run of the higher score, the first at a tie; a run that scores nothing is none.
func better(best, run *siblings) *siblings {
	if run != nil && run.score > 0 && (best == nil || run.score > best.score) {
		return run
	}
	return best
}

// runOf collects the children of a section that are named like things, nil when they are too few to be a list.
func runOf(s *section) *siblings {
	run := &siblings{parent: s}
	titled := 0
	for _, c := range s.children {
		if titleField(c) {
			titled++ // of several projects, not of the document
		}
	}
	for _, c := range s.children {
		switch c.class {
		case classPresent, classTech, classBasis, classGlossary, classOrganise, classNeed:
			continue
		case classCost:
			if s.class != classCost {
				continue
			}
		}
		named := titled > 1 && titleField(c)
		name := plain(itemName(c))
		if (itemLike(name) || name != "" && (named || c.counted())) && (named || !formField(c.line.body()) && !titleField(c)) {
			run.items = append(run.items, c)
		}
	}
	n := len(run.items)
	projects := 0
	for _, c := range run.items {
		if strings.HasPrefix(c.plain, "du an ") || c.numbersThing() || titleField(c) {
			projects++
		}
	}
	run.fielded = fielded(run.items)
	proposing := run.fielded || s.class == classContent || s.class == classScope || hasProposal(s) || (s.class == classNone || s.class == classCost) && priced(run.items)
	switch {
	case n == 0 || !proposing && projects < 2:
		return nil
	case n == 1 && len(s.children) > 1 && projects == 0:
		return nil
	}
	run.score = n*10 + projects*20 - 2*depthOf(s)
	if n*2 < len(s.children) {
		run.score -= 10 * (len(s.children) - n)
	}
	if run.items[0].num.bullet() {
		run.score -= 8
	}
	if run.fielded {
		run.score += 10 * n
	}
	return run
}

// priced tells whether most of several things have money in their own lines, as those that a letter proposes have.
func priced(items []*section) bool {
	n := 0
	for _, s := range items {
		if !amountNear(s.line.text).none() || !amountAfterName(afterName(s)).none() {
			n++
		}
	}
	return n > 1 && n*2 > len(items)
}

// fielded tells whether most of several things have two of owner, money and time under labels of their own.
func fielded(items []*section) bool {
	n := 0
	for _, s := range items {
		if s.fields() > 1 {
			n++
		}
	}
	return n > 0 && n*2 > len(items)
}

// fields counts the owner, money and time that are labelled right under a heading.
func (s *section) fields() int {
	var owner, money, period int
	see := func(l *line) {
		label, value, ok := strings.Cut(l.body(), ":")
		if !ok || len(label) > 60 || value == "" {
			return
		}
		switch p := plain(label); {
		case agencyLabels.starts(p):
			owner = 1
		case totalLabels.starts(p) || softTotalLabels.starts(p):
			money = 1
		case periodLabels.starts(p):
			period = 1
		}
	}
	for _, e := range s.body {
		if e.line != nil {
			see(e.line)
		}
	}
	for _, c := range s.children {
		see(c.line)
	}
	return owner + money + period
}

// numbersThing tells whether the number of a section counts things proposed ("Hạng mục 4: Thiết bị"), whatever their names.
func (s *section) numbersThing() bool {
	switch s.num.word {
	case "du an", "hang muc", "goi thau", "nhiem vu":
		return true
	}
	return false
}

// counted tells whether the number of a section counts things proposed or parts of one ("Module 2: Kios tra cứu").
func (s *section) counted() bool {
	switch s.num.word {
	case "module", "mo dun", "phan he", "hop phan", "cau phan", "tieu du an":
		return true
	}
	return s.numbersThing()
}

// titleField tells whether a section is the labelled title.
func titleField(s *section) bool {
	i := strings.IndexByte(s.title, ':')
	return i > 0 && (titleLabels.starts(plain(s.title[:i])) || thingWords.is(plain(s.title[:i])))
}

// hasProposal tells whether the words of an article propose: "Phê duyệt ...", "Quyết định chủ trương đầu tư các dự án sau".
func hasProposal(s *section) bool {
	if s.num.rank != rankChapter || s.line == nil {
		return false
	}
	p := s.line.plain
	return hasWords(p, "phe duyet") || hasWords(p, "chu truong dau tu") || hasWords(p, "quyet dinh") || hasWords(p, "thong qua")
}

// depthOf counts the sections around a section.
func depthOf(s *section) int {
	n := 0
	for p := s.parent; p != nil; p = p.parent {
		n++
	}
	return n
}

// severalProjects tells whether the items are projects of their own, each with fields of its own.
func (d *dossier) severalProjects() bool {
	n := 0
	for _, it := range d.items {
		if it.section != nil && it.section.item && (it.section.fields() > 1 || strings.HasPrefix(it.section.plain, "du an ") || it.section.num.word == "du an" || titleField(it.section)) {
			n++
		}
	}
	return n > 1
}

// itemName reads the name of a thing off its heading: the words before a colon, a bracket that opens a list, or the end
// of the sentence.
func itemName(s *section) string {
	t := s.line.body()
	if s.num.word != "" && s.num.rank == rankNamed {
		t = strings.TrimLeft(t, " .:-–")
	}
	if titleField(s) {
		t = strings.TrimSpace(t[strings.IndexByte(t, ':')+1:])
	} else if p := plain(clip(t, 60)); strings.HasPrefix(p, "du an ") {
		if i := strings.IndexAny(t, ":“\""); i > 0 && i < 12 {
			t = strings.TrimLeft(t[i:], " :")
		} else if rest := strings.TrimSpace(t[skipWords(t, 2):]); !lowerFirst(rest) {
			t = rest
		}
	}
	if at, inside, ok := openQuote(t); ok && at < 30 && countWords(plain(inside)) >= 3 {
		return trimTail(inside)
	}
	if _, rest := ownerBefore(t); rest != "" {
		t = rest
	}
	return cutName(afterAbout(t))
}

// ownerBefore splits "Sở Y tế: Triển khai bệnh án điện tử" into the agency and what it is to do; both "" for any other text.
func ownerBefore(t string) (owner, rest string) {
	owner, rest, ok := strings.Cut(t, ": ")
	if !ok || !isBody(owner) || !itemLike(plain(clip(rest, plainMost))) {
		return "", ""
	}
	return strings.TrimSpace(owner), strings.TrimSpace(rest)
}

// nameStops end the name of a thing inside a sentence.
var nameStops = []string{": ", "; ", ". ", ", gồm", ", bao gồm", " bao gồm", " gồm các", " gồm:", ", trong đó", ", với ", " với tổng", " với các", ", kinh phí", ", dự toán", ", tổng mức", ", nhằm", " nhằm ", ", đáp ứng", ", phục vụ", ", đảm bảo", ", bảo đảm", ", hoàn thành", ", thời gian", " – kinh phí", " - kinh phí", " (gồm", " (bao gồm", " (kinh phí", " (dự kiến", " (đăng ký", " trị giá", ", trị giá", ", chủ đầu tư", ", cho phép", " để ", ", có chức năng", ", có khả năng", ", quy mô"}

// cutName cuts a sentence to the name at its start.
func cutName(t string) string {
	end := len(t)
	for _, stop := range nameStops {
		if i := strings.Index(t, stop); i > 8 && i < end {
			end = i
		}
	}
	for _, dash := range []string{" - ", " – ", " ("} {
		if i := strings.LastIndex(t[:end], dash); i > 8 && !leadingAmount(t[i+len(dash):]).none() {
			end = i
		}
	}
	return trimTail(t[:end])
}

// afterName returns what the heading says after the name.
func afterName(s *section) string {
	t := s.line.body()
	name := itemName(s)
	i := strings.Index(t, name)
	if i < 0 {
		return ""
	}
	return strings.Trim(t[i+len(name):], " .:;,-–”\"")
}

// moneyBefore are the words before an amount that is the money of a thing.
var moneyBefore = newPhrases("kinh phí", "dự toán", "tổng mức", "tổng mức đầu tư", "giá trị", "trị giá", "tổng kinh phí", "khái toán", "tổng dự toán", "tmđt", "kinh phí dự kiến", "dự kiến kinh phí", "chi phí", "tổng vốn", "thành tiền", "số tiền", "mức đầu tư")

// sum is what a text says of the money of a thing: an amount, or the words of a range, which is none.
type sum struct {
	vnd   *int64
	words string
}

// none tells whether the text says nothing of money.
func (s sum) none() bool { return s.vnd == nil && s.words == "" }

// sumOf reads the first of some amounts of a text.
func sumOf(text string, amounts []viet.Amount) sum {
	if !amounts[0].Range {
		return sum{vnd: &amounts[0].VND}
	}
	last := amounts[0]
	if len(amounts) > 1 && amounts[1].Range {
		last = amounts[1]
	}
	return sum{words: text[amounts[0].Start:last.End]}
}

// amountNear finds an amount in a line that is said to be the money of the thing.
func amountNear(text string) sum {
	amounts := viet.Amounts(clip(text, 1200))
	for i, a := range amounts {
		before := plain(text[max(0, runeStart(text, a.Start-60)):a.Start])
		w := moneyBefore.within(before)
		if w == "" {
			continue
		}
		after := before[strings.LastIndex(before, w)+len(w):]
		next := plain(clip(text[a.End:], 24))
		if countWords(after) > 6 || strings.HasPrefix(next, "thang") || strings.HasPrefix(next, "nam ") || strings.HasPrefix(strings.TrimSpace(text[a.End:]), "/") {
			continue
		}
		return sumOf(text, amounts[i:])
	}
	return sum{}
}

// leadingAmount reads the amount that a text begins with.
func leadingAmount(text string) sum {
	if a := viet.Amounts(clip(text, 80)); len(a) > 0 && a[0].Start == 0 {
		return sumOf(text, a)
	}
	return sum{}
}

// amountAfterName reads the amount right behind a name: "Số hóa hồ sơ (2,1 tỷ đồng)".
func amountAfterName(rest string) sum { return leadingAmount(strings.TrimLeft(rest, "( ")) }

// runeStart moves an offset to the start of a character.
func runeStart(s string, i int) int {
	if i <= 0 {
		return 0
	}
	for i < len(s) && s[i]&0xC0 == 0x80 {
		i++
	}
	return i
}

// moneyIn finds the money of a thing in the lines under its heading.
func moneyIn(s *section) sum {
	var found sum
	s.walk(func(t *section) {
		if !found.none() {
			return
		}
		found = amountNear(t.line.text)
		if _, after, ok := strings.Cut(t.line.text, ":"); ok && t == s && found.none() {
			found = leadingAmount(strings.TrimSpace(after))
		}
		for _, e := range t.body {
			if found.none() && e.line != nil {
				found = amountNear(e.line.text)
			}
		}
	})
	return found
}

// labelIn finds a labelled value in the lines under a heading.
func labelIn(s *section, labels phrases) string {
	value := ""
	s.walk(func(t *section) {
		for _, e := range append([]elem{{line: t.line}}, t.body...) {
			if e.line == nil || value != "" {
				continue
			}
			for _, sentence := range sentencesOf(e.line.body()) {
				if i := strings.IndexByte(sentence, ':'); value == "" && i > 0 && i < 120 && labels.starts(plain(sentence[:i])) {
					value = trimTail(clip(sentence[i+1:], 200))
				}
			}
		}
	})
	return value
}

// flat tells whether the sections under a section are lines of one list: one kind of number, with nothing under them.
func (s *section) flat() bool {
	for _, c := range s.children {
		if len(c.children) > 0 || len(c.body) > 0 || c.rank != s.children[0].rank || c.num.bullet() {
			return false
		}
	}
	return true
}

// mostlyNames tells whether so many of the lines of a text are names that it is a list of them.
func mostlyNames(names, lines int) bool { return names*10 >= lines*6 }

// listedNames reads a text file that is only a list of names, one to a line.
func (d *dossier) listedNames() []*item {
	if d.doc.Format != document.TXT && d.doc.Format != document.CSV || len(d.sheets) > 0 || !d.root.flat() {
		return nil
	}
	var out []*item
	lines := d.lines()
	for i, l := range lines {
		switch {
		case itemLike(plain(afterAbout(l.body()))) && len(l.text) < 400:
			name := afterAbout(trimTail(l.body()))
			it := &item{no: l.num.label, name: name, plain: plain(name), block: &document.Block{Place: l.place}}
			it.sections = []string{citePlace(document.Place{Row: l.place.Row})}
			out = append(out, it)
		case i > 0 && !letterLine(l) && !listTitles.starts(l.plain):
			d.unread = append(d.unread, Unread{Place: citePlace(document.Place{Row: l.place.Row}), What: clip(l.text, 120), Why: NotNamed})
		}
	}
	if !mostlyNames(len(out), len(lines)) {
		d.unread = nil
		return nil
	}
	d.listed = true
	return out
}
