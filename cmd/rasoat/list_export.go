package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/internal/report"
)

const exportHelp = `export writes a list as JSON Lines (the exact form: head, rows, and the whole records of its platforms), as CSV or XLSX, or
as the architecture workbook of Mẫu 03 (draft guidance of 13/9/2026) with the states of --as-of. list import reads all of
them back. In the workbook "Chưa xác định" stands for what no source says.

EXAMPLES
  rasoat list export 1132-2026 > 1132-2026.jsonl
  rasoat list export 1132-2026 --format mau03 -o mau03.xlsx`

func newListExportCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "export ID",
		Short:             "write a list as JSON Lines, CSV, XLSX or Mẫu 03",
		Long:              exportHelp + exitStatus,
		Args:              argCount(1, 1, "the id of a list"),
		ValidArgsFunction: completeLists,
	}
	format := addChoice(cmd, "format", "form of the file", report.ExportFormats...)
	asOf := a.addAsOf(cmd)
	output := cmd.Flags().StringP("output", "o", "", "write to a file instead of standard output")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, lists, err := a.listVersions(cmd.Context(), args)
		if err != nil {
			return err
		}
		x := report.ListExport{Register: reg, List: lists[0], AsOf: asOf.date}
		return a.writeTo(*output, func(w io.Writer) error { return x.Write(w, format.value) })
	}
	return cmd
}
