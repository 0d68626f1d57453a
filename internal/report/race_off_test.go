//go:build !race

package report

// raced tells that the race detector is on.
const raced = false
