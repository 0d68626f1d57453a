package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

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
	var reg *corpus.Register
	var basis Basis
	err := s.read(ctx, func(q querier) (err error) {
		if basis, err = basisOf(ctx, q); err == nil {
			reg, err = registerOf(ctx, q, basis)
		}
		return err
	})
	if err != nil {
		return nil, Basis{}, s.about("read", err)
	}
	return reg, basis, nil
}

// RegisterOf returns the register as it stood when a run began: by the log, what had been taken in before. Agencies,
// provinces, functions, words and law are those of this program.
func (s *Store) RegisterOf(ctx context.Context, run int64) (*corpus.Register, error) {
	var reg *corpus.Register
	err := s.read(ctx, func(q querier) error {
		basis, err := basisOfRun(ctx, q, run)
		if err == nil {
			reg, err = registerOf(ctx, q, basis)
		}
		return err
	})
	if err != nil {
		return nil, s.about("read", err)
	}
	return reg, nil
}

// registerOf puts the register of a state of the database together.
func registerOf(ctx context.Context, q querier, basis Basis) (*corpus.Register, error) {
	r, err := corpus.EmbeddedBase()
	if err != nil {
		return nil, err
	}
	if r.Platforms, err = platforms(ctx, q, basis); err != nil {
		return nil, err
	}
	if r.Lists, err = lists(ctx, q, basis); err != nil {
		return nil, err
	}
	return corpus.Assemble(*r)
}

// basisOfRun is the state of the database when a run began. The records of the log before that of the run say which rows
// there were; a run from before the log was made with what the first record covers.
func basisOfRun(ctx context.Context, q querier, run int64) (Basis, error) {
	var b Basis
	var before []Record
	var found bool
	err := eachRecord(ctx, q, 0, func(r Record) error {
		var about struct{ Run int64 }
		if r.Kind == "run" {
			if err := json.Unmarshal(r.Body, &about); err != nil {
				return fmt.Errorf("record %d of the log: %w", r.Seq, err)
			}
		}
		if found = found || about.Run == run; !found {
			before = append(before, r)
		}
		return nil
	})
	if err != nil {
		return b, err
	}
	if !found {
		before = before[:min(1, len(before))]
	}
	for i := range before {
		var rows []Rows
		if err := json.Unmarshal(before[i].Rows, &rows); err != nil {
			return b, fmt.Errorf("record %d of the log: %w", before[i].Seq, err)
		}
		for _, r := range rows {
			b.cover(r)
		}
	}
	return b, nil
}

// cover counts in the rows that a record covers.
func (b *Basis) cover(r Rows) {
	switch r.Table {
	case "list_version":
		b.lists = max(b.lists, r.To)
	case "platform_record":
		b.records = max(b.records, r.To)
	case "fact":
		b.facts = max(b.facts, r.To)
	}
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
	return s.named(do(t))
}

// each calls row for every row of a query.
func (s *Store) each(ctx context.Context, query string, args []any, row func(scan func(...any) error) error) error {
	return s.named(question{s.db, query, args}.each(ctx, row))
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

const currentRecords = `SELECT record FROM platform_record WHERE seq IN (SELECT max(seq) FROM platform_record WHERE seq <= ? GROUP BY platform)
	ORDER BY platform`

func platforms(ctx context.Context, q querier, basis Basis) ([]corpus.Platform, error) {
	var all []corpus.Platform
	at := map[corpus.ID]int{}
	err := question{q, currentRecords, []any{basis.records}}.each(ctx, func(scan func(...any) error) error {
		var text []byte
		if err := scan(&text); err != nil {
			return err
		}
		p, err := platformOf(text)
		if err != nil {
			return err
		}
		at[p.ID] = len(all)
		all = append(all, *p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = question{q, factColumns + ` WHERE seq <= ? ORDER BY seq`, []any{basis.facts}}.each(ctx,
		func(scan func(...any) error) error {
			id, f, err := scanFact(scan)
			if err != nil {
				return err
			}
			i := at[id]
			all[i].Facts = append(all[i].Facts, f)
			return nil
		})
	return all, err
}

// platformOf decodes the record of a platform, which has no facts.
func platformOf(record []byte) (*corpus.Platform, error) {
	p := &corpus.Platform{}
	if err := json.Unmarshal(record, p); err != nil {
		return nil, fmt.Errorf("record of a platform: %w", err)
	}
	return p, nil
}

const factColumns = `SELECT platform, kind, value, valid_from, source, recorded_at, recorded_by FROM fact`

func scanFact(scan func(...any) error) (id corpus.ID, f corpus.Fact, err error) {
	err = scan(&id, &f.Kind, &f.Value, &f.From, &f.Source, &f.RecordedAt, &f.RecordedBy)
	return id, f, err
}

const currentLists = `SELECT list, max(version), head FROM list_version WHERE rowid <= ? GROUP BY list ORDER BY list`

func lists(ctx context.Context, q querier, basis Basis) ([]corpus.List, error) {
	var all []corpus.List
	var versions []int
	err := question{q, currentLists, []any{basis.lists}}.each(ctx, func(scan func(...any) error) error {
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
	err := question{q, rowsOfList, []any{list, version}}.each(ctx,
		func(scan func(...any) error) error {
			var text []byte
			if err := scan(&text); err != nil {
				return err
			}
			e, err := entry(list, text)
			all = append(all, e)
			return err
		})
	return all, err
}

const rowsOfList = `SELECT row FROM entry WHERE list = ? AND version = ? ORDER BY position`

// entry decodes a row of a list.
func entry(list corpus.ListID, text []byte) (corpus.Entry, error) {
	var e corpus.Entry
	if err := json.Unmarshal(text, &e); err != nil {
		return e, fmt.Errorf("row of list %q: %w", string(list), err)
	}
	return e, nil
}
