package deployed

import (
	"slices"

	"github.com/rasoat/rasoat/corpus"
)

// Account is the line of who is to explain (trách nhiệm giải trình) an overlap between a system and a platform.
type Account string

// Lines of account. The empty one stands where nothing overlaps.
const (
	AnnouncedBefore Account = "announced_before" // announced and operating when it was decided: proposer and decider explain
	AnnouncedAfter  Account = "announced_after"  // announced after the decision: none is seen then; plan to inherit or merge
	NotAnnounced    Account = "not_announced"    // operating but not announced while ministries were asked to announce: its owner explains
	NotServing      Account = "not_serving"      // announced but not operating: its owner's written answer is needed
	Unknown         Account = "unknown"          // a date that decides is not known
)

// Accounts are all lines, in the order they are reported.
var Accounts = []Account{AnnouncedBefore, NotAnnounced, NotServing, AnnouncedAfter, Unknown}

// Doubt is a reason why a line is Unknown, or rests on less than an announced list.
type Doubt string

// Doubts about a line of account.
const (
	DoubtDecision       Doubt = "decision_date"  // the day of the decision is not known well enough
	DoubtReconstruction Doubt = "reconstruction" // the list of the day is a reconstruction: what was announced is to be checked
	DoubtEarlier        Doubt = "earlier_list"   // the press names the platform in a list whose rows are not on record
	DoubtState          Doubt = "platform_state" // no source says whether the platform operated
	DoubtAssumed        Doubt = "assumed"        // it is assumed to have operated
	DoubtStandIn        Doubt = "stand_in"       // the decision is dated by a later step, which bounds it
)

// earlierLists gives the day of a list that is known by name only, as Entry.EarlierList names it: the 55 platforms of QĐ
// 1527/QĐ-BKHCN.
var earlierLists = map[string]corpus.Date{"55 of 2025": "2025-06-29"}

// askedToAnnounce is the legal row by which ministries that had announced nothing answered for it (rule T8).
const askedToAnnounce = "LB04"

// Announcement is when a platform was announced, as far as the lists on record tell.
type Announcement struct {
	On       corpus.Date   // by the oldest list that has it, "" when none has
	List     corpus.ListID // that list
	Rebuilt  bool          // that list is a reconstruction
	Certain  corpus.Date   // by the oldest list that is none
	Possible corpus.Date   // day of a still earlier list that is said to have it, "" when none is
}

// announcementOf finds the first announcement of a platform. A programme announces nothing.
func announcementOf(reg *corpus.Register, id corpus.ID) Announcement {
	var a Announcement
	for _, e := range reg.ListsOf(id) {
		l, ok := reg.List(e.List)
		if !ok || l.Kind == corpus.Programme {
			continue
		}
		if a.On == "" {
			a.On, a.List, a.Rebuilt = l.Date, l.ID, l.Completeness == corpus.Reconstruction
		}
		if a.Certain == "" && l.Completeness != corpus.Reconstruction {
			a.Certain = l.Date
		}
		if d := earlierLists[e.EarlierList]; d.Before(a.On) && (a.Possible == "" || d.Before(a.Possible)) {
			a.Possible = d
		}
	}
	return a
}

// span is the days between which a decision lies; an empty bound is not known.
type span struct {
	from, to corpus.Date
	standIn  bool // bounded by a later step: a system is decided before it is contracted
}

// decision returns the days between which the system was decided.
func (s *System) decision() span {
	if s.Decided != "" {
		return span{from: s.Decided.Day(), to: s.Decided.Last()}
	}
	out := span{standIn: true}
	for _, d := range []corpus.Date{s.Contracted, s.Accepted, s.Operating} {
		if d != "" && (out.to == "" || d.Last() < out.to) {
			out.to = d.Last()
		}
	}
	return out
}

// before tells that all of the span lies before a day, from that all of it lies on or after it.
func (p span) before(day corpus.Date) bool { return p.to != "" && day != "" && p.to < day.Day() }
func (p span) since(day corpus.Date) bool  { return p.from != "" && day != "" && p.from >= day.Day() }

// accounting settles lines of account.
type accounting struct {
	reg     *corpus.Register
	assumed bool // platforms of unknown state are taken as operating
}

// line gives the line of a system and a platform that overlap (domain rules 7.3), and what it leaves in doubt.
func (a accounting) line(s *System, p *corpus.Platform, by Announcement) (Account, []Doubt) {
	when := s.decision()
	var doubts []Doubt
	if when.standIn && when.to != "" {
		doubts = append(doubts, DoubtStandIn)
	}
	switch {
	case when.to == "":
		return Unknown, append(doubts, DoubtDecision)
	case when.since(by.Certain):
		return a.announced(p, when.from, doubts)
	case by.Rebuilt && when.since(by.On):
		return a.announced(p, when.from, append(doubts, DoubtReconstruction))
	case by.Possible != "" && !when.before(by.Possible) && when.before(by.On):
		return Unknown, append(doubts, DoubtEarlier)
	case by.On == "" || when.before(by.On):
		return a.unannounced(p, when, by, doubts)
	}
	return Unknown, append(doubts, DoubtDecision)
}

// announced is the line of a platform that was on a list when the system was decided.
func (a accounting) announced(p *corpus.Platform, day corpus.Date, doubts []Doubt) (Account, []Doubt) {
	switch state := p.StateOn(day); {
	case state == corpus.StateOperating:
		return AnnouncedBefore, doubts
	case state != corpus.StateUnknown:
		return NotServing, doubts
	case a.assumed:
		return AnnouncedBefore, append(doubts, DoubtAssumed)
	}
	return Unknown, append(doubts, DoubtState)
}

// unannounced is the line of a platform that was on no list when the system was decided.
func (a accounting) unannounced(p *corpus.Platform, when span, by Announcement, doubts []Doubt) (Account, []Doubt) {
	i := slices.IndexFunc(a.reg.Law, func(b corpus.LegalBasis) bool { return b.ID == askedToAnnounce })
	asked := i >= 0 && when.since(a.reg.Law[i].From) && when.before(a.reg.Law[i].To)
	switch {
	case asked && p.StateOn(when.from) == corpus.StateOperating:
		return NotAnnounced, doubts
	case by.On == "":
		return Unknown, append(doubts, DoubtState)
	}
	return AnnouncedAfter, doubts
}
