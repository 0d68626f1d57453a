package eval

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// Relation is what a platform is to a labelled item.
type Relation string

// Relations, from the strongest.
const (
	SameJob    Relation = "same_job"    // does the whole job
	PartOf     Relation = "part"        // does part of it
	Connects   Relation = "connects"    // is connected to, fed or used
	SameDomain Relation = "same_domain" // only shares the field of business
)

// Does tells that the platform does the item's job or part of it: what an alert must be about.
func (r Relation) Does() bool { return r == SameJob || r == PartOf }

// Concerns tells that the item is about what the platform does, whether it does it again or uses the platform for it.
func (r Relation) Concerns() bool { return r.Does() || r == Connects }

// Match is a platform that the annotators named for an item.
type Match struct {
	Platform corpus.ID `json:"platform"`
	Relation Relation  `json:"relation"`
	Votes    int       `json:"votes"`
}

// Group is what a verdict asks of the reader.
type Group string

// Groups of verdicts.
const (
	Alert    Group = "alert"        // duplicate, partial_overlap: someone has to answer
	Quiet    Group = "quiet"        // complement, same_domain, none, out_of_scope
	Unsure   Group = "insufficient" // insufficient, split: the document does not say enough
	NotFound Group = "missing"      // a component of a dossier that was not found in it
)

// GroupOf returns the group of a verdict; "" stands for a component that was not found.
func GroupOf(v engine.Verdict) Group {
	switch v {
	case "":
		return NotFound
	case engine.Insufficient, engine.Split:
		return Unsure
	}
	if v.Alert() {
		return Alert
	}
	return Quiet
}

// Gold is the label of an item for one list.
type Gold struct {
	Verdict engine.Verdict   // "" where the annotators disagree
	Group   Group            // "" where they disagree even on the group
	Accept  []engine.Verdict // other verdicts that are as defensible
	Matches []Match
}

// Tier says how far the annotators agree on an item.
type Tier string

// Tiers of an item. Headline figures are over Strong and Medium.
const (
	Strong Tier = "strong" // same group and a common platform, or both none
	Medium Tier = "medium"
	Weak   Tier = "weak"
)

// Item is a labelled proposal: title, summary and modules.
type Item struct {
	ID        string
	Title     string
	Province  string
	Agency    string
	Year      int
	Summary   string
	Modules   []string
	Sector    string
	SourceURL string
	Detail    string // "source": modules stood in the source; "title": they were inferred from the title
	Tier      Tier
	Gold      map[corpus.ListID]Gold
}

// Proposal returns the item as intake would have read it: one component named by the title.
func (it *Item) Proposal() engine.Proposal {
	p := engine.Proposal{Title: it.Title, Agency: it.Agency, Province: it.Province, Summary: it.Summary}
	if it.Year > 0 {
		p.Date = strconv.Itoa(it.Year)
	}
	p.Components = []engine.Component{{Name: it.Title, Description: it.Summary, Functions: it.Modules}}
	return p
}

// Set is a labelled file: Items or Dossiers, never both.
type Set struct {
	SHA256   string // of the file
	Items    []Item
	Dossiers []Dossier
}

// jsonGold is Gold as it stands in a file.
type jsonGold struct {
	Verdict *engine.Verdict  `json:"verdict"`
	Group   *Group           `json:"group"`
	Accept  []engine.Verdict `json:"accept"`
	Matches []Match          `json:"matches"`
}

type jsonItem struct {
	ID        string                     `json:"id"`
	Title     string                     `json:"title"`
	Province  string                     `json:"province"`
	Agency    string                     `json:"agency"`
	Year      int                        `json:"year"`
	Summary   string                     `json:"summary"`
	Modules   []string                   `json:"modules"`
	Sector    string                     `json:"sector"`
	SourceURL string                     `json:"source_url"`
	Detail    string                     `json:"detail"`
	Tier      Tier                       `json:"tier"`
	Gold      map[corpus.ListID]jsonGold `json:"gold"`
}

