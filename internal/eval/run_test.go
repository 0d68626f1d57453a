package eval

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// realBench is the embedded register with its index, built once for all tests.
var realBench = sync.OnceValues(func() (Bench, error) {
	reg, err := corpus.Embedded()
	if err != nil {
		return Bench{}, err
	}
	ix, err := index.Build(reg, index.Options{})
	return Bench{Register: reg, Index: ix, AssumeOperating: true}, err
})

func testBench(t *testing.T) Bench {
	t.Helper()
	b, err := realBench()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// devSet is every fourth item of the labelled set: enough to run every path.
func devSet(t *testing.T) *Set {
	t.Helper()
	data, err := os.ReadFile("../../testdata/eval/proposals_dev.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	set, err := ReadLabels(data)
	if err != nil {
		t.Fatal(err)
	}
	var some []Item
	for i := 0; i < len(set.Items); i += 4 {
		some = append(some, set.Items[i])
	}
	set.Items = some
	return set
}

// TestRun wants the same bytes from the same items, and the same figures whatever their order.
func TestRun(t *testing.T) {
	b, set := testBench(t), devSet(t)
	first, again := runOutput(t, b, set), runOutput(t, b, set)
	if first != again {
		t.Error("two runs over the same items differ")
	}
	slices.Reverse(set.Items)
	if figuresOf(t, first) != figuresOf(t, runOutput(t, b, set)) {
		t.Error("figures depend on the order of the items")
	}
	checkKeys(t, first)
}

// runOutput is the JSON of a run and its page.
func runOutput(t *testing.T, b Bench, set *Set) string {
	t.Helper()
	r, err := Run(b, set, []corpus.ListID{corpus.AnyList})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Page("quality.md") {
		out.Write(f.Data)
	}
	return out.String()
}

// figuresOf is the alert, candidates and baselines part of the JSON.
func figuresOf(t *testing.T, output string) string {
	t.Helper()
	var root map[string]json.RawMessage
	if err := json.NewDecoder(strings.NewReader(output)).Decode(&root); err != nil {
		t.Fatal(err)
	}
	return string(root["n"]) + string(root["alert"]) + string(root["candidates"]) + string(root["baselines"]) + string(root["treatments"])
}

// checkKeys holds the JSON of one list to the keys that readers of it rely on.
func checkKeys(t *testing.T, output string) {
	t.Helper()
	var f map[string]any
	if err := json.NewDecoder(strings.NewReader(output)).Decode(&f); err != nil {
		t.Fatal(err)
	}
	keys := []string{
		"n", "candidates.recall_at_1", "candidates.recall_at_5", "candidates.recall_at_20", "candidates.mrr", "alert.precision",
		"alert.recall", "alert.f1", "duplicate.precision", "duplicate.recall", "duplicate.f1", "macro_f1", "insufficient_rate",
	}
	for _, tr := range Treatments {
		keys = append(keys, "treatments."+tr.Name+".recall_at_5", "treatments."+tr.Name+".loss.alert_f1")
	}
	for _, name := range Baselines {
		keys = append(keys, "baselines."+name+".alert_f1")
	}
	for _, key := range keys {
		at := f
		parts := strings.Split(key, ".")
		for _, p := range parts[:len(parts)-1] {
			at, _ = at[p].(map[string]any)
		}
		if _, ok := at[parts[len(parts)-1]].(float64); !ok {
			t.Errorf("no figure %q", key)
		}
	}
}

func TestRun_Mean(t *testing.T) {
	r, err := Run(testBench(t), devSet(t), AllLists)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i := range r.Lists {
		sum += r.Lists[i].Figures["alert.f1"]
	}
	if !near(r.Mean["alert.f1"], sum/3) || len(r.Lists) != 3 {
		t.Errorf("mean alert F1 %v over %d lists, want %v", r.Mean["alert.f1"], len(r.Lists), sum/3)
	}
	iv := r.Intervals["alert.f1"]
	if !(iv[0] <= r.Mean["alert.f1"] && r.Mean["alert.f1"] <= iv[1]) {
		t.Errorf("interval %v does not hold %v", iv, r.Mean["alert.f1"])
	}
	for _, f := range r.Page("quality.md") {
		if strings.HasSuffix(f.Name, ".svg") {
			checkXML(t, f)
		}
	}
}

func checkXML(t *testing.T, f File) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(f.Data))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
}

