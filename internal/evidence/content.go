package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/intake"
)

// content is the parts of a bundle as they were read.
type content struct {
	reg      *corpus.Register
	settings settings
	weights  engine.Weights
	inputs   []Input
	texts    map[string]*document.Text  // by the SHA-256 of the file
	again    map[string]map[string]bool // proposals that the file gives when it is read again, as JSON
	items    []keptItem
	actions  []Action
	quotes   map[[2]int64][]quoted // by item and component
}

// keptItem is a line of the items.
type keptItem struct {
	itemHead
	result engine.Result
	sum    string // SHA-256 of the bytes of the result
	broken error  // why the result could not be read
}

// resultKey stands between the two parts of a line of the items.
const resultKey = `,"result":`

// readItem reads a line of the items. The bytes of the result are not kept: they are many.
func readItem(line []byte) (it keptItem, err error) {
	head, result, ok := bytes.Cut(line, []byte(resultKey))
	result, closed := bytes.CutSuffix(result, []byte("}"))
	if !ok || !closed {
		return it, errors.New("not an item with its result")
	}
	err = json.Unmarshal(append(slices.Clip(head), '}'), &it.itemHead)
	it.sum, it.broken = hashOf(result), json.Unmarshal(result, &it.result)
	return it, err
}

func componentName(item int64, n int) string { return fmt.Sprintf("%d.%d", item, n) }

// contents checks what the parts say, each against the others.
func (v *verifier) contents() {
	c := &content{texts: map[string]*document.Text{}, again: map[string]map[string]bool{}, quotes: map[[2]int64][]quoted{}}
	v.check("register", func() { v.register(c) })
	v.check("items", func() { v.items(c) })
	v.check("inputs", func() { v.inputs(c) })
	v.check("text", func() { v.texts(c) })
	v.check("quotes", func() { v.quotes(c) })
	v.check("records", func() { v.records(c) })
	v.check("derived", func() { v.derived(c) })
	v.check("log", func() { v.log(c) })
	if !v.opt.Recompute {
		v.note("not_recomputed", "", "")
		return
	}
	v.check("recomputed", func() { v.recompute(c) })
}

// parse reads a file of the bundle; what can not be read is a misfit.
func (v *verifier) parse(name string, read func([]byte) error) bool {
	data := v.file(name)
	if data == nil {
		v.misfit(name, "missing")
		return false
	}
	if err := read(data); err != nil {
		v.misfit(name, "form", values("", err.Error()))
		return false
	}
	v.tally.Looked++
	return true
}

// unpackedInto reads compressed JSON Lines into a slice.
func unpackedInto[T any](rows *[]T) func([]byte) error {
	return func(data []byte) error {
		return unpackedLines(data, func(line []byte) error {
			var row T
			err := json.Unmarshal(line, &row)
			*rows = append(*rows, row)
			return err
		})
	}
}

// register puts the register together and checks that it is the one the settings name.
func (v *verifier) register(c *content) {
	if !v.parse(engineFile, func(b []byte) error { return json.Unmarshal(b, &c.settings) }) ||
		!v.parse(weightsFile, func(b []byte) error { return json.Unmarshal(b, &c.weights) }) {
		return
	}
	reg, err := readRegister(v.file)
	if err != nil {
		v.misfit("", "form", values("", err.Error()))
		return
	}
	c.reg = reg
	v.tally.Looked += 12
	s := &c.settings
	for _, h := range []struct{ file, what, want, have string }{
		{functionsFile, "terms_sha256", s.Terms, reg.TermsHash()},
		{platformsFile, "list_sha256", s.ListHash, c.listHash()},
		{engineFile, "configuration", s.Configuration, s.hash()},
		{weightsFile, "parameters", text(s.Parameters), text(c.weights.Parameters())},
	} {
		if h.want != h.have {
			v.misfit(h.file, "provenance", where(h.what), values(h.want, h.have))
		}
	}
}

// listHash is the hash of the list that the run was made against, "" when there was none.
func (c *content) listHash() string {
	if c.settings.List == "" {
		return ""
	}
	return c.reg.ListHash(corpus.ListID(c.settings.List))
}

// items reads the results and checks each against its hash.
func (v *verifier) items(c *content) {
	v.parse(itemsFile, func(data []byte) error {
		return unpackedLines(data, func(line []byte) error {
			it, err := readItem(line)
			c.items = append(c.items, it)
			return err
		})
	})
	for i := range c.items {
		it := &c.items[i]
		v.tally.Looked++
		if it.sum != it.Hash {
			v.misfit(itemsFile, "result", where(fmt.Sprint(it.Item)), values(it.Hash, it.sum))
		}
		if it.broken != nil {
			v.misfit(itemsFile, "form", where(fmt.Sprint(it.Item)), values("", it.broken.Error()))
			continue
		}
		p := &it.result.Provenance
		want := [4]string{c.settings.Terms, c.settings.ListHash, c.settings.AsOf, c.settings.Weights}
		if have := [4]string{p.Terms, p.ListHash, p.AsOf, p.Weights}; want != have {
			v.misfit(itemsFile, "provenance", where(fmt.Sprint(it.Item)), values(text(want), text(have)))
		}
	}
	var found []quoted
	v.parse(quotesFile, unpackedInto(&found))
	for _, q := range found {
		key := [2]int64{q.Item, int64(q.Component)}
		c.quotes[key] = append(c.quotes[key], q)
	}
}

