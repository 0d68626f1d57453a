package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FaultKind is the kind of a fault that Check found.
type FaultKind string

// Kinds of fault. Leftover and Unfinished are what a process leaves that was killed, and no damage.
const (
	FaultPages     FaultKind = "pages"     // the file itself is damaged
	FaultReference FaultKind = "reference" // a row refers to one that is missing
	FaultLog       FaultKind = "log"       // the log does not fit
	FaultContent   FaultKind = "content"   // a stored file or result is not what its hash says
	FaultLoss      FaultKind = "loss"      // what was written last is missing
	FaultLeftover  FaultKind = "leftover"  // a file or content that nothing refers to
	// FaultUnfinished is the end of the write-ahead log that SQLite leaves out: it was not acknowledged. Where it was,
	// and the file was cut off later, there is a FaultLoss too.
	FaultUnfinished FaultKind = "unfinished"
)

// Fault is something that Check found.
type Fault struct {
	Kind FaultKind
	What string // lower case, with the place
}

// Health is what Check found of a database.
type Health struct {
	Path   string
	Chain  Chain
	Faults []Fault // none when all is well
}

// Sound tells that nothing is damaged or missing.
func (h *Health) Sound() bool {
	return !slices.ContainsFunc(h.Faults, func(f Fault) bool { return f.Kind != FaultLeftover && f.Kind != FaultUnfinished })
}

// Check examines the database file at path without changing it: the pages of the file and of its write-ahead log, the
// references, the log with all rows it covers, the hashes of stored files and results, whether what was acknowledged
// last is there, and what nothing refers to. Faults are in that order. An error means that it could not be examined.
func Check(ctx context.Context, path string) (*Health, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("check %q: %w", path, err)
	}
	s, err := openReadOnly(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("check %q: %w", path, err)
	}
	c := &checker{ctx: ctx, s: s, Health: Health{Path: path}}
	c.writeAheadLog()
	err = c.all()
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, s.about("check", err)
	}
	return &c.Health, nil
}

// openReadOnly opens a file without changing it. Where the folder cannot be written SQLite cannot share the file with
// others; with no write-ahead log beside it nobody else has it open, and it is read as it stands.
func openReadOnly(ctx context.Context, path string) (*Store, error) {
	open := func(how url.Values) (*Store, error) {
		s := &Store{db: sql.OpenDB(connector{dsn: dataSource(path) + "&" + how.Encode()}), path: path}
		var n int
		return s, s.db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&n)
	}
	s, err := open(url.Values{"mode": {"ro"}})
	if _, missing := os.Stat(path + "-wal"); !unwritable(err) || missing == nil {
		return s, nil // what else is wrong is for the checks to say
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	s, _ = open(url.Values{"mode": {"ro"}, "immutable": {"1"}}) // as above
	return s, nil
}

// checker gathers the faults of one file.
type checker struct {
	ctx context.Context
	s   *Store
	old bool // there are no tables of runs yet
	Health
}

func (c *checker) fault(kind FaultKind, format string, args ...any) {
	c.Faults = append(c.Faults, Fault{kind, fmt.Sprintf(format, args...)})
}

// all goes through the checks. Once the pages are damaged the others say only what follows from it.
func (c *checker) all() error {
	for _, check := range []func() error{c.pages, c.references, c.log, c.content, c.loss, c.leftovers} {
		err := check()
		switch {
		case damaged(err):
			c.fault(FaultPages, "%v", err)
			return nil
		case err != nil:
			return err
		case len(c.Faults) > 0 && c.Faults[len(c.Faults)-1].Kind == FaultPages:
			return nil
		}
	}
	return nil
}

// pages asks SQLite to check its pages and indexes.
func (c *checker) pages() error {
	return c.s.each(c.ctx, `PRAGMA integrity_check`, nil, func(scan func(...any) error) error {
		var answer string
		if err := scan(&answer); err != nil || answer == "ok" {
			return err
		}
		for line := range strings.SplitSeq(answer, "\n") {
			if !strings.HasPrefix(line, "***") { // a heading
				c.fault(FaultPages, "%s", line)
			}
		}
		return nil
	})
}

func (c *checker) references() error {
	return c.s.each(c.ctx, `PRAGMA foreign_key_check`, nil, func(scan func(...any) error) error {
		var table, parent string
		var row, id any
		if err := scan(&table, &row, &parent, &id); err != nil {
			return err
		}
		c.fault(FaultReference, "row %v of table %q refers to a row of %q that is missing", row, table, parent)
		return nil
	})
}

