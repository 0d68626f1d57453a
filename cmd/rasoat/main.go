// Command rasoat compares local-government IT proposals with the announced national lists of digital platforms and says,
// component by component, what is already offered nationally, on what evidence, and what to do next.
//
// Each command is one file: its constructor takes the app and returns the cobra command, an options struct holds its
// flags, a run function does the work. Streams, clock and environment come from the app; exit codes are decided in
// exitCode alone. Everything that is not the answer goes to stderr with the prefix "rasoat:".
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	_ "github.com/rasoat/rasoat/internal/garbage" // collects late
)

// app is what a command may touch of the world outside.
type app struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time
	Getenv func(string) string

	db database // --db, --wait
	by string   // --by
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends at once what does not heed the first
	code := run(ctx, os.Args[1:], &app{
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Now:    time.Now,
		Getenv: os.Getenv,
	})
	stop()
	os.Exit(code)
}

// run is main without the process: it runs one command line and returns the exit status.
func run(ctx context.Context, args []string, a *app) int {
	root := newRootCommand(a)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	a.printError(err)
	return exitCode(err)
}
