package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/identity"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

// headOptions are the flags that say what a file is as a list.
type headOptions struct {
	document, issuer, id string
	date                 *dateFlag
	total                int
	completeness         *choice
	kind                 *choice
	note                 string
	columns              []string // header=field
}

// importOptions are the flags of list import and list update.
type importOptions struct {
	headOptions
	dryRun, accept bool
	review         string
	out            outputOptions
}

const importHelp = `import reads a list into the database: .xlsx, .csv, .docx and .pdf tables, .json, a workbook in the form of Mẫu 03, and the
JSON Lines that list export writes. Columns are recognised by their usual headings (STT, Tên nền tảng, Cơ quan chủ quản ...);
others are named with --map "heading=field". Rows that name an agency or a section head the rows below them.

Every row is matched to a known platform: the same, renamed, moved to another owner, merged, split, or new. What a name and
an owner settle is certain. What rests on comparison is only proposed: then nothing is written until --accept takes the
proposals, or --review FILE has written them to a spreadsheet and, completed by a person, read them back.

All of a list is written or nothing. A row that cannot be read is named with its place and stops the import. A list that is
on record already gets a new version when anything differs; older versions are kept. The same file again changes nothing.

EXAMPLES
  rasoat list import danh-muc.xlsx --document 1132/QĐ-TTg --date 24/6/2026 --issuer TTg --dry-run
  rasoat list import phu-luc.docx --document 99/QĐ-TTg --date 2026-10-01 --issuer TTg --review quyet-dinh.xlsx
  rasoat list import he-thong.csv --document 12/BC-SKHCN --date 2026-09-01 --issuer BKHCN --map "Tên gọi=name"

EXIT STATUS
  0  done: written, or nothing to change
  1  error: nothing was written
  2  usage: unknown flag, value or field
  4  partial: nothing was written because a person has to decide, or a row could not be read; the output says which`

func newListImportCommand(a *app) *cobra.Command {
	o := &importOptions{}
	cmd := &cobra.Command{
		Use:   "import FILE --document NO --date D --issuer A",
		Short: "read a list into the database",
		Long:  importHelp,
		Args:  argCount(1, 1, "one file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := readWhole(args[0])
			if err != nil {
				return err
			}
			return a.importList(cmd.Context(), o, &store.Source{Name: args[0], Content: data})
		},
	}
	a.addImport(cmd, o)
	return cmd
}

// addImport adds the flags of an import.
func (a *app) addImport(cmd *cobra.Command, o *importOptions) {
	f := cmd.Flags()
	o.date = &dateFlag{}
	f.StringVar(&o.document, "document", "", "number of the document that announces the list: 1132/QĐ-TTg")
	f.StringVar(&o.issuer, "issuer", "", "agency that issued it: name or abbreviation")
	f.Var(o.date, "date", "day of the document")
	f.StringVar(&o.id, "id", "", "id of the list (default from number and year: 1132-2026)")
	f.IntVar(&o.total, "total", 0, "how many platforms were announced (default the rows read)")
	f.StringVar(&o.note, "note", "", "what a reader of the list should know")
	f.StringArrayVar(&o.columns, "map", nil, `what a column holds: "heading=field"; may be given many times`)
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be read, row by row; write nothing")
	f.BoolVar(&o.accept, "accept", false, "take what is proposed for rows that are not certain")
	f.StringVar(&o.review, "review", "", "spreadsheet of decisions: written when it does not exist, else read")
	o.completeness = addChoice(cmd, "completeness", "how far the rows are those announced (default by what is read)",
		string(corpus.Complete), string(corpus.NamesOnly), string(corpus.PartialList), string(corpus.Reconstruction))
	o.completeness.value = ""
	f.Lookup("completeness").DefValue = ""
	o.kind = addChoice(cmd, "kind", "what the document is", string(corpus.Announcement), string(corpus.Programme))
	o.out = a.addOutput(cmd)
	a.addBy(cmd)
}

// readWhole reads a file up to the limit of readers.
func readWhole(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, withHint(err, "check the name of the file")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, stdinLimit+1))
	if err == nil && len(data) > stdinLimit {
		err = fmt.Errorf("%q is larger than %d MiB", path, stdinLimit>>20)
	}
	return data, err
}

