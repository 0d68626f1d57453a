package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const decisionsHelp = `decisions lists what was decided, in the order it was recorded: all, that of a run, or that of an item of it. A decision
that a newer one replaced or corrected, or whose day has passed, is listed too and says so. Whether the proposal, the list or
the state of the platform changed since is only seen by a new check.`

func newDecisionsCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "decisions [RUN [ITEM]]",
		Short: "list what was decided",
		Long:  decisionsHelp + exitStatus,
		Args:  argCount(0, 2, "at most the number of a run and of an item"),
	}
	format := addChoice(cmd, "format", "form of the output", report.PageFormats...)
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to a file instead of standard output")
	asOf, lang := a.addAsOf(cmd), a.addLang(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var at itemRef
		var err error
		switch len(args) {
		case 1:
			if at.run, err = strconv.ParseInt(args[0], 10, 64); err != nil || at.run < 1 {
				err = fmt.Errorf("run %q: must be a number from 1", args[0])
			}
		case 2:
			at, err = parseItem(args[0], args[1])
		}
		if err != nil {
			return &usageError{err: err, hint: seeHelp(cmd)}
		}
		v, err := a.decisions(cmd.Context(), at, asOf.date)
		if err != nil {
			return err
		}
		opt := report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color() && output == ""}
		return a.writeTo(output, func(w io.Writer) error { return report.WritePage(w, v, format.value, opt) })
	}
	return cmd
}

// decisions gathers the decisions about what is asked for; a zero reference means all.
func (a *app) decisions(ctx context.Context, at itemRef, day corpus.Date) (*report.Decisions, error) {
	v := report.NewDecisions(day)
	err := a.withStore(ctx, func(s *store.Store) error {
		if err := exists(ctx, s, at); err != nil {
			return err
		}
		all, err := s.Rulings(ctx)
		if err != nil {
			return err
		}
		book := decision.NewBook(all)
		for i := range all {
			d := &all[i]
			if (at.run == 0 || d.Run == at.run) && (at.item == 0 || d.Item == at.item) && (at.component == 0 || d.Component == at.component) {
				v.Add(d, book.Recorded(d, day))
			}
		}
		return nil
	})
	return v, err
}

// exists makes sure that a run or an item that is asked for is on record.
func exists(ctx context.Context, s *store.Store, at itemRef) error {
	if at.run == 0 {
		return nil
	}
	if at.item == 0 {
		_, err := s.Run(ctx, at.run)
		return err
	}
	_, err := s.Item(ctx, at.run, at.item)
	return err
}
