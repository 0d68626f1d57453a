package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/rasoat/rasoat/engine"
)

// BatchFormats are the forms in which a run over many proposals is written, by the ending of the file's name.
var BatchFormats = []string{"html", "xlsx", "csv", "jsonl", "docx", "pdf"}

// BatchUnread is something of a file that no proposal was read from: the whole file, a sheet or a row.
type BatchUnread struct {
	File  string `json:"file"`
	Place string `json:"place"` // sheet, row, page; "" for the whole file
	What  string `json:"what"`  // the words that stand there, or what was seen
	Why   string `json:"why"`   // in words
	Aside bool   `json:"aside"` // proposes nothing: named, but nothing was missed with it
}

// BatchEnd is what is known once all proposals were judged.
type BatchEnd struct {
	Clustered bool      // clusters were asked for
	Clusters  []Cluster // groups of proposals for the same thing
	Stopped   *Stop     // how far the run came that ended early; nil when it did not
}

// Stop is how far a run came before it was stopped.
type Stop struct {
	Files, Of  int // files done, of so many
	Components int // judged
}

// String says it in English, for messages and for JSON; "" for nil.
func (s *Stop) String() string {
	if s == nil {
		return ""
	}
	return speak(English).say("batch.stopped", s.Files, s.Of, s.Components)
}

// Batch writes a run over many proposals in several forms at once. Results are taken in input order and written as they
// come, as far as the form allows; what is kept is counts, and the findings that come first for review.
type Batch struct {
	speaker
	build   builder
	sum     batchSummary
	outputs []batchOutput
}

// batchOutput is one form of the report while it is written.
type batchOutput interface {
	result(r *Result) error
	unread(u *BatchUnread) error
	finish(sum *batchSummary, end *BatchEnd) error
}

// NewBatch starts a report without outputs.
func NewBatch(opt Options) *Batch {
	return &Batch{speaker: speak(opt.Lang), build: newBuilder(opt), sum: newBatchSummary(opt.Register)}
}

// Output adds a form, one of BatchFormats, that is written to w. Add outputs before the first result.
func (b *Batch) Output(w io.Writer, format string) error {
	var out batchOutput
	var err error
	switch format {
	case "jsonl":
		out = newBatchLines(w)
	case "csv":
		out, err = newBatchTable(w, b.speaker)
	case "xlsx":
		out, err = newBatchWorkbook(w, b.speaker)
	case "html":
		out = newBatchPage(w, b.speaker)
	case "docx":
		out = &batchAnnex{speaker: b.speaker, w: w, write: (*annex).docx}
	case "pdf":
		out = &batchAnnex{speaker: b.speaker, w: w, write: (*annex).pdf}
	default:
		return fmt.Errorf("no report form %q; there are %v", format, BatchFormats)
	}
	b.outputs = append(b.outputs, out)
	return err
}

// Add reports the next result. A file that was refused counts as unread.
func (b *Batch) Add(r *engine.Result) error {
	view := b.build.result(r)
	b.sum.provenance(&view)
	if view.Read == ReadRefused {
		return b.Unread(BatchUnread{File: view.File, What: b.pick("", view.Detail), Why: b.refusal(&view)})
	}
	b.sum.add(&view)
	for _, o := range b.outputs {
		if err := o.result(&view); err != nil {
			return err
		}
	}
	return nil
}

// refusal says why a file was not read and what to do. What its reader saw is put in English only.
func (s speaker) refusal(r *Result) string {
	why := s.code("refusal", r.Reason)
	if hint, ok := s.find("hint." + r.Reason); ok {
		why += "; " + hint
	}
	return why
}

// Unread reports something that was not read.
func (b *Batch) Unread(u BatchUnread) error {
	u.What, u.Why = b.loss(u.What), b.loss(u.Why)
	b.sum.notRead(&u)
	for _, o := range b.outputs {
		if err := o.unread(&u); err != nil {
			return err
		}
	}
	return nil
}

// Classified reports that a file that was read is marked with a degree of state secrecy.
func (b *Batch) Classified(file, degree string) error {
	return b.Unread(BatchUnread{File: file, What: b.code("secrecy", degree), Why: b.say("secrecy.marked"), Aside: true})
}

// Finish writes what stands at the end of each form and completes it.
func (b *Batch) Finish(end BatchEnd) error {
	b.sum.order()
	for _, o := range b.outputs {
		if err := o.finish(&b.sum, &end); err != nil {
			return err
		}
	}
	return nil
}

// Text writes the summary for a terminal.
func (b *Batch) Text(w io.Writer, end BatchEnd) error {
	b.sum.order()
	p := b.summaryPage(&b.sum, &end)
	if end.Clustered {
		p.Tables = append(p.Tables, b.clusterTable(end.Clusters[:min(len(end.Clusters), reviewShown)]))
	}
	n := &note{terminal{width: max(orWidth(b.build.opt.Width), 40), color: b.build.opt.Color}, b.speaker}
	p.show(n)
	if _, err := io.WriteString(w, n.out.String()); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}

func orWidth(w int) int {
	if w == 0 {
		return 80
	}
	return w
}

// reviewed is a component that a person should look at, with the result it stands in.
type reviewed struct {
	Result *Result
	At     int // which component
	Row    int // its row in the table of components, from 1
}

func (v *reviewed) component() *Component { return &v.Result.Components[v.At] }

// compareReviewed orders findings for review: the graver verdict, the graver grade, more money, more components of the
// proposal covered, then input order, which is total.
func compareReviewed(a, b reviewed) int {
	x, y := a.component(), b.component()
	for _, d := range []int64{
		int64(slices.Index(Verdicts, x.Verdict) - slices.Index(Verdicts, y.Verdict)),
		int64(slices.Index(Verdicts, x.Grade) - slices.Index(Verdicts, y.Grade)),
		amount(y.Money) - amount(x.Money),
		int64(b.Result.Coverage.Overlapping - a.Result.Coverage.Overlapping),
	} {
		if d != 0 {
			return int(max(-1, min(1, d)))
		}
	}
	return a.Row - b.Row
}

func amount(vnd *int64) int64 {
	if vnd == nil {
		return 0
	}
	return *vnd
}
