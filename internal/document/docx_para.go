package document

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// segment is text of one look.
type segment struct {
	text string
	enc  viet.Encoding // what the font says
	bold bool
	caps bool
}

// paraProps are the properties of a paragraph as they stand in it.
type paraProps struct {
	styleID   string
	look      paraLook
	joinsNext bool // its end was deleted by a tracked change
}

// readParaProps reads paragraph properties.
func readParaProps(x *xmlTokens) (paraProps, error) {
	p := paraProps{look: unsetPara}
	err := x.children(func(e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "pStyle":
			p.styleID = val
		case "outlineLvl":
			p.look.outline = number(val, -1)
		case "jc":
			p.look.align = val
		case "numPr":
			return p.readNumPr(x)
		case "rPr":
			return x.children(func(e xml.StartElement) error {
				p.joinsNext = p.joinsNext || e.Name.Local == "del"
				return x.skip()
			})
		}
		return x.skip()
	})
	return p, err
}

// readNumPr reads which list the paragraph belongs to.
func (p *paraProps) readNumPr(x *xmlTokens) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numId":
			p.look.numID = number(attr(e, "val"), 0)
		case "ilvl":
			p.look.numLevel = number(attr(e, "val"), 0)
		}
		return x.skip()
	})
}

// wordPara is a paragraph while it is read.
type wordPara struct {
	w     *wordReader
	props paraProps
	style *style
	segs  []segment
	boxes []Block // text boxes that hang on it
	size  int     // bytes of text so far
	over  bool    // more than a paragraph can have
}

// paragraph reads a paragraph and gives its block.
func (w *wordReader) paragraph(f *flow) error {
	p := &wordPara{w: w, style: w.styles.get(""), segs: f.carried, props: paraProps{look: unsetPara}}
	f.carried = nil
	if err := w.x.children(p.inline); err != nil {
		return err
	}
	w.closeInstructions()
	if p.over {
		return tooLarge("more than %d MiB of text in one paragraph", maxToken>>20)
	}
	if p.props.joinsNext {
		f.carried = p.segs
	} else if err := p.give(f); err != nil {
		return err
	}
	for _, b := range p.boxes {
		if err := f.emit(b); err != nil {
			return err
		}
	}
	return nil
}

// closeInstructions ends field instructions at the end of a paragraph: a field that was never closed must not hide
// the rest of the document.
func (w *wordReader) closeInstructions() {
	for i := range w.fields {
		w.fields[i] = true
	}
}

// inline reads one element of a paragraph.
func (p *wordPara) inline(e xml.StartElement) (err error) {
	x := p.w.x
	switch e.Name.Local {
	case "pPr":
		p.props, err = readParaProps(x)
		p.style = p.w.styles.get(p.props.styleID)
		return err
	case "r":
		return p.run()
	case "hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo":
		return x.children(p.inline)
	case "AlternateContent":
		return p.w.alternate(p.inline)
	case "oMath", "oMathPara":
		text, err := x.text()
		p.segs = append(p.segs, segment{text: strings.Join(strings.Fields(text), " ")})
		return err
	}
	return x.skip()
}

// run reads a run of text.
func (p *wordPara) run() error {
	look := runLook{}
	return p.w.x.children(func(e xml.StartElement) (err error) {
		if e.Name.Local == "rPr" {
			var id string
			look, id, err = readRunLook(p.w.x)
			if id != "" {
				look = look.over(p.w.styles.get(id).run)
			}
			return err
		}
		return p.content(e, look)
	})
}

// content reads one element of a run.
func (p *wordPara) content(e xml.StartElement, look runLook) error {
	x := p.w.x
	switch e.Name.Local {
	case "t":
		text, err := x.text()
		p.put(text, look)
		return err
	case "tab", "ptab":
		p.put("\t", look)
	case "br", "cr":
		p.put("\n", look)
	case "softHyphen":
		p.put("\u00ad", look)
	case "noBreakHyphen":
		p.put("-", look)
	case "sym":
		p.symbol(e, look)
	case "fldChar":
		p.w.field(attr(e, "fldCharType"))
	case "footnoteReference", "endnoteReference":
		p.reference(strings.TrimSuffix(e.Name.Local, "Reference") + attr(e, "id"))
	case "drawing", "pict", "object":
		return p.w.drawing(p.boxFlow())
	case "AlternateContent":
		return p.w.alternate(func(e xml.StartElement) error { return p.content(e, look) })
	case "ruby", "rubyBase", "r":
		return x.children(func(e xml.StartElement) error { return p.content(e, look) })
	}
	return x.skip()
}

// boxFlow collects the blocks of text boxes.
func (p *wordPara) boxFlow() *flow {
	return &flow{emit: func(b Block) error {
		p.boxes = append(p.boxes, b)
		return p.w.in.m.tick()
	}}
}

