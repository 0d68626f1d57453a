package document

import "fmt"

// Document is what a file says, in reading order, with the place of everything in it.
type Document struct {
	Name      string // file name as given, without folder
	Format    Format
	MediaType string
	Size      int64    // bytes as received
	SHA256    string   // lower-case hex, of the bytes as received
	Secrecy   Secrecy  // degree of state secrecy that it is marked with; only a reader of Limits.Classified meets one
	Encoding  string   // "" for Unicode, else "TCVN3", "VNI", "VISCII", "Windows-1258", "TCVN3+Unicode" ... of what was converted
	Blocks    []Block  // in reading order
	Partial   []string // what could not be read, one sentence each; empty when all was read
	Notes     []string // what a reader should know though all was read: wrong extension, hidden sheet, hidden text left out
}

// BlockKind tells what a block is in the layout of the file.
type BlockKind uint8

// Kinds of block.
const (
	Paragraph BlockKind = iota
	Heading             // a styled or numbered heading, Level from 1
	ListItem            // an item of an automatic list; the number it shows is part of Text
	Row                 // a row of a table or sheet; Text is empty, Cells holds it
)

// Block is one paragraph, heading, list item or table row.
type Block struct {
	Kind  BlockKind
	Level int    // heading or list level from 1; 0 otherwise
	Text  string // NFC Unicode, legacy encodings converted, line breaks inside kept as "\n"
	Bold  bool   // all of it is bold: untitled headings are often only this
	Caps  bool   // typed in a capitals font (.VnTimeH) or with an all-caps style
	// Centered is set for a paragraph in the middle of the line, as titles are, where the format tells.
	Centered bool
	Cells    []Cell // Row only, in column order
	Place    Place
}

// Cell is one cell of a row. A merged cell stands once, at its top left, with its spans; the cells it
// covers below are present with Covered set and the text of the cell that covers them in Text.
type Cell struct {
	Text    string
	Column  int // from 0
	ColSpan int // at least 1
	RowSpan int // at least 1
	Covered bool
	Number  *float64 // the number a spreadsheet stores, when the cell is numeric
	Nested  []Block  // tables and paragraphs nested in the cell, when there is more than plain text
}

// Place says where a block stands, as a reader would look it up. Fields that do not apply are zero.
type Place struct {
	Page  int    `json:"page,omitempty"`      // from 1 (PDF)
	Sheet string `json:"sheet,omitempty"`     // sheet name (spreadsheets)
	Table int    `json:"table,omitempty"`     // from 1, counted through the document
	Row   int    `json:"row,omitempty"`       // from 1: row of the sheet, of the table, or line of a text or CSV file
	Para  int    `json:"paragraph,omitempty"` // from 1: paragraph outside tables
}

// Format is a file format, recognised by content.
type Format string

// Formats that can be read.
const (
	DOCX Format = "docx"
	XLSX Format = "xlsx"
	PDF  Format = "pdf"
	ODT  Format = "odt"
	ODS  Format = "ods"
	DOC  Format = "doc"
	XLS  Format = "xls"
	RTF  Format = "rtf"
	HTML Format = "html"
	TXT  Format = "txt"
	CSV  Format = "csv"
	JSON Format = "json"
)

// Reason is a short stable code for a refusal.
type Reason string

// Reasons a file is refused.
const (
	Unreadable Reason = "unreadable" // the file cannot be opened
	Empty      Reason = "empty"      // no bytes, or nothing but white space
	Unknown    Reason = "unknown"    // not a format we read
	Encrypted  Reason = "encrypted"
	Damaged    Reason = "damaged"   // truncated or malformed
	TooLarge   Reason = "too_large" // over a limit: bytes, entries, nesting, expansion
	TooSlow    Reason = "too_slow"  // over the time limit
	NoText     Reason = "no_text"   // a scan without a text layer
	NeedsTool  Reason = "needs_tool"
	Classified Reason = "classified" // marked as a state secret
)

// Refusal is the error for a file that is not read. Its message is for the user: lower case, the file quoted, what to do.
type Refusal struct {
	File   string
	Reason Reason
	Detail string // what was seen, lower case
	Hint   string // what to do
	Err    error  // cause, may be nil
}

// Error gives the message for the user: what was seen, then what to do.
func (r *Refusal) Error() string {
	msg := fmt.Sprintf("%q: %s", r.File, r.Detail)
	if r.Hint != "" {
		msg += " (" + r.Hint + ")"
	}
	return msg
}

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Err }
