package document

// format is one row of the table of formats: how it is called, recognised and read. A new format is a new row in
// formats and a reader; nothing else changes.
type format struct {
	name       Format
	title      string // for messages
	mediaType  string
	extensions []string
	is         func(*input) bool
	read       func(*input) error
}

// readers is the table, in the order of recognition: signatures and containers first, guesses about text last.
func readers() []format {
	return []format{
		{DOCX, "a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", []string{"docx", "docm", "dotx"}, isDOCX, readDOCX},
		{XLSX, "an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", []string{"xlsx", "xlsm", "xltx"}, isXLSX, readXLSX},
		{ODT, "an OpenDocument text", "application/vnd.oasis.opendocument.text", []string{"odt", "ott"}, isODT, readODT},
		{ODS, "an OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", []string{"ods", "ots"}, isODS, readODS},
		{DOC, "a Word document of before 2007", "application/msword", []string{"doc", "dot"}, isDOC, readDOC},
		{XLS, "an Excel workbook of before 2007", "application/vnd.ms-excel", []string{"xls", "xlt"}, isXLS, readXLS},
		{RTF, "rich text", "application/rtf", []string{"rtf"}, isRTF, readRTF},
		{PDF, "a PDF", "application/pdf", []string{"pdf"}, isPDF, readPDF},
		{HTML, "a web page", "text/html", []string{"html", "htm", "xhtml"}, isHTML, readHTML},
		{JSON, "JSON", "application/json", []string{"json", "jsonl", "ndjson"}, isJSON, readJSON},
		{CSV, "delimited text", "text/csv", []string{"csv", "tsv"}, isCSV, readCSV},
		{TXT, "plain text", "text/plain", []string{"txt", "text", "md"}, isText, readTXT},
	}
}

// recognise finds the row of the table for the content.
func (in *input) recognise() (*format, error) {
	if err := in.openContainer(); err != nil {
		return nil, err
	}
	table := readers()
	for i := range table {
		if table[i].is(in) {
			return &table[i], nil
		}
	}
	return nil, in.unknown()
}
