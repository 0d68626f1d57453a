package corpus

import "slices"

// Row is a row of a list as it was read, before it is known which platform it is a row of.
type Row struct {
	Entry  Entry    // Platform is set when the file itself states it, as our own exports do
	Record Platform // what the file says of the platform besides; empty where it says nothing
	Place  string   // where the row stands in the file
}

// Relation says what a row of a list is to the platforms known before it.
type Relation string

// Relations of a row.
const (
	SamePlatform Relation = "same"
	Renamed      Relation = "renamed"
	MovedOwner   Relation = "moved"  // owned by another agency than before, renamed or not
	MergedFrom   Relation = "merged" // takes the place of several platforms
	SplitFrom    Relation = "split"  // takes the place of a part of one platform
	NewPlatform  Relation = "new"
)

// Relations are all relations, in the order they are offered.
var Relations = []Relation{SamePlatform, Renamed, MovedOwner, MergedFrom, SplitFrom, NewPlatform}

// Why a decision was proposed: stable codes.
const (
	WhyStated     = "stated"      // the file names the platform
	WhyName       = "name"        // a known name, the same owner
	WhySuccessor  = "successor"   // a known name, the owner's successor or one it handed functions to
	WhyNoOwner    = "no_owner"    // a known name of one platform, the row names no owner
	WhyOtherOwner = "other_owner" // a known name, but another owner without a known hand-over
	WhySharedName = "shared_name" // a name that several platforms bear, none of this owner
	WhyCoreName   = "core_name"   // the same name but for words like "hệ thống", the same owner
	WhyEngine     = "engine"      // the engine finds the same job
	WhySeveral    = "several"     // the engine finds the same job in several platforms
	WhyShared     = "shared"      // several rows do the job of one platform
	WhyNothing    = "nothing"     // nothing known is like it
	WhyPerson     = "person"      // decided by a person
)

// Decision says which platform a row of a list is.
type Decision struct {
	Row         int      `json:"row"` // index into the rows of the import
	Relation    Relation `json:"relation"`
	Platform    ID       `json:"platform"` // the platform it is, "" for one that is yet to be named
	From        []ID     `json:"from"`     // MergedFrom, SplitFrom: the platforms it takes the place of
	Certain     bool     `json:"certain"`  // false when a person should decide
	Why         string   `json:"why"`
	Probability float64  `json:"probability"` // of the engine, 0 where it was not asked
	Candidates  []ID     `json:"candidates"`  // platforms that came into question, best first
	Note        string   `json:"note"`        // reason that a person gave
}

// valid tells whether a relation is one of Relations.
func (r Relation) valid() bool { return slices.Contains(Relations, r) }
