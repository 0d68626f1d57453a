package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// quotesShown is how many quotes of a side a line of text carries; the rest are counted, and stand in full in JSON.
const quotesShown = 3

// comparedFacets are the facets that have a degree, in printed order.
var comparedFacets = []engine.FacetName{
	engine.FacetFunction, engine.FacetObjective, engine.FacetDataObject, engine.FacetUsers, engine.FacetScope,
}

// degreeSections are the sections a finding's facets are printed under, in order.
var degreeSections = []struct {
	key     string
	degrees []engine.Degree
}{
	{"same", []engine.Degree{engine.Same, engine.Subset}},
	{"partial", []engine.Degree{engine.Partial}},
	{"different", []engine.Degree{engine.Different}},
	{"unknown", []engine.Degree{engine.Unknown}},
}

// facetsOf returns the facets of a finding that have one of some degrees, in printed order.
func facetsOf(f *Finding, degrees []engine.Degree) []*Facet {
	var out []*Facet
	for i := range f.Facets {
		for _, d := range degrees {
			if f.Facets[i].Degree == d {
				out = append(out, &f.Facets[i])
			}
		}
	}
	return out
}

// facetName is the name of a facet.
func (s speaker) facetName(n engine.FacetName) string { return s.code("facet", string(n)) }

// facetLine says what a facet compares: "chức năng (nghiệp vụ D07 …): hồ sơ “…” (tên); nền tảng “…” (chức năng)".
func (s speaker) facetLine(f *Facet) string {
	head := s.facetName(f.Name)
	if f.Degree == engine.Subset {
		head += " (" + s.code("degree", string(f.Degree)) + ")"
	}
	for _, fn := range f.Functions {
		head += " (" + s.say("note.business", fn.Code+" "+s.functionName(fn)) + ")"
	}
	if note, ok := s.find("reason." + f.Note); ok {
		head += " (" + note + ")"
	}
	if len(f.Proposal)+len(f.Platform) == 0 {
		return head
	}
	return head + ": " + s.say("note.in_proposal") + " " + s.proposalWords(f) + "; " + s.say("note.in_platform") + " " + s.quotes(f.Platform)
}

// proposalWords prints the words of the proposal's side. Where a degree was found without words, it follows from the
// component as a whole.
func (s speaker) proposalWords(f *Facet) string {
	if len(f.Proposal) == 0 && f.Degree != "" && f.Degree != engine.Unknown {
		return s.say("note.derived")
	}
	return s.quotes(f.Proposal)
}

func (s speaker) functionName(fn FunctionRef) string {
	if s.lang == English && fn.NameEN != "" {
		return fn.NameEN
	}
	return fn.Name
}

// quotes prints the words of one side, each with the field it stands in.
func (s speaker) quotes(quotes []engine.Quote) string {
	quotes = distinct(quotes)
	if len(quotes) == 0 {
		return s.say("note.not_in_text")
	}
	var parts []string
	for _, q := range longest(quotes, quotesShown) {
		part := s.say("para.quoted", shortened(q.Text, quoteMax))
		if q.Field != "" {
			part += " (" + s.code("field", q.Field) + ")"
		}
		parts = append(parts, part)
	}
	if more := len(quotes) - len(parts); more > 0 {
		parts = append(parts, s.say("note.more", more))
	}
	return strings.Join(parts, ", ")
}

// quoteMax is how many characters of a long quote a line of text carries; JSON has it whole.
const quoteMax = 240

