package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tidy gives text as blocks hold it: NFC, no invisible characters, runs of white space as one space, line breaks kept
// as "\n" without space around them, nothing at the ends.
func tidy(s string) string {
	if clean(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	var gap rune
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			gap = '\n'
		case unicode.IsSpace(r):
			if gap == 0 {
				gap = ' '
			}
		case invisible(r):
		default:
			if gap != 0 && len(out) > 0 {
				out = append(out, byte(gap))
			}
			gap = 0
			out = append(out, string(r)...)
		}
	}
	return norm.NFC.String(string(out)) // after the rest: what was invisible may have stood between a letter and its mark
}

// clean reports ASCII text that tidy would leave as it is: the common case in sheets.
func clean(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' && space, c != ' ' && (c < '!' || c > '~'):
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// invisible reports characters that show nothing: soft hyphen, zero-width ones, marks of direction, controls.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\ufeff', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u2064':
		return true
	}
	return unicode.IsControl(r)
}

// joinLines joins what is not empty with line breaks.
func joinLines(parts []string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n")
}
