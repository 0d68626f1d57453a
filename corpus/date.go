package corpus

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate reads a date as people type it: ISO (2026-06-24, 2026-06, 2026) or day first (24/6/2026).
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	d := Date(s)
	if parts := strings.Split(s, "/"); len(parts) == 3 {
		d = Date(fmt.Sprintf("%s-%02s-%02s", parts[2], parts[1], parts[0]))
	}
	if d == "" || !d.Valid() {
		return "", fmt.Errorf("%q is not a date, expected year-month-day such as 2026-06-24", s)
	}
	return d, nil
}

// Valid reports whether d is empty, or a year, month or day that exists.
func (d Date) Valid() bool {
	var err error
	switch len(d) {
	case 0:
	case 4:
		_, err = time.Parse("2006", string(d))
	case 7:
		_, err = time.Parse("2006-01", string(d))
	case 10:
		_, err = time.Parse(time.DateOnly, string(d))
	default:
		return false
	}
	return err == nil
}

// Day returns the first day of a shortened date, "" for an unknown one.
func (d Date) Day() Date {
	switch len(d) {
	case 4:
		return d + "-01-01"
	case 7:
		return d + "-01"
	}
	return d
}

// Last returns the last day of a shortened date, "" for an unknown one: what is dated "2024" may lie anywhere between
// Day and Last.
func (d Date) Last() Date {
	switch len(d) {
	case 4:
		return d + "-12-31"
	case 7:
		first, err := time.Parse("2006-01", string(d))
		if err != nil {
			return d
		}
		return DateOf(first.AddDate(0, 1, -1))
	}
	return d
}

// Before reports whether d is known and earlier than other. An unknown date is before nothing and nothing is before it.
func (d Date) Before(other Date) bool {
	return d != "" && other != "" && d.Day() < other.Day()
}

// In reports whether d falls in the period [from, to); an empty bound is open.
func (d Date) In(from, to Date) bool {
	return !d.Before(from) && (to == "" || d.Before(to))
}

// Year returns the year of d, 0 when unknown.
func (d Date) Year() int {
	if len(d) < 4 {
		return 0
	}
	y, err := strconv.Atoi(string(d[:4]))
	if err != nil {
		return 0
	}
	return y
}
