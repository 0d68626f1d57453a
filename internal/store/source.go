package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
)

// Source is a file that a list was read from, as received.
type Source struct {
	SHA256       string // of Content, lower-case hex
	Name         string // file name or address
	MediaType    string
	URL          string // "" for a local file
	ETag         string // as the server sent them, for the next conditional request
	LastModified string
	Content      []byte
	RecordedAt   string // RFC 3339; set by the store
	RecordedBy   string
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// source adds a file; a file that was received before under the same name and validators is not kept twice.
func (t *tx) source(ctx context.Context, s *Source) (sql.NullInt64, error) {
	if s == nil {
		return sql.NullInt64{}, nil
	}
	var id int64
	err := t.conn.QueryRowContext(ctx, `SELECT id FROM source WHERE sha256 = ? AND name = ? AND url = ? AND etag = ? AND last_modified = ?`,
		hashOf(s.Content), s.Name, s.URL, s.ETag, s.LastModified).Scan(&id)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return sql.NullInt64{Int64: id, Valid: err == nil}, err
	}
	res, err := t.conn.ExecContext(ctx, `INSERT INTO source (sha256, name, size, media_type, url, etag, last_modified, content, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, hashOf(s.Content), s.Name, len(s.Content), s.MediaType, s.URL, s.ETag, s.LastModified, s.Content, t.at, t.by)
	if err != nil {
		return sql.NullInt64{}, err
	}
	id, err = res.LastInsertId()
	return sql.NullInt64{Int64: id, Valid: err == nil}, err
}

// KeepSource records a file without a list read from it: a newer answer with the content of an older one.
func (s *Store) KeepSource(ctx context.Context, src *Source) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := t.source(ctx, src); err != nil {
			return err
		}
		return t.log(ctx, "source", map[string]string{"name": src.Name, "url": src.URL, "sha256": hashOf(src.Content)})
	})
}

// LastFrom returns the file received last from an address; ok is false when there is none.
func (s *Store) LastFrom(ctx context.Context, url string) (src *Source, ok bool, err error) {
	src = &Source{URL: url}
	err = s.db.QueryRowContext(ctx, `SELECT sha256, name, media_type, etag, last_modified, content, recorded_at, recorded_by FROM source
		WHERE url = ? ORDER BY id DESC LIMIT 1`, url).Scan(&src.SHA256, &src.Name, &src.MediaType, &src.ETag, &src.LastModified, &src.Content, &src.RecordedAt, &src.RecordedBy)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return src, err == nil, err
}
