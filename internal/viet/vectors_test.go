package viet_test

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasoat/rasoat/internal/viet"
)

// vector is one row of testdata/text/vectors.jsonl.
type vector struct {
	ID, Op, Note string
	In, Out      json.RawMessage
}

// noOracle are the operations whose answer is not this package's: they need the register, the function terms or the
// signals, and are tested with the package that has them.
var noOracle = map[string]string{
	"segment":  "terms of the function taxonomy: index",
	"polarity": "action of a clause: engine",
	"province": "units of 2026: corpus",
	"ministry": "successors: corpus",
}

// oracles map each operation to the public function that it describes.
var oracles = map[string]func(t *testing.T, in, want json.RawMessage){
	"clean":        text(viet.Clean),
	"key":          text(viet.Key),
	"ascii":        text(viet.Fold),
	"tcvn3_hex":    text(decodeHex),
	"vni_hex":      text(decodeHex),
	"tcvn3_cp1252": text(func(s string) string { out, _ := viet.Decode(s); return out }),
	"vni_cp1252":   text(func(s string) string { out, _ := viet.Decode(s); return out }),
	"equal_key":    func(t *testing.T, in, want json.RawMessage) { compareKeys(t, in, true) },
	"distinct_key": func(t *testing.T, in, want json.RawMessage) { compareKeys(t, in, false) },
	"docnos": list(func(s string) (out []string) {
		for _, n := range viet.DocNumbers(s) {
			out = append(out, n.Number)
		}
		return out
	}),
	"dates": list(func(s string) (out []string) {
		for _, d := range viet.Dates(s) {
			out = append(out, d.ISO)
		}
		return out
	}),
	"money": list(func(s string) (out []int64) {
		for _, a := range viet.Amounts(s) {
			out = append(out, a.VND)
		}
		return out
	}),
	"abbr": readings,
}

func TestVectors(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "testdata", "text", "vectors.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ran := 0
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var v vector
		if err := json.Unmarshal(scan.Bytes(), &v); err != nil {
			t.Fatalf("%v in %s", err, scan.Text())
		}
		oracle, ok := oracles[v.Op]
		if !ok {
			if noOracle[v.Op] == "" {
				t.Errorf("%s: unknown operation %q", v.ID, v.Op)
			}
			continue
		}
		ran++
		t.Run(v.ID, func(t *testing.T) { oracle(t, v.In, v.Out) })
	}
	if ran < 97 {
		t.Errorf("%d vectors ran, want at least 97", ran)
	}
}

func text(f func(string) string) func(*testing.T, json.RawMessage, json.RawMessage) {
	return func(t *testing.T, in, want json.RawMessage) {
		if got := f(parse[string](t, in)); got != parse[string](t, want) {
			t.Errorf("got %q, want %s", got, want)
		}
	}
}

func list[E any](f func(string) []E) func(*testing.T, json.RawMessage, json.RawMessage) {
	return func(t *testing.T, in, want json.RawMessage) {
		got, expected := f(parse[string](t, in)), parse[[]E](t, want)
		if len(got)+len(expected) > 0 && !cmp.Equal(got, expected) {
			t.Errorf("%s: got %v, want %v", in, got, expected)
		}
	}
}

func parse[T any](t *testing.T, raw json.RawMessage) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func decodeHex(s string) string {
	b, err := hex.DecodeString(s)
	if err != nil {
		return err.Error()
	}
	out, _ := viet.DecodeBytes(b)
	return out
}

func compareKeys(t *testing.T, in json.RawMessage, equal bool) {
	pair := parse[[2]string](t, in)
	if a, b := viet.Key(pair[0]), viet.Key(pair[1]); (a == b) != equal {
		t.Errorf("Key(%q) = %q, Key(%q) = %q, want equal: %v", pair[0], a, pair[1], b, equal)
	}
	a, b := viet.Normalize(pair[0]), viet.Normalize(pair[1])
	same := slices.EqualFunc(a.Tokens(), b.Tokens(), func(x, y viet.Token) bool { return x.Key == y.Key })
	if same != equal {
		t.Errorf("tokens of %q and %q agree: %v, want %v", pair[0], pair[1], same, equal)
	}
}

// readings holds that every expected reading is among the answers.
func readings(t *testing.T, in, want json.RawMessage) {
	got := glossary(t).Readings(parse[string](t, in), nil)
	for _, w := range parse[[]string](t, want) {
		if !slices.Contains(got, w) {
			t.Errorf("Readings(%s) = %q, lacks %q", in, got, w)
		}
	}
}

// glossary loads the abbreviations of the testdata copy of the project's glossary.
func glossary(t *testing.T) *viet.Abbreviations {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "text", "glossary.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string][]string)
	for line := range strings.Lines(string(raw)) {
		row := parse[struct {
			Kind, Abbr string
			Expansions []string
		}](t, json.RawMessage(line))
		if row.Kind == "abbr" {
			known[row.Abbr] = append(known[row.Abbr], row.Expansions...)
		}
	}
	return viet.NewAbbreviations(known)
}
