//go:build !race

package index

// raced tells that the race detector is on.
const raced = false
