package store

import (
	"context"
	"encoding/json"

	"github.com/rasoat/rasoat/engine"
)

// Tally counts components of kept results that are alike in everything that is counted.
type Tally struct {
	Province       string // as written
	Ministry       string // owner of the platform that carries the verdict, "" for none
	Platform       string
	Year           string // of the proposal, "" when not stated
	Responsibility string
	Overlapping    bool // on the facts: same job, or part of it
	Components     int
	Money          int64 // đồng, sum of what is stated
	Unpriced       int   // components that state no money
}

// tallies is answered from the index component_tally alone, whose order is that of the groups.
const tallies = `SELECT province, ministry, platform, year, responsibility, grade, count(*), coalesce(sum(money), 0), count(*) - count(money)
	FROM component INDEXED BY component_tally WHERE run = ? GROUP BY province, ministry, platform, year, responsibility, grade`

// Tallies yields the counts over the components of some runs, run by run: what is alike in two runs is yielded for each.
func (s *Store) Tallies(ctx context.Context, runs []int64, yield func(Tally) error) error {
	for _, run := range runs {
		err := s.each(ctx, tallies, []any{run}, func(scan func(...any) error) error {
			var t Tally
			var grade engine.Verdict
			if err := scan(&t.Province, &t.Ministry, &t.Platform, &t.Year, &t.Responsibility, &grade, &t.Components, &t.Money, &t.Unpriced); err != nil {
				return err
			}
			t.Overlapping = grade.Alert()
			return yield(t)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// SharedInputs counts the files that stand in more than one of some runs: what is proposed in them is counted again in each.
func (s *Store) SharedInputs(ctx context.Context, runs []int64) (files int, err error) {
	list, err := json.Marshal(runs)
	if err != nil {
		return 0, err
	}
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT t.sha256 FROM run_input i JOIN input_text t ON t.id = i.text
		WHERE i.run IN (SELECT value FROM json_each(?)) GROUP BY t.sha256 HAVING count(DISTINCT i.run) > 1)`, string(list)).Scan(&files)
	return files, err
}
