package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// HeadSuffix ends the name of the file that notes the last record of a database's log. It stands beside the database,
// so that a database or write-ahead log that lost its end is told from one that never had it.
const HeadSuffix = "-head"

// mark is a record of the log, noted outside the database.
type mark struct {
	seq  int64
	hash string
}

// readHead returns what is noted of the database at path; ok is false when nothing is, or nothing that can be read.
func readHead(path string) (h mark, ok bool) {
	data, err := os.ReadFile(path + HeadSuffix)
	if err != nil {
		return h, false
	}
	_, err = fmt.Sscanf(strings.TrimSpace(string(data)), "%d %64s", &h.seq, &h.hash)
	return h, err == nil && len(h.hash) == len(FirstPrev)
}

// noteHead notes the last record after a commit. A note that the log has lost stays for Check to find. Where the note
// cannot be written the database is as safe as before, only a loss is not told: that is no reason to fail.
func (s *Store) noteHead(ctx context.Context, conn *sql.Conn) {
	ctx = context.WithoutCancel(ctx) // the commit is done
	var last mark
	if err := conn.QueryRowContext(ctx, `SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1`).Scan(&last.seq, &last.hash); err != nil {
		return
	}
	old, noted := readHead(s.path)
	if noted {
		if kept, err := hasRecord(ctx, conn, old); err != nil || !kept || old.seq >= last.seq {
			return
		}
	}
	_ = last.note(s.path, !noted) // as above
}

// note writes the record beside the database at path, to last as long as the commit before it does: a note lost in a power
// cut would tell of no loss. With fresh the file is new, and so is its name.
func (m mark) note(path string, fresh bool) error {
	f, err := os.OpenFile(path+HeadSuffix, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%020d %s\n", m.seq, m.hash) // always as long: one write replaces the whole note
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil || !fresh {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// LostError says that the database lacks what was acknowledged last: it was cut off, or an older copy or an empty file
// stands in its place.
type LostError struct {
	Path string
	Seq  int64 // the record that was noted
}

func (e *LostError) Error() string {
	return fmt.Sprintf("%q lacks record %d of its log, which %q notes: what was written up to it is missing, or an older copy stands in its place",
		e.Path, e.Seq, e.Path+HeadSuffix)
}

// lost compares the log with the record noted beside the file.
func (s *Store) lost(ctx context.Context) error {
	noted, ok := readHead(s.path)
	if !ok {
		return nil
	}
	return s.retry(ctx, func() error {
		var tables int
		err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'log'`).Scan(&tables)
		if err == nil && tables > 0 {
			var kept bool
			if kept, err = hasRecord(ctx, s.db, noted); kept {
				return nil
			}
		}
		if err != nil {
			return err
		}
		return &LostError{Path: s.path, Seq: noted.seq}
	})
}

// hasRecord tells whether the log holds a record.
func hasRecord(ctx context.Context, q querier, h mark) (bool, error) {
	var hash string
	err := q.QueryRowContext(ctx, `SELECT hash FROM log WHERE seq = ?`, h.seq).Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return hash == h.hash, err
}
