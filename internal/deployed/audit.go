package deployed

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
)

// Options of an audit.
type Options struct {
	Register        *corpus.Register
	Index           *index.Index  // built from the register
	AsOf            corpus.Date   // "today" of the audit
	List            corpus.ListID // list of today; "" for the newest announced by then, corpus.AnyList for every platform on record
	AssumeOperating bool          // treat platforms of unknown state as operating; recorded in the audit
}

// Audit is what an audit found.
type Audit struct {
	AsOf            corpus.Date
	AssumeOperating bool
	Now             engine.Provenance // of the comparison with the lists as of AsOf
	Cases           []Case            // in the order of the records
	Groups          []Group           // systems of one province that do the same job, running both
	Shared          []Group           // systems of several provinces for the same thing
}

// Case is one system with what the lists have for it and who is to explain.
type Case struct {
	Record   Record
	Unit     string      // province of today, "" when not known
	Then     *Comparison // with the list of the day of the decision; nil when that day is not known well enough
	Now      Comparison  // with the list as of the audit
	Overlap  *Overlap    // with the platform that the line of account is about; nil when nothing overlaps
	Timeline []Event     // oldest first, events whose day is not known last
	Peers    []int       // indexes of the cases of the same province that do the same job
}

// Comparison is a system judged as a proposal against one list.
type Comparison struct {
	AsOf         corpus.Date
	List         string // id, "" when no list had been announced
	Document     string // number of the list
	Completeness string
	Verdict      engine.Verdict
	Grade        engine.Verdict  // on the facts alone, as if platforms operated
	Finding      *engine.Finding // the platform that overlaps; nil for none
}

// Overlap is a system beside the platform that offers its function.
type Overlap struct {
	Platform  *corpus.Platform
	Owner     corpus.AgencyCode // as of the audit
	Announced Announcement
	Serving   corpus.Date // first day on which a source says that it operates, "" when none does
	Account   Account
	Doubts    []Doubt
}

// Event is one step of the timeline.
type Event struct {
	Code string      // announced, serving, decided, contracted, accepted, operating, ended
	Day  corpus.Date // "" when not known
	What string      // list by which the platform was announced
}

// auditor holds what every case is judged with.
type auditor struct {
	accounting
	opt  Options
	now  *engine.Engine
	then map[string]*engine.Engine // by what a day decides: see setting
}

// Run audits the systems on record.
func Run(ctx context.Context, records []Record, opt Options) (*Audit, error) {
	a := &auditor{accounting: accounting{opt.Register, opt.AssumeOperating}, opt: opt, then: map[string]*engine.Engine{}}
	view, err := a.view(opt.AsOf, opt.List)
	if err != nil {
		return nil, err
	}
	if a.now, err = a.judge(view); err != nil {
		return nil, err
	}
	out := &Audit{AsOf: opt.AsOf, AssumeOperating: opt.AssumeOperating, Cases: make([]Case, 0, len(records))}
	for i := range records {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("stopped after %d of %d systems: %w", i, len(records), err)
		}
		c, err := a.examine(&records[i])
		if err != nil {
			return nil, fmt.Errorf("system %d %q: %w", records[i].ID, records[i].System.Name, err)
		}
		out.Cases = append(out.Cases, c)
	}
	out.Now = a.now.Provenance()
	a.compareWithOneAnother(out)
	return out, nil
}

// view is the register as of a day, through a list, "" for the newest announced by then. Where none had been the view is
// empty, and results say that the list is missing.
func (a *auditor) view(day corpus.Date, list corpus.ListID) (*corpus.View, error) {
	view, err := a.reg.AsOf(day, list)
	var none *corpus.NoListError
	if errors.As(err, &none) {
		return &corpus.View{Register: a.reg, Date: day}, nil
	}
	return view, err
}

// judge returns the engine of a view.
func (a *auditor) judge(view *corpus.View) (*engine.Engine, error) {
	return engine.New(view, a.opt.Index, engine.Options{AssumeOperating: a.opt.AssumeOperating})
}

// judgeThen returns the engine of a day, which it shares with the days that decide the same.
func (a *auditor) judgeThen(day corpus.Date) (*engine.Engine, error) {
	view, err := a.view(day, "")
	if err != nil {
		return nil, err
	}
	key := setting(view)
	judge := a.then[key]
	if judge == nil {
		if judge, err = a.judge(view); err != nil {
			return nil, err
		}
		a.then[key] = judge
	}
	return judge, nil
}

// setting names all that a day decides in a comparison: the list, the owners and states of its platforms, and the law.
func setting(v *corpus.View) string {
	var b strings.Builder
	if v.List != nil {
		b.WriteString(string(v.List.ID))
	}
	for i := range v.Rows {
		fmt.Fprintf(&b, "\n%s %s", v.Rows[i].Owner, v.Rows[i].State)
	}
	for _, l := range v.Register.LawAsOf(v.Date) {
		b.WriteString("\n" + l.ID)
	}
	return b.String()
}

// examine judges one system as of the day of its decision and as of the audit.
func (a *auditor) examine(r *Record) (Case, error) {
	s := &r.System
	c := Case{Record: *r, Now: compare(a.now, s)}
	c.Unit, _ = a.reg.ProvinceOf(s.Province)
	if day, ok := a.dayOf(s); ok {
		judge, err := a.judgeThen(day)
		if err != nil {
			return c, err
		}
		then := compare(judge, s)
		then.AsOf = day
		c.Then = &then
	}
	f := c.Now.Finding
	if c.Then != nil && c.Then.Finding != nil {
		f = c.Then.Finding
	}
	if f != nil {
		c.Overlap = a.overlap(s, f.Platform.ID)
	}
	c.Timeline = timeline(s, c.Overlap)
	return c, nil
}

// dayOf returns the day whose list a system is compared with: that of its decision. A decision dated by month or year has
// one only if no list was announced meanwhile.
func (a *auditor) dayOf(s *System) (corpus.Date, bool) {
	when := s.decision()
	if when.from == "" {
		return "", false
	}
	first, _ := a.reg.NewestList(when.from)
	last, _ := a.reg.NewestList(when.to)
	return when.from, first == last
}

func compare(judge *engine.Engine, s *System) Comparison {
	r := judge.Check(s.Proposal(), engine.Document{})
	p := &r.Provenance
	out := Comparison{AsOf: corpus.Date(p.AsOf), List: p.List, Document: p.ListDocument, Completeness: p.Completeness, Verdict: r.Verdict, Grade: r.Grade}
	if c := &r.Components[0]; c.Grade.Alert() && len(c.Findings) > 0 {
		out.Finding = &c.Findings[0]
	}
	return out
}

func (a *auditor) overlap(s *System, id corpus.ID) *Overlap {
	p, ok := a.reg.Platform(id)
	if !ok {
		return nil
	}
	o := &Overlap{Platform: p, Owner: a.reg.OwnerOf(p, a.opt.AsOf), Announced: announcementOf(a.reg, id)}
	for _, f := range p.History() {
		if f.Kind == corpus.FactState && corpus.State(f.Value) == corpus.StateOperating && (o.Serving == "" || f.From.Before(o.Serving)) {
			o.Serving = f.From
		}
	}
	o.Account, o.Doubts = a.line(s, p, o.Announced)
	return o
}