// ReadLabels reads a labelled set, one JSON object a line. Lines with "gold" are items; lines with "file" and
// "components" are dossiers. Errors name the line.
func ReadLabels(data []byte) (*Set, error) {
	sum := sha256.Sum256(data)
	set := &Set{SHA256: hex.EncodeToString(sum[:])}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 16<<20)
	seen := map[string]int{}
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		id, err := set.add(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if at, twice := seen[id]; twice {
			return nil, fmt.Errorf("line %d: %q stands on line %d already", n, id, at)
		}
		seen[id] = n
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	return set, set.check()
}

// add reads one line and returns the id of what it labels.
func (s *Set) add(line []byte) (string, error) {
	var kind struct {
		Gold json.RawMessage `json:"gold"`
		File string          `json:"file"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return "", err
	}
	switch {
	case kind.Gold != nil:
		it, err := readItem(line)
		s.Items = append(s.Items, it)
		return it.ID, err
	case kind.File != "":
		d, err := readDossier(line)
		s.Dossiers = append(s.Dossiers, d)
		return d.File, err
	}
	return "", errors.New(`neither "gold" (a labelled item) nor "file" (a labelled dossier) is there`)
}

func (s *Set) check() error {
	switch {
	case len(s.Items) == 0 && len(s.Dossiers) == 0:
		return errors.New("no labelled item in the file")
	case len(s.Items) > 0 && len(s.Dossiers) > 0:
		return errors.New("items and dossiers in one file: evaluate them apart")
	}
	return nil
}

func readItem(line []byte) (Item, error) {
	var j jsonItem
	if err := json.Unmarshal(line, &j); err != nil {
		return Item{}, err
	}
	it := Item{
		ID: j.ID, Title: j.Title, Province: j.Province, Agency: j.Agency, Year: j.Year, Summary: j.Summary, Modules: j.Modules,
		Sector: j.Sector, SourceURL: j.SourceURL, Detail: j.Detail, Tier: j.Tier, Gold: map[corpus.ListID]Gold{},
	}
	switch it.Tier {
	case Strong, Medium, Weak:
	case "":
		it.Tier = Strong // a decision recorded by a reviewer carries no tier
	default:
		return it, fmt.Errorf("tier %q of item %q: expected strong, medium or weak", it.Tier, it.ID)
	}
	if it.ID == "" || it.Title == "" {
		return it, errors.New("an item needs an id and a title")
	}
	for list, g := range j.Gold {
		gold, err := g.gold()
		if err != nil {
			return it, fmt.Errorf("item %q, list %q: %w", it.ID, list, err)
		}
		it.Gold[list] = gold
	}
	return it, nil
}

// gold checks a label. The group follows from the verdict where it is not given.
func (j *jsonGold) gold() (Gold, error) {
	g := Gold{Accept: j.Accept, Matches: j.Matches}
	if j.Verdict != nil {
		if !known(*j.Verdict) {
			return g, fmt.Errorf("unknown verdict %q", *j.Verdict)
		}
		g.Verdict, g.Group = *j.Verdict, GroupOf(*j.Verdict)
	}
	if j.Group != nil {
		g.Group = *j.Group
	}
	for _, m := range j.Matches {
		switch m.Relation {
		case SameJob, PartOf, Connects, SameDomain:
		default:
			return g, fmt.Errorf("unknown relation %q of platform %q", m.Relation, m.Platform)
		}
	}
	return g, nil
}

// verdicts is every verdict, in printed order.
var verdicts = []engine.Verdict{
	engine.Duplicate, engine.PartialOverlap, engine.Insufficient, engine.Split,
	engine.Complement, engine.SameDomain, engine.None, engine.OutOfScope,
}

func known(v engine.Verdict) bool {
	for _, o := range verdicts {
		if v == o {
			return true
		}
	}
	return false
}
