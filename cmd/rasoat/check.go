package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/report"
)

// checkOptions are the flags of check.
type checkOptions struct {
	title, description string
	list               string
	asOf               *dateFlag
	format             *choice
	lang               *choice
	failOn             *choice
	assumeOperating    bool
	top                int
	output             string
	save               bool
	allowClassified    bool
}

const checkHelp = `check reads proposals and compares each component with the announced national platforms. For every component it says
what is offered already, what is the same, different or not known, with the words of both sides, on which basis, and what
to do next. It states facts of overlap; the conclusion is left to the person.

FILE may be .docx, .xlsx, .pdf, .odt, .ods, .doc, .xls, .html, .txt, .csv or .json, recognised by content; "-" reads
standard input. A file that can not be read is reported as refused and the others are done. Files are printed in the order given.

--format docx and pdf make a report in the administrative form: what a person has to fill in, to conclude and to sign is
left blank. The ending of -o (.txt, .json, .html, .docx, .pdf) names the form when --format does not.

The list is the newest announced by --as-of, unless --list names one; "any" is every platform on record, listed or not.
Where no source says that a platform operates the verdict is "insufficient" and the report says what it would be.
` + decidedHelp + classifiedHelp + `
EXAMPLES
  rasoat check de-cuong.docx
  rasoat check --title "Phần mềm quản lý hồ sơ cán bộ, công chức" --description "Lưu lý lịch, quá trình công tác"
  rasoat check ke-hoach-2026.xlsx -o ket-qua.html
  rasoat check de-cuong.docx -o phu-luc-doi-chieu.docx
  rasoat check *.docx --format json --fail-on partial_overlap
  rasoat check du-an-2025.pdf --as-of 1/3/2025 --list 2765-2024 --assume-operating

EXIT STATUS
  0  done
  1  error: no report was written
  2  usage: unknown flag, value or list
  3  --fail-on was reached: a component without a decision in force has that verdict or a graver one, in the order
     duplicate, partial_overlap, insufficient, split, complement, same_domain, none, out_of_scope
  4  partial: a file was refused or read in part, or a component could not be decided (insufficient, split);
     the report says which. 3 goes before 4`

