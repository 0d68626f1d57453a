package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-sqlite3"
)

// pagesPerStep is how much of a backup is copied before others get a turn.
const pagesPerStep = 1024

// Backup copies the database into a new file while it stays in use. The copy is whole or there is none.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("backup %q: the file exists", path)
	}
	to, err := (&sqlite3.SQLiteDriver{}).Open(dataSource(path))
	if err != nil {
		return fmt.Errorf("backup %q: %w", path, err)
	}
	defer func() {
		if err = errors.Join(err, to.Close()); err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(from any) error {
		b, err := to.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
		if err != nil {
			return fmt.Errorf("backup %q: %w", path, err)
		}
		for done := false; !done; {
			if err := ctx.Err(); err != nil {
				return errors.Join(err, b.Close())
			}
			if done, err = b.Step(pagesPerStep); err != nil {
				return errors.Join(fmt.Errorf("backup %q: %w", path, err), b.Close())
			}
		}
		return b.Finish()
	})
}

// Verify asks the database to check itself: its pages, its indexes and its references.
func (s *Store) Verify(ctx context.Context) error {
	var answer string
	if err := s.db.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("%q is damaged: %s", s.path, answer)
	}
	return question{s.db, `PRAGMA foreign_key_check`, nil}.each(ctx, func(func(...any) error) error {
		return fmt.Errorf("%q is damaged: a row refers to one that is missing", s.path)
	})
}
