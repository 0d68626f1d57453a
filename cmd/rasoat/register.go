package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/store"
)

// database says where the database is. It is the flag of every command.
type database struct {
	file   string        // --db
	wait   time.Duration // --wait
	missed bool          // it was said that the file does not exist
}

// addDatabase adds the flags that say which database is used.
func (a *app) addDatabase(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&a.db.file, "db", "", "database file (default $RASOAT_DB, else rasoat.db in the user's data folder)")
	f.DurationVar(&a.db.wait, "wait", store.DefaultWait, "how long to wait while another process writes the database")
}

// databaseFile is the file of the database, "" when neither flags nor environment tell one.
func (a *app) databaseFile() string {
	if path := cmp.Or(a.db.file, a.Getenv("RASOAT_DB")); path != "" {
		return path
	}
	if dir := a.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "rasoat", "rasoat.db")
	}
	if home := a.Getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "share", "rasoat", "rasoat.db")
	}
	return ""
}

// register is what is known: the database's where there is one, else that shipped with the program.
func (a *app) register(ctx context.Context) (*corpus.Register, error) {
	known, err := a.consult(ctx)
	if err != nil {
		return nil, err
	}
	return known.reg, nil
}

// consulted is what a check rests on.
type consulted struct {
	reg     *corpus.Register
	book    *decision.Book    // what people decided; nil where there is no database
	systems []deployed.Record // deployed systems on record
}

// consult gives the register, what people decided, and the deployed systems.
func (a *app) consult(ctx context.Context) (known *consulted, err error) {
	s, err := a.existingStore(ctx)
	if err != nil {
		return nil, err
	}
	known = &consulted{}
	if s == nil {
		known.reg, err = corpus.Embedded()
		return known, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if known.reg, err = s.Register(ctx); err != nil {
		return nil, err
	}
	all, err := s.Rulings(ctx)
	if err != nil {
		return nil, err
	}
	known.book = decision.NewBook(all)
	known.systems, err = s.Deployed(ctx)
	return known, err
}

// existingStore opens the database where there is one; nil where there is none. One that --db names must be there. One
// that only RASOAT_DB names comes to be with the first command that keeps something: until then it is said to be missing.
func (a *app) existingStore(ctx context.Context) (*store.Store, error) {
	path := a.databaseFile()
	if _, err := os.Stat(path); path != "" && !errors.Is(err, fs.ErrNotExist) {
		return a.openStore(ctx)
	}
	switch {
	case a.db.file != "":
		return nil, noDatabase(path)
	case a.Getenv("RASOAT_DB") != "" && !a.db.missed:
		a.db.missed = true
		fmt.Fprintf(a.Stderr, "rasoat: database %q (RASOAT_DB) does not exist yet: the lists of the program are used\n", path)
	}
	return nil, nil
}

// noDatabase is the error for a database that is not there.
func noDatabase(path string) error {
	return withHint(fmt.Errorf("database %q does not exist", path), "rasoat list import, platform set and check --save create it")
}

// openStore opens the database for a command that writes, and creates it on first use.
func (a *app) openStore(ctx context.Context) (*store.Store, error) {
	path := a.databaseFile()
	if path == "" {
		return nil, usagef("no database: neither --db, RASOAT_DB, XDG_DATA_HOME nor HOME is set")
	}
	s, err := store.Open(ctx, path, store.Options{Now: a.Now, Author: a.author(), Wait: a.db.wait, OnWait: func(limit time.Duration) {
		fmt.Fprintf(a.Stderr, "rasoat: %q is being written by another process, waiting up to %s\n", path, limit)
	}})
	return s, a.storeError(err)
}

// prepareStore creates the database before a command that will keep something reads from it, so that results are made
// with the register they are kept with.
func (a *app) prepareStore(ctx context.Context, keeps bool) error {
	if !keeps {
		return nil
	}
	s, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	return s.Close()
}

// author is who is recorded as having made a change.
func (a *app) author() string {
	return cmp.Or(a.by, a.Getenv("USER"), a.Getenv("USERNAME"), "unknown")
}

// addBy adds --by, for commands that record who did something.
func (a *app) addBy(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.by, "by", "", "who is recorded as having done this (default $USER)")
}

// storeError adds what to do to an error of the database.
func (a *app) storeError(err error) error {
	var busy *store.BusyError
	var later *store.SchemaError
	var damaged *store.DamagedError
	var full *store.UnwritableError
	var lost *store.LostError
	var run *store.UnknownRunError
	var continued *store.ContinuedError
	var correction *store.CorrectionError
	switch {
	case errors.As(err, &busy):
		return withHint(err, "try again when the other rasoat has finished, or wait longer with --wait")
	case errors.As(err, &correction):
		return withHint(err, correction.Hint)
	case errors.As(err, &later):
		return withHint(err, "use that version of rasoat, or another file with --db")
	case errors.As(err, &damaged):
		return withHint(err, "rasoat store check says what is damaged; go back to a copy made with rasoat store backup")
	case errors.As(err, &full):
		return withHint(err, "make room on the disk, or make the folder writable; what was kept until then is kept")
	case errors.As(err, &lost):
		return withHint(err, "rasoat store check says more; to go on with the file as it is, remove "+strconv.Quote(lost.Path+store.HeadSuffix))
	case errors.As(err, &run):
		return withHint(err, "rasoat store runs lists them")
	case errors.As(err, &continued):
		return withHint(err, "let one process go on with a run")
	case errors.Is(err, store.ErrChanged):
		return withHint(err, "run the command again; nothing was written")
	}
	return err
}
