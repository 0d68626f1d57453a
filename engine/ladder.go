package engine

import "github.com/rasoat/rasoat/corpus"

// Facts are what the ladder decides on: the facets of one component against one matched record, or against nothing.
type Facts struct {
	Kind        ItemKind
	Split       bool // umbrella text whose components are not listed
	Matched     bool // a list row, a component of the architecture, a sourced ministry system, or a system of the same owner
	SameOwner   bool // the record belongs to the same owner (rule T3)
	SameField   bool // only the field of business is shared
	Local       bool // a component that the national architecture names for provinces
	Condition   bool // the architecture attaches a condition to it
	Shown       bool // that condition is shown to be met
	Reference   bool // named only as an optional example: sharing part of a job with it is sharing the field
	Refused     bool // the document says that it will not be built
	Unaccented  bool // typed without diacritics
	ListMissing bool // no version of the list on the date

	Function, Objective, DataObject, Users, Scope Degree
	Action                                        Action
	State                                         corpus.State
	Timing                                        string // before, after, not_announced, "" for not applicable
	Exception                                     string // kind of exception shown, or evidenced_gap, claimed_specific
}

// Rules of the ladder, as results name them.
const (
	RuleOutOfScope   = "1-out-of-scope"
	RuleSplit        = "2-split"
	RuleNoRecord     = "3-no-record"
	RuleComplement   = "4-complement"
	RuleLocal        = "4-local-component"
	RuleInsufficient = "5-insufficient"
	RuleUnaccented   = "5-without-diacritics"
	RuleDuplicate    = "6-duplicate"
	RuleOneOwner     = "6-one-owner"
	RulePartial      = "7-partial"
	RuleField        = "8-same-field"
	RuleNone         = "9-none"
)

// verifiedExceptions free an item from comparison: they need an article, and the overlap facts stay listed.
var verifiedExceptions = map[string]bool{"quoc_phong": true, "an_ninh": true, "co_yeu": true, "bi_mat": true, "65.1.c": true}

// Decide runs the ladder (domain rules 7.2): the first rule that fits gives the verdict. It is a pure function of the
// facts; Unknown is never read as Different.
func Decide(f Facts) (Verdict, string) {
	switch {
	case f.Kind == Equipment, f.Kind == Line, f.Kind == Learning, f.Kind == Paper, f.Exception != "" && verifiedExceptions[f.Exception]:
		return OutOfScope, RuleOutOfScope
	case f.Split:
		return Split, RuleSplit
	case f.ListMissing:
		return Insufficient, RuleInsufficient
	case !f.Matched:
		return decideUnmatched(f)
	case f.complements():
		return Complement, RuleComplement
	case f.Local && f.Scope == Different && (!f.Condition || f.Shown) && !f.Reference && f.touches():
		return Complement, RuleLocal
	}
	return decideOverlap(f)
}

// decideUnmatched is rule 3: nothing was found to compare with.
func decideUnmatched(f Facts) (Verdict, string) {
	switch {
	case f.Timing == "not_announced", f.Function == Unknown:
		return Insufficient, RuleNoRecord
	case f.SameField:
		return SameDomain, RuleNoRecord
	}
	return None, RuleNoRecord
}

// decideOverlap is rules 5 to 9. The state is asked only where it can change the answer.
func decideOverlap(f Facts) (Verdict, string) {
	switch {
	case f.Function == Unknown:
		return Insufficient, RuleInsufficient
	case f.touches() && f.Unaccented && f.Function == Same:
		return Insufficient, RuleUnaccented
	case f.touches() && (f.Scope == Unknown || !operates(f.State)):
		return Insufficient, RuleInsufficient
	case f.SameOwner && f.Function == Same && f.Objective == Same && f.Scope == Same:
		return Duplicate, RuleOneOwner
	case f.duplicates():
		return Duplicate, RuleDuplicate
	case f.touches() && !f.outOfReach() && !(f.Reference && f.Function == Partial):
		return PartialOverlap, RulePartial
	case f.SameField || f.touches():
		return SameDomain, RuleField
	}
	return None, RuleNone
}

// touches tells that the function is the same or partly so.
func (f *Facts) touches() bool { return f.Function == Same || f.Function == Partial }

// complements tells the actions that use a platform rather than build beside it.
func (f *Facts) complements() bool {
	switch f.Action {
	case Connect, Consume, DataEntry, Reuse, Extend, Stop:
		return true
	}
	return f.Refused
}

// outOfReach tells that the record serves other bodies only: a locality cannot use it, so it shares the field.
func (f *Facts) outOfReach() bool { return !f.Local && f.Scope == Different && f.Users == Different }

func (f *Facts) duplicates() bool {
	return f.Function == Same && f.Objective == Same && (f.Scope == Same || f.Scope == Subset) && Barred(f.Action) && f.Exception != "evidenced_gap"
}

// Barred tells the forms of investment barred where a listed platform operates (rule T1): build, buy, lease, expand.
func Barred(a Action) bool { return a == Build || a == Buy || a == Lease || a == Expand }

// operates tells the state in which a platform bars duplication: trial serves too few to bar anything.
func operates(s corpus.State) bool { return s == corpus.StateOperating }

// rank orders verdicts by how much they ask of the reader.
func (v Verdict) rank() int {
	for i, o := range []Verdict{Duplicate, PartialOverlap, Insufficient, Split, Complement, SameDomain, None, OutOfScope} {
		if v == o {
			return i
		}
	}
	return len(v) + 8
}

// AtLeast tells whether v asks as much of the reader as o or more: duplicate is at least everything.
func (v Verdict) AtLeast(o Verdict) bool { return v.rank() <= o.rank() }

// Alert tells the verdicts that ask someone to stop and answer.
func (v Verdict) Alert() bool { return v == Duplicate || v == PartialOverlap }
