package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const recheckHelp = `recheck takes the results that check --save kept against one list, checks their proposals again against another list, and
reports only the components whose verdict moved, with why: what changed between the lists, in the state of the platform, or
in what fits best. The proposals are those kept, so the files are not needed any more. As-of date of the new check is
today unless --as-of says otherwise.

EXAMPLES
  rasoat recheck --from-list 2765-2024 --to-list 1132-2026
  rasoat recheck --from-list 2765-2024 --to-list 1132-2026 --save --format xlsx -o doi-ket-qua.xlsx`

func newRecheckCommand(a *app) *cobra.Command {
	var from, to, output string
	cmd := &cobra.Command{
		Use:   "recheck --from-list A --to-list B",
		Short: "check kept results against another list and report what moved",
		Long:  recheckHelp + exitStatus,
		Args:  argCount(0, 0, "no argument"),
	}
	f := cmd.Flags()
	f.StringVar(&from, "from-list", "", "list that the kept results were checked against")
	f.StringVar(&to, "to-list", "", "list to check them against now")
	f.StringVarP(&output, "output", "o", "", "write to a file instead of standard output")
	save := f.Bool("save", false, "keep the new results too, as a run of their own")
	format := addChoice(cmd, "format", "form of the output", report.PageFormats...)
	asOf, lang := a.addAsOf(cmd), a.addLang(cmd)
	a.addBy(cmd)
	for _, name := range []string{"from-list", "to-list"} {
		if err := cmd.RegisterFlagCompletionFunc(name, completeLists); err != nil {
			panic(err) // only when the flag does not exist
		}
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if from == "" || to == "" {
			return &usageError{err: errors.New("--from-list and --to-list are needed"), hint: seeHelp(cmd)}
		}
		v, err := a.recheck(cmd.Context(), recheckOptions{from: from, to: to, date: asOf.date, save: *save})
		if err != nil {
			return err
		}
		opt := report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color() && output == ""}
		return a.writeTo(output, func(w io.Writer) error { return report.WritePage(w, v, format.value, opt) })
	}
	return cmd
}

// recheckOptions are the flags of recheck that decide what it finds.
type recheckOptions struct {
	from, to string
	date     corpus.Date
	save     bool
}

// recheck checks the kept results of one list against another.
func (a *app) recheck(ctx context.Context, o recheckOptions) (v *report.Recheck, err error) {
	if _, err := a.existingFile(); err != nil {
		return nil, err
	}
	reg, lists, err := a.listVersions(ctx, []string{o.from, o.to})
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	view, err := reg.AsOf(o.date, lists[1].ID)
	if err != nil {
		return nil, err
	}
	r := &rechecker{app: a, view: view, ix: ix, save: o.save, judges: map[bool]*engine.Engine{},
		page: report.NewRecheck(reg, lists[0], lists[1]), changes: reg.Diff(lists[0], lists[1])}
	err = r.all(ctx, lists[0].ID)
	if err = errors.Join(err, r.kept.close(err == nil)); err != nil {
		return nil, err
	}
	if r.page.Runs == 0 {
		return nil, withHint(fmt.Errorf("no kept result was checked against list %q", o.from), "keep results with rasoat check --save")
	}
	return r.page, nil
}

// rechecker checks kept results again.
type rechecker struct {
	app     *app
	view    *corpus.View
	ix      *index.Index
	save    bool
	judges  map[bool]*engine.Engine // by whether platforms are assumed to operate, as the kept check did
	page    *report.Recheck
	changes []corpus.Change
	kept    *keeper // nil without --save, and before the first result
}

// all goes through the results on record that were checked against a list.
func (r *rechecker) all(ctx context.Context, list corpus.ListID) (err error) {
	s, err := r.app.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.ItemsAgainst(ctx, list, func(it *store.Item) error { return r.item(ctx, it) })
}

func (r *rechecker) item(ctx context.Context, it *store.Item) (err error) {
	before := &it.Result
	assumed := before.Provenance.AssumeOperating
	judge := r.judges[assumed]
	if judge == nil {
		if judge, err = engine.New(r.view, r.ix, engine.Options{AssumeOperating: assumed, Below: r.save}); err != nil {
			return err
		}
		r.judges[assumed] = judge
	}
	if r.save && r.kept == nil {
		if r.kept, err = r.app.keep(ctx, toKeep("recheck", judge.Provenance())); err != nil {
			return err
		}
	}
	after := judge.Check(before.Proposal, before.Document)
	r.page.Add(report.Kept{Run: it.Run, Item: it.No, Result: before}, &after, r.changes)
	return r.kept.add(after)
}
