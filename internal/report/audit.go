package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// AuditSchema identifies the JSON form of an audit of a list.
const AuditSchema = "rasoat.list-audit/1"

// ListAudit is what an audit of a list found.
type ListAudit struct {
	Schema    string         `json:"schema"`
	List      ListHead       `json:"list"`
	Serious   int            `json:"serious"`   // findings that say the list, or how it was read, is not right
	Questions int            `json:"questions"` // findings that a person has to answer: neither right nor wrong by themselves
	Gaps      []string       `json:"number_gaps"`
	Findings  []AuditFinding `json:"findings"`
}

// AuditFinding is one thing found.
type AuditFinding struct {
	Code        corpus.FaultCode `json:"code"`
	Serious     bool             `json:"serious"`
	Rows        []RowRef         `json:"rows"`
	Agency      AgencyRef        `json:"agency"`
	Expected    []int            `json:"expected"` // counts announced or reported
	Found       int              `json:"found"`
	Value       string           `json:"value"`
	Probability float64          `json:"probability"` // similar_owners: orders review, never a reason
}

// SimilarPair is two rows by which two agencies announce what looks like the same job.
type SimilarPair struct {
	Row, Other  *corpus.Entry
	Probability float64
}

// NewListAudit views what an audit of a list found, with the pairs that the engine finds alike.
func NewListAudit(reg *corpus.Register, l *corpus.List, similar []SimilarPair) *ListAudit {
	v := &ListAudit{Schema: AuditSchema, List: listHead(reg, l), Gaps: filled(l.NumberGaps()), Findings: []AuditFinding{}}
	faults := reg.Audit(l)
	for i := range faults {
		f := &faults[i]
		out := AuditFinding{Code: f.Code, Serious: f.Serious(), Agency: agencyRef(reg, f.Agency), Expected: filled(f.Expected), Found: f.Found,
			Value: f.Value, Rows: []RowRef{}}
		for _, e := range f.Rows {
			out.Rows = append(out.Rows, *rowRef(e))
		}
		v.Findings = append(v.Findings, out)
	}
	for _, p := range similar {
		v.Findings = append(v.Findings, AuditFinding{Code: corpus.SimilarOwners, Rows: []RowRef{*rowRef(p.Row), *rowRef(p.Other)}, Expected: []int{},
			Found: 2, Probability: rounded(p.Probability)})
	}
	for i := range v.Findings {
		switch f := &v.Findings[i]; {
		case f.Serious:
			v.Serious++
		case f.Code == corpus.SimilarOwners, f.Code == corpus.CountDisputed:
			v.Questions++
		}
	}
	return v
}

func (v *ListAudit) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *ListAudit) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("list.line", v.List.ID, v.List.Document, s.date(string(v.List.Date)))}
	p.Lines = append(p.Lines, s.say("audit.summary", v.List.AnnouncedTotal, v.List.Rows, v.Serious, v.Questions))
	if len(v.Gaps) > 0 {
		p.Lines = append(p.Lines, s.say("audit.gaps", strings.Join(v.Gaps, ", ")))
	}
	for _, code := range corpus.FaultCodes {
		t := pageTable{Title: s.code("audit", string(code)), Columns: []string{s.say("audit.what"), s.say("lists.rows")}}
		for i := range v.Findings {
			if f := &v.Findings[i]; f.Code == code {
				t.Rows = append(t.Rows, []string{f.what(s), rowList(f.Rows)})
			}
		}
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	return p
}

// rowList names rows: at most ten, with their owners.
func rowList(rows []RowRef) string {
	var parts []string
	for i, r := range rows {
		if i == 10 {
			parts = append(parts, fmt.Sprintf("… (%d)", len(rows)))
			break
		}
		parts = append(parts, fmt.Sprintf("%s%s %s (%s)", r.Group, r.No, r.Name, r.Owner))
	}
	return join(parts)
}

// what says what was found, in words.
func (f *AuditFinding) what(s speaker) string {
	switch f.Code {
	case corpus.CountTotal:
		return s.say("audit.counted", f.Expected[0], f.Found)
	case corpus.CountOwner:
		return s.agency(f.Agency) + ": " + s.say("audit.counted", f.Expected[0], f.Found)
	case corpus.CountDisputed:
		var counts []string
		for _, n := range f.Expected {
			counts = append(counts, fmt.Sprint(n))
		}
		return s.agency(f.Agency) + ": " + s.say("audit.disputed", strings.Join(counts, ", "), f.Found)
	case corpus.OwnerNotThen:
		return s.agency(f.Agency) + ": " + s.say("audit.then", orUnknown(s, f.Value))
	case corpus.AgencySilent:
		return s.agency(f.Agency)
	case corpus.SimilarOwners:
		return s.say("audit.alike")
	case corpus.RowsNotAnnounced, corpus.SilenceNotKnown:
		return s.say("audit.rows", f.Found)
	}
	return f.Value
}

func orUnknown(s speaker, value string) string {
	if value == "" {
		return s.say("note.unknown")
	}
	return value
}
