package document

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/rasoat/rasoat/internal/viet"
)

// maxHTML bounds a page; the parser holds all of it as a tree.
const maxHTML = 16 << 20

// isHTML reports a page by the tags at its beginning.
func isHTML(in *input) bool {
	head := bytes.ReplaceAll(in.data[:min(len(in.data), 4096)], []byte{0}, nil)
	s := strings.ToLower(strings.TrimLeft(strings.ToValidUTF8(string(head), ""), "\ufeff \t\r\n"))
	if !strings.HasPrefix(s, "<") {
		return false
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<h1", "<center", "<font", "<meta"} {
		if strings.Contains(s, tag) {
			return true
		}
	}
	return false
}

// htmlReader turns the tree of a page into blocks.
type htmlReader struct {
	in     *input
	tables int
	paras  int
}

// htmlState is what the elements around a piece of text say about it.
type htmlState struct {
	look    runLook
	level   int // of a heading
	center  bool
	item    string // number of the list item that begins here
	depth   int    // of lists
	literal bool   // line breaks count
}

// htmlFlow collects the text of the paragraph being read.
type htmlFlow struct {
	flow
	segs  []segment
	state htmlState // of the paragraph
}

// readHTML reads a page.
func readHTML(in *input) error {
	if len(in.data) > maxHTML {
		return tooLarge("a page of more than %d MiB", maxHTML>>20)
	}
	root, err := parseHTML(strings.NewReader(in.htmlText()), in.m)
	if err != nil {
		return err
	}
	r := &htmlReader{in: in}
	f := &htmlFlow{flow: flow{emit: in.add}}
	if err := r.walk(f, root, htmlState{}); err != nil {
		return err
	}
	return r.end(f)
}

// htmlText decodes a page: as Unicode where it is that, else as its meta element says. Pages in TCVN3 or VNI claim some
// Western encoding; their text is then decoded piece by piece.
func (in *input) htmlText() string {
	if utf8.Valid(in.data) || guessUTF16(in.data) != nil || bytes.HasPrefix(in.data, []byte("\xff\xfe")) || bytes.HasPrefix(in.data, []byte("\xfe\xff")) {
		return in.htmlUnicode()
	}
	enc, name, _ := charset.DetermineEncoding(in.data[:min(len(in.data), 1024)], "")
	if name == "utf-8" {
		text, found := viet.DecodeBytes(in.data)
		in.legacy.used(found)
		return text
	}
	if name == "windows-1258" {
		in.legacy.used(viet.Windows1258)
	}
	text, err := enc.NewDecoder().Bytes(in.data)
	if err != nil {
		return strings.ToValidUTF8(string(in.data), "\ufffd")
	}
	return string(text)
}

// htmlUnicode gives a page that is UTF-8 or UTF-16, untouched otherwise.
func (in *input) htmlUnicode() string {
	if utf8.Valid(in.data) && guessUTF16(in.data) == nil {
		return strings.TrimPrefix(string(in.data), "\ufeff")
	}
	return in.plain()
}

// walk reads a node and what is in it.
func (r *htmlReader) walk(f *htmlFlow, n *html.Node, st htmlState) error {
	if err := r.in.m.tick(); err != nil {
		return err
	}
	switch n.Type {
	case html.TextNode:
		r.put(f, n.Data, st)
		return nil
	case html.ElementNode:
		return r.element(f, n, st)
	}
	return r.walkAll(f, n, st)
}

// walkAll reads the children of a node.
func (r *htmlReader) walkAll(f *htmlFlow, n *html.Node, st htmlState) error {
	count := 0
	if n.DataAtom == atom.Ol {
		count = number(htmlAttr(n, "start"), 1) - 1
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		at := st
		if c.DataAtom == atom.Li {
			count = number(htmlAttr(c, "value"), count+1)
			at.item = itemMark(n, count)
			at.depth++
		}
		if err := r.walk(f, c, at); err != nil {
			return err
		}
	}
	return nil
}

// itemMark writes the number or mark of a list item.
func itemMark(list *html.Node, count int) string {
	if list.DataAtom != atom.Ol {
		return "-"
	}
	return formatNumber(count, htmlAttr(list, "type")) + "."
}

// element reads an element.
func (r *htmlReader) element(f *htmlFlow, n *html.Node, st htmlState) error {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object,
		atom.Select, atom.Textarea, atom.Button, atom.Del, atom.Strike, atom.Title:
		return nil
	case atom.Br:
		r.put(f, "\n", htmlState{look: st.look, literal: true})
		return nil
	case atom.Table:
		return r.table(f, n, st)
	}
	st, hidden := r.enter(n, st)
	if hidden {
		r.in.note("hidden text was left out")
		return nil
	}
	if !blockElement(n.DataAtom) {
		return r.walkAll(f, n, st)
	}
	if err := r.end(f); err != nil {
		return err
	}
	f.state = st
	st.item = ""
	if err := r.walkAll(f, n, st); err != nil {
		return err
	}
	return r.end(f)
}

// blockElement reports an element that stands on lines of its own.
func blockElement(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Pre, atom.Blockquote, atom.Center, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Aside,
		atom.Form, atom.Fieldset, atom.Figure, atom.Figcaption, atom.Hr, atom.Address, atom.Body, atom.Html, atom.Caption, atom.Details, atom.Summary:
		return true
	}
	return false
}

