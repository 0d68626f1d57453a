package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
)

// printed writes results in one of the forms of an agency's report.
func printed(t testing.TB, write func(io.Writer, []engine.Result, Options) error, results []engine.Result, lang Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, results, Options{Lang: lang, Register: register(t)}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestDOCX_PartsAreWellFormed parses every part: a stray character would make a word processor refuse the file.
func TestDOCX_PartsAreWellFormed(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		data := printed(t, DOCX, everything(), lang)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			d := xml.NewDecoder(r)
			for err == nil {
				_, err = d.Token()
			}
			if !errors.Is(err, io.EOF) {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
}

// docxText is the text of the body of a document, a line for each paragraph.
func docxText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if err != nil {
			return out.String()
		}
		switch token := token.(type) {
		case xml.CharData:
			out.Write(token)
		case xml.EndElement:
			if token.Name.Local == "p" {
				out.WriteByte('\n')
			}
		}
	}
}

// TestDOCX_SaysWhatTextSays holds the printed report to the words of the view model, hostile ones included.
func TestDOCX_SaysWhatTextSays(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		s := speak(lang)
		text := docxText(t, printed(t, DOCX, everything(), lang))
		d := Build(everything(), Options{Lang: lang, Register: register(t)})
		r := &d.Results[0]
		want := []string{s.say("annex.nation"), s.say("annex.motto"), s.say("annex.kind"), s.say("annex.check"), s.say("annex.capacity"),
			r.Proposal.Title, s.say("note.no_tick"), s.completeness(&d.Results[3].Provenance), "<script>alert(1)</script>"}
		for i := range r.Components {
			c := &r.Components[i]
			want = append(want, c.Name, s.verdict(c.Verdict))
			if pasted(c) {
				want = append(want, s.rationale(r, c))
			}
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: the report does not say %q", lang, w)
			}
		}
		for _, line := range strings.Split(text, "\n") {
			if word := ownVoice(line); word != "" {
				t.Errorf("%s: the report says %q: %s", lang, word, line)
			}
		}
		for _, r := range "\x1b\u202e" {
			if strings.ContainsRune(text, r) {
				t.Errorf("%s: the report holds %q", lang, r)
			}
		}
	}
}

