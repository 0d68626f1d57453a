package evidence

import (
	"encoding/json"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Files of the register: what was known when the run was made, all that is needed to judge again.
const (
	listsFile         = "data/03-list/lists.jsonl"
	entriesFile       = "data/03-list/entries.jsonl"
	platformsFile     = "data/03-list/platforms.jsonl"
	agenciesFile      = "data/03-list/agencies.jsonl"
	unitsFile         = "data/03-list/units.json"
	viewFile          = "data/03-list/as-of.jsonl"
	functionsFile     = "data/04-rules/functions.jsonl"
	architectureFile  = "data/04-rules/architecture.jsonl"
	lawFile           = "data/04-rules/law.jsonl"
	signalsFile       = "data/04-rules/signals.jsonl"
	boilerplateFile   = "data/04-rules/boilerplate.jsonl"
	synonymsFile      = "data/04-rules/synonyms.jsonl"
	abbreviationsFile = "data/04-rules/abbreviations.jsonl"
	weightsFile       = "data/04-rules/weights.json"
)

// units are the parts of the register that say what became of bodies and provinces.
type units struct {
	Moves           []corpus.Move          `json:"moves"`
	Successions     []corpus.Succession    `json:"successions"`
	Provinces       []corpus.Province      `json:"provinces"`
	ProvinceAliases []corpus.ProvinceAlias `json:"province_aliases"`
	Workbook        []corpus.WorkbookField `json:"workbook"`
}

// seen is a row of the list as of the date of the check: what the engine saw.
type seen struct {
	No       string            `json:"no"`
	Group    string            `json:"group"`
	Platform corpus.ID         `json:"platform"`
	Name     string            `json:"name"`
	Owner    corpus.AgencyCode `json:"owner"`
	State    corpus.State      `json:"state"`
	Source   string            `json:"state_source"` // document that says so, "" for an unknown state
	From     corpus.Date       `json:"state_from"`
}

// registerFiles writes the register of a view, by file.
func registerFiles(view *corpus.View, w engine.Weights) (map[string][]byte, error) {
	r, out := view.Register, map[string][]byte{}
	var entries []corpus.Entry
	for i := range r.Lists {
		entries = append(entries, r.Lists[i].Entries...)
	}
	for _, f := range []struct {
		name  string
		write func() ([]byte, error)
	}{
		{listsFile, func() ([]byte, error) { return lines(r.Lists) }},
		{entriesFile, func() ([]byte, error) { return lines(entries) }},
		{platformsFile, func() ([]byte, error) { return lines(r.Platforms) }},
		{agenciesFile, func() ([]byte, error) { return lines(r.Agencies) }},
		{unitsFile, func() ([]byte, error) {
			return pretty(units{r.Moves, r.Successions, r.Provinces, r.ProvinceAliases, r.Workbook})
		}},
		{viewFile, func() ([]byte, error) { return lines(seenRows(view)) }},
		{functionsFile, func() ([]byte, error) { return lines(r.Functions) }},
		{architectureFile, func() ([]byte, error) { return lines(r.Architecture) }},
		{lawFile, func() ([]byte, error) { return lines(r.Law) }},
		{signalsFile, func() ([]byte, error) { return lines(r.Signals) }},
		{boilerplateFile, func() ([]byte, error) { return lines(r.Boilerplate) }},
		{synonymsFile, func() ([]byte, error) { return lines(r.Synonyms) }},
		{abbreviationsFile, func() ([]byte, error) { return lines(r.Abbreviations) }},
		{weightsFile, func() ([]byte, error) { return pretty(w) }},
	} {
		text, err := f.write()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		out[f.name] = text
	}
	return out, nil
}

// seenRows are the rows of a view.
func seenRows(view *corpus.View) []seen {
	rows := make([]seen, 0, len(view.Rows))
	for i := range view.Rows {
		l := &view.Rows[i]
		s := seen{Platform: l.Platform.ID, Name: l.Platform.Name, Owner: l.Owner, State: l.State}
		if l.Entry != nil {
			s.No, s.Group, s.Name = l.Entry.No, l.Entry.Group, l.Entry.Name
		}
		if f, ok := l.Platform.FactOn(corpus.FactState, view.Date); ok {
			s.Source, s.From = f.Source, f.From
		}
		rows = append(rows, s)
	}
	return rows
}

// readRegister puts the register of a bundle together again. The error names the file.
func readRegister(file func(name string) []byte) (*corpus.Register, error) {
	var r corpus.Register
	var u units
	var entries []corpus.Entry
	for _, f := range []struct {
		name string
		read func([]byte) error
	}{
		{listsFile, into(&r.Lists)}, {entriesFile, into(&entries)}, {platformsFile, into(&r.Platforms)},
		{agenciesFile, into(&r.Agencies)}, {unitsFile, func(b []byte) error { return json.Unmarshal(b, &u) }},
		{functionsFile, into(&r.Functions)}, {architectureFile, into(&r.Architecture)}, {lawFile, into(&r.Law)},
		{signalsFile, into(&r.Signals)}, {boilerplateFile, into(&r.Boilerplate)}, {synonymsFile, into(&r.Synonyms)},
		{abbreviationsFile, into(&r.Abbreviations)},
	} {
		if err := f.read(file(f.name)); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	r.Moves, r.Successions, r.Provinces, r.ProvinceAliases, r.Workbook = u.Moves, u.Successions, u.Provinces, u.ProvinceAliases, u.Workbook
	for i := range r.Lists {
		for _, e := range entries {
			if e.List == r.Lists[i].ID {
				r.Lists[i].Entries = append(r.Lists[i].Entries, e)
			}
		}
	}
	return corpus.Assemble(r)
}

// into reads JSON Lines into a slice.
func into[T any](rows *[]T) func([]byte) error {
	return func(data []byte) (err error) {
		*rows, err = readLines[T](data)
		return err
	}
}
