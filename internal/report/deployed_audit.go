package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/deployed"
)

// DeployedAuditSchema identifies the JSON form of an audit of deployed systems.
const DeployedAuditSchema = "rasoat.audit/1"

// DeployedAudit is what an audit of deployed systems found.
type DeployedAudit struct {
	Schema          string            `json:"schema"`
	AsOf            corpus.Date       `json:"as_of"`
	AssumeOperating bool              `json:"assume_operating"`
	Provenance      engine.Provenance `json:"provenance"`
	Totals          deployed.Totals   `json:"totals"`
	Cases           []AuditCase       `json:"cases"`     // in the order systems were registered
	SameUnit        []AuditGroup      `json:"same_unit"` // systems of one province that do the same job
	Across          []AuditGroup      `json:"across"`    // systems of several provinces for the same thing
	Lacking         []LackingList     `json:"lacking"`   // lists announced by AsOf of which rows are missing

	reg *corpus.Register
}

// LackingList is a list of which not all rows are on record: a platform of the others counts as not announced by it.
type LackingList struct {
	List      corpus.ListID `json:"list"`
	Document  string        `json:"document"`
	Date      corpus.Date   `json:"date"`
	Announced int           `json:"announced"` // rows that it has
	Rows      int           `json:"rows"`      // on record
}

// AuditCase is one system.
type AuditCase struct {
	System   DeployedSystem `json:"system"`
	Unit     string         `json:"province_today"` // "" when not known
	Then     *AuditView     `json:"then"`           // with the list of the day of the decision; null when that day is not known well enough
	Now      AuditView      `json:"now"`
	Overlap  *AuditOverlap  `json:"overlap"` // null when nothing overlaps
	Timeline []AuditEvent   `json:"timeline"`
	Peers    []int64        `json:"peers"` // ids of the systems of the same province that do the same job
}

// AuditView is a system judged against one list.
type AuditView struct {
	AsOf         corpus.Date    `json:"as_of"`
	List         string         `json:"list"` // "" when none had been announced
	Document     string         `json:"document"`
	Completeness string         `json:"completeness"`
	Verdict      engine.Verdict `json:"verdict"`
	Grade        engine.Verdict `json:"grade"` // on the facts alone, as if platforms operated
	Platform     corpus.ID      `json:"platform"`
	Name         string         `json:"platform_name"`
	State        string         `json:"state"`
	Same         []string       `json:"same"`   // words of the system that the platform's record has too
	Remedy       []string       `json:"remedy"` // codes, in order
	Basis        []Basis        `json:"basis"`
}

// AuditOverlap is the platform that the line of account is about.
type AuditOverlap struct {
	Platform  corpus.ID        `json:"platform"`
	Name      string           `json:"name"`
	Owner     AgencyRef        `json:"owner"`
	Announced corpus.Date      `json:"announced"` // by the oldest list on record that has it
	List      corpus.ListID    `json:"announced_by"`
	Serving   corpus.Date      `json:"serving"` // first day a source says that it operates; "" when none does
	Account   deployed.Account `json:"account"`
	Doubts    []deployed.Doubt `json:"doubts"`
}

// AuditEvent is one step of the timeline.
type AuditEvent struct {
	Code string      `json:"code"`
	Day  corpus.Date `json:"day"` // "" when not known
	What string      `json:"what"`
}

// AuditGroup is systems that do the same job.
type AuditGroup struct {
	Systems   []int64  `json:"systems"`
	Names     []string `json:"names"`
	Units     []string `json:"provinces"`
	Former    []string `json:"former"` // provinces as reported; two and more after a merger
	Agencies  []string `json:"agencies"`
	Money     int64    `json:"money_vnd"`
	Unpriced  int      `json:"unpriced"`
	OneAgency bool     `json:"one_agency"`
	Platform  string   `json:"platform"` // that offers it nationally, "" when none was found
}

// NewDeployedAudit views an audit.
func NewDeployedAudit(reg *corpus.Register, a *deployed.Audit) *DeployedAudit {
	v := &DeployedAudit{Schema: DeployedAuditSchema, AsOf: a.AsOf, AssumeOperating: a.AssumeOperating, Provenance: a.Now, Totals: a.Totals(), Cases: []AuditCase{},
		SameUnit: []AuditGroup{}, Across: []AuditGroup{}, Lacking: []LackingList{}, reg: reg}
	for _, l := range reg.Lacking(a.AsOf) {
		v.Lacking = append(v.Lacking, LackingList{l.ID, l.Document, l.Date, l.AnnouncedTotal, len(l.Entries)})
	}
	for i := range a.Cases {
		v.Cases = append(v.Cases, auditCase(reg, a, i))
	}
	for i := range a.Groups {
		v.SameUnit = append(v.SameUnit, auditGroup(a, &a.Groups[i]))
	}
	for i := range a.Shared {
		v.Across = append(v.Across, auditGroup(a, &a.Shared[i]))
	}
	return v
}