func (c *checker) log() error {
	var tables int
	if err := c.s.db.QueryRowContext(c.ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'log'`).Scan(&tables); err != nil {
		return err
	}
	if c.old = tables == 0; c.old {
		c.fault(FaultLog, "there is no log: the file is none of rasoat, or of a version before the log")
		return nil
	}
	chain, err := c.s.VerifyLog(c.ctx, "")
	var misfit *LogError
	if errors.As(err, &misfit) {
		c.fault(FaultLog, "%s", misfit.misfit())
		err = nil
	}
	c.Chain = chain
	return err
}

// content compares stored files and results with their own hashes: where the log says that rows are not what was
// recorded, this says which.
func (c *checker) content() error {
	if c.Sound() || c.old {
		return nil
	}
	err := c.s.each(c.ctx, `SELECT id, sha256, content FROM input`, nil, func(scan func(...any) error) error {
		var id int64
		var hash string
		var data []byte
		if err := scan(&id, &hash, &data); err != nil {
			return err
		}
		if hashOf(data) != hash {
			c.fault(FaultContent, "input %d is not the file with SHA-256 %q", id, hash)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.s.each(c.ctx, `SELECT run, no, hash, result FROM item`, nil, func(scan func(...any) error) error {
		var run, no int64
		var hash string
		var packed []byte
		if err := scan(&run, &no, &hash, &packed); err != nil {
			return err
		}
		if text, err := expand(packed); err != nil || hashOf(text) != hash {
			c.fault(FaultContent, "item %d of run %d is not the result with SHA-256 %q", no, run, hash)
		}
		return nil
	})
}

// loss compares the log with the record that was noted beside the file.
func (c *checker) loss() error {
	err := c.s.lost(c.ctx)
	var lost *LostError
	if errors.As(err, &lost) {
		c.fault(FaultLoss, "%v", lost)
		return nil
	}
	return err
}

// leftovers looks for contents that no run refers to and for files of a broken-off backup.
func (c *checker) leftovers() error {
	if c.old {
		return nil
	}
	err := c.s.each(c.ctx, `SELECT sha256 FROM input i WHERE NOT EXISTS (SELECT 1 FROM input_text t JOIN run_input r ON r.text = t.id WHERE t.sha256 = i.sha256)
		ORDER BY id`, nil, func(scan func(...any) error) error {
		var hash string
		if err := scan(&hash); err != nil {
			return err
		}
		c.fault(FaultLeftover, "no run refers to the input with SHA-256 %q", hash)
		return nil
	})
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(c.Path), backupPattern))
	for _, name := range names {
		c.fault(FaultLeftover, "%q is a backup that was broken off", name)
	}
	return err
}

// Layout of a write-ahead log (SQLite file format, section 4.1), in bytes.
const (
	walHeader   = 32
	frameHeader = 24
)

// writeAheadLog looks for pages at the end of the write-ahead log that SQLite will leave out: those of a transaction
// that was not finished, or of one that was cut off.
func (c *checker) writeAheadLog() {
	data, err := os.ReadFile(c.Path + "-wal")
	if err != nil || len(data) < walHeader {
		return // none, or nothing in it
	}
	page := int(binary.BigEndian.Uint32(data[8:]))
	if page < 512 || page > 1<<16 {
		c.fault(FaultUnfinished, "the header of the write-ahead log %q is not whole: what it holds is left out", filepath.Base(c.Path)+"-wal")
		return
	}
	w := walReader{order: binary.ByteOrder(binary.LittleEndian), salts: string(data[16:24])}
	if data[3]&1 == 1 {
		w.order = binary.BigEndian
	}
	w.add(data[:24])
	if w.a != binary.BigEndian.Uint32(data[24:]) || w.b != binary.BigEndian.Uint32(data[28:]) {
		c.fault(FaultUnfinished, "the header of the write-ahead log %q is not whole: what it holds is left out", filepath.Base(c.Path)+"-wal")
		return
	}
	frames, committed, broken := w.frames(data[walHeader:], page)
	switch {
	case broken:
		c.fault(FaultUnfinished, "page %d of the write-ahead log is cut off or damaged: it and what follows is left out", frames+1)
	case committed < frames:
		c.fault(FaultUnfinished, "%d pages at the end of the write-ahead log belong to a change that was not finished: they are left out", frames-committed)
	}
}

// walReader checks the running checksum of a write-ahead log.
type walReader struct {
	order binary.ByteOrder
	salts string
	a, b  uint32
}

func (w *walReader) add(data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		w.a += w.order.Uint32(data) + w.b
		w.b += w.order.Uint32(data[4:]) + w.a
	}
}

// frames counts the frames that are whole, and those up to the last commit. broken tells that a frame of this cycle of
// the log follows that is not whole; frames of an earlier cycle, with other salts, are no fault.
func (w *walReader) frames(data []byte, page int) (frames, committed int, broken bool) {
	for len(data) > 0 {
		if len(data) < frameHeader+page {
			return frames, committed, len(data) < 16 || string(data[8:16]) == w.salts
		}
		if string(data[8:16]) != w.salts {
			return frames, committed, false
		}
		w.add(data[:8])
		w.add(data[frameHeader : frameHeader+page])
		if w.a != binary.BigEndian.Uint32(data[16:]) || w.b != binary.BigEndian.Uint32(data[20:]) {
			return frames, committed, true
		}
		frames++
		if binary.BigEndian.Uint32(data[4:]) != 0 {
			committed = frames
		}
		data = data[frameHeader+page:]
	}
	return frames, committed, false
}
