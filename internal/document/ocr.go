package document

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"
)

const (
	ocrDPI    = 200      // at which clean prose is read with under 1 % of letters wrong
	ocrPixels = 40 << 20 // of one page; larger ones are not pages
)

// recogniser is tesseract with Vietnamese, where it is installed.
type recogniser struct {
	program string
	dir     string // for its work; made and removed by the caller
}

// newRecogniser finds tesseract and its Vietnamese model; nil when either is missing.
func (in *input) newRecogniser(dir string) *recogniser {
	program := in.m.lim.Tools.tool(in.m.lim.Tools.Tesseract, "tesseract")
	if program == "" {
		return nil
	}
	languages, err := runTool(in.m.ctx, dir, program, "--list-langs")
	if err != nil || !bytes.Contains(languages, []byte("vie")) {
		return nil
	}
	return &recogniser{program: program, dir: dir}
}

// recognise gives the paragraphs on a page of a scan.
func (r *recogniser) recognise(in *input, f *pdfFile, p *pdfPage) ([]string, error) {
	if p.width*p.height*(ocrDPI/72.0)*(ocrDPI/72.0) > ocrPixels {
		return nil, tooLarge("page %d is too large for text recognition", p.number)
	}
	picture, err := f.pdf.RenderPageInDPI(&requests.RenderPageInDPI{Page: f.page(p.number), DPI: ocrDPI, ImageFormat: requests.RenderImageFormatGrayscale})
	if err != nil {
		return nil, err
	}
	defer picture.Cleanup()
	path := filepath.Join(r.dir, "page.png")
	out, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	err = png.Encode(out, picture.Result.RenderedImage)
	if closing := out.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, err
	}
	text, err := runTool(in.m.ctx, r.dir, r.program, path, "stdout", "-l", "vie", "--psm", "3")
	if err != nil {
		return nil, err
	}
	return paragraphs(string(text)), nil
}

// paragraphs joins recognised lines up to the next empty one.
func paragraphs(text string) []string {
	var out []string
	var open []string
	flush := func() {
		if len(open) > 0 {
			out = append(out, tidy(strings.Join(open, " ")))
		}
		open = nil
	}
	for _, line := range splitLines(text) {
		if line = strings.TrimSpace(line); line == "" || startsItem(line) {
			flush()
		}
		if line != "" {
			open = append(open, line)
		}
	}
	flush()
	return out
}

// readScans recognises the pages that have no text layer. It gives the paragraphs by page, and the pages that stay
// unread: all of them without tesseract.
func (in *input) readScans(f *pdfFile, pages []*pdfPage) (read map[int][]string, unread []int) {
	read = map[int][]string{}
	dir, err := os.MkdirTemp("", "rasoat-ocr-")
	if err == nil {
		defer os.RemoveAll(dir)
	}
	var r *recogniser
	if err == nil {
		r = in.newRecogniser(dir)
	}
	for _, p := range pages {
		if r == nil {
			unread = append(unread, p.number)
			continue
		}
		text, err := r.recognise(in, f, p)
		if err != nil || len(text) == 0 {
			unread = append(unread, p.number)
			continue
		}
		read[p.number] = text
	}
	return read, unread
}