// field follows the parts of a field; only its result is text.
func (w *wordReader) field(part string) {
	switch n := len(w.fields); {
	case part == "begin" && n < maxFields:
		w.fields = append(w.fields, false)
	case n == 0:
	case part == "separate":
		w.fields[n-1] = true
	case part == "end":
		w.fields = w.fields[:n-1]
	}
}

// maxFields bounds how deep fields stand in each other.
const maxFields = 32

// put adds text to the paragraph.
func (p *wordPara) put(text string, look runLook) {
	if p.size += len(text); p.size > maxToken {
		p.over = true
		return
	}
	for _, result := range p.w.fields {
		if !result {
			return
		}
	}
	look = look.over(p.style.run).over(p.w.styles.defaults)
	if on(look.hidden) {
		if strings.TrimSpace(text) != "" {
			p.w.in.note("hidden text was left out")
		}
		return
	}
	enc, capitals := fontEncoding(look.font)
	s := segment{text: text, enc: enc, bold: on(look.bold), caps: capitals || on(look.caps)}
	if n := len(p.segs); n > 0 {
		last := &p.segs[n-1]
		if last.enc == s.enc && last.bold == s.bold && last.caps == s.caps && len(last.text) < 1<<12 {
			last.text += s.text
			return
		}
	}
	p.segs = append(p.segs, s)
}

// symbol adds a character given by its code in a font.
func (p *wordPara) symbol(e xml.StartElement, look runLook) {
	code, err := strconv.ParseUint(attr(e, "char"), 16, 16)
	if err != nil {
		return
	}
	look.font = attr(e, "font")
	if enc, _ := fontEncoding(look.font); enc == viet.Unicode && code >= 0xf000 && code <= 0xf0ff {
		p.put("•", look)
		return
	}
	p.put(string(rune(code)), look)
}

// reference remembers a note that the text refers to, once.
func (p *wordPara) reference(key string) {
	if p.w.notes[key] != "" && !p.w.isNoted[key] {
		p.w.isNoted[key] = true
		p.w.noted = append(p.w.noted, key)
	}
}

// give makes the block of the paragraph; an empty one gives none.
func (p *wordPara) give(f *flow) error {
	w := p.w
	look := p.props.look.over(p.style.para).over(w.styles.base)
	label := p.label(look)
	text, bold, caps := w.in.legacy.join(p.segs)
	text = tidy(text)
	if text == "" && (label == "" || !f.inCell) || p.style.contents() {
		return nil
	}
	b := Block{Text: strings.TrimSpace(label + " " + text), Bold: bold, Caps: caps, Centered: look.align == "center", Place: f.place}
	switch {
	case p.style.heading() > 0 && look.outline < 0:
		b.Kind, b.Level = Heading, p.style.heading()
	case look.outline >= 0 && look.outline < 9:
		b.Kind, b.Level = Heading, look.outline+1
	case label != "":
		b.Kind, b.Level = ListItem, max(look.numLevel, 0)+1
	}
	if !f.inCell {
		w.paras++
		b.Place = Place{Para: w.paras}
	}
	return f.emit(b)
}

// label counts the paragraph in its list and gives the number it shows.
func (p *wordPara) label(look paraLook) string {
	if look.numID <= 0 {
		return ""
	}
	level := look.numLevel
	if level < 0 {
		level = p.w.lists.levelOf(look.numID, p.props.styleID)
	}
	return p.w.lists.advance(look.numID, level)
}

// join decodes segments, neighbours of one encoding together, and tells whether all that shows is bold and in capitals.
func (l *legacy) join(segs []segment) (text string, bold, caps bool) {
	var sb strings.Builder
	bold, caps = true, true
	seen := false
	for i := 0; i < len(segs); {
		var run strings.Builder
		from := i
		for ; i < len(segs) && segs[i].enc == segs[from].enc; i++ {
			run.WriteString(segs[i].text)
			if strings.TrimSpace(segs[i].text) != "" {
				seen = true
				bold = bold && segs[i].bold
				caps = caps && segs[i].caps
			}
		}
		sb.WriteString(l.run(run.String(), segs[from].enc))
	}
	if text = sb.String(); seen && caps {
		text = capitalNumber(text)
	}
	return text, seen && bold, seen && caps
}

// capitalNumber gives a text shown in capitals with the number it begins with as it is shown: a font of capitals makes "II." of
// "ii.", which the letters alone would make another number.
func capitalNumber(text string) string {
	n := len(text) - len(strings.TrimLeft(text, " \t"))
	end := n
	for end < len(text) && (text[end] >= 'a' && text[end] <= 'z' || text[end] >= '0' && text[end] <= '9' || text[end] == '.') {
		end++
	}
	mark := strings.Trim(text[n:end], ".0123456789")
	if end == n || mark == "" || len(mark) > 1 && strings.Trim(mark, "ivx") != "" {
		return text
	}
	if end < len(text) && text[end-1] != '.' && text[end] != ')' {
		return text // the beginning of a word
	}
	return text[:n] + strings.ToUpper(text[n:end]) + text[end:]
}
