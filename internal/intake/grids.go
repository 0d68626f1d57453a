package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/document"
)

// tablesOf splits a grid into the tables it holds: a sheet may hold several, each with its own header. lines are the
// texts before the first header and after the last row, as lines; rest are the rows no header explains.
func tablesOf(g *grid) (tables []*table, before []elem, rest []*document.Block) {
	if g.labels() {
		return nil, g.aboveLabels(), g.rows
	}
	var cur *table
	for i := 0; i < len(g.rows); {
		r := g.rows[i]
		if cur == nil || headerCue(r) {
			if cols, depth := headerAt(g.rows, i); cols != nil {
				lead := cur.takeLead()
				if cur == nil || !sameColumns(cur.cols, cols) || lead.opens() {
					cur = &table{cols: cols, place: r.Place, header: rowTexts(r), lead: lead}
					tables = append(tables, cur)
				} else {
					cur.rows = append(cur.rows, lead...)
				}
				i += depth
				continue
			}
		}
		switch {
		case cur != nil && len(filled(r)) == 1 && placeDate(oneLine(filled(r)[0])) != "":
			before = appendLines(before, r, filled(r)[0], false)
		case cur != nil:
			cur.rows = append(cur.rows, r)
		case loneText(r) != "":
			before = appendLines(before, r, loneText(r), false)
		default:
			rest = append(rest, r)
		}
		i++
	}
	for i, t := range tables {
		t.above = t.lead.texts()
		if i == 0 {
			for _, e := range before {
				t.above = append(t.above, e.line.text)
			}
		}
		t.arrange()
	}
	return tables, before, rest
}

// leadRows are the rows between two tables of a sheet that belong to the second: its title and the unit of its amounts.
type leadRows []*document.Block

// takeLead takes the lead of the next table from the end of this one: rows that hold running text and no data.
func (t *table) takeLead() leadRows {
	if t == nil {
		return nil
	}
	i := len(t.rows)
	for i > 0 && leads(t.rows[i-1]) {
		i--
	}
	for i < len(t.rows) && len(filled(t.rows[i])) == 0 {
		i++
	}
	lead := leadRows(slices.Clone(t.rows[i:]))
	t.rows = t.rows[:i]
	return lead
}

// leads tells whether a row before a header may belong to the table below: empty, a unit, a caption, or one text that is
// set as a heading.
func leads(r *document.Block) bool {
	texts := filled(r)
	for i := range r.Cells {
		if r.Cells[i].Number != nil && !r.Cells[i].Covered {
			return false
		}
	}
	if len(texts) > 3 || len(texts) > 1 && unitAmong(texts) == 0 {
		return false
	}
	return len(texts) == 0 || unitAmong(texts) != 0 || listTitle(texts[0]) || headingRow(r, texts[0])
}

// headingRow tells whether the only text of a row is set as a heading: across the table, in bold or capitals, or with the
// number of a division.
func headingRow(r *document.Block, text string) bool {
	p := plain(clip(text, 200))
	if totalWords.prefix(p) != "" || noteWords.starts(p) {
		return false
	}
	for i := range r.Cells {
		if !r.Cells[i].Covered && r.Cells[i].ColSpan >= 3 {
			return true
		}
	}
	n := readNumber(oneLine(text))
	return r.Bold || allCaps(text) || n.ok() && n.rank < rankNamed
}

// listTitle tells whether a text is the caption or the title of a list.
func listTitle(text string) bool {
	text = oneLine(text)
	p := plain(clip(text[readNumber(text).end:], 200))
	return captionNumber(plain(clip(text, 200))) != "" || listTitles.starts(p)
}

// opens tells whether the rows open a table of its own though its header repeats that of the table above: they give a
// unit, a caption or the title of a list. Other headings between such headers stand at the break of a page.
func (lead leadRows) opens() bool {
	texts := lead.texts()
	return unitAmong(texts) != 0 || slices.ContainsFunc(texts, listTitle)
}

// texts returns what stands in the rows, cell by cell.
func (lead leadRows) texts() []string {
	var out []string
	for _, r := range lead {
		for _, text := range filled(r) {
			out = append(out, oneLine(text))
		}
	}
	return out
}

// labels tells whether a grid lists fields and their values: two columns, or three with numbers, whose first says what
// forms call their fields.
func (g *grid) labels() bool {
	known := 0
	for _, r := range g.rows {
		cells := filled(r)
		if len(cells) == 3 && classify(strings.Trim(cells[0], " .)")).ok() {
			cells = cells[1:]
		}
		if len(cells) > 2 {
			return false
		}
		if len(cells) > 0 && fieldLabel(labelOf(cells[0])) {
			known++
		}
	}
	return known >= 2 && known*3 >= len(g.rows)
}

