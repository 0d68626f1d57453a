package eval

import (
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Report is what a run measured.
type Report struct {
	Lists      []ListReport
	Mean       Figures             // over the lists
	Intervals  map[string]Interval // of Mean
	Provenance Provenance
}

// Provenance says what produced a report.
type Provenance struct {
	Labels          string             `json:"labels_sha256"`
	Engine          string             `json:"engine"`
	Rules           string             `json:"rules"`
	Weights         string             `json:"weights"`
	Terms           string             `json:"terms"`
	AsOf            string             `json:"as_of"`
	AssumeOperating bool               `json:"assume_operating"`
	Lists           map[string]string  `json:"lists"` // hash of each list
	Calibration     engine.Calibration `json:"calibration"`
}

// ListReport is what was measured on one list.
type ListReport struct {
	List      corpus.ListID
	Figures   Figures
	Intervals map[string]Interval
	Tiers     map[Tier]Figures // items of each tier by themselves; nil for dossiers
	Verdicts  Confusion        // over items whose verdict is agreed
	Groups    Confusion        // over items whose group is agreed
	Bins      []Bin
	Curve     []Point // precision and recall of alerts as the threshold moves; nil for dossiers
	Outcomes  []*Outcome
}

// Confusion counts outcomes by what was expected, then by what was given.
type Confusion map[string]map[string]int

func (c Confusion) add(want, got string) {
	if c[want] == nil {
		c[want] = map[string]int{}
	}
	c[want][got]++
}

// Run judges the items of a set on each list and measures the outcomes. Headline figures are over the tiers strong and
// medium. For a set of dossiers use RunDossiers.
func Run(b Bench, set *Set, lists []corpus.ListID) (*Report, error) {
	if err := b.checkPlatforms(set); err != nil {
		return nil, err
	}
	r := &Report{Provenance: b.provenance(set)}
	for _, list := range lists {
		lr, e, err := b.runList(set, list)
		if err != nil {
			return nil, err
		}
		r.Provenance.of(e, list)
		r.Lists = append(r.Lists, *lr)
	}
	return r, r.summarise()
}

// runList measures one list: plain, treated, and by the baselines.
func (b *Bench) runList(set *Set, list corpus.ListID) (*ListReport, *engine.Engine, error) {
	e, view, err := b.engine(list)
	if err != nil {
		return nil, nil, err
	}
	all := judgeItems(e, set.Items, list)
	if len(all) == 0 {
		return nil, nil, fmt.Errorf("no item has a label for list %q", list)
	}
	lr := reportOn(list, headline(all))
	if len(lr.Outcomes) == 0 {
		return nil, nil, fmt.Errorf("no item of tier strong or medium has a label for list %q", list)
	}
	lr.Tiers = map[Tier]Figures{}
	for _, t := range []Tier{Strong, Medium, Weak} {
		lr.Tiers[t] = measure(ofTier(all, t))
	}
	lr.Figures.put("treatments", treatments(b, e, set.Items, lr))
	base, err := baselines(view, itemsByID(set.Items), lr.Outcomes)
	if err != nil {
		return nil, nil, err
	}
	lr.Figures.put("baselines", base)
	lr.Curve = curve(e, set.Items, list)
	return lr, e, nil
}

// reportOn measures outcomes of one list.
func reportOn(list corpus.ListID, os []*Outcome) *ListReport {
	lr := &ListReport{List: list, Outcomes: os, Figures: measure(os), Bins: reliability(os, Relation.Does), Verdicts: Confusion{}, Groups: Confusion{}}
	for _, o := range os {
		if o.Gold.Verdict != "" {
			lr.Verdicts.add(string(o.accepted()), string(o.Verdict))
		}
		if o.Gold.Group != "" {
			lr.Groups.add(string(o.group()), string(GroupOf(o.Verdict)))
		}
	}
	return lr
}

func itemsByID(items []Item) map[string]*Item {
	m := make(map[string]*Item, len(items))
	for i := range items {
		m[items[i].ID] = &items[i]
	}
	return m
}

// treatments measures the items as each treatment writes them, and what is lost against the plain run.
func treatments(b *Bench, e *engine.Engine, items []Item, plain *ListReport) Figures {
	f, t := Figures{}, newTreater(b.Register)
	for _, tr := range Treatments {
		var os []*Outcome
		for i := range items {
			if _, ok := items[i].Gold[plain.List]; ok && items[i].Tier != Weak {
				treated := t.treat(tr, items[i])
				os = append(os, judgeItem(e, &treated, plain.List))
			}
		}
		f.put(tr.Name, losses(measure(os), plain.Figures))
	}
	return f
}

// treatedFigures are the figures reported under a treatment.
var treatedFigures = map[string]string{
	"candidates.recall_at_1": "recall_at_1", "candidates.recall_at_5": "recall_at_5", "candidates.recall_at_20": "recall_at_20",
	"candidates.mrr": "mrr", "alert.f1": "alert_f1", "duplicate.precision": "duplicate_precision",
	"insufficient_rate": "insufficient_rate",
}

func losses(treated, plain Figures) Figures {
	f := Figures{}
	for from, name := range treatedFigures {
		f[name] = treated[from]
	}
	for _, from := range []string{"candidates.recall_at_5", "alert.f1"} {
		f["loss."+treatedFigures[from]] = plain[from] - treated[from]
	}
	return f
}

// summarise averages the lists and draws the intervals. Items are drawn once for all lists, so that the interval of
// the mean knows that the lists share their items.
func (r *Report) summarise() error {
	var of []Figures
	for i := range r.Lists {
		of = append(of, r.Lists[i].Figures)
	}
	r.Mean = mean(of)
	subjects := r.subjects()
	all := bootstrap(subjects, func(sample []subject) Figures {
		out := Figures{}
		var lists []Figures
		for i := range r.Lists {
			f := measure(onList(sample, i))
			lists = append(lists, f)
			out.put(string(r.Lists[i].List), f)
		}
		out.put("mean", mean(lists))
		return out
	})
	r.Intervals = part(all, "mean")
	for i := range r.Lists {
		r.Lists[i].Intervals = part(all, string(r.Lists[i].List))
	}
	return nil
}

// subject is one item with its outcomes by list; nil where it has no label.
type subject []*Outcome

func (r *Report) subjects() []subject {
	at := map[string]subject{}
	var ids []string
	for i := range r.Lists {
		for _, o := range r.Lists[i].Outcomes {
			if at[o.ID] == nil {
				at[o.ID] = make(subject, len(r.Lists))
				ids = append(ids, o.ID)
			}
			at[o.ID][i] = o
		}
	}
	slices.Sort(ids)
	out := make([]subject, len(ids))
	for i, id := range ids {
		out[i] = at[id]
	}
	return out
}

func onList(sample []subject, list int) []*Outcome {
	out := make([]*Outcome, 0, len(sample))
	for _, s := range sample {
		if s[list] != nil {
			out = append(out, s[list])
		}
	}
	return out
}

// part returns the intervals of one part, without its prefix.
func part(all map[string]Interval, prefix string) map[string]Interval {
	out := map[string]Interval{}
	for name, iv := range all {
		if n := len(prefix) + 1; len(name) > n && name[:n] == prefix+"." {
			out[name[n:]] = iv
		}
	}
	return out
}

func (b *Bench) provenance(set *Set) Provenance {
	return Provenance{Labels: set.SHA256, AsOf: string(b.date()), AssumeOperating: b.AssumeOperating, Lists: map[string]string{}}
}

// of records what the engine says of itself.
func (p *Provenance) of(e *engine.Engine, list corpus.ListID) {
	made := e.Check(engine.Proposal{}, engine.Document{}).Provenance
	p.Engine, p.Rules, p.Weights, p.Terms = made.Engine, made.Rules, made.Weights, made.Terms
	p.Lists[string(list)] = made.ListHash
	p.Calibration = e.Weights().Calibration
}
