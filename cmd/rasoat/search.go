package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/index"
)

// searchOptions are the flags of search.
type searchOptions struct {
	list, owner, function string
	top                   int
	asOf                  *dateFlag
	out                   outputOptions
}

const searchHelp = `search finds platforms by words of their names, purposes, functions, data and users, and prints the best first with the
matching words marked. All words must occur, anywhere; when no platform has them all, those with at least half are shown
and this is said. A phrase in quotes must occur as it stands. A word typed without diacritics also finds the words that
differ by them only: "dat dai" finds đất đai, "đất" finds no đạt.

EXAMPLES
  rasoat search lưu trữ điện tử
  rasoat search 'phan anh "kiến nghị"' --list 1132-2026
  rasoat search --owner "Bộ Tài chính" --function D04 --format json`

func newSearchCommand(a *app) *cobra.Command {
	o := &searchOptions{}
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "find platforms by words, with or without diacritics",
		Long:  searchHelp + exitStatus,
		Args:  func(cmd *cobra.Command, args []string) error { return o.validate(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), o, strings.Join(args, " "))
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.list, "list", string(corpus.AnyList), `only platforms of this list; "any" is all on record`)
	f.StringVar(&o.owner, "owner", "", "only platforms this agency owns on the date (abbreviation or name)")
	f.StringVar(&o.function, "function", "", "only platforms with this business function (code, as B04)")
	f.IntVar(&o.top, "top", 10, "platforms shown")
	o.out, o.asOf = a.addOutput(cmd), a.addAsOf(cmd)
	if err := cmd.RegisterFlagCompletionFunc("list", completeLists); err != nil {
		panic(err) // only when the flag does not exist
	}
	return cmd
}

func (o *searchOptions) validate(cmd *cobra.Command, args []string) error {
	filtered := o.owner != "" || o.function != "" || o.list != string(corpus.AnyList)
	switch {
	case strings.TrimSpace(strings.Join(args, "")) == "" && !filtered:
		return &usageError{err: errors.New("nothing to search for: no words and no filter"), hint: seeHelp(cmd)}
	case o.top < 1:
		return &usageError{err: fmt.Errorf("--top %d: must be at least 1", o.top), hint: seeHelp(cmd)}
	}
	return nil
}

