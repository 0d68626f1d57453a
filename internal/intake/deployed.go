package intake

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/viet"
)

// DeployedOptions says how a report of deployed systems is to be understood.
type DeployedOptions struct {
	Map      map[string]string // header of a column -> field, for headers that are not recognised
	Province string            // of rows that name none: a workbook usually belongs to one province
	Agency   string            // of rows that name none
}

// DeployedRows are the systems of a report.
type DeployedRows struct {
	Systems []deployed.System
	Faults  []RowFault   // rows that were not taken in, with what stands there
	Remarks []RowFault   // what was read in part or left aside
	Columns []ListColumn // how the columns were understood, table by table
}

// What can be wrong with a row of a report of deployed systems, beside what can be wrong with that of a list.
const (
	DeployedTwice     ListWhy = "system_twice"  // a system that stands twice with other values
	DeployedDate      ListWhy = "date"          // a date that is none
	DeployedOrder     ListWhy = "date_order"    // dates that do not follow one another
	DeployedAmount    ListWhy = "amount"        // money that is no amount, or has no unit
	DeployedProvince  ListWhy = "province"      // a province that is not known
	DeployedNowhere   ListWhy = "no_province"   // no province is named
	DeployedReference ListWhy = "reference"     // a reference record: its owner keeps the original
	DeployedNoTable   ListWhy = "no_systems"    // no table with names of systems
	DeployedAside     ListWhy = "other_systems" // a table that lists no systems
)

// Deployed reads the systems of a report: spreadsheets and tables headed by names of systems, or the sheet DM_DOITUONG of
// an architecture workbook (Mẫu 03). A cell that is not understood is kept as it stands in System.Unread, and its row is
// taken in all the same; only a row without a name, or one that contradicts an earlier one, is not.
func Deployed(doc *document.Document, reg *corpus.Register, opt DeployedOptions) (*DeployedRows, error) {
	mapped, err := byHand(opt.Map, DeployedFields())
	if err != nil {
		return nil, err
	}
	d := &deployedReader{reg: reg, places: newPlaces(reg), opt: opt, headings: headings{words: deployedWords, byHand: mapped},
		out: &DeployedRows{}, seen: map[string]string{}}
	for i := range doc.Blocks {
		d.mau03 = d.mau03 || doc.Blocks[i].Kind == document.Row && doc.Blocks[i].Place.Sheet == mau03Sheet
	}
	d.beside(doc)
	for _, e := range elements(doc) {
		if e.table != nil && (!d.mau03 || e.table.place.Sheet == mau03Sheet) {
			d.table(e.table)
		}
	}
	if d.header == nil {
		d.out.Faults = append(d.out.Faults, RowFault{Place: doc.Name, Why: DeployedNoTable})
	}
	return d.out, nil
}

// deployedReader reads the tables of a report one after another.
type deployedReader struct {
	reg      *corpus.Register
	places   *placesIndex
	opt      DeployedOptions
	headings headings
	out      *DeployedRows
	header   *deployedHeader
	agency   string            // that a group row names
	province string            // that a group row names
	seen     map[string]string // key of a system -> its hash
	extra    map[string]string // code of an object and field, parted by a bar -> what LS_PHIENBAN says of it
	mau03    bool
}

func (d *deployedReader) table(g *grid) {
	read := false
	for i := 0; i < len(g.rows); {
		if h, depth := d.headerAt(g, i); h != nil {
			d.begin(h, g, g.rows[i])
			i, read = i+depth, true
			continue
		}
		if d.header != nil && (read || len(d.header.fields) == gridWidth(g)) {
			d.row(g.rows[i])
			read = true
		}
		i++
	}
	if !read && len(g.rows) > 1 {
		d.remark(citePlace(g.place), strings.Join(rowTexts(g.rows[0]), " | "), DeployedAside)
	}
}

func (d *deployedReader) headerAt(g *grid, i int) (*listHeader, int) {
	if d.header != nil && allDigits(d.header.text(g.rows[i], "no")) {
		return nil, 0
	}
	return d.headings.read(g.rows, i, d.header == nil)
}