func TestRun_UnknownPlatform(t *testing.T) {
	set := devSet(t)
	set.Items = []Item{{ID: "X1", Title: "T", Tier: Strong, Gold: map[corpus.ListID]Gold{"any": {Group: Alert, Matches: []Match{{"no-such-platform", PartOf, 2}}}}}}
	if _, err := Run(testBench(t), set, AllLists); err == nil || !strings.Contains(err.Error(), "no-such-platform") {
		t.Errorf("error %v, want one that names the platform", err)
	}
}

// TestRunDossiers hands over a reading in which one of two components was found.
func TestRunDossiers(t *testing.T) {
	set, err := ReadLabels([]byte(`{"file":"a.docx","title":"Dự án A","total_money_vnd":7,"expected_read":"ok","components":[` +
		`{"no":"1","name":"Mua sắm máy chủ","action":"hardware","money_vnd":3,"verdict_1132":"out_of_scope","platforms_1132":[]},` +
		`{"no":"2","name":"Xây dựng phần mềm quản lý cán bộ","action":"build","money_vnd":4,"verdict_1132":"duplicate","platforms_1132":["quan-ly-cbccvc"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	money := int64(3)
	read := func(string) ([]engine.Proposal, engine.Document) {
		return []engine.Proposal{{Title: "DỰ ÁN A", Components: []engine.Component{{No: "1", Name: "Mua sắm máy chủ", Action: engine.Hardware, Money: &money}}}}, engine.Document{}
	}
	r, err := RunDossiers(testBench(t), set, AllLists, read)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Lists) != 1 || r.Lists[0].List != "1132-2026" {
		t.Fatalf("%d lists measured, the truth speaks of one", len(r.Lists))
	}
	want := Figures{
		"n": 2, "alert.recall": 0, "reading.titles": 1, "reading.totals": 0, "reading.components": 0.5, "reading.actions": 1,
		"reading.money": 1, "reading.as_expected": 1,
	}
	for name, v := range want {
		if got := r.Lists[0].Figures[name]; !near(got, v) {
			t.Errorf("%s = %v, want %v", name, got, v)
		}
	}
	if r.Lists[0].Verdicts["duplicate"][""] != 1 {
		t.Errorf("confusion %v: the component that was not found is missing from it", r.Lists[0].Verdicts)
	}
}

// TestCalibrate derives weights twice from a part of the items: the same bytes, monotone weights, thresholds in order.
func TestCalibrate(t *testing.T) {
	b, set := testBench(t), devSet(t)
	var files []string
	for range 2 {
		c, err := Calibrate(b, set, "2026-01-02")
		if err != nil {
			t.Fatal(err)
		}
		data, err := c.WeightsFile()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, string(data))
		w := c.Weights
		for i, x := range w.Vector() {
			if x < 0 {
				t.Errorf("weight %d is %v", i, x)
			}
		}
		if w.PartialFunction > w.SameFunction || w.PartialFunction <= 0 || w.SameFunction >= 1 {
			t.Errorf("thresholds partial %v, same %v", w.PartialFunction, w.SameFunction)
		}
		if w.Calibration.Set != set.SHA256 || w.Calibration.Date != "2026-01-02" || w.Calibration.Scores["mean.alert.f1"] == 0 {
			t.Errorf("calibration %+v does not say where it comes from", w.Calibration)
		}
	}
	if files[0] != files[1] {
		t.Errorf("two runs differ:\n%s\n%s", files[0], files[1])
	}
	if _, err := Calibrate(b, &Set{Dossiers: []Dossier{{}}}, ""); err == nil {
		t.Error("weights were derived from dossiers")
	}
}
