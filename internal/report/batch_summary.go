package report

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
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

// add adds another tally.
func (t *tally) add(o *tally) {
	t.Components += o.Components
	t.Overlapping += o.Overlapping
	t.Money += o.Money
	t.Overlap += o.Overlap
}

// stated is a sum of money over some components, nil when there are such and none states any.
func stated(sum int64, components int) *int64 {
	if sum == 0 && components > 0 {
		return nil
	}
	return &sum
}

// named is a tally under a name.
type named struct {
	Name  string
	Owner string // of a platform; "" when not known
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
	files, provinces, functions     map[string]*tally // provinces are units of the date of the check
	platforms                       map[corpus.ID]*named
	unpriced, undated               int // components that state no money, and those of proposals without a date
	crosses                         map[cross]*tally
	built                           map[cross]*tally // of crosses, what localities would build or run of their own
	review                          foremost         // findings to be looked at
	decided                         rulings
	setting                         *Provenance
	names                           map[string]FunctionRef // of functions met, by code
	lastFile                        string
	register                        *corpus.Register // may be nil
}

func newBatchSummary(reg *corpus.Register) batchSummary {
	return batchSummary{verdicts: map[engine.Verdict]*tally{}, files: map[string]*tally{}, provinces: map[string]*tally{},
		functions: map[string]*tally{}, platforms: map[corpus.ID]*named{}, crosses: map[cross]*tally{}, built: map[cross]*tally{},
		names: map[string]FunctionRef{}, decided: rulings{kinds: map[decision.Kind]*tally{}}, register: reg}
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
	province := b.unit(r)
	for i := range r.Components {
		c := &r.Components[i]
		b.total.count(c)
		entry(b.verdicts, c.Verdict).count(c)
		entry(b.files, r.File).count(c)
		entry(b.provinces, province).count(c)
		ref := functionOf(c)
		at := cross{ref.Code, province}
		b.names[ref.Code] = ref
		entry(b.functions, ref.Code).count(c)
		entry(b.crosses, at).count(c)
		if builds(c) {
			entry(b.built, at).count(c)
		}
		if len(c.Findings) > 0 && overlaps(c.Grade) {
			p := entry(b.platforms, c.Findings[0].Platform.ID)
			p.Name, p.Owner = c.Findings[0].Platform.Name, c.Findings[0].Platform.OwnerName
			p.count(c)
		}
		b.quality(r, c)
		b.consider(reviewed{r, i, b.total.Components})
		b.decided.component(r, i, b.total.Components)
	}
	for i := range r.Lapsed {
		b.decided.lapse(ruled{Result: r, Decision: &r.Lapsed[i]})
	}
}

// unit is the province of a proposal as it is called on the date of the check: a merged one counts with what it became.
func (b *batchSummary) unit(r *Result) string {
	if b.register != nil && r.Proposal.Province != "" {
		if unit, ok := b.register.ProvinceOn(r.Proposal.Province, corpus.Date(r.Provenance.AsOf)); ok {
			return unit
		}
	}
	return r.Proposal.Province
}

// builds tells whether a component is a system that a locality would have of its own: built, bought, leased, extended.
func builds(c *Component) bool {
	switch c.Verdict {
	case engine.Complement, engine.OutOfScope, engine.Split:
		return false
	}
	switch c.Action {
	case engine.Maintain, engine.Stop, engine.Hardware, engine.Training, engine.DataEntry, engine.Connect, engine.Consume, engine.Reuse:
		return false
	}
	return c.Kind == string(engine.System) && !c.Negated
}

// quality counts what a component leaves open.
func (b *batchSummary) quality(r *Result, c *Component) {
	if c.Money == nil {
		b.unpriced++
	}
	if r.Proposal.Date == "" {
		b.undated++
	}
}

// consider keeps a finding for review among the first. One that a person decided about stands apart.
func (b *batchSummary) consider(v reviewed) {
	if c := v.component(); len(c.Findings) > 0 && (overlaps(c.Grade) || overlaps(c.Verdict)) && !c.Suppressed {
		b.review.add(v)
	}
}

// order puts what is kept for review in order.
func (b *batchSummary) order() {
	b.review.order()
	b.decided.inPlay.order()
}

func (b *batchSummary) notRead(u *BatchUnread) {
	if u.Aside {
		b.Aside++
	} else {
		b.Unread++
	}
}

// functionOf is the business function by which a component was compared, else the one recognised in it, empty for none.
func functionOf(c *Component) FunctionRef {
	for i := range c.Findings {
		for j := range c.Findings[i].Facets {
			f := &c.Findings[i].Facets[j]
			if f.Name == engine.FacetFunction && len(f.Functions) > 0 && f.Degree != engine.Different {
				return f.Functions[0]
			}
		}
	}
	if c.Function != nil {
		return *c.Function
	}
	return FunctionRef{}
}

