package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
)

func newPlatformCommand(a *app) *cobra.Command {
	return newGroup("platform", "show what is known of a platform",
		`platform shows the record of a platform: an identity that lives across lists.`,
		newPlatformShowCommand(a), newPlatformSetCommand(a), newPlatformLintCommand(a))
}

func newPlatformShowCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "show the record of a platform",
		Long: `show prints the record of a platform: its owners by date, what it does, its state with the source that says so, the lists
it stands in, and how each part of the record is known. ID is the platform's own id ("csdlqg-dan-cu") or that of a row of
the reference data ("P79-A01").` + exitStatus,
		Args:              argCount(1, 1, "the id of a platform"),
		ValidArgsFunction: completePlatforms,
	}
	out, asOf := a.addOutput(cmd), a.addAsOf(cmd)
	history := cmd.Flags().Bool("history", false, "show every dated fact on record, with its source and who recorded it")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, p, err := a.platformByID(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		if *history {
			return a.write(report.NewPlatformHistory(p), out)
		}
		return a.write(report.NewPlatformCard(reg, p, asOf.date), out)
	}
	return cmd
}

// platformByID finds a platform of the register; a mistyped id gets those that look like it.
func (a *app) platformByID(ctx context.Context, id string) (*corpus.Register, *corpus.Platform, error) {
	reg, err := a.register(ctx)
	if err != nil {
		return nil, nil, err
	}
	if p, ok := reg.Platform(corpus.ID(id)); ok {
		return reg, p, nil
	}
	if p, ok := reg.PlatformBySource(id); ok {
		return reg, p, nil
	}
	var known []string
	for i := range reg.Platforms {
		known = append(known, string(reg.Platforms[i].ID))
	}
	return nil, nil, unknownID("platform", id, known)
}

// completePlatforms offers the ids of platforms to the shell.
func completePlatforms(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	reg, err := corpus.Embedded()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var found []string
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		found = append(found, string(p.ID)+"\t"+p.Name)
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
