package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/evidence"
	"github.com/rasoat/rasoat/internal/fetch"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

func newEvidenceCommand(a *app) *cobra.Command {
	return newGroup("evidence", "take a run away as evidence, and verify such a bundle",
		`evidence makes one file of everything that a kept run rests on, signed if you like, which can be verified by anyone on a
machine without network, database or rasoat itself.`,
		newEvidenceExportCommand(a), newEvidenceVerifyCommand(a), newEvidenceKeygenCommand(a))
}

// exportOptions are the flags of evidence export.
type exportOptions struct {
	output     string
	key        keyFlags
	stamp      string
	classified bool
}

const evidenceExportHelp = `export writes a run that check --save or batch --save kept, or some of its items, as a bundle: one zip file with a BagIt
bag (RFC 8493) of eleven parts: the files as received, their extracted text, the lists as of the date with the hash of
their source, rules and weights, every facet with its quotes and where they stand, the rules that fired, what people did,
explanations, the timeline, the log with its hash chain, and a printable annex. docs/evidence.md describes every file.

ITEM is a number or a range: 3, 10-20. Without one the bundle holds the whole run. The same run gives the same bytes
whenever it is exported, apart from signature and time stamp.

--key signs the bundle with a secret key of "rasoat evidence keygen" or of minisign. Its password is read from
--password-file, from RASOAT_KEY_PASSWORD, or from the terminal. --stamp asks a time-stamp authority (RFC 3161) to date it.
A run with files that bear a secret grade is refused unless --allow-classified is given.

EXAMPLES
  rasoat evidence export 12 -o ho-so-12.zip
  rasoat evidence export 12 3 7-9 -o ho-so.zip --key minisign.key --stamp http://tsa.example.vn/tsr`

func newEvidenceExportCommand(a *app) *cobra.Command {
	o := &exportOptions{}
	cmd := &cobra.Command{
		Use:   "export RUN [ITEM]... -o FILE",
		Short: "write a kept run as a bundle of evidence",
		Long:  evidenceExportHelp + exitStatus,
		Args:  argCount(1, -1, "the number of a run, and numbers of items"),
	}
	f := cmd.Flags()
	f.StringVarP(&o.output, "output", "o", "", "file to write the bundle to")
	o.key.add(cmd, "secret key to sign with")
	f.StringVar(&o.stamp, "stamp", "", "address of a time-stamp authority (RFC 3161)")
	f.BoolVar(&o.classified, "allow-classified", false, "also export a run with files that bear a secret grade")
	lang := addChoice(cmd, "lang", "language of the annex", vietnamese, english) // not that of the locale: the bytes must not depend on it
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if o.output == "" {
			return &usageError{err: errors.New("-o is needed: a bundle is one file"), hint: seeHelp(cmd)}
		}
		q, err := exportRequest(args)
		if err != nil {
			return err
		}
		q.Classified = o.classified
		return a.exportEvidence(cmd.Context(), o, q, report.Lang(lang.value))
	}
	return cmd
}

// exportRequest reads the number of a run and the numbers and ranges of items.
func exportRequest(args []string) (evidence.Request, error) {
	q := evidence.Request{Program: programVersion()}
	run, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil || run < 1 {
		return q, usagef("%q is not the number of a run", args[0])
	}
	q.Run = run
	for _, arg := range args[1:] {
		first, last, isRange := strings.Cut(arg, "-")
		if !isRange {
			last = first
		}
		from, err1 := strconv.Atoi(first)
		to, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || from < 1 || to < from || to-from >= maxRange {
			return q, usagef("%q is neither the number of an item nor a range of them", arg)
		}
		for no := from; no <= to; no++ {
			q.Items = append(q.Items, no)
		}
	}
	slices.Sort(q.Items)
	q.Items = slices.Compact(q.Items)
	return q, nil
}

// maxRange bounds a range of items: a number typed wrong must not fill the memory.
const maxRange = 1_000_000

// exportEvidence writes the bundle whole or not at all.
func (a *app) exportEvidence(ctx context.Context, o *exportOptions, q evidence.Request, lang report.Lang) (err error) {
	var seal evidence.Seal
	if o.key.file != "" {
		if seal.Key, err = a.secretKey(&o.key); err != nil {
			return err
		}
	}
	if o.stamp != "" {
		seal.Stamp = func(request []byte) ([]byte, error) {
			answer, err := fetch.Post(ctx, fetch.Request{URL: o.stamp, Agent: "rasoat/" + programVersion()}, "application/timestamp-query", request)
			if err != nil {
				return nil, withHint(err, "check the address of --stamp; without it the bundle is not dated")
			}
			return answer.Content, nil
		}
	}
	return a.withStore(ctx, func(s *store.Store) error {
		src, err := evidence.Gather(ctx, s, q)
		if err != nil {
			return evidenceError(err)
		}
		src.Annex = annexFiles(src, lang)
		return a.writeEvidence(o, src, seal)
	})
}

// writeEvidence writes a bundle to the file of -o.
func (a *app) writeEvidence(o *exportOptions, src *evidence.Source, seal evidence.Seal) error {
	sum := sha256.New()
	mode := ordinaryFile
	if o.classified {
		mode = privateFile
	}
	if err := writeFile(o.output, mode, func(w io.Writer) error { return evidence.Export(io.MultiWriter(w, sum), src, seal) }); err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "rasoat: evidence of run %d written to %q, SHA-256 %x\n", src.Run, o.output, sum.Sum(nil))
	if src.State == store.RunOpen {
		return &partial{what: []string{fmt.Sprintf("run %d has not ended: more items may follow", src.Run)}}
	}
	return nil
}

// annexFiles are the printable forms of the results.
func annexFiles(src *evidence.Source, lang report.Lang) []evidence.AnnexFile {
	opt := report.Options{Lang: lang, Top: annexTop, Register: src.Register, Decided: decision.NewBook(src.Decisions).Match}
	var out []evidence.AnnexFile
	for _, name := range []string{"html", "docx", "pdf"} {
		format, _ := report.FormatByName(name)
		out = append(out, evidence.AnnexFile{Name: "phu-luc." + format.Name, Write: func(results []engine.Result) ([]byte, error) {
			var b bytes.Buffer
			err := format.Write(&b, results, opt)
			return b.Bytes(), err
		}})
	}
	return out
}

// annexTop is how many platforms the annex shows for a component; part 5 holds all of them.
const annexTop = 3

// evidenceError adds what to do.
func evidenceError(err error) error {
	var secret *evidence.ClassifiedError
	var other *evidence.RegisterError
	var run *store.UnknownRunError
	var item *store.UnknownItemError
	switch {
	case errors.As(err, &secret):
		return withHint(err, "give --allow-classified if the bundle stays where such files may be kept")
	case errors.As(err, &other):
		return withHint(err, "export with the version of rasoat that made the run")
	case errors.As(err, &run):
		return withHint(err, "rasoat check --save and batch --save keep runs and print their number")
	case errors.As(err, &item):
		return withHint(err, "rasoat explain shows the items of a run")
	}
	return err
}

// absent tells that a file is not there, so that it can be written without loss.
func absent(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return withHint(fmt.Errorf("%q exists already", path), "choose another name with -o; a key that was used must not be lost")
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if dir := filepath.Dir(path); dir != "." {
		if _, err := os.Stat(dir); err != nil {
			return withHint(fmt.Errorf("folder of %q: %w", path, err), "make the folder first")
		}
	}
	return nil
}
