package report

import "strings"

// own says which systems the province runs already for a component, and on which ground one of them is enough.
func (s speaker) own(c *Component) []string {
	var out []string
	for i := range c.Own {
		o := &c.Own[i]
		line := s.say("own.line", o.ID, s.say("para.quoted", o.Name), strings.Join(filledOf(o.Agency, o.Province), ", "), s.dateOrUnknown(o.Operating), lowerFirst(s.verdict(o.Grade)))
		var law []string
		for _, b := range o.Basis {
			if b.Citable {
				law = append(law, s.cited(b))
			}
		}
		if len(law) > 0 {
			line += " " + s.say("own.basis", strings.Join(law, "; "))
		}
		out = append(out, line)
	}
	return out
}
