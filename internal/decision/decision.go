// Package decision is what people decide about the components that were judged: to use the national platform, to justify
// an own system, to wait, and why, by whom, until when, with the explanation of the body concerned.
//
// Most callers need a Decision, made on a Basis (BasisOf) about a Subject (SubjectOf), and a Book, which finds the
// decisions that concern a new result and says which are in force and why the others are not (Book.Match).
//
// Nothing is ever deleted. The newest decision about a subject counts; a correction is a newer decision that names the
// one it corrects. A decision lapses by itself when what it rested on changes materially:
//
//   - its date has passed (Expired);
//   - the words of the component's name, description or functions, its action, or its money by more than a tenth
//     (TextChanged), or the title of the proposal (TitleChanged). Case, spacing, punctuation, line breaks, the order of
//     functions, and spellings that the normal form of internal/viet unites (hoà and hòa, quí and quý, decomposed
//     letters) are no change;
//   - the name, the owner or the completeness of the list entry (EntryChanged), or another platform fits now or none
//     (PlatformChanged);
//   - the state of the platform (StateChanged).
//
// A decision whose component is not found any more under its name says so (NotFound). Where both the title of a proposal
// and the words of a component were changed, nothing tells that they are the same, and the decision is not shown.
package decision

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Kind is what was decided.
type Kind string

// Kinds of decision, in the order of the help.
const (
	Agree       Kind = "agree"        // thống nhất, đủ điều kiện trình
	UsePlatform Kind = "use-platform" // sử dụng nền tảng quốc gia
	Connect     Kind = "connect"      // kết nối, chia sẻ qua NDXP, NDOP, LGSP
	Extend      Kind = "extend"       // mô-đun bổ sung trên nền tảng
	AdjustScope Kind = "adjust-scope" // điều chỉnh phạm vi, bỏ hạng mục
	Justify     Kind = "justify"      // giữ hạng mục, bổ sung giải trình
	Defer       Kind = "defer"        // tạm dừng chờ trả lời
	Reject      Kind = "reject"       // không đồng ý
)

// Kinds are all kinds.
var Kinds = []Kind{Agree, UsePlatform, Connect, Extend, AdjustScope, Justify, Defer, Reject}

// Reason is why it was decided.
type Reason string

// Reasons, in the order of the help.
const (
	AsAssessed   Reason = "as-assessed"        // theo kết quả đối chiếu
	LegalMandate Reason = "legal-mandate"      // quy định pháp luật giao nhiệm vụ
	NotOperating Reason = "not-operating"      // nền tảng chưa vận hành
	LocalNeed    Reason = "local-need"         // năng lực đáp ứng hoặc nhu cầu riêng của địa phương
	Security     Reason = "security"           // an ninh, an toàn thông tin
	Pilot        Reason = "pilot"              // thí điểm
	Successor    Reason = "successor"          // kế thừa, thay thế hệ thống đang có
	Extension    Reason = "platform-extension" // mở rộng trên nền tảng
)

// Reasons are all reasons.
var Reasons = []Reason{AsAssessed, LegalMandate, NotOperating, LocalNeed, Security, Pilot, Successor, Extension}

// Decision is one record. It is never changed.
type Decision struct {
	ID          int64 // from 1; set by the store
	Run         int64 // the run, the item and the component it was made on
	Item        int
	Component   int // position in the proposal, from 1
	Subject     Subject
	Kind        Kind
	Reason      Reason
	Note        string
	Until       corpus.Date // last day in force; "" for no end
	Explanation string      // of the body concerned, as given
	Files       []File      // that came with the explanation
	Corrects    int64       // the decision that this one corrects, 0 for none
	Basis       Basis
	RecordedAt  string // RFC 3339; set by the store
	RecordedBy  string // who decided
}

// Encode gives a decision as it is on record, as JSON, and its SHA-256: the log holds the hash, and a copy of the decision
// that is taken elsewhere is told by it.
func (d *Decision) Encode() (text []byte, hash string, err error) {
	if text, err = json.Marshal(d); err != nil {
		return nil, "", fmt.Errorf("decision %d: %w", d.ID, err)
	}
	sum := sha256.Sum256(text)
	return text, hex.EncodeToString(sum[:]), nil
}

// File is a document attached to an explanation. The store keeps its content once.
type File struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type"` // "" when the format was not recognised
	SHA256    string `json:"sha256"`     // lower-case hex
	Size      int64  `json:"size"`       // bytes
}

// Validate says what is wrong with a decision before it is recorded on a day.
func (d *Decision) Validate(today corpus.Date) error {
	switch {
	case !slices.Contains(Kinds, d.Kind):
		return fmt.Errorf("decision %q: must be one of %q", d.Kind, Kinds)
	case !slices.Contains(Reasons, d.Reason):
		return fmt.Errorf("reason %q: must be one of %q", d.Reason, Reasons)
	case d.Note == "":
		return fmt.Errorf("a decision needs a note")
	case d.RecordedBy == "":
		return fmt.Errorf("a decision needs the name of who decides")
	case d.Until != "" && d.Until.Before(today):
		return fmt.Errorf("until %q: the day has passed", d.Until)
	}
	return nil
}
