package engine

import (
	"slices"
	"strings"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// profile is a platform's record made ready for comparison.
type profile struct {
	platform *corpus.Platform
	number   int32     // of the platform in the register
	words    forms     // distinct words of the record
	pairs    forms     // distinct syllable pairs
	idf      []float32 // by word
	inParts  []uint64  // by word: bits of the parts that have it
	numParts int
	names    []part   // name, aliases
	does     []part   // functions
	holds    []part   // data objects
	aim      part     // purpose
	serves   []served // users
	said     recordSaid
	codes    []int32 // function numbers, the main one first
	hub      bool    // its job is to connect systems of ministries and provinces: theirs are its peers, not its copies
	reach    reach
	guild    *part   // words of the name that restrict it to one body of officers; nil for none
	trade    []int32 // functions that are the business of the guild itself: whoever has one of them is no stranger to it
}

// forms are words or pairs of a record by their numbers in the lexis, with and without diacritics.
type forms struct{ keys, folds []int32 }

func (f *forms) add(w *recordWord) {
	f.keys, f.folds = append(f.keys, w.key), append(f.folds, w.fold)
}

// numbers returns the numbers for a component typed with or without diacritics.
func (f *forms) numbers(folded bool) []int32 {
	if folded {
		return f.folds
	}
	return f.keys
}

// recordWord is a word or pair of a platform's record, by its numbers in the lexis.
type recordWord struct {
	key, fold int32
	foldHash  uint64 // of a word: what fingerprints are made of
	idf       float32
	pair      bool
}

// number returns the word's number for a component typed with or without diacritics.
func (w *recordWord) number(folded bool) int32 {
	if folded {
		return w.fold
	}
	return w.key
}

// part is one phrase of the record: where it stands and its words, weighed by idf.
type part struct {
	field string
	text  string
	words []uint16 // in profile.words
	sum   float32  // of idf over words
	bit   uint64   // its own among the parts of the record; those beyond the 64th share the last
}

// reach is how far down a platform serves.
type reach uint8

const (
	reachUnknown reach = iota
	reachCentral       // central bodies and their own branches only
	reachLocal         // down to province or commune, or the whole country
)

// hubPhrases in a record say that the platform connects or collects from systems of provinces and ministries.
var hubPhrases = []string{
	"kết nối hệ thống cấp tỉnh", "kết nối hệ thống bộ", "tích hợp hệ thống báo cáo", "kết nối trung tâm điều hành tỉnh", "LGSP kết nối",
	"kết nối dịch vụ dữ liệu", "điều phối dữ liệu", "điều phối ứng phó", "đồng bộ dữ liệu từ", "nhận báo cáo định kỳ", "trục kết nối",
	"liên thông giữa các hệ thống", "trục liên thông", "kết nối các hệ thống", "đồng bộ dữ liệu từ cơ sở dữ liệu", "thu nhận, đồng bộ dữ liệu",
	"mọi hệ thống bản đồ dùng chung", "nhận dữ liệu quan trắc tự động", "điều phối, chia sẻ dữ liệu",
}

// profiler builds profiles that share one lexis.
type profiler struct {
	lexis     *lexis
	function  map[corpus.FunctionCode]int32
	functions []corpus.Function
	hubs      *viet.Lexicon
	text      viet.Text
	seen      map[int32]uint16 // words of the profile being built, by number
}

func newProfiler(reg *corpus.Register, lexis *lexis) *profiler {
	p := &profiler{lexis: lexis, function: map[corpus.FunctionCode]int32{}, functions: reg.Functions}
	for i, f := range reg.Functions {
		p.function[f.Code] = int32(i)
	}
	terms := make([]viet.Term, len(hubPhrases))
	for i, s := range hubPhrases {
		terms[i] = viet.Term{Phrase: s, ID: int32(i)}
	}
	p.hubs = viet.NewLexicon(terms)
	return p
}

func (p *profiler) profile(pl *corpus.Platform, listed []string) profile {
	out := profile{platform: pl, reach: reachOf(pl.Scope)}
	p.seen = map[int32]uint16{}
	for _, s := range names(pl, listed) {
		out.names = append(out.names, p.part(&out, "name", s))
	}
	for _, s := range pl.Functions {
		out.does = append(out.does, p.part(&out, "functions", s))
	}
	for _, s := range pl.DataObjects {
		out.holds = append(out.holds, p.part(&out, "data_objects", s))
	}
	out.aim = p.part(&out, "purpose", pl.Purpose)
	if pl.Purpose != "" {
		out.said.purpose = []Quote{out.aim.quote()}
	}
	if pl.Scope != "" {
		out.said.scope = []Quote{whole("scope", pl.Scope)}
	}
	for _, s := range pl.Users {
		p.text.Reset(s)
		if u := serve(&p.text, whole("users", s)); u.who != 0 {
			out.serves, out.said.serves = append(out.serves, u), append(out.said.serves, u.quote)
		}
	}
	p.text.Reset(pl.Name)
	if noun := grammar().read(&p.text).noun; noun.to > 0 {
		out.said.head = []Quote{noun.quote("name", &p.text)}
	}
	for _, c := range pl.FunctionCodes {
		if n, ok := p.function[c]; ok {
			out.codes = append(out.codes, n)
		}
	}
	if g := guildOf(pl.Name); g != "" {
		pt := p.part(&out, "name", g)
		out.guild, out.trade = &pt, p.trade(g, out.codes)
	}
	for _, s := range slices.Concat([]string{pl.Purpose}, pl.Functions) {
		p.text.Reset(s)
		out.hub = out.hub || len(p.hubs.Match(&p.text, nil)) > 0
	}
	return out
}

// names returns every name a platform goes by, the register's first.
func names(pl *corpus.Platform, listed []string) []string {
	var out []string
	for _, s := range slices.Concat([]string{pl.Name}, pl.Aliases, listed) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// recordSaid are quotes of a record that findings share: the noun that says what the platform is, what it is for, how far
// and whom it serves. Each is nil where the record does not say.
type recordSaid struct{ head, purpose, scope, serves []Quote }

// part enters the words of one phrase and returns it. Words of a record are weighed by idf alone.
func (p *profiler) part(out *profile, field, s string) part {
	pt := part{field: field, text: s, bit: 1 << min(out.numParts, 63)}
	out.numParts++
	p.text.Reset(s)
	tokens := p.text.Tokens()
	for i, k := range tokens {
		w := recordWord{key: p.lexis.numbers.add(k.Key), fold: p.lexis.numbers.add(k.Fold)}
		w.idf = p.lexis.weight(w.key, false)
		n := p.word(out, &w)
		out.inParts[n] |= pt.bit
		pt.words = append(pt.words, n)
		pt.sum += w.idf
		if i > 0 && k.Break <= viet.Comma {
			p.pair(out, p.lexis.pair(&tokens[i-1], &k))
		}
	}
	return pt
}

// pair numbers two neighbouring syllables.
func (l *lexis) pair(a, b *viet.Token) recordWord {
	return recordWord{key: l.numbers.add(viet.Pair(a.Key, b.Key)), fold: l.numbers.add(viet.Pair(a.Fold, b.Fold)), idf: 1, pair: true}
}

// word enters a word of the profile being built and returns its place.
func (p *profiler) word(out *profile, w *recordWord) uint16 {
	n, ok := p.seen[w.key]
	if !ok {
		n = uint16(len(out.idf))
		p.seen[w.key] = n
		out.words.add(w)
		out.idf, out.inParts = append(out.idf, w.idf), append(out.inParts, 0)
	}
	return n
}

// pair enters a pair of the profile being built.
func (p *profiler) pair(out *profile, w recordWord) {
	if _, ok := p.seen[w.key]; !ok {
		p.seen[w.key] = 0
		out.pairs.add(&w)
	}
}

// reachOf reads the scope of a record ("trung ương → tỉnh → xã").
func reachOf(scope string) reach {
	if scope == "" {
		return reachUnknown
	}
	for _, local := range []string{"tỉnh", "xã", "toàn quốc", "cơ sở", "sở"} {
		if strings.Contains(scope, local) {
			return reachLocal
		}
	}
	return reachCentral
}

// guildMarks introduce, in a platform's name, the body of officers it is made for.
var guildMarks = []string{"của lực lượng ", "ngành ", "của Đảng", "cơ quan Đảng", "Tỉnh ủy", "của Kho bạc", "hải quan", "biên phòng", "Tòa án", "của Quốc hội"}

// trade returns which of a platform's functions are the business of a branch ("ngành giáo dục"): their own terms name it.
// What customs or the Party do is theirs alone, whatever it is called.
func (p *profiler) trade(guild string, codes []int32) (out []int32) {
	field, ok := strings.CutPrefix(guild, "ngành ")
	if !ok {
		return nil
	}
	for _, c := range codes {
		f := &p.functions[c]
		words := viet.Normalize(strings.Join(append([]string{f.Name}, f.Terms...), ", "))
		named, all := 0, viet.Normalize(field).Tokens()
		for _, w := range all {
			if slices.ContainsFunc(words.Tokens(), func(t viet.Token) bool { return t.Key == w.Key }) {
				named++
			}
		}
		if 2*named > len(all) {
			out = append(out, c)
		}
	}
	return out
}

// guildOf returns the words of a platform's name that say for which body of officers it is made, when it is not made
// for all: a system of the Party or of customs does the same job as a provincial one for other people.
func guildOf(name string) string {
	for _, mark := range guildMarks {
		if i := strings.Index(strings.ToLower(name), strings.ToLower(mark)); i >= 0 {
			words := strings.Fields(strings.TrimPrefix(name[i:], "của "))
			return strings.Join(words[:min(len(words), 4)], " ")
		}
	}
	return ""
}
