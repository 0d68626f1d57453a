package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/identity"
	"github.com/rasoat/rasoat/internal/report"
)

const validateHelp = `validate checks a list: rows against the announced counts, in total and per owner; numbers, names and platforms that
stand twice; owners that are not on record or did not exist on the day of the list; one name under several owners; jobs
that several ministries announce under different names, found by comparison; and who had nothing announced.

EXIT STATUS
  0  done: nothing of the list needs to be corrected
  1  error
  2  usage: unknown list, flag or value
  4  partial: counts, numbers, names or owners are not right; the output says which`

func newListValidateCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "validate ID",
		Short:             "check a list against what was announced of it",
		Long:              validateHelp,
		Args:              argCount(1, 1, "the id of a list"),
		ValidArgsFunction: completeLists,
	}
	format := addChoice(cmd, "format", "form of the output", report.PageFormats...)
	lang := a.addLang(cmd)
	names := cmd.Flags().Bool("names-only", false, "leave out the comparison of jobs, which takes longest")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, l, err := a.listByID(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		var pairs []report.SimilarPair
		if !*names {
			similar, err := identity.SimilarRows(reg, l)
			if err != nil {
				return err
			}
			for _, s := range similar {
				pairs = append(pairs, report.SimilarPair{Row: s.Row, Other: s.Other, Probability: s.Probability})
			}
		}
		v := report.NewListAudit(reg, l, pairs)
		if err := report.WritePage(a.Stdout, v, format.value, report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color()}); err != nil {
			return err
		}
		if v.Serious > 0 {
			return &partial{what: []string{fmt.Sprintf("list %q: %s to be corrected", string(l.ID), count(v.Serious, "point"))}}
		}
		return nil
	}
	return cmd
}
