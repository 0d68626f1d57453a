package corpus

// ID identifies a platform across all lists: a stable slug such as "csdlqg-dan-cu".
type ID string

// ListID identifies a dated list: "2765-2024".
type ListID string

// AgencyCode is the usual abbreviation of a ministry or body: "BTC".
type AgencyCode string

// FunctionCode is a code of the business-function taxonomy: one letter and two digits, "B04".
type FunctionCode string

// Date is an ISO date that may be shortened to a month or a year: "2026-06-24", "2026-01", "2007", or "" for unknown.
// Dates compare as strings; a shortened date stands for its first day.
type Date string

// Platform is an identity that lives across lists (nền tảng số).
type Platform struct {
	ID            ID             `json:"id"`
	Name          string         `json:"name"`
	NameEN        string         `json:"name_en"`
	Acronym       string         `json:"acronym"`
	Aliases       []string       `json:"aliases"`
	Kind          string         `json:"kind"`
	Owners        []Ownership    `json:"owners"`
	Purpose       string         `json:"purpose"`
	Functions     []string       `json:"functions"`
	FunctionCodes []FunctionCode `json:"function_codes"`
	DataObjects   []string       `json:"data_objects"`
	Users         []string       `json:"users"`
	Scope         string         `json:"scope"`
	URL           string         `json:"url"`
	State         State          `json:"state"`
	StateAsOf     Date           `json:"state_as_of"`
	StateSource   string         `json:"state_source"`
	Provenance    Provenance     `json:"provenance"`
	SourceIDs     []string       `json:"source_ids"`
	Note          string         `json:"note"`
	Facts         []Fact         `json:"facts,omitempty"` // what was recorded of it since, in the order it was recorded
}

// Ownership is one period in which an agency owns a platform. To equals the next owner's From; "" means open.
type Ownership struct {
	Agency AgencyCode `json:"agency"`
	From   Date       `json:"from"`
	To     Date       `json:"to"`
}

// Provenance says how each part of a platform's record came to be known: read, inferred or general_knowledge.
type Provenance struct {
	Name      string `json:"name"`
	Purpose   string `json:"purpose"`
	Functions string `json:"functions"`
	SourceURL string `json:"source_url"`
}

// State is a platform's life-cycle state. Listed is not operating: only a dated source makes it anything but StateUnknown.
type State string

// States of a platform.
const (
	StatePlanned   State = "planned"
	StateBuilding  State = "building"
	StateTrial     State = "trial"
	StateOperating State = "operating"
	StateEnded     State = "ended"
	StateUnknown   State = "unknown"
)

// Completeness says how far a list's rows are those announced.
type Completeness string

// Degrees of completeness.
const (
	Complete       Completeness = "complete"
	NamesOnly      Completeness = "names only"
	PartialList    Completeness = "partial"
	Reconstruction Completeness = "reconstruction" // matches announced counts, is not the announced list: never cited as law
)

// ListKind tells an announcement, which a check may be made against by default, from a programme, which only names
// kinds of platform to be promoted.
type ListKind string

// Kinds of list.
const (
	Announcement ListKind = "announcement"
	Programme    ListKind = "programme"
)

// List is a dated announcement (danh mục).
type List struct {
	ID             ListID             `json:"id"`
	Document       string             `json:"document"`
	Issuer         AgencyCode         `json:"issuer"`
	Date           Date               `json:"date"`
	Kind           ListKind           `json:"kind"`
	AnnouncedTotal int                `json:"announced_total"`
	AnnouncedBy    *int               `json:"announced_by"`   // agencies that announced, nil when not known
	AgenciesTotal  *int               `json:"agencies_total"` // agencies asked, nil when not known
	CountsByOwner  map[AgencyCode]int `json:"counts_by_owner"`
	Completeness   Completeness       `json:"completeness"`
	Note           string             `json:"note"`
	// CountsReported holds the counts that sources give for an agency where they do not agree.
	CountsReported map[AgencyCode][]int `json:"counts_reported,omitempty"`
	SourceURLs     []string             `json:"source_urls"`
	Entries        []Entry              `json:"-"`
}

