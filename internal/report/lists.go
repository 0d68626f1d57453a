package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/rasoat/rasoat/corpus"
)

// Schemas of what is printed about lists and platforms.
const (
	ListsSchema    = "rasoat.lists/1"
	ListSchema     = "rasoat.list/1"
	StatsSchema    = "rasoat.list-stats/1"
	PlatformSchema = "rasoat.platform/1"
)

// View is something about lists or platforms that can be printed as text or as JSON.
type View interface {
	show(n *note)
}

// WriteView prints a view in the named format: text or json. Anything else is text.
func WriteView(w io.Writer, v View, format string, opt Options) error {
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(v); err != nil {
			return fmt.Errorf("write json: %w", err)
		}
		return nil
	}
	n := newNote(opt)
	v.show(n)
	if _, err := io.WriteString(w, n.out.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

func newNote(opt Options) *note {
	width := opt.Width
	if width == 0 {
		width = 80
	}
	return &note{terminal{width: max(width, 40), color: opt.Color}, speak(opt.Lang)}
}

// ListHead is what is known of a list as a whole.
type ListHead struct {
	ID             corpus.ListID       `json:"id"`
	Document       string              `json:"document"`
	Issuer         corpus.AgencyCode   `json:"issuer"`
	Date           corpus.Date         `json:"date"`
	Kind           corpus.ListKind     `json:"kind"` // announcement, programme
	Completeness   corpus.Completeness `json:"completeness"`
	AnnouncedTotal int                 `json:"announced_total"`
	Rows           int                 `json:"rows"`
	AnnouncedBy    *int                `json:"announced_by"`   // agencies that announced, null when not known
	AgenciesTotal  *int                `json:"agencies_total"` // agencies asked, null when not known
	Note           string              `json:"note"`
	Sources        []string            `json:"sources"`
	Hash           string              `json:"hash"`
}

func listHead(reg *corpus.Register, l *corpus.List) ListHead {
	return ListHead{ID: l.ID, Document: l.Document, Issuer: l.Issuer, Date: l.Date, Kind: l.Kind, Completeness: l.Completeness,
		AnnouncedTotal: l.AnnouncedTotal, Rows: len(l.Entries), AnnouncedBy: l.AnnouncedBy, AgenciesTotal: l.AgenciesTotal,
		Note: l.Note, Sources: filled(l.SourceURLs), Hash: reg.ListHash(l.ID)}
}

// ListIndex is the lists known by a date.
type ListIndex struct {
	Schema  string        `json:"schema"`
	AsOf    corpus.Date   `json:"as_of"`
	Default corpus.ListID `json:"default"` // the list a check made on that date uses, "" when there is none
	Lists   []ListHead    `json:"lists"`   // oldest first
}

// NewListIndex views the lists dated on or before a date.
func NewListIndex(reg *corpus.Register, asOf corpus.Date) *ListIndex {
	v := &ListIndex{Schema: ListsSchema, AsOf: asOf, Lists: []ListHead{}}
	if l, ok := reg.NewestList(asOf); ok {
		v.Default = l.ID
	}
	for i := range reg.Lists {
		if l := &reg.Lists[i]; !asOf.Before(l.Date) {
			v.Lists = append(v.Lists, listHead(reg, l))
		}
	}
	return v
}

// ListRow is one row of a list.
type ListRow struct {
	No       string            `json:"no"`
	Group    string            `json:"group"`
	Platform corpus.ID         `json:"platform"`
	Name     string            `json:"name"`  // as printed in the list
	Owner    corpus.AgencyCode `json:"owner"` // as printed in the list, "" when not read
	OwnerNow corpus.AgencyCode `json:"owner_on_date"`
	State    corpus.State      `json:"state"` // on the date of the view
	Status   string            `json:"status"`
	Source   string            `json:"source"`
}

// ListView is a list with its rows, as of a date.
type ListView struct {
	Schema string      `json:"schema"`
	AsOf   corpus.Date `json:"as_of"`
	List   ListHead    `json:"list"`
	Rows   []ListRow   `json:"rows"`
}

// NewListView views the rows of a list with the owners and states of a date.
func NewListView(v *corpus.View) *ListView {
	out := &ListView{Schema: ListSchema, AsOf: v.Date, List: listHead(v.Register, v.List), Rows: []ListRow{}}
	for _, r := range v.Rows {
		e := r.Entry
		out.Rows = append(out.Rows, ListRow{No: e.No, Group: e.Group, Platform: e.Platform, Name: e.Name, Owner: e.Owner,
			OwnerNow: r.Owner, State: r.State, Status: e.Status, Source: e.Source})
	}
	return out
}

// AgencyRef names an agency.
type AgencyRef struct {
	Code corpus.AgencyCode `json:"code"`
	Name string            `json:"name"`
}

// OwnerCount is how many rows an agency has in a list.
type OwnerCount struct {
	AgencyRef
	Rows      int  `json:"rows"`
	Announced *int `json:"announced"` // null when no count was announced for it
}

// ListStats counts a list per owner.
type ListStats struct {
	Schema            string       `json:"schema"`
	List              ListHead     `json:"list"`
	Owners            []OwnerCount `json:"owners"`              // most first
	NotAnnounced      []AgencyRef  `json:"not_announced"`       // agencies of the list's day without a row
	NotAnnouncedKnown bool         `json:"not_announced_known"` // false when the rows are too few to tell
	Agencies          int          `json:"agencies_on_date"`    // ministries and agencies of the Government on the list's day
}

// NewListStats counts the rows of a list.
func NewListStats(reg *corpus.Register, l *corpus.List) *ListStats {
	v := &ListStats{Schema: StatsSchema, List: listHead(reg, l), Owners: []OwnerCount{}, NotAnnounced: []AgencyRef{}}
	for _, c := range reg.Counts(l) {
		v.Owners = append(v.Owners, OwnerCount{AgencyRef: agencyRef(reg, c.Agency), Rows: c.Rows, Announced: c.Announced})
	}
	silent, known := reg.NotAnnounced(l)
	v.NotAnnouncedKnown = known
	for _, a := range silent {
		v.NotAnnounced = append(v.NotAnnounced, AgencyRef{a.Code, a.Name})
	}
	for i := range reg.Agencies {
		if a := &reg.Agencies[i]; a.Government() && a.Exists(l.Date) {
			v.Agencies++
		}
	}
	return v
}

func agencyRef(reg *corpus.Register, code corpus.AgencyCode) AgencyRef {
	if a, ok := reg.Agency(string(code)); ok && code != "" {
		return AgencyRef{code, a.Name}
	}
	return AgencyRef{Code: code}
}
