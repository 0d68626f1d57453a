package intake

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
)

// fill reads the cells of a row beside its name and number.
func (l *listReader) fill(r *corpus.Row, b *document.Block) {
	for _, field := range slices.Sorted(maps.Keys(l.header.at)) {
		l.set(r, field, l.header.lines(b, field), l.header.labels[l.header.at[field]])
	}
	l.settle(r)
}

// unguarded takes away the apostrophe that keeps a spreadsheet from taking a text for a formula.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@'", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// identifier is how our identifiers of platforms look; codes of others do not count as one.
var identifier = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$|^[a-z]{3,}[a-z0-9]*$`)

// set gives a field of a row its value.
func (l *listReader) set(r *corpus.Row, field, value, label string) {
	if value == "" {
		return
	}
	value = unguarded(value)
	line := strings.Join(strings.Fields(value), " ")
	if l.mau03 && (plain(line) == "chua xac dinh" || plain(line) == "khong ap dung") {
		return // says that nothing is known
	}
	switch field {
	case "no", "name", fieldIgnore, "":
	case "owner", "owner_printed":
		if r.Entry.OwnerPrinted == "" || field == "owner_printed" {
			r.Entry.OwnerPrinted = line
		}
	case "platform":
		if _, known := l.reg.Platform(corpus.ID(line)); known || identifier.MatchString(line) && !l.mau03 {
			r.Entry.Platform = corpus.ID(line)
		}
	case fieldState:
		if s, ok := ReadState(line); ok {
			l.fact(r, corpus.FactState, string(s))
		} else if p := plain(line); p != "chua xac dinh" && p != "khong ap dung" && p != "unknown" {
			l.out.Remarks = append(l.out.Remarks, RowFault{Place: r.Place, What: clip(line, 120), Why: ListState})
		}
	case fieldOperator:
		l.fact(r, corpus.FactOperator, line)
	case fieldContact:
		l.fact(r, corpus.FactContact, line)
	case fieldConnection:
		if c := readConnection(plain(label), line); c != "" {
			l.fact(r, corpus.FactConnection, c)
		}
	case "kind":
		r.Record.Kind = readKind(line)
	default:
		c, _ := corpus.ColumnByField(field) // fields are checked when they are mapped
		c.Set(r, value)
	}
}

// fact notes a dated fact whose day is that of the list.
func (l *listReader) fact(r *corpus.Row, kind corpus.FactKind, value string) {
	if p := plain(value); p == "chua xac dinh" || p == "khong ap dung" {
		return
	}
	r.Record.Facts = append(r.Record.Facts, corpus.Fact{Kind: kind, Value: value})
	slices.SortStableFunc(r.Record.Facts, func(a, b corpus.Fact) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
}

// kinds gives the words of a kind of platform.
var kinds = []struct {
	kind  string
	words phrases
}{
	{"database", newPhrases("csdl", "cơ sở dữ liệu", "csdl tài sản dữ liệu", "database")},
	{"infrastructure", newPhrases("hạ tầng", "hạ tầng số", "infrastructure")},
	{"portal", newPhrases("cổng", "portal")},
	{"application", newPhrases("ứng dụng", "dịch vụ số", "application")},
	{"information_system", newPhrases("hệ thống", "hệ thống số", "information system")},
	{"platform", newPhrases("nền tảng", "platform")},
}

// readKind reads the kind of a platform, "" when the words name none.
func readKind(s string) string {
	p := plain(s)
	for _, k := range kinds {
		if k.words.starts(p) {
			return k.kind
		}
	}
	return ""
}

// settle gives the owner its code, and takes over into the record what the list says of purpose and functions.
func (l *listReader) settle(r *corpus.Row) {
	printed := cmpOr(r.Entry.OwnerPrinted, l.agency)
	r.Entry.OwnerPrinted = printed
	if a, ok := l.reg.Agency(printed); ok && printed != "" {
		r.Entry.Owner, r.Entry.OwnerPrinted = a.Code, ""
	}
	if r.Record.Purpose == "" {
		r.Record.Purpose = r.Entry.Purpose
	}
	if len(r.Record.Functions) == 0 {
		r.Record.Functions = r.Entry.Functions
	}
	r.Record.FunctionCodes = slices.DeleteFunc(r.Record.FunctionCodes, func(c corpus.FunctionCode) bool {
		if !l.codes[c] {
			l.out.Remarks = append(l.out.Remarks, RowFault{Place: r.Place, What: string(c), Why: ListCode})
		}
		return !l.codes[c]
	})
	if r.Entry.Status != "announced" && r.Entry.Status != "reconstructed" {
		r.Entry.Status = ""
	}
}

// finish settles what needs all rows: owners printed once for many rows, numbers, and what remains unread.
func (l *listReader) finish(name string) {
	rows := l.out.Rows
	if len(rows) == 0 && len(l.out.Faults) == 0 {
		l.out.Faults = append(l.out.Faults, RowFault{Place: name, Why: ListNoTable})
		return
	}
	carryOwners(rows)
	for i := range rows {
		e := &rows[i].Entry
		if e.No == "" {
			e.No = fmt.Sprint(i + 1)
		}
		if e.Owner == "" && e.OwnerPrinted != "" {
			l.out.Remarks = append(l.out.Remarks, RowFault{Place: rows[i].Place, What: e.OwnerPrinted, Why: ListOwner})
		}
	}
	if twice(rows) >= 0 { // numbers start again under each agency
		for i := range rows {
			if l.sub[i] != "" {
				rows[i].Entry.Group = strings.TrimPrefix(rows[i].Entry.Group+"/"+l.sub[i], "/")
			}
		}
	}
	for i := twice(rows); i >= 0; i = -1 {
		l.out.Faults = append(l.out.Faults, RowFault{Place: rows[i].Place, What: rows[i].Entry.No, Why: ListTwice})
	}
}

// twice returns the first row whose number stands in its group already, -1 when there is none.
func twice(rows []corpus.Row) int {
	seen := map[[2]string]bool{}
	for i := range rows {
		key := [2]string{rows[i].Entry.Group, rows[i].Entry.No}
		if seen[key] {
			return i
		}
		seen[key] = true
	}
	return -1
}

// carryOwners fills in owners that are printed once over the rows they own. That is so when the first row has one, some
// rows have none, and no owner comes back after another: else an empty cell may well mean that nothing is known.
func carryOwners(rows []corpus.Row) {
	owner := func(i int) string { return string(rows[i].Entry.Owner) + rows[i].Entry.OwnerPrinted }
	blanks, last, seen := 0, "", map[string]bool{}
	for i := range rows {
		o := owner(i)
		switch {
		case o == "":
			blanks++
		case o != last && seen[o]:
			return
		default:
			last, seen[o] = o, true
		}
	}
	if blanks == 0 || len(rows) == 0 || owner(0) == "" {
		return
	}
	for i := 1; i < len(rows); i++ {
		if owner(i) == "" {
			rows[i].Entry.Owner, rows[i].Entry.OwnerPrinted = rows[i-1].Entry.Owner, rows[i-1].Entry.OwnerPrinted
		}
	}
}

// rest reads from the sheet LS_PHIENBAN of a Mẫu 03 workbook of ours what its objects have no field for.
func (l *listReader) rest(doc *document.Document) {
	at := map[string]int{}
	for i := range l.out.Rows {
		at[l.out.Rows[i].Entry.Row] = i
	}
	fields := map[string]corpus.Column{}
	for _, c := range corpus.Columns {
		if c.Beside {
			fields[c.Header] = c
		}
	}
	cleared := map[int]bool{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Row || b.Place.Sheet != "LS_PHIENBAN" {
			continue
		}
		row, known := at[textAt(b, 0)]
		c, ours := fields[textAt(b, 1)]
		if !known || !ours {
			continue
		}
		if r := &l.out.Rows[row]; !cleared[row] { // code and source of the object are those of the workbook, not of the list
			cleared[row], r.Entry.Row, r.Entry.Source, r.Entry.Layer, r.Record.Scope = true, "", "", "", ""
		}
		c.Set(&l.out.Rows[row], linesAt(b, 2))
	}
}

// connections reads from the sheet QH_KETNOI which objects of a Mẫu 03 workbook are connected to NDXP or NDOP.
func (l *listReader) connections(doc *document.Document) {
	at := map[string]int{}
	for i := range l.out.Rows {
		at[l.out.Rows[i].Entry.Row] = i
	}
	found := map[int]string{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Row || b.Place.Sheet != "QH_KETNOI" {
			continue
		}
		row, ok := at[textAt(b, 1)]
		if !ok || !strings.HasPrefix(plain(textAt(b, 6)), "dang khai thac") {
			continue
		}
		found[row] += " " + textAt(b, 5)
	}
	for i := range l.out.Rows {
		if c := readConnection("", found[i]); c != "" && c != "none" {
			l.fact(&l.out.Rows[i], corpus.FactConnection, c)
		}
	}
}
