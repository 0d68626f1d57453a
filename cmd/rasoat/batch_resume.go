package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/store"
)

const resumeHelp = `
--resume goes on with a run of --save that was stopped or killed: its files and options are taken from the run, what was judged
is not judged again, and the reports are written as if it had not been interrupted. The files must be those of the run, and the
list, words and program those it began with. -o names other reports than the run's. A run that is done gives its reports again.
`

// resumeFlags may stand beside --resume; all others are those of the run.
var resumeFlags = []string{"resume", "output", "by", "db", "wait"}

// validateResume refuses what can not stand beside --resume.
func validateResume(cmd *cobra.Command, args []string) error {
	var err error
	if len(args) > 0 {
		err = fmt.Errorf("--resume takes its files from the run, got %q", args)
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && !slices.Contains(resumeFlags, f.Name) {
			err = fmt.Errorf("--%s does not go with --resume, which takes it from the run", f.Name)
		}
	})
	if err != nil {
		return &usageError{err: err, hint: seeHelp(cmd)}
	}
	return nil
}

// batchSettings are the options of a batch that its run records, so that it can go on.
type batchSettings struct {
	List            string      `json:"list"` // as given, "" for the newest
	AsOf            corpus.Date `json:"as_of"`
	AssumeOperating bool        `json:"assume_operating"`
	Lang            string      `json:"lang"`
	FailOn          string      `json:"fail_on"`
	Cluster         bool        `json:"cluster"`
	Join            int64       `json:"join,omitempty"`
	Outputs         []string    `json:"outputs"`
}

func (o *batchOptions) settings() (json.RawMessage, error) {
	return json.Marshal(batchSettings{List: o.list, AsOf: o.asOf.date, AssumeOperating: o.assumeOperating, Lang: o.lang.value, FailOn: o.failOn.value,
		Cluster: o.cluster, Join: o.join, Outputs: o.outputs})
}

// take sets the options to those of a run.
func (o *batchOptions) take(r *store.Run) error {
	var s batchSettings
	if err := json.Unmarshal(r.Options, &s); err != nil {
		return fmt.Errorf("options of run %d: %w", r.ID, err)
	}
	o.list, o.asOf.date, o.assumeOperating, o.lang.value, o.failOn.value, o.cluster = s.List, s.AsOf, s.AssumeOperating, s.Lang, s.FailOn, s.Cluster
	o.join, o.save, o.allowClassified = s.Join, true, r.Classified
	if len(o.outputs) == 0 {
		o.outputs = s.Outputs
	}
	return nil
}

// toResume returns the run of --resume with the files it has taken in, and sets the options to its own.
func (a *app) toResume(ctx context.Context, o *batchOptions) (r *store.Run, files []store.Input, err error) {
	err = a.withStore(ctx, func(s *store.Store) error {
		if r, err = s.Run(ctx, o.resume); err != nil {
			return err
		}
		if r.Command != "batch" || string(r.Options) == "{}" {
			return withHint(fmt.Errorf("run %d is one of %q: only a batch goes on", r.ID, r.Command), "rasoat explain shows its items")
		}
		if files, err = s.RunInputs(ctx, r.ID); err != nil {
			return err
		}
		return a.takeStdin(ctx, s, r, files)
	})
	if err != nil {
		return nil, nil, err
	}
	return r, files, o.take(r)
}

// takeStdin gives the run what it read from standard input, which is gone.
func (a *app) takeStdin(ctx context.Context, s *store.Store, r *store.Run, files []store.Input) error {
	if !slices.Contains(r.Inputs, "-") {
		return nil
	}
	i := slices.IndexFunc(files, func(in store.Input) bool { return in.Channel == fromStdin })
	if i < 0 {
		return withHint(fmt.Errorf("run %d was stopped before standard input was kept", r.ID), "begin a new run")
	}
	in, err := s.InputOf(ctx, files[i].SHA256)
	if err != nil {
		return err
	}
	a.Stdin = bytes.NewReader(in.Content)
	return nil
}

// sameMade refuses to go on with a run whose results would come out otherwise now.
func sameMade(r *store.Run, now engine.Provenance) error {
	then := r.Provenance
	if reflect.DeepEqual(then, now) {
		return nil
	}
	what := "the weights"
	for _, c := range []struct{ what, then, now string }{
		{"list", then.List + " " + then.ListHash, now.List + " " + now.ListHash}, {"words", then.Terms, now.Terms},
		{"engine", then.Engine, now.Engine}, {"rules", then.Rules, now.Rules}, {"weights", then.Weights, now.Weights},
	} {
		if c.then != c.now {
			what = fmt.Sprintf("%s %q, now %q", c.what, c.then, c.now)
			break
		}
	}
	return withHint(fmt.Errorf("run %d cannot go on: it was made with %s", r.ID, what), "begin a new run with rasoat batch --save")
}

// resumed goes on keeping a run.
type resumed struct {
	files []store.Input // on record and not met again yet, in input order
	items int           // on record
	met   int           // of them, taken up again
}

// resume opens a run again. Close the keeper when done.
func (a *app) resume(ctx context.Context, r *store.Run, files []store.Input) (*keeper, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	if r.State != store.RunOpen {
		if err := s.EndRun(ctx, r.ID, store.RunOpen); err != nil {
			return nil, errors.Join(a.storeError(err), s.Close())
		}
	}
	fmt.Fprintf(a.Stderr, "rasoat: run %d in %q goes on after item %d\n", r.ID, s.Path(), r.Items)
	return &keeper{app: a, ctx: ctx, store: s, run: r.ID, count: r.Items, before: resumed{files: files, items: r.Items}}, nil
}

// known compares a file with the next one on record. ok is false when the run had not come to it.
func (k *keeper) known(f *received) (ok bool, err error) {
	if k == nil || len(k.before.files) == 0 {
		return false, nil
	}
	then := &k.before.files[0]
	if f.data == nil || f.classified() {
		if then.Name == f.name {
			return false, k.otherFile(f, "it cannot be read any more")
		}
		return true, nil // it could not be kept then either
	}
	sum := sha256.Sum256(f.data)
	switch hash := hex.EncodeToString(sum[:]); {
	case then.Name != f.name:
		return false, k.otherFile(f, "it could not be read then")
	case then.SHA256 != hash:
		return false, k.otherFile(f, fmt.Sprintf("its SHA-256 was %q and is %q", then.SHA256, hash))
	}
	k.before.files = k.before.files[1:]
	return true, nil
}

func (k *keeper) otherFile(f *received, how string) error {
	return withHint(fmt.Errorf("%q is not as it was in run %d: %s", f.name, k.run, how), "put the file back, or begin a new run")
}

// next returns the next result on record for a file; nil when the run had not come so far.
func (k *keeper) next(of *engine.Document) (*engine.Result, error) {
	if k == nil || k.before.met == k.before.items {
		return nil, nil
	}
	k.before.met++
	it, err := k.store.Item(k.ctx, k.run, k.before.met)
	if err != nil {
		return nil, k.app.storeError(err)
	}
	if then := &it.Result.Document; then.File != of.File || then.SHA256 != of.SHA256 {
		return nil, withHint(fmt.Errorf("item %d of run %d is of file %q, and %q is read at its place", it.No, k.run, cmp.Or(then.File, "none"), of.File),
			"put the files back as they were, or begin a new run")
	}
	return &it.Result, nil
}
