package corpus

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/rasoat/rasoat/internal/viet"
)

// ChangeKind names what changed between two lists.
type ChangeKind string

// Kinds of change, in the order they are reported.
const (
	Added            ChangeKind = "added"
	Removed          ChangeKind = "removed"
	Merged           ChangeKind = "merged"  // left the list: another platform took its place
	Divided          ChangeKind = "divided" // left the list: several platforms took its place
	NameChanged      ChangeKind = "renamed"
	OwnerSucceeded   ChangeKind = "owner_succeeded" // the new owner is the agency that took over from the old one
	OwnerChanged     ChangeKind = "owner_changed"   // moved to an agency that is not its successor
	FunctionsChanged ChangeKind = "functions_changed"
)

// ChangeKinds are all kinds of change in the order they are reported.
var ChangeKinds = []ChangeKind{Added, Removed, Merged, Divided, NameChanged, OwnerSucceeded, OwnerChanged, FunctionsChanged}

// Change is one thing that differs between two lists.
type Change struct {
	Kind     ChangeKind
	Platform ID
	Before   *Entry   // row of the earlier list, nil for Added
	After    *Entry   // row of the later list, nil for Removed, Merged and Divided
	Into     []ID     // Merged, Divided: the platforms that took its place
	Gained   []string // FunctionsChanged: only in the later list
	Lost     []string // FunctionsChanged: only in the earlier list
}

// Diff compares two lists by the platforms that stand in them. Changes are ordered by kind, then as the rows stand in
// the later list, for what left as in the earlier one. A row that both print alike but for spelling has not changed.
func (r *Register) Diff(before, after *List) []Change {
	old, now := rowsByPlatform(before), rowsByPlatform(after)
	var changes []Change
	for i := range after.Entries {
		b := &after.Entries[i]
		a := old.take(b.Platform)
		if a == nil {
			changes = append(changes, Change{Kind: Added, Platform: b.Platform, After: b})
			continue
		}
		changes = append(changes, r.rowChanges(a, b, after.Date)...)
	}
	for i := range before.Entries {
		a := &before.Entries[i]
		if now.take(a.Platform) == nil {
			changes = append(changes, r.left(a, after))
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Compare(slices.Index(ChangeKinds, a.Kind), slices.Index(ChangeKinds, b.Kind))
	})
	return changes
}

// platformRows are the rows of a list by platform; take hands out each once, so that a platform that stands twice in
// one list and once in the other shows as a row too many.
type platformRows map[ID][]*Entry

func rowsByPlatform(l *List) platformRows {
	rows := make(platformRows, len(l.Entries))
	for i := range l.Entries {
		e := &l.Entries[i]
		rows[e.Platform] = append(rows[e.Platform], e)
	}
	return rows
}

func (p platformRows) take(id ID) *Entry {
	rows := p[id]
	if len(rows) == 0 {
		return nil
	}
	p[id] = rows[1:]
	return rows[0]
}

// left tells how a platform left the list.
func (r *Register) left(a *Entry, after *List) Change {
	c := Change{Kind: Removed, Platform: a.Platform, Before: a}
	p, ok := r.Platform(a.Platform)
	if !ok {
		return c
	}
	for _, f := range p.Facts {
		if f.Kind == FactSuccessor && !after.Date.Before(f.From) && !slices.Contains(c.Into, ID(f.Value)) {
			c.Into = append(c.Into, ID(f.Value))
		}
	}
	switch len(c.Into) {
	case 0:
	case 1:
		c.Kind = Merged
	default:
		c.Kind = Divided
	}
	return c
}

func (r *Register) rowChanges(a, b *Entry, date Date) []Change {
	var changes []Change
	add := func(k ChangeKind) *Change {
		changes = append(changes, Change{Kind: k, Platform: b.Platform, Before: a, After: b})
		return &changes[len(changes)-1]
	}
	if viet.Key(a.Name) != viet.Key(b.Name) {
		add(NameChanged)
	}
	if a.Owner != b.Owner && a.Owner != "" && b.Owner != "" {
		add(r.ownerChange(a.Owner, b.Owner, date))
	}
	if gained, lost := functionChange(a, b); len(gained)+len(lost) > 0 {
		c := add(FunctionsChanged)
		c.Gained, c.Lost = gained, lost
	}
	return changes
}

// ownerChange tells a hand-over by reorganisation from a real one.
func (r *Register) ownerChange(old, now AgencyCode, date Date) ChangeKind {
	if a, ok := r.Agency(string(now)); ok && r.AgencySuccessor(string(old), date) == a.Name {
		return OwnerSucceeded
	}
	return OwnerChanged
}

// functionChange compares the functions that two rows print. Where one of them prints none nothing is known to differ.
func functionChange(a, b *Entry) (gained, lost []string) {
	if a.Function != "" && b.Function != "" && a.Function != b.Function {
		gained, lost = append(gained, string(b.Function)), append(lost, string(a.Function))
	}
	if len(a.Functions) == 0 || len(b.Functions) == 0 {
		return gained, lost
	}
	return append(gained, missingIn(b.Functions, a.Functions)...), append(lost, missingIn(a.Functions, b.Functions)...)
}

// missingIn returns the words of a that b lacks, compared without regard to spelling.
func missingIn(a, b []string) []string {
	have := make(map[string]bool, len(b))
	for _, s := range b {
		have[viet.Key(s)] = true
	}
	var out []string
	for _, s := range a {
		if !have[viet.Key(s)] {
			out = append(out, s)
		}
	}
	return out
}

// Label names a row as people point to it: its group and number.
func (e *Entry) Label() string {
	if _, err := strconv.Atoi(e.No); err == nil && len([]rune(e.Group)) <= 2 {
		return e.Group + e.No
	}
	return e.No
}
