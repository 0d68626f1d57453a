package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

// scriptDay is the day on which the scripts run.
var scriptDay = time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rasoat": func() {
			os.Exit(run(context.Background(), os.Args[1:], &app{
				Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Now:    func() time.Time { return scriptDay },
				Getenv: os.Getenv,
			}))
		},
	})
}

// TestScripts runs the command scripts of testdata: one topic per file. The sample dossiers, which are binary, are found
// through SAMPLES; status runs a command that is to end with the exit status given first.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs(filepath.Join("..", "..", "testdata", "samples"))
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples)
			e.Setenv("LANG", "en_US.UTF-8")
			e.Setenv("HOME", filepath.Join(e.WorkDir, ".home")) // no script sees the database of another, or of the machine
			e.Setenv("XDG_CACHE_HOME", cache)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status},
		Condition: func(name string) (bool, error) {
			if name != "raced" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			return raced, nil
		},
	})
}

// status runs a command and compares its exit status: status 2 rasoat list show nothing
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND [ARG]...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// TestHelp holds every command to the form of its help.
func TestHelp(t *testing.T) {
	a := &app{Now: func() time.Time { return scriptDay }, Getenv: func(string) string { return "" }}
	root := newRootCommand(a)
	seen := 0
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		seen++
		if !strings.Contains(c.Long, "\nEXIT STATUS\n  0  ") || !strings.Contains(c.Long, "\n  2  usage") {
			t.Errorf("%s: the long help does not end with its exit statuses", c.CommandPath())
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short help %q", c.CommandPath(), c.Short)
		}
		if c.Args == nil {
			t.Errorf("%s does not say what arguments it takes", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(root)
	if seen < 8 {
		t.Errorf("only %d commands were seen", seen)
	}
}
