package engine

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// sense is what a recognised phrase stands for.
type sense uint8

const (
	senseFunction sense = iota // a term of a business function; ref indexes Register.Functions
	sensePlatform              // a name, alias or acronym of a platform; ref is its ordinal
	senseSignal                // a clause signal; ref indexes Register.Signals
	senseForm                  // form text; ref is a formClass
	senseLocal                 // a local component of the national architecture; ref indexes Register.Architecture
	sensePlace                 // a province or administrative level: says where, not what; ref is 1 for territories and levels
	senseNational              // marks a system above the province: quốc gia, toàn quốc, của bộ
	senseConnect               // a verb whose object is another system
	senseObject                // data that a platform holds: a fixed name, not to be split
	senseOrgan                 // a ministry or department: says who, not what; ref is 1 for a central body
	senseDeploy                // puts another body's system to use when a ministry follows
	sensePurpose               // introduces what a thing is for
)

// formClass is how little form text weighs.
type formClass int32

const (
	formZero formClass = iota
	formLow
	formModule
)

type meaning struct {
	sense sense
	ref   int32
}

// vocabulary recognises every phrase that means something to a check, in one pass over a text.
type vocabulary struct {
	lexicon  *viet.Lexicon
	meanings [][]meaning // by phrase number
	form     []bool      // by phrase number: form text too: as a module ("thống kê") it names no business
	weak     []bool      // by phrase number: one bare syllable, or a word of every dossier: never decides alone
	purpose  []int       // by phrase number: tokens of the word of purpose that it begins with, 0 for none
}

// nationalMarks say that a system named beside them belongs above the province.
var nationalMarks = []string{"quốc gia", "toàn quốc", "trung ương", "chính phủ", "của bộ", "tổng cục", "của cục", "cục quản lý", "do bộ", "từ bộ"}

// connectVerbs take another system as their object when a national mark follows in the clause.
var connectVerbs = []string{
	"kết nối", "tích hợp", "liên thông", "đồng bộ", "khai thác", "cập nhật vào", "chia sẻ với", "sử dụng hệ thống", "nộp vào", "đưa vào",
	"chuyển vào", "gửi lên", "tra cứu từ", "lấy từ", "truyền về", "báo cáo về", "cấp tài khoản", "kết nối lên", "dựa trên hệ thống",
}

// intoWords before one of intoNouns do the same without a verb: "gửi nhận qua trục liên thông văn bản quốc gia".
var (
	intoWords = []string{"vào", "lên", "qua", "trên"}
	intoNouns = []string{"hệ thống", "nền tảng", "cổng", "trục", "cơ sở dữ liệu", "CSDL", "CSDLQG", "phần mềm", "ứng dụng", "kho dữ liệu"}
)

// deployPhrases, with a ministry behind them in the clause, say that the ministry's own system is put to use.
var deployPhrases = []string{"theo văn bản của", "theo hướng dẫn của", "hệ thống của", "phần mềm của", "phần mềm do", "hệ thống do", "nền tảng của", "nền tảng do", "dùng chung của"}

// purposeMarks introduce, in a name, what the thing is for rather than what it is: Vietnamese names begin with the head.
var purposeMarks = []string{"hỗ trợ", "phục vụ", "gắn với", "kết hợp", "nhằm", "trong", "tại", "cho", "dành cho", "trên ứng dụng", "đối với", "tích hợp trên", "qua", "thông qua", "bằng", "trên nền"}

// territories and places are the words that say where or at what level, when or by whom; they do not tell one function
// from another.
var (
	territories = []string{
		"tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã", "xã", "phường", "đặc khu", "địa phương", "trên địa bàn", "cấp tỉnh", "cấp huyện",
		"cấp xã", "các cấp", "khu vực",
	}
	places = []string{"sở", "ban", "ngành", "ủy ban nhân dân", "UBND", "HĐND", "giai đoạn", "năm"}
)

// territory is the meaning of the names of provinces and the words of territories.
var territory = meaning{sensePlace, 1}

// phrases collects phrases with their meanings before the lexicon is built.
type phrases struct {
	text   viet.Text // of the phrase being added
	short  shortener
	byText map[string]int
	terms  []viet.Term
	voc    *vocabulary
}

func newVocabulary(reg *corpus.Register) *vocabulary {
	p := &phrases{byText: map[string]int{}, voc: &vocabulary{}, short: newShortener(reg.Abbreviations)}
	p.addFunctions(reg)
	for i := range reg.Platforms {
		pl := &reg.Platforms[i]
		for _, name := range slices.Concat([]string{pl.Name, pl.Acronym}, pl.Aliases) {
			p.addAll(p.short.writings(name), meaning{sensePlatform, int32(i)})
		}
		for _, o := range pl.DataObjects {
			p.add(o, meaning{senseObject, int32(i)})
		}
	}
	for i, s := range reg.Signals {
		p.add(s.Phrase, meaning{senseSignal, int32(i)})
	}
	for i, a := range reg.Architecture {
		if a.Level == "province" && a.Function != "" {
			p.addLocal(a.Name, int32(i))
		}
	}
	p.addForm(reg)
	for _, w := range nationalMarks {
		p.add(w, meaning{senseNational, 0})
	}
	for _, w := range connectVerbs {
		p.add(w, meaning{senseConnect, 0})
	}
	for _, w := range intoWords {
		for _, noun := range intoNouns {
			p.add(w+" "+noun, meaning{senseConnect, 0})
		}
	}
	for _, w := range deployPhrases {
		p.add(w, meaning{senseDeploy, 0})
	}
	for _, w := range purposeMarks {
		p.add(w, meaning{sensePurpose, 0})
	}
	p.voc.lexicon = viet.NewLexicon(p.terms)
	p.voc.purpose = purposes(p.terms)
	return p.voc
}