// inputs checks the files as received against what is said of them, and that every result has its file.
func (v *verifier) inputs(c *content) {
	v.parse(inputsFile, into(&c.inputs))
	known := map[string]bool{}
	for i := range c.inputs {
		in := &c.inputs[i]
		known[in.SHA256] = true
		v.tally.Looked++
		if in.File == "" {
			v.note("not_kept", in.Name, in.SHA256)
			continue
		}
		data := v.file(in.File)
		if h := hashOf(data); h != in.SHA256 || int64(len(data)) != in.Size {
			v.misfit(in.File, "input", where(in.Name), values(fmt.Sprint(in.SHA256, " ", in.Size), fmt.Sprint(h, " ", len(data))))
		}
	}
	for i := range c.items {
		if d := &c.items[i].result.Document; d.SHA256 != "" && !known[d.SHA256] {
			v.misfit(inputsFile, "missing", where(fmt.Sprint(c.items[i].Item)), values(d.SHA256, ""))
		}
	}
}

// texts reads the originals again and compares with the text that was kept.
func (v *verifier) texts(c *content) {
	for i := range c.inputs {
		in := &c.inputs[i]
		if in.TextFile == "" || v.ctx.Err() != nil {
			continue
		}
		var kept []byte
		if !v.parse(in.TextFile, func(b []byte) (err error) {
			if kept, err = unpacked(b, heldLimit); err == nil {
				c.texts[in.SHA256], err = readText(kept)
			}
			return err
		}) {
			continue
		}
		if h := hashOf(kept); h != in.TextSHA256 {
			v.misfit(in.TextFile, "input", where(in.Name), values(in.TextSHA256, h))
		}
		v.reread(c, in, kept)
	}
}

// reread reads an original again.
func (v *verifier) reread(c *content, in *Input, kept []byte) {
	limits := v.opt.Limits
	limits.Classified = true // who exported it had leave to
	doc, err := document.Read(v.ctx, in.Name, v.file(in.File), limits)
	if err != nil {
		v.note("not_read", in.File, err.Error())
		return
	}
	again, err := json.Marshal(doc.Text())
	if err != nil || !bytes.Equal(again, kept) {
		if was := c.texts[in.SHA256].Extractor; was != document.Extractor {
			v.note("extractor", in.TextFile, was+", "+document.Extractor)
			return
		}
		v.misfit(in.TextFile, "reread", where(in.Name), at(firstDifference(c.texts[in.SHA256].Text, doc.Text().Text)))
	}
	if c.reg == nil || !v.opt.Recompute {
		return
	}
	proposals, _ := intake.Read(doc, c.reg, intake.Options{Split: in.Split})
	c.again[in.SHA256] = map[string]bool{}
	for i := range proposals {
		c.again[in.SHA256][text(&proposals[i])] = true
	}
}

func firstDifference(a, b string) int64 {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return int64(i)
		}
	}
	return int64(min(len(a), len(b)))
}

// quotes checks that every quotation of a proposal stands in its field and in the extracted text.
func (v *verifier) quotes(c *content) {
	for i := range c.items {
		it := &c.items[i]
		for n := range it.result.Components {
			r := &it.result.Components[n]
			want := quotes(it.Item, n+1, r)
			have := c.quotes[[2]int64{it.Item, int64(n + 1)}]
			place := componentName(it.Item, n+1)
			if len(want) != len(have) {
				v.misfit(quotesFile, "derived", where(place), values(fmt.Sprint(len(want)), fmt.Sprint(len(have))))
				continue
			}
			for k := range want {
				v.tally.Looked++
				v.quote(c, &it.result, &have[k], &want[k])
			}
		}
	}
}

