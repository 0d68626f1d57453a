package main

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/viet"
)

// grouping gathers what proposals ask for, and finds what asks for the same thing.
type grouping struct {
	check     *checker
	clusterer engine.Clusterer
	items     []groupItem
	spelt     map[uint64]*viet.Text // what abbreviations stand for, see spellings
	earlier   int                   // how many of the items are of earlier runs
	stale     bool                  // fingerprints of earlier runs were made anew
}

// groupItem is what is kept of a proposal, or of a component of one, until all are known. Of an earlier run it is filled
// when needed.
type groupItem struct {
	run    int64 // an earlier one, 0 for this one
	no     int   // item of that run
	unit   int   // which of the units of that item
	member report.ClusterMember
	print  engine.Fingerprint
	names  []string // title and components
	grade  engine.Verdict
	best   engine.PlatformRef // of the finding the grade rests on, where that overlaps
}

func newGrouping(c *checker) *grouping {
	return &grouping{check: c, spelt: spellings(c.reg.Abbreviations)}
}

// add keeps the units of an item of this run; row is that of its first component in the report.
func (g *grouping) add(r *engine.Result, no, row int) {
	for i, u := range g.units(r) {
		item := g.item(r, u)
		item.no, item.unit, item.print = no, i, u.print
		item.member.Row = row
		if len(u.components) > 0 {
			item.member.Row += u.components[0]
		}
		g.clusterer.Add(u.print)
		g.items = append(g.items, item)
	}
}

// unit is what is compared with other proposals: a component that says by its name what it is, or a proposal without those.
type unit struct {
	own        bool  // one of several components
	components []int // of the result
	print      engine.Fingerprint
}

// tellingFeatures is how many features the name of a component has that is compared by itself: those of two telling words.
const tellingFeatures = 3

// units parts a proposal. What two projects have in common is often one component of each; "Phần mềm nội bộ" says nothing
// without the title of its project, and equipment and training go with the rest.
func (g *grouping) units(r *engine.Result) []unit {
	p := &r.Proposal
	rest, own, system := unit{}, []unit{}, false
	for i := range r.Components {
		c := &r.Components[i]
		if c.Kind == engine.System && len(r.Components) > 1 {
			part := engine.Proposal{Title: c.Component.Name, Components: p.Components[i : i+1]}
			if print := g.check.judge.Fingerprint(&part); len(print) >= tellingFeatures {
				own = append(own, unit{own: true, components: []int{i}, print: print})
				continue
			}
			system = true
		}
		rest.components = append(rest.components, i)
	}
	if len(own) > 0 && !system {
		return own
	}
	of := engine.Proposal{Title: p.Title}
	for _, i := range rest.components {
		if len(r.Components) == 1 || r.Components[i].Kind == engine.System {
			of.Components = append(of.Components, p.Components[i])
		}
	}
	rest.print = g.check.judge.Fingerprint(&of)
	return append(own, rest)
}

// item takes from a result what a group needs of one of its units.
func (g *grouping) item(r *engine.Result, u unit) groupItem {
	p := &r.Proposal
	item := groupItem{names: []string{p.Title}, grade: r.Grade, member: report.ClusterMember{
		Title: p.Title, Agency: p.Agency, Province: p.Province, Date: p.Date, Money: p.TotalMoney, File: r.Document.File, Place: p.Place}}
	if u.own {
		c := &r.Components[u.components[0]]
		item.names, item.grade = nil, c.Grade
		item.member.Title, item.member.Money, item.member.Place = c.Component.Name+" ("+p.Title+")", c.Component.Money, cmp.Or(c.Component.Location, p.Place)
	} else if len(u.components) < len(r.Components) { // the others are counted by themselves
		var own []engine.Component
		for _, i := range u.components {
			own = append(own, r.Components[i].Component)
		}
		item.member.Money = engine.SumOf(own)
	}
	if unit, ok := g.check.reg.ProvinceOf(p.Province); ok && p.Province != "" {
		item.member.Province = unit
		if viet.Fold(unit) != viet.Fold(p.Province) {
			item.member.Former = p.Province
		}
	}
	for _, i := range u.components {
		c := &r.Components[i]
		if c.Component.Name != p.Title || u.own {
			item.names = append(item.names, c.Component.Name)
		}
		if item.best.ID == "" && len(c.Findings) > 0 && offers(c.Grade) {
			item.best = c.Findings[0].Platform
		}
	}
	return item
}

