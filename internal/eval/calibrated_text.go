package eval

import (
	"fmt"
	"io"
	"strings"
)

// WriteText writes the figures before, fitted and cross-validated, by list.
func (c *Calibrated) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-11s %-22s%9s%9s%17s\n", "list", "figure", "before", "fitted", "cross-validated")
	lists := []string{}
	for _, l := range AllLists {
		lists = append(lists, string(l))
	}
	for _, list := range append(lists, "mean") {
		for _, name := range c.Fitted[list].names() {
			fmt.Fprintf(&b, "%-11s %-22s%9.3f%9.3f%17.3f\n", list, name, c.Before[list][name], c.Fitted[list][name], c.CrossValidated[list][name])
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}
