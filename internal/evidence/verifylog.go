package evidence

import (
	"encoding/json"
	"fmt"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// log walks the chain and checks that it covers files and results.
func (v *verifier) log(c *content) {
	var log []Record
	var sums []itemSum
	v.parse(logFile, into(&log))
	v.parse(sumsFile, into(&sums))
	if len(log) == 0 {
		v.note("no_log", logFile, "")
		return
	}
	for i := range log {
		r := &log[i]
		v.tally.Looked++
		switch {
		case i > 0 && (r.Seq != log[i-1].Seq+1 || r.Prev != log[i-1].Hash):
			v.misfit(logFile, "chain", where(fmt.Sprint(r.Seq)), values(log[i-1].Hash, r.Prev))
		case !r.Withheld && r.Sum() != r.Hash:
			v.misfit(logFile, "chain", where(fmt.Sprint(r.Seq)), values(r.Sum(), r.Hash))
		}
	}
	decisions := map[string]bool{}
	for i := range log {
		var hash string
		if log[i].Kind == "decision" && json.Unmarshal(log[i].about().Sums, &hash) == nil {
			decisions[hash] = true
		}
	}
	for i := range c.actions {
		if h := hashOf(c.actions[i].Body); !decisions[h] {
			v.misfit(actionsFile, "uncovered", where(componentName(c.actions[i].Item, c.actions[i].Component)), values(h, ""))
		}
	}
	v.covers(c, log, sums)
}

// covers checks that the log covers files and results.
func (v *verifier) covers(c *content, log []Record, sums []itemSum) {
	files, items := covered(log, sums)
	for i := range c.inputs {
		if c.inputs[i].File != "" && !files[c.inputs[i].SHA256] {
			v.misfit(inputsFile, "uncovered", where(c.inputs[i].Name), values(c.inputs[i].SHA256, ""))
		}
	}
	for i := range c.items {
		if it := &c.items[i]; items[it.Item] != it.Hash {
			v.misfit(itemsFile, "uncovered", where(fmt.Sprint(it.Item)), values(it.Hash, items[it.Item]))
		}
	}
}

// covered gathers the files and the items whose hashes the records hold.
func covered(log []Record, sums []itemSum) (files map[string]bool, items map[int64]string) {
	files, items = map[string]bool{}, map[int64]string{}
	for i := range log {
		about := log[i].about()
		switch log[i].Kind {
		case "inputs":
			for _, h := range about.files() {
				files[h] = true
			}
		case "items":
			var hash string
			if about.From < 1 || about.To < about.From || about.To > int64(len(sums)) || json.Unmarshal(about.Sums, &hash) != nil {
				continue
			}
			if own := sums[about.From-1 : about.To]; sumOf(own) == hash {
				for _, s := range own {
					items[s.Item] = s.Hash
				}
			}
		}
	}
	return files, items
}

// recompute makes every result again from the data of the bundle and compares it with the one kept.
func (v *verifier) recompute(c *content) {
	if c.reg == nil {
		return
	}
	if c.settings.Engine != engine.Version || c.settings.Rules != engine.RulesVersion {
		v.note("engine", engineFile, fmt.Sprintf("%s/%s, %s/%s", c.settings.Engine, c.settings.Rules, engine.Version, engine.RulesVersion))
	}
	if own, err := corpus.Embedded(); err == nil && own.TermsHash() != c.settings.Terms {
		v.note("terms", functionsFile, c.settings.Terms+", "+own.TermsHash())
	}
	judges := map[bool]*judge{} // by whether platforms are assumed to operate: proposals that are checked again keep their own assumption
	for i := range c.items {
		if v.ctx.Err() != nil {
			break
		}
		s := c.settings
		s.AssumeOperating = c.items[i].result.Provenance.AssumeOperating
		if judges[s.AssumeOperating] == nil {
			j, err := newJudge(c.reg, &s, c.weights)
			if err != nil {
				v.misfit(engineFile, "form", values("", err.Error()))
				break
			}
			defer j.Close()
			judges[s.AssumeOperating] = j
		}
		v.tally.Looked++
		v.judgeAgain(c, judges[s.AssumeOperating], &c.items[i])
	}
}

func (v *verifier) judgeAgain(c *content, j *judge, it *keptItem) {
	r := &it.result
	if again := c.again[r.Document.SHA256]; again != nil && r.Document.Refusal == nil && !again[text(&r.Proposal)] {
		v.misfit(itemsFile, "proposal", where(fmt.Sprint(it.Item)), values(r.Proposal.Title, ""))
	}
	is := j.Check(r.Proposal, r.Document)
	for _, d := range differences(r, &is) {
		place := fmt.Sprint(it.Item)
		if d.component > 0 {
			place = componentName(it.Item, d.component)
		}
		v.misfit(itemsFile, "recomputed", where(place+" "+d.what), values(d.was, d.is))
	}
}
