package report

import (
	"path"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/engine"
)

// rationale is the paste-ready paragraph on a component and its first platform: who proposes what, which platform is
// alike, what is the same, different and unknown, on which basis, and what to do. The person who confirms is left blank.
func (s speaker) rationale(r *Result, c *Component) string {
	if len(c.Findings) == 0 {
		return ""
	}
	f := &c.Findings[0]
	sentences := []string{s.componentSentence(r, c, f), s.platformSentence(r, f)}
	for _, section := range degreeSections {
		if list := s.facetWords(f, section.degrees); list != "" {
			sentences = append(sentences, s.say("para."+section.key, list))
		}
	}
	sentences = append(sentences, s.basisSentence(f, &r.Provenance))
	sentences = append(sentences, s.say("para.result", s.verdict(c.Verdict), s.say("status.line", s.code("status", string(c.Verdict)))))
	sentences = append(sentences, s.caveats(r, c)...)
	if remedies := s.remedies(f); len(remedies) > 0 {
		sentences = append(sentences, s.say("para.remedy", lowerFirst(strings.Join(remedies, " "))))
	}
	return strings.Join(append(sentences, s.say("para.confirmed", s.say("note.blank"))), " ")
}

// componentSentence says what the proposal states, facet by facet, and where: what the document says of it, else the words
// that were compared.
func (s speaker) componentSentence(r *Result, c *Component, f *Finding) string {
	stated := map[engine.FacetName][]string{
		engine.FacetFunction: c.Functions, engine.FacetObjective: {r.Proposal.Objective},
		engine.FacetUsers: append(filled(c.Users), r.Proposal.Users...), engine.FacetScope: {r.Proposal.Scope},
	}
	var has []string
	for _, name := range comparedFacets {
		words := s.statedWords(stated[name])
		for i := range f.Facets {
			if words == "" && f.Facets[i].Name == name {
				words = s.plainQuotes(f.Facets[i].Proposal)
			}
		}
		if words == "" {
			words = s.say("note.unknown")
		}
		has = append(has, s.facetName(name)+" "+words)
	}
	return s.say("para.component", c.Name, s.where(r, c), strings.Join(has, ", "))
}

// statedMax is how many characters of a long statement a paragraph carries.
const statedMax = 160

// statedWords quotes what a document states, shortened.
func (s speaker) statedWords(texts []string) string {
	var parts []string
	for _, text := range texts {
		if strings.Trim(text, " .;:") != "" && len(parts) < quotesShown {
			parts = append(parts, s.say("para.quoted", shortened(strings.TrimRight(text, " .;:"), statedMax)))
		}
	}
	return strings.Join(parts, ", ")
}

// shortened cuts a text at a space after at most n characters.
func shortened(text string, n int) string {
	if !spacedOnce(text) {
		text = strings.Join(strings.Fields(text), " ")
	}
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	r := []rune(text)
	cut := n
	for cut > n/2 && r[cut] != ' ' {
		cut--
	}
	return string(r[:cut]) + " …"
}

// spacedOnce tells that words are parted by single spaces, as in nearly all quotes.
func spacedOnce(text string) bool {
	space := true // none may stand at the ends
	for _, r := range text {
		if unicode.IsSpace(r) && (space || r != ' ') {
			return false
		}
		space = r == ' '
	}
	return !space
}

// where names the file and the place in it.
func (s speaker) where(r *Result, c *Component) string {
	file := s.say("note.typed")
	if r.File != "" {
		file = baseName(r.File)
	}
	for _, place := range []string{c.Location, r.Proposal.Location} {
		if place != "" {
			return file + ", " + s.located(place)
		}
	}
	return file
}

// baseName is the name of a file without its folder, whichever system wrote it.
func baseName(file string) string { return path.Base(filepath.ToSlash(file)) }

func (s speaker) platformSentence(r *Result, f *Finding) string {
	p := &f.Platform
	return s.say("para.platform", p.Name, p.ID, s.owner(p), s.listCite(&r.Provenance), s.date(r.Provenance.AsOf),
		s.bareState(p, &r.Provenance), s.stateSource(p))
}

// bareState is the state without its source, for a sentence that names the source itself.
func (s speaker) bareState(p *Platform, prov *Provenance) string {
	return strings.TrimSuffix(s.state(p, prov), " ("+s.stateSource(p)+")")
}

// facetWords names facets with the words of both sides: "chức năng “…” – “…”; dữ liệu".
func (s speaker) facetWords(f *Finding, degrees []engine.Degree) string {
	var parts []string
	for _, facet := range facetsOf(f, degrees) {
		parts = append(parts, s.facetPair(facet))
	}
	return strings.Join(parts, "; ")
}

func (s speaker) facetPair(f *Facet) string {
	name := s.facetName(f.Name)
	switch {
	case len(f.Proposal) > 0 && len(f.Platform) > 0:
		return s.say("para.both", name, s.plainQuotes(f.Proposal), s.plainQuotes(f.Platform))
	case len(f.Proposal) > 0:
		return s.say("para.onlyproposal", name, s.plainQuotes(f.Proposal))
	case len(f.Platform) > 0:
		return s.say("para.onlyplatform", name, s.plainQuotes(f.Platform))
	}
	return name
}

// basisSentence cites documents without what they provide, to keep the paragraph short.
func (s speaker) basisSentence(f *Finding, p *Provenance) string {
	var law, other []string
	for _, b := range f.Basis {
		switch {
		case b.Citable:
			law = append(law, s.cited(b))
		case p.rebuilt() && b.Document == p.ListDocument:
		default:
			other = append(other, s.cited(b))
		}
	}
	if len(law) == 0 {
		law = append(law, s.say("law.none"))
	}
	return s.say("para.basis", strings.Join(append(law, other...), "; "))
}

// caveats are the sentences that limit a result: the assumption, the reconstruction, what holds if the platform operates.
func (s speaker) caveats(r *Result, c *Component) []string {
	var out []string
	if s.conditional(c) != "" {
		out = append(out, s.say("para.conditional", s.verdict(c.Grade)))
	}
	if r.Provenance.AssumeOperating {
		out = append(out, s.say("para.assumed"))
	}
	if r.Provenance.rebuilt() {
		out = append(out, s.say("para.rebuilt"))
	}
	return out
}
