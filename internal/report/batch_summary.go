package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// reviewKept is how many findings are kept with their evidence, however long the run; reviewShown how many of them a
// summary names.
const (
	reviewKept  = 500
	reviewShown = 20
)

// tally counts components and sums their money.
type tally struct {
	Components, Overlapping int
	Money, Overlap          int64
}

func (t *tally) count(c *Component) {
	t.Components++
	t.Money += amount(c.Money)
	if overlaps(c.Grade) {
		t.Overlapping++
		t.Overlap += amount(c.Money)
	}
}

// named is a tally under a name.
type named struct {
	Name string
	tally
}

// cross is a cell of the table of functions by provinces.
type cross struct{ function, province string }

// batchSummary is what a run is summed up by. Its size depends on the register and on the number of files, not on the
// number of proposals.
type batchSummary struct {
	Proposals, Files, Unread, Aside int
	total                           tally
	verdicts                        map[engine.Verdict]*tally
	files, provinces, functions     map[string]*tally
	platforms                       map[corpus.ID]*named
	crosses                         map[cross]*tally
	review                          []reviewed
	setting                         *Provenance
	names                           map[string]FunctionRef // of functions met, by code
	lastFile                        string
}

func newBatchSummary() batchSummary {
	return batchSummary{verdicts: map[engine.Verdict]*tally{}, files: map[string]*tally{}, provinces: map[string]*tally{},
		functions: map[string]*tally{}, platforms: map[corpus.ID]*named{}, crosses: map[cross]*tally{}, names: map[string]FunctionRef{}}
}

// entry returns the value of a key, made when there is none yet.
func entry[K comparable, V any](m map[K]*V, key K) *V {
	v := m[key]
	if v == nil {
		v = new(V)
		m[key] = v
	}
	return v
}

func (b *batchSummary) provenance(r *Result) {
	if b.setting == nil {
		p := r.Provenance
		b.setting = &p
	}
	if r.File != b.lastFile || b.Files == 0 {
		b.Files++
		b.lastFile = r.File
	}
}

func (b *batchSummary) add(r *Result) {
	b.Proposals++
	for i := range r.Components {
		c := &r.Components[i]
		b.total.count(c)
		entry(b.verdicts, c.Verdict).count(c)
		entry(b.files, r.File).count(c)
		entry(b.provinces, r.Proposal.Province).count(c)
		ref := functionOf(c)
		function := ref.Code
		b.names[function] = ref
		entry(b.functions, function).count(c)
		entry(b.crosses, cross{function, r.Proposal.Province}).count(c)
		if len(c.Findings) > 0 && overlaps(c.Grade) {
			p := entry(b.platforms, c.Findings[0].Platform.ID)
			p.Name = c.Findings[0].Platform.Name
			p.count(c)
		}
		b.consider(reviewed{r, i, b.total.Components})
	}
}

// consider keeps a finding for review among the first.
func (b *batchSummary) consider(v reviewed) {
	if c := v.component(); len(c.Findings) == 0 || !overlaps(c.Grade) && !overlaps(c.Verdict) {
		return
	}
	b.review = append(b.review, v)
	if len(b.review) >= 2*reviewKept {
		b.order()
	}
}

// order puts the findings for review in order and drops those that come after the first.
func (b *batchSummary) order() {
	slices.SortFunc(b.review, compareReviewed)
	if len(b.review) > reviewKept {
		clear(b.review[reviewKept:])
		b.review = b.review[:reviewKept]
	}
}

func (b *batchSummary) notRead(u *BatchUnread) {
	if u.Aside {
		b.Aside++
	} else {
		b.Unread++
	}
}

// functionOf is the business function by which a component was compared, empty when none was recognised.
func functionOf(c *Component) FunctionRef {
	for i := range c.Findings {
		for j := range c.Findings[i].Facets {
			f := &c.Findings[i].Facets[j]
			if f.Name == engine.FacetFunction && len(f.Functions) > 0 && f.Degree != engine.Different {
				return f.Functions[0]
			}
		}
	}
	return FunctionRef{}
}

// ranked lists tallies, those with most overlap first.
func ranked(m map[string]*tally) []named {
	out := make([]named, 0, len(m))
	for name, t := range m {
		out = append(out, named{name, *t})
	}
	slices.SortFunc(out, func(a, b named) int {
		return cmp.Or(b.Overlapping-a.Overlapping, cmp.Compare(b.Overlap, a.Overlap), b.Components-a.Components, cmp.Compare(a.Name, b.Name))
	})
	return out
}

// rankedPlatforms lists platforms, those with most look-alikes first.
func (b *batchSummary) rankedPlatforms() []named {
	ids := make([]corpus.ID, 0, len(b.platforms))
	for id := range b.platforms {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y corpus.ID) int {
		p, q := b.platforms[x], b.platforms[y]
		return cmp.Or(q.Overlapping-p.Overlapping, cmp.Compare(q.Overlap, p.Overlap), cmp.Compare(x, y))
	})
	out := make([]named, len(ids))
	for i, id := range ids {
		out[i] = *b.platforms[id]
	}
	return out
}

