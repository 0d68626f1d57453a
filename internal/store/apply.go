package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
)

// ErrChanged says that the database changed after the register was read on which a revision rests.
var ErrChanged = errors.New("the database was changed while the import was prepared")

// Origins of a version or record.
const (
	fromProgram = "embedded"
	fromImport  = "import"
)

// Outcome says what a revision changed.
type Outcome struct {
	Version int  // of the list now
	Changed bool // false when the database held all of it already
	Added   int  // platforms that are new
	Revised int  // platforms whose record or facts are others now
}

// Apply takes in a revision whole or not at all. A revision that holds nothing new changes nothing. basis is the state
// the revision rests on, from RegisterAt; the error is ErrChanged when the database has moved on since.
func (s *Store) Apply(ctx context.Context, rev *corpus.Revision, src *Source, basis Basis) (Outcome, error) {
	var out Outcome
	err := s.write(ctx, func(t *tx) error {
		now, err := basisOf(ctx, t.conn)
		if err != nil {
			return err
		}
		if now != basis {
			return ErrChanged
		}
		if out, err = t.apply(ctx, rev, src); err != nil {
			return err
		}
		return t.log(ctx, "list", map[string]any{"list": rev.List.ID, "version": out.Version, "added": out.Added, "revised": out.Revised})
	})
	return out, err
}

func (t *tx) apply(ctx context.Context, rev *corpus.Revision, src *Source) (Outcome, error) {
	var out Outcome
	for i := range rev.Platforms {
		added, revised, err := t.platform(ctx, &rev.Platforms[i], fromImport)
		if err != nil {
			return out, err
		}
		out.Added, out.Revised = out.Added+added, out.Revised+revised
	}
	version, hash, err := t.current(ctx, rev.List.ID)
	if err != nil {
		return out, err
	}
	out.Version, out.Changed = version, out.Added+out.Revised > 0
	text, own, err := listText(&rev.List)
	if err != nil || own == hash {
		return out, err
	}
	out.Version, out.Changed = version+1, true
	source, err := t.source(ctx, src)
	if err != nil {
		return out, err
	}
	v := listVersion{list: &rev.List, version: version + 1, head: text, hash: own, origin: fromImport, source: source}
	if err := t.list(ctx, &v); err != nil {
		return out, err
	}
	return out, t.decisions(ctx, rev, version+1)
}

// current returns the version of a list in use and its hash, 0 when there is none.
func (t *tx) current(ctx context.Context, id corpus.ListID) (version int, hash string, err error) {
	err = t.conn.QueryRowContext(ctx, `SELECT version, hash FROM list_version WHERE list = ? ORDER BY version DESC LIMIT 1`, id).Scan(&version, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return version, hash, err
}

// listText encodes the head of a list and hashes it with its rows.
func listText(l *corpus.List) (head []byte, hash string, err error) {
	if head, err = json.Marshal(l); err != nil {
		return nil, "", err
	}
	h := sha256.New()
	h.Write(head)
	if err := json.NewEncoder(h).Encode(l.Entries); err != nil {
		return nil, "", err
	}
	return head, hex.EncodeToString(h.Sum(nil)), nil
}

// listVersion is a version of a list to be added.
type listVersion struct {
	list    *corpus.List
	version int
	head    []byte
	hash    string
	origin  string
	source  sql.NullInt64
}

// list adds a version of a list with its rows.
func (t *tx) list(ctx context.Context, v *listVersion) error {
	id := v.list.ID
	if err := t.exec(ctx, `INSERT INTO list_version (list, version, head, hash, origin, source, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, v.version, string(v.head), v.hash, v.origin, v.source, t.at, t.by); err != nil {
		return err
	}
	insert, err := t.conn.PrepareContext(ctx, `INSERT INTO entry (list, version, position, platform, row) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range v.list.Entries {
		e := &v.list.Entries[i]
		text, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, id, v.version, i, e.Platform, string(text)); err != nil {
			return fmt.Errorf("row %q of list %q: %w", e.No, string(id), err)
		}
	}
	return nil
}

func (t *tx) decisions(ctx context.Context, rev *corpus.Revision, version int) error {
	insert, err := t.conn.PrepareContext(ctx, `INSERT INTO decision (list, version, position, relation, platform, certain, detail, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range rev.Decisions {
		d := &rev.Decisions[i]
		text, err := json.Marshal(d)
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, rev.List.ID, version, i, string(d.Relation), d.Platform, d.Certain, string(text), t.at, t.by); err != nil {
			return fmt.Errorf("decision on row %d: %w", i+1, err)
		}
	}
	return nil
}

// platform takes in the record of a platform and those of its facts that are not on record, and counts what it did.
func (t *tx) platform(ctx context.Context, p *corpus.Platform, origin string) (added, revised int, err error) {
	facts, bare := p.Facts, *p
	bare.Facts = nil
	text, err := json.Marshal(&bare)
	if err != nil {
		return 0, 0, err
	}
	var old string
	err = t.conn.QueryRowContext(ctx, `SELECT record FROM platform_record WHERE platform = ? ORDER BY seq DESC LIMIT 1`, p.ID).Scan(&old)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		added = 1
		if err := t.exec(ctx, `INSERT INTO platform (id) VALUES (?)`, p.ID); err != nil {
			return 0, 0, err
		}
	case err != nil:
		return 0, 0, err
	}
	if old != string(text) {
		revised = 1 - added
		if err := t.exec(ctx, `INSERT INTO platform_record (platform, record, origin, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)`,
			p.ID, string(text), origin, t.at, t.by); err != nil {
			return 0, 0, err
		}
	}
	n, err := t.facts(ctx, p.ID, facts)
	if n > 0 && added == 0 {
		revised = 1
	}
	return added, revised, err
}

// facts adds the facts that the platform does not have, in their order.
func (t *tx) facts(ctx context.Context, id corpus.ID, facts []corpus.Fact) (added int, err error) {
	for _, f := range facts {
		var n int
		if err := t.conn.QueryRowContext(ctx, `SELECT count(*) FROM fact WHERE platform = ? AND kind = ? AND value = ? AND valid_from = ? AND source = ?`,
			id, f.Kind, f.Value, f.From, f.Source).Scan(&n); err != nil {
			return added, err
		}
		if n > 0 {
			continue
		}
		if f.RecordedAt == "" {
			f.RecordedAt, f.RecordedBy = t.at, t.by
		}
		if err := t.exec(ctx, `INSERT INTO fact (platform, kind, value, valid_from, source, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, f.Kind, f.Value, f.From, f.Source, f.RecordedAt, f.RecordedBy); err != nil {
			return added, err
		}
		added++
	}
	return added, nil
}
