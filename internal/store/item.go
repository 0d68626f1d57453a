package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Item is a proposal of a run with its judgement, or a file of it that was refused.
type Item struct {
	Run        int64
	No         int           // from 1, in input order
	Result     engine.Result // with every candidate that was considered, when the engine was asked for them
	JSON       []byte        // of Result, as it was kept
	Hash       string        // SHA-256 of JSON
	RecordedAt string        // RFC 3339
	RecordedBy string
}

// UnknownItemError says that a run has no item of that number.
type UnknownItemError struct {
	Run   int64
	No    int
	Items int // how many the run has
}

func (e *UnknownItemError) Error() string {
	return fmt.Sprintf("run %d has no item %d: it has %d", e.Run, e.No, e.Items)
}

// ContinuedError says that a run has other items than the caller knows of: another process goes on with it.
type ContinuedError struct {
	Run          int64
	Known, Items int
}

func (e *ContinuedError) Error() string {
	return fmt.Sprintf("run %d has %d items, not %d: another process goes on with it", e.Run, e.Items, e.Known)
}

// AddItems adds the next results of a run that has count items, all or none. The error is a *ContinuedError when it has
// others.
func (s *Store) AddItems(ctx context.Context, run int64, count int, items []engine.Result) error {
	if len(items) == 0 {
		return nil
	}
	return s.write(ctx, func(t *tx) error {
		r, err := runOf(ctx, t.conn, run)
		if err != nil {
			return err
		}
		if r.Items != count {
			return &ContinuedError{Run: run, Known: count, Items: r.Items}
		}
		w, err := t.itemWriter(ctx, run)
		if err != nil {
			return err
		}
		defer w.close()
		for i := range items {
			if err := w.add(ctx, r.Items+1+i, &items[i]); err != nil {
				return fmt.Errorf("keep item %d of run %d: %w", r.Items+1+i, run, err)
			}
		}
		return t.log(ctx, "items", map[string]any{"run": run, "from": r.Items + 1, "to": r.Items + len(items), "sha256": hex.EncodeToString(w.sum.Sum(nil))})
	})
}

// itemWriter inserts items and their components.
type itemWriter struct {
	packer
	t               *tx
	run             int64
	item, component *sql.Stmt
	sum             interface { // over the hashes of the items, each followed by a line feed
		io.Writer
		Sum([]byte) []byte
	}
}

