package report

import (
	"math"
	"regexp"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
)

// Options says how results are printed. The zero value prints Vietnamese, 80 columns wide, without colour.
type Options struct {
	Lang     Lang             // Vietnamese when empty
	Width    int              // columns of the terminal; 80 when 0, at least 40
	Color    bool             // terminal colours; Text only
	Top      int              // findings shown for a component; all when 0
	Register *corpus.Register // names and texts of what results refer to; may be nil

	// Decided finds the decisions about the components of a result; nil for none.
	Decided func(*engine.Result) decision.Standings
}

// Build makes the view model of results.
func Build(results []engine.Result, opt Options) *Document {
	b := newBuilder(opt)
	doc := &Document{Schema: Schema, Results: make([]Result, 0, len(results))}
	for i := range results {
		doc.Results = append(doc.Results, b.result(&results[i]))
	}
	return doc
}

// References are what Build looks up in the register for a result.
type References struct {
	List      corpus.ListID
	Platforms []corpus.ID
	Functions []corpus.FunctionCode
}

// ReferencesOf returns what Build looks up for a result, each once, sorted.
func ReferencesOf(r *engine.Result) References {
	out := References{List: corpus.ListID(r.Provenance.List)}
	for i := range r.Components {
		c := &r.Components[i]
		if c.Function != "" {
			out.Functions = append(out.Functions, c.Function)
		}
		for j := range c.Findings {
			f := &c.Findings[j]
			out.Platforms = append(out.Platforms, f.Platform.ID)
			for k := range f.Facets {
				out.Functions = append(out.Functions, codesIn(f.Facets[k].Note)...)
			}
		}
	}
	slices.Sort(out.Platforms)
	slices.Sort(out.Functions)
	out.Platforms, out.Functions = slices.Compact(out.Platforms), slices.Compact(out.Functions)
	return out
}

// builder turns the engine's values into the view's, with what the register knows of them.
type builder struct {
	opt       Options
	date      corpus.Date // of the result being built: states and addresses are those of that day
	platforms map[shownOn]Platform
}

// shownOn is a platform as results name it on a day.
type shownOn struct {
	ref  engine.PlatformRef
	date corpus.Date
}

func newBuilder(opt Options) builder { return builder{opt: opt, platforms: map[shownOn]Platform{}} }

func (b builder) result(r *engine.Result) Result {
	b.date = corpus.Date(r.Provenance.AsOf)
	out := Result{
		File: r.Document.File, Read: ReadOK, Secrecy: r.Document.Secrecy,
		Proposal: proposal(&r.Proposal),
		Verdict:  orInsufficient(r.Verdict), Grade: orInsufficient(r.Grade),
		Components: make([]Component, 0, len(r.Components)),
		Unread:     united(r.Document.Unread, r.Unread),
		Provenance: b.provenance(r),
	}
	out.Read, out.Reason, out.Detail, out.Hint = readState(&r.Document)
	for i := range r.Components {
		out.Components = append(out.Components, b.component(&r.Components[i]))
	}
	b.decide(&out, r)
	out.Coverage = coverage(r.Coverage, out.Components)
	return out
}

// readState tells how much of the file was read, with reason, detail and hint.
func readState(d *engine.Document) (state ReadState, reason, detail, hint string) {
	switch {
	case d.Refusal != nil:
		return ReadRefused, d.Refusal.Reason, d.Refusal.Detail, d.Refusal.Hint
	case len(d.Unread) > 0:
		return ReadPartial, reasonUnreadParts, "", ""
	}
	return ReadOK, "", "", ""
}

// orInsufficient gives what was not judged the verdict that says so.
func orInsufficient(v engine.Verdict) engine.Verdict {
	if v == "" {
		return engine.Insufficient
	}
	return v
}

func proposal(p *engine.Proposal) Proposal {
	return Proposal{
		Title: p.Title, Agency: p.Agency, Province: p.Province, Date: p.Date, TotalMoney: p.TotalMoney,
		Objective: p.Objective, Users: filled(p.Users), Scope: p.Scope, Summary: p.Summary, Group: p.Group,
		Location: p.Place, LegalBasis: filled(p.LegalBasis), Abbreviations: filled(p.Abbreviations), NotFound: filled(p.NotFound),
	}
}

