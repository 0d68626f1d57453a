// Package engine judges proposals: facets, evidence and the verdict of the ladder.
package engine
