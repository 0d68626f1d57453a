package deployed

import (
	"cmp"
	"slices"
	"strconv"
)

// Total counts the systems of one province, ministry, platform or year.
type Total struct {
	Key         string          `json:"key"` // province of today, agency code, platform id, or year of the decision; "" where that is not known
	Systems     int             `json:"systems"`
	Overlapping int             `json:"overlapping"`
	Accounts    map[Account]int `json:"accounts"`  // of those that overlap
	Money       int64           `json:"money_vnd"` // of those that overlap, sum of what is stated
	Unpriced    int             `json:"unpriced"`  // of those that overlap, how many state no money
}

// Totals are the sums of an audit. Ministries and platforms count overlapping systems only.
type Totals struct {
	All        Total   `json:"all"`
	Provinces  []Total `json:"provinces"`
	Ministries []Total `json:"ministries"`
	Platforms  []Total `json:"platforms"`
	Years      []Total `json:"years"`
}

// tally gathers totals by key.
type tally map[string]*Total

// Totals sums an audit up: most money first, years in order.
func (a *Audit) Totals() Totals {
	all, provinces, ministries, platforms, years := tally{}, tally{}, tally{}, tally{}, tally{}
	all.of("")
	for i := range a.Cases {
		c := &a.Cases[i]
		year := ""
		if y := c.Record.System.Decided.Year(); y > 0 {
			year = strconv.Itoa(y)
		}
		all.add("", c)
		provinces.add(c.Unit, c)
		years.add(year, c)
		if c.Overlap != nil {
			ministries.add(string(c.Overlap.Owner), c)
			platforms.add(string(c.Overlap.Platform.ID), c)
		}
	}
	out := Totals{All: *all[""], Provinces: provinces.sorted(), Ministries: ministries.sorted(), Platforms: platforms.sorted(), Years: years.sorted()}
	slices.SortFunc(out.Years, func(a, b Total) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func (t tally) of(key string) *Total {
	if t[key] == nil {
		t[key] = &Total{Key: key, Accounts: map[Account]int{}}
	}
	return t[key]
}

func (t tally) add(key string, c *Case) {
	sum := t.of(key)
	sum.Systems++
	if c.Overlap == nil {
		return
	}
	sum.Overlapping++
	sum.Accounts[c.Overlap.Account]++
	if m := c.Record.System.Money; m != nil {
		sum.Money += *m
	} else {
		sum.Unpriced++
	}
}

func (t tally) sorted() []Total {
	out := make([]Total, 0, len(t))
	for _, sum := range t {
		out = append(out, *sum)
	}
	slices.SortFunc(out, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.Money, a.Money), b.Overlapping-a.Overlapping, b.Systems-a.Systems, cmp.Compare(a.Key, b.Key))
	})
	return out
}
