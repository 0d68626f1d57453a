package index

import (
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	blevebase "github.com/blevesearch/bleve_index_api"

	"github.com/rasoat/rasoat/internal/viet"
)

// words is a bleve field of all values of one field of a platform. It makes the same terms as the analyzer of its
// field would, value by value, but with a handful of allocations in place of several for each term, and normalises a text
// once for syllables and pairs, which halves the cost of building an index.
type words struct {
	name    string
	values  []string   // none: the field has the pairs of the one before it, which makes them too
	pairs   *words     // the field after this one in the document, of the pairs of the values; nil: each value is a term
	scratch *sync.Pool // of *wordScratch

	length int
	terms  blevebase.TokenFrequencies
}

// wordScratch is the memory of one analysis.
type wordScratch struct {
	text       viet.Text
	out, pairs stream
}

var _ document.Field = (*words)(nil)

// Analyze makes the terms.
func (w *words) Analyze() {
	if len(w.values) == 0 {
		return
	}
	s, _ := w.scratch.Get().(*wordScratch)
	if s == nil {
		s = new(wordScratch)
	}
	defer w.scratch.Put(s)
	s.out.reset()
	s.pairs.reset()
	for _, v := range w.values {
		if w.pairs == nil {
			s.out.bytes = append(s.out.bytes, v...)
			s.out.end(0)
			continue
		}
		s.text.Reset(v)
		emitSyllables(&s.out, &s.text)
		emitPairs(&s.pairs, &s.text)
	}
	w.count(&s.out)
	if w.pairs != nil {
		w.pairs.count(&s.pairs)
	}
}

// count fills terms with the terms of out and how often each occurs.
func (w *words) count(out *stream) {
	w.length = len(out.terms)
	w.terms = make(blevebase.TokenFrequencies, len(out.terms))
	all, raw := string(out.bytes), slices.Clone(out.bytes)
	block := make([]blevebase.TokenFreq, 0, len(out.terms))
	for i, end := range out.terms {
		from := out.start(i)
		term := all[from:end.byte]
		tf := w.terms[term]
		if tf == nil {
			block = append(block, blevebase.TokenFreq{Term: raw[from:end.byte:end.byte]})
			tf = &block[len(block)-1]
			w.terms[term] = tf
		}
		tf.SetFrequency(tf.Frequency() + 1)
	}
}

// Name returns bleve's name of the field.
func (w *words) Name() string { return w.name }

// Options says that terms are indexed with their frequencies, and nothing is stored.
func (w *words) Options() blevebase.FieldIndexingOptions { return blevebase.IndexField }

// AnalyzedLength returns the number of terms.
func (w *words) AnalyzedLength() int { return w.length }

// AnalyzedTokenFrequencies returns the terms.
func (w *words) AnalyzedTokenFrequencies() blevebase.TokenFrequencies { return w.terms }

// EncodedFieldType is that of text.
func (w *words) EncodedFieldType() byte { return 't' }

// Value is what would be stored: nothing. The texts are in the register.
func (w *words) Value() []byte { return nil }

// ArrayPositions is empty: positions are not kept.
func (w *words) ArrayPositions() []uint64 { return nil }

// NumPlainTextBytes is for bleve's statistics, which are not used.
func (w *words) NumPlainTextBytes() uint64 { return 0 }

// Size is for bleve's accounting of memory, which is not used.
func (w *words) Size() int { return 0 }
