package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/engine"
)

// keep keeps results in the database.
func (a *app) keep(ctx context.Context, command string, results []engine.Result) (err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	n, err := s.SaveRuns(ctx, command, results)
	if err != nil {
		return a.storeError(err)
	}
	fmt.Fprintf(a.Stderr, "rasoat: %d of %d results kept in %q, the others were on record\n", n, len(results), s.Path())
	return nil
}

// keptAtOnce is how many results of a long run are written in one transaction.
const keptAtOnce = 500

// keeper keeps the results of a run that yields them one after another. A nil keeper keeps nothing.
type keeper struct {
	app     *app
	ctx     context.Context
	command string
	pending []engine.Result
}

// add keeps a result, with the next ones.
func (k *keeper) add(r *engine.Result) error {
	if k == nil {
		return nil
	}
	k.pending = append(k.pending, *r)
	if len(k.pending) < keptAtOnce {
		return nil
	}
	return k.flush()
}

// flush writes what is pending, also when the run was interrupted: what has been judged is kept.
func (k *keeper) flush() error {
	if k == nil || len(k.pending) == 0 {
		return nil
	}
	err := k.app.keep(context.WithoutCancel(k.ctx), k.command, k.pending)
	k.pending = k.pending[:0]
	return err
}
