package index

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/rasoat/rasoat/corpus"
)

// Options of an index. The zero value is ready to use.
type Options struct {
	// LockWait is how long Open waits for an index that another process is writing; 0 means one second.
	LockWait time.Duration
}

// Index is a register made searchable. It may be used by several goroutines. Close it when done.
type Index struct {
	reg      *corpus.Register
	texts    *texts
	ids      []corpus.ID // by ordinal
	byCode   map[corpus.FunctionCode]counted
	print    fingerprint
	bleve    bleve.Index
	postings *postings
	form     *formText
	pool     sync.Pool // of *scratch
}

// reuseReaders is bleve's setting for how many term readers of a field it keeps for the next term: reading all terms one
// after another needs one, and takes half the time with it.
const reuseReaders = "fieldTFRCacheThreshold"

// Build makes an index of the register in memory.
func Build(reg *corpus.Register, _ Options) (*Index, error) {
	if err := registerAnalyzers(); err != nil {
		return nil, err
	}
	ix := newIndex(reg)
	if err := ix.write(""); err != nil {
		return nil, fmt.Errorf("build the index: %w", err)
	}
	if err := ix.compile(); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

func newIndex(reg *corpus.Register) *Index {
	ix := &Index{reg: reg, texts: newTexts(reg), print: fingerprintOf(reg), form: newFormText(reg), byCode: byCode(reg)}
	ix.ids = make([]corpus.ID, len(reg.Platforms))
	for i := range reg.Platforms {
		ix.ids[i] = reg.Platforms[i].ID
	}
	return ix
}

// byCode tells which platforms have each function code, or a neighbour of it and not itself.
func byCode(reg *corpus.Register) map[corpus.FunctionCode]counted {
	out := make(map[corpus.FunctionCode]counted, len(reg.Functions))
	for i := range reg.Platforms {
		for _, code := range reg.Platforms[i].FunctionCodes {
			c := out[code]
			c.own = append(c.own, uint32(i))
			out[code] = c
		}
	}
	taken := make([]corpus.FunctionCode, len(reg.Platforms))
	for _, f := range reg.Functions {
		c := out[f.Code]
		for _, o := range c.own {
			taken[o] = f.Code
		}
		for _, n := range f.Near {
			for _, o := range out[n].own {
				if taken[o] != f.Code {
					taken[o] = f.Code
					c.near = append(c.near, o)
				}
			}
		}
		out[f.Code] = c
	}
	return out
}

// write creates the bleve index, in memory when dir is empty, and leaves it open. All goes into one batch, which makes
// one segment: that is quick to read, and ten thousand platforms take some hundred megabytes while they are written.
func (ix *Index) write(dir string) error {
	b, err := bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, map[string]any{reuseReaders: 1})
	if err != nil {
		return err
	}
	ix.bleve = b
	d := documenter{texts: ix.texts}
	batch := b.NewBatch()
	for i := range ix.reg.Functions {
		err = errors.Join(err, batch.IndexAdvanced(d.function(&ix.reg.Functions[i])))
	}
	for i := range ix.reg.Platforms {
		err = errors.Join(err, batch.IndexAdvanced(d.platform(&ix.reg.Platforms[i])))
	}
	if err = errors.Join(err, b.Batch(batch)); err != nil {
		return errors.Join(err, b.Close())
	}
	return nil
}

// compile reads the postings out of the open bleve index.
func (ix *Index) compile() error {
	inner, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	reader, err := inner.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	if n, err := reader.DocCount(); err != nil || n != uint64(len(ix.reg.Platforms)+len(ix.reg.Functions)) {
		return errors.Join(err, fmt.Errorf("%d records where %d were written", n, len(ix.reg.Platforms)+len(ix.reg.Functions)))
	}
	ix.postings, err = compile(reader, len(ix.ids), ix.countsOf)
	return err
}

// countsOf returns the platforms for which the words of a bleve document count.
func (ix *Index) countsOf(doc string) (counted, error) {
	if code, ok := strings.CutPrefix(doc, functionPrefix); ok {
		return ix.byCode[corpus.FunctionCode(code)], nil
	}
	if o, ok := ix.Ordinal(corpus.ID(doc)); ok {
		return counted{own: []uint32{uint32(o)}}, nil
	}
	return counted{}, fmt.Errorf("the index holds platform %q, which is not in the register", doc)
}

