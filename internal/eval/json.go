package eval

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes a report. Of one list the figures stand at the top level: n, candidates, alert, duplicate, macro_f1,
// insufficient_rate, treatments, baselines and the rest. Of more lists the top level holds their means, and "lists" the
// same for each.
func (r *Report) WriteJSON(w io.Writer) error {
	var root map[string]any
	if len(r.Lists) == 1 {
		root = r.Lists[0].tree()
	} else {
		root = tree(r.Mean, r.Intervals)
		lists := map[string]any{}
		for i := range r.Lists {
			lists[string(r.Lists[i].List)] = r.Lists[i].tree()
		}
		root["lists"] = lists
	}
	root["provenance"] = r.Provenance
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

func tree(f Figures, intervals map[string]Interval) map[string]any {
	root := f.nest()
	root["intervals"] = intervals
	return root
}

func (lr *ListReport) tree() map[string]any {
	root := tree(lr.Figures, lr.Intervals)
	root["list"] = lr.List
	root["confusion"] = map[string]any{"verdicts": lr.Verdicts, "groups": lr.Groups}
	if lr.Tiers != nil {
		root["tiers"] = lr.Tiers
	}
	if c, ok := root["calibration"].(map[string]any); ok {
		c["bins"] = lr.Bins
	}
	if lr.Curve != nil {
		root["curve"] = lr.Curve
	}
	errors := []mistake{}
	for _, o := range lr.Outcomes {
		if k := kindOf(o); k != "" {
			errors = append(errors, mistakeOf(o, k))
		}
	}
	root["errors"] = errors
	return root
}
