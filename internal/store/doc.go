// Package store keeps in one database file what changes: versions of lists, records and dated facts of platforms, the
// decisions of imports, and results that were asked to be kept.
//
// Open creates the file on first use, brings its schema up to date and loads the lists shipped with the program into it.
// (*Store).Register then gives the register of file and program together, which is what checks are made with; Apply
// takes in a revision, whole or not at all. Nothing is overwritten: a new version of a list, a new record or a new fact
// is added, and the newest counts. Triggers refuse everything else.
//
// A command that keeps what it does begins a run (BeginRun), adds its files and results as they come (AddInput, AddItems)
// and says how it ended (EndRun); Item and Items give them back. Every transaction that adds rows appends to a log in
// which each record carries the hash of the one before and of the rows it covers; VerifyLog walks it. docs/store.md
// describes tables and log.
//
// Many processes may read while one writes. A second writer waits: Options.OnWait tells it so, Options.Wait limits it,
// and past the limit the error is *BusyError. After a crash at any moment the file holds the state before or after a
// change, never one between.
package store
