package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Record is one entry of the append-only log: what a transaction did, and which rows it added.
type Record struct {
	Seq  int64           `json:"seq"` // from 1, without gaps
	At   string          `json:"at"`  // RFC 3339, UTC
	By   string          `json:"by"`
	Kind string          `json:"kind"` // begin, register, list, source, facts, run, inputs, items, run_state ...
	Body json.RawMessage `json:"body"` // what was done, in short
	Rows json.RawMessage `json:"rows"` // list of Rows
	Prev string          `json:"prev"` // hash of the record before, FirstPrev for the first
	Hash string          `json:"hash"` // Sum, lower-case hex
}

// FirstPrev stands for the hash of the record before the first.
const FirstPrev = "0000000000000000000000000000000000000000000000000000000000000000"

// Sum is the hash a record must have: SHA-256 over prev, seq, at, by, kind, body and rows, each as it is stored and
// each but the last followed by a line feed. No field holds a line feed.
func (r *Record) Sum() string {
	return hashOf([]byte(strings.Join([]string{r.Prev, fmt.Sprint(r.Seq), r.At, r.By, r.Kind, string(r.Body), string(r.Rows)}, "\n")))
}

// Rows are the rows of a table that a record covers: those with a rowid From to To.
type Rows struct {
	Table   string `json:"table"`
	Columns int    `json:"columns"` // the first so many columns of the table: later ones were added by a migration
	From    int64  `json:"from"`
	To      int64  `json:"to"`
	SHA256  string `json:"sha256"` // over the values of the rows in order: see hashRows
}

// note is a record that a transaction is going to append.
type note struct {
	kind string
	body json.RawMessage
}

// log says what the transaction does. The record is appended when the transaction ends, unless it added no rows; the
// rows are covered by its last record. A transaction that adds rows and says nothing is refused.
func (t *tx) log(_ context.Context, kind string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("log record %q: %w", kind, err)
	}
	t.notes = append(t.notes, note{kind, text})
	return nil
}

// recordTables are the tables whose rows the log covers, in the order of their names.
const recordTables = `SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND m.name <> 'log' AND EXISTS
	(SELECT 1 FROM sqlite_master g WHERE g.type = 'trigger' AND g.name = m.name || '_unchanged') ORDER BY m.name`

// lastRows returns the highest rowid of each table of records; none before there is a log.
func lastRows(ctx context.Context, q querier) (names []string, last map[string]int64, err error) {
	last = map[string]int64{}
	err = question{q, recordTables, nil}.each(ctx, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		names = append(names, name)
		return err
	})
	for _, name := range names {
		if err != nil {
			break
		}
		var n int64
		err = q.QueryRowContext(ctx, `SELECT coalesce(max(rowid), 0) FROM "`+name+`"`).Scan(&n)
		last[name] = n
	}
	return names, last, err
}

// errUnlogged is a fault of this package: rows would be covered by no record.
var errUnlogged = errors.New("rows were added without a record of the log")

// append writes the records of the transaction.
func (t *tx) append(ctx context.Context) error {
	names, after, err := lastRows(ctx, t.conn)
	if err != nil {
		return err
	}
	rows := []Rows{}
	for _, name := range names {
		if after[name] == t.before[name] {
			continue
		}
		r := Rows{Table: name, From: t.before[name] + 1, To: after[name]}
		if r.Columns, r.SHA256, err = hashRows(ctx, t.conn, r); err != nil {
			return err
		}
		rows = append(rows, r)
	}
	switch {
	case len(rows) == 0 && len(t.before) > 0: // the first record of a log may cover nothing
		return nil
	case len(rows) > 0 && len(t.notes) == 0:
		return fmt.Errorf("%w: %q", errUnlogged, rows[0].Table)
	}
	for i, n := range t.notes {
		covered := []Rows{}
		if i == len(t.notes)-1 {
			covered = rows
		}
		if err := t.record(ctx, n, covered); err != nil {
			return err
		}
	}
	return nil
}

// record appends one record to the chain.
func (t *tx) record(ctx context.Context, n note, rows []Rows) error {
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	r := Record{At: t.at, By: t.by, Kind: n.kind, Body: n.body, Rows: text, Prev: FirstPrev}
	err = t.conn.QueryRowContext(ctx, `SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1`).Scan(&r.Seq, &r.Prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	r.Seq++
	return t.exec(ctx, `INSERT INTO log (seq, at, by, kind, body, rows, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Seq, r.At, r.By, r.Kind, string(r.Body), string(r.Rows), r.Prev, r.Sum())
}

// beginLog opens the log of a file, new or older than the log: its first record covers what stands there already.
func (s *Store) beginLog(ctx context.Context) error {
	var n int
	err := s.retry(ctx, func() error { return s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM log)`).Scan(&n) })
	if err != nil || n > 0 {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		if err := t.conn.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM log)`).Scan(&n); err != nil || n > 0 {
			return err
		}
		t.before, t.by = map[string]int64{}, program
		return t.log(ctx, "begin", struct{}{})
	})
}

// Log yields the records from number from on, in order.
func (s *Store) Log(ctx context.Context, from int64, yield func(Record) error) error {
	return eachRecord(ctx, s.db, from, yield)
}

func eachRecord(ctx context.Context, q querier, from int64, yield func(Record) error) error {
	return question{q, `SELECT seq, at, by, kind, body, rows, prev, hash FROM log WHERE seq >= ? ORDER BY seq`, []any{from}}.each(ctx,
		func(scan func(...any) error) error {
			var r Record
			var body, rows string
			if err := scan(&r.Seq, &r.At, &r.By, &r.Kind, &body, &rows, &r.Prev, &r.Hash); err != nil {
				return err
			}
			r.Body, r.Rows = json.RawMessage(body), json.RawMessage(rows)
			return yield(r)
		})
}

// hashRows hashes rows of a table: for each in the order of rowids the first columns (all when Columns is 0), each
// value as a letter for its type (n null, i integer, f real, t text, b blob), the length of its bytes as eight bytes,
// most significant first, and its bytes (numbers in decimal).
func hashRows(ctx context.Context, q querier, r Rows) (columns int, sum string, err error) {
	rows, err := q.QueryContext(ctx, `SELECT * FROM "`+strings.ReplaceAll(r.Table, `"`, `""`)+`" WHERE rowid BETWEEN ? AND ? ORDER BY rowid`, r.From, r.To)
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return 0, "", err
	}
	if columns = r.Columns; columns == 0 {
		columns = len(names)
	}
	if columns > len(names) {
		return 0, "", fmt.Errorf("table %q has %d columns, not %d", r.Table, len(names), columns)
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	h, n := sha256.New(), int64(0)
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return 0, "", err
		}
		for _, v := range values[:columns] {
			hashValue(h, v)
		}
	}
	if err := rows.Err(); err != nil {
		return 0, "", err
	}
	if want := r.To - r.From + 1; n != want {
		return 0, "", fmt.Errorf("%d of the %d rows are there", n, want)
	}
	return columns, hex.EncodeToString(h.Sum(nil)), nil
}
