package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
)

// What a page holds of a long run, so that a browser opens it and a person reads it; the workbook has everything.
const (
	pageComponents = 1000
	pageUnread     = 500
	pageClusters   = 200
	pageMembers    = 50
	pageRows       = 100 // of a table of counts
)

// batchPage writes the report as one page that needs nothing outside itself. It reads well without its script, which
// sorts tables and unfolds evidence, and its content security policy lets no other script run.
type batchPage struct {
	speaker
	w          io.Writer
	components []sortRow
	missed     [][]string
}

func newBatchPage(w io.Writer, s speaker) *batchPage { return &batchPage{speaker: s, w: w} }

// sortTable is a table whose columns a reader can sort by.
type sortTable struct {
	ID, Caption string
	Columns     []sortColumn
	Rows        []sortRow
	Left        string // what is left to the workbook, in words; "" for nothing
}

type sortColumn struct {
	Name   string
	Number bool
}

type sortRow []sortCell

// sortCell is a cell: what is read, by what number it is sorted where that differs, and where it leads.
type sortCell struct {
	Text, Sort, Href string
	Class            string // of a verdict, else ""
	Number           bool
}

func cell(text string) sortCell { return sortCell{Text: text} }

func (s speaker) countCell(n int) sortCell {
	return sortCell{Text: s.grouped(int64(n)), Sort: strconv.Itoa(n), Number: true}
}

// moneyCell is an amount in short; one that is not stated is sorted below all.
func (s speaker) moneyCell(vnd *int64) sortCell {
	return sortCell{Text: s.tableMoney(vnd), Sort: strconv.FormatInt(max(amount(vnd), 0), 10), Number: true}
}

// columnsOf heads columns; those at the places given hold numbers.
func columnsOf(names []string, numbers ...int) []sortColumn {
	out := make([]sortColumn, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	for _, i := range numbers {
		out[i].Number = true
	}
	return out
}

// limited keeps the first rows and says how many are left to the workbook.
func (s speaker) limited(t sortTable, most int) sortTable {
	if n := len(t.Rows); n > most {
		t.Rows, t.Left = t.Rows[:most], s.left(most, n)
	}
	return t
}

// left says how many of some rows are shown, "" for all.
func (s speaker) left(shown, all int) string {
	if shown >= all {
		return ""
	}
	return s.say("page.left", shown, all, all-shown)
}

func (b *batchPage) result(r *Result) error {
	for i := range r.Components {
		if len(b.components) == pageComponents {
			break
		}
		c := &r.Components[i]
		row := len(b.components) + 1
		b.components = append(b.components, sortRow{b.countCell(row), cell(c.Name), {Text: b.marked(c), Class: string(c.Verdict)}, cell(ofFinding(c, func(f *Finding) string { return f.Platform.Name })),
			b.moneyCell(c.Money), cell(r.Proposal.Province), cell(standing(r.File, b.located(c.Location)))})
	}
	return nil
}

func (b *batchPage) unread(u *BatchUnread) error {
	if len(b.missed) < pageUnread {
		b.missed = append(b.missed, b.unreadRow(u))
	}
	return nil
}

// standing puts a file and a place in it together.
func standing(file, place string) string {
	return strings.Trim(file+", "+place, ", ")
}

func (b *batchPage) finish(sum *batchSummary, end *BatchEnd) error {
	page, err := template.New("page").Funcs(b.functions()).Funcs(template.FuncMap{"outlook": b.outlook, "shared": b.sharedWords, "units": b.sameUnits, "near": numbers}).
		Parse(batchTemplate + batchParts + componentTemplate)
	if err != nil {
		return fmt.Errorf("parse html report: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, b.view(sum, end)); err != nil {
		return fmt.Errorf("render html report: %w", err)
	}
	if _, err := b.w.Write(bytes.Map(markupRune, out.Bytes())); err != nil {
		return fmt.Errorf("write html report: %w", err)
	}
	return nil
}

// policy allows the style and the script of the page, by their hashes, and nothing else.
func policy(style template.CSS, script template.JS) string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src " + hash(string(style)) + "; script-src " + hash(string(script))
}
