package document

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// listLevel is one level of a list definition: how its number looks and where it starts.
type listLevel struct {
	start   int
	format  string // decimal, lowerLetter, upperRoman, bullet ...
	text    string // "%1.%2." with the numbers of the levels put in
	legal   bool   // all numbers in decimal
	style   string // paragraph style that stands for this level
	restart int    // level whose number restarts this one, -1 for the one above, 0 for never
}

// listLevels is how deep lists of Word go.
const listLevels = 9

// abstractList is a list definition; lists share its counters.
type abstractList struct {
	levels [listLevels]listLevel
	link   string // name of the list style that holds the levels instead
	style  string // name of the list style that this defines
	next   [listLevels]int
	begun  [listLevels]bool
}

// list is one use of a definition, with what it changes.
type list struct {
	abstract *abstractList
	override map[int]listLevel
	restart  map[int]int // level: number to start from when the list is first used
	used     [listLevels]bool
}

// numbering holds the lists of a Word document and counts them while it is read.
type numbering struct {
	abstract map[string]*abstractList
	lists    map[int]*list
}

// readNumbering reads the numbering part.
func readNumbering(x *xmlTokens) (*numbering, error) {
	n := &numbering{abstract: map[string]*abstractList{}, lists: map[int]*list{}}
	if _, err := x.root(); err != nil {
		return n, err
	}
	uses := map[int]string{}
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			return n.readAbstract(x, e)
		case "num":
			return n.readList(x, e, uses)
		}
		return x.skip()
	})
	for id, name := range uses {
		n.lists[id].abstract = n.definition(name)
	}
	return n, err
}

// definition follows a link to a list style once.
func (n *numbering) definition(id string) *abstractList {
	a := n.abstract[id]
	if a == nil || a.link == "" {
		return a
	}
	for _, other := range n.abstract {
		if other.style == a.link {
			return other
		}
	}
	return a
}

// readAbstract reads a list definition.
func (n *numbering) readAbstract(x *xmlTokens, e xml.StartElement) error {
	a := &abstractList{}
	for i := range a.levels {
		a.levels[i] = listLevel{start: 1, format: "decimal", restart: -1}
	}
	n.abstract[attr(e, "abstractNumId")] = a
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lvl":
			i := number(attr(e, "ilvl"), 0)
			lvl, err := readListLevel(x)
			if i >= 0 && i < listLevels {
				a.levels[i] = lvl
			}
			return err
		case "numStyleLink":
			a.link = attr(e, "val")
		case "styleLink":
			a.style = attr(e, "val")
		}
		return x.skip()
	})
}

// readListLevel reads one level.
func readListLevel(x *xmlTokens) (listLevel, error) {
	lvl := listLevel{start: 1, format: "decimal", restart: -1}
	err := x.children(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "start":
			lvl.start = number(val, 1)
		case "numFmt":
			lvl.format = val
		case "lvlText":
			lvl.text = val
		case "pStyle":
			lvl.style = val
		case "isLgl":
			lvl.legal = truth(val, true)
		case "lvlRestart":
			lvl.restart = number(val, -1)
		}
		return x.skip()
	})
	return lvl, err
}

// readList reads one use of a definition.
func (n *numbering) readList(x *xmlTokens, e xml.StartElement, uses map[int]string) error {
	l := &list{override: map[int]listLevel{}, restart: map[int]int{}}
	id := number(attr(e, "numId"), 0)
	n.lists[id] = l
	uses[id] = ""
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			uses[id] = attr(e, "val")
		case "lvlOverride":
			return l.readOverride(x, number(attr(e, "ilvl"), 0))
		}
		return x.skip()
	})
}

// readOverride reads what a list changes at one level.
func (l *list) readOverride(x *xmlTokens, level int) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "startOverride":
			l.restart[level] = number(attr(e, "val"), 1)
		case "lvl":
			lvl, err := readListLevel(x)
			l.override[level] = lvl
			return err
		}
		return x.skip()
	})
}

// advance counts one paragraph of a list and gives the number it shows, "" when the list is not known.
func (n *numbering) advance(id, level int) string {
	if n == nil || n.lists[id] == nil || n.lists[id].abstract == nil {
		return ""
	}
	l := n.lists[id]
	a := l.abstract
	level = min(max(level, 0), listLevels-1)
	if start, ok := l.restart[level]; ok && !l.used[level] {
		a.next[level], a.begun[level] = start-1, true
	}
	l.used[level] = true
	if !a.begun[level] {
		a.next[level], a.begun[level] = l.level(level).start-1, true
	}
	a.next[level]++
	for below := level + 1; below < listLevels; below++ {
		if r := l.level(below).restart; r < 0 || r > level {
			a.begun[below] = false
		}
	}
	return l.label(level)
}

// levelOf gives the level of a list that a paragraph style stands for, 0 when none does.
func (n *numbering) levelOf(id int, styleID string) int {
	if n == nil || n.lists[id] == nil || n.lists[id].abstract == nil || styleID == "" {
		return 0
	}
	for i := range listLevels {
		if n.lists[id].level(i).style == styleID {
			return i
		}
	}
	return 0
}

// level gives a level with what the list changes in it.
func (l *list) level(i int) listLevel {
	if lvl, ok := l.override[i]; ok {
		return lvl
	}
	return l.abstract.levels[i]
}

// label writes the number of a paragraph at a level as it is shown.
func (l *list) label(level int) string {
	lvl := l.level(level)
	switch lvl.format {
	case "bullet":
		return bullet(lvl.text)
	case "none":
		return strings.TrimSpace(strings.NewReplacer("%1", "", "%2", "", "%3", "").Replace(lvl.text))
	}
	var sb strings.Builder
	for i := 0; i < len(lvl.text); i++ {
		if lvl.text[i] != '%' || i+1 >= len(lvl.text) || lvl.text[i+1] < '1' || lvl.text[i+1] > '9' {
			sb.WriteByte(lvl.text[i])
			continue
		}
		i++
		at := int(lvl.text[i] - '1')
		sb.WriteString(l.digits(at, lvl.legal))
	}
	return strings.TrimSpace(sb.String())
}

// digits writes the current number of one level; a level not yet begun shows its start.
func (l *list) digits(at int, legal bool) string {
	lvl, n := l.level(at), l.abstract.next[at]
	if !l.abstract.begun[at] {
		n = lvl.start
	}
	if legal {
		return strconv.Itoa(n)
	}
	return formatNumber(n, lvl.format)
}

// bullet gives a mark that can be typed for any bullet; plus signs and stars are kept since they tell levels apart.
func bullet(text string) string {
	switch t := strings.TrimSpace(text); t {
	case "+", "*":
		return t
	}
	return "-"
}

// formatNumber writes n in a number format of Word or OpenDocument.
func formatNumber(n int, format string) string {
	switch format {
	case "upperRoman", "I":
		return roman(n)
	case "lowerRoman", "i":
		return strings.ToLower(roman(n))
	case "upperLetter", "A":
		return letters(n)
	case "lowerLetter", "a":
		return strings.ToLower(letters(n))
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}

// roman writes n in Roman numerals; outside 1 to 3999 in digits.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var sb strings.Builder
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	signs := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	for i, v := range values {
		for n >= v {
			sb.WriteString(signs[i])
			n -= v
		}
	}
	return sb.String()
}

// letters writes n as A to Z, then AA, BB and so on, as word processors do.
func letters(n int) string {
	if n < 1 || n > 26*40 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

// number reads an integer attribute; anything else is def.
func number(s string, def int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return def
	}
	return n
}
