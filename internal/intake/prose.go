package intake

import (
	"strings"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
)

// Phrases that open what a clause decides, in marked form as they are written.
var (
	refusals = []string{"không đầu tư xây dựng", "không xây dựng mới", "không xây dựng", "không đầu tư", "không triển khai", "không mua sắm", "không thuê", "không phát triển", "chưa xây dựng", "chưa đầu tư", "dừng triển khai", "dừng xây dựng", "dừng việc xây dựng", "chấm dứt sử dụng", "không chấp thuận", "không thống nhất"}
	orders   = []string{"đề xuất xây dựng", "nghiên cứu xây dựng", "đầu tư xây dựng", "xây dựng mới", "xây dựng", "triển khai", "đầu tư", "phát triển", "nâng cấp", "mở rộng", "thuê", "mua sắm", "kết nối", "tích hợp", "số hóa", "thí điểm", "sử dụng", "khai thác", "duy trì"}
	systems  = []string{"phần mềm", "hệ thống", "nền tảng", "cơ sở dữ liệu", "csdl", "cổng", "trang thông tin", "ứng dụng", "kho dữ liệu", "trung tâm", "phân hệ", "bản đồ", "app", "dịch vụ", "giải pháp", "trợ lý ảo", "sàn"}
)

// clauses reads the decisions of a letter: what will not be built, what is to be studied or built, what is to be used.
func (d *dossier) clauses() []*item {
	var out []*item
	d.root.walk(func(s *section) {
		switch s.class {
		case classPresent, classBasis, classGlossary, classTech, classNeed:
			return
		}
		if s.line != nil && !basisLine(s.line.plain) {
			out = appendClause(out, s.line, s)
		}
		for _, e := range s.body {
			if e.line != nil && !e.line.layout && !basisLine(e.line.plain) && !isSubject(e.line.plain) && e.line.kind != document.Heading {
				out = appendClause(out, e.line, s)
			}
		}
	})
	return dropRepeats(out)
}

// appendClause reads one numbered clause or paragraph: its first decision about a system names the item, the rest
// describes it.
func appendClause(out []*item, l *line, s *section) []*item {
	if countWords(l.plain) < 4 {
		return out
	}
	body := l.body()
	it := clauseItem(body)
	if it == nil {
		return out
	}
	if s.num.ok() && !s.num.bullet() {
		it.no = s.num.label
	}
	it.section = s
	it.block = &document.Block{Place: l.place}
	it.text = []string{body}
	it.sections = []string{citeClause(s, l)}
	it.pages = []int{l.place.Page}
	return append(out, it)
}

// citeClause names a clause as letters are cited.
func citeClause(s *section, l *line) string {
	if s.num.ok() && !s.num.bullet() && s.num.rank >= rankArabic {
		return "khoản " + s.num.label
	}
	return citePlace(l.place)
}

// sentenceMost is how many bytes of a sentence are searched for a decision; what is longer is no sentence.
const sentenceMost = 4000

// clauseItem finds the first decision about a system in a clause, nil when there is none.
func clauseItem(body string) *item {
	for _, sentence := range sentencesOf(body) {
		sentence = clip(sentence, sentenceMost)
		low := strings.ToLower(sentence)
		if at, word := earliest(low, refusals); at >= 0 {
			if name := objectOf(sentence[at+len(word):]); name != "" {
				return refused(name, body)
			}
		}
		for _, at := range positions(low, orders) {
			verb := at.word
			name := objectOf(sentence[at.start+len(verb):])
			if name == "" || !ordered(low[:at.start]) {
				continue
			}
			return decided(verb, name, sentence)
		}
	}
	return nil
}

// refused is an item that the document says will not be built; it is reuse when the clause names what is used instead.
func refused(name, body string) *item {
	it := &item{name: name, plain: plain(name), clause: true, negated: true, action: string(engine.Stop)}
	p := plain(body)
	for _, w := range []string{"su dung", "dung chung", "khai thac", "ke thua", "ket noi"} {
		if hasWords(p, w) {
			it.action = string(engine.Reuse)
		}
	}
	return it
}

