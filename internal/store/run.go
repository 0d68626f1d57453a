package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// States of a run.
const (
	RunOpen    = "open"    // results are still added, or the process ended without a word
	RunDone    = "done"    // all of its inputs are in
	RunStopped = "stopped" // ended early, by a person or an error
)

// Run is one command that was asked to keep its results. Its items are its proposals, numbered from 1 in input order.
type Run struct {
	ID              int64
	Command         string // check, batch, recheck
	List            corpus.ListID
	AsOf            string // ISO date
	AssumeOperating bool
	Classified      bool              // files marked as state secrets were let in; engine.Document.Secrecy says which are
	Inputs          []string          // names as given by the user; empty for a title
	Options         json.RawMessage   // what the command needs to go on with the run; {} when it cannot
	Provenance      engine.Provenance // of its results; Input is that of each
	State           string            // RunOpen, RunDone or RunStopped
	Items           int               // how many there are; set by the store
	RecordedAt      string            // RFC 3339; set by the store
	RecordedBy      string
}

// UnknownRunError says that there is no run of that number.
type UnknownRunError struct {
	ID   int64
	Last int64 // the highest number there is, 0 when nothing was kept
}

func (e *UnknownRunError) Error() string {
	if e.Last == 0 {
		return fmt.Sprintf("there is no run %d: no run was kept", e.ID)
	}
	return fmt.Sprintf("there is no run %d: runs are numbered up to %d", e.ID, e.Last)
}

// BeginRun records that a command begins to keep results and returns the number of the run.
func (s *Store) BeginRun(ctx context.Context, r Run) (id int64, err error) {
	if r.Inputs == nil {
		r.Inputs = []string{}
	}
	if r.Options == nil {
		r.Options = json.RawMessage("{}")
	}
	r.Provenance.Input = ""
	inputs, err := json.Marshal(r.Inputs)
	if err != nil {
		return 0, err
	}
	made, err := json.Marshal(&r.Provenance)
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, func(t *tx) error {
		res, err := t.conn.ExecContext(ctx, `INSERT INTO run (command, list, as_of, assume_operating, classified, inputs, options, provenance, recorded_at, recorded_by)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.Command, r.List, r.AsOf, r.AssumeOperating, r.Classified, string(inputs), string(r.Options), string(made), t.at, t.by)
		if err != nil {
			return err
		}
		if id, err = res.LastInsertId(); err != nil {
			return err
		}
		return t.log(ctx, "run", map[string]any{"run": id, "command": r.Command, "list": r.List, "as_of": r.AsOf})
	})
	return id, err
}

// EndRun records what became of a run: RunDone, RunStopped, or RunOpen when a stopped one is taken up again.
func (s *Store) EndRun(ctx context.Context, run int64, state string) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := runOf(ctx, t.conn, run); err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO run_state (run, state, recorded_at, recorded_by) VALUES (?, ?, ?, ?)`, run, state, t.at, t.by); err != nil {
			return err
		}
		return t.log(ctx, "run_state", map[string]any{"run": run, "state": state})
	})
}

// Run returns a run by its number. The error is an *UnknownRunError when there is none.
func (s *Store) Run(ctx context.Context, id int64) (*Run, error) {
	r, err := runOf(ctx, s.db, id)
	return r, s.named(err)
}

// Runs returns all runs, oldest first.
func (s *Store) Runs(ctx context.Context) ([]Run, error) {
	var all []Run
	err := s.each(ctx, runColumns+` ORDER BY id`, nil, func(scan func(...any) error) error {
		r, err := scanRun(scan)
		if err == nil {
			all = append(all, *r)
		}
		return err
	})
	return all, err
}

const runColumns = `SELECT id, command, list, as_of, assume_operating, classified, inputs, options, provenance,
	coalesce((SELECT state FROM run_state WHERE run = r.id ORDER BY seq DESC LIMIT 1), 'open'),
	coalesce((SELECT max(no) FROM item WHERE run = r.id), 0), recorded_at, recorded_by FROM run r`

func runOf(ctx context.Context, q querier, id int64) (*Run, error) {
	r, err := scanRun(q.QueryRowContext(ctx, runColumns+` WHERE id = ?`, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		none := &UnknownRunError{ID: id}
		if err := q.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM run`).Scan(&none.Last); err != nil {
			return nil, err
		}
		return nil, none
	}
	return r, err
}

func scanRun(scan func(...any) error) (*Run, error) {
	var r Run
	var inputs, options, made string
	if err := scan(&r.ID, &r.Command, &r.List, &r.AsOf, &r.AssumeOperating, &r.Classified, &inputs, &options, &made,
		&r.State, &r.Items, &r.RecordedAt, &r.RecordedBy); err != nil {
		return nil, err
	}
	r.Options = json.RawMessage(options)
	if err := errors.Join(json.Unmarshal([]byte(inputs), &r.Inputs), json.Unmarshal([]byte(made), &r.Provenance)); err != nil {
		return nil, fmt.Errorf("run %d: %w", r.ID, err)
	}
	return &r, nil
}
