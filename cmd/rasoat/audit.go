package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/report"
)

// auditOptions are the flags of audit.
type auditOptions struct {
	asOf            *dateFlag
	list            string
	assumeOperating bool
	page            *pageOptions
}

const auditHelp = `audit compares the deployed systems on record (rasoat deployed import) with the list of the day each was decided, with the
list of today, and with one another. For each system it gives the timeline, the platform that offers its function, and the
line of account (trách nhiệm giải trình): announced and operating before the decision, announced after, operating but not
announced, announced but not serving, or not known. Systems of one province of today that do one job are named together:
choose one, inherit, merge. Totals are given per province, ministry, platform and year, with money.

A line of account says whose answer is needed. It is no conclusion about anyone, and it is "not known" wherever a date that
decides has no source: record when a platform began to operate with rasoat platform set.

EXAMPLES
  rasoat audit
  rasoat audit --format html -o ra-soat.html
  rasoat audit --as-of 31/12/2026 --list any --assume-operating --format xlsx -o ra-soat.xlsx

EXIT STATUS
  0  done
  1  error: no report was written
  2  usage: unknown flag, value or list
  4  partial: a system could not be compared with the list of its day, or its line of account is not known; the report
     says which`

func newAuditCommand(a *app) *cobra.Command {
	o := &auditOptions{}
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "compare deployed systems with the lists of their day and of today, and with one another",
		Long:  auditHelp,
		Args:  rootArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.audit(cmd.Context(), o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.list, "list", "", `list of today: its id, or "any" (default the newest announced by --as-of)`)
	f.BoolVar(&o.assumeOperating, "assume-operating", false, "treat platforms of unknown state as operating")
	o.asOf, o.page = a.addAsOf(cmd), a.addPage(cmd)
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	cmd.AddCommand(newAuditRunsCommand(a))
	return cmd
}

// audit does the work of the command.
func (a *app) audit(ctx context.Context, o *auditOptions) error {
	records, err := a.deployedSystems(ctx)
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return withHint(errors.New("no deployed system is on record"), "register them with rasoat deployed import FILE")
	}
	reg, err := a.register(ctx)
	if err != nil {
		return err
	}
	found, err := auditSystems(ctx, reg, records, deployed.Options{AsOf: o.asOf.date, List: corpus.ListID(o.list), AssumeOperating: o.assumeOperating})
	if err != nil {
		return err
	}
	if err := a.writePage(o.page, func(w io.Writer, opt report.Options) error {
		return report.WritePage(w, report.NewDeployedAudit(reg, found), o.page.format.value, opt)
	}); err != nil {
		return err
	}
	return auditOutcome(found)
}

// auditSystems runs the audit over an index of its own.
func auditSystems(ctx context.Context, reg *corpus.Register, records []deployed.Record, opt deployed.Options) (found *deployed.Audit, err error) {
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	opt.Register, opt.Index = reg, ix
	found, err = deployed.Run(ctx, records, opt)
	var unknown *corpus.UnknownListError
	if errors.As(err, &unknown) {
		return nil, unknownID("list", string(opt.List), append(listNames(reg), string(corpus.AnyList)))
	}
	return found, err
}

// auditOutcome tells what an audit leaves open.
func auditOutcome(found *deployed.Audit) error {
	undated, open := 0, 0
	for i := range found.Cases {
		c := &found.Cases[i]
		if c.Then == nil {
			undated++
		}
		if c.Overlap != nil && c.Overlap.Account == deployed.Unknown {
			open++
		}
	}
	if undated+open == 0 {
		return nil
	}
	return &partial{what: []string{fmt.Sprintf("of %d systems %d have no day of decision to compare by, and %d a line of account that is not known", len(found.Cases), undated, open)}}
}
