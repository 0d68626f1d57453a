package engine

// aggregate settles the verdict of a proposal from its components: all duplicate is duplicate, some is a partial
// overlap; else the gravest that is left. Items out of scope do not count unless nothing else is proposed.
func (e *Engine) aggregate(r *Result) {
	r.Verdict, r.Grade = None, None
	if len(r.Components) == 0 {
		r.Verdict, r.Grade = Insufficient, Insufficient
		r.Unread = append(r.Unread, "no_components")
	} else {
		r.Verdict = combine(r.Components, func(c *ComponentResult) Verdict { return c.Verdict })
		r.Grade = combine(r.Components, func(c *ComponentResult) Verdict { return c.Grade })
	}
	r.Coverage = cover(r.Components)
}

func combine(components []ComponentResult, of func(*ComponentResult) Verdict) Verdict {
	best, compared, alerts, duplicates := OutOfScope, 0, 0, 0
	for i := range components {
		v := of(&components[i])
		if v == OutOfScope {
			continue
		}
		compared++
		if v == Duplicate {
			duplicates++
		}
		if v.Alert() {
			alerts++
		}
		if v.rank() < best.rank() {
			best = v
		}
	}
	switch {
	case compared == 0:
		return OutOfScope
	case duplicates == compared:
		return Duplicate
	case alerts > 0:
		return PartialOverlap
	}
	return best
}

// cover sums what overlaps, by the grade on the facts: the state of a platform does not change what it offers.
func cover(components []ComponentResult) Coverage {
	c := Coverage{Without: []string{}}
	for i := range components {
		r := &components[i]
		c.Components++
		money := int64(0)
		if r.Component.Money != nil {
			money = *r.Component.Money
		}
		c.MoneyVND += money
		if !r.Grade.Alert() {
			continue
		}
		c.Overlapping++
		c.OverlapVND += money
		name := r.Component.No
		if name == "" {
			name = r.Component.Name
		}
		c.Without = append(c.Without, name)
	}
	if c.MoneyVND > 0 {
		c.Share = float64(c.OverlapVND) / float64(c.MoneyVND)
	}
	return c
}
