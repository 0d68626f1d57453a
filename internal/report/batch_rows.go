package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// batchColumns are the columns of the table of components, with how a cell is filled. The text of the dictionary says
// what a column holds.
var batchColumns = []struct {
	key   string // text of the header; the dictionary's is dict.KEY
	width float64
	cell  func(s speaker, r *Result, c *Component) string
}{
	{"label.component", 48, func(_ speaker, _ *Result, c *Component) string { return c.Name }},
	{"label.result", 26, func(s speaker, _ *Result, c *Component) string { return s.verdict(c.Verdict) }},
	{"label.on_facts", 26, func(s speaker, _ *Result, c *Component) string { return s.verdict(c.Grade) }},
	{"label.money", 18, func(_ speaker, _ *Result, c *Component) string { return plainMoney(c.Money) }},
	{"label.action", 16, func(s speaker, _ *Result, c *Component) string { return s.code("action", string(c.Action)) }},
	{"label.platform", 40, func(_ speaker, _ *Result, c *Component) string {
		return ofFinding(c, func(f *Finding) string { return f.Platform.Name })
	}},
	{"label.owner", 28, func(s speaker, _ *Result, c *Component) string {
		return ofFinding(c, func(f *Finding) string { return s.owner(&f.Platform) })
	}},
	{"label.row", 10, func(_ speaker, _ *Result, c *Component) string {
		return ofFinding(c, func(f *Finding) string { return f.Entry })
	}},
	{"batch.reason", 72, func(s speaker, r *Result, c *Component) string { return s.reason(r, c) }},
	{"section.remedy", 72, func(s speaker, _ *Result, c *Component) string {
		return ofFinding(c, func(f *Finding) string { return strings.Join(s.remedies(f), " ") })
	}},
	{"label.project", 40, func(_ speaker, r *Result, _ *Component) string { return r.Proposal.Title }},
	{"label.agency", 28, func(_ speaker, r *Result, c *Component) string {
		if c.Owner != "" {
			return c.Owner
		}
		return r.Proposal.Agency
	}},
	{"label.province", 16, func(_ speaker, r *Result, _ *Component) string { return r.Proposal.Province }},
	{"label.date", 12, func(_ speaker, r *Result, _ *Component) string { return r.Proposal.Date }},
	{"label.group", 24, func(_ speaker, r *Result, _ *Component) string { return r.Proposal.Group }},
	{"batch.phase", 14, func(_ speaker, _ *Result, c *Component) string { return c.State }},
	{"label.file", 28, func(_ speaker, r *Result, _ *Component) string { return r.File }},
	{"label.where", 28, func(s speaker, _ *Result, c *Component) string { return s.located(c.Location) }},
	{"decision.kind", 24, func(s speaker, _ *Result, c *Component) string {
		return ofDecision(c, func(d *Decision) string { return s.code("decided", string(d.Decision)) })
	}},
	{"decision.state", 32, func(s speaker, _ *Result, c *Component) string { return ofDecision(c, s.decisionState) }},
	{"decision.reason", 40, func(s speaker, _ *Result, c *Component) string { return ofDecision(c, s.decisionWhy) }},
	{"decision.by", 24, func(_ speaker, _ *Result, c *Component) string {
		return ofDecision(c, func(d *Decision) string { return d.By })
	}},
	{"decision.on", 14, func(_ speaker, _ *Result, c *Component) string { return ofDecision(c, (*Decision).recorded) }},
	{"decision.until", 14, func(_ speaker, _ *Result, c *Component) string {
		return ofDecision(c, func(d *Decision) string { return d.Until })
	}},
}

// moneyColumn is the column of batchColumns that holds an amount.
const moneyColumn = 3

func plainMoney(vnd *int64) string {
	if vnd == nil {
		return ""
	}
	return fmt.Sprint(*vnd)
}

// ofFinding reads something of the finding a component's verdict rests on, "" where it rests on none.
func ofFinding(c *Component, read func(*Finding) string) string {
	if !weighs(c) {
		return ""
	}
	return read(&c.Findings[0])
}

