package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	blevebase "github.com/blevesearch/bleve_index_api"

	"github.com/rasoat/rasoat/internal/viet"
)

// Parameters of the weight of a term in a platform, BM25F: the frequencies of the fields are weighed and divided by
// the field's relative length, added up, and saturated together.
const (
	saturation = 2.0  // frequency at which half the possible weight is reached
	lengthPart = 0.75 // how much of a frequency depends on the length of its field, 0 to 1

	// nearFactor is what a pair of syllables of a business function counts for a platform of a neighbouring function: a
	// proposal for document management shall find the platform for archives, last. Single syllables would be too many.
	nearFactor = 0.2
)

// posting says how much one term counts for one platform, its idf included.
type posting struct {
	ordinal uint32
	weight  float32
}

// term is a run of postings, by ordinal.
type term struct {
	from, to uint32
	df       uint32 // platforms that have the term themselves
	idf      float32
}

// postings are the terms of an index compiled for term-at-a-time retrieval. They never change.
type postings struct {
	terms     table
	runs      []term
	flat      []posting
	syllables map[string]forms // by key
}

// folded keeps forms without diacritics apart from forms that never had any.
func folded(hash uint64) uint64 { return hash ^ 0x9e3779b97f4a7c15 }

// counted says for which platforms, by ordinal, the words of one document of bleve's count.
type counted struct {
	own  []uint32 // the platform itself; of a business function, those with its code
	near []uint32 // of a business function, those with a code that the taxonomy names as its neighbour
}

// compiler reads postings out of bleve. Weights are frequencies until finish.
type compiler struct {
	reader  blevebase.IndexReader
	counts  []counted // by bleve's document number
	tf      []float32 // of one term, by ordinal
	touched []uint32  // ordinals with a tf
	later   []posting // frequencies of neighbours, which make no platform one with the term
	doc     blevebase.TermFieldDoc
	folds   table    // numbers the hashes of folded forms, as they came
	byFold  []family // by that number
	out     *postings
}

// family is the terms with one folded form: most have no other than the first.
type family struct {
	fold   uint64
	first  uint32
	others []uint32
}

// forms are the hashes of a syllable with and without diacritics.
type forms struct{ key, fold uint64 }

// compile reads every syllable and pair of the text fields through bleve's index reader, for n platforms. Forms without
// diacritics are made from those with, rather than read: they are the same words.
func compile(reader blevebase.IndexReader, n int, countsOf func(doc string) (counted, error)) (*postings, error) {
	c := &compiler{reader: reader, tf: make([]float32, n), out: &postings{syllables: make(map[string]forms)}}
	if err := c.number(countsOf); err != nil {
		return nil, err
	}
	for _, suffix := range []string{"", suffixPairs} {
		if err := c.analysis(suffix); err != nil {
			return nil, err
		}
	}
	c.fold()
	c.finish()
	return c.out, nil
}

// number maps bleve's document numbers, which differ from build to build, to ordinals.
func (c *compiler) number(countsOf func(doc string) (counted, error)) error {
	ids, err := c.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer ids.Close()
	for {
		internal, err := ids.Next()
		if err != nil || internal == nil {
			return err
		}
		id, err := c.reader.ExternalID(internal)
		if err != nil {
			return err
		}
		for uint64(len(c.counts)) <= internal.Value() {
			c.counts = append(c.counts, counted{})
		}
		if c.counts[internal.Value()], err = countsOf(id); err != nil {
			return err
		}
	}
}

// dictionary walks the terms of one field in order.
type dictionary struct {
	name  string // bleve's name of the field
	field *field
	dict  blevebase.FieldDict
	head  string
	ended bool
	pairs bool
}

func (d *dictionary) next() error {
	entry, err := d.dict.Next()
	if err != nil {
		return err
	}
	if d.ended = entry == nil; !d.ended {
		d.head = entry.Term
	}
	return nil
}

// dictionaries opens the dictionaries of one analysis, each at its first term. The caller closes what is returned, also
// beside an error.
func (c *compiler) dictionaries(suffix string) (dicts []*dictionary, err error) {
	for _, f := range append(textFields[:len(textFields):len(textFields)], termField) {
		dict, err := c.reader.FieldDict(f.name + suffix)
		if err != nil {
			return dicts, fmt.Errorf("read the terms of field %q: %w", f.name+suffix, err)
		}
		d := &dictionary{name: f.name + suffix, field: &f, dict: dict, pairs: suffix == suffixPairs}
		dicts = append(dicts, d)
		if err := d.next(); err != nil {
			return dicts, err
		}
	}
	return dicts, nil
}