func newCheckCommand(a *app) *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check FILE... | --title TEXT [--description TEXT]",
		Short: "compare proposals with the announced national platforms",
		Long:  checkHelp,
		Args:  func(cmd *cobra.Command, args []string) error { return o.validate(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.reportForm(cmd, o.format, o.output); err != nil {
				return err
			}
			return a.check(cmd.Context(), o, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.title, "title", "", "title of a proposal, instead of files")
	f.StringVar(&o.description, "description", "", "what the titled proposal does: functions, data, users")
	f.StringVar(&o.list, "list", "", `id of the list, or "any" (default the newest announced by --as-of)`)
	f.BoolVar(&o.assumeOperating, "assume-operating", false, "treat platforms of unknown state as operating")
	f.IntVar(&o.top, "top", 5, "platforms reported for a component")
	f.StringVarP(&o.output, "output", "o", "", "write the report to a file instead of standard output")
	f.BoolVar(&o.save, "save", false, "keep inputs and results in the database")
	o.addAllowClassified(cmd)
	a.addBy(cmd)
	o.asOf, o.lang = a.addAsOf(cmd), a.addLang(cmd)
	o.format = addChoice(cmd, "format", "form of the report", formatNames()...)
	o.failOn = addOpenChoice(cmd, "fail-on", "exit with 3 when a component has this `verdict` or a graver one", verdictNames())
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

func verdictNames() []string {
	var names []string
	for _, v := range report.Verdicts {
		names = append(names, string(v))
	}
	return names
}

// validate refuses command lines that can not be meant.
func (o *checkOptions) validate(cmd *cobra.Command, args []string) error {
	var err error
	switch {
	case len(args) == 0 && strings.TrimSpace(o.title) == "":
		err = errors.New("nothing to check: no file and no --title")
	case len(args) > 0 && o.title != "":
		err = fmt.Errorf("--title and files do not go together, got %q", args)
	case o.description != "" && o.title == "":
		err = errors.New("--description needs --title")
	case o.top < 1:
		err = fmt.Errorf("--top %d: must be at least 1", o.top)
	}
	for _, name := range args {
		if o.output != "" && name != "-" && filepath.Clean(name) == filepath.Clean(o.output) {
			err = fmt.Errorf("-o %q would overwrite a file to be checked", o.output)
		}
	}
	if err != nil {
		return &usageError{err: err, hint: seeHelp(cmd)}
	}
	return nil
}

// reportForm takes the form of a report from the ending of -o, unless --format named one, and refuses to print on a
// terminal what is no text. A file without an ending gets the usual form.
func (a *app) reportForm(cmd *cobra.Command, format *choice, output string) error {
	ending := formOf(output)
	if ending == "txt" {
		ending = "text"
	}
	if ending != "" && !cmd.Flags().Changed("format") {
		if _, ok := report.FormatByName(ending); !ok {
			err := unknownForm(output, []string{"txt", "json", "html", "docx", "pdf"})
			return &usageError{err: err, hint: "name the form with --format, or a file with such an ending"}
		}
		format.value = ending
	}
	form, _ := report.FormatByName(format.value) // the flag takes no other names
	if _, shown := a.terminalFile(); !shown || !form.Binary || output != "" && output != "-" {
		return nil
	}
	return &usageError{err: fmt.Errorf("--format %s is not for a terminal", form.Name), hint: fmt.Sprintf("name a file: -o FILE.%s", form.Name)}
}

// check does the work of the command: reads, judges, prints, and says what was left undone.
func (a *app) check(ctx context.Context, o *checkOptions, files []string) error {
	if err := a.guardClassified(o.allowClassified, o.save); err != nil {
		return err
	}
	if err := a.prepareStore(ctx, o.save); err != nil {
		return err
	}
	c, err := a.newChecker(ctx, o)
	if err != nil {
		return err
	}
	defer c.ix.Close()
	if o.save {
		r := toKeep("check", c.judge.Provenance())
		r.Inputs, r.Classified = files, o.allowClassified
		if c.kept, err = a.keep(ctx, r); err != nil {
			return err
		}
	}
	results, err := c.run(ctx, files)
	if err = errors.Join(err, c.kept.close(err == nil)); err != nil {
		return err
	}
	if err := a.writeReport(results, o, report.Options{Register: c.reg, Decided: c.book.Match}); err != nil {
		return err
	}
	return c.outcome(results)
}

// checker holds what every proposal of a run is checked with.
type checker struct {
	app   *app
	opt   *checkOptions
	reg   *corpus.Register
	ix    *index.Index
	judge *engine.Engine
	owned *deployed.Owned // nil when no deployed system is on record
	kept  *keeper         // nil without --save
	book  *decision.Book  // nil without a database
}

func (a *app) newChecker(ctx context.Context, o *checkOptions) (*checker, error) {
	known, err := a.consult(ctx)
	if err != nil {
		return nil, err
	}
	reg := known.reg
	view, err := checkView(reg, o)
	if err != nil {
		return nil, err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return nil, err
	}
	judge, err := engine.New(view, ix, engine.Options{AssumeOperating: o.assumeOperating, Findings: o.top, Below: o.save})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	c := &checker{app: a, opt: o, reg: reg, ix: ix, judge: judge, book: known.book}
	if len(known.systems) > 0 {
		c.owned = deployed.NewOwned(reg, judge, known.systems, o.asOf.date)
	}
	return c, nil
}

// beside notes with the components the systems that their province runs already.
func (c *checker) beside(results ...engine.Result) []engine.Result {
	for i := range results {
		if c.owned != nil && results[i].Document.Refusal == nil {
			c.owned.Beside(&results[i])
		}
	}
	return results
}

// checkView is the register as of the date, seen through the list asked for. Where none had been announced the view is
// empty, and results say that the list version is missing.
func checkView(reg *corpus.Register, o *checkOptions) (*corpus.View, error) {
	view, err := reg.AsOf(o.asOf.date, corpus.ListID(o.list))
	var none *corpus.NoListError
	var unknown *corpus.UnknownListError
	switch {
	case errors.As(err, &none):
		return &corpus.View{Register: reg, Date: o.asOf.date}, nil
	case errors.As(err, &unknown):
		return nil, unknownID("list", o.list, append(listNames(reg), string(corpus.AnyList)))
	}
	return view, err
}

// run checks the files in order, or the title.
func (c *checker) run(ctx context.Context, files []string) ([]engine.Result, error) {
	if len(files) == 0 {
		r := c.judge.Check(intake.FromTitle(c.opt.title, c.opt.description, c.reg), engine.Document{})
		return c.beside(r), c.kept.add(r)
	}
	var results []engine.Result
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("stopped before %q was read: %w", name, err)
		}
		f := c.read(ctx, name)
		if err := c.kept.file(&f); err != nil {
			return nil, err
		}
		of := c.file(&f)
		if err := c.kept.add(of...); err != nil {
			return nil, err
		}
		results = append(results, c.beside(of...)...)
	}
	return results, nil
}

// file checks the proposals of one file. A file that is not read gives one result that says why.
func (c *checker) file(f *received) []engine.Result {
	name, doc := f.name, f.doc
	if f.err != nil {
		return []engine.Result{c.refused(name, engine.Document{}, f.err)}
	}
	proposals, unread := intake.Proposals(doc, c.reg)
	of := engine.Document{
		File: name, SHA256: doc.SHA256, Size: doc.Size, MediaType: doc.MediaType, Format: string(doc.Format),
		Encoding: doc.Encoding, Secrecy: string(doc.Secrecy), Unread: doc.Partial,
	}
	var aside []string // named, but nothing proposed was missed with it
	for _, u := range unread {
		line := u.String()
		if c.opt.lang.value == english {
			line = u.English()
		}
		if u.Partial() {
			of.Unread = append(of.Unread, line)
		} else {
			aside = append(aside, line)
		}
	}
	var results []engine.Result
	for _, p := range proposals {
		if p.Title == "" && len(p.Components) == 0 {
			continue
		}
		r := c.judge.Check(p, of)
		r.Unread = append(r.Unread, aside...)
		results = append(results, r)
	}
	if len(results) == 0 {
		return []engine.Result{c.refused(name, of, errNoProposal)}
	}
	return results
}

