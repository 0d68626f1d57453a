package report

import (
	"github.com/rasoat/rasoat/corpus"
)

// PlatformCard is everything the register holds of a platform, as of a date.
type PlatformCard struct {
	Schema string      `json:"schema"`
	AsOf   corpus.Date `json:"as_of"`
	corpus.Platform
	OwnerOn      AgencyRef     `json:"owner_on_date"` // code "" when not known
	StateOn      corpus.State  `json:"state_on_date"` // on the date of the view
	FactsOn      []corpus.Fact `json:"facts_on_date"` // operator, contact, connection, address, successor
	Owners       []OwnerPeriod `json:"owners"`
	FunctionRefs []FunctionRef `json:"function_refs"`
	Lists        []ListedIn    `json:"lists"` // oldest list first
	Related      []PlatformRef `json:"related"`
}

// OwnerPeriod is a period in which an agency owned a platform; an empty bound is open or not known.
type OwnerPeriod struct {
	Agency corpus.AgencyCode `json:"agency"`
	Name   string            `json:"name"`
	From   corpus.Date       `json:"from"`
	To     corpus.Date       `json:"to"`
}

// PlatformRef names a platform.
type PlatformRef struct {
	ID   corpus.ID `json:"id"`
	Name string    `json:"name"`
}

// ListedIn is a list in which a platform stands.
type ListedIn struct {
	List         corpus.ListID       `json:"list"`
	Document     string              `json:"document"`
	Date         corpus.Date         `json:"date"`
	Completeness corpus.Completeness `json:"completeness"`
	No           string              `json:"no"`
	Group        string              `json:"group"`
	Name         string              `json:"name"`
	Owner        corpus.AgencyCode   `json:"owner"`
}

// NewPlatformCard views a platform as of a date.
func NewPlatformCard(reg *corpus.Register, p *corpus.Platform, asOf corpus.Date) *PlatformCard {
	c := &PlatformCard{Schema: PlatformSchema, AsOf: asOf, Platform: *p, OwnerOn: agencyRef(reg, reg.OwnerOf(p, asOf)),
		StateOn: p.StateOn(asOf), FactsOn: []corpus.Fact{}, Owners: []OwnerPeriod{}, FunctionRefs: []FunctionRef{}, Lists: []ListedIn{}, Related: []PlatformRef{}}
	if f, ok := p.FactOn(corpus.FactState, asOf); ok {
		c.State, c.StateAsOf, c.StateSource = corpus.State(f.Value), f.From, f.Source
	}
	for _, kind := range []corpus.FactKind{corpus.FactOperator, corpus.FactContact, corpus.FactConnection, corpus.FactURL, corpus.FactSuccessor} {
		if f, ok := p.FactOn(kind, asOf); ok {
			c.FactsOn = append(c.FactsOn, f)
		}
	}
	for _, o := range p.Owners {
		c.Owners = append(c.Owners, OwnerPeriod{o.Agency, agencyRef(reg, o.Agency).Name, o.From, o.To})
	}
	for _, code := range p.FunctionCodes {
		if f, ok := reg.Function(code); ok {
			c.FunctionRefs = append(c.FunctionRefs, FunctionRef{Code: string(code), Name: f.Name, NameEN: f.NameEN})
		}
	}
	for _, e := range reg.ListsOf(p.ID) {
		l, _ := reg.List(e.List)
		c.Lists = append(c.Lists, ListedIn{l.ID, l.Document, l.Date, l.Completeness, e.No, e.Group, e.Name, e.Owner})
	}
	for _, id := range reg.Related(p) {
		if other, ok := reg.Platform(id); ok {
			c.Related = append(c.Related, PlatformRef{id, other.Name})
		}
	}
	return c
}

func (c *PlatformCard) show(n *note) {
	n.heading(0, c.Name)
	n.field(0, n.say("card.id"), string(c.ID))
	n.field(0, n.say("card.name_en"), c.NameEN)
	n.field(0, n.say("card.acronym"), c.Acronym)
	n.field(0, n.say("label.aliases"), join(c.Aliases))
	n.field(0, n.say("card.kind"), n.code("platform_kind", c.Kind))
	n.field(0, n.say("label.scope"), c.Scope)
	n.field(0, n.say("label.users"), join(c.Users))
	n.unbroken(0, c.URL)
	n.blank()
	n.cardOwners(c)
	n.cardState(c)
	n.cardLists(c)
	n.cardWork(c)
	n.cardSources(c)
}

