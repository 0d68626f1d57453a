package deployed

import (
	"cmp"
	"slices"
	"strconv"
)

// Total counts systems, or components of proposals, of one province, ministry, platform or year.
type Total struct {
	Key         string          `json:"key"` // province of today, agency code, platform id, or year; "" where that is not known
	Systems     int             `json:"systems"`
	Overlapping int             `json:"overlapping"`
	Accounts    map[Account]int `json:"accounts"`  // of those that overlap
	Money       int64           `json:"money_vnd"` // of those that overlap, sum of what is stated
	Unpriced    int             `json:"unpriced"`  // of those that overlap, how many state no money
}

// Totals are sums along four lines. Ministries and platforms count what overlaps only.
type Totals struct {
	All        Total   `json:"all"`
	Provinces  []Total `json:"provinces"`
	Ministries []Total `json:"ministries"`
	Platforms  []Total `json:"platforms"`
	Years      []Total `json:"years"`
}

// Sample is things that are alike in all that is counted.
type Sample struct {
	Unit, Ministry, Platform, Year string
	Account                        Account
	Overlapping                    bool
	Count                          int
	Money                          int64 // sum of what is stated
	Unpriced                       int   // how many state no money
}

// Sums gathers samples into totals.
type Sums struct {
	all, provinces, ministries, platforms, years tally
}

// NewSums returns empty sums.
func NewSums() *Sums {
	return &Sums{tally{"": {Accounts: map[Account]int{}}}, tally{}, tally{}, tally{}, tally{}}
}

// Add counts a sample along all lines.
func (s *Sums) Add(x Sample) {
	s.all.add("", &x)
	s.provinces.add(x.Unit, &x)
	s.years.add(x.Year, &x)
	if x.Overlapping {
		s.ministries.add(x.Ministry, &x)
		s.platforms.add(x.Platform, &x)
	}
}

// Totals returns the sums: most money first, years in order.
func (s *Sums) Totals() Totals {
	out := Totals{All: *s.all[""], Provinces: s.provinces.sorted(), Ministries: s.ministries.sorted(), Platforms: s.platforms.sorted(), Years: s.years.sorted()}
	slices.SortFunc(out.Years, func(a, b Total) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// Totals sums an audit up.
func (a *Audit) Totals() Totals {
	sums := NewSums()
	for i := range a.Cases {
		c := &a.Cases[i]
		x := Sample{Unit: c.Unit, Count: 1}
		if y := c.Record.System.Decided.Year(); y > 0 {
			x.Year = strconv.Itoa(y)
		}
		if m := c.Record.System.Money; m != nil {
			x.Money = *m
		} else {
			x.Unpriced = 1
		}
		if o := c.Overlap; o != nil {
			x.Overlapping, x.Account, x.Ministry, x.Platform = true, o.Account, string(o.Owner), string(o.Platform.ID)
		}
		sums.Add(x)
	}
	return sums.Totals()
}

// tally gathers totals by key.
type tally map[string]*Total

func (t tally) add(key string, x *Sample) {
	sum := t[key]
	if sum == nil {
		sum = &Total{Key: key, Accounts: map[Account]int{}}
		t[key] = sum
	}
	sum.Systems += x.Count
	if !x.Overlapping {
		return
	}
	sum.Overlapping += x.Count
	sum.Accounts[x.Account] += x.Count
	sum.Money += x.Money
	sum.Unpriced += x.Unpriced
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
