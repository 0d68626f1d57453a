package engine

import (
	"slices"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// dossiers are proposals with what documents state besides names: users, scope, objective, owners.
func dossiers() []Proposal {
	return []Proposal{
		{
			Title: "Xây dựng hệ thống quản lý cán bộ, công chức, viên chức tỉnh Hà Giang", Agency: "Sở Nội vụ tỉnh Hà Giang",
			Objective: "Quản lý tập trung hồ sơ cán bộ, công chức, viên chức, theo dõi quá trình công tác và bậc lương.",
			Users:     []string{"Cán bộ, công chức, viên chức của tỉnh", "Lãnh đạo Sở Nội vụ"}, Scope: "Các sở, ngành và UBND cấp xã trên địa bàn tỉnh",
			Components: []Component{{Name: "Xây dựng hệ thống quản lý cán bộ, công chức, viên chức tỉnh Hà Giang", Action: Build, Functions: []string{"Quản lý hồ sơ điện tử", "Báo cáo thống kê đội ngũ"}}},
		},
		{
			Title: "Dự án chính quyền số tỉnh Phú Thọ", Agency: "Sở Khoa học và Công nghệ",
			Components: []Component{
				{Name: "Phần mềm quản lý tài sản công", Users: []string{"Phòng Kế toán", "công chức hải quan"}, Description: "Theo dõi tài sản công tại cơ quan, tổ chức, đơn vị."},
				{Name: "Nền tảng phản ánh hiện trường phục vụ người dân và doanh nghiệp", Owner: "UBND tỉnh"},
				{Name: "Kết nối với Hệ thống thông tin quốc gia về đầu tư công", Action: Connect},
			},
		},
		{Title: "Phan mem quan ly ho so suc khoe nguoi dan", Components: []Component{{Name: "Phan mem quan ly ho so suc khoe nguoi dan"}}},
	}
}

// Every degree of agreement is shown by words of both sides, and every quote stands where it says.
func TestFacets_BothSidesQuoted(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true, Below: true})
	compared := 0
	for _, p := range dossiers() {
		r := e.Check(p, Document{})
		for i := range r.Components {
			c := &r.Components[i]
			for _, f := range slices.Concat(c.Findings, c.Below) {
				for _, facet := range f.Facets {
					quotesStand(t, e, &r.Proposal, &c.Component, &f, &facet)
					agrees := facet.Degree == Same || facet.Degree == Partial || facet.Degree == Subset && facet.Note != "taken_as_local"
					if agrees {
						compared++
					}
					if agrees && (len(facet.Proposal) == 0 || len(facet.Platform) == 0) {
						t.Errorf("%q against %q: %s is %s, quoted %d and %d times, want both sides", c.Component.Name, f.Platform.Name, facet.Name, facet.Degree, len(facet.Proposal), len(facet.Platform))
					}
				}
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d facets agree: the test compares nothing", compared)
	}
}

// What both sides are said to have is one thing in the record too, not syllables that stand together here alone ("chấp
// hành và" for a record with "ban hành" and "và").
func TestFacets_QuotesAreRunsOfTheRecord(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{AssumeOperating: true, Below: true})
	records := map[string]map[uint64]string{}
	for i := range e.profiles {
		p := &e.profiles[i]
		texts := recordTexts(p.platform)
		for _, name := range p.names {
			texts = append(texts, name.text)
		}
		records[string(p.platform.ID)] = foldedPairs(texts...)
	}
	runs := 0
	for _, p := range dossiers() {
		r := e.Check(p, Document{})
		for i := range r.Components {
			c := &r.Components[i]
			for _, f := range slices.Concat(c.Findings, c.Below) {
				record := records[string(f.Platform.ID)]
				for _, facet := range f.Facets {
					if facet.Name != FacetFunction && facet.Name != FacetObjective && facet.Name != FacetDataObject {
						continue
					}
					for _, q := range facet.Proposal {
						if q.Text == c.Component.Name {
							continue // stands for words that the sides do not share
						}
						for pair, text := range foldedPairs(q.Text) {
							if runs++; record[pair] == "" {
								t.Errorf("%q against %q: %s quotes %q, but the record has no %q", c.Component.Name, f.Platform.Name, facet.Name, q.Text, text)
							}
						}
					}
				}
			}
		}
	}
	if runs < 50 {
		t.Errorf("only %d pairs of words are quoted: the test compares nothing", runs)
	}
}

