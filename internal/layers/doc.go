// Package layers holds no code: its tests parse every Go file of the module and hold ARCHITECTURE.md's table of packages
// true. They read who may import whom from that table, so it cannot drift, and check the house rules beside it: which
// technology belongs to which package, init nowhere else, the environment read only in cmd, doc comments, and sizes.
package layers
