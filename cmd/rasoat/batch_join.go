package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/store"
)

// join takes the proposals of the run of --join, and of those it joined, before the new ones.
func (b *batchRun) join(ctx context.Context) error {
	if b.opt.join == 0 {
		return nil
	}
	return b.check.app.withStore(ctx, func(s *store.Store) error {
		var chain []*store.Clustering // the newest first
		for run := b.opt.join; run != 0; {
			c, err := s.Clustering(ctx, run)
			var none *store.NotClusteredError
			if errors.As(err, &none) {
				return withHint(err, "rasoat batch --cluster --save keeps the groups of a run")
			}
			if err != nil {
				return err
			}
			chain = append(chain, c)
			run = c.After
		}
		for _, c := range slices.Backward(chain) {
			if err := b.groups.before(ctx, s, c); err != nil {
				return err
			}
		}
		if standing := chain[0].Standing; !b.groups.stale && len(standing.Leader) == b.groups.earlier {
			b.groups.clusterer.Resume(standing)
		}
		return nil
	})
}

// before adds the proposals of an earlier run. Their fingerprints are made anew when they were made with another program,
// other words or another list, and then all are compared anew.
func (g *grouping) before(ctx context.Context, s *store.Store, c *store.Clustering) error {
	r, err := s.Run(ctx, c.Run)
	if err != nil {
		return err
	}
	if r.State != store.RunDone { // its proposals are not all there, and those after them would change places
		return withHint(fmt.Errorf("run %d was stopped before its end: nothing joins it", c.Run), fmt.Sprintf("finish it first with rasoat batch --resume %d", c.Run))
	}
	then, now := r.Provenance, g.check.judge.Provenance()
	stale := then.Engine != now.Engine || then.Terms != now.Terms || then.List != now.List || then.ListHash != now.ListHash
	g.stale = g.stale || stale
	for i, no := range c.Items { // an item stands once for each of its units
		if i > 0 && c.Items[i-1] == no {
			if !stale {
				g.take(groupItem{run: c.Run, no: no, unit: g.items[len(g.items)-1].unit + 1}, c.Prints[i])
			}
			continue
		}
		if !stale {
			g.take(groupItem{run: c.Run, no: no}, c.Prints[i])
			continue
		}
		it, err := s.Item(ctx, c.Run, no)
		if err != nil {
			return err
		}
		for k, u := range g.units(&it.Result) {
			g.take(groupItem{run: c.Run, no: no, unit: k}, u.print)
		}
	}
	g.earlier = len(g.items)
	return nil
}

// take adds a unit of an earlier run.
func (g *grouping) take(item groupItem, print engine.Fingerprint) {
	g.clusterer.Add(print)
	g.items = append(g.items, item)
}

// group finds the groups with a new proposal, and keeps what was found.
func (b *batchRun) group(ctx context.Context) error {
	g := b.groups
	found := slices.DeleteFunc(g.clusterer.Clusters(), func(c engine.Cluster) bool {
		return c.Members[len(c.Members)-1] < g.earlier || g.one(c)
	})
	if g.earlier > 0 {
		if err := b.check.app.withStore(ctx, func(s *store.Store) error { return g.recall(ctx, s, found) }); err != nil {
			return err
		}
	}
	b.end.Clusters = g.clusters(found)
	k := b.check.kept
	if k == nil {
		return nil
	}
	kept := store.Clustering{Run: k.run, After: b.opt.join, Standing: g.clusterer.Standing(), Items: []int{}}
	for _, item := range g.items[g.earlier:] {
		kept.Items, kept.Prints = append(kept.Items, item.no), append(kept.Prints, item.print)
	}
	if err := k.store.KeepClustering(ctx, kept); err != nil {
		return fmt.Errorf("keep the groups of run %d: %w", k.run, k.app.storeError(err))
	}
	return nil
}

// recall reads the earlier members of groups from the database.
func (g *grouping) recall(ctx context.Context, s *store.Store, found []engine.Cluster) error {
	for _, c := range found {
		for _, n := range c.Members {
			if n >= g.earlier {
				break // members come in input order
			}
			it, err := s.Item(ctx, g.items[n].run, g.items[n].no)
			if err != nil {
				return err
			}
			units := g.units(&it.Result)
			item := g.item(&it.Result, units[min(g.items[n].unit, len(units)-1)])
			item.run, item.no = it.Run, it.No
			item.member.Run, item.member.Item = it.Run, it.No
			g.items[n] = item
		}
	}
	return nil
}
