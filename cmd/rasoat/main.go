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
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	"time"
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

// Most commands live for a fraction of a second: collecting garbage late saves them time, and at this percentage a check
// still stays below 100 MB. A command that needs much memory collects as usual.
const (
	garbagePercent = 300
	usualPercent   = 100
	muchMemory     = 96 << 20 // bytes in use after a collection
)

// collectLate sets the percentage, and the usual one after the first collection that finds much memory in use. A limit
// would not do: where more than the limit is in use, the collector runs without end.
func collectLate() {
	debug.SetGCPercent(garbagePercent)
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var afterCollection func(struct{})
	watch := func() { runtime.AddCleanup(new(*byte), afterCollection, struct{}{}) }
	afterCollection = func(struct{}) {
		if metrics.Read(inUse); inUse[0].Value.Uint64() > muchMemory {
			debug.SetGCPercent(usualPercent)
			return
		}
		watch()
	}
	watch()
}

func main() {
	collectLate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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
