package intake

import (
	"strings"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// contentLabels are labels of forms under which it is said what will be done; formLabels of the form of investment.
var (
	contentLabels = newPhrases("nội dung", "mô tả", "tóm tắt", "chức năng", "sản phẩm", "kết quả", "yêu cầu")
	formLabels    = newPhrases("hình thức đầu tư", "hình thức thực hiện", "hình thức")
)

// formsOf reads the projects of a grid of labels and values, as forms of registration are: each begins with its name.
func formsOf(g *grid) []*item {
	if !g.labels() {
		return nil
	}
	var out []*item
	for _, r := range g.rows {
		label, value, c := labelAndValue(r)
		if value == "" || countWords(plain(label)) > 14 {
			continue
		}
		p := labelOf(label)
		switch {
		case titleLabels.starts(p):
			it := &item{name: cleanTitle(firstLine(value)), block: r}
			it.plain = plain(it.name)
			it.tables = []cite{{text: citePlace(r.Place)}}
			it.pages = []int{r.Place.Page}
			out = append(out, it)
		case len(out) > 0:
			out[len(out)-1].fill(p, label, value, c)
		}
	}
	return out
}

// labelAndValue reads a row of a form: two cells, with or without a number before them, or one that holds both.
func labelAndValue(r *document.Block) (label, value string, c *document.Cell) {
	var cells []*document.Cell
	for i := range r.Cells {
		if c := &r.Cells[i]; !c.Covered && strings.TrimSpace(c.Text) != "" {
			cells = append(cells, c)
		}
	}
	if len(cells) > 1 && classify(strings.Trim(cells[0].Text, " .)")).ok() {
		cells = cells[1:]
	}
	switch len(cells) {
	case 1:
		label, value, _ = strings.Cut(cells[0].Text, ":")
		return label[readNumber(label).end:], strings.TrimSpace(value), cells[0]
	case 2:
		return cells[0].Text, strings.TrimSpace(cells[1].Text), cells[1]
	}
	return "", "", nil
}

// fill takes in what a form says under a plain label; written is the label as it stands there, which may state a unit.
func (it *item) fill(p, written, value string, c *document.Cell) {
	switch {
	case totalLabels.starts(p) || softTotalLabels.starts(p):
		unit, _ := viet.MoneyUnit(written)
		if v, ok := viet.ParseAmount(value, max(unit, 1)); ok && v >= leastAmount {
			it.take(sum{vnd: &v})
		} else if amounts := viet.Amounts(value); len(amounts) > 0 {
			it.take(sumOf(value, amounts))
		}
	case agencyLabels.starts(p) || unitWords.is(p):
		if it.owner == "" {
			it.owner = trimTail(firstLine(value))
		}
	case periodLabels.starts(p):
		it.period = oneLine(value)
	case formLabels.starts(p):
		it.form = oneLine(value)
	case userLabels.starts(p):
		it.users = append(it.users, splitUsers(value)...)
	case goalLabels.starts(p) || scopeLabels.starts(p) || contentLabels.starts(p):
		it.text = append(it.text, oneLine(value))
	}
}

// formParts reads the list of things that a form about one project gives as its content.
func (d *dossier) formParts() []*item {
	var out []*item
	for _, g := range d.loose {
		for _, r := range g.rows {
			label, value, _ := labelAndValue(r)
			if p := labelOf(label); !contentLabels.starts(p) && !scopeLabels.starts(p) {
				continue
			}
			for _, l := range appendLines(nil, r, value, false) {
				if l.line.num.ok() && itemLike(plain(l.line.body())) {
					out = append(out, partOf(r, l.line))
				}
			}
		}
	}
	return out
}

// partOf makes an item of a line in a cell.
func partOf(r *document.Block, l *line) *item {
	it := &item{name: cutName(l.body()), block: r}
	it.plain = plain(it.name)
	it.take(amountNear(l.text))
	if rest := strings.TrimPrefix(l.body(), it.name); rest != "" {
		it.text = append(it.text, strings.Trim(rest, " .:;,-–"))
	}
	if !l.num.bullet() {
		it.no = l.num.label
	}
	it.tables = []cite{{text: citePlace(r.Place)}}
	return it
}

// registered returns the projects of the forms in the document, nil when a text has only one form: it is about that project.
func (d *dossier) registered() []*item {
	if len(d.forms) > 1 || d.spreadsheet() {
		return d.forms
	}
	return nil
}
