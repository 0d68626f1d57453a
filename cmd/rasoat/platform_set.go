package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
)

const setHelp = `set records what is known of a platform from a day on, by a source: its state, operator, contact, address, and whether it is
connected to NDXP or NDOP. It is recorded who says so and when. Nothing is overwritten: an earlier fact stays, and counts
until the day the later one begins. platform show --history shows all of them.

An announced platform that does not operate yet is not a duplicate yet: a check as of a day uses the state of that day.

EXAMPLES
  rasoat platform set tabmis --state operating --from 1/9/2026 --source "12/BC-BTC"
  rasoat platform set tabmis --connection ndxp+ndop --contact "Cục CNTT, Bộ Tài chính" --from 2026-09-01 --source "12/BC-BTC"`

func newPlatformSetCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:               "set ID --from D --source DOC [--state S]...",
		Short:             "record a dated fact about a platform",
		Long:              setHelp + exitStatus,
		Args:              argCount(1, 1, "the id of a platform"),
		ValidArgsFunction: completePlatforms,
	}
	f := cmd.Flags()
	from := &dateFlag{}
	f.Var(from, "from", "first day on which it holds")
	source := f.String("source", "", "document that says so")
	var states []string
	for _, s := range corpus.States {
		states = append(states, string(s))
	}
	state := addChoice(cmd, "state", "state of its life cycle", states...)
	connection := addChoice(cmd, "connection", "national integration platform it is connected to", corpus.Connections...)
	for name, c := range map[string]*choice{"state": state, "connection": connection} {
		c.value = ""
		f.Lookup(name).DefValue = ""
	}
	operator, contact, url := f.String("operator", "", "who runs it"), f.String("contact", "", "whom to ask"), f.String("url", "", "address")
	out := a.addOutput(cmd)
	a.addBy(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var facts []corpus.Fact
		for _, v := range []corpus.Fact{{Kind: corpus.FactState, Value: state.value}, {Kind: corpus.FactOperator, Value: *operator},
			{Kind: corpus.FactContact, Value: *contact}, {Kind: corpus.FactConnection, Value: connection.value}, {Kind: corpus.FactURL, Value: *url}} {
			if v.Value != "" {
				v.From, v.Source = from.date, *source
				facts = append(facts, v)
			}
		}
		if len(facts) == 0 || from.date == "" || *source == "" {
			return &usageError{err: errors.New("a fact needs --from, --source and one of --state, --operator, --contact, --connection, --url"), hint: seeHelp(cmd)}
		}
		return a.setFacts(cmd, args[0], facts, out)
	}
	return cmd
}

// setFacts records facts and shows the history they are part of.
func (a *app) setFacts(cmd *cobra.Command, id string, facts []corpus.Fact, out outputOptions) (err error) {
	s, err := a.openStore(cmd.Context())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	_, p, err := a.platformByID(cmd.Context(), id)
	if err != nil {
		return err
	}
	n, err := s.RecordFacts(cmd.Context(), p.ID, facts)
	if err != nil {
		return a.storeError(err)
	}
	fmt.Fprintf(a.Stderr, "rasoat: %d of %d facts recorded, the others were on record\n", n, len(facts))
	if _, p, err = a.platformByID(cmd.Context(), string(p.ID)); err != nil {
		return err
	}
	return a.write(report.NewPlatformHistory(p), out)
}