// Create writes an index of the register to dir. It builds beside dir and then renames, so that dir holds either
// the old index or the whole new one. An index already in dir is replaced; anything else there is an error.
func Create(dir string, reg *corpus.Register, opt Options) error {
	if err := registerAnalyzers(); err != nil {
		return err
	}
	if err := replaceable(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("create the index: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".building-")
	if err != nil {
		return fmt.Errorf("create the index: %w", err)
	}
	defer os.RemoveAll(work)
	fresh := filepath.Join(work, "new")
	ix := newIndex(reg)
	if err := ix.write(fresh); err != nil {
		return fmt.Errorf("create the index in %q: %w", dir, err)
	}
	if err := errors.Join(ix.Close(), ix.print.save(fresh)); err != nil {
		return fmt.Errorf("create the index in %q: %w", dir, err)
	}
	return swap(fresh, dir, filepath.Join(work, "old"))
}

// replaceable refuses a directory that holds something else than an index.
func replaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("create the index: %w", err)
	case len(entries) == 0:
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, fingerprintFile)); err != nil {
		return fmt.Errorf("%q is not empty and holds no index: name another directory", dir)
	}
	return nil
}

// swap puts fresh in the place of dir; what was there goes to old.
func swap(fresh, dir, old string) error {
	if err := os.Rename(dir, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("replace the index in %q: %w", dir, err)
	}
	if err := os.Rename(fresh, dir); err != nil {
		return fmt.Errorf("put the index in %q: %w", dir, err)
	}
	return nil
}

// BusyError says that another process holds the index for writing.
type BusyError struct {
	Dir string
	Err error
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("the index in %q is held by another process: wait until it ends, or name another directory", e.Dir)
}

// Unwrap returns what the storage said.
func (e *BusyError) Unwrap() error { return e.Err }

// Open opens the index of the register in dir for reading; any number of processes may. The error is *StaleError when
// the index was made from other lists or by another version, *BusyError when it is being written, *DamagedError when it
// cannot be read, and fs.ErrNotExist when there is none.
func Open(dir string, reg *corpus.Register, opt Options) (*Index, error) {
	if err := registerAnalyzers(); err != nil {
		return nil, err
	}
	have, err := readFingerprint(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no index in %q: build it first: %w", dir, err)
	} else if err != nil {
		return nil, &DamagedError{Dir: dir, Err: err}
	}
	ix := newIndex(reg)
	if err := have.check(dir, ix.print); err != nil {
		return nil, err
	}
	if err := have.whole(dir); err != nil {
		return nil, &DamagedError{Dir: dir, Err: err}
	}
	if err := ix.open(dir, cmp.Or(opt.LockWait, time.Second)); err != nil {
		return nil, err
	}
	return ix, nil
}

// open reads the bleve index in dir. A damaged file can make bleve panic; that is an error here.
func (ix *Index) open(dir string, wait time.Duration) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &DamagedError{Dir: dir, Err: fmt.Errorf("%v", r)}
		}
	}()
	ix.bleve, err = bleve.OpenUsing(dir, map[string]any{"read_only": true, "bolt_timeout": wait.String(), reuseReaders: 1})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return &BusyError{Dir: dir, Err: err}
	case err != nil:
		return &DamagedError{Dir: dir, Err: err}
	}
	if err := ix.compile(); err != nil {
		return &DamagedError{Dir: dir, Err: errors.Join(err, ix.Close())}
	}
	return nil
}

// DamagedError says that the files of an index cannot be read.
type DamagedError struct {
	Dir string
	Err error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the index in %q cannot be read: %v; build it again", e.Dir, e.Err)
}

// Unwrap returns what was wrong.
func (e *DamagedError) Unwrap() error { return e.Err }

// OpenOrBuild opens the index of the register in dir, and first writes it when there is none, or it is stale or
// damaged. An empty dir means in memory.
func OpenOrBuild(dir string, reg *corpus.Register, opt Options) (*Index, error) {
	if dir == "" {
		return Build(reg, opt)
	}
	ix, err := Open(dir, reg, opt)
	var busy *BusyError
	if err == nil || errors.As(err, &busy) {
		return ix, err
	}
	if err := Create(dir, reg, opt); err != nil {
		return nil, err
	}
	return Open(dir, reg, opt)
}

// Fingerprint says what built the index: its versions and a hash of all that is indexed.
func (ix *Index) Fingerprint() string { return ix.print.String() }

// Close frees the index.
func (ix *Index) Close() error { return ix.bleve.Close() }
