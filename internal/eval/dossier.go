package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Dossier is the truth about one file: what it proposes and how each component is to be judged.
type Dossier struct {
	File         string
	Title        string
	TotalMoney   *int64 // nil when the document states none
	TotalStated  bool   // false when TotalMoney is only the sum of the rows
	ExpectedRead []string
	Components   []Expected
	NotAProposal bool // the file is to be refused
}

// Expected is a component that a dossier proposes.
type Expected struct {
	No     string
	Name   string
	Action engine.Action
	Money  *int64
	Gold   map[string]Gold // by the number a list's id begins with: "2765"
}

// gold returns the label for a list.
func (x *Expected) gold(list corpus.ListID) (Gold, bool) {
	number, _, _ := strings.Cut(string(list), "-")
	g, ok := x.Gold[number]
	return g, ok
}

// readDossier reads a line of a truth file.
func readDossier(line []byte) (Dossier, error) {
	var j struct {
		File           string            `json:"file"`
		Title          string            `json:"title"`
		Total          *int64            `json:"total_money_vnd"`
		Stated         *bool             `json:"total_stated"`
		ExpectedRead   string            `json:"expected_read"`
		AlsoAcceptable json.RawMessage   `json:"also_acceptable"`
		Components     []json.RawMessage `json:"components"`
	}
	if err := json.Unmarshal(line, &j); err != nil {
		return Dossier{}, err
	}
	d := Dossier{File: j.File, Title: j.Title, TotalMoney: j.Total, TotalStated: j.Stated == nil || *j.Stated}
	if j.ExpectedRead != "" {
		d.ExpectedRead = append(d.ExpectedRead, j.ExpectedRead)
	}
	more, err := oneOrMany(j.AlsoAcceptable)
	if err != nil {
		return d, fmt.Errorf("file %q, also_acceptable: %w", d.File, err)
	}
	d.ExpectedRead = append(d.ExpectedRead, more...)
	d.NotAProposal = j.ExpectedRead == "refused"
	for i, raw := range j.Components {
		x, err := readExpected(raw)
		if err != nil {
			return d, fmt.Errorf("file %q, component %d: %w", d.File, i+1, err)
		}
		d.Components = append(d.Components, x)
	}
	return d, nil
}

// oneOrMany reads a string or a list of strings.
func oneOrMany(raw json.RawMessage) ([]string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var many []string
	if err := json.Unmarshal(raw, &many); err == nil {
		return many, nil
	}
	var one string
	if err := json.Unmarshal(raw, &one); err != nil {
		return nil, errors.New("expected a string or a list of strings")
	}
	return []string{one}, nil
}

// readExpected reads a component with its verdict_N, platforms_N and accept_N for each list number N.
func readExpected(raw json.RawMessage) (Expected, error) {
	var x Expected
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return x, err
	}
	for key, to := range map[string]any{"no": &x.No, "name": &x.Name, "action": &x.Action, "money_vnd": &x.Money} {
		if v, ok := fields[key]; ok {
			if err := json.Unmarshal(v, to); err != nil {
				return x, fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	x.Gold = map[string]Gold{}
	for key := range fields {
		number, ok := strings.CutPrefix(key, "verdict_")
		if !ok {
			continue
		}
		g, err := expectedGold(fields, number)
		if err != nil {
			return x, err
		}
		x.Gold[number] = g
	}
	if x.Name == "" {
		return x, errors.New("no name")
	}
	return x, nil
}

func expectedGold(fields map[string]json.RawMessage, number string) (Gold, error) {
	var j jsonGold
	var platforms []corpus.ID
	for key, to := range map[string]any{"verdict_": &j.Verdict, "accept_": &j.Accept, "platforms_": &platforms} {
		v, ok := fields[key+number]
		if !ok {
			continue
		}
		if err := json.Unmarshal(v, to); err != nil {
			return Gold{}, fmt.Errorf("%s%s: %w", key, number, err)
		}
	}
	if j.Verdict != nil {
		relation := relationOf(*j.Verdict)
		for _, p := range platforms {
			j.Matches = append(j.Matches, Match{Platform: p, Relation: relation, Votes: 1})
		}
	}
	return j.gold()
}

// relationOf is what the platforms named beside a verdict are to the component.
func relationOf(v engine.Verdict) Relation {
	switch v {
	case engine.Duplicate:
		return SameJob
	case engine.PartialOverlap, engine.Insufficient:
		return PartOf
	case engine.Complement:
		return Connects
	}
	return SameDomain
}

// sameName is the similarity from which two names of a component are the same, spelling and cut-off aside.
const sameName = 0.85

// pair finds for every expected component the read one with the most similar name, each read one used once; -1 for
// none. Names are taken in the order of the truth file.
func pair(expected []Expected, read []string) []int {
	used := make([]bool, len(read))
	bare := make([][]rune, len(read))
	for i, s := range read {
		bare[i] = bareName(s)
	}
	out := make([]int, len(expected))
	for i := range expected {
		want := bareName(expected[i].Name)
		best, at := 0.0, -1
		for j := range read {
			if s := resemblance(want, bare[j]); !used[j] && s > best {
				best, at = s, j
			}
		}
		if best < sameName {
			at = -1
		} else {
			used[at] = true
		}
		out[i] = at
	}
	return out
}

// bareName is a name in lower case with every run of other than letters and digits as one space.
func bareName(s string) []rune {
	words := strings.FieldsFunc(strings.ToLower(compose(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return []rune(strings.Join(words, " "))
}

// resemblance is twice the length of the common blocks over the length of both, as by Ratcliff and Obershelp: the
// longest common block, then the same left and right of it.
func resemblance(a, b []rune) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	if slices.Equal(a, b) {
		return 1
	}
	return 2 * float64(commonBlocks(a, b)) / float64(len(a)+len(b))
}

func commonBlocks(a, b []rune) int {
	i, j, n := longestBlock(a, b)
	if n == 0 {
		return 0
	}
	return n + commonBlocks(a[:i], b[:j]) + commonBlocks(a[i+n:], b[j+n:])
}

func longestBlock(a, b []rune) (at, bt, n int) {
	row := make([]int, len(b)+1)
	for i := range a {
		for j := len(b) - 1; j >= 0; j-- {
			row[j+1] = 0
			if a[i] == b[j] {
				row[j+1] = row[j] + 1
			}
			if row[j+1] > n {
				at, bt, n = i+1-row[j+1], j+1-row[j+1], row[j+1]
			}
		}
	}
	return at, bt, n
}
