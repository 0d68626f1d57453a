// Package report prints results: for the terminal, as JSON (schema rasoat.result/1), as one self-contained HTML page, and
// as a report in the administrative form of an agency, to be completed and signed (DOCX, PDF).
//
// Most callers want one of Text, JSON, HTML, DOCX and PDF, or FormatByName when the format is named by a user. Each builds the same
// view model (Build) from engine results and then only prints it, so they can not disagree. All words of the
// program's own are in the catalogue of messages.go, in Vietnamese and English; what comes from a proposal or from a list
// is quoted as it stands and is escaped by the renderer that prints it.
//
// Three rules bind every renderer. The program states facts of overlap and never calls anything waste or a violation.
// It never certifies that nothing overlaps, it says what was not found, against which list, by which method. And a legal
// row is cited as law only when its full text was read; the rest is named with the strength of its source.
package report
