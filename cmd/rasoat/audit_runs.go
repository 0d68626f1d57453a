package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const auditRunsHelp = `runs counts the components of kept runs (check and batch with --save): how many overlap in content with a listed platform, by
the line of account, with their money, per province of today, owner of the platform, platform and year of the proposal.

Without RUN all finished runs of check and batch are counted. A file that stands in several of them is counted in each, and
the report says so: name the runs to avoid it.`

func newAuditRunsCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "runs [RUN]...",
		Short: "count the components of kept runs per province, ministry, platform and year",
		Long:  auditRunsHelp + exitStatus,
		Args:  argCount(0, -1, "numbers of runs"),
	}
	o := a.addPage(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var runs []int64
		for _, arg := range args {
			run, err := parseRun(arg)
			if err != nil {
				return err
			}
			runs = append(runs, run)
		}
		var v *report.RunTotals
		err := a.withStore(cmd.Context(), func(s *store.Store) (err error) {
			v, err = runTotals(cmd.Context(), s, runs)
			return err
		})
		if err != nil {
			return err
		}
		return a.writePage(o, func(w io.Writer, opt report.Options) error { return report.WritePage(w, v, o.format.value, opt) })
	}
	return cmd
}

// runTotals counts runs, all finished ones when none is named.
func runTotals(ctx context.Context, s *store.Store, runs []int64) (*report.RunTotals, error) {
	reg, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	if runs, err = runsToCount(ctx, s, runs); err != nil {
		return nil, err
	}
	sums, units := deployed.NewSums(), map[string]string{}
	err = s.Tallies(ctx, runs, func(t store.Tally) error {
		x := deployed.Sample{Unit: unitOf(reg, units, t.Province), Ministry: t.Ministry, Platform: t.Platform, Year: t.Year, Account: deployed.Account(t.Responsibility),
			Overlapping: t.Overlapping, Count: t.Components, Money: t.Money, Unpriced: t.Unpriced}
		sums.Add(x)
		return nil
	})
	if err != nil {
		return nil, err
	}
	v := report.NewRunTotals(reg, runs, sums.Totals())
	v.Shared, err = s.SharedInputs(ctx, runs)
	return v, err
}

// unitOf is the province of today that a province as written belongs to; one that is not known stands as it is.
func unitOf(reg *corpus.Register, units map[string]string, written string) string {
	unit, known := units[written]
	if !known {
		if unit = written; written != "" {
			if now, ok := reg.ProvinceOf(written); ok {
				unit = now
			}
		}
		units[written] = unit
	}
	return unit
}

// runsToCount checks the runs named, or takes all finished ones of check and batch.
func runsToCount(ctx context.Context, s *store.Store, named []int64) ([]int64, error) {
	for _, id := range named {
		if _, err := s.Run(ctx, id); err != nil {
			return nil, err
		}
	}
	if len(named) > 0 {
		return named, nil
	}
	all, err := s.Runs(ctx)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, r := range all {
		if r.State == store.RunDone && (r.Command == "check" || r.Command == "batch") {
			out = append(out, r.ID)
		}
	}
	if len(out) == 0 {
		return nil, withHint(errors.New("no finished run is on record"), "keep results with rasoat check --save or batch --save")
	}
	return out, nil
}
