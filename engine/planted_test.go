package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/viet"
)

// planter makes proposals for experiments on clustering, always the same ones for a seed. They are put together the way
// rows of plans are: a form of investment, a kind of software, one job or a few of one sector, sometimes a body or an
// object with a name of its own, the place, the period; one in ten has components.
//
// Nothing is drawn evenly. Sectors, jobs, names and forms follow Zipf's law, as words of real titles do: a few jobs are
// asked for by very many, most by one or two. Jobs beyond the register's own phrases begin like one of them and go on with
// two syllables of their own, so that proposals of a sector share words and yet ask for other things, and that there are
// ever new words, as in real titles, however many proposals are made. TestPlantedLooksLikePlans holds the outcome against
// real titles.
type planter struct {
	reg     *corpus.Register
	rand    *rand.Rand
	sectors []sector
	sector  *rand.Zipf
	form    []string
	places  []string
	abbrs   []corpus.Abbreviation
	name    *rand.Zipf
	names   []string // of communes, hospitals, roads

	syllables []string // that the register uses
}

// sector is the jobs of one function of the taxonomy, the most asked for first.
type sector struct {
	jobs []string
	job  *rand.Zipf
}

// planted is a proposal and the number of the one it was copied from, -1 for an original.
type planted struct {
	title string
	parts []string // names of components
	of    int
	how   string
	root  int   // the original at the beginning of its line of copies
	jobs  []int // what it asks for: sector and job as one number
	near  int   // for a hard negative, the one it resembles; -1 for others
}

// zipf draws 0 to n-1 with probabilities that fall as 1/(rank+2.7)^1.05, Mandelbrot's form for words of a language.
func (p *planter) zipf(n int) *rand.Zipf { return rand.NewZipf(p.rand, 1.05, 2.7, uint64(n-1)) }

func newPlanter(reg *corpus.Register, seed uint64) *planter {
	p := &planter{reg: reg, rand: rand.New(rand.NewPCG(seed, 0))}
	known := &jobWords{of: map[string][]int32{}}
	for _, f := range reg.Functions {
		phrases := slices.Concat(f.Terms, f.Objects)
		for i := range reg.Platforms {
			if slices.Contains(reg.Platforms[i].FunctionCodes, f.Code) {
				phrases = slices.Concat(phrases, reg.Platforms[i].Functions, reg.Platforms[i].DataObjects)
			}
		}
		p.addSector(phrases, known)
	}
	p.gatherSyllables()
	p.rand.Shuffle(len(p.sectors), func(i, j int) { p.sectors[i], p.sectors[j] = p.sectors[j], p.sectors[i] })
	p.sector = p.zipf(len(p.sectors))
	for _, b := range reg.Boilerplate {
		if b.Class == corpus.Weightless {
			p.form = append(p.form, b.Phrase)
		}
	}
	for _, pr := range reg.Provinces {
		p.places = append(p.places, pr.Old)
	}
	for _, a := range reg.Abbreviations {
		if len(a.Expansions) == 1 {
			p.abbrs = append(p.abbrs, a)
		}
	}
	for _, a := range strings.Fields("Tân Phú Bình An Hòa Long Thạnh Mỹ Đông Tây Nam Bắc Vĩnh Phước Hưng Xuân Thanh Trung Đại Hải Sơn Kim Ngọc Minh Quang Đức Lộc Thới Cẩm Yên") {
		for _, b := range strings.Fields("Phú Lợi Hòa An Bình Thạnh Lộc Sơn Thành Hưng Đức Trung Giang Lâm Khánh Long Thủy Tiến Thắng Định Quý Hiệp Châu Trạch") {
			p.names = append(p.names, a+" "+b)
		}
	}
	p.rand.Shuffle(len(p.names), func(i, j int) { p.names[i], p.names[j] = p.names[j], p.names[i] })
	p.name = p.zipf(len(p.names))
	return p
}

// gatherSyllables gathers the syllables of the register.
func (p *planter) gatherSyllables() {
	var t viet.Text
	seen := map[string]bool{}
	for i := range p.reg.Platforms {
		t.Reset(strings.Join(recordTexts(&p.reg.Platforms[i]), "; "))
		for n, k := range t.Tokens() {
			if w := t.KeyOf(n); k.Kind == viet.Syllable && k.Marked && !seen[w] {
				seen[w] = true
				p.syllables = append(p.syllables, w)
			}
		}
	}
}

