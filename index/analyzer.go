package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"github.com/rasoat/rasoat/internal/viet"
)

// The three analyses of a field. The names are stored in the mapping of an index on disk.
const (
	analyzerSyllables = "rasoat_syllables" // đất đai -> đất, đai
	analyzerPairs     = "rasoat_pairs"     // quản lý đất đai -> quản_lý, lý_đất, đất_đai
	analyzerFolded    = "rasoat_folded"    // đất đai -> ~dat, ~dai
)

// Marks inside terms. Neither can stand in a syllable.
const (
	pairMark = '_' // between the two syllables of a pair
	foldMark = '~' // before a form without diacritics
)

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
		analyzerFolded:    emitFolded,
	} {
		a := &analyzer{emit: emit}
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return a, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// An emitter appends the terms of a normalised text to out.
type emitter func(t *viet.Text, out *stream)

// analyzer is a bleve analyzer over viet's normal form. It may be used by several goroutines.
type analyzer struct {
	emit  emitter
	texts sync.Pool // of *viet.Text
}

var _ analysis.Analyzer = (*analyzer)(nil)

// Analyze returns the terms of one value of one field.
func (a *analyzer) Analyze(input []byte) analysis.TokenStream {
	t, _ := a.texts.Get().(*viet.Text)
	if t == nil {
		t = new(viet.Text)
	}
	t.Reset(string(input))
	out := newStream(t.Len(), len(input))
	a.emit(t, out)
	a.texts.Put(t)
	return out.tokens
}

// stream collects tokens in two blocks of memory, one for the tokens and one for the bytes of their terms.
type stream struct {
	tokens analysis.TokenStream
	block  []analysis.Token
	bytes  []byte
}

func newStream(tokens, size int) *stream {
	return &stream{
		tokens: make(analysis.TokenStream, 0, tokens),
		block:  make([]analysis.Token, 0, tokens),
		bytes:  make([]byte, 0, 2*(size+tokens)),
	}
}

// add appends a token whose term is parts with pairMark between them. pos counts from 0.
func (s *stream) add(tok viet.Token, pos int, prefix string, parts ...string) {
	from := len(s.bytes)
	s.bytes = append(s.bytes, prefix...)
	for i, p := range parts {
		if i > 0 {
			s.bytes = append(s.bytes, pairMark)
		}
		s.bytes = append(s.bytes, p...)
	}
	s.block = append(s.block, analysis.Token{
		Term:  s.bytes[from:len(s.bytes):len(s.bytes)],
		Start: int(tok.Start), End: int(tok.End), Position: pos + 1,
	})
	s.tokens = append(s.tokens, &s.block[len(s.block)-1])
}

func emitSyllables(t *viet.Text, out *stream) {
	for i, tok := range t.Tokens() {
		out.add(tok, i, "", t.KeyOf(i))
	}
}

func emitPairs(t *viet.Text, out *stream) {
	tokens := t.Tokens()
	for i := 1; i < len(tokens); i++ {
		if adjoin(&tokens[i]) {
			out.add(tokens[i], i, "", t.KeyOf(i-1), t.KeyOf(i))
		}
	}
}

func emitFolded(t *viet.Text, out *stream) {
	for i, tok := range t.Tokens() {
		out.add(tok, i, string(foldMark), t.FoldOf(i))
	}
}

// adjoin reports whether a token forms a pair with the one before it: nothing stronger than a comma parts them.
func adjoin(tok *viet.Token) bool { return tok.Break <= viet.Comma }