// importing is an import under way.
type importing struct {
	app   *app
	opt   *importOptions
	store *store.Store
	reg   *corpus.Register
	basis store.Basis
	src   *store.Source
	list  corpus.List
	rows  []corpus.Row
	made  []corpus.Decision
	view  *report.ListImport
}

// importList reads, matches, decides, and writes a list.
func (a *app) importList(ctx context.Context, o *importOptions, src *store.Source) (err error) {
	s, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	i := &importing{app: a, opt: o, store: s, src: src}
	if i.reg, i.basis, err = s.RegisterAt(ctx); err != nil {
		return err
	}
	sum := sha256.Sum256(src.Content)
	i.view = &report.ListImport{File: src.Name, SHA256: hex.EncodeToString(sum[:]), Whole: o.dryRun}
	if err := i.read(ctx); err != nil {
		return err
	}
	if err := i.decide(ctx); err != nil {
		return err
	}
	stop, err := i.write(ctx)
	if err != nil {
		return err
	}
	i.view.Count()
	if err := a.write(i.view, o.out); err != nil {
		return err
	}
	return stop
}

// read reads head and rows of the list.
func (i *importing) read(ctx context.Context) error {
	head, rows, err := corpus.ReadJSONLines(i.src.Name, i.src.Content)
	switch {
	case err == nil:
		i.list, i.rows = *head, rows
	case errors.Is(err, corpus.ErrNotExported):
		if err := i.readDocument(ctx); err != nil {
			return err
		}
	default:
		return err
	}
	if err := i.opt.head(i.reg, &i.list, i.rows); err != nil {
		return err
	}
	l := &i.list
	i.view.List = report.ImportHead{ID: l.ID, Document: l.Document, Issuer: l.Issuer, Date: l.Date, Total: l.AnnouncedTotal}
	return nil
}

func (i *importing) readDocument(ctx context.Context) error {
	byHand, err := columnMap(i.opt.columns)
	if err != nil {
		return err
	}
	doc, err := document.Read(ctx, i.src.Name, i.src.Content, document.Limits{CacheDir: i.app.cacheDir("pdfium")})
	if err != nil {
		return err
	}
	i.src.MediaType = doc.MediaType
	read, err := intake.List(doc, i.reg, intake.ListOptions{Map: byHand})
	if err != nil {
		return &usageError{err: err}
	}
	i.rows = read.Rows
	for _, c := range read.Columns {
		i.view.Columns = append(i.view.Columns, report.ImportColumn{Header: c.Header, Field: c.Field, Place: c.Place})
	}
	for _, f := range read.Faults {
		i.view.Faults = append(i.view.Faults, f.Say(i.opt.out.lang.value))
	}
	for _, f := range read.Remarks {
		i.view.Remarks = append(i.view.Remarks, f.Say(i.opt.out.lang.value))
	}
	i.view.Remarks = append(i.view.Remarks, doc.Partial...)
	return nil
}

// docNumber is what a list's id is made of.
var docNumber = regexp.MustCompile(`[0-9]+`)

// head completes the head of a list from the flags; flags go before what the file says.
func (o *headOptions) head(reg *corpus.Register, l *corpus.List, rows []corpus.Row) error {
	if o.document != "" {
		l.Document = o.document
	}
	if o.date.date != "" {
		l.Date = o.date.date
	}
	if o.issuer != "" {
		a, ok := reg.Agency(o.issuer)
		if !ok {
			return withHint(usagef("issuer %q is no agency on record", o.issuer), "give its name or abbreviation, as TTg or BKHCN")
		}
		l.Issuer = a.Code
	}
	for flag, value := range map[string]string{"document": l.Document, "date": string(l.Date), "issuer": string(l.Issuer)} {
		if value == "" {
			return usagef("the file does not say what list it is: --document, --date and --issuer are needed, --%s is missing", flag)
		}
	}
	switch {
	case o.id != "":
		l.ID = corpus.ListID(o.id)
	case l.ID == "":
		l.ID = corpus.ListID(docNumber.FindString(l.Document) + "-" + strconv.Itoa(l.Date.Year()))
	}
	if l.SourceURLs == nil {
		l.SourceURLs = []string{}
	}
	if l.CountsByOwner == nil {
		l.CountsByOwner = map[corpus.AgencyCode]int{}
	}
	o.rest(l, rows)
	return nil
}

