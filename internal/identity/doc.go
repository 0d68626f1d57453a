// Package identity decides which known platform each row of a new list is: the same, renamed, moved to another owner,
// merged from several, split off one, or new. It also finds rows of one list by which several agencies announce the
// same job.
//
// Decide goes from the sure to the unsure: an identifier that the file states, a known name with its owner, the same name
// but for words like "hệ thống", and only then the engine, which compares a row with the platforms as it compares a
// proposal with them. What rests on the engine is proposed and never certain: a person decides.
package identity