// enter gives the state inside an element, and whether it is hidden.
func (r *htmlReader) enter(n *html.Node, st htmlState) (htmlState, bool) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		st.level = int(n.Data[1] - '0')
		st.look.bold = setTo(true)
	case atom.B, atom.Strong, atom.Th:
		st.look.bold = setTo(true)
	case atom.Center:
		st.center = true
	case atom.Font:
		if face := htmlAttr(n, "face"); face != "" {
			st.look.font = face
		}
	case atom.Pre:
		st.literal = true
	}
	if a := htmlAttr(n, "align"); a != "" {
		st.center = strings.EqualFold(a, "center")
	}
	hidden := false
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			hidden = true
		case "style":
			hidden = st.css(a.Val) || hidden
		}
	}
	return st, hidden
}

// css takes what matters of an element's own style, and whether it hides the element.
func (st *htmlState) css(s string) (hidden bool) {
	for decl := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(decl, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "font-family":
			first, _, _ := strings.Cut(value, ",")
			st.look.font = strings.Trim(strings.TrimSpace(first), `"'`)
		case "font-weight":
			st.look.bold = setTo(value == "bold" || value == "bolder" || len(value) == 3 && value >= "600")
		case "text-align":
			st.center = value == "center"
		case "text-transform":
			st.look.caps = setTo(value == "uppercase")
		case "display":
			hidden = hidden || value == "none"
		case "mso-hide":
			hidden = hidden || value == "all"
		}
	}
	return hidden
}

// put adds text to the open paragraph.
func (r *htmlReader) put(f *htmlFlow, text string, st htmlState) {
	if !st.literal {
		text = collapse(text)
	}
	if text == "" || strings.TrimSpace(text) == "" && len(f.segs) == 0 {
		return
	}
	enc, capitals := fontEncoding(st.look.font)
	f.segs = append(f.segs, segment{text: text, enc: enc, bold: on(st.look.bold), caps: capitals || on(st.look.caps)})
}

// end gives the open paragraph.
func (r *htmlReader) end(f *htmlFlow) error {
	segs, st := f.segs, f.state
	f.segs, f.state.item = nil, ""
	if len(segs) == 0 {
		return nil
	}
	text, bold, caps := r.in.legacy.join(segs)
	text = tidy(text)
	if text == "" {
		return nil
	}
	b := Block{Text: strings.TrimSpace(st.item + " " + text), Bold: bold, Caps: caps, Centered: st.center, Place: f.place}
	switch {
	case st.level > 0:
		b.Kind, b.Level = Heading, st.level
	case st.item != "":
		b.Kind, b.Level = ListItem, st.depth
	}
	if !f.inCell {
		r.paras++
		b.Place = Place{Para: r.paras}
	}
	return f.emit(b)
}

// table reads a table.
func (r *htmlReader) table(f *htmlFlow, n *html.Node, st htmlState) error {
	if err := r.end(f); err != nil {
		return err
	}
	r.tables++
	t := &htmlTable{r: r, f: f, st: st, number: r.tables}
	t.st.look.bold = nil
	return t.read(n)
}

// htmlTable is a table while it is read.
type htmlTable struct {
	r      *htmlReader
	f      *htmlFlow
	st     htmlState
	number int
	row    int
	spans  spanTracker
}

// read takes the rows in an element.
func (t *htmlTable) read(n *html.Node) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		var err error
		switch c.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			err = t.read(c)
		case atom.Tr:
			err = t.readRow(c)
		default: // a caption, or what does not belong here
			err = t.r.walk(t.f, c, t.st)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxHTMLSpan bounds column spans, as browsers do.
const maxHTMLSpan = 1000

// readRow takes one row. Cells go where no cell from above stands.
func (t *htmlTable) readRow(n *html.Node) error {
	t.row++
	column := 0
	var cells []Cell
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if err := t.r.in.m.cell(1 + len(t.spans.open)); err != nil {
			return err
		}
		for w := t.spans.over(column); w > 0; w = t.spans.over(column) {
			column += w
		}
		cell, err := t.cell(c, column)
		if err != nil {
			return err
		}
		column += cell.ColSpan
		cells = append(cells, cell)
	}
	row := t.spans.close(cells)
	if !ownText(row) && !hasNested(row) {
		return nil
	}
	return t.f.emit(Block{Kind: Row, Cells: row, Place: Place{Table: t.number, Row: t.row}})
}

// cell reads one cell.
func (t *htmlTable) cell(n *html.Node, column int) (Cell, error) {
	c := Cell{
		Column:  column,
		ColSpan: min(max(number(htmlAttr(n, "colspan"), 1), 1), maxHTMLSpan),
		RowSpan: min(max(number(htmlAttr(n, "rowspan"), 1), 1), 1<<16-1),
	}
	var blocks []Block
	inner := &htmlFlow{flow: flow{inCell: true, place: Place{Table: t.number, Row: t.row}, emit: func(b Block) error {
		blocks = append(blocks, b)
		if b.Kind == Row {
			return t.r.in.m.keep(&b)
		}
		return t.r.in.m.tick()
	}}}
	st, hidden := t.r.enter(n, t.st)
	if hidden {
		return c, nil
	}
	st.item, inner.state = "", st
	if err := t.r.walkAll(inner, n, st); err != nil {
		return c, err
	}
	err := t.r.end(inner)
	fillCell(&c, blocks)
	return c, err
}

// htmlAttr gives an attribute of an element, "" when it is absent.
func htmlAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
