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
today unless --as-of says otherwise.`

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
	save := f.Bool("save", false, "keep the new results too")
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
		v, results, err := a.recheck(cmd.Context(), from, to, asOf.date)
		if err != nil {
			return err
		}
		if *save {
			if err := a.keep(cmd.Context(), "recheck", results); err != nil {
				return err
			}
		}
		opt := report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color() && output == ""}
		return a.writeTo(output, func(w io.Writer) error { return report.WritePage(w, v, format.value, opt) })
	}
	return cmd
}

// recheck checks the kept results of one list against another.
func (a *app) recheck(ctx context.Context, from, to string, date corpus.Date) (v *report.Recheck, results []engine.Result, err error) {
	reg, lists, err := a.listVersions(ctx, []string{from, to})
	if err != nil {
		return nil, nil, err
	}
	runs, err := a.kept(ctx, lists[0].ID)
	if err != nil {
		return nil, nil, err
	}
	if len(runs) == 0 {
		return nil, nil, withHint(fmt.Errorf("no kept result was checked against list %q", from), "keep results with rasoat check --save")
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	view, err := reg.AsOf(date, lists[1].ID)
	if err != nil {
		return nil, nil, err
	}
	changes := reg.Diff(lists[0], lists[1])
	v = report.NewRecheck(reg, lists[0], lists[1])
	judges := map[bool]*engine.Engine{} // by whether platforms are assumed to operate, as the kept check did
	for i := range runs {
		before := &runs[i].Result
		assumed := before.Provenance.AssumeOperating
		if judges[assumed] == nil {
			if judges[assumed], err = engine.New(view, ix, engine.Options{AssumeOperating: assumed}); err != nil {
				return nil, nil, err
			}
		}
		after := judges[assumed].Check(before.Proposal, before.Document)
		v.Add(runs[i].ID, before, &after, changes)
		results = append(results, after)
	}
	return v, results, nil
}

// kept returns the results on record that were checked against a list.
func (a *app) kept(ctx context.Context, list corpus.ListID) (runs []store.Run, err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Runs(ctx, list)
}
