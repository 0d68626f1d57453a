package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/decision"
	"github.com/rasoat/rasoat/internal/report"
	"github.com/rasoat/rasoat/internal/store"
)

const explainHelp = `explain shows a result that --save kept, as it was judged then: the verdict of each component, what is the same, different or
not known with the words of both sides, on which basis. RUN is the number that --save printed (rasoat store runs lists them),
ITEM the number of the proposal in the run, from 1 in input order; ITEM.K is its component K alone, from 1.

Decisions about it are shown as they stood on the day of the check. With --all the candidates that were considered and lay
below the cut are compared too. Names and texts of platforms beside the quotes are those of the register of today; a note
says when the list has another version now.

EXAMPLES
  rasoat explain 3 12
  rasoat explain 3 12.2 --all
  rasoat explain 3 12 -o de-xuat-12.html

EXIT STATUS
  0  done
  1  error: no such run or item
  2  usage: unknown flag or value, or a number that is none`

// explainOptions are the flags of explain.
type explainOptions struct {
	format, lang *choice
	all          bool
	output       string
}

func newExplainCommand(a *app) *cobra.Command {
	o := &explainOptions{}
	cmd := &cobra.Command{
		Use:   "explain RUN ITEM[.K]",
		Short: "show a kept result again",
		Long:  explainHelp,
		Args:  argCount(2, 2, "the number of a run and of an item"),
	}
	f := cmd.Flags()
	f.BoolVar(&o.all, "all", false, "also compare the candidates below the cut")
	f.StringVarP(&o.output, "output", "o", "", "write to a file instead of standard output")
	o.format, o.lang = addChoice(cmd, "format", "form of the output", formatNames()...), a.addLang(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.reportForm(cmd, o.format, o.output); err != nil {
			return err
		}
		at, err := parseItem(args[0], args[1])
		if err != nil {
			return &usageError{err: err, hint: seeHelp(cmd)}
		}
		return a.explain(cmd.Context(), at, o)
	}
	return cmd
}

// itemRef names an item of a run, or a component of it.
type itemRef struct {
	run       int64
	item      int
	component int // from 1; 0 for the whole item
}

// parseItem reads RUN and ITEM or ITEM.K.
func parseItem(run, item string) (itemRef, error) {
	var at itemRef
	var err error
	if at.run, err = strconv.ParseInt(run, 10, 64); err != nil || at.run < 1 {
		return at, fmt.Errorf("%q is not the number of a run", run)
	}
	no, part, hasPart := strings.Cut(item, ".")
	if at.item, err = strconv.Atoi(no); err != nil || at.item < 1 {
		return at, fmt.Errorf("%q is not the number of an item", item)
	}
	if !hasPart {
		return at, nil
	}
	if at.component, err = strconv.Atoi(part); err != nil || at.component < 1 {
		return at, fmt.Errorf("%q is not the number of a component: write ITEM.K, both from 1", item)
	}
	return at, nil
}

// explain does the work of the command.
func (a *app) explain(ctx context.Context, at itemRef, o *explainOptions) error {
	var result engine.Result
	var reg *corpus.Register
	var changed bool // the list has another version now
	var decided decision.Standings
	err := a.withStore(ctx, func(s *store.Store) error {
		it, err := s.Item(ctx, at.run, at.item)
		if err != nil {
			return err
		}
		result = it.Result
		made, err := s.RulingsAbout(ctx, decision.KeysOf(&result))
		if err != nil {
			return err
		}
		decided = decision.NewBook(made).Match(&result)
		if err := narrow(&result, &decided, at); err != nil {
			return err
		}
		if o.all {
			widen(&result)
		}
		if made := &result.Provenance; made.List != "" {
			same, err := s.ListIs(ctx, corpus.ListID(made.List), made.ListHash)
			if err != nil {
				return err
			}
			changed = !same
		}
		reg, err = s.Excerpt(ctx, store.Excerpt(report.ReferencesOf(&result)))
		return err
	})
	if err != nil {
		return err
	}
	if changed {
		fmt.Fprintf(a.Stderr, "rasoat: list %q has another version now than run %d was checked against; names and texts beside the quotes are those of now\n",
			result.Provenance.List, at.run)
	}
	return a.writeReport([]engine.Result{result}, &checkOptions{format: o.format, lang: o.lang, output: o.output},
		report.Options{Register: reg, Decided: func(*engine.Result) decision.Standings { return decided }})
}

// narrow leaves the component asked for, with the decisions about it.
func narrow(r *engine.Result, decided *decision.Standings, at itemRef) error {
	switch n := len(r.Components); {
	case at.component == 0:
	case at.component > n:
		return fmt.Errorf("item %d of run %d has no component %d: it has %d", at.item, at.run, at.component, n)
	default:
		r.Components = r.Components[at.component-1 : at.component]
		if decided.Gone = nil; len(decided.Components) > 0 {
			decided.Components = decided.Components[at.component-1 : at.component]
		}
	}
	return nil
}

// widen puts the comparisons below the cut after those that were reported.
func widen(r *engine.Result) {
	for i := range r.Components {
		c := &r.Components[i]
		if len(c.Below) > 0 {
			c.Findings, c.Considered = append(c.Findings, c.Below...), nil
		}
	}
}
