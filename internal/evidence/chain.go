package evidence

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Record is a record of the append-only log of the database that held the run. One that does not concern the run is
// withheld: only its number and hashes stand here, so that no gap is left in the chain and no other run is told of.
type Record struct {
	Seq      int64           `json:"seq"`
	At       string          `json:"at,omitempty"`
	By       string          `json:"by,omitempty"`
	Kind     string          `json:"kind,omitempty"`
	Body     json.RawMessage `json:"body,omitempty"`
	Rows     json.RawMessage `json:"rows,omitempty"`
	Withheld bool            `json:"withheld,omitempty"`
	Prev     string          `json:"prev"`
	Hash     string          `json:"hash"`
}

// Sum is the hash that a record must have: SHA-256 over prev, seq, at, by, kind, body and rows with a line feed between.
func (r *Record) Sum() string {
	return hashOf([]byte(strings.Join([]string{r.Prev, fmt.Sprint(r.Seq), r.At, r.By, r.Kind, string(r.Body), string(r.Rows)}, "\n")))
}

// withhold leaves of a record what the chain needs.
func (r *Record) withhold() Record {
	return Record{Seq: r.Seq, Withheld: true, Prev: r.Prev, Hash: r.Hash}
}

// concerns is what a record may say of a run.
type concerns struct {
	Run  int64           `json:"run"`
	From int64           `json:"from"` // numbers of the items it adds
	To   int64           `json:"to"`
	Sums json.RawMessage `json:"sha256"` // of files: a list; of items: the hash of their hashes, each followed by a line feed
}

// about reads what a record says of a run; the zero value when it says nothing.
func (r *Record) about() concerns {
	var c concerns
	if json.Unmarshal(r.Body, &c) != nil {
		return concerns{}
	}
	return c
}

// extract cuts from the log what concerns a run, and the records by which earlier runs received files: from the first of
// them to the last, others between withheld.
func extract(run int64, received []string, log []Record) []Record {
	concerned := func(r *Record) bool {
		if r.Withheld {
			return false
		}
		about := r.about()
		if about.Run == run {
			return true
		}
		return r.Kind == "inputs" && slices.ContainsFunc(about.files(), func(h string) bool { return slices.Contains(received, h) })
	}
	first := slices.IndexFunc(log, func(r Record) bool { return concerned(&r) })
	if first < 0 {
		return nil
	}
	var out []Record
	last := 0
	for i := first; i < len(log); i++ {
		if concerned(&log[i]) {
			out, last = append(out, log[i]), len(out)+1
		} else {
			out = append(out, log[i].withhold())
		}
	}
	return out[:last]
}

// files are the hashes of the files that a record covers.
func (c *concerns) files() []string {
	var hashes []string
	if json.Unmarshal(c.Sums, &hashes) != nil {
		return nil
	}
	return hashes
}

// itemSum is the hash of an item of the run; those of items that are not in the bundle stand here too, because the log
// covers them together.
type itemSum struct {
	Item int64  `json:"item"`
	Hash string `json:"sha256"`
}

// sumOf is what the log holds of items: the hash over their hashes.
func sumOf(sums []itemSum) string {
	var b strings.Builder
	for _, s := range sums {
		b.WriteString(s.Hash + "\n")
	}
	return hashOf([]byte(b.String()))
}
