package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Input is a file of a run: as received, and as read.
type Input struct {
	SHA256     string // of Content, lower-case hex; set by the store
	Name       string // as given by the user
	MediaType  string
	Format     string
	Encoding   string   // legacy encoding that was converted, "" for Unicode
	Size       int64    // bytes; set by the store
	Content    []byte   // as received
	Text       []byte   // JSON of document.Text; empty when the file was refused
	Unread     []string // what could not be read of it
	ReceivedAt string   // RFC 3339; set by the store
	ReceivedBy string   // set by the store
	Channel    string   // how it came: file, stdin
}

// UnknownInputError says that no file of that hash was kept.
type UnknownInputError struct{ SHA256 string }

func (e *UnknownInputError) Error() string {
	return fmt.Sprintf("no input with SHA-256 %q was kept", e.SHA256)
}

// AddInput adds the next files of a run, all or none. The content of a file is kept once.
func (s *Store) AddInput(ctx context.Context, run int64, in ...Input) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := runOf(ctx, t.conn, run); err != nil {
			return err
		}
		var hashes []string
		for i := range in {
			hash, err := t.input(ctx, run, &in[i])
			if err != nil {
				return fmt.Errorf("keep input %q: %w", in[i].Name, err)
			}
			hashes = append(hashes, hash)
		}
		return t.log(ctx, "inputs", map[string]any{"run": run, "sha256": hashes})
	})
}

func (t *tx) input(ctx context.Context, run int64, in *Input) (hash string, err error) {
	if hash, err = t.content(ctx, in.Content); err != nil {
		return "", err
	}
	text, err := t.inputText(ctx, hash, in)
	if err != nil {
		return "", err
	}
	return hash, t.exec(ctx, `INSERT INTO run_input (run, no, name, text, channel, received_at, received_by)
		VALUES (?1, (SELECT coalesce(max(no), 0) + 1 FROM run_input WHERE run = ?1), ?2, ?3, ?4, ?5, ?6)`, run, in.Name, text, in.Channel, t.at, t.by)
}

// inputText keeps what was read of a file unless the same was read of it before.
func (t *tx) inputText(ctx context.Context, hash string, in *Input) (id int64, err error) {
	textHash, packed := "", []byte{}
	if len(in.Text) > 0 {
		textHash = hashOf(in.Text)
		if packed, err = new(packer).pack(in.Text); err != nil {
			return 0, err
		}
	}
	err = t.conn.QueryRowContext(ctx, `SELECT id FROM input_text WHERE sha256 = ? AND text_hash = ?`, hash, textHash).Scan(&id)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	unread, err := json.Marshal(append([]string{}, in.Unread...))
	if err != nil {
		return 0, err
	}
	res, err := t.conn.ExecContext(ctx, `INSERT INTO input_text (sha256, media_type, format, encoding, text_hash, text, unread) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		hash, in.MediaType, in.Format, in.Encoding, textHash, packed, string(unread))
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

const (
	inputFrom  = ` FROM run_input r JOIN input_text t ON t.id = r.text JOIN input i ON i.sha256 = t.sha256`
	inputBrief = `SELECT i.sha256, r.name, t.media_type, t.format, t.encoding, i.size, t.unread, r.received_at, r.received_by, r.channel`
)

// InputOf returns a file by the SHA-256 of its content, as it was received and read last. The error is an
// *UnknownInputError when there is none.
func (s *Store) InputOf(ctx context.Context, sha string) (*Input, error) { return s.input(ctx, sha, 0) }

// RunInput is InputOf with the file as it was received and read for a run.
func (s *Store) RunInput(ctx context.Context, run int64, sha string) (*Input, error) {
	return s.input(ctx, sha, run)
}

// Content returns the bytes of a file by their SHA-256, received with a run or with a decision. The error is an
// *UnknownInputError when there is none.
func (s *Store) Content(ctx context.Context, sha string) (data []byte, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT content FROM input WHERE sha256 = ?`, sha).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &UnknownInputError{SHA256: sha}
	}
	return data, err
}

// ReceivedBy returns the run that received a file last. The error is an *UnknownInputError when none did.
func (s *Store) ReceivedBy(ctx context.Context, sha string) (run int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT r.run`+inputFrom+` WHERE i.sha256 = ? ORDER BY r.id DESC LIMIT 1`, sha).Scan(&run)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, &UnknownInputError{SHA256: sha}
	}
	return run, err
}

// input reads a file, as of a run or, for run 0, as of the last one.
func (s *Store) input(ctx context.Context, sha string, run int64) (*Input, error) {
	var content, packed []byte
	in, err := scanInput(func(into ...any) error {
		return s.db.QueryRowContext(ctx, inputBrief+`, i.content, t.text`+inputFrom+` WHERE i.sha256 = ?1 AND ?2 IN (0, r.run) ORDER BY r.id DESC LIMIT 1`, sha, run).
			Scan(append(into, &content, &packed)...)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, &UnknownInputError{SHA256: sha}
	}
	if err != nil {
		return nil, s.named(err)
	}
	in.Content = content
	if in.Text, err = expand(packed); err != nil {
		return nil, fmt.Errorf("text of input %q is damaged: %w", sha, err)
	}
	return in, nil
}

// RunInputs returns the files of a run in input order, without content and text.
func (s *Store) RunInputs(ctx context.Context, run int64) ([]Input, error) {
	var all []Input
	err := s.each(ctx, inputBrief+inputFrom+` WHERE r.run = ? ORDER BY r.no`, []any{run}, func(scan func(...any) error) error {
		in, err := scanInput(scan)
		if err == nil {
			all = append(all, *in)
		}
		return err
	})
	return all, err
}

func scanInput(scan func(...any) error) (*Input, error) {
	var in Input
	var unread string
	if err := scan(&in.SHA256, &in.Name, &in.MediaType, &in.Format, &in.Encoding, &in.Size, &unread, &in.ReceivedAt, &in.ReceivedBy, &in.Channel); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(unread), &in.Unread); err != nil {
		return nil, fmt.Errorf("input %q: %w", in.Name, err)
	}
	return &in, nil
}
