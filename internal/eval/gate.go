package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Accepted are the figures that later runs must not fall below, and what produced them.
type Accepted struct {
	Figures    Figures            `json:"figures"` // mean over the lists
	Lists      map[string]Figures `json:"lists"`
	Provenance Provenance         `json:"provenance"`
}

// gated are the figures that must not fall.
var gated = []string{"alert.f1", "duplicate.precision", "candidates.recall_at_5"}

// mostUnsure is the share of items with modules that may stay undecided.
const mostUnsure = 0.10

// recorded are the figures kept in the accepted file: the gated ones and those that explain them.
var recorded = []string{
	"n", "alert.precision", "alert.recall", "alert.f1", "duplicate.precision", "duplicate.recall", "duplicate.f1", "macro_f1",
	"insufficient_rate", "candidates.recall_at_1", "candidates.recall_at_5", "candidates.recall_at_20", "candidates.mrr", "calibration.ece",
}

// Accept returns the figures of the report as the file that later runs are compared with.
func (r *Report) Accept() ([]byte, error) {
	a := Accepted{Figures: r.Mean.only(recorded), Lists: map[string]Figures{}, Provenance: r.Provenance}
	for i := range r.Lists {
		a.Lists[string(r.Lists[i].List)] = r.Lists[i].Figures.only(recorded)
	}
	data, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("accepted figures: %w", err)
	}
	return append(data, '\n'), nil
}

func (f Figures) only(names []string) Figures {
	out := Figures{}
	for _, n := range names {
		if v, ok := f[n]; ok {
			out[n] = v
		}
	}
	return out
}

// GateError says which figures fell.
type GateError struct{ Fallen []string }

func (e *GateError) Error() string { return "quality fell: " + strings.Join(e.Fallen, "; ") }

// slack is how far a figure may stand below the accepted one: the rounding of the accepted file.
const slack = 5e-7

// Gate compares the report with accepted figures and writes the comparison as a table. The error is *GateError when a
// figure fell, or too much stays undecided; another error when the two cannot be compared.
func (r *Report) Gate(w io.Writer, accepted []byte) error {
	var a Accepted
	if err := json.Unmarshal(accepted, &a); err != nil {
		return fmt.Errorf("accepted figures: %w", err)
	}
	if err := r.comparable(&a); err != nil {
		return err
	}
	fallen, err := r.compare(w, &a)
	if err != nil {
		return err
	}
	if len(fallen) > 0 {
		return &GateError{fallen}
	}
	return nil
}

// Compare writes the accepted figures beside those of the report, for whoever is about to accept new ones.
func (r *Report) Compare(w io.Writer, accepted []byte) error {
	var a Accepted
	if err := json.Unmarshal(accepted, &a); err != nil {
		return fmt.Errorf("accepted figures: %w", err)
	}
	_, err := r.compare(w, &a)
	return err
}

// compare writes the table and returns what fell.
func (r *Report) compare(w io.Writer, a *Accepted) ([]string, error) {
	fallen := []string{}
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s%10s%10s%9s\n", "mean over lists", "accepted", "now", "")
	for _, name := range recorded {
		was, now := a.Figures[name], r.Mean[name]
		mark := ""
		switch {
		case slices.Contains(gated, name) && now < was-slack:
			mark = "FELL"
			fallen = append(fallen, fmt.Sprintf("%s from %.3f to %.3f", name, was, now))
		case name == "insufficient_rate" && now > mostUnsure:
			mark = "TOO HIGH"
			fallen = append(fallen, fmt.Sprintf("%s is %.3f, at most %.2f is accepted", name, now, mostUnsure))
		case now > was+slack && slices.Contains(gated, name):
			mark = "rose"
		}
		fmt.Fprintf(&b, "%-28s%10.3f%10.3f%9s\n", name, was, now, mark)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return nil, fmt.Errorf("write the comparison: %w", err)
	}
	return fallen, nil
}

// comparable refuses to compare figures of other labels, lists or assumptions.
func (r *Report) comparable(a *Accepted) error {
	switch {
	case r.Provenance.Labels != a.Provenance.Labels:
		return fmt.Errorf("the accepted figures are of other labels (%.12s..., these are %.12s...): accept the new set in a commit of its own", a.Provenance.Labels, r.Provenance.Labels)
	case r.Provenance.AssumeOperating != a.Provenance.AssumeOperating:
		return fmt.Errorf("the accepted figures were made with --assume-operating=%t", a.Provenance.AssumeOperating)
	}
	for list := range a.Lists {
		if _, ok := r.Provenance.Lists[list]; !ok {
			return fmt.Errorf("the accepted figures are over list %q too", list)
		}
	}
	if len(r.Lists) != len(a.Lists) {
		return fmt.Errorf("the accepted figures are over %d lists, these over %d", len(a.Lists), len(r.Lists))
	}
	return nil
}
