package document

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// An element is passed over up to the end that the decoder would find, whatever stands in it.
func TestSkip(t *testing.T) {
	long := strings.Repeat("a", 5000)
	for _, inside := range []string{
		"", "text", "<b/>", "<b></b>", "<b c='>'/>", `<b c="/>"></b>`, "<b c='\"'><a/></b>", "<!-- </a> > -- -->", "<!----><b/>", "<![CDATA[</a>]]]]>", "<?p </a> ?>",
		"<a><a></a></a>", "<a" + strings.Repeat(" ", 9000) + "/>", long + "<!--" + long + "-->" + long + "<b c='" + long + "'/>", "<b\n/>", "<b c=''>&lt;</b>",
		"<!--" + strings.Repeat("-", 4090) + "-->", "<![CDATA[" + strings.Repeat("]", 4089) + "]]>",
	} {
		doc := "<r><a c='1'>" + inside + "</a><next/></r>"
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(doc), "in pieces": iotest.OneByteReader(strings.NewReader(doc))} {
			if got, err := skipFirst(r); err != nil || got != "next" {
				t.Errorf("%.60q, %s: %q follows, %v", doc, name, got, err)
			}
		}
	}
	if got, err := skipFirst(strings.NewReader("<r><a/><next/></r>")); err != nil || got != "next" {
		t.Errorf("after an empty element: %q, %v", got, err)
	}
	recoded := "<?xml version='1.0' encoding='windows-1258'?><r><a>\xf5<b/></a><next/></r>"
	if got, err := skipFirst(strings.NewReader(recoded)); err != nil || got != "next" {
		t.Errorf("in another character set: %q, %v", got, err)
	}
	deep := "<r><a>" + strings.Repeat("<b>", 5000)
	for _, doc := range []string{"<r><a>", "<r><a><b></a>", "<r><a></b>", "<r><a><!-- </a>", "<r><a><b c='></a></r>", deep} {
		var refusal *Refusal
		if _, err := skipFirst(strings.NewReader(doc)); !errors.As(err, &refusal) {
			t.Errorf("%.60q: %v", doc, err)
		}
	}
}

// Where a file is damaged is told by its bytes, those passed over included.
func TestSkip_Place(t *testing.T) {
	doc := "<r><a>" + strings.Repeat("<b/>", 1000) + "</a><next c=></r>"
	_, err := skipFirst(strings.NewReader(doc))
	if want := fmt.Sprintf("at byte %d", strings.Index(doc, "c=>")+len("c=>")); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

// skipFirst passes over the first child of a document and gives the name of the next.
func skipFirst(r io.Reader) (next string, err error) {
	x := newXML(r, "part", &meter{ctx: context.Background(), lim: Limits{}.withDefaults()})
	if _, err := x.root(); err != nil {
		return "", err
	}
	first := true
	err = x.children(func(e xml.StartElement) error {
		if !first {
			next = e.Name.Local
		}
		first = false
		return x.skip()
	})
	return next, err
}
