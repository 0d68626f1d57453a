package intake

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// truth is one line of testdata/eval/dossiers.jsonl.
type truth struct {
	File        string  `json:"file"`
	Title       string  `json:"title"`
	Agency      string  `json:"agency"`
	Province    string  `json:"province"`
	Date        string  `json:"date"`
	Total       *int64  `json:"total_money_vnd"`
	TotalStated *bool   `json:"total_stated"`
	Expected    string  `json:"expected_read"`
	Components  []wants `json:"components"`
}

// wants is what a careful reader found as one component.
type wants struct {
	No       string `json:"no"`
	Name     string `json:"name"`
	Action   string `json:"action"`
	Money    *int64 `json:"money_vnd"`
	Location string `json:"location"`
	Owner    string `json:"owner"`
	Period   string `json:"period"`
	State    string `json:"state"`
	Negated  bool   `json:"negated"`
}

// tally counts what was found.
type tally struct {
	files, titles, totals, components, found, actions, wantTitles, wantTotals, extra int
}

func register(t testing.TB) *corpus.Register {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func readFile(t testing.TB, path string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.Read(context.Background(), filepath.Base(path), data, document.Limits{})
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return &document.Document{}
	}
	return doc
}

func readTruth(t testing.TB, path string) []truth {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []truth
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var one truth
		if err := json.Unmarshal(sc.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// TestSamples reads the sample dossiers and compares them with their truth: every title and total exact, at least nine
// components in ten with the right name and money, and nine actions in ten right.
func TestSamples(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "eval")
	reg := register(t)
	var sum tally
	t.Logf("%-62s %-5s %-5s %7s %7s %6s", "file", "title", "total", "found", "actions", "extra")
	for _, want := range readTruth(t, filepath.Join(dir, "dossiers.jsonl")) {
		doc := readFile(t, filepath.Join(dir, want.File))
		got, _ := Proposals(doc, reg)
		compare(t, want, got, &sum)
	}
	t.Logf("titles %d/%d, totals %d/%d, components with name and money %d/%d, actions %d/%d, extra %d",
		sum.titles, sum.wantTitles, sum.totals, sum.wantTotals, sum.found, sum.components, sum.actions, sum.components, sum.extra)
	if sum.titles < sum.wantTitles || sum.totals < sum.wantTotals {
		t.Errorf("titles %d of %d, totals %d of %d: all must be exact", sum.titles, sum.wantTitles, sum.totals, sum.wantTotals)
	}
	if sum.found*10 < sum.components*9 || sum.actions*10 < sum.components*9 {
		t.Errorf("found %d and actions %d of %d components, want nine in ten", sum.found, sum.actions, sum.components)
	}
}

// compare adds one file to the tally and logs what differs.
func compare(t *testing.T, want truth, got []engine.Proposal, sum *tally) {
	t.Helper()
	if len(got) == 0 {
		t.Errorf("%s: no proposal", want.File)
		return
	}
	p := got[0]
	title, total := "-", "-"
	if want.Title != "" {
		sum.wantTitles++
		title = "no"
		if plain(p.Title) == plain(want.Title) {
			title = "yes"
			sum.titles++
		} else {
			t.Logf("  title %q, want %q", p.Title, want.Title)
		}
	}
	if want.Total != nil && (want.TotalStated == nil || *want.TotalStated) {
		sum.wantTotals++
		total = "no"
		if p.TotalMoney != nil && *p.TotalMoney == *want.Total {
			total = "yes"
			sum.totals++
		} else {
			t.Logf("  total %s, want %d", dong(p.TotalMoney), *want.Total)
		}
	}
	for _, f := range [][3]string{{"agency", p.Agency, want.Agency}, {"province", p.Province, want.Province}, {"date", p.Date, want.Date}} {
		if plain(f[1]) != plain(f[2]) {
			t.Errorf("%s: %s %q, want %q", want.File, f[0], f[1], f[2])
		}
	}
	found, actions := components(t, want.Components, p.Components)
	sum.files++
	sum.components += len(want.Components)
	sum.found += found
	sum.actions += actions
	sum.extra += len(p.Components) - found
	t.Logf("%-62s %-5s %-5s %3d/%3d %3d/%3d %6d", want.File, title, total, found, len(want.Components), actions, len(want.Components), len(p.Components)-found)
}

// components counts the components with the right name and money, and those of the right name with the right action.
func components(t *testing.T, want []wants, got []engine.Component) (found, actions int) {
	t.Helper()
	used := map[int]bool{}
	for _, w := range want {
		best := -1
		for i, c := range got {
			if !used[i] && plain(c.Name) == plain(w.Name) {
				best = i
				break
			}
		}
		if best < 0 {
			t.Logf("  missing %q", w.Name)
			continue
		}
		used[best] = true
		c := got[best]
		if (c.Money == nil) == (w.Money == nil) && (c.Money == nil || *c.Money == *w.Money) {
			found++
		} else {
			t.Logf("  money of %q is %s, want %s", w.Name, dong(c.Money), dong(w.Money))
		}
		if string(c.Action) == w.Action && c.Negated == w.Negated {
			actions++
		} else {
			t.Logf("  action of %q is %s (negated %v), want %s", w.Name, c.Action, c.Negated, w.Action)
		}
		logDifferent(t, w, c)
	}
	for i, c := range got {
		if !used[i] {
			t.Logf("  extra %q at %s", c.Name, c.Location)
		}
	}
	return found, actions
}

// logDifferent logs further fields that differ from the truth.
func logDifferent(t *testing.T, w wants, c engine.Component) {
	t.Helper()
	for _, f := range [][3]string{{"no", c.No, w.No}, {"location", c.Location, w.Location}, {"owner", c.Owner, w.Owner}, {"period", c.Period, w.Period}, {"state", c.State, w.State}} {
		if f[2] != "" && f[1] != f[2] {
			t.Logf("  %s of %q is %q, want %q", f[0], w.Name, f[1], f[2])
		}
	}
}

func dong(v *int64) string {
	if v == nil {
		return "none"
	}
	return fmt.Sprint(*v)
}
