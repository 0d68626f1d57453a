package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed migration/*.sql
var migrations embed.FS

// SchemaError says that the file was made by a later version of the program.
type SchemaError struct {
	Path      string
	Migration string // one that this program does not know
}

func (e *SchemaError) Error() string {
	return fmt.Sprintf("%q was changed by a later version of rasoat (%s)", e.Path, e.Migration)
}

// migrate brings the schema up to date: the embedded files in the order of their names, each in a transaction that also
// records it. Files must never be changed once released; a change of the schema is a new file.
func (s *Store) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		return err
	}
	done, err := s.migrated(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, name := range names {
		known[path.Base(name)] = true
	}
	for name := range done {
		if !known[name] {
			return &SchemaError{Path: s.path, Migration: name}
		}
	}
	for _, name := range names {
		if done[path.Base(name)] {
			continue
		}
		if err := s.migrateFile(ctx, name); err != nil {
			return fmt.Errorf("migrate %q: %w", path.Base(name), err)
		}
	}
	return nil
}

// migrated returns the migrations that are recorded, none for a new file.
func (s *Store) migrated(ctx context.Context) (map[string]bool, error) {
	done := map[string]bool{}
	err := s.retry(ctx, func() error {
		var tables int
		if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'migration'`).Scan(&tables); err != nil || tables == 0 {
			return err
		}
		return s.each(ctx, `SELECT name FROM migration`, nil, func(scan func(...any) error) error {
			var name string
			if err := scan(&name); err != nil {
				return err
			}
			done[name] = true
			return nil
		})
	})
	return done, err
}

// migrateFile runs one migration unless another process has just done so.
func (s *Store) migrateFile(ctx context.Context, name string) error {
	text, err := fs.ReadFile(migrations, name)
	if err != nil {
		return err
	}
	base := path.Base(name)
	return s.transact(ctx, func(t *tx) error {
		if err := t.exec(ctx, `CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT`); err != nil {
			return err
		}
		var n int
		if err := t.conn.QueryRowContext(ctx, `SELECT count(*) FROM migration WHERE name = ?`, base).Scan(&n); err != nil || n > 0 {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO migration (name, applied_at) VALUES (?, ?)`, base, t.at); err != nil {
			return err
		}
		return t.migration(ctx, base, strings.TrimSpace(string(text)))
	})
}

// migration runs the text of one, and says so in the log once there is one. It must not change rows that the log covers.
func (t *tx) migration(ctx context.Context, name, text string) (err error) {
	var logged int
	if err := t.conn.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'log'`).Scan(&logged); err != nil {
		return err
	}
	if logged == 0 {
		return t.exec(ctx, text)
	}
	if err := t.conn.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM log LIMIT 1)`).Scan(&logged); err != nil {
		return err
	}
	if _, t.before, err = lastRows(ctx, t.conn); err != nil {
		return err
	}
	if err := t.exec(ctx, text); err != nil || logged == 0 {
		return err
	}
	t.by = program
	if err := t.log(ctx, "migration", map[string]string{"name": name}); err != nil {
		return err
	}
	return t.append(ctx)
}
