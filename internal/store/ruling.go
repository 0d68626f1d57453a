package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/internal/decision"
)

// Attachment is a document that comes with an explanation.
type Attachment struct {
	Name      string
	MediaType string // "" when the format was not recognised
	Content   []byte
}

// CorrectionError says why a decision can not be corrected as asked.
type CorrectionError struct {
	ID   int64  // the decision to be corrected
	What string // lower case
	Hint string
}

func (e *CorrectionError) Error() string { return fmt.Sprintf("decision %d: %s", e.ID, e.What) }

// Decide records decisions with the documents of the explanation, all or none, and returns their numbers. The content of
// a document is kept once. ID, Files, RecordedAt and RecordedBy of the decisions are set by the store. The error is a
// *CorrectionError when the decision to be corrected is about something else or was corrected before.
func (s *Store) Decide(ctx context.Context, made []decision.Decision, files []Attachment) (ids []int64, err error) {
	err = s.write(ctx, func(t *tx) error {
		ids = ids[:0]
		kept := make([]decision.File, len(files))
		for i, f := range files {
			hash, err := t.content(ctx, f.Content)
			if err != nil {
				return fmt.Errorf("keep %q: %w", f.Name, err)
			}
			kept[i] = decision.File{Name: f.Name, MediaType: f.MediaType, SHA256: hash, Size: int64(len(f.Content))}
		}
		for i := range made {
			id, err := t.decide(ctx, made[i], kept)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// decide records one decision with its documents, and its hash in the log.
func (t *tx) decide(ctx context.Context, d decision.Decision, files []decision.File) (id int64, err error) {
	if id, err = t.ruling(ctx, &d); err != nil {
		return 0, err
	}
	var hashes []string
	for _, f := range files {
		if err := t.exec(ctx, `INSERT INTO ruling_file (ruling, name, media_type, sha256) VALUES (?, ?, ?, ?)`, id, f.Name, f.MediaType, f.SHA256); err != nil {
			return 0, err
		}
		hashes = append(hashes, f.SHA256)
	}
	d.ID, d.RecordedAt, d.RecordedBy, d.Files = id, t.at, t.by, nil
	if len(files) > 0 {
		d.Files = files
	}
	_, hash, err := d.Encode()
	if err != nil {
		return 0, err
	}
	return id, t.log(ctx, "decision", map[string]any{"id": id, "run": d.Run, "sha256": hash, "files": hashes})
}

// content keeps the content of a file once and returns its hash.
func (t *tx) content(ctx context.Context, data []byte) (hash string, err error) {
	if data == nil {
		data = []byte{} // an empty file is not an absent one
	}
	hash = hashOf(data)
	return hash, t.exec(ctx, `INSERT INTO input (sha256, size, content, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING`,
		hash, len(data), data, t.at, t.by)
}

func (t *tx) ruling(ctx context.Context, d *decision.Decision) (int64, error) {
	if err := t.corrects(ctx, d); err != nil {
		return 0, err
	}
	basis, err := json.Marshal(&d.Basis)
	if err != nil {
		return 0, err
	}
	res, err := t.conn.ExecContext(ctx, `INSERT INTO ruling (run, item, component, proposal, body, name, kind, reason, note, until, explanation, corrects, basis, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, d.Run, d.Item, d.Component, d.Subject.Proposal, d.Subject.Body, d.Subject.Component, string(d.Kind), string(d.Reason),
		d.Note, string(d.Until), d.Explanation, sql.NullInt64{Int64: d.Corrects, Valid: d.Corrects != 0}, string(basis), t.at, t.by)
	if err != nil {
		return 0, fmt.Errorf("decide on %d.%d of run %d: %w", d.Item, d.Component, d.Run, err)
	}
	return res.LastInsertId()
}

// corrects checks that a correction names a decision about the same subject that was not corrected yet.
func (t *tx) corrects(ctx context.Context, d *decision.Decision) error {
	if d.Corrects == 0 {
		return nil
	}
	var of decision.Subject
	var by sql.NullInt64
	err := t.conn.QueryRowContext(ctx, `SELECT proposal, name, (SELECT id FROM ruling WHERE corrects = r.id) FROM ruling r WHERE id = ?`, d.Corrects).
		Scan(&of.Proposal, &of.Component, &by)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return &CorrectionError{d.Corrects, "there is none of that number", "rasoat decisions lists them"}
	case err != nil:
		return err
	case of.Proposal != d.Subject.Proposal || of.Component != d.Subject.Component:
		return &CorrectionError{d.Corrects, "it is about another component", "rasoat decisions lists them with what they are about"}
	case by.Valid:
		return &CorrectionError{d.Corrects, fmt.Sprintf("it was corrected by decision %d", by.Int64), fmt.Sprintf("correct that one: --correct %d", by.Int64)}
	}
	return nil
}

// Rulings returns every decision about components on record, in the order they were made.
func (s *Store) Rulings(ctx context.Context) ([]decision.Decision, error) {
	return s.rulings(ctx, `SELECT id FROM ruling`)
}

// RulingsAbout returns the decisions on record that a decision.Book needs for the result with these keys, in the order
// they were made.
func (s *Store) RulingsAbout(ctx context.Context, keys decision.Keys) ([]decision.Decision, error) {
	words, err := json.Marshal(keys.Words)
	if err != nil {
		return nil, err
	}
	return s.rulings(ctx, `WITH about AS (SELECT id FROM ruling WHERE proposal = ? OR basis ->> 'words' IN (SELECT value FROM json_each(?)))
		SELECT id FROM about UNION SELECT id FROM ruling WHERE corrects IN about`, keys.Proposal, string(words))
}

// rulings reads the decisions whose numbers a query gives.
func (s *Store) rulings(ctx context.Context, which string, args ...any) ([]decision.Decision, error) {
	var all []decision.Decision
	at := map[int64]int{}
	err := s.read(ctx, func(q querier) error {
		err := question{q, `SELECT id, run, item, component, proposal, body, name, kind, reason, note, until, explanation, coalesce(corrects, 0), basis, recorded_at, recorded_by
			FROM ruling WHERE id IN (` + which + `) ORDER BY id`, args}.each(ctx, func(scan func(...any) error) error {
			var d decision.Decision
			var basis string
			if err := scan(&d.ID, &d.Run, &d.Item, &d.Component, &d.Subject.Proposal, &d.Subject.Body, &d.Subject.Component, &d.Kind, &d.Reason, &d.Note, &d.Until,
				&d.Explanation, &d.Corrects, &basis, &d.RecordedAt, &d.RecordedBy); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(basis), &d.Basis); err != nil {
				return fmt.Errorf("decision %d: %w", d.ID, err)
			}
			at[d.ID] = len(all)
			all = append(all, d)
			return nil
		})
		if err != nil || len(all) == 0 {
			return err
		}
		return question{q, `SELECT f.ruling, f.name, f.media_type, f.sha256, i.size FROM ruling_file f JOIN input i ON i.sha256 = f.sha256 WHERE f.ruling IN (` +
			which + `) ORDER BY f.id`, args}.each(ctx,
			func(scan func(...any) error) error {
				var id int64
				var f decision.File
				if err := scan(&id, &f.Name, &f.MediaType, &f.SHA256, &f.Size); err != nil {
					return err
				}
				d := &all[at[id]]
				d.Files = append(d.Files, f)
				return nil
			})
	})
	return all, err
}
