package main

import (
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the versions of engine, rules, terms and lists",
		Long: `version prints what decides a result: the program, the engine and its rules, and the hashes of terms and lists.
The same versions and hashes are recorded in every result.` + exitStatus,
		Args: argCount(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			reg, err := corpus.Embedded()
			if err != nil {
				return err
			}
			return printVersion(a.Stdout, reg)
		},
	}
}

// hashShown is how much of a hash is printed: enough to tell two apart.
const hashShown = 16

func printVersion(w io.Writer, reg *corpus.Register) error {
	lines := fmt.Sprintf("rasoat  %s\nengine  %s\nrules   %s\nterms   %s\n",
		programVersion(), engine.Version, engine.RulesVersion, reg.TermsHash()[:hashShown])
	for _, l := range reg.Lists {
		lines += fmt.Sprintf("list    %-10s %s %s, %s, %d rows\n",
			l.ID, reg.ListHash(l.ID)[:hashShown], l.Date, l.Completeness, len(l.Entries))
	}
	lines += fmt.Sprintf("list    %-10s %s %d platforms\n", corpus.AnyList, reg.ListHash(corpus.AnyList)[:hashShown], len(reg.Platforms))
	if _, err := io.WriteString(w, lines); err != nil {
		return fmt.Errorf("write versions: %w", err)
	}
	return nil
}

// buildVersion is set by the linker (make build); empty in a build by hand.
var buildVersion string

// programVersion is the version the program was built from: as make says, else the module's, else the commit.
func programVersion() string {
	if buildVersion != "" {
		return buildVersion
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (version == "" || version == "(devel)") {
			version = s.Value
		}
	}
	return version
}
