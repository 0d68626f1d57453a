package index

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

func opened(t *testing.T, dir string, reg *corpus.Register) *Index {
	t.Helper()
	ix, err := Open(dir, reg, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func created(t *testing.T, reg *corpus.Register) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "cache", "index")
	if err := Create(dir, reg, Options{}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestSameAnswersEverywhere holds that builds in memory and on disk, each with its own order of documents, answer alike
// to the last bit.
func TestSameAnswersEverywhere(t *testing.T) {
	reg := embedded(t)
	first, second, disk := built(t, reg), built(t, reg), opened(t, created(t, reg), reg)
	for _, it := range readLabelled(t) {
		q := it.query(func(s string) string { return s })
		want := first.Candidates(q)
		if len(want) != DefaultLimit {
			t.Errorf("%s: %d candidates, want %d", it.ID, len(want), DefaultLimit)
		}
		for _, ix := range []*Index{second, disk} {
			if diff := cmp.Diff(want, ix.Candidates(q)); diff != "" {
				t.Errorf("%s: another build answers otherwise: %s", it.ID, diff)
			}
		}
	}
	if first.Fingerprint() != disk.Fingerprint() {
		t.Errorf("fingerprints differ: %s, %s", first.Fingerprint(), disk.Fingerprint())
	}
}

func TestOpen_Stale(t *testing.T) {
	reg := embedded(t)
	dir := created(t, reg)
	changed := *reg
	changed.Platforms = slices.Clone(reg.Platforms)
	changed.Platforms[7].Purpose += " Thêm."
	var stale *StaleError
	if _, err := Open(dir, &changed, Options{}); !errors.As(err, &stale) || stale.What != "register" {
		t.Fatalf("Open of an index of other texts: %v", err)
	}
	ix, err := OpenOrBuild(dir, &changed, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ix.Close()
	opened(t, dir, &changed)
	if left, _ := filepath.Glob(dir + ".*"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}

	old := fingerprintOf(reg)
	old.Index--
	if err := old.save(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, reg, Options{}); !errors.As(err, &stale) || stale.What != "index version" {
		t.Fatalf("Open of an older version: %v", err)
	}
}

func TestOpen_None(t *testing.T) {
	if _, err := Open(t.TempDir(), embedded(t), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// TestOpen_Damaged cuts the files of an index short: an error, no crash, and a new one is built.
func TestOpen_Damaged(t *testing.T) {
	reg := embedded(t)
	dir := created(t, reg)
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	whole, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 10, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(files[0], whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if ix, err := Open(dir, reg, Options{}); !errors.As(err, &damaged) {
			t.Errorf("Open of an index cut to %d bytes: %v", size, err)
			if err == nil {
				ix.Close()
			}
		}
	}
	if err := os.Truncate(filepath.Join(dir, "store", "root.bolt"), 5000); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], whole, 0o600); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := Open(dir, reg, Options{}); !errors.As(err, &damaged) {
		t.Errorf("Open of a cut store: %v", err)
	}
	ix, err := OpenOrBuild(dir, reg, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ix.Close()
}

// TestOpen_Busy holds an index as a writer does. Opening it must give up with a message, not wait for ever.
func TestOpen_Busy(t *testing.T) {
	reg := embedded(t)
	dir := created(t, reg)
	writer, err := bleve.OpenUsing(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	_, err = Open(dir, reg, Options{LockWait: 100 * time.Millisecond})
	var busy *BusyError
	if !errors.As(err, &busy) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("Open beside a writer: %v", err)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("waited %v", waited)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	opened(t, dir, reg)
	opened(t, dir, reg) // readers do not shut each other out
}

func TestCreate_KeepsOtherFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "du-an.docx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Create(dir, embedded(t), Options{}); err == nil {
		t.Fatal("Create replaced a directory with other files")
	}
}

// TestAnalyzers shows the terms, and that fields make the same ones as the registered analyzers.
func TestAnalyzers(t *testing.T) {
	if err := registerAnalyzers(); err != nil {
		t.Fatal(err)
	}
	m := newMapping()
	const text = "QUẢN LÝ đất đai; CSDL hoà"
	pairs := &words{}
	syllables := &words{values: []string{text, text}, pairs: pairs, scratch: &sync.Pool{}}
	syllables.Analyze()
	pairs.Analyze()
	for _, tt := range []struct {
		analyzer string
		field    *words
		want     []string
	}{
		{analyzerSyllables, syllables, []string{"quản", "lý", "đất", "đai", "csdl", "hòa"}},
		{analyzerPairs, pairs, []string{"quản_lý", "lý_đất", "đất_đai", "csdl_hòa"}},
	} {
		tokens, err := m.AnalyzeText(tt.analyzer, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tok := range tokens {
			got = append(got, string(tok.Term))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.analyzer, diff)
		}
		w := tt.field
		if w.AnalyzedLength() != 2*len(got) {
			t.Errorf("%s: length %d, want %d", tt.analyzer, w.AnalyzedLength(), 2*len(got))
		}
		for _, term := range got {
			if tf := w.AnalyzedTokenFrequencies()[term]; tf == nil || tf.Frequency() != 2 {
				t.Errorf("%s: term %q is not counted twice", tt.analyzer, term)
			}
		}
	}
}

// TestWeights derives the weight of one posting by the formula.
func TestWeights(t *testing.T) {
	reg := &corpus.Register{Platforms: []corpus.Platform{
		{ID: "a", Name: "Sổ công chứng"}, {ID: "b", Name: "Kho lưu trú"}, {ID: "c", Name: "Kho lưu trữ"},
	}}
	ix := built(t, reg)
	length := 1 - lengthPart + lengthPart*float32(2)/textFields[0].length // two pairs in the name
	tf := textFields[0].candidate / length
	want := idf(1, 3) * tf / (saturation + tf)
	number, ok := ix.postings.terms.lookup(viet.Pair(viet.Hash("lưu"), viet.Hash("trú")))
	if !ok {
		t.Fatal("the pair is not there")
	}
	run := ix.postings.runs[number]
	got := ix.postings.flat[run.from:run.to]
	if len(got) != 1 || got[0].ordinal != 1 || got[0].weight/want < 0.999 || got[0].weight/want > 1.001 {
		t.Errorf("postings %v, want ordinal 1 with weight %v", got, want)
	}
	if ix.idfOf(viet.Hash("lưu")) >= ix.idfOf(viet.Hash("chứng")) || ix.idfOf(viet.Hash("xyz")) <= ix.idfOf(viet.Hash("chứng")) {
		t.Error("idf does not fall as more platforms have a syllable")
	}
	if ix.idfOf(folded(viet.Hash("tru"))) != float64(idf(2, 3)) {
		t.Errorf("folded idf of tru = %v, want that of two platforms", ix.idfOf(folded(viet.Hash("tru"))))
	}
}

func TestCandidates_Ranking(t *testing.T) {
	ix := built(t, embedded(t))
	for _, tt := range []struct{ title, first string }{
		{"Phần mềm thông báo lưu trú", "asm-luu-tru"},
		{"PHAN MEM THONG BAO LUU TRU", "asm-luu-tru"},
		{"Hệ thống quản lý tài liệu lưu trữ điện tử", "luu-tru-dien-tu-nha-nuoc"},
		{"Xây dựng CSDL đất đai trên địa bàn tỉnh", "httt-dat-dai"},
		{"Xay dung he thong thong tin dat dai tinh", "httt-dat-dai"},
		{"Xây dựng hệ thống thông tin đất đia", "httt-dat-dai"}, // a slip of the finger
	} {
		got := ix.Candidates(Query{Title: viet.Normalize(tt.title)})
		if len(got) == 0 || string(got[0].Platform) != tt.first {
			t.Errorf("%q: %v, want %s first", tt.title, got[:min(2, len(got))], tt.first)
		}
	}
}

func TestCandidates_Only(t *testing.T) {
	ix := built(t, embedded(t))
	q := Query{Title: viet.Normalize("Hệ thống thông tin đất đai"), Limit: 3}
	all := ix.Candidates(q)
	q.Only = make([]bool, ix.NumPlatforms())
	q.Only[all[1].Ordinal], q.Only[all[2].Ordinal] = true, true
	if diff := cmp.Diff(all[1:3], ix.Candidates(q)); diff != "" {
		t.Error(diff)
	}
	if got := ix.Candidates(Query{}); len(got) != 0 {
		t.Errorf("an empty query finds %v", got)
	}
}

// TestCandidates_Alloc holds a query to no allocation when the caller brings the memory.
func TestCandidates_Alloc(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates")
	}
	ix := built(t, embedded(t))
	q := readLabelled(t)[3].query(func(s string) string { return s })
	var dst []Candidate
	if n := testing.AllocsPerRun(200, func() { dst = ix.AppendCandidates(dst[:0], q) }); n >= 1 {
		t.Errorf("%v allocations a query", n)
	}
}

func TestSynthetic(t *testing.T) {
	reg := embedded(t)
	a, b := Synthetic(reg, 1000), Synthetic(reg, 1000)
	if diff := cmp.Diff(a.Platforms, b.Platforms); diff != "" || len(a.Platforms) != 1000 {
		t.Errorf("%d platforms; %s", len(a.Platforms), diff)
	}
	if !slices.IsSortedFunc(a.Platforms, func(x, y corpus.Platform) int { return strings.Compare(string(x.ID), string(y.ID)) }) {
		t.Error("not sorted by ID")
	}
}

// TestConcurrentUse asks one index from several goroutines; the race detector watches.
func TestConcurrentUse(t *testing.T) {
	ix := built(t, embedded(t))
	items := readLabelled(t)[:12]
	want := make([][]Candidate, len(items))
	for i := range items {
		want[i] = ix.Candidates(items[i].query(func(s string) string { return s }))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range items {
				got := ix.Candidates(items[i].query(func(s string) string { return s }))
				if diff := cmp.Diff(want[i], got); diff != "" {
					t.Errorf("%s: %s", items[i].ID, diff)
				}
				if _, err := ix.Search(SearchRequest{Text: items[i].Title}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// TestAtLeast holds the selection to what sorting all would keep.
func TestAtLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		ranks := make([]rank, 1+r.IntN(60))
		spread := r.IntN(2) * 1000
		for i := range ranks {
			ranks[i] = rankOf(float32(r.IntN(8+spread)), uint32(i))
		}
		r.Shuffle(len(ranks), func(i, j int) { ranks[i], ranks[j] = ranks[j], ranks[i] })
		want := slices.Sorted(slices.Values(ranks))
		n := 1 + r.IntN(len(ranks))
		got := slices.Sorted(slices.Values(atLeast(ranks, n)))
		if len(got) < n || !slices.Equal(got[:n], want[:n]) {
			t.Fatalf("best %d of %d: %v, want %v first", n, len(want), got, want[:n])
		}
	}
}

// idfOf returns how telling a syllable (its viet hash) or a pair of syllables (viet.Pair of theirs) is over the platforms
// of the index: ln(1 + (n-df+.5)/(df+.5)), where df counts platforms with the term in any field. A term that no
// platform has gets the highest value, that of df = 0.
func (ix *Index) idfOf(hash uint64) float64 {
	if number, ok := ix.postings.terms.lookup(hash); ok {
		return float64(ix.postings.runs[number].idf)
	}
	return float64(idf(0, len(ix.ids)))
}
