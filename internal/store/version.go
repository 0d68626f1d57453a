package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
)

// Version is one version of a list.
type Version struct {
	Number     int
	Origin     string // embedded, import
	Hash       string
	Rows       int
	Source     string // name of the file, "" for the lists shipped with the program
	SHA256     string // of that file
	RecordedAt string
	RecordedBy string
}

// Versions returns the versions of a list, oldest first.
func (s *Store) Versions(ctx context.Context, id corpus.ListID) ([]Version, error) {
	var all []Version
	err := s.each(ctx, `SELECT v.version, v.origin, v.hash, (SELECT count(*) FROM entry e WHERE e.list = v.list AND e.version = v.version),
		coalesce(s.name, ''), coalesce(s.sha256, ''), v.recorded_at, v.recorded_by
		FROM list_version v LEFT JOIN source s ON s.id = v.source WHERE v.list = ? ORDER BY v.version`, []any{id}, func(scan func(...any) error) error {
		var v Version
		if err := scan(&v.Number, &v.Origin, &v.Hash, &v.Rows, &v.Source, &v.SHA256, &v.RecordedAt, &v.RecordedBy); err != nil {
			return err
		}
		all = append(all, v)
		return nil
	})
	return all, err
}

// ListVersion returns a version of a list with its rows.
func (s *Store) ListVersion(ctx context.Context, id corpus.ListID, version int) (*corpus.List, error) {
	var l corpus.List
	err := s.read(ctx, func(q querier) error {
		var text []byte
		err := q.QueryRowContext(ctx, `SELECT head FROM list_version WHERE list = ? AND version = ?`, id, version).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("list %q has no version %d", string(id), version)
		}
		if err != nil {
			return err
		}
		if l, err = head(text); err != nil {
			return err
		}
		l.Entries, err = entries(ctx, q, id, version)
		return err
	})
	return &l, err
}
