package evidence

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// Files of a bundle that are not of its register.
const (
	inputsFile       = "data/01-inputs/inputs.jsonl"
	typedFile        = "data/01-inputs/typed.jsonl"
	versionsFile     = "data/03-list/versions.jsonl"
	engineFile       = "data/04-rules/engine.json"
	itemsFile        = "data/05-facets/items.jsonl.gz"
	quotesFile       = "data/05-facets/quotes.jsonl.gz"
	rulesFile        = "data/06-rule-path/rules.jsonl"
	actionsFile      = "data/07-actions/actions.jsonl"
	explanationsFile = "data/08-explanations/explanations.jsonl"
	timelineFile     = "data/09-timeline/timeline.jsonl"
	logFile          = "data/10-log/log.jsonl"
	sumsFile         = "data/10-log/items.jsonl"
)

// typed is a title that was typed by hand instead of a file.
type typed struct {
	Item        int64  `json:"item"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

// exporter gathers the files of a bundle that are made item by item.
type exporter struct {
	src      *Source
	view     *corpus.View
	locators map[string]*locator // by the SHA-256 of the file
	items    *packing
	quotes   *packing
	rules    []rulePath
	events   []Event
	typed    []typed
	results  []engine.Result // as the annex prints them, without the comparisons below the cut
	exported []int64
	most     int // findings of a component
	below    bool
}

// Export writes a bundle. The same source gives the same bytes, apart from the seal. Nothing that was written is of use
// when the error is not nil.
func Export(w io.Writer, src *Source, seal Seal) error {
	made := settings{AsOf: src.Provenance.AsOf, List: src.Provenance.List}
	view, err := made.view(src.Register)
	if err != nil {
		return err
	}
	x := &exporter{src: src, view: view, locators: map[string]*locator{}}
	if x.items, err = newPacking(); err != nil {
		return err
	}
	if x.quotes, err = newPacking(); err != nil {
		return err
	}
	files, err := x.inputs()
	if err != nil {
		return err
	}
	if err := src.Items(x.item); err != nil {
		return err
	}
	if err := x.rest(files); err != nil {
		return err
	}
	b, err := newBag(w, fmt.Sprintf("rasoat-run-%d", src.Run))
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(mapKeys(files)) {
		if err := b.add(name, files[name]); err != nil {
			return err
		}
	}
	return b.finish(x.info(), seal)
}

func mapKeys(files map[string][]byte) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}
}

// info is what bag-info.txt says.
func (x *exporter) info() []infoLine {
	day, _, _ := strings.Cut(x.src.RecordedAt, "T")
	return []infoLine{
		{"Bag-Software-Agent", "rasoat " + x.src.Program},
		{"Bagging-Date", day}, // of the run: the bytes must not depend on when it is exported
		{"External-Identifier", fmt.Sprintf("rasoat run %d, items %s", x.src.Run, ranges(x.exported))},
		{"Rasoat-Run-State", x.src.State},
		{"External-Description", "evidence of a comparison of proposals with the announced national digital platforms"},
		{"Rasoat-Profile", profile},
	}
}

// ranges writes numbers in short: "1-3, 7".
func ranges(numbers []int64) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := fmt.Sprint(numbers[i])
		if j > i {
			part += fmt.Sprintf("-%d", numbers[j])
		}
		parts, i = append(parts, part), j+1
	}
	return strings.Join(parts, ", ")
}

// inputs gives the files of part 1 and 2, and makes their texts ready.
func (x *exporter) inputs() (map[string][]byte, error) {
	files := map[string][]byte{}
	all := slices.Clone(x.src.Inputs)
	for i := range all {
		in := &all[i]
		in.Unread = orEmpty(in.Unread)
		if in.Content == nil {
			continue
		}
		in.File = folders[partInputs] + in.SHA256 + extension(in.Format)
		files[in.File] = in.Content
		if len(in.Text) == 0 {
			continue
		}
		in.TextFile, in.TextSHA256 = folders[partText]+in.SHA256+".json.gz", hashOf(in.Text)
		var err error
		if files[in.TextFile], err = packed(in.Text); err != nil {
			return nil, err
		}
		text, err := readText(in.Text)
		if err != nil {
			return nil, fmt.Errorf("extracted text of %q: %w", in.Name, err)
		}
		x.locators[in.SHA256] = &locator{input: in.SHA256, page: newPage(text)}
	}
	var err error
	files[inputsFile], err = lines(all)
	return files, err
}

// extension is the ending of a file of a format.
func extension(format string) string {
	if format == "" {
		return ".bin"
	}
	return "." + format
}

func readText(data []byte) (*document.Text, error) {
	var t document.Text
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	if t.Schema != document.TextSchema || !sound(&t) {
		return nil, fmt.Errorf("not a text of schema %q", document.TextSchema)
	}
	return &t, nil
}

// item adds what a bundle holds of an item.
func (x *exporter) item(it *Item) error {
	if hashOf(it.Raw) != it.Hash {
		return fmt.Errorf("item %d of run %d is not what was kept: its hash is another", it.No, x.src.Run)
	}
	head, err := json.Marshal(itemHead{it.No, it.Hash, it.RecordedAt})
	if err != nil {
		return err
	}
	if _, err := x.items.Write(slices.Concat(head[:len(head)-1], []byte(resultKey), it.Raw, []byte("}\n"))); err != nil {
		return err
	}
	r := &it.Result
	x.exported = append(x.exported, it.No)
	x.rules = append(x.rules, rulePaths(it.No, r)...)
	x.events = append(x.events, timeline(it.No, r, x.src.Register)...)
	x.typed = append(x.typed, typedOf(it.No, r)...)
	l := x.locators[r.Document.SHA256]
	for i := range r.Components {
		c := &r.Components[i]
		x.most, x.below = max(x.most, len(c.Findings)), x.below || len(c.Below) > 0
		qs := quotes(it.No, i+1, c)
		if l != nil {
			l.locate(r, &c.Component, qs)
		}
		text, err := lines(qs)
		if err != nil {
			return err
		}
		if _, err := x.quotes.Write(text); err != nil {
			return err
		}
	}
	x.results = append(x.results, printed(*r))
	return nil
}

// printed is what the annex needs of a result: not the comparisons below the cut, which are nine parts in ten of it.
func printed(r engine.Result) engine.Result {
	r.Components = slices.Clone(r.Components)
	for i := range r.Components {
		r.Components[i].Below = nil
	}
	return r
}

// itemHead is what a line of the items says before the result.
type itemHead struct {
	Item       int64  `json:"item"`
	Hash       string `json:"sha256"` // of the bytes of the result
	RecordedAt string `json:"recorded_at"`
}

// rest adds the files that are written when every item is known.
func (x *exporter) rest(files map[string][]byte) error {
	register, err := registerFiles(x.view, x.src.Weights)
	if err != nil {
		return err
	}
	for name, data := range register {
		files[name] = data
	}
	sums := make([]itemSum, len(x.src.Hashes))
	for i, h := range x.src.Hashes {
		sums[i] = itemSum{int64(i + 1), h}
	}
	x.documents(files)
	for _, f := range []struct {
		name  string
		write func() ([]byte, error)
	}{
		{typedFile, func() ([]byte, error) { return lines(x.typed) }},
		{versionsFile, func() ([]byte, error) { return lines(x.src.ListVersions) }},
		{engineFile, func() ([]byte, error) { return pretty(x.settings()) }},
		{itemsFile, x.items.bytes},
		{quotesFile, x.quotes.bytes},
		{rulesFile, func() ([]byte, error) { return lines(x.rules) }},
		{actionsFile, func() ([]byte, error) { return lines(x.src.Actions) }},
		{explanationsFile, func() ([]byte, error) { return lines(x.src.Explanations) }},
		{timelineFile, func() ([]byte, error) { return lines(slices.Concat(x.events, x.src.Deployed)) }},
		{logFile, func() ([]byte, error) { return lines(x.src.Log) }},
		{sumsFile, func() ([]byte, error) { return lines(sums) }},
	} {
		data, err := f.write()
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		files[f.name] = data
	}
	return x.annex(files)
}

// documents adds the documents attached to explanations.
func (x *exporter) documents(files map[string][]byte) {
	for _, e := range x.src.Explanations {
		for _, d := range e.Documents {
			files[d.File] = d.Content
		}
	}
}

func (x *exporter) annex(files map[string][]byte) error {
	for _, f := range x.src.Annex {
		data, err := f.Write(x.results)
		if err != nil {
			return fmt.Errorf("annex %q: %w", f.Name, err)
		}
		files[folders[partAnnex]+f.Name] = data
	}
	return nil
}

func (x *exporter) settings() settings {
	p := &x.src.Provenance
	s := settings{
		Program: x.src.Program, Engine: p.Engine, Rules: p.Rules, Terms: p.Terms, Weights: p.Weights, List: p.List, ListDocument: p.ListDocument,
		ListDate: p.ListDate, ListHash: p.ListHash, Completeness: p.Completeness, AsOf: p.AsOf, AssumeOperating: x.src.AssumeOperating,
		Findings: x.most, Below: x.below, Parameters: p.Parameters,
	}
	s.Configuration = s.hash()
	return s
}

// hash identifies the settings.
func (s settings) hash() string {
	s.Configuration = ""
	return hashOf([]byte(text(s)))
}
