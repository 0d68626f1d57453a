package intake

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// abbreviations tells what the abbreviations of a document stand for: what the document says of its own, in running text
// or in a list of abbreviations (danh mục từ viết tắt), before what the glossary knows.
type abbreviations struct {
	whole    viet.Text
	own      viet.Text           // of the proposal at hand
	defined  map[string]string   // by the document, once and for all
	glossary *viet.Abbreviations // of the program
	several  map[string]bool     // those with several readings in the glossary: the engine knows the others
	settled  map[string]string   // what the words of the document single out of several, "" for nothing
}

func newAbbreviations(text string, reg *corpus.Register) *abbreviations {
	a := &abbreviations{several: map[string]bool{}, settled: map[string]string{}}
	a.whole.Reset(text)
	a.defined = a.whole.Definitions()
	readings := make(map[string][]string, len(reg.Abbreviations))
	for _, g := range reg.Abbreviations {
		readings[g.Abbr] = g.Expansions
		a.several[g.Abbr] = len(g.Expansions) > 1
	}
	a.glossary = viet.NewAbbreviations(readings)
	return a
}

// spell fills in what the abbreviations of a proposal stand for. Those that the document does not settle are left out.
func (a *abbreviations) spell(p *engine.Proposal) {
	own := &a.own
	own.Reset(proposalText(p))
	defined := own.Definitions()
	for i, k := range own.Tokens() {
		short := own.Quote(i, i+1)
		if k.Kind != viet.Acronym || slices.ContainsFunc(p.Abbreviations, func(x engine.Abbreviation) bool { return x.Short == short }) {
			continue
		}
		long := defined[short]
		if long == "" {
			long = a.defined[short]
		}
		if long == "" && a.several[short] {
			long = a.single(short)
		}
		if long != "" {
			p.Abbreviations = append(p.Abbreviations, engine.Abbreviation{Short: short, Long: long})
		}
	}
}

// single is the reading of the glossary that the document's words single out, "" when none is.
func (a *abbreviations) single(short string) string {
	long, known := a.settled[short]
	if !known {
		if r := a.glossary.Readings(short, &a.whole); len(r) == 1 {
			long = r[0]
		}
		a.settled[short] = long
	}
	return long
}

// proposalText is all that a proposal is compared by.
func proposalText(p *engine.Proposal) string {
	parts := []string{p.Title, p.Objective, p.Summary}
	for i := range p.Components {
		c := &p.Components[i]
		parts = append(append(parts, c.Name, c.Description), c.Functions...)
	}
	return strings.Join(parts, "\n")
}

// documentText is the text of a document, the cells of a row led in by colons as a list of abbreviations means them.
func documentText(blocks []document.Block) string {
	var b strings.Builder
	for i := range blocks {
		b.WriteString(blocks[i].Text)
		for j := range blocks[i].Cells {
			c := &blocks[i].Cells[j]
			if c.Covered || c.Text == "" && len(c.Nested) == 0 {
				continue
			}
			b.WriteString(c.Text)
			b.WriteString(documentText(c.Nested))
			b.WriteString(" : ")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
