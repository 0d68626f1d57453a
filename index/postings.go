package index

import (
	"context"
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
	saturation = 1.5 // frequency at which half the possible weight is reached
	lengthPart = 0.6 // how much of a frequency depends on the length of its field, 0 to 1
)

// posting says how much one term counts for one platform, its idf included.
type posting struct {
	ordinal uint32
	weight  float32
}

// term is a run of postings, by ordinal.
type term struct {
	from, to uint32
	idf      float32
}

// postings are the terms of an index compiled for term-at-a-time retrieval. They never change.
type postings struct {
	terms table
	runs  []term
	flat  []posting
}

// folded keeps forms without diacritics apart from forms that never had any.
func folded(hash uint64) uint64 { return hash ^ 0x9e3779b97f4a7c15 }

// hashOf returns the identity of a term of the index: of a syllable, a pair, or either without diacritics.
func hashOf(text string) uint64 {
	text, isFolded := strings.CutPrefix(text, string(foldMark))
	first, second, isPair := strings.Cut(text, string(pairMark))
	h := viet.Hash(first)
	if isPair {
		h = viet.Pair(h, viet.Hash(second))
	}
	if isFolded {
		h = folded(h)
	}
	return h
}

// compiler reads postings out of bleve.
type compiler struct {
	reader   blevebase.IndexReader
	ordinals []uint32 // by bleve's document number
	tf       []float32
	touched  []uint32
	doc      blevebase.TermFieldDoc
	out      *postings
	n        int // platforms
}

// compile reads every term of the text fields through bleve's index reader. ordinal tells the place of a platform.
func compile(reader blevebase.IndexReader, n int, ordinal func(id string) (uint32, bool)) (*postings, error) {
	c := &compiler{reader: reader, n: n, tf: make([]float32, n), out: &postings{}}
	if err := c.number(ordinal); err != nil {
		return nil, err
	}
	for _, suffix := range []string{"", suffixPairs, suffixFolded} {
		if err := c.analysis(suffix); err != nil {
			return nil, err
		}
	}
	c.out.flat = slices.Clip(c.out.flat)
	return c.out, nil
}

// number maps bleve's document numbers, which differ from build to build, to ordinals.
func (c *compiler) number(ordinal func(id string) (uint32, bool)) error {
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
		o, ok := ordinal(id)
		if !ok {
			return fmt.Errorf("the index holds platform %q, which is not in the register", id)
		}
		for num := internal.Value(); uint64(len(c.ordinals)) <= num; {
			c.ordinals = append(c.ordinals, 0)
		}
		c.ordinals[internal.Value()] = o
	}
}

// dictionary walks the terms of one field in order.
type dictionary struct {
	name   string // bleve's name of the field
	weight float32
	length float32 // ordinary number of terms
	dict   blevebase.FieldDict
	head   string
	ended  bool
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

// analysis merges the dictionaries of one analysis over all text fields, so that each term is met once.
func (c *compiler) analysis(suffix string) error {
	var dicts []*dictionary
	for i := range textFields {
		f := &textFields[i]
		dict, err := c.reader.FieldDict(f.name + suffix)
		if err != nil {
			return fmt.Errorf("read the terms of field %q: %w", f.name+suffix, err)
		}
		defer dict.Close()
		d := &dictionary{name: f.name + suffix, weight: f.candidate, length: f.length, dict: dict}
		if suffix == suffixFolded {
			d.length *= 2 // this analysis gives single forms and pairs
		}
		if err := d.next(); err != nil {
			return err
		}
		dicts = append(dicts, d)
	}
	for {
		dicts = slices.DeleteFunc(dicts, func(d *dictionary) bool { return d.ended })
		if len(dicts) == 0 {
			return nil
		}
		least := slices.MinFunc(dicts, func(a, b *dictionary) int { return strings.Compare(a.head, b.head) }).head
		if err := c.term(least, dicts); err != nil {
			return err
		}
	}
}

// term gathers the postings of one term from the dictionaries that stand at it, and moves those on.
func (c *compiler) term(text string, dicts []*dictionary) error {
	for _, d := range dicts {
		if d.head != text {
			continue
		}
		if err := c.frequencies(text, d); err != nil {
			return fmt.Errorf("read term %q of field %q: %w", text, d.name, err)
		}
		if err := d.next(); err != nil {
			return err
		}
	}
	slices.Sort(c.touched)
	idf := idf(len(c.touched), c.n)
	from := uint32(len(c.out.flat))
	for _, o := range c.touched {
		c.out.flat = append(c.out.flat, posting{o, idf * c.tf[o] / (saturation + c.tf[o])})
		c.tf[o] = 0
	}
	c.touched = c.touched[:0]
	c.out.terms.add(hashOf(text), uint32(len(c.out.runs)))
	c.out.runs = append(c.out.runs, term{from, uint32(len(c.out.flat)), idf})
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
		o := c.ordinals[doc.ID.Value()]
		if c.tf[o] == 0 {
			c.touched = append(c.touched, o)
		}
		length := 1 / float32(doc.Norm*doc.Norm) // bleve's norm is 1/sqrt(length)
		c.tf[o] += d.weight * float32(doc.Freq) / (1 - lengthPart + lengthPart*length/d.length)
	}
}

// idf is that of BM25, which stays positive: ln(1 + (n-df+.5)/(df+.5)).
func idf(df, n int) float32 {
	return float32(math.Log1p((float64(n-df) + 0.5) / (float64(df) + 0.5)))
}

// table maps the hash of a term to its number: open addressing, linear probing, at most half full.
type table struct {
	slots []slot
	used  int
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
	if 2*(t.used+1) > len(t.slots) {
		t.grow()
	}
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

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, max(1024, 2*len(old)))
	t.used = 0
	for _, s := range old {
		if s.hash != 0 {
			t.add(s.hash, s.term)
		}
	}
}

// spread moves entropy to the low bits.
func spread(h uint64) uint64 { return h * 0x9e3779b97f4a7c15 >> 32 }
