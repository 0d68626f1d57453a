package document

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// xmlTokens is an XML stream with bounds on nesting, on the size of one token, and on time.
type xmlTokens struct {
	d     *xml.Decoder
	m     *meter
	src   *tokenBound
	part  string
	depth int
}

// maxToken bounds one tag or one piece of character data.
const maxToken = 16 << 20

// newXML starts reading part from r.
func newXML(r io.Reader, part string, m *meter) *xmlTokens {
	src := &tokenBound{r: r}
	d := xml.NewDecoder(src)
	d.CharsetReader = charset.NewReaderLabel
	return &xmlTokens{d: d, m: m, src: src, part: part}
}

// next gives the next token; io.EOF ends the document. Comments and processing instructions are left out.
func (x *xmlTokens) next() (xml.Token, error) {
	for {
		if err := x.m.tick(); err != nil {
			return nil, err
		}
		x.src.since = 0
		tok, err := x.d.Token()
		if err != nil {
			return nil, x.fault(err)
		}
		switch tok.(type) {
		case xml.StartElement:
			x.depth++
			if x.depth > x.m.lim.Depth {
				return nil, tooLarge("elements nested more than %d deep in %s", x.m.lim.Depth, x.part)
			}
			return tok, nil
		case xml.EndElement:
			x.depth--
			return tok, nil
		case xml.CharData:
			return tok, nil
		}
	}
}

// fault turns an error of the decoder into one that says where it was.
func (x *xmlTokens) fault(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return damaged(fmt.Sprintf("%s is cut off or damaged at byte %d", x.part, x.d.InputOffset()), err)
}

// children calls visit for each child of the element just opened, until it closes. visit must consume its element:
// by children, text or skip.
func (x *xmlTokens) children(visit func(xml.StartElement) error) error {
	for {
		tok, err := x.next()
		if err != nil {
			return unexpectedEOF(err, x.part)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := visit(tok); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip passes over the element just opened.
func (x *xmlTokens) skip() error {
	for open := 1; open > 0; {
		tok, err := x.next()
		if err != nil {
			return unexpectedEOF(err, x.part)
		}
		switch tok.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// text gives the character data of the element just opened and of everything in it.
func (x *xmlTokens) text() (string, error) {
	var sb strings.Builder
	for open := 1; open > 0; {
		tok, err := x.next()
		if err != nil {
			return "", unexpectedEOF(err, x.part)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		case xml.CharData:
			sb.Write(tok)
		}
		if sb.Len() > maxToken {
			return "", tooLarge("more than %d MiB of text in one element of %s", maxToken>>20, x.part)
		}
	}
	return sb.String(), nil
}

// linesIn reads a part and calls take with the text of every element of one of some names, a line for each paragraph.
func (x *xmlTokens) linesIn(take func(string), names ...string) error {
	if _, err := x.root(); err != nil {
		return err
	}
	var lines strings.Builder
	for open, inside := 1, 0; open > 0; {
		tok, err := x.next()
		if err != nil {
			return unexpectedEOF(err, x.part)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open++
			if inside > 0 || slices.Contains(names, tok.Name.Local) {
				inside++
			}
		case xml.EndElement:
			open--
			if inside > 0 && tok.Name.Local == "p" {
				lines.WriteByte('\n')
			}
			if inside = max(inside-1, 0); inside == 0 && lines.Len() > 0 {
				take(lines.String())
				lines.Reset()
			}
		case xml.CharData:
			if inside > 0 && lines.Len() < maxToken {
				lines.Write(tok)
			}
		}
	}
	return nil
}

// root gives the first element.
func (x *xmlTokens) root() (xml.StartElement, error) {
	for {
		tok, err := x.next()
		if err != nil {
			return xml.StartElement{}, unexpectedEOF(err, x.part)
		}
		if start, ok := tok.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// unexpectedEOF is for an end of input inside an element.
func unexpectedEOF(err error, part string) error {
	if errors.Is(err, io.EOF) {
		return damaged(part+" ends in the middle", io.ErrUnexpectedEOF)
	}
	return err
}

// attr gives the value of an attribute by local name, "" when it is absent.
func attr(e xml.StartElement, local string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == local {
			return e.Attr[i].Value
		}
	}
	return ""
}

// tokenBound refuses a single token larger than maxToken: the decoder would hold all of it in memory.
type tokenBound struct {
	r     io.Reader
	since int
}

// Read passes the bytes on and counts them.
func (t *tokenBound) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.since += n
	if t.since > maxToken {
		return n, tooLarge("one element larger than %d MiB", maxToken>>20)
	}
	return n, err
}