// begin takes up a table.
func (d *deployedReader) begin(h *listHeader, g *grid, b *document.Block) {
	if d.header == nil || !slices.Equal(h.labels, d.header.labels) {
		for i, label := range h.labels {
			if label != "" {
				d.out.Columns = append(d.out.Columns, ListColumn{Place: citePlace(b.Place), Header: label, Field: h.fields[i]})
			}
		}
	}
	d.header, d.agency, d.province = newDeployedHeader(h, g), "", ""
}

func gridWidth(g *grid) int {
	width := 0
	for _, r := range g.rows {
		width = max(width, len(r.Cells))
	}
	return width
}

func (d *deployedReader) row(b *document.Block) {
	name := unguarded(d.header.text(b, "name"))
	switch texts := filledTexts(b); {
	case len(texts) == 0 || isColumnNumbers(b) || totalWords.starts(plain(texts[0])) && countWords(plain(texts[0])) <= 6:
		return
	case d.groupRow(b, texts):
		return
	case strings.HasPrefix(plain(d.header.text(b, "record_type")), "ban ghi tham chieu"): // another body's system, which that body reports
		d.remark(citePlace(b.Place), name, DeployedReference)
		return
	case name == "":
		d.fault(citePlace(b.Place), strings.Join(texts, " | "), ListNoName)
		return
	}
	d.take(d.system(b, name))
}

// groupRow takes in a row that stands over the systems of one body or province.
func (d *deployedReader) groupRow(b *document.Block, texts []string) bool {
	title := texts[len(texts)-1]
	if len(texts) > 2 || !spans(b) && !b.Bold && (len(texts) > 1 || d.header.text(b, "name") == title) {
		return false
	}
	if m := numeral.FindStringSubmatch(title); m != nil {
		title = m[2]
	}
	title, _, _ = strings.Cut(title, "(") // "Tỉnh Hà Nam (trước sắp xếp)"
	title = trimTail(title)
	p := plain(title)
	if unit, ok := d.reg.ProvinceOf(title); ok && unit != "" {
		d.province, d.agency = title, ""
		return true
	}
	if organWords.starts(p) {
		d.agency = title
		return true
	}
	return spans(b)
}

// system reads one row.
func (d *deployedReader) system(b *document.Block, name string) deployed.System {
	h := d.header
	value := func(field string) string {
		text := d.text(b, field)
		if notKnown(plain(text)) {
			return ""
		}
		return text
	}
	values := func(field string) []string { return corpus.SplitValues(h.lines(b, field)) }
	s := deployed.System{
		Code: value("code"), Name: name, Agency: cmpOr(value("agency"), cmpOr(d.agency, d.opt.Agency)), Operator: value(fieldOperator), Kind: readKind(value("kind")),
		Decision: value("decision"), Funds: value("funds"), Purpose: value("purpose"), Functions: values("functions"), DataObjects: values("data_objects"),
		Users: values("users"), Scope: value("scope"), URL: value("url"), Source: value("source"), Note: value("note"), Place: citePlace(b.Place),
	}
	s.Province = d.provinceOf(&s, value("province"))
	if form := value("form"); form != "" {
		s.Form, _ = engine.ActionOf(form + " phần mềm")
	}
	d.dates(b, &s)
	d.money(b, &s)
	if text := value(fieldState); text != "" {
		state, ok := ReadState(text)
		if !ok {
			d.unread(&s, fieldState, text, ListState)
		}
		s.State = state
	}
	return s
}

// text is the cell of a field, or what the sheet LS_PHIENBAN says of the object where the table has no such column.
func (d *deployedReader) text(b *document.Block, field string) string {
	if _, ok := d.header.at[field]; ok || field == "code" {
		return unguarded(d.header.text(b, field))
	}
	return d.extra[d.header.text(b, "code")+"|"+field]
}

// beside reads the sheet LS_PHIENBAN, the extra one that Mẫu 03 allows: object, field, value. It is where a report keeps
// dates and money, for which DM_DOITUONG has no field.
func (d *deployedReader) beside(doc *document.Document) {
	d.extra = map[string]string{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Row || b.Place.Sheet != "LS_PHIENBAN" {
			continue
		}
		label := plain(textAt(b, 1))
		for _, w := range deployedWords {
			if w.words.is(label) {
				d.extra[textAt(b, 0)+"|"+w.field] = linesAt(b, 2)
			}
		}
	}
}

