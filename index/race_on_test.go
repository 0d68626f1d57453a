//go:build race

package index

// raced tells that the race detector is on: it allocates, so counts of allocations are left out.
const raced = true
