package report

import (
	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Schema identifies the JSON form of a Document. It changes when a field is removed or changes its meaning.
const Schema = "rasoat.result/1"

// Document is the view model: what all renderers print, and field by field the JSON of schema rasoat.result/1.
// Lists are empty, never nil.
type Document struct {
	Schema  string   `json:"schema"`
	Results []Result `json:"results"` // in the order of the files, and of the proposals in each
}

// ReadState says how much of a file was read.
type ReadState string

// States of reading.
const (
	ReadOK      ReadState = "ok"
	ReadPartial ReadState = "partial" // some of it could not be read; what could is judged
	ReadRefused ReadState = "refused" // none of it was judged
)

// reasonUnreadParts is the reason of a file read in part.
const reasonUnreadParts = "unread_parts"

// Result is one proposal judged, or one file refused.
type Result struct {
	File       string         `json:"file"`    // as named by the user; "" for a title typed by hand
	Read       ReadState      `json:"read"`    // ok, partial, refused
	Reason     string         `json:"reason"`  // code; "" when read in full
	Detail     string         `json:"detail"`  // what was seen, for a refusal
	Hint       string         `json:"hint"`    // what to do about a refusal
	Secrecy    string         `json:"secrecy"` // degree of state secrecy the file is marked with: confidential, secret, top_secret; ""
	Proposal   Proposal       `json:"proposal"`
	Verdict    engine.Verdict `json:"verdict"`
	Grade      engine.Verdict `json:"grade"`
	Components []Component    `json:"components"`
	Coverage   Coverage       `json:"coverage"`
	Unread     []string       `json:"unread"`
	Lapsed     []Decision     `json:"lapsed_decisions"` // about components that are not found under their name any more
	Provenance Provenance     `json:"provenance"`
}

// Proposal is what was read of a project, plan row or title.
type Proposal struct {
	Title      string   `json:"title"`
	Agency     string   `json:"agency"`
	Province   string   `json:"province"`
	Date       string   `json:"date"`
	TotalMoney *int64   `json:"total_money_vnd"` // đồng; null when not stated
	Objective  string   `json:"objective"`
	Users      []string `json:"users"`
	Scope      string   `json:"scope"`
	Summary    string   `json:"summary"`
	Group      string   `json:"group"`
	Location   string   `json:"location"`
	LegalBasis []string `json:"legal_basis"`
	// Abbreviations are those that the document itself settles.
	Abbreviations []engine.Abbreviation `json:"abbreviations"`
	NotFound      []string              `json:"not_found"`
}

// Component is one thing proposed, with its judgement.
type Component struct {
	No          string         `json:"no"`
	Name        string         `json:"name"`
	Kind        string         `json:"kind"` // what it is: system, hardware, line, training, regulation, umbrella
	Description string         `json:"description"`
	Function    *FunctionRef   `json:"function"` // business function recognised in it; null for none
	Functions   []string       `json:"functions"`
	Users       []string       `json:"users"`
	Action      engine.Action  `json:"action"`
	Negated     bool           `json:"negated"`
	Money       *int64         `json:"money_vnd"` // đồng; null when not stated
	Owner       string         `json:"owner"`
	Period      string         `json:"period"`
	State       string         `json:"state"`
	Location    string         `json:"location"`
	Verdict     engine.Verdict `json:"verdict"`
	Grade       engine.Verdict `json:"grade"`
	Rule        string         `json:"rule"`
	Findings    []Finding      `json:"findings"`
	LocalName   string         `json:"local_component"`
	LocalCond   string         `json:"local_condition"`
	Missing     []string       `json:"missing"`
	Considered  []corpus.ID    `json:"considered"`
	Decisions   []Decision     `json:"decisions"`             // about it, the newest first
	Suppressed  bool           `json:"suppressed"`            // the first of them is in force
	Own         []OwnSystem    `json:"own_systems,omitempty"` // systems of the same province that overlap; absent when none is on record
}

// OwnSystem is a system that the province of the proposal runs already and that overlaps with a component.
type OwnSystem struct {
	ID        int64          `json:"id"` // number among the deployed systems on record
	Name      string         `json:"name"`
	Agency    string         `json:"agency"`
	Province  string         `json:"province"`
	Operating corpus.Date    `json:"operating"` // "" when not known
	Function  engine.Degree  `json:"function"`
	Verdict   engine.Verdict `json:"verdict"`
	Grade     engine.Verdict `json:"grade"` // on the facts alone, as if it operated
	Rule      string         `json:"rule"`
	Basis     []Basis        `json:"basis"`
}

// Finding is one platform compared with one component.
type Finding struct {
	Platform       Platform       `json:"platform"`
	List           string         `json:"list"`
	Entry          string         `json:"entry"`
	Score          float64        `json:"score"`
	Probability    float64        `json:"probability"`
	Confidence     string         `json:"confidence"`
	Grade          engine.Verdict `json:"grade"`
	Verdict        engine.Verdict `json:"verdict"`
	Rule           string         `json:"rule"`
	Facets         []Facet        `json:"facets"`
	Remedy         []string       `json:"remedy"`
	Basis          []Basis        `json:"basis"`
	Responsibility string         `json:"responsibility"`
}

// Platform is a platform as of the date of the check, with the texts its quotes come from.
type Platform struct {
	ID          corpus.ID         `json:"id"`
	Name        string            `json:"name"`
	Owner       string            `json:"owner"`      // code of the agency on the date, "" when not known
	OwnerName   string            `json:"owner_name"` // its full name, or the code again when the register has no such agency
	State       string            `json:"state"`
	StateAsOf   string            `json:"state_as_of"`
	StateSource string            `json:"state_source"`
	URL         string            `json:"url"`
	Aliases     []string          `json:"aliases"`
	Purpose     string            `json:"purpose"`
	Functions   []string          `json:"functions"`
	DataObjects []string          `json:"data_objects"`
	Users       []string          `json:"users"`
	Scope       string            `json:"scope"`
	Known       map[string]string `json:"known"` // name, purpose, functions: read, inferred, general_knowledge
}

// Facet is one line of the comparison.
type Facet struct {
	Name      engine.FacetName `json:"name"`
	Degree    engine.Degree    `json:"degree"` // "" for the facets that hold a value
	Value     string           `json:"value"`  // "" for the facets that are compared
	Proposal  []engine.Quote   `json:"proposal"`
	Platform  []engine.Quote   `json:"platform"`
	Note      string           `json:"note"`
	Functions []FunctionRef    `json:"functions"` // business functions the note names
}

// FunctionRef names a business function of the taxonomy.
type FunctionRef struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// Basis is a legal row cited for a finding.
type Basis struct {
	ID       string `json:"id"`
	Document string `json:"document"`
	Article  string `json:"article"`
	Date     string `json:"date"`
	Verified string `json:"verified"`
	Gist     string `json:"gist"`
	Citable  bool   `json:"citable"` // may be cited as law: its full text was read
}

// Coverage says how much of a proposal is offered nationally.
type Coverage struct {
	Components  int       `json:"components"`
	Overlapping int       `json:"overlapping"`
	Money       int64     `json:"money_vnd"`
	OverlapVND  int64     `json:"overlap_vnd"`
	Share       float64   `json:"money_share"` // 0 to 1
	Offered     []Offered `json:"offered"`     // components that a platform offers, wholly or in part, on the facts alone
	New         []string  `json:"new"`         // numbers or names of components for which nothing of the kind was found
	Without     []string  `json:"without"`     // nearest counterfactual: without these nothing overlaps
}

// Offered says which platform, by which of its functions, offers a component.
type Offered struct {
	Component string    `json:"component"` // number, or name when it has none
	Platform  corpus.ID `json:"platform"`
	Name      string    `json:"name"`
	Function  string    `json:"function"` // words of the platform's record, "" when only its name is known
}

// Provenance is what is needed to produce the result again.
type Provenance struct {
	Engine          string             `json:"engine"`
	Rules           string             `json:"rules"`
	Weights         string             `json:"weights"`
	Terms           string             `json:"terms"`
	List            string             `json:"list"`
	ListDocument    string             `json:"list_document"`
	ListDate        string             `json:"list_date"`
	ListHash        string             `json:"list_hash"`
	ListRows        int                `json:"list_rows"` // rows the list holds here, 0 when not known
	Completeness    string             `json:"completeness"`
	AsOf            string             `json:"as_of"`
	AssumeOperating bool               `json:"assume_operating"`
	Input           string             `json:"input_sha256"`
	InputSize       int64              `json:"input_size"`
	MediaType       string             `json:"media_type"`
	Format          string             `json:"format"`
	Encoding        string             `json:"encoding"`
	Parameters      map[string]float64 `json:"parameters"`
}