// summaryPage is the summary as lines and tables, from which every form prints it.
func (s speaker) summaryPage(sum *batchSummary, end *BatchEnd) tablesPage {
	p := tablesPage{Lang: string(s.lang), Style: pageStyle, Title: s.say("batch.title"), Lines: s.settingLines(sum)}
	if end.Stopped != "" {
		p.Warn = append(p.Warn, s.say("batch.stopped", end.Stopped))
	}
	if sum.setting != nil && sum.setting.rebuilt() {
		p.Warn = append(p.Warn, s.completeness(sum.setting))
	}
	p.Lines = append(p.Lines, s.say("batch.counts", sum.Proposals, sum.total.Components, sum.Files, s.money(sum.total.Money)),
		s.say("batch.overlap", sum.total.Overlapping, s.money(sum.total.Overlap)))
	if sum.Unread+sum.Aside > 0 {
		p.Lines = append(p.Lines, s.say("batch.unread", sum.Unread, sum.Aside))
	}
	if end.Clustered {
		p.Lines = append(p.Lines, s.say("batch.clusters", len(end.Clusters)))
	}
	p.Tables = []pageTable{s.verdictTable(sum), s.tallyTable("batch.by_platform", sum.rankedPlatforms(), nil),
		s.tallyTable("batch.by_province", ranked(sum.provinces), nil), s.tallyTable("batch.by_function", ranked(sum.functions), s.functionLabel(sum))}
	if len(sum.review) > 0 {
		p.Tables = append(p.Tables, s.reviewTable(sum.review[:min(len(sum.review), reviewShown)]))
	}
	return p
}

// settingLines say what was compared with what, and that the conclusion is left to the person.
func (s speaker) settingLines(sum *batchSummary) []string {
	if sum.setting == nil {
		return []string{s.say("batch.nothing")}
	}
	out := []string{s.say("label.list") + ": " + s.listLine(sum.setting), s.say("label.asof") + ": " + s.date(sum.setting.AsOf)}
	if sum.setting.AssumeOperating {
		out = append(out, s.say("label.assume")+": "+s.say("list.assume"))
	}
	return append(out, s.say("note.no_tick"))
}

func (s speaker) tallyColumns(first string) []string {
	return []string{first, s.say("batch.components"), s.say("label.money"), s.say("batch.covered"), s.say("batch.covered_money")}
}

func (s speaker) tallyRow(name string, t *tally) []string {
	return []string{name, fmt.Sprint(t.Components), s.money(t.Money), fmt.Sprint(t.Overlapping), s.money(t.Overlap)}
}

func (s speaker) verdictTable(sum *batchSummary) pageTable {
	t := pageTable{Title: s.say("batch.by_verdict"), Columns: s.tallyColumns(s.say("label.result"))}
	for _, v := range Verdicts {
		if n := sum.verdicts[v]; n != nil {
			t.Rows = append(t.Rows, s.tallyRow(s.verdict(v), n))
		}
	}
	return t
}

// tallyTable prints tallies under their names, or under the labels of their names.
func (s speaker) tallyTable(title string, rows []named, label func(string) string) pageTable {
	t := pageTable{Title: s.say(title), Columns: s.tallyColumns(s.say("label.title"))}
	for _, r := range rows {
		name := r.Name
		if label != nil {
			name = label(name)
		}
		if name == "" {
			name = s.say("note.not_stated")
		}
		t.Rows = append(t.Rows, s.tallyRow(name, &r.tally))
	}
	return t
}

// functionLabel names functions by code and name.
func (s speaker) functionLabel(sum *batchSummary) func(string) string {
	return func(code string) string {
		if code == "" {
			return s.say("batch.no_function")
		}
		return code + " " + s.functionName(sum.names[code])
	}
}

func (s speaker) reviewTable(rows []reviewed) pageTable {
	t := pageTable{Title: s.say("batch.review"), Columns: []string{s.say("label.component"), s.say("label.result"), s.say("label.platform"),
		s.say("label.money"), s.say("label.province"), s.say("label.where")}}
	for i := range rows {
		c, r := rows[i].component(), rows[i].Result
		t.Rows = append(t.Rows, []string{c.Name, s.gradedVerdict(c), c.Findings[0].Platform.Name, s.tableMoney(c.Money), r.Proposal.Province, r.File + ", " + c.Location})
	}
	return t
}

// gradedVerdict is the verdict, and what it would be were the platform operating.
func (s speaker) gradedVerdict(c *Component) string {
	if cond := s.conditional(c); cond != "" {
		return s.verdict(c.Verdict) + ". " + cond
	}
	return s.verdict(c.Verdict)
}
