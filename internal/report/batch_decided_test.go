package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
)

// decidedBatch writes a batch in which the first component of the first result has a decision in force, its second one a
// lapsed decision, and a third decision is about a component that is gone.
func decidedBatch(t *testing.T, lang Lang) map[string][]byte {
	t.Helper()
	results := everything()[:1]
	standings := decision.Standings{Components: make([][]decision.Standing, len(results[0].Components))}
	made := func(id int64, kind decision.Kind, note string) *decision.Decision {
		return &decision.Decision{ID: id, Run: 2, Item: 1, Component: int(id), Kind: kind, Reason: decision.NotOperating, Note: note, Until: "2027-03-31",
			Explanation: "=giải trình " + note, RecordedBy: "Nguyễn Văn " + note, RecordedAt: "2026-11-20T08:00:00Z"}
	}
	standings.Components[0] = []decision.Standing{{Decision: made(4, decision.Defer, "Bốn")}, {Decision: made(1, decision.Agree, "Một"), Why: []decision.Why{decision.Replaced}}}
	standings.Components[1] = []decision.Standing{{Decision: made(2, decision.Justify, "Hai"), Why: []decision.Why{decision.TextChanged, decision.Expired}}}
	standings.Gone = []decision.Standing{{Decision: made(9, decision.Reject, "Chín"), Why: []decision.Why{decision.NotFound}}}
	b := NewBatch(Options{Lang: lang, Register: register(t), Decided: func(*engine.Result) decision.Standings { return standings }})
	outs := map[string]*bytes.Buffer{"txt": {}}
	for _, f := range BatchFormats {
		outs[f] = &bytes.Buffer{}
		if err := b.Output(outs[f], f); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Add(&results[0]); err != nil {
		t.Fatal(err)
	}
	if err := b.Finish(BatchEnd{}); err != nil {
		t.Fatal(err)
	}
	if err := b.Text(outs["txt"], BatchEnd{}); err != nil {
		t.Fatal(err)
	}
	written := map[string][]byte{}
	for f, out := range outs {
		written[f] = out.Bytes()
	}
	return written
}

func TestBatch_Decisions(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		s := speak(lang)
		written := decidedBatch(t, lang)
		first := Build(everything()[:1], Options{Lang: lang, Register: register(t)}).Results[0]

		// The table: the newest decision about each component.
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(written["csv"], []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		at := slices.Index(rows[0], s.say("decision.kind"))
		want := []string{s.code("decided", "defer"), s.say("decision.in_force"), s.code("because", "not-operating") + "; Bốn", "Nguyễn Văn Bốn", "2026-11-20", "2027-03-31"}
		if got := rows[1][at:]; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		if got := rows[2][at+1]; got != s.say("decision.not", s.code("lapsed", "text_changed")+"; "+s.code("lapsed", "expired")) {
			t.Errorf("%s: the lapsed decision is %q", lang, got)
		}
		if got := rows[3][at:]; slices.ContainsFunc(got, func(c string) bool { return c != "" }) {
			t.Errorf("%s: a component without a decision says %q", lang, got)
		}

		// The workbook: every decision, also those replaced or without their component; what is decided is not up for review.
		f := openBook(t, written["xlsx"])
		decisions, err := f.GetRows(s.say("sheet.decisions"))
		if err != nil {
			t.Fatal(err)
		}
		if len(decisions) != 5 || decisions[1][1] != first.Components[0].Name || decisions[4][1] != s.say("decision.item", 2, "1.9") || decisions[1][12] != "=giải trình Bốn" {
			t.Errorf("%s: %q", lang, decisions)
		}
		review, err := f.GetRows(s.say("sheet.review"))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range review[1:] {
			if row[1] == first.Components[0].Name {
				t.Errorf("%s: a component that was decided about is up for review", lang)
			}
		}

		// All forms for people say how many, and by whom.
		total := len(first.Components)
		for form, text := range map[string]string{"html": string(written["html"]), "docx": docxText(t, written["docx"]), "txt": strings.Join(strings.Fields(string(written["txt"])), " ")} {
			for _, w := range []string{s.say("decided.apart", 1, total), s.say("batch.lapsed", 2), "Nguyễn Văn Bốn", s.code("lapsed", "text_changed"), "Nguyễn Văn Chín"} {
				if !strings.Contains(text, w) {
					t.Errorf("%s: %s does not say %q", lang, form, w)
				}
			}
		}

		lines := bytes.Split(bytes.TrimSpace(written["jsonl"]), []byte("\n"))
		var last struct {
			Decided int `json:"decided"`
			Lapsed  int `json:"lapsed_decisions"`
		}
		if err := json.Unmarshal(lines[len(lines)-1], &last); err != nil || last.Decided != 1 || last.Lapsed != 2 {
			t.Errorf("%s: summary %s, %v", lang, lines[len(lines)-1], err)
		}
	}
}
