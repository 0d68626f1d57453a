package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
	"github.com/rasoat/rasoat/internal/report"
)

// searchOptions are the flags of search.
type searchOptions struct {
	list, owner, function string
	top                   int
	asOf                  *dateFlag
	out                   outputOptions
}

const searchHelp = `search finds platforms by words of their names, purposes, functions, data and users, and prints the best first with the
matching words marked. All words must occur, anywhere; when no platform has them all, those with at least half are shown
and this is said. A phrase in quotes must occur as it stands. A word typed without diacritics also finds the words that
differ by them only: "dat dai" finds đất đai, "đất" finds no đạt.

EXAMPLES
  rasoat search lưu trữ điện tử
  rasoat search 'phan anh "kiến nghị"' --list 1132-2026
  rasoat search --owner "Bộ Tài chính" --function D04 --format json`

func newSearchCommand(a *app) *cobra.Command {
	o := &searchOptions{}
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "find platforms by words, with or without diacritics",
		Long:  searchHelp + exitStatus,
		Args:  func(cmd *cobra.Command, args []string) error { return o.validate(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), o, strings.Join(args, " "))
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.list, "list", string(corpus.AnyList), `only platforms of this list; "any" is all on record`)
	f.StringVar(&o.owner, "owner", "", "only platforms this agency owns on the date (abbreviation or name)")
	f.StringVar(&o.function, "function", "", "only platforms with this business function (code, as B04)")
	f.IntVar(&o.top, "top", 10, "platforms shown")
	o.out, o.asOf = a.addOutput(cmd), a.addAsOf(cmd)
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

func (o *searchOptions) validate(cmd *cobra.Command, args []string) error {
	filtered := o.owner != "" || o.function != "" || o.list != string(corpus.AnyList)
	switch {
	case strings.TrimSpace(strings.Join(args, "")) == "" && !filtered:
		return &usageError{err: errors.New("nothing to search for: no words and no filter"), hint: seeHelp(cmd)}
	case o.top < 1:
		return &usageError{err: fmt.Errorf("--top %d: must be at least 1", o.top), hint: seeHelp(cmd)}
	}
	return nil
}

// search does the work of the command.
func (a *app) search(ctx context.Context, o *searchOptions, text string) (err error) {
	reg, err := a.register(ctx)
	if err != nil {
		return err
	}
	req, err := o.request(reg, text)
	if err != nil {
		return err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	found, err := ix.Search(req)
	if err != nil {
		return err
	}
	return a.write(searchView(reg, &req, found), o.out)
}

// request turns flags into a request; a name that names nothing is a usage error.
func (o *searchOptions) request(reg *corpus.Register, text string) (index.SearchRequest, error) {
	req := index.SearchRequest{Text: text, List: corpus.ListID(o.list), Date: o.asOf.date, Size: o.top,
		Function: corpus.FunctionCode(strings.ToUpper(o.function))}
	if _, ok := reg.List(req.List); !ok && req.List != corpus.AnyList {
		return req, unknownID("list", o.list, append(listNames(reg), string(corpus.AnyList)))
	}
	if _, ok := reg.Function(req.Function); !ok && o.function != "" {
		var codes []string
		for _, f := range reg.Functions {
			codes = append(codes, string(f.Code))
		}
		return req, unknownID("function", o.function, codes)
	}
	if o.owner != "" {
		agency, ok := reg.Agency(o.owner)
		if !ok {
			var codes []string
			for _, g := range reg.Agencies {
				codes = append(codes, string(g.Code))
			}
			return req, unknownID("owner", o.owner, codes)
		}
		req.Owner = agency.Code
	}
	return req, nil
}

// searchView is what search prints.
func searchView(reg *corpus.Register, req *index.SearchRequest, found *index.SearchResult) *report.Search {
	v := &report.Search{Schema: report.SearchSchema, Query: req.Text, AsOf: req.Date, Total: found.Total, Relaxed: found.Relaxed,
		Hits: make([]report.SearchHit, len(found.Hits))}
	for i, h := range found.Hits {
		hit := report.SearchHit{ID: h.Platform.ID, Name: searchText(h.Name), Owner: h.Owner, Lists: []report.SearchList{}, Fragments: []report.SearchText{}}
		for _, id := range h.Lists {
			if l, ok := reg.List(id); ok && (!req.Date.Before(l.Date) || id == req.List) {
				hit.Lists = append(hit.Lists, report.SearchList{ID: id, Completeness: l.Completeness})
			}
		}
		for _, f := range h.Fragments {
			hit.Fragments = append(hit.Fragments, searchText(f))
		}
		v.Hits[i] = hit
	}
	return v
}

func searchText(f index.Fragment) report.SearchText {
	t := report.SearchText{Field: f.Field, Text: f.Text, Marks: make([][2]int, len(f.Marks))}
	for i, m := range f.Marks {
		t.Marks[i] = [2]int{m.From, m.To}
	}
	return t
}
