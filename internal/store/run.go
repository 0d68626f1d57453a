package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Run is a kept result: one proposal, checked once.
type Run struct {
	ID         int64
	Command    string // check, batch
	Result     engine.Result
	RecordedAt string // RFC 3339; set by the store
	RecordedBy string
}

// SaveRuns keeps results, all or none. A result that is kept already, to the byte, is not kept twice. It returns how
// many were added.
func (s *Store) SaveRuns(ctx context.Context, command string, results []engine.Result) (added int, err error) {
	err = s.write(ctx, func(t *tx) error {
		for i := range results {
			n, err := t.run(ctx, command, &results[i])
			if err != nil {
				return fmt.Errorf("keep result %d: %w", i+1, err)
			}
			added += n
		}
		return nil
	})
	return added, err
}

func (t *tx) run(ctx context.Context, command string, r *engine.Result) (added int, err error) {
	proposal, err := json.Marshal(&r.Proposal)
	if err != nil {
		return 0, err
	}
	result, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	res, err := t.conn.ExecContext(ctx, `INSERT INTO run (command, file, input, title, list, list_hash, as_of, verdict, proposal, result, hash, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`, command, r.Document.File, r.Document.SHA256, r.Proposal.Title,
		r.Provenance.List, r.Provenance.ListHash, r.Provenance.AsOf, string(r.Verdict), string(proposal), string(result), hashOf(result), t.at, t.by)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// Runs returns the kept results that were checked against a list, in the order they were kept; every one for "".
func (s *Store) Runs(ctx context.Context, list corpus.ListID) ([]Run, error) {
	var all []Run
	err := s.each(ctx, `SELECT id, command, result, recorded_at, recorded_by FROM run WHERE ?1 = '' OR list = ?1 ORDER BY id`, []any{string(list)},
		func(scan func(...any) error) error {
			var r Run
			var text []byte
			if err := scan(&r.ID, &r.Command, &text, &r.RecordedAt, &r.RecordedBy); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &r.Result); err != nil {
				return fmt.Errorf("kept result %d: %w", r.ID, err)
			}
			all = append(all, r)
			return nil
		})
	return all, err
}
