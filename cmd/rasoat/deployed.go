package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/deployed"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

func newDeployedCommand(a *app) *cobra.Command {
	return newGroup("deployed", "register the systems that localities run already",
		`deployed registers the systems that localities run already, with the dates they were decided, contracted, accepted and put
into operation, their money, and the document that says so. rasoat audit compares them with the lists.`,
		newDeployedImportCommand(a), newDeployedListCommand(a))
}

// deployedOptions are the flags of deployed import.
type deployedOptions struct {
	province, agency string
	columns          []string // header=field
	dryRun           bool
	out              outputOptions
}

const deployedImportHelp = `import reads a report of deployed systems into the database: .xlsx, .ods, .csv, .docx and .pdf tables, or an architecture
workbook in the form of Mẫu 03 (sheet DM_DOITUONG; dates and money, for which it has no field, from the sheet LS_PHIENBAN).
Columns are recognised by their usual headings (Tên hệ thống, Cơ quan chủ quản, Ngày quyết định, Ngày hợp đồng, Ngày nghiệm thu,
Ngày đưa vào sử dụng, Kinh phí (triệu đồng), Nguồn ...); others are named with --map "heading=field". Dates may be ISO, day/month/year,
a month or a year. A year alone stays a year: it is not made a day.

A row that cannot be read is named with its sheet and row; the others are registered. A cell that is not understood is
kept with its system as it stands. A system on record gets a new version when anything differs; older versions are kept.
The same file again changes nothing.

EXAMPLES
  rasoat deployed import he-thong-dang-van-hanh.xlsx --province "Phú Thọ"
  rasoat deployed import mau-03.xlsx --agency "Sở Khoa học và Công nghệ tỉnh Lào Cai"
  rasoat deployed import thong-ke.csv --map "Thời gian ký=contracted" --dry-run

EXIT STATUS
  0  done: written, or nothing to change
  1  error: nothing was written
  2  usage: unknown flag, value or field
  4  partial: a row or a cell could not be read; the output says which, the others were written`

func newDeployedImportCommand(a *app) *cobra.Command {
	o := &deployedOptions{}
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "read a report of deployed systems into the database",
		Long:  deployedImportHelp,
		Args:  argCount(1, 1, "one file"),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.importDeployed(cmd.Context(), o, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&o.province, "province", "", "province of rows that name none")
	f.StringVar(&o.agency, "agency", "", "agency of rows that name none")
	f.StringArrayVar(&o.columns, "map", nil, `what a column holds: "heading=field"; may be given many times`)
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be read, row by row; write nothing")
	o.out = a.addOutput(cmd)
	a.addBy(cmd)
	return cmd
}

// importDeployed reads a report and takes its systems into the database.
func (a *app) importDeployed(ctx context.Context, o *deployedOptions, file string) error {
	data, err := readWhole(file)
	if err != nil {
		return err
	}
	src := &store.Source{Name: file, Content: data}
	rows, err := a.readDeployed(ctx, o, src)
	if err != nil {
		return err
	}
	v := deployedView(rows, src, o.out.lang.value)
	if !o.dryRun && len(rows.Systems) > 0 {
		out, err := a.addDeployed(ctx, rows, src)
		if err != nil {
			return err
		}
		v.Written = &report.DeployedChange{Added: out.Added, Revised: out.Revised, Same: out.Same}
	}
	if err := a.write(v, o.out); err != nil {
		return err
	}
	return deployedOutcome(rows, file)
}

func (a *app) readDeployed(ctx context.Context, o *deployedOptions, src *store.Source) (*intake.DeployedRows, error) {
	reg, err := corpus.Embedded() // agencies and provinces are those shipped with the program
	if err != nil {
		return nil, err
	}
	if _, ok := reg.ProvinceOf(o.province); o.province != "" && !ok {
		return nil, withHint(usagef("--province %q is no province", o.province), "give its name before or after the mergers of 2025, as \"Hà Nam\" or \"Ninh Bình\"")
	}
	mapping, err := columnMap(o.columns)
	if err != nil {
		return nil, err
	}
	doc, err := document.Read(ctx, src.Name, src.Content, document.Limits{CacheDir: a.cacheDir("pdfium")})
	if err != nil {
		return nil, err
	}
	src.MediaType = doc.MediaType
	rows, err := intake.Deployed(doc, reg, intake.DeployedOptions{Map: mapping, Province: o.province, Agency: o.agency})
	if err != nil {
		return nil, &usageError{err: err}
	}
	return rows, nil
}

