//go:build race

package main

// raced tells that the race detector is on: it multiplies time, so tests of minutes are left to a run without it.
const raced = true
