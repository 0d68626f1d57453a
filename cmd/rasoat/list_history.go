package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
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
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		s, err := a.openStore(cmd.Context())
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		versions, err := s.Versions(cmd.Context(), corpus.ListID(args[0]))
		if err != nil {
			return err
		}
		if len(versions) == 0 {
			reg, err := s.Register(cmd.Context())
			if err != nil {
				return err
			}
			return unknownID("list", args[0], listNames(reg))
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
