// Package evidence makes the bundle that an auditor takes away from a run, and verifies one.
//
// Export writes a bundle: one zip file that holds a BagIt bag (RFC 8493) with eleven parts, from the files as received to
// the printable annex. Verify reads one and reports everything in it that does not fit: it needs no database, no network
// and no file beside the bundle. docs/evidence.md describes every file of a bundle for those who check it by other means.
//
// The same run gives the same bytes, apart from signature and time stamp: nothing in a bundle depends on when or where it
// was exported. The zip is of one form (stored, no dates, fixed order), so that every byte of it is either content, which
// the manifests hash, or follows from the content; Verify makes those bytes again and names the first that differs.
package evidence
