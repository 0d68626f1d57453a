package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/report"
)

func newPlatformLintCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "list platforms whose records are too thin to be matched well",
		Long: `lint lists the platforms whose records lack functions, data objects or function codes or carry an acronym with other
readings, and the pairs of platforms that their records cannot tell apart. It is work for whoever keeps the register: a
check can be no better than the records it compares with.` + exitStatus,
		Args: argCount(0, 0, "no arguments"),
	}
	out, asOf := a.addOutput(cmd), a.addAsOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		v, err := a.lintPlatforms(cmd.Context(), asOf.date)
		if err != nil {
			return err
		}
		return a.write(v, out)
	}
	return cmd
}

// lintPlatforms compares every platform of the register with the others.
func (a *app) lintPlatforms(ctx context.Context, date corpus.Date) (v *report.PlatformLint, err error) {
	reg, err := a.register(ctx)
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	view, err := reg.AsOf(date, corpus.AnyList)
	if err != nil {
		return nil, err
	}
	e, err := engine.New(view, ix, engine.Options{})
	if err != nil {
		return nil, err
	}
	return report.NewPlatformLint(engine.LintThin(reg), e.LintTwins()), nil
}
