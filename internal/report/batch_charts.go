package report

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Charts are drawn with places worked out here, so that a page needs no script for them. Lengths are units of the
// drawing; text is 13 units high. Every chart stands beside a table of the same figures.
const (
	chartWidth   = 860
	chartRows    = 12  // bars drawn; the table has all
	barStep      = 44  // from one bar to the next, the name standing above it
	barLeft      = 0   // counts
	barMiddle    = 430 // money
	barMost      = 270
	chartHead    = 22
	chartName    = 105 // characters of a name that fit above a bar
	heatLabel    = 330
	heatName     = 48
	heatCell     = 26
	heatTop      = 120
	heatRows     = 24
	heatColumns  = 36
	heatLevels   = 5
	heatTwoDigit = 99
)

// barChart shows for each name how many components, and how much money.
type barChart struct {
	ID, Title, Desc string
	Height          int
	Left, Right     string // what the two columns of bars show
	Bars            []chartBar
}

// chartBar is a name with its two bars.
type chartBar struct {
	Y            int
	Name, Count  string
	Money        string
	CountLength  int
	MoneyLength  int
	CountX, SumX int // where the figures stand
}

// TextY and BarY are where the name and the bars of a row stand; MiddleX is where bars of money begin.
func (b chartBar) TextY() int   { return b.Y + 14 }
func (b chartBar) BarY() int    { return b.Y + 20 }
func (b chartBar) FigureY() int { return b.Y + 32 }
func (b chartBar) MiddleX() int { return barMiddle }

// Width is the width of the drawing.
func (c barChart) Width() int { return chartWidth }

// MiddleX is where the bars of money begin.
func (c barChart) MiddleX() int { return barMiddle }

// charted is what a bar is drawn from.
type charted struct {
	name  string
	count int
	money int64
}

// bars draws the first rows. The longest bar of each column takes its whole width.
func (s speaker) bars(id, title string, rows []charted) barChart {
	shown := rows[:min(len(rows), chartRows)]
	c := barChart{ID: id, Title: title, Height: chartHead + barStep*len(shown), Left: s.say("batch.components"), Right: s.say("label.money")}
	c.Desc = s.say("chart.bars", len(shown), len(rows))
	most, sum := 1, int64(1)
	for _, r := range shown {
		most, sum = max(most, r.count), max(sum, r.money)
	}
	for i, r := range shown {
		b := chartBar{Y: chartHead + i*barStep, Name: elided(r.name, chartName), Count: s.grouped(int64(r.count)), Money: s.tableMoney(stated(r.money, r.count)),
			CountLength: barLength(float64(r.count) / float64(most)), MoneyLength: barLength(float64(r.money) / float64(sum))}
		b.CountX, b.SumX = barLeft+b.CountLength+6, barMiddle+b.MoneyLength+6
		c.Bars = append(c.Bars, b)
	}
	return c
}

// barLength is the length of a bar; what is not nothing is seen.
func barLength(share float64) int {
	if share <= 0 {
		return 0
	}
	return max(2, int(share*barMost))
}

// elided shortens a name to at most n characters.
func elided(name string, n int) string {
	if utf8.RuneCountInString(name) <= n {
		return name
	}
	return string([]rune(name)[:n-1]) + "…"
}

// heatMap shows how many components of a function are asked for in a province.
type heatMap struct {
	Title, Desc   string
	Width, Height int
	Columns       []heatLine
	Rows          []heatLine
	Cells         []heatSquare
}

// heatLine is the name of a row or column and where it stands.
type heatLine struct {
	X, Y int
	Name string
}

// heatSquare is a cell with something in it.
type heatSquare struct {
	X, Y, Level int
	Text, Title string
}

// TextX and TextY are where the figure of a cell stands.
func (c heatSquare) TextX() int { return c.X + heatCell/2 }
func (c heatSquare) TextY() int { return c.Y + heatCell/2 + 4 }

// Side is the side of a cell.
func (c heatSquare) Side() int { return heatCell - 2 }

// heat draws the functions and provinces most is asked for in.
func (s speaker) heat(sum *batchSummary) heatMap {
	g := s.grid(sum)
	rows, columns := g.functions[:min(len(g.functions), heatRows)], g.provinces[:min(len(g.provinces), heatColumns)]
	h := heatMap{Title: s.say("chart.heat"), Width: heatLabel + heatCell*len(columns) + 70, Height: heatTop + heatCell*len(rows) + 4,
		Desc: s.say("chart.heat_shown", len(rows), len(g.functions), len(columns), len(g.provinces))}
	for j, p := range columns {
		h.Columns = append(h.Columns, heatLine{heatLabel + j*heatCell + heatCell/2, heatTop - 8, elided(p.label, 18)})
	}
	most := 1
	for _, f := range rows {
		for _, p := range columns {
			if t := sum.crosses[cross{f.Name, p.Name}]; t != nil {
				most = max(most, t.Components)
			}
		}
	}
	for i, f := range rows {
		y := heatTop + i*heatCell
		h.Rows = append(h.Rows, heatLine{heatLabel - 8, y + heatCell/2 + 4, elided(f.label, heatName)})
		for j, p := range columns {
			t := sum.crosses[cross{f.Name, p.Name}]
			if t == nil {
				continue
			}
			h.Cells = append(h.Cells, heatSquare{X: heatLabel + j*heatCell + 1, Y: y + 1, Level: heatLevel(t.Components, most), Text: heatFigure(t.Components),
				Title: fmt.Sprintf("%s – %s: %d", f.label, p.label, t.Components)})
		}
	}
	return h
}

// heatLevel is the shade of a count, from 1 to heatLevels.
func heatLevel(n, most int) int {
	if most <= heatLevels {
		return n
	}
	return 1 + (n-1)*heatLevels/most
}

// heatFigure is a count as it fits into a cell.
func heatFigure(n int) string {
	if n > heatTwoDigit {
		return "…"
	}
	return strconv.Itoa(n)
}
