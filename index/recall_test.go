package index

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// labelled is what the test needs of an item of testdata/eval.
type labelled struct {
	ID, Title, Summary string
	Modules            []string
	Gold               map[corpus.ListID]struct {
		Matches []struct {
			Platform corpus.ID
			Relation string
		}
	}
}

func readLabelled(t testing.TB) []labelled {
	t.Helper()
	file, err := os.Open("../testdata/eval/proposals_dev.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var items []labelled
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var it labelled
		if err := json.Unmarshal(lines.Bytes(), &it); err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	return items
}

// query is the whole item as one query.
func (it *labelled) query(treat func(string) string) Query {
	q := Query{Title: viet.Normalize(treat(it.Title)), Body: viet.Normalize(treat(it.Summary))}
	for _, m := range it.Modules {
		q.Components = append(q.Components, viet.Normalize(treat(m)))
	}
	return q
}

// targets are the platforms that do the item's job or a part of it.
func (it *labelled) targets(list corpus.ListID) map[corpus.ID]bool {
	out := make(map[corpus.ID]bool)
	for _, m := range it.Gold[list].Matches {
		if m.Relation == "same_job" || m.Relation == "part" {
			out[m.Platform] = true
		}
	}
	return out
}

// figures are recall at 1, 5 and 20 of any target, and the mean reciprocal rank of the first.
type figures struct {
	n                   int
	at1, at5, at20, mrr float64
}

func (f *figures) add(got []Candidate, targets map[corpus.ID]bool) (rank int) {
	f.n++
	for i, c := range got {
		if !targets[c.Platform] {
			continue
		}
		f.mrr += 1 / float64(i+1)
		for at, limit := range map[*float64]int{&f.at1: 1, &f.at5: 5, &f.at20: 20} {
			if i < limit {
				*at++
			}
		}
		return i + 1
	}
	return 0
}

func (f *figures) mean() {
	for _, v := range []*float64{&f.at1, &f.at5, &f.at20, &f.mrr} {
		*v /= float64(f.n)
	}
}

func embedded(t testing.TB) *corpus.Register {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func built(t testing.TB, reg *corpus.Register) *Index {
	t.Helper()
	ix, err := Build(reg, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func TestRecall(t *testing.T) {
	ix := built(t, embedded(t))
	for _, tr := range []struct {
		name  string
		treat func(string) string
	}{{"plain", func(s string) string { return s }}, {"fold", viet.Fold}} {
		for _, list := range []corpus.ListID{"any", "1132-2026", "2765-2024"} {
			var f figures
			only := make([]bool, ix.NumPlatforms())
			for i := range only {
				only[i] = list == "any"
				for _, l := range ix.texts.lists[ix.Platform(i)] {
					only[i] = only[i] || l == list
				}
			}
			for _, it := range readLabelled(t) {
				targets := it.targets(list)
				if len(targets) == 0 {
					continue
				}
				q := it.query(tr.treat)
				q.Only = only
				q.Limit = 300
				if r := f.add(ix.Candidates(q), targets); r != 1 && os.Getenv("SHOW") != "" {
					t.Log(tr.name, list, it.ID, r, it.Title, targets)
				}
			}
			f.mean()
			t.Logf("%s %s: %+v", tr.name, list, f)
		}
	}
}
