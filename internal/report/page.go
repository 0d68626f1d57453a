package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

// tablesPage is a report made of lines and tables: what is said of lists is printed from it in every form but JSON.
type tablesPage struct {
	Lang   string
	Style  template.CSS
	Title  string
	Lines  []string // what is said of the whole
	Warn   []string // what a reader must know first
	Tables []pageTable
}

// pageTable is one table of a page.
type pageTable struct {
	Title   string
	Columns []string
	Rows    [][]string
	Counts  bool       // every column but the first holds a count or an amount
	Numbers [][]*int64 // of Counts: what the cells after the first hold, nil where they say more than a number, or nothing
}

// number is what a cell holds as a number.
func (t *pageTable) number(row, column int) (n int64, ok bool) {
	if column == 0 || row >= len(t.Numbers) || t.Numbers[row][column-1] == nil {
		return 0, false
	}
	return *t.Numbers[row][column-1], true
}

// tabular is a view that is made of tables.
type tabular interface {
	View
	page(s speaker) tablesPage
}

// PageFormats are the forms in which views made of tables are printed, the usual one first.
var PageFormats = []string{"text", "json", "html", "xlsx"}

// WritePage prints a view made of tables in one of PageFormats.
func WritePage(w io.Writer, v tabular, format string, opt Options) error {
	s := speak(opt.Lang)
	p := v.page(s)
	p.Lang, p.Style = string(s.lang), pageStyle
	switch format {
	case "html":
		return p.html(w)
	case "xlsx":
		return p.xlsx(w)
	}
	return WriteView(w, v, format, opt)
}

// show prints a page as text: counts in columns where they fit, else a row is a point, its first cells the lead and the
// others named by their columns, on lines of their own where they are many.
func (p *tablesPage) show(n *note) {
	n.heading(0, p.Title)
	for _, w := range p.Warn {
		n.hanging(0, "! ", w, yellow)
	}
	for _, l := range p.Lines {
		n.paragraph(0, l)
	}
	for _, t := range p.Tables {
		if len(t.Rows) == 0 {
			continue
		}
		n.blank()
		n.heading(0, t.Title)
		if counts := t.filled(); t.Counts {
			if columns, fit := n.countColumns(&counts); fit {
				n.table(columns, counts.Rows, make([]style, len(counts.Rows)))
				continue
			}
		}
		for _, row := range t.Rows {
			parts := rowParts(t.Columns, row)
			if len(parts) <= mostInLine {
				n.item(0, "-", strings.Join(parts, "; "))
				continue
			}
			n.item(0, "-", strings.Join(parts[:2], "; "))
			for _, part := range parts[2:] {
				n.item(2, "·", part)
			}
		}
	}
}

// filled is a table without the columns in which no row has anything.
func (t *pageTable) filled() pageTable {
	out := pageTable{Rows: make([][]string, len(t.Rows))}
	for i, head := range t.Columns {
		if !slices.ContainsFunc(t.Rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		out.Columns = append(out.Columns, head)
		for j, row := range t.Rows {
			out.Rows[j] = append(out.Rows[j], row[i])
		}
	}
	return out
}

// Widths of the columns of a table of counts: the least of the first, and how wide a head may make one of the others.
const (
	leastLead = 18
	countHead = 11
)

// countColumns are the columns of a table of counts: as wide as their longest cell and a part of their head, the first as
// wide as what is left. fit is false where that is too little.
func (n *note) countColumns(t *pageTable) (columns []column, fit bool) {
	columns = []column{{head: t.Columns[0], width: n.width}}
	for i, head := range t.Columns[1:] {
		c := column{head: head, right: true, width: min(displayWidth(head), countHead)}
		for word := range strings.FieldsSeq(head) {
			c.width = max(c.width, displayWidth(word))
		}
		for _, row := range t.Rows {
			c.width = max(c.width, displayWidth(row[i+1]))
		}
		columns[0].width -= c.width + 2
		columns = append(columns, c)
	}
	return columns, columns[0].width >= leastLead
}

// mostInLine is how many cells of a row are printed as one sentence.
const mostInLine = 4

// rowParts are the cells of a row, those behind the second named; an empty cell is left out.
func rowParts(columns, row []string) []string {
	var parts []string
	for i, cell := range row {
		cell = strings.TrimSuffix(strings.Join(strings.Fields(cell), " "), ".")
		switch {
		case cell == "":
		case i < 2:
			parts = append(parts, cell)
		default:
			parts = append(parts, lowerFirst(columns[i])+": "+cell)
		}
	}
	return parts
}

// listPage is the frame of a page of lines and tables.
const listPage = `<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<header><h1>{{.Title}}</h1></header>
<main id="main">
{{range .Warn}}<p class="warn">{{.}}</p>
{{end}}{{range .Lines}}<p>{{.}}</p>
{{end}}{{range .Tables}}{{$counts := .Counts}}<div class="scroll" role="group" tabindex="0" aria-label="{{.Title}}"><table>
<caption>{{.Title}}</caption>
<thead><tr>{{range $i, $c := .Columns}}<th scope="col"{{if and $counts $i}} class="num"{{end}}>{{$c}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range $i, $c := .}}<td{{if and $counts $i}} class="num"{{end}}>{{$c}}</td>{{end}}</tr>
{{end}}</tbody>
</table></div>
{{end}}</main>
</body>
</html>
`

func (p *tablesPage) html(w io.Writer) error {
	t, err := template.New("list").Parse(listPage)
	if err != nil {
		return fmt.Errorf("parse page of lists: %w", err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, p); err != nil {
		return fmt.Errorf("render page of lists: %w", err)
	}
	if _, err := w.Write(bytes.Map(markupRune, out.Bytes())); err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	return nil
}