func (t *tx) itemWriter(ctx context.Context, run int64) (*itemWriter, error) {
	w := &itemWriter{t: t, run: run, sum: sha256.New()}
	var err error
	if w.item, err = t.conn.PrepareContext(ctx, `INSERT INTO item (run, no, title, input, verdict, hash, result, recorded_at, recorded_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`); err != nil {
		return nil, err
	}
	w.component, err = t.conn.PrepareContext(ctx, `INSERT INTO component (run, item, no, name, money, verdict, grade, rule, platform, responsibility,
		province, ministry, year) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return nil, errors.Join(err, w.item.Close())
	}
	return w, nil
}

func (w *itemWriter) close() {
	_ = w.item.Close() // statements of a connection that goes back to its pool
	_ = w.component.Close()
}

func (w *itemWriter) add(ctx context.Context, no int, r *engine.Result) error {
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	hash := hashOf(text)
	fmt.Fprintln(w.sum, hash)
	packed, err := w.pack(text)
	if err != nil {
		return err
	}
	if _, err := w.item.ExecContext(ctx, w.run, no, r.Proposal.Title, r.Document.SHA256, string(r.Verdict), hash, packed, w.t.at, w.t.by); err != nil {
		return err
	}
	for i := range r.Components {
		c := &r.Components[i]
		var lead engine.Finding
		if len(c.Findings) > 0 {
			lead = c.Findings[0]
		}
		if _, err := w.component.ExecContext(ctx, w.run, no, i+1, c.Component.Name, c.Component.Money, string(c.Verdict), string(c.Grade), c.Rule,
			string(lead.Platform.ID), lead.Responsibility, r.Proposal.Province, lead.Platform.Owner, year(r.Proposal.Date)); err != nil {
			return err
		}
	}
	return nil
}

// year is the year of an ISO date, "" when there is none.
func year(date string) string { return date[:min(len(date), len("2006"))] }

// Item returns an item of a run. The error is an *UnknownRunError or an *UnknownItemError when there is none.
func (s *Store) Item(ctx context.Context, run int64, no int) (*Item, error) {
	it, err := scanItem(s.db.QueryRowContext(ctx, itemColumns+` WHERE run = ? AND no = ?`, run, no).Scan)
	if !errors.Is(err, sql.ErrNoRows) {
		return it, s.named(err)
	}
	r, err := s.Run(ctx, run)
	if err != nil {
		return nil, err
	}
	return nil, &UnknownItemError{Run: run, No: no, Items: r.Items}
}

// Items yields the items of a run in order. The error is an *UnknownRunError when there is no such run.
func (s *Store) Items(ctx context.Context, run int64, yield func(*Item) error) error {
	if _, err := s.Run(ctx, run); err != nil {
		return err
	}
	return s.items(ctx, itemColumns+` WHERE run = ? ORDER BY no`, run, yield)
}

// ItemHashes returns the hashes of the items of a run, in order.
func (s *Store) ItemHashes(ctx context.Context, run int64) ([]string, error) {
	var all []string
	err := s.each(ctx, `SELECT hash FROM item WHERE run = ? ORDER BY no`, []any{run}, func(scan func(...any) error) error {
		var hash string
		err := scan(&hash)
		all = append(all, hash)
		return err
	})
	return all, err
}

// Documents yields what each item of a run says of the file it came from, in order, without reading the rest of it.
func (s *Store) Documents(ctx context.Context, run int64, yield func(*engine.Document) error) error {
	return s.each(ctx, `SELECT no, result FROM item WHERE run = ? ORDER BY no`, []any{run}, func(scan func(...any) error) error {
		var no int
		var packed []byte
		if err := scan(&no, &packed); err != nil {
			return err
		}
		d, err := documentOf(packed)
		if err != nil {
			return fmt.Errorf("item %d of run %d is damaged: %w", no, run, err)
		}
		return yield(d)
	})
}

// documentOf reads a result, as it was kept, up to what it says of its file: that comes first.
func documentOf(packed []byte) (*engine.Document, error) {
	text, err := expanding(packed)
	if err != nil {
		return nil, err
	}
	in := json.NewDecoder(text)
	if _, err := in.Token(); err != nil { // the brace that opens it
		return nil, err
	}
	for in.More() {
		field, err := in.Token()
		if err != nil {
			return nil, err
		}
		if field == "Document" {
			d := &engine.Document{}
			return d, in.Decode(d)
		}
		if err := in.Decode(new(json.RawMessage)); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("it names no document")
}

// ItemsAgainst yields the items that were checked against a list, oldest first. A result that was kept several times, to
// the byte, is yielded once; refused files are left out.
func (s *Store) ItemsAgainst(ctx context.Context, list corpus.ListID, yield func(*Item) error) error {
	return s.items(ctx, itemColumns+` WHERE id IN (SELECT min(i.id) FROM item i JOIN run r ON r.id = i.run WHERE r.list = ? GROUP BY i.hash) ORDER BY id`,
		list, func(it *Item) error {
			if it.Result.Document.Refusal != nil {
				return nil
			}
			return yield(it)
		})
}

const itemColumns = `SELECT run, no, hash, result, recorded_at, recorded_by FROM item`

func (s *Store) items(ctx context.Context, query string, arg any, yield func(*Item) error) error {
	return s.each(ctx, query, []any{arg}, func(scan func(...any) error) error {
		it, err := scanItem(scan)
		if err != nil {
			return err
		}
		return yield(it)
	})
}

func scanItem(scan func(...any) error) (*Item, error) {
	var it Item
	var packed []byte
	if err := scan(&it.Run, &it.No, &it.Hash, &packed, &it.RecordedAt, &it.RecordedBy); err != nil {
		return nil, err
	}
	var err error
	if it.JSON, err = expand(packed); err == nil {
		err = json.Unmarshal(it.JSON, &it.Result)
	}
	if err != nil {
		return nil, fmt.Errorf("item %d of run %d is damaged: %w", it.No, it.Run, err)
	}
	return &it, nil
}

// packer compresses texts for the database, one after another. Speed tells more than size here: the fastest level makes
// results hardly larger.
type packer struct {
	out bytes.Buffer
	w   *gzip.Writer
}

// pack compresses a text; what it returns is good until the next call.
func (p *packer) pack(text []byte) ([]byte, error) {
	p.out.Reset()
	if p.w == nil {
		var err error
		if p.w, err = gzip.NewWriterLevel(&p.out, gzip.BestSpeed); err != nil {
			return nil, err
		}
	} else {
		p.w.Reset(&p.out)
	}
	_, err := p.w.Write(text)
	if err = errors.Join(err, p.w.Close()); err != nil {
		return nil, fmt.Errorf("compress: %w", err)
	}
	return p.out.Bytes(), nil
}

// expand gives back the text; one that is not compressed is given as it is.
func expand(packed []byte) ([]byte, error) {
	r, err := expanding(packed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func expanding(packed []byte) (io.Reader, error) {
	if !bytes.HasPrefix(packed, []byte{0x1f, 0x8b}) {
		return bytes.NewReader(packed), nil
	}
	return gzip.NewReader(bytes.NewReader(packed))
}
