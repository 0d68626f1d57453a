package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

func newLogCommand(a *app) *cobra.Command {
	return newGroup("log", "show and verify the log of the database",
		`log shows and verifies the append-only log of the database: every change is a record, and each record carries the hash of the
one before and of the rows it added. docs/store.md describes the form.`,
		newLogShowCommand(a), newLogVerifyCommand(a))
}

const logVerifyHelp = `verify walks the log from its first record, reads again every row that the records cover, and names the first record that does
not fit: a row that was changed, added or removed by another program, a record that was changed or is missing.

It prints the hash of the last record. Noted somewhere else (in a protocol, on paper), that hash shows later with --seen that
the log up to it is the same log: without it nobody can tell a log that was made anew as a whole, or lost its end.

EXAMPLES
  rasoat log verify
  rasoat log verify --seen 5f1c0e1bd5a1a5b8f8b9d9f7b2cf9a7c2f1de4a6f0a5d9f0d2f9d9a3f3d41b22

EXIT STATUS
  0  done: the log fits
  1  error: a record does not fit, or the hash of --seen is not in the log
  2  usage: unknown flag or value`

func newLogVerifyCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify [--seen HASH]",
		Short: "walk the log and name the first record that does not fit",
		Long:  logVerifyHelp,
		Args:  argCount(0, 0, "no argument"),
	}
	seen := cmd.Flags().String("seen", "", "hash of a record that was noted earlier")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if sum, err := hex.DecodeString(*seen); err != nil || *seen != "" && len(sum) != 32 {
			return &usageError{err: fmt.Errorf("--seen %q is no hash of a record: 64 hexadecimal digits", *seen), hint: seeHelp(cmd)}
		}
		return a.verifyLog(cmd.Context(), *seen)
	}
	return cmd
}

func (a *app) verifyLog(ctx context.Context, seen string) error {
	return a.withStore(ctx, func(s *store.Store) error {
		chain, err := s.VerifyLog(ctx, seen)
		var misfit *store.LogError
		switch {
		case errors.As(err, &misfit):
			return withHint(err, "compare with a copy made with rasoat store backup; rasoat store check says more")
		case err != nil:
			return err
		case seen != "" && !chain.Seen:
			return withHint(fmt.Errorf("no record of the log of %q has the hash %q: it is another log, or it lost its end", s.Path(), seen),
				"compare with a copy made with rasoat store backup")
		}
		_, err = fmt.Fprintf(a.Stdout, "%s, last %s\n", count(int(chain.Records), "record"), chain.Hash)
		return err
	})
}

func newLogShowCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show [--from N]",
		Short: "show the records of the log",
		Long: `show prints the records of the log in order: number, time, who, what was done, and the hash of the record. With --format json
each is a line of JSON that also holds the rows it covers and the hash of the record before.` + exitStatus,
		Args: argCount(0, 0, "no argument"),
	}
	from := cmd.Flags().Int64("from", 1, "number of the first record shown")
	out := a.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.withStore(cmd.Context(), func(s *store.Store) error {
			w := bufio.NewWriter(a.Stdout)
			err := s.Log(cmd.Context(), *from, func(r store.Record) error {
				return report.WriteLogEntry(w, (*report.LogEntry)(&r), out.format.value, report.Options{Lang: report.Lang(out.lang.value)})
			})
			return errors.Join(err, w.Flush())
		})
	}
	return cmd
}