// columnMap reads the values of --map.
func columnMap(columns []string) (map[string]string, error) {
	out := map[string]string{}
	for _, c := range columns {
		header, field, ok := strings.Cut(c, "=")
		if !ok {
			return nil, usagef("--map %q is not \"heading=field\"", c)
		}
		out[header] = strings.TrimSpace(field)
	}
	return out, nil
}

func (a *app) addDeployed(ctx context.Context, rows *intake.DeployedRows, src *store.Source) (out store.DeployedOutcome, err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	out, err = s.AddDeployed(ctx, rows.Systems, src)
	return out, a.storeError(err)
}

func deployedView(rows *intake.DeployedRows, src *store.Source, lang string) *report.DeployedImport {
	sum := sha256.Sum256(src.Content)
	v := &report.DeployedImport{Schema: report.DeployedImportSchema, File: src.Name, SHA256: hex.EncodeToString(sum[:]), Columns: []report.ImportColumn{},
		Faults: []string{}, Remarks: []string{}, Systems: report.NewDeployedSystems(rows.Systems)}
	for _, c := range rows.Columns {
		v.Columns = append(v.Columns, report.ImportColumn{Header: c.Header, Field: c.Field, Place: c.Place})
	}
	for _, f := range rows.Faults {
		v.Faults = append(v.Faults, f.Say(lang))
	}
	for _, f := range rows.Remarks {
		v.Remarks = append(v.Remarks, f.Say(lang))
	}
	return v
}

// deployedOutcome tells what a report leaves unread.
func deployedOutcome(rows *intake.DeployedRows, file string) error {
	cells := 0
	for _, r := range rows.Remarks {
		if r.Partial() {
			cells++
		}
	}
	if len(rows.Faults) == 0 && cells == 0 {
		return nil
	}
	return &partial{what: []string{fmt.Sprintf("%q: %s not taken in, %s not understood; see the output", file, count(len(rows.Faults), "row"), count(cells, "cell"))}}
}

func newDeployedListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "show the deployed systems on record",
		Long: `list shows the deployed systems on record as the newest report of each says: agency, province, dates, money, and where it
was read.` + exitStatus,
		Args: argCount(0, 0, "no argument"),
	}
	o := a.addPage(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		records, err := a.deployedSystems(cmd.Context())
		if err != nil {
			return err
		}
		return a.writePage(o, func(w io.Writer, opt report.Options) error {
			return report.WritePage(w, report.NewDeployedList(records), o.format.value, opt)
		})
	}
	return cmd
}

// deployedSystems are the systems on record; there must be a database.
func (a *app) deployedSystems(ctx context.Context) (records []deployed.Record, err error) {
	err = a.withStore(ctx, func(s *store.Store) (err error) {
		records, err = s.Deployed(ctx)
		return err
	})
	return records, err
}

// pageOptions are the flags of a command that prints a page of tables, or writes it to a file.
type pageOptions struct {
	format, lang *choice
	output       string
}

func (a *app) addPage(cmd *cobra.Command) *pageOptions {
	o := &pageOptions{format: addChoice(cmd, "format", "form of the output", report.PageFormats...), lang: a.addLang(cmd)}
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write to a file instead of standard output")
	return o
}

// writePage prints a page as the flags say.
func (a *app) writePage(o *pageOptions, write func(io.Writer, report.Options) error) error {
	opt := report.Options{Lang: report.Lang(o.lang.value), Width: a.width(), Color: a.color() && o.output == ""}
	return a.writeTo(o.output, func(w io.Writer) error { return write(w, opt) })
}
