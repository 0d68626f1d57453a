package corpus

// Register is everything that is known: platforms, dated lists, agencies, provinces, taxonomy, glossary and law.
// It is read-only once loaded. Slices are sorted by identifier (lists by date, then ID).
type Register struct {
	Platforms     []Platform
	Lists         []List
	Agencies      []Agency
	Moves         []Move
	Provinces     []Province
	Functions     []Function
	Architecture  []ArchComponent
	Law           []LegalBasis
	Signals       []Signal
	Boilerplate   []Boilerplate
	Synonyms      []Synonyms
	Abbreviations []Abbreviation
}

// AnyList names the whole register, listed or not, where a list id is asked for.
const AnyList ListID = "any"

// View is the register as of a date, seen through one list: what a check may use.
type View struct {
	Register *Register
	Date     Date
	List     *List    // nil for AnyList
	Rows     []Listed // platforms of the list (or all), in list order (register order for AnyList)
}

// Listed is a platform as of a date and, unless the view is of the whole register, its row in the list.
type Listed struct {
	Platform *Platform
	Entry    *Entry     // nil for AnyList
	Owner    AgencyCode // owner on the date, "" when not known
	State    State      // state on the date
}
