package document

import (
	"errors"
	"io"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The tree of a page is built here from the library's tokens and not by its parser, which follows browsers: it opens
// formatting elements again in every paragraph they were left open over, so that a small page can grow without bound.
// Here a page never has more nodes than tags.

// maxNodes bounds the nodes of a page.
const maxNodes = 800_000

// htmlTree is a page while its tree is built.
type htmlTree struct {
	m     *meter
	stack []*html.Node
	nodes int
}

// parseHTML builds the tree of a page.
func parseHTML(r io.Reader, m *meter) (*html.Node, error) {
	root := &html.Node{Type: html.DocumentNode}
	t := &htmlTree{m: m, stack: []*html.Node{root}}
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxToken)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, damaged("the page cannot be parsed", err)
			}
			return root, nil
		}
		if err := t.take(z.Token()); err != nil {
			return nil, err
		}
	}
}

// take adds one token to the tree.
func (t *htmlTree) take(tok html.Token) error {
	if err := t.m.tick(); err != nil {
		return err
	}
	switch tok.Type {
	case html.TextToken:
		return t.add(&html.Node{Type: html.TextNode, Data: tok.Data}, false)
	case html.StartTagToken, html.SelfClosingTagToken:
		t.imply(tok.DataAtom)
		n := &html.Node{Type: html.ElementNode, Data: tok.Data, DataAtom: tok.DataAtom, Attr: tok.Attr}
		return t.add(n, tok.Type == html.StartTagToken && !void(tok.DataAtom))
	case html.EndTagToken:
		t.close(tok.DataAtom, scopeOf(tok.DataAtom))
	}
	return nil
}

// add hangs a node under the open element and opens it.
func (t *htmlTree) add(n *html.Node, open bool) error {
	if t.nodes++; t.nodes > maxNodes {
		return tooLarge("a page of more than %d elements", maxNodes)
	}
	t.stack[len(t.stack)-1].AppendChild(n)
	if !open {
		return nil
	}
	t.stack = append(t.stack, n)
	if len(t.stack) > t.m.lim.Depth {
		return tooLarge("elements nested more than %d deep", t.m.lim.Depth)
	}
	return nil
}

// void reports an element that has no content.
func void(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Col, atom.Area, atom.Base, atom.Wbr, atom.Embed,
		atom.Param, atom.Source, atom.Track:
		return true
	}
	return false
}

// imply closes elements whose end may be left out before another begins.
func (t *htmlTree) imply(a atom.Atom) {
	switch a {
	case atom.Td, atom.Th:
		t.close(atom.Td, rowScope)
		t.close(atom.Th, rowScope)
		if top := t.stack[len(t.stack)-1]; top.DataAtom == atom.Table || top.DataAtom == atom.Tbody || top.DataAtom == atom.Thead {
			_ = t.add(&html.Node{Type: html.ElementNode, Data: "tr", DataAtom: atom.Tr}, true)
		}
	case atom.Tr:
		t.close(atom.Tr, tableScope)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		t.close(atom.Tbody, tableScope)
		t.close(atom.Thead, tableScope)
	case atom.Li:
		t.close(atom.Li, listScope)
	case atom.Dt, atom.Dd:
		t.close(atom.Dt, listScope)
		t.close(atom.Dd, listScope)
	default:
		if blockElement(a) || a == atom.Table {
			t.close(atom.P, cellScope)
		}
	}
}

// Scopes: an element is not closed across one of these.
var (
	tableScope = []atom.Atom{atom.Table}
	rowScope   = []atom.Atom{atom.Table, atom.Tr}
	cellScope  = []atom.Atom{atom.Table, atom.Td, atom.Th, atom.Li, atom.Body, atom.Div, atom.Caption}
	listScope  = []atom.Atom{atom.Table, atom.Td, atom.Th, atom.Ul, atom.Ol, atom.Dl}
)

// scopeOf gives what an end tag does not reach across.
func scopeOf(a atom.Atom) []atom.Atom {
	switch a {
	case atom.Table, atom.Body, atom.Html:
		return nil
	case atom.Tr, atom.Td, atom.Th, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption:
		return tableScope
	}
	return []atom.Atom{atom.Table, atom.Td, atom.Th, atom.Caption}
}

// close closes the innermost open element of a kind and all in it; without one nothing happens.
func (t *htmlTree) close(a atom.Atom, scope []atom.Atom) {
	for i := len(t.stack) - 1; i > 0; i-- {
		switch at := t.stack[i].DataAtom; {
		case at == a && a != 0:
			t.stack = t.stack[:i]
			return
		case slices.Contains(scope, at):
			return
		}
	}
}
