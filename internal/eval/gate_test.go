package eval

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// gateReport is a report on one list with the figures the gate looks at.
func gateReport(alert, precision, recall, unsure float64) *Report {
	f := Figures{"alert.f1": alert, "duplicate.precision": precision, "candidates.recall_at_5": recall, "insufficient_rate": unsure}
	return &Report{
		Mean: f, Lists: []ListReport{{List: "any", Figures: f}},
		Provenance: Provenance{Labels: strings.Repeat("a", 64), Lists: map[string]string{"any": "h"}, AssumeOperating: true},
	}
}

func TestGate(t *testing.T) {
	accepted, err := gateReport(0.8, 0.9, 0.95, 0.02).Accept()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		report *Report
		fallen string // "" when the gate is passed
	}{
		{"the same", gateReport(0.8, 0.9, 0.95, 0.02), ""},
		{"better", gateReport(0.9, 0.95, 1, 0), ""},
		{"undecided within the bound", gateReport(0.8, 0.9, 0.95, 0.10), ""},
		{"alert F1 fell", gateReport(0.79, 1, 1, 0), "alert.f1 from 0.800 to 0.790"},
		{"precision of duplicates fell", gateReport(0.9, 0.89, 1, 0), "duplicate.precision from 0.900 to 0.890"},
		{"recall@5 fell", gateReport(0.9, 1, 0.9, 0), "candidates.recall_at_5 from 0.950 to 0.900"},
		{"too much undecided", gateReport(0.9, 1, 1, 0.11), "insufficient_rate is 0.110, at most 0.10"},
	} {
		var out bytes.Buffer
		err := tt.report.Gate(&out, accepted)
		var gate *GateError
		switch {
		case tt.fallen == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.fallen != "" && (!errors.As(err, &gate) || !strings.Contains(err.Error(), tt.fallen)):
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.fallen)
		case !strings.Contains(out.String(), "alert.f1"):
			t.Errorf("%s: no table:\n%s", tt.name, out.String())
		}
	}
}

func TestGate_NotComparable(t *testing.T) {
	accepted, err := gateReport(0.8, 0.9, 0.95, 0.02).Accept()
	if err != nil {
		t.Fatal(err)
	}
	other := gateReport(1, 1, 1, 0)
	other.Provenance.Labels = strings.Repeat("b", 64)
	unassumed := gateReport(1, 1, 1, 0)
	unassumed.Provenance.AssumeOperating = false
	more := gateReport(1, 1, 1, 0)
	more.Lists = append(more.Lists, more.Lists[0])
	elsewhere := gateReport(1, 1, 1, 0)
	elsewhere.Provenance.Lists = map[string]string{"1132-2026": "h"}
	for name, r := range map[string]*Report{"labels": other, "assumption": unassumed, "lists": more, "list": elsewhere} {
		var gate *GateError
		if err := r.Gate(&bytes.Buffer{}, accepted); err == nil || errors.As(err, &gate) {
			t.Errorf("other %s: error %v, want that the two cannot be compared", name, err)
		}
	}
	if err := other.Gate(&bytes.Buffer{}, []byte("{")); err == nil {
		t.Error("a damaged file is accepted")
	}
}
