package document

import (
	"encoding/xml"
	"strings"
)

// odfKind gives the media type of an OpenDocument file, "" for other content.
func (in *input) odfKind() string {
	a := in.archive
	if a == nil || !a.has("content.xml") {
		return ""
	}
	for _, part := range []string{"mimetype", "META-INF/manifest.xml"} {
		if !a.has(part) {
			continue
		}
		data, err := a.read(part, 4<<20)
		if err != nil {
			continue
		}
		for _, kind := range []string{"text", "spreadsheet"} {
			if strings.Contains(string(data), "application/vnd.oasis.opendocument."+kind) {
				return kind
			}
		}
	}
	return ""
}

// isODT reports an OpenDocument text.
func isODT(in *input) bool { return in.odfKind() == "text" }

// odfReader reads the content of an OpenDocument file.
type odfReader struct {
	in     *input
	x      *xmlTokens
	styles *odfStyles
	sheet  string // name of the sheet, in a spreadsheet
	tables int
	paras  int
	notes  []Block
	lists  []openList
	byID   map[string]*odfList
}

// openList is a list that the paragraph being read stands in.
type openList struct {
	style *odfList
	first bool // the next paragraph takes the number of its item
	start int
}

// readODT reads an OpenDocument text.
func readODT(in *input) error {
	r, err := in.odf()
	if err != nil {
		return err
	}
	if err := in.archive.withXML("content.xml", func(x *xmlTokens) error { return r.content(x, "text", r.container) }); err != nil {
		return err
	}
	for _, b := range r.notes {
		if err := in.add(b); err != nil {
			return err
		}
	}
	return nil
}

// odfEdges are the elements that hold page headers and footers.
var odfEdges = []string{"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}

// odf starts reading an OpenDocument file with its common styles.
func (in *input) odf() (*odfReader, error) {
	if data, err := in.archive.read("META-INF/manifest.xml", 4<<20); err == nil && strings.Contains(string(data), "encryption-data") {
		return nil, refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", nil)
	}
	r := &odfReader{in: in, styles: newODFStyles(), byID: map[string]*odfList{}}
	err := in.archive.withXML("styles.xml", func(x *xmlTokens) error {
		if _, err := x.root(); err != nil {
			return err
		}
		return x.children(func(e xml.StartElement) error {
			if strings.HasSuffix(e.Name.Local, "styles") || e.Name.Local == "font-face-decls" {
				return r.styles.read(x)
			}
			return x.skip()
		})
	})
	if fatal(err) {
		return nil, err
	}
	if err != nil {
		in.partial("the styles of the document are damaged: headings may be taken for paragraphs")
		return r, nil
	}
	return r, in.archive.withXML("styles.xml", func(x *xmlTokens) error { return x.linesIn(in.edge, odfEdges...) })
}

// content reads the main part: automatic styles, then the body of the given kind.
func (r *odfReader) content(x *xmlTokens, kind string, body func(*flow) error) error {
	r.x = x
	if _, err := x.root(); err != nil {
		return err
	}
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "automatic-styles", "font-face-decls":
			return r.styles.read(x)
		case "body":
			return x.children(func(e xml.StartElement) error {
				if e.Name.Local != kind {
					return x.skip()
				}
				return body(&flow{emit: r.in.add})
			})
		}
		return x.skip()
	})
}

// container reads what holds paragraphs, lists and tables.
func (r *odfReader) container(f *flow) error {
	return r.x.children(func(e xml.StartElement) error { return r.block(f, e) })
}

// block reads one element among paragraphs.
func (r *odfReader) block(f *flow, e xml.StartElement) error {
	switch e.Name.Local {
	case "p", "h":
		return r.paragraph(f, e)
	case "list":
		return r.list(f, e)
	case "table":
		return r.table(f, e)
	case "section", "index-body", "text-box", "numbered-paragraph":
		if attr(e, "display") == "none" {
			r.in.note("hidden text was left out")
			return r.x.skip()
		}
		return r.container(f)
	case "frame", "g", "custom-shape", "a":
		return r.container(f)
	case "object", "object-ole":
		r.in.partial("an embedded object was not read")
	}
	return r.x.skip()
}

// list reads a list. Its items are counted anew unless it says that it goes on.
func (r *odfReader) list(f *flow, e xml.StartElement) error {
	style := r.styles.lists[attr(e, "style-name")]
	if style == nil && len(r.lists) > 0 {
		style = r.lists[len(r.lists)-1].style
	}
	if before := r.byID[attr(e, "continue-list")]; before != nil {
		style = before
	} else if len(r.lists) == 0 && !truth(attr(e, "continue-numbering"), false) {
		style.restart()
	}
	if id := attr(e, "id"); id != "" {
		r.byID[id] = style
	}
	r.lists = append(r.lists, openList{style: style})
	defer func() { r.lists = r.lists[:len(r.lists)-1] }()
	return r.x.children(func(e xml.StartElement) error {
		top := &r.lists[len(r.lists)-1]
		switch e.Name.Local {
		case "list-item":
			top.first, top.start = true, number(attr(e, "start-value"), 0)
			return r.container(f)
		case "list-header":
			top.first = false
			return r.container(f)
		}
		return r.x.skip()
	})
}

