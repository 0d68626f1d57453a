//go:build race

package index

// raced tells that the race detector is on: it multiplies memory and time, so tests that measure them are left out.
const raced = true
