package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands is every command, in the order of the help.
var commands = []func(*app) *cobra.Command{
	newListCommand,
	newPlatformCommand,
	newSearchCommand,
	newEvalCommand,
	newCalibrateCommand,
	newCheckCommand,
	newBatchCommand,
	newRecheckCommand,
	newExplainCommand,
	newCertificateCommand,
	newDecideCommand,
	newDecisionsCommand,
	newDeployedCommand,
	newAuditCommand,
	newReplayCommand,
	newEvidenceCommand,
	newTextCommand,
	newStoreCommand,
	newLogCommand,
	newVersionCommand,
	newCompletionCommand,
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "rasoat",
		Short: "screen local IT proposals against the announced national platforms",
		Long: `rasoat (rà soát) compares local-government IT proposals with the dated national lists of digital platforms and says,
component by component, what is already offered nationally, on what evidence, and what to do next.
It needs no network: the lists are part of the program.

EXIT STATUS
  0  done
  1  error: nothing, or not everything, was written
  2  usage: unknown command, flag or value
  3  --fail-on of check or batch was reached
  4  partial: something could not be read or decided; the output says what`,
		Args:              rootArgs,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	root.SetFlagErrorFunc(flagError)
	a.addDatabase(root)
	for _, newCommand := range commands {
		root.AddCommand(newCommand(a))
	}
	return root
}

// flagError says in the words of the program what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	e := &usageError{err: err, hint: seeHelp(cmd)}
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var number *strconv.NumError
	switch {
	case errors.As(err, &invalid):
		cause := invalid.Unwrap()
		if errors.As(err, &number) {
			cause = fmt.Errorf("not a value of type %s", invalid.GetFlag().Value.Type())
		}
		e.err = fmt.Errorf("--%s %q: %w", invalid.GetFlag().Name, invalid.GetValue(), cause)
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		e.err = fmt.Errorf("unknown flag %q", "--"+unknown.GetSpecifiedName())
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		if ids := near("--"+unknown.GetSpecifiedName(), names); len(ids) > 0 {
			e.hint = "did you mean " + quoted(ids) + "?"
		}
	}
	return e
}

// rootArgs refuses what is no command, naming those that look like it.
func rootArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	e := &usageError{err: fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath()), hint: seeHelp(cmd)}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		e.hint = "did you mean " + quoted(near) + "?"
	}
	return e
}

// newGroup is a command that only holds others.
func newGroup(use, short, long string, sub ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: long + exitStatus, Args: rootArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return &usageError{err: fmt.Errorf("%q needs a subcommand", cmd.CommandPath()), hint: seeHelp(cmd)}
	}
	cmd.AddCommand(sub...)
	return cmd
}

// argCount takes from least to most arguments; most < 0 means any number.
func argCount(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		return &usageError{err: fmt.Errorf("%q expects %s, got %s", cmd.CommandPath(), what, given(args)), hint: seeHelp(cmd)}
	}
}

func given(args []string) string {
	if len(args) == 0 {
		return "none"
	}
	return fmt.Sprintf("%q", args)
}

func seeHelp(cmd *cobra.Command) string { return "see " + cmd.CommandPath() + " --help" }

func quoted(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = fmt.Sprintf("%q", n)
	}
	return strings.Join(q, " or ")
}
