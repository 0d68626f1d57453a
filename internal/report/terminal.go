package report

import (
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// style is a terminal style, as the parameters of an SGR sequence.
type style string

// Styles used on a terminal.
const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "1;31"
	yellow style = "1;33"
	cyan   style = "1;36"
	green  style = "1;32"
)

// verdictStyles colour verdicts; colour only repeats what the label says.
var verdictStyles = map[engine.Verdict]style{
	engine.Duplicate: red, engine.PartialOverlap: yellow, engine.Insufficient: cyan, engine.Split: cyan,
	engine.Complement: green, engine.SameDomain: green, engine.None: green, engine.OutOfScope: dim,
}

// terminal lays text out in columns. All foreign text passes through wrap or fill and is made printable there.
type terminal struct {
	out   strings.Builder
	width int
	color bool
}

func (t *terminal) styled(text string, st style) string {
	if !t.color || st == plain {
		return text
	}
	return "\x1b[" + string(st) + "m" + text + "\x1b[0m"
}

// blank leaves an empty line.
func (t *terminal) blank() { t.out.WriteByte('\n') }

// rule draws a line across the page.
func (t *terminal) rule(mark string) {
	t.out.WriteString(t.styled(strings.Repeat(mark, t.width), dim))
	t.out.WriteByte('\n')
}

// heading prints a line that stands out.
func (t *terminal) heading(indent int, text string) { t.hanging(indent, "", text, bold) }

// paragraph prints wrapped text at an indent.
func (t *terminal) paragraph(indent int, text string) { t.hanging(indent, "", text, plain) }

// item prints one point of a list.
func (t *terminal) item(indent int, mark, text string) { t.hanging(indent, mark+" ", text, plain) }

// field prints a label and its value, the value's further lines below its first. A value of "" is left out.
func (t *terminal) field(indent int, label, value string) {
	t.styledField(indent, label, value, plain)
}

// labelWidth is the column in which values of fields begin.
const labelWidth = 20

func (t *terminal) styledField(indent int, label, value string, st style) {
	if value == "" {
		return
	}
	gap := max(labelWidth-indent-displayWidth(label), 1)
	t.hanging(indent, label+strings.Repeat(" ", gap), value, st)
}

// hanging prints text after a lead, with the following lines aligned to where the text began. Words stay whole.
func (t *terminal) hanging(indent int, lead, text string, st style) {
	pad := strings.Repeat(" ", indent)
	room := max(t.width-indent-displayWidth(lead), 16)
	for i, line := range fill(text, room) {
		if i == 1 {
			lead = strings.Repeat(" ", displayWidth(lead))
		}
		t.out.WriteString(strings.TrimRight(pad+lead+t.styled(line, st), " "))
		t.out.WriteByte('\n')
	}
}

// emphasised prints text after a lead as hanging does; every second piece of it stands out.
func (t *terminal) emphasised(lead string, pieces []string) {
	var stands []bool // for every letter that is printed
	for i, piece := range pieces {
		for _, r := range printable(piece) {
			if r != ' ' {
				stands = append(stands, i%2 == 1)
			}
		}
	}
	from := t.out.Len()
	t.hanging(0, lead, strings.Join(pieces, ""), plain)
	if !t.color {
		return
	}
	whole := t.out.String()
	t.out.Reset()
	t.out.WriteString(whole[:from+len(lead)])
	on, gap := false, ""
	for _, r := range whole[from+len(lead):] {
		if r == ' ' || r == '\n' {
			gap += string(r)
			continue
		}
		before, after := "", ""
		switch next := stands[0]; {
		case on && !next:
			before = "\x1b[0m"
		case !on && next:
			after = "\x1b[" + string(bold) + "m"
		}
		t.out.WriteString(before + gap + after + string(r))
		on, stands, gap = stands[0], stands[1:], ""
	}
	if on {
		t.out.WriteString("\x1b[0m")
	}
	t.out.WriteString(gap)
}

// column is one column of a table.
type column struct {
	head  string
	width int
	right bool
}

// table prints rows under a head; cells wrap inside their columns. styles colours the last cell of each row.
func (t *terminal) table(columns []column, rows [][]string, styles []style) {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head
	}
	t.row(columns, heads, bold)
	t.rule("─")
	for i, r := range rows {
		t.row(columns, r, styles[i])
	}
}

func (t *terminal) row(columns []column, cells []string, last style) {
	lines := make([][]string, len(columns))
	height := 1
	for i, c := range columns {
		lines[i] = wrap(cells[i], c.width)
		height = max(height, len(lines[i]))
	}
	for n := range height {
		var out strings.Builder
		for i, c := range columns {
			text := ""
			if n < len(lines[i]) {
				text = lines[i][n]
			}
			st := plain
			if i == len(columns)-1 {
				st = last
			}
			out.WriteString(t.cell(text, c, st) + "  ")
		}
		t.out.WriteString(strings.TrimRight(out.String(), " ") + "\n")
	}
}

func (t *terminal) cell(text string, c column, st style) string {
	pad := strings.Repeat(" ", max(c.width-displayWidth(text), 0))
	if text == "" {
		st = plain
	}
	if c.right {
		return pad + t.styled(text, st)
	}
	return t.styled(text, st) + pad
}
