package document

import (
	"bufio"
	"encoding/xml"
	"errors"
	"strings"
)

// skip passes over the element just opened. Much of a file of styles or settings is of no interest, and its tags are
// only counted: the decoder, which takes names, attributes and namespaces of each, does not see them.
func (x *xmlTokens) skip() error {
	if x.recoded {
		return x.skipTokens()
	}
	if x.src.last != [2]byte{'/', '>'} {
		if err := x.skipContent(); err != nil {
			return unexpectedEOF(x.fault(err), x.part)
		}
	}
	return x.skipTokens() // the end tag is left, which the decoder holds against the one that opened
}

// skipTokens passes over the element just opened, token by token.
func (x *xmlTokens) skipTokens() error {
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

// skipContent passes over all that stands in the element just opened, up to its end tag.
func (x *xmlTokens) skipContent() error {
	for open := 1; ; {
		if err := x.m.tick(); err != nil {
			return err
		}
		if err := x.src.pass("<"); err != nil {
			return err
		}
		head, err := x.src.r.Peek(1)
		if err != nil {
			return err
		}
		switch head[0] {
		case '/':
			if open--; open == 0 {
				x.src.again = true
				return nil
			}
			err = x.src.pass(">")
		case '!', '?':
			err = x.src.passMarkup()
		default:
			var empty bool
			if empty, err = x.src.passTag(); !empty {
				open++
			}
			if x.depth+open > x.m.lim.Depth {
				return tooLarge("elements nested more than %d deep in %s", x.m.lim.Depth, x.part)
			}
		}
		if err != nil {
			return err
		}
	}
}

// pass passes over everything up to and with an end, whose last byte stands in it once.
func (t *tokenBound) pass(end string) error {
	cut := "" // the end of a piece that filled the buffer
	for {
		piece, err := t.r.ReadSlice(end[len(end)-1])
		t.skipped += int64(len(piece))
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			cut = string(piece[len(piece)-len(end)+1:])
			continue
		case err != nil:
			return err
		case len(piece) >= len(end) && string(piece[len(piece)-len(end):]) == end, strings.HasSuffix(cut+string(piece[:min(len(piece), len(end))]), end):
			return nil
		}
		cut = ""
	}
}

// passMarkup passes over what begins with "<!" or "<?": a comment, character data or an instruction.
func (t *tokenBound) passMarkup() error {
	for _, m := range []struct{ begin, end string }{{"!--", "-->"}, {"![CDATA[", "]]>"}, {"?", "?>"}} {
		if head, _ := t.r.Peek(len(m.begin)); string(head) == m.begin {
			n, err := t.r.Discard(len(m.begin))
			if t.skipped += int64(n); err != nil {
				return err
			}
			return t.pass(m.end)
		}
	}
	return t.pass(">")
}

// passTag passes over the rest of a start tag, in whose values ">" may stand; empty tells that it is an end tag, too.
func (t *tokenBound) passTag() (empty bool, err error) {
	var quote, before byte
	for {
		b, err := t.r.ReadByte()
		if err != nil {
			return false, err
		}
		t.skipped++
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '>':
			return before == '/', nil
		}
		before = b
	}
}
