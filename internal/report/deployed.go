package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/deployed"
)

// Schemas of what is printed about deployed systems.
const (
	DeployedImportSchema = "rasoat.deployed-import/1"
	DeployedListSchema   = "rasoat.deployed/1"
)

// DeployedImport is what a report of deployed systems held and what it changed.
type DeployedImport struct {
	Schema  string           `json:"schema"`
	File    string           `json:"file"`
	SHA256  string           `json:"sha256"`
	Columns []ImportColumn   `json:"columns"`
	Faults  []string         `json:"faults"`  // rows that were not taken in
	Remarks []string         `json:"remarks"` // read in part, or left aside
	Systems []DeployedSystem `json:"systems"`
	Written *DeployedChange  `json:"written"` // null for a dry run
}

// DeployedChange says what a report changed.
type DeployedChange struct {
	Added   int `json:"added"`
	Revised int `json:"revised"`
	Same    int `json:"same"`
}

// DeployedSystem is a system with its place.
type DeployedSystem struct {
	ID         int64  `json:"id"` // 0 before it is on record
	Version    int    `json:"version"`
	File       string `json:"file"`
	Place      string `json:"place"`
	RecordedAt string `json:"recorded_at"`
	RecordedBy string `json:"recorded_by"`
	deployed.System
}

// NewDeployedSystems views systems as they were read.
func NewDeployedSystems(systems []deployed.System) []DeployedSystem {
	out := make([]DeployedSystem, 0, len(systems))
	for _, s := range systems {
		out = append(out, DeployedSystem{Place: s.Place, System: s})
	}
	return out
}

func (v *DeployedImport) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *DeployedImport) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("deployed.import", v.File)}
	if w := v.Written; w != nil {
		p.Lines = append(p.Lines, s.say("deployed.written", len(v.Systems), w.Added, w.Revised, w.Same))
	} else {
		p.Lines = append(p.Lines, s.say("deployed.read", len(v.Systems)), s.say("import.nothing"))
	}
	columns := pageTable{Title: s.say("import.columns"), Columns: []string{s.say("deployed.column"), s.say("deployed.field")}}
	for _, c := range v.Columns {
		field := s.say("import.unread")
		if c.Field != "" {
			field = c.Field
		}
		columns.Rows = append(columns.Rows, []string{c.Header, field})
	}
	if len(columns.Rows) > 0 {
		p.Tables = append(p.Tables, columns)
	}
	if len(v.Faults) > 0 {
		p.Tables = append(p.Tables, linesTable(s.say("import.faults", len(v.Faults)), v.Faults))
	}
	if len(v.Remarks) > 0 {
		p.Tables = append(p.Tables, linesTable(s.say("import.remarks", len(v.Remarks)), v.Remarks))
	}
	if v.Written == nil && len(v.Systems) > 0 {
		p.Tables = append(p.Tables, s.systemsTable(v.Systems))
	}
	return p
}

// linesTable is a table of one column.
func linesTable(title string, lines []string) pageTable {
	t := pageTable{Title: title, Columns: []string{title}}
	for _, l := range lines {
		t.Rows = append(t.Rows, []string{l})
	}
	return t
}

// DeployedList is the systems on record.
type DeployedList struct {
	Schema  string           `json:"schema"`
	Systems []DeployedSystem `json:"systems"`
}

// NewDeployedList views the systems on record.
func NewDeployedList(records []deployed.Record) *DeployedList {
	v := &DeployedList{Schema: DeployedListSchema, Systems: []DeployedSystem{}}
	for i := range records {
		r := &records[i]
		v.Systems = append(v.Systems, DeployedSystem{ID: r.ID, Version: r.Version, File: r.File, Place: r.System.Place,
			RecordedAt: r.RecordedAt, RecordedBy: r.RecordedBy, System: r.System})
	}
	return v
}

func (v *DeployedList) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *DeployedList) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("deployed.title"), Lines: []string{s.say("deployed.count", len(v.Systems))}}
	if len(v.Systems) > 0 {
		p.Tables = append(p.Tables, s.systemsTable(v.Systems))
	}
	return p
}

func (s speaker) systemsTable(systems []DeployedSystem) pageTable {
	t := pageTable{Title: s.say("deployed.systems"), Columns: []string{s.say("label.no"), s.say("deployed.system"), s.say("label.agency"), s.say("label.province"),
		s.say("deployed.timeline"), s.say("label.money"), s.say("label.state"), s.say("deployed.source")}}
	for i := range systems {
		x := &systems[i]
		no := fmt.Sprint(i + 1)
		if x.ID > 0 {
			no = fmt.Sprint(x.ID)
		}
		t.Rows = append(t.Rows, []string{no, x.Name, x.Agency, x.Province, s.systemDates(&x.System), s.optionalMoney(x.Money), s.systemState(x.State),
			strings.Join(filledOf(x.Source, x.File, s.located(x.Place)), "; ")})
	}
	return t
}

// systemDates writes the days of a system; the day of the decision stands even when it is not known.
func (s speaker) systemDates(x *deployed.System) string {
	var parts []string
	for _, d := range []struct {
		key string
		day corpus.Date
	}{{"decided", x.Decided}, {"contracted", x.Contracted}, {"accepted", x.Accepted}, {"operating", x.Operating}, {"ended", x.Ended}} {
		if d.day != "" || d.key == "decided" {
			parts = append(parts, s.code("event", d.key)+": "+s.dateOrUnknown(d.day))
		}
	}
	return strings.Join(parts, "; ")
}

func (s speaker) dateOrUnknown(d corpus.Date) string {
	if d == "" {
		return s.say("deployed.unknown")
	}
	return s.date(string(d))
}

func (s speaker) systemState(state corpus.State) string {
	if state == "" {
		state = corpus.StateUnknown
	}
	return s.code("state", string(state))
}

// filledOf returns the values that are not empty.
func filledOf(values ...string) []string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}