// ranked lists tallies, those with most overlap first.
func ranked(m map[string]*tally) []named {
	out := make([]named, 0, len(m))
	for name, t := range m {
		out = append(out, named{Name: name, tally: *t})
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
	if stop := end.Stopped; stop != nil {
		p.Warn = append(p.Warn, s.say("batch.partial", s.say("batch.stopped", stop.Files, stop.Of, stop.Components)))
	}
	if sum.setting != nil && sum.setting.rebuilt() {
		p.Warn = append(p.Warn, s.completeness(sum.setting))
	}
	p.Lines = append(p.Lines, s.say("batch.counts", sum.Proposals, sum.total.Components, sum.Files, s.money(sum.total.Money)),
		s.say("batch.overlap", sum.total.Overlapping, s.money(sum.total.Overlap)))
	p.Lines = append(p.Lines, s.decidedLines(sum)...)
	if sum.Unread+sum.Aside > 0 {
		p.Lines = append(p.Lines, s.say("batch.unread", sum.Unread, sum.Aside))
	}
	if end.Clustered {
		p.Lines = append(p.Lines, s.say("batch.clusters", len(end.Clusters)))
	}
	if line := s.unservedNote(sum); line != "" {
		p.Lines = append(p.Lines, line)
	}
	for _, t := range s.tallies(sum) {
		p.Tables = append(p.Tables, s.tallyTable(&t))
	}
	if u := s.unserved(sum); len(u.Rows) > 0 {
		p.Tables = append(p.Tables, s.unservedTable(&u))
	}
	for _, t := range []pageTable{s.reviewTable(sum.review.first[:min(len(sum.review.first), reviewShown)]),
		s.decidedTable(sum.decided.inPlay.first[:min(len(sum.decided.inPlay.first), reviewShown)]), s.lapsedTable(sum.decided.kept[:min(len(sum.decided.kept), reviewShown)])} {
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
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

// tallies is a table of counts under names as they are printed.
type tallies struct {
	Title, First string // First heads the column of names
	Rows         []named
	Alike        bool // only what overlaps is counted: the columns of the whole would say the same
}

// tallyColumns are the headers of a table of counts.
func (s speaker) tallyColumns(t *tallies) []string {
	overlap := []string{s.say("batch.covered"), s.say("batch.covered_money")}
	if t.Alike {
		return append([]string{t.First}, overlap...)
	}
	return append([]string{t.First, s.say("batch.components"), s.say("label.money")}, overlap...)
}

// tallies are the tables of counts in the order printed: by verdict, platform, province, function, and decision where there
// are decisions.
func (s speaker) tallies(sum *batchSummary) []tallies {
	verdicts := tallies{Title: s.say("batch.by_verdict"), First: s.say("label.result")}
	for _, v := range Verdicts {
		if n := sum.verdicts[v]; n != nil {
			verdicts.Rows = append(verdicts.Rows, named{Name: s.verdict(v), tally: *n})
		}
	}
	out := []tallies{verdicts,
		{Title: s.say("batch.by_platform"), First: s.say("label.platform"), Rows: sum.rankedPlatforms(), Alike: true},
		{Title: s.say("batch.by_province"), First: s.say("label.province"), Rows: s.labelled(ranked(sum.provinces), "note.not_stated")},
		{Title: s.say("batch.by_function"), First: s.say("batch.function"), Rows: s.functionsNamed(sum)}}
	if decided := s.decidedTally(&sum.decided); len(decided.Rows) > 0 {
		out = append(out, decided)
	}
	return out
}

// labelled gives rows without a name the label of a key.
func (s speaker) labelled(rows []named, key string) []named {
	for i := range rows {
		if rows[i].Name == "" {
			rows[i].Name = s.say(key)
		}
	}
	return rows
}

func (s speaker) functionsNamed(sum *batchSummary) []named {
	rows := ranked(sum.functions)
	for i := range rows {
		rows[i].Name = s.functionLabel(sum, rows[i].Name)
	}
	return rows
}

// numbers are the cells of a row after its name: counts (int) and amounts in đồng (*int64, nil when none is stated).
func (t *tallies) numbers(of *tally) []any {
	if t.Alike {
		return []any{of.Overlapping, stated(of.Overlap, of.Overlapping)}
	}
	return []any{of.Components, stated(of.Money, of.Components), of.Overlapping, stated(of.Overlap, of.Overlapping)}
}

// tallyTable prints counts as text.
func (s speaker) tallyTable(of *tallies) pageTable {
	t := pageTable{Title: of.Title, Columns: s.tallyColumns(of), Counts: true}
	for _, r := range of.Rows {
		row := []string{r.Name}
		for _, n := range of.numbers(&r.tally) {
			if vnd, ok := n.(*int64); ok {
				row = append(row, s.tableMoney(vnd))
			} else {
				row = append(row, s.grouped(int64(n.(int))))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// functionLabel names a function by code and name.
func (s speaker) functionLabel(sum *batchSummary, code string) string {
	if code == "" {
		return s.say("batch.no_function")
	}
	return code + " " + s.functionName(sum.names[code])
}

func (s speaker) reviewTable(rows []reviewed) pageTable {
	t := pageTable{Title: s.say("batch.review"), Columns: []string{s.say("label.component"), s.say("label.result"), s.say("label.platform"),
		s.say("label.money"), s.say("label.province"), s.say("label.where")}}
	for i := range rows {
		c, r := rows[i].component(), rows[i].Result
		t.Rows = append(t.Rows, []string{c.Name, s.gradedVerdict(c), c.Findings[0].Platform.Name, s.tableMoney(c.Money), r.Proposal.Province, standing(r.File, s.located(c.Location))})
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