// TestDOCX_NamesDecisions prints what people decided, also about components that are not found any more.
func TestDOCX_NamesDecisions(t *testing.T) {
	made := &decision.Decision{ID: 1, Run: 2, Item: 1, Component: 1, Kind: decision.Defer, Reason: decision.NotOperating, Note: "Chờ Bộ trả lời", RecordedBy: "Nguyễn Văn A"}
	gone := &decision.Decision{ID: 2, Run: 2, Item: 1, Component: 9, Kind: decision.Agree, Reason: decision.AsAssessed, Note: "Đã bỏ khỏi hồ sơ", RecordedBy: "Nguyễn Văn B"}
	opt := Options{Register: register(t), Decided: func(*engine.Result) decision.Standings {
		return decision.Standings{Components: [][]decision.Standing{{{Decision: made}}}, Gone: []decision.Standing{{Decision: gone}}}
	}}
	var out bytes.Buffer
	if err := DOCX(&out, []engine.Result{titleOnly()}, opt); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{made.Note, made.RecordedBy, gone.Note} {
		if !strings.Contains(docxText(t, out.Bytes()), want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

// TestPrinted_SameBytesEveryTime writes each form twice.
func TestPrinted_SameBytesEveryTime(t *testing.T) {
	for name, write := range map[string]func(io.Writer, []engine.Result, Options) error{"docx": DOCX, "pdf": PDF} {
		if first, second := printed(t, write, everything(), Vietnamese), printed(t, write, everything(), Vietnamese); !bytes.Equal(first, second) {
			t.Errorf("two runs differ in %s", name)
		}
	}
}

// TestPDF_AnyText sets texts that break naive setting: beyond the basic plane, longer than a line, longer than a page.
func TestPDF_AnyText(t *testing.T) {
	for name, text := range map[string]string{
		"beyond the basic plane": "Nền tảng 😀 số 𠀀", "a word longer than a line": strings.Repeat("ữ", 400),
		"a cell longer than a page": strings.Repeat("chức năng ", 3000), "nothing": "", "not UTF-8": "\xff\xfe",
	} {
		r := titleOnly()
		r.Proposal.Title, r.Components[0].Component.Name = text, text
		r.Components[0].Findings[0].Facets[0].Platform = []engine.Quote{{Text: text}}
		if data := printed(t, PDF, []engine.Result{r}, Vietnamese); !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.Contains(data, []byte("/Outlines")) {
			t.Errorf("%s: no PDF with bookmarks: %.20q", name, data)
		}
	}
}

// TestSheet_CutsTallRows sets a row taller than three pages: every line is printed, and none below the margin.
func TestSheet_CutsTallRows(t *testing.T) {
	p, err := newSheet(newAnnex(speak(Vietnamese), "thử", nil))
	if err != nil {
		t.Fatal(err)
	}
	p.newPage()
	p.table(&annexTable{[]annexColumn{{"a", 1, false}, {"b", 1, true}}, [][]string{{"1", "2"}, {strings.Repeat("dòng\n", 180), "x"}, {"3", "4"}}})
	if n := p.PageNo(); n != 4 {
		t.Errorf("the table takes %d pages, want 4", n)
	}
	if p.left() < 0 {
		t.Errorf("the last page is overfull by %.1f mm", -p.left())
	}
}

// TestSheet_LinesFit breaks text so that no line is wider than it may be, and loses no word.
func TestSheet_LinesFit(t *testing.T) {
	p, err := newSheet(newAnnex(speak(Vietnamese), "thử", nil))
	if err != nil {
		t.Fatal(err)
	}
	text := staffName + " " + strings.Repeat("w", 90) + "\n" + hostile
	for _, width := range []float64{20, 45, textWidth} {
		var words []string
		for _, l := range p.lines([]piece{{text: "Tên: ", face: italicFace}, {text: text}}, setting{size: bodySize}, width) {
			if l.width > width+0.1 {
				t.Errorf("width %.0f: a line takes %.2f mm", width, l.width)
			}
			for _, w := range l.words {
				words = append(words, w.text)
			}
		}
		if got, want := strings.Join(words, ""), strings.Join(strings.Fields("Tên: "+inked(text)), ""); got != want {
			t.Errorf("width %.0f: set %q, want %q", width, got, want)
		}
	}
}

// TestBatch_AnnexNamesTheRest holds a long run to its bounds: the first pairs are printed and the others counted.
func TestBatch_AnnexNamesTheRest(t *testing.T) {
	b := NewBatch(Options{Lang: Vietnamese, Register: register(t)})
	var docx, pdf bytes.Buffer
	if err := errors.Join(b.Output(&docx, "docx"), b.Output(&pdf, "pdf")); err != nil {
		t.Fatal(err)
	}
	for i := range annexPairs + 7 {
		r := wholeProject()
		r.Components = []engine.ComponentResult{staffComponent(engine.Duplicate)}
		r.Components[0].Component.Name = fmt.Sprintf("Phần mềm nhân sự %03d", i)
		if err := b.Add(&r); err != nil {
			t.Fatal(err)
		}
	}
	for i := range annexMissed + 3 {
		if err := b.Unread(BatchUnread{File: fmt.Sprintf("kho/%d.pdf", i), Why: "ảnh quét"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(BatchEnd{}); err != nil {
		t.Fatal(err)
	}
	text, s := docxText(t, docx.Bytes()), speak(Vietnamese)
	for _, want := range []string{s.say("annex.pairs"), s.say("annex.pairs_shown", annexPairs, annexPairs+7), s.say("annex.pairs_left", 7),
		s.say("annex.missed_left", 3), s.say("annex.asked_on"), s.say("annex.by_owner"), "50. Phần mềm nhân sự 049"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if strings.Contains(text, "Phần mềm nhân sự 050") {
		t.Error("more pairs are printed than are counted")
	}
}
