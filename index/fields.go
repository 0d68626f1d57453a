package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	blevebase "github.com/blevesearch/bleve_index_api"

	"github.com/rasoat/rasoat/corpus"
)

// Fields of a platform in the index. Each text field stands in up to three bleve fields: its own name (syllables), with
// suffixPairs, and with suffixFolded when people search in it.
const (
	FieldName     = "name"     // official name
	FieldAlias    = "alias"    // short names, acronym, English name, names printed in the lists
	FieldPurpose  = "purpose"  // what it is for
	FieldFunction = "function" // each function
	FieldObject   = "object"   // data objects
	FieldUser     = "user"     // who uses it
	fieldTerm     = "term"     // words of a business function of the taxonomy
	fieldOther    = "other"    // other words for what stands in its name and functions: abbreviations, synonyms

	suffixPairs  = "_2"
	suffixFolded = "_f"

	keyOwner = "owner" // code of each agency that ever owned it
	keyList  = "list"  // lists it stands on
	keyCode  = "code"  // function codes
)

// A field says how much a hit in a text field counts for Candidates and for Search.
type field struct {
	name string
	// candidate is the field's share of a term's frequency (BM25F). Calibrated on the labelled proposals of
	// testdata/eval against list any: what names a platform counts most, what describes it follows.
	candidate float32
	// length is the number of syllables at which a field is of ordinary length, about its mean in the register.
	length float32
	// people is the boost in Search, 0 where a hit could not be shown.
	people float64
}

var textFields = []field{
	{name: FieldName, candidate: 3, length: 12, people: 4},
	{name: FieldAlias, candidate: 3, length: 20, people: 3},
	{name: FieldPurpose, candidate: 1, length: 32, people: 1},
	{name: FieldFunction, candidate: 1, length: 32, people: 2},
	{name: FieldObject, candidate: 1, length: 12, people: 2},
	{name: FieldUser, candidate: 0.3, length: 12, people: 0.5},
	{name: fieldOther, candidate: 0.5, length: 12},
}

// termField is the text field of a business function.
var termField = field{name: fieldTerm, candidate: 0.3, length: 30}

// newMapping describes the fields to bleve. The analyzers it names are used at query time only by tools that open the
// index directory by other means: our own queries are made of terms, never of text to be analysed.
func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzerSyllables
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	doc := bleve.NewDocumentStaticMapping()
	for _, f := range append(textFields[:len(textFields):len(textFields)], termField) {
		doc.AddFieldMappingsAt(f.name, textMapping(f.name, analyzerSyllables), textMapping(f.name+suffixPairs, analyzerPairs))
		if f.people > 0 {
			doc.AddFieldMappingsAt(f.name, textMapping(f.name+suffixFolded, analyzerFolded))
		}
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
	mapping *mapping.IndexMappingImpl
	texts   *texts
}

func (d *documenter) platform(p *corpus.Platform) *document.Document {
	doc := document.NewDocument(string(p.ID))
	for i := range textFields {
		f := &textFields[i]
		for n, value := range d.texts.values(p, f.name) {
			d.addText(doc, f, uint64(n), value)
		}
	}
	for _, o := range p.Owners {
		addKey(doc, keyOwner, string(o.Agency))
	}
	for _, l := range d.texts.lists[p.ID] {
		addKey(doc, keyList, string(l))
	}
	for _, c := range p.FunctionCodes {
		addKey(doc, keyCode, string(c))
	}
	return doc
}

func (d *documenter) function(f *corpus.Function) *document.Document {
	doc := document.NewDocument(functionPrefix + string(f.Code))
	for n, value := range functionWords(f) {
		d.addText(doc, &termField, uint64(n), value)
	}
	return doc
}

func (d *documenter) addText(doc *document.Document, f *field, n uint64, value string) {
	add := func(name, analyzer string) {
		doc.AddField(document.NewTextFieldCustom(name, []uint64{n}, []byte(value), blevebase.IndexField, d.mapping.AnalyzerNamed(analyzer)))
	}
	add(f.name, analyzerSyllables)
	add(f.name+suffixPairs, analyzerPairs)
	if f.people > 0 {
		add(f.name+suffixFolded, analyzerFolded)
	}
}

func addKey(doc *document.Document, name, value string) {
	doc.AddField(document.NewTextFieldWithIndexingOptions(name, nil, []byte(value), blevebase.IndexField|blevebase.SkipFreqNorm))
}