func (b builder) component(r *engine.ComponentResult) Component {
	c := &r.Component
	out := Component{
		No: c.No, Name: c.Name, Kind: string(r.Kind), Description: c.Description, Functions: filled(c.Functions), Users: filled(c.Users),
		Action: c.Action, Negated: c.Negated, Money: c.Money, Owner: c.Owner, Period: c.Period, State: c.State,
		Location: c.Location, Verdict: orInsufficient(r.Verdict), Grade: orInsufficient(r.Grade), Rule: r.Rule,
		LocalName: r.LocalName, LocalCond: r.LocalCond, Missing: filled(r.Missing), Considered: filled(r.Considered),
		Findings: make([]Finding, 0, len(r.Findings)),
	}
	for _, o := range r.Own {
		out.Own = append(out.Own, OwnSystem{ID: o.ID, Name: o.Name, Agency: o.Agency, Province: o.Province, Operating: o.Operating, Function: o.Function,
			Verdict: o.Verdict, Grade: o.Grade, Rule: o.Rule, Basis: newBasis(o.Basis)})
	}
	if out.Action == "" {
		out.Action = engine.Other
	}
	if r.Function != "" {
		ref := b.function(r.Function)
		out.Function = &ref
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; b.opt.Top == 0 || i < b.opt.Top {
			out.Findings = append(out.Findings, b.finding(f))
		} else { // considered, and before those the engine left out
			out.Considered = slices.Insert(out.Considered, i-b.opt.Top, f.Platform.ID)
		}
	}
	return out
}

func (b builder) finding(f *engine.Finding) Finding {
	out := Finding{
		Platform: b.platform(f.Platform), List: f.List, Entry: f.Entry,
		Score: rounded(f.Score), Probability: rounded(f.Probability), Confidence: f.Confidence,
		Grade: orInsufficient(f.Grade), Verdict: orInsufficient(f.Verdict), Rule: f.Rule,
		Facets: make([]Facet, 0, len(f.Facets)), Remedy: filled(f.Remedy),
		Basis: newBasis(f.Basis), Responsibility: f.Responsibility,
	}
	for i := range f.Facets {
		out.Facets = append(out.Facets, b.facet(&f.Facets[i]))
	}
	return out
}

func newBasis(rows []engine.Basis) []Basis {
	out := make([]Basis, 0, len(rows))
	for _, l := range rows {
		out = append(out, Basis{
			ID: l.ID, Document: l.Document, Article: l.Article, Date: l.Date, Verified: l.Verified, Gist: l.Gist,
			Citable: l.Verified == "full_text" || l.Verified == "full_text_ocr",
		})
	}
	return out
}

// rounded keeps six decimals, so that the last bits of a sum do not make two machines print different bytes.
func rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// platform is what is shown of a platform: made once a day, since a long run names few platforms again and again.
func (b builder) platform(ref engine.PlatformRef) Platform {
	key := shownOn{ref, b.date}
	out, ok := b.platforms[key]
	if !ok {
		out = b.newPlatform(ref)
		b.platforms[key] = out
	}
	return out
}

func (b builder) newPlatform(ref engine.PlatformRef) Platform {
	out := Platform{
		ID: ref.ID, Name: ref.Name, Owner: ref.Owner, OwnerName: ref.Owner, State: ref.State, URL: ref.URL,
		Known: map[string]string{},
	}
	if b.opt.Register != nil {
		b.describe(&out)
	}
	out.Aliases, out.Functions = filled(out.Aliases), filled(out.Functions)
	out.DataObjects, out.Users = filled(out.DataObjects), filled(out.Users)
	return out
}

// describe adds what the register records of a platform and of its owner.
func (b builder) describe(out *Platform) {
	if a, ok := b.opt.Register.Agency(out.Owner); ok && out.Owner != "" {
		out.OwnerName = a.Name
	}
	p, ok := b.opt.Register.Platform(out.ID)
	if !ok {
		return
	}
	out.Aliases, out.Purpose, out.Functions = p.Aliases, p.Purpose, p.Functions
	out.DataObjects, out.Users, out.Scope = p.DataObjects, p.Users, p.Scope
	out.StateAsOf, out.StateSource = string(p.StateAsOf), p.StateSource
	if f, ok := p.FactOn(corpus.FactState, b.date); ok {
		out.StateAsOf, out.StateSource = string(f.From), f.Source
	}
	if f, ok := p.FactOn(corpus.FactURL, b.date); ok {
		out.URL = f.Value
	}
	for field, how := range map[string]string{"name": p.Provenance.Name, "purpose": p.Provenance.Purpose, "functions": p.Provenance.Functions} {
		if how != "" {
			out.Known[field] = how
		}
	}
}

