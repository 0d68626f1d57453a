package report

import (
	"fmt"
	"strconv"
)

// BundleSchema identifies the JSON form of a BundleCheck.
const BundleSchema = "rasoat.evidence-check/1"

// BundleCheck is what the verification of an evidence bundle found. Lists are empty, never nil.
type BundleCheck struct {
	Schema    string        `json:"schema"`
	Bundle    string        `json:"bundle"` // file name as given
	Run       string        `json:"run"`    // as the bundle names it: run and items
	Program   string        `json:"program"`
	Done      []BundleTally `json:"checks"` // in the order they were made
	Misfits   []Misfit      `json:"misfits"`
	Notes     []BundleNote  `json:"notes"` // what could not be checked, or must be known to judge what was
	Signed    BundleSeal    `json:"signature"`
	Stamped   BundleSeal    `json:"time_stamp"`
	Recompute bool          `json:"recomputed"`
}

// BundleTally counts what one check looked at.
type BundleTally struct {
	Check   string `json:"check"` // code
	Looked  int    `json:"looked"`
	Misfits int    `json:"misfits"`
}

// Misfit is something in a bundle that does not fit.
type Misfit struct {
	Part   int    `json:"part"`   // 1 to 11; 0 for what holds the parts together: zip file, manifests, seal
	File   string `json:"file"`   // of the bundle, "" for the zip file itself
	Offset int64  `json:"offset"` // byte of the zip file or of the extracted text, -1 when not known
	Place  string `json:"place"`  // "3.2": item 3, component 2; a record of the log; "" for none
	Code   string `json:"code"`
	Want   string `json:"want"` // what should be there, "" when it is not one value
	Have   string `json:"have"`
}

// BundleNote is a remark on a check.
type BundleNote struct {
	Code   string `json:"code"`
	File   string `json:"file"`
	Detail string `json:"detail"`
}

// BundleSeal is the state of a signature or time stamp: none, broken, fits (by what the bundle carries itself), trusted
// (by a key or certificate from outside).
type BundleSeal struct {
	State string `json:"state"`
	By    string `json:"by"`   // id of the key, name of the authority
	Time  string `json:"time"` // RFC 3339, "" for a signature
}

// Fits tells that everything looked at fits.
func (c *BundleCheck) Fits() bool { return len(c.Misfits) == 0 }

func (c *BundleCheck) show(n *note) {
	p := c.page(n.speaker)
	p.show(n)
}

func (c *BundleCheck) page(s speaker) tablesPage {
	p := tablesPage{Title: s.say("bundle.title", c.Bundle)}
	p.Lines = append(p.Lines, s.say("bundle.of", c.Run, c.Program))
	if c.Fits() {
		p.Lines = append(p.Lines, s.say("bundle.fits"))
	} else {
		p.Warn = append(p.Warn, s.say("bundle.misfits", len(c.Misfits)))
	}
	p.Lines = append(p.Lines, c.seal(s, "signature", c.Signed), c.seal(s, "stamp", c.Stamped))
	misfits := pageTable{Title: s.say("bundle.misfit_title"), Columns: []string{s.say("bundle.part"), s.say("label.file"), s.say("label.where"), s.say("bundle.what"), s.say("bundle.want"), s.say("bundle.have")}}
	for i := range c.Misfits {
		misfits.Rows = append(misfits.Rows, c.Misfits[i].row(s))
	}
	checks := pageTable{Title: s.say("bundle.check_title"), Columns: []string{s.say("bundle.check"), s.say("bundle.looked"), s.say("bundle.count")}, Counts: true}
	for _, t := range c.Done {
		looked, misfits := int64(t.Looked), int64(t.Misfits)
		checks.Rows = append(checks.Rows, []string{s.code("checked", t.Check), s.grouped(looked), s.grouped(misfits)})
		checks.Numbers = append(checks.Numbers, []*int64{&looked, &misfits})
	}
	notes := pageTable{Title: s.say("bundle.note_title"), Columns: []string{s.say("bundle.what"), s.say("label.file"), s.say("bundle.detail")}}
	for _, x := range c.Notes {
		notes.Rows = append(notes.Rows, []string{s.code("remark", x.Code), x.File, x.Detail})
	}
	for _, t := range []pageTable{misfits, checks, notes} {
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, t)
		}
	}
	return p
}

// seal says in one line what vouches for the bundle.
func (c *BundleCheck) seal(s speaker, what string, x BundleSeal) string {
	key := "seal." + what + "_" + x.State
	if x.State == "none" || x.State == "broken" {
		return s.say(key)
	}
	return s.say(key, x.By, x.Time)
}

func (m *Misfit) row(s speaker) []string {
	part := s.say("bundle.frame")
	if m.Part > 0 {
		part = fmt.Sprintf("%d. %s", m.Part, s.code("bundlepart", strconv.Itoa(m.Part)))
	}
	where := m.Place
	if m.Offset >= 0 {
		where = join(nonEmpty(where, s.say("bundle.byte", m.Offset)))
	}
	return []string{part, m.File, where, s.code("misfit", m.Code), m.Want, m.Have}
}

func nonEmpty(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
