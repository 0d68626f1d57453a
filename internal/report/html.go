package report

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"unicode"

	"github.com/rasoat/rasoat/engine"
)

// HTML prints results as one self-contained page that prints well on A4. It holds no script and asks for nothing outside
// itself, which its content security policy states; all foreign text is escaped by html/template.
func HTML(w io.Writer, results []engine.Result, opt Options) error {
	s := speak(opt.Lang)
	page, err := template.New("page").Funcs(s.functions()).Parse(pageTemplate + resultTemplate + componentTemplate)
	if err != nil {
		return fmt.Errorf("parse html report: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, newHTMLPage(Build(results, opt), s)); err != nil {
		return fmt.Errorf("render html report: %w", err)
	}
	if _, err := w.Write(bytes.Map(markupRune, out.Bytes())); err != nil {
		return fmt.Errorf("write html report: %w", err)
	}
	return nil
}

// markupRune drops characters that HTML does not allow, and those that would reorder what is read.
func markupRune(r rune) rune {
	if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
		return -1
	}
	return r
}

// htmlPage is what the page template reads: the view model cut into files, with an anchor for everything linked to.
type htmlPage struct {
	Lang  string
	Style template.CSS
	Files []htmlFile
}

type htmlFile struct {
	Anchor   string
	First    *Result
	Setting  *Provenance // the list and date, where they differ from the file before
	Results  []htmlResult
	Many     bool
	Counts   string   // how many proposals have which verdict
	Coverage []string // how much of the file is offered nationally
	Unread   []string
}

type htmlResult struct {
	Anchor     string
	R          *Result
	Components []htmlComponent
	Decided    []htmlComponent // those with a decision in force, printed after the others
	Many       bool
	Coverage   []string
}

type htmlComponent struct {
	Anchor string
	R      *Result
	C      *Component
	F      *Finding // the platform explained, nil when none is
	Others []*Finding
	Open   bool // evidence is unfolded
}

// Provenance is that of the result the component belongs to.
func (c htmlComponent) Provenance() *Provenance { return &c.R.Provenance }

// Platform is the platform explained.
func (c htmlComponent) Platform() *Platform { return &c.F.Platform }

func newHTMLPage(d *Document, s speaker) htmlPage {
	page := htmlPage{Lang: string(s.lang), Style: pageStyle}
	groups := d.groups()
	for i, g := range groups {
		file := htmlFile{Anchor: fmt.Sprintf("f%d", i+1), First: g[0], Many: len(g) > 1,
			Counts: s.proposalCounts(g), Coverage: s.fileLines(g), Unread: s.commonUnread(g)}
		if i == 0 || !sameSetting(&groups[i-1][0].Provenance, &g[0].Provenance) {
			file.Setting = &g[0].Provenance
		}
		for j, r := range g {
			if r.Read != ReadRefused {
				file.Results = append(file.Results, newHTMLResult(fmt.Sprintf("f%d-p%d", i+1, j+1), r, s))
			}
		}
		page.Files = append(page.Files, file)
	}
	return page
}

func newHTMLResult(anchor string, r *Result, s speaker) htmlResult {
	out := htmlResult{Anchor: anchor, R: r, Many: len(r.Components) > 1, Coverage: s.coverageLines(r)}
	for i := range r.Components {
		part := newHTMLComponent(fmt.Sprintf("%s-c%d", anchor, i+1), r, i)
		if out.Components = append(out.Components, part); part.C.Suppressed {
			out.Decided = append(out.Decided, part)
		}
	}
	return out
}

// newHTMLComponent is the i-th component of a result under an anchor.
func newHTMLComponent(anchor string, r *Result, i int) htmlComponent {
	c := &r.Components[i]
	out := htmlComponent{Anchor: anchor, R: r, C: c}
	if weighs(c) {
		out.F = &c.Findings[0]
		out.Open = overlaps(c.Verdict) || overlaps(c.Grade) || c.Verdict == engine.Insufficient
	}
	for j := range c.Findings {
		if &c.Findings[j] != out.F {
			out.Others = append(out.Others, &c.Findings[j])
		}
	}
	return out
}

// functions are the program's own words, as the templates call for them.
func (s speaker) functions() template.FuncMap {
	return template.FuncMap{
		"say": s.say, "verdict": s.verdict, "date": s.date, "money": s.optionalMoney, "short": s.tableMoney,
		"title": s.title, "form": s.form, "owner": s.owner, "state": s.state, "entry": s.entry, "other": s.other,
		"listLine": s.listLine, "completeness": s.completeness, "none": s.noneLine, "conditional": s.conditional, "own": s.own,
		"local": s.localLine, "described": s.described, "bases": s.bases, "remedies": s.remedies, "missing": s.missing,
		"duty":      func(f *Finding) string { return upperFirst(s.duty(f)) },
		"rationale": s.rationale, "hint": s.refusalHint, "secrecy": s.secrecy, "marked": s.marked, "decisions": s.decisionLines, "apart": s.suppressedLine, "parameters": s.parameters, "code": s.code,
		"proposalSide": s.proposalSide, "platformSide": s.platformSide,
		"facet":   func(f Facet) string { return upperFirst(s.facetName(f.Name)) },
		"degree":  s.degree,
		"quotes":  s.quotes,
		"said":    func(f Facet) string { return s.proposalWords(&f) },
		"notes":   s.facetNotes,
		"located": s.located,
		"dotted":  dotted,
		"upper":   upperFirst,
		"inc":     func(i int) int { return i + 1 },
		"counts":  s.componentCounts,
		"rule":    s.ruleLine,
		"outcome": s.outcome,
		"pasted":  pasted,
		"rebuilt": func(p *Provenance) bool { return p.rebuilt() },
		"differ":  func(r *Result) bool { return r.Grade != r.Verdict },
	}
}

// degree is how far the two sides agree on a facet, or the value of a facet that holds one.
func (s speaker) degree(f Facet) string {
	if f.Degree != "" {
		return s.code("degree", string(f.Degree))
	}
	if f.Value == "" {
		return "–"
	}
	if kind, ok := valueKinds[f.Name]; ok {
		return s.code(kind, f.Value)
	}
	return f.Value
}

// facetNotes names the business functions a facet was compared by, and why its degree is what it is.
func (s speaker) facetNotes(f Facet) []string {
	var out []string
	for _, fn := range f.Functions {
		out = append(out, s.say("note.business", fn.Code+" "+s.functionName(fn)))
	}
	if note, ok := s.find("reason." + f.Note); ok {
		out = append(out, note)
	}
	return out
}

// componentCounts tells how many components of a proposal have which verdict.
func (s speaker) componentCounts(r *Result) string {
	verdicts := make([]engine.Verdict, len(r.Components))
	for i := range r.Components {
		verdicts[i] = r.Components[i].Verdict
	}
	return s.counts(verdicts, "cover.counts")
}

// commonUnread lists once what all proposals of a file could not have read.
func (s speaker) commonUnread(g []*Result) []string {
	var out []string
	for _, r := range g {
		for _, line := range s.unread(r) {
			if !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
}
