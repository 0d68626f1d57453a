package engine

import "github.com/rasoat/rasoat/corpus"

// Verdict is the outcome of the ladder for a component or a proposal.
type Verdict string

// Verdicts, in the order they are reported.
const (
	Duplicate      Verdict = "duplicate"
	PartialOverlap Verdict = "partial_overlap"
	Insufficient   Verdict = "insufficient"
	Split          Verdict = "split"
	Complement     Verdict = "complement"
	SameDomain     Verdict = "same_domain"
	None           Verdict = "none"
	OutOfScope     Verdict = "out_of_scope"
)

// Degree is how far a component and a platform agree on a facet. Unknown is never read as Different.
type Degree string

// Degrees of agreement.
const (
	Same      Degree = "same"
	Subset    Degree = "subset" // scope only: the proposal's scope lies inside the platform's
	Partial   Degree = "partial"
	Different Degree = "different"
	Unknown   Degree = "unknown"
)

// FacetName names a facet of the comparison (domain reference 7.1).
type FacetName string

// Facets, in printed order.
const (
	FacetFunction   FacetName = "function"
	FacetObjective  FacetName = "objective"
	FacetDataObject FacetName = "data_object"
	FacetUsers      FacetName = "users"
	FacetScope      FacetName = "scope"
	FacetObjectType FacetName = "object_type"
	FacetAction     FacetName = "action"
	FacetState      FacetName = "platform_state"
	FacetTiming     FacetName = "timing"
	FacetException  FacetName = "exception"
)

// Quote is words taken from one side of a comparison. Start and End are byte offsets into the named field's text.
type Quote struct {
	Field string `json:"field"` // "title", "name", "description", "functions" ... of the component; "name", "alias", "purpose", "functions", "data_objects" ... of the platform
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Facet is one line of the comparison of a component and a platform.
type Facet struct {
	Name     FacetName `json:"name"`
	Degree   Degree    `json:"degree,omitempty"` // for the facets that are compared
	Value    string    `json:"value,omitempty"`  // for action, platform_state, timing, exception: the value itself
	Proposal []Quote   `json:"proposal"`         // words of the component
	Platform []Quote   `json:"platform"`         // words of the platform's record
	Note     string    `json:"note,omitempty"`   // function code, or why the degree is what it is: a code for the renderer, never prose
}

// Finding is one platform compared with one component.
type Finding struct {
	Platform       PlatformRef `json:"platform"`
	List           string      `json:"list"`        // id of the list the row stands in, "any" for the register
	Entry          string      `json:"entry"`       // number in that list
	Score          float64     `json:"score"`       // orders candidates; never a reason
	Probability    float64     `json:"probability"` // calibrated probability that the platform concerns the component: same job, part of it, or its peer; orders review
	Confidence     string      `json:"confidence"`  // high, medium, low
	Grade          Verdict     `json:"grade"`       // overlap on the facts alone, as if the platform operated
	Verdict        Verdict     `json:"verdict"`     // facts, state, time and exception
	Rule           string      `json:"rule"`        // rule of the ladder that fired
	Facets         []Facet     `json:"facets"`
	Remedy         []string    `json:"remedy"` // codes, in order: use_platform, configure, extend, connect, adjust_scope, common_software, ask_owner, justify, proceed
	Basis          []Basis     `json:"basis"`
	Responsibility string      `json:"responsibility"` // announced_before, announced_after, not_announced, not_serving, unknown
}

// PlatformRef names a platform as of the date of the check.
type PlatformRef struct {
	ID    corpus.ID `json:"id"`
	Name  string    `json:"name"`
	Owner string    `json:"owner"` // agency on that date, "" when not known
	State string    `json:"state"`
	URL   string    `json:"url,omitempty"`
}

// Basis is a legal row cited for a finding.
type Basis struct {
	ID       string `json:"id"`       // LBnn
	Document string `json:"document"` // 1425/QĐ-TTg
	Article  string `json:"article"`
	Date     string `json:"date"`
	Verified string `json:"verified"` // full_text, full_text_ocr, secondary ...: what may be printed depends on it
	Gist     string `json:"gist"`
}

// ComponentResult is the judgement of one component.
type ComponentResult struct {
	Component  Component
	Kind       ItemKind            // what the component is; only systems are compared by function
	Function   corpus.FunctionCode // business function it is for, the strongest of those recognised; "" for none
	Verdict    Verdict
	Grade      Verdict // on the facts alone, as if the platforms operated
	Rule       string
	Findings   []Finding   // best first; the first carries the verdict
	LocalName  string      // component of the national architecture it is, if any
	LocalCond  string      // condition the architecture attaches
	Missing    []string    // codes of what would have to be known to decide
	Considered []corpus.ID // candidates below the cut, best first
	Below      []Finding   `json:",omitempty"` // their comparison, in the same order, when Options.Below asked for it
	Own        []OwnSystem `json:",omitempty"` // systems of the same province that overlap with it, where deployed ones are on record; they do not move the verdict
}

// Coverage says how much of a proposal is offered nationally.
type Coverage struct {
	Components  int      `json:"components"`
	Overlapping int      `json:"overlapping"`
	MoneyVND    int64    `json:"money_vnd"`
	OverlapVND  int64    `json:"overlap_vnd"`
	Share       float64  `json:"money_share"` // OverlapVND / MoneyVND, 0 when no money is stated
	Without     []string `json:"without"`     // nearest counterfactual: numbers or names of the components without which nothing overlaps
}

// Result is the judgement of one proposal.
type Result struct {
	Document   Document
	Proposal   Proposal
	Verdict    Verdict
	Grade      Verdict
	Components []ComponentResult
	Coverage   Coverage
	Unread     []string // what could not be read, matched or decided
	Provenance Provenance
}

// Provenance says what produced a result: enough to produce it again.
type Provenance struct {
	Engine          string             `json:"engine"`
	Rules           string             `json:"rules"`
	Weights         string             `json:"weights"` // hash of the weights
	Terms           string             `json:"terms"`   // hash of taxonomy, glossary, signals and boilerplate
	List            string             `json:"list"`
	ListDocument    string             `json:"list_document"`
	ListDate        string             `json:"list_date"`
	ListHash        string             `json:"list_hash"`
	Completeness    string             `json:"completeness"`
	AsOf            string             `json:"as_of"`
	AssumeOperating bool               `json:"assume_operating"`
	Input           string             `json:"input_sha256"`
	Parameters      map[string]float64 `json:"parameters"`
}
