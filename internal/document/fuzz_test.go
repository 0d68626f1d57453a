package document

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Whatever the bytes, a file is read within the limits or refused with a reason; our own readers never panic, and the
// text is NFC. The office formats are fuzzed by their main part, since a changed container is only refused.

// fuzzLimits keep one input short.
var fuzzLimits = Limits{
	Time: 5 * time.Second, Expanded: 16 << 20, Blocks: 20_000, Cells: 200_000, Text: 4 << 20, Tools: Tools{None: true},
	CacheDir: filepath.Join(os.TempDir(), "rasoat-test-pdfium"),
}

// try reads one input and checks what must always hold.
func try(t *testing.T, name string, data []byte) {
	t.Helper()
	begin := time.Now()
	doc, err := Read(context.Background(), name, data, fuzzLimits)
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	var r *Refusal
	if err != nil {
		if !errors.As(err, &r) {
			t.Fatalf("error of type %T: %v", err, err)
		}
		if r.Err != nil && strings.Contains(r.Err.Error(), "panic") {
			t.Fatalf("a reader panicked: %v", r.Err)
		}
		return
	}
	if len(doc.Blocks) == 0 {
		t.Fatal("a document without blocks")
	}
	for _, s := range texts(doc.Blocks) {
		if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || strings.TrimSpace(s) != s {
			t.Fatalf("text %q is not tidy", s)
		}
	}
}

// seedSamples adds the samples of some extensions whole.
func seedSamples(f *testing.F, ext string) {
	for name, data := range samples(f) {
		if filepath.Ext(name) == ext {
			f.Add(data)
		}
	}
}

// seedParts adds a part of each sample of an extension.
func seedParts(f *testing.F, ext, part string) {
	for name, data := range samples(f) {
		if filepath.Ext(name) != ext {
			continue
		}
		a, err := openArchive(data, &meter{ctx: context.Background(), lim: Limits{}.withDefaults()})
		if err != nil {
			f.Fatal(err)
		}
		content, err := a.read(part, 8<<20)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
}

func FuzzDOCX(f *testing.F) {
	seedParts(f, ".docx", "word/document.xml")
	f.Fuzz(func(t *testing.T, part []byte) {
		try(t, "a.docx", container(t, madePart{"word/document.xml", string(part)}, madePart{"word/numbering.xml", numberingPart}, madePart{"word/styles.xml", stylesPart}))
	})
}

func FuzzDOCXParts(f *testing.F) {
	f.Add([]byte(numberingPart), []byte(stylesPart))
	body := item("1", "0", "a") + item("1", "2", "b") + styled("muc", "c") + styled("ring", "d")
	f.Fuzz(func(t *testing.T, numbering, styles []byte) {
		try(t, "a.docx", madeDOCX(t, body, madePart{"word/numbering.xml", string(numbering)}, madePart{"word/styles.xml", string(styles)}))
	})
}

func FuzzXLSX(f *testing.F) {
	seedParts(f, ".xlsx", "xl/worksheets/sheet1.xml")
	f.Fuzz(func(t *testing.T, part []byte) {
		try(t, "a.xlsx", container(t, madePart{"xl/workbook.xml", `<workbook><sheets><sheet name="A"/></sheets></workbook>`}, madePart{"xl/worksheets/sheet1.xml", string(part)}, madePart{"xl/styles.xml", xlsxStyles}))
	})
}

func FuzzNumberFormat(f *testing.F) {
	for _, code := range builtinFormats {
		f.Add(code, 46000.5)
	}
	f.Fuzz(func(t *testing.T, code string, v float64) {
		format := parseNumberFormat(code)
		_ = format.show(v)
		_, _ = format.isoDate(v, true)
	})
}

func FuzzODT(f *testing.F) {
	seedParts(f, ".odt", "content.xml")
	f.Fuzz(func(t *testing.T, part []byte) {
		for _, kind := range []string{"text", "spreadsheet"} {
			try(t, "a.odt", container(t, madePart{"mimetype", "application/vnd.oasis.opendocument." + kind}, madePart{"content.xml", string(part)}))
		}
	})
}

func FuzzPDF(f *testing.F) {
	seedSamples(f, ".pdf")
	small := newPDF("Courier")
	small.page()
	small.text(60, 700, "F1", "Hệ thống")
	f.Add(small.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data, []byte("%PDF-")) {
			try(t, "a.pdf", data)
		}
	})
}

func FuzzPDFLayout(f *testing.F) {
	f.Add([]byte("UBND\x00TINH A\x01\x20 I. Muc tieu\x02..."))
	f.Add([]byte("TT   Hang muc      Kinh phi\x0a\x001    Phan he quan ly  1.200\x0a\x00     ho so\x0a\x002    Dao tao            300"))
	f.Add([]byte("UBND TINH A   CONG HOA XA HOI\x0a\x00SO B            Doc lap\x0a\x00                ngay 1 thang 2 nam 3\x0d\x00TO TRINH"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p := &pdfPage{number: 1, width: 600, height: 800}
		x, y := 50.0, 50.0
		for _, c := range data {
			switch {
			case c < 16:
				x, y = 50+float64(c)*30, y+float64(c)
			case c < 32:
				p.rules = append(p.rules, box{x, y, x + float64(c)*10, y}, box{x, y, x, y + float64(c)*5})
				x += float64(c)
			default:
				p.glyphs = append(p.glyphs, glyph{r: rune(c), box: box{x, y - 8, x + 6, y}})
				x += 6
			}
		}
		in := &input{m: &meter{ctx: context.Background(), lim: Limits{}.withDefaults()}, doc: &Document{}}
		flow := &pdfFlow{in: in}
		if err := flow.page(p.content(nil)); err != nil {
			t.Fatal(err)
		}
		if err := flow.finish(); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzOldOffice(f *testing.F) {
	data, err := os.ReadFile(filepath.Join("testdata", "test.xls"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) { try(t, "a.xls", data) })
}

// FuzzDOC changes the streams of a small document, not the container around them.
func FuzzDOC(f *testing.F) {
	main, table := madeWordBinary("Mục tiêu\rmột\x07hai\x07\x07Hết\r")
	f.Add(main, table)
	f.Fuzz(func(t *testing.T, main, table []byte) {
		w := &wordBinary{in: &input{m: &meter{ctx: context.Background(), lim: fuzzLimits.withDefaults()}, doc: &Document{}}, main: main, table: table}
		if w.readPieces() != nil {
			return
		}
		w.runs, w.paras = w.readPages(fibRunPages, false), w.readPages(fibParaPages, true)
		w.readFonts()
		w.readLists()
		_ = w.readText()
	})
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(`<table><tr><th rowspan=2>A<th colspan=2>B<tr><td>1<td>2</table><ol type=i><li>x<ul><li>y</ol><p style="display:none">z`))
	f.Fuzz(func(t *testing.T, data []byte) { try(t, "a.html", append([]byte("<html>"), data...)) })
}

func FuzzText(f *testing.F) {
	seedSamples(f, ".csv")
	f.Add([]byte("STT;D\xf9 \xb8n\n1;\"Ph\xc7n m\xd2m"))
	f.Add([]byte(`{"a":[{"b":1,"c":[2,{"d":"e"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { try(t, "a.csv", data) })
}
