package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// pagesPerStep is how much of a backup is copied before others get a turn.
const pagesPerStep = 1024

// backupPattern are the names of backups that are being written.
const backupPattern = ".rasoat-backup-*"

// Backup copies the database into a new file while it stays in use. The copy is whole or there is none: it is written
// beside path and takes that name when it is on disk.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("backup %q: the file exists", path)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), backupPattern)
	if err != nil {
		return fmt.Errorf("backup %q: %w", path, err)
	}
	defer os.Remove(temp.Name()) // it has the other name now, or is of no use
	if err := errors.Join(temp.Close(), s.copyTo(ctx, temp.Name())); err != nil {
		return fmt.Errorf("backup %q: %w", path, err)
	}
	if err := os.Link(temp.Name(), path); err != nil { // unlike Rename it does not replace a file made meanwhile
		return fmt.Errorf("backup %q: %w", path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder outlast a power cut.
func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// copyTo copies all pages into an empty file.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	to, err := (&sqlite3.SQLiteDriver{}).Open(dataSource(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(from any) error {
		b, err := to.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
		if err != nil {
			return err
		}
		for done := false; !done; {
			if err := ctx.Err(); err != nil {
				return errors.Join(err, b.Close())
			}
			if done, err = b.Step(pagesPerStep); err != nil {
				return errors.Join(err, b.Close())
			}
		}
		return b.Finish()
	})
}
