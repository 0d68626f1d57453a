package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteText writes a report for people, one column a list.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	r.textFigures(&b)
	for i := range r.Lists {
		b.WriteString("\nconfusion on " + string(r.Lists[i].List) + ", expected down, given across\n")
		b.WriteString(r.Lists[i].Verdicts.text())
	}
	b.WriteString("\nmistakes\n")
	for _, ms := range r.mistakesByKind() {
		fmt.Fprintf(&b, "%3d  %s\n", len(ms), ms[0].Kind)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

func (r *Report) textFigures(b *strings.Builder) {
	fmt.Fprintf(b, "%-34s", "")
	for i := range r.Lists {
		fmt.Fprintf(b, "%21s", r.Lists[i].List)
	}
	if len(r.Lists) > 1 {
		fmt.Fprintf(b, "%21s", "mean")
	}
	b.WriteByte('\n')
	for _, name := range r.names() {
		fmt.Fprintf(b, "%-34s", name)
		for i := range r.Lists {
			fmt.Fprintf(b, "%21s", withInterval(name, r.Lists[i].Figures, r.Lists[i].Intervals))
		}
		if len(r.Lists) > 1 {
			fmt.Fprintf(b, "%21s", withInterval(name, r.Mean, r.Intervals))
		}
		b.WriteByte('\n')
	}
}

// parts in which figures are printed; the rest follows by name.
var parts = []string{"n", "alert", "duplicate", "macro_f1", "insufficient_rate", "candidates", "connects", "ranking", "order", "calibration", "reading", "strict", "baselines", "treatments"}

// names returns the names of all figures in printed order.
func (r *Report) names() []string {
	of := r.Mean
	if len(r.Lists) == 1 {
		of = r.Lists[0].Figures
	}
	names := of.names()
	slices.SortStableFunc(names, func(a, b string) int { return partOf(a) - partOf(b) })
	return names
}

func partOf(name string) int {
	head, _, _ := strings.Cut(name, ".")
	if i := slices.Index(parts, head); i >= 0 {
		return i
	}
	return len(parts)
}

func withInterval(name string, f Figures, intervals map[string]Interval) string {
	v, ok := f[name]
	if !ok {
		return ""
	}
	if iv, ok := intervals[name]; ok && iv[0] != iv[1] && strings.ContainsAny(name, "._") && !isCount(name) {
		return fmt.Sprintf("%.3f (%.2f-%.2f)", v, iv[0], iv[1])
	}
	if isCount(name) {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3f", v)
}

// isCount tells the figures that count things.
func isCount(name string) bool {
	return name == "n" || strings.HasSuffix(name, ".n") || strings.HasSuffix(name, ".ties") || strings.HasSuffix(name, ".falls") || strings.HasSuffix(name, ".files")
}

// text draws the matrix with the verdicts that occur.
func (c Confusion) text() string {
	rows, columns := c.rows(), c.columns()
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s", "")
	for _, got := range columns {
		fmt.Fprintf(&b, "%17s", got)
	}
	b.WriteByte('\n')
	for _, want := range rows {
		fmt.Fprintf(&b, "%-18s", want)
		for _, got := range columns {
			fmt.Fprintf(&b, "%17d", c[want][got])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (c Confusion) rows() []string {
	return inOrder(func(v string) bool { return c[v] != nil })
}

func (c Confusion) columns() []string {
	return inOrder(func(v string) bool {
		for _, row := range c {
			if row[v] > 0 {
				return true
			}
		}
		return false
	})
}

// inOrder returns the verdicts and groups that are wanted, in printed order; a component that was not found stands last.
func inOrder(wanted func(string) bool) []string {
	all := []string{}
	for _, v := range verdicts {
		all = append(all, string(v))
	}
	for _, g := range []Group{Alert, Quiet, Unsure, NotFound} {
		all = append(all, string(g))
	}
	var out []string
	for _, v := range append(all, "") {
		if wanted(v) && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
