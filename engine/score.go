package engine

import (
	"math"
	"slices"
)

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
}

// compare measures a pair. Each measure is the share, weighed by idf, of one side's words that the other side has:
// containment, because a proposal and a record differ in length.
func (e *Engine) compare(k *comparable, p *profile, ev *evidence) {
	*ev = evidence{bestDoes: -1, bestHolds: -1, sharedCode: -1}
	title, body := k.meet(p)
	met := &k.met
	if k.targets {
		ev.target, _ = bestPart(p.names, &k.aimed)
	}
	ev.Title, ev.Body, ev.Pairs = share(title, k.titleSum), share(body, k.bodySum), share(k.meetPairs(p), k.pairSum)
	ev.Name, ev.bestName = bestPart(p.names, met)
	ev.Functions, ev.bestDoes = meanPart(p.does, met)
	ev.Objects, ev.bestHolds = bestPart(p.holds, met)
	e.compareCodes(k, p, ev)
	ev.stranger = p.guild != nil && p.guild.covered(met) < 0.5 && !slices.Contains(p.trade, ev.sharedCode)
	if c := k.callOf(p.number); c != nil {
		ev.called = c
		if !c.target {
			ev.Call = float64(c.strength)
		}
	}
	k.impute(ev)
	ev.probability = e.weights.Probability(ev.Measures)
}

// common are words that a record and a component have in common.
type common struct {
	idf   []float32 // by word of the record, 0 for those that are not in common
	parts uint64    // bits of the parts that have any
}

// reset empties it for a record of n words.
func (c *common) reset(n int) {
	c.idf, c.parts = grow(c.idf, n), 0
	clear(c.idf)
}

func (c *common) add(p *profile, word uint16) {
	c.idf[word] = p.idf[word]
	c.parts |= p.inParts[word]
}

// meet sets met to the words of the record that stand in what the component builds, and aimed to those in what it connects
// to. It returns what the words built weigh in the component: in its name, and elsewhere.
func (k *comparable) meet(p *profile) (title, body float32) {
	numbers, standing := p.words.numbers(k.folded), k.features.standing
	k.both = grow(k.both, len(numbers)+1)
	both := 0 // first find the few words in common, without a branch that nobody could predict
	for i, n := range numbers {
		k.both[both] = uint16(i)
		both += int(min(standing[n], 1))
	}
	k.met.reset(len(numbers))
	k.aimed.reset(len(numbers))
	for _, i := range k.both[:both] {
		n := numbers[i]
		at := standing[n]
		if at&inTarget != 0 {
			k.aimed.add(p, i)
		}
		switch {
		case at&inBuilt == 0:
			continue
		case at&inName != 0:
			title += k.features.weight[n]
		default:
			body += k.features.weight[n]
		}
		k.met.add(p, i)
	}
	return title, body
}

// meetPairs returns the weight of the pairs of the record that stand in the name of what the component builds.
func (k *comparable) meetPairs(p *profile) (sum float32) {
	const built = inBuilt | inName
	for _, n := range p.pairs.numbers(k.folded) {
		if k.features.standing[n]&built == built {
			sum += k.features.weight[n]
		}
	}
	return sum
}

// impute stands in for evidence that a short text cannot give: unknown is not absent. Where nothing but a name is given,
// the name speaks for the body; where no term of the taxonomy is met, agreement of the names both ways (their geometric
// mean) speaks for the business in common.
func (k *comparable) impute(ev *evidence) {
	if k.bodySum == 0 {
		ev.Body = ev.Title
	}
	if !k.named() {
		ev.MainCode = max(ev.MainCode, math.Sqrt(ev.Name*ev.Title))
	}
}

// share is a/b in [0, 1]; nothing out of nothing is 0.
func share(a, b float32) float64 {
	if b <= 0 {
		return 0
	}
	return float64(min(1, a/b))
}

// bestPart returns the best share of a part's words that were met, and which part.
func bestPart(parts []part, met *common) (float64, int) {
	best, at := 0.0, -1
	for i := range parts {
		if s := parts[i].covered(met); s > best {
			best, at = s, i
		}
	}
	return best, at
}

// meanPart returns the mean of the two best shares, and the best part: one function in common may be chance, two are not.
func meanPart(parts []part, met *common) (float64, int) {
	first, second, at := 0.0, 0.0, -1
	for i := range parts {
		switch s := parts[i].covered(met); {
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

// covered is the share of the part's words that were met.
func (p *part) covered(met *common) float64 {
	if p.bit&met.parts == 0 {
		return 0 // of most parts nothing is met
	}
	var sum float32
	for _, w := range p.words {
		sum += met.idf[w]
	}
	return share(sum, p.sum)
}

// compareCodes measures agreement in the taxonomy: the main function counts apart from the others.
func (e *Engine) compareCodes(k *comparable, p *profile, ev *evidence) {
	top := float32(0)
	if k.mainCode >= 0 {
		top = k.codes.strength[k.mainCode]
	}
	for i, c := range p.codes {
		s := k.codes.strength[c]
		if s == 0 {
			ev.nearCode = ev.nearCode || k.mainCode >= 0 && e.byFunction[k.mainCode].near[c]
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
		if ev.sharedCode < 0 || s > k.codes.strength[ev.sharedCode] {
			ev.sharedCode = c
		}
	}
}
