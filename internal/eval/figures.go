package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Figures are measured values by dotted name: "alert.f1", "candidates.recall_at_5", "treatments.nfd.recall_at_5". In
// JSON every dot is a level.
type Figures map[string]float64

// MarshalJSON nests the names and sorts them.
func (f Figures) MarshalJSON() ([]byte, error) { return json.Marshal(f.nest()) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *Figures) UnmarshalJSON(data []byte) error {
	var nested map[string]any
	if err := json.Unmarshal(data, &nested); err != nil {
		return err
	}
	*f = Figures{}
	return f.flatten("", nested)
}

func (f Figures) flatten(prefix string, nested map[string]any) error {
	for k, v := range nested {
		switch v := v.(type) {
		case float64:
			f[prefix+k] = v
		case map[string]any:
			if err := f.flatten(prefix+k+".", v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("figure %q is not a number", prefix+k)
		}
	}
	return nil
}

func (f Figures) nest() map[string]any {
	root := map[string]any{}
	for _, name := range f.names() {
		at := root
		parts := strings.Split(name, ".")
		for _, p := range parts[:len(parts)-1] {
			next, ok := at[p].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[p] = next
			}
			at = next
		}
		at[parts[len(parts)-1]] = rounded(f[name])
	}
	return root
}

// rounded keeps six digits: what is beyond them is noise of the arithmetic.
func rounded(x float64) json.Number {
	s := strings.TrimRight(fmt.Sprintf("%.6f", x), "0")
	return json.Number(strings.TrimSuffix(s, "."))
}

// names returns the names in order.
func (f Figures) names() []string { return slices.Sorted(maps.Keys(f)) }

// put adds the figures of one part under its name.
func (f Figures) put(part string, of Figures) {
	for k, v := range of {
		f[part+"."+k] = v
	}
}

// mean averages figures that every list has.
func mean(of []Figures) Figures {
	out := Figures{}
	if len(of) == 0 {
		return out
	}
	for name := range of[0] {
		sum, all := 0.0, true
		for _, f := range of {
			v, ok := f[name]
			sum, all = sum+v, all && ok
		}
		if all {
			out[name] = sum / float64(len(of))
		}
	}
	return out
}

// Interval is a 95% bootstrap interval.
type Interval [2]float64

// MarshalJSON rounds as Figures does.
func (i Interval) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]json.Number{rounded(i[0]), rounded(i[1])})
}
