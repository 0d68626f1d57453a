package intake

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// Options says how a document of many projects is handed over.
type Options struct {
	Split bool // every row of a plan becomes a proposal of its own; else the plan is one proposal with a component per row
}

// Proposals reads the proposals of a document: one for a dossier, one for a plan with its rows as components, one for
// each record of a JSON file. What could not be used is returned with its place.
func Proposals(doc *document.Document, reg *corpus.Register) ([]engine.Proposal, []Unread) {
	return Read(doc, reg, Options{})
}

// Read is Proposals with options.
func Read(doc *document.Document, reg *corpus.Register, opt Options) ([]engine.Proposal, []Unread) {
	proposals, unread := read(doc, reg, opt)
	spelt := newAbbreviations(documentText(doc.Blocks), reg)
	for i := range proposals {
		spelt.spell(&proposals[i])
	}
	return proposals, unread
}

func read(doc *document.Document, reg *corpus.Register, opt Options) ([]engine.Proposal, []Unread) {
	if doc.Format == document.JSON {
		return readJSON(doc, reg)
	}
	d := newDossier(doc, reg)
	p := d.proposal()
	switch {
	case opt.Split && d.plan() && len(d.items) == len(p.Components) && (len(d.items) > 1 || d.spreadsheet()):
		return d.split(p), d.unread
	case opt.Split && len(p.Components) == 0 && (d.unplanned() || d.readHead().kind == listKind):
		return nil, d.unread // the title of a sheet that is no plan, or of a list without rows, proposes nothing
	}
	return []engine.Proposal{p}, d.unread
}

// FromTitle makes a proposal of a title typed by hand, and what is known about it.
func FromTitle(title, description string, reg *corpus.Register) engine.Proposal {
	name := oneLine(title)
	p := engine.Proposal{Title: name, Summary: oneLine(description)}
	p.Province = newPlaces(reg).inName(name)
	c := engine.Component{Name: name, Description: p.Summary}
	c.Action, c.Negated = engine.ActionOf(name)
	p.Components = []engine.Component{c}
	newAbbreviations(proposalText(&p), reg).spell(&p)
	p.NotFound = missing(&p)
	return p
}

// dossier is a document while it is read.
type dossier struct {
	doc       *document.Document
	reg       *corpus.Register
	places    *placesIndex
	unitOf    map[string]string       // unit of today of a province, as far as asked for
	units     map[string][]formerName // what became one unit with a province, made when asked for
	elems     []elem
	root      *section
	sheets    []*sheet // item tables, read
	functions []*table // function tables
	loose     []*grid  // grids without a header: labels and values
	fields    []field
	items     []*item
	forms     []*item // projects of forms of labels and values
	unread    []Unread
	aside     []aside // tables that propose nothing
	datePlace *line
	allLines  []*line
	tableNo   int
	listed    bool    // a list of names without a table
	span      *Unread // a range of money where the total should stand
}

// newDossier understands the layout of a document: its outline, tables and fields.
func newDossier(doc *document.Document, reg *corpus.Register) *dossier {
	d := &dossier{doc: doc, reg: reg, places: newPlaces(reg)}
	d.elems = expand(elements(doc))
	d.root = outline(d.elems)
	d.readTables()
	d.items = d.collect()
	d.nameSheets()
	d.collectFields()
	return d
}

// expand puts the lines that sheets carry above their tables before the tables, and joins sheets that go on from the one
// before.
func expand(in []elem) []elem {
	out := make([]elem, 0, len(in))
	var last *table
	for _, e := range in {
		if g := e.table; g != nil {
			g.parts, g.before, g.rest = tablesOf(g)
			if t := overleaf(last, g); t != nil {
				g.parts, g.before, g.rest = []*table{t}, nil, nil
			}
			if n := len(g.parts); n > 0 {
				last = g.parts[n-1]
			}
			out = append(out, g.before...)
		}
		out = append(out, e)
	}
	return out
}

// lines returns all lines of the document in order.
func (d *dossier) lines() []*line {
	if d.allLines == nil {
		for _, e := range d.elems {
			if e.line != nil {
				d.allLines = append(d.allLines, e.line)
			}
		}
	}
	return d.allLines
}