func auditCase(reg *corpus.Register, a *deployed.Audit, i int) AuditCase {
	c := &a.Cases[i]
	r := &c.Record
	out := AuditCase{System: DeployedSystem{ID: r.ID, Version: r.Version, File: r.File, Place: r.System.Place, RecordedAt: r.RecordedAt, RecordedBy: r.RecordedBy,
		System: r.System}, Unit: c.Unit, Now: auditView(&c.Now), Timeline: []AuditEvent{}, Peers: []int64{}}
	if c.Then != nil {
		then := auditView(c.Then)
		out.Then = &then
	}
	if o := c.Overlap; o != nil {
		out.Overlap = &AuditOverlap{Platform: o.Platform.ID, Name: o.Platform.Name, Owner: agencyRef(reg, o.Owner), Announced: o.Announced.On, List: o.Announced.List,
			Serving: o.Serving, Account: o.Account, Doubts: filled(o.Doubts)}
	}
	for _, e := range c.Timeline {
		out.Timeline = append(out.Timeline, AuditEvent{e.Code, e.Day, e.What})
	}
	for _, j := range c.Peers {
		out.Peers = append(out.Peers, a.Cases[j].Record.ID)
	}
	return out
}

func auditView(c *deployed.Comparison) AuditView {
	v := AuditView{AsOf: c.AsOf, List: c.List, Document: c.Document, Completeness: c.Completeness, Verdict: c.Verdict, Grade: c.Grade,
		Same: []string{}, Remedy: []string{}, Basis: []Basis{}}
	f := c.Finding
	if f == nil {
		return v
	}
	v.Platform, v.Name, v.State, v.Remedy, v.Basis = f.Platform.ID, f.Platform.Name, f.Platform.State, filled(f.Remedy), newBasis(f.Basis)
	for _, facet := range f.Facets {
		if facet.Name == engine.FacetFunction {
			for _, q := range facet.Proposal {
				v.Same = append(v.Same, q.Text)
			}
		}
	}
	return v
}

func auditGroup(a *deployed.Audit, g *deployed.Group) AuditGroup {
	out := AuditGroup{Systems: []int64{}, Names: []string{}, Units: filled(g.Units), Former: filled(g.Former), Agencies: filled(g.Agencies), Money: g.Money,
		Unpriced: g.Unpriced, OneAgency: g.OneAgency}
	for _, i := range g.Cases {
		c := &a.Cases[i]
		out.Systems, out.Names = append(out.Systems, c.Record.ID), append(out.Names, c.Record.System.Name)
		if c.Overlap != nil && out.Platform == "" {
			out.Platform = c.Overlap.Platform.Name
		}
	}
	return out
}

func (v *DeployedAudit) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

