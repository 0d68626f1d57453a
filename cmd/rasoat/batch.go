package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

// batchOptions are the flags of batch.
type batchOptions struct {
	checkOptions
	outputs []string
	cluster bool
	join    int64
	resume  int64
}

const batchHelp = `batch compares every proposal of many files with the announced national platforms: each project of a plan, of every sheet,
is a proposal, and the rows below it are its components. FILE is any format of rasoat check; DIR is walked in the order of
names, hidden files left out. Formats may be mixed.

-o names a report, its form taken from the ending: ` + `.xlsx (summary, what to review first, components, groups, what was not read,
dictionary), .html (one page with charts, tables that sort, and the evidence of each finding side by side), .csv (one row per
component), .jsonl (one record per line, written as it goes), .docx and .pdf (report in the administrative form, to be
completed and signed). It may be given several times.
Without -o a summary is printed. Results stand in input order and are the same from run to run.

--cluster also compares the proposals with one another: groups that ask for the same thing, across provinces or inside one,
with what the list has for it, and systems for one job inside a merged province. With --save the groups are kept, and
--join RUN lets new proposals join those of that run, which must have come to its end, and of the run that it joined: groups
with a new proposal are reported.
` + decidedHelp + classifiedHelp + `
A file, sheet or row that can not be read is reported with its place and the run goes on. Ctrl-C ends the run: the reports
hold what was done and say that they are partial.
` + resumeHelp + `
EXAMPLES
  rasoat batch ke-hoach/ -o ket-qua.xlsx -o ket-qua.jsonl
  rasoat batch ke-hoach/ --cluster -o ket-qua.xlsx -o bao-cao-ra-soat.docx
  rasoat batch ke-hoach/ -o ket-qua.csv --fail-on duplicate --lang en
  rasoat batch ke-hoach-2026.xlsx --cluster --save
  rasoat batch bo-sung.xlsx --cluster --save --join 7
  rasoat batch --resume 7

EXIT STATUS
  0  done
  1  error: no report was written
  2  usage: unknown flag, value, list or form of report
  3  --fail-on was reached: a component without a decision in force has that verdict or a graver one, in the order
     duplicate, partial_overlap, insufficient, split, complement, same_domain, none, out_of_scope
  4  partial: something was not read, a component could not be decided (insufficient, split), or the run was stopped;
     the report says which. 3 goes before 4`

