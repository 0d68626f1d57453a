//go:build race

package evidence

// raced tells that the race detector is on: it allocates, so counts of allocations are left out.
const raced = true
