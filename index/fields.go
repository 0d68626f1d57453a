package index

import (
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/rasoat/rasoat/corpus"
)

// Fields of a platform in the index. Each text field stands in two bleve fields: its own name (syllables), and with
// suffixPairs.
const (
	FieldName     = "name"     // official name
	FieldAlias    = "alias"    // short names, acronym, English name, names printed in the lists
	FieldPurpose  = "purpose"  // what it is for
	FieldFunction = "function" // each function
	FieldObject   = "object"   // data objects
	FieldUser     = "user"     // who uses it
	fieldTerm     = "term"     // words of a business function of the taxonomy
	fieldOther    = "other"    // other words for what stands in its name and functions: abbreviations, synonyms

	suffixPairs = "_2"

	keyOwner = "owner" // code of each agency that ever owned it
	keyList  = "list"  // lists it stands on
	keyCode  = "code"  // function codes
)

// A field says how much a hit in a text field counts.
type field struct {
	name string
	// candidate is the field's share of a term's frequency (BM25F). Calibrated on the labelled proposals of
	// testdata/eval against list any: what names a platform counts most, what describes it follows.
	candidate float32
	// length is the number of syllables at which a field is of ordinary length, about its mean in the register.
	length float32
	// people says whether Search looks here: not where a hit could not be shown.
	people bool
}

var textFields = []field{
	{name: FieldName, candidate: 3, length: 12, people: true},
	{name: FieldAlias, candidate: 3, length: 20, people: true},
	{name: FieldPurpose, candidate: 1, length: 32, people: true},
	{name: FieldFunction, candidate: 1, length: 32, people: true},
	{name: FieldObject, candidate: 1, length: 12, people: true},
	{name: FieldUser, candidate: 0.3, length: 12, people: true},
	{name: fieldOther, candidate: 0.5, length: 12},
}

// termField is the text field of a business function.
var termField = field{name: fieldTerm, candidate: 0.5, length: 30}

// newMapping describes the fields to bleve, for whoever opens the directory by other means. Our own queries are made of
// terms, never of text that bleve would analyse, and our documents bring their terms with them (words).
func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzerSyllables
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range append(textFields[:len(textFields):len(textFields)], termField) {
		doc.AddFieldMappingsAt(f.name, textMapping(f.name, analyzerSyllables), textMapping(f.name+suffixPairs, analyzerPairs))
	}
	for _, name := range []string{keyOwner, keyList, keyCode} {
		doc.AddFieldMappingsAt(name, textMapping(name, keyword.Name))
	}
	m.DefaultMapping = doc
	return m
}

func textMapping(name, analyzer string) *mapping.FieldMapping {
	return &mapping.FieldMapping{Name: name, Type: "text", Analyzer: analyzer, Index: true}
}

// functionPrefix begins the ID of a document that holds a business function of the taxonomy, not a platform. It cannot
// begin the ID of a platform.
const functionPrefix = "function:"

// A documenter turns platforms and business functions into bleve documents. The words of a function stand in a document
// of their own, once, and count for every platform with its code when postings are compiled.
type documenter struct {
	texts   *texts
	scratch sync.Pool // of *wordScratch
}

func (d *documenter) platform(p *corpus.Platform) *document.Document {
	doc := document.NewDocument(string(p.ID))
	for i := range textFields {
		d.addText(doc, &textFields[i], d.texts.values(p, textFields[i].name))
	}
	owners := make([]string, len(p.Owners))
	for i, o := range p.Owners {
		owners[i] = string(o.Agency)
	}
	d.addKeys(doc, keyOwner, owners)
	d.addKeys(doc, keyList, stringsOf(d.texts.lists[p.ID]))
	d.addKeys(doc, keyCode, stringsOf(p.FunctionCodes))
	return doc
}

func (d *documenter) function(f *corpus.Function) *document.Document {
	doc := document.NewDocument(functionPrefix + string(f.Code))
	d.addText(doc, &termField, functionWords(f))
	return doc
}

func (d *documenter) addText(doc *document.Document, f *field, values []string) {
	if len(values) == 0 {
		return
	}
	pairs := &words{name: f.name + suffixPairs}
	doc.AddField(&words{name: f.name, values: values, pairs: pairs, scratch: &d.scratch})
	doc.AddField(pairs)
}

// addKeys adds a field of which each value is a term.
func (d *documenter) addKeys(doc *document.Document, name string, values []string) {
	if len(values) > 0 {
		doc.AddField(&words{name: name, values: values, scratch: &d.scratch})
	}
}
