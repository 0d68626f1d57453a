package corpus

import (
	"fmt"
	"regexp"
)

// Mau03Remark is what an object of the architecture workbook says in its note, because the workbook has no field for it:
// which platform it is here, and where it stands in the list.
type Mau03Remark struct {
	Platform  ID
	Group, No string
	Row       string
	Note      string
}

// String writes the remark: "[rasoat: id | nhóm | số | dòng] note".
func (m Mau03Remark) String() string {
	text := fmt.Sprintf("[rasoat: %s | %s | %s | %s]", m.Platform, m.Group, m.No, m.Row)
	if m.Note != "" {
		text += " " + m.Note
	}
	return text
}

var mau03Remark = regexp.MustCompile(`^\[rasoat: (\S*) \| ([^|]*) \| ([^|]*) \| ([^|\]]*)\] ?(?s:(.*))$`)

// ParseMau03Remark reads a remark back; ok is false for a note of any other kind.
func ParseMau03Remark(s string) (m Mau03Remark, ok bool) {
	f := mau03Remark.FindStringSubmatch(s)
	if f == nil {
		return m, false
	}
	return Mau03Remark{Platform: ID(f[1]), Group: f[2], No: f[3], Row: f[4], Note: f[5]}, true
}
