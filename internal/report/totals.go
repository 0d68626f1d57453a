package report

import (
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/deployed"
)

// RunTotalsSchema identifies the JSON form of the totals of kept runs.
const RunTotalsSchema = "rasoat.run-totals/1"

// RunTotals are the components of kept runs, counted by province, ministry, platform and year.
type RunTotals struct {
	Schema string          `json:"schema"`
	Runs   []int64         `json:"runs"`
	Shared int             `json:"shared_files"` // files that stand in more than one of the runs: counted in each
	Totals deployed.Totals `json:"totals"`       // systems are components here

	reg *corpus.Register
}

// NewRunTotals views the totals of runs.
func NewRunTotals(reg *corpus.Register, runs []int64, totals deployed.Totals) *RunTotals {
	return &RunTotals{Schema: RunTotalsSchema, Runs: filled(runs), Totals: totals, reg: reg}
}

func (v *RunTotals) show(n *note) {
	p := v.page(n.speaker)
	p.show(n)
}

func (v *RunTotals) page(s speaker) tablesPage {
	var runs []string
	for _, r := range v.Runs {
		runs = append(runs, fmt.Sprint(r))
	}
	all := &v.Totals.All
	p := tablesPage{Title: s.say("totals.title"), Lines: []string{s.say("totals.runs", s.series(runs)), s.say("totals.counts", all.Systems, all.Overlapping)}}
	if all.Overlapping > 0 {
		p.Lines = append(p.Lines, s.say("account.money")+": "+s.sum(all.Money, all.Unpriced, all.Overlapping))
	}
	if v.Shared > 0 {
		p.Warn = append(p.Warn, s.say("totals.shared", v.Shared))
	}
	for _, t := range s.totalsTables(v.reg, &v.Totals) {
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	return p
}

// totalsTables are the totals by province, ministry, platform and year.
func (s speaker) totalsTables(reg *corpus.Register, t *deployed.Totals) []pageTable {
	agency := func(code string) string {
		if a, ok := reg.Agency(code); ok && code != "" {
			return a.Name
		}
		return code
	}
	platform := func(id string) string {
		if p, ok := reg.Platform(corpus.ID(id)); ok {
			return p.Name
		}
		return id
	}
	same := func(key string) string { return key }
	return []pageTable{s.totalsTable("account.by_province", t.Provinces, same), s.totalsTable("account.by_ministry", t.Ministries, agency),
		s.totalsTable("account.by_platform", t.Platforms, platform), s.totalsTable("account.by_year", t.Years, same)}
}

// totalsTable is a table of counts; name tells what a key stands for.
func (s speaker) totalsTable(key string, totals []deployed.Total, name func(string) string) pageTable {
	t := pageTable{Title: s.say(key), Columns: []string{s.say("account.key"), s.say("account.systems"), s.say("account.overlapping")}, Counts: true}
	for _, a := range deployed.Accounts {
		t.Columns = append(t.Columns, s.code("account", "short_"+string(a)))
	}
	t.Columns = append(t.Columns, s.say("batch.in_dong", s.say("account.money")))
	for i := range totals {
		x := &totals[i]
		label := name(x.Key)
		if label == "" {
			label = s.say("deployed.unknown")
		}
		row, numbers := []string{label}, []*int64{}
		for _, n := range append([]int{x.Systems, x.Overlapping}, valuesOf(x.Accounts)...) {
			text, number := s.counted(n)
			row, numbers = append(row, text), append(numbers, number)
		}
		t.Rows = append(t.Rows, append(row, s.priced(s.grouped(x.Money), x.Unpriced, x.Overlapping)))
		if x.Unpriced == 0 && x.Overlapping > 0 {
			numbers = append(numbers, &x.Money)
		} else {
			numbers = append(numbers, nil)
		}
		t.Numbers = append(t.Numbers, numbers)
	}
	return t
}

// valuesOf are the counts of accounts in their order.
func valuesOf(accounts map[deployed.Account]int) []int {
	var out []int
	for _, a := range deployed.Accounts {
		out = append(out, accounts[a])
	}
	return out
}

// counted writes a count; none is left blank, so that what there is stands out.
func (s speaker) counted(n int) (text string, number *int64) {
	if n == 0 {
		return "", nil
	}
	wide := int64(n)
	return s.grouped(wide), &wide
}
