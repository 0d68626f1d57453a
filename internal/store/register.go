package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Basis identifies a state of the database: how many lists, records and facts it had taken in.
type Basis struct {
	lists, records, facts int64
}

// Register returns the register as the database knows it: its lists, platforms and facts, with the agencies, provinces,
// functions, words and law that are shipped with the program.
func (s *Store) Register(ctx context.Context) (*corpus.Register, error) {
	reg, _, err := s.RegisterAt(ctx)
	return reg, err
}

// RegisterAt is Register with the state of the database it was read from, which Apply wants back.
func (s *Store) RegisterAt(ctx context.Context) (*corpus.Register, Basis, error) {
	shipped, err := corpus.Embedded()
	if err != nil {
		return nil, Basis{}, err
	}
	r := corpus.Register{
		Agencies: slices.Clone(shipped.Agencies), Moves: slices.Clone(shipped.Moves), Successions: slices.Clone(shipped.Successions),
		Provinces: slices.Clone(shipped.Provinces), ProvinceAliases: slices.Clone(shipped.ProvinceAliases),
		Functions: slices.Clone(shipped.Functions), Architecture: slices.Clone(shipped.Architecture), Law: slices.Clone(shipped.Law),
		Signals: slices.Clone(shipped.Signals), Boilerplate: slices.Clone(shipped.Boilerplate), Synonyms: slices.Clone(shipped.Synonyms),
		Abbreviations: slices.Clone(shipped.Abbreviations), Workbook: slices.Clone(shipped.Workbook),
	}
	var basis Basis
	err = s.read(ctx, func(q querier) error {
		var err error
		if basis, err = basisOf(ctx, q); err != nil {
			return err
		}
		if r.Platforms, err = platforms(ctx, q); err != nil {
			return err
		}
		r.Lists, err = lists(ctx, q)
		return err
	})
	if err != nil {
		return nil, Basis{}, fmt.Errorf("read %q: %w", s.path, err)
	}
	reg, err := corpus.Assemble(r)
	if err != nil {
		return nil, Basis{}, fmt.Errorf("read %q: %w", s.path, err)
	}
	return reg, basis, nil
}

// querier is a connection or a pool that answers queries.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// read runs do in a transaction that sees one state of the file throughout.
func (s *Store) read(ctx context.Context, do func(q querier) error) error {
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // it has changed nothing
	return do(t)
}

// each calls row for every row of a query.
func (s *Store) each(ctx context.Context, query string, args []any, row func(scan func(...any) error) error) error {
	return question{s.db, query, args}.each(ctx, row)
}

// question is a query with its arguments and who answers it.
type question struct {
	from  querier
	query string
	args  []any
}

func (q question) each(ctx context.Context, row func(scan func(...any) error) error) error {
	rows, err := q.from.QueryContext(ctx, q.query, q.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func basisOf(ctx context.Context, q querier) (Basis, error) {
	var b Basis
	err := q.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM list_version), (SELECT coalesce(max(seq), 0) FROM platform_record),
		(SELECT coalesce(max(seq), 0) FROM fact)`).Scan(&b.lists, &b.records, &b.facts)
	return b, err
}

const currentRecords = `SELECT record FROM platform_record WHERE seq IN (SELECT max(seq) FROM platform_record GROUP BY platform) ORDER BY platform`

func platforms(ctx context.Context, q querier) ([]corpus.Platform, error) {
	var all []corpus.Platform
	at := map[corpus.ID]int{}
	err := question{q, currentRecords, nil}.each(ctx, func(scan func(...any) error) error {
		var text []byte
		var p corpus.Platform
		if err := scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &p); err != nil {
			return fmt.Errorf("record of a platform: %w", err)
		}
		at[p.ID] = len(all)
		all = append(all, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = question{q, `SELECT platform, kind, value, valid_from, source, recorded_at, recorded_by FROM fact ORDER BY seq`, nil}.each(ctx,
		func(scan func(...any) error) error {
			var id corpus.ID
			var f corpus.Fact
			if err := scan(&id, &f.Kind, &f.Value, &f.From, &f.Source, &f.RecordedAt, &f.RecordedBy); err != nil {
				return err
			}
			i := at[id]
			all[i].Facts = append(all[i].Facts, f)
			return nil
		})
	return all, err
}

const currentLists = `SELECT list, max(version), head FROM list_version GROUP BY list ORDER BY list`

func lists(ctx context.Context, q querier) ([]corpus.List, error) {
	var all []corpus.List
	var versions []int
	err := question{q, currentLists, nil}.each(ctx, func(scan func(...any) error) error {
		var id string
		var version int
		var text []byte
		if err := scan(&id, &version, &text); err != nil {
			return err
		}
		l, err := head(text)
		all, versions = append(all, l), append(versions, version)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Entries, err = entries(ctx, q, all[i].ID, versions[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func head(text []byte) (corpus.List, error) {
	var l corpus.List
	if err := json.Unmarshal(text, &l); err != nil {
		return l, fmt.Errorf("head of a list: %w", err)
	}
	return l, nil
}

func entries(ctx context.Context, q querier, list corpus.ListID, version int) ([]corpus.Entry, error) {
	var all []corpus.Entry
	err := question{q, `SELECT row FROM entry WHERE list = ? AND version = ? ORDER BY position`, []any{list, version}}.each(ctx,
		func(scan func(...any) error) error {
			var text []byte
			var e corpus.Entry
			if err := scan(&text); err != nil {
				return err
			}
			if err := json.Unmarshal(text, &e); err != nil {
				return fmt.Errorf("row of list %q: %w", string(list), err)
			}
			all = append(all, e)
			return nil
		})
	return all, err
}
