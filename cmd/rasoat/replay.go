package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

// replayOptions are the flags of replay.
type replayOptions struct {
	asOf *dateFlag
	list string
	page *pageOptions
}

const replayHelp = `replay says what a kept run (check or batch with --save) would have said on another day, or by another list: its proposals are
checked again as of --as-of, with the lists, owners, states and law of that day. It names the components whose verdict is
another one and why, and all that differs between the two checks: list, states of platforms, law, and the program itself.

Without --as-of the day is that of the run; without --list it is the list of the run, or with --as-of the newest announced by
then. Without both the run is repeated as it was: what then differs was recorded since, or is the program.

EXAMPLES
  rasoat replay 3 --as-of 1/3/2025
  rasoat replay 3 --as-of 1/3/2025 --list 2765-2024 --format html -o lan-3-nam-2025.html
  rasoat replay 3`

func newReplayCommand(a *app) *cobra.Command {
	o := &replayOptions{asOf: &dateFlag{}}
	cmd := &cobra.Command{
		Use:   "replay RUN [--as-of DATE] [--list ID]",
		Short: "say what a kept run would have said on another day or by another list, and why",
		Long:  replayHelp + exitStatus,
		Args:  argCount(1, 1, "the number of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := parseRun(args[0])
			if err != nil {
				return err
			}
			return a.replay(cmd.Context(), run, o)
		},
	}
	cmd.Flags().Var(o.asOf, "as-of", "date whose lists, owners, states and law are used (default that of the run)")
	cmd.Flags().StringVar(&o.list, "list", "", `id of the list, or "any" (default that of the run, or the newest announced by --as-of)`)
	o.page = a.addPage(cmd)
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

// parseRun reads the number of a run.
func parseRun(arg string) (int64, error) {
	run, err := strconv.ParseInt(arg, 10, 64)
	if err != nil || run < 1 {
		return 0, &usageError{err: fmt.Errorf("%q is not the number of a run", arg), hint: "rasoat store runs lists them"}
	}
	return run, nil
}

// replay does the work of the command.
func (a *app) replay(ctx context.Context, id int64, o *replayOptions) error {
	var v *report.Replay
	err := a.withStore(ctx, func(s *store.Store) (err error) {
		run, err := s.Run(ctx, id)
		if err != nil {
			return err
		}
		v, err = replayed(ctx, s, run, o)
		return err
	})
	if err != nil {
		return err
	}
	return a.writePage(o.page, func(w io.Writer, opt report.Options) error { return report.WritePage(w, v, o.page.format.value, opt) })
}

// replayed checks the proposals of a run again.
func replayed(ctx context.Context, s *store.Store, run *store.Run, o *replayOptions) (v *report.Replay, err error) {
	reg, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	view, err := checkView(reg, o.setting(run))
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	judge, err := engine.New(view, ix, engine.Options{AssumeOperating: run.AssumeOperating})
	if err != nil {
		return nil, err
	}
	v = report.NewReplay(report.ReplaySetting{Register: reg, Run: run.ID, Before: run.Provenance, After: judge.Provenance()})
	err = s.Items(ctx, run.ID, func(it *store.Item) error {
		after := judge.Check(it.Result.Proposal, it.Result.Document)
		v.Add(report.Kept{Run: it.Run, Item: it.No, Result: &it.Result}, &after)
		return ctx.Err()
	})
	return v, err
}

// setting is the day and the list a run is replayed with.
func (o *replayOptions) setting(run *store.Run) *checkOptions {
	out := &checkOptions{asOf: o.asOf, list: o.list}
	if o.asOf.date == "" {
		out.asOf = &dateFlag{date: corpus.Date(run.AsOf)}
		if o.list == "" {
			out.list = string(run.List)
		}
	}
	return out
}