// reason says in a few words why a component has its verdict: the outcome, or what agrees, what does not and what is
// not known, with the words of both sides where they agree.
func (s speaker) reason(r *Result, c *Component) string {
	if line := s.outcome(r, c); line != "" {
		return line
	}
	if !weighs(c) {
		return strings.Join(s.missing(c), "; ")
	}
	f := &c.Findings[0]
	var parts []string
	for _, section := range degreeSections {
		var names []string
		for _, facet := range facetsOf(f, section.degrees) {
			name := s.facetName(facet.Name)
			if agrees(facet.Degree) && len(facet.Proposal) > 0 && len(facet.Platform) > 0 {
				name += " (" + s.plainQuotes(facet.Proposal[:1]) + " – " + s.plainQuotes(facet.Platform[:1]) + ")"
			}
			names = append(names, name)
		}
		if len(names) > 0 {
			parts = append(parts, s.code("section", section.key)+": "+strings.Join(names, ", "))
		}
	}
	if cond := s.conditional(c); cond != "" {
		parts = append(parts, strings.TrimSuffix(cond, "."))
	}
	if missing := s.missing(c); len(missing) > 0 {
		parts = append(parts, s.say("section.missing")+": "+strings.Join(missing, ", "))
	}
	return strings.Join(parts, ". ") + "."
}

// batchRow fills the cells of a component.
func (s speaker) batchRow(r *Result, c *Component, cells []string) []string {
	cells = cells[:0]
	for i := range batchColumns {
		cells = append(cells, batchColumns[i].cell(s, r, c))
	}
	return cells
}

func (s speaker) batchHeader() []string {
	out := make([]string, len(batchColumns))
	for i := range batchColumns {
		out[i] = s.say(batchColumns[i].key)
	}
	return s.inDong(out)
}

// inDong says in the headers of columns of plain amounts what they are counted in.
func (s speaker) inDong(columns []string) []string {
	out := slices.Clone(columns)
	for i, c := range out {
		if c == s.say("label.money") || c == s.say("batch.covered_money") {
			out[i] = s.say("batch.in_dong", c)
		}
	}
	return out
}

// batchTable writes one row per component as CSV. Parts that were not read and clusters are no rows of it.
type batchTable struct {
	speaker
	out   *csv.Writer
	cells []string
}

func newBatchTable(w io.Writer, s speaker) (*batchTable, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // without it spreadsheets misread Vietnamese
		return nil, fmt.Errorf("write csv: %w", err)
	}
	t := &batchTable{speaker: s, out: csv.NewWriter(w)}
	return t, t.out.Write(s.batchHeader())
}

func (t *batchTable) result(r *Result) error {
	for i := range r.Components {
		t.cells = t.batchRow(r, &r.Components[i], t.cells)
		for j := range t.cells {
			t.cells[j] = guarded(printable(t.cells[j]))
		}
		if err := t.out.Write(t.cells); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	return nil
}

func (t *batchTable) unread(*BatchUnread) error { return nil }

func (t *batchTable) finish(*batchSummary, *BatchEnd) error {
	t.out.Flush()
	return t.out.Error()
}

// batchLines writes JSON Lines: records of type result, unread and cluster, and one of type summary at the end.
type batchLines struct{ out *json.Encoder }

func newBatchLines(w io.Writer) *batchLines {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return &batchLines{out}
}

func (l *batchLines) result(r *Result) error {
	return l.out.Encode(struct {
		Type   string `json:"type"`
		Schema string `json:"schema"`
		*Result
	}{"result", Schema, r})
}

func (l *batchLines) unread(u *BatchUnread) error {
	return l.out.Encode(struct {
		Type string `json:"type"`
		*BatchUnread
	}{"unread", u})
}

func (l *batchLines) finish(sum *batchSummary, end *BatchEnd) error {
	for i := range end.Clusters {
		line := struct {
			Type string `json:"type"`
			*Cluster
		}{"cluster", &end.Clusters[i]}
		if err := l.out.Encode(line); err != nil {
			return err
		}
	}
	counts := map[engine.Verdict]int{}
	for v, t := range sum.verdicts {
		counts[v] = t.Components
	}
	last := map[string]any{
		"type": "summary", "proposals": sum.Proposals, "components": sum.total.Components, "files": sum.Files, "money_vnd": sum.total.Money,
		"covered": sum.total.Overlapping, "covered_vnd": sum.total.Overlap, "verdicts": counts, "unread": sum.Unread, "aside": sum.Aside,
		"clusters": len(end.Clusters), "clustered": end.Clustered, "complete": end.Stopped == nil, "stopped": end.Stopped.String(),
	}
	maps.Copy(last, sum.decided.decidedCount())
	return l.out.Encode(last)
}