// distinct leaves out quotes whose words stand in another: in a longer one, or as they are in an earlier one.
func distinct(quotes []engine.Quote) []engine.Quote {
	if len(quotes) < 2 {
		return quotes
	}
	words := make([]string, len(quotes))
	for i, q := range quotes {
		words[i] = " " + strings.Join(strings.FieldsFunc(strings.ToLower(q.Text), notInWord), " ") + " "
	}
	var out []engine.Quote
	for i, q := range quotes {
		held := false
		for n, other := range words {
			held = held || strings.Contains(other, words[i]) && (len(other) > len(words[i]) || n < i)
		}
		if !held {
			out = append(out, q)
		}
	}
	return out
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// longest returns the n longest quotes, which tell most, in their order.
func longest(quotes []engine.Quote, n int) []engine.Quote {
	if len(quotes) <= n {
		return quotes
	}
	bySize := slices.Clone(quotes)
	slices.SortStableFunc(bySize, func(a, b engine.Quote) int { return cmp.Compare(len(b.Text), len(a.Text)) })
	return slices.DeleteFunc(slices.Clone(quotes), func(q engine.Quote) bool { return !slices.Contains(bySize[:n], q) })
}

// plainQuotes prints the words of one side alone.
func (s speaker) plainQuotes(quotes []engine.Quote) string {
	var parts []string
	for _, q := range longest(distinct(quotes), quotesShown) {
		parts = append(parts, s.say("para.quoted", shortened(q.Text, statedMax)))
	}
	return strings.Join(parts, ", ")
}

// valueKinds are the facets that hold a value, with the kind of code it is.
var valueKinds = map[engine.FacetName]string{
	engine.FacetAction: "action", engine.FacetState: "state", engine.FacetTiming: "timing", engine.FacetException: "exception", engine.FacetObjectType: "platform_kind",
}

// circumstances prints the facets that hold a value: action, state, timing, exception.
func (s speaker) circumstances(f *Finding) []string {
	var out []string
	for i := range f.Facets {
		c := &f.Facets[i]
		if kind, ok := valueKinds[c.Name]; ok && c.Value != "" && c.Name != engine.FacetObjectType {
			line := s.facetName(c.Name) + ": " + s.code(kind, c.Value)
			if len(c.Proposal) > 0 {
				line += " – " + s.quotes(c.Proposal)
			}
			out = append(out, line)
		}
	}
	return out
}

// owner is the agency that runs a platform, with its usual abbreviation.
func (s speaker) owner(p *Platform) string {
	switch {
	case p.OwnerName == "":
		return s.say("para.noowner")
	case p.Owner == "" || p.Owner == p.OwnerName:
		return p.OwnerName
	}
	return p.OwnerName + " (" + p.Owner + ")"
}

// state is the state of a platform on the date of the check, with its source.
func (s speaker) state(p *Platform, prov *Provenance) string {
	name := s.code("state", p.State)
	if prov.AssumeOperating && p.StateSource == "" && (p.State == "" || p.State == string(corpus.StateUnknown) || p.State == string(corpus.StateOperating)) {
		name = s.say("state.assumed")
	}
	return name + " (" + s.stateSource(p) + ")"
}

func (s speaker) stateSource(p *Platform) string {
	if p.StateSource == "" {
		return s.say("state.nosource")
	}
	if p.StateAsOf != "" {
		return s.say("state.source", p.StateSource+", "+s.date(p.StateAsOf))
	}
	return s.say("state.source", p.StateSource)
}

// described says how the texts of a platform are known when no list gives them.
func (s speaker) described(p *Platform) string {
	for _, field := range []string{"functions", "purpose"} {
		switch p.Known[field] {
		case "inferred":
			return s.say("note.inferred")
		case "general_knowledge":
			return s.say("note.general")
		}
	}
	return ""
}

// rebuilt tells whether the list is a reconstruction, which is no ground for a claim about the announced list.
func (p *Provenance) rebuilt() bool { return p.Completeness == string(corpus.Reconstruction) }

func (p *Provenance) anyList() bool { return p.List == string(corpus.AnyList) }

// listLine names the list with document and date.
func (s speaker) listLine(p *Provenance) string {
	switch {
	case p.List == "":
		return s.say("list.missing")
	case p.anyList():
		return s.withRows(s.say("list.any"), p)
	}
	return s.withRows(s.say("list.line", p.List, p.ListDocument, s.date(p.ListDate)), p)
}

func (s speaker) withRows(text string, p *Provenance) string {
	if p.ListRows == 0 {
		return text
	}
	return text + ", " + s.say("list.rows", p.ListRows)
}

// completeness says how far the rows of the list are those announced, and that nothing else was compared.
func (s speaker) completeness(p *Provenance) string {
	switch {
	case p.List == "":
		return s.say("complete.undescribed")
	case p.anyList():
		return s.say("complete.any")
	case p.rebuilt():
		return s.say("complete.rebuilt", p.ListRows)
	}
	text, ok := s.find("complete." + p.Completeness)
	if !ok {
		text = s.say("complete.undescribed")
	}
	return s.say("complete.only", text)
}

// listShort names the list inside a sentence.
func (s speaker) listShort(p *Provenance) string {
	if p.anyList() {
		return s.say("list.short_any", s.date(p.AsOf))
	}
	if p.rebuilt() {
		return s.say("list.short_rebuilt", p.List, p.ListDocument, s.date(p.ListDate))
	}
	return s.say("list.short", p.List, p.ListDocument, s.date(p.ListDate))
}

// listCite says where a platform is named. A row of a reconstruction is never cited as the announced list.
func (s speaker) listCite(p *Provenance) string {
	switch {
	case p.anyList():
		return s.say("list.cite_any")
	case p.rebuilt():
		return s.say("list.cite_rebuilt", p.List)
	case p.Completeness == string(corpus.NamesOnly), p.Completeness == string(corpus.PartialList):
		return s.say("list.cite_secondary", s.document(p.ListDocument), s.date(p.ListDate))
	}
	return s.say("list.cite", s.document(p.ListDocument), s.date(p.ListDate))
}

// noneLine says that nothing was found, against what and how: never that nothing overlaps.
func (s speaker) noneLine(p *Provenance) string {
	if p.List == "" {
		return upperFirst(s.say("list.missing")) + "."
	}
	return s.say("none.line", s.listShort(p), p.Engine, p.Rules)
}

// conditional is the grade that would hold if the platform operated, "" when it does not differ in that way.
func (s speaker) conditional(c *Component) string {
	if c.Verdict != engine.Insufficient || c.Grade == engine.Insufficient {
		return ""
	}
	return s.say("note.if_operating", s.verdict(c.Grade))
}

// remedies says in words what to do, in order.
func (s speaker) remedies(f *Finding) []string {
	var out []string
	for _, code := range f.Remedy {
		out = append(out, s.say("remedy."+code, s.say("para.quoted", f.Platform.Name), s.owner(&f.Platform)))
	}
	return out
}

// duty is the responsibility line, which is apart from the verdict; "" where nothing overlaps.
func (s speaker) duty(f *Finding) string {
	if f.Responsibility == "" {
		return ""
	}
	if text, ok := s.find("duty." + f.Responsibility); ok {
		return text
	}
	return s.say("duty.unknown")
}

// missing says what would have to be known to decide.
func (s speaker) missing(c *Component) []string {
	var out []string
	for _, code := range c.Missing {
		out = append(out, s.code("missing", code))
	}
	return out
}

// bases cites the legal rows of a finding; rows that may be cited as law come first.
func (s speaker) bases(f *Finding, p *Provenance) []string {
	var law, other []string
	for _, b := range f.Basis {
		switch {
		case b.Citable:
			law = append(law, s.basis(b))
		case p.rebuilt() && b.Document == p.ListDocument:
			other = append(other, upperFirst(s.say("list.cite_rebuilt", p.List)))
		default:
			other = append(other, s.basis(b))
		}
	}
	if len(law) == 0 {
		law = append(law, s.say("law.none"))
	}
	return append(law, other...)
}

// counts tells how many things have which verdict, in the order verdicts are reported.
func (s speaker) counts(verdicts []engine.Verdict, key string) string {
	n := map[engine.Verdict]int{}
	for _, v := range verdicts {
		n[v]++
	}
	var parts []string
	for _, v := range Verdicts {
		if n[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[v], lowerFirst(s.verdict(v))))
		}
	}
	return s.say(key, len(verdicts), strings.Join(parts, "; "))
}

