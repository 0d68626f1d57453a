package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"strconv"
)

// LogError names the first record of the log that does not fit: what it says of itself, of the record before it or of
// the rows it covers is not what is there. Seq is 0 when no record is to blame: rows are covered by none.
type LogError struct {
	Path string
	Seq  int64
	Kind string
	At   string
	What string // lower case
}

func (e *LogError) Error() string { return fmt.Sprintf("log of %q: %s", e.Path, e.misfit()) }

func (e *LogError) misfit() string {
	if e.Seq == 0 {
		return e.What
	}
	return fmt.Sprintf("record %d (%q of %s) does not fit: %s", e.Seq, e.Kind, e.At, e.What)
}

// Chain says how far a log was walked.
type Chain struct {
	Records int64
	Hash    string // of the last record: noted elsewhere, it proves later that nothing before it was changed
	Seen    bool   // the hash asked for is one of the chain
}

// VerifyLog walks the chain of the log from its first record and reads again every row that the records cover. The
// error is a *LogError when something does not fit. seen may be a hash noted earlier, or "".
func (s *Store) VerifyLog(ctx context.Context, seen string) (Chain, error) {
	var v verifier
	err := s.read(ctx, func(q querier) error {
		v = verifier{ctx: ctx, q: q, path: s.path, covered: map[string]int64{}, chain: Chain{Hash: FirstPrev}, seen: seen}
		// A connection answers one query at a time within a transaction: the records are gathered first.
		var all []Record
		if err := eachRecord(ctx, q, 0, func(r Record) error { all = append(all, r); return nil }); err != nil {
			return &LogError{Path: s.path, What: fmt.Sprintf("the record after %d cannot be read: %v", len(all), err)}
		}
		for i := range all {
			if err := v.record(&all[i]); err != nil {
				return err
			}
		}
		return v.rest()
	})
	return v.chain, err
}

// verifier walks the records in order.
type verifier struct {
	ctx     context.Context
	q       querier
	path    string
	covered map[string]int64 // last rowid of each table that a record covered
	chain   Chain
	seen    string
}

func (v *verifier) record(r *Record) error {
	if what := v.misfit(r); what != "" {
		return &LogError{Path: v.path, Seq: r.Seq, Kind: r.Kind, At: r.At, What: what}
	}
	v.chain.Records, v.chain.Hash = r.Seq, r.Hash
	v.chain.Seen = v.chain.Seen || r.Hash == v.seen
	return v.ctx.Err()
}

// misfit says in what a record does not fit, "" when it does.
func (v *verifier) misfit(r *Record) string {
	switch {
	case r.Seq != v.chain.Records+1:
		return fmt.Sprintf("it follows record %d, so there should be a record %d", v.chain.Records, v.chain.Records+1)
	case r.Prev != v.chain.Hash:
		return fmt.Sprintf("it names %q as the hash of the record before, which is %q", r.Prev, v.chain.Hash)
	case r.Sum() != r.Hash:
		return fmt.Sprintf("its content has the hash %q, not %q", r.Sum(), r.Hash)
	}
	var rows []Rows
	if err := json.Unmarshal(r.Rows, &rows); err != nil {
		return fmt.Sprintf("its list of rows: %v", err)
	}
	for _, c := range rows {
		if what := v.rows(c); what != "" {
			return what
		}
	}
	return ""
}

func (v *verifier) rows(c Rows) string {
	where := fmt.Sprintf("rows %d to %d of table %q", c.From, c.To, c.Table)
	if c.From != v.covered[c.Table]+1 {
		return fmt.Sprintf("%s: the records before cover rows up to %d", where, v.covered[c.Table])
	}
	_, sum, err := hashRows(v.ctx, v.q, c)
	switch {
	case err != nil:
		return fmt.Sprintf("%s: %v", where, err)
	case sum != c.SHA256:
		return where + ": the content is not what was recorded"
	}
	v.covered[c.Table] = c.To
	return ""
}

// rest looks for rows after those that the records cover.
func (v *verifier) rest() error {
	names, last, err := lastRows(v.ctx, v.q)
	if err != nil {
		return err
	}
	for _, name := range names {
		if last[name] != v.covered[name] {
			return &LogError{Path: v.path, What: fmt.Sprintf("rows %d to %d of table %q are covered by no record", v.covered[name]+1, last[name], name)}
		}
	}
	return nil
}

func hashValue(h hash.Hash, value any) {
	var kind byte
	var data []byte
	switch x := value.(type) {
	case nil:
		kind = 'n'
	case int64:
		kind, data = 'i', strconv.AppendInt(nil, x, 10)
	case float64:
		kind, data = 'f', strconv.AppendFloat(nil, x, 'g', -1, 64)
	case string:
		kind, data = 't', []byte(x)
	case []byte:
		kind, data = 'b', x
	}
	var head [9]byte
	head[0] = kind
	binary.BigEndian.PutUint64(head[1:], uint64(len(data)))
	h.Write(head[:])
	h.Write(data)
}