// purposes returns how many tokens of each phrase are a word of purpose at its beginning: of "phục vụ người dân", two.
func purposes(terms []viet.Term) []int {
	marks := make([]viet.Term, len(purposeMarks))
	for i, w := range purposeMarks {
		marks[i] = viet.Term{Phrase: w}
	}
	lexicon, out := viet.NewLexicon(marks), make([]int, len(terms))
	var t viet.Text
	for i := range terms {
		t.Reset(terms[i].Phrase)
		for _, s := range lexicon.MatchAt(&t, 0, false, nil) {
			out[i] = s.To
		}
	}
	return out
}

// addFunctions enters taxonomy terms, and function synonyms under the codes of the terms they stand beside.
func (p *phrases) addFunctions(reg *corpus.Register) {
	codes := map[string][]int32{}
	for i, f := range reg.Functions {
		for _, t := range slices.Concat([]string{f.Name}, f.Terms) {
			p.addAll(withoutAbout(t), meaning{senseFunction, int32(i)})
			key := viet.Key(t)
			codes[key] = append(codes[key], int32(i))
		}
	}
	for _, s := range reg.Synonyms {
		if s.Use != "function" {
			continue
		}
		for _, ref := range p.codesOf(s.Terms, codes) {
			for _, t := range s.Terms {
				if len(codes[viet.Key(t)]) == 0 {
					p.add(t, meaning{senseFunction, ref})
				}
			}
		}
	}
}

// codesOf returns the function that most terms of a synonym set already stand for; none when they disagree.
func (p *phrases) codesOf(terms []string, codes map[string][]int32) []int32 {
	count := map[int32]int{}
	for _, t := range terms {
		for _, c := range codes[viet.Key(t)] {
			count[c]++
		}
	}
	best, ties := int32(-1), 0
	for c, n := range count {
		switch {
		case best < 0 || n > count[best]:
			best, ties = c, 1
		case n == count[best]:
			ties++
		}
	}
	if best < 0 || ties > 1 {
		return nil
	}
	return []int32{best}
}

// addLocal enters a component of the architecture by its name, its name without the level, and its bracketed acronyms.
func (p *phrases) addLocal(name string, ref int32) {
	m := meaning{senseLocal, ref}
	p.add(name, m)
	bare := name
	if open := strings.IndexByte(name, '('); open >= 0 {
		if shut := strings.IndexByte(name[open:], ')'); shut > 0 {
			for _, a := range strings.Split(name[open+1:open+shut], "/") {
				p.add(a, m)
			}
			bare = name[:open] + name[open+shut+1:]
		}
	}
	for _, level := range []string{"cấp tỉnh", "của tỉnh", "của địa phương"} {
		bare = strings.ReplaceAll(bare, level, "")
	}
	p.add(strings.Join(strings.Fields(bare), " "), m)
}

func (p *phrases) addForm(reg *corpus.Register) {
	classes := map[corpus.BoilerplateClass]formClass{corpus.Weightless: formZero, corpus.LowWeight: formLow, corpus.GenericModule: formModule}
	for _, b := range reg.Boilerplate {
		p.add(b.Phrase, meaning{senseForm, int32(classes[b.Class])})
	}
	for _, pr := range reg.Provinces {
		p.add(pr.Old, territory)
		p.add(pr.New, territory)
	}
	for _, w := range territories {
		p.add(w, territory)
	}
	for _, w := range places {
		p.add(w, meaning{sensePlace, 0})
	}
	for _, a := range reg.Agencies {
		p.add(a.Name, meaning{senseOrgan, 1})
		p.add(strings.Replace(a.Name, "Bộ ", "Sở ", 1), meaning{senseOrgan, 0})
	}
}

// addAll enters the ways in which a phrase is written.
func (p *phrases) addAll(texts []string, m meaning) {
	for _, s := range texts {
		p.add(s, m)
	}
}

// add enters one phrase; the same phrase may have several meanings.
func (p *phrases) add(text string, m meaning) {
	if strings.TrimSpace(text) == "" {
		return
	}
	t := &p.text
	t.Reset(text)
	if t.Len() == 0 {
		return
	}
	id := viet.Key(text)
	if t.Tokens()[0].Kind == viet.Acronym && t.Len() == 1 {
		id = text // acronyms are told apart from words by their capitals
	}
	n, ok := p.byText[id]
	if !ok {
		n = len(p.voc.meanings)
		p.byText[id] = n
		p.voc.meanings = append(p.voc.meanings, nil)
		p.voc.form = append(p.voc.form, false)
		p.voc.weak = append(p.voc.weak, t.Len() == 1 && t.Tokens()[0].Kind == viet.Syllable)
		p.terms = append(p.terms, viet.Term{Phrase: text, ID: int32(n)})
	}
	p.voc.form[n] = p.voc.form[n] || m.sense == senseForm
	if !slices.Contains(p.voc.meanings[n], m) {
		p.voc.meanings[n] = append(p.voc.meanings[n], m)
	}
}

// match appends the phrases of a text to dst; text typed without diacritics is matched by folded forms.
func (v *vocabulary) match(t *viet.Text, folded bool, dst []viet.Span) []viet.Span {
	if folded {
		return v.lexicon.MatchFolded(t, dst)
	}
	return v.lexicon.Match(t, dst)
}