// functionCode finds the codes of the taxonomy in a facet's note.
var functionCode = regexp.MustCompile(`\b[A-Z][0-9]{2}\b`)

func codesIn(note string) []corpus.FunctionCode {
	var codes []corpus.FunctionCode
	for _, code := range functionCode.FindAllString(note, -1) {
		codes = append(codes, corpus.FunctionCode(code))
	}
	return codes
}

func (b builder) facet(f *engine.Facet) Facet {
	out := Facet{
		Name: f.Name, Degree: f.Degree, Value: f.Value, Note: f.Note,
		Proposal: filled(f.Proposal), Platform: filled(f.Platform), Functions: []FunctionRef{},
	}
	if b.opt.Register == nil {
		return out
	}
	for _, code := range codesIn(f.Note) {
		if ref := b.function(code); ref.Name != "" {
			out.Functions = append(out.Functions, ref)
		}
	}
	return out
}

// function names a business function, by its code alone where the register does not know it.
func (b builder) function(code corpus.FunctionCode) FunctionRef {
	out := FunctionRef{Code: string(code)}
	if b.opt.Register == nil {
		return out
	}
	if fn, ok := b.opt.Register.Function(code); ok {
		out.Name, out.NameEN = fn.Name, fn.NameEN
	}
	return out
}

func (b builder) provenance(r *engine.Result) Provenance {
	p := &r.Provenance
	out := Provenance{
		Engine: p.Engine, Rules: p.Rules, Weights: p.Weights, Terms: p.Terms, List: p.List, ListDocument: p.ListDocument,
		ListDate: p.ListDate, ListHash: p.ListHash, Completeness: p.Completeness, AsOf: p.AsOf,
		AssumeOperating: p.AssumeOperating, Input: p.Input, InputSize: r.Document.Size, MediaType: r.Document.MediaType,
		Format: r.Document.Format, Encoding: r.Document.Encoding, Parameters: p.Parameters,
	}
	if out.Input == "" {
		out.Input = r.Document.SHA256
	}
	if out.Parameters == nil {
		out.Parameters = map[string]float64{}
	}
	out.ListRows = b.rows(p.List)
	return out
}

// rows counts the platforms a list holds here.
func (b builder) rows(list string) int {
	if b.opt.Register == nil {
		return 0
	}
	if corpus.ListID(list) == corpus.AnyList {
		return len(b.opt.Register.Platforms)
	}
	if l, ok := b.opt.Register.List(corpus.ListID(list)); ok {
		return len(l.Entries)
	}
	return 0
}

func coverage(c engine.Coverage, components []Component) Coverage {
	out := Coverage{
		Components: c.Components, Overlapping: c.Overlapping, Money: c.MoneyVND, OverlapVND: c.OverlapVND,
		Share: rounded(c.Share), Without: filled(c.Without), Offered: []Offered{}, New: []string{},
	}
	for i := range components {
		part := &components[i]
		switch {
		case overlaps(part.Grade) && len(part.Findings) > 0:
			f := &part.Findings[0]
			out.Offered = append(out.Offered, Offered{part.label(), f.Platform.ID, f.Platform.Name, offeredFunction(f)})
		case part.Grade == engine.None || part.Grade == engine.SameDomain:
			out.New = append(out.New, part.label())
		}
	}
	return out
}

// overlaps tells whether a verdict or grade says that something is offered already.
func overlaps(v engine.Verdict) bool { return v == engine.Duplicate || v == engine.PartialOverlap }

// label names a component as briefly as the document allows.
func (c *Component) label() string {
	if c.No != "" {
		return c.No
	}
	return c.Name
}

// offeredFunction is the first function of the platform that the comparison quotes, or else anything it quotes of it.
func offeredFunction(f *Finding) string {
	first := ""
	for i := range f.Facets {
		for _, q := range f.Facets[i].Platform {
			if q.Field == "functions" {
				return q.Text
			}
			if first == "" && f.Facets[i].Name == engine.FacetFunction && q.Field != "name" {
				first = q.Text
			}
		}
	}
	return first
}

// united joins two lists, each line once.
func united(a, b []string) []string {
	out := []string{}
	for _, line := range slices.Concat(a, b) {
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// filled copies a slice so that an absent one is printed as an empty list.
func filled[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return slices.Clone(s)
}
