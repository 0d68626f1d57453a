// Package document turns a file into blocks (paragraphs, headings, list items, table rows) in reading order, each
// with the place where a reader finds it. It knows formats and nothing about proposals.
//
// Most callers need Read or ReadFile and the two ways they end: a *Document, whose Partial lists what could not be
// read, or a *Refusal, which says why nothing was read and what to do about it. The format is recognised by content,
// never by the file name. Text is NFC Unicode whatever the file held: TCVN3, VNI, VISCII and Windows-1258 are
// converted run by run, by font name where the format keeps one and by the share of valid syllables everywhere.
//
// A document that is marked as a state secret (Mật, Tối mật, Tuyệt mật) is refused unless Limits.Classified is set.
//
// Left out on purpose: page headers and footers (looked at for such a mark), automatic tables of contents, tracked deletions, hidden text (a note
// says so), pictures. Every format has one row in the table in formats.go. Limits bounds what a hostile file can cost.
package document
