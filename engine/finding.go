package engine

import "github.com/rasoat/rasoat/corpus"

// finding renders one pairing as a result records it.
func (e *Engine) finding(k *comparable, date corpus.Date, pr *pairing) Finding {
	row, p := &e.view.Rows[pr.row], &e.profiles[pr.row]
	f := Finding{
		Platform: PlatformRef{ID: p.platform.ID, Name: p.platform.Name, Owner: string(row.Owner), State: string(row.State), URL: p.platform.URL},
		List:     e.made.List, Score: e.weights.LogOdds(pr.ev.Measures) + pr.retrieval/1e3, Probability: pr.ev.probability,
		Confidence: confidence(pr.ev.probability), Grade: pr.grade, Verdict: pr.answer, Rule: pr.rule,
	}
	if row.Entry != nil {
		f.Entry = row.Entry.Group + row.Entry.No
		f.Platform.Name = row.Entry.Name
	}
	timing := e.timing(row, date)
	f.Facets = e.facets(k, pr, timing)
	f.Remedy = remedies(pr, timing, k.reading.Action)
	f.Basis = e.bases[pr.answer]
	f.Responsibility = responsibility(pr, row.State, timing, e.opt.AssumeOperating)
	return f
}

// confidence puts the calibrated probability into words: it says how sure the comparison is, not how grave.
func confidence(p float64) string {
	if p < 0.5 {
		p = 1 - p
	}
	switch {
	case p >= 0.85:
		return "high"
	case p >= 0.65:
		return "medium"
	}
	return "low"
}

// timing compares the first announcement of a platform with the date of the proposal, which stands for its decision;
// an undated proposal is not decided yet and takes the date of the check.
func (e *Engine) timing(row *corpus.Listed, date corpus.Date) string {
	if date == "" {
		date = e.view.Date
	}
	announced := e.announced[row.Platform.ID]
	switch {
	case announced == "":
		return "not_announced"
	case date.Before(announced):
		return "after"
	}
	return "before"
}

// remedies lists what to do next, in the order of domain rules 7.4. The action is the component's, whatever platform it
// concerns: who only connects or enters data is not told to look for software before building.
func remedies(pr *pairing, timing string, action Action) []string {
	switch pr.answer {
	case Duplicate:
		if timing == "after" {
			return []string{"inherit_or_merge", "connect"}
		}
		return []string{"use_platform", "configure", "extend", "connect"}
	case PartialOverlap:
		return []string{"adjust_scope", "connect", "extend"}
	case Insufficient:
		if pr.facts.Function == Unknown || pr.rule == RuleUnaccented {
			return []string{"ask_proposer"}
		}
		return []string{"ask_owner", "connect"}
	case Complement:
		if pr.facts.Action == Connect || pr.facts.Local {
			return []string{"connect", "proceed"}
		}
		return []string{"proceed"}
	case SameDomain:
		if isDataWork(action) {
			return []string{"proceed"}
		}
		return []string{"common_software", "proceed"}
	}
	return []string{"proceed"}
}

// basisRows names the legal rows of each verdict; those not in force on the date are left out.
var basisRows = map[Verdict][]string{
	Duplicate:      {"LB30", "LB50", "LB29", "LB04"},
	PartialOverlap: {"LB30", "LB51", "LB29", "LB04"},
	Insufficient:   {"LB30", "LB29", "LB04"},
	Complement:     {"LB51", "LB34", "LB35"},
	OutOfScope:     {"LB19"},
}

// basis returns the rows of a verdict in force on the date of the check. A row about a list is cited only for that
// list, and never for a reconstruction.
func (e *Engine) basis(v Verdict) []Basis { return e.cite(basisRows[v]) }

func (e *Engine) cite(rows []string) []Basis {
	out := []Basis{}
	for _, id := range rows {
		l, ok := e.law[id]
		if !ok || e.otherList(id) {
			continue
		}
		out = append(out, Basis{ID: l.ID, Document: l.Document, Article: l.Article, Date: string(l.Issued), Verified: l.Verified, Gist: l.Gist})
	}
	return out
}

// otherList tells that a legal row stands for a list that is not the one checked against, or is a reconstruction.
func (e *Engine) otherList(id string) bool {
	of := map[string]corpus.ListID{"LB29": "1132-2026", "LB04": "2765-2024"}[id]
	l := e.view.List
	return of != "" && (l == nil || l.ID != of || l.Completeness == corpus.Reconstruction)
}

// responsibility is the line on who answers (domain rules 7.3), apart from the verdict.
func responsibility(pr *pairing, state corpus.State, timing string, assumed bool) string {
	switch {
	case !pr.grade.Alert():
		return ""
	case timing == "after":
		return "announced_after"
	case timing == "not_announced":
		return "not_announced"
	case state == corpus.StateOperating || state == corpus.StateUnknown && assumed:
		return "announced_before"
	case state == corpus.StateUnknown:
		return "unknown"
	}
	return "not_serving"
}

// missing names what would have to be known to decide.
func (e *Engine) missing(r *ComponentResult, base Facts, obscure bool) []string {
	out := []string{}
	switch {
	case base.ListMissing:
		out = append(out, "list_version")
	case r.Verdict == Split:
		out = append(out, "components")
	case r.Rule == RuleUnaccented:
		out = append(out, "diacritics")
	case r.Verdict == Insufficient && base.Function == Unknown:
		if obscure {
			out = append(out, "abbreviation")
		}
		out = append(out, "function")
	case r.Verdict == Insufficient:
		out = append(out, "operating_date")
	}
	return out
}