// aboveLabels returns the lines that stand above the first label of a form on a sheet.
func (g *grid) aboveLabels() []elem {
	var out []elem
	for _, r := range g.rows {
		text := loneText(r)
		if g.place.Sheet == "" || len(filled(r)) > 1 || strings.Contains(text, ":") || fieldLabel(labelOf(text)) {
			break
		}
		out = appendLines(out, r, text, false)
	}
	return out
}

// fieldLabel tells whether a plain text is a label that forms carry.
func fieldLabel(p string) bool {
	if countWords(p) > 12 {
		return false
	}
	for _, set := range []phrases{titleLabels, agencyLabels, goalLabels, scopeLabels, userLabels, periodLabels, totalLabels, softTotalLabels} {
		if set.starts(p) {
			return true
		}
	}
	return strings.HasPrefix(p, "nguon von") || strings.HasPrefix(p, "nhom du an") || strings.HasPrefix(p, "hinh thuc")
}

// filled returns the texts of the cells of a row that hold something.
func filled(r *document.Block) []string {
	var out []string
	for i := range r.Cells {
		if c := &r.Cells[i]; !c.Covered && strings.TrimSpace(c.Text) != "" {
			out = append(out, c.Text)
		}
	}
	return out
}

// headerCue is a quick test that a row may repeat or begin a header: one of its first cells numbers the rows or names
// the thing.
func headerCue(r *document.Block) bool {
	for i := range r.Cells {
		if i == 2 {
			return false
		}
		t := r.Cells[i].Text
		if len(t) == 0 || len(t) > 60 {
			continue
		}
		if p := plain(t); rowNumbers.is(p) || nameWords[0].words.is(p) {
			return true
		}
	}
	return false
}

// sameColumns tells whether two headers say the same.
func sameColumns(a, b []column) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].label != b[i].label {
			return false
		}
	}
	return true
}

// rowTexts returns the texts of a row.
func rowTexts(r *document.Block) []string {
	var out []string
	for i := range r.Cells {
		if !r.Cells[i].Covered {
			out = append(out, oneLine(r.Cells[i].Text))
		}
	}
	return out
}

// loneText returns the texts of a row that holds running text, not data: at most three cells filled, one to a line.
func loneText(r *document.Block) string {
	var parts []string
	for i := range r.Cells {
		c := &r.Cells[i]
		if !c.Covered && c.Number == nil && strings.TrimSpace(c.Text) != "" {
			parts = append(parts, c.Text)
		}
	}
	if len(parts) > 3 {
		return ""
	}
	return strings.Join(parts, "\n")
}

// captionPattern matches "Bảng 1.", "Bảng số 2:", "Biểu 3", "Phụ lục 1", "Phụ lục II" at the start of a plain text.
var captionPattern = regexp.MustCompile(`^(?:bang|bieu|phu luc|phu bieu)(?: so)? ([0-9]{1,3}(?: [0-9]{1,2})?|[ivx]{1,5}|[a-z])(?: |$)`)

// captionNumber returns the number of a table in its caption: "1" of "Bảng 1. Tổng hợp", "" when the text is no caption.
func captionNumber(p string) string {
	if len(p) == 0 || p[0] != 'b' && p[0] != 'p' {
		return ""
	}
	m := captionPattern.FindStringSubmatch(p)
	if m == nil {
		return ""
	}
	return strings.ToUpper(strings.ReplaceAll(m[1], " ", "."))
}

// overleaf makes a table of a sheet without a header whose rows are numbered on from those of the sheet before, nil when they
// are not.
func overleaf(prev *table, g *grid) *table {
	if prev == nil || prev.kind != itemTable || len(g.parts) > 0 || g.place.Sheet == "" || g.place.Sheet == prev.place.Sheet {
		return nil
	}
	no, name := prev.col(roleNo), prev.col(roleName)
	if no < 0 || textAt(g.rows[0], name) == "" || !follows(prev.lastNumber(), textAt(g.rows[0], no)) {
		return nil
	}
	t := *prev
	t.rows, t.place = g.rows, g.place
	return &t
}

// lastNumber is the last whole number in the number column.
func (t *table) lastNumber() string {
	for i := len(t.rows) - 1; i >= 0; i-- {
		no := textAt(t.rows[i], t.col(roleNo))
		if _, err := strconv.Atoi(no); err == nil {
			return no
		}
	}
	return ""
}

// continuation makes a table of a grid without a header that goes on from a table before it (a new page), nil when it
// does not.
func continuation(prev *table, g *grid) *table {
	if prev == nil || prev.kind == otherTable || len(g.rows) == 0 {
		return nil
	}
	width := 0
	for _, r := range g.rows {
		width = max(width, len(r.Cells))
	}
	if width != len(prev.cols) || !prev.has(roleNo) {
		return nil
	}
	first := classify(strings.TrimRight(textAt(g.rows[0], prev.col(roleNo)), ".)"))
	if !first.ok() && textAt(g.rows[0], prev.col(roleNo)) != "" {
		return nil
	}
	t := *prev
	t.rows, t.place = g.rows, g.place
	return &t
}
