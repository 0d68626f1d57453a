package report

import (
	"regexp"
	"strings"
)

// placeWords are the words by which places in files are named, and those an English report names them by. What stands in
// quotation marks is the name of a sheet and stays.
var (
	placeWords = map[string]string{"trang tính": "sheet", "bảng thứ": "table", "bảng": "table", "nhóm": "group", "dòng": "row", "trang": "page", "đoạn": "paragraph",
		"mục": "section", "chương": "chapter", "phần": "part", "điều": "article", "khoản": "clause", "điểm": "point", "phụ lục": "annex", "bản ghi": "record"}
	placePattern = regexp.MustCompile(`'[^']*'|(^|[;,] )(trang tính|bảng thứ|(?i:bản ghi|bảng|nhóm|dòng|trang|đoạn|mục|chương|phần|điều|khoản|điểm|phụ lục)) `)
)

// EnglishPlace names a place in a file in English, for messages. What follows the place stays as it is.
func EnglishPlace(place string) string { return speak(English).located(place) }

// located names a place in a file in the language of the report.
func (s speaker) located(text string) string {
	if s.lang != English || text == "" {
		return text
	}
	return placePattern.ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, "'") {
			return found
		}
		word := strings.TrimLeft(found, ";, ")
		lead := found[:len(found)-len(word)]
		return lead + placeWords[strings.ToLower(strings.TrimSpace(word))] + " "
	})
}
