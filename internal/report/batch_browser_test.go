package report

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	reader "github.com/rasoat/rasoat/internal/document"
)

// browser is a headless Chromium with one page open, and all it said and asked for.
type browser struct {
	t    *testing.T
	ctx  context.Context
	mu   sync.Mutex
	said []string // messages, exceptions, and addresses asked for
}

// newBrowser starts a browser. The test is skipped where none is installed.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	if raced {
		t.Skip("a browser is slow enough without the race detector: make slow runs this")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome", "headless-shell"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed: the page is not tried in a browser")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &browser{t: t, ctx: ctx}
}

// show opens a page from a file and notes what it says and asks for.
func (b *browser) show(html []byte) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "report.html")
	if err := os.WriteFile(file, html, 0o600); err != nil {
		b.t.Fatal(err)
	}
	err := chromedp.Listen(b.ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			b.note("console: " + string(e.Type))
		case *runtime.EventExceptionThrown:
			b.note("exception: " + e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			b.note("log: " + e.Entry.Text)
		case *network.EventRequestWillBeSent:
			if e.Request.URL != "file://"+file {
				b.note("asked for " + e.Request.URL)
			}
		}
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.do(chromedp.Navigate("file://" + file))
}

func openPage(t *testing.T, html []byte) *browser {
	t.Helper()
	b := newBrowser(t)
	b.show(html)
	return b
}

func (b *browser) note(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said = append(b.said, text)
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// script runs statements on the page.
func (b *browser) script(text string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](text))
}

// text evaluates an expression of the page, which may be a promise.
func (b *browser) text(expression string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// violations runs axe-core on the page and names the rules that it does not keep, with the first element.
func (b *browser) violations() string {
	b.t.Helper()
	axe, err := os.ReadFile(filepath.Join("testdata", "axe", "axe.min.js"))
	if err != nil {
		b.t.Fatal(err)
	}
	b.script(string(axe))
	return b.text(`axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.length + " × " + v.nodes[0].html + " " + v.nodes[0].failureSummary).join("\n"))`)
}

func TestBatchPage_InBrowser(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		t.Run(string(lang), func(t *testing.T) {
			b := openPage(t, batchOf(t, lang)["html"])
			b.script(`document.querySelectorAll("details").forEach(d => d.open = true)`)
			if found := b.violations(); found != "" {
				t.Errorf("axe-core:\n%s", found)
			}
			if len(b.said) > 0 {
				t.Errorf("the page is not silent: %s", strings.Join(b.said, "\n"))
			}
		})
	}
}

// TestBatchPage_ByKeyboard sorts a table and unfolds evidence with the keyboard alone.
// TestBatchPage_DecidedInBrowser shows what was decided already: accessible, and each component led to its evidence.
func TestBatchPage_DecidedInBrowser(t *testing.T) {
	b := openPage(t, decidedBatch(t, Vietnamese)["html"])
	b.script(`document.querySelectorAll("details").forEach(d => d.open = true)`)
	if found := b.violations(); found != "" {
		t.Errorf("axe-core:\n%s", found)
	}
	if got := b.text(`String(document.querySelectorAll("#decided details.item " + document.querySelector("#t-decided").closest("table").querySelector("tbody a").getAttribute("href")).length)`); got != "1" {
		t.Errorf("the first component leads to %s places among those that were decided about", got)
	}
}

func TestBatchPage_ByKeyboard(t *testing.T) {
	b := openPage(t, batchOf(t, Vietnamese)["html"])
	const money = `document.querySelectorAll("#verdict th")[2]`
	state := func() string {
		return b.text(money + `.getAttribute("aria-sort") + " " + Array.from(document.querySelectorAll("#verdict tbody tr"), r => r.cells[2].dataset.v).join(" ")`)
	}
	b.script(money + `.querySelector("button").focus()`)
	b.do(chromedp.KeyEvent(kb.Enter))
	first := state()
	b.do(chromedp.KeyEvent(" "))
	second := state()
	down, up := strings.Fields(first), strings.Fields(second)
	if down[0] != "descending" || up[0] != "ascending" {
		t.Errorf("sorted %q, then %q", first, second)
	}
	number := func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) } // of whole numbers
	if !slices.IsSortedFunc(up[1:], number) || slices.IsSortedFunc(down[1:], number) {
		t.Errorf("rows stand as %q, then %q", first, second)
	}
	if said := b.text(`document.getElementById("live").textContent`); !strings.Contains(said, "tăng dần") {
		t.Errorf("a screen reader hears %q", said)
	}
	open := `String(document.querySelector("#review details.item").open)`
	if b.text(open) != "false" {
		t.Error("evidence is unfolded from the start")
	}
	b.script(`document.querySelector("#review a").focus()`)
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.Sleep(200*time.Millisecond))
	if b.text(open) != "true" {
		t.Error("a link does not unfold the evidence it leads to")
	}
}

// TestBatchPage_OnPaper prints the page: the evidence is on paper though it is folded on the screen.
func TestBatchPage_OnPaper(t *testing.T) {
	b := openPage(t, batchOf(t, Vietnamese)["html"])
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if text := pdfText(t, pdf); !strings.Contains(text, "quá trình công tác") || !strings.Contains(text, speak(Vietnamese).say("section.basis")) {
		t.Errorf("%d bytes of PDF hold no evidence", len(pdf))
	}
}

// pdfText reads a PDF as a user would give it back to the program.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	d, err := reader.Read(t.Context(), "report.pdf", pdf, reader.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, b := range d.Blocks {
		fmt.Fprintln(&out, b.Text)
		for _, c := range b.Cells {
			fmt.Fprintln(&out, c.Text)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// TestBatchPage_WithoutScript shows all there is to read where scripts are switched off.
func TestBatchPage_WithoutScript(t *testing.T) {
	b := newBrowser(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.show(batchOf(t, English)["html"])
	html, err := chromedp.Run(b.ctx, chromedp.OuterHTML(chromedp.CSS("html")))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(html, "<button"); strings.Count(html, `hidden="">`) < 1 || strings.Contains(html, "aria-sort=\"none\"") {
		t.Errorf("the page promises what only its script can do: %d buttons", n)
	}
	if !strings.Contains(html, "<details class=\"item\"") {
		t.Error("no evidence")
	}
}

// TestBatchPage_IsBounded writes a long run: the page holds the first findings and says how many the workbook has.
func TestBatchPage_IsBounded(t *testing.T) {
	b := NewBatch(Options{Lang: English, Register: register(t)})
	var out bytes.Buffer
	if err := b.Output(&out, "html"); err != nil {
		t.Fatal(err)
	}
	const runs = 1500
	for i := range runs {
		r := wholeProject()
		r.Document.File = fmt.Sprintf("%d.docx", i)
		r.Components = r.Components[4:5]
		if err := b.Add(&r); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(BatchEnd{}); err != nil {
		t.Fatal(err)
	}
	html := out.String()
	if n := strings.Count(html, `<details class="item">`); n != reviewKept {
		t.Errorf("evidence of %d findings", n)
	}
	for _, want := range []string{"500 of 1500 rows are shown; the other 1000 are in the workbook", "1000 of 1500 rows are shown; the other 500 are in the workbook"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if len(html) > 8<<20 {
		t.Errorf("the page has %d bytes", len(html))
	}
}
