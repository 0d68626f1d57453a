package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

func newListHistoryCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history ID",
		Short: "show the versions of a list that the database holds",
		Long: `history shows the versions of a list: where each was read from, its hash, when and by whom it was recorded. The last one
is in use; the others are kept and may be compared with list diff ID@1 ID@2.` + exitStatus,
		Args:              argCount(1, 1, "the id of a list"),
		ValidArgsFunction: completeLists,
	}
	out := a.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		versions, err := a.versions(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		v := &report.ListVersions{Schema: report.VersionsSchema, ID: corpus.ListID(args[0]), Versions: []report.ListVersion{}}
		for _, x := range versions {
			v.Versions = append(v.Versions, report.ListVersion{Number: x.Number, Origin: x.Origin, Rows: x.Rows, Hash: x.Hash, Source: x.Source,
				SHA256: x.SHA256, RecordedAt: x.RecordedAt, RecordedBy: x.RecordedBy})
		}
		return a.write(v, out)
	}
	return cmd
}

// versions are those of a list in the database, the oldest first; at least one.
func (a *app) versions(ctx context.Context, id string) (versions []store.Version, err error) {
	err = a.withStore(ctx, func(s *store.Store) error {
		if versions, err = s.Versions(ctx, corpus.ListID(id)); err != nil || len(versions) > 0 {
			return err
		}
		reg, err := s.Register(ctx)
		if err != nil {
			return err
		}
		return unknownID("list", id, listNames(reg))
	})
	return versions, err
}