// plan tells whether the document is a list of projects rather than one project.
func (d *dossier) plan() bool {
	for _, s := range d.sheets {
		if !s.cost() && len(s.all) > 1 {
			return true
		}
	}
	return d.listed || d.severalOwners() || d.spreadsheet() && len(d.sheets)+len(d.forms) > 0 && !d.costsOfOne() || len(d.registered()) > 1 || d.severalProjects()
}

// severalOwners tells whether tables stand under the headings of different agencies.
func (d *dossier) severalOwners() bool {
	first := ""
	for _, s := range d.sheets {
		switch own := s.table.owner(); {
		case own == "" || own == first:
		case first != "":
			return true
		default:
			first = own
		}
	}
	return false
}

// costsOfOne tells whether all tables add up the costs of one project, which the lines above them name.
func (d *dossier) costsOfOne() bool {
	named := map[string]string{}
	for _, l := range d.lines() {
		i := thingLabel(l)
		if i == 0 {
			continue
		}
		label, name := plain(l.text[:i]), plain(l.text[i:])
		if before, met := named[label]; met && before != name {
			return false
		}
		named[label] = name
	}
	return len(d.sheets) > 0 && len(named) > 0 && !slices.ContainsFunc(d.sheets, func(s *sheet) bool { return !s.cost() })
}

// proposal puts the fields together.
func (d *dossier) proposal() engine.Proposal {
	h := d.readHead()
	var p engine.Proposal
	p.Title, p.Place = d.title(h)
	p.Agency = d.agency()
	p.Date = d.date()
	p.Province = d.province(p.Agency, p.Title)
	p.TotalMoney = d.total()
	d.texts(&p)
	p.LegalBasis = d.legalBasis()
	if len(d.items) == 0 {
		d.items = d.clauses()
	}
	for _, it := range d.items {
		p.Components = append(p.Components, it.component())
	}
	d.ranges(&p)
	d.wholeAsComponent(&p, &h)
	p.NotFound = missing(&p)
	return p
}

// wholeAsComponent makes the project its own only component when nothing in it is itemised. A list whose rows could not be
// read is none.
func (d *dossier) wholeAsComponent(p *engine.Proposal, h *head) {
	if len(p.Components) > 0 || p.Title == "" || d.unplanned() || h.rules() || h.kind == listKind {
		return
	}
	name := p.Title
	if isSubject(plain(name)) {
		name = bareTitle(afterAbout(name))
	}
	c := engine.Component{Name: name, Description: p.Summary, Money: p.TotalMoney, Location: p.Place, Users: p.Users, Owner: p.Agency}
	c.Action, c.Negated = engine.ActionOf(name)
	p.Components = []engine.Component{c}
}

// unplanned tells whether a spreadsheet holds no list of projects at all.
func (d *dossier) unplanned() bool {
	return d.spreadsheet() && len(d.sheets)+len(d.forms) == 0
}

// agency finds the body that proposes: by label, else the letterhead.
func (d *dossier) agency() string {
	if f, ok := d.find(agencyLabels); ok && !d.severalProjects() && !d.planLike() && len(d.forms) < 2 {
		v := trimTail(firstLine(f.value))
		if n := countWords(plain(v)); n >= 2 && n <= 20 && isOrgan(v) {
			return v
		}
	}
	return d.organ()
}

// planLike tells whether the document is a plan by its tables.
func (d *dossier) planLike() bool {
	for _, s := range d.sheets {
		if s.table.has(roleOwner) && len(s.all) > 1 {
			return true
		}
	}
	return false
}

// missing lists the fields that were not found.
func missing(p *engine.Proposal) []string {
	var out []string
	for _, f := range []struct {
		name  string
		found bool
	}{
		{"title", p.Title != ""}, {"agency", p.Agency != ""}, {"province", p.Province != ""}, {"date", p.Date != ""},
		{"total_money", p.TotalMoney != nil}, {"objective", p.Objective != ""}, {"users", len(p.Users) > 0}, {"scope", p.Scope != ""},
		{"legal_basis", len(p.LegalBasis) > 0}, {"components", len(p.Components) > 0},
	} {
		if !f.found {
			out = append(out, f.name)
		}
	}
	return out
}

// inName finds the province that a name mentions: after the word tỉnh or thành phố, else anywhere when written with its marks.
func (ix *placesIndex) inName(name string) string {
	p := plain(name)
	if found := ix.after(p); found != "" {
		return found
	}
	if w := ix.words.within(p); w != "" && hasWords(marked(name), marked(ix.old[w])) {
		return ix.old[w]
	}
	return ""
}
