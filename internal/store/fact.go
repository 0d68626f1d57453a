package store

import (
	"context"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
)

// RecordFacts adds facts of a platform, all or none; one it has already is not added again. It returns how many were
// added. Day and source must be known: a fact without them would decide nothing.
func (s *Store) RecordFacts(ctx context.Context, id corpus.ID, facts []corpus.Fact) (added int, err error) {
	for _, f := range facts {
		if f.From == "" || f.Source == "" {
			return 0, fmt.Errorf("%s %q of platform %q needs a day and a source", f.Kind, f.Value, string(id))
		}
	}
	err = s.write(ctx, func(t *tx) error {
		var n int
		if err := t.conn.QueryRowContext(ctx, `SELECT count(*) FROM platform WHERE id = ?`, id).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("platform %q is not known", string(id))
		}
		if added, err = t.facts(ctx, id, facts); err != nil {
			return err
		}
		return t.log(ctx, "facts", map[string]any{"platform": id, "added": added})
	})
	return added, err
}
