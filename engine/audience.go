package engine

import (
	"slices"
	"sync"

	"github.com/rasoat/rasoat/internal/viet"
)

// audience is a set of the groups of people that a system serves (tác nhân, domain rules 7.1), a bit for each.
type audience uint8

const (
	citizens audience = 1 << iota // người dân
	firms                         // doanh nghiệp, tổ chức
	officers                      // cán bộ, công chức, viên chức and their bodies
	leaders                       // lãnh đạo; officers too, because what serves officers serves them
)

// audienceWords are the closed class of words by which documents and records name those groups. A body or a place of
// public work stands for the people in it. General words name all of a group, the others a part of it, which their own
// words tell from other parts.
var audienceWords = []struct {
	who     audience
	general bool
	phrases []string
}{
	{0, true, []string{
		"các", "cấp", "các cấp", "và", "của", "tỉnh", "cấp tỉnh", "thành phố", "huyện", "cấp huyện", "xã", "cấp xã", "phường", "trung ương", "nhà nước", "thuộc", "liên quan", "có liên quan", "khác",
		"toàn quốc", "trên địa bàn",
	}},
	{citizens, true, []string{"người dân", "công dân", "nhân dân", "cá nhân", "hộ gia đình", "hộ dân", "cộng đồng", "người sử dụng", "người dùng"}},
	{citizens, false, []string{
		"hộ nghèo", "cử tri", "người lao động", "người học", "học sinh", "sinh viên", "học viên", "thí sinh", "phụ huynh", "trẻ em", "người bệnh", "bệnh nhân",
		"người tiêu dùng", "người nộp thuế", "người nộp hồ sơ", "du khách", "khách du lịch", "nông dân", "ngư dân", "chủ tàu", "chủ phương tiện", "lái xe", "chủ rừng",
		"người sử dụng đất", "người có công", "người khuyết tật", "người nước ngoài", "người tham gia", "kiều bào", "hội viên", "đoàn viên", "nhà nghiên cứu",
		"nhà khoa học", "nhà báo", "thuyền viên", "bạn đọc", "độc giả", "người Việt Nam ở nước ngoài", "người tìm việc", "người hưởng", "người được", "người",
	}},
	{firms, true, []string{"doanh nghiệp", "tổ chức"}},
	{firms, false, []string{
		"người sử dụng lao động", "hợp tác xã", "hộ kinh doanh", "nhà đầu tư", "nhà thầu", "nhà cung cấp", "nhà sản xuất", "công ty", "ngân hàng", "thương nhân", "hiệp hội",
		"tập đoàn", "cơ sở sản xuất", "cơ sở kinh doanh", "cơ sở lưu trú", "cơ sở chăn nuôi", "cơ sở xả thải", "cơ sở đóng", "đơn vị vận tải", "đơn vị kinh doanh", "đơn vị thi công", "đại lý", "hãng", "nhà mạng", "nhà xuất bản", "văn phòng công chứng",
		"công chứng viên", "luật sư", "đấu giá viên", "giám định viên", "nhà máy", "nhà tuyển dụng", "nhà thuốc", "sàn thương mại điện tử", "cơ quan báo chí", "chủ hàng", "chủ sở hữu",
	}},
	{firms | officers, false, []string{"chủ đầu tư", "ban quản lý dự án"}},
	{officers, true, []string{
		"cán bộ", "công chức", "viên chức", "CBCC", "CBCCVC", "chuyên viên", "quản trị viên", "cơ quan", "đơn vị", "bộ", "bộ, ngành", "ngành", "sở", "ban", "sở, ban, ngành",
		"phòng", "phòng ban", "địa phương", "UBND", "ủy ban nhân dân",
	}},
	{officers, false, []string{
		"đảng viên", "cấp ủy", "thẩm phán", "viện nghiên cứu", "đại biểu", "HĐND", "hội đồng nhân dân", "chi cục", "cục", "công an", "cảnh sát", "quân sự", "quân đội", "bộ đội", "kho bạc", "thanh tra", "hải quan",
		"kiểm lâm", "kiểm ngư", "quản lý thị trường", "biên phòng", "tòa án", "viện kiểm sát", "thi hành án", "chấp hành viên", "kiểm toán", "cảng vụ", "cảng cá", "giáo viên",
		"giảng viên", "nhà trường", "trường học", "cơ sở giáo dục", "cơ sở đào tạo", "trường đại học", "bác sĩ", "nhân viên y tế", "cơ sở y tế", "bệnh viện",
		"trạm y tế", "CDC", "thư viện", "bảo tàng", "lưu trữ lịch sử", "lực lượng", "đài", "trạm", "ủy ban", "văn phòng", "Quốc hội", "Chính phủ", "bảo hiểm xã hội", "tư pháp",
		"ban quản lý", "trung tâm phục vụ hành chính công", "bộ phận một cửa", "Kiểm toán Nhà nước", "Ủy ban Chứng khoán Nhà nước", "UBCKNN",
	}},
	{leaders | officers, true, []string{"lãnh đạo", "thường trực", "ban chỉ đạo", "chủ tịch", "thủ trưởng", "người đứng đầu"}},
}

