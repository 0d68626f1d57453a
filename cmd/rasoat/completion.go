package main

import (
	"github.com/spf13/cobra"
)

func newCompletionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish",
		Short: "print the completion script for a shell",
		Long: `completion prints a script that lets the shell complete commands, flags and ids.

  bash:  rasoat completion bash > /etc/bash_completion.d/rasoat
  zsh:   rasoat completion zsh > "${fpath[1]}/_rasoat"
  fish:  rasoat completion fish > ~/.config/fish/completions/rasoat.fish` + exitStatus,
		Args:      argCount(1, 1, "the name of a shell"),
		ValidArgs: []string{"bash", "zsh", "fish"},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(a.Stdout, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(a.Stdout)
			case "fish":
				return cmd.Root().GenFishCompletion(a.Stdout, true)
			}
			return &usageError{err: usagef("unknown shell %q", args[0]), hint: "it is one of bash, zsh, fish"}
		},
	}
}
