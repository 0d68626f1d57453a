//go:build !race

package evidence

// raced tells that the race detector is on.
const raced = false
