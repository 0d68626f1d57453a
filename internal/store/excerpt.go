package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Excerpt says what of the register is wanted.
type Excerpt struct {
	List      corpus.ListID // "" for none
	Platforms []corpus.ID
	Functions []corpus.FunctionCode
}

// Excerpt returns the register as the database knows it, cut down to what is wanted and the agencies. What is read was
// validated when it was taken in; it is not validated again. corpus.AnyList wants every platform.
func (s *Store) Excerpt(ctx context.Context, want Excerpt) (*corpus.Register, error) {
	reg, err := corpus.EmbeddedExcerpt(want.Functions)
	if err != nil {
		return nil, err
	}
	err = s.read(ctx, func(q querier) error {
		if want.List == corpus.AnyList {
			basis, err := basisOf(ctx, q)
			if err == nil {
				reg.Platforms, err = platforms(ctx, q, basis)
			}
			return err
		}
		if reg.Platforms, err = platformsNamed(ctx, q, want.Platforms); err != nil {
			return err
		}
		l, err := readList(ctx, q, want.List)
		if l != nil && err == nil {
			reg.Lists, err = l.decode()
		}
		return err
	})
	if err != nil {
		return nil, s.about("read", err)
	}
	return reg, nil
}

// ListIs tells whether a list, as the database knows it, has a hash of corpus.Register.ListHash.
func (s *Store) ListIs(ctx context.Context, id corpus.ListID, hash string) (bool, error) {
	var now string
	err := s.read(ctx, func(q querier) error {
		l, err := readList(ctx, q, id)
		if l != nil && err == nil {
			now, err = l.hash(ctx, q)
		}
		return err
	})
	if err != nil {
		return false, s.about("read", err)
	}
	if now == hash {
		return true, nil
	}
	reg, err := s.Register(ctx) // a program of another version may have written the same in other JSON
	return err == nil && reg.ListHash(id) == hash, err
}

// lastRecord is the record of a platform that is in use.
const lastRecord = `SELECT record FROM platform_record WHERE platform = ? ORDER BY seq DESC LIMIT 1`

// platformsNamed returns the platforms that the database has of those named, sorted by identifier.
func platformsNamed(ctx context.Context, q querier, ids []corpus.ID) ([]corpus.Platform, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	var all []corpus.Platform
	for _, id := range slices.Compact(ids) {
		var text []byte
		err := q.QueryRowContext(ctx, lastRecord, id).Scan(&text)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		p, err := platformOf(text)
		if err == nil {
			err = factsOf(ctx, q, p)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, *p)
	}
	return all, nil
}

// factsOf reads the facts of a platform into it.
func factsOf(ctx context.Context, q querier, p *corpus.Platform) error {
	return question{q, factColumns + ` WHERE platform = ? ORDER BY seq`, []any{p.ID}}.each(ctx, func(scan func(...any) error) error {
		_, f, err := scanFact(scan)
		p.Facts = append(p.Facts, f)
		return err
	})
}

// listTexts is a list as the database keeps it: JSON, not decoded.
type listTexts struct {
	id      corpus.ListID
	version int
	head    []byte
	rows    [][]byte
}

// readList reads the version of a list in use; nil when there is none.
func readList(ctx context.Context, q querier, id corpus.ListID) (*listTexts, error) {
	l := &listTexts{id: id}
	err := q.QueryRowContext(ctx, `SELECT version, head FROM list_version WHERE list = ? ORDER BY version DESC LIMIT 1`, id).Scan(&l.version, &l.head)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	err = question{q, rowsOfList, []any{id, l.version}}.each(ctx, func(scan func(...any) error) error {
		var text []byte
		err := scan(&text)
		l.rows = append(l.rows, text)
		return err
	})
	return l, err
}

func (l *listTexts) decode() ([]corpus.List, error) {
	list, err := head(l.head)
	for _, text := range l.rows {
		if err != nil {
			return nil, err
		}
		var e corpus.Entry
		e, err = entry(l.id, text)
		list.Entries = append(list.Entries, e)
	}
	return []corpus.List{list}, err
}

// hash is corpus.Register.ListHash of the list, made of the texts as they are: what this program keeps is the JSON that is
// hashed there, but for the facts of a platform, which then stand in it.
func (l *listTexts) hash(ctx context.Context, q querier) (string, error) {
	with := map[corpus.ID]bool{} // platforms of the list that have facts
	err := question{q, `SELECT DISTINCT platform FROM fact`, nil}.each(ctx, func(scan func(...any) error) error {
		var id corpus.ID
		err := scan(&id)
		with[id] = true
		return err
	})
	if err != nil {
		return "", err
	}
	h := sha256.New()
	l.write(h)
	err = question{q, `SELECT e.platform, (SELECT record FROM platform_record r WHERE r.platform = e.platform ORDER BY seq DESC LIMIT 1)
		FROM entry e WHERE list = ? AND version = ? ORDER BY position`, []any{l.id, l.version}}.each(ctx, func(scan func(...any) error) error {
		var id corpus.ID
		var text []byte
		if err := scan(&id, &text); err != nil {
			return err
		}
		if with[id] {
			p, err := platformOf(text)
			if err != nil {
				return err
			}
			if err = factsOf(ctx, q, p); err != nil {
				return err
			}
			if text, err = json.Marshal(p); err != nil {
				return err
			}
		}
		h.Write(append(text, '\n'))
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// write writes head and rows as JSON, each on a line of its own.
func (l *listTexts) write(h hash.Hash) {
	h.Write(append(slices.Clip(l.head), '\n'))
	if l.rows == nil {
		io.WriteString(h, "null\n")
		return
	}
	for i, text := range l.rows {
		h.Write([]byte{"[,"[min(i, 1)]})
		h.Write(text)
	}
	io.WriteString(h, "]\n")
}
