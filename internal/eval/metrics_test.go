package eval

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// near tells whether two figures are equal but for the rounding of the arithmetic.
func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestCounts(t *testing.T) {
	tests := []struct {
		name                  string
		c                     counts
		precision, recall, f1 float64
	}{
		{"two right, one too many, two missed", counts{tp: 2, fp: 1, fn: 2}, 2.0 / 3, 2.0 / 4, 4.0 / 7},
		{"nothing to find, nothing found", counts{}, 1, 1, 1},
		{"nothing found of two", counts{fn: 2}, 0, 0, 0},
		{"nothing to find, one found", counts{fp: 1}, 0, 1, 0},
	}
	for _, tt := range tests {
		if !near(tt.c.precision(), tt.precision) || !near(tt.c.recall(), tt.recall) || !near(tt.c.f1(), tt.f1) {
			t.Errorf("%s: precision %v recall %v f1 %v, want %v %v %v", tt.name, tt.c.precision(), tt.c.recall(), tt.c.f1(), tt.precision, tt.recall, tt.f1)
		}
	}
}

// judged is an outcome with a label of one verdict.
func judged(gold, got engine.Verdict, accept ...engine.Verdict) *Outcome {
	return &Outcome{Gold: Gold{Verdict: gold, Group: GroupOf(gold), Accept: accept}, Verdict: got, Modules: true}
}

func TestAlerts(t *testing.T) {
	os := []*Outcome{
		judged(engine.Duplicate, engine.PartialOverlap),                     // found
		judged(engine.PartialOverlap, engine.SameDomain),                    // missed
		judged(engine.SameDomain, engine.PartialOverlap),                    // false alert
		judged(engine.SameDomain, engine.PartialOverlap, "partial_overlap"), // accepted beside the label: no alert either way
		judged(engine.PartialOverlap, engine.None, "none"),                  // accepted: counts as found
		{Gold: Gold{Group: Alert}, Verdict: engine.Duplicate},               // group agreed, verdict not: found
		{Gold: Gold{}, Verdict: engine.Duplicate},                           // nothing agreed: not counted
		judged(engine.PartialOverlap, ""),                                   // not found in the document: missed
	}
	if got, want := alerts(os), (counts{tp: 3, fp: 1, fn: 2}); got != want {
		t.Errorf("alerts %+v, want %+v", got, want)
	}
	if got, want := strictAlerts(os), (counts{tp: 2, fp: 2, fn: 3}); got != want {
		t.Errorf("strict alerts %+v, want %+v", got, want)
	}
}

func TestDuplicates(t *testing.T) {
	os := []*Outcome{
		judged(engine.Duplicate, engine.Duplicate),
		judged(engine.Duplicate, engine.PartialOverlap),
		judged(engine.PartialOverlap, engine.Duplicate),
		{Gold: Gold{Group: Quiet}, Verdict: engine.Duplicate}, // the group rules a duplicate out
		{Gold: Gold{Group: Alert}, Verdict: engine.Duplicate}, // it may be one
	}
	if got, want := duplicates(os), (counts{tp: 1, fp: 2, fn: 1}); got != want {
		t.Errorf("duplicates %+v, want %+v", got, want)
	}
}

func TestMacroF1(t *testing.T) {
	os := []*Outcome{
		judged(engine.Duplicate, engine.Duplicate), judged(engine.Duplicate, engine.None),
		judged(engine.None, engine.None), judged(engine.None, engine.SameDomain),
	}
	// duplicate: tp 1, fn 1 -> 2/3; none: tp 1, fp 1, fn 1 -> 1/2; same_domain is expected nowhere and does not count
	if got, want := macroF1(os), (2.0/3+1.0/2)/2; !near(got, want) {
		t.Errorf("macro F1 %v, want %v", got, want)
	}
}

func TestUnsureRate(t *testing.T) {
	os := []*Outcome{
		judged(engine.None, engine.Insufficient), judged(engine.None, engine.Split), judged(engine.None, engine.None), judged(engine.Duplicate, engine.None),
		judged(engine.Insufficient, engine.Insufficient),                  // rightly so
		{Gold: Gold{Group: Quiet}, Verdict: engine.Split, Modules: false}, // says nothing of what it is made of
	}
	if got := unsureRate(os); !near(got, 0.5) {
		t.Errorf("undecided %v, want 2 of 4", got)
	}
}

func TestRankFigures(t *testing.T) {
	got := rankFigures([]int{1, 2, 6, 0})
	want := Figures{"n": 4, "recall_at_1": 0.25, "recall_at_5": 0.5, "recall_at_20": 0.75, "mrr": (1 + 0.5 + 1.0/6) / 4}
	for name := range want {
		if !near(got[name], want[name]) {
			t.Errorf("%s = %v, want %v", name, got[name], want[name])
		}
	}
}

