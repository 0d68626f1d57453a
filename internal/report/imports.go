package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// ImportSchema identifies the JSON form of an import.
const ImportSchema = "rasoat.list-import/1"

// ListImport is what an import reads and decides, before or after it is written.
type ListImport struct {
	Schema    string         `json:"schema"`
	File      string         `json:"file"`
	SHA256    string         `json:"sha256"`
	List      ImportHead     `json:"list"`
	Columns   []ImportColumn `json:"columns"`
	Faults    []string       `json:"faults"`  // rows that cannot be read: nothing is written while there is one
	Remarks   []string       `json:"remarks"` // read but not understood
	Relations []RelationSum  `json:"relations"`
	Undecided int            `json:"undecided"`
	Rows      []ImportRow    `json:"rows"`
	Written   *ImportOutcome `json:"written"` // null when nothing was to be written

	Whole bool `json:"-"` // text shows every row, not only those to be decided
}

// ImportHead is the head of the list that is imported.
type ImportHead struct {
	ID       corpus.ListID     `json:"id"`
	Document string            `json:"document"`
	Issuer   corpus.AgencyCode `json:"issuer"`
	Date     corpus.Date       `json:"date"`
	Total    int               `json:"announced_total"`
}

// ImportColumn says what a column was taken for.
type ImportColumn struct {
	Header string `json:"header"`
	Field  string `json:"field"` // "" when it is not read
	Place  string `json:"place"`
}

// RelationSum counts the rows of a relation.
type RelationSum struct {
	Relation corpus.Relation `json:"relation"`
	Rows     int             `json:"rows"`
}

// ImportRow is one row with its decision.
type ImportRow struct {
	Place       string            `json:"place"`
	No          string            `json:"no"`
	Group       string            `json:"group"`
	Name        string            `json:"name"`
	Owner       corpus.AgencyCode `json:"owner"`
	Relation    corpus.Relation   `json:"relation"`
	Platform    corpus.ID         `json:"platform"` // "" for one that gets its id when it is written
	Known       string            `json:"known_as"` // name of that platform on record
	From        []corpus.ID       `json:"from"`
	Certain     bool              `json:"certain"`
	Why         string            `json:"why"`
	Probability float64           `json:"probability"`
	Candidates  []corpus.ID       `json:"candidates"`
}

// ImportOutcome says what was written.
type ImportOutcome struct {
	Version int  `json:"version"`
	Changed bool `json:"changed"` // false when all of it was on record already
	Added   int  `json:"platforms_added"`
	Revised int  `json:"platforms_revised"`
}

// NewImportRows views rows with their decisions.
func NewImportRows(reg *corpus.Register, rows []corpus.Row, decisions []corpus.Decision) []ImportRow {
	out := make([]ImportRow, 0, len(rows))
	for i := range rows {
		e, d := &rows[i].Entry, &decisions[i]
		r := ImportRow{Place: rows[i].Place, No: e.No, Group: e.Group, Name: e.Name, Owner: ownerCode(e), Relation: d.Relation, Platform: d.Platform,
			From: filled(d.From), Certain: d.Certain || d.Why == corpus.WhyPerson, Why: d.Why, Probability: rounded(d.Probability), Candidates: filled(d.Candidates)}
		if p, ok := reg.Platform(d.Platform); ok {
			r.Known = p.Name
		}
		out = append(out, r)
	}
	return out
}

// Count fills in the sums over the rows.
func (v *ListImport) Count() {
	v.Schema, v.Relations, v.Undecided = ImportSchema, []RelationSum{}, 0
	v.Columns, v.Faults, v.Remarks, v.Rows = filled(v.Columns), filled(v.Faults), filled(v.Remarks), filled(v.Rows)
	sums := map[corpus.Relation]int{}
	for i := range v.Rows {
		sums[v.Rows[i].Relation]++
		if !v.Rows[i].Certain {
			v.Undecided++
		}
	}
	for _, r := range corpus.Relations {
		if sums[r] > 0 {
			v.Relations = append(v.Relations, RelationSum{r, sums[r]})
		}
	}
}

func (v *ListImport) show(n *note) {
	n.heading(0, n.say("import.title", v.File))
	n.field(0, n.say("lists.id"), fmt.Sprintf("%s (%s, %s, %s)", v.List.ID, n.speaker.document(v.List.Document), n.date(string(v.List.Date)), v.List.Issuer))
	n.field(0, n.say("lists.rows"), fmt.Sprint(len(v.Rows)))
	var sums []string
	for _, r := range v.Relations {
		sums = append(sums, fmt.Sprintf("%s %d", n.code("relation", string(r.Relation)), r.Rows))
	}
	n.field(0, n.say("import.relations"), strings.Join(sums, ", "))
	n.importColumns(v)
	n.importPoints("import.faults", v.Faults)
	n.importPoints("import.remarks", v.Remarks)
	n.importRows(v)
	n.blank()
	switch w := v.Written; {
	case w == nil:
		n.paragraph(0, n.say("import.nothing"))
	case !w.Changed:
		n.paragraph(0, n.say("import.unchanged", v.List.ID, w.Version))
	default:
		n.paragraph(0, n.say("import.done", v.List.ID, w.Version, w.Added, w.Revised))
	}
}

func (n *note) importPoints(key string, points []string) {
	if len(points) == 0 {
		return
	}
	n.blank()
	n.heading(0, n.say(key, len(points)))
	for _, p := range points {
		n.item(0, "-", p)
	}
}

// importColumns says how the columns were understood, when the rows are shown.
func (n *note) importColumns(v *ListImport) {
	if !v.Whole || len(v.Columns) == 0 {
		return
	}
	n.blank()
	n.heading(0, n.say("import.columns"))
	for _, c := range v.Columns {
		field := c.Field
		if field == "" {
			field = n.say("import.unread")
		}
		n.item(0, "-", fmt.Sprintf("%q → %s", c.Header, field))
	}
}

// importRows shows every row, or those that a person should decide.
func (n *note) importRows(v *ListImport) {
	if v.Whole {
		n.blank()
		n.heading(0, n.say("import.rows"))
	} else if v.Undecided > 0 {
		n.blank()
		n.heading(0, n.say("import.undecided", v.Undecided))
	}
	for i := range v.Rows {
		r := &v.Rows[i]
		if r.Certain && !v.Whole {
			continue
		}
		n.item(0, "-", fmt.Sprintf("%s%s %s (%s)", r.Group, r.No, r.Name, r.Owner))
		n.item(2, "→", r.answer(n.speaker))
	}
}

// answer says what the row is taken for and why.
func (r *ImportRow) answer(s speaker) string {
	text := s.code("relation", string(r.Relation))
	if r.Platform != "" {
		text += ": " + string(r.Platform)
	}
	if r.Known != "" {
		text += " (" + r.Known + ")"
	}
	if len(r.From) > 0 {
		text += " ← " + strings.Join(stringsOf(r.From), ", ")
	}
	text += "; " + s.code("why", r.Why)
	if !r.Certain {
		text += "; " + s.say("import.ask")
	}
	return text
}

func stringsOf[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
