package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/rasoat/rasoat/corpus"
)

// program is the author of what the program does by itself.
const program = "rasoat"

// loadEmbedded loads the lists shipped with the program into a new file, and the changes of a newer program into an old
// one. What was imported or recorded here stays in use: only lists and records that came from a program are replaced by
// those of a newer one.
func (s *Store) loadEmbedded(ctx context.Context) error {
	hash, err := corpus.EmbeddedHash()
	if err != nil {
		return err
	}
	var known string
	err = s.retry(ctx, func() error {
		return s.db.QueryRowContext(ctx, `SELECT hash FROM embedded ORDER BY seq DESC LIMIT 1`).Scan(&known)
	})
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	case known == hash:
		return nil
	}
	reg, err := corpus.Embedded()
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error {
		t.by = program
		if err := t.embed(ctx, reg); err != nil {
			return err
		}
		if err := t.exec(ctx, `INSERT INTO embedded (hash, recorded_at) VALUES (?, ?)`, hash, t.at); err != nil {
			return err
		}
		return t.log(ctx, "register", map[string]string{"hash": hash})
	})
}

func (t *tx) embed(ctx context.Context, reg *corpus.Register) error {
	for i := range reg.Platforms {
		p := &reg.Platforms[i]
		if own, err := t.imported(ctx, `SELECT origin FROM platform_record WHERE platform = ? ORDER BY seq DESC LIMIT 1`, string(p.ID)); err != nil || own {
			if err != nil {
				return err
			}
			continue
		}
		if _, _, err := t.platform(ctx, p, fromProgram); err != nil {
			return err
		}
	}
	for i := range reg.Lists {
		if err := t.embedList(ctx, &reg.Lists[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) embedList(ctx context.Context, l *corpus.List) error {
	own, err := t.imported(ctx, `SELECT origin FROM list_version WHERE list = ? ORDER BY version DESC LIMIT 1`, string(l.ID))
	if err != nil || own {
		return err
	}
	version, hash, err := t.current(ctx, l.ID)
	if err != nil {
		return err
	}
	text, now, err := listText(l)
	if err != nil || now == hash {
		return err
	}
	return t.list(ctx, &listVersion{list: l, version: version + 1, head: text, hash: now, origin: fromProgram})
}

// imported tells whether what is in use did not come from the program.
func (t *tx) imported(ctx context.Context, query, id string) (bool, error) {
	var origin string
	err := t.conn.QueryRowContext(ctx, query, id).Scan(&origin)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return origin == fromImport, err
}
