package report

import (
	"strings"

	"github.com/rasoat/rasoat/engine"
)

// LintSchema names the JSON form of a PlatformLint.
const LintSchema = "rasoat.lint/1"

// PlatformLint lists the records that want work before they can be matched well.
type PlatformLint struct {
	Schema string         `json:"schema"`
	Thin   []engine.Thin  `json:"thin"`
	Twins  []engine.Twins `json:"twins"`
}

// NewPlatformLint makes the view; empty lists stay lists.
func NewPlatformLint(thin []engine.Thin, twins []engine.Twins) *PlatformLint {
	return &PlatformLint{Schema: LintSchema, Thin: filled(thin), Twins: filled(twins)}
}

func (l *PlatformLint) show(n *note) {
	n.heading(0, n.say("lint.thin", len(l.Thin)))
	for _, t := range l.Thin {
		n.item(0, "-", t.Name)
		lacks := make([]string, len(t.Lacks))
		for i, l := range t.Lacks {
			lacks[i] = n.code("lint", l)
		}
		n.field(2, string(t.Platform), strings.Join(lacks, "; "))
	}
	n.blank()
	n.heading(0, n.say("lint.twins", len(l.Twins)))
	for _, t := range l.Twins {
		n.item(0, "-", n.say("lint.pair", t.NameA, t.A, t.NameB, t.B))
	}
}
