package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ExchangeSchema identifies the JSON Lines form of a list: a first line with its head, then one line per row.
const ExchangeSchema = "rasoat.list-export/1"

// exchangeHead is the first line of an exported list.
type exchangeHead struct {
	Schema string `json:"schema"`
	List   List   `json:"list"`
	Rows   int    `json:"rows"` // how many lines follow, so that a truncated file is seen
}

// exchangeRow is one row with the whole record of its platform.
type exchangeRow struct {
	No           string       `json:"no"`
	Group        string       `json:"group"`
	Name         string       `json:"name"`
	Owner        AgencyCode   `json:"owner"`
	OwnerPrinted string       `json:"owner_printed"`
	Status       string       `json:"status"`
	Source       string       `json:"source"`
	Row          string       `json:"row"`
	Aliases      []string     `json:"aliases"`
	Layer        string       `json:"layer"`
	Function     FunctionCode `json:"function"`
	EarlierList  string       `json:"earlier_list"`
	Note         string       `json:"note"`
	Purpose      string       `json:"purpose"`
	Functions    []string     `json:"functions"`
	Platform     Platform     `json:"platform"`
}

// WriteJSONLines exports a list of the register with the records of its platforms. ReadJSONLines reads it back exactly.
func (r *Register) WriteJSONLines(w io.Writer, l *List) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(exchangeHead{Schema: ExchangeSchema, List: *l, Rows: len(l.Entries)}); err != nil {
		return err
	}
	for i := range l.Entries {
		e := &l.Entries[i]
		p, ok := r.Platform(e.Platform)
		if !ok {
			return fmt.Errorf("platform %q of row %q is not known", string(e.Platform), e.No)
		}
		row := exchangeRow{No: e.No, Group: e.Group, Name: e.Name, Owner: e.Owner, OwnerPrinted: e.OwnerPrinted, Status: e.Status,
			Source: e.Source, Row: e.Row, Aliases: e.Aliases, Layer: e.Layer, Function: e.Function, EarlierList: e.EarlierList,
			Note: e.Note, Purpose: e.Purpose, Functions: e.Functions, Platform: *p}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

// ErrNotExported is returned for text that is not a list exported by WriteJSONLines.
var ErrNotExported = errors.New("not an exported list: the first line has no schema " + ExchangeSchema)

// ReadJSONLines reads an exported list. Every line must be read: the error is Faults with the line of each that is not,
// or ErrNotExported when the text is something else.
func ReadJSONLines(name string, data []byte) (*List, []Row, error) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	var head exchangeHead
	if err := json.Unmarshal(first, &head); err != nil || head.Schema != ExchangeSchema {
		return nil, nil, ErrNotExported
	}
	t, faults := parseJSONL[exchangeRow](name, rest, 2)
	var rows []Row
	for i := range t.rows {
		rows = append(rows, t.rows[i].row(head.List.ID, fmt.Sprintf("%s:%d", name, t.lines[i])))
	}
	if len(faults) == 0 && len(rows) != head.Rows {
		faults = append(faults, &Fault{File: name, Detail: fmt.Sprintf("holds %d rows, its head says %d: the file is not whole", len(rows), head.Rows)})
	}
	return &head.List, rows, faults.err()
}

func (x *exchangeRow) row(list ListID, place string) Row {
	return Row{Place: place, Record: x.Platform, Entry: Entry{List: list, No: x.No, Platform: x.Platform.ID, Name: x.Name, Owner: x.Owner,
		Group: x.Group, Status: x.Status, Source: x.Source, Row: x.Row, Aliases: x.Aliases, Layer: x.Layer, Function: x.Function,
		EarlierList: x.EarlierList, Note: x.Note, OwnerPrinted: x.OwnerPrinted, Purpose: x.Purpose, Functions: x.Functions}}
}