// page is the audit as a page: totals, then a row for each case, then the systems that do the same job.
func (v *DeployedAudit) page(s speaker) tablesPage {
	all := &v.Totals.All
	p := tablesPage{Title: s.say("account.title", s.date(string(v.AsOf)))}
	p.Lines = append(p.Lines, s.say("account.summary", all.Systems, all.Overlapping))
	if all.Overlapping > 0 {
		p.Lines = append(p.Lines, s.say("account.money")+": "+s.sum(all.Money, all.Unpriced, all.Overlapping))
	}
	for _, a := range deployed.Accounts {
		if n := all.Accounts[a]; n > 0 {
			p.Lines = append(p.Lines, s.say("account.count", n, s.code("account", string(a))))
		}
	}
	p.Lines = append(p.Lines, s.say("account.against", v.Provenance.List, v.Provenance.ListDocument, s.code("complete", v.Provenance.Completeness)), s.say("account.note"))
	for _, l := range v.Lacking {
		p.Warn = append(p.Warn, s.say("account.lacking", l.List, l.Document, s.date(string(l.Date)), l.Rows, l.Announced))
	}
	if v.AssumeOperating {
		p.Warn = append(p.Warn, s.say("list.assume"))
	}
	if t := v.casesTable(s); len(t.Rows) > 0 {
		p.Tables = append(p.Tables, t)
	}
	tables := append([]pageTable{v.groupsTable(s, "account.same_unit", v.SameUnit), v.groupsTable(s, "account.across", v.Across)}, s.totalsTables(v.reg, &v.Totals)...)
	for _, t := range tables {
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	return p
}

// sum writes money of things, of which some state none.
func (s speaker) sum(vnd int64, unpriced, of int) string { return s.priced(s.money(vnd), unpriced, of) }

// priced writes the money of things, of which some state none.
func (s speaker) priced(money string, unpriced, of int) string {
	switch {
	case of == 0:
		return ""
	case unpriced == of:
		return s.say("note.not_stated")
	case unpriced > 0:
		return money + " (" + s.say("account.unpriced", unpriced) + ")"
	}
	return money
}

func (v *DeployedAudit) casesTable(s speaker) pageTable {
	t := pageTable{Title: s.say("account.cases"), Columns: []string{s.say("label.no"), s.say("deployed.system"), s.say("label.agency"), s.say("deployed.timeline"), s.say("label.platform"),
		s.say("account.then"), s.say("account.now"), s.say("account.account"), s.say("account.request"), s.say("label.money")}}
	for i := range v.Cases {
		c := &v.Cases[i]
		t.Rows = append(t.Rows, []string{fmt.Sprint(c.System.ID), c.System.Name, strings.Join(filledOf(c.System.Agency, s.place(c)), ", "), s.timelineText(c.Timeline), s.overlapText(c.Overlap),
			s.thenText(c.Then), s.viewText(&c.Now), s.accountText(c.Overlap), s.requestText(c), s.tableMoney(c.System.Money)})
	}
	return t
}

// place names the province as reported, and the one of today where that is another.
func (s speaker) place(c *AuditCase) string {
	if c.Unit != "" && c.System.Province != c.Unit {
		return s.say("account.now_part", c.System.Province, c.Unit)
	}
	return c.System.Province
}

func (s speaker) timelineText(events []AuditEvent) string {
	var parts []string
	for _, e := range events {
		text := s.code("event", e.Code) + ": " + s.dateOrUnknown(e.Day)
		if e.Code == "announced" && e.What != "" {
			text += " (" + e.What + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

func (s speaker) overlapText(o *AuditOverlap) string {
	if o == nil {
		return ""
	}
	return o.Name + " (" + s.agency(o.Owner) + ")"
}

func (s speaker) thenText(v *AuditView) string {
	if v == nil {
		return s.say("account.no_day")
	}
	return s.viewText(v)
}

// viewText says what a list has for a system: the verdict, and what it would be if the platform operated.
func (s speaker) viewText(v *AuditView) string {
	if v.List == "" {
		return s.say("account.no_list")
	}
	text := v.List
	if v.Completeness == string(corpus.Reconstruction) {
		text += " (" + s.code("doubt", string(deployed.DoubtReconstruction)) + ")"
	}
	text += ": " + s.verdict(v.Verdict)
	if v.Grade != v.Verdict {
		text += "; " + lowerFirst(s.say("label.on_facts")) + ": " + lowerFirst(s.verdict(v.Grade))
	}
	return text
}

func (s speaker) accountText(o *AuditOverlap) string {
	if o == nil {
		return ""
	}
	text := s.code("account", string(o.Account))
	var doubts []string
	for _, d := range o.Doubts {
		doubts = append(doubts, s.code("doubt", string(d)))
	}
	if len(doubts) > 0 {
		text += " (" + strings.Join(doubts, "; ") + ")"
	}
	return text
}

// requestText says what to do next: with the platform, and with the systems of the same province.
func (s speaker) requestText(c *AuditCase) string {
	var parts []string
	if o := c.Overlap; o != nil {
		parts = append(parts, fmt.Sprintf(s.code("account", "do_"+string(o.Account)), s.agency(o.Owner)))
	}
	if len(c.Peers) > 0 {
		var ids []string
		for _, id := range c.Peers {
			ids = append(ids, fmt.Sprint(id))
		}
		parts = append(parts, s.say("account.choose", s.series(ids)))
	}
	return strings.Join(parts, " ")
}

func (v *DeployedAudit) groupsTable(s speaker, key string, groups []AuditGroup) pageTable {
	t := pageTable{Title: s.say(key), Columns: []string{s.say("label.province"), s.say("deployed.systems"), s.say("account.former"), s.say("label.agency"), s.say("label.money"),
		s.say("label.platform")}}
	for i := range groups {
		g := &groups[i]
		var names []string
		for j, name := range g.Names {
			names = append(names, fmt.Sprintf("%d. %s", g.Systems[j], name))
		}
		t.Rows = append(t.Rows, []string{strings.Join(g.Units, ", "), strings.Join(names, "; "), strings.Join(g.Former, ", "), strings.Join(g.Agencies, "; "),
			s.sum(g.Money, g.Unpriced, len(g.Systems)), g.Platform})
	}
	return t
}
