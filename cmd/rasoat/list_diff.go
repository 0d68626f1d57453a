package main

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const diffHelp = `diff says what changed between two lists: platforms added and removed, merged and divided, renamed, moved to another owner
(apart from owners that another agency took over from), and changed functions. A list of which a database holds several
versions is named with its version: 1132-2026@1.`

func newListDiffCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "diff A B",
		Short:             "say what changed between two lists",
		Long:              diffHelp + exitStatus,
		Args:              argCount(2, 2, "the ids of two lists"),
		ValidArgsFunction: completeLists,
	}
	format := addChoice(cmd, "format", "form of the output", report.PageFormats...)
	lang := a.addLang(cmd)
	output := cmd.Flags().StringP("output", "o", "", "write to a file instead of standard output")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, lists, err := a.listVersions(cmd.Context(), args)
		if err != nil {
			return err
		}
		v := report.NewListDiff(reg, lists[0], lists[1])
		opt := report.Options{Lang: report.Lang(lang.value), Width: a.width(), Color: a.color() && *output == ""}
		return a.writeTo(*output, func(w io.Writer) error { return report.WritePage(w, v, format.value, opt) })
	}
	return cmd
}

// listVersions finds lists by id, or by id and version of the database: "1132-2026@1".
func (a *app) listVersions(ctx context.Context, names []string) (*corpus.Register, []*corpus.List, error) {
	var reg *corpus.Register
	var lists []*corpus.List
	for _, name := range names {
		id, version, numbered := strings.Cut(name, "@")
		r, l, err := a.listByID(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if reg = r; numbered {
			n, err := strconv.Atoi(version)
			if err != nil {
				return nil, nil, usagef("version %q of list %q is not a number", version, id)
			}
			if l, err = a.listVersion(ctx, l.ID, n); err != nil {
				return nil, nil, err
			}
		}
		lists = append(lists, l)
	}
	return reg, lists, nil
}

func (a *app) listVersion(ctx context.Context, id corpus.ListID, version int) (l *corpus.List, err error) {
	err = a.withStore(ctx, func(s *store.Store) (err error) {
		l, err = s.ListVersion(ctx, id, version)
		return err
	})
	return l, err
}
