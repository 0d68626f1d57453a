package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/store"
)

const classifiedHelp = `
A file that is marked Mật, Tối mật or Tuyệt mật (state secret) is refused. --allow-classified reads it, provided that the
database in use, if any, lies on this machine, belongs to you and is closed to others (mode 0600); reports are then
written so that only you can read them. A mark that is only a picture is not seen: look before you hand a file in.
`

// addAllowClassified adds --allow-classified.
func (o *checkOptions) addAllowClassified(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.allowClassified, "allow-classified", false, "read files marked as state secrets (Mật); needs a database of this machine only")
}

// guardClassified makes sure that a run that may read state secrets uses no database but one of this machine and user.
// keeps says that the run will write to one.
func (a *app) guardClassified(allowed, keeps bool) error {
	if !allowed {
		return nil
	}
	path := a.databaseFile()
	if path == "" {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !keeps {
		return nil // none is used
	}
	err := store.Local(path)
	var shared *store.NotLocalError
	if errors.As(err, &shared) {
		return withHint(err, shared.Hint)
	}
	return err
}

// fileMode is the mode of the reports of a run: private when it may read state secrets, or prints what was read of one.
func (o *checkOptions) fileMode(results []engine.Result) fs.FileMode {
	if o.allowClassified || slices.ContainsFunc(results, func(r engine.Result) bool { return r.Document.Secrecy != "" }) {
		return privateFile
	}
	return ordinaryFile
}
