package intake

import (
	"slices"
	"strconv"
	"strings"
)

// inlineList splits a paragraph that holds a lettered or numbered list, "gồm: a) ...; b) ...", into the text before it and its
// entries. Any other paragraph stays whole.
func inlineList(s string) []string {
	from := strings.Index(s, ": ")
	if from < 0 || !strings.Contains(s[from:], ")") || basisLine(plain(clip(s, 40))) {
		return []string{s}
	}
	for tries := 0; from >= 0 && tries < mostLists; from = nextColon(s, from) {
		if label, _ := labelAt(s, from+2); label == "" || !comesAfter("", label) {
			continue
		}
		tries++
		if starts := entries(s, from+2); len(starts) > 1 {
			out := []string{strings.TrimSpace(s[:starts[0]])}
			for i, at := range starts {
				end := len(s)
				if i+1 < len(starts) {
					end = starts[i+1]
				}
				out = append(out, strings.TrimSpace(s[at:end]))
			}
			return out
		}
	}
	return []string{s}
}

// mostLists is how many beginnings of lists are followed in a paragraph: each is looked for to the end of it.
const mostLists = 8

// nextColon finds the next colon before a space, -1 when there is none.
func nextColon(s string, from int) int {
	i := strings.Index(s[from+1:], ": ")
	if i < 0 {
		return -1
	}
	return from + 1 + i
}

// entryWords is how many words an entry of an inline list has at least: references to the points of an article, "điểm a), b)",
// have fewer.
const entryWords = 3

// entries finds where the entries of a list begin that starts at an offset: a) b) c), 1) 2) 3) or (i), each after a semicolon,
// comma or full stop. nil when there is no list.
func entries(s string, at int) []int {
	var out []int
	label := ""
	for at < len(s) {
		next, end := labelAt(s, at)
		if next == "" || !comesAfter(label, next) {
			return nil
		}
		out, label = append(out, at), next
		at = nextEntry(s, end, label)
		if at < 0 {
			at = len(s)
		}
		if countWords(plain(s[end:at])) < entryWords {
			return nil
		}
	}
	return out
}

// nextEntry finds the label that comes after another, behind a mark that ends an entry, -1 when there is none.
func nextEntry(s string, from int, label string) int {
	for i := from; i+2 < len(s); i++ {
		if strings.IndexByte(";,.", s[i]) >= 0 && s[i+1] == ' ' {
			if next, _ := labelAt(s, i+2); next != "" && comesAfter(label, next) {
				return i + 2
			}
		}
	}
	return -1
}

// labelAt reads the label of an entry, "a)", "(2)", and where it ends.
func labelAt(s string, at int) (label string, end int) {
	open := at
	if strings.HasPrefix(s[at:], "(") {
		open++
	}
	i := strings.IndexByte(s[open:], ')')
	if i < 1 || i > 3 || open+i+1 >= len(s) || s[open+i+1] != ' ' {
		return "", 0
	}
	return s[open : open+i], open + i + 1
}

// labelOrders are the ways in which entries are labelled beside numbers: with and without đ, and in small Roman numbers.
var labelOrders = [][]string{
	strings.Fields("a b c d đ e g h i k l m n o p q r s t u v x y"),
	strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z"),
	strings.Fields("i ii iii iv v vi vii viii ix x"),
}

// comesAfter tells whether a label is the one after another, or the first when there is none before it.
func comesAfter(before, label string) bool {
	if n, err := strconv.Atoi(label); err == nil {
		last, _ := strconv.Atoi(before) // 0 before the first
		return n == last+1
	}
	return slices.ContainsFunc(labelOrders, func(order []string) bool {
		i := slices.Index(order, label)
		return i == 0 && before == "" || i > 0 && order[i-1] == before
	})
}
