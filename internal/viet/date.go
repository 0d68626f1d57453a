package viet

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day found in a text.
type Date struct {
	ISO        string // 2026-06-24
	Start, End int    // bytes in the text, from the day to the year
}

// Dates finds days, in order: 24/6/2026, 24.6.2026, 24-6-2026, 2026-06-24 and "24 tháng 6 năm 2026". A day that is
// not in the calendar is no date; neither is a month alone.
func Dates(s string) []Date {
	var found []Date
	t := Normalize(s)
	for i := 0; i < len(t.tokens); i++ {
		if t.tokens[i].Kind != Number || i > 0 && t.separator(i) == '/' && t.tokens[i-1].Kind == Number {
			continue
		}
		iso, n := t.dateAt(i)
		if iso == "" {
			continue
		}
		found = append(found, Date{iso, int(t.tokens[i].Start), int(t.tokens[i+n-1].End)})
		i += n - 1
	}
	return found
}

// dateAt reads the date that begins with token i and returns how many tokens it takes.
func (t *Text) dateAt(i int) (iso string, n int) {
	first := t.KeyOf(i)
	if parts := strings.Split(first, "."); len(parts) == 3 {
		return isoDate(parts[0], parts[1], parts[2]), 1
	}
	if i+2 < len(t.tokens) && t.tokens[i+1].Kind == Number && t.tokens[i+2].Kind == Number {
		return t.joinedDate(i), 3
	}
	if i+3 >= len(t.tokens) || t.FoldOf(i+1) != "thang" || t.tokens[i+1].Break > Comma {
		return "", 0
	}
	if t.FoldOf(i+3) == "nam" && i+4 < len(t.tokens) {
		return isoDate(first, t.KeyOf(i+2), t.KeyOf(i+4)), 5
	}
	if sep := t.separator(i + 3); sep == '/' || sep == ',' || sep == '-' {
		return isoDate(first, t.KeyOf(i+2), t.KeyOf(i+3)), 4
	}
	return "", 0
}

// joinedDate reads three numbers joined by the same separator.
func (t *Text) joinedDate(i int) string {
	sep := t.separator(i + 1)
	if sep != t.separator(i+2) || sep != '/' && sep != '-' && sep != '.' {
		return ""
	}
	if i+3 < len(t.tokens) && sep == '/' && t.separator(i+3) == '/' {
		return ""
	}
	a, b, c := t.KeyOf(i), t.KeyOf(i+1), t.KeyOf(i+2)
	if len(a) == 4 && sep == '-' {
		return isoDate(c, b, a)
	}
	return isoDate(a, b, c)
}

// isoDate returns the date of three numerals, or "" when there is no such day.
func isoDate(day, month, year string) string {
	if len(year) != 4 || len(day) > 2 || len(month) > 2 {
		return ""
	}
	d, errD := strconv.Atoi(day)
	m, errM := strconv.Atoi(month)
	y, errY := strconv.Atoi(year)
	if errD != nil || errM != nil || errY != nil || y < 1900 || y > 2199 {
		return ""
	}
	if date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC); date.Day() != d || int(date.Month()) != m {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
