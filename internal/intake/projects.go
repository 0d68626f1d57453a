package intake

import (
	"slices"
	"strings"
	"sync"

	"github.com/rasoat/rasoat/engine"
)

// projectOf returns the row of the project that a row is a part of, nil when it is a project of its own.
func (s *sheet) projectOf(r *row) *row {
	var project *row
	for p := r.parent; p != nil; p = p.parent {
		if s.project(p) {
			project = p
		}
	}
	return project
}

// project is isProject, asked once for each row.
func (s *sheet) project(p *row) bool {
	if p.project == nil {
		is := s.isProject(p)
		p.project = &is
	}
	return *p.project
}

// isProject tells whether a row with parts is one project rather than the heading of several: the parts have no owner of
// their own, and the row says more than a heading does or is named like a thing.
func (s *sheet) isProject(p *row) bool {
	if len(p.children) == 0 || p.level < rankSub || p.level < rankArabic && s.bare(p) || p.body() || !s.ownedAlike(p, s.ownOwner(p)) {
		return false
	}
	lettered := p.children[0].num.rank >= rankLetter || !p.children[0].num.ok()
	if s.bare(p) && !(lettered && p.money != nil) {
		return projectWords.starts(p.plain) && countWords(p.plain) > 2 && !allCaps(p.name)
	}
	return true
}

// projectWords begin the name of one project, not that of a group.
var projectWords = newPhrases("dự án", "đề án", "tiểu dự án", "hệ thống", "phần mềm", "cơ sở dữ liệu", "csdl", "xây dựng hệ thống", "xây dựng phần mềm", "xây dựng cơ sở dữ liệu", "xây dựng csdl", "nâng cấp hệ thống", "nâng cấp phần mềm", "thuê hệ thống", "thuê phần mềm", "thuê dịch vụ", "cổng thông tin", "trung tâm", "nền tảng", "chuyển đổi số ngành")

// bodies begin the name of an agency that a row of a plan stands for, with their marks: "Sở Y tế" is one, "Số hóa" is not.
// What follows notBodies is something else.
var (
	bodies = sync.OnceValue(func() []string {
		return markedAll("sở", "ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân", "công an", "văn phòng", "ban quản lý", "ban dân tộc", "ban tổ chức", "ban tuyên giáo", "thanh tra", "tỉnh ủy", "thành ủy", "bộ chỉ huy", "xã", "phường", "đặc khu", "thị trấn", "bệnh viện", "chi cục", "ủy ban mặt trận", "mặt trận tổ quốc", "tỉnh đoàn")
	})
	notBodies = sync.OnceValue(func() []string {
		return markedAll("xã hội", "sở hữu", "văn phòng điện tử", "văn phòng số", "văn phòng phẩm")
	})
)

func markedAll(words ...string) []string {
	for i := range words {
		words[i] = marked(words[i]) + " "
	}
	return words
}

// body tells whether the name of a row is that of an agency.
func (r *row) body() bool { return isBody(r.name) }

// isBody tells whether a name is that of an agency.
func isBody(name string) bool {
	m := marked(clip(name, plainMost)) + " "
	return strings.Count(m, " ") <= 16 && startsAny(m, bodies()) && !startsAny(m, notBodies())
}

// ownsGroup tells whether the name of a row may be that of an agency, where the header says that the rows of groups are.
func (r *row) ownsGroup() bool {
	return countWords(r.plain) <= 16 && isOrgan(r.name) && !startsAny(marked(clip(r.name, plainMost))+" ", notBodies())
}

// startsAny tells whether s begins with one of some words.
func startsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

// ownOwner is the owner that a row itself states.
func (s *sheet) ownOwner(r *row) string {
	if c := at(r.block, s.table.col(roleOwner)); c == nil || c.Covered {
		return ""
	}
	return plain(textAt(r.block, s.table.col(roleOwner)))
}

// ownedAlike tells whether the rows below one have no owner of their own but this, or all the same.
func (s *sheet) ownedAlike(p *row, owner string) bool {
	for _, c := range p.children {
		own := s.ownOwner(c)
		if owner == "" {
			owner = own
		}
		if own != "" && own != owner || !s.ownedAlike(c, owner) {
			return false
		}
	}
	return true
}

// split makes the projects of a plan proposals of their own: every component, and those that are parts of one project
// together.
func (d *dossier) split(plan engine.Proposal) []engine.Proposal {
	out := make([]engine.Proposal, 0, len(plan.Components))
	heads := d.sheetHeads(&plan)
	last := (*row)(nil)
	for i, c := range plan.Components {
		it := d.items[i]
		if it.project != nil && it.project == last {
			p := &out[len(out)-1]
			p.Components = append(p.Components, c)
			continue
		}
		last = it.project
		p := engine.Proposal{
			Title: c.Name, Agency: c.Owner, Date: plan.Date, TotalMoney: c.Money, LegalBasis: plan.LegalBasis,
			Summary: c.Description, Users: c.Users, Components: []engine.Component{c}, Place: c.Location, Group: it.group,
		}
		if it.project != nil {
			it.sheet.describe(&p, it.project)
		}
		head := heads[it.sheetName()]
		p.Province = d.rowProvince(it, &p, head)
		if p.Agency == "" && d.sameUnit(p.Province, head.province) {
			p.Agency = head.agency
		}
		out = append(out, p)
	}
	d.shareProvince(out)
	for i := range out {
		p := &out[i]
		if p.TotalMoney == nil && len(p.Components) > 1 {
			p.TotalMoney = engine.SumOf(p.Components)
		}
		p.NotFound = missing(p)
	}
	return out
}

// describe gives a proposal of several parts what the row of the project says.
func (s *sheet) describe(p *engine.Proposal, project *row) {
	p.Title, p.TotalMoney, p.Place = projectName(project.name), project.money, s.cite(project, s.repeats)
	p.Users = nil
	var texts []string
	for _, role := range []role{roleContent, roleDescribe, roleResult, rolePlace} {
		if text := textAt(project.block, s.table.col(role)); text != "" && text != project.name {
			texts = append(texts, text)
		}
	}
	p.Summary = clip(strings.Join(unique(texts), "\n"), detailLimit)
}

// projectName is the name of a project without the words that announce its parts: "Chuyển đổi số ngành X, trong đó:".
func projectName(name string) string {
	name = trimTail(name)
	p := plain(name)
	for _, w := range []string{"trong do", "bao gom", "gom"} {
		if strings.HasSuffix(p, " "+w) {
			at := skipWords(name, countWords(p)-countWords(w))
			return trimTail(name[:at])
		}
	}
	return name
}
