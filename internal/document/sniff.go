package document

import (
	"bytes"
	"strings"
)

// openContainer opens the directory of a container, so that what it is can be told from its parts.
func (in *input) openContainer() (err error) {
	switch {
	case bytes.HasPrefix(in.data, []byte("PK\x03\x04")):
		in.archive, err = openArchive(in.data, in.m)
	case bytes.HasPrefix(in.data, []byte(compoundMark)):
		if in.ole, err = openCompound(in.data); err == nil && in.ole.has("EncryptedPackage") {
			return refuse(Encrypted, "the file is protected by a password", "save it without the password and try again", nil)
		}
	}
	return err
}

// signature is the start of a file of a kind that is known but not read.
type signature struct {
	magic string
	what  string
	hint  string
}

// signatures of common files that hold no text we read.
var signatures = []signature{
	{"\x89PNG\r\n\x1a\n", "a picture (PNG)", scanHint},
	{"\xff\xd8\xff", "a picture (JPEG)", scanHint},
	{"II*\x00", "a picture (TIFF)", scanHint},
	{"MM\x00*", "a picture (TIFF)", scanHint},
	{"GIF8", "a picture (GIF)", scanHint},
	{"Rar!", "a RAR archive", unpackHint},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", unpackHint},
	{"\x1f\x8b", "a gzip archive", unpackHint},
	{"PK", "a zip archive that is no office document", unpackHint},
	{"MZ", "a Windows program", officeHint},
	{"\x7fELF", "a program", officeHint},
	{"SQLite format 3", "a database", officeHint},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file that is neither Word nor Excel", officeHint},
	{"<?xml", "XML of a kind that is not read", officeHint},
}

const (
	scanHint   = "a scan must be turned into text first, for example with ocrmypdf -l vie"
	unpackHint = "unpack it and give the documents inside"
	officeHint = "give a docx, xlsx, pdf, odt, ods, doc, xls, rtf, html, txt, csv or json file"
)

// unknown is the refusal of content that no reader claims.
func (in *input) unknown() *Refusal {
	head := strings.TrimLeft(string(in.data[:min(len(in.data), 512)]), "\ufeff \t\r\n")
	for _, s := range signatures {
		if strings.HasPrefix(head, s.magic) {
			return refuse(Unknown, "the content is "+s.what, s.hint, nil)
		}
	}
	return refuse(Unknown, "the content is of no known format", officeHint, nil)
}

// blank reports bytes that are nothing but white space, zero bytes or byte order marks.
func blank(data []byte) bool {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(data) >= 2 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) {
		data = data[2:]
	}
	return len(bytes.Trim(data, " \t\r\n\v\f\x00")) == 0
}

// isText reports bytes that can be text in some encoding.
func isText(in *input) bool { return in.plain() != "" }

// looksLikeText reports bytes without the control characters that text does not have.
func looksLikeText(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	odd := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a {
			odd++
		}
	}
	return odd*500 <= len(head)
}
