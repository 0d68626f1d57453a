package document

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Limits bounds what one file may cost. The zero value of a field means its default, so Limits{} is safe.
type Limits struct {
	Bytes    int64         // size of the file; 64 MiB
	Expanded int64         // bytes unpacked from a container, all parts together; 512 MiB
	Ratio    int64         // unpacked to packed size of a part, once it is over 32 MiB; 300
	Entries  int           // files in a container; 10,000
	Depth    int           // nesting of elements; 400
	Blocks   int           // paragraphs and rows; 400,000
	Cells    int           // cells of tables and sheets; 1,600,000
	Text     int64         // bytes of text kept; 64 MiB
	Pages    int           // pages of a PDF; 2,000
	Time     time.Duration // for the whole file; 60 s

	// Classified lets documents through that are marked as state secrets (Mật, Tối mật, Tuyệt mật); else they are refused.
	Classified bool
	// CacheDir is a directory for compiled code that makes the next PDF on this machine 3 s cheaper to open.
	// Empty means no cache.
	CacheDir string
	// Tools are the external programs that may be used.
	Tools Tools
}

// Tools names external programs. An empty field is looked up on the search path when it is needed.
type Tools struct {
	LibreOffice string // soffice: for rtf and unusual doc files
	Tesseract   string // tesseract with the vie language: for scans
	None        bool   // use no external program at all
}

// withDefaults fills the zero fields.
func (l Limits) withDefaults() Limits {
	setDefault(&l.Bytes, 64<<20)
	setDefault(&l.Expanded, 512<<20)
	setDefault(&l.Ratio, 300)
	setDefault(&l.Entries, 10_000)
	setDefault(&l.Depth, 400)
	setDefault(&l.Blocks, 400_000)
	setDefault(&l.Cells, 1_600_000)
	setDefault(&l.Text, 64<<20)
	setDefault(&l.Pages, 2_000)
	setDefault(&l.Time, 60*time.Second)
	return l
}

// setDefault puts def where nothing was set.
func setDefault[T int | int64 | time.Duration](field *T, def T) {
	if *field <= 0 {
		*field = def
	}
}

// meter counts what reading one file has cost so far; every reader charges what it takes before keeping it.
type meter struct {
	ctx      context.Context
	lim      Limits
	expanded int64
	text     int64
	blocks   int
	cells    int
	ticks    uint
}

// tick is called in every loop over input; it looks at the clock now and then.
func (m *meter) tick() error {
	m.ticks++
	if m.ticks%512 != 0 {
		return nil
	}
	return m.alive()
}

// alive reports whether there is time left.
func (m *meter) alive() error {
	err := m.ctx.Err()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return refuse(TooSlow, fmt.Sprintf("not read within %s", m.lim.Time), "split the file or raise the time limit", err)
	}
	return refuse(TooSlow, "stopped before it was read", "", err)
}

// keep charges one block with everything in it.
func (m *meter) keep(b *Block) error {
	m.blocks++
	if m.blocks > m.lim.Blocks {
		return tooLarge("more than %d paragraphs and rows", m.lim.Blocks)
	}
	m.text += int64(len(b.Text))
	for i := range b.Cells {
		m.text += int64(len(b.Cells[i].Text))
	}
	if m.text > m.lim.Text {
		return tooLarge("more than %d MiB of text", m.lim.Text>>20)
	}
	return m.tick()
}

// cell charges n cells.
func (m *meter) cell(n int) error {
	m.cells += n
	if m.cells > m.lim.Cells {
		return tooLarge("more than %d table cells", m.lim.Cells)
	}
	return nil
}

// unpack charges n bytes that came out of a container.
func (m *meter) unpack(n int) error {
	m.expanded += int64(n)
	if m.expanded > m.lim.Expanded {
		return tooLarge("unpacks to more than %d MiB", m.lim.Expanded>>20)
	}
	return nil
}

// refuse makes a refusal; Read fills in the file.
func refuse(reason Reason, detail, hint string, cause error) *Refusal {
	return &Refusal{Reason: reason, Detail: detail, Hint: hint, Err: cause}
}

// tooLarge makes a refusal for a limit that was passed.
func tooLarge(format string, args ...any) *Refusal {
	return refuse(TooLarge, fmt.Sprintf(format, args...), "split the file into smaller ones", nil)
}

// damaged makes a refusal for content that contradicts its own format.
func damaged(detail string, cause error) *Refusal {
	return refuse(Damaged, detail, "ask for the file again or save it anew in the program that made it", cause)
}
