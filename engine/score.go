package engine

import "math"

// evidence is what comparing a component with a platform recorded: the measures the score is computed from, and
// where each was seen. The score is computed from the measures and from nothing else.
type evidence struct {
	Measures
	probability float64
	bestName    int // names[bestName] gave Name
	bestDoes    int // does[bestDoes] is best met, -1 for none
	bestHolds   int
	sharedCode  int32   // the function both stand for, -1 for none
	nearCode    bool    // the component's main function is a neighbour of the platform's
	stranger    bool    // the platform is made for a body of officers that the component does not name
	target      float64 // share of the platform's name met in what is connected to
	called      *call
	hit         []bool // which profile words the component has in what it builds
}

// compare measures a pair. Each measure is the share, weighed by idf, of one side's words that the other side has:
// containment, because a proposal and a record differ in length.
func (e *Engine) compare(k *comparable, p *profile, ev *evidence) {
	hit, aimed := ev.hit[:0], k.aimed[:0]
	*ev = evidence{bestDoes: -1, bestHolds: -1, sharedCode: -1}
	var title, pairs, body float32
	for i := range p.words {
		w := &p.words[i]
		f := k.feature(w.number(k.folded))
		hit = append(hit, f != nil && f.built)
		aimed = append(aimed, f != nil && f.target)
		if f == nil || !f.built {
			continue
		}
		switch {
		case w.pair && f.field == fieldName:
			pairs += f.weight
		case !w.pair && f.field == fieldName:
			title += f.weight
		case !w.pair:
			body += f.weight
		}
	}
	ev.hit, k.aimed = hit, aimed
	ev.Title, ev.Pairs, ev.Body = share(title, k.titleSum), share(pairs, k.pairSum), share(body, k.bodySum)
	ev.Name, ev.bestName = bestPart(p.names, hit)
	ev.target, _ = bestPart(p.names, aimed)
	ev.Functions, ev.bestDoes = meanPart(p.does, hit)
	ev.Objects, ev.bestHolds = bestPart(p.holds, hit)
	ev.stranger = p.guild != nil && p.guild.covered(hit) < 0.5
	e.compareCodes(k, p, ev)
	if c, ok := k.calls[e.number[p.platform.ID]]; ok {
		ev.called = &c
		if !c.target {
			ev.Call = float64(c.strength)
		}
	}
	k.impute(ev)
	ev.probability = e.weights.Probability(ev.Measures)
}

// impute stands in for evidence that a short text cannot give: unknown is not absent. Where nothing but a name is given,
// the name speaks for the body; where no term of the taxonomy is met, agreement of the names both ways (their geometric
// mean) speaks for the business in common.
func (k *comparable) impute(ev *evidence) {
	if k.bodySum == 0 {
		ev.Body = ev.Title
	}
	if len(k.codes) == 0 {
		ev.MainCode = math.Sqrt(ev.Name * ev.Title)
	}
}

// share is a/b in [0, 1]; nothing out of nothing is 0.
func share(a, b float32) float64 {
	if b <= 0 {
		return 0
	}
	return float64(min(1, a/b))
}

// bestPart returns the best share of a part's words that were hit, and which part.
func bestPart(parts []part, hit []bool) (float64, int) {
	best, at := 0.0, -1
	for i := range parts {
		if s := parts[i].covered(hit); s > best {
			best, at = s, i
		}
	}
	return best, at
}

// meanPart returns the mean of the two best shares, and the best part: one function in common may be chance, two are not.
func meanPart(parts []part, hit []bool) (float64, int) {
	first, second, at := 0.0, 0.0, -1
	for i := range parts {
		switch s := parts[i].covered(hit); {
		case s > first:
			first, second, at = s, first, i
		case s > second:
			second = s
		}
	}
	if len(parts) < 2 {
		return first, at
	}
	return (first + second) / 2, at
}

func (p *part) covered(hit []bool) float64 {
	var sum float32
	for _, w := range p.words {
		if hit[w.at] {
			sum += w.idf
		}
	}
	return share(sum, p.sum)
}

// compareCodes measures agreement in the taxonomy: the main function counts apart from the others.
func (e *Engine) compareCodes(k *comparable, p *profile, ev *evidence) {
	top := float32(0)
	if k.mainCode >= 0 {
		top = k.codes[k.mainCode]
	}
	for i, c := range p.codes {
		s, ok := k.codes[c]
		if !ok {
			ev.nearCode = ev.nearCode || k.mainCode >= 0 && e.near[codePair{k.mainCode, c}]
			continue
		}
		part := float64(s)
		if i > 0 {
			part *= 0.7
		}
		if s == top {
			ev.MainCode = max(ev.MainCode, part)
		} else {
			ev.OtherCode = max(ev.OtherCode, part)
		}
		if ev.sharedCode < 0 || s > k.codes[ev.sharedCode] {
			ev.sharedCode = c
		}
	}
}

type codePair struct{ a, b int32 }
