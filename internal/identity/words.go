package identity

import (
	"strings"
)

// kindWords open the names of most platforms and do not tell them apart; longest first.
var kindWords = []string{
	"hệ thống cơ sở dữ liệu quốc gia về", "cơ sở dữ liệu quốc gia về", "hệ thống thông tin quản lý", "hệ thống thông tin", "hệ thống cơ sở dữ liệu",
	"cơ sở dữ liệu chuyên ngành về", "cơ sở dữ liệu quốc gia", "cơ sở dữ liệu chuyên ngành", "cơ sở dữ liệu về", "cơ sở dữ liệu", "csdl quốc gia về",
	"csdl quốc gia", "csdl về", "csdl", "nền tảng số quốc gia", "nền tảng số", "nền tảng quốc gia", "nền tảng", "hệ thống phần mềm", "phần mềm",
	"hệ thống quản lý", "hệ thống", "cổng thông tin điện tử", "cổng thông tin", "cổng", "ứng dụng", "quản lý", "quốc gia",
}

// core is a name in key form without the words that only say what kind of thing it is and without what stands in
// brackets; "" when too little is left to tell it by.
func core(key string) string {
	if open := strings.IndexByte(key, '('); open > 0 {
		end := strings.IndexByte(key, ')')
		if end > open {
			key = strings.TrimSpace(key[:open] + key[end+1:])
		}
	}
	for again := true; again; {
		again = false
		for _, w := range kindWords {
			if rest, ok := strings.CutPrefix(key, w+" "); ok {
				key, again = strings.TrimPrefix(rest, "và "), true
				break
			}
		}
	}
	if words(key) < shortName {
		return ""
	}
	return key
}

func words(key string) int { return len(strings.Fields(key)) }