// errNoProposal refuses a text in which nothing is proposed.
var errNoProposal = &document.Refusal{Reason: "no_proposal", Detail: "text was read but nothing is proposed in it", Hint: "give the title with --title"}

// refused is the result of a file that was not judged: the engine's own for an empty proposal, so that it carries the
// same provenance as the others.
func (c *checker) refused(name string, of engine.Document, err error) engine.Result {
	of.File, of.Refusal = name, refusedDocument(name, err).Refusal
	r := c.judge.Check(engine.Proposal{}, of)
	r.Unread = nil
	return r
}

// stdinLimit bounds what is read from standard input, in bytes; a file over it is refused as too large.
const stdinLimit = 64 << 20

// refusedDocument says why a file was not read.
func refusedDocument(name string, err error) engine.Document {
	of := engine.Document{File: name, Refusal: &engine.Refusal{Reason: string(document.Unreadable), Detail: err.Error()}}
	var refusal *document.Refusal
	if errors.As(err, &refusal) {
		of.Refusal = &engine.Refusal{Reason: string(refusal.Reason), Detail: refusal.Detail, Hint: refusal.Hint}
	}
	return of
}

// read takes a file and reads it. Its bytes are let go unless they are to be kept.
func (c *checker) read(ctx context.Context, name string) received {
	lim := document.Limits{CacheDir: c.app.cacheDir("pdfium"), Classified: c.opt.allowClassified}
	f := received{name: name, channel: fromFile}
	if name == "-" {
		f.channel = fromStdin
		f.data, f.err = io.ReadAll(io.LimitReader(c.app.Stdin, stdinLimit+1))
	} else {
		f.data, f.err = document.Load(name, lim)
	}
	if f.err == nil {
		f.doc, f.err = document.Read(ctx, name, f.data, lim)
	}
	if !c.opt.save {
		f.data = nil
	}
	return f
}

// cacheDir is a folder of the user's cache, "" when the environment names none.
func (a *app) cacheDir(name string) string {
	if dir := a.Getenv("XDG_CACHE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "rasoat", name)
	}
	if home := a.Getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".cache", "rasoat", name)
	}
	return ""
}

// writeReport prints as the flags say, with what opt knows of the results, to standard output, or to the file of -o whole or not at all.
func (a *app) writeReport(results []engine.Result, o *checkOptions, opt report.Options) error {
	format, _ := report.FormatByName(o.format.value) // the flag takes no other names
	opt.Lang, opt.Width, opt.Top = report.Lang(o.lang.value), a.width(), o.top
	if o.output == "" || o.output == "-" {
		opt.Color = a.color()
		return format.Write(a.Stdout, results, opt)
	}
	return writeFile(o.output, o.fileMode(results), func(w io.Writer) error { return format.Write(w, results, opt) })
}

// outcome tells what a run leaves undone. The gate of --fail-on goes before what could not be read or decided.
func (c *checker) outcome(results []engine.Result) error {
	undone, gate := c.undone(results), c.opt.failOn.value
	if gate != "" && c.reached(results, engine.Verdict(gate)) {
		if len(undone) > 0 {
			c.app.printError(&partial{what: undone})
		}
		return &failOn{verdict: gate}
	}
	if len(undone) > 0 {
		return &partial{what: undone}
	}
	return nil
}

// reached tells whether a component without a decision in force has a verdict at least as grave.
func (c *checker) reached(results []engine.Result, gate engine.Verdict) bool {
	for i := range results {
		decided := c.book.Match(&results[i])
		for j := range results[i].Components {
			if results[i].Components[j].Verdict.AtLeast(gate) && !decided.Suppressed(j) {
				return true
			}
		}
	}
	return false
}

// undone says for each file what could not be read, and how many components could not be decided, by the engine or a person.
func (c *checker) undone(results []engine.Result) []string {
	var out []string
	said, undecided, components := map[string]bool{}, 0, 0
	for i := range results {
		d := &results[i].Document
		switch {
		case said[d.File]:
		case d.Refusal != nil:
			out = append(out, fmt.Sprintf("%q not read (%s): %s", d.File, d.Refusal.Reason, d.Refusal.Detail))
		case len(d.Unread) > 0:
			out = append(out, fmt.Sprintf("%q read in part: %s", d.File, d.Unread[0]))
		}
		said[d.File] = true
		decided := c.book.Match(&results[i])
		for j := range results[i].Components {
			components++
			if v := results[i].Components[j].Verdict; (v == engine.Insufficient || v == engine.Split) && !decided.Suppressed(j) {
				undecided++
			}
		}
		if d.Refusal == nil && len(results[i].Components) == 0 {
			out = append(out, fmt.Sprintf("%q: no component found", d.File))
		}
	}
	if undecided > 0 {
		out = append(out, fmt.Sprintf("%d of %d components not decided", undecided, components))
	}
	return out
}
