package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// PDFium runs as WebAssembly: a fault in it ends in an error, it sees neither files nor network, its memory has a
// ceiling, and it stops when the time is up. Compiling it takes seconds, so the machine code is kept in a directory
// the caller names and shared by all documents of a process.

// pdfMemoryPages bounds the memory of one open PDF, in units of 64 KiB: 256 MiB.
const pdfMemoryPages = 4096

// machineCode holds the compiled PDFium by cache directory.
var machineCode struct {
	sync.Mutex
	byDir map[string]wazero.CompilationCache
}

// compiled gives the shared machine code for a cache directory; "" and directories that cannot be used keep it in
// memory only.
func compiled(dir string) wazero.CompilationCache {
	machineCode.Lock()
	defer machineCode.Unlock()
	if c := machineCode.byDir[dir]; c != nil {
		return c
	}
	c := wazero.NewCompilationCache()
	if dir != "" {
		if onDisk, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			c = onDisk
		}
	}
	if machineCode.byDir == nil {
		machineCode.byDir = map[string]wazero.CompilationCache{}
	}
	machineCode.byDir[dir] = c
	return c
}

// pdfFile is an open PDF.
type pdfFile struct {
	pool  pdfium.Pool
	pdf   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	pages int
}

// openPDF opens a PDF for as long as ctx lives.
func openPDF(ctx context.Context, data []byte, cacheDir string) (*pdfFile, error) {
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1,
		MaxIdle:  1,
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(compiled(cacheDir)).
			WithMemoryLimitPages(pdfMemoryPages).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	f := &pdfFile{pool: pool}
	if err := f.load(ctx, data); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// load gives the bytes to PDFium.
func (f *pdfFile) load(ctx context.Context, data []byte) error {
	pdf, err := f.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return fmt.Errorf("start pdfium: %w", err)
	}
	f.pdf = pdf
	doc, err := pdf.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", err)
	case err != nil:
		return damaged("the PDF is cut off or damaged", err)
	}
	f.doc = doc.Document
	count, err := pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return damaged("the PDF has no list of pages", err)
	}
	f.pages = count.PageCount
	return nil
}

// close gives back what the open PDF holds. PDFium may have stopped already; there is nothing to do about that here.
func (f *pdfFile) close() {
	if f.pdf != nil {
		_ = f.pdf.Close()
	}
	_ = f.pool.Close()
}

// page names a page for a request, from 1.
func (f *pdfFile) page(number int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: f.doc, Index: number - 1}}
}

// box is a rectangle on a page in points, y growing downwards.
type box struct{ left, top, right, bottom float64 }

// glyph is a character on a page. base is where its line stands; 0 where that is not known.
type glyph struct {
	r rune
	box
	base float64
}

// fontRun is an area of text in one font.
type fontRun struct {
	box
	name   string
	size   float64
	weight int
}

// pdfPage is what stands on a page, turned the way it is shown.
type pdfPage struct {
	number        int
	width, height float64
	glyphs        []glyph
	fonts         []fontRun
	rules         []box   // lines and thin bars
	pictures      float64 // share of the page that pictures cover
}

// read takes a page.
func (f *pdfFile) read(number int) (*pdfPage, error) {
	p := &pdfPage{number: number}
	ref := f.page(number)
	size, err := f.pdf.GetPageSize(&requests.GetPageSize{Page: ref})
	if err != nil {
		return nil, err
	}
	turn, err := f.pdf.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: ref})
	if err != nil {
		return nil, err
	}
	p.width, p.height = size.Width, size.Height
	t := turned{turn.PageRotation, size.Width, size.Height}
	if err := f.readText(p, ref, t); err != nil {
		return nil, err
	}
	return p, f.readObjects(p, ref, t)
}

// turned turns boxes of a page's own space (y upwards) the way the page is shown. width and height are as shown.
type turned struct {
	rotation      enums.FPDF_PAGE_ROTATION
	width, height float64
}

// box turns one rectangle.
func (t turned) box(left, bottom, right, top float64) box {
	var b box
	switch t.rotation {
	case enums.FPDF_PAGE_ROTATION_90_CW:
		b = box{bottom, left, top, right}
	case enums.FPDF_PAGE_ROTATION_180_CW:
		b = box{t.width - right, bottom, t.width - left, top}
	case enums.FPDF_PAGE_ROTATION_270_CW:
		b = box{t.width - top, t.height - right, t.width - bottom, t.height - left}
	default:
		b = box{left, t.height - top, right, t.height - bottom}
	}
	return box{min(b.left, b.right), min(b.top, b.bottom), max(b.left, b.right), max(b.top, b.bottom)}
}

// readText takes the characters of a page and the fonts they are in.
func (f *pdfFile) readText(p *pdfPage, ref requests.Page, t turned) error {
	chars, err := f.pdf.GetPageTextStructured(&requests.GetPageTextStructured{Page: ref, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return err
	}
	text, err := f.pdf.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return err
	}
	defer func() { _, _ = f.pdf.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	begins := true // of a word
	for i, c := range chars.Chars {
		r, _ := utf8.DecodeRuneInString(c.Text)
		at := c.PointPosition
		g := glyph{r: r, box: t.box(at.Left, at.Bottom, at.Right, at.Top)}
		if shown := printable(r); begins && shown != ' ' && shown != 0 {
			origin, err := f.pdf.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text.TextPage, Index: i})
			if err == nil {
				g.base = t.box(origin.X, origin.Y, origin.X, origin.Y).bottom
			}
			begins = false
		} else if shown == ' ' || r == '\n' || r == '\r' {
			begins = true
		}
		p.glyphs = append(p.glyphs, g)
	}
	rects, err := f.pdf.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: ref, Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true,
	})
	if err != nil {
		return err
	}
	for _, r := range rects.Rects {
		at := r.PointPosition
		run := fontRun{box: t.box(at.Left, at.Bottom, at.Right, at.Top)}
		if fi := r.FontInformation; fi != nil {
			run.name, run.size, run.weight = fi.Name, fi.RenderedSize, fi.Weight
		}
		p.fonts = append(p.fonts, run)
	}
	return nil
}
