package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// Outlook says what a cluster comes to.
type Outlook string

// Outlooks of a cluster.
const (
	UsePlatform Outlook = "use_platform" // the list has a platform for it
	Candidate   Outlook = "candidate"    // several provinces ask for it and the list has no platform
	OneUnit     Outlook = "one_unit"     // only one province asks for it and the list has no platform
	NotCompared Outlook = "not_compared" // what is asked for was not decided, or is not compared by function
)

// Cluster is a group of proposals that ask for the same thing.
type Cluster struct {
	No        int             `json:"no"`        // from 1, in the order printed
	Leader    int             `json:"leader"`    // which member came first in the input
	Members   []ClusterMember `json:"members"`   // in input order, the leader included
	Provinces []string        `json:"provinces"` // units of 2026, in order of the alphabet
	Earliest  string          `json:"earliest"`  // earliest date stated, ISO; "" when none is
	Money     int64           `json:"money_vnd"` // sum of what is stated
	Unpriced  int             `json:"unpriced"`  // members that state no money
	Shared    []string        `json:"shared"`    // words of the leader that most members have too
	Outlook   Outlook         `json:"outlook"`
	Platform  corpus.ID       `json:"platform"`      // that is used instead, "" when the list has none
	Name      string          `json:"platform_name"` // its name
	Owner     string          `json:"platform_owner"`
	SameUnit  []SameUnit      `json:"same_unit"` // several members inside one province
	Near      []int           `json:"near"`      // numbers of other groups with a member similar to one of this
}

// ClusterMember is a proposal of a cluster.
type ClusterMember struct {
	Title    string `json:"title"`
	Agency   string `json:"agency"`
	Province string `json:"province"` // unit of 2026, "" when not known
	Former   string `json:"former"`   // province as written, when that is a former one
	Date     string `json:"date"`
	Money    *int64 `json:"money_vnd"`
	File     string `json:"file"`
	Place    string `json:"place"`
	Row      int    `json:"row"`            // row of its first component in the table of components, from 1; 0 for one of an earlier run
	Run      int64  `json:"run,omitempty"`  // the earlier run that it was kept in
	Item     int    `json:"item,omitempty"` // its number there
}

// SameUnit is a province in which several members lie.
type SameUnit struct {
	Province string   `json:"province"`
	Former   []string `json:"former"` // former provinces they come from; two and more after a merger
	Members  []int    `json:"members"`
}

// outlook says what a cluster comes to.
func (s speaker) outlook(c *Cluster) string {
	switch c.Outlook {
	case UsePlatform:
		return s.say("cluster.instead", s.say("para.quoted", c.Name), c.Owner)
	case Candidate:
		return s.say("cluster.candidate", len(c.Provinces), s.clusterMoney(c))
	case OneUnit:
		if c.merged() {
			return s.say("cluster.no_platform")
		}
		return s.say("cluster.one_unit")
	}
	return s.say("cluster.not_compared")
}

// stated is the sum of money, nil where no member states any.
func (c *Cluster) stated() *int64 {
	if c.Unpriced == len(c.Members) {
		return nil
	}
	return &c.Money
}

// clusterMoney is the sum in short, "10 tỷ", and how many members state none.
func (s speaker) clusterMoney(c *Cluster) string {
	sum := s.short(c.Money)
	switch {
	case c.Unpriced == len(c.Members):
		return s.say("note.not_stated")
	case sum == "":
		sum = s.money(c.Money)
	}
	if c.Unpriced > 0 {
		sum += " (" + s.say("cluster.unpriced", c.Unpriced) + ")"
	}
	return sum
}

// merged tells whether members of several former provinces lie in one of today.
func (c *Cluster) merged() bool {
	return slices.ContainsFunc(c.SameUnit, func(u SameUnit) bool { return len(u.Former) > 1 })
}

// comesTo is the outlook of a cluster, and what is to be settled inside provinces.
func (s speaker) comesTo(c *Cluster) string {
	return strings.Join(append([]string{s.outlook(c)}, s.sameUnits(c)...), "; ")
}

// sameUnits says where several members lie in one province, and which former ones they come from.
func (s speaker) sameUnits(c *Cluster) []string {
	var out []string
	for _, u := range c.SameUnit {
		if len(u.Former) > 1 {
			out = append(out, s.say("cluster.merged", u.Province, s.series(u.Former), len(u.Members)))
		} else {
			out = append(out, s.say("cluster.same_unit", u.Province, len(u.Members)))
		}
	}
	return out
}

// numbers lists a few numbers of groups.
func numbers(near []int) string {
	texts := make([]string, min(len(near), nearShown))
	for i := range texts {
		texts[i] = strconv.Itoa(near[i])
	}
	if len(near) > nearShown {
		texts = append(texts, "…")
	}
	return strings.Join(texts, ", ")
}

// nearShown is how many near groups are named in a table; the machine-readable forms name all.
const nearShown = 8

func (s speaker) sharedWords(c *Cluster) string {
	quoted := make([]string, len(c.Shared))
	for i, w := range c.Shared {
		quoted[i] = s.say("para.quoted", w)
	}
	return strings.Join(quoted, ", ")
}

func (s speaker) clusterColumns() []string {
	return []string{s.say("cluster.no"), s.say("cluster.leader"), s.say("cluster.members"), s.say("cluster.provinces"), s.say("cluster.earliest"),
		s.say("label.money"), s.say("cluster.shared"), s.say("cluster.outlook"), s.say("cluster.in_one"),
		s.say("cluster.near")}
}

func (s speaker) clusterRow(c *Cluster) []string {
	return []string{fmt.Sprint(c.No), c.Members[c.Leader].Title, fmt.Sprint(len(c.Members)), fmt.Sprintf("%d: %s", len(c.Provinces), strings.Join(c.Provinces, ", ")),
		s.date(c.Earliest), s.clusterMoney(c), s.sharedWords(c), s.outlook(c), strings.Join(s.sameUnits(c), "; "), numbers(c.Near)}
}

func (s speaker) clusterTable(clusters []Cluster) pageTable {
	t := pageTable{Title: s.say("batch.cluster_title"), Columns: s.clusterColumns()}
	for i := range clusters {
		t.Rows = append(t.Rows, s.clusterRow(&clusters[i]))
	}
	return t
}
