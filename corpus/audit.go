package corpus

import (
	"slices"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/internal/viet"
)

// FaultCode names something that a list should not have, or that a reader of it should know.
type FaultCode string

// What an audit finds, in the order it is reported.
const (
	CountTotal       FaultCode = "count_total"       // rows found differ from those announced
	CountOwner       FaultCode = "count_owner"       // rows of an owner differ from those announced
	CountDisputed    FaultCode = "count_disputed"    // sources give different counts for an owner
	DuplicateNumber  FaultCode = "duplicate_number"  // a number stands twice in a group
	DuplicateName    FaultCode = "duplicate_name"    // one name, one owner, two rows
	DuplicateRow     FaultCode = "duplicate_row"     // two rows for one platform
	OwnerNotRead     FaultCode = "owner_not_read"    // no owner
	OwnerUnknown     FaultCode = "owner_unknown"     // the owner is no agency on record
	OwnerNotThen     FaultCode = "owner_not_then"    // the owner did not exist on the day of the list
	SameNameOwners   FaultCode = "same_name_owners"  // one name, several owners
	SimilarOwners    FaultCode = "similar_owners"    // alike jobs of several owners: found by the engine, not here
	AgencySilent     FaultCode = "agency_silent"     // an agency of that day has nothing on the list
	SilenceNotKnown  FaultCode = "silence_not_known" // too few rows to tell who has nothing on it
	RowsNotAnnounced FaultCode = "rows_rebuilt"      // the rows are a reconstruction
)

// FaultCodes are all codes in the order they are reported.
var FaultCodes = []FaultCode{RowsNotAnnounced, CountTotal, CountOwner, CountDisputed, DuplicateNumber, DuplicateName,
	DuplicateRow, OwnerNotRead, OwnerUnknown, OwnerNotThen, SameNameOwners, SimilarOwners, AgencySilent, SilenceNotKnown}

// ListFault is one finding about a list.
type ListFault struct {
	Code     FaultCode
	Rows     []*Entry   // rows concerned, in list order
	Agency   AgencyCode // owner concerned
	Expected []int      // counts announced
	Found    int        // rows found
	Value    string     // what stands there
}

// Serious tells a fault of the list, or of how it was read, from what a reader should merely know.
func (f *ListFault) Serious() bool {
	switch f.Code {
	case AgencySilent, SilenceNotKnown, RowsNotAnnounced, CountDisputed, SameNameOwners, SimilarOwners:
		return false
	}
	return true
}

// Audit checks a list against what was announced of it and against the agencies of its day. Similar jobs under
// different names are not looked for here: that takes the engine.
func (r *Register) Audit(l *List) []ListFault {
	var out []ListFault
	if l.Completeness == Reconstruction {
		out = append(out, ListFault{Code: RowsNotAnnounced, Found: len(l.Entries)})
	}
	out = append(out, r.auditCounts(l)...)
	out = append(out, r.auditTwins(l)...)
	out = append(out, r.auditOwners(l)...)
	silent, known := r.NotAnnounced(l)
	if !known {
		return append(out, ListFault{Code: SilenceNotKnown, Found: len(l.Entries)})
	}
	for _, a := range silent {
		out = append(out, ListFault{Code: AgencySilent, Agency: a.Code})
	}
	return out
}

func (r *Register) auditCounts(l *List) []ListFault {
	var out []ListFault
	if l.AnnouncedTotal > 0 && l.AnnouncedTotal != len(l.Entries) {
		out = append(out, ListFault{Code: CountTotal, Expected: []int{l.AnnouncedTotal}, Found: len(l.Entries)})
	}
	rows := map[AgencyCode]int{}
	for _, e := range l.Entries {
		rows[e.Owner]++
	}
	for _, code := range sortedCodes(l.CountsByOwner) {
		if n := l.CountsByOwner[code]; n != rows[code] {
			out = append(out, ListFault{Code: CountOwner, Agency: code, Expected: []int{n}, Found: rows[code]})
		}
	}
	for _, code := range sortedKeys(l.CountsReported) {
		out = append(out, ListFault{Code: CountDisputed, Agency: code, Expected: l.CountsReported[code], Found: rows[code]})
	}
	return out
}

