package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"slices"
	"time"

	"golang.org/x/term"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/report"
)

// batchRun is one run over many files.
type batchRun struct {
	check  *checker
	opt    *batchOptions
	inputs []string
	out    *report.Batch
	groups *grouping // nil without --cluster
	end    report.BatchEnd

	items                 int // results so far
	components, undecided int
	gateReached           bool
	undone                []string // the first parts that were not read
	more                  int      // those that come after
}

// saidUndone is how many parts that were not read are named on stderr; the report names all.
const saidUndone = 5

func newBatchRun(c *checker, o *batchOptions, inputs []string) *batchRun {
	b := &batchRun{check: c, opt: o, inputs: inputs}
	b.out = report.NewBatch(report.Options{Lang: report.Lang(o.lang.value), Width: c.app.width(), Color: c.app.color(), Top: o.top, Register: c.reg, Decided: c.book.Match})
	if o.cluster {
		b.end.Clustered = true
		b.groups = newGrouping(c)
	}
	return b
}

// readFile is a file as it was read: what it proposes, and what was not read of it.
type readFile struct {
	received
	of        engine.Document
	proposals []engine.Proposal
	unread    []intake.Unread
	notes     []string // what a reader should know though it was read
}

// all reads file after file, one ahead of the judging, and reports the results in order.
func (b *batchRun) all(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	files := make(chan readFile)
	go func() {
		defer close(files)
		for _, name := range b.inputs {
			select {
			case files <- b.read(ctx, name):
			case <-ctx.Done():
				return
			}
		}
	}()
	show := b.newProgress()
	done := 0
	for f := range files {
		if ctx.Err() != nil || b.file(ctx, &f, show) != nil && ctx.Err() != nil {
			break
		}
		if show.err != nil {
			return show.err
		}
		done++
	}
	show.clear()
	if ctx.Err() != nil || done < len(b.inputs) {
		b.end.Stopped = &report.Stop{Files: done, Of: len(b.inputs), Components: b.components}
	}
	if b.groups != nil {
		if err := b.group(context.WithoutCancel(ctx)); err != nil {
			return err
		}
	}
	return b.out.Finish(b.end)
}

func (b *batchRun) read(ctx context.Context, name string) readFile {
	r := b.check.read(ctx, name)
	if r.err != nil {
		return readFile{received: r, of: refusedDocument(name, r.err)}
	}
	doc := r.doc
	proposals, unread := intake.Read(doc, b.check.reg, intake.Options{Split: true})
	f := readFile{received: r, unread: unread, notes: doc.Notes, of: engine.Document{File: name, SHA256: doc.SHA256, Size: doc.Size, MediaType: doc.MediaType,
		Format: string(doc.Format), Encoding: doc.Encoding, Secrecy: string(doc.Secrecy), Unread: doc.Partial}}
	for _, p := range proposals {
		if p.Title != "" || len(p.Components) > 0 {
			f.proposals = append(f.proposals, p)
		}
	}
	inUse := slices.ContainsFunc(unread, func(u intake.Unread) bool { return u.Why == intake.InUse })
	if len(f.proposals) == 0 && !inUse { // a list of systems in use is named as such
		of := refusedDocument(name, errNoProposal)
		f.of.Refusal = of.Refusal
	}
	return f
}

