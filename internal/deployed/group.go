package deployed

import (
	"cmp"
	"slices"

	"github.com/rasoat/rasoat/engine"
)

// Group is systems that do the same job.
type Group struct {
	Cases     []int    // indexes into the cases, in their order; at least two
	Units     []string // provinces of today they belong to
	Former    []string // provinces as reported, where they are others: two and more after a merger
	Agencies  []string // as reported, each once
	Money     int64    // đồng, sum of what is stated
	Unpriced  int      // systems that state no money
	OneAgency bool     // all of one agency (rule T3 in the narrow sense)
}

// compareWithOneAnother finds the systems of one province that do the same job, and those of several provinces that ask
// for the same thing.
func (a *auditor) compareWithOneAnother(out *Audit) {
	records := make([]Record, len(out.Cases))
	at := map[int64]int{}
	for i := range out.Cases {
		records[i] = out.Cases[i].Record
		at[records[i].ID] = i
	}
	owned := NewOwned(a.reg, a.now, records, a.opt.AsOf)
	same := newUnion(len(records))
	for i := range records {
		if !owned.running(&records[i].System) {
			continue
		}
		for _, f := range owned.Check(records[i].System.Proposal())[0] {
			if j := at[f.Record.ID]; j != i && f.Own.Grade == engine.Duplicate {
				same.join(i, j)
			}
		}
	}
	for _, members := range same.groups() {
		out.Groups = append(out.Groups, a.group(out.Cases, members))
		for _, i := range members {
			out.Cases[i].Peers = slices.DeleteFunc(slices.Clone(members), func(j int) bool { return j == i })
		}
	}
	out.Shared = a.across(out.Cases)
}

// across groups the systems of several provinces by what they are called and do.
func (a *auditor) across(cases []Case) []Group {
	var c engine.Clusterer
	for i := range cases {
		p := cases[i].Record.System.Proposal()
		c.Add(a.now.Fingerprint(&p))
	}
	var out []Group
	for _, found := range c.Clusters() {
		if g := a.group(cases, found.Members); len(g.Units) > 1 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		return cmp.Or(len(b.Units)-len(a.Units), len(b.Cases)-len(a.Cases), cmp.Compare(b.Money, a.Money))
	})
	return out
}

func (a *auditor) group(cases []Case, members []int) Group {
	g := Group{Cases: members}
	for _, i := range members {
		s := &cases[i].Record.System
		g.Units = addOnce(g.Units, cases[i].Unit)
		g.Agencies = addOnce(g.Agencies, s.Agency)
		if unit := cases[i].Unit; unit != "" && squeeze(unit) != squeeze(s.Province) {
			g.Former = addOnce(g.Former, s.Province)
		} else {
			g.Former = addOnce(g.Former, unit)
		}
		if s.Money == nil {
			g.Unpriced++
		} else {
			g.Money += *s.Money
		}
	}
	slices.Sort(g.Units)
	slices.Sort(g.Former)
	g.OneAgency = len(g.Agencies) == 1 && len(g.Former) == 1
	return g
}

func addOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// union is union-find over cases; the root of a set is its least member.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}

// groups returns the sets of two and more, by their least member.
func (u union) groups() [][]int {
	members := make([][]int, len(u))
	for i := range u {
		members[u.find(i)] = append(members[u.find(i)], i)
	}
	return slices.DeleteFunc(members, func(m []int) bool { return len(m) < 2 })
}
