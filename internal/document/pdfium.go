package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
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
// the caller names.

// pdfMemoryPages bounds the memory of one open PDF, in units of 64 KiB: 256 MiB.
const pdfMemoryPages = 4096

// pdfPools holds the running PDFium by cache directory, for the life of the process: starting it costs much more than
// reading a document.
var pdfPools struct {
	sync.Mutex
	byDir map[string]pdfium.Pool
}

// pdfPool gives PDFium, started when it is first needed. Its machine code is kept in cacheDir; "" and directories that
// cannot be used keep it in memory only.
func pdfPool(cacheDir string) (pdfium.Pool, error) {
	pdfPools.Lock()
	defer pdfPools.Unlock()
	if p := pdfPools.byDir[cacheDir]; p != nil {
		return p, nil
	}
	cache := wazero.NewCompilationCache()
	if cacheDir != "" {
		if onDisk, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			cache = onDisk
		}
	}
	workers := min(max(runtime.NumCPU(), 1), 8)
	p, err := webassembly.Init(webassembly.Config{
		MaxTotal: workers,
		MaxIdle:  workers,
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(cache).
			WithMemoryLimitPages(pdfMemoryPages).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	if pdfPools.byDir == nil {
		pdfPools.byDir = map[string]pdfium.Pool{}
	}
	pdfPools.byDir[cacheDir] = p
	return p, nil
}

// pdfFile is an open PDF.
type pdfFile struct {
	pdf   pdfium.Pdfium
	alive func() bool // stops watching the time
	doc   references.FPDF_DOCUMENT
	pages int
}

// openPDF opens a PDF in a PDFium of its own, which is stopped when ctx ends.
func openPDF(ctx context.Context, data []byte, cacheDir string) (*pdfFile, error) {
	pool, err := pdfPool(cacheDir)
	if err != nil {
		return nil, err
	}
	pdf, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	f := &pdfFile{pdf: pdf, alive: context.AfterFunc(ctx, func() { _ = pdf.Kill() })}
	if err := f.load(data); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

// load gives the bytes to PDFium.
func (f *pdfFile) load(data []byte) error {
	doc, err := f.pdf.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", err)
	case err != nil:
		return damaged("the PDF is cut off or damaged", err)
	}
	f.doc = doc.Document
	count, err := f.pdf.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return damaged("the PDF has no list of pages", err)
	}
	f.pages = count.PageCount
	return nil
}

// close gives back what the open PDF holds. Where the time ran out PDFium is being stopped already.
func (f *pdfFile) close() {
	if f.alive() {
		_ = f.pdf.Close()
	}
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

// comments calls see with the text of the notes and stamps that were put on a page. A page whose notes cannot be read
// has none: they are no part of its text.
func (f *pdfFile) comments(number int, see func(string)) {
	count, err := f.pdf.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: f.page(number)})
	if err != nil {
		return
	}
	for i := range min(count.Count, maxRemarks) {
		note, err := f.pdf.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: f.page(number), Index: i})
		if err != nil {
			continue
		}
		if text, err := f.pdf.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: note.Annotation, Key: "Contents"}); err == nil {
			see(text.Value)
		}
		_, _ = f.pdf.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: note.Annotation})
	}
}
