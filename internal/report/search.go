package report

import (
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// SearchSchema names the JSON form of a Search.
const SearchSchema = "rasoat.search/1"

// Search is what was found by words, the best first.
type Search struct {
	Schema  string      `json:"schema"`
	Query   string      `json:"query"`
	AsOf    corpus.Date `json:"as_of"`
	Total   int         `json:"total"`   // platforms found, shown or not
	Relaxed bool        `json:"relaxed"` // no platform had all the words
	Hits    []SearchHit `json:"hits"`
}

// SearchHit is a platform found.
type SearchHit struct {
	ID        corpus.ID         `json:"id"`
	Name      SearchText        `json:"name"`
	Owner     corpus.AgencyCode `json:"owner"` // on the date, "" when not known
	Lists     []SearchList      `json:"lists"` // announced by the date, and the one asked for
	Fragments []SearchText      `json:"fragments"`
}

// SearchList is a list that a platform stands in.
type SearchList struct {
	ID           corpus.ListID       `json:"id"`
	Completeness corpus.Completeness `json:"completeness"`
}

// SearchText is a text in which words were found. Marks are pairs of byte offsets into it, in order.
type SearchText struct {
	Field string   `json:"field"` // name, alias, purpose, function, object, user
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// searchLabels are the labels of the fields that words are found in.
var searchLabels = map[string]string{"alias": "label.aliases", "purpose": "label.purpose", "function": "label.functions", "object": "label.data", "user": "label.users"}

// show prints one paragraph a platform: number, name, then id, owner and lists, then where the other words stand.
func (v *Search) show(n *note) {
	if len(v.Hits) == 0 {
		n.paragraph(0, n.say("search.none"))
		return
	}
	if v.Relaxed {
		n.paragraph(0, n.say("search.relaxed"))
		n.blank()
	}
	caution := false
	for i := range v.Hits {
		h := &v.Hits[i]
		n.emphasised(fmt.Sprintf("%3d. ", i+1), h.Name.pieces(""))
		n.paragraph(5, n.searchHeading(h))
		for _, f := range h.Fragments {
			n.emphasised("     ", f.pieces(n.say(searchLabels[f.Field])+": "))
		}
		for _, l := range h.Lists {
			caution = caution || l.Completeness == corpus.Reconstruction
		}
		n.blank()
	}
	n.paragraph(0, n.say("search.total", v.Total, len(v.Hits)))
	if caution {
		n.paragraph(0, n.say("search.caution"))
	}
}

// searchHeading is the line of id, owner and lists.
func (s speaker) searchHeading(h *SearchHit) string {
	owner, lists := string(h.Owner), []string{}
	if owner == "" {
		owner = s.say("search.no_owner")
	}
	for _, l := range h.Lists {
		name := string(l.ID)
		if l.Completeness == corpus.Reconstruction {
			name = s.say("search.rebuilt", name)
		}
		lists = append(lists, name)
	}
	if len(lists) == 0 {
		lists = []string{s.say("search.no_list")}
	}
	return fmt.Sprintf("%s · %s · %s", h.ID, owner, strings.Join(lists, ", "))
}

// pieces are the text after a label, parted so that every second piece is marked.
func (t *SearchText) pieces(label string) []string {
	out, at := []string{label}, 0
	for _, m := range t.Marks {
		out[len(out)-1] += t.Text[at:m[0]]
		out, at = append(out, t.Text[m[0]:m[1]], ""), m[1]
	}
	out[len(out)-1] += t.Text[at:]
	return out
}
