package engine

import (
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// shortener knows what is written in short where a phrase has it in full.
type shortener struct {
	text    viet.Text
	lexicon *viet.Lexicon
	abbr    []string // by number of the phrase
}

// newShortener takes the abbreviations that stand for one thing only.
func newShortener(abbreviations []corpus.Abbreviation) shortener {
	var s shortener
	var terms []viet.Term
	for _, a := range abbreviations {
		if len(a.Expansions) == 1 {
			terms = append(terms, viet.Term{Phrase: a.Expansions[0], ID: int32(len(s.abbr))})
			s.abbr = append(s.abbr, a.Abbr)
		}
	}
	s.lexicon = viet.NewLexicon(terms)
	return s
}

// writings returns the ways in which a phrase is written: with all in full or something in short, and without "về".
func (s *shortener) writings(phrase string) []string {
	out := withoutAbout(phrase)
	s.text.Reset(phrase)
	tokens := s.text.Tokens()
	for _, span := range s.lexicon.Match(&s.text, nil) {
		short := phrase[:tokens[span.From].Start] + s.abbr[span.ID] + phrase[tokens[span.To-1].End:]
		out = append(out, withoutAbout(short)...)
	}
	return out
}

// holders are what data or systems are called before "về" and what they are about.
var holders = []string{"cơ sở dữ liệu", "cơ sở dữ liệu quốc gia", "hệ thống thông tin", "hệ thống thông tin quốc gia", "CSDL", "CSDLQG", "HTTT"}

// withoutAbout returns a phrase as it stands, and without the "về" behind what holds data when there is one: "cơ sở dữ
// liệu về giá" is a "cơ sở dữ liệu giá" elsewhere.
func withoutAbout(phrase string) []string {
	out := []string{phrase}
	for _, h := range holders {
		before := h + " về "
		if len(phrase) > len(before) && strings.EqualFold(phrase[:len(before)], before) {
			out = append(out, h+" "+phrase[len(before):])
		}
	}
	return out
}
