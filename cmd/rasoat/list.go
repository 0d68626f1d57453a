package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/internal/report"
)

// outputOptions are the flags of every command that prints a view.
type outputOptions struct {
	format *choice
	lang   *choice
}

func (a *app) addOutput(cmd *cobra.Command) outputOptions {
	return outputOptions{
		format: addChoice(cmd, "format", "form of the output", "text", "json"),
		lang:   a.addLang(cmd),
	}
}

// write prints a view as the flags say.
func (a *app) write(v report.View, o outputOptions) error {
	return report.WriteView(a.Stdout, v, o.format.value, report.Options{Lang: report.Lang(o.lang.value), Width: a.width(), Color: a.color()})
}

func newListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "show the dated lists of platforms",
		Long: `list shows the lists of platforms announced by a date: document, day, how many platforms were announced, how many rows
are known, and how complete they are. Listed is not operating, and a reconstruction is not the announced list.` + exitStatus,
		Args: rootArgs,
	}
	out, asOf := a.addOutput(cmd), a.addAsOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		reg, err := a.register(cmd.Context())
		if err != nil {
			return err
		}
		return a.write(report.NewListIndex(reg, asOf.date), out)
	}
	cmd.AddCommand(newListShowCommand(a), newListStatsCommand(a), newListImportCommand(a), newListUpdateCommand(a), newListValidateCommand(a),
		newListDiffCommand(a), newListExportCommand(a), newListHistoryCommand(a))
	return cmd
}

func newListShowCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "show the rows of a list",
		Long: `show prints the rows of a list as the list names them, with the owner of today (or of --as-of) where it has changed.` +
			exitStatus,
		Args:              argCount(1, 1, "the id of a list"),
		ValidArgsFunction: completeLists,
	}
	out, asOf := a.addOutput(cmd), a.addAsOf(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, l, err := a.listByID(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		view, err := reg.AsOf(asOf.date, l.ID)
		if err != nil {
			return err
		}
		return a.write(report.NewListView(view), out)
	}
	return cmd
}

func newListStatsCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stats ID",
		Short: "count a list per owner, and name who has announced nothing",
		Long: `stats counts the rows of a list per owner beside what was announced, and names the ministries and agencies of the
Government of that day that have nothing on it.` + exitStatus,
		Args:              argCount(1, 1, "the id of a list"),
		ValidArgsFunction: completeLists,
	}
	out := a.addOutput(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		reg, l, err := a.listByID(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		return a.write(report.NewListStats(reg, l), out)
	}
	return cmd
}

// listByID finds a list of the register; a mistyped id gets those that look like it.
func (a *app) listByID(ctx context.Context, id string) (*corpus.Register, *corpus.List, error) {
	reg, err := a.register(ctx)
	if err != nil {
		return nil, nil, err
	}
	l, ok := reg.List(corpus.ListID(id))
	if !ok {
		return nil, nil, unknownID("list", id, listNames(reg))
	}
	return reg, l, nil
}

func listNames(reg *corpus.Register) []string {
	var names []string
	for _, id := range reg.ListIDs() {
		names = append(names, string(id))
	}
	return names
}

// completeLists offers the ids of lists to the shell.
func completeLists(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	reg, err := corpus.Embedded()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var found []string
	for i := range reg.Lists {
		l := &reg.Lists[i]
		found = append(found, string(l.ID)+"\t"+l.Document)
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