func (n *note) cardOwners(c *PlatformCard) {
	n.heading(0, n.say("card.owners"))
	for _, o := range c.Owners {
		n.item(2, "-", n.agency(AgencyRef{o.Agency, o.Name})+n.period(o.From, o.To))
	}
	owner := n.say("note.unknown")
	if c.OwnerOn.Code != "" {
		owner = n.agency(c.OwnerOn)
	}
	n.item(2, "→", n.say("card.on_date", n.date(string(c.AsOf)), owner))
}

func (n *note) cardState(c *PlatformCard) {
	n.blank()
	n.heading(0, n.say("label.state"))
	n.item(2, "→", n.say("card.on_date", n.date(string(c.AsOf)), n.code("state", string(c.StateOn))))
	for _, f := range c.FactsOn {
		n.item(2, "-", n.say("card.fact", n.code("fact", string(f.Kind)), f.Value, f.Source, n.date(string(f.From))))
	}
	if c.StateAsOf == "" {
		n.item(2, "-", n.say("card.no_state"))
		return
	}
	n.item(2, "-", n.say("card.state_source", n.code("state", string(c.State)), n.date(string(c.StateAsOf))))
	n.unbroken(4, c.StateSource)
}

func (n *note) cardLists(c *PlatformCard) {
	n.blank()
	n.heading(0, n.say("card.lists"))
	if len(c.Lists) == 0 {
		n.item(2, "-", n.say("card.no_list"))
	}
	for _, l := range c.Lists {
		key := "card.listed"
		if l.Completeness == corpus.Reconstruction {
			key = "card.listed_rebuilt"
		}
		owner := string(l.Owner)
		if owner == "" {
			owner = n.say("lists.owner_unread")
		}
		n.item(2, "-", n.say(key, l.List, n.speaker.document(l.Document), n.date(string(l.Date)), l.Group+l.No, l.Name, owner))
	}
}

func (n *note) cardWork(c *PlatformCard) {
	n.blank()
	n.heading(0, n.say("label.purpose"))
	n.paragraph(2, c.Purpose)
	n.blank()
	n.heading(0, n.say("label.functions"))
	for _, f := range c.Functions {
		n.item(2, "-", f)
	}
	for _, f := range c.FunctionRefs {
		n.item(2, "#", n.say("note.business", f.Code+" "+f.Name))
	}
	n.list("label.data", "-", c.DataObjects)
	var related []string
	for _, p := range c.Related {
		related = append(related, p.Name+" ("+string(p.ID)+")")
	}
	n.list("card.related", "-", related)
}

func (n *note) cardSources(c *PlatformCard) {
	n.blank()
	n.heading(0, n.say("card.provenance"))
	n.field(2, n.say("label.title"), n.code("provenance", c.Provenance.Name))
	n.field(2, n.say("label.purpose"), n.code("provenance", c.Provenance.Purpose))
	n.field(2, n.say("label.functions"), n.code("provenance", c.Provenance.Functions))
	n.field(2, n.say("card.source_ids"), join(c.SourceIDs))
	n.field(2, n.say("card.note"), c.Note)
	n.unbroken(2, c.Provenance.SourceURL)
}

// agency names an agency with its code, or says that it was not read.
func (s speaker) agency(a AgencyRef) string {
	switch {
	case a.Code == "":
		return s.say("lists.owner_unread")
	case a.Name == "":
		return string(a.Code)
	}
	return a.Name + " (" + string(a.Code) + ")"
}

// period writes the bounds of a period that are known.
func (s speaker) period(from, to corpus.Date) string {
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return s.say("card.from", s.date(string(from)))
	case from == "":
		return s.say("card.to", s.date(string(to)))
	}
	return s.say("card.from_to", s.date(string(from)), s.date(string(to)))
}
