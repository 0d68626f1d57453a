package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const certificateHelp = `certificate makes a dated statement that no overlap was found against a list by a method, in those words: "Không phát hiện
trùng với {danh mục} theo {phương pháp}". It never says that there is none. It takes files or a title as rasoat check does, or
with --run a run that was kept, or one --item of it.

It is refused, with every reason, when a file was not read or not wholly, when a run was stopped, when no list had been announced
by the date, when nothing was compared, and when any component is not decided (insufficient, split) or overlaps, also where only
the state of the platform is open. Decisions of people (rasoat decide) do not change that.

EXAMPLES
  rasoat certificate de-cuong.docx --format html -o thong-tin-doi-chieu.html
  rasoat certificate --run 4 --item 2

EXIT STATUS
  0  done
  1  error: the statement is refused, the reasons are named; or nothing could be read or written
  2  usage: unknown flag, value or list`

// certificateOptions are the flags of certificate.
type certificateOptions struct {
	checkOptions
	run  int64
	item int
}

func newCertificateCommand(a *app) *cobra.Command {
	o := &certificateOptions{}
	cmd := &cobra.Command{
		Use:   "certificate FILE... | --title TEXT | --run RUN [--item ITEM]",
		Short: "state that no overlap was found, against which list, by which method",
		Long:  certificateHelp,
		Args: func(cmd *cobra.Command, args []string) error {
			if err := o.sources(args); err != nil {
				return &usageError{err: err, hint: seeHelp(cmd)}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.certificate(cmd.Context(), o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.title, "title", "", "title of a proposal, instead of files")
	f.StringVar(&o.description, "description", "", "what the titled proposal does: functions, data, users")
	f.Int64Var(&o.run, "run", 0, "number of a run that was kept, instead of files")
	f.IntVar(&o.item, "item", 0, "number of a proposal of the run (default all)")
	f.StringVar(&o.list, "list", "", `id of the list, or "any" (default the newest announced by --as-of)`)
	f.StringVarP(&o.output, "output", "o", "", "write to a file instead of standard output")
	o.addAllowClassified(cmd)
	o.asOf, o.lang = a.addAsOf(cmd), a.addLang(cmd)
	o.format, o.top = addChoice(cmd, "format", "form of the statement", report.StatementFormats...), 1
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

// sources makes sure that it is said once what the statement is about.
func (o *certificateOptions) sources(args []string) error {
	given := 0
	for _, is := range []bool{len(args) > 0, strings.TrimSpace(o.title) != "", o.run != 0} {
		if is {
			given++
		}
	}
	switch {
	case given != 1:
		return errors.New("give files, or --title, or --run")
	case o.description != "" && o.title == "":
		return errors.New("--description needs --title")
	case o.item != 0 && o.run == 0:
		return errors.New("--item needs --run")
	case o.run < 0 || o.item < 0:
		return errors.New("--run and --item are numbers from 1")
	}
	return nil
}

// certificate does the work of the command.
func (a *app) certificate(ctx context.Context, o *certificateOptions, files []string) error {
	var results []engine.Result
	var reg *corpus.Register
	var against []string
	var err error
	if o.run != 0 {
		results, reg, against, err = a.keptResults(ctx, o.run, o.item)
	} else {
		results, reg, err = a.checked(ctx, &o.checkOptions, files)
	}
	if err != nil {
		return err
	}
	if against = append(against, obstacles(results)...); len(against) > 0 {
		return withHint(fmt.Errorf("no statement can be made: %s", strings.Join(against, "; ")),
			"rasoat check shows each with its evidence; supply what is missing, or report the overlap")
	}
	opt := report.Options{Lang: report.Lang(o.lang.value), Width: a.width(), Color: a.color() && o.output == "", Register: reg}
	v := report.NewStatement(corpus.DateOf(a.Now()), results, opt)
	write := func(w io.Writer) error { return report.WritePage(w, v, o.format.value, opt) }
	if o.output == "" || o.output == "-" {
		return write(a.Stdout)
	}
	return writeFile(o.output, o.fileMode(results), write)
}

// checked judges files or a title.
func (a *app) checked(ctx context.Context, o *checkOptions, files []string) ([]engine.Result, *corpus.Register, error) {
	if err := a.guardClassified(o.allowClassified, false); err != nil {
		return nil, nil, err
	}
	c, err := a.newChecker(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	defer c.ix.Close()
	results, err := c.run(ctx, files)
	return results, c.reg, err
}

// keptResults takes the results of a run, or one of them, and what of the run as a whole is against a statement.
func (a *app) keptResults(ctx context.Context, run int64, item int) (results []engine.Result, reg *corpus.Register, against []string, err error) {
	err = a.withStore(ctx, func(s *store.Store) error {
		r, err := s.Run(ctx, run)
		if err != nil {
			return err
		}
		if item == 0 && r.State != store.RunDone {
			against = append(against, fmt.Sprintf("run %d did not come to its end (%s)", run, r.State))
		}
		if reg, err = s.Register(ctx); err != nil {
			return err
		}
		if item != 0 {
			it, err := s.Item(ctx, run, item)
			if err == nil {
				results = append(results, it.Result)
			}
			return err
		}
		return s.Items(ctx, run, func(it *store.Item) error {
			results = append(results, it.Result)
			return nil
		})
	})
	return results, reg, against, err
}

// obstacles says what of results is against stating that no overlap was found; none when nothing is.
func obstacles(results []engine.Result) []string {
	var out []string
	compared := 0
	for i := range results {
		r := &results[i]
		name := r.Document.File
		if name == "" {
			name = r.Proposal.Title
		}
		switch {
		case r.Document.Refusal != nil:
			out = append(out, fmt.Sprintf("%q was not read (%s)", name, r.Document.Refusal.Reason))
			continue
		case len(r.Document.Unread) > 0:
			out = append(out, fmt.Sprintf("%q was read in part: %s", name, r.Document.Unread[0]))
		case len(r.Components) == 0:
			out = append(out, fmt.Sprintf("%q: no component was found", name))
		}
		if r.Provenance.List == "" {
			out = append(out, fmt.Sprintf("%q: no list had been announced by %s", name, r.Provenance.AsOf))
		}
		for j := range r.Components {
			c := &r.Components[j]
			if why := openOrOverlapping(c); why != "" {
				out = append(out, fmt.Sprintf("%q, component %d %q: %s", name, j+1, c.Component.Name, why))
			}
			if c.Verdict != engine.OutOfScope {
				compared++
			}
		}
	}
	if compared == 0 && len(out) == 0 {
		out = append(out, "nothing was compared: no component is a system")
	}
	return out
}

// openOrOverlapping says why a component is against the statement: its verdict, or else its overlap on the facts.
func openOrOverlapping(c *engine.ComponentResult) string {
	switch c.Verdict {
	case engine.Duplicate, engine.PartialOverlap, engine.Insufficient, engine.Split, "":
		return fmt.Sprintf("verdict %q", c.Verdict)
	}
	if c.Grade == engine.Duplicate || c.Grade == engine.PartialOverlap {
		return fmt.Sprintf("%q on the facts alone", c.Grade)
	}
	return ""
}
