package evidence

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/store"
	"github.com/rasoat/rasoat/internal/viet"
)

// Request says what of a run is exported.
type Request struct {
	Run        int64
	Items      []int  // numbers in the run, ascending; nil for all
	Program    string // version of the program
	Classified bool   // also a run with files that bear a secret grade
}

// ClassifiedError refuses a run with files that bear a secret grade (mật): they leave the machine only when that is asked for.
type ClassifiedError struct{ Run int64 }

func (e *ClassifiedError) Error() string {
	return fmt.Sprintf("run %d holds files that bear a secret grade", e.Run)
}

// RegisterError says that the lists or words of a run are not what they were: the bundle can not be made to prove it.
type RegisterError struct {
	Run        int64
	What       string // lists, terms or weights
	Want, Have string // hashes
}

func (e *RegisterError) Error() string {
	return fmt.Sprintf("run %d was made with other %s (%s) than this program and database have (%s)", e.Run, e.What, e.Want, e.Have)
}

// Gather reads a run from the store.
func Gather(ctx context.Context, s *store.Store, q Request) (*Source, error) {
	run, err := s.Run(ctx, q.Run)
	if err != nil {
		return nil, err
	}
	if run.Classified && !q.Classified {
		return nil, &ClassifiedError{q.Run}
	}
	for _, no := range q.Items {
		if no < 1 || no > run.Items {
			return nil, &store.UnknownItemError{Run: q.Run, No: no, Items: run.Items}
		}
	}
	src := &Source{
		Run: run.ID, Command: run.Command, State: run.State, RecordedAt: run.RecordedAt, RecordedBy: run.RecordedBy, Program: q.Program,
		AssumeOperating: run.AssumeOperating, Provenance: run.Provenance,
	}
	g := gatherer{ctx: ctx, store: s, src: src, wanted: q.Items, classified: q.Classified}
	src.Items = g.items
	for _, read := range []func() error{g.register, g.inputs, g.decided, g.history, g.running} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return src, nil
}

// gatherer reads the parts of a run.
type gatherer struct {
	ctx    context.Context
	store  *store.Store
	src    *Source
	wanted []int

	classified bool // items that bear a secret grade may leave
}

// items yields the items asked for.
func (g *gatherer) items(yield func(*Item) error) error {
	give := func(it *store.Item) error {
		if err := g.open(&it.Result.Document); err != nil {
			return err
		}
		return yield(&Item{No: int64(it.No), RecordedAt: it.RecordedAt, Hash: it.Hash, Raw: it.JSON, Result: it.Result})
	}
	if g.wanted == nil {
		return g.store.Items(g.ctx, g.src.Run, give)
	}
	for _, no := range g.wanted {
		it, err := g.store.Item(g.ctx, g.src.Run, no)
		if err != nil {
			return err
		}
		if err := give(it); err != nil {
			return err
		}
	}
	return nil
}

// documents yields the files of the items asked for. Of a whole run no more than that is read: the rest of the items is much,
// and read once more when the bundle is written.
func (g *gatherer) documents(yield func(*engine.Document)) error {
	if g.wanted != nil {
		return g.items(func(it *Item) error {
			yield(&it.Result.Document)
			return nil
		})
	}
	return g.store.Documents(g.ctx, g.src.Run, func(d *engine.Document) error {
		yield(d)
		return g.open(d)
	})
}

// open refuses an item that bears a secret grade: a recheck may hold what another run was given leave to read.
func (g *gatherer) open(d *engine.Document) error {
	if d.Secrecy != "" && !g.classified {
		return &ClassifiedError{g.src.Run}
	}
	return nil
}

// register reads the register as it stood when the run began, and makes sure that it is the one the results name.
func (g *gatherer) register() error {
	reg, err := g.store.RegisterOf(g.ctx, g.src.Run)
	if err != nil {
		return err
	}
	p := &g.src.Provenance
	if p.List != "" && reg.ListHash(corpus.ListID(p.List)) != p.ListHash {
		return &RegisterError{g.src.Run, "lists", p.ListHash, reg.ListHash(corpus.ListID(p.List))}
	}
	if reg.TermsHash() != p.Terms {
		return &RegisterError{g.src.Run, "terms", p.Terms, reg.TermsHash()}
	}
	w, err := engine.DefaultWeights()
	if err != nil {
		return err
	}
	if w.Hash() != p.Weights {
		return &RegisterError{g.src.Run, "weights", p.Weights, w.Hash()}
	}
	g.src.Register, g.src.Weights = reg, w
	return g.versions(reg)
}

// versions reads which versions of the lists there were, with the files they were read from.
func (g *gatherer) versions(reg *corpus.Register) error {
	for _, id := range reg.ListIDs() {
		all, err := g.store.Versions(g.ctx, id)
		if err != nil {
			return err
		}
		for _, v := range all {
			if v.RecordedAt <= g.src.RecordedAt {
				g.src.ListVersions = append(g.src.ListVersions, ListVersion{
					List: id, Number: v.Number, Origin: v.Origin, Hash: v.Hash, Rows: v.Rows, File: v.Source, FileSHA256: v.SHA256,
					RecordedAt: v.RecordedAt, RecordedBy: v.RecordedBy,
				})
			}
		}
	}
	return nil
}