// quote checks one quotation; want is what the facets say of it.
func (v *verifier) quote(c *content, r *engine.Result, q, want *quoted) {
	place := componentName(q.Item, q.Component)
	field := engine.FieldText(&r.Proposal, &r.Components[q.Component-1].Component, q.Field)
	switch {
	case q.Field != want.Field || q.Start != want.Start || q.End != want.End || q.Text != want.Text:
		v.misfit(quotesFile, "derived", where(place), values(want.Text, q.Text))
	case q.Start < 0 || q.Start > q.End || q.End > len(field) || field[q.Start:q.End] != q.Text:
		v.misfit(quotesFile, "quote", where(place+" "+q.Field), at(int64(q.Start)), values(q.Text, ""))
	case c.readable(r.Document.SHA256):
		t := c.texts[r.Document.SHA256]
		if t == nil || q.Input != r.Document.SHA256 || q.Place == nil || q.From < 0 || q.From > q.To || q.To > len(t.Text) ||
			oneLine(t.Text[q.From:q.To]) != oneLine(q.Text) {
			v.misfit(quotesFile, "quote", where(place+" "+q.Field), at(int64(q.From)), values(q.Text, ""))
		}
	}
}

// readable tells whether the bundle holds what was read of a file.
func (c *content) readable(sha string) bool {
	return slices.ContainsFunc(c.inputs, func(in Input) bool { return in.SHA256 == sha && in.TextFile != "" })
}

// records checks that the words quoted of platforms stand in their records.
func (v *verifier) records(c *content) {
	if c.reg == nil {
		return
	}
	for i := range c.items {
		it := &c.items[i]
		for n := range it.result.Components {
			for _, f := range allFindings(&it.result.Components[n]) {
				for _, facet := range f.Facets {
					for _, q := range facet.Platform {
						v.tally.Looked++
						if !c.holds(f.Platform.ID, q) {
							v.misfit(platformsFile, "record", where(componentName(it.Item, n+1)+" "+string(f.Platform.ID)), values(q.Text, ""))
						}
					}
				}
			}
		}
	}
}

// holds tells whether a platform's record has the quoted words at the offsets of the quote.
func (c *content) holds(id corpus.ID, q engine.Quote) bool {
	p, ok := c.reg.Platform(id)
	if !ok {
		return false
	}
	var values []string
	switch q.Field {
	case "name":
		values = append([]string{p.Name}, p.Aliases...)
		for _, e := range c.reg.ListsOf(id) {
			values = append(values, e.Name)
		}
	case "purpose":
		values = []string{p.Purpose}
	case "functions":
		values = p.Functions
	case "data_objects":
		values = p.DataObjects
	case "users":
		values = p.Users
	case "scope":
		values = []string{p.Scope}
	}
	return slices.ContainsFunc(values, func(s string) bool {
		return 0 <= q.Start && q.Start <= q.End && q.End <= len(s) && s[q.Start:q.End] == q.Text
	})
}

// derived checks the files that follow from results and register: typed titles, rule path, timeline, list as of the date.
func (v *verifier) derived(c *content) {
	if c.reg == nil {
		return
	}
	var rules []rulePath
	var events []Event
	var titles []typed
	for i := range c.items {
		titles = append(titles, typedOf(c.items[i].Item, &c.items[i].result)...)
		rules = append(rules, rulePaths(c.items[i].Item, &c.items[i].result)...)
		events = append(events, timeline(c.items[i].Item, &c.items[i].result, c.reg)...)
	}
	v.follows(typedFile, func() ([]byte, error) { return lines(titles) })
	v.follows(rulesFile, func() ([]byte, error) { return lines(rules) })
	v.follows(viewFile, func() ([]byte, error) {
		view, err := c.settings.view(c.reg)
		if err != nil {
			return nil, err
		}
		return lines(seenRows(view))
	})
	head, err := lines(events)
	if err != nil || !bytes.HasPrefix(v.file(timelineFile), head) { // what runs already stands after what follows from the results
		v.misfit(timelineFile, "derived")
	}
	v.parse(timelineFile, into(new([]Event)))
	v.parse(versionsFile, into(new([]ListVersion)))
	v.explained(c)
}

// explained checks that the explanations are those of the decisions, with their documents.
func (v *verifier) explained(c *content) {
	v.parse(actionsFile, into(&c.actions))
	var given []Explanation
	for i := range c.actions {
		var d decision.Decision
		if err := json.Unmarshal(c.actions[i].Body, &d); err != nil {
			v.misfit(actionsFile, "form", where(componentName(c.actions[i].Item, c.actions[i].Component)), values("", err.Error()))
			continue
		}
		if e, ok := explanation(&d); ok {
			given = append(given, e)
		}
	}
	v.follows(explanationsFile, func() ([]byte, error) { return lines(given) })
	for _, e := range given {
		for _, d := range e.Documents {
			v.tally.Looked++
			if h := hashOf(v.file(d.File)); h != d.SHA256 {
				v.misfit(d.File, "input", where(d.Name), values(d.SHA256, h))
			}
		}
	}
}

// follows compares a file with what it must be.
func (v *verifier) follows(name string, make func() ([]byte, error)) {
	v.tally.Looked++
	want, err := make()
	if have := v.file(name); err != nil || !bytes.Equal(want, have) {
		v.misfit(name, "derived", at(firstDifference(string(want), string(have))))
	}
}
