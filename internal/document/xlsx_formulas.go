package document

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Programs that write workbooks without being a spreadsheet leave out the results of formulas. The totals of a plan
// are such formulas, so the plain ones are worked out here: sums, the four operations, rounding, on one sheet. What is
// beyond that stays empty and is told.

// unsaved is a formula without its result.
type unsavedFormula struct {
	row, column int // from 1 and from 0
	text        string
	style       int
}

// errFormula is for a formula beyond this reader.
var errFormula = errors.New("formula not understood")

// Bounds on the work for one sheet.
const (
	formulaDepth = 60
	formulaCells = 4_000_000 // cells looked at
)

// calculator works out the formulas of a sheet.
type calculator struct {
	s       *sheet
	rows    map[int]int // row number to place in the list
	pending map[[2]int]*unsavedFormula
	looked  int
	depth   int
}

// calculate gives formulas their results and tells how many there were and how many stay without.
func (s *sheet) calculate() (done, left int, err error) {
	c := &calculator{s: s, rows: make(map[int]int, len(s.rows)), pending: map[[2]int]*unsavedFormula{}}
	for i := range s.rows {
		c.rows[s.rows[i].Place.Row] = i
	}
	for i := range s.formulas {
		f := &s.formulas[i]
		c.pending[[2]int{f.row, f.column}] = f
	}
	for i := range s.formulas {
		if err := s.book.in.m.tick(); err != nil {
			return done, left, err
		}
		if _, err := c.cell(s.formulas[i].row, s.formulas[i].column); err != nil {
			left++
		} else {
			done++
		}
	}
	return done, left, nil
}

// cell gives the number in a cell; cells of text and empty ones count as 0, as in a sum.
func (c *calculator) cell(row, column int) (float64, error) {
	if c.looked++; c.looked > formulaCells {
		return 0, errFormula
	}
	i, ok := c.rows[row]
	if !ok {
		return 0, nil
	}
	cells := c.s.rows[i].Cells
	at, ok := slices.BinarySearchFunc(cells, column, func(x Cell, column int) int { return x.Column - column })
	if !ok {
		return 0, nil
	}
	if f := c.pending[[2]int{row, column}]; f != nil {
		return c.work(f, &cells[at])
	}
	if n := cells[at].Number; n != nil {
		return *n, nil
	}
	return 0, nil
}

// work evaluates a formula once and keeps its result in the cell. A formula that depends on itself is not understood.
func (c *calculator) work(f *unsavedFormula, cell *Cell) (float64, error) {
	if f.text == "" || c.depth > formulaDepth {
		return 0, errFormula
	}
	text := f.text
	f.text = ""
	c.depth++
	p := formulaParser{c: c, s: strings.ReplaceAll(text, " ", "")}
	v, err := p.sum()
	c.depth--
	if err != nil || p.s != "" || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errFormula
	}
	delete(c.pending, [2]int{f.row, f.column})
	cell.Number = &v
	cell.Text = c.s.book.format(f.style).number.show(v)
	return v, nil
}

// formulaParser reads a formula from left to right; s is what is left of it.
type formulaParser struct {
	c     *calculator
	s     string
	depth int
}

// take passes over a prefix.
func (p *formulaParser) take(prefix string) bool {
	rest, ok := strings.CutPrefix(p.s, prefix)
	if ok {
		p.s = rest
	}
	return ok
}

// sum reads terms that are added and subtracted.
func (p *formulaParser) sum() (float64, error) {
	v, err := p.product()
	for err == nil {
		var next float64
		switch {
		case p.take("+"):
			next, err = p.product()
			v += next
		case p.take("-"):
			next, err = p.product()
			v -= next
		default:
			return v, nil
		}
	}
	return 0, err
}

// product reads factors.
func (p *formulaParser) product() (float64, error) {
	v, err := p.factor()
	for err == nil {
		var next float64
		switch {
		case p.take("*"):
			next, err = p.factor()
			v *= next
		case p.take("/"):
			next, err = p.factor()
			v /= next
		case p.take("%"):
			v /= 100
		default:
			return v, nil
		}
	}
	return 0, err
}

// factor reads a number, a cell, a function or a bracket.
func (p *formulaParser) factor() (float64, error) {
	if p.depth++; p.depth > 200 {
		return 0, errFormula
	}
	defer func() { p.depth-- }()
	switch {
	case p.take("="), p.take("+"):
		return p.factor()
	case p.take("-"):
		v, err := p.factor()
		return -v, err
	case p.take("("):
		v, err := p.sum()
		if err == nil && !p.take(")") {
			err = errFormula
		}
		return v, err
	}
	n := len(p.s) - len(strings.TrimLeft(p.s, "0123456789."))
	if n > 0 {
		v, err := strconv.ParseFloat(p.s[:n], 64)
		p.s = p.s[n:]
		return v, err
	}
	name := p.s[:len(p.s)-len(strings.TrimLeft(p.s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$0123456789"))]
	p.s = p.s[len(name):]
	if p.take("(") {
		return p.function(strings.ToUpper(name))
	}
	row, column := rowOf(name)+1, columnOf(name)
	if row < 1 || column < 0 || strings.HasPrefix(p.s, "!") || strings.HasPrefix(p.s, ":") {
		return 0, errFormula
	}
	return p.c.cell(row, column)
}

// function reads the arguments of a function and applies it.
func (p *formulaParser) function(name string) (float64, error) {
	args, err := p.arguments()
	if err != nil {
		return 0, err
	}
	total := 0.0
	for _, a := range args {
		total += a
	}
	switch {
	case name == "SUM":
		return total, nil
	case name == "SUBTOTAL" && len(args) > 1 && (args[0] == 9 || args[0] == 109):
		return total - args[0], nil
	case name == "ROUND" && len(args) == 2 && math.Abs(args[1]) <= 12:
		scale := math.Pow(10, math.Trunc(args[1]))
		return math.Round(args[0]*scale) / scale, nil
	}
	return 0, errFormula
}

// arguments reads up to the closing bracket; an area counts as the sum of its cells.
func (p *formulaParser) arguments() ([]float64, error) {
	var args []float64
	for {
		v, ok, err := p.area()
		if !ok && err == nil {
			v, err = p.sum()
		}
		if err != nil {
			return nil, err
		}
		args = append(args, v)
		switch {
		case p.take(",") || p.take(";"):
		case p.take(")"):
			return args, nil
		default:
			return nil, errFormula
		}
	}
}

// area reads "B2:B9" and sums it; false when there is no area.
func (p *formulaParser) area() (float64, bool, error) {
	end := strings.IndexAny(p.s, ",;)")
	if end < 0 {
		return 0, false, errFormula
	}
	a, ok := parseArea(p.s[:end])
	if !ok || strings.ContainsAny(p.s[:end], "(!+-*/") {
		return 0, false, nil
	}
	p.s = p.s[end:]
	total := 0.0
	for row := a.top; row <= a.bottom; row++ {
		if _, filled := p.c.rows[row+1]; !filled {
			if p.c.looked++; p.c.looked > formulaCells {
				return 0, true, errFormula
			}
			continue
		}
		for column := a.left; column <= a.right; column++ {
			v, err := p.c.cell(row+1, column)
			if err != nil {
				return 0, true, err
			}
			total += v
		}
	}
	return total, true, nil
}
