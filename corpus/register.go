package corpus

import (
	"cmp"
	"slices"
)

// Register is everything that is known: platforms, dated lists, agencies, provinces, taxonomy, glossary and law.
// It is made by Embedded, Load or Assemble and is read-only once made. Platforms, functions, architecture and law are
// sorted by identifier, lists by date and then identifier, all else stands in the order of its file.
type Register struct {
	Platforms       []Platform
	Lists           []List
	Agencies        []Agency // in order of precedence: ministries, bodies of equal rank, agencies of the Government, others
	Moves           []Move
	Successions     []Succession
	Provinces       []Province
	ProvinceAliases []ProvinceAlias
	Functions       []Function
	Architecture    []ArchComponent
	Law             []LegalBasis
	Signals         []Signal
	Boilerplate     []Boilerplate
	Synonyms        []Synonyms
	Abbreviations   []Abbreviation
	Workbook        []WorkbookField

	names *names
}

// AnyList names the whole register, listed or not, where a list id is asked for.
const AnyList ListID = "any"

// View is the register as of a date, seen through one list: what a check may use.
type View struct {
	Register *Register
	Date     Date
	List     *List    // nil for AnyList; may be dated after Date when it was asked for by name
	Rows     []Listed // platforms of the list (or all), in list order (register order for AnyList)
}

// Listed is a platform as of a date and, unless the view is of the whole register, its row in the list.
type Listed struct {
	Platform *Platform
	Entry    *Entry     // nil for AnyList
	Owner    AgencyCode // owner on the date, "" when not known
	State    State      // state on the date
}

// Platform returns the platform with the id.
func (r *Register) Platform(id ID) (*Platform, bool) {
	i, ok := slices.BinarySearchFunc(r.Platforms, id, func(p Platform, id ID) int { return cmp.Compare(p.ID, id) })
	if !ok {
		return nil, false
	}
	return &r.Platforms[i], true
}

// Function returns the business function with the code.
func (r *Register) Function(code FunctionCode) (*Function, bool) {
	i, ok := slices.BinarySearchFunc(r.Functions, code, func(f Function, c FunctionCode) int { return cmp.Compare(f.Code, c) })
	if !ok {
		return nil, false
	}
	return &r.Functions[i], true
}

// List returns the list with the id.
func (r *Register) List(id ListID) (*List, bool) {
	for i := range r.Lists {
		if r.Lists[i].ID == id {
			return &r.Lists[i], true
		}
	}
	return nil, false
}

// ListIDs returns the ids of all lists, oldest first.
func (r *Register) ListIDs() []ListID {
	ids := make([]ListID, len(r.Lists))
	for i := range r.Lists {
		ids[i] = r.Lists[i].ID
	}
	return ids
}

// NewestList returns the newest list announced by the date, that day included. A programme is no announcement and is
// never returned: by it nothing was announced.
func (r *Register) NewestList(date Date) (*List, bool) {
	for i := len(r.Lists) - 1; i >= 0; i-- {
		if l := &r.Lists[i]; l.Kind != Programme && !date.Before(l.Date) {
			return l, true
		}
	}
	return nil, false
}

// ListsOf returns the rows in which a platform stands, oldest list first.
func (r *Register) ListsOf(id ID) []*Entry {
	var rows []*Entry
	for i := range r.Lists {
		for j := range r.Lists[i].Entries {
			if e := &r.Lists[i].Entries[j]; e.Platform == id {
				rows = append(rows, e)
			}
		}
	}
	return rows
}

// LawAsOf returns the legal rows in effect on a date. A row whose first day in force is not known counts from the day
// it was issued. A draft is never in effect.
func (r *Register) LawAsOf(date Date) []LegalBasis {
	var in []LegalBasis
	for _, b := range r.Law {
		if from := cmp.Or(b.From, b.Issued); b.Verified != "draft" && from != "" && date.In(from, b.To) {
			in = append(in, b)
		}
	}
	return in
}

// Citable reports whether the row may be printed as law, with its article and date: its text was read in full.
func (b LegalBasis) Citable() bool {
	return b.Verified == "full_text" || b.Verified == "full_text_ocr"
}