// addSector adds a sector of these jobs. What shares half of its telling words with a
// job that there already is would be that job in other words, and what another begins with would be all jobs that are made of
// that one: they are left out, so that what asks for the same thing is known.
func (p *planter) addSector(phrases []string, known *jobWords) {
	slices.Sort(phrases)
	phrases = slices.Compact(phrases)
	var s sector
	begins := func(job string) bool {
		return slices.ContainsFunc(phrases, func(o string) bool { return len(o) > len(job) && strings.HasPrefix(uncapitalised(o), job) })
	}
	for _, i := range p.rand.Perm(len(phrases)) {
		if job := uncapitalised(phrases[i]); !begins(job) && known.add(job) {
			s.jobs = append(s.jobs, job)
		}
	}
	if len(s.jobs) < 10 {
		return
	}
	s.job = p.zipf(openJobs)
	p.sectors = append(p.sectors, s)
}

// openJobs bounds the jobs of a sector, so that they do not come to an end.
const openJobs = 1 << 24

// text words a job: a phrase of the register, or the first half of one with two syllables of the job's own.
func (p *planter) text(job int) string {
	s, n := &p.sectors[job/openJobs], job%openJobs
	if n < len(s.jobs) {
		return s.jobs[n]
	}
	r := rand.New(rand.NewPCG(uint64(job), 7))
	words := strings.Fields(s.jobs[r.IntN(len(s.jobs))])
	words = append(words[:(len(words)+1)/2:(len(words)+1)/2], p.syllables[r.IntN(len(p.syllables))], p.syllables[r.IntN(len(p.syllables))])
	return strings.Join(words, " ")
}

// draw draws a job of a sector.
func (p *planter) draw(s int) int { return s*openJobs + int(p.sectors[s].job.Uint64()) }

// uncapitalised begins a phrase with a small letter unless it begins with an acronym.
func uncapitalised(s string) string {
	first, rest := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[rest:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(first)) + s[rest:]
}

// jobWords knows jobs by their telling words.
type jobWords struct {
	of     map[string][]int32 // jobs by word
	words  []int32            // of a job, by its number
	shared []int32            // scratch
}

// add enters a job and tells true unless there is one that is nearly the same.
func (k *jobWords) add(job string) bool {
	words := strings.FieldsFunc(viet.Fold(job), func(r rune) bool { return r == ' ' || r == ',' })
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(untelling, w) })
	slices.Sort(words)
	words = slices.Compact(words)
	clear(k.shared)
	for _, w := range words {
		for _, other := range k.of[w] {
			k.shared[other]++
			if n := k.shared[other]; 2*n >= int32(len(words))+k.words[other]-n {
				return false
			}
		}
	}
	if len(words) < 2 {
		return false
	}
	for _, w := range words {
		k.of[w] = append(k.of[w], int32(len(k.words)))
	}
	k.words, k.shared = append(k.words, int32(len(words))), append(k.shared, 0)
	return true
}

// untelling words stand in the names of all kinds of jobs.
var untelling = strings.Fields("quan ly theo doi thong tin he thong du lieu co so va cac cua ho so bao cao tong hop cap nhat tra cuu danh muc thong ke")

func pick[T any](p *planter, from []T) T { return from[p.rand.IntN(len(from))] }

// early picks from a list whose first members are the most usual.
func early(p *planter, from []string) string {
	return from[int(float64(len(from))*p.rand.Float64()*p.rand.Float64())]
}

var (
	actions = []string{"Xây dựng", "Nâng cấp", "Thuê", "Triển khai", "Đầu tư xây dựng", "Mua sắm", "Xây dựng và triển khai", "Mở rộng", "Thuê dịch vụ công nghệ thông tin", "Hoàn thiện", ""}
	kinds   = []string{"phần mềm quản lý", "hệ thống thông tin", "cơ sở dữ liệu", "phần mềm", "nền tảng số", "hệ thống", "ứng dụng", "cổng thông tin", "hệ thống quản lý"}
	bodies  = []string{"tại xã", "tại phường", "tại Trung tâm Y tế", "tại Bệnh viện Đa khoa", "tại Trường THPT", "khu di tích", "tuyến đường", "khu công nghiệp", "hồ chứa nước", "chợ"}
	periods = []string{"", "", "giai đoạn 2026-2030", "năm 2026", "giai đoạn 2026-2028", "năm 2027", "(giai đoạn 2)", "đến năm 2030"}
)

// original asks for one to four jobs of one sector; every tenth for some more, as components.
func (p *planter) original() planted {
	out := planted{of: -1, near: -1}
	s := int(p.sector.Uint64())
	count := 1 + int(4*p.rand.Float64()*p.rand.Float64())
	inParts := 0
	if p.rand.IntN(10) == 0 {
		inParts = 2 + p.rand.IntN(7)
	}
	for range count + inParts {
		if job := p.draw(s); !slices.Contains(out.jobs, job) {
			out.jobs = append(out.jobs, job)
		}
	}
	p.write(&out, "", max(1, len(out.jobs)-inParts))
	return out
}

