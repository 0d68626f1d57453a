//go:build !race

package document

// raced tells that the race detector is on.
const raced = false
