package decision

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/viet"
)

// Subject says what a decision is about, in a form that finds it again: words in matching form.
type Subject struct {
	Proposal  string `json:"proposal"`  // province, agency and title; where they say too little, the name of the file too
	Body      string `json:"body"`      // province, and who is in charge of the component
	Component string `json:"component"` // name; "#2" ends that of the second of one name in the proposal
}

// Basis is what a decision rested on: what the component said, and the platform it was compared with.
type Basis struct {
	Words        string      `json:"words"` // SHA-256 of the words of name, description and functions
	Action       string      `json:"action"`
	Money        *int64      `json:"money_vnd"` // đồng, null when not stated
	Verdict      string      `json:"verdict"`
	Grade        string      `json:"grade"`
	Platform     corpus.ID   `json:"platform"` // the one that carries the verdict, "" for none
	Name         string      `json:"name"`
	Owner        string      `json:"owner"` // agency on the date of the check
	State        string      `json:"state"` // on the date of the check
	List         string      `json:"list"`
	Entry        string      `json:"entry"`
	Completeness string      `json:"completeness"`
	AsOf         corpus.Date `json:"as_of"`
}

// separator stands between the parts of a subject; no word holds it.
const separator = " | "

// SubjectOf says what a decision about component i of a result, from 0, is about.
func SubjectOf(r *engine.Result, i int) Subject {
	p := &r.Proposal
	c := &r.Components[i].Component
	province, agency, title, file := words(p.Province), words(p.Agency), words(p.Title), ""
	if title == "" || province == "" && agency == "" {
		file = separator + words(filepath.Base(r.Document.File))
	}
	s := Subject{
		Proposal:  province + separator + agency + separator + title + file,
		Body:      province + separator + cmp.Or(words(c.Owner), agency),
		Component: words(c.Name),
	}
	same := 1
	for j := range i {
		if words(r.Components[j].Component.Name) == s.Component {
			same++
		}
	}
	if same > 1 {
		s.Component += fmt.Sprintf(" #%d", same)
	}
	return s
}

// same tells whether two subjects are one.
func (s *Subject) same(o *Subject) bool {
	return s.Proposal == o.Proposal && s.Component == o.Component
}

// row tells whether the proposal is one project of a plan, as a batch reads plans: its title is the name of the component,
// or of the row that the component is a part of, with which its description begins.
func (s *Subject) row(c *engine.Component) bool {
	title := strings.Split(s.Proposal, separator)[2]
	whole, _, _ := strings.Cut(c.Description, "\n")
	return title == s.Component || title != "" && strings.HasPrefix(words(whole)+" ", title+" ")
}

// BasisOf is what a decision about component i of a result, from 0, would rest on.
func BasisOf(r *engine.Result, i int) Basis {
	c := &r.Components[i]
	b := Basis{
		Words: fingerprint(&c.Component), Action: string(c.Component.Action), Money: c.Component.Money, Verdict: string(c.Verdict), Grade: string(c.Grade),
		List: r.Provenance.List, Completeness: r.Provenance.Completeness, AsOf: corpus.Date(r.Provenance.AsOf),
	}
	if len(c.Findings) > 0 {
		f := &c.Findings[0]
		b.Platform, b.Name, b.Owner, b.State, b.Entry = f.Platform.ID, f.Platform.Name, f.Platform.Owner, f.Platform.State, f.Entry
	}
	return b
}

// fingerprint hashes the words of what a component says of itself. The order of its functions does not matter.
func fingerprint(c *engine.Component) string {
	functions := make([]string, 0, len(c.Functions))
	for _, f := range c.Functions {
		functions = append(functions, words(f))
	}
	slices.Sort(functions)
	functions = slices.Compact(functions)
	sum := sha256.Sum256([]byte(strings.Join(append([]string{words(c.Name), words(c.Description)}, functions...), "\n")))
	return hex.EncodeToString(sum[:])
}

// words gives the words of a text in matching form, without what stands between them.
func words(s string) string {
	t := viet.Normalize(s)
	forms := make([]string, t.Len())
	for i := range forms {
		forms[i] = t.KeyOf(i)
	}
	return strings.Join(forms, " ")
}

// Why is a reason for which a decision is not in force.
type Why string

// Reasons for which a decision is not in force.
const (
	Replaced        Why = "replaced"  // by a newer decision about the same subject
	Corrected       Why = "corrected" // by a newer decision that names it
	Expired         Why = "expired"
	TextChanged     Why = "text_changed"
	TitleChanged    Why = "title_changed"
	PlatformChanged Why = "platform_changed"
	EntryChanged    Why = "entry_changed"
	StateChanged    Why = "state_changed"
	NotFound        Why = "not_found"
)

// moneyTenth is the part of an amount beyond which its change is material: a tenth.
const moneyTenth = 10

// changed says what of a basis is different now, materially.
func (b *Basis) changed(now *Basis) []Why {
	var why []Why
	if b.Words != now.Words || b.Action != now.Action || moneyChanged(b.Money, now.Money) {
		why = append(why, TextChanged)
	}
	switch {
	case b.Platform != now.Platform:
		return append(why, PlatformChanged)
	case b.Platform == "":
		return why
	}
	if words(b.Name) != words(now.Name) || b.Owner != now.Owner || b.Completeness != now.Completeness {
		why = append(why, EntryChanged)
	}
	if b.State != now.State {
		why = append(why, StateChanged)
	}
	return why
}

func moneyChanged(was, is *int64) bool {
	if was == nil || is == nil {
		return was != is
	}
	return max(*was-*is, *is-*was)*moneyTenth > max(*was, -*was)
}