// Verdicts are all verdicts in the order they are reported, the gravest first.
var Verdicts = []engine.Verdict{
	engine.Duplicate, engine.PartialOverlap, engine.Insufficient, engine.Split,
	engine.Complement, engine.SameDomain, engine.None, engine.OutOfScope,
}

// coverageLines say what is offered nationally, with money and share, what is new, and the counterfactual. A proposal of
// one component has nothing to sum up.
func (s speaker) coverageLines(r *Result) []string {
	c := &r.Coverage
	if len(r.Components) < 2 {
		return nil
	}
	confirmed := 0
	for i := range r.Components {
		if overlaps(r.Components[i].Verdict) {
			confirmed++
		}
	}
	out := s.coverageSums(c, "cover.line", confirmed)
	for _, o := range c.Offered {
		line := s.say("cover.offered", o.Component, s.say("para.quoted", o.Name))
		if o.Function != "" {
			line += ", " + s.say("cover.by", o.Function)
		}
		out = append(out, line)
	}
	if len(c.New) > 0 {
		out = append(out, s.say("cover.new", s.series(c.New)))
	}
	if line := s.counterfactual(r); line != "" {
		out = append(out, line)
	}
	return out
}

// coverageSums are the counts and the money; confirmed is how many overlap whatever is still unknown.
func (s speaker) coverageSums(c *Coverage, line string, confirmed int) []string {
	out := []string{s.say(line, c.Overlapping, c.Components)}
	if c.Overlapping == 0 {
		return out
	}
	if confirmed < c.Overlapping {
		out = append(out, s.say("cover.confirmed", confirmed))
	}
	return append(out, s.coverageMoney(c))
}