// inputs reads the files of the items asked for: those that the run received, then those that an earlier run did.
func (g *gatherer) inputs() error {
	needed := map[string]*engine.Document{}
	var order []string
	err := g.documents(func(d *engine.Document) {
		if d.SHA256 != "" && needed[d.SHA256] == nil {
			needed[d.SHA256], order = d, append(order, d.SHA256)
		}
	})
	if err != nil {
		return err
	}
	own, err := g.store.RunInputs(g.ctx, g.src.Run)
	if err != nil {
		return err
	}
	for i := range own {
		if needed[own[i].SHA256] == nil {
			continue
		}
		delete(needed, own[i].SHA256) // the same file given twice is one file
		in, err := g.store.RunInput(g.ctx, g.src.Run, own[i].SHA256)
		if err != nil {
			return err
		}
		g.add(in, g.src.Run, g.src.Command)
	}
	for _, sha := range order {
		if d := needed[sha]; d != nil {
			if err := g.earlier(sha, d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *gatherer) add(in *store.Input, run int64, command string) {
	g.src.Inputs = append(g.src.Inputs, Input{
		SHA256: in.SHA256, Name: in.Name, Run: run, Split: command == "batch", Size: in.Size, MediaType: in.MediaType, Format: in.Format,
		Encoding: in.Encoding, Unread: in.Unread, Channel: in.Channel, ReceivedAt: in.ReceivedAt, ReceivedBy: in.ReceivedBy, Content: in.Content, Text: in.Text,
	})
}

// earlier reads a file that the run did not receive itself. What results of old versions of the program were made of was
// not kept: of such a file only its hash is told.
func (g *gatherer) earlier(sha string, d *engine.Document) error {
	id, err := g.store.ReceivedBy(g.ctx, sha)
	var unknown *store.UnknownInputError
	if errors.As(err, &unknown) {
		g.src.Inputs = append(g.src.Inputs, Input{SHA256: sha, Name: d.File, Size: d.Size, MediaType: d.MediaType, Format: d.Format, Encoding: d.Encoding})
		return nil
	}
	if err != nil {
		return err
	}
	run, err := g.store.Run(g.ctx, id)
	if err != nil {
		return err
	}
	in, err := g.store.RunInput(g.ctx, id, sha)
	if err != nil {
		return err
	}
	g.add(in, id, run.Command)
	return nil
}

// decided reads what people decided about the items asked for, with the documents that bodies gave to explain.
func (g *gatherer) decided() error {
	all, err := g.store.Rulings(g.ctx)
	if err != nil {
		return err
	}
	for i := range all {
		d := &all[i]
		if d.Run != g.src.Run || g.wanted != nil && !slices.Contains(g.wanted, d.Item) {
			continue
		}
		text, _, err := d.Encode()
		if err != nil {
			return err
		}
		g.src.Decisions = append(g.src.Decisions, *d)
		g.src.Actions = append(g.src.Actions, Action{Item: int64(d.Item), Component: d.Component, At: d.RecordedAt, By: d.RecordedBy, Kind: "decision", Body: text})
		e, given := explanation(d)
		if !given {
			continue
		}
		for j := range e.Documents {
			if e.Documents[j].Content, err = g.store.Content(g.ctx, e.Documents[j].SHA256); err != nil {
				return err
			}
		}
		g.src.Explanations = append(g.src.Explanations, e)
	}
	return nil
}

// history reads the log of the run.
func (g *gatherer) history() (err error) {
	if g.src.Hashes, err = g.store.ItemHashes(g.ctx, g.src.Run); err != nil {
		return err
	}
	var log []Record
	err = g.store.Log(g.ctx, 1, func(r store.Record) error {
		log = append(log, Record{Seq: r.Seq, At: r.At, By: r.By, Kind: r.Kind, Body: r.Body, Rows: r.Rows, Prev: r.Prev, Hash: r.Hash})
		return nil
	})
	var received []string
	for i := range g.src.Inputs {
		if in := &g.src.Inputs[i]; in.Run != g.src.Run {
			received = append(received, in.SHA256)
		}
	}
	g.src.Log = extract(g.src.Run, received, log)
	return err
}

// running reads what the entity of a proposal reports to run already under the name of the proposal or of a component.
func (g *gatherer) running() error {
	all, err := g.store.Deployed(g.ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	byName := map[string][]int{}
	for i := range all {
		byName[nameKey(all[i].System.Province, all[i].System.Name)] = append(byName[nameKey(all[i].System.Province, all[i].System.Name)], i)
	}
	return g.items(func(it *Item) error {
		p := &it.Result.Proposal
		for n, c := range append([]engine.Component{{Name: p.Title}}, p.Components...) {
			if n > 0 && c.Name == p.Title {
				continue // told of the proposal as a whole
			}
			for _, i := range byName[nameKey(p.Province, c.Name)] {
				g.src.Deployed = append(g.src.Deployed, life(Event{Item: it.No, Component: n}, &all[i])...)
			}
		}
		return nil
	})
}

func nameKey(province, name string) string {
	return strings.Join(strings.Fields(viet.Key(province)), " ") + "|" + strings.Join(strings.Fields(viet.Key(name)), " ")
}

// life is the dated steps of a system on record.
func life(e Event, r *deployed.Record) []Event {
	s := &r.System
	e.Subject, e.Name, e.Source = fmt.Sprintf("deployed %d version %d", r.ID, r.Version), s.Name, s.Source
	if e.Source == "" {
		e.Source = r.File
	}
	var out []Event
	for _, step := range []struct {
		event string
		on    corpus.Date
	}{{"decided", s.Decided}, {"contracted", s.Contracted}, {"accepted", s.Accepted}, {"operating", s.Operating}, {"ended", s.Ended}} {
		if step.on != "" {
			e.Event, e.Date = step.event, step.on
			out = append(out, e)
		}
	}
	return slices.Clip(out)
}