func TestRanking(t *testing.T) {
	o := &Outcome{
		Gold: Gold{Matches: []Match{{"b", PartOf, 2}, {"c", Connects, 2}}},
		Candidates: []engine.Measured{
			{Platform: "a", Probability: 0.2}, {Platform: "b", Probability: 0.9}, {Platform: "c", Probability: 0.2},
		},
	}
	o.settle()
	if diff := cmp.Diff([]corpus.ID{"b", "a", "c"}, o.ranked); diff != "" {
		t.Errorf("ranked by probability, ties as retrieved (-want +got):\n%s", diff)
	}
	os := []*Outcome{o, {}} // an item without such a platform does not count
	for _, tt := range []struct {
		list func(*Outcome) []corpus.ID
		want func(Relation) bool
		mrr  float64
	}{{found, Relation.Does, 1.0 / 2}, {likely, Relation.Does, 1}, {found, isConnects, 1.0 / 3}} {
		if got := ranking(os, tt.list, tt.want)["mrr"]; !near(got, tt.mrr) {
			t.Errorf("mrr %v, want %v", got, tt.mrr)
		}
	}
}

func TestConcordance(t *testing.T) {
	// pairs: .9>.5, .9>.2, .5=.5, .5>.2 across the first two kinds; the third kind is empty
	if got, want := concordance([][]float64{{0.9, 0.5}, {0.5, 0.2}, nil}), 3.5/4; !near(got, want) {
		t.Errorf("concordance %v, want %v", got, want)
	}
	if !falls([][]float64{{0.9, 0.5}, nil, {0.2}}) || falls([][]float64{{0.5}, {0.5}}) {
		t.Error("means fall from .7 to .2, and do not fall from .5 to .5")
	}
}

func TestExpectedError(t *testing.T) {
	finding := func(id corpus.ID, p float64) engine.Finding {
		return engine.Finding{Platform: engine.PlatformRef{ID: id}, Probability: p}
	}
	o := &Outcome{
		Gold:     Gold{Matches: []Match{{"a", SameJob, 2}, {"b", SameDomain, 2}}},
		Findings: []engine.Finding{finding("a", 0.91), finding("b", 0.95), finding("c", 0.21), finding("d", 1)},
	}
	bs := reliability([]*Outcome{o}, Relation.Does)
	if bs[9].N != 3 || bs[2].N != 1 {
		t.Fatalf("bins %+v: three findings belong in the last, one in the third", bs)
	}
	// last bin: predicted (.91+.95+1)/3, observed 1/3, three findings; third bin: predicted .21, observed 0, one
	if got, want := expectedError(bs), (3*((0.91+0.95+1)/3-1.0/3)+0.21)/4; !near(got, want) {
		t.Errorf("expected calibration error %v, want %v", got, want)
	}
}

func TestBestThreshold(t *testing.T) {
	xs := []labelledScore{{0.9, true}, {0.8, false}, {0.7, true}, {0.7, true}, {0.2, false}}
	threshold, c := bestThreshold(xs)
	if want := (counts{tp: 3, fp: 1}); threshold != 0.7 || c != want {
		t.Errorf("threshold %v with %+v, want .7 with %+v", threshold, c, want)
	}
	// equal scores cannot be parted: from .5 on both are alerts
	if threshold, c = bestThreshold([]labelledScore{{0.5, true}, {0.5, false}}); threshold != 0.5 || c != (counts{tp: 1, fp: 1}) {
		t.Errorf("threshold %v with %+v, want .5 with both", threshold, c)
	}
}

func TestBootstrap(t *testing.T) {
	items := []float64{0, 0, 1, 1, 1, 1, 1, 1, 1, 1}
	of := func(xs []float64) Figures { return Figures{"mean": average(xs)} }
	first, again := bootstrap(items, of), bootstrap(items, of)
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
	if iv := first["mean"]; !(iv[0] < 0.8 && 0.8 < iv[1] && iv[0] >= 0.4) {
		t.Errorf("interval %v of a mean of .8 over ten items", iv)
	}
}

func TestFiguresJSON(t *testing.T) {
	f := Figures{"n": 83, "alert.f1": 0.7777777, "treatments.nfd.recall_at_5": 1}
	data, err := f.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"alert":{"f1":0.777778},"n":83,"treatments":{"nfd":{"recall_at_5":1}}}`
	if string(data) != want {
		t.Errorf("got %s, want %s", data, want)
	}
	var back Figures
	if err := back.UnmarshalJSON(data); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Figures{"n": 83, "alert.f1": 0.777778, "treatments.nfd.recall_at_5": 1}, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}
