package deployed

import (
	"cmp"
	"slices"
)

// timeline orders the steps of a system and of the platform beside it. The decision always stands in it, known or not,
// and so does the day the platform began to operate.
func timeline(s *System, o *Overlap) []Event {
	events := []Event{{Code: "decided", Day: s.Decided, What: s.Decision}}
	for _, e := range []Event{{Code: "contracted", Day: s.Contracted}, {Code: "accepted", Day: s.Accepted}, {Code: "operating", Day: s.Operating}, {Code: "ended", Day: s.Ended}} {
		if e.Day != "" {
			events = append(events, e)
		}
	}
	if o != nil {
		events = append(events, Event{Code: "announced", Day: o.Announced.On, What: string(o.Announced.List)}, Event{Code: "serving", Day: o.Serving})
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		if (a.Day == "") != (b.Day == "") {
			return cmp.Compare(len(b.Day), len(a.Day))
		}
		return cmp.Compare(a.Day.Day(), b.Day.Day())
	})
	return events
}
