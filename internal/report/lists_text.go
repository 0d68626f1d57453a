package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

func join(words []string) string { return strings.Join(words, "; ") }

func (v *ListIndex) show(n *note) {
	n.heading(0, n.say("lists.title", n.date(string(v.AsOf))))
	if len(v.Lists) == 0 {
		n.paragraph(0, n.say("list.missing"))
		return
	}
	columns := []column{{n.say("lists.id"), 11, false}, {n.say("label.date"), 10, false},
		{n.say("lists.announced"), 9, true}, {n.say("lists.rows"), 8, true}, {n.say("label.complete"), max(n.width-46, 16), false}}
	var rows [][]string
	for i := range v.Lists {
		l := &v.Lists[i]
		rows = append(rows, []string{string(l.ID), n.date(string(l.Date)), strconv.Itoa(l.AnnouncedTotal), strconv.Itoa(l.Rows), n.shortCompleteness(l)})
	}
	n.table(columns, rows, make([]style, len(rows)))
	n.blank()
	for i := range v.Lists {
		l := &v.Lists[i]
		n.item(0, string(l.ID)+":", n.speaker.document(l.Document)+n.announcers(l))
	}
	n.blank()
	if v.Default == "" {
		n.paragraph(0, n.say("list.missing"))
	} else {
		n.paragraph(0, n.say("lists.default", v.Default))
	}
	for i := range v.Lists {
		n.rebuilt(&v.Lists[i])
	}
}

// shortCompleteness names the completeness of a list in a word or two.
func (s speaker) shortCompleteness(l *ListHead) string {
	text := s.say("lists." + string(l.Completeness))
	if l.Kind == corpus.Programme {
		text = s.say("lists.programme") + "; " + text
	}
	return text
}

// announcers says how many agencies announced, where that is known.
func (s speaker) announcers(l *ListHead) string {
	switch {
	case l.AnnouncedBy == nil:
		return ""
	case l.AgenciesTotal == nil:
		return "; " + s.say("lists.by", *l.AnnouncedBy)
	}
	return "; " + s.say("lists.by_of", *l.AnnouncedBy, *l.AgenciesTotal)
}

// rebuilt warns that the rows of a list are not those announced.
func (n *note) rebuilt(l *ListHead) {
	if l.Completeness == corpus.Reconstruction {
		n.blank()
		n.hanging(0, "! ", n.say("lists.rebuilt", l.ID, l.Rows), yellow)
	}
}

// listHead prints what is known of a list as a whole.
func (n *note) listHead(l *ListHead) {
	n.heading(0, n.say("list.line", l.ID, l.Document, n.date(string(l.Date))))
	n.field(0, n.say("label.complete"), n.shortCompleteness(l))
	n.field(0, n.say("lists.rows"), n.say("lists.rows_of", l.Rows, l.AnnouncedTotal))
	if by := strings.TrimPrefix(n.announcers(l), "; "); by != "" {
		n.field(0, n.say("lists.announcers"), by)
	}
	n.rebuilt(l)
}

func (n *note) listFoot(l *ListHead) {
	n.blank()
	n.field(0, n.say("card.note"), n.inLanguage(l.Note))
	n.heading(0, n.say("card.source"))
	for _, url := range l.Sources {
		n.unbroken(2, url)
	}
	n.heading(0, n.say("lists.hash"))
	n.unbroken(2, l.Hash)
}

// unbroken prints a word that must not be broken, such as an address to be copied, however long it is.
func (n *note) unbroken(indent int, word string) {
	if word != "" {
		n.out.WriteString(strings.Repeat(" ", indent) + printable(word) + "\n")
	}
}

// inLanguage picks the language of a note that stands in both: "tiếng Việt | English".
func (s speaker) inLanguage(text string) string {
	vi, en, both := strings.Cut(text, " | ")
	if both && s.lang == English {
		return en
	}
	return vi
}

func (v *ListView) show(n *note) {
	n.listHead(&v.List)
	n.blank()
	owner, id := 15, 4 // an id is not broken: it is what one types next
	var rows [][]string
	for _, r := range v.Rows {
		id = max(id, len(r.Platform))
		rows = append(rows, []string{r.Group + r.No, string(r.Platform), r.Name, n.rowOwner(r)})
	}
	columns := []column{{n.say("label.no"), 4, true}, {n.say("card.id"), id, false},
		{n.say("label.platform"), max(n.width-owner-id-10, 16), false}, {n.say("label.owner"), owner, false}}
	n.table(columns, rows, make([]style, len(rows)))
	n.listFoot(&v.List)
}

// rowOwner is the owner a list prints, with the owner on the date of the view where that is another.
func (s speaker) rowOwner(r ListRow) string {
	owner := string(r.Owner)
	if owner == "" {
		owner = s.say("lists.owner_unread")
	}
	if r.OwnerNow != "" && r.OwnerNow != r.Owner {
		owner += " → " + string(r.OwnerNow)
	}
	return owner
}

func (v *ListStats) show(n *note) {
	n.listHead(&v.List)
	n.blank()
	n.heading(0, n.say("lists.per_owner"))
	columns := []column{{n.say("label.owner"), max(n.width-24, 20), false}, {n.say("lists.announced"), 9, true}, {n.say("lists.rows"), 8, true}}
	var rows [][]string
	for _, o := range v.Owners {
		announced := "–"
		if o.Announced != nil {
			announced = strconv.Itoa(*o.Announced)
		}
		rows = append(rows, []string{n.agency(o.AgencyRef), announced, strconv.Itoa(o.Rows)})
	}
	rows = append(rows, []string{n.say("note.total"), strconv.Itoa(v.List.AnnouncedTotal), strconv.Itoa(v.List.Rows)})
	n.table(columns, rows, make([]style, len(rows)))
	n.silent(v)
	n.listFoot(&v.List)
}

// silent prints the agencies of the list's day that have nothing announced, and what is not explained about them.
func (n *note) silent(v *ListStats) {
	n.blank()
	n.heading(0, n.say("lists.silent"))
	if !v.NotAnnouncedKnown {
		n.paragraph(2, n.say("lists.silent_unknown"))
		return
	}
	n.paragraph(2, n.say("lists.silent_count", len(v.NotAnnounced), v.Agencies, n.date(string(v.List.Date))))
	for _, a := range v.NotAnnounced {
		n.item(2, "-", n.agency(a))
	}
	named := len(v.Owners)
	if by := v.List.AnnouncedBy; by != nil && *by > named {
		n.paragraph(2, n.say("lists.unexplained", named, v.List.AnnouncedTotal, fmt.Sprint(*by), *by-named))
	}
}
