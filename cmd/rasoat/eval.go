package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/eval"
	"github.com/rasoat/rasoat/internal/intake"
)

// evalOptions are the flags of eval.
type evalOptions struct {
	labels  string
	list    string
	assume  bool
	format  *choice
	gate    string
	accept  string
	report  string
	asOf    corpus.Date
	weights string
}

func newEvalCommand(a *app) *cobra.Command {
	var opt evalOptions
	cmd := &cobra.Command{
		Use:   "eval --labels FILE",
		Short: "measure the quality of verdicts on labelled proposals",
		Long: `eval judges labelled proposals as check would and measures the outcome: where the right platform stands among the
candidates, precision and recall of alerts and of duplicates, the confusion of verdicts, the order of scores, calibration,
what is lost when the same text is typed otherwise, and the named baselines on the same items; with 95% bootstrap intervals.

FILE is a labelled set, one JSON object a line: items with "gold" for each list, or a truth file about documents that lie
beside it. Without --list the lists 2765-2024, 1132-2026 and any are measured and averaged. Labels assume that every listed
platform operates; without --assume-operating a platform of unknown state gives "insufficient", as in a check.

With --gate the figures are compared with the accepted ones: a fall of alert F1, of the precision of duplicates or of
recall@5, or more than 10% undecided, is an error. --accept writes the figures as the accepted ones. --report writes them as
a page with drawings beside it.` + exitStatus,
		Args: argCount(0, 0, "no arguments"),
	}
	f := cmd.Flags()
	f.StringVar(&opt.labels, "labels", "", "labelled set (required)")
	f.StringVar(&opt.list, "list", "", "list to measure, or any (default three lists and their mean)")
	f.BoolVar(&opt.assume, "assume-operating", false, "treat listed platforms as operating, as the labels do")
	f.StringVar(&opt.gate, "gate", "", "compare with the accepted figures in this file")
	f.StringVar(&opt.accept, "accept", "", "write the figures to this file as the accepted ones")
	f.StringVar(&opt.report, "report", "", "write the figures to this file as a page, drawings beside it")
	f.StringVar(&opt.weights, "weights", "", "weights to judge by (default the embedded ones)")
	opt.format = addChoice(cmd, "format", "text or json", "text", "json")
	asOf := a.addAsOf(cmd)
	cmd.Flags().Lookup("as-of").Usage = "date of the check (default the day of the newest announcement)"
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed("as-of") {
			opt.asOf = asOf.date
		}
		return a.runEval(cmd.Context(), opt)
	}
	return cmd
}

func (a *app) runEval(ctx context.Context, opt evalOptions) (err error) {
	set, err := readLabels(opt.labels)
	if err != nil {
		return err
	}
	b, lists, err := newBench(opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Index.Close()) }()
	r, err := measureSet(b, set, lists, func(file string) ([]engine.Proposal, engine.Document) {
		return a.readProposals(ctx, filepath.Join(filepath.Dir(opt.labels), file), b.Register)
	})
	if err != nil {
		return fmt.Errorf("evaluate %q: %w", opt.labels, err)
	}
	write := r.WriteText
	if opt.format.value == "json" {
		write = r.WriteJSON
	}
	if opt.gate == "" && opt.accept == "" && opt.report == "" {
		return write(a.Stdout)
	}
	return a.settle(r, opt)
}

// settle writes the page, the accepted figures, or the comparison with them.
func (a *app) settle(r *eval.Report, opt evalOptions) error {
	if opt.report != "" {
		if err := writePage(r, opt.report); err != nil {
			return err
		}
	}
	if opt.accept != "" {
		if err := a.accept(r, opt.accept); err != nil {
			return err
		}
	}
	if opt.gate == "" {
		return nil
	}
	data, err := os.ReadFile(opt.gate)
	if err != nil {
		return withHint(fmt.Errorf("read the accepted figures: %w", err), "write them first with --accept "+opt.gate)
	}
	return r.Gate(a.Stdout, data)
}

// accept writes the figures as the accepted ones, and shows them beside those they replace.
func (a *app) accept(r *eval.Report, path string) error {
	switch old, err := os.ReadFile(path); {
	case err == nil:
		if err := r.Compare(a.Stdout, old); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("read the accepted figures: %w", err)
	}
	data, err := r.Accept()
	if err != nil {
		return err
	}
	return writeBytes(path, data)
}

// writePage writes the page and its drawings.
func writePage(r *eval.Report, path string) error {
	for _, f := range r.Page(filepath.Base(path)) {
		if err := writeBytes(filepath.Join(filepath.Dir(path), f.Name), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// measureSet runs the evaluation that the kind of labels asks for.
func measureSet(b eval.Bench, set *eval.Set, lists []corpus.ListID, read eval.Reader) (*eval.Report, error) {
	if len(set.Dossiers) == 0 {
		return eval.Run(b, set, lists)
	}
	return eval.RunDossiers(b, set, lists, read)
}

// readProposals reads a file as check does.
func (a *app) readProposals(ctx context.Context, path string, reg *corpus.Register) ([]engine.Proposal, engine.Document) {
	doc, err := document.ReadFile(ctx, path, document.Limits{CacheDir: a.cacheDir("pdfium")})
	var refusal *document.Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, engine.Document{File: refusal.File, Refusal: &engine.Refusal{Reason: string(refusal.Reason), Detail: refusal.Detail, Hint: refusal.Hint}}
	case err != nil:
		return nil, engine.Document{File: filepath.Base(path), Refusal: &engine.Refusal{Reason: string(document.Unreadable), Detail: err.Error()}}
	}
	proposals, unread := intake.Proposals(doc, reg)
	d := engine.Document{File: doc.Name, SHA256: doc.SHA256, Size: doc.Size, MediaType: doc.MediaType, Format: string(doc.Format), Encoding: doc.Encoding, Unread: doc.Partial}
	for _, u := range unread {
		if u.Partial() {
			d.Unread = append(d.Unread, u.String())
		}
	}
	return slices.DeleteFunc(proposals, func(p engine.Proposal) bool { return p.Title == "" && len(p.Components) == 0 }), d
}

// readLabels reads the labelled set named by --labels.
func readLabels(path string) (*eval.Set, error) {
	if path == "" {
		return nil, &usageError{err: errors.New("no labelled set"), hint: "name it with --labels FILE"}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	set, err := eval.ReadLabels(data)
	if err != nil {
		return nil, fmt.Errorf("read labels %q: %w", path, err)
	}
	return set, nil
}

// newBench loads what judges and says on which lists. The caller closes the index.
func newBench(opt evalOptions) (eval.Bench, []corpus.ListID, error) {
	reg, err := corpus.Embedded()
	if err != nil {
		return eval.Bench{}, nil, err
	}
	lists := eval.AllLists
	if opt.list != "" {
		lists = []corpus.ListID{corpus.ListID(opt.list)}
		if _, ok := reg.List(lists[0]); !ok && lists[0] != corpus.AnyList {
			return eval.Bench{}, nil, unknownID("list", opt.list, append(listNames(reg), string(corpus.AnyList)))
		}
	}
	b := eval.Bench{Register: reg, Date: opt.asOf, AssumeOperating: opt.assume}
	if b.Weights, err = readWeights(opt.weights); err != nil {
		return b, nil, err
	}
	b.Index, err = index.Build(reg, index.Options{})
	return b, lists, err
}

// readWeights reads weights written by calibrate; an empty path means the embedded ones.
func readWeights(path string) (*engine.Weights, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	w, err := engine.ParseWeights(data)
	if err != nil {
		return nil, fmt.Errorf("read weights %q: %w", path, err)
	}
	return &w, nil
}
