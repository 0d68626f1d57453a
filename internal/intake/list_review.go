package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
)

// Review reads the decisions that a person completed in a spreadsheet of an import back into the decisions proposed. A
// row of the sheet must be that of the import, by number and name; a relation must be known; every row that was to be
// decided must stand in it.
func Review(doc *document.Document, rows []corpus.Row, proposed []corpus.Decision) ([]corpus.Decision, error) {
	out := slices.Clone(proposed)
	seen := make([]bool, len(rows))
	var at map[string]int
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != document.Row {
			continue
		}
		if head := reviewHeader(b); head != nil {
			at = head
			continue
		}
		if at == nil || b.Place.Sheet == "HUONG_DAN" {
			continue
		}
		n, err := strconv.Atoi(textAt(b, at["row"]))
		if err != nil || n < 1 || n > len(rows) || textAt(b, at["name"]) != oneLine(rows[n-1].Entry.Name) {
			return nil, fmt.Errorf("%s: %q is no row of the file that is imported", citePlace(b.Place), textAt(b, at["name"]))
		}
		d, err := reviewed(b, at, out[n-1])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", citePlace(b.Place), err)
		}
		out[n-1], seen[n-1] = d, true
	}
	if at == nil {
		return nil, fmt.Errorf("%q holds no table of decisions", doc.Name)
	}
	for i := range out {
		if !seen[i] && !out[i].Certain {
			return nil, fmt.Errorf("%q lacks row %d (%q), which is to be decided", doc.Name, i+1, rows[i].Entry.Name)
		}
	}
	return out, nil
}

// reviewHeader finds the columns of a review, nil when the row is not its header.
func reviewHeader(b *document.Block) map[string]int {
	at := map[string]int{}
	for i := range b.Cells {
		at[strings.TrimSpace(b.Cells[i].Text)] = b.Cells[i].Column
	}
	for _, name := range []string{"row", "name", "relation", "platform", "from", "reason"} {
		if _, ok := at[name]; !ok {
			return nil
		}
	}
	return at
}

// reviewed reads the decision on one row.
func reviewed(b *document.Block, at map[string]int, d corpus.Decision) (corpus.Decision, error) {
	relation := corpus.Relation(textAt(b, at["relation"]))
	if !slices.Contains(corpus.Relations, relation) {
		return d, fmt.Errorf("relation %q is not one of %v", string(relation), corpus.Relations)
	}
	platform := corpus.ID(textAt(b, at["platform"]))
	from := []corpus.ID{}
	for _, id := range corpus.SplitValues(textAt(b, at["from"])) {
		from = append(from, corpus.ID(id))
	}
	changed := relation != d.Relation || platform != d.Platform || !slices.Equal(from, d.From)
	if changed || !d.Certain {
		d.Certain, d.Why = false, corpus.WhyPerson
	}
	d.Relation, d.Platform, d.From, d.Note = relation, platform, from, textAt(b, at["reason"])
	return d, nil
}
