package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/rasoat/rasoat/internal/viet"
)

// The two analyses of a field. The names are stored in the mapping of an index on disk.
const (
	analyzerSyllables = "rasoat_syllables" // đất đai -> đất, đai
	analyzerPairs     = "rasoat_pairs"     // quản lý đất đai -> quản_lý, lý_đất, đất_đai
)

// pairMark stands between the two syllables of a pair. It cannot stand in a syllable.
const pairMark = '_'

var registerOnce sync.Once

// registerAnalyzers makes the analyzers known to bleve, whose registry is global and takes a name only once.
// It is called by whatever opens or makes an index, not when the package is loaded.
func registerAnalyzers() (err error) {
	registerOnce.Do(func() { errRegister = doRegister() })
	return errRegister
}

var errRegister error

func doRegister() error {
	for name, emit := range map[string]emitter{
		analyzerSyllables: emitSyllables,
		analyzerPairs:     emitPairs,
	} {
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return analyzer(emit), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// An emitter appends the terms of a normalised text to out. Everything that turns text into terms goes through one.
type emitter func(out *stream, t *viet.Text)

// analyzer is an emitter as bleve wants it.
type analyzer emitter

var _ analysis.Analyzer = analyzer(nil)

// Analyze returns the terms of one value of one field.
func (a analyzer) Analyze(input []byte) analysis.TokenStream {
	var out stream
	t := viet.Normalize(string(input))
	a(&out, t)
	tokens := make(analysis.TokenStream, len(out.terms))
	for i, end := range out.terms {
		tok := t.Tokens()[end.token]
		tokens[i] = &analysis.Token{
			Term: out.bytes[out.start(i):end.byte], Position: int(end.token) + 1,
			Start: int(tok.Start), End: int(tok.End),
		}
	}
	return tokens
}

// stream collects terms one after another in one block of bytes.
type stream struct {
	bytes []byte
	terms []termEnd
}

// termEnd is where a term ends in the bytes, and the token it ends with in the text.
type termEnd struct{ byte, token int32 }

func (s *stream) start(i int) int32 {
	if i == 0 {
		return 0
	}
	return s.terms[i-1].byte
}

// end closes the term whose bytes were appended last.
func (s *stream) end(token int) {
	s.terms = append(s.terms, termEnd{int32(len(s.bytes)), int32(token)})
}

func (s *stream) reset() { s.bytes, s.terms = s.bytes[:0], s.terms[:0] }

func emitSyllables(out *stream, t *viet.Text) {
	for i := range t.Len() {
		out.bytes = append(out.bytes, t.KeyOf(i)...)
		out.end(i)
	}
}

func emitPairs(out *stream, t *viet.Text) {
	tokens := t.Tokens()
	for i := 1; i < len(tokens); i++ {
		if adjoin(&tokens[i]) {
			out.bytes = append(append(append(out.bytes, t.KeyOf(i-1)...), pairMark), t.KeyOf(i)...)
			out.end(i)
		}
	}
}

// adjoin reports whether a token forms a pair with the one before it: nothing stronger than a comma parts them.
func adjoin(tok *viet.Token) bool { return tok.Break <= viet.Comma }
