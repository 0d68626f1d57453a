package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/fetch"
	"github.com/rasoat/rasoat/internal/store"
)

const updateHelp = `update gets a list from where an authority publishes it, and imports it when it changed. The server is asked only for what
changed since the last time (ETag, Last-Modified). The answer is bounded in size and time and must be whole; a page on
which no list is found is refused. Its hash is recorded, and the old version of the list is kept.

The head of the list is taken from the database when --id names a list on record; else --document, --date and --issuer
are needed, as for list import. Rows that are not certain are left to a person as there.

EXAMPLES
  rasoat list update --from https://mst.gov.vn/danh-muc.xlsx --id 1132-2026
  rasoat list update --from tai-ve/danh-muc.xlsx --document 99/QĐ-TTg --date 2026-10-01 --issuer TTg

EXIT STATUS
  0  done: written, or nothing changed
  1  error: nothing was written; the address could not be reached, or what it holds is no list
  2  usage: unknown flag, value or field
  4  partial: nothing was written because a person has to decide, or a row could not be read; the output says which`

// updateLimits are the flags that bound a request.
type updateLimits struct {
	bytes int64
	time  time.Duration
}

func newListUpdateCommand(a *app) *cobra.Command {
	o, lim := &importOptions{}, &updateLimits{}
	var from string
	cmd := &cobra.Command{
		Use:   "update --from URL|FILE",
		Short: "get a list from where it is published and import it when it changed",
		Long:  updateHelp,
		Args:  argCount(0, 0, "no argument but --from"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if from == "" {
				return &usageError{err: errors.New("--from is missing"), hint: seeHelp(cmd)}
			}
			if strings.Contains(from, "://") && !fetch.IsAddress(from) {
				return usagef("--from %q: an address begins with http:// or https://", from)
			}
			return a.updateList(cmd.Context(), o, from, lim)
		},
	}
	a.addImport(cmd, o)
	f := cmd.Flags()
	f.StringVar(&from, "from", "", "address or file of the list")
	f.Int64Var(&lim.bytes, "max-bytes", 64<<20, "largest answer that is read")
	f.DurationVar(&lim.time, "timeout", time.Minute, "longest time for the whole answer")
	return cmd
}

// updateList gets a list and imports it when it changed.
func (a *app) updateList(ctx context.Context, o *importOptions, from string, lim *updateLimits) error {
	last, err := a.known(ctx, o, from)
	if err != nil {
		return err
	}
	src, err := a.get(ctx, from, last, lim)
	if err != nil || src == nil {
		return err
	}
	if looksLikePage(src) {
		return withHint(fmt.Errorf("%q holds a web page, not the file of a list", from), "give the address of the file itself; nothing was written")
	}
	sum := sha256.Sum256(src.Content)
	fmt.Fprintf(a.Stderr, "rasoat: %q holds %d bytes, SHA-256 %s\n", from, len(src.Content), hex.EncodeToString(sum[:]))
	if last != nil && bytes.Equal(last.Content, src.Content) {
		fmt.Fprintf(a.Stderr, "rasoat: %q is the same as on %s: the list stays as it is\n", from, last.RecordedAt)
	} else if err := a.importList(ctx, o, src); err != nil {
		return err
	}
	if o.dryRun {
		return nil
	}
	return a.remember(ctx, src)
}

// remember keeps an answer that gave no new version of the list, so that the next request is made on its terms (ETag,
// Last-Modified). An answer that did give one is kept with it already, and not twice.
func (a *app) remember(ctx context.Context, src *store.Source) (err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.KeepSource(ctx, src)
}

// known fills in the head of a list that is on record, and returns what the address held last.
func (a *app) known(ctx context.Context, o *importOptions, from string) (last *store.Source, err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if o.id != "" {
		reg, err := s.Register(ctx)
		if err != nil {
			return nil, err
		}
		if l, ok := reg.List(corpus.ListID(o.id)); ok {
			o.inherit(l)
		}
	}
	last, _, err = s.LastFrom(ctx, from)
	return last, err
}

// inherit takes over what the flags do not say from the list on record.
func (o *headOptions) inherit(l *corpus.List) {
	if o.document == "" {
		o.document = l.Document
	}
	if o.issuer == "" {
		o.issuer = string(l.Issuer)
	}
	if o.date.date == "" {
		o.date.date = l.Date
	}
	if o.note == "" {
		o.note = l.Note
	}
	o.kind.value = string(l.Kind)
}

// get reads the file, or asks the address for what changed; nil when nothing did.
func (a *app) get(ctx context.Context, from string, last *store.Source, lim *updateLimits) (*store.Source, error) {
	if !fetch.IsAddress(from) {
		data, err := readWhole(from)
		return &store.Source{Name: from, URL: from, Content: data}, err
	}
	r := fetch.Request{URL: from, Agent: "rasoat", Limits: fetch.Limits{Bytes: lim.bytes, Time: lim.time}}
	if last != nil {
		r.ETag, r.LastModified = last.ETag, last.LastModified
	}
	answer, err := fetch.Get(ctx, r)
	if err != nil {
		return nil, withHint(err, "nothing was written; try again later, or get the file by hand and use --from FILE")
	}
	if answer.Unchanged {
		fmt.Fprintf(a.Stderr, "rasoat: %q has not changed since %s, nothing was written\n", from, last.RecordedAt)
		return nil, nil
	}
	return &store.Source{Name: answer.Name, URL: from, MediaType: answer.MediaType, ETag: answer.ETag, LastModified: answer.LastModified,
		Content: answer.Content}, nil
}

// looksLikePage tells a web page from a file with a list: an authority's notice, a login form or an error page often
// answer where the file used to be.
func looksLikePage(src *store.Source) bool {
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(src.Content[:min(len(src.Content), 1024)], []byte("\ufeff"))))
	return (bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))) && !bytes.Contains(bytes.ToLower(src.Content), []byte("<table"))
}
