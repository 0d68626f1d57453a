package engine

import (
	"context"
	"iter"
	"runtime"
)

// Submission is a proposal with the document it came from.
type Submission struct {
	Proposal Proposal
	Document Document
}

// CheckAll judges submissions on all cores and yields their results in input order. No more than a few results per core
// are held at once, however many submissions there are. It stops early, without a word, when the context ends or the
// caller stops: what was yielded is then a true prefix of the whole.
func (e *Engine) CheckAll(ctx context.Context, in iter.Seq[Submission]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		for pending := range e.start(ctx, in) {
			select {
			case r := <-pending:
				if !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// job is a submission and where its result goes.
type job struct {
	Submission
	result chan Result
}

// start hands submissions to workers and returns the places of their results, in input order. The length of the queue
// bounds how far ahead of the reader the workers may be.
func (e *Engine) start(ctx context.Context, in iter.Seq[Submission]) <-chan chan Result {
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan job), make(chan chan Result, 4*workers)
	for range workers {
		go func() {
			for j := range jobs {
				j.result <- e.Check(j.Proposal, j.Document)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for s := range in {
			j := job{s, make(chan Result, 1)}
			select {
			case order <- j.result:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	return order
}
