package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/store"
)

// Results and files of a run are written in one transaction until there are so many, or so many bytes.
const (
	keptAtOnce  = 500
	bytesAtOnce = 16 << 20
)

// keeper keeps a run: the files as they are read, the results as they are made. A nil keeper keeps nothing.
type keeper struct {
	app     *app
	ctx     context.Context // outlasts an interruption: what has been judged is kept
	store   *store.Store
	run     int64
	count   int // items written
	before  resumed
	files   []store.Input
	items   []engine.Result
	waiting int  // bytes of files not yet written
	broken  bool // the database did not take something: the run stays open
}

// keep begins a run in the database. Close the keeper when done.
func (a *app) keep(ctx context.Context, r store.Run) (*keeper, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	id, err := s.BeginRun(ctx, r)
	if err != nil {
		return nil, errors.Join(a.storeError(err), s.Close())
	}
	fmt.Fprintf(a.Stderr, "rasoat: run %d kept in %q\n", id, s.Path())
	return &keeper{app: a, ctx: ctx, store: s, run: id}, nil
}

// toKeep is the run of a command whose results are made so.
func toKeep(command string, made engine.Provenance) store.Run {
	return store.Run{Command: command, List: corpus.ListID(made.List), AsOf: made.AsOf, AssumeOperating: made.AssumeOperating, Provenance: made}
}

// file keeps a file as received, with what was read of it.
func (k *keeper) file(f *received) error {
	if ok, err := k.known(f); ok || err != nil {
		return err
	}
	if k == nil || f.data == nil || f.classified() {
		return nil // it could not be opened, or must not be kept: there is nothing to keep but its refusal
	}
	in := store.Input{Name: f.name, Content: f.data, Channel: f.channel}
	if f.doc != nil {
		text, err := json.Marshal(f.doc.Text())
		if err != nil {
			return fmt.Errorf("text of %q: %w", f.name, err)
		}
		in.Text, in.MediaType, in.Format, in.Encoding, in.Unread = text, f.doc.MediaType, string(f.doc.Format), f.doc.Encoding, f.doc.Partial
	}
	k.files = append(k.files, in)
	if k.waiting += len(in.Content) + len(in.Text); k.waiting < bytesAtOnce {
		return nil
	}
	return k.flush()
}

// add keeps the next results.
func (k *keeper) add(results ...engine.Result) error {
	if k == nil {
		return nil
	}
	k.items = append(k.items, results...)
	if len(k.items) < keptAtOnce {
		return nil
	}
	return k.flush()
}

// flush writes what is pending: files before the results made of them.
func (k *keeper) flush() error {
	k.broken = true
	if len(k.files) > 0 {
		if err := k.store.AddInput(k.ctx, k.run, k.files...); err != nil {
			return k.app.storeError(err)
		}
	}
	if err := k.store.AddItems(k.ctx, k.run, k.count, k.items); err != nil {
		return k.app.storeError(err)
	}
	k.count += len(k.items)
	k.files, k.items, k.waiting, k.broken = nil, nil, 0, false
	return nil
}

// close writes the rest and ends the run: done when it came to its end, else stopped.
func (k *keeper) close(done bool) error {
	if k == nil {
		return nil
	}
	if k.broken {
		return k.store.Close()
	}
	state := store.RunStopped
	if done {
		state = store.RunDone
	}
	err := k.flush()
	if err == nil {
		err = k.app.storeError(k.store.EndRun(k.ctx, k.run, state))
	}
	return errors.Join(err, k.store.Close())
}

// received is a file as it came, and what was read of it.
type received struct {
	name    string
	channel string // file, stdin
	data    []byte // nil when it could not be opened
	doc     *document.Document
	err     error // why it was not read
}

// classified tells that a file was refused as a state secret.
func (f *received) classified() bool {
	var r *document.Refusal
	return errors.As(f.err, &r) && r.Reason == document.Classified
}

// Channels of a file.
const (
	fromFile  = "file"
	fromStdin = "stdin"
)