// write words a proposal: the first jobs in its title, the others as components.
func (p *planter) write(out *planted, how string, inTitle int) {
	words := make([]string, len(out.jobs))
	for i, j := range out.jobs {
		words[i] = p.text(j)
	}
	t := []string{early(p, actions), early(p, kinds), strings.Join(words[:inTitle], ", ")}
	if how == "padded" {
		t = append(t, pick(p, p.form), pick(p, p.form))
	}
	if p.rand.IntN(4) == 0 {
		t = append(t, early(p, bodies), p.names[p.name.Uint64()])
	}
	t = append(t, "tỉnh", pick(p, p.places), early(p, periods))
	out.title = strings.Join(strings.Fields(strings.Join(t, " ")), " ")
	for _, w := range words[inTitle:] {
		out.parts = append(out.parts, early(p, kinds)+" "+w)
	}
	for _, text := range append([]*string{&out.title}, pointers(out.parts)...) {
		switch how {
		case "undiacritised":
			*text = viet.Fold(*text)
		case "abbreviated":
			for _, a := range p.abbrs {
				*text = strings.ReplaceAll(*text, a.Expansions[0], a.Abbr)
			}
		}
	}
}

func pointers(texts []string) []*string {
	out := make([]*string, len(texts))
	for i := range texts {
		out[i] = &texts[i]
	}
	return out
}

// treatments are the ways a copy is altered, beside place, form of investment, kind of software, and name.
var treatments = []string{"undiacritised", "abbreviated", "reordered", "padded", "partly_copied"}

// alter returns the proposal as another province would write it.
func (p *planter) alter(from *planted, how string) planted {
	out := planted{how: how, root: from.root, near: -1, jobs: slices.Clone(from.jobs)}
	switch how {
	case "reordered":
		p.rand.Shuffle(len(out.jobs), func(i, j int) { out.jobs[i], out.jobs[j] = out.jobs[j], out.jobs[i] })
	case "partly_copied": // one thing in three is another one
		s := out.jobs[0] / openJobs
		for i := range max(1, len(out.jobs)/3) {
			out.jobs[len(out.jobs)-1-i] = p.draw(s)
		}
	}
	p.write(&out, how, len(from.jobs)-len(from.parts))
	return out
}

// neighbour returns a hard negative: what stands in the same sector, in the same form and place, for other jobs.
func (p *planter) neighbour(from *planted) planted {
	out := p.original()
	s := from.jobs[0] / openJobs
	for i := range out.jobs {
		for {
			if out.jobs[i] = p.draw(s); !slices.Contains(from.jobs, out.jobs[i]) && !slices.Contains(out.jobs[:i], out.jobs[i]) {
				break
			}
		}
	}
	inTitle := len(out.jobs) - len(out.parts)
	out.parts = nil
	p.write(&out, "", inTitle)
	return out
}

// plant makes n proposals of which the share copies are altered copies of earlier originals, and every twentieth a hard
// negative. With topics > 0 the copies are all of that many originals: hot topics.
func (p *planter) plant(n int, copies float64, topics int) []planted {
	out := make([]planted, 0, n)
	var originals []int
	for len(out) < n {
		var next planted
		switch {
		case len(originals) > max(10, topics) && p.rand.Float64() < copies:
			from := originals
			if topics > 0 {
				from = originals[:topics]
			}
			of := pick(p, from)
			next = p.alter(&out[of], pick(p, p.treatments(&out[of])))
			next.of = of
		case len(originals) > 10 && p.rand.IntN(20) == 0:
			near := pick(p, originals)
			next = p.neighbour(&out[near])
			next.root, next.near = len(out), near
		default:
			next = p.original()
			next.root = len(out)
			originals = append(originals, len(out))
		}
		out = append(out, next)
	}
	return out
}

// treatments are those that leave something of a proposal: of a single job no part can be copied, nor reordered.
func (p *planter) treatments(of *planted) []string {
	if len(of.jobs) == 1 {
		return []string{"undiacritised", "abbreviated", "padded"}
	}
	return treatments
}

// same tells whether two proposals ask for the same thing: copies of one another, or half of their jobs in common.
func same(a, b *planted) bool {
	if a.root == b.root {
		return true
	}
	common := 0
	for _, j := range a.jobs {
		if slices.Contains(b.jobs, j) {
			common++
		}
	}
	return 2*common >= len(a.jobs)+len(b.jobs)-common
}

// proposal returns what intake would have read.
func (p *planted) proposal() *Proposal {
	out := &Proposal{Title: p.title, Components: make([]Component, len(p.parts))}
	for i, name := range p.parts {
		out.Components[i].Name = name
	}
	return out
}

func (p *planted) String() string { return fmt.Sprintf("%q %q", p.title, p.parts) }

func (e *Engine) prints(ps []planted) []Fingerprint {
	out := make([]Fingerprint, len(ps))
	for i := range ps {
		out[i] = e.Fingerprint(ps[i].proposal())
	}
	return out
}