// analysis merges the dictionaries of one analysis over all text fields, so that each term is met once.
func (c *compiler) analysis(suffix string) (err error) {
	dicts, err := c.dictionaries(suffix)
	defer func() {
		for _, d := range dicts {
			err = errors.Join(err, d.dict.Close())
		}
	}()
	if err != nil {
		return err
	}
	most := 0
	for _, d := range dicts {
		most = max(most, d.dict.Cardinality()) // a term may stand in each
	}
	c.out.terms.reserve(most)
	c.folds.reserve(most)
	for {
		least := ""
		for _, d := range dicts {
			if !d.ended && (least == "" || d.head < least) {
				least = d.head
			}
		}
		if least == "" {
			return nil
		}
		if err := c.term(least, c.formsOf(least, suffix), dicts); err != nil {
			return err
		}
	}
}

// formsOf returns the identity of a term.
func (c *compiler) formsOf(text, suffix string) forms {
	if suffix != suffixPairs {
		f := forms{viet.Hash(text), viet.Hash(viet.Fold(text))}
		c.out.syllables[text] = f
		return f
	}
	first, second, _ := strings.Cut(text, string(pairMark))
	a, b := c.out.syllables[first], c.out.syllables[second]
	return forms{viet.Pair(a.key, b.key), viet.Pair(a.fold, b.fold)}
}

// term gathers the postings of one term from the dictionaries that stand at it, and moves those on.
func (c *compiler) term(text string, id forms, dicts []*dictionary) error {
	for _, d := range dicts {
		if d.ended || d.head != text {
			continue
		}
		if err := c.frequencies(text, d); err != nil {
			return fmt.Errorf("read term %q of field %q: %w", text, d.name, err)
		}
		if err := d.next(); err != nil {
			return err
		}
	}
	df := len(c.touched)
	for _, p := range c.later {
		c.add(p.ordinal, p.weight)
	}
	c.later = c.later[:0]
	number := c.emit(df)
	c.out.terms.add(id.key, number)
	if n, ok := c.folds.lookup(id.fold); ok {
		c.byFold[n].others = append(c.byFold[n].others, number)
		return nil
	}
	c.folds.add(id.fold, uint32(len(c.byFold)))
	c.byFold = append(c.byFold, family{fold: id.fold, first: number})
	return nil
}

// frequencies adds a term's frequencies in one field.
func (c *compiler) frequencies(text string, d *dictionary) error {
	r, err := c.reader.TermFieldReader(context.Background(), []byte(text), d.name, true, true, false)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		doc, err := r.Next(&c.doc)
		if err != nil || doc == nil {
			return err
		}
		length := 1 / float32(doc.Norm*doc.Norm) // bleve's norm is 1/sqrt(length)
		tf := exact(d.field.candidate * float32(doc.Freq) / (1 - lengthPart + lengthPart*length/d.field.length))
		counts := &c.counts[doc.ID.Value()]
		for _, o := range counts.own {
			c.add(o, tf)
		}
		if d.pairs {
			for _, o := range counts.near {
				c.later = append(c.later, posting{o, exact(tf * nearFactor)})
			}
		}
	}
}

// exact rounds a frequency so that adding up frequencies loses nothing, whatever their order: bleve's order of documents
// is another in every build.
func exact(tf float32) float32 { return max(1, float32(math.Round(float64(tf)*4096))) / 4096 }

func (c *compiler) add(ordinal uint32, tf float32) {
	if c.tf[ordinal] == 0 {
		c.touched = append(c.touched, ordinal)
	}
	c.tf[ordinal] += tf
}

