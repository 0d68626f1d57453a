package intake

import (
	"strings"
)

// field is a label and what the document says under it.
type field struct {
	label   string // plain
	value   string
	section *section
	item    bool // the label is that of a numbered item among components: not of the whole
}

// Labels of the fields that are read.
var (
	titleLabels     = newPhrases("tên dự án", "tên nhiệm vụ", "tên đề án", "tên hoạt động", "tên công trình", "tên kế hoạch", "tên chương trình", "tên đề tài", "tên dự toán", "tên đề cương", "tên dự án đầu tư", "tên hạng mục đầu tư")
	agencyLabels    = newPhrases("chủ đầu tư", "đơn vị sử dụng ngân sách", "cơ quan chủ trì", "đơn vị chủ trì", "chủ trì thuê", "cơ quan đề xuất", "đơn vị đề xuất", "đơn vị lập", "cơ quan lập", "cơ quan trình", "đơn vị trình", "chủ trì thực hiện", "đơn vị thực hiện", "cơ quan thực hiện", "đơn vị chủ trì thuê", "tên chủ đầu tư", "chủ nhiệm vụ", "chủ dự án", "đơn vị quản lý", "tổ chức chủ trì", "cơ quan chủ quản đầu tư")
	goalLabels      = newPhrases("mục tiêu chung", "mục tiêu tổng quát", "mục tiêu đầu tư", "mục tiêu của dự án", "mục tiêu dự án", "mục tiêu", "mục tiêu chính", "mục đích đầu tư", "mục đích yêu cầu", "mục đích")
	scopeLabels     = newPhrases("phạm vi thực hiện", "phạm vi", "quy mô đầu tư", "quy mô", "phạm vi quy mô", "phạm vi triển khai", "phạm vi đầu tư", "địa điểm thực hiện", "địa điểm đầu tư", "địa điểm", "quy mô phạm vi")
	userLabels      = newPhrases("đối tượng sử dụng", "đối tượng thụ hưởng", "người sử dụng", "đối tượng phục vụ", "đơn vị thụ hưởng", "đối tượng")
	periodLabels    = newPhrases("thời gian thực hiện", "thời gian thực hiện dự án", "thời gian triển khai", "thời gian thuê", "thời hạn thuê", "tiến độ thực hiện", "thời gian")
	totalLabels     = newPhrases("tổng mức đầu tư", "tổng dự toán", "tổng kinh phí", "tổng vốn đầu tư", "tổng vốn", "tổng giá trị dự toán", "tổng chi phí", "tổng mức kinh phí", "tổng nhu cầu kinh phí", "tổng nhu cầu vốn", "tổng giá trị", "tổng dự toán kinh phí", "tmđt", "tổng khái toán", "tổng giá gói thầu", "tổng số tiền", "tổng mức vốn", "tổng cộng kinh phí", "giá trị dự toán sau thẩm định", "dự toán sau thẩm định", "giá trị sau thẩm định", "kinh phí sau thẩm định", "giá trị thẩm định")
	softTotalLabels = newPhrases("dự toán kinh phí", "kinh phí thực hiện", "khái toán kinh phí", "khái toán", "giá trị dự toán", "dự toán", "kinh phí", "dự kiến kinh phí", "kinh phí dự kiến", "nhu cầu kinh phí", "vốn đầu tư", "mức đầu tư", "dự toán thuê", "giá trị", "giá gói thầu", "chi phí dự kiến", "dự toán chi phí")
)

// collectFields reads the labelled lines of the outline and the label tables.
func (d *dossier) collectFields() {
	d.root.walk(func(s *section) {
		if s.class == classPresent || s.class == classGlossary || s.class == classBasis {
			return
		}
		if s.line != nil {
			d.lineField(s.line.body(), s, true)
		}
		for i, e := range s.body {
			if e.line != nil && !basisLine(e.line.plain) {
				d.lineField(e.line.text, s, false)
				d.openField(s, i)
			}
		}
	})
	for _, g := range d.loose {
		d.gridFields(g)
	}
}

// openField completes a field whose value stands on the next line.
func (d *dossier) openField(s *section, i int) {
	n := len(d.fields)
	if n == 0 || d.fields[n-1].value != "" || !strings.HasSuffix(s.body[i].line.text, ":") || i+1 >= len(s.body) || s.body[i+1].line == nil {
		return
	}
	d.fields[n-1].value = s.body[i+1].line.text
}

// lineField reads "label: value". A heading without a colon is a label for the text below it.
func (d *dossier) lineField(text string, s *section, own bool) {
	i := strings.IndexByte(text, ':')
	switch {
	case i > 0 && i < 160:
		label := plain(text[:i])
		if countWords(label) > 16 {
			return
		}
		f := field{label: label, value: strings.TrimSpace(text[i+1:]), section: s, item: s.inItem()}
		if f.value == "" && own {
			f.value = s.text(1500)
		}
		d.fields = append(d.fields, f)
	case own && countWords(s.plain) <= 14 && (len(s.body) > 0 || len(s.children) > 0):
		d.fields = append(d.fields, field{label: s.plain, value: s.text(1500), section: s, item: s.parent != nil && s.parent.inItem()})
	}
}

// inItem tells whether a section is, or is part of, a numbered thing proposed.
func (s *section) inItem() bool {
	for p := s; p != nil && p.line != nil; p = p.parent {
		if p.item {
			return true
		}
	}
	return false
}

// gridFields reads a table of labels and values, with or without a number column.
func (d *dossier) gridFields(g *grid) {
	for _, r := range g.rows {
		cells := filled(r)
		if len(cells) == 3 && (classify(strings.Trim(plain(cells[0]), " .")).ok() || classify(strings.Trim(cells[0], " .")).ok()) {
			cells = cells[1:]
		}
		if len(cells) != 2 || countWords(plain(cells[0])) > 14 {
			continue
		}
		d.fields = append(d.fields, field{label: labelOf(cells[0]), value: strings.TrimSpace(cells[1]), section: d.root})
	}
}

// labelOf gives the plain label in a cell, without the number that may stand before it.
func labelOf(cell string) string {
	p := plain(cell)
	if number, label, ok := strings.Cut(p, " "); ok && smallNumber(number) {
		return label
	}
	return p
}

// find returns the first field whose label is, begins with or holds one of the phrases, in this order of preference.
func (d *dossier) find(labels phrases) (field, bool) {
	for _, fit := range []func(string) bool{labels.is, labels.starts} {
		for _, f := range d.fields {
			if !f.item && f.value != "" && countWords(f.label) <= 10 && fit(f.label) {
				return f, true
			}
		}
	}
	return field{}, false
}

// all returns every field whose label begins with one of the phrases.
func (d *dossier) findAll(labels phrases) []field {
	var out []field
	for _, f := range d.fields {
		if f.value != "" && labels.starts(f.label) {
			out = append(out, f)
		}
	}
	return out
}

// basisLine tells whether a plain line names a legal basis.
func basisLine(p string) bool {
	return strings.HasPrefix(p, "can cu ") || strings.HasPrefix(p, "xet de nghi") || strings.HasPrefix(p, "theo de nghi") || strings.HasPrefix(p, "xet to trinh") || strings.HasPrefix(p, "thuc hien nghi quyet")
}
