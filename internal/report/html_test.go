package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/engine"
)

func page(t *testing.T, results []engine.Result, opt Options) string {
	t.Helper()
	return render(t, func(w *bytes.Buffer) error { return HTML(w, results, opt) })
}

func TestHTML_Golden(t *testing.T) {
	golden(t, "everything.vi.html", page(t, everything(), Options{Register: register(t)}))
	golden(t, "title.en.html", page(t, []engine.Result{titleOnly()}, Options{Register: register(t), Lang: English}))
}

func TestHTML_EscapesForeignText(t *testing.T) {
	out := page(t, []engine.Result{partial()}, Options{Register: register(t)})
	for _, bad := range []string{"<script", "<img"} {
		if strings.Contains(out, bad) {
			t.Errorf("foreign text is markup: %q", bad)
		}
	}
	if !strings.Contains(out, "<mark>&lt;script&gt;</mark>") {
		t.Error("the quoted words of a hostile name are not marked")
	}
}

func TestHTML_AsksForNothingOutside(t *testing.T) {
	out := page(t, everything(), Options{Register: register(t)})
	if found := regexp.MustCompile(`(?i)<(script|link|iframe|object|embed|base|img)\b|@import|url\(|<[^>]*\son[a-z]+=`).FindString(out); found != "" {
		t.Errorf("the page is not self-contained: %q", found)
	}
	if !strings.Contains(out, `content="default-src &#39;none&#39;`) && !strings.Contains(out, `content="default-src 'none'`) {
		t.Error("no content security policy")
	}
}

func TestHTML_MarksWordsOfBothSides(t *testing.T) {
	out := page(t, []engine.Result{wholeProject()}, Options{Register: register(t)})
	for _, want := range []string{"theo dõi <mark>lý lịch, quá trình công tác</mark>, ngạch", "<mark>Quản lý hồ sơ nhân sự điện tử</mark>", "<mark>hồ sơ cán bộ, công chức, viên chức</mark>"} {
		if !strings.Contains(out, want) {
			t.Errorf("not marked: %q", want)
		}
	}
	if strings.Contains(out, "<mark>Sở Nội vụ</mark>") {
		t.Error("words of a facet that differs are marked as shared")
	}
}

// TestHTML_IsAccessible checks language, landmarks, headings in order, labelled sections, table heads and links that lead somewhere.
func TestHTML_IsAccessible(t *testing.T) {
	out := page(t, everything(), Options{Register: register(t)})
	for _, want := range []string{`<html lang="vi">`, "<main ", "<header>", "<footer>", `class="skip" href="#main"`} {
		if !strings.Contains(out, want) {
			t.Errorf("missing %s", want)
		}
	}
	level := 0
	for _, m := range regexp.MustCompile(`<h([1-6])[ >]`).FindAllStringSubmatch(out, -1) {
		next := int(m[1][0] - '0')
		if next > level+1 {
			t.Errorf("a heading of level %d follows one of level %d", next, level)
		}
		level = next
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(out, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:href="#|aria-labelledby=")([^"]+)"`).FindAllStringSubmatch(out, -1) {
		if !ids[m[1]] {
			t.Errorf("a reference to %q leads nowhere", m[1])
		}
	}
	if bare := regexp.MustCompile(`<th(>| class="[^"]*">)`).FindString(out); bare != "" {
		t.Errorf("a table head without scope: %s", bare)
	}
}

// TestHTML_IsWellFormed parses the page strictly, void elements aside.
func TestHTML_IsWellFormed(t *testing.T) {
	for _, lang := range []Lang{Vietnamese, English} {
		d := xml.NewDecoder(strings.NewReader(page(t, everything(), Options{Register: register(t), Lang: lang})))
		d.Strict, d.AutoClose, d.Entity = true, xml.HTMLAutoClose, xml.HTMLEntity
		for {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", lang, err)
			}
		}
	}
}

func TestHTML_NeverAccuses(t *testing.T) {
	tags := regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)
	out := page(t, []engine.Result{wholeProject(), titleOnly(), refused(), noList()}, Options{Register: register(t)})
	if word := ownVoice(tags.ReplaceAllString(out, " ")); word != "" {
		t.Errorf("the page says %q", word)
	}
}

func TestMark_PlacesQuotesByOffsetsOrByWords(t *testing.T) {
	const name = "hồ sơ và hồ sơ"
	for _, c := range []struct {
		quotes []engine.Quote
		want   string
	}{
		{nil, "hồ sơ và hồ sơ"},
		{[]engine.Quote{{Field: "name", Text: "hồ sơ", Start: 13, End: 21}}, "hồ sơ và [hồ sơ]"},
		{[]engine.Quote{{Field: "name", Text: "hồ sơ", Start: 1, End: 3}}, "[hồ sơ] và hồ sơ"},
		{[]engine.Quote{{Field: "name", Text: "hồ sơ và"}, {Field: "name", Text: "và hồ"}}, "[hồ sơ và][ hồ] sơ"},
		{[]engine.Quote{{Field: "users", Text: "hồ sơ"}}, "hồ sơ và hồ sơ"},
		{[]engine.Quote{{Field: "name", Text: "vắng mặt", Start: 900, End: 950}, {Field: "name", Start: -1, End: -1}}, "hồ sơ và hồ sơ"},
	} {
		got := ""
		for _, s := range mark(name, "name", c.quotes) {
			if s.Marked {
				got += "[" + s.Text + "]"
			} else {
				got += s.Text
			}
		}
		if got != c.want {
			t.Errorf("mark(%v) = %q, want %q", c.quotes, got, c.want)
		}
	}
}

// TestBatchPage_IsSelfContained allows its own style and script by their hashes, and nothing from outside.
func TestBatchPage_IsSelfContained(t *testing.T) {
	out := string(batchOf(t, Vietnamese)["html"])
	if found := regexp.MustCompile(`(?i)<(link|iframe|object|embed|base|img)\b|@import|url\(|<[^>]*\s(src|on[a-z]+|style)=`).FindString(out); found != "" {
		t.Errorf("the page is not self-contained: %q", found)
	}
	if n := strings.Count(out, "<script"); n != 1 {
		t.Errorf("%d scripts: foreign text is markup", n)
	}
	for _, element := range []string{"style", "script"} {
		text := regexp.MustCompile(`(?s)<` + element + `>(.*?)</` + element + `>`).FindStringSubmatch(out)[1]
		sum := sha256.Sum256([]byte(text))
		if want := element + "-src &#39;sha256-" + base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(strings.ReplaceAll(out, "&#43;", "+"), want) {
			t.Errorf("the policy does not allow the page's own %s", element)
		}
	}
}
