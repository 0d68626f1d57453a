package deployed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/viet"
)

// System is one system that a locality runs or has run, as a report of it says. A field that the report does not give is
// empty: nothing is made up.
type System struct {
	Code     string `json:"code,omitempty"` // the reporting body's own code (mã đối tượng): "KT-12"
	Name     string `json:"name"`
	Agency   string `json:"agency,omitempty"`   // cơ quan chủ quản, as written
	Province string `json:"province,omitempty"` // unit as written: the former name is kept
	Operator string `json:"operator,omitempty"` // đơn vị vận hành
	Kind     string `json:"kind,omitempty"`     // as that of a platform: "database", "information_system" ...

	Decision   string       `json:"decision,omitempty"`   // number of the document that decided the investment
	Decided    corpus.Date  `json:"decided,omitempty"`    // ngày quyết định đầu tư
	Contracted corpus.Date  `json:"contracted,omitempty"` // ngày ký hợp đồng
	Accepted   corpus.Date  `json:"accepted,omitempty"`   // ngày nghiệm thu
	Operating  corpus.Date  `json:"operating,omitempty"`  // ngày đưa vào sử dụng
	Ended      corpus.Date  `json:"ended,omitempty"`      // ngày dừng sử dụng
	State      corpus.State `json:"state,omitempty"`      // as reported, without a day of its own

	Form        engine.Action `json:"form,omitempty"`  // build, buy, lease ...
	Money       *int64        `json:"money,omitempty"` // đồng
	Funds       string        `json:"funds,omitempty"` // nguồn vốn
	Purpose     string        `json:"purpose,omitempty"`
	Functions   []string      `json:"functions,omitempty"`
	DataObjects []string      `json:"data_objects,omitempty"`
	Users       []string      `json:"users,omitempty"`
	Scope       string        `json:"scope,omitempty"`
	URL         string        `json:"url,omitempty"`
	Source      string        `json:"source,omitempty"` // document that says so (nguồn, minh chứng)
	Note        string        `json:"note,omitempty"`
	Unread      []string      `json:"unread,omitempty"` // cells that hold something that was not understood: "Ngày quyết định: quý 3"

	Place string `json:"-"` // where in the file it was read
}

// Record is a system as the database holds it.
type Record struct {
	ID         int64 // from 1, in the order systems were first registered
	Version    int   // from 1: how often what is known of it has changed
	System     System
	File       string // it was read from
	RecordedAt string // RFC 3339
	RecordedBy string
}

// Key identifies a system across imports: its province and agency as written, and the agency's own code, or the name
// where it has none. Codes are stable over time and names are not, so a row with a known code is a new version of it.
func (s *System) Key() string {
	own := s.Code
	if own == "" {
		own = s.Name
	}
	return strings.Join([]string{squeeze(s.Province), squeeze(s.Agency), squeeze(own)}, "|")
}

func squeeze(s string) string { return strings.Join(strings.Fields(viet.Key(s)), " ") }

// Encode gives the canonical JSON of a system and its SHA-256: two reports that say the same have the same hash,
// wherever in a file they stand.
func (s *System) Encode() (text []byte, hash string, err error) {
	if text, err = json.Marshal(s); err != nil {
		return nil, "", fmt.Errorf("system %q: %w", s.Name, err)
	}
	sum := sha256.Sum256(text)
	return text, hex.EncodeToString(sum[:]), nil
}

// Proposal is the system as it was once proposed, so that it is judged as any proposal: of the day it was decided, "" when
// that is not known.
func (s *System) Proposal() engine.Proposal {
	c := engine.Component{Name: s.Name, Description: s.Purpose, Functions: s.Functions, Users: s.Users, Action: s.Form, Money: s.Money, Owner: s.Agency, Location: s.Place}
	if c.Action == "" {
		c.Action = engine.Build // what runs was built, bought or leased
	}
	return engine.Proposal{Title: s.Name, Agency: s.Agency, Province: s.Province, Date: string(s.Decided), TotalMoney: s.Money,
		Objective: s.Purpose, Users: s.Users, Scope: s.Scope, Components: []engine.Component{c}, Place: s.Place}
}

// RunningOn tells whether the system was in use on a day: known is false when its dates and its state do not tell.
func (s *System) RunningOn(day corpus.Date) (running, known bool) {
	switch {
	case s.Ended != "" && notAfter(s.Ended, day), s.Ended == "" && s.State == corpus.StateEnded:
		return false, true
	case s.Operating != "" && notAfter(s.Operating, day):
		return true, true
	case s.Operating != "" && day.Before(s.Operating):
		return false, true
	case s.State == corpus.StateOperating:
		return true, true
	case s.State != "" && s.State != corpus.StateUnknown:
		return false, true
	}
	return false, false
}

// notAfter tells that all of a date that may be shortened lies on or before a day.
func notAfter(d, day corpus.Date) bool { return !day.Before(d.Last()) && d != "" }