// rest completes what has a default.
func (o *headOptions) rest(l *corpus.List, rows []corpus.Row) {
	if l.Kind == "" {
		l.Kind = corpus.ListKind(o.kind.value)
	}
	if o.total > 0 || l.AnnouncedTotal == 0 {
		l.AnnouncedTotal = max(o.total, len(rows)*btoi(o.total == 0))
	}
	if o.note != "" {
		l.Note = o.note
	}
	switch {
	case o.completeness.value != "":
		l.Completeness = corpus.Completeness(o.completeness.value)
	case l.Completeness == "":
		l.Completeness = corpus.NamesOnly
		for i := range rows {
			if rows[i].Entry.Purpose != "" || len(rows[i].Entry.Functions) > 0 {
				l.Completeness = corpus.Complete
			}
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// decide matches the rows and takes in what a person decided.
func (i *importing) decide(ctx context.Context) (err error) {
	m := identity.New(i.reg, i.list.Date)
	defer func() { err = errors.Join(err, m.Close()) }()
	if i.made, err = m.Decide(i.rows); err != nil {
		return err
	}
	if i.opt.review != "" {
		switch data, err := readWhole(i.opt.review); {
		case errors.Is(err, os.ErrNotExist): // write puts it there
		case err != nil:
			return err
		default:
			doc, err := document.Read(ctx, i.opt.review, data, document.Limits{})
			if err != nil {
				return err
			}
			if i.made, err = intake.Review(doc, i.rows, i.made); err != nil {
				return withHint(err, "write the spreadsheet anew: rename it and run the command again")
			}
		}
	}
	i.view.Rows = report.NewImportRows(i.reg, i.rows, i.made)
	return nil
}

// write writes the list, unless something stands against it; stop then says what.
func (i *importing) write(ctx context.Context) (stop, err error) {
	i.view.Count()
	reviewed := i.reviewed()
	switch {
	case len(i.view.Faults) > 0:
		return &partial{what: []string{fmt.Sprintf("%s of %q cannot be read: nothing was written", count(len(i.view.Faults), "row"), i.src.Name)}}, nil
	case i.opt.review != "" && !reviewed:
		err := writeFile(i.opt.review, ordinaryFile, func(w io.Writer) error {
			return report.WriteReview(w, i.view, report.Options{Lang: report.Lang(i.opt.out.lang.value)})
		})
		return &partial{what: []string{fmt.Sprintf("%s to be decided in %q: complete it and run the command again", count(i.view.Undecided, "row"), i.opt.review)}}, err
	case i.opt.dryRun:
		_, err := i.revision()
		return nil, err
	case i.view.Undecided > 0 && !i.opt.accept && !reviewed:
		return withHint(&partial{what: []string{fmt.Sprintf("%s not certain: nothing was written", count(i.view.Undecided, "row"))}},
			"--accept takes what is proposed, --review FILE lets a person decide in a spreadsheet"), nil
	}
	rev, err := i.revision()
	if err != nil {
		return nil, err
	}
	out, err := i.store.Apply(ctx, rev, i.src, i.basis)
	if err != nil {
		return nil, i.app.storeError(err)
	}
	i.view.Written = &report.ImportOutcome{Version: out.Version, Changed: out.Changed, Added: out.Added, Revised: out.Revised}
	for n := range i.view.Rows {
		i.view.Rows[n].Platform = rev.Decisions[n].Platform
	}
	return nil, nil
}

// reviewed tells whether the decisions were read from the spreadsheet.
func (i *importing) reviewed() bool {
	if i.opt.review == "" {
		return false
	}
	_, err := os.Stat(i.opt.review)
	return err == nil
}

// revision works out what the list changes, and makes sure that the register is whole with it.
func (i *importing) revision() (*corpus.Revision, error) {
	rev, err := i.reg.Revise(i.list, i.rows, i.made, corpus.Record{At: i.app.Now().UTC().Format(time.RFC3339), By: i.app.author()})
	if err == nil {
		_, err = i.reg.With(rev)
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("the list does not fit what is on record, nothing was written: %w", err), "correct the file, or decide otherwise with --review")
	}
	return rev, nil
}
