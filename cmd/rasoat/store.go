package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

func newStoreCommand(a *app) *cobra.Command {
	return newGroup("store", "look after the database: runs, health, backup",
		`store lists the runs that the database keeps, checks its health, and copies it while it is in use.`,
		newStoreRunsCommand(a), newStoreCheckCommand(a), newStoreBackupCommand(a))
}

// withStore runs do with the database, which must exist.
func (a *app) withStore(ctx context.Context, do func(*store.Store) error) (err error) {
	if _, err := a.existingFile(); err != nil {
		return err
	}
	s, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return a.storeError(do(s))
}

// existingFile is the file of the database, which must be there.
func (a *app) existingFile() (string, error) {
	path := a.databaseFile()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", noDatabase(path)
	}
	return path, nil
}

func newStoreRunsCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "list the runs on record",
		Long: `runs lists what check, batch and recheck kept with --save: number, state, list, files, how many items. rasoat explain shows an
item again; rasoat batch --resume goes on with a run that did not come to its end.` + exitStatus,
		Args: argCount(0, 0, "no argument"),
	}
	output := cmd.Flags().StringP("output", "o", "", "write to a file instead of standard output")
	format, lang := addChoice(cmd, "format", "form of the output", report.PageFormats...), a.addLang(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		v := &report.Runs{Schema: report.RunsSchema, Runs: []report.Run{}}
		err := a.withStore(cmd.Context(), func(s *store.Store) error {
			runs, err := s.Runs(cmd.Context())
			for _, r := range runs {
				v.Runs = append(v.Runs, report.Run{ID: r.ID, Command: r.Command, State: r.State, List: string(r.List), AsOf: r.AsOf, Inputs: r.Inputs,
					Items: r.Items, RecordedAt: r.RecordedAt, RecordedBy: r.RecordedBy})
			}
			return err
		})
		if err != nil {
			return err
		}
		opt := report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color() && *output == ""}
		return a.writeTo(*output, func(w io.Writer) error { return report.WritePage(w, v, format.value, opt) })
	}
	return cmd
}

const storeCheckHelp = `check examines the database without changing it: the pages of the file and of its write-ahead log, the references between
rows, the log and every row it covers, the hashes of stored files and results, whether the record noted last beside the file
(FILE-head) is still there, and what nothing refers to. It names all it finds.

What a killed process leaves behind is named too, and is no damage: a change that was not finished, an input without a run.

After going back to a backup on purpose, remove FILE-head: it notes what the newer database had.

EXIT STATUS
  0  done: no damage was found
  1  error: the database is damaged, was changed by another program, or has lost what was written last
  2  usage: unknown flag or value`

func newStoreCheckCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "examine the database and name what is damaged",
		Long:  storeCheckHelp,
		Args:  argCount(0, 0, "no argument"),
	}
	out := a.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		path, err := a.existingFile()
		if err != nil {
			return err
		}
		h, err := store.Check(cmd.Context(), path)
		if err != nil {
			return err
		}
		v := &report.Health{Schema: report.HealthSchema, File: path, Sound: h.Sound(), Records: h.Chain.Records, Hash: h.Chain.Hash, Faults: []report.HealthFault{}}
		for _, f := range h.Faults {
			v.Faults = append(v.Faults, report.HealthFault{Kind: string(f.Kind), What: f.What})
		}
		if err := a.write(v, out); err != nil || v.Sound {
			return err
		}
		return withHint(fmt.Errorf("%q is damaged or was changed, see above", path), "go back to a copy made with rasoat store backup")
	}
	return cmd
}

func newStoreBackupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "copy the database while it is in use",
		Long: `backup copies the database into a new file, while others read and write it. The copy is of one moment, whole, or not there; a file
that exists is not overwritten. It is a database of its own: rasoat --db FILE works with it.` + exitStatus,
		Args: argCount(1, 1, "a file to be made"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withStore(cmd.Context(), func(s *store.Store) error {
				if err := s.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				fmt.Fprintf(a.Stderr, "rasoat: %q copied to %q\n", s.Path(), args[0])
				return nil
			})
		},
	}
}
