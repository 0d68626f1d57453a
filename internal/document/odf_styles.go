package document

import (
	"encoding/xml"
	"strings"
)

// odfStyle is a style of an OpenDocument file, as far as reading depends on it.
type odfStyle struct {
	name      string // as shown, lower case
	parent    string
	run       runLook
	align     string
	outline   int // 0 when not set
	list      string
	invisible bool // a table that is not shown
	settled   bool
}

// odfStyles are the styles of an OpenDocument file. Styles are named by family and name.
type odfStyles struct {
	byName map[string]*odfStyle
	fonts  map[string]string
	lists  map[string]*odfList
}

// odfList is a list style; its counters go on where a list says so.
type odfList struct {
	levels [odfLevels]odfLevel
	count  [odfLevels]int
}

// odfLevels is how deep lists of OpenDocument go.
const odfLevels = 10

// odfLevel is one level of a list style.
type odfLevel struct {
	format         string // 1, i, I, a, A; "" for no number
	prefix, suffix string
	bullet         string
	shown          int // levels whose numbers are shown
	start          int
}

// outlineList is the name under which the numbering of headings is kept.
const outlineList = "\x00outline"

// newODFStyles has no styles.
func newODFStyles() *odfStyles {
	return &odfStyles{byName: map[string]*odfStyle{}, fonts: map[string]string{}, lists: map[string]*odfList{}}
}

// read takes the styles among the children of an element: common or automatic styles, or font declarations.
func (s *odfStyles) read(x *xmlTokens) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "font-face":
			s.fonts[attr(e, "name")] = strings.Trim(attr(e, "font-family"), "'")
		case "style", "default-style":
			return s.readStyle(x, e)
		case "list-style":
			return s.readList(x, attr(e, "name"))
		case "outline-style":
			return s.readList(x, outlineList)
		}
		return x.skip()
	})
}

// readStyle takes one style.
func (s *odfStyles) readStyle(x *xmlTokens, e xml.StartElement) error {
	st := &odfStyle{
		name:    strings.ToLower(attr(e, "display-name")),
		parent:  attr(e, "parent-style-name"),
		outline: number(attr(e, "default-outline-level"), 0),
		list:    attr(e, "list-style-name"),
	}
	if st.name == "" {
		st.name = strings.ToLower(attr(e, "name"))
	}
	family := attr(e, "family") + "/"
	s.byName[family+attr(e, "name")] = st
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "text-properties":
			st.run = s.textLook(e)
		case "paragraph-properties":
			st.align = attr(e, "text-align")
		case "table-properties":
			st.invisible = attr(e, "display") == "false"
		}
		return x.skip()
	})
}

// textLook reads text properties.
func (s *odfStyles) textLook(e xml.StartElement) runLook {
	var l runLook
	if f := attr(e, "font-name"); f != "" {
		l.font = f
		if family := s.fonts[f]; family != "" {
			l.font = family
		}
	} else if f := attr(e, "font-family"); f != "" {
		l.font = strings.Trim(f, "'")
	}
	if w := attr(e, "font-weight"); w != "" {
		l.bold = setTo(w == "bold" || w >= "600" && w <= "900")
	}
	if t := attr(e, "text-transform"); t != "" {
		l.caps = setTo(t == "uppercase")
	}
	if d := attr(e, "display"); d != "" {
		l.hidden = setTo(d == "none")
	}
	return l
}

// setTo gives a set switch.
func setTo(b bool) *bool { return &b }

// readList takes a list style.
func (s *odfStyles) readList(x *xmlTokens, name string) error {
	l := &odfList{}
	s.lists[name] = l
	return x.children(func(e xml.StartElement) error {
		if i := number(attr(e, "level"), 0) - 1; i >= 0 && i < odfLevels {
			l.levels[i] = odfLevel{
				format: attr(e, "num-format"), prefix: attr(e, "num-prefix"), suffix: attr(e, "num-suffix"),
				bullet: attr(e, "bullet-char"), shown: number(attr(e, "display-levels"), 1), start: number(attr(e, "start-value"), 1),
			}
		}
		return x.skip()
	})
}

// get gives a style of a family with what it inherits, never nil.
func (s *odfStyles) get(family, name string) *odfStyle {
	st := s.byName[family+"/"+name]
	if st == nil {
		return &odfStyle{}
	}
	s.settle(family, st, 0)
	return st
}

// settle lets a style inherit; a ring or an endless chain is cut.
func (s *odfStyles) settle(family string, st *odfStyle, depth int) {
	if st.settled || depth > 30 {
		return
	}
	st.settled = true
	parent := s.byName[family+"/"+st.parent]
	if parent == nil || parent == st {
		return
	}
	s.settle(family, parent, depth+1)
	st.run = st.run.over(parent.run)
	if st.align == "" {
		st.align = parent.align
	}
	if st.outline == 0 {
		st.outline = parent.outline
	}
	if st.list == "" {
		st.list = parent.list
	}
}

// advance counts an item at a level, from 0, and gives the number it shows. start overrides the count when it is above
// 0.
func (l *odfList) advance(level, start int) string {
	if l == nil {
		return ""
	}
	level = min(max(level, 0), odfLevels-1)
	lvl := l.levels[level]
	if l.count[level] == 0 {
		l.count[level] = max(lvl.start, 1) - 1
	}
	l.count[level]++
	if start > 0 {
		l.count[level] = start
	}
	for below := level + 1; below < odfLevels; below++ {
		l.count[below] = 0
	}
	if lvl.bullet != "" {
		return bullet(lvl.bullet)
	}
	if lvl.format == "" {
		return strings.TrimSpace(lvl.prefix + lvl.suffix)
	}
	var parts []string
	for i := max(0, level-max(lvl.shown, 1)+1); i <= level; i++ {
		if f := l.levels[i].format; f != "" {
			parts = append(parts, formatNumber(max(l.count[i], 1), f))
		}
	}
	return strings.TrimSpace(lvl.prefix + strings.Join(parts, ".") + lvl.suffix)
}

// restart begins the count anew.
func (l *odfList) restart() {
	if l != nil {
		l.count = [odfLevels]int{}
	}
}
