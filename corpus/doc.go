// Package corpus holds what is announced and by whom: platforms that live across lists, dated lists, agencies and their
// successors, provinces before and after 1 July 2025, the taxonomy of business functions, glossary, signals and law.
//
// Most callers want two calls. Embedded returns the Register shipped with the program; Register.AsOf gives the View
// that a check made on a date may use: one list, its platforms, and the owner and state of each on that date. Load reads
// the same files from any fs.FS, and Assemble makes a Register of parts that came from elsewhere; both validate
// everything and report every fault with its file and line.
//
// A Register is read-only once made and may be shared between goroutines.
//
// Limits. Listed is not operating: a state is known only from a dated source. The rows of a list are what could be read
// of it: List.Completeness says how far, and a reconstruction is never the announced list.
package corpus