func newBatchCommand(a *app) *cobra.Command {
	o := &batchOptions{}
	cmd := &cobra.Command{
		Use:   "batch FILE|DIR... [-o REPORT]... | --resume RUN",
		Short: "compare every proposal of many files, and the proposals with one another",
		Long:  batchHelp,
		Args:  func(cmd *cobra.Command, args []string) error { return o.validate(cmd, args) },
		RunE:  func(cmd *cobra.Command, args []string) error { return a.batch(cmd.Context(), o, args) },
	}
	f := cmd.Flags()
	f.StringVar(&o.list, "list", "", `id of the list, or "any" (default the newest announced by --as-of)`)
	f.BoolVar(&o.assumeOperating, "assume-operating", false, "treat platforms of unknown state as operating")
	f.StringArrayVarP(&o.outputs, "output", "o", nil, "report to write, its form by its ending: "+strings.Join(report.BatchFormats, ", "))
	f.BoolVar(&o.save, "save", false, "keep inputs and results in the database")
	o.addAllowClassified(cmd)
	f.Int64Var(&o.resume, "resume", 0, "go on with a run of --save that was stopped")
	a.addBy(cmd)
	f.BoolVar(&o.cluster, "cluster", false, "also group proposals that ask for the same thing")
	f.Int64Var(&o.join, "join", 0, "with --cluster: also compare with the proposals of a run of --cluster --save")
	o.top, o.format = 5, &choice{}
	o.asOf, o.lang = a.addAsOf(cmd), a.addLang(cmd)
	o.failOn = addOpenChoice(cmd, "fail-on", "exit with 3 when a component has this `verdict` or a graver one", verdictNames())
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

// formOf is the form of a report by the ending of its name.
func formOf(path string) string { return strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")) }

// unknownForm is the error for a report whose ending names no form.
func unknownForm(path string, forms []string) error {
	return fmt.Errorf("-o %q: its ending names no form of report, which are %s", path, strings.Join(forms, ", "))
}

// validate refuses command lines that can not be meant.
func (o *batchOptions) validate(cmd *cobra.Command, args []string) error {
	var err error
	if cmd.Flags().Changed("resume") {
		err = validateResume(cmd, args)
	} else if len(args) == 0 {
		err = errors.New("nothing to compare: no file and no folder")
	}
	if o.join != 0 && !o.cluster {
		err = errors.New("--join is for --cluster")
	}
	seen := map[string]bool{}
	for _, out := range o.outputs {
		switch path := filepath.Clean(out); {
		case !slices.Contains(report.BatchFormats, formOf(out)):
			err = unknownForm(out, report.BatchFormats)
		case seen[path]:
			err = fmt.Errorf("-o %q is given twice", out)
		case slices.ContainsFunc(args, func(in string) bool { return filepath.Clean(in) == path }):
			err = fmt.Errorf("-o %q would overwrite a file to be compared", out)
		default:
			seen[path] = true
		}
	}
	if err != nil {
		return &usageError{err: err, hint: seeHelp(cmd)}
	}
	return nil
}

// batch does the work of the command.
func (a *app) batch(ctx context.Context, o *batchOptions, args []string) (err error) {
	var before *store.Run // of --resume
	var files []store.Input
	var inputs []string
	if o.resume > 0 {
		if before, files, err = a.toResume(ctx, o); err != nil {
			return err
		}
		inputs = before.Inputs
	} else if inputs, err = inputsOf(args, o.outputs); err != nil {
		return err
	}
	if err := a.guardClassified(o.allowClassified, o.save); err != nil {
		return err
	}
	if err := a.prepareStore(ctx, o.save); err != nil {
		return err
	}
	c, err := a.newChecker(ctx, &o.checkOptions)
	if err != nil {
		return err
	}
	defer c.ix.Close()
	run := newBatchRun(c, o, inputs)
	if err := run.join(ctx); err != nil {
		return err
	}
	switch {
	case before != nil:
		if err := sameMade(before, c.judge.Provenance()); err != nil {
			return err
		}
		c.kept, err = a.resume(ctx, before, files)
	case o.save:
		c.kept, err = run.keep(ctx)
	}
	if err != nil {
		return err
	}
	err = run.outputs(o.outputs, func() error { return run.all(ctx) })
	if err = errors.Join(err, c.kept.close(err == nil && run.end.Stopped == nil)); err != nil {
		return err
	}
	if c.kept != nil && run.end.Stopped != nil {
		fmt.Fprintf(a.Stderr, "rasoat: go on with rasoat batch --resume %d\n", c.kept.run)
	}
	if len(o.outputs) == 0 {
		if err := run.out.Text(a.Stdout, run.end); err != nil {
			return err
		}
	}
	return run.outcome()
}

// keep begins to keep the run.
func (b *batchRun) keep(ctx context.Context) (*keeper, error) {
	r := toKeep("batch", b.check.judge.Provenance())
	r.Inputs, r.Classified = b.inputs, b.opt.allowClassified
	var err error
	if r.Options, err = b.opt.settings(); err != nil {
		return nil, err
	}
	return b.check.app.keep(ctx, r)
}

// inputsOf lists the files to be read: those named, and those below the folders named in the order of their names. The
// reports themselves, hidden files and the lock files of office programs are left out of folders.
func inputsOf(args, outputs []string) ([]string, error) {
	var out []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			out = append(out, arg) // a file that does not exist is reported as refused in its place
			continue
		}
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			switch hidden := strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$"); {
			case err != nil:
				return fmt.Errorf("folder %q: %w", path, err)
			case d.IsDir() && hidden && path != arg:
				return filepath.SkipDir
			case d.Type().IsRegular() && !hidden && !slices.Contains(outputs, path):
				out = append(out, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// outputs opens the reports one inside the other, so that all are written whole or none takes its name, and runs.
func (b *batchRun) outputs(paths []string, run func() error) error {
	if len(paths) == 0 {
		return run()
	}
	return writeFile(paths[0], b.opt.fileMode(nil), func(w io.Writer) error {
		if err := b.out.Output(w, formOf(paths[0])); err != nil {
			return err
		}
		return b.outputs(paths[1:], run)
	})
}

// outcome tells what the run leaves undone. The gate of --fail-on goes before it.
func (b *batchRun) outcome() error {
	var undone []string
	if b.end.Stopped != nil {
		undone = append(undone, b.end.Stopped.String())
	}
	undone = append(undone, b.undone...)
	if b.more > 0 {
		undone = append(undone, fmt.Sprintf("%d more not read, see the report", b.more))
	}
	if b.undecided > 0 {
		undone = append(undone, fmt.Sprintf("%d of %d components not decided", b.undecided, b.components))
	}
	var part error
	if len(undone) > 0 {
		part = &partial{what: undone}
	}
	if b.gateReached {
		b.check.app.printError(part)
		return &failOn{verdict: b.opt.failOn.value}
	}
	return part
}

// see counts what a result leaves undecided, and whether it reaches the gate.
func (b *batchRun) see(r *engine.Result) {
	decided := b.check.book.Match(r)
	for i := range r.Components {
		v := r.Components[i].Verdict
		b.components++
		if decided.Suppressed(i) {
			continue // a person decided: it is shown, and reaches no gate
		}
		if v == engine.Insufficient || v == engine.Split {
			b.undecided++
		}
		if gate := b.opt.failOn.value; gate != "" && v.AtLeast(engine.Verdict(gate)) {
			b.gateReached = true
		}
	}
}
