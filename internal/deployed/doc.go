// Package deployed holds the systems that localities already run (hệ thống đã triển khai) and compares them with the
// lists of the day each was decided, with the lists of today, and with one another.
//
// Most callers want Run: it takes the systems on record and gives one Case for each in an Audit: its timeline, what the list of
// the day of its decision and that of today have for it, who is to explain (dòng trách nhiệm giải trình), and the systems
// of the same province that do the same job. A line of responsibility is no finding of fault: it says whose written
// answer is needed, and it is Unknown wherever a date that decides is not known.
package deployed
