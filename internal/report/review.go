package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/rasoat/rasoat/corpus"
)

// reviewColumns are the columns of the spreadsheet in which a person decides what rows are. Relation, platform, from and
// reason are filled in; the others are for reading, and number and name tell the row.
var reviewColumns = []string{"row", "no", "name", "owner", "decide", "relation", "platform", "from", "reason", "known_as", "why", "probability", "candidates", "place"}

// WriteReview writes the decisions of an import into a spreadsheet, to be completed by a person and read back.
func WriteReview(w io.Writer, v *ListImport, opt Options) error {
	s := speak(opt.Lang)
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, undecided := range []bool{true, false} { // what is to be decided stands first
		for i := range v.Rows {
			if r := &v.Rows[i]; r.Certain != undecided {
				rows = append(rows, r.review(i, s))
			}
		}
	}
	if err := b.sheet("QUYET_DINH", reviewColumns, rows); err != nil {
		return err
	}
	if err := b.choices("QUYET_DINH", 6, stringsOf(corpus.Relations)); err != nil {
		return err
	}
	var help [][]string
	for _, r := range corpus.Relations {
		help = append(help, []string{string(r), s.code("relation", string(r))})
	}
	if err := b.sheet("HUONG_DAN", []string{"relation", ""}, help); err != nil {
		return err
	}
	return b.write(w)
}

func (r *ImportRow) review(i int, s speaker) []string {
	decide, probability := "", ""
	if !r.Certain {
		decide = "x"
	}
	if r.Probability > 0 {
		probability = s.percent(r.Probability)
	}
	return []string{fmt.Sprint(i + 1), r.No, r.Name, string(r.Owner), decide, string(r.Relation), string(r.Platform), strings.Join(stringsOf(r.From), "; "), "",
		r.Known, s.code("why", r.Why), probability, strings.Join(stringsOf(r.Candidates), "; "), r.Place}
}