// audienceLexicon recognises the words; the ID of a span is the place of the word in audienceWords.
var audienceLexicon = sync.OnceValue(func() *viet.Lexicon {
	var terms []viet.Term
	for i, a := range audienceWords {
		for _, w := range a.phrases {
			terms = append(terms, viet.Term{Phrase: w, ID: int32(i)})
		}
	}
	return viet.NewLexicon(terms)
})

// served is a statement of whom a side serves.
type served struct {
	who   audience
	own   []uint64 // folded words of it that no general word covers: "hải quan" in "công chức hải quan"
	quote Quote
}

// serve reads a statement of users; it names nobody when who is 0.
func serve(t *viet.Text, quote Quote) served {
	out := served{quote: quote}
	var buf [8]viet.Span
	var spans []viet.Span
	if t.Undiacritised() {
		spans = audienceLexicon().MatchFolded(t, buf[:0])
	} else {
		spans = audienceLexicon().Match(t, buf[:0])
	}
	tokens, at := t.Tokens(), 0
	for _, s := range spans {
		if s.From < at {
			continue // inside the word before
		}
		group := &audienceWords[s.ID]
		out.who |= group.who
		if group.general {
			out.keep(tokens[at:s.From])
		} else {
			out.keep(tokens[at:s.To])
		}
		at = s.To
	}
	out.keep(tokens[at:])
	return out
}

func (s *served) keep(tokens []viet.Token) {
	for i := range tokens {
		s.own = append(s.own, tokens[i].Fold)
	}
}

// covers tells that everyone whom a component's statement names is among those that a platform's names: the groups are
// the same, and the platform's statement is general, or half of its own words stand in the component's.
func (s *served) covers(c *served) bool {
	if s.who&c.who == 0 {
		return false
	}
	met := 0
	for _, w := range s.own {
		if slices.Contains(c.own, w) {
			met++
		}
	}
	return 2*met >= len(s.own)
}

// usersOf returns the statement of users that holds for a component: its own, else the proposal's.
func usersOf(p *Proposal, c *Component) []string {
	if len(c.Users) > 0 {
		return c.Users
	}
	return p.Users
}

// readUsers gathers whom the component serves: what the document states of its users, else the groups that follow a
// word of purpose ("phục vụ người dân, doanh nghiệp") in what is said of it.
func (e *Engine) readUsers(k *comparable) {
	k.serves = k.serves[:0]
	at := 0
	for _, s := range usersOf(k.proposal, k.component) {
		k.scratch.Reset(s)
		if u := serve(&k.scratch, Quote{Field: "users", Text: s, Start: at, End: at + len(s)}); u.who != 0 {
			k.serves = append(k.serves, u)
		}
		at += len(s) + len("\n")
	}
	for f := 0; f < numFields && len(k.serves) == 0; f++ {
		read := 0
		for _, s := range k.spans[f] {
			if n := e.voc.purpose[s.ID]; n > 0 && s.From >= read {
				read = k.servedAt(f, s.From+n)
			}
		}
	}
}

// servedAt gathers the groups named at a token of a field, behind a word of purpose. Groups side by side are joined by a
// comma or one word ("và", "các"); a single syllable ("sở") names none here. It returns the token behind the last of them.
func (k *comparable) servedAt(f, i int) int {
	var buf [2]viet.Span
	for t := &k.texts[f]; i < t.Len(); {
		spans := audienceLexicon().MatchAt(t, i, k.folded, buf[:0])
		if (len(spans) == 0 || audienceWords[spans[0].ID].who == 0) && i+1 < t.Len() {
			spans = audienceLexicon().MatchAt(t, i+1, k.folded, buf[:0])
		}
		if len(spans) == 0 || spans[0].To-spans[0].From < 2 {
			break
		}
		s, group := spans[0], &audienceWords[spans[0].ID]
		if group.who == 0 {
			break
		}
		u := served{who: group.who, quote: k.quote(f, s.From, s.To)}
		if !group.general {
			u.keep(t.Tokens()[s.From:s.To])
		}
		k.serves, i = append(k.serves, u), s.To
	}
	return i
}

// usersDegree compares whom the two sides serve: the same when the platform covers all whom the component serves (it may
// serve others besides), partly so when some are covered or of the same group, different when no group is the same.
func usersDegree(component, platform []served) Degree {
	if len(component) == 0 || len(platform) == 0 {
		return Unknown
	}
	out, met := Same, false
	for i := range component {
		c := &component[i]
		if !slices.ContainsFunc(platform, func(p served) bool { return p.covers(c) }) {
			out = Partial
		}
		met = met || slices.ContainsFunc(platform, func(p served) bool { return p.who&c.who != 0 })
	}
	if !met {
		return Different
	}
	return out
}