func sortedKeys(m map[AgencyCode][]int) []AgencyCode {
	var codes []AgencyCode
	for c := range m {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	return codes
}

// auditTwins finds rows that share a number, a name or a platform.
func (r *Register) auditTwins(l *List) []ListFault {
	var number, name, platform, shared twins
	for i := range l.Entries {
		e := &l.Entries[i]
		key := viet.Key(e.Name)
		number.add(e.Group+"\x00"+e.No, e)
		name.add(key+"\x00"+string(e.Owner)+e.OwnerPrinted, e)
		platform.add(string(e.Platform), e)
		shared.add(r.JobKey(e), e)
	}
	out := number.faults(DuplicateNumber)
	same := name.faults(DuplicateName)
	out = append(out, same...)
	for _, f := range platform.faults(DuplicateRow) {
		if !slices.ContainsFunc(same, func(s ListFault) bool { return slices.Equal(s.Rows, f.Rows) }) {
			out = append(out, f)
		}
	}
	for _, f := range shared.faults(SameNameOwners) {
		if slices.ContainsFunc(f.Rows, func(e *Entry) bool { return e.Owner != f.Rows[0].Owner }) {
			out = append(out, f)
		}
	}
	return out
}

// JobKey is the name of a row in key form without the name of its owner: what two ministries would both call a system of
// the same kind ("Hệ thống thông tin giải quyết thủ tục hành chính của Bộ Y tế").
func (r *Register) JobKey(e *Entry) string {
	key := " " + viet.Key(e.Name) + " "
	if a, ok := r.Agency(string(e.Owner)); ok && e.Owner != "" {
		for _, form := range append([]string{a.Name, string(a.Code)}, a.Aliases...) {
			form = viet.Key(form)
			key = strings.ReplaceAll(key, " của "+form+" ", " ")
			key = strings.ReplaceAll(key, " "+form+" ", " ")
		}
	}
	return strings.TrimSpace(key)
}

// twins gathers rows by a key, in the order the keys first appear.
type twins struct {
	rows map[string][]*Entry
	keys []string
}

func (t *twins) add(key string, e *Entry) {
	if t.rows == nil {
		t.rows = map[string][]*Entry{}
	}
	if len(t.rows[key]) == 0 {
		t.keys = append(t.keys, key)
	}
	t.rows[key] = append(t.rows[key], e)
}

func (t *twins) faults(code FaultCode) []ListFault {
	var out []ListFault
	for _, k := range t.keys {
		if rows := t.rows[k]; len(rows) > 1 {
			out = append(out, ListFault{Code: code, Rows: rows, Found: len(rows), Value: rows[0].Name})
		}
	}
	return out
}

// auditOwners finds rows whose owner is not read, not on record, or not of the list's day.
func (r *Register) auditOwners(l *List) []ListFault {
	var unread []*Entry
	var unknown, notThen twins
	for i := range l.Entries {
		e := &l.Entries[i]
		switch a, ok := r.Agency(string(e.Owner)); {
		case e.Owner == "" && e.OwnerPrinted == "":
			unread = append(unread, e)
		case e.Owner == "" || !ok:
			unknown.add(e.OwnerPrinted, e)
		case !a.Exists(l.Date):
			notThen.add(string(e.Owner), e)
		}
	}
	var out []ListFault
	if len(unread) > 0 {
		out = append(out, ListFault{Code: OwnerNotRead, Rows: unread, Found: len(unread)})
	}
	for _, k := range unknown.keys {
		out = append(out, ListFault{Code: OwnerUnknown, Rows: unknown.rows[k], Found: len(unknown.rows[k]), Value: k})
	}
	for _, k := range notThen.keys {
		out = append(out, ListFault{Code: OwnerNotThen, Rows: notThen.rows[k], Found: len(notThen.rows[k]), Agency: AgencyCode(k),
			Value: r.AgencySuccessor(k, l.Date)})
	}
	return out
}

// NumberGaps returns the numbers missing between 1 and the highest of each group, as "group number".
func (l *List) NumberGaps() []string {
	highest, have := map[string]int{}, map[string]bool{}
	var groups []string
	for _, e := range l.Entries {
		n, err := strconv.Atoi(e.No)
		if err != nil {
			continue
		}
		if _, seen := highest[e.Group]; !seen {
			groups = append(groups, e.Group)
		}
		highest[e.Group] = max(highest[e.Group], n)
		have[e.Group+"\x00"+e.No] = true
	}
	var gaps []string
	for _, g := range groups {
		for n := 1; n <= min(highest[g], 2*len(l.Entries)); n++ {
			if !have[g+"\x00"+strconv.Itoa(n)] {
				gaps = append(gaps, g+strconv.Itoa(n))
			}
		}
	}
	return gaps
}
