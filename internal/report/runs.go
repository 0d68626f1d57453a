package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Schemas of what is said of a database.
const (
	RunsSchema   = "rasoat.runs/1"
	HealthSchema = "rasoat.store-health/1"
)

// Runs is the runs on record.
type Runs struct {
	Schema string `json:"schema"`
	Runs   []Run  `json:"runs"` // oldest first
}

// Run is one of them.
type Run struct {
	ID         int64    `json:"run"`
	Command    string   `json:"command"` // check, batch, recheck
	State      string   `json:"state"`   // open, done, stopped
	List       string   `json:"list"`
	AsOf       string   `json:"as_of"`
	Inputs     []string `json:"inputs"`
	Items      int      `json:"items"`
	RecordedAt string   `json:"recorded_at"`
	RecordedBy string   `json:"recorded_by"`
}

func (v *Runs) show(n *note) { p := v.page(n.speaker); p.show(n) }

func (v *Runs) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("runs.title"), Lines: []string{s.say("runs.count", len(v.Runs))}}
	t := pageTable{Title: s.say("runs.each"), Columns: []string{s.say("runs.no"), s.say("runs.command"), s.say("runs.state"), s.say("runs.list"),
		s.say("runs.as_of"), s.say("runs.items"), s.say("runs.inputs"), s.say("runs.at"), s.say("runs.by")}}
	for _, r := range v.Runs {
		t.Rows = append(t.Rows, []string{fmt.Sprint(r.ID), r.Command, s.code("run", r.State), r.List, s.date(r.AsOf), fmt.Sprint(r.Items),
			shownInputs(r.Inputs), r.RecordedAt, r.RecordedBy})
	}
	if len(t.Rows) > 0 {
		p.Tables = []pageTable{t}
	}
	return p
}

// shownInputs names the first files of a run.
func shownInputs(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s (+%d)", strings.Join(names[:most], ", "), len(names)-most)
}

// Health is what was found of a database.
type Health struct {
	Schema  string        `json:"schema"`
	File    string        `json:"file"`
	Sound   bool          `json:"sound"`
	Records int64         `json:"log_records"`
	Hash    string        `json:"log_hash"` // of the last record
	Faults  []HealthFault `json:"faults"`
}

// HealthFault is one finding.
type HealthFault struct {
	Kind string `json:"kind"` // pages, reference, log, content, loss, leftover, unfinished
	What string `json:"what"`
}

func (h *Health) show(n *note) {
	n.heading(0, n.say("health.title", h.File))
	if h.Sound {
		n.paragraph(0, n.say("health.sound", h.Records))
	} else {
		n.hanging(0, "! ", n.say("health.unsound"), yellow)
	}
	if h.Records > 0 {
		n.field(0, n.say("health.hash"), h.Hash)
	}
	for _, f := range h.Faults {
		n.item(0, "-", n.code("health", f.Kind)+": "+f.What)
	}
}

// LogEntry is a record of the log of a database.
type LogEntry struct {
	Seq  int64           `json:"seq"`
	At   string          `json:"at"`
	By   string          `json:"by"`
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"`
	Rows json.RawMessage `json:"rows"`
	Prev string          `json:"prev"`
	Hash string          `json:"hash"`
}

// WriteLogEntry prints a record: as a line of JSON, or as text on two lines, its hash on the second.
func WriteLogEntry(w io.Writer, e *LogEntry, format string, opt Options) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(e)
	}
	s := speak(opt.Lang)
	_, err := fmt.Fprintf(w, "%d. %s  %s: %s %s\n   %s\n", e.Seq, e.At, printable(e.By), s.code("log", e.Kind), plainBody(e.Body), e.Hash)
	return err
}

// plainBody is the body of a record without the signs of JSON around it.
func plainBody(body json.RawMessage) string {
	text := strings.TrimSuffix(strings.TrimPrefix(string(body), "{"), "}")
	return printable(text)
}