// fileLines sum up a file of many proposals.
func (s speaker) fileLines(g []*Result) []string {
	sum, confirmed := Coverage{Components: len(g)}, 0
	for _, r := range g {
		if overlaps(r.Grade) {
			sum.Overlapping++
		}
		if overlaps(r.Verdict) {
			confirmed++
		}
		sum.Money += r.Coverage.Money
		sum.OverlapVND += r.Coverage.OverlapVND
	}
	if sum.Money > 0 {
		sum.Share = float64(sum.OverlapVND) / float64(sum.Money)
	}
	return s.coverageSums(&sum, "cover.file", confirmed)
}

// proposalCounts tells how many proposals of a file have which verdict.
func (s speaker) proposalCounts(g []*Result) string {
	verdicts := make([]engine.Verdict, len(g))
	for i, r := range g {
		verdicts[i] = r.Verdict
	}
	return s.counts(verdicts, "cover.proposals")
}

func (s speaker) coverageMoney(c *Coverage) string {
	if c.Money == 0 {
		return s.say("cover.no_money")
	}
	return s.say("cover.money", s.money(c.OverlapVND), s.money(c.Money), s.percent(c.Share))
}

// counterfactual names the components without which nothing overlaps.
func (s speaker) counterfactual(r *Result) string {
	without := r.Coverage.Without
	switch {
	case len(without) == 0:
		return ""
	case len(without) == len(r.Components):
		return s.say("cover.all", s.listShort(&r.Provenance))
	}
	return s.say("cover.without", s.series(without), s.listShort(&r.Provenance))
}

// unread lists what could not be read, then the fields that were looked for and not found.
func (s speaker) unread(r *Result) []string {
	out := []string{}
	for _, line := range r.Unread {
		out = append(out, s.loss(s.code("unread", line)))
	}
	if len(r.Proposal.NotFound) == 0 || r.Read == ReadRefused {
		return out
	}
	var names []string
	for _, field := range r.Proposal.NotFound {
		names = append(names, s.code("found", field))
	}
	key := "note.not_proposed"
	if r.File == "" {
		key = "note.not_typed"
	}
	return append(out, s.say(key, strings.Join(names, ", ")))
}
