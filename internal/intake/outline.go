package intake

import (
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// section is a numbered or styled heading, or a numbered item, with what stands under it.
type section struct {
	num      number
	title    string // text after the numbering
	plain    string
	line     *line
	rank     int
	class    class
	parent   *section
	children []*section
	body     []elem // lines and tables directly under the heading
	page     int    // last page seen under it, 0 when the format has no pages
	item     bool   // it is, or describes, one thing proposed
}

// heading tells whether the section is more than a list item or paragraph.
func (s *section) heading() bool { return s.line != nil && s.line.kind == document.Heading }

// outline builds the tree of sections. The root holds what stands before the first numbering.
func outline(elems []elem) *section {
	root := &section{}
	stack := []*section{root}
	levels := numberedLevels(elems)
	letterFirst := firstUpperBeforeRoman(elems)
	named := map[string]int{}
	for _, e := range elems {
		rank := rankNone
		if e.line != nil {
			rank = e.line.rank(levels, letterFirst)
		}
		if rank == rankStar {
			rank = starRank(stack)
		}
		if rank == rankNamed && e.line.num.word != "" {
			rank = namedRank(stack, named, e.line.num)
		}
		top := stack[len(stack)-1]
		if rank == rankNone {
			for top.rank >= rankDash {
				stack = stack[:len(stack)-1]
				top = stack[len(stack)-1]
			}
			top.add(e)
			continue
		}
		for len(stack) > 1 && stack[len(stack)-1].rank >= rank {
			stack = stack[:len(stack)-1]
		}
		stack = append(stack, stack[len(stack)-1].open(e.line, rank))
	}
	return root
}

// starRank places a starred line: beside the starred one that is open, else inside an open dash, else outside dashes.
func starRank(open []*section) int {
	rank := rankStar
	for i := len(open) - 1; i > 0; i-- {
		switch {
		case open[i].num.rank == rankStar:
			return open[i].rank
		case open[i].rank == rankDash:
			rank = rankPlus + 1
		}
	}
	return rank
}

// namedRank places a section that is numbered by a word, as the first with that word stood: inside one numbered by another
// word ("Hợp phần 1", then "Module 1"), inside the numbered heading that announces it ("2. Quy mô đầu tư:"), or above
// plain numbers.
func namedRank(open []*section, known map[string]int, n number) int {
	if r, ok := known[n.word]; ok {
		return r
	}
	r := rankNamed
	for i := len(open) - 1; i > 0; i-- {
		s := open[i]
		if s.num.word != "" && s.num.rank == rankNamed {
			r = min(s.rank+1, rankLetter-1)
			if follows(s.num.label, n.label) {
				r = s.rank // "Dự án 4", then "Nhiệm vụ 5"
			}
			break
		}
		announces := s.class == classContent || s.class == classScope || strings.HasSuffix(s.line.text, ":")
		if s.rank >= rankArabic && s.rank < rankLetter && announces {
			r = max(r, rankLetter-3)
		}
	}
	known[n.word] = r
	return r
}

// follows tells whether a label is the whole number after another.
func follows(before, label string) bool {
	a, err := strconv.Atoi(before)
	b, err2 := strconv.Atoi(label)
	return err == nil && err2 == nil && b == a+1
}

// numberedLevels gives the rank of the numbered headings of each style level, by the first of them.
func numberedLevels(elems []elem) map[int]int {
	levels := map[int]int{}
	for _, e := range elems {
		if l := e.line; l != nil && l.kind == document.Heading && l.level > 0 && l.num.ok() {
			if _, seen := levels[l.level]; !seen {
				levels[l.level] = l.num.rank
			}
		}
	}
	return levels
}

// add puts an element directly under the section.
func (s *section) add(e elem) {
	s.body = append(s.body, e)
	page := 0
	if e.line != nil {
		page = e.line.place.Page
	} else {
		page = e.table.place.Page
	}
	for p := s; p != nil; p = p.parent {
		p.page = max(p.page, page)
	}
}

// open starts a sub-section with a line.
func (s *section) open(l *line, rank int) *section {
	n := &section{num: l.num, title: trimTail(l.body()), line: l, rank: rank, parent: s, page: l.place.Page}
	n.plain = plain(n.title)
	n.class = classOf(n)
	s.children = append(s.children, n)
	for p := s; p != nil; p = p.parent {
		p.page = max(p.page, l.place.Page)
	}
	return n
}

// rank places a line in the outline, rankNone when it opens no section.
func (l *line) rank(levels map[int]int, letterFirst bool) int {
	if l.layout || captionNumber(l.plain) != "" {
		return rankNone
	}
	if l.num.ok() {
		r := l.num.rank
		if r == rankUpper && !letterFirst {
			r = rankSub + 3
		}
		return r
	}
	if l.kind == document.Heading && l.level > 0 && l.text != "" {
		if r, ok := levels[l.level]; ok {
			return r
		}
		if c := classify0(l.plain); c == classGlossary || c == classBasis {
			return rankRoman
		}
		return rankUpper + l.level - 1
	}
	if sectionTitle(l) {
		return rankRoman
	}
	return rankNone
}

// sectionTitle tells whether an unnumbered line is typed like a heading and says what one says.
func sectionTitle(l *line) bool {
	if countWords(l.plain) > 14 || endsSentence(l.text) && !strings.HasSuffix(l.text, ":") {
		return false
	}
	return (l.bold || l.caps || allCaps(l.text)) && classify0(l.plain) != classNone
}

// firstUpperBeforeRoman tells whether divisions A, B enclose divisions I, II.
func firstUpperBeforeRoman(elems []elem) bool {
	for _, e := range elems {
		if e.line == nil || e.line.layout {
			continue
		}
		switch e.line.num.rank {
		case rankUpper:
			return true
		case rankRoman:
			return false
		}
	}
	return true
}

// walk visits the section and everything below it in reading order.
func (s *section) walk(visit func(*section)) {
	visit(s)
	for _, c := range s.children {
		c.walk(visit)
	}
}

// text returns the lines of the section and what is below it, without its own title, up to limit bytes.
func (s *section) text(limit int) string {
	var b strings.Builder
	s.appendText(&b, limit, true)
	return clip(strings.TrimSpace(b.String()), limit)
}

// appendText writes the lines under the section; the title too unless top.
func (s *section) appendText(b *strings.Builder, limit int, top bool) {
	if b.Len() > limit {
		return
	}
	if !top && s.line != nil {
		b.WriteString(s.line.body())
		b.WriteString("\n")
	}
	for _, e := range s.body {
		if e.line != nil && captionNumber(e.line.plain) == "" && !e.line.layout {
			b.WriteString(e.line.text)
			b.WriteString("\n")
		}
	}
	for _, c := range s.children {
		c.appendText(b, limit, false)
	}
}

// cite names the section as a reader would look it up: "Mục IV.5", "Chương IV, mục 4.1", "Điều 1, khoản 4".
func (s *section) cite() string {
	var chain []*section
	for p := s; p != nil && p.line != nil; p = p.parent {
		if p.num.ok() && !p.num.bullet() {
			chain = append([]*section{p}, chain...)
		}
	}
	if len(chain) == 0 {
		return ""
	}
	first := chain[0]
	switch {
	case first.num.rank == rankChapter:
		out := upperFirst(chapterName(first.num.word)) + " " + first.num.label
		if rest := chainLabel(chain[1:]); rest != "" {
			out += ", " + inner(first.num.word) + " " + rest
		}
		return out
	case first.num.rank >= rankArabic && first.num.rank < rankLetter:
		return "mục " + chainLabel(chain)
	}
	return "Mục " + chainLabel(chain)
}

// chainLabel joins the labels of nested sections; a dotted label already holds those before it.
func chainLabel(chain []*section) string {
	out := ""
	for _, s := range chain {
		switch {
		case out == "" || strings.HasPrefix(s.num.label, out+"."):
			out = s.num.label
		case s.num.depth > 1 && s.num.rank >= rankArabic && s.num.rank < rankLetter && !strings.ContainsAny(out, "IVXABCD"):
			out = s.num.label
		default:
			out += "." + s.num.label
		}
	}
	return out
}

// chapterName gives the word of a large division with its diacritics.
func chapterName(plainWord string) string {
	switch plainWord {
	case "chuong":
		return "chương"
	case "phan":
		return "phần"
	case "dieu":
		return "điều"
	}
	return "mục"
}

// inner names what divides a large division.
func inner(plainWord string) string {
	if plainWord == "dieu" {
		return "khoản"
	}
	return "mục"
}
