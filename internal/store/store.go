package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

// Options of a store. The zero value of a field means its default.
type Options struct {
	Now    func() time.Time    // clock; time.Now
	Author string              // who is recorded as having changed something; "unknown"
	Wait   time.Duration       // how long a writer waits for another; DefaultWait
	OnWait func(time.Duration) // called once with the limit when a writer begins to wait; nothing
}

// DefaultWait is how long a writer waits for another one.
const DefaultWait = 15 * time.Second

// retryEvery is how often a waiting writer tries again.
const retryEvery = 50 * time.Millisecond

// Store is an open database. It may be used by several goroutines. Close it when done.
type Store struct {
	db   *sql.DB
	path string
	opt  Options
}

// Open opens the database file at path, creating it and its folder when there is none.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Wait <= 0 {
		opt.Wait = DefaultWait
	}
	if opt.OnWait == nil {
		opt.OnWait = func(time.Duration) {}
	}
	// An author of one line keeps the fields of a log record apart.
	if opt.Author = strings.Join(strings.Fields(opt.Author), " "); opt.Author == "" {
		opt.Author = "unknown"
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open %q: %w", path, err)
	}
	s := &Store{db: sql.OpenDB(connector{dsn: dataSource(path)}), path: path, opt: opt}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(s.about("open", err), s.db.Close())
	}
	return s, nil
}

// prepare makes an opened file ready for use.
func (s *Store) prepare(ctx context.Context) error {
	// The mode is kept in the file, but changing it needs the file to oneself for a moment.
	if err := s.retry(ctx, func() error {
		var mode string
		return s.db.QueryRowContext(ctx, `PRAGMA journal_mode = wal`).Scan(&mode)
	}); err != nil {
		return err
	}
	if err := s.lost(ctx); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if err := s.beginLog(ctx); err != nil {
		return err
	}
	return s.loadEmbedded(ctx)
}

// Path returns the database file.
func (s *Store) Path() string { return s.path }

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// connector opens connections without registering a driver globally.
type connector struct{ dsn string }

// Connect opens a connection.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite3.SQLiteDriver{}).Open(c.dsn)
}

// Driver returns the driver.
func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

// dataSource is the address of a database file. Foreign keys are off in SQLite unless asked for. Transactions of ours
// that read only are deferred, those that write say so at once (see write), so no lock is ever upgraded half-way. FULL
// makes a commit outlast a power cut; there is one commit for a whole import.
func dataSource(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	q := url.Values{"_foreign_keys": {"on"}, "_busy_timeout": {"20"}, "_synchronous": {"full"}}
	return u.String() + "?" + q.Encode()
}

// write runs do in a transaction and ends it with the records of the log that do asked for.
func (s *Store) write(ctx context.Context, do func(tx *tx) error) error {
	return s.transact(ctx, func(t *tx) (err error) {
		if _, t.before, err = lastRows(ctx, t.conn); err != nil {
			return err
		}
		if err := do(t); err != nil {
			return err
		}
		return t.append(ctx)
	})
}

// transact runs do in a transaction that holds the write lock from its first moment, so that what it reads cannot change
// before it writes. It waits for another writer within the limit.
func (s *Store) transact(ctx context.Context, do func(tx *tx) error) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := s.retry(ctx, func() error {
		_, err := conn.ExecContext(ctx, `BEGIN IMMEDIATE`)
		return err
	}); err != nil {
		return err
	}
	t := &tx{conn: conn, at: s.opt.Now().UTC().Format(time.RFC3339), by: s.opt.Author}
	if err := do(t); err != nil {
		return errors.Join(s.named(err), rollback(conn))
	}
	if _, err := conn.ExecContext(ctx, `COMMIT`); err != nil {
		return errors.Join(s.named(err), rollback(conn))
	}
	s.noteHead(ctx, conn)
	return nil
}

// rollback ends a transaction without its changes, also when the context is over.
func rollback(conn *sql.Conn) error {
	_, err := conn.ExecContext(context.Background(), `ROLLBACK`)
	return err
}

// tx is a write transaction with its one timestamp and author.
type tx struct {
	conn *sql.Conn
	at   string // RFC 3339, UTC
	by   string

	notes  []note           // records to append
	before map[string]int64 // last rowid of each table when it began
}

func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.conn.ExecContext(ctx, query, args...)
	return err
}

// retry runs do until the file is free, within the limit.
func (s *Store) retry(ctx context.Context, do func() error) error {
	deadline := time.Now().Add(s.opt.Wait) // waiting is in real time, whatever clock dates the records
	for told := false; ; {
		err := do()
		if !busy(err) {
			return err
		}
		if !time.Now().Before(deadline) {
			return &BusyError{Path: s.path, Limit: s.opt.Wait}
		}
		if !told {
			s.opt.OnWait(s.opt.Wait)
			told = true
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(retryEvery):
		}
	}
}