// money reads the amount of a system.
func (d *deployedReader) money(b *document.Block, s *deployed.System) {
	vnd, bad := d.header.amount(b)
	if _, ok := d.header.at["money"]; !ok {
		if text := d.text(b, "money"); !notKnown(plain(text)) {
			n, ok := viet.ParseAmount(text, 1)
			if vnd = &n; !ok || n < 1e6 {
				vnd, bad = nil, text
			}
		}
	}
	if s.Money = vnd; bad != "" {
		d.unread(s, "money", bad, DeployedAmount)
	}
}

// dates reads the days of a system.
func (d *deployedReader) dates(b *document.Block, s *deployed.System) {
	for _, f := range []struct {
		field string
		day   *corpus.Date
	}{{"decided", &s.Decided}, {"contracted", &s.Contracted}, {"accepted", &s.Accepted}, {"operating", &s.Operating}, {"ended", &s.Ended}} {
		text := d.text(b, f.field)
		day, ok := readDay(text)
		if !ok {
			d.unread(s, f.field, text, DeployedDate)
		}
		*f.day = day
	}
	if s.Decided == "" {
		s.Decided = dayIn(s.Decision)
	}
	order := []corpus.Date{s.Decided, s.Contracted, s.Accepted, s.Operating, s.Ended}
	last := corpus.Date("")
	for _, day := range order {
		if day != "" && last != "" && day.Last() < last.Day() {
			d.remark(s.Place, s.Name, DeployedOrder)
			return
		}
		if day != "" {
			last = day
		}
	}
}

// provinceOf finds the province of a system: its own column, its agency's name, the group it stands in, the option.
func (d *deployedReader) provinceOf(s *deployed.System, own string) string {
	named := d.places.after(plain(s.Agency))
	for _, name := range []string{own, named, d.province, d.opt.Province} {
		if name == "" {
			continue
		}
		if _, ok := d.reg.ProvinceOf(name); !ok {
			d.unread(s, "province", name, DeployedProvince)
			continue
		}
		return withoutLevel(name)
	}
	d.remark(s.Place, s.Name, DeployedNowhere)
	return ""
}

// withoutLevel takes "tỉnh" or "thành phố" from the name of a province.
func withoutLevel(name string) string {
	p := plain(name)
	for _, level := range []string{"tinh ", "thanh pho ", "tp "} {
		if strings.HasPrefix(p, level) {
			return strings.TrimLeft(name[skipWords(name, countWords(strings.TrimSpace(level))):], " .")
		}
	}
	return name
}

// take adds a system. A row that says the same as an earlier one adds nothing; one that says otherwise is a fault.
func (d *deployedReader) take(s deployed.System) {
	key := s.Key()
	_, hash, err := s.Encode()
	earlier, known := d.seen[key]
	switch {
	case err != nil || known && earlier != hash:
		d.fault(s.Place, s.Name, DeployedTwice)
	case !known:
		d.seen[key] = hash
		d.out.Systems = append(d.out.Systems, s)
	}
}

// unread keeps a cell that was not understood with its system.
func (d *deployedReader) unread(s *deployed.System, field, text string, why ListWhy) {
	if c, ok := d.header.at[field]; ok {
		field = d.header.labels[c]
	}
	s.Unread = append(s.Unread, field+": "+clip(text, 200))
	d.remark(s.Place, text, why)
}

func (d *deployedReader) fault(place, what string, why ListWhy) {
	d.out.Faults = append(d.out.Faults, RowFault{Place: place, What: clip(what, 120), Why: why})
}

func (d *deployedReader) remark(place, what string, why ListWhy) {
	d.out.Remarks = append(d.out.Remarks, RowFault{Place: place, What: clip(what, 120), Why: why})
}

// Partial tells remarks that something of a row was not read from those about what was left aside knowingly.
func (f RowFault) Partial() bool {
	return f.Why == DeployedDate || f.Why == DeployedAmount || f.Why == DeployedProvince || f.Why == ListState
}