// decided is an item that the document orders or proposes.
func decided(verb, name, sentence string) *item {
	whole := name
	if p := plain(verb); p != "xay dung" && p != "de xuat xay dung" && p != "nghien cuu xay dung" && p != "dau tu xay dung" && p != "dau tu" && p != "xay dung moi" && p != "trien khai" {
		whole = verb + " " + name
	}
	action, _ := engine.ActionOf(whole)
	if whole != name {
		name = upperFirst(whole)
	}
	it := &item{name: name, plain: plain(name), clause: true, action: string(action)}
	it.take(amountNear(sentence))
	return it
}

// ordered tells whether the words before a verb make it a decision or a proposal: nothing but an addressee, or words of
// assignment and consent.
func ordered(before string) bool {
	p := plain(before)
	if countWords(p) <= 1 {
		return true
	}
	for _, w := range []string{"giao", "de xuat", "nghien cuu", "thong nhat", "dong y", "chap thuan", "cho phep", "chu truong", "de nghi", "yeu cau", "chu tri", "phe duyet", "dau tu", "trinh", "xin", "tiep tuc", "to chuc", "trien khai"} {
		if hasWords(p, w) {
			return true
		}
	}
	return false
}

// found is a phrase and where it starts.
type found struct {
	start int
	word  string
}

// earliest finds the phrase that starts first in a lower-case text; at a tie the longest.
func earliest(low string, list []string) (int, string) {
	best, word := -1, ""
	for _, w := range list {
		i := strings.Index(low, w)
		if i >= 0 && (best < 0 || i < best || i == best && len(w) > len(word)) {
			best, word = i, w
		}
	}
	return best, word
}

// positions lists where phrases start, from left to right, longest first at one place.
func positions(low string, list []string) []found {
	var out []found
	for from := 0; from < len(low); {
		i, w := earliest(low[from:], list)
		if i < 0 {
			return out
		}
		out = append(out, found{from + i, w})
		from += i + len(w)
	}
	return out
}

// objectOf reads the system that follows a verb: a name that begins with a word for a system, up to the end of the
// phrase. "" when something else follows.
func objectOf(rest string) string {
	t := strings.TrimLeft(rest, " ")
	for _, skip := range []string{"mới ", "một ", "các ", "riêng ", "việc ", "thí điểm "} {
		t = strings.TrimPrefix(t, skip)
	}
	if !namesSystem(t) {
		return ""
	}
	if at, inside, ok := openQuote(t); ok && at < 25 {
		return trimTail(inside)
	}
	end := len(t)
	if i := strings.Index(t, " trong "); i > 8 && i+7 < len(t) && t[i+7] >= '0' && t[i+7] <= '9' {
		end = i
	}
	for _, stop := range []string{" riêng", " (", ";", ": ", ". ", ", kinh phí", " với kinh phí", ", với", ", dự toán", ", báo cáo", ", hoàn thành", ", trình", ", bảo đảm", ", đảm bảo", " do ", " của Bộ", " trong năm", " trước ngày", " để ", " nhằm", " cho các cơ quan", ", cấp ", ", gửi", ", phối hợp", ", tránh", " mà ", ", thời gian", ", đồng thời", " vì ", ", trên cơ sở", " đã được", " nêu trên", " theo "} {
		if i := strings.Index(t, stop); i > 8 && i < end {
			end = i
		}
	}
	name := trimTail(t[:end])
	if n := countWords(plain(name)); n < 3 || n > 40 {
		return ""
	}
	return name
}

// namesSystem tells whether a text begins with a word for a system, its marks included where it has any.
func namesSystem(t string) bool {
	m := marked(clip(t, 60))
	bare := m == plain(clip(t, 60))
	for _, w := range systems {
		if bare {
			w = plain(w)
		} else {
			w = marked(w)
		}
		if strings.HasPrefix(m, w+" ") {
			return true
		}
	}
	return false
}

// sentencesOf splits a clause into sentences.
func sentencesOf(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(s, ". ", ".\n"), func(r rune) bool { return r == '\n' })
}

// dropRepeats keeps the first of the items that carry one name; of very many, only those spelt alike are found.
func dropRepeats(items []*item) []*item {
	var out []*item
	var bags []bag
	spelt := map[string]bool{}
	for _, it := range items {
		b := bagOf(it.plain)
		repeated := spelt[it.plain]
		for i := 0; i < len(bags) && !repeated; i++ {
			repeated = bags[i].similarity(b) >= sameNames
		}
		spelt[it.plain] = true
		if repeated {
			continue
		}
		out = append(out, it)
		if len(bags) < mergeLimit {
			bags = append(bags, b)
		}
	}
	return out
}