// odfPara is a paragraph while it is read.
type odfPara struct {
	r     *odfReader
	segs  []segment
	boxes []Block
	size  int
}

// paragraph reads a paragraph or heading and gives its block.
func (r *odfReader) paragraph(f *flow, e xml.StartElement) error {
	st := r.styles.get("paragraph", attr(e, "style-name"))
	base := st.run.over(r.styles.get("paragraph", "").run)
	b := Block{Centered: st.align == "center", Place: f.place}
	level := number(attr(e, "outline-level"), 0)
	if e.Name.Local == "p" {
		level = st.outline
	}
	if level > 0 {
		b.Kind, b.Level = Heading, min(level, 10)
	} else if st.name == "title" {
		b.Kind, b.Level = Heading, 1
	}
	label := r.label(&b, e)
	p := &odfPara{r: r}
	if err := p.read(base); err != nil {
		return err
	}
	if err := r.give(f, b, label, p); err != nil {
		return err
	}
	for _, box := range p.boxes {
		if err := f.emit(box); err != nil {
			return err
		}
	}
	return nil
}

// label counts the paragraph in its list, or a heading in the outline, and gives the number it shows.
func (r *odfReader) label(b *Block, e xml.StartElement) string {
	n := len(r.lists)
	if n == 0 {
		if b.Kind == Heading && e.Name.Local == "h" && !truth(attr(e, "is-list-header"), false) {
			return r.styles.lists[outlineList].advance(b.Level-1, number(attr(e, "start-value"), 0))
		}
		return ""
	}
	top := &r.lists[n-1]
	if !top.first {
		return ""
	}
	top.first = false
	if b.Kind != Heading {
		b.Kind, b.Level = ListItem, n
	}
	return top.style.advance(n-1, top.start)
}

// give makes the block; an empty paragraph gives none.
func (r *odfReader) give(f *flow, b Block, label string, p *odfPara) error {
	text, bold, caps := r.in.legacy.join(p.segs)
	text = tidy(text)
	if text == "" && (label == "" || !f.inCell) {
		return nil
	}
	b.Text, b.Bold, b.Caps = strings.TrimSpace(label+" "+text), bold, caps
	if !f.inCell {
		r.paras++
		b.Place = Place{Para: r.paras}
	}
	return f.emit(b)
}

// read reads the content of a paragraph or of a piece of it.
func (p *odfPara) read(look runLook) error {
	x := p.r.x
	for {
		tok, err := x.next()
		if err != nil {
			return unexpectedEOF(err, x.part)
		}
		switch tok := tok.(type) {
		case xml.CharData:
			p.put(collapse(string(tok)), look)
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := p.inline(tok, look); err != nil {
				return err
			}
		}
		if p.size > maxToken {
			return tooLarge("more than %d MiB of text in one paragraph", maxToken>>20)
		}
	}
}

// collapse makes white space in XML one space; real spaces and breaks are elements.
func collapse(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

// inline reads one element of a paragraph.
func (p *odfPara) inline(e xml.StartElement, look runLook) error {
	x := p.r.x
	switch e.Name.Local {
	case "span":
		return p.read(p.r.styles.get("text", attr(e, "style-name")).run.over(look))
	case "s":
		p.put(" ", look)
	case "tab":
		p.put("\t", look)
	case "line-break":
		p.put("\n", look)
	case "note":
		return p.readNote()
	case "frame", "g", "custom-shape", "text-box":
		f := &flow{emit: func(b Block) error {
			p.boxes = append(p.boxes, b)
			return p.r.in.m.tick()
		}}
		return p.r.block(f, e)
	case "annotation", "annotation-end", "tracked-changes", "ruby-text", "script", "hidden-paragraph":
		return x.skip()
	case "hidden-text":
		p.r.in.note("hidden text was left out")
		return x.skip()
	default:
		return p.read(look) // links, fields, bookmarks: what they show
	}
	return x.skip()
}

// put adds text.
func (p *odfPara) put(text string, look runLook) {
	p.size += len(text)
	if text == "" {
		return
	}
	if on(look.hidden) {
		if strings.TrimSpace(text) != "" {
			p.r.in.note("hidden text was left out")
		}
		return
	}
	enc, capitals := fontEncoding(look.font)
	p.segs = append(p.segs, segment{text: text, enc: enc, bold: on(look.bold), caps: capitals || on(look.caps)})
}

// readNote reads a footnote; it is given at the end.
func (p *odfPara) readNote() error {
	r := p.r
	var blocks []Block
	f := &flow{inCell: true, emit: func(b Block) error {
		blocks = append(blocks, b)
		return r.in.m.tick()
	}}
	mark := ""
	err := r.x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "note-citation":
			mark, err = r.x.text()
			return err
		case "note-body":
			return r.container(f)
		}
		return r.x.skip()
	})
	var c Cell
	fillCell(&c, blocks)
	if c.Text != "" {
		r.paras++
		r.notes = append(r.notes, Block{Text: "[" + strings.TrimSpace(mark) + "] " + c.Text, Place: Place{Para: r.paras}})
	}
	return err
}
