package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/eval"
)

func newCalibrateCommand(a *app) *cobra.Command {
	var labels, output string
	cmd := &cobra.Command{
		Use:   "calibrate --labels FILE",
		Short: "derive weights and thresholds from labelled proposals",
		Long: `calibrate derives the numbers that verdicts depend on from labelled items of the tiers strong and medium: weights by a
logistic regression in which no evidence counts against a match, then the thresholds of the function facet for the mean
alert F1 over the lists. It prints the figures cross-validated by item, beside those on the items themselves and those of
the weights in use.

The result is one file that records the hash of the labels, the date and the cross-validated figures. Review it, then put
it in the place of engine/weights.json. FILE is the format of eval; decisions of reviewers may be added as items.` + exitStatus,
		Args: argCount(0, 0, "no arguments"),
	}
	cmd.Flags().StringVar(&labels, "labels", "", "labelled set (required)")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the weights to this file (default standard output, the figures to stderr)")
	cmd.RunE = func(*cobra.Command, []string) error { return a.runCalibrate(labels, output) }
	return cmd
}

func (a *app) runCalibrate(labels, output string) (err error) {
	set, err := readLabels(labels)
	if err != nil {
		return err
	}
	b, _, err := newBench(evalOptions{assume: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Index.Close()) }()
	c, err := eval.Calibrate(b, set, corpus.DateOf(a.Now()))
	if err != nil {
		return fmt.Errorf("calibrate by %q: %w", labels, err)
	}
	data, err := c.WeightsFile()
	if err != nil {
		return err
	}
	if output == "" {
		if _, err := a.Stdout.Write(data); err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
		return c.WriteText(a.Stderr)
	}
	if err := writeBytes(output, data); err != nil {
		return err
	}
	return c.WriteText(a.Stdout)
}
