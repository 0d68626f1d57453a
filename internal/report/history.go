package report

import (
	"fmt"

	"github.com/rasoat/rasoat/corpus"
)

// Schemas of histories.
const (
	HistorySchema  = "rasoat.platform-history/1"
	VersionsSchema = "rasoat.list-versions/1"
)

// PlatformHistory is every dated fact on record of a platform.
type PlatformHistory struct {
	Schema string        `json:"schema"`
	ID     corpus.ID     `json:"id"`
	Name   string        `json:"name"`
	Facts  []corpus.Fact `json:"facts"` // by kind, then by the day they begin
}

// NewPlatformHistory views the facts of a platform.
func NewPlatformHistory(p *corpus.Platform) *PlatformHistory {
	return &PlatformHistory{Schema: HistorySchema, ID: p.ID, Name: p.Name, Facts: filled(p.History())}
}

func (h *PlatformHistory) show(n *note) {
	n.heading(0, h.Name)
	n.field(0, n.say("card.id"), string(h.ID))
	n.blank()
	if len(h.Facts) == 0 {
		n.paragraph(0, n.say("history.none"))
	}
	for _, f := range h.Facts {
		value := f.Value
		if f.Kind == corpus.FactState {
			value = n.code("state", value)
		}
		n.item(0, "-", n.say("history.fact", n.date(string(f.From)), n.code("fact", string(f.Kind)), value))
		n.field(2, n.say("card.source"), f.Source)
		if f.RecordedBy != "" {
			n.field(2, n.say("history.recorded"), n.say("history.by", f.RecordedAt, f.RecordedBy))
		}
	}
}

// ListVersions is the versions of a list that a database holds.
type ListVersions struct {
	Schema   string        `json:"schema"`
	ID       corpus.ListID `json:"id"`
	Versions []ListVersion `json:"versions"` // oldest first; the last is in use
}

// ListVersion is one of them.
type ListVersion struct {
	Number     int    `json:"number"`
	Origin     string `json:"origin"` // embedded, import
	Rows       int    `json:"rows"`
	Hash       string `json:"hash"`
	Source     string `json:"source"`
	SHA256     string `json:"sha256"` // of the file it was read from
	RecordedAt string `json:"recorded_at"`
	RecordedBy string `json:"recorded_by"`
}

func (v *ListVersions) show(n *note) {
	n.heading(0, string(v.ID))
	for _, x := range v.Versions {
		n.item(0, fmt.Sprintf("%d.", x.Number), n.say("history.version", x.Rows, n.code("history", x.Origin), x.RecordedAt, x.RecordedBy))
		n.field(2, n.say("card.source"), x.Source)
		n.unbroken(2, x.SHA256)
	}
}
