package document

import (
	"bufio"
	"cmp"
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
	d       *xml.Decoder
	m       *meter
	src     *tokenBound
	part    string
	depth   int
	recoded bool // the decoder reads ahead of its tokens, through a reader of another character set
}

// maxToken bounds one tag or one piece of character data.
const maxToken = 16 << 20

// newXML starts reading part from r.
func newXML(r io.Reader, part string, m *meter) *xmlTokens {
	src := &tokenBound{r: bufio.NewReader(r)}
	x := &xmlTokens{d: xml.NewDecoder(src), m: m, src: src, part: part}
	x.d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		x.recoded = true
		return charset.NewReaderLabel(label, r)
	}
	return x
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
	return damaged(fmt.Sprintf("%s is cut off or damaged at byte %d", x.part, x.d.InputOffset()+x.src.skipped), err)
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

// tokenBound refuses a single token larger than maxToken: the decoder would hold all of it in memory. It gives the
// decoder byte by byte what it asks for, so that what follows a token can be passed over without it.
type tokenBound struct {
	r       *bufio.Reader
	since   int
	last    [2]byte // that were read
	again   bool    // "<" was passed over, and is read next
	skipped int64   // bytes that the decoder has not seen
}

// ReadByte passes a byte on and counts it.
func (t *tokenBound) ReadByte() (byte, error) {
	if t.again {
		t.again = false
		t.skipped--
		return '<', nil
	}
	b, err := t.r.ReadByte()
	if err != nil {
		return 0, err
	}
	t.last[0], t.last[1] = t.last[1], b
	return b, t.count(1)
}

// Read is for a reader of another character set.
func (t *tokenBound) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	return n, cmp.Or(t.count(n), err)
}

func (t *tokenBound) count(n int) error {
	if t.since += n; t.since > maxToken {
		return tooLarge("one element larger than %d MiB", maxToken>>20)
	}
	return nil
}