// Entry is one row of a list.
type Entry struct {
	List     ListID
	No       string // number in the list; restarts in each group of 1132
	Platform ID
	Name     string // as printed in the list
	Owner    AgencyCode
	Group    string
	Status   string // announced, reconstructed
	Source   string

	// What the annex of QĐ 1425/QĐ-TTg adds to a row of 1132-2026; empty in other lists.
	Row         string // identifier of the row in the reference data: "P79-A01"
	Aliases     []string
	Layer       string // layer of the architecture: L1, L2, L3-CPS, L3-KTXHS, L4
	Function    FunctionCode
	EarlierList string // earlier list it is known from, as the press names it
	Note        string

	OwnerPrinted string   `json:",omitempty"` // owner as printed, where that is no agency on record
	Purpose      string   `json:",omitempty"` // as the list prints it
	Functions    []string `json:",omitempty"` // as the list prints them
}

// Agency is a ministry or body with its dated successor (cơ quan).
type Agency struct {
	Name      string
	Code      AgencyCode
	Aliases   []string
	Successor string // main successor today, the agency itself when kept
	From      Date   // day the successor took over
	Kind      string
	Note      string
}

// Move is a function that went from one agency to another on a date.
type Move struct {
	OldOwner, Function, NewOwner string
	From                         Date
	Relation                     string // main_successor, moved
	Note                         string
}

// Province is a unit before 1 July 2025 and the unit of 2026 it became (63 to 34).
type Province struct {
	Old  string
	New  string
	Kind string // unchanged, keeps_name, merged, renamed
	From Date
}

// ProvinceAlias is another way to write a province: a short form, an older spelling, the full name.
type ProvinceAlias struct {
	Alias string
	New   string // unit of 2026
	Kind  string // alias, spelling, tone_style, full_name_2026, historical ..., with "_old" for a unit that was merged
	Old   string // unit before 1 July 2025 that it names, when that is not New
	Note  string
}

// Succession is a step by which one agency took over from another before the successor of today existed.
type Succession struct {
	Old, New string
	From     Date
	Note     string
}

// WorkbookField is one column of the architecture workbook (Mẫu số 03, draft guidance).
type WorkbookField struct {
	Sheet    string
	No       int
	Name     string
	Required string // bắt buộc, có điều kiện, tùy chọn
	Values   string // allowed values or what to write, as the guidance says it
}

// Function is one business function of the taxonomy (nghiệp vụ).
type Function struct {
	Code         FunctionCode   `json:"code"`
	Name         string         `json:"name_vi"`
	NameEN       string         `json:"name_en"`
	Terms        []string       `json:"terms_vi"`
	Objects      []string       `json:"objects_vi"`
	Users        []string       `json:"users_vi"`
	TypicalScope string         `json:"typical_scope"` // national, both, province
	Platforms    []string       `json:"platforms_1132"`
	Near         []FunctionCode `json:"near"`
	Caution      string         `json:"caution"`
}

// ArchComponent is a component named by the national architecture (QĐ 1425/QĐ-TTg).
type ArchComponent struct {
	ID        string
	Level     string // national, province
	Layer     string
	Name      string
	Operator  string
	Function  FunctionCode
	In1132    string
	Condition string
}

// LegalBasis is one row of law with its effective dates. Verified decides what may be printed.
type LegalBasis struct {
	ID        string `json:"id"`
	Document  string `json:"doc"`
	Issued    Date   `json:"issued"`
	From      Date   `json:"effective_from"`
	To        Date   `json:"effective_to"`
	Article   string `json:"article"`
	Gist      string `json:"gist"`
	EngineUse string `json:"engine_use"`
	Source    string `json:"source"`
	Verified  string `json:"verified"` // full_text, full_text_ocr, secondary, citation, mention, draft
	Note      string `json:"note"`
}

// Signal is a phrase that flips what a clause says: connect, feed, reuse, negation ...
type Signal struct {
	Phrase string
	Signal string
	Level  string // sentence, item, heading
	Effect string
}

// BoilerplateClass says how little a phrase of form text weighs.
type BoilerplateClass string

// Classes of boilerplate.
const (
	Weightless    BoilerplateClass = "0"
	LowWeight     BoilerplateClass = "low"
	GenericModule BoilerplateClass = "generic_module"
)

// Boilerplate is one phrase that documents share.
type Boilerplate struct {
	Phrase string
	Class  BoilerplateClass
}

// Synonyms is a set of terms used for one another; Use says where: function, generic, action, place, document.
type Synonyms struct {
	Use   string
	Terms []string
}

// Abbreviation is a short form with its readings, most usual first; more than one reading means ambiguous.
type Abbreviation struct {
	Abbr       string   `json:"abbr"`
	Expansions []string `json:"expansions"`
	English    []string `json:"en"`
}
