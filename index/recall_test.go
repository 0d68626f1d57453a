package index

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
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

// onList tells which platforms stand on a list, by ordinal.
func onList(ix *Index, list corpus.ListID) []bool {
	only := make([]bool, ix.NumPlatforms())
	for i := range only {
		only[i] = list == corpus.AnyList || slices.Contains(ix.texts.lists[ix.Platform(i)], list)
	}
	return only
}

// TestRecall holds the figures that retrieval must reach on the labelled proposals over the whole register, and how much
// of them may be lost when the same proposals are typed otherwise. -v shows the figures for the lists too, and the items
// whose platforms do not come first.
func TestRecall(t *testing.T) {
	ix := built(t, embedded(t))
	items := readLabelled(t)
	var plain figures
	for _, tr := range []struct {
		name  string
		treat func(string) string
		loss  float64 // of recall at 5
	}{
		{"plain", func(s string) string { return s }, 0},
		{"capitals", strings.ToUpper, 0},
		{"no diacritics", viet.Fold, 0.05},
		{"slips", slip, 0.05},
	} {
		for _, list := range []corpus.ListID{"2765-2024", "1132-2026", corpus.AnyList} {
			f := recallOf(t, ix, items, list, tr.treat)
			t.Logf("%-13s %-9s n %d, recall@1 %.3f @5 %.3f @20 %.3f, MRR %.3f", tr.name, list, f.n, f.at1, f.at5, f.at20, f.mrr)
			if list != corpus.AnyList {
				continue
			}
			if tr.name == "plain" {
				plain = f
			}
			if f.at5 < plain.at5-tr.loss {
				t.Errorf("%s: recall@5 %.3f, %.3f plain", tr.name, f.at5, plain.at5)
			}
		}
	}
	if plain.at5 < 0.95 || plain.at20 < 0.99 || plain.mrr < 0.85 {
		t.Errorf("recall@5 %.3f @20 %.3f MRR %.3f; want .95 .99 .85", plain.at5, plain.at20, plain.mrr)
	}
}

func recallOf(t *testing.T, ix *Index, items []labelled, list corpus.ListID, treat func(string) string) (f figures) {
	for _, it := range items {
		targets := it.targets(list)
		if len(targets) == 0 {
			continue
		}
		q := it.query(treat)
		q.Only, q.Limit = onList(ix, list), ix.NumPlatforms()
		if rank := f.add(ix.Candidates(q), targets); rank != 1 && list == corpus.AnyList {
			t.Logf("  rank %d: %s %s", rank, it.ID, it.Title)
		}
	}
	f.mean()
	return f
}

// slip swaps two letters in every fifth word.
func slip(s string) string {
	words := strings.Fields(s)
	for i := 2; i < len(words); i += 5 {
		if r := []rune(words[i]); len(r) > 2 {
			r[1], r[2] = r[2], r[1]
			words[i] = string(r)
		}
	}
	return strings.Join(words, " ")
}