// one tells whether a group holds parts of one proposal only, which is no group.
func (g *grouping) one(c engine.Cluster) bool {
	first := &g.items[c.Members[0]]
	for _, n := range c.Members {
		if g.items[n].run != first.run || g.items[n].no != first.no {
			return false
		}
	}
	return true
}

// offers tells whether a platform offers what has this grade, wholly or in part.
func offers(v engine.Verdict) bool { return v == engine.Duplicate || v == engine.PartialOverlap }

// clusters describes groups. Those that most ask for stand first, then those with most money, then input order.
func (g *grouping) clusters(found []engine.Cluster) []report.Cluster {
	out := make([]report.Cluster, len(found))
	for i := range found {
		out[i] = g.cluster(found[i])
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &out[i], &out[j]
		return cmp.Or(len(b.Provinces)-len(a.Provinces), len(b.Members)-len(a.Members), cmp.Compare(b.Money, a.Money))
	})
	return numbered(out, found, order)
}

// numbered puts groups in their order and numbers them.
func numbered(groups []report.Cluster, found []engine.Cluster, order []int) []report.Cluster {
	number := map[int]int{} // by leader
	for n, i := range order {
		number[found[i].Leader] = n + 1
	}
	out := make([]report.Cluster, len(order))
	for n, i := range order {
		out[n] = groups[i]
		out[n].No = n + 1
		out[n].Near = make([]int, 0, len(found[i].Near))
		for _, leader := range found[i].Near {
			if near := number[leader]; near > 0 { // one of the groups that are shown
				out[n].Near = append(out[n].Near, near)
			}
		}
		slices.Sort(out[n].Near)
	}
	return out
}

func (g *grouping) cluster(found engine.Cluster) report.Cluster {
	out := report.Cluster{Leader: slices.Index(found.Members, found.Leader), Provinces: []string{}, SameUnit: []report.SameUnit{}}
	units := map[string]*report.SameUnit{}
	for i, n := range found.Members {
		m := g.items[n].member
		out.Members = append(out.Members, m)
		if m.Money == nil {
			out.Unpriced++
		} else {
			out.Money += *m.Money
		}
		if m.Date != "" && (out.Earliest == "" || m.Date < out.Earliest) {
			out.Earliest = m.Date
		}
		if m.Province != "" {
			if units[m.Province] == nil {
				units[m.Province] = &report.SameUnit{Province: m.Province, Former: []string{}}
				out.Provinces = append(out.Provinces, m.Province)
			}
			units[m.Province].Members = append(units[m.Province].Members, i)
		}
	}
	slices.Sort(out.Provinces)
	for _, p := range out.Provinces {
		if u := units[p]; len(u.Members) > 1 {
			u.Former = formerOf(out.Members, u.Members)
			out.SameUnit = append(out.SameUnit, *u)
		}
	}
	out.Shared = g.shared(found)
	g.outlook(found, &out)
	return out
}

// formerOf lists the provinces, as they were before the merger, of some members.
func formerOf(members []report.ClusterMember, of []int) []string {
	var out []string
	for _, i := range of {
		name := members[i].Former
		if name == "" {
			name = members[i].Province
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// outlook says whether the list has a platform for a group: that of the leader, else the one most members have.
func (g *grouping) outlook(found engine.Cluster, out *report.Cluster) {
	votes, best := map[string]int{}, g.items[found.Leader].best
	for _, n := range found.Members {
		p := g.items[n].best
		votes[string(p.ID)]++
		if votes[string(p.ID)] > len(found.Members)/2 && best.ID == "" {
			best = p
		}
	}
	switch grade := g.items[found.Leader].grade; {
	case best.ID != "":
		out.Outlook, out.Platform, out.Name, out.Owner = report.UsePlatform, best.ID, best.Name, best.Owner
	case grade != engine.None && grade != engine.SameDomain:
		out.Outlook = report.NotCompared
	case len(out.Provinces) > 1:
		out.Outlook = report.Candidate
	default:
		out.Outlook = report.OneUnit
	}
}
