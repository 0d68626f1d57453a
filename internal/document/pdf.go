package document

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/rasoat/rasoat/internal/viet"
)

// isPDF reports the signature of PDF, which may stand after some rubbish.
func isPDF(in *input) bool {
	return bytes.Contains(in.data[:min(len(in.data), 1024)], []byte("%PDF-"))
}

// scanned is the share of a page that a picture covers when the page is a scan.
const scanned = 0.3

// readPDF reads the text layer of a PDF.
func readPDF(in *input) error {
	f, err := openPDF(in.m.ctx, in.data, in.m.lim.CacheDir)
	if err != nil {
		return in.pdfFault(err)
	}
	defer f.close()
	if f.pages > in.m.lim.Pages {
		return tooLarge("more than %d pages", in.m.lim.Pages)
	}
	if !bytes.Contains(in.data[max(0, len(in.data)-2048):], []byte("%%EOF")) {
		in.partial("the end of the PDF is missing: the file was cut off and pages may be missing")
	}
	pages, blind, err := in.pdfPages(f)
	if err != nil {
		return err
	}
	recognised, unread := in.readScans(f, blind)
	if len(unread) > 0 && len(unread) == len(pages) {
		return refuse(NoText, "the PDF is a scan without a text layer", scanHint, nil)
	}
	if len(unread) > 0 {
		in.partial("pages without a text layer (scans) were not read: %s", pageList(unread))
	}
	if len(recognised) > 0 {
		in.partial("pages without a text layer (scans) were read by text recognition, so words can be wrong: %s", pageList(slices.Sorted(maps.Keys(recognised))))
	}
	dropRunningHeads(pages, in.edge)
	flow := &pdfFlow{in: in}
	for _, c := range pages {
		if err := flow.page(c); err != nil {
			return err
		}
		if err := flow.recognised(c.page.number, recognised[c.page.number]); err != nil {
			return err
		}
	}
	if err := flow.finish(); err != nil {
		return err
	}
	in.repairLostLetters()
	in.judgeTextLayer()
	return nil
}

// pdfPages takes the content of all pages; blind are those that are pictures.
func (in *input) pdfPages(f *pdfFile) (pages []pdfContent, blind []*pdfPage, err error) {
	var before *ruledGrid
	for n := 1; n <= f.pages; n++ {
		p, err := f.read(n)
		if err != nil {
			if late := in.m.alive(); late != nil {
				return nil, nil, late
			}
			in.partial("page %d is damaged and was not read", n)
			continue
		}
		if p.letters() < 10 && p.pictures > scanned {
			blind = append(blind, p)
		}
		c := p.content(before)
		before = c.ending()
		p.glyphs, p.fonts, p.rules = nil, nil, nil
		f.comments(n, in.edge)
		pages = append(pages, c)
	}
	return pages, blind, nil
}

// recognised gives the paragraphs that text recognition found on a page.
func (f *pdfFlow) recognised(page int, text []string) error {
	for _, s := range text {
		if err := f.flush(); err != nil {
			return err
		}
		f.paras++
		if err := f.in.add(Block{Text: s, Place: Place{Page: page, Para: f.paras}}); err != nil {
			return err
		}
	}
	return nil
}

// pdfFault turns what PDFium says into a refusal.
func (in *input) pdfFault(err error) error {
	if late := in.m.alive(); late != nil {
		return late // PDFium was stopped; what it said on the way means nothing
	}
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return damaged("the PDF cannot be opened", err)
}

// letters counts the letters of a page.
func (p *pdfPage) letters() int {
	n := 0
	for _, g := range p.glyphs {
		if unicode.IsLetter(g.r) {
			n++
		}
	}
	return n
}

// pageList writes page numbers, neighbours as ranges.
func pageList(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		if j == i {
			parts = append(parts, fmt.Sprint(pages[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", pages[i], pages[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

// edge is where on a page running heads and page numbers stand, as a share of its height.
const edge = 0.09

// dropRunningHeads removes page numbers, and lines at the edges that recur on most pages; all lines at the edges are
// shown to see.
func dropRunningHeads(pages []pdfContent, see func(string)) {
	seen := map[string]*runningHead{}
	for _, c := range pages {
		for _, it := range c.items {
			if key, numbers := headAt(c, it); key != "" {
				see(it.line.text())
				if seen[key] == nil {
					seen[key] = &runningHead{first: numbers, page: c.page.number}
				}
				seen[key].meet(numbers, c.page.number)
			}
		}
	}
	least := min(3, max(len(pages), 2))
	for i := range pages {
		kept := pages[i].items[:0]
		for _, it := range pages[i].items {
			key, numbers := headAt(pages[i], it)
			if h := seen[key]; key == "" || !pageNumber(key, numbers) && (h.other || h.times < least || h.times*2 < len(pages)) {
				kept = append(kept, it)
			}
		}
		pages[i].items = kept
	}
}

// runningHead is a line at the edges of pages, which differs from page to page in numbers only.
type runningHead struct {
	times int
	page  int   // the first it was met on
	first []int // its numbers there
	other bool  // some number neither stays the same nor counts the pages: the lines are text
}

// meet counts a line with its numbers.
func (h *runningHead) meet(numbers []int, page int) {
	h.times++
	for i, n := range numbers {
		h.other = h.other || n != h.first[i] && n-h.first[i] != page-h.page
	}
}

// headAt gives a line at the edge of a page with its numbers blotted out, and the numbers; "" for any other item, and for
// one of a list, which no running head is.
func headAt(c pdfContent, it pdfItem) (key string, numbers []int) {
	if it.table != nil {
		return "", nil
	}
	if y := it.line.baseline; y > edge*c.page.height && y < (1-edge)*c.page.height {
		return "", nil
	}
	text := strings.ToLower(it.line.text())
	var sb strings.Builder
	digits := false
	for _, r := range text {
		if !unicode.IsDigit(r) {
			sb.WriteRune(r)
		} else if n := len(numbers) - 1; !digits {
			sb.WriteByte('#')
			numbers = append(numbers, int(r-'0'))
		} else {
			numbers[n] = min(numbers[n]*10+int(r-'0'), 1e9)
		}
		digits = unicode.IsDigit(r)
	}
	if key = sb.String(); startsItem(text) && !pageNumber(key, numbers) {
		return "", nil
	}
	return key, numbers
}

// pageNumber reports a line that is only the number of a page: "12", "- 3 -", "Trang 3/12".
func pageNumber(key string, numbers []int) bool {
	body := strings.Trim(key, "#-–/. ")
	return (body == "" || body == "trang") && len(numbers) > 0 && len(numbers) <= 2 && slices.Max(numbers) < 10000
}

// Words needed to judge a text layer, and the share of them that must be well formed.
const (
	judgeWords = 60
	judgeShare = 0.5
)

// judgeTextLayer notes a text layer that is mostly no Vietnamese: the work of a bad recogniser, or fonts without a
// map to Unicode.
func (in *input) judgeTextLayer() {
	words, valid := 0, 0
	for i := range in.doc.Blocks {
		for _, w := range strings.FieldsFunc(in.doc.Blocks[i].Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			words++
			if viet.ValidSyllable(w) {
				valid++
			}
		}
	}
	if words >= judgeWords && float64(valid) < judgeShare*float64(words) {
		in.partial("most words of the text layer are not Vietnamese: it may come from poor text recognition, so words can be wrong or missing")
	}
}