// emit turns the gathered frequencies into a run and returns its number. df is the number of platforms that have the
// term themselves.
func (c *compiler) emit(df int) uint32 {
	slices.Sort(c.touched)
	from := uint32(len(c.out.flat))
	if free := cap(c.out.flat) - len(c.out.flat); free < len(c.touched) {
		c.out.flat = slices.Grow(c.out.flat, max(len(c.touched), len(c.out.flat))) // at least doubled: append grows by a fourth
	}
	for _, o := range c.touched {
		c.out.flat = append(c.out.flat, posting{o, c.tf[o]})
		c.tf[o] = 0
	}
	c.out.runs = append(c.out.runs, term{from: from, to: uint32(len(c.out.flat)), df: uint32(df), idf: idf(df, len(c.tf))})
	c.touched = c.touched[:0]
	return uint32(len(c.out.runs) - 1)
}

// fold adds the forms without diacritics. A form that comes from one term only shares its run.
func (c *compiler) fold() {
	c.out.terms.reserve(len(c.byFold))
	for i := range c.byFold {
		f := &c.byFold[i]
		number := f.first
		if len(f.others) > 0 {
			df := 0
			for _, m := range append(f.others, f.first) { // in any order: see exact
				df += int(c.out.runs[m].df)
				run := c.out.runs[m]
				for _, p := range c.out.flat[run.from:run.to] {
					c.add(p.ordinal, p.weight)
				}
			}
			number = c.emit(min(df, len(c.touched)))
		}
		c.out.terms.add(folded(f.fold), number)
	}
}

// finish turns frequencies into weights.
func (c *compiler) finish() {
	for _, run := range c.out.runs {
		for i := run.from; i < run.to; i++ {
			p := &c.out.flat[i]
			p.weight = run.idf * p.weight / (saturation + p.weight)
		}
	}
	c.out.terms.close()
	c.out.flat, c.out.runs = slices.Clip(c.out.flat), slices.Clip(c.out.runs)
}

// idf is that of BM25, which stays positive: ln(1 + (n-df+.5)/(df+.5)).
func idf(df, n int) float32 {
	return float32(math.Log1p((float64(n-df) + 0.5) / (float64(df) + 0.5)))
}

// table maps the hash of a term to its number: open addressing, linear probing, at most half full.
type table struct {
	slots  []slot
	used   int
	filter []uint64 // bits that hashes of terms set: where most hashes that are no term end the search, near the processor
}

type slot struct {
	hash uint64 // 0 is free
	term uint32
}

// lookup returns the number of a term.
func (t *table) lookup(hash uint64) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := spread(hash) & mask; ; i = (i + 1) & mask {
		switch t.slots[i].hash {
		case hash:
			return t.slots[i].term, hash != 0
		case 0:
			return 0, false
		}
	}
}

// add puts in a term. A hash that is there already keeps its first number: two terms of 64 bits never met in practice.
func (t *table) add(hash uint64, number uint32) {
	t.reserve(1)
	mask := uint64(len(t.slots) - 1)
	i := spread(hash) & mask
	for t.slots[i].hash != 0 {
		if t.slots[i].hash == hash {
			return
		}
		i = (i + 1) & mask
	}
	t.slots[i] = slot{hash, number}
	t.used++
}

// reserve makes room for n more terms.
func (t *table) reserve(n int) {
	if 2*(t.used+n) <= len(t.slots) {
		return
	}
	size := max(1024, 2*len(t.slots))
	for size < 2*(t.used+n) {
		size *= 2
	}
	old := t.slots
	t.slots, t.used = make([]slot, size), 0
	for _, s := range old {
		if s.hash != 0 {
			t.add(s.hash, s.term)
		}
	}
}

// close makes the filter, when all terms are in.
func (t *table) close() {
	t.filter = make([]uint64, max(1, len(t.slots)/16))
	for _, s := range t.slots {
		if s.hash != 0 {
			word, bit := t.bitOf(s.hash)
			t.filter[word] |= bit
		}
	}
}

// bitOf returns where the filter has the bit of a hash: four bits for every slot, of which at most half are used, so that no
// more than one in eight other hashes passes.
func (t *table) bitOf(hash uint64) (word, bit uint64) {
	return hash >> 26 & uint64(len(t.filter)-1), 1 << (hash >> 58)
}

// mayHave tells that a hash may be that of a term; it may be asked of a closed table only.
func (t *table) mayHave(hash uint64) bool {
	word, bit := t.bitOf(hash)
	return t.filter[word]&bit != 0
}

// spread moves entropy to the low bits.
func spread(h uint64) uint64 { return h * 0x9e3779b97f4a7c15 >> 32 }
