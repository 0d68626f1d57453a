package evidence

import (
	"encoding/json"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
)

// Source is a run with all that a bundle holds of it. The store is read into it; nothing else is asked when a bundle is
// written.
type Source struct {
	Run             int64
	Command         string // check, batch, recheck
	State           string // open, done, stopped
	RecordedAt      string // RFC 3339
	RecordedBy      string
	Program         string // version of the program
	AssumeOperating bool
	Provenance      engine.Provenance
	Register        *corpus.Register // as it was when the run was made
	Weights         engine.Weights
	ListVersions    []ListVersion                       // of the list checked against, up to the run
	Inputs          []Input                             // of the items
	Items           func(yield func(*Item) error) error // in order
	Hashes          []string                            // of every item of the run, in order
	Log             []Record                            // from the record that begins the run to the last one that concerns it
	Decisions       []decision.Decision                 // about the items
	Actions         []Action
	Explanations    []Explanation
	Deployed        []Event // of systems that run already
	Annex           []AnnexFile
}

// ListVersion is a version of the list as it was taken in, with the file it was read from.
type ListVersion struct {
	List       corpus.ListID `json:"list"`
	Number     int           `json:"version"`
	Origin     string        `json:"origin"` // embedded, import
	Hash       string        `json:"sha256"`
	Rows       int           `json:"rows"`
	File       string        `json:"source_file"`
	FileSHA256 string        `json:"source_sha256"` // "" for the lists shipped with the program
	RecordedAt string        `json:"recorded_at"`
	RecordedBy string        `json:"recorded_by"`
}

// Input is a file as received, and what was read of it.
type Input struct {
	SHA256     string   `json:"sha256"`
	Name       string   `json:"name"`
	Run        int64    `json:"run"`       // that received it: an earlier one, when the run checked kept proposals again
	Split      bool     `json:"split"`     // each row of a plan was taken for a proposal of its own
	File       string   `json:"file"`      // of the bundle, with the bytes as received; "" when they were not kept
	TextFile   string   `json:"text_file"` // of the bundle, with what was read; "" when nothing was
	TextSHA256 string   `json:"text_sha256"`
	Size       int64    `json:"size"`
	MediaType  string   `json:"media_type"`
	Format     string   `json:"format"`
	Encoding   string   `json:"encoding"`
	Unread     []string `json:"unread"`
	Channel    string   `json:"channel"`
	ReceivedAt string   `json:"received_at"`
	ReceivedBy string   `json:"received_by"`

	Content []byte `json:"-"`
	Text    []byte `json:"-"` // JSON of document.Text
}

// Item is a proposal of the run with its judgement.
type Item struct {
	No         int64
	RecordedAt string
	Hash       string          // SHA-256 of Raw
	Raw        json.RawMessage // JSON of engine.Result, as it was kept
	Result     engine.Result
}

// Action is something a person did to an item: a decision, its correction.
type Action struct {
	Item      int64           `json:"item"`
	Component int             `json:"component"` // position from 1, 0 for the item
	At        string          `json:"at"`
	By        string          `json:"by"`
	Kind      string          `json:"kind"` // decision
	Body      json.RawMessage `json:"body"` // JSON of decision.Decision: what was decided, why, on what basis
}

// Explanation is what the body concerned gave to explain a component, with the documents it attached.
type Explanation struct {
	Item      int64            `json:"item"`
	Component int              `json:"component"`
	Decision  int64            `json:"decision"` // that was made on it
	At        string           `json:"at"`
	By        string           `json:"by"`
	Text      string           `json:"text"`
	Documents []ExplanationDoc `json:"documents"`
}

// ExplanationDoc is a document attached to an explanation.
type ExplanationDoc struct {
	SHA256  string `json:"sha256"`
	Name    string `json:"name"`
	File    string `json:"file"` // of the bundle
	Content []byte `json:"-"`
}

// Event is a dated step in the life of a platform or of a system.
type Event struct {
	Item      int64       `json:"item"`
	Component int         `json:"component"`
	Date      corpus.Date `json:"date"`
	Event     string      `json:"event"` // announced, proposed, decided, contracted, accepted, or a state: building, operating ...
	Subject   string      `json:"subject"`
	Name      string      `json:"name"`
	Source    string      `json:"source"`
}

// AnnexFile is a printable form of the results.
type AnnexFile struct {
	Name  string // "phu-luc.pdf"
	Write func(results []engine.Result) ([]byte, error)
}