// foldedPairs returns the neighbouring words of texts without diacritics, and how each pair is written.
func foldedPairs(texts ...string) map[uint64]string {
	out := map[uint64]string{}
	var t viet.Text
	for _, s := range texts {
		t.Reset(s)
		tokens := t.Tokens()
		for i := range tokens {
			if i > 0 && tokens[i].Break <= viet.Comma {
				out[viet.Pair(tokens[i-1].Fold, tokens[i].Fold)] = t.Quote(i-1, i+1)
			}
		}
	}
	return out
}

func quotesStand(t *testing.T, e *Engine, p *Proposal, c *Component, f *Finding, facet *Facet) {
	t.Helper()
	for _, q := range facet.Proposal {
		if text := FieldText(p, c, q.Field); q.End > len(text) || q.Text == "" || text[q.Start:q.End] != q.Text {
			t.Errorf("%s: %q is not at %d of %s %q", facet.Name, q.Text, q.Start, q.Field, text)
		}
	}
	pl, ok := e.view.Register.Platform(f.Platform.ID)
	if !ok {
		t.Fatalf("no platform %q", f.Platform.ID)
	}
	record := map[string][]string{"name": names(pl, []string{f.Platform.Name}), "purpose": {pl.Purpose}, "functions": pl.Functions, "data_objects": pl.DataObjects, "users": pl.Users, "scope": {pl.Scope}}
	for _, q := range facet.Platform {
		if !slices.ContainsFunc(record[q.Field], func(s string) bool { return q.End <= len(s) && s[q.Start:q.End] == q.Text }) {
			t.Errorf("%s: %q is not in %s of %q", facet.Name, q.Text, q.Field, pl.Name)
		}
	}
}

func TestUsersDegree(t *testing.T) {
	read := func(texts []string) (out []served) {
		for _, s := range texts {
			if u := serve(viet.Normalize(s), Quote{Text: s}); u.who != 0 {
				out = append(out, u)
			}
		}
		return out
	}
	for _, c := range []struct {
		component, platform []string
		want                Degree
	}{
		{[]string{"Người dân", "doanh nghiệp"}, []string{"người dân", "doanh nghiệp", "cán bộ, công chức, viên chức"}, Same},
		{[]string{"Học sinh"}, []string{"người dân"}, Same},
		{[]string{"Người dân"}, []string{"thí sinh"}, Partial},
		{[]string{"Công chức phòng Tư pháp"}, []string{"công chức hải quan"}, Partial},
		{[]string{"Công chức hải quan tại cửa khẩu"}, []string{"công chức hải quan"}, Same},
		{[]string{"Lãnh đạo tỉnh"}, []string{"bộ, ngành, địa phương"}, Same},
		{[]string{"cán bộ xã", "người dân"}, []string{"UBND các cấp"}, Partial},
		{[]string{"Người dân"}, []string{"bộ, ngành, địa phương"}, Different},
		{[]string{"can bo, cong chuc cap xa"}, []string{"UBND các cấp"}, Same},
		{nil, []string{"người dân"}, Unknown},
		{[]string{"Hệ thống cảm biến"}, []string{"người dân"}, Unknown},
		{[]string{"người dân"}, nil, Unknown},
	} {
		if got := usersDegree(read(c.component), read(c.platform)); got != c.want {
			t.Errorf("users %q against %q: %s, want %s", c.component, c.platform, got, c.want)
		}
	}
}

// The closed class of words must know nearly all that records say of users: what it does not know is never compared.
func TestServe_KnowsTheRegister(t *testing.T) {
	reg := testEngine(t, corpus.AnyList, Options{}).view.Register
	all, named := 0, 0
	for i := range reg.Platforms {
		for _, s := range reg.Platforms[i].Users {
			all++
			if serve(viet.Normalize(s), Quote{}).who != 0 {
				named++
			} else {
				t.Logf("names nobody: %q", s)
			}
		}
	}
	if all < 500 || named*100 < all*95 {
		t.Errorf("%d of %d statements of users name a group, want 95%%", named, all)
	}
}

// A group named behind a word of purpose is who is served; the same words as data are not.
func TestReadUsers_BehindPurpose(t *testing.T) {
	e := testEngine(t, corpus.AnyList, Options{})
	for name, want := range map[string][]string{
		"Nền tảng phản ánh hiện trường phục vụ người dân và doanh nghiệp": {"người dân", "doanh nghiệp"},
		"Phần mềm quản lý cán bộ, công chức":                              nil,
		"Ứng dụng tra cứu thủ tục dành cho các hộ gia đình":               {"hộ gia đình"},
	} {
		var k comparable
		p := Proposal{Title: name, Components: []Component{{Name: name}}}
		e.read(&k, &p, &p.Components[0])
		e.readUsers(&k)
		var got []string
		for _, s := range k.serves {
			got = append(got, s.quote.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q serves %q, want %q", name, got, want)
		}
	}
}
