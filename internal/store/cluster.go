package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/engine"
)

// Clustering is what clustering the proposals of a run came to: enough to compare those of a later run with them.
type Clustering struct {
	Run      int64
	After    int64                // the run it went on from, 0 for none
	Items    []int                // numbers of the items that are proposals, in order, each as often as it has parts compared by themselves
	Prints   []engine.Fingerprint // of these
	Standing engine.Standing      // of the proposals of the runs it went on from, oldest first, and then of its own
}

// NotClusteredError says that the proposals of a run were not clustered.
type NotClusteredError struct{ Run int64 }

func (e *NotClusteredError) Error() string {
	return fmt.Sprintf("the proposals of run %d were not grouped", e.Run)
}

// clusteringState is the form in which a clustering is kept.
type clusteringState struct {
	Items    []int           `json:"items"`
	Prints   []byte          `json:"prints"` // of each proposal: how many features, as a varint, and each as 8 bytes, low ones first
	Standing engine.Standing `json:"standing"`
}

// KeepClustering keeps what clustering the proposals of a run came to. What is kept already is not kept again.
func (s *Store) KeepClustering(ctx context.Context, c Clustering) error {
	text, err := json.Marshal(clusteringState{c.Items, packPrints(c.Prints), c.Standing})
	if err != nil {
		return err
	}
	var p packer
	packed, err := p.pack(text)
	if err != nil {
		return err
	}
	hash := hashOf(text)
	return s.write(ctx, func(t *tx) error {
		var last string
		err := t.conn.QueryRowContext(ctx, `SELECT hash FROM clustering WHERE run = ? ORDER BY id DESC LIMIT 1`, c.Run).Scan(&last)
		if last == hash || err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		after := sql.NullInt64{Int64: c.After, Valid: c.After != 0}
		if err := t.exec(ctx, `INSERT INTO clustering (run, after_run, state, hash, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?)`,
			c.Run, after, packed, hash, t.at, t.by); err != nil {
			return err
		}
		return t.log(ctx, "clustering", map[string]any{"run": c.Run, "after": c.After, "proposals": len(c.Items)})
	})
}

// Clustering returns what clustering the proposals of a run came to. The error is an *UnknownRunError or a
// *NotClusteredError when there is none.
func (s *Store) Clustering(ctx context.Context, run int64) (*Clustering, error) {
	c := &Clustering{Run: run}
	var packed []byte
	err := s.db.QueryRowContext(ctx, `SELECT coalesce(after_run, 0), state FROM clustering WHERE run = ? ORDER BY id DESC LIMIT 1`, run).Scan(&c.After, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := s.Run(ctx, run); err != nil {
			return nil, err
		}
		return nil, &NotClusteredError{Run: run}
	}
	if err != nil {
		return nil, err
	}
	var state clusteringState
	text, err := expand(packed)
	if err == nil {
		err = json.Unmarshal(text, &state)
	}
	if err == nil {
		c.Items, c.Standing = state.Items, state.Standing
		c.Prints, err = unpackPrints(state.Prints, len(c.Items))
	}
	if err != nil {
		return nil, fmt.Errorf("the groups of run %d are damaged: %w", run, err)
	}
	return c, nil
}

func packPrints(prints []engine.Fingerprint) []byte {
	out := []byte{}
	for _, f := range prints {
		out = binary.AppendUvarint(out, uint64(len(f)))
		for _, h := range f {
			out = binary.LittleEndian.AppendUint64(out, h)
		}
	}
	return out
}

func unpackPrints(packed []byte, count int) ([]engine.Fingerprint, error) {
	out := make([]engine.Fingerprint, count)
	for i := range out {
		n, size := binary.Uvarint(packed)
		if size <= 0 || n > uint64(len(packed)-size)/8 {
			return nil, fmt.Errorf("fingerprint %d of %d is cut off", i+1, count)
		}
		packed = packed[size:]
		out[i] = make(engine.Fingerprint, n)
		for k := range out[i] {
			out[i][k] = binary.LittleEndian.Uint64(packed[8*k:])
		}
		packed = packed[8*n:]
	}
	return out, nil
}