// search does the work of the command.
func (a *app) search(ctx context.Context, o *searchOptions, text string) (err error) {
	reg, err := a.register(ctx)
	if err != nil {
		return err
	}
	req, err := o.request(reg, text)
	if err != nil {
		return err
	}
	ix, err := index.Build(reg, index.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	found, err := ix.Search(req)
	if err != nil {
		return err
	}
	p := newSearchPage(reg, &req, found)
	if o.out.format.value == "json" {
		return p.json(a.Stdout)
	}
	return p.text(a.Stdout, searchStyle{lang: o.out.lang.value, width: a.width(), color: a.color()})
}

// request turns flags into a request; a name that names nothing is a usage error.
func (o *searchOptions) request(reg *corpus.Register, text string) (index.SearchRequest, error) {
	req := index.SearchRequest{Text: text, List: corpus.ListID(o.list), Date: o.asOf.date, Size: o.top,
		Function: corpus.FunctionCode(strings.ToUpper(o.function))}
	if _, ok := reg.List(req.List); !ok && req.List != corpus.AnyList {
		return req, unknownID("list", o.list, append(listNames(reg), string(corpus.AnyList)))
	}
	if _, ok := reg.Function(req.Function); !ok && o.function != "" {
		var codes []string
		for _, f := range reg.Functions {
			codes = append(codes, string(f.Code))
		}
		return req, unknownID("function", o.function, codes)
	}
	if o.owner != "" {
		agency, ok := reg.Agency(o.owner)
		if !ok {
			var codes []string
			for _, g := range reg.Agencies {
				codes = append(codes, string(g.Code))
			}
			return req, unknownID("owner", o.owner, codes)
		}
		req.Owner = agency.Code
	}
	return req, nil
}

// searchPage is what search prints.
type searchPage struct {
	Schema  string      `json:"schema"`
	Query   string      `json:"query"`
	AsOf    corpus.Date `json:"as_of"`
	Total   int         `json:"total"`   // platforms found, shown or not
	Relaxed bool        `json:"relaxed"` // no platform had all the words
	Hits    []searchHit `json:"hits"`
}

// searchHit is a platform found. Marks are pairs of byte offsets into the text.
type searchHit struct {
	ID        corpus.ID         `json:"id"`
	Name      searchText        `json:"name"`
	Owner     corpus.AgencyCode `json:"owner"` // on the date, "" when not known
	Lists     []searchList      `json:"lists"` // announced by the date, and the one asked for
	Fragments []searchText      `json:"fragments"`
}

type searchList struct {
	ID           corpus.ListID       `json:"id"`
	Completeness corpus.Completeness `json:"completeness"`
}

type searchText struct {
	Field string   `json:"field"`
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`

	fragment index.Fragment
}

func newSearchPage(reg *corpus.Register, req *index.SearchRequest, found *index.SearchResult) *searchPage {
	p := &searchPage{Schema: "rasoat.search/1", Query: req.Text, AsOf: req.Date, Total: found.Total, Relaxed: found.Relaxed,
		Hits: make([]searchHit, len(found.Hits))}
	for i, h := range found.Hits {
		hit := searchHit{ID: h.Platform.ID, Name: newSearchText(h.Name), Owner: h.Owner, Lists: []searchList{}, Fragments: []searchText{}}
		for _, id := range h.Lists {
			if l, ok := reg.List(id); ok && (!req.Date.Before(l.Date) || id == req.List) {
				hit.Lists = append(hit.Lists, searchList{id, l.Completeness})
			}
		}
		for _, f := range h.Fragments {
			hit.Fragments = append(hit.Fragments, newSearchText(f))
		}
		p.Hits[i] = hit
	}
	return p
}

func newSearchText(f index.Fragment) searchText {
	t := searchText{Field: f.Field, Text: f.Text, Marks: make([][2]int, len(f.Marks)), fragment: f}
	for i, m := range f.Marks {
		t.Marks[i] = [2]int{m.From, m.To}
	}
	return t
}

func (p *searchPage) json(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// searchTexts are the words of the text output, by language.
var searchTexts = map[string]map[string]string{
	vietnamese: {
		"none": "Không tìm thấy nền tảng nào.", "total": "Tìm thấy %d nền tảng, hiện %d.", "relaxed": "Không nền tảng nào có đủ các từ; dưới đây là những nền tảng có ít nhất một nửa.",
		"no owner": "chưa rõ cơ quan chủ quản", "no list": "không có trong danh mục nào", "rebuilt": "%s (tái dựng)",
		"caution": "Danh mục tái dựng chỉ khớp số lượng đã công bố theo từng cơ quan, không phải phụ lục đã công bố.",
		"alias":   "Tên khác", "purpose": "Mục đích", "function": "Chức năng", "object": "Dữ liệu", "user": "Người dùng",
	},
	english: {
		"none": "No platform found.", "total": "%d platforms found, %d shown.", "relaxed": "No platform has all the words; these have at least half of them.",
		"no owner": "owner not known", "no list": "on no list", "rebuilt": "%s (reconstructed)",
		"caution": "A reconstructed list matches the announced counts per owner; it is not the announced annex.",
		"alias":   "Other name", "purpose": "Purpose", "function": "Function", "object": "Data", "user": "Users",
	},
}

// searchStyle is how text is laid out.
type searchStyle struct {
	lang  string
	width int
	color bool
}

func (st *searchStyle) say(key string) string { return searchTexts[st.lang][key] }

// text prints one paragraph a platform: number, name, then id, owner and lists, then where the other words stand.
func (p *searchPage) text(w io.Writer, st searchStyle) error {
	var out strings.Builder
	if len(p.Hits) == 0 {
		out.WriteString(st.say("none") + "\n")
	}
	if p.Relaxed && len(p.Hits) > 0 {
		st.lines(&out, "", st.say("relaxed"))
		out.WriteByte('\n')
	}
	caution := false
	for i := range p.Hits {
		h := &p.Hits[i]
		st.lines(&out, fmt.Sprintf("%3d. ", i+1), st.marked(h.Name))
		st.lines(&out, "     ", st.heading(h))
		for _, f := range h.Fragments {
			st.lines(&out, "     ", st.say(f.Field)+": "+st.marked(f))
		}
		for _, l := range h.Lists {
			caution = caution || l.Completeness == corpus.Reconstruction
		}
		out.WriteByte('\n')
	}
	if len(p.Hits) > 0 {
		st.lines(&out, "", fmt.Sprintf(st.say("total"), p.Total, len(p.Hits)))
	}
	if caution {
		st.lines(&out, "", st.say("caution"))
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

// heading is the line of id, owner and lists.
func (st *searchStyle) heading(h *searchHit) string {
	owner, lists := string(h.Owner), []string{}
	if owner == "" {
		owner = st.say("no owner")
	}
	for _, l := range h.Lists {
		name := string(l.ID)
		if l.Completeness == corpus.Reconstruction {
			name = fmt.Sprintf(st.say("rebuilt"), name)
		}
		lists = append(lists, name)
	}
	if len(lists) == 0 {
		lists = []string{st.say("no list")}
	}
	return fmt.Sprintf("%s · %s · %s", h.ID, owner, strings.Join(lists, ", "))
}

// Signs that stand for the beginning and end of marked words until the line is laid out; no text has them.
const (
	markOn  = "\x01"
	markOff = "\x02"
)

func (st *searchStyle) marked(t searchText) string { return t.fragment.Marked(markOn, markOff) }

// lines writes a text after a lead, broken at spaces, with the further lines below its first.
func (st *searchStyle) lines(out *strings.Builder, lead, text string) {
	signs := strings.NewReplacer(markOn, "", markOff, "")
	shown := signs
	if st.color {
		shown = strings.NewReplacer(markOn, "\x1b[1m", markOff, "\x1b[0m")
	}
	indent := strings.Repeat(" ", utf8.RuneCountInString(lead))
	line, used := lead, len(indent)
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(signs.Replace(word))
		if i > 0 && used+1+n > st.width {
			out.WriteString(line + "\n")
			line, used = indent, len(indent)
		} else if i > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+shown.Replace(word), used+n
	}
	out.WriteString(line + "\n")
}
