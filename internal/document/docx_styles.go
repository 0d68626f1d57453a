package document

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// runLook is how a run of text looks, as far as reading depends on it. A nil or empty field is not set here and
// inherited.
type runLook struct {
	font   string
	bold   *bool
	caps   *bool
	hidden *bool
}

// over gives the look with what is set in it, and the rest of base.
func (l runLook) over(base runLook) runLook {
	if l.font == "" {
		l.font = base.font
	}
	if l.bold == nil {
		l.bold = base.bold
	}
	if l.caps == nil {
		l.caps = base.caps
	}
	if l.hidden == nil {
		l.hidden = base.hidden
	}
	return l
}

// on reads an optional switch.
func on(b *bool) bool { return b != nil && *b }

// paraLook is how a paragraph is set. outline and the two numbers of the list are -1 when they are not set.
type paraLook struct {
	outline  int // 0 to 8 for headings, 9 for body text
	numID    int // 0 switches numbering off
	numLevel int
	align    string
}

// unsetPara has nothing set.
var unsetPara = paraLook{outline: -1, numID: -1, numLevel: -1}

// over gives the look with what is set in it, and the rest of base.
func (l paraLook) over(base paraLook) paraLook {
	if l.outline < 0 {
		l.outline = base.outline
	}
	if l.numID < 0 {
		l.numID = base.numID
	}
	if l.numLevel < 0 {
		l.numLevel = base.numLevel
	}
	if l.align == "" {
		l.align = base.align
	}
	return l
}

// style is one style of a Word document; after resolve it holds what it inherits.
type style struct {
	name    string // lower case
	based   string
	run     runLook
	para    paraLook
	settled bool
}

// heading gives the heading level a style stands for, 0 for none. Word keeps the English names of built-in styles in
// every language; converters do not.
func (s *style) heading() int {
	for _, prefix := range []string{"heading ", "đầu đề ", "tiêu đề ", "mục ", "heading"} {
		if n, err := strconv.Atoi(strings.TrimPrefix(s.name, prefix)); err == nil && n >= 1 && n <= 9 && strings.HasPrefix(s.name, prefix) {
			return n
		}
	}
	if s.name == "title" {
		return 1
	}
	return 0
}

// contents reports a style of an automatic table of contents.
func (s *style) contents() bool {
	return strings.HasPrefix(s.name, "toc ") || s.name == "table of figures"
}

// styles are the styles of a Word document by identifier.
type styles struct {
	byID     map[string]*style
	defaults runLook
	base     paraLook
	normal   string
}

// noStyles is for a document without a styles part.
func noStyles() *styles { return &styles{byID: map[string]*style{}, base: unsetPara} }

// readStyles reads the styles part.
func readStyles(x *xmlTokens) (*styles, error) {
	s := noStyles()
	if _, err := x.root(); err != nil {
		return nil, err
	}
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "docDefaults":
			return s.readDefaults(x)
		case "style":
			return s.readStyle(x, e)
		}
		return x.skip()
	})
	for id := range s.byID {
		s.resolve(id, 0)
	}
	return s, err
}

// readDefaults reads what every style starts from.
func (s *styles) readDefaults(x *xmlTokens) error {
	return x.children(func(e xml.StartElement) error {
		return x.children(func(e xml.StartElement) (err error) {
			switch e.Name.Local {
			case "rPr":
				s.defaults, _, err = readRunLook(x)
			case "pPr":
				var p paraProps
				p, err = readParaProps(x)
				s.base = p.look
			default:
				err = x.skip()
			}
			return err
		})
	})
}

// readStyle reads one style.
func (s *styles) readStyle(x *xmlTokens, e xml.StartElement) error {
	st := &style{para: unsetPara}
	id := attr(e, "styleId")
	if attr(e, "type") == "paragraph" && truth(attr(e, "default"), false) {
		s.normal = id
	}
	s.byID[id] = st
	return x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "name":
			st.name = strings.ToLower(attr(e, "val"))
		case "basedOn":
			st.based = attr(e, "val")
		case "rPr":
			st.run, _, err = readRunLook(x)
			return err
		case "pPr":
			p, err := readParaProps(x)
			st.para = p.look
			return err
		}
		return x.skip()
	})
}

// resolve lets a style inherit; a chain longer than any real one, or a ring, is cut.
func (s *styles) resolve(id string, depth int) *style {
	st := s.byID[id]
	if st == nil || st.settled || depth > 30 {
		return st
	}
	st.settled = true
	if base := s.resolve(st.based, depth+1); base != nil && base != st {
		st.run = st.run.over(base.run)
		st.para = st.para.over(base.para)
	}
	return st
}

// get gives a style by identifier, never nil; "" is the default paragraph style.
func (s *styles) get(id string) *style {
	if id == "" {
		id = s.normal
	}
	if st := s.byID[id]; st != nil {
		return st
	}
	return &style{name: strings.ToLower(id), para: unsetPara}
}

// readRunLook reads run properties; styleID names the character style.
func readRunLook(x *xmlTokens) (look runLook, styleID string, err error) {
	err = x.children(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "rStyle":
			styleID = val
		case "rFonts":
			look.font = runFont(e)
		case "b":
			look.bold = toggle(val)
		case "caps":
			look.caps = toggle(val)
		case "vanish":
			look.hidden = toggle(val)
		}
		return x.skip()
	})
	return look, styleID, err
}

// runFont gives the font of the letters of a run. A legacy font in either slot counts: converters set only one.
func runFont(e xml.StartElement) string {
	high, low := attr(e, "hAnsi"), attr(e, "ascii")
	if enc, _ := fontEncoding(low); enc != viet.Unicode || high == "" {
		high = low
	}
	if high == "" && (attr(e, "hAnsiTheme") != "" || attr(e, "asciiTheme") != "") {
		return "theme"
	}
	return high
}

// toggle reads an on/off property: present without a value means on.
func toggle(val string) *bool {
	b := truth(val, true)
	return &b
}

// truth reads a boolean attribute; absent means def.
func truth(val string, def bool) bool {
	switch val {
	case "":
		return def
	case "0", "false", "off", "none":
		return false
	}
	return true
}
