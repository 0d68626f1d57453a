package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
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
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples)
			e.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status},
	})
}
