// Package index finds candidate platforms for a text, and searches the register for people.
//
// Build makes an index of a register in memory, Create writes one to a directory, Open reads it again and refuses
// one that was made from other lists or by another version (StaleError); OpenOrBuild does whichever is needed.
// Two calls matter to most users:
//
//   - Candidates answers "which platforms may this proposal be about". It aims at recall, costs microseconds and
//     allocates almost nothing. Its score ranks candidates and means nothing else.
//   - Search answers a person's query: ranked, filtered by list, owner and function, with the matching words marked.
//
// bleve keeps the index. Every field of a platform is its own bleve field, analysed twice: as syllables and as pairs
// of neighbouring syllables. When an index is opened its postings are compiled once, through
// bleve's index reader, into flat arrays of (platform, weight) that already hold the weights of the fields; Candidates
// runs on those and on nothing else. The words of the taxonomy's business functions are indexed once each and count for
// the platforms with the code, and a little for those with a neighbouring code. Scores of bleve are used to order a person's search and never held against a
// threshold.
//
// Platforms are addressed by ordinal: their place in the register, which is sorted by ID, so that a tie broken by
// ordinal is a tie broken by ID.
package index