// file judges the proposals of a file on all cores and reports them. The first error of writing is kept in show.
func (b *batchRun) file(ctx context.Context, f *readFile, show *progress) error {
	show.begin(len(f.proposals), f.of.Size)
	if show.err = b.check.kept.file(&f.received); show.err != nil {
		return show.err
	}
	proposals := f.proposals
	if f.of.Refusal != nil {
		proposals = []engine.Proposal{{}} // gives the result that says so
	}
	for len(proposals) > 0 { // those a resumed run has judged
		r, err := b.check.kept.next(&f.of)
		if r == nil || err != nil {
			show.err = err
			break
		}
		proposals = proposals[1:]
		if show.err = b.result(r); show.err != nil {
			break
		}
		show.step()
	}
	if show.err != nil {
		return show.err
	}
	for r := range b.check.judge.CheckAll(ctx, submissions(proposals, f.of)) {
		if r.Document.Refusal != nil {
			r.Unread = nil
		}
		if show.err = b.check.kept.add(r); show.err == nil {
			show.err = b.result(&r)
		}
		if show.err != nil {
			return show.err
		}
		show.step()
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	show.err = b.unread(f)
	return show.err
}

// result reports the next result.
func (b *batchRun) result(r *engine.Result) error {
	b.items++
	if d := &r.Document; d.Refusal != nil {
		b.notRead(fmt.Sprintf("%q not read (%s): %s", d.File, d.Refusal.Reason, d.Refusal.Detail))
		return b.out.Add(r)
	}
	if b.groups != nil {
		b.groups.add(r, b.items, b.components+1)
	}
	b.see(r)
	return b.out.Add(&b.check.beside(*r)[0])
}

func submissions(proposals []engine.Proposal, of engine.Document) iter.Seq[engine.Submission] {
	return func(yield func(engine.Submission) bool) {
		for _, p := range proposals {
			if !yield(engine.Submission{Proposal: p, Document: of}) {
				return
			}
		}
	}
}

// unread reports what of a file was not read: pages and parts, sheets and rows.
func (b *batchRun) unread(f *readFile) error {
	if f.of.Secrecy != "" {
		if err := b.out.Classified(f.of.File, f.of.Secrecy); err != nil {
			return err
		}
	}
	for _, line := range f.notes {
		if err := b.out.Unread(report.BatchUnread{File: f.of.File, What: line, Why: line, Aside: true}); err != nil {
			return err
		}
	}
	for _, line := range f.of.Unread {
		b.notRead(fmt.Sprintf("%q read in part: %s", f.of.File, line))
		if err := b.out.Unread(report.BatchUnread{File: f.of.File, What: line, Why: line}); err != nil {
			return err
		}
	}
	for _, u := range f.unread {
		if u.Partial() {
			b.notRead(fmt.Sprintf("%q read in part: %s", f.of.File, report.EnglishPlace(u.English())))
		}
		why := u.String()
		if b.opt.lang.value == english {
			why = u.English()
		}
		if err := b.out.Unread(report.BatchUnread{File: f.of.File, Place: u.Place, What: u.What, Why: why, Aside: !u.Partial()}); err != nil {
			return err
		}
	}
	return nil
}

func (b *batchRun) notRead(line string) {
	if len(b.undone) == saidUndone {
		b.more++
		return
	}
	b.undone = append(b.undone, line)
}

// progress tells on stderr how far a run is, when that is a terminal.
type progress struct {
	app         *app
	shown       bool
	start, last time.Time
	all, before int64 // bytes of all files, and of those done
	size        int64 // of the file at hand
	of, done    int   // proposals of the file at hand
	total       int   // proposals done
	err         error // of writing a report
}

// progressEvery is how often the line is written anew.
const progressEvery = 500 * time.Millisecond

func (b *batchRun) newProgress() *progress {
	a := b.check.app
	p := &progress{app: a, start: a.Now()}
	if f, ok := a.Stderr.(*os.File); ok {
		p.shown = term.IsTerminal(int(f.Fd()))
	}
	for _, name := range b.inputs {
		if info, err := os.Stat(name); err == nil && p.shown {
			p.all += info.Size()
		}
	}
	return p
}

// begin turns to the next file.
func (p *progress) begin(proposals int, size int64) {
	p.before += p.size
	p.of, p.size, p.done = proposals, size, 0
}

func (p *progress) step() {
	p.done++
	p.total++
	if !p.shown {
		return
	}
	now := p.app.Now()
	if now.Sub(p.last) < progressEvery {
		return
	}
	p.last = now
	fmt.Fprintf(p.app.Stderr, "\r\x1b[Krasoat: %s", p.line(now.Sub(p.start)))
}

// line says how many proposals were judged, how fast, and how long the rest takes by the bytes that remain.
func (p *progress) line(spent time.Duration) string {
	part := float64(p.before)
	if p.of > 0 {
		part += float64(p.size) * float64(p.done) / float64(p.of)
	}
	text := fmt.Sprintf("%s, %.0f per second", count(p.total, "proposal"), float64(p.total)/max(spent.Seconds(), 0.001))
	if part > 0 && p.all > 0 {
		left := time.Duration(float64(spent) * (float64(p.all) - part) / part)
		text += fmt.Sprintf(", %.0f%%, about %s left", 100*part/float64(p.all), max(left, 0).Round(time.Second))
	}
	return text
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.app.Stderr, "\r\x1b[K")
	}
}
